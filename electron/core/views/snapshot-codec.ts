import type { Snapshot } from '#electron/engine/index.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';

/** Scores and coverages are stored as whole millionths (the precision the method compares at), −1 for null. */
const MICRO = 1_000_000;
const NULL_MICRO = -1;

function pack(values: Float64Array): Uint8Array {
  const packed = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    packed[index] = Number.isNaN(value) ? NULL_MICRO : Math.round(value * MICRO);
  }
  return new Uint8Array(packed.buffer);
}

export function unpackScores(data: Uint8Array | undefined, length: number): Float64Array {
  const values = new Float64Array(length).fill(Number.NaN);
  if (!data) return values;
  const packed = new Int32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  for (let index = 0; index < Math.min(length, packed.length); index++) {
    const value = packed[index] ?? NULL_MICRO;
    if (value !== NULL_MICRO) values[index] = value / MICRO;
  }
  return values;
}

export function unpackBytes(data: Uint8Array | undefined, length: number, filler: number): Uint8Array {
  const values = new Uint8Array(length).fill(filler);
  if (data) values.set(data.subarray(0, length));
  return values;
}

function unpackShares(data: Uint8Array | undefined, length: number): Float64Array {
  return unpackScores(data, length).map((value) => (Number.isNaN(value) ? 0 : value));
}

/** Four bytes an account, left out of snapshots in which no flag holds. */
function encodeFlags({ flags }: Snapshot): [string, Uint8Array][] {
  return flags.some((mask) => mask !== 0) ? [['flags', new Uint8Array(flags.slice().buffer)]] : [];
}

function unpackFlags(data: Uint8Array | undefined, length: number): Uint32Array {
  const masks = new Uint32Array(length);
  if (data) {
    const packed = new Uint32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    masks.set(packed.subarray(0, length));
  }
  return masks;
}

/** Columns of onboarding: `onboarding:ID` and `onboarding-coverage:ID`, `preview`. Left out of snapshots without an account in it. */
function encodeOnboarding(snapshot: Snapshot, dimensionIds: readonly string[]): [string, Uint8Array][] {
  if (snapshot.phase.every((phase) => phase === 0)) return [];
  return [
    ['phase', snapshot.phase],
    ['preview', pack(snapshot.preview)],
    ...dimensionIds.flatMap((id, index): [string, Uint8Array][] => {
      const score = snapshot.onboardingDimensions[index];
      const coverage = snapshot.onboardingCoverage[index];
      if (!score || !coverage) return [];
      return [
        [`onboarding:${id}`, pack(score)],
        [`onboarding-coverage:${id}`, pack(coverage)],
      ];
    }),
  ];
}

const idsOf = (model: HealthModel | null): string[] => model?.dimensions.map((dimension) => dimension.id) ?? [];

/** @param onboarding the model that scored the accounts in their first days, null for none */
export function encodeSnapshot(
  snapshot: Snapshot,
  model: HealthModel,
  onboarding: HealthModel | null,
): Map<string, Uint8Array> {
  const columns = new Map<string, Uint8Array>([
    ['score', pack(snapshot.score)],
    ['coverage', pack(snapshot.coverage)],
    ['state', snapshot.state],
    ['tier', snapshot.tier],
    ['status', snapshot.status],
    ...encodeFlags(snapshot),
    ...encodeOnboarding(snapshot, idsOf(onboarding)),
  ]);
  idsOf(model).forEach((id, index) => {
    const score = snapshot.dimensions[index];
    const coverage = snapshot.dimensionCoverage[index];
    if (score) columns.set(`score:${id}`, pack(score));
    if (coverage) columns.set(`coverage:${id}`, pack(coverage));
  });
  return columns;
}

/** `length` is today's number of accounts: accounts that arrived after the snapshot was taken have no score in it. */
export function decodeSnapshot(
  columns: ReadonlyMap<string, Uint8Array>,
  asOf: number,
  model: HealthModel,
  onboarding: HealthModel | null,
  length: number,
): Snapshot {
  return {
    asOf,
    modelVersion: modelVersionOf(model),
    status: unpackBytes(columns.get('status'), length, 0),
    phase: unpackBytes(columns.get('phase'), length, 0),
    score: unpackScores(columns.get('score'), length),
    coverage: unpackShares(columns.get('coverage'), length),
    state: unpackBytes(columns.get('state'), length, 0),
    tier: unpackBytes(columns.get('tier'), length, 255),
    flags: unpackFlags(columns.get('flags'), length),
    preview: unpackScores(columns.get('preview'), length),
    dimensions: idsOf(model).map((id) => unpackScores(columns.get(`score:${id}`), length)),
    dimensionCoverage: idsOf(model).map((id) => unpackShares(columns.get(`coverage:${id}`), length)),
    onboardingDimensions: idsOf(onboarding).map((id) => unpackScores(columns.get(`onboarding:${id}`), length)),
    onboardingCoverage: idsOf(onboarding).map((id) => unpackShares(columns.get(`onboarding-coverage:${id}`), length)),
  };
}
