import { HEALTH_BANDS, quantileOf } from '#electron/engine/index.ts';
import { parseBoolean, parseNumber, readChosenColumns } from '#electron/ingest/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Evidence } from '#shared/contract/evidence.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { type EvidenceInput, evidenceOf } from './evidence.ts';

export type ScoresOptions = {
  readonly score: string;
  readonly outcome: string;
  /** Value of the outcome that means churn; found out where the two values are known words. */
  readonly positive?: string | undefined;
  readonly higherIs: 'health' | 'risk';
  /** Column that names the account of a row: rows of one account are drawn together. */
  readonly id?: string | undefined;
  readonly resamples: number;
  readonly seed: number;
  readonly reading: ImportOptions & { readonly part?: string };
  readonly onStep?: (share: number) => void;
};

export type ScoresReport = Evidence & {
  readonly file: string;
  readonly score: string;
  readonly outcome: string;
  /** The value that was counted as churn. */
  readonly positive: string;
  readonly higherIs: 'health' | 'risk';
  /** Range the scores were taken to have, which decides thresholds and bands. */
  readonly scale: 'probability' | 'points' | 'other';
  readonly accounts: number;
  /** Rows that were left out for want of a score, or of an outcome. */
  readonly skipped: { readonly withoutScore: number; readonly withoutOutcome: number };
  readonly warnings: readonly string[];
  readonly ms: number;
};

/** Rows × resamples that are drawn at most: what is beyond takes minutes and moves no bound. */
const MOST_DRAWN = 200_000_000;
const LEAST_RESAMPLES = 200;

const CHURN_WORDS: ReadonlySet<string> = new Set([
  'churn',
  'churned',
  'lost',
  'left',
  'cancelled',
  'canceled',
  'exited',
]);
const STAY_WORDS: ReadonlySet<string> = new Set([
  'retained',
  'active',
  'stayed',
  'kept',
  'existing',
  'current',
  'renewed',
]);

/** Value as it is compared: numbers by their value, words without case. */
function valueKey(text: string): string {
  const number = parseNumber(text, '.');
  return number === undefined || number === null ? text.toLowerCase() : String(number);
}

/** Which of the values means churn. @throws AppError where that is not plain */
function positiveOf(values: readonly string[], given: string | undefined, column: string): string {
  const shown = `${values.slice(0, 5).join(', ')}${values.length > 5 ? ', …' : ''}`;
  if (given !== undefined) {
    const found = values.find((value) => valueKey(value) === valueKey(given.trim()));
    if (found === undefined)
      throw new AppError('bad_request', `No row has the outcome ${given}. Column ${column} holds ${shown}.`);
    return found;
  }
  if (values.length > 2)
    throw new AppError(
      'bad_request',
      `Column ${column} holds ${values.length > 1000 ? 'more than 1000' : values.length} values (${shown}), but an outcome has two. Name the one that means churn with --positive, or another column with --outcome.`,
    );
  for (const value of values) {
    const key = valueKey(value);
    if (key === '1' || parseBoolean(value) === true || CHURN_WORDS.has(key)) return value;
  }
  const staying = values.filter((value) => {
    const key = valueKey(value);
    return key === '0' || parseBoolean(value) === false || STAY_WORDS.has(key);
  });
  const other = values.find((value) => !staying.includes(value));
  if (staying.length === 1 && other === undefined) return '1';
  throw new AppError(
    'bad_request',
    `It is not clear which outcome means churn: column ${column} holds ${shown}. Name it with --positive.`,
  );
}

type Table = {
  readonly score: Float64Array;
  readonly outcome: Uint8Array;
  readonly id: readonly string[] | null;
  readonly positive: string;
  readonly file: string;
  readonly skipped: ScoresReport['skipped'];
};

function readTable(path: string, { score, outcome, id, positive, reading }: ScoresOptions): Table {
  if (score.trim().toLowerCase() === outcome.trim().toLowerCase())
    throw new AppError('bad_request', 'The score and the outcome are the same column.');
  const names = id === undefined ? [score, outcome] : [score, outcome, id];
  const { file, lines, cells, decimals } = readChosenColumns(path, names, reading);
  const [scores = [], outcomes = [], ids] = cells;
  const values = new Map<string, string>();
  for (const value of outcomes) {
    if (value !== null && !values.has(valueKey(value))) values.set(valueKey(value), value);
    if (values.size > 1000 && positive === undefined) break;
  }
  const kept: { score: number; churned: number; id: string }[] = [];
  let withoutScore = 0;
  let withoutOutcome = 0;
  if (lines.length === 0) throw new AppError('not_a_table', `${file} has a header and no rows.`);
  const meant = values.size === 0 ? '1' : positiveOf([...values.values()], positive, outcome);
  scores.forEach((text, row) => {
    const said = outcomes[row] ?? null;
    if (text === null) {
      withoutScore += 1;
      return;
    }
    const value = parseNumber(text, decimals[0] ?? '.');
    if (value === undefined || value === null)
      throw new AppError(
        'ambiguous_number',
        `Column ${score} holds ${text.slice(0, 40)} at line ${lines[row]}, which is no number.${/[\p{L}]/u.test(text) ? ' Is it an id? Name the column of scores with --score.' : ''}`,
      );
    if (said === null) {
      withoutOutcome += 1;
      return;
    }
    kept.push({
      score: value,
      churned: valueKey(said) === valueKey(meant) ? 1 : 0,
      id: ids?.[row] ?? `line ${lines[row]}`,
    });
  });
  if (kept.length === 0) throw new AppError('not_a_table', `No row of ${file} has both a ${score} and a ${outcome}.`);
  // In an order of their own, so that the draws do not depend on that of the file.
  kept.sort((a, b) => (ids && a.id !== b.id ? (a.id < b.id ? -1 : 1) : a.score - b.score || a.churned - b.churned));
  return {
    file,
    positive: meant,
    score: Float64Array.from(kept, (row) => row.score),
    outcome: Uint8Array.from(kept, (row) => row.churned),
    id: ids ? kept.map((row) => row.id) : null,
    skipped: { withoutScore, withoutOutcome },
  };
}

