// Plain JavaScript: runs on the system's Node before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const NEEDED_NODE = 24;
const windows = process.platform === 'win32';

/** A failure with a sentence to show; everything else is a bug. */
export class Problem extends Error {}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs `main`; a failure ends in one sentence, never in a stack trace. */
export async function run(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(
      error instanceof Problem
        ? error.message
        : `Set-up stopped: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (process.env.BELLWETHER_DEBUG && error instanceof Error) say(error.stack ?? '');
    process.exitCode = 1;
  }
}

function majorOf(node) {
  const answer = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return answer.status === 0 ? Number.parseInt(answer.stdout, 10) : 0;
}

/** The Node that runs Bellwether: the one from the registry, or the system's when that is new enough. */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED_NODE) return process.execPath;
  const own = join(ROOT, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  const candidates = [own, join(ROOT, 'node_modules/.bin/node'), process.env.npm_node_execpath];
  for (const candidate of candidates) {
    if (candidate && existsSync(candidate) && majorOf(candidate) >= NEEDED_NODE) return candidate;
  }
  throw new Problem(
    `Bellwether runs on Node ${NEEDED_NODE}, which its own installation brings along; that step was blocked. Allow install scripts for the package "node" (npm install-scripts approve node) and run "npm ci", or use Node ${NEEDED_NODE} or newer.`,
  );
}

/** Runs a program to its end. `quiet` keeps the output for the failure. */
export function execute(command, args, { quiet = false, env, timeout, input = 'ignore' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: env ?? process.env,
      stdio: [input, quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    const timer = timeout ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined;
    const forward = (signal) => child.kill(signal);
    process.once('SIGTERM', forward);
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      process.removeListener('SIGTERM', forward);
      resolve({ status: code ?? (signal ? 1 : 0), signal, output });
    });
  });
}

/** How to call npm: the one that started us, on the Node it was started with, so that it may replace node_modules. */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const outside = node && !relative(ROOT, node).startsWith(`node_modules${sep}`) ? node : null;
  if (cli && outside && existsSync(cli) && cli.endsWith('.js')) return [outside, [cli]];
  return [windows ? 'npm.cmd' : 'npm', []];
}

export function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** All files below a folder, sorted, as paths relative to the root. */
export function filesBelow(folder, keep) {
  const found = [];
  const visit = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && keep(relative(ROOT, path).split(sep).join('/'))) found.push(path);
    }
  };
  if (existsSync(join(ROOT, folder))) visit(join(ROOT, folder));
  return found.sort();
}
