import type { SqlValue } from '#electron/store/values.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import type { VALIDATION_TABLES } from '#shared/contract/validation.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { backTest } from '../validation/back-test.ts';
import type { BackTest } from '../validation/scene.ts';
import type { CellKind, ExportTable } from './table.ts';

type Table = (typeof VALIDATION_TABLES)[number];
type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

const flat = (prefix: string, of: Readonly<Record<string, Cell>>): Row =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [`${prefix}_${key}`, value]));

const bounds = (name: string, of: { readonly low: number; readonly high: number } | null): Row => ({
  [`${name}_low`]: of?.low ?? null,
  [`${name}_high`]: of?.high ?? null,
});

function summary(result: BackTest): Row[] {
  const figure = (name: string, value: Cell, low: number | null = null, high: number | null = null): Row => ({
    figure: name,
    value: typeof value === 'number' ? value : null,
    low,
    high,
    text: typeof value === 'string' ? value : null,
  });
  const { design, gate, calibration, intervals } = result;
  return [
    figure('headline', result.headline),
    figure('verdict', result.verdict),
    figure('gate', gate.sentence),
    figure('model', result.modelVersion),
    figure('model_hash', result.modelHash),
    figure('data_revision', result.dataRevision),
    figure('seed', result.seed),
    figure('resamples', result.resamples),
    figure('horizon', design.horizon),
    figure('outcome', design.outcome),
    figure('segment', design.segment),
    figure('landmarks', design.landmarks.join(' ')),
    figure('rows', design.rows),
    figure('accounts', design.accounts),
    figure('churns', design.churns),
    figure('base_rate', result.baseRate),
    figure('roc_auc', result.rocAuc.value, result.rocAuc.low, result.rocAuc.high),
    figure('somers_d', result.somersD.value, result.somersD.low, result.somersD.high),
    figure(
      'average_precision',
      result.averagePrecision.value,
      result.averagePrecision.low,
      result.averagePrecision.high,
    ),
    figure('brier', result.brier, intervals.brier?.low, intervals.brier?.high),
    figure('log_loss', result.logLoss, intervals.logLoss?.low, intervals.logLoss?.high),
    figure('ks', result.ks, intervals.ks?.low, intervals.ks?.high),
    figure('calibration_slope', calibration.slope, calibration.slopeInterval?.low, calibration.slopeInterval?.high),
    figure(
      'calibration_intercept',
      calibration.intercept,
      calibration.interceptInterval?.low,
      calibration.interceptInterval?.high,
    ),
    figure('probabilities', result.basisText),
    figure('history', design.history.sentence),
    figure('leaks', result.leaks.sentence),
  ];
}

const part = (of: BackTest['perLandmark'][number] | BackTest['perSegment'][number]): Row => ({
  rows: of.rows,
  accounts: of.accounts,
  churns: of.churns,
  ...flat('roc_auc', of.rocAuc),
  ...flat('recall', of.recall),
  ...flat('precision', of.precision),
});

const ROWS: { readonly [Name in Table]: (result: BackTest) => readonly Row[] } = {
  summary,
  thresholds: ({ thresholds }) => thresholds,
  bands: (result) => result.bands,
  tiers: ({ tiers }) => tiers.map(({ retention, ...tier }) => ({ ...tier, ...flat('retention', retention) })),
  roc: ({ roc }) => roc,
  'precision-recall': ({ precisionRecall }) => precisionRecall,
  calibration: ({ calibration }) => calibration.bins,
  landmarks: ({ perLandmark }) => perLandmark.map((of) => ({ landmark: of.landmark, mean: of.mean, ...part(of) })),
  segments: ({ perSegment }) =>
    perSegment.map((of) => ({
      segment: of.segment,
      ...part(of),
      at_risk_bound: of.atRiskBound,
      shrunk_cut: of.shrunkCut,
      refused: of.refused,
    })),
  survival: ({ survival }) =>
    survival.groups.flatMap(({ tier, curve }) => curve.map((step) => ({ tier, t0: survival.t0, ...step }))),
  'leading-indicators': ({ leadingIndicators }) =>
    leadingIndicators.rows.flatMap(({ dimension, cells }) =>
      cells.map(({ interval, ...cell }) => ({ dimension, ...cell, ...bounds('somers_d', interval) })),
    ),
  'lead-times': ({ leadTime }) => leadTime.days.map((days) => ({ days })),
  leaks: ({ leaks }) => leaks.suspects,
  exclusions: ({ design }) => design.exclusions,
  'missed-churns': ({ missedChurns }) => missedChurns.rows,
  'false-alarms': ({ falseAlarms }) => falseAlarms.rows,
  kpis: (result) => result.kpis,
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A table of a back-test for a file: columns in snake case, missing figures empty. */
export function validationTable(
  context: ReadContext,
  input: ParsedInputOf<'export.run'>['validation'],
  control: WorkControl,
): ExportTable {
  if (!input) throw new AppError('bad_request', 'Which table of which back-test is exported has to be said.');
  const { table, ...options } = input;
  const rows = ROWS[table](backTest(context, options, control, Number.POSITIVE_INFINITY));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const kindOf = (name: string): CellKind => (rows.every((row) => typeof row[name] !== 'string') ? 'number' : 'text');
  const columns = names.map((name) => ({ name: snake(name), type: kindOf(name) }));
  return {
    name: `validation-${table}`,
    columns: columns.length === 0 ? [{ name: 'nothing_to_show', type: 'text' }] : columns,
    rowCount: rows.length,
    *rows() {
      for (const row of rows)
        yield names.map((name): SqlValue => {
          const cell = row[name] ?? null;
          return typeof cell === 'boolean' ? Number(cell) : cell;
        });
    },
  };
}
