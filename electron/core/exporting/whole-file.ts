import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ExportTarget } from '#electron/workers/protocol.ts';
import { AppError } from '#shared/contract/errors.ts';

/** Takes the parts of a file in order. */
export type Output = { write(part: string | Uint8Array): void };

const CHUNK = 1 << 18;

/**
 * Writes a file whole or not at all (R48): a temporary 0600 file beside the target, flushed to the disk, then renamed over
 * it. When `fill` throws, nothing stays and a file that was there before is untouched. Answers the number of bytes.
 */
export function writeWholeFile(target: ExportTarget, fill: (output: Output) => void): number {
  const { path, name } = target;
  const temporary = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = attempt(name, () => openSync(temporary, 'wx', 0o600));
  let bytes = 0;
  try {
    const output = bufferedOutput((part) => {
      for (let at = 0; at < part.length; ) at += attempt(name, () => writeSync(file, part, at));
      bytes += part.length;
    });
    try {
      fill(output);
      output.flush();
      attempt(name, () => fsyncSync(file));
    } finally {
      closeSync(file);
    }
    attempt(name, () => renameSync(temporary, path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return bytes;
}

/** Gathers small parts, so that the disk or a compressor sees few large ones. */
export function bufferedOutput(put: (part: Uint8Array) => void): Output & { flush(): void } {
  let text: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (text.length > 0) put(Buffer.from(text.join('')));
    text = [];
    length = 0;
  };
  return {
    flush,
    write(part) {
      if (typeof part === 'string') {
        text.push(part);
        length += part.length;
        if (length >= CHUNK) flush();
      } else {
        flush();
        put(part);
      }
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'the drive can only be read',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EISDIR: 'there is a folder of that name',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EBUSY: 'another program has it open',
};

/** Turns what commonly goes wrong with a place into a sentence. */
function attempt<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new AppError('file_unwritable', `${name} cannot be written: ${reason}. Choose another place.`);
  }
}
