import { type Command, Option } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { number, pairs, percent, show, table, whole } from '../output.ts';
import { withScores, withSession } from '../session.ts';
import { challengeText } from './challenge-text.ts';
import { evidenceText, range, share } from './evidence-text.ts';

type Result = OutputOf<'validation.run'>;
type Kpi = Result['kpis'][number];
type Horizon = Result['design']['horizon'];
type Options = {
  readonly model?: string;
  readonly horizon: string;
  readonly outcome: 'churn' | 'contraction';
  readonly from?: string;
  readonly to?: string;
  readonly segment?: string;
  readonly resamples: string;
  readonly seed?: string;
  readonly challengers?: boolean;
  readonly json?: boolean;
};

function kpiValue({ unit, value }: Kpi): string | null {
  if (unit === 'share') return percent(value);
  return unit === 'days' && value !== null ? `${number(value, 0)} days` : number(value, 3);
}

export function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new AppError('bad_request', `${option} takes a whole number from 0, not ${text}.`);
  return value;
}

const horizonOf = (text: string): Horizon => (text === 'renewal' ? text : (Number(text) as Horizon));

function named(title: string, list: Result['missedChurns'], currency: string): string[] {
  if (list.total === 0) return [];
  return [
    '',
    `${title}: ${list.total}${list.arr === null ? '' : `, ARR ${whole(list.arr)} ${currency}`}`,
    table(list.rows.slice(0, 10), [
      { title: 'Account', of: (row) => row.accountId },
      { title: 'Name', of: (row) => row.name },
      { title: 'Landmark', of: (row) => row.landmark },
      { title: 'Score', of: (row) => number(row.score), right: true },
      { title: 'Tier', of: (row) => row.tier },
      { title: 'ARR', of: (row) => whole(row.arr), right: true },
      { title: 'Left', of: (row) => row.churnDate },
    ]),
  ];
}

type Answer = Result & { readonly challengers?: OutputOf<'validation.challenge'> };

function text(result: Answer): string {
  const { design, leadTime, survival, leadingIndicators, leaks } = result;
  return [
    result.headline,
    ...(leaks.suspects.length > 0 ? [leaks.sentence] : []),
    '',
    pairs([
      ['Model', `${result.modelName} (${result.modelVersion}, ${result.modelHash})`],
      [
        'Outcome',
        `${design.outcome} ${design.horizon === 'renewal' ? 'by the next renewal' : `within ${design.horizon} days`}${design.segment === null ? '' : `, ${design.segment}`}`,
      ],
      [
        'Landmarks',
        design.landmarks.length === 0 ? 'none' : `${design.landmarks.length}: ${design.landmarks.join(', ')}`,
      ],
      ['Rows', `${design.rows} of ${design.accounts} accounts, ${design.churns} churns`],
      [
        'Left out',
        design.exclusions
          .filter(({ rows }) => rows > 0)
          .map(({ sentence }) => sentence)
          .join(' ') || 'nothing',
      ],
      ['Gate', result.gate.sentence],
    ]),
    ...(design.history.sentence === null ? [] : ['', design.history.sentence]),
    ...(result.censoring.weightedAuc === null ? [] : ['', result.censoring.sentence]),
    '',
    ...design.notes,
    '',
    evidenceText(result),
    '',
    table(result.tiers, [
      { title: 'Tier', of: (row) => row.name },
      { title: 'Rows', of: (row) => row.rows, right: true },
      { title: 'Left', of: (row) => row.churned, right: true },
      { title: 'Stayed', of: (row) => share(row.retention), right: true },
    ]),
    ...(result.tierWarning === null ? [] : [result.tierWarning]),
    '',
    table(result.perLandmark, [
      { title: 'Landmark', of: (row) => row.landmark },
      { title: 'Rows', of: (row) => row.rows, right: true },
      { title: 'Left', of: (row) => row.churns, right: true },
      { title: 'Mean', of: (row) => number(row.mean), right: true },
      { title: 'AUC', of: (row) => range(row.rocAuc), right: true },
      { title: 'Caught', of: (row) => share(row.recall), right: true },
      { title: 'Precision', of: (row) => share(row.precision), right: true },
    ]),
    '',
    table(result.perSegment, [
      { title: 'Segment', of: (row) => row.segment },
      { title: 'Accounts', of: (row) => row.accounts, right: true },
      { title: 'Left', of: (row) => row.churns, right: true },
      { title: 'AUC', of: (row) => range(row.rocAuc), right: true },
      { title: 'Caught', of: (row) => share(row.recall), right: true },
      { title: 'Precision', of: (row) => share(row.precision), right: true },
    ]),
    '',
    leadTime.refused ??
      `Lead time: median ${number(leadTime.median, 0)} days (quartiles ${number(leadTime.q1, 0)} to ${number(leadTime.q3, 0)}) before ${leadTime.detected} of ${leadTime.churns} churns; ${leadTime.missed} missed. ${leadTime.alert}`,
    survival.refused ??
      `Survival since ${survival.t0}: ${survival.groups.map((group) => `${group.tier} ${percent(group.curve.at(-1)?.survival)}`).join(', ')}; log-rank χ² ${number(survival.logRank?.chiSquare, 2)}, p ${survival.logRank?.p.toPrecision(2) ?? '–'}.`,
    ...(leadingIndicators.refused === null
      ? [
          '',
          table(leadingIndicators.rows, [
            { title: "Somers' D", of: (row) => row.name },
            ...leadingIndicators.lags.map((lag, at) => ({
              title: `${lag} days before`,
              of: (row: Result['leadingIndicators']['rows'][number]) => number(row.cells[at]?.somersD, 3),
              right: true,
            })),
          ]),
        ]
      : [leadingIndicators.refused]),
    '',
    ...(leaks.suspects.length > 0 ? ['Suspected leaks:'] : [leaks.sentence]),
    ...leaks.suspects.map((suspect) => `  ${suspect.text}`),
    result.censoring.sentence,
    ...named('Missed churns', result.missedChurns, result.currency),
    ...named('False alarms', result.falseAlarms, result.currency),
    '',
    table(result.kpis, [
      { title: 'KPI', of: (row) => row.name },
      { title: 'Value', of: kpiValue, right: true },
      { title: 'Target', of: (row) => row.target },
      { title: 'Status', of: (row) => row.status.replaceAll('_', ' ') },
    ]),
    ...(result.challengers ? ['', challengeText(result.challengers)] : []),
    '',
    `Seed ${result.seed}, ${result.resamples} resamples, data revision ${result.dataRevision}.`,
  ].join('\n');
}

