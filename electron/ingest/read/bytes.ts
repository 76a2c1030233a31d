import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../limits.ts';
import type { Control } from '../types.ts';

export const CHUNK_BYTES = 65_536;
const HEAD_BYTES = 262_144;

/** What one look over all bytes of a file tells. */
export type ByteScan = {
  readonly bytes: number;
  readonly sha256: string;
  readonly head: Buffer;
  /** Bytes outside well-formed UTF-8, and well-formed sequences of more than one byte. */
  readonly badUtf8: number;
  readonly multibyte: number;
};

/** Opens a file for reading; failures become AppErrors without the path. */
export function openForRead(path: string): { readonly fd: number; readonly bytes: number } {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('file_not_found', 'The file does not exist.');
    throw new AppError('file_unreadable', `The file cannot be opened (${code || 'unknown reason'}).`);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile())
      throw new AppError(
        'file_unreadable',
        stat.isDirectory() ? 'This is a folder, not a file.' : 'This is not a regular file.',
      );
    return { fd, bytes: stat.size };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

export function readChunk(fd: number, buffer: Buffer, position: number): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, position);
  } catch {
    throw new AppError('file_unreadable', 'Reading the file failed part-way.');
  }
}

export function checkCancelled(control: Control | undefined): void {
  if (control?.isCancelled?.()) throw new AppError('cancelled', 'Stopped; nothing was stored.');
}

/** Hashes a file and checks whether it is UTF-8, in chunks. */
export function scanBytes(path: string, limits: Limits, control?: Control): ByteScan {
  const { fd, bytes } = openForRead(path);
  try {
    if (bytes > limits.bytes)
      throw new AppError('too_large', `The file has ${bytes} bytes; at most ${limits.bytes} are read.`, {
        bytes,
        limit: limits.bytes,
      });
    const hash = createHash('sha256');
    const utf8 = utf8Counter();
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES * 4);
    const heads: Buffer[] = [];
    let position = 0;
    for (;;) {
      checkCancelled(control);
      const read = readChunk(fd, buffer, position);
      if (read === 0) break;
      const part = buffer.subarray(0, read);
      hash.update(part);
      utf8.add(part);
      if (position < HEAD_BYTES) heads.push(Buffer.from(part.subarray(0, HEAD_BYTES - position)));
      position += read;
      if (position > limits.bytes)
        throw new AppError('too_large', `The file has more than ${limits.bytes} bytes.`, { limit: limits.bytes });
    }
    return { bytes: position, sha256: hash.digest('hex'), head: Buffer.concat(heads), ...utf8.end() };
  } finally {
    closeSync(fd);
  }
}

function utf8Counter(): { add(part: Buffer): void; end(): { badUtf8: number; multibyte: number } } {
  let carry: Buffer = Buffer.alloc(0);
  let badUtf8 = 0;
  let multibyte = 0;
  const count = (part: Buffer): void => {
    if (isAscii(part)) return;
    if (isUtf8(part)) {
      if (multibyte < 1000) multibyte += countSequences(part).multibyte;
      return;
    }
    const found = countSequences(part);
    badUtf8 += found.bad;
    multibyte += found.multibyte;
  };
  return {
    add(part) {
      const whole = carry.length > 0 ? Buffer.concat([carry, part]) : part;
      const cut = completeLength(whole);
      count(whole.subarray(0, cut));
      carry = Buffer.from(whole.subarray(cut));
    },
    end() {
      if (carry.length > 0) count(carry);
      return { badUtf8, multibyte };
    },
  };
}

/** Length without a sequence that the end of the buffer may have cut. */
function completeLength(buffer: Buffer): number {
  for (let back = 1; back <= 3 && back <= buffer.length; back += 1) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte < 0x80) return buffer.length;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? buffer.length - back : buffer.length;
  }
  return buffer.length;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

function countSequences(part: Buffer): { bad: number; multibyte: number } {
  let bad = 0;
  let multibyte = 0;
  let at = 0;
  while (at < part.length) {
    const lead = part[at] ?? 0;
    const length = sequenceLength(lead);
    if (length === 1) at += 1;
    else if (length > 1 && isUtf8(part.subarray(at, at + length)) && at + length <= part.length) {
      multibyte += 1;
      at += length;
    } else {
      bad += 1;
      at += 1;
    }
  }
  return { bad, multibyte };
}
