import { spawnSync } from 'node:child_process';
import { ROOT } from '../support/paths.ts';

/** Last line of what a command prints; throws when it fails. */
export function lastLine(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${command} ended with status ${done.status}: ${done.stderr.slice(0, 500)}`);
  return done.stdout.trim().split('\n').at(-1) ?? '';
}

export function isThere(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', cwd: ROOT }).status === 0;
}

export function hasDuckDb(): boolean {
  return isThere(process.execPath, ['--input-type=module', '-e', `await import('@duckdb/node-api')`]);
}

/** The Python that has a module, undefined where none has. */
export function pythonWith(module: string): string | undefined {
  return ['python3', '/usr/bin/python3'].find((command) => isThere(command, ['-c', `import ${module}`]));
}

/** A script of this folder in a process of its own; answers the last line it prints. */
export function child(script: string, ...args: string[]): string {
  return lastLine(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args]);
}
