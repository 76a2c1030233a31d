import { LEAK_LIMIT, LEAST_TO_CALIBRATE } from '#electron/engine/index.ts';
import { lookAtColumns, parseNumber, readChosenColumns } from '#electron/ingest/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Evidence } from '#shared/contract/evidence.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { evidenceOf } from './evidence.ts';
import { positiveOf, valueKey } from './outcome-values.ts';
import { directionOf, outcomeColumn, scoreColumns } from './score-columns.ts';
import { type ScoreKind, scaleOf } from './scores-scale.ts';

export type ScoresOptions = {
  readonly score: string;
  readonly outcome: string;
  /** Value of the outcome that means churn; found out where the two values are known words. */
  readonly positive?: string | undefined;
  readonly higherIs: 'health' | 'risk';
  /** What the scores are; found out by their range when left out. */
  readonly kind?: ScoreKind | undefined;
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
  /** Whether the score tells churn from chance, in a sentence; null where the gate refuses an AUC. */
  readonly headline: string | null;
  /** Rows that were left out for want of a score, or of an outcome. */
  readonly skipped: { readonly withoutScore: number; readonly withoutOutcome: number };
  /** What to mind about the file, and about how it was read. */
  readonly warnings: readonly string[];
};

/** Several columns of one file, each judged by itself. */
export type SeveralScores = {
  readonly file: string;
  readonly outcome: string;
  readonly positive: string;
  readonly columns: readonly ScoresReport[];
  readonly warnings: readonly string[];
};

export type FileOptions = Omit<ScoresOptions, 'score' | 'outcome' | 'higherIs'> & {
  /** Columns to judge; found out by name and content when empty. */
  readonly scores: readonly string[];
  /** Found out by name and content when left out. */
  readonly outcome?: string | undefined;
  /** Health when left out and a score is named; where scores are found out, what their names say. */
  readonly higherIs?: 'health' | 'risk' | undefined;
};

/** Rows × resamples that are drawn at most: what is beyond takes minutes and moves no bound. */
const MOST_DRAWN = 200_000_000;
const LEAST_RESAMPLES = 200;
/** Resamples that several columns share. */
const MOST_RESAMPLES = 10_000;
/** A file of predictions may carry hundreds of features beside them. */
const LIMITS = { columns: 16_384 };

type Table = {
  readonly score: Float64Array;
  readonly outcome: Uint8Array;
  readonly id: readonly string[] | null;
  readonly positive: string;
  readonly note: string | null;
  readonly file: string;
  readonly skipped: ScoresReport['skipped'];
};