export function addBacktest(program: Command): void {
  program
    .command('backtest <workspace>')
    .description(
      "Judges a model by the workspace's own past: its scores against what happened after them. A history without scores is scored first; where the official model can score nobody, the one that scores most is judged, and named.",
    )
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .addOption(
      new Option('--horizon <days>', 'days in which a churn counts, or until the next renewal')
        .choices(['90', '180', '365', 'renewal'])
        .default('90'),
    )
    .addOption(
      new Option('--outcome <outcome>', 'churn, or a fall of ARR to half or less without one')
        .choices(['churn', 'contraction'])
        .default('churn'),
    )
    .option('--from <date>', 'landmarks from this day on')
    .option('--to <date>', 'landmarks up to this day')
    .option('--segment <name>', 'only accounts of this segment')
    .option('--resamples <n>', 'how often accounts are drawn for intervals', '2000')
    .option('--seed <n>', 'seed of the draws; the same seed gives the same digits')
    .option(
      '--challengers',
      'also lets a logistic regression with interactions and a random forest foretell the same rows; takes 50 churns and 24 months',
    )
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const { model, from, to, segment, outcome, seed } = options;
      const data = await withSession(workspace, async (session): Promise<Answer> => {
        const inputFor = (of: string | undefined) => ({
          horizon: horizonOf(options.horizon),
          outcome,
          resamples: wholeNumber(options.resamples, '--resamples'),
          ...(of === undefined ? {} : { model: of }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(segment === undefined ? {} : { segment }),
          ...(seed === undefined ? {} : { seed: wholeNumber(seed, '--seed') }),
        });
        const judge = (of: string | undefined) =>
          withScores(session, of, () => session.job('validation.run', inputFor(of)));
        const challenged = async <T extends Result>(of: string | undefined, result: T) =>
          options.challengers
            ? { ...result, challengers: await session.job('validation.challenge', inputFor(of)) }
            : result;
        const official = await judge(model);
        if (model !== undefined || official.otherModel === null) return challenged(model, official);
        process.stderr.write(`${official.headline} Judging that one instead.\n`);
        const { modelVersion } = official.otherModel;
        await session.job('score.run', { model: modelVersion });
        return challenged(modelVersion, { ...(await judge(modelVersion)), insteadOf: official.modelVersion });
      });
      await show(options.json ?? false, data, text);
    });
}
