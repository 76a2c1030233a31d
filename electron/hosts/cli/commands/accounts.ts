import type { Command } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { number, percent, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';
import { collect, listOptions, viewOptions } from './filter-options.ts';

const PAGE = 500;
type Options = {
  readonly asOf?: string;
  readonly model?: string;
  readonly filter: string[];
  readonly sort?: string;
  readonly group?: string;
  readonly json?: boolean;
};

export function addAccounts(program: Command): void {
  program
    .command('accounts <workspace>')
    .description('Lists accounts with score, tier and changes, lowest score first.')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--filter <field=value>', 'keeps accounts that match; repeat for more', collect, [])
    .option('--sort <field[:desc]>', 'order, several separated by commas')
    .option('--group <field>', 'accounts of one group stand together, with subtotals')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const list = listOptions(options);
      const data = await withSession(workspace, async (session) => {
        const accounts: OutputOf<'accounts.list'>['accounts'] = [];
        let groups: OutputOf<'accounts.list'>['groups'] = null;
        for (;;) {
          const page = await session.call('accounts.list', {
            ...viewOptions(options),
            ...list,
            offset: accounts.length,
            limit: PAGE,
          });
          accounts.push(...page.accounts);
          groups ??= page.groups;
          if (page.accounts.length === 0 || accounts.length >= page.total)
            return {
              asOf: page.asOf,
              modelVersion: page.modelVersion,
              total: page.total,
              totals: page.totals,
              ...(groups === null ? {} : { groups }),
              accounts,
            };
        }
      });
      await show(options.json ?? false, data, (result) =>
        withLink(
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
          ])}${subtotals(result.groups ?? [])}\n\n${result.total} accounts as of ${result.asOf}, model ${result.modelVersion}. Scores run from 0 to 100; higher is healthier.`,
          windowLink(
            workspace,
            { view: 'accounts', filters: list.filters, params: listParams(options) },
            options,
            result.asOf,
          ),
        ),
      );
    });
}

/** Order and grouping as the window keeps them in its address. */
function listParams({ sort, group }: Options): Record<string, string> {
  return {
    ...(sort === undefined ? {} : { sort: sort.replaceAll(/\s*,\s*/g, ',').trim() }),
    ...(group === undefined ? {} : { group }),
  };
}

function subtotals(groups: NonNullable<OutputOf<'accounts.list'>['groups']>): string {
  if (groups.length === 0) return '';
  return `\n\n${table(groups, [
    { title: 'Group', of: (group) => group.value },
    { title: 'Accounts', of: (group) => whole(group.accounts), right: true },
    { title: 'Mean', of: (group) => number(group.mean), right: true },
    { title: '30 d', of: (group) => number(group.change30), right: true },
    { title: 'ARR', of: (group) => whole(group.arr), right: true },
    { title: 'At-risk ARR', of: (group) => whole(group.atRiskArr), right: true },
  ])}`;
}
