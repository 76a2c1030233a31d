// Installs when the lockfile has changed, builds when the sources have changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execute, filesBelow, findNode, npmCommand, Problem, ROOT, readText, say, sha256 } from './machine.mjs';

const INSTALL_STAMP = join(ROOT, 'node_modules/.bellwether-lock');
const BUILD_STAMP = join(ROOT, 'out/.bellwether-build');
const OLDEST_NODE = 20;

function lockHash() {
  const lock = readText(join(ROOT, 'package-lock.json'));
  if (lock === null) throw new Problem('package-lock.json is missing; this is not a complete copy of Bellwether.');
  return sha256(lock, process.platform, process.arch);
}

/** True when node_modules already holds what the lockfile says, whoever put it there (`npm ci` by hand, a cache in CI). */
function isInstalled() {
  const installed = readText(join(ROOT, 'node_modules/.package-lock.json'));
  if (installed === null) return false;
  try {
    const has = JSON.parse(installed).packages;
    return Object.entries(JSON.parse(readText(join(ROOT, 'package-lock.json')) ?? '{}').packages).every(
      ([path, wanted]) =>
        path === '' ||
        (has[path] ? has[path].version === wanted.version : wanted.optional === true || wanted.devOptional === true),
    );
  } catch {
    return false;
  }
}

async function install() {
  say('Installing (the lockfile has changed)…');
  const [command, before] = npmCommand();
  const args = [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, npm_config_yes: 'true', CI: process.env.CI ?? 'true' };
  // A running npm passes its own settings on; those of the outer command are not meant for this one.
  for (const name of ['npm_command', 'npm_lifecycle_event', 'npm_lifecycle_script', 'NODE_OPTIONS']) delete env[name];
  const { status, output } = await execute(command, args, { quiet: true, env });
  if (status === 0) return;
  const reason = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .find((line) => line && !/^(code|syscall|errno|A complete log) ?/.test(line));
  throw new Problem(
    `The packages could not be installed: ${reason ?? `npm ended with status ${status}`}. Check the connection to the npm registry and run the command again.`,
  );
}

async function checkNative(node) {
  const probe = "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()";
  const { status } = await execute(node, ['-e', probe], { quiet: true });
  if (status !== 0) {
    throw new Problem(
      'The database library does not load on this system. On Linux it needs glibc 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9).',
    );
  }
}

/** Makes node_modules fit the lockfile and answers the Node to run with. */
export async function ensureInstalled() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE)
    throw new Problem(`Node ${OLDEST_NODE} or newer is needed to set Bellwether up; this is ${process.version}.`);
  const hash = lockHash();
  if (readText(INSTALL_STAMP) === hash) return findNode();
  if (!isInstalled()) await install();
  const node = findNode();
  await checkNative(node);
  writeFileSync(INSTALL_STAMP, hash);
  return node;
}

function isSource(path) {
  return (
    !/\.(test|itest|spec)\.tsx?$/.test(path) &&
    !/(^|\/)testing\//.test(path) &&
    !path.startsWith('electron/hosts/setup/') &&
    !path.startsWith('resources/sample/data/')
  );
}

function sourceHash() {
  const files = ['renderer', 'shared', 'electron', 'resources'].flatMap((folder) => filesBelow(folder, isSource));
  const configuration = ['package.json', 'package-lock.json', 'electron.vite.config.ts'].map((name) =>
    join(ROOT, name),
  );
  return sha256(...[...files, ...configuration].flatMap((path) => [relative(ROOT, path), readFileSync(path)]));
}

/** Builds main, preload and renderer into out/. */
export async function build(node) {
  const hash = sourceHash();
  const { status, output } = await execute(
    node,
    [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    { quiet: true },
  );
  if (status !== 0) {
    say(output.trim().split('\n').slice(-25).join('\n'));
    throw new Problem('The build failed; the lines above say where.');
  }
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  // Only a head start: without it the first opening of the sample imports it.
  const sample = await execute(node, [join(ROOT, 'electron/hosts/setup/prebuild-sample.ts')], { quiet: true });
  if (sample.status !== 0)
    say('The sample portfolio could not be prepared; it will be imported when it is first opened.');
  writeFileSync(BUILD_STAMP, hash);
}

/** Builds only when a source has changed since the last build. */
export async function ensureBuilt(node) {
  if (readText(BUILD_STAMP) === sourceHash()) return;
  say('Building (the sources have changed)…');
  await build(node);
}
