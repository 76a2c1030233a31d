import type { Command } from 'commander';
import { number, pairs, percent, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { viewOptions } from './filter-options.ts';

export function addAccount(program: Command): void {
  program
    .command('account <workspace> <id>')
    .description('One account in full: dimensions, signals, contributions, what changed, contacts.')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--json', 'print one JSON document')
    .action(
      async (
        workspace: string,
        id: string,
        options: { readonly asOf?: string; readonly model?: string; readonly json?: boolean },
      ) => {
        const detail = await withSession(workspace, (session) =>
          session.call('accounts.get', { accountId: id, ...viewOptions(options) }),
        );
        const { account, ...rest } = detail;
        const contributions = Object.fromEntries(
          detail.dimensions.flatMap((dimension) =>
            dimension.contribution === null ? [] : [[dimension.id, dimension.contribution]],
          ),
        );
        const document = {
          ...account,
          ...rest,
          dimensions: account.dimensions,
          dimensionDetails: detail.dimensions,
          contributions,
          changeWaterfall: detail.changes,
        };
        await show(options.json ?? false, document, () =>
          [
            pairs([
              ['Account', `${account.name} (${account.accountId})`],
              [
                'Score',
                account.score === null
                  ? 'none'
                  : `${number(account.score)} ${account.tier ?? ''}${account.state === 'provisional' ? ', provisional' : ''} (0 to 100, higher is healthier)`,
              ],
              ['Coverage', percent(account.coverage)],
              [
                'Change',
                `${number(account.change30) ?? '–'} in 30 d, ${number(account.change90) ?? '–'} in 90 d, ${number(account.change180) ?? '–'} in 180 d`,
              ],
              ['ARR', whole(account.arr)],
              ['Renewal', account.renewalDate],
              ['As of', detail.asOf],
            ]),
            '',
            table(detail.dimensions, [
              { title: 'Dimension', of: (row) => row.name },
              { title: 'Weight', of: (row) => `${row.weight}%`, right: true },
              { title: 'Score', of: (row) => number(row.score), right: true },
              { title: detail.reference.label, of: (row) => number(row.reference), right: true },
              { title: 'Contribution', of: (row) => number(row.contribution), right: true },
              { title: 'Signals', of: (row) => `${row.knownSignals} of ${row.totalSignals}`, right: true },
            ]),
            '',
            table(detail.signals, [
              { title: 'Signal', of: (row) => row.name },
              {
                title: 'Value',
                of: (row) =>
                  typeof row.value === 'number' ? number(row.value, 2) : row.value === null ? null : String(row.value),
                right: true,
              },
              { title: 'State', of: (row) => `${row.state}${row.stale ? ', stale' : ''}` },
              { title: 'Points', of: (row) => (row.state === 'missing' ? null : row.points), right: true },
              { title: 'Rule', of: (row) => row.rule },
              { title: 'Fact of', of: (row) => row.factDate },
            ]),
          ].join('\n'),
        );
      },
    );
}
