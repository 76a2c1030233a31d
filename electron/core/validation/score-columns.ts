import type { ColumnLook } from '#electron/ingest/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import { isPlainOutcome } from './outcome-values.ts';

/** Names of outcomes, the plainest first; the first line that a column of the file is in decides. */
const OUTCOMES: readonly RegExp[] = [
  /^(?:is_|has_|was_|did_)?churn(?:ed)?(?:_(?:flag|label|status|value|yn))?$|^(?:exited|attrition(?:_flag)?|attrited|left|lost|cancell?ed)$/,
  /^(?:y|y_?true|true_?label|labels?|target|outcome|actual|truth|ground_truth|observed)$/,
  /^(?:class|event|response|retained|renewed|stayed|is_active|active|status|customer_status)$/,
];
const SCORE =
  /(?:^|_)(?:p|pr|prob|probs|proba|probability|scores?|risk|pred|preds|prediction|predictions|predicted|yhat|y_hat|oof|hold|health|propensity|likelihood|logit|decision)(?:_|$)/;
const NO_SCORE =
  /(?:^|_)(?:id|ids|uuid|key|code|row|rows|index|idx|line|number|nr|fold|folds|split|seed|date|day|week|month|year|unnamed|column)(?:_|$)/;
const RISK =
  /(?:^|_)(?:p|pr|prob|probs|proba|probability|risk|pred|preds|prediction|predictions|predicted|yhat|y_hat|oof|hold|churn|attrition|propensity|likelihood)(?:_|$)/;
const HEALTH = /(?:^|_)(?:health|healthy|retention|retained|renewal|stay|nps|csat)(?:_|$)/;

/** `Churn probability (%)` → `churn_probability`. */
export function plainName(header: string): string {
  return header
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** What a column's name says of its direction; null where it says nothing. */
export function directionOf(header: string): 'health' | 'risk' | null {
  const name = plainName(header);
  return HEALTH.test(name) ? 'health' : RISK.test(name) ? 'risk' : null;
}

const listed = (columns: readonly ColumnLook[]): string =>
  `${columns
    .slice(0, 20)
    .map(({ name }) => name)
    .join(', ')}${columns.length > 20 ? ' and more' : ''}`;

/** The column that says who left: by its name among those of two values, or the only one of two values. */
export function outcomeColumn(columns: readonly ColumnLook[], scores: readonly string[]): string {
  const taken = new Set(scores.map((name) => name.trim().toLowerCase()));
  const able = columns.filter(
    ({ name, values }) => !taken.has(name.trim().toLowerCase()) && values.length > 0 && isPlainOutcome(values, name),
  );
  for (const names of OUTCOMES) {
    const found = able.filter(({ name }) => names.test(plainName(name)));
    if (found.length === 1) return found[0]?.name as string;
    if (found.length > 1)
      throw new AppError('bad_request', `Columns ${listed(found)} could all be the outcome. Name one with --outcome.`);
  }
  if (able.length === 1) return able[0]?.name as string;
  throw new AppError(
    'bad_request',
    able.length === 0
      ? `No column has two values that say who left. Name the outcome with --outcome; the columns are ${listed(columns)}.`
      : `No column is named as an outcome; ${listed(able)} have two values. Name one with --outcome.`,
  );
}

/** The columns to judge: those named as scores, else every column of numbers that is no id, fold or row number. */
export function scoreColumns(columns: readonly ColumnLook[], outcome: string): string[] {
  const able = columns.filter(
    ({ name, values, isNumeric, isCounter }) =>
      name.trim().toLowerCase() !== outcome.trim().toLowerCase() &&
      isNumeric &&
      !isCounter &&
      values.length > 2 &&
      !NO_SCORE.test(plainName(name)),
  );
  const named = able.filter(({ name }) => SCORE.test(plainName(name)));
  const found = named.length > 0 ? named : able;
  if (found.length === 0)
    throw new AppError(
      'bad_request',
      `No column of numbers looks like a score. Name it with --score; the columns are ${listed(columns)}.`,
    );
  return found.map(({ name }) => name);
}
