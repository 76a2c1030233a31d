import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWhatIfKernel } from '#electron/engine/index.ts';
import { readModel, snapshotOfDimensions } from '#electron/engine/testing/fixtures.ts';
import { thresholdsFor } from '#shared/model/thresholds.ts';
import { figuresOf } from './figures.ts';
import { randomFrom } from './random.ts';

const WARM_UP = 40;
const MISSING = 0.1;
const SEGMENTS = ['SMB', 'Mid-Market', 'Enterprise'];
const MODEL = readModel('003-signal');
const WIDTH = MODEL.dimensions.length;
const SWING = 120;

export type Steps = { readonly ms: number; readonly sample: readonly number[] };

/** Weights of a step: the first one swings from 5 to 95, the others share the rest. */
function stepWeights(step: number): number[] {
  const first = 5 + (90 * (step % SWING)) / (SWING - 1);
  return MODEL.dimensions.map((_, index) => (index === 0 ? first : (100 - first) / (WIDTH - 1)));
}

export const STEP_WEIGHTS: readonly (readonly number[])[] = Array.from({ length: SWING }, (_, step) =>
  stepWeights(step),
);

/** Synthetic accounts for all engines: five dimensions in steps of 5 points, one in ten unknown; and every step's weights. */
export function writeStepData(folder: string, accounts: number): void {
  const random = randomFrom(42);
  const columns = MODEL.dimensions.map(() => new Float64Array(accounts));
  const arr = new Float64Array(accounts);
  const segment = new Uint8Array(accounts);
  for (let row = 0; row < accounts; row++) {
    for (const column of columns) column[row] = random() < MISSING ? Number.NaN : Math.round(random() * 20) * 5;
    arr[row] = Math.round(random() * 200_000);
    segment[row] = Math.floor(random() * SEGMENTS.length);
  }
  for (const [d, column] of columns.entries()) writeFileSync(join(folder, `x${d}.f64`), column);
  writeFileSync(join(folder, 'arr.f64'), arr);
  writeFileSync(join(folder, 'segment.u8'), segment);
  writeFileSync(join(folder, 'was.u8'), kernelOf(columns, arr, segment).snapshot.tier);
  writeFileSync(
    join(folder, 'step.json'),
    JSON.stringify({
      accounts,
      tiers: MODEL.tiers.length,
      bounds: SEGMENTS.map((name) => thresholdsFor(MODEL, name).slice(0, -1)),
      provisional: MODEL.missingPolicy.minProvisionalCoverage,
      weights: STEP_WEIGHTS,
    }),
  );
}

function kernelOf(columns: readonly Float64Array[], arr: Float64Array, segment: Uint8Array) {
  const segments = Array.from(segment, (at) => SEGMENTS[at] ?? '');
  const rows = segments.map((_, row) => columns.map((column) => column[row] ?? Number.NaN));
  const snapshot = snapshotOfDimensions(MODEL, rows, segments);
  return { snapshot, kernel: createWhatIfKernel({ model: MODEL, snapshot, arr, segments }) };
}

const bytes = (folder: string, name: string): Uint8Array => Uint8Array.from(readFileSync(join(folder, name)));
const reals = (folder: string, name: string): Float64Array => new Float64Array(bytes(folder, name).buffer);

/** The median step of a folder's accounts, and what the last one came to. */
export function runSteps(folder: string, steps: number): Steps {
  const columns = MODEL.dimensions.map((_, d) => reals(folder, `x${d}.f64`));
  const { kernel } = kernelOf(columns, reals(folder, 'arr.f64'), bytes(folder, 'segment.u8'));
  const times: number[] = [];
  for (let step = -WARM_UP; step < steps; step += 1) {
    const weights = stepWeights(step + SWING);
    const begun = performance.now();
    kernel.run(weights);
    if (step >= 0) times.push(performance.now() - begun);
  }
  const { after, movedUp, movedDown } = kernel.run(stepWeights(1));
  return {
    ms: figuresOf(times).median,
    sample: [
      after.mean,
      after.atRiskAccounts,
      after.atRiskArr,
      movedUp.accounts,
      movedUp.arr,
      movedDown.accounts,
      movedDown.arr,
      ...after.tierAccounts,
      ...after.tierArr,
      ...after.histogram,
    ],
  };
}

type StepData = {
  readonly accounts: number;
  readonly tiers: number;
  readonly bounds: readonly (readonly number[])[];
  readonly provisional: number;
  readonly weights: readonly (readonly number[])[];
};

