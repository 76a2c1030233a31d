import type { Page } from '@playwright/test';
import type { ServedApp } from '../support/serve.ts';
import { figuresOf, lineOf } from './figures.ts';
import { launchBrowser } from './machine.ts';

const MOVES = 120;
const FRAMES = 120;
const VIEWPORT = { width: 1440, height: 900 };
const DEADLINE = 120_000;

const nextFrame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

const steps = (page: Page): Promise<number[]> =>
  page.evaluate(() => performance.getEntriesByName('whatif-step').map((entry) => entry.duration));

/** The same measurement as a step of the what-if view, with nothing to weigh and nothing to draw; and frame to frame. */
function emptyFrames(page: Page, count: number): Promise<{ painted: number[]; interval: number[] }> {
  return page.evaluate(async (frames) => {
    const painted: number[] = [];
    const interval: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let index = 0; index < frames; index += 1) {
      const begun = performance.now();
      const frame = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      await new Promise<void>((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          channel.port1.close();
          resolve();
        };
        channel.port2.postMessage(null);
      });
      painted.push(performance.now() - begun);
      interval.push(frame - last);
      last = frame;
    }
    return { painted, interval };
  }, count);
}

/** Drags the first weight to the right and back, one mouse move per animation frame. */
async function drag(page: Page): Promise<void> {
  const slider = page.getByRole('slider', { name: / weight$/ }).first();
  const box = await slider.boundingBox();
  if (!box) throw new Error('The slider is not drawn.');
  const value = Number(await slider.inputValue());
  const at = (percent: number): number => box.x + 7 + ((box.width - 14) * percent) / 100;
  const middle = box.y + box.height / 2;
  await page.mouse.move(at(value), middle);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move += 1) {
    const swing = Math.sin((move / MOVES) * 2 * Math.PI);
    await page.mouse.move(at(50 + 45 * swing), middle);
    await nextFrame(page);
  }
  await page.mouse.up();
}

async function stepsOf(page: Page): Promise<number[]> {
  let before = -1;
  let seen = await steps(page);
  while (seen.length !== before) {
    before = seen.length;
    for (let frame = 0; frame < 20; frame += 1) await nextFrame(page);
    seen = await steps(page);
  }
  return seen;
}

/** Drags a weight in the window of what is served, and prints input to painted beside empty frames of the same page. */
export async function measureDrag(app: ServedApp, name: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(app.url);
    await page.getByRole('link', { name: 'What-if', exact: true }).click({ timeout: DEADLINE });
    await page.getByRole('region', { name: 'Distribution' }).waitFor({ timeout: DEADLINE });
    await drag(page);
    await stepsOf(page);
    await page.evaluate(() => performance.clearMeasures('whatif-step'));
    const empty = await emptyFrames(page, FRAMES);
    await drag(page);
    const frame = figuresOf(empty.interval).median;
    const where = `${VIEWPORT.width} × ${VIEWPORT.height}, headless Chromium ${browser.version()}`;
    console.log(`What-if on ${name}: one slider, ${MOVES} mouse moves, ${where}`);
    console.log(lineOf('input → painted', figuresOf(await stepsOf(page)), frame));
    console.log(lineOf('empty frame of the same page', figuresOf(empty.painted), frame));
    console.log(
      `  one frame is ${frame.toFixed(1)} ms; moves that share a frame are measured from the earliest of them`,
    );
  } finally {
    await browser.close();
  }
}
