import type { Command } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { number, percent, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { collect, parseFilters, viewOptions } from './filter-options.ts';

const PAGE = 500;
type Options = { readonly asOf?: string; readonly model?: string; readonly filter: string[]; readonly json?: boolean };

export function addAccounts(program: Command): void {
  program
    .command('accounts <workspace>')
    .description('Lists accounts with score, tier and changes, lowest score first.')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--filter <field=value>', 'keeps accounts that match; repeat for more', collect, [])
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const filters = parseFilters(options.filter);
      const data = await withSession(workspace, async (session) => {
        const accounts: OutputOf<'accounts.list'>['accounts'] = [];
        for (;;) {
          const page = await session.call('accounts.list', {
            ...viewOptions(options),
            filters,
            offset: accounts.length,
            limit: PAGE,
          });
          accounts.push(...page.accounts);
          if (page.accounts.length === 0 || accounts.length >= page.total)
            return {
              asOf: page.asOf,
              modelVersion: page.modelVersion,
              total: page.total,
              totals: page.totals,
              accounts,
            };
        }
      });
      await show(
        options.json ?? false,
        data,
        (result) =>
          `${table(result.accounts, [
            { title: 'Account', of: (row) => row.accountId },
            { title: 'Name', of: (row) => row.name },
            { title: 'Score', of: (row) => number(row.score), right: true },
            {
              title: 'Tier',
              of: (row) => row.tier ?? (row.status === 'active' ? row.state : row.status.replace('_', ' ')),
            },
            { title: '30 d', of: (row) => number(row.change30), right: true },
            { title: 'Coverage', of: (row) => (row.status === 'active' ? percent(row.coverage) : null), right: true },
            { title: 'ARR', of: (row) => whole(row.arr), right: true },
            { title: 'Renewal', of: (row) => row.renewalDate },
            { title: 'Priority', of: (row) => row.priorityTier },
            { title: 'Driver', of: (row) => row.topDriver },
          ])}\n\n${result.total} accounts as of ${result.asOf}, model ${result.modelVersion}. Scores run from 0 to 100; higher is healthier.`,
      );
    });
}
