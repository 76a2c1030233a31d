import { formatNumber } from './number.ts';
import { formatCount } from './words.ts';

/** Rows that one model alone gives a full score, the churns among them, and those of them it flags. */
type Alone = { readonly rows: number; readonly churns: number; readonly caught: number };
type Sides = { readonly before: string; readonly after: string };

/** The gate and the recommendation, without saying the same twice: where nothing can be ranked one repeats the other. */
export const evidenceSentences = (gate: string, recommendation: string): string[] =>
  recommendation.startsWith(gate) ? [recommendation] : [gate, recommendation];

/** What a comparison of two models leaves out because only one of them scores it: a sentence a side that has some. */
export function scoredAlone(
  { onlyBefore, onlyAfter }: { readonly onlyBefore?: Alone | undefined; readonly onlyAfter?: Alone | undefined },
  names: Sides,
  locale: string,
): string[] {
  const say = (alone: Alone | undefined, name: string): string[] => {
    if (!alone || alone.rows === 0) return [];
    const caught = alone.churns === 0 ? '' : `, ${formatNumber(alone.caught, locale)} of them below its at-risk bound`;
    const churns = alone.churns === 0 ? 'no churn' : formatCount(alone.churns, locale, 'churn');
    const subject = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    return [
      `${subject} alone scores ${formatCount(alone.rows, locale, 'more row', 'more rows')} with ${churns}${caught}: counted on neither side.`,
    ];
  };
  return [...say(onlyBefore, names.before), ...say(onlyAfter, names.after)];
}
