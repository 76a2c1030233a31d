import type { ColumnFormat } from '../types.ts';
import { durationUnit, parseDuration } from './durations.ts';
import { isMissing } from './missing.ts';
import { numberEvidence, parseNumber } from './numbers.ts';
import { type CellReader, type ReadableColumn, show } from './reader.ts';
import { wordKey } from './words.ts';

type Wording = (text: string) => number | null | undefined;

/** Two-valued ratings as support systems write them; asked but not answered is missing. */
const GOOD_BAD = new Map<string, number | null>([
  ['good', 5],
  ['goodwithcomment', 5],
  ['goodwithoutcomment', 5],
  ['bad', 1],
  ['badwithcomment', 1],
  ['badwithoutcomment', 1],
  ['offered', null],
  ['unoffered', null],
  ['notoffered', null],
]);
const SENTIMENTS = new Map<string, number | null>([
  ['positive', 1],
  ['neutral', 0],
  ['mixed', 0],
  ['negative', -1],
]);
const STARS = /^(?:[★⭐🌟✭]\ufe0f?){1,5}[☆✩]{0,4}$/u;
const OUT_OF = /^(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:\/|of|out of|von|sur|de|su|van)\s*(\d{1,2})$/i;
const STAR_COUNT =
  /^(\d(?:[.,]\d{1,2})?)[\s-]*(?:stars?|★|⭐\ufe0f?|sterne?|étoiles?|estrellas?|stelle|stella|sterren|estrelas?)$/iu;

/** `★★★★☆`, `4 stars`, `4/5`; `tops` are the highest ratings that a share may name. */
function ratingText(tops: readonly number[]): Wording {
  return (text) => {
    const word = GOOD_BAD.get(wordKey(text));
    if (word !== undefined) return word;
    if (STARS.test(text)) return [...text].filter((sign) => sign !== '☆' && sign !== '✩' && sign !== '\ufe0f').length;
    const counted = STAR_COUNT.exec(text);
    if (counted) return Number((counted[1] ?? '').replace(',', '.'));
    const share = OUT_OF.exec(text);
    const rating = Number((share?.[1] ?? '').replace(',', '.'));
    return share && tops.includes(Number(share[2])) && rating <= Number(share[2]) ? rating : undefined;
  };
}

const WORDINGS = new Map<string, Wording>([
  ['csat', ratingText([5])],
  ['rating', ratingText([5, 7, 10])],
  ['sentiment', (text) => SENTIMENTS.get(wordKey(text))],
]);

/** Number columns that are also written otherwise: ratings in words or stars, durations with their units. */
export function isWorded(name: string): boolean {
  return WORDINGS.has(name) || durationUnit(name) !== null;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Reads numbers within the column's range. A duration that names its units is not multiplied by `factor`, which is the header's. */
export function numberReader(column: ReadableColumn, format: ColumnFormat, factor: number): CellReader {
  const { name, type } = column;
  const min = column.min ?? Number.NEGATIVE_INFINITY;
  const max = column.max ?? Number.POSITIVE_INFINITY;
  const wording = WORDINGS.get(name) ?? null;
  const isRating = name === 'rating' || name === 'csat';
  const unit = durationUnit(name);
  const decimal = format.decimal;

  const scaled = (value: number): number | null => (factor === 1 ? value : finite(value * factor));
  const inRange = (value: number | null | undefined): number | null | undefined => {
    if (value === null || value === undefined) return value;
    return value < min || value > max || (type === 'integer' && !Number.isInteger(value)) ? undefined : value;
  };

  const parse = (raw: string): number | null | undefined => {
    const text = raw.trim();
    if (isMissing(text)) return null;
    // A share of an unknown scale beside points of a known one would be a very bad rating.
    if (isRating && text.endsWith('%')) return undefined;
    const value = parseNumber(text, decimal);
    if (value !== undefined) return value === null ? null : scaled(value);
    if (wording) return wording(text);
    const seconds = unit === null ? undefined : parseDuration(text);
    return seconds === undefined || unit === null ? undefined : seconds / unit;
  };

  return {
    read: (raw) => inRange(parse(raw)),
    ofWhole: (value) => inRange(scaled(value)),
    problem: (text) => {
      const value = parse(text);
      const shown = show(text);
      if (value === undefined && decimal === null && numberEvidence(text.trim()).startsWith('ambiguous'))
        return {
          code: 'ambiguous_number',
          message: `"${shown}" could be thousands or have three decimals (${name}).`,
        };
      if (typeof value !== 'number')
        return {
          code: 'bad_number',
          message:
            isRating && shown.endsWith('%')
              ? `"${shown}" is a percentage; ${name} takes the points of its scale.`
              : unit === null
                ? `"${shown}" is not a number (${name}).`
                : `"${shown}" is neither a number nor a duration such as 01:30:00 or 45 min (${name}).`,
        };
      if (type === 'integer' && !Number.isInteger(value))
        return { code: 'bad_number', message: `"${shown}" is not a whole number (${name}).` };
      const range =
        column.max === undefined
          ? `${name} may not be below ${min}`
          : column.min === undefined
            ? `${name} may not be above ${max}`
            : `${name} goes from ${min} to ${max}`;
      return { code: 'out_of_range', message: `"${shown}" is out of range: ${range}.` };
    },
  };
}
