import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#electron/core/core.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/** One JSON line an event; the file and its predecessor stay below 10 MB together (R56). Failing to log is not a failure. */
export function createFileLog(folder: string, now: () => number): Log {
  const file = join(folder, 'bellwether.log');
  let bytes = 0;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return () => {};
  }
  return (event, fields) => {
    const line = `${JSON.stringify({ at: new Date(now()).toISOString(), event, ...fields })}\n`;
    try {
      if (bytes + line.length > MAX_BYTES) {
        renameSync(file, `${file}.1`);
        bytes = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      bytes += line.length;
    } catch {
      // A full or missing disk shows itself where it matters.
    }
  };
}
