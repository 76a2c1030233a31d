import type { Snapshot } from '#electron/engine/index.ts';

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

export function encodeSnapshot(snapshot: Snapshot, dimensionIds: readonly string[]): Map<string, Uint8Array> {
  const columns = new Map<string, Uint8Array>([
    ['score', pack(snapshot.score)],
    ['coverage', pack(snapshot.coverage)],
    ['state', snapshot.state],
    ['tier', snapshot.tier],
    ['status', snapshot.status],
  ]);
  dimensionIds.forEach((id, index) => {
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
  modelVersion: string,
  dimensionIds: readonly string[],
  length: number,
): Snapshot {
  return {
    asOf,
    modelVersion,
    status: unpackBytes(columns.get('status'), length, 0),
    score: unpackScores(columns.get('score'), length),
    coverage: unpackScores(columns.get('coverage'), length).map((value) => (Number.isNaN(value) ? 0 : value)),
    state: unpackBytes(columns.get('state'), length, 0),
    tier: unpackBytes(columns.get('tier'), length, 255),
    dimensions: dimensionIds.map((id) => unpackScores(columns.get(`score:${id}`), length)),
    dimensionCoverage: dimensionIds.map((id) =>
      unpackScores(columns.get(`coverage:${id}`), length).map((value) => (Number.isNaN(value) ? 0 : value)),
    ),
  };
}
