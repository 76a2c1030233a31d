import type { Command } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { number, pairs, percent, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';
import { collect, parseFilters, viewOptions } from './filter-options.ts';

type Options = {
  readonly since?: string;
  readonly asOf?: string;
  readonly model?: string;
  readonly filter: string[];
  readonly json?: boolean;
};

const BASES = {
  calibrated: 'calibrated on this workspace',
  band: 'band rates of this workspace, not calibrated',
  illustrative: 'illustrative, not your data',
} as const;

function retentionText({
  share,
  low,
  high,
  basis,
  accounts,
}: OutputOf<'portfolio.outlook'>['retentionForecast']): string {
  if (share === null) return 'nothing with ARR and a score is due';
  const interval = low === null ? '' : `, 95% interval ${percent(low) ?? '–'} to ${percent(high) ?? '–'}`;
  return `${percent(share) ?? '–'} of the ARR of ${accounts} accounts${interval}; ${BASES[basis]}`;
}

/** Predicted falls of a tier, or why there are none. */
function dropsOf({ method, total, arr, accounts, possible }: OutputOf<'portfolio.tierDrops'>): string[] {
  if (method === null) return [];
  if (accounts.length === 0)
    return [
      `Nobody is predicted to fall a tier in 13 weeks${method === 'flat' ? ': no trend foretold this past better than standing still' : ''}; ${possible.total} ${possible.total === 1 ? 'account has' : 'accounts have'} a chance of 25% or more.`,
      '',
    ];
  return [
    table(accounts, [
      { title: `Predicted to fall a tier (${total}, ARR ${whole(arr)})`, of: (row) => row.name },
      { title: 'Out of', of: (row) => `${row.tier}, below ${number(row.bound)}` },
      { title: 'Score', of: (row) => number(row.score), right: true },
      { title: 'In 13 weeks', of: (row) => number(row.forecast), right: true },
      { title: 'Chance', of: (row) => percent(row.probability), right: true },
      { title: 'ARR', of: (row) => whole(row.arr), right: true },
    ]),
    '',
  ];
}

export function addPortfolio(program: Command): void {
  program
    .command('portfolio <workspace>')
    .description(
      'Summary of all accounts: cards, tiers, histogram, KPIs, retention forecast, drivers, unusual usage, predicted falls of a tier.',
    )
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--since <date>', 'what changed since the snapshot of this date; since the one before when left out')
    .option('--filter <field=value>', 'keeps accounts that match; repeat for more', collect, [])
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const filters = parseFilters(options.filter);
      const data = await withSession(workspace, async (session) => {
        const view = { ...viewOptions(options), filters };
        const summary = await session.call('portfolio.summary', view);
        const since = options.since === undefined ? {} : { since: options.since };
        const changes = await session.call('portfolio.changes', { ...view, ...since });
        const { retentionForecast } = await session.call('portfolio.outlook', view);
        const unusual = await session.call('portfolio.unusual', view);
        const tierDrops = await session.call('portfolio.tierDrops', view);
        return { ...summary, changes, retentionForecast, unusual, tierDrops };
      });
      await show(options.json ?? false, data, ({ cards, ...summary }) =>
        withLink(
          [
            pairs([
              ['As of', `${summary.asOf}, model ${summary.modelVersion}`],
              [
                'Accounts',
                `${cards.accounts} active (${cards.scored} scored, ${cards.provisional} provisional, ${cards.unscored} unscored), ${cards.churned} churned`,
              ],
              [
                'Mean health',
                `${number(cards.meanHealth.value) ?? '–'} (ARR-weighted ${number(cards.meanHealthArrWeighted.value) ?? '–'}); 0 to 100, higher is healthier`,
              ],
              ['ARR', `${whole(cards.arr)} ${summary.currency}`],
              [
                'At-risk ARR, score < 50',
                `${whole(cards.atRiskArr.value) ?? '–'} (${percent(cards.atRiskShare) ?? '–'}), ${cards.atRiskAccounts.value ?? 0} accounts, ${cards.atRiskRenewing90} renew within 90 d`,
              ],
              [
                'GRR, NRR, logo, 12 mo',
                `${percent(cards.grr.value) ?? '–'}, ${percent(cards.nrr.value) ?? '–'}, ${percent(cards.logoRetention.value) ?? '–'}`,
              ],
              ['Retention forecast, 90 d', retentionText(summary.retentionForecast)],
              ['NPS, 90 d', `${number(cards.nps.value, 0) ?? '–'} (n ${cards.npsResponses})`],
            ]),
            '',
            table(summary.tiers, [
              { title: 'Tier', of: (tier) => tier.name },
              { title: 'From', of: (tier) => tier.from, right: true },
              { title: 'Accounts', of: (tier) => tier.accounts, right: true },
              { title: 'ARR', of: (tier) => whole(tier.arr), right: true },
            ]),
            '',
            table(summary.topAtRisk, [
              { title: 'At risk by ARR', of: (row) => row.name },
              { title: 'Score', of: (row) => number(row.score), right: true },
              { title: 'ARR', of: (row) => whole(row.arr), right: true },
              { title: 'Renewal', of: (row) => row.renewalDate },
              { title: 'Driver', of: (row) => row.topDriver },
            ]),
            '',
            table(summary.drivers, [
              { title: 'Risk driver', of: (driver) => driver.name },
              { title: 'Accounts', of: (driver) => driver.accounts, right: true },
              { title: 'ARR × points', of: (driver) => whole(driver.arrPoints), right: true },
            ]),
            '',
            ...(summary.unusual.accounts.length === 0
              ? []
              : [
                  table(summary.unusual.accounts, [
                    { title: `Unusual usage (${summary.unusual.total})`, of: (row) => row.name },
                    { title: 'What', of: (row) => `${row.kind} ${row.date}` },
                    { title: 'From', of: (row) => number(row.before), right: true },
                    { title: 'To', of: (row) => number(row.after), right: true },
                    { title: 'ARR', of: (row) => whole(row.arr), right: true },
                  ]),
                  '',
                ]),
            ...dropsOf(summary.tierDrops),
            table(summary.changes.tiers, [
              {
                title: `Since ${summary.changes.since ?? 'no earlier snapshot'}`,
                of: (tier) => tier.name ?? 'no score',
              },
              { title: 'Then', of: (tier) => tier.before, right: true },
              { title: 'In', of: (tier) => tier.entered, right: true },
              { title: 'Out', of: (tier) => tier.left, right: true },
              { title: 'Now', of: (tier) => tier.after, right: true },
            ]),
          ].join('\n'),
          windowLink(workspace, { view: 'portfolio', filters }, options, summary.asOf),
        ),
      );
    });
}
