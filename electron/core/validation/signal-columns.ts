import { computeSignals, SIGNAL_IDS } from '#electron/engine/index.ts';
import { factsIndexOf, factsOf } from '../views/book.ts';
import type { Scene } from './scene.ts';

/** Every signal at the landmark of every row, as it was known then; `onStep` is told the share done. */
export function signalColumns(
  { context, book, rows }: Scene,
  onStep: (share: number) => void,
): readonly Float64Array[] {
  const columns = SIGNAL_IDS.map(() => new Float64Array(rows.length).fill(Number.NaN));
  const byLandmark = rows.days.map((): number[] => []);
  for (let row = 0; row < rows.length; row++) byLandmark[rows.landmark[row] as number]?.push(row);
  rows.days.forEach((day, landmark) => {
    onStep(landmark / rows.days.length);
    const { values } = computeSignals(factsOf(context), day, book.model, 0, undefined, factsIndexOf(context));
    for (const row of byLandmark[landmark] ?? [])
      columns.forEach((column, signal) => {
        column[row] = values[signal]?.[rows.account[row] as number] ?? Number.NaN;
      });
  });
  return columns;
}
