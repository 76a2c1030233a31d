import type { Page } from '@playwright/test';

/** What one input did, ms: to the next frame that could answer it, and to the frame that shows all of the new state. */
export type Painted = { readonly first: number; readonly whole: number };

/** Name on the window under which a measurement waits. */
const WAITING = 'benchPainted';

/** Part of the address, and what must stand in the document, once an input has been answered. */
export type Expected = { readonly hash: string; readonly selector: string };

const DEADLINE = 120_000;

/** Waits in the page for the next input of `kind`, then frame by frame for the state it leads to. */
function armed(page: Page, kind: 'click' | 'input' | 'change', expected: Expected): Promise<void> {
  return page.evaluate(
    ({ kind, hash, selector, deadline, name }) => {
      const before = location.hash;
      const main = () => document.querySelector('main');
      const isWhole = (): boolean =>
        location.hash !== before &&
        decodeURIComponent(location.hash).includes(hash) &&
        document.querySelector(selector) !== null &&
        main()?.querySelector('[aria-busy=true], [role=status][aria-label^=Loading], .ag-rows .sk') === null;
      const afterPaint = (done: () => void): void => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          channel.port1.close();
          done();
        };
        channel.port2.postMessage(null);
      };
      const promise = new Promise<Painted>((resolve, reject) => {
        document.addEventListener(
          kind,
          (event) => {
            const since = event.timeStamp;
            let first = 0;
            const look = (): void => {
              const whole = isWhole();
              afterPaint(() => {
                const passed = performance.now() - since;
                if (first === 0) first = passed;
                if (whole) resolve({ first, whole: passed });
                else if (passed > deadline)
                  reject(new Error(`A ${kind} led to ${location.hash} in place of ${hash} with ${selector}.`));
                else requestAnimationFrame(look);
              });
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      });
      Reflect.set(window, name, promise);
    },
    { kind, ...expected, deadline: DEADLINE, name: WAITING },
  );
}

/** Input to painted: `act` gives the page one input, which leads to what is expected. */
export async function painted(
  page: Page,
  kind: 'click' | 'input' | 'change',
  expected: Expected,
  act: () => Promise<unknown>,
): Promise<Painted> {
  await armed(page, kind, expected);
  await act();
  return page.evaluate((name): Promise<Painted> => Reflect.get(window, name), WAITING);
}

/** Frame to frame, ms, of a page that does nothing. */
export function emptyIntervals(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (frames) => {
    const intervals: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let index = 0; index < frames; index += 1) {
      const frame = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      intervals.push(frame - last);
      last = frame;
    }
    return intervals;
  }, count);
}

export type Scrolled = {
  /** Frame to frame, ms. */
  readonly intervals: number[];
  /** Frames in which a line in sight was still on its way. */
  readonly waiting: number;
  /** From the last step to the frame in which every line in sight is there, ms. */
  readonly settled: number;
};

/** Scrolls the list of accounts from its top by equal steps, one a frame; `step` in px, or null for the whole list. */
export function scrolled(page: Page, frames: number, step: number | null): Promise<Scrolled> {
  return page.evaluate(
    async ({ frames, step, deadline }) => {
      const box = document.querySelector<HTMLElement>('.ag-scroll');
      if (!box) throw new Error('There is no list.');
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      // Where the list has not been drawn yet nothing is hit, and where a line is on its way its grey bar.
      const isWaiting = (): boolean => {
        const { left, top, bottom } = box.getBoundingClientRect();
        return [top + 48, (top + bottom) / 2, bottom - 24].some((y) => {
          const line = document.elementFromPoint(left + 60, y)?.closest('[role=row]');
          return !line || line.querySelector('.sk') !== null;
        });
      };
      box.scrollTop = 0;
      for (let still = 0; still < 20; still += 1) await frame();
      while (isWaiting()) await frame();
      const by = step ?? (box.scrollHeight - box.clientHeight) / frames;
      const intervals: number[] = [];
      let waiting = 0;
      let last = await frame();
      for (let index = 1; index <= frames; index += 1) {
        box.scrollTop = by * index;
        const now = await frame();
        intervals.push(now - last);
        if (isWaiting()) waiting += 1;
        last = now;
      }
      const stopped = performance.now();
      while (isWaiting() && performance.now() - stopped < deadline) await frame();
      return { intervals, waiting, settled: performance.now() - stopped };
    },
    { frames, step, deadline: DEADLINE },
  );
}
