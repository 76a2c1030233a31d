import { AppError } from '#shared/contract/errors.ts';
import type { MappingOrigin } from '#shared/contract/importing.ts';
import type { Sample } from './analyse.ts';
import { keepsExtras, mappableColumns } from './map/columns.ts';
import { type Evidence, type Explicit, guessKinds, type KindGuess, tryKind } from './map/kind.ts';
import { type FittedPreset, fittingPresets } from './map/presets.ts';
import { mergedValues, withSaved, wordsOf } from './map/saved.ts';
import { listed, shorten } from './naming.ts';
import type { FileKind, PlanOptions } from './types.ts';

/** Source column → custom name; null for a column that is left out. */
type Custom = ReadonlyMap<number, string | null>;
/** The kind and mapping the headers and options lead to. */
export type Choice = {
  readonly guess: KindGuess | undefined;
  /** The kind is known, not guessed. */
  readonly sure: boolean;
  readonly custom: Custom;
  /** What the preset says about the file. */
  readonly note: string | null;
  readonly origin: MappingOrigin;
  readonly options: PlanOptions;
};

/** Options given go before the mapping saved for these headers, that before a shipped preset, that before detection. */
export function chooseKind(sample: Sample, given: PlanOptions, file: string): Choice {
  const { options, saved } = withSaved(sample.headers, given);
  const explicit = explicitOf(sample.headers, options.mapping ?? {});
  const presets =
    options.remembered === false ? [] : fittingPresets(sample.headers, options.presets ?? [], options.kind);
  const evidence: Evidence = {
    file,
    headers: sample.headers,
    shapes: sample.shapes,
    explicit,
    constants: options.constants ?? {},
    words: wordsOf(options.values),
    joinByName: options.joinByName ?? false,
    preset: null,
  };
  const tried = presets
    .filter(({ preset }) => options.kind !== undefined || keepsExtras(preset.kind) || fits(preset.kind, explicit))
    .map((preset) => tryPreset(preset, evidence, options));
  const {
    guess,
    preset,
    options: completed,
  } = tried.find((candidate) => candidate.guess?.missing.length === 0) ?? detect(evidence, options, tried[0]);
  const custom = guess ? customColumns(guess, explicit, preset) : new Map<number, string | null>();
  return {
    guess,
    sure: options.kind !== undefined || options.mapping !== undefined || preset !== null,
    custom,
    note: noteOf(preset),
    origin: originOf(given, saved, preset),
    options: completed,
  };
}

/** What the preset says about the file; about converted amounts only where the file has them. */
function noteOf(fitted: FittedPreset | null): string | null {
  if (!fitted || (fitted.preset.factors !== undefined && Object.keys(fitted.factors).length === 0)) return null;
  return fitted.preset.note ?? null;
}

type Tried = {
  readonly guess: KindGuess | undefined;
  readonly preset: FittedPreset | null;
  readonly options: PlanOptions;
};

/** The kind by the headers alone. A preset that lacks something still knows what the file is: only the same kind may complete it. */
function detect(evidence: Evidence, options: PlanOptions, known: Tried | undefined): Tried {
  const kinds = options.kind === undefined ? guessKinds(evidence) : [tryKind(options.kind, evidence, true)];
  const guess = kinds.find((candidate) => fits(candidate.kind, evidence.explicit)) ?? kinds[0];
  const completes = guess?.missing.length === 0 && guess.kind === known?.guess?.kind;
  return known && !completes ? known : { guess, preset: null, options };
}

function tryPreset(preset: FittedPreset, evidence: Evidence, options: PlanOptions): Tried {
  const values = mergedValues(preset.preset.values, options.values);
  const constants = { ...preset.preset.constants, ...options.constants };
  const guess = tryKind(preset.preset.kind, { ...evidence, preset, constants, words: wordsOf(values) }, true);
  const factors = { ...preset.factors, ...options.factors };
  return { guess, preset, options: { ...options, constants, factors, ...(values === undefined ? {} : { values }) } };
}

function originOf(given: PlanOptions, saved: string | null, preset: FittedPreset | null): MappingOrigin {
  if (given.mapping !== undefined) return { type: 'given', name: null };
  if (saved !== null) return { type: 'saved', name: saved };
  return preset ? { type: 'preset', name: preset.preset.title } : { type: 'detected', name: null };
}

/** Columns kept under a name of their own, by the user's mapping or the preset. @throws AppError for a name the kind cannot keep. */
function customColumns(guess: KindGuess, explicit: Explicit, preset: FittedPreset | null): Custom {
  const known = new Set(mappableColumns(guess.kind).map((column) => column.name));
  const custom = new Map<number, string | null>();
  for (const [source, name] of preset?.columns ?? []) if (name === null || !known.has(name)) custom.set(source, name);
  for (const [source, canonical] of explicit) {
    if (canonical !== null && known.has(canonical)) {
      custom.delete(source);
      continue;
    }
    if (canonical !== null && !keepsExtras(guess.kind))
      throw new AppError(
        'mapping_invalid',
        `${guess.kind} has no column "${shorten(canonical)}". It has: ${[...known].join(', ')}.`,
      );
    custom.set(source, canonical);
  }
  return custom;
}

/** The user's mapping by source column. @throws AppError `mapping_invalid` for headers the file does not have. */
function explicitOf(headers: readonly string[], mapping: Readonly<Record<string, string>>): Map<number, string | null> {
  const explicit = new Map<number, string | null>();
  for (const [header, canonical] of Object.entries(mapping)) {
    const source = headers.indexOf(header.trim());
    if (source === -1)
      throw new AppError(
        'mapping_invalid',
        `The mapping names the column "${shorten(header)}", which the file does not have. It has: ${listed(headers)}.`,
      );
    explicit.set(source, canonical === '' ? null : canonical);
  }
  checkTwice(explicit);
  return explicit;
}

function fits(kind: FileKind, explicit: Explicit): boolean {
  const known = new Set(mappableColumns(kind).map((column) => column.name));
  return [...explicit.values()].every((canonical) => canonical === null || known.has(canonical));
}

function checkTwice(explicit: Explicit): void {
  const used = new Set<string>();
  for (const canonical of explicit.values()) {
    if (canonical === null) continue;
    if (used.has(canonical))
      throw new AppError('mapping_invalid', `The mapping gives two columns to ${shorten(canonical)}.`);
    used.add(canonical);
  }
}
