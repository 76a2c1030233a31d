import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../limits.ts';
import type { Control } from '../types.ts';
import { type ByteSource, CHUNK_BYTES } from './volume.ts';

const HEAD_BYTES = 262_144;

/** What one look over all bytes of a table tells. */
export type ByteScan = {
  readonly bytes: number;
  readonly head: Buffer;
  /** Bytes outside well-formed UTF-8, and well-formed sequences of more than one byte. */
  readonly badUtf8: number;
  readonly multibyte: number;
  readonly zeroBytes: number;
};

/** The first bytes of a table, without looking at the others. */
export function readHead(source: ByteSource, length: number, control?: Control): Buffer {
  const parts: Buffer[] = [];
  let got = 0;
  for (const { bytes } of source.chunks(control)) {
    parts.push(Buffer.from(bytes.subarray(0, length - got)));
    got += bytes.length;
    if (got >= length) break;
  }
  return Buffer.concat(parts);
}

/** Measures a table and checks whether it is UTF-8, in chunks. */
export function scanBytes(source: ByteSource, limits: Limits, control?: Control): ByteScan {
  const utf8 = utf8Counter();
  const heads: Buffer[] = [];
  let total = 0;
  let zeroBytes = 0;
  for (const { bytes } of source.chunks(control, CHUNK_BYTES * 4)) {
    utf8.add(bytes);
    for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) zeroBytes += 1;
    if (total < HEAD_BYTES) heads.push(Buffer.from(bytes.subarray(0, HEAD_BYTES - total)));
    total += bytes.length;
    if (total > limits.bytes)
      throw new AppError('too_large', `The table has more than ${limits.bytes} bytes.`, { limit: limits.bytes });
  }
  return { bytes: total, head: Buffer.concat(heads), zeroBytes, ...utf8.end() };
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
