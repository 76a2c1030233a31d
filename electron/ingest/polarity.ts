import { AppError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { ColumnProfile } from './detect/profile.ts';
import { headerKey } from './map/headers.ts';
import type { Field } from './types.ts';
import { parseBoolean } from './validate/words.ts';

/** Columns of words that yes and no do not answer, with what they could mean. */
const EXAMPLES = new Map<string, string>([
  ['outcome', 'yes = renewal, no = churn'],
  ['change', 'yes = renewal, no = churn'],
]);
/** Headers whose yes is a customer who stays. */
const STAYS = /(?:^|_)(?:renew(?:ed|al|s)?|retain(?:ed)?|retention|active|stay(?:ed|s)?|kept|current)(?:_|$)/;

/**
 * A column of yes and no where one of several words is wanted, and a churn flag whose yes seems to be a customer who stays:
 * what yes means has to be said (`values`), because the wrong way round would turn every customer into the opposite.
 * @throws AppError mapping_invalid
 */
export function checkPolarity(
  fields: readonly Field[],
  profiles: readonly ColumnProfile[],
  values: NonNullable<ImportOptions['values']>,
): void {
  for (const { name, source, header } of fields) {
    if (source < 0 || Object.hasOwn(values, name)) continue;
    const texts = profiles[source]?.first ?? [];
    const example = EXAMPLES.get(name);
    if (example !== undefined && texts.length > 0 && texts.every((text) => parseBoolean(text) !== undefined))
      throw new AppError(
        'mapping_invalid',
        `"${header}" only says yes or no, and ${name} needs more: say what each of its words stands for, for example ${example}.`,
        { column: header, values: texts.join(', ') },
      );
    if (name === 'churn_flag' && STAYS.test(headerKey(header)))
      throw new AppError(
        'mapping_invalid',
        `"${header}" seems to say which customers stay, and churn_flag says which leave: say what each of its words stands for, for example yes = no, no = yes.`,
        { column: header, values: texts.join(', ') },
      );
  }
}

/**
 * Ratings of an NPS survey that are the score of a company (-100 to 100) instead of answers from 0 to 10.
 * @throws AppError mapping_invalid
 */
export function checkRatings(fields: readonly Field[], profiles: readonly ColumnProfile[]): void {
  if (!fields.some((field) => field.name === 'kind' && field.constant === 'nps')) return;
  const rating = fields.find((field) => field.name === 'rating');
  const profile = rating ? profiles[rating.source] : undefined;
  if (!rating || !profile) return;
  const { count, lowest, highest, beyondTen } = profile.plain;
  if (count === 0 || lowest < -100 || highest > 100 || beyondTen * 2 < count) return;
  throw new AppError(
    'mapping_invalid',
    `"${rating.header}" goes from ${lowest} to ${highest}: that is the Net Promoter Score of a company (-100 to 100), not an answer from 0 to 10. Map the column with the single answers, or leave this one out.`,
    { column: rating.header },
  );
}
