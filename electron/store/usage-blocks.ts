import { crc32 } from 'node:zlib';
import { MAX_METRICS, packUsageKey } from './tables.ts';

/**
 * Columns of daily usage beside the rows, which stay the truth: one entry per block of 256 accounts and span of 91 days, with
 * the rows' places as sorted 32-bit numbers, their values, and a checksum of both. An entry without columns is out of date.
 * Everything here can be dropped and made again from the rows.
 */
export const BLOCK_ACCOUNTS = 256;
export const SPAN_DAYS = 91;
const METRIC_SLOTS = 1024;
const DAY_SLOTS = 128;

/** Meta entry that says that every block and span with rows has an entry. */
export const COMPLETE = 'usage_blocks';

export const blockOf = (account: number): number => Math.floor((account - 1) / BLOCK_ACCOUNTS);
export const spanOf = (day: number): number => Math.floor(day / SPAN_DAYS);

/** Account, day and metric of a packed usage key (store/tables.ts). */
export function partsOf(key: number): readonly [account: number, day: number, metric: number] {
  const metric = key % METRIC_SLOTS;
  const rest = (key - metric) / METRIC_SLOTS;
  const day = rest % 65_536;
  return [(rest - day) / 65_536, day, metric];
}

/** Lowest and highest key of an account within a span. */
export function keysOfSpan(account: number, span: number): readonly [first: number, last: number] {
  return [
    packUsageKey(account, span * SPAN_DAYS, 0),
    packUsageKey(account, Math.min(65_535, (span + 1) * SPAN_DAYS - 1), MAX_METRICS),
  ];
}

/** Place of a fact inside its block and span, 25 bits: account, day and metric, in that order. */
export const placeOf = (account: number, day: number, metric: number): number =>
  (((account - 1) % BLOCK_ACCOUNTS) * DAY_SLOTS + (day % SPAN_DAYS)) * METRIC_SLOTS + metric;

/** Lowest place of the account of a block that has a number from 0 on. */
export const firstPlaceOf = (slot: number): number => slot * DAY_SLOTS * METRIC_SLOTS;
export const dayOfPlace = (place: number): number => (place >>> 10) % DAY_SLOTS;
export const metricOfPlace = (place: number): number => place % METRIC_SLOTS;

export type UsageColumns = { readonly places: Uint32Array; readonly values: Float64Array };

export type UsageEntry = {
  readonly block: number;
  readonly span: number;
  readonly places: Uint8Array;
  readonly values: Uint8Array;
};

export function checksumOf({ block, span, places, values }: UsageEntry): number {
  return crc32(values, crc32(places, crc32(`${block} ${span}`)));
}

/** Bytes from where numbers of eight bytes can be read: the given ones, or a copy. */
const alignedBytes = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes));

/** The columns of a stored entry, over its own bytes where they allow; null where it is not what was stored. */
export function columnsOf(entry: UsageEntry, checksum: number): UsageColumns | null {
  const { places, values } = entry;
  if (places.length * 2 !== values.length || places.length % 4 !== 0 || checksumOf(entry) !== checksum) return null;
  const [keys, cells] = [alignedBytes(places), alignedBytes(values)];
  return {
    places: new Uint32Array(keys.buffer, keys.byteOffset, keys.length / 4),
    values: new Float64Array(cells.buffer, cells.byteOffset, cells.length / 8),
  };
}
