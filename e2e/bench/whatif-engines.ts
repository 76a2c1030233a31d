import { join } from 'node:path';
import { figuresOf, growthExponent, lineOf } from './figures.ts';
import { writeStepData } from './kernel.ts';
import { child, hasDuckDb, lastLine, pythonWith } from './peers.ts';
import { type BenchOptions, type Run, type Runner, reportRounds, takeTurns } from './rounds.ts';

const CHILD = join(import.meta.dirname, 'whatif-child.ts');
const SCORE_CHILD = join(import.meta.dirname, 'score-child.ts');
const PEERS = join(import.meta.dirname, 'whatif-peers.py');

const STEPS = 240;
const NUMPY_STEPS = 60;
const DUCKDB_STEPS = 10;
const HISTORY_STEPS = 40;
/** Larger portfolios take fewer steps, so that a round of all engines stays below a minute. */
const FULL_ACCOUNTS = 200_000;
const MIN_STEPS = 5;
const stepsOf = (most: number, accounts: number): string =>
  String(Math.max(MIN_STEPS, Math.round(most * Math.min(1, FULL_ACCOUNTS / accounts))));
const count = (value: number): string => value.toLocaleString('en');
const mb = (kb: number): string => `${Math.round(kb / 1024)} MB`;

type Sampled = { readonly ms: number; readonly peakKb: number; readonly sample: readonly number[] };

/** Throws unless both came to the same numbers: that is what makes their times worth comparing. */
function same(peer: string, ours: readonly number[], theirs: readonly number[]): void {
  const at = ours.findIndex((value, index) => !(Math.abs(value - (theirs[index] ?? Number.NaN)) <= 1e-6));
  if (ours.length === 0 || ours.length !== theirs.length || at >= 0)
    throw new Error(`${peer} comes to ${theirs[at]} where we have ${ours[at]}.`);
}

/** One step of a slider on all accounts, beside numpy and DuckDB: scores, tiers, migration, histogram and ARR of each. */
export function benchSteps(folder: string, { quick, runs, only }: BenchOptions): void {
  const python = pythonWith('numpy');
  const points: { rows: number; ms: number }[] = [];
  console.log(
    '\nOne step: every account re-weighed; scores, tiers, moves between them, histogram, at risk, ARR of each',
  );
  if (!python) console.log('  not on this machine: python3 with numpy');
  if (!hasDuckDb()) console.log('  not on this machine: @duckdb/node-api');
  for (const accounts of quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
    writeStepData(folder, accounts);
    let ours: readonly number[] = [];
    const runner = (name: string, goal: number | null, work: () => string): Runner => ({
      name,
      goal,
      run: (): Run => {
        const { sample, ...run }: Sampled = JSON.parse(work());
        if (ours.length === 0) ours = sample;
        same(name, ours, sample);
        return { ...run, cpuMs: null };
      },
    });
    const runners = [runner('bellwether', null, () => child(CHILD, 'bellwether', folder, stepsOf(STEPS, accounts)))];
    if (python && 'numpy'.includes(only))
      runners.push(
        runner('numpy', 0.7, () => lastLine(python, [PEERS, 'step', folder, stepsOf(NUMPY_STEPS, accounts)])),
      );
    if (hasDuckDb() && 'duckdb'.includes(only))
      runners.push(
        runner('DuckDB, 2 threads', 0.02, () => child(CHILD, 'duckdb', folder, stepsOf(DUCKDB_STEPS, accounts))),
      );
    console.log(`\n${count(accounts)} accounts × 5 dimensions, every sum compared`);
    points.push({ rows: accounts, ms: reportRounds(takeTurns(runners, runs)) });
  }
  console.log(`\n  growth exponent: ${growthExponent(points).toFixed(2)}`);
}

type Replies = Sampled & {
  readonly first: number;
  readonly next: readonly number[];
  readonly firstAccuracy: number;
  readonly accuracy: readonly number[];
  readonly gap: string | null;
  readonly bytes: readonly [number, number];
};

/** `whatif.history` through the core, beside numpy that only re-weighs: mean, accounts at risk and their ARR by week. */
export function benchWhatIfHistory(folder: string, { quick, runs, only }: BenchOptions): void {
  const python = pythonWith('numpy');
  const [accounts, weeks] = [quick ? 1000 : 10_000, 104];
  const path = join(folder, 'whatif.bellwether');
  const size = [String(accounts), String(weeks)];
  for (const [script, work] of [
    [SCORE_CHILD, 'make'],
    [SCORE_CHILD, 'history'],
    [CHILD, 'churn'],
    [CHILD, 'export'],
  ] as const)
    child(script, work, path, ...size);
  const replies: Replies[] = [];
  const runners: Runner[] = [
    {
      name: 'next reply',
      goal: null,
      run: () => {
        const reply: Replies = JSON.parse(child(CHILD, 'history', path, String(HISTORY_STEPS)));
        replies.push(reply);
        return { ms: figuresOf(reply.next).median, cpuMs: null, peakKb: reply.peakKb };
      },
    },
  ];
  if (python && 'numpy'.includes(only))
    runners.push({
      name: 'numpy',
      goal: null,
      run: () => {
        const { sample, ...run }: Sampled = JSON.parse(lastLine(python, [PEERS, 'history', folder, '10']));
        same('numpy', replies[0]?.sample ?? [], sample);
        return { ...run, cpuMs: null };
      },
    });
  console.log(
    `\nThe whole history, ${count(accounts)} accounts × ${weeks} weeks × 5 dimensions: whatif.history through the core`,
  );
  if (python)
    console.log('  numpy re-weighs and adds up; the reply has confirmed changes of tier and the side before as well');
  const taken = takeTurns(runners, runs);
  const [bytes = 0, accuracyBytes = 0] = replies[0]?.bytes ?? [];
  const peak = Math.max(...replies.map(({ peakKb }) => peakKb));
  const line = (name: string, of: (reply: Replies) => readonly number[]): void =>
    console.log(lineOf(name, figuresOf(replies.flatMap(of))));
  line('first reply', ({ first }) => [first]);
  line('next replies, other weights', ({ next }) => next);
  line('first reply with accuracy', ({ firstAccuracy }) => [firstAccuracy]);
  line('next replies with accuracy', ({ accuracy }) => accuracy);
  if (replies[0]?.gap) console.log(`  no accuracy: ${replies[0].gap}`);
  console.log(
    `  reply ${count(bytes)} bytes, with accuracy ${count(accuracyBytes)}; peak memory of the process ${mb(peak)}`,
  );
  reportRounds(taken);
}
