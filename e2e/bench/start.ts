import type { Browser } from '@playwright/test';
import { serve } from '../support/serve.ts';
import { figuresOf, lineOf } from './figures.ts';
import { launchBrowser, machineText, requireBuild } from './machine.ts';
import { serveSample, withDataFolder } from './sample.ts';

const RUNS = 5;

type Run = { readonly address: number; readonly painted: number };

/** From the start of the process to its address, and to the frame with the portfolio's figures. */
async function startOnce(browser: Browser, dataDir: string): Promise<Run> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const begun = performance.now();
  const app = await serve(dataDir, ['--sample']);
  try {
    const address = performance.now() - begun;
    const page = await context.newPage();
    await page.goto(app.url);
    await page.getByRole('region', { name: 'Key figures' }).waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    return { address, painted: performance.now() - begun };
  } finally {
    await context.close();
    await app.stop();
  }
}

export async function benchStart(): Promise<void> {
  requireBuild();
  const browser = await launchBrowser();
  try {
    await withDataFolder(async (dataDir) => {
      // The first opening makes the sample; what is measured is the start of someone who comes back.
      await (await serveSample(dataDir)).stop();
      const runs: Run[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await startOnce(browser, dataDir));
      console.log(`Start with the sample portfolio, headless Chromium ${browser.version()} already running`);
      console.log(lineOf('serve → address', figuresOf(runs.map((run) => run.address))));
      console.log(lineOf('serve → first portfolio painted', figuresOf(runs.map((run) => run.painted))));
    });
  } finally {
    await browser.close();
  }
  console.log(`  ${machineText()}`);
}
