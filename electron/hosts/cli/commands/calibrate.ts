import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { number, pairs, percent, show, table, whole } from '../output.ts';
import { withScores, withSession } from '../session.ts';

type Result = OutputOf<'calibration.run'>;
type Options = {
  readonly model?: string;
  readonly horizon: '90' | '180' | '365' | 'renewal';
  readonly docRanges?: boolean;
  readonly falseAlarms: number;
  readonly cost: number;
  readonly resamples: number;
  readonly seed: number;
  readonly json?: boolean;
};

const HORIZON = { '90': 90, '180': 180, '365': 365, renewal: 'renewal' } as const;

function numberIn(least: number, most: number, isWhole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most) || (isWhole && !Number.isInteger(value)))
      throw new InvalidArgumentError(`It takes ${isWhole ? 'a whole number' : 'a number'} from ${least} to ${most}.`);
    return value;
  };
}

export function addCalibrate(program: Command): void {
  program
    .command('calibrate <workspace>')
    .description(
      'Proposes weights and thresholds from the workspace’s own history and says how sure that is; changes nothing.',
    )
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .addOption(
      new Option('--horizon <days>', 'a churn counts within so many days, or by the next renewal')
        .choices(Object.keys(HORIZON))
        .default('90'),
    )
    .option('--doc-ranges', 'keep weights in the ranges the model’s source documents')
    .option('--false-alarms <percent>', 'largest share of false alarms among the flagged', numberIn(0, 99, false), 50)
    .option('--cost <ratio>', 'what a missed churn costs, in false alarms', numberIn(0.01, 1000, false), 5)
    .option('--resamples <n>', 'resampled portfolios behind an interval', numberIn(100, 20_000, true), 2000)
    .option('--seed <n>', 'the same seed gives the same digits', numberIn(0, 2_147_483_647, true), 20_251)
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const data = await withSession(workspace, (session) =>
        withScores(session, options.model, () =>
          session.job('calibration.run', {
            ...(options.model === undefined ? {} : { model: options.model }),
            horizon: HORIZON[options.horizon],
            useDocRanges: options.docRanges ?? false,
            falseAlarmTarget: options.falseAlarms / 100,
            costRatio: options.cost,
            resamples: options.resamples,
            seed: options.seed,
          }),
        ),
      );
      await show(options.json ?? false, data, readable);
    });
}

function readable(result: Result): string {
  return [
    result.headline,
    '',
    ...headOf(result),
    ...(result.proposal ? ['', ...proposalOf(result.proposal)] : []),
    ...(result.evidence ? ['', ...evidenceOf(result.evidence)] : []),
    ...(result.proposal ? ['', result.proposal.rule] : []),
    ...(result.thresholds ? ['', ...cutsOf(result.thresholds.current)] : []),
    ...(result.segments ? ['', ...segmentsOf(result.segments)] : []),
    ...result.refused.flatMap(({ sentence, remedies }) => ['', sentence, ...remedies.map((remedy) => `  · ${remedy}`)]),
    '',
    ...result.design.notes,
  ].join('\n');
}

function headOf(result: Result): string[] {
  const { design, gate, options } = result;
  return [
    pairs([
      ['Model', `${result.modelName} (${result.modelVersion})`],
      ['Landmarks', `${design.landmarks.length}, ${design.landmarks[0] ?? '–'} to ${design.landmarks.at(-1) ?? '–'}`],
      ['Sealed', design.sealed],
      [
        'Rows',
        `${design.rows} of ${design.accounts} accounts, ${gate.churns} ${gate.churns === 1 ? 'churn' : 'churns'}`,
      ],
      ['Horizon', options.horizon === 'renewal' ? 'next renewal' : `${options.horizon} days`],
      ['Evidence', gate.sentence],
      ['Seed', `${result.seed}, data revision ${result.dataRevision}, model ${result.modelHash}`],
    ]),
  ];
}

function proposalOf(proposal: NonNullable<Result['proposal']>): string[] {
  const { migration } = proposal;
  return [
    proposal.sentence,
    table(proposal.rows, [
      { title: 'Dimension', of: (row) => row.name },
      { title: 'Now', of: (row) => number(row.current, 0), right: true },
      { title: proposal.answer === 'keep' ? 'For comparison' : 'Proposed', of: (row) => row.proposed, right: true },
      { title: '80% interval', of: (row) => `${number(row.low) ?? '–'} to ${number(row.high) ?? '–'}`, right: true },
      { title: 'Refits at 0', of: (row) => percent(row.zeroShare), right: true },
    ]),
    proposal.stability.sentence,
    proposal.lambda.sentence,
    ...proposal.correlated.map(({ sentence }) => sentence),
    ...proposal.problems.map(({ sentence }) => sentence),
    `Under these weights ${migration.movedUp.accounts} accounts move up a tier (ARR ${whole(migration.movedUp.arr)}) and ${migration.movedDown.accounts} down (ARR ${whole(migration.movedDown.arr)}) as of ${migration.asOf}.`,
  ];
}

function evidenceOf(evidence: NonNullable<Result['evidence']>): string[] {
  const signed = (value: number | null): string => `${(value ?? 0) > 0 ? '+' : ''}${number(value, 4) ?? '–'}`;
  return [
    `On ${evidence.landmarks.length} later ${evidence.landmarks.length === 1 ? 'landmark' : 'landmarks'} (${evidence.rows} rows, ${evidence.churns} churned), AUC ${number(evidence.aucCurrent.value, 3)} now and ${number(evidence.aucProposed.value, 3)} with the weights fitted before each:`,
    table(
      [
        { name: 'AUC', of: evidence.auc },
        { name: 'Average precision', of: evidence.averagePrecision },
        { name: 'Brier score (lower is better)', of: evidence.brier },
      ],
      [
        { title: 'Difference', of: (row) => row.name },
        { title: 'Value', of: (row) => signed(row.of.value), right: true },
        { title: '90% interval', of: (row) => `${signed(row.of.low90)} to ${signed(row.of.high90)}`, right: true },
        { title: '95% interval', of: (row) => `${signed(row.of.low)} to ${signed(row.of.high)}`, right: true },
      ],
    ),
  ];
}

function cutsOf({ criteria, bounds }: NonNullable<Result['thresholds']>['current']): string[] {
  const rows = [
    ...criteria.map(({ name, row, low, high }) => ({ name, row, low, high })),
    ...bounds.map((row) => ({ name: `Bound of ${row.tier}`, row, low: null, high: null })),
  ];
  return [
    table(rows, [
      { title: 'Cut', of: ({ name }) => name },
      { title: 'Below', of: ({ row }) => row?.threshold, right: true },
      {
        title: '80% interval',
        of: ({ low, high }) => (low === null ? null : `${number(low)} to ${number(high)}`),
        right: true,
      },
      { title: 'Recall', of: ({ row }) => percent(row?.recall), right: true },
      { title: 'False alarms', of: ({ row }) => percent(row?.falseAlarmShare), right: true },
      { title: 'Flagged', of: ({ row }) => row && row.tp + row.fp, right: true },
    ]),
  ];
}

function segmentsOf(segments: NonNullable<Result['segments']>): string[] {
  return [
    table(segments, [
      { title: 'Segment', of: (row) => row.segment },
      { title: 'Accounts', of: (row) => row.accounts, right: true },
      { title: 'Churns', of: (row) => row.churns, right: true },
      { title: 'Own cut', of: (row) => number(row.own), right: true },
      { title: 'Pooled', of: (row) => number(row.pooled), right: true },
      { title: 'Note', of: (row) => row.refused ?? '' },
    ]),
  ];
}
