import { ACCOUNT_STATUS, SCORE_STATE, type ScoredRows, type Snapshot } from '#electron/engine/index.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { keepWhenRead } from './when-read.ts';

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

function unpackFlags(data: Uint8Array | undefined, length: number): Uint32Array {
  const masks = new Uint32Array(length);
  if (data) {
    const packed = new Uint32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    masks.set(packed.subarray(0, length));
  }
  return masks;
}

const idsOf = (model: HealthModel | null): string[] => model?.dimensions.map((dimension) => dimension.id) ?? [];

/**
 * Every column of a snapshot: as many bytes an account as the column is wide, account after account. Those of onboarding are
 * `phase`, `preview`, `onboarding:ID` and `onboarding-coverage:ID`.
 *
 * @param onboarding the model that scored the accounts in their first days, null for none
 */
export function encodeSnapshot(
  snapshot: ScoredRows,
  model: HealthModel,
  onboarding: HealthModel | null,
): Map<string, Uint8Array> {
  const columns = new Map<string, Uint8Array>([
    ['score', pack(snapshot.score)],
    ['coverage', pack(snapshot.coverage)],
    ['state', snapshot.state],
    ['tier', snapshot.tier],
    ['status', snapshot.status],
    ['flags', new Uint8Array(snapshot.flags.slice().buffer)],
    ['phase', snapshot.phase],
    ['preview', pack(snapshot.preview)],
  ]);
  const put = (name: string, values: Float64Array | undefined): void => {
    if (values) columns.set(name, pack(values));
  };
  idsOf(model).forEach((id, index) => {
    put(`score:${id}`, snapshot.dimensions[index]);
    put(`coverage:${id}`, snapshot.dimensionCoverage[index]);
  });
  idsOf(onboarding).forEach((id, index) => {
    put(`onboarding:${id}`, snapshot.onboardingDimensions[index]);
    put(`onboarding-coverage:${id}`, snapshot.onboardingCoverage[index]);
  });
  return columns;
}

const isOfOnboarding = (name: string): boolean =>
  name === 'phase' || name === 'preview' || name.startsWith('onboarding:') || name.startsWith('onboarding-coverage:');

/** Byte that fills a column which was left out: 0, and four of 255 make the null of a score. */
export function fillerOf(name: string): number {
  return name === 'preview' || name.startsWith('onboarding:') ? 0xff : 0;
}

/** The columns worth storing: flags only where one holds, those of onboarding only where an account is in it. */
export function withoutUnused(columns: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const isUsed = (name: string): boolean => {
    const column = columns.get(name);
    return column !== undefined && !Buffer.alloc(column.length).equals(column);
  };
  const [flags, phases] = [isUsed('flags'), isUsed('phase')];
  return new Map([...columns].filter(([name]) => (name === 'flags' ? flags : isOfOnboarding(name) ? phases : true)));
}

export type Counts = {
  /** Active accounts. */
  readonly accounts: number;
  readonly scored: number;
  readonly provisional: number;
  readonly unscored: number;
  /** Mean score × 1e6, null when nothing is scored. */
  readonly meanMicro: number | null;
};

/** What encoded columns add up to. */
export function countSnapshot(columns: ReadonlyMap<string, Uint8Array>): Counts {
  const status = columns.get('status') ?? new Uint8Array();
  const state = columns.get('state') ?? new Uint8Array();
  const score = new Int32Array(new Uint8Array(columns.get('score') ?? []).buffer);
  let accounts = 0;
  let scored = 0;
  let provisional = 0;
  let sum = 0;
  for (let account = 0; account < state.length; account++) {
    if (status[account] === ACCOUNT_STATUS.active) accounts += 1;
    if (state[account] === SCORE_STATE.scored) {
      scored += 1;
      sum += score[account] ?? 0;
    } else if (state[account] === SCORE_STATE.provisional) {
      provisional += 1;
    }
  }
  return {
    accounts,
    scored,
    provisional,
    unscored: accounts - scored - provisional,
    meanMicro: scored === 0 ? null : Math.round(sum / scored),
  };
}

/**
 * A stored snapshot; each column is read and decoded when it is first asked for.
 *
 * @param read the stored column of a name, undefined where there is none
 * @param length today's number of accounts: accounts that arrived after the snapshot was taken have no score in it
 */
export function decodeSnapshot(
  read: (name: string) => Uint8Array | undefined,
  asOf: number,
  model: HealthModel,
  onboarding: HealthModel | null,
  length: number,
): Snapshot {
  const columns: { readonly [Name in keyof Omit<Snapshot, 'asOf' | 'modelVersion'>]: () => Snapshot[Name] } = {
    status: () => unpackBytes(read('status'), length, 0),
    phase: () => unpackBytes(read('phase'), length, 0),
    score: () => unpackScores(read('score'), length),
    coverage: () => unpackShares(read('coverage'), length),
    state: () => unpackBytes(read('state'), length, 0),
    tier: () => unpackBytes(read('tier'), length, 255),
    flags: () => unpackFlags(read('flags'), length),
    preview: () => unpackScores(read('preview'), length),
    dimensions: () => idsOf(model).map((id) => unpackScores(read(`score:${id}`), length)),
    dimensionCoverage: () => idsOf(model).map((id) => unpackShares(read(`coverage:${id}`), length)),
    onboardingDimensions: () => idsOf(onboarding).map((id) => unpackScores(read(`onboarding:${id}`), length)),
    onboardingCoverage: () => idsOf(onboarding).map((id) => unpackShares(read(`onboarding-coverage:${id}`), length)),
  };
  const snapshot = { asOf, modelVersion: modelVersionOf(model) } as Snapshot;
  keepWhenRead(snapshot, columns);
  return snapshot;
}
