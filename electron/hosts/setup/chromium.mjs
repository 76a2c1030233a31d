// Finds a Chromium for the end-to-end tests, or installs Debian's.
import { existsSync } from 'node:fs';
import { execute, Problem, say } from './machine.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const HOW =
  'The end-to-end tests need Chromium. Install it ("apt-get install chromium", "npx playwright install chromium") or name one in CHROMIUM_PATH.';

async function playwrightHasOne(node) {
  const { status } = await execute(
    node,
    ['-e', "process.exit(require('node:fs').existsSync(require('playwright-core').chromium.executablePath()) ? 0 : 1)"],
    { quiet: true },
  );
  return status === 0;
}

/** The path for CHROMIUM_PATH; '' when Playwright brings its own. */
export async function findChromium(node, mayInstall) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Problem(`CHROMIUM_PATH names "${named}", which does not exist.`);
  }
  if (await playwrightHasOne(node)) return '';
  const present = () => PLACES.find((path) => existsSync(path));
  if (!present() && mayInstall && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium (apt-get)…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await execute('apt-get', ['update', '-qq'], { quiet: true, env });
    await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { quiet: true, env });
  }
  const found = present();
  if (!found) throw new Problem(HOW);
  return found;
}
