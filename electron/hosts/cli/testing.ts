import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/**
 * The sources. The gate names the bundle it has just built, which starts in half the time; determinism, pipe and watch run
 * the sources there as well.
 */
const MAIN = process.env.BELLWETHER_TEST_CLI ?? fileURLToPath(new URL('./main.ts', import.meta.url));

export const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));

export type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function environment(dataDir: string | undefined): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '', INIT_CWD: ROOT };
  delete env.BELLWETHER_DEBUG;
  if (dataDir !== undefined) env.BELLWETHER_DATA_DIR = dataDir;
  return env;
}

/** Runs the command line as a user does: a process of its own. */
export function bellwether(args: readonly string[], dataDir?: string): Outcome {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: environment(dataDir),
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Runs it and reads the one JSON document it prints; throws with its own words when it failed. */
export function bellwetherJson(args: readonly string[]): unknown {
  const result = bellwether([...args, '--json']);
  if (result.status !== 0)
    throw new Error(`bellwether ${args.join(' ')} ended with ${result.status}: ${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** Starts it and kills it without warning after some time; answers whether it had ended before. */
export function bellwetherKilled(args: readonly string[], afterMs: number): Promise<{ readonly endedBefore: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, stdio: 'ignore', env: environment(undefined) });
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.on('exit', (_code, signal) => {
      clearTimeout(timer);
      resolve({ endedBefore: signal !== 'SIGKILL' });
    });
  });
}