function readTable(path: string, { score, outcome, id, positive, reading }: ScoresOptions): Table {
  if (score.trim().toLowerCase() === outcome.trim().toLowerCase())
    throw new AppError('bad_request', 'The score and the outcome are the same column.');
  const names = id === undefined ? [score, outcome] : [score, outcome, id];
  const { file, lines, cells, decimals } = readChosenColumns(path, names, { limits: LIMITS, ...reading });
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
  const { value: meant, note } =
    values.size === 0 ? { value: '1', note: null } : positiveOf([...values.values()], positive, outcome);
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
    note,
    score: Float64Array.from(kept, (row) => row.score),
    outcome: Uint8Array.from(kept, (row) => row.churned),
    id: ids ? kept.map((row) => row.id) : null,
    skipped: { withoutScore, withoutOutcome },
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

const rowsWithout = (count: number, what: string): string =>
  `${count} ${count === 1 ? 'row' : 'rows'} without ${what} ${count === 1 ? 'was' : 'were'} left out.`;

const other = (meaning: 'health' | 'risk'): string => (meaning === 'health' ? 'risk' : 'health');

function warningsOf(
  table: Table,
  { score: name, higherIs }: ScoresOptions,
  scale: string,
  evidence: Evidence,
): string[] {
  const {
    rocAuc: { value },
    basis,
    calibration,
    gate,
  } = evidence;
  const { score, skipped, id, note } = table;
  const n = score.length;
  const warnings: string[] = [];
  const different = new Set(score);
  if (n > 20 && different.size === n && score.every(Number.isInteger)) {
    const ascending = score.toSorted();
    if ((ascending.at(-1) as number) - (ascending[0] as number) === n - 1)
      warnings.push('Every score is a different whole number without gaps, like row numbers: is it an id?');
  }
  if (different.size === 1) warnings.push('Every row has the same score: it cannot tell accounts apart.');
  if (scale === 'probability' && different.size === 2 && different.has(0) && different.has(1))
    warnings.push(
      'The scores are only 0 and 1, which are decisions: as probabilities they are certain, and log loss punishes each wrong one as hard as it can.',
    );
  if (value !== null && Math.max(value, 1 - value) > LEAK_LIMIT)
    warnings.push(
      `Too good to be true: an AUC of ${value.toFixed(3)} is what a score has that was made knowing the outcome.`,
    );
  if (basis === 'score' && calibration.slope === null && value !== null && gate.churns >= LEAST_TO_CALIBRATE)
    warnings.push('One threshold parts the classes, or there is one score: a calibration has no finite slope.');
  if (scale === 'points' && higherIs === 'risk' && directionOf(name) === 'risk')
    warnings.push(
      `${name} is read as points from 0 to 100, so that probabilities come from a curve; --scale percent takes it for probabilities in per cent.`,
    );
  if (note !== null) warnings.push(note);
  if (skipped.withoutScore > 0) warnings.push(rowsWithout(skipped.withoutScore, 'a score'));
  if (skipped.withoutOutcome > 0) warnings.push(rowsWithout(skipped.withoutOutcome, 'an outcome'));
  if (id === null)
    warnings.push(
      'Each row counts as an account of its own; name the column of account ids with --id if rows repeat accounts.',
    );
  return warnings;
}

function verdictOf(
  { rocAuc: { value, low, high }, gate }: Evidence,
  { score: name, higherIs }: ScoresOptions,
): string | null {
  if (value === null) return null;
  const three = (figure: number): string => figure.toFixed(3);
  if (low === null || high === null) return `The AUC of ${name} is ${three(value)}.`;
  const range = `AUC ${three(value)}, ${three(low)} to ${three(high)}`;
  if (low > 0.5) return `${name} ranks churn better than chance (${range}, on ${gate.churns} churns).`;
  if (high < 0.5)
    return `${name} points the wrong way (${range}): rows that churned have ${higherIs === 'health' ? 'higher' : 'lower'} scores. If a higher ${name} means more ${other(higherIs)}, say --higher-is ${other(higherIs)}.`;
  return `Nothing shows that ${name} tells churn from chance (${range}, which includes 0.5).`;
}

/**
 * The validation of a plain file of scores and outcomes (00-product.md section 4), without a workspace.
 *
 * @throws AppError where a column is not there, a score is no number, or it is not plain which outcome means churn
 */
export function validateScores(path: string, options: ScoresOptions): ScoresReport {
  const table = readTable(path, options);
  const n = table.score.length;
  const { scale, ...scaled } = scaleOf(table.score, options.higherIs, options.kind ?? 'auto', options.score);
  const { cluster, clusters } = clustersOf(table.id, n);
  const churned = new Set(cluster.filter((_, row) => table.outcome[row] === 1)).size;
  const resamples = Math.min(options.resamples, Math.max(LEAST_RESAMPLES, Math.floor(MOST_DRAWN / n)));
  const evidence = evidenceOf({
    ...scaled,
    direction: options.higherIs,
    outcome: table.outcome,
    cluster,
    clusters,
    churns: churned,
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
    headline: verdictOf(evidence, options),
    ...evidence,
    bands: options.higherIs === 'health' ? evidence.bands : evidence.bands.toReversed(),
    skipped: table.skipped,
    warnings: warningsOf(table, options, scale, evidence),
  };
}

/**
 * The same for columns that are named, or found out by their names and what they hold. Several are judged one by one.
 *
 * @throws AppError as {@link validateScores}, and where it is not plain which column is the outcome or a score
 */
export function validateFile(path: string, options: FileOptions): ScoresReport | SeveralScores {
  const { scores, outcome: given, higherIs, onStep, ...rest } = options;
  const isFound = scores.length === 0;
  const looks = isFound || given === undefined ? lookAtColumns(path, { limits: LIMITS, ...options.reading }) : [];
  const outcome = given ?? outcomeColumn(looks, scores);
  const names = isFound ? scoreColumns(looks, outcome) : scores;
  const notes: string[] = [];
  const isProbability = rest.kind === 'probability' || rest.kind === 'percent';
  const columns = names.map((score, at) => {
    const byName = isFound && higherIs === undefined ? directionOf(score) : null;
    return validateScores(path, {
      ...rest,
      resamples: Math.min(rest.resamples, Math.max(LEAST_RESAMPLES, Math.floor(MOST_RESAMPLES / names.length))),
      score,
      outcome,
      higherIs: higherIs ?? byName ?? (isFound && isProbability ? 'risk' : 'health'),
      ...(onStep ? { onStep: (share) => onStep((at + share) / names.length) } : {}),
    });
  });
  const [first] = columns;
  if (isFound && first)
    notes.push(
      `Columns were found by name and content: outcome ${outcome}, ${names.length === 1 ? 'score' : 'scores'} ${names.join(', ')}; --score and --outcome name others.`,
    );
  if (isFound && higherIs === undefined)
    for (const meaning of ['risk', 'health'] as const) {
      const meant = columns.filter((column) => column.higherIs === meaning).map(({ score }) => score);
      if (meant.length > 0)
        notes.push(
          `A higher ${meant.join(', ')} is taken to mean more ${meaning}; --higher-is ${other(meaning)} says otherwise.`,
        );
    }
  if (first && columns.length === 1) return { ...first, warnings: [...notes, ...first.warnings] };
  notes.push('The best of several scores on one file looks better than it is: choose on other rows than these.');
  return { file: first?.file ?? '', outcome, positive: first?.positive ?? '', columns, warnings: notes };
}
