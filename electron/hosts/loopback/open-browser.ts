import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Opener = { readonly command: string; readonly args: readonly string[] };

/** The system's own way to open a document; null where there is no screen to open it on. */
export function openerFor(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, file: string): Opener | null {
  if (platform === 'darwin') return { command: 'open', args: [file] };
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', file] };
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? { command: 'xdg-open', args: [file] } : null;
}

/** A page that leads to the address. Other users see every argument of a process, but not this file (T10). */
export function handOffPage(address: string): string {
  const url = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Bellwether</title><meta http-equiv="refresh" content="0; url=${url}"><a href="${url}">Open Bellwether</a>\n`;
}

/**
 * Opens the ordinary browser on `url` (of {@link startServer}) through a 0600 hand-off file below `dataDir`. Answers a
 * function that removes the file; null when no browser could be asked.
 */
export function openBrowser(url: string, dataDir: string, env: NodeJS.ProcessEnv = process.env): (() => void) | null {
  const file = join(dataDir, 'open-bellwether.html');
  const opener = openerFor(process.platform, env, file);
  if (!opener) return null;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, handOffPage(url), { mode: 0o600, flag: 'wx' });
  const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return () => rmSync(file, { force: true });
}
