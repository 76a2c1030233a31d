import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitLogistic, judge, rocAuc, thresholdTable } from '#electron/engine/index.ts';
import { ROOT } from '../support/paths.ts';
import { figuresOf, growthExponent } from './figures.ts';
import { machineText } from './machine.ts';
import { child, lastLine, pythonWith } from './peers.ts';
import { randomFrom } from './random.ts';
import { type Run, type Runner, readOptions, reportRounds, takeTurns } from './rounds.ts';

const FIT_ROWS = 10_000;
const FIT_COLUMNS = 20;
const THRESHOLDS = Array.from({ length: 101 }, (_, score) => score);
const RESAMPLES = 2000;
const CLI = join(ROOT, 'electron/hosts/cli/main.ts');
const PEERS = join(import.meta.dirname, 'validate-peers.py');

type Scored = { readonly score: Float64Array; readonly risk: Float64Array; readonly churned: Uint8Array };

/** Work shorter than this would be measured while it is still being compiled; the peers are compiled when they start. */
const WARM_UP_MS = 100;

function median(rounds: number, work: () => void): number {
  const started = performance.now();
  while (performance.now() - started < WARM_UP_MS) work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    work();
    times.push(performance.now() - begun);
  }
  return figuresOf(times).median;
}

/** Scores 0-100 of which the low ones churn more, 8 % in all; every tenth is a whole number, so that there are ties. */
function scoresOf(rows: number): Scored {
  const random = randomFrom(rows);
  const score = new Float64Array(rows);
  const churned = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    churned[row] = random() < 0.08 ? 1 : 0;
    const value = 100 * Math.sqrt(random()) - (churned[row] === 1 ? 20 * random() : 0);
    score[row] = Math.max(0, row % 10 === 0 ? Math.round(value) : value);
  }
  return { score, risk: score.map((value) => -value), churned };
}

function fitData(): { readonly x: readonly Float64Array[]; readonly y: Uint8Array } {
  const random = randomFrom(7);
  const x = Array.from({ length: FIT_COLUMNS }, () => Float64Array.from({ length: FIT_ROWS }, () => 2 * random() - 1));
  const y = Uint8Array.from({ length: FIT_ROWS }, (_, row) => {
    const z = x.reduce((sum, column, k) => sum + ((k % 5) - 2) * 0.4 * (column[row] ?? 0), -1);
    return random() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  });
  return { x, y };
}

function line(name: string, ms: number): void {
  console.log(`  ${name.padEnd(36)} median ${ms.toFixed(2).padStart(9)} ms`);
}

type Peer = { readonly name: string; readonly goal: number; readonly args: readonly string[]; readonly within: number };

/** A measurement of this process and its peer's, in turns; throws unless both come to the same figures. Answers our median. */
function pair(
  title: string,
  { rounds, runs, python }: { readonly rounds: number; readonly runs: number; readonly python: string | undefined },
  work: () => readonly number[],
  { name, goal, args, within }: Peer,
): number {
  const ours = work();
  const own: Runner = {
    name: 'bellwether',
    goal: null,
    run: () => ({ ms: median(rounds, work), cpuMs: null, peakKb: process.resourceUsage().maxRSS }),
  };
  const peer: Runner = {
    name,
    goal,
    run: () => {
      const [what = '', ...sizes] = args;
      const run: Run & { readonly sample: readonly number[] } = JSON.parse(
        lastLine(python ?? '', [PEERS, what, sizes[0] ?? '', String(rounds), ...sizes.slice(1)]),
      );
      const at = ours.findIndex((value, index) => !(Math.abs(value - (run.sample[index] ?? Number.NaN)) <= within));
      if (at >= 0 || ours.length !== run.sample.length)
        throw new Error(`${title}: we say ${ours[at]}, ${name} ${run.sample[at]}.`);
      return { ms: run.ms, cpuMs: null, peakKb: run.peakKb };
    },
  };
  console.log(`\n${title}`);
  return reportRounds(takeTurns(python ? [own, peer] : [own], runs));
}

function resampling(accounts: number): void {
  const landmarks = 8;
  const { risk, churned } = scoresOf(accounts * landmarks);
  const cluster = Int32Array.from({ length: risk.length }, (_, row) => Math.floor(row / landmarks));
  const begun = performance.now();
  judge(risk, null, { cluster, clusters: accounts, outcome: churned }, { resamples: RESAMPLES, seed: 1 });
  line(`${accounts} accounts × ${landmarks}, ${RESAMPLES} resamples`, performance.now() - begun);
}

function sampleBackTest(folder: string, runs: number): void {
  const workspace = join(folder, 'sample.bellwether');
  child(CLI, 'sample', workspace);
  const times = Array.from({ length: runs }, () => {
    const begun = performance.now();
    child(CLI, 'backtest', workspace, '--resamples', String(RESAMPLES), '--json');
    return performance.now() - begun;
  });
  line(`backtest of the sample as a whole process, ${RESAMPLES} resamples`, figuresOf(times).median);
}

export async function benchValidate(args: readonly string[]): Promise<void> {
  const { quick, runs } = readOptions(args);
  const rounds = quick ? 3 : 9;
  const sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-bench-'));
  try {
    const scored = new Map(sizes.map((rows) => [rows, scoresOf(rows)]));
    const { x, y } = fitData();
    for (const [rows, { score, churned }] of scored) {
      writeFileSync(join(folder, `score-${rows}.f64`), score);
      writeFileSync(join(folder, `churned-${rows}.u8`), churned);
    }
    for (const column of x) writeFileSync(join(folder, 'fit-x.f64'), column, { flag: 'a' });
    writeFileSync(join(folder, 'fit-y.u8'), y);
    const python = pythonWith('sklearn');
    const turns = { rounds, runs, python };

    console.log(`Validation on ${machineText()}; medians of ${rounds} by turn.`);
    if (!python) console.log('  scikit-learn is not installed: without its figures beside ours.');
    const growth: { rows: number; ms: number }[] = [];
    for (const [rows, { score, risk, churned }] of scored) {
      const peer = (what: string) => [what, folder, String(rows), '0'];
      const auc = { name: 'scikit-learn', goal: 0.4, args: peer('auc'), within: 1e-9 };
      growth.push({ rows, ms: pair(`exact AUC, ${rows} rows`, turns, () => [rocAuc(risk, churned)], auc) });
      const hits = { name: 'numpy', goal: 0.05, args: peer('thresholds'), within: 0 };
      const table = () => thresholdTable(score, churned, THRESHOLDS).map(({ tp }) => tp);
      pair(`101 thresholds, ${rows} rows`, turns, table, hits);
    }
    console.log(`\n  exact AUC grows with rows^${growthExponent(growth).toFixed(2)}`);
    const logistic = () => {
      const { intercept, coefficients } = fitLogistic(x, y, { ridge: 1 });
      return [intercept, ...coefficients];
    };
    const newton = {
      name: 'scikit-learn newton-cholesky',
      goal: 0.9,
      args: ['fit', folder, String(FIT_ROWS), String(FIT_COLUMNS)],
      within: 1e-6,
    };
    pair(`logistic fit, ${FIT_ROWS} × ${FIT_COLUMNS}`, turns, logistic, newton);
    console.log('');
    resampling(quick ? 1000 : 10_000);
    sampleBackTest(folder, quick ? 1 : runs);
    console.log(`  peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
