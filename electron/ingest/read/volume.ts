import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '#shared/contract/errors.ts';
import type { Control } from '../types.ts';

export const CHUNK_BYTES = 65_536;

/** Bytes that can be read at any position: a file, or a workbook taken out of an archive. Nothing stays open between two uses. */
export type Volume = {
  readonly bytes: number;
  open(): VolumeHandle;
};
export type VolumeHandle = {
  /** Fills the buffer from `position` on and says how many bytes there were. */
  read(buffer: Buffer, position: number): number;
  close(): void;
};

/** Bytes in order. `bytes` may be overwritten by the next step; `position` counts what was read of the picked file. */
export type Chunk = { readonly bytes: Buffer; readonly position: number };

/** The content of one table: all its bytes from the start, as often as wanted. */
export type ByteSource = {
  /** What positions count up to. */
  readonly bytes: number;
  chunks(control?: Control, chunkBytes?: number): Generator<Chunk, void, void>;
};

/** A file on disk; failures become AppErrors without its path. */
export function fileVolume(path: string): Volume {
  const probe = openFile(path);
  closeSync(probe.fd);
  return {
    bytes: probe.bytes,
    open() {
      const { fd } = openFile(path);
      return {
        read(buffer, position) {
          try {
            return readSync(fd, buffer, 0, buffer.length, position);
          } catch {
            throw new AppError('file_unreadable', 'Reading the file failed part-way.');
          }
        },
        close: () => closeSync(fd),
      };
    },
  };
}

export function memoryVolume(content: Buffer): Volume {
  return {
    bytes: content.length,
    open: () => ({
      read: (buffer, position) => content.copy(buffer, 0, Math.min(position, content.length)),
      close: () => undefined,
    }),
  };
}

function openFile(path: string): { readonly fd: number; readonly bytes: number } {
  let fd: number;
  try {
    // Opening a pipe would wait for somebody to write to it.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
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

/** The bytes of a volume from `start` to `end`, or to where they end. */
export function rangeSource(volume: Volume, start = 0, end = Number.POSITIVE_INFINITY): ByteSource {
  return {
    bytes: Math.min(volume.bytes, end) - start,
    *chunks(control, chunkBytes = CHUNK_BYTES) {
      const handle = volume.open();
      try {
        const buffer = Buffer.allocUnsafe(chunkBytes);
        let position = start;
        while (position < end) {
          checkCancelled(control);
          const read = handle.read(buffer.subarray(0, Math.min(chunkBytes, end - position)), position);
          if (read === 0) return;
          position += read;
          yield { bytes: buffer.subarray(0, read), position: position - start };
        }
      } finally {
        handle.close();
      }
    },
  };
}

/** Exactly `length` bytes at `position`, fewer only where the volume ends. */
export function readAt(volume: Volume, position: number, length: number): Buffer {
  const handle = volume.open();
  try {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, volume.bytes - position)));
    let done = 0;
    while (done < buffer.length) {
      const read = handle.read(buffer.subarray(done), position + done);
      if (read === 0) break;
      done += read;
    }
    return buffer.subarray(0, done);
  } finally {
    handle.close();
  }
}

/** sha-256 of everything in the volume, as hexadecimal text. */
export function hashVolume(volume: Volume, control?: Control): string {
  const hash = createHash('sha256');
  for (const chunk of rangeSource(volume).chunks(control, CHUNK_BYTES * 4)) hash.update(chunk.bytes);
  return hash.digest('hex');
}

export function checkCancelled(control: Control | undefined): void {
  if (control?.isCancelled?.()) throw new AppError('cancelled', 'Stopped; nothing was stored.');
}
