import type { Buffer } from 'node:buffer';
import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../limits.ts';
import { damaged, entrySource, type InflateCaps } from './inflate.ts';
import { type ByteSource, rangeSource, readAt, type Volume } from './volume.ts';

/** One file in an archive, as the archive's directory describes it. */
export type ZipEntry = {
  readonly name: string;
  /** Said by the directory; what comes out is checked against it. */
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc: number;
  readonly deflated: boolean;
  /** Position of the entry's own header. */
  readonly start: number;
};

const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const MAX_32 = 0xff_ff_ff_ff;
const ENCRYPTED = 0x0001;
const UTF8_NAMES = 0x0800;

/**
 * The files in a zip archive, in the order of its directory; folders are left out. Names are data: nothing is unpacked to disk.
 * @throws AppError `archive_damaged` where the directory is broken, entries overlap, are encrypted or packed by another method than
 * deflate; `too_many_parts` beyond the limit.
 */
export function readZip(volume: Volume, limits: Limits): ZipEntry[] {
  const { count, offset, bytes, prefix } = findDirectory(volume);
  if (count > limits.parts) throw tooManyEntries(limits);
  if (offset + bytes > volume.bytes || bytes > limits.parts * (CENTRAL_BYTES + 3 * MAX_COMMENT))
    throw damaged('its directory is not where it should be');
  const directory = readAt(volume, offset, bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + CENTRAL_BYTES <= directory.length && directory.readUInt32LE(at) === 0x02_01_4b_50) {
    if (entries.length >= limits.parts) throw tooManyEntries(limits);
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const next = at + CENTRAL_BYTES + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged('its directory ends too early');
    entries.push(readEntry(directory.subarray(at, next), nameBytes, extraBytes, prefix));
    at = next;
  }
  if (entries.length !== count) throw damaged('its directory does not list all of its files');
  checkOverlaps(entries, offset);
  return entries.filter((entry) => !entry.name.endsWith('/'));
}

function readEntry(record: Buffer, nameBytes: number, extraBytes: number, prefix: number): ZipEntry {
  const flags = record.readUInt16LE(8);
  const method = record.readUInt16LE(10);
  const nameEnd = CENTRAL_BYTES + nameBytes;
  const raw = record.subarray(CENTRAL_BYTES, nameEnd);
  const name = ((flags & UTF8_NAMES) !== 0 || isUtf8(raw) ? raw.toString('utf8') : raw.toString('latin1')).replaceAll(
    '\\',
    '/',
  );
  const sizes = [record.readUInt32LE(24), record.readUInt32LE(20), record.readUInt32LE(42)];
  widen(sizes, record.subarray(nameEnd, nameEnd + extraBytes));
  const [bytes = 0, packedBytes = 0, start = 0] = sizes;
  if ((flags & ENCRYPTED) !== 0)
    throw new AppError(
      'archive_damaged',
      'The archive is protected with a password; unpack it and pick the files in it.',
    );
  if (method !== 0 && method !== 8)
    throw new AppError(
      'archive_damaged',
      'The archive is packed by a method that cannot be read here; unpack it and pick the files in it.',
    );
  return { name, bytes, packedBytes, crc: record.readUInt32LE(16), deflated: method === 8, start: start + prefix };
}

function isUtf8(raw: Buffer): boolean {
  return !raw.toString('utf8').includes('\ufffd');
}

/** Replaces sizes that do not fit 32 bits by those of the zip64 field, which holds only those, in this order. */
function widen(sizes: number[], extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let field = at + 4;
      const end = Math.min(at + 4 + length, extra.length);
      for (let i = 0; i < sizes.length; i += 1) {
        if (sizes[i] !== MAX_32) continue;
        if (field + 8 > end) throw damaged('its directory ends too early');
        sizes[i] = readUInt64(extra, field);
        field += 8;
      }
      return;
    }
    at += 4 + length;
  }
}

function readUInt64(buffer: Buffer, at: number): number {
  const value = buffer.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('its directory is not where it should be');
  return Number(value);
}

type Directory = {
  readonly count: number;
  readonly offset: number;
  readonly bytes: number;
  /** Bytes before the archive proper (self-extracting archives). */
  readonly prefix: number;
};

function findDirectory(volume: Volume): Directory {
  const tailStart = Math.max(0, volume.bytes - END_BYTES - MAX_COMMENT);
  const tail = readAt(volume, tailStart, volume.bytes - tailStart);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06_05_4b_50 || at + END_BYTES + tail.readUInt16LE(at + 20) > tail.length) continue;
    const count = tail.readUInt16LE(at + 10);
    const bytes = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    const end = tailStart + at;
    if (count === 0xff_ff || bytes === MAX_32 || offset === MAX_32) return wideDirectory(volume, end);
    const prefix = end - bytes - offset;
    if (prefix < 0) break;
    return { count, bytes, offset: offset + prefix, prefix };
  }
  throw damaged('it has no directory; the download may have stopped part-way');
}

/** The zip64 end of directory, which a locator right before the usual one points to. */
function wideDirectory(volume: Volume, end: number): Directory {
  const locator = readAt(volume, Math.max(0, end - 20), 20);
  if (locator.length < 20 || locator.readUInt32LE(0) !== 0x07_06_4b_50) throw damaged('its directory is not complete');
  const record = readAt(volume, readUInt64(locator, 8), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06_06_4b_50) throw damaged('its directory is not complete');
  return { count: readUInt64(record, 32), bytes: readUInt64(record, 40), offset: readUInt64(record, 48), prefix: 0 };
}

/** Entries that share bytes make a small archive hold far more than its size. */
function checkOverlaps(entries: readonly ZipEntry[], directoryStart: number): void {
  const sorted = [...entries].sort((a, b) => a.start - b.start);
  sorted.forEach((entry, index) => {
    const end = entry.start + LOCAL_BYTES + entry.packedBytes;
    if (end > (sorted[index + 1]?.start ?? directoryStart)) throw damaged('files in it overlap');
  });
}

/** What an entry holds, unpacked as it is read. */
export function zipSource(volume: Volume, entry: ZipEntry, caps: InflateCaps): ByteSource {
  const local = readAt(volume, entry.start, LOCAL_BYTES);
  if (local.length < LOCAL_BYTES || local.readUInt32LE(0) !== 0x04_03_4b_50)
    throw damaged('a file in it is not where it should be');
  const start = entry.start + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + entry.packedBytes > volume.bytes) throw damaged('it ends too early');
  return entrySource(rangeSource(volume, start, start + entry.packedBytes), entry.deflated, entry, caps);
}

function tooManyEntries(limits: Limits): AppError {
  return new AppError('too_many_parts', `The archive holds more than ${limits.parts} files.`, { limit: limits.parts });
}