type Scale = Pick<EvidenceInput, 'thresholds' | 'bands' | 'top' | 'health' | 'probability'> & {
  readonly scale: ScoresReport['scale'];
};

const HUNDREDTHS: readonly number[] = Array.from({ length: 101 }, (_, k) => k / 100);
const TENTHS: readonly number[] = Array.from({ length: 10 }, (_, k) => (9 - k) / 10);
const POINTS: readonly number[] = Array.from({ length: 101 }, (_, k) => k);

/** What the scores are: probabilities (0-1), points (0-100) or something else, which takes its own quantiles. */
function scaleOf(score: Float64Array, higherIs: 'health' | 'risk'): Scale {
  const ascending = score.toSorted();
  const low = ascending[0] as number;
  const high = ascending.at(-1) as number;
  const isHealth = higherIs === 'health';
  if (low >= 0 && high <= 1)
    return {
      scale: 'probability',
      thresholds: HUNDREDTHS,
      bands: TENTHS,
      top: 1,
      health: score.map((value) => 100 * (isHealth ? value : 1 - value)),
      probability: {
        p: isHealth ? score.map((value) => 1 - value) : score,
        basis: 'score',
        text: isHealth
          ? 'The scores lie within 0 and 1: 1 − score is read as the probability of churn.'
          : 'The scores lie within 0 and 1 and are read as the probability of churn.',
      },
    };
  if (low >= 0 && high <= 100)
    return {
      scale: 'points',
      thresholds: POINTS,
      bands: isHealth ? HEALTH_BANDS : [50, 40, 30, 20, 10, 0],
      top: 100,
      health: isHealth ? score : score.map((value) => 100 - value),
      probability: null,
    };
  const quantiles = (count: number): number[] => [
    ...new Set(Array.from({ length: count }, (_, k) => quantileOf(ascending, k / count))),
  ];
  const span = high - low || 1;
  return {
    scale: 'other',
    thresholds: [...new Set([...quantiles(100), high])],
    bands: quantiles(5).toReversed(),
    top: high,
    health: score.map((value) => (100 * (isHealth ? value - low : high - value)) / span),
    probability: null,
  };
}

function clustersOf(id: readonly string[] | null, n: number): { cluster: Int32Array; clusters: number } {
  if (!id) return { cluster: Int32Array.from({ length: n }, (_, row) => row), clusters: n };
  let last = -1;
  const cluster = Int32Array.from(id, (name, row) => {
    if (row === 0 || name !== id[row - 1]) last += 1;
    return last;
  });
  return { cluster, clusters: last + 1 };
}

function warningsOf(table: Table, n: number): string[] {
  const { score, skipped, id } = table;
  const warnings: string[] = [];
  const distinct = new Set(score).size;
  if (n > 20 && distinct === n && score.every(Number.isInteger)) {
    const ascending = score.toSorted();
    if ((ascending.at(-1) as number) - (ascending[0] as number) === n - 1)
      warnings.push('Every score is a different whole number without gaps, like row numbers: is it an id?');
  }
  if (distinct === 1) warnings.push('Every row has the same score: it cannot tell accounts apart.');
  if (skipped.withoutScore > 0) warnings.push(`${skipped.withoutScore} rows without a score were left out.`);
  if (skipped.withoutOutcome > 0) warnings.push(`${skipped.withoutOutcome} rows without an outcome were left out.`);
  if (id === null)
    warnings.push(
      'Each row counts as an account of its own; name the column of account ids with --id if rows repeat accounts.',
    );
  return warnings;
}

/**
 * The validation of a plain file of scores and outcomes (00-product.md section 4), without a workspace.
 *
 * @throws AppError where a column is not there, a score is no number, or it is not plain which outcome means churn
 */
export function validateScores(path: string, options: ScoresOptions): ScoresReport {
  const began = performance.now();
  const table = readTable(path, options);
  const n = table.score.length;
  const { scale, ...scaled } = scaleOf(table.score, options.higherIs);
  const { cluster, clusters } = clustersOf(table.id, n);
  const positives = table.outcome.reduce((sum, one) => sum + one, 0);
  const resamples = Math.min(options.resamples, Math.max(LEAST_RESAMPLES, Math.floor(MOST_DRAWN / n)));
  const evidence = evidenceOf({
    ...scaled,
    score: table.score,
    direction: options.higherIs,
    outcome: table.outcome,
    cluster,
    clusters,
    churns: positives,
    months: null,
    resamples,
    seed: options.seed,
    ...(options.onStep ? { onStep: options.onStep } : {}),
  });
  return {
    file: table.file,
    score: options.score,
    outcome: options.outcome,
    positive: table.positive,
    higherIs: options.higherIs,
    scale,
    accounts: clusters,
    ...evidence,
    bands: options.higherIs === 'health' ? evidence.bands : evidence.bands.toReversed(),
    skipped: table.skipped,
    warnings: warningsOf(table, n),
    ms: Math.round(performance.now() - began),
  };
}
