import { createWhatIfKernel } from '#electron/engine/index.ts';
import { readModel, snapshotOfDimensions } from '#electron/engine/testing/fixtures.ts';
import { type Figures, figuresOf } from './figures.ts';
import { randomFrom } from './random.ts';

const STEPS = 240;
const WARM_UP = 40;
const MISSING = 0.1;
const SEGMENTS = ['SMB', 'Mid-Market', 'Enterprise'];

/** Times one re-weighting of synthetic accounts: five dimensions in steps of 5 points, one in ten unknown. */
export function measureKernel(accounts: number): Figures {
  const random = randomFrom(42);
  const model = readModel('003-signal');
  const rows = Array.from({ length: accounts }, () =>
    model.dimensions.map(() => (random() < MISSING ? Number.NaN : Math.round(random() * 20) * 5)),
  );
  const segments = rows.map(() => SEGMENTS[Math.floor(random() * SEGMENTS.length)] ?? '');
  const kernel = createWhatIfKernel({
    model,
    snapshot: snapshotOfDimensions(model, rows, segments),
    arr: Float64Array.from({ length: accounts }, () => Math.round(random() * 200_000)),
    segments,
  });
  const times: number[] = [];
  for (let step = 0; step < STEPS + WARM_UP; step += 1) {
    const first = 5 + (90 * (step % 120)) / 119;
    const rest = (100 - first) / (model.dimensions.length - 1);
    const weights = model.dimensions.map((_, index) => (index === 0 ? first : rest));
    const begun = performance.now();
    kernel.run(weights);
    if (step >= WARM_UP) times.push(performance.now() - begun);
  }
  return figuresOf(times);
}
