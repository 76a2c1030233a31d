import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitLogistic, judge, rocAuc, thresholdTable } from '#electron/engine/index.ts';
import { ROOT } from '../support/paths.ts';
import { figuresOf, growthExponent } from './figures.ts';
import { machineText } from './machine.ts';
import { child, lastLine, pythonWith } from './peers.ts';
import { randomFrom } from './random.ts';
import { readOptions } from './rounds.ts';

const FIT_ROWS = 10_000;
const FIT_COLUMNS = 20;
const THRESHOLDS = Array.from({ length: 101 }, (_, score) => score);
const RESAMPLES = 2000;
const CLI = join(ROOT, 'electron/hosts/cli/main.ts');
const PEERS = join(import.meta.dirname, 'validate-peers.py');

type Peers = {
  readonly auc: Record<string, { readonly ms: number; readonly value: number }>;
  readonly thresholds: Record<string, { readonly ms: number; readonly hits: readonly number[] }>;
  readonly fit: { readonly ms: number; readonly coefficients: readonly number[] };
};
type Scored = { readonly score: Float64Array; readonly risk: Float64Array; readonly churned: Uint8Array };

function median(rounds: number, work: () => void): number {
  for (let warmUp = 0; warmUp < 3; warmUp++) work();
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

function line(
  name: string,
  ms: number,
  peer?: { readonly name: string; readonly ms: number; readonly goal: number },
): void {
  const ratio = peer
    ? `   ${peer.name} ${peer.ms.toFixed(2)} ms: we take ${(ms / peer.ms).toFixed(3)} of its time (goal ≤ ${peer.goal})`
    : '';
  console.log(`  ${name.padEnd(36)} median ${ms.toFixed(2).padStart(9)} ms${ratio}`);
}

/** Throws unless a peer came to the same figure: that is what makes its time worth comparing. */
function same(what: string, ours: number, theirs: number, within: number): void {
  if (!(Math.abs(ours - theirs) <= within)) throw new Error(`${what}: we say ${ours}, the peer ${theirs}.`);
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
    const result: { ms: number } = JSON.parse(
      lastLine(process.execPath, [CLI, 'backtest', workspace, '--resamples', String(RESAMPLES), '--json']),
    );
    return result.ms;
  });
  line(`whole back-test of the sample, ${RESAMPLES} resamples`, figuresOf(times).median);
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
    writeFileSync(join(folder, 'sizes.json'), JSON.stringify({ rows: sizes, fit: [FIT_ROWS, FIT_COLUMNS] }));
    const python = pythonWith('sklearn');
    const peers: Peers | null = python ? JSON.parse(lastLine(python, [PEERS, folder, String(rounds)])) : null;

    console.log(`Validation on ${machineText()}; medians of ${rounds}.`);
    if (!peers) console.log('  scikit-learn is not installed: without its figures beside ours.');
    const growth: { rows: number; ms: number }[] = [];
    for (const [rows, { score, risk, churned }] of scored) {
      const ms = median(rounds, () => rocAuc(risk, churned));
      growth.push({ rows, ms });
      const peer = peers?.auc[rows];
      if (peer) same('AUC', rocAuc(risk, churned), peer.value, 1e-9);
      line(`exact AUC, ${rows} rows`, ms, peer && { name: 'scikit-learn', ms: peer.ms, goal: 0.4 });
      const table = median(rounds, () => thresholdTable(score, churned, THRESHOLDS));
      const counted = peers?.thresholds[rows];
      if (counted)
        for (const [at, { tp }] of thresholdTable(score, churned, THRESHOLDS).entries())
          same('hits', tp, counted.hits[at] ?? -1, 0);
      line(`101 thresholds, ${rows} rows`, table, counted && { name: 'numpy', ms: counted.ms, goal: 0.05 });
    }
    console.log(`  exact AUC grows with rows^${growthExponent(growth).toFixed(2)}`);
    const logistic = (): ReturnType<typeof fitLogistic> => fitLogistic(x, y, { ridge: 1 });
    const fitted = logistic();
    const ours = [fitted.intercept, ...fitted.coefficients];
    for (const [k, value] of peers ? ours.entries() : [])
      same('coefficient', value, peers?.fit.coefficients[k] ?? Number.NaN, 1e-6);
    line(
      `logistic fit, ${FIT_ROWS} × ${FIT_COLUMNS}`,
      median(rounds, logistic),
      peers ? { name: 'scikit-learn newton-cholesky', ms: peers.fit.ms, goal: 0.9 } : undefined,
    );
    resampling(quick ? 1000 : 10_000);
    sampleBackTest(folder, quick ? 1 : runs);
    console.log(`  peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
