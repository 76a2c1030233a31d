import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { columnHeader } from '../pages/accounts.ts';
import { navigation } from '../pages/shell.ts';
import { type ServedApp, serve } from '../support/serve.ts';
import { figuresOf, lineOf } from './figures.ts';
import { launchBrowser, machineText, requireBuild } from './machine.ts';
import { child } from './peers.ts';
import { readOptions } from './rounds.ts';
import { withDataFolder } from './sample.ts';
import type { Size } from './score-data.ts';
import { emptyIntervals, type Painted, painted, type Scrolled, scrolled } from './views-page.ts';
import { listen, trafficLines } from './views-traffic.ts';

const CHILD = join(import.meta.dirname, 'score-child.ts');
const VIEWPORT = { width: 1440, height: 900 };
const WEEKS = 10;
const FRAMES = 300;
const WHEEL = 100;
/** A frame that took longer than this many empty ones is counted as dropped. */
const DROPPED = 1.5;

const PORTFOLIO = { hash: '#/portfolio', selector: 'main .kpi' };
const LIST = '.ag-rows [role=row]';
const SORTS = [
  ['ARR', 'arr:desc'],
  ['Account', 'name:asc'],
  ['Score', 'score:asc'],
] as const;

type Measured = Map<string, Painted[]>;

/** What a person does with the two views; every round is of another date, so that nothing is known yet but what says `again`. */
async function work(page: Page, rounds: number): Promise<Measured> {
  const measured: Measured = new Map();
  const step = async (name: string, ...rest: Parameters<typeof painted> extends [Page, ...infer R] ? R : never) =>
    measured.set(name, [...(measured.get(name) ?? []), await painted(page, ...rest)]);
  const link = (name: string) => navigation(page).getByRole('link', { name, exact: true });

  await step('Portfolio, first time', 'click', PORTFOLIO, () => link('Portfolio').click());
  const previous = page.getByRole('button', { name: 'Previous snapshot' });
  for (let round = 1; round <= rounds; round += 1) {
    await step('as-of date', 'click', { hash: 'asOf=', selector: 'main .kpi' }, () => previous.click());
    await step('Accounts', 'click', { hash: '#/accounts', selector: LIST }, () => link('Accounts').click());
    for (const [name, sort] of SORTS)
      await step('sort', 'click', { hash: `sort=${sort}`, selector: LIST }, () =>
        columnHeader(page, name).getByRole('button', { name }).first().click(),
      );
    const find = page.getByRole('searchbox', { name: 'Find accounts by name, id or CSM' });
    await step('filter by text (150 ms rest in it)', 'input', { hash: `text=${round}`, selector: LIST }, () =>
      find.fill(String(round)),
    );
    await find.fill('');
    await page.waitForFunction(() => !location.hash.includes('text='));
    const by = page.getByRole('combobox', { name: 'Group by' });
    await step('group', 'change', { hash: 'group=segment', selector: '[aria-level="1"]' }, () =>
      by.selectOption('segment'),
    );
    await by.selectOption('');
    await page.waitForFunction(() => !location.hash.includes('group='));
    await step('Portfolio, again', 'click', PORTFOLIO, () => link('Portfolio').click());
    await step('Accounts, again', 'click', { hash: '#/accounts', selector: LIST }, () => link('Accounts').click());
    if (round < rounds) await link('Portfolio').click();
  }
  return measured;
}

function scrollLine(name: string, { intervals, waiting, settled }: Scrolled, empty: number): string {
  const slow = intervals.filter((interval) => interval > DROPPED * empty).length;
  const share = ((100 * slow) / intervals.length).toFixed(0);
  return `${lineOf(name, figuresOf(intervals), empty)}\n  ${''.padEnd(34)} dropped ${slow} of ${intervals.length} (${share}%)   lines on their way in ${waiting} frames, all there ${settled.toFixed(0)} ms after the last`;
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 2 ** 20;
}

const rssMb = ({ pid }: ServedApp): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Measures the window on a workspace that has been scored. */
export async function measureViews(dataDir: string, workspace: string, rounds: number): Promise<void> {
  const browser = await launchBrowser();
  try {
    const app = await serve(dataDir, [workspace]);
    try {
      const page = await browser.newPage({ viewport: VIEWPORT });
      const session = await page.context().newCDPSession(page);
      const traffic = await listen(session);
      await page.goto(app.url);
      await page.locator('main .kpi').first().waitFor({ timeout: 120_000 });
      await navigation(page).getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      const empty = figuresOf(await emptyIntervals(page, 120));
      const measured = await work(page, rounds);
      const ends = await scrolled(page, FRAMES, null);
      const wheel = await scrolled(page, FRAMES, WHEEL);
      console.log(`${VIEWPORT.width} × ${VIEWPORT.height}, headless Chromium ${browser.version()}`);
      console.log('\nInput → the frame with all of the new state (and → the first frame after the input)');
      for (const [name, times] of measured) {
        console.log(lineOf(name, figuresOf(times.map(({ whole }) => whole)), empty.median));
        console.log(lineOf('  first frame', figuresOf(times.map(({ first }) => first)), empty.median));
      }
      console.log('\nFrame to frame');
      console.log(lineOf('nothing moves (peer)', empty, empty.median));
      console.log(scrollLine(`end to end in ${FRAMES} frames`, ends, empty.median));
      console.log(scrollLine(`${WHEEL} px a frame`, wheel, empty.median));
      console.log('\nReplies, time of the host and bytes on the wire');
      for (const line of trafficLines(traffic)) console.log(line);
      console.log(
        `\n  memory: page ${(await heapMb(session)).toFixed(0)} MB of JavaScript, process of the host ${rssMb(app).toFixed(0)} MB resident`,
      );
    } finally {
      await app.stop();
    }
  } finally {
    await browser.close();
  }
}

/** `npm run bench -- views`. */
export async function benchViews(args: readonly string[]): Promise<void> {
  requireBuild();
  const { quick, runs } = readOptions(args);
  const size: Size = { accounts: quick ? 10_000 : 100_000, weeks: WEEKS };
  await withDataFolder(async (dataDir) => {
    const workspace = join(dataDir, 'views.bellwether');
    const sizes = [String(size.accounts), String(size.weeks)];
    child(CHILD, 'make', workspace, ...sizes);
    child(CHILD, 'history', workspace, ...sizes);
    console.log(
      `Portfolio and Accounts of ${size.accounts.toLocaleString('en')} accounts × ${size.weeks} weeks of scores`,
    );
    await measureViews(dataDir, workspace, runs);
  });
  console.log(`  ${machineText()}`);
}
