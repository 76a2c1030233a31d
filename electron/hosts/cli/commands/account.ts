import type { Command } from 'commander';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { AccountOutlook } from '#shared/contract/outlook.ts';
import { number, pairs, percent, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';
import { viewOptions } from './filter-options.ts';
import { overrideTable } from './overrides.ts';

/** Sections that have something to say, under their titles. */
function sections(parts: readonly (readonly [title: string, body: string | null])[]): string {
  return parts.flatMap(([title, body]) => (body === null ? [] : [`${title}\n${body}`])).join('\n\n');
}

const rowsOrNull = <T>(rows: readonly T[], print: (rows: readonly T[]) => string): string | null =>
  rows.length === 0 ? null : print(rows);
const signed = (value: number | null): string | null =>
  value === null ? null : `${value > 0 ? '+' : ''}${value.toFixed(1)}`;

function scoreText({ account }: AccountDetail): string {
  if (account.score === null) return 'none';
  const notes = [account.state === 'provisional' ? 'provisional' : '', account.onboarding ? 'onboarding model' : ''];
  return [`${number(account.score)} ${account.tier ?? ''}`, ...notes.filter(Boolean)].join(', ');
}

function overrideText({ account: { override } }: AccountDetail): string | null {
  if (!override) return null;
  return `${override.score === null ? '' : `${number(override.score)} `}${override.tier ?? ''}, beside the computed score`;
}

function momentumText({ account, momentumColour }: AccountDetail): string | null {
  if (!momentumColour) return account.momentum;
  const arrow = momentumColour.arrow === null ? '' : ` ${momentumColour.arrow === 'up' ? '↑' : '↓'}`;
  return `${account.momentum ?? 'not enough history'}, ${momentumColour.colour}${arrow}`;
}

function peerText({ difference, verdict }: NonNullable<AccountDetail['benchmark']>): string {
  return verdict === 'in_line' ? `${signed(difference)}, in line with` : `${number(Math.abs(difference))} ${verdict}`;
}

function forecastText({ forecast }: AccountDetail): string | null {
  const week = forecast?.weeks.at(-1);
  if (!week) return null;
  return `${number(week.score)}, 80% interval ${number(week.low80)} to ${number(week.high80)}${forecast?.method === 'flat' ? ' (the last score carried on)' : ''}`;
}

function head(detail: AccountDetail): string {
  const { account, benchmark, expansion, risk } = detail;
  const override = overrideText(detail);
  return pairs([
    ['Account', `${account.name} (${account.accountId})`],
    ['Score', `${scoreText(detail)} (0 to 100, higher is healthier)`],
    ...(override === null ? [] : [['Override', override] as const]),
    ...(detail.tierReason === null ? [] : [['Tier because', detail.tierReason] as const]),
    [
      'Coverage',
      `${percent(account.coverage)}${detail.confidence === null ? '' : `, ${detail.confidence} confidence`}`,
    ],
    [
      'Change',
      `${signed(account.change30) ?? '–'} in 30 d, ${signed(account.change90) ?? '–'} in 90 d, ${signed(account.change180) ?? '–'} in 180 d`,
    ],
    ['Momentum', momentumText(detail)],
    ['In 90 days', forecastText(detail)],
    [
      'Peers',
      benchmark &&
        `${peerText(benchmark)} ${benchmark.peers} (${benchmark.accounts} accounts, median ${number(benchmark.median)})`,
    ],
    [
      'Risk index',
      `${risk.index}${risk.factors.length === 0 ? '' : `: ${risk.factors.map(({ name, grade }) => `${name} (${grade.replace('_', ' ')})`).join(', ')}`}`,
    ],
    ['Expansion', expansion.score === null ? null : `${number(expansion.score)}${expansion.ready ? ', ready' : ''}`],
    ['ARR', whole(account.arr)],
    ['Renewal', account.renewalDate],
    ['Priority', account.priorityTier],
    ['Model', detail.modelVersion],
    ['As of', detail.asOf],
  ]);
}

function dimensionTable(detail: AccountDetail): string {
  const { reference, account } = detail;
  const level =
    account.score === null || reference.composite === null
      ? ''
      : `\n${reference.label} under these weights ${number(reference.composite)}, contributions ${signed(account.score - reference.composite)}, score ${number(account.score)}.`;
  return `${table(detail.dimensions, [
    { title: 'Dimension', of: (row) => row.name },
    { title: 'Weight', of: (row) => `${number(row.weight)}%`, right: true },
    { title: 'Score', of: (row) => number(row.score), right: true },
    { title: reference.label, of: (row) => number(row.reference), right: true },
    { title: 'Contribution', of: (row) => signed(row.contribution), right: true },
    { title: '90 d', of: (row) => signed(row.change90), right: true },
    { title: 'Signals', of: (row) => `${row.knownSignals} of ${row.totalSignals}`, right: true },
  ])}${level}`;
}

function changeText(change: AccountDetail['changes'][number]): string {
  const parts = change.parts.filter(({ value }) => Math.abs(value) >= 0.05);
  const because =
    parts.length === 0 ? 'nothing changed' : parts.map(({ name, value }) => `${name} ${signed(value)}`).join(', ');
  const version = change.versionBefore === null ? '' : ` (then ${change.versionBefore})`;
  return `${change.days} d, since ${change.from}${version}: ${number(change.before)} → ${number(change.after)}; ${because}`;
}

function onboardingText({ onboarding }: AccountDetail): string | null {
  if (!onboarding) return null;
  const preview =
    onboarding.preview === null
      ? `from day ${onboarding.previewFrom}`
      : `${number(onboarding.preview)} under the standard model`;
  return [
    `Day ${onboarding.day} of ${onboarding.lastDay}, model ${onboarding.modelVersion}. Preview: ${preview}.`,
    table(onboarding.dimensions, [
      { title: 'Dimension', of: (row) => row.name },
      { title: 'Weight', of: (row) => `${number(row.weight)}%`, right: true },
      { title: 'Score', of: (row) => number(row.score), right: true },
    ]),
    onboarding.checkIns.map(({ day, date, state }) => `Check-in of day ${day}, ${date}: ${state}`).join('\n'),
  ].join('\n');
}

function seasonText({ seasonality }: AccountDetail): string | null {
  if (!seasonality) return null;
  const { raw, adjusted, lastYear, sentence } = seasonality;
  return `${sentence}. Logins to baseline ${number(raw, 2)}, adjusted ${number(adjusted, 2)}, a year earlier ${number(lastYear, 2) ?? '–'}.`;
}

function usageText({ anomalies, changePoints }: AccountDetail): string | null {
  const { measure, days, total, drift } = anomalies;
  const lines = [
    ...changePoints.shifts.map(
      ({ date, before, after }) =>
        `Shifted from ${number(before)} to ${number(after)} ${measure} a day in the week of ${date}.`,
    ),
    ...(drift
      ? [
          `Drifting ${drift.direction} since ${drift.date}: ${number(drift.average)} a day, usually ${number(drift.usual)}.`,
        ]
      : []),
    ...days
      .slice(0, 5)
      .map(
        ({ date, value, usual, z }) =>
          `${date}: ${number(value)} ${measure}, usually ${number(usual)} (robust z ${number(z)}).`,
      ),
    ...(total > 5 ? [`${total - 5} more unusual days in 52 weeks.`] : []),
  ];
  const gap = changePoints.gap ?? anomalies.gap;
  return lines.length === 0 && gap === null ? null : [...lines, ...(gap === null ? [] : [gap])].join('\n');
}

function contactTable({ contacts, people }: AccountDetail): string | null {
  if (contacts.length === 0) return null;
  const share = percent(people.healthyShare);
  return `${share === null ? '' : `${share} of ${people.withHealth} people healthy; `}${people.keyUsers} key users, ${people.keyUsersAtRisk} at risk, ${people.dormantKeyUsers} dormant.
${table(contacts, [
  { title: 'Contact', of: (row) => row.contactId },
  { title: 'Name', of: (row) => row.name },
  { title: 'Role', of: (row) => row.role },
  { title: 'Marks', of: (row) => row.marks.join(', ') || null },
  {
    title: 'Health',
    of: (row) => (row.health.score === null ? null : `${number(row.health.score)} ${row.health.tier}`),
  },
  { title: 'Last seen', of: (row) => row.lastLogin },
  { title: 'Notes', of: (row) => (row.leftAt !== null ? `left ${row.leftAt}` : row.dormant ? 'dormant' : null) },
])}`;
}

function signalTable({ signals }: AccountDetail): string {
  return table(signals, [
    { title: 'Signal', of: (row) => row.name },
    {
      title: 'Value',
      of: (row) =>
        typeof row.value === 'number' ? number(row.value, 2) : row.value === null ? null : String(row.value),
      right: true,
    },
    { title: 'State', of: (row) => `${row.state}${row.stale ? ', stale' : ''}` },
    { title: 'Points', of: (row) => (row.state === 'missing' ? null : number(row.points)), right: true },
    { title: 'Rule', of: (row) => row.rule },
    { title: 'Fact of', of: (row) => row.factDate },
  ]);
}

function outlookText({ churnProbability: churn, expansionProbability: expansion, similar }: AccountOutlook): string {
  const likely =
    churn.p === null
      ? (churn.gap ?? '')
      : `${percent(churn.p)} leave within ${churn.horizonDays} days, 95% interval ${percent(churn.low)} to ${percent(churn.high)}. ${churn.basisText}`;
  const grow =
    expansion.low === null
      ? (expansion.gap ?? '')
      : `${percent(expansion.low)} to ${percent(expansion.high)}. ${expansion.basisText}`;
  const cases =
    similar.gap ??
    `${similar.churned} of ${similar.cases.length} left within 90 days, 95% interval ${percent(similar.low)} to ${percent(similar.high)}.
${table(similar.cases, [
  { title: 'Similar account', of: (row) => row.name },
  { title: 'As on', of: (row) => row.date },
  { title: 'Score', of: (row) => number(row.score), right: true },
  { title: 'Distance', of: (row) => number(row.distance), right: true },
  { title: 'Left', of: (row) => row.churnDate },
  { title: 'Score after', of: (row) => number(row.scoreAfter), right: true },
])}`;
  return `Churn: ${likely}\nExpansion: ${grow}\nSimilar accounts: ${cases}`;
}

function readable(detail: AccountDetail, outlook: AccountOutlook): string {
  return `${head(detail)}\n\n${sections([
    ['Why this score', dimensionTable(detail)],
    ['What changed', rowsOrNull(detail.changes, (changes) => changes.map(changeText).join('\n'))],
    ['Outlook', outlookText(outlook)],
    ['Onboarding', onboardingText(detail)],
    ['Season', seasonText(detail)],
    [
      'Flags',
      rowsOrNull(detail.flags, (flags) =>
        flags.map(({ name, applied }) => `${name}${applied ? ', decides the tier' : ''}`).join('\n'),
      ),
    ],
    ['Overrides', rowsOrNull(detail.overrides, (rows) => overrideTable(rows, detail.asOf, false))],
    ['Usage', usageText(detail)],
    ['People', contactTable(detail)],
    ['Signals', signalTable(detail)],
  ])}`;
}

type Options = { readonly asOf?: string; readonly model?: string; readonly json?: boolean };

export function addAccount(program: Command): void {
  program
    .command('account <workspace> <id>')
    .description(
      'One account in full: why this score, what changed, outlook, onboarding, season, flags, overrides, usage, people, signals.',
    )
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model preset or version')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, options: Options) => {
      const { detail, outlook } = await withSession(workspace, async (session) => {
        const input = { accountId: id, ...viewOptions(options) };
        const detail = await session.call('accounts.get', input);
        return { detail, outlook: await session.call('accounts.outlook', input) };
      });
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
        churnProbability: outlook.churnProbability,
        expansionProbability: outlook.expansionProbability,
        similar: outlook.similar,
      };
      await show(options.json ?? false, document, () =>
        withLink(
          readable(detail, outlook),
          windowLink(workspace, { view: 'account', id: account.accountId }, options, detail.asOf),
        ),
      );
    });
}