/** The step as one statement over table `a`: accounts, ARR and Σ H by tier before, tier after and bin of the histogram. */
function stepSql({ tiers, bounds, provisional, weights }: StepData, step: number): string {
  const own = weights[step % weights.length] ?? [];
  const all = own.reduce((sum, weight) => sum + weight, 0);
  const sum = own.map((weight, d) => `${weight} * coalesce(x${d}, 0)`).join(' + ');
  const known = own.map((weight, d) => `CASE WHEN x${d} IS NULL THEN 0 ELSE ${weight} END`).join(' + ');
  const below = (bound: number): string =>
    `(h < CASE segment ${bounds.map((of, segment) => `WHEN ${segment} THEN ${of[bound]}`).join(' ')} END)::INTEGER`;
  const tier = Array.from({ length: tiers - 1 }, (_, bound) => below(bound)).join(' + ');
  return `WITH s AS (SELECT was, segment, arr, ${sum} AS total, ${known} AS known FROM a),
    h AS (SELECT was, segment, arr, CASE WHEN known > 0 AND floor(known / ${all} * 1e6 + 0.5) / 1e6 >= ${provisional}
      THEN floor(total / known * 1e6 + 0.5) / 1e6 END AS h FROM s)
    SELECT was, coalesce(${tier}, ${tiers})::INTEGER AS now, CASE WHEN h IS NOT NULL THEN least(39, floor(h / 2.5)) END::INTEGER AS bin,
      count(*)::DOUBLE AS accounts, sum(arr) AS arr, sum(h) AS total FROM h GROUP BY ALL`;
}

type Cell = Record<'was' | 'now' | 'bin' | 'accounts' | 'arr' | 'total', number | null>;

export async function duckSteps(folder: string, steps: number): Promise<Steps> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const data: StepData = JSON.parse(readFileSync(join(folder, 'step.json'), 'utf8'));
  await connection.run(
    `CREATE TABLE a (${MODEL.dimensions.map((_, d) => `x${d} DOUBLE`).join(', ')}, arr DOUBLE, segment UTINYINT, was UTINYINT)`,
  );
  const columns = MODEL.dimensions.map((_, d) => reals(folder, `x${d}.f64`));
  const [arr, segment, was] = [reals(folder, 'arr.f64'), bytes(folder, 'segment.u8'), bytes(folder, 'was.u8')];
  const appender = await connection.createAppender('a');
  for (let row = 0; row < data.accounts; row++) {
    for (const column of columns) {
      const value = column[row] ?? Number.NaN;
      if (Number.isNaN(value)) appender.appendNull();
      else appender.appendDouble(value);
    }
    appender.appendDouble(arr[row] ?? 0);
    appender.appendUTinyInt(segment[row] ?? 0);
    appender.appendUTinyInt(Math.min(was[row] ?? 0, data.tiers));
    appender.endRow();
  }
  appender.closeSync();
  const times: number[] = [];
  for (let step = -2; step < steps; step += 1) {
    const sql = stepSql(data, step + SWING);
    const begun = performance.now();
    await (await connection.runAndReadAll(sql)).getRowObjectsJS();
    if (step >= 0) times.push(performance.now() - begun);
  }
  const found = await connection.runAndReadAll(stepSql(data, 1));
  const cells = found.getRowObjectsJS().map((cell): Cell => {
    const of = (name: keyof Cell): number | null => (cell[name] === null ? null : Number(cell[name]));
    return {
      was: of('was'),
      now: of('now'),
      bin: of('bin'),
      accounts: of('accounts'),
      arr: of('arr'),
      total: of('total'),
    };
  });
  const sum = (of: 'accounts' | 'arr' | 'total', where: (cell: Cell) => boolean): number =>
    cells.filter(where).reduce((total, cell) => total + (cell[of] ?? 0), 0);
  const scored = ({ bin }: Cell): boolean => bin !== null;
  const up = ({ was: from, now }: Cell): boolean => (from ?? 0) < data.tiers && (now ?? 0) < (from ?? 0);
  const down = ({ was: from, now }: Cell): boolean => (now ?? 0) < data.tiers && (now ?? 0) > (from ?? 0);
  const atRisk = ({ bin }: Cell): boolean => bin !== null && bin < 20;
  const tiers = Array.from({ length: data.tiers }, (_, tier) => tier);
  return {
    ms: figuresOf(times).median,
    sample: [
      sum('total', scored) / sum('accounts', scored),
      sum('accounts', atRisk),
      sum('arr', atRisk),
      sum('accounts', up),
      sum('arr', up),
      sum('accounts', down),
      sum('arr', down),
      ...tiers.map((tier) => sum('accounts', ({ now }) => now === tier)),
      ...tiers.map((tier) => sum('arr', ({ now }) => now === tier)),
      ...Array.from({ length: 40 }, (_, bin) => sum('accounts', (cell) => cell.bin === bin)),
    ],
  };
}
