import { evidenceSentences, scoredAlone } from '#shared/format/accuracy.ts';
import { formatCount } from '#shared/format/words.ts';
import { number, pairs, percent, table, whole } from '../output.ts';
import type { Analysed } from './whatif.ts';

const LOCALE = 'en-US';
const SHOWN = 20;
const FEW = 10;

const three = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : (Math.round(value * 1000) / 1000 || 0).toFixed(3);

type Interval = NonNullable<Analysed['accuracy']>['difference']['rocAuc'];
const range = (interval: Interval, say: (value: number) => string): string =>
  interval ? `${say(interval.value)} (95% ${say(interval.low)} to ${say(interval.high)})` : '–';

function accuracyLines({ accuracy }: Analysed): string[] {
  if (!accuracy) return [];
  const { before, after, gate, rows, accounts, churns } = accuracy.accuracy;
  const sentences = evidenceSentences(gate.sentence, accuracy.recommendation.sentence);
  const { rocAuc, averagePrecision } = accuracy.difference;
  const names = { before: accuracy.before.label, after: accuracy.after.label };
  return [
    '',
    pairs([
      [
        'Compared on',
        `${formatCount(rows, LOCALE, 'row')} of ${formatCount(accounts, LOCALE, 'account')} that both score, ${formatCount(churns, LOCALE, 'churn')}`,
      ],
      ...scoredAlone(accuracy.accuracy, names, LOCALE).map((sentence) => ['Left out', sentence] as const),
      ['ROC AUC', `${three(before.rocAuc)} → ${three(after.rocAuc)}, difference ${range(rocAuc, three)}`],
      [
        'Average precision',
        `${three(before.averagePrecision)} → ${three(after.averagePrecision)}, difference ${range(averagePrecision, three)}`,
      ],
      ['Churns caught', `${before.caught} → ${after.caught}`],
      ['False alarms', `${before.falseAlarms} → ${after.falseAlarms}`],
      ...sentences.map((sentence, at) => [at === 0 ? 'Evidence' : 'Recommendation', sentence] as const),
      ['Tried so far', `${accuracy.tried.count}${accuracy.tried.warning ? `. ${accuracy.tried.warning}` : ''}`],
      ['Seed', `${accuracy.seed}, ${whole(accuracy.resamples)} resamples`],
    ]),
  ];
}

function historyLines(result: Analysed): string[] {
  const { history } = result;
  if (!history) return [];
  const { before, after } = history.entries;
  return [
    '',
    pairs([
      ['Weeks replayed', String(history.weeks.length)],
      ['Confirmed drops', `${before.down} → ${after.down}`],
      ['Confirmed rises', `${before.up} → ${after.up}`],
      ['Changes a week', `${number(before.perWeek)} → ${number(after.perWeek)}`],
      ...(history.accuracyGap === null ? [] : ([['Accuracy', history.accuracyGap]] as [string, string][])),
    ]),
    ...accuracyLines(result),
  ];
}

function sensitivityLines({ sensitivity, currency }: Analysed): string[] {
  if (!sensitivity) return [];
  const { tornado, knifeEdge, explored } = sensitivity;
  const sure = explored.confidence.at(-1) ?? 0;
  return [
    '',
    table(tornado.bars, [
      { title: 'Weight', of: (bar) => bar.name },
      { title: `−${tornado.step} pt: accounts`, of: (bar) => bar.less.accounts, right: true },
      { title: 'ROC AUC', of: (bar) => three(bar.less.deltaAuc), right: true },
      { title: `+${tornado.step} pt: accounts`, of: (bar) => bar.more.accounts, right: true },
      { title: 'ROC AUC', of: (bar) => three(bar.more.deltaAuc), right: true },
    ]),
    '',
    `${whole(knifeEdge.total)} of ${whole(knifeEdge.accounts)} accounts change tier when one weight moves by 5 points or less, ARR ${whole(knifeEdge.arr)} ${currency}.`,
    ...(knifeEdge.total === 0
      ? []
      : [
          table(knifeEdge.rows.slice(0, FEW), [
            { title: 'Knife edge', of: (row) => row.name },
            { title: 'Score', of: (row) => number(row.score), right: true },
            { title: 'Tier', of: (row) => `${row.tier} → ${row.toTier}` },
            { title: 'Weight', of: (row) => row.dimensionName },
            { title: 'Now', of: (row) => percent(row.weight / 100), right: true },
            { title: 'Turns at', of: (row) => percent(row.at / 100), right: true },
          ]),
        ]),
    '',
    `${whole(explored.samples)} random weights near these (seed ${explored.seed}): ${formatCount(sure, LOCALE, 'account')} keep${sure === 1 ? 's' : ''} the tier in nine of ten or more, ${whole(explored.rowsTotal)} change it in some.`,
  ];
}

