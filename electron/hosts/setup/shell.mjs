// Finds the Electron binary. Its package has no install script: the binary comes from outside the registry, if at all.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execute, ROOT, readText, say } from './machine.mjs';

const FOLDER = join(ROOT, 'node_modules/electron');
const TRIED = join(ROOT, 'node_modules/.bellwether-electron-tried');
const RETRY_AFTER_MS = 24 * 60 * 60_000;
const DOWNLOAD_LIMIT_MS = 120_000;

function installedBinary() {
  const name = readText(join(FOLDER, 'path.txt'));
  if (!name) return null;
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(FOLDER, 'dist'), name.trim());
  return existsSync(path) ? path : null;
}

function reaches(host, port, ms) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(ms, () => end(false));
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}

async function download(node) {
  const tried = statSync(TRIED, { throwIfNoEntry: false });
  if (tried && Date.now() - tried.mtimeMs < RETRY_AFTER_MS) return;
  if (process.env.CI || !(await reaches('github.com', 443, 2000))) return;
  writeFileSync(TRIED, '');
  say('Fetching the desktop window (Electron, once)…');
  await execute(node, [join(FOLDER, 'install.js')], { quiet: true, timeout: DOWNLOAD_LIMIT_MS });
}

/** Why there can be no desktop window here; null when there can. */
function obstacle() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no screen here';
  // Chromium's sandbox does not work for root, and Bellwether does not run without it.
  return process.getuid?.() === 0 ? 'the window does not run as root' : null;
}

/** `{ binary }` to run, or `{ reason }` why there is none. */
export async function findElectron(node) {
  const reason = obstacle();
  if (reason) return { binary: null, reason };
  if (!installedBinary()) await download(node);
  const binary = installedBinary();
  return binary
    ? { binary, reason: null }
    : { binary: null, reason: 'the Electron binary is not here and could not be fetched' };
}
