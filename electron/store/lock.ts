import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { AppError } from '#shared/contract/errors.ts';

export type OwnerLock = { release(): void };

const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';

function bootId(): string {
  try {
    return readFileSync(BOOT_ID_FILE, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isStale(lockPath: string): boolean {
  try {
    const [pid, boot] = readFileSync(lockPath, 'utf8').split('\n');
    if (!pid || !boot) return true;
    return boot !== bootId() || !isAlive(Number(pid));
  } catch {
    return true;
  }
}

/**
 * One writer per workspace: `<workspace>-lock` made with O_EXCL, holding pid and boot id. A lock left by a process that
 * died is taken over. Throws `workspace_locked` at once (never waits).
 */
export function acquireOwnerLock(workspacePath: string): OwnerLock {
  const lockPath = `${workspacePath}-lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const fd = openSync(lockPath, 'wx', 0o600);
      writeSync(fd, `${process.pid}\n${bootId()}\n`);
      closeSync(fd);
      return {
        release: () => {
          try {
            unlinkSync(lockPath);
          } catch {
            // already gone with its folder
          }
        },
      };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EACCES' || code === 'EROFS')
        throw new AppError('workspace_read_only', 'The folder of this workspace cannot be written to.');
      if (code === 'ENOENT') throw new AppError('workspace_not_found', 'The folder of this workspace does not exist.');
      if (code !== 'EEXIST') throw error;
      if (!isStale(lockPath)) break;
      try {
        unlinkSync(lockPath);
      } catch {
        // another process was faster; the next attempt decides
      }
    }
  }
  throw new AppError(
    'workspace_locked',
    'This workspace is open in another Bellwether window or command. Close it there and try again.',
  );
}
