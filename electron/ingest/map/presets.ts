import type { ImportPreset } from '#shared/model/import-preset.ts';
import { columnName } from '../formats.ts';
import type { FileKind } from '../types.ts';
import { headerKey } from './headers.ts';

/** A preset laid over the headers of one file, by source column. */
export type FittedPreset = {
  readonly preset: ImportPreset;
  /** Canonical column or custom name; null for a column that is left out. */
  readonly columns: ReadonlyMap<number, string | null>;
  /** By source header as the file writes it, as in import options. */
  readonly factors: Readonly<Record<string, number>>;
};

/** The presets whose demands the headers meet, the most specific one first. */
export function fittingPresets(
  headers: readonly string[],
  presets: readonly ImportPreset[],
  kind: FileKind | undefined,
): FittedPreset[] {
  const sources = new Map<string, number>();
  headers.forEach((header, source) => {
    const key = headerKey(header);
    if (!sources.has(key)) sources.set(key, source);
  });
  const has = (header: string): boolean => sources.has(headerKey(header));
  return presets
    .filter(
      ({ kind: of, match }) =>
        (kind === undefined || of === kind) &&
        match.all.every(has) &&
        (match.any ?? []).every((group) => group.some(has)) &&
        !(match.none ?? []).some(has),
    )
    .map((preset) => ({ fitted: layOver(preset, headers, sources), weight: specificity(preset) }))
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        b.fitted.columns.size - a.fitted.columns.size ||
        (a.fitted.preset.id < b.fitted.preset.id ? -1 : 1),
    )
    .map(({ fitted }) => fitted);
}

function specificity({ match }: ImportPreset): number {
  return match.all.length + (match.any?.length ?? 0);
}

function layOver(preset: ImportPreset, headers: readonly string[], sources: ReadonlyMap<string, number>): FittedPreset {
  const columns = new Map<number, string | null>();
  const used = new Set<string>();
  for (const [header, name] of Object.entries(preset.columns)) {
    const source = sources.get(headerKey(header));
    if (source === undefined || columns.has(source) || (name !== '' && used.has(name))) continue;
    columns.set(source, name === '' ? null : name);
    used.add(name);
  }
  const factors: Record<string, number> = Object.create(null);
  for (const [header, factor] of Object.entries(preset.factors ?? {})) {
    const source = sources.get(headerKey(header));
    if (source !== undefined) factors[columnName(headers[source] ?? '')] = factor;
  }
  return { preset, columns, factors };
}
