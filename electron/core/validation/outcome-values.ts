import { parseBoolean, parseNumber } from '#electron/ingest/index.ts';
import { AppError } from '#shared/contract/errors.ts';

/** How words for having left begin, and words for having stayed. */
const CHURN_WORD = /^(?:churn|lost$|left$|gone$|cancel|exit|attrit|lapsed|terminat|unsubscribed|closed[ _-]lost)/;
const STAY_WORD =
  /^(?:retained|active|stay|kept$|existing|current|renew|(?:not?|non)[ _-]*(?:churn|attrit|cancel|exit|left))/;
/** Columns in which "yes" means that the customer is still there. */
const STAY_COLUMN =
  /^(?:is_|was_|has_|still_)?(?:retained|retention|renewed|renewal|active|stayed|staying|kept|alive|customer|survived)$/;

/** Value as it is compared: numbers by their value, words without case. */
export function valueKey(text: string): string {
  const number = parseNumber(text, '.');
  return number === undefined || number === null ? text.toLowerCase() : String(number);
}

const headerWord = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');

export type Positive = {
  /** The value that means churn. */
  readonly value: string;
  /** Said where the name of the column turned its values round; null otherwise. */
  readonly note: string | null;
};

/** What a value says: true that the customer left, false that it stayed, null for neither. */
function saysChurn(value: string, isStay: boolean): boolean | null {
  const key = valueKey(value);
  if (STAY_WORD.test(key)) return false;
  if (CHURN_WORD.test(key)) return true;
  const yes = key === '1' ? true : key === '0' ? false : parseBoolean(value);
  return yes === undefined ? null : yes !== isStay;
}

/** Whether two values, or one, of a column say by themselves which means churn. */
export function isPlainOutcome(values: readonly string[], column: string): boolean {
  return values.length <= 2 && foundPositive(values, column) !== null;
}

function foundPositive(values: readonly string[], column: string): Positive | null {
  const isStay = STAY_COLUMN.test(headerWord(column));
  const said = values.map((value) => saysChurn(value, isStay));
  const left = values.filter((_, at) => said[at] === true);
  const note = (value: string): string | null =>
    isStay && saysChurn(value, false) === false
      ? `Column ${column} says by its name who stayed, so ${value} counts as churn; --positive says otherwise.`
      : null;
  const [only = ''] = left;
  const other = values.find((value) => value !== only);
  // 1 and 2, as some tools code classes, do not say which is which.
  const isCoded = valueKey(only) === '1' && other !== undefined && !['0', '-1'].includes(valueKey(other));
  if (left.length === 1 && !(isCoded && Number.isFinite(Number(other)))) return { value: only, note: note(only) };
  return values.length === 1 && said[0] === false ? { value: isStay ? '0' : '1', note: null } : null;
}

/** Which of the values means churn. @throws AppError where that is not plain */
export function positiveOf(values: readonly string[], given: string | undefined, column: string): Positive {
  const shown = `${values.slice(0, 5).join(', ')}${values.length > 5 ? ', …' : ''}`;
  if (given !== undefined) {
    const found = values.find((value) => valueKey(value) === valueKey(given.trim()));
    if (found === undefined)
      throw new AppError('bad_request', `No row has the outcome ${given}. Column ${column} holds ${shown}.`);
    return { value: found, note: null };
  }
  if (values.length > 2)
    throw new AppError(
      'bad_request',
      `Column ${column} holds ${values.length > 1000 ? 'more than 1000' : values.length} values (${shown}), but an outcome has two. Name the one that means churn with --positive, or another column with --outcome.`,
    );
  const found = foundPositive(values, column);
  if (found) return found;
  throw new AppError(
    'bad_request',
    `It is not clear which outcome means churn: column ${column} holds ${shown}. Name it with --positive.`,
  );
}