/** What a what-if says, for people. */
export function whatIfText(result: Analysed): string {
  const { before, after, currency, comparison, scenario, report } = result;
  const moved = ({ accounts, arr }: Analysed['movedUp']): string =>
    `${formatCount(accounts, LOCALE, 'account')}, ARR ${whole(arr)} ${currency}`;
  const busy = result.workload.filter((row) => row.before.atRiskAccounts + row.after.atRiskAccounts > 0);
  return [
    pairs([
      ...(scenario ? ([['Scenario', `${scenario.id} ${scenario.name}`]] as const) : []),
      ['As of', result.asOf],
      ['Against', `${result.against.label} (${result.against.modelHash})`],
      [
        'Weights',
        Object.entries(after.weights)
          .map(([id, weight]) => `${id} ${number(weight)}% (was ${number(before.weights[id]) ?? '–'})`)
          .join(', '),
      ],
      ['Tiers', after.tiers.map(({ name, from, accounts }) => `${name} from ${from}: ${accounts}`).join(', ')],
      ['Mean health', `${number(before.mean) ?? '–'} → ${number(after.mean) ?? '–'}`],
      ['Accounts below 50', `${before.atRiskAccounts} → ${after.atRiskAccounts}`],
      ['At-risk ARR', `${whole(before.atRiskArr)} → ${whole(after.atRiskArr)} ${currency}`],
      ['Moved down', moved(result.movedDown)],
      ['Moved up', moved(result.movedUp)],
      ...(result.lostScore.accounts + result.gainedScore.accounts === 0
        ? []
        : ([
            ['No score any more', moved(result.lostScore)],
            ['A score gained', moved(result.gainedScore)],
          ] as const)),
      ['Model hash', `${result.modelHash}, data revision ${result.dataRevision}`],
    ]),
    ...(comparison
      ? [
          '',
          pairs([
            ['Compared with', comparison.a.label],
            ['Rank correlation', three(comparison.spearman)],
            ['Mean difference', `${number(comparison.meanAbsoluteDifference) ?? '–'} points`],
            ['Change of tier', formatCount(comparison.moversTotal, LOCALE, 'account')],
          ]),
        ]
      : []),
    ...historyLines(result),
    ...sensitivityLines(result),
    '',
    result.movers.length === 0
      ? 'No account changes tier.'
      : table(result.movers.slice(0, SHOWN), [
          { title: 'Account', of: (row) => row.name },
          { title: 'Before', of: (row) => number(row.before), right: true },
          { title: 'After', of: (row) => number(row.after), right: true },
          { title: 'Tier', of: (row) => `${row.fromTier} → ${row.toTier}` },
          { title: `ARR, ${currency}`, of: (row) => whole(row.arr), right: true },
          { title: 'Reason', of: (row) => row.reason },
        ]),
    ...(result.moversTotal > SHOWN ? [`${whole(result.moversTotal - SHOWN)} more; --json names up to 500.`] : []),
    ...(busy.length === 0
      ? []
      : [
          '',
          table(busy.slice(0, FEW), [
            { title: 'Below 50, by CSM', of: (row) => row.csm ?? 'no CSM' },
            { title: 'Before', of: (row) => row.before.atRiskAccounts, right: true },
            { title: 'After', of: (row) => row.after.atRiskAccounts, right: true },
            { title: `ARR after, ${currency}`, of: (row) => whole(row.after.atRiskArr), right: true },
          ]),
        ]),
    ...(report ? ['', `The report is written to ${report.file}.`] : []),
  ].join('\n');
}
