import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { Gunzip, Inflate } from 'fflate';
import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../limits.ts';
import { type ByteSource, CHUNK_BYTES, type Chunk } from './volume.ts';

/** A byte of deflate gives at most 1032: one piece of input stays within 17 MB of output. */
const INPUT_BYTES = 16_384;
/** Small contents of very regular text may exceed the ratio. */
const RATIO_FREE_BYTES = 1_000_000;
/** Kept of the input: a member's trailer stands before the next header, which may carry up to 64 KiB of extra data. */
const RECENT_BYTES = 81_920;
const TRAILER_BYTES = 8;

/** How far compressed content may grow, checked on what really comes out. */
export type InflateCaps = { readonly bytes: number; readonly ratio: number };

export function inflateCaps(limits: Limits, bytes = limits.bytes): InflateCaps {
  return { bytes, ratio: limits.ratio };
}

/** gzip says its size in 32 bits. */
const GZIP_SIZE_WRAPS = 2 ** 32;

type Check = { readonly crc: number; readonly bytes: number };

/** Counts and checks the output of one inflater. */
function outputCounter(caps: InflateCaps) {
  let total = 0;
  let bytes = 0;
  let crc = 0;
  return {
    add(output: Uint8Array, consumed: number): void {
      crc = crc32(output, crc);
      bytes += output.length;
      total += output.length;
      if (total > caps.bytes)
        throw new AppError('inflates_too_much', `Unpacked, the content has more than ${caps.bytes} bytes.`, {
          limit: caps.bytes,
        });
      if (total > RATIO_FREE_BYTES && total > consumed * caps.ratio)
        throw new AppError(
          'inflates_too_much',
          `The content grows more than ${caps.ratio}-fold when it is unpacked; no table does that.`,
          { limit: caps.ratio },
        );
    },
    expectAtMost(declared: number): void {
      if (bytes > declared) throw damaged('a file in it is larger than its directory says');
    },
    /** Compares what came out since the last call with what the archive says. */
    settle(expected: Check): void {
      if (crc !== expected.crc || (bytes !== expected.bytes && bytes % GZIP_SIZE_WRAPS !== expected.bytes))
        throw damaged('what it holds is not what it says it holds (checksum)');
      crc = 0;
      bytes = 0;
    },
  };
}

/** Content of gzip, one or more members, each checked against its checksum. */
export function gunzipSource(packed: ByteSource, caps: InflateCaps): ByteSource {
  return {
    bytes: packed.bytes,
    *chunks(control, chunkBytes = CHUNK_BYTES) {
      const counter = outputCounter(caps);
      let ready: Uint8Array[] = [];
      let consumed = 0;
      /** The last bytes read: the trailer of a member is known only once the next one begins. */
      let recent: Buffer = Buffer.alloc(0);
      const trailerBefore = (end: number): Check => {
        const at = end - (consumed - recent.length) - TRAILER_BYTES;
        if (at < 0 || at + TRAILER_BYTES > recent.length) throw damaged('it ends too early');
        return { crc: recent.readUInt32LE(at), bytes: recent.readUInt32LE(at + 4) };
      };
      const gunzip = new Gunzip((output) => {
        counter.add(output, consumed);
        ready.push(output);
      });
      gunzip.onmember = (start) => counter.settle(trailerBefore(start));
      for (const chunk of packed.chunks(control, INPUT_BYTES)) {
        consumed += chunk.bytes.length;
        recent = Buffer.concat([recent.subarray(-RECENT_BYTES), chunk.bytes]);
        expectSound(() => gunzip.push(new Uint8Array(chunk.bytes), false));
        yield* cut(ready, chunkBytes, chunk.position);
        ready = [];
      }
      expectSound(() => gunzip.push(new Uint8Array(0), true));
      counter.settle(trailerBefore(consumed));
      yield* cut(ready, chunkBytes, packed.bytes);
    },
  };
}

/** Content of a zip entry: deflated, or stored as it is, checked against the archive's directory. */
export function entrySource(packed: ByteSource, deflated: boolean, expected: Check, caps: InflateCaps): ByteSource {
  return {
    bytes: packed.bytes,
    *chunks(control, chunkBytes = CHUNK_BYTES) {
      const counter = outputCounter(caps);
      let ready: Uint8Array[] = [];
      let consumed = 0;
      const take = (output: Uint8Array): void => {
        counter.add(output, consumed);
        counter.expectAtMost(expected.bytes);
        ready.push(output);
      };
      const inflate = new Inflate(take);
      for (const chunk of packed.chunks(control, INPUT_BYTES)) {
        consumed += chunk.bytes.length;
        if (deflated) expectSound(() => inflate.push(new Uint8Array(chunk.bytes), false));
        else take(chunk.bytes);
        yield* cut(ready, chunkBytes, chunk.position);
        ready = [];
      }
      if (deflated) expectSound(() => inflate.push(new Uint8Array(0), true));
      counter.settle(expected);
      yield* cut(ready, chunkBytes, packed.bytes);
    },
  };
}

function* cut(outputs: readonly Uint8Array[], chunkBytes: number, position: number): Generator<Chunk, void, void> {
  for (const output of outputs)
    for (let at = 0; at < output.length; at += chunkBytes) {
      const length = Math.min(chunkBytes, output.length - at);
      yield { bytes: Buffer.from(output.buffer, output.byteOffset + at, length), position };
    }
}

function expectSound(step: () => void): void {
  try {
    step();
  } catch (error) {
    throw error instanceof AppError ? error : damaged('its content cannot be unpacked');
  }
}

export function damaged(how: string): AppError {
  return new AppError(
    'archive_damaged',
    `The archive or Excel workbook is damaged: ${how}. Download or export it again.`,
  );
}
