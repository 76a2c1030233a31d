import { type Difference, type Initiative, MIN_COMPARABLE, MIN_TOUCHED } from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { accountsText, SMALL } from './population.ts';

type Compared = OutputOf<'cohorts.compare'>;

const points = (value: number): string => Math.abs(value).toFixed(1);
const signed = (value: number): string => `${value < 0 ? '−' : ''}${points(value)}`;
const intervalText = ({ low, high }: Difference): string => `95% interval ${signed(low)} to ${signed(high)}`;

/** What the comparison of mean health of two cohorts allows to say; `found` null: too few accounts. */
export function compareVerdict(a: Compared['a'], b: Compared['b'], found: Difference | null): Compared['verdict'] {
  if (!found)
    return {
      level: 'refused',
      sentence: `${a.label} has ${accountsText(a.scored)} with a score and ${b.label} ${b.scored.toLocaleString('en')}: fewer than ${SMALL} are too few to compare.`,
    };
  if (found.low <= 0 && found.high >= 0)
    return {
      level: 'no_evidence',
      sentence: `No evidence of a difference in mean health between ${a.label} and ${b.label} (${signed(found.difference)} points, ${intervalText(found)}); choose on judgement.`,
    };
  return {
    level: 'difference',
    sentence: `Mean health of ${a.label} is ${points(found.difference)} points ${found.difference > 0 ? 'above' : 'below'} that of ${b.label} (${intervalText(found)}): an association, not proof of a cause.`,
  };
}

/** What the comparison of touched accounts with others allows to say (30-method.md 4.5). */
export function initiativeVerdict({
  touched,
  comparables,
  effect,
  retention,
}: Initiative): OutputOf<'cohorts.initiative'>['verdict'] {
  if (touched.measured < MIN_TOUCHED)
    return {
      level: 'refused',
      sentence: `${accountsText(touched.measured)} with scores before and after the date: fewer than ${MIN_TOUCHED} are too few to say anything.`,
    };
  const { mean } = touched.change;
  const moved = `Mean health of the touched accounts ${mean < 0 ? 'fell' : 'rose'} by ${points(mean)} points`;
  if (!effect)
    return {
      level: 'raw_only',
      sentence: `${moved}; ${comparables < MIN_COMPARABLE ? `only ${accountsText(comparables)} not touched had a similar score in the same tier` : 'too few of them had an account to compare with'}, so nothing shows what would have happened without the initiative.`,
    };
  const against = `${points(effect.difference)} points ${effect.difference < 0 ? 'less' : 'more'} than that of comparable accounts (${intervalText(effect)})`;
  const stayed =
    retention && (retention.low > 0 || retention.high < 0)
      ? ` The share of them that stayed is ${points(100 * retention.difference)} percentage points ${retention.difference < 0 ? 'lower' : 'higher'} than that of comparable accounts.`
      : '';
  return effect.low <= 0 && effect.high >= 0
    ? {
        level: 'no_evidence',
        sentence: `${moved}, ${against}: no evidence of an effect on health; choose on judgement.${stayed}`,
      }
    : {
        level: 'difference',
        sentence: `${moved}, ${against}: an association, not proof that the initiative did it.${stayed}`,
      };
}
