import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { ROOT } from '../support/paths.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Something a measurement needs and does not find; the message says how to get it. */
export class Missing extends Error {}

/** Options nobody knows. */
export class WrongUse extends Error {}

export function requireBuild(): void {
  if (!existsSync(join(ROOT, 'out/renderer/index.html')))
    throw new Missing('The window is not built. Run: npm run build');
}

function chromiumPath(): string {
  const named = process.env['CHROMIUM_PATH'];
  const found = (named ? [named] : [chromium.executablePath(), ...PLACES]).find((path) => existsSync(path));
  if (found) return found;
  throw new Missing(
    named
      ? `CHROMIUM_PATH names "${named}", which does not exist.`
      : 'There is no Chromium. Install one or name it in CHROMIUM_PATH.',
  );
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

export function machineText(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
}
