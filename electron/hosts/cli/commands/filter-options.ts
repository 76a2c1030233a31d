import { type Filters, filters as filtersSchema } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';

const NUMBERS = new Set(['renewalWithin', 'scoreMin', 'scoreMax', 'change30Below', 'cohortMonth']);
const FLAGS = new Set(['expansionReady', 'overridden', 'openAlerts']);
const SINGLE = new Set(['text', 'driver', 'cohortBy', 'cohortOutcome', 'since']);

/** `--filter k=v` (repeatable, several values of one field are alternatives) → filters of the contract. */
export function parseFilters(entries: readonly string[]): Filters {
  const collected: Record<string, unknown> = Object.create(null);
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at < 1) throw new AppError('bad_request', `--filter takes field=value, not ${entry}.`);
    const field = entry.slice(0, at);
    const value = entry.slice(at + 1);
    if (NUMBERS.has(field)) collected[field] = Number(value);
    else if (FLAGS.has(field)) collected[field] = value === 'true';
    else if (SINGLE.has(field)) collected[field] = value;
    else {
      const known = collected[field];
      collected[field] = Array.isArray(known) ? [...known, value] : [value];
    }
  }
  const parsed = filtersSchema.safeParse({ ...collected });
  if (!parsed.success)
    throw new AppError(
      'bad_request',
      `--filter is not valid: ${parsed.error.issues[0]?.message ?? 'unknown field'}. Fields: ${Object.keys(filtersSchema.shape).join(', ')}.`,
    );
  return parsed.data;
}

export function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

export function viewOptions(options: { readonly asOf?: string; readonly model?: string }): {
  asOf?: string;
  model?: string;
} {
  return {
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.model === undefined ? {} : { model: options.model }),
  };
}
