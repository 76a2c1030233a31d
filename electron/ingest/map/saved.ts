import type { ImportOptions } from '#shared/contract/importing.ts';
import type { PlanOptions } from '../types.ts';
import { headerFingerprint, headerKey } from './headers.ts';
import type { KnownWords } from './mapper.ts';

type Values = NonNullable<ImportOptions['values']>;

/**
 * The options with those of the mapping saved for these headers below them; its name where it applies. It does not where the
 * user gave another kind or where one of its columns is not there.
 */
export function withSaved(
  headers: readonly string[],
  given: PlanOptions,
): { readonly options: PlanOptions; readonly saved: string | null } {
  const found = given.remembered === false ? null : (given.saved?.(headerFingerprint(headers)) ?? null);
  if (!found) return { options: given, saved: null };
  const { name } = found;
  const saved = respelled(found.options, headers);
  if (!saved || (given.kind !== undefined && saved.kind !== undefined && given.kind !== saved.kind))
    return { options: given, saved: null };
  const { dateFormats, decimals, ...columns } = saved;
  const taken = new Set(Object.values(given.mapping ?? {}));
  const mapping = Object.fromEntries(
    Object.entries(saved.mapping ?? {}).filter(([, canonical]) => canonical === '' || !taken.has(canonical)),
  );
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    options: {
      ...columns,
      ...own,
      ...(saved.mapping === undefined && given.mapping === undefined
        ? {}
        : { mapping: { ...mapping, ...given.mapping } }),
      ...(given.dateFormats === undefined ? {} : { dateFormats: given.dateFormats }),
      ...(given.decimals === undefined ? {} : { decimals: given.decimals }),
      usual: { dateFormats: dateFormats ?? {}, decimals: decimals ?? {} },
      ...merged('types', saved, given),
      ...merged('factors', saved, given),
      ...merged('constants', saved, given),
      ...valuesOption(mergedValues(saved.values, given.values)),
    },
    saved: name,
  };
}

/** The same options under the headers as this file writes them; null where one of their columns is not there. */
function respelled(options: ImportOptions, headers: readonly string[]): ImportOptions | null {
  const byKey = new Map<string, string | null>();
  for (const header of headers) byKey.set(headerKey(header), byKey.has(headerKey(header)) ? null : header);
  const spelling = (header: string): string | null =>
    headers.includes(header.trim()) ? header.trim() : (byKey.get(headerKey(header)) ?? null);
  let complete = true;
  const renamed = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([header, value]) => {
        const written = spelling(header);
        if (written === null) complete = false;
        return written === null ? [] : [[written, value]];
      }),
    );
  const result = { ...options };
  if (options.mapping) result.mapping = renamed(options.mapping);
  if (options.dateFormats) result.dateFormats = renamed(options.dateFormats);
  if (options.decimals) result.decimals = renamed(options.decimals);
  if (options.types) result.types = renamed(options.types);
  if (options.factors) result.factors = renamed(options.factors);
  return complete ? result : null;
}

function merged<K extends 'types' | 'factors' | 'constants'>(
  name: K,
  below: ImportOptions,
  above: ImportOptions,
): ImportOptions {
  if (below[name] === undefined && above[name] === undefined) return {};
  return { [name]: { ...below[name], ...above[name] } };
}

function valuesOption(values: Values | undefined): ImportOptions {
  return values === undefined ? {} : { values };
}

/** Meanings of words, column by column: those of `above` go before those of `below`, whatever the case they are written in. */
export function mergedValues(
  below: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
  above: Values | undefined,
): Values | undefined {
  if (!below && !above) return undefined;
  const columns = new Set([...Object.keys(below ?? {}), ...Object.keys(above ?? {})]);
  return Object.fromEntries(
    [...columns].map((column) => {
      const words = new Map<string, string>();
      for (const layer of [below?.[column], above?.[column]])
        for (const [word, meaning] of Object.entries(layer ?? {})) words.set(word.trim().toLowerCase(), meaning);
      return [column, Object.fromEntries(words)];
    }),
  );
}

/** The words that have a given meaning, by canonical column. */
export function wordsOf(values: Values | undefined): KnownWords {
  return new Map(
    Object.entries(values ?? {}).map(([column, words]) => [
      column,
      new Set(Object.keys(words).map((word) => word.trim().toLowerCase())),
    ]),
  );
}
