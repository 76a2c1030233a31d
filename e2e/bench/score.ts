import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { growthExponent } from './figures.ts';
import { machineText } from './machine.ts';
import { child, hasDuckDb, pythonWith } from './peers.ts';
import { type BenchOptions, type Run, type Runner, readOptions, reportRounds, takeTurns } from './rounds.ts';
import { withDataFolder } from './sample.ts';
import type { Size } from './score-data.ts';
import { compareScores, runPythonKernel, writeKernelData } from './score-kernel.ts';

const CHILD = join(import.meta.dirname, 'score-child.ts');
const KERNEL_CHILD = join(import.meta.dirname, 'score-kernel-child.ts');
const ROUNDS_INSIDE = 5;
const count = (value: number): string => value.toLocaleString('en');

type ChildRun = Run & { readonly sample: readonly (number | null)[] };

/** Throws unless both came to the same numbers: that is what makes their times worth comparing. */
function compare(name: string, ours: ChildRun, theirs: ChildRun): void {
  const at = ours.sample.findIndex((value, index) => {
    const other = theirs.sample[index] ?? null;
    return value === null ? other !== null : other === null || !(Math.abs(value - other) <= 1e-6);
  });
  if (ours.sample.length === 0 || ours.sample.length !== theirs.sample.length || at >= 0)
    throw new Error(`${name} comes to other numbers: ${theirs.sample[at]} where we have ${ours.sample[at]}.`);
}

type Work = { readonly name: string; readonly goal: number | null; readonly args: readonly string[] };

/** Peers by the name of their work; the first one is ours, and every other one has to come to its numbers. */
function runnersOf(works: readonly Work[]): Runner[] {
  let ours: ChildRun | undefined;
  return works.map(({ name, goal, args }) => ({
    name,
    goal,
    run: () => {
      const run = JSON.parse(child(CHILD, ...args)) as ChildRun;
      if (ours) compare(name, ours, run);
      else ours = run;
      return run;
    },
  }));
}

const sizeArgs = ({ accounts, weeks }: Size): string[] => [String(accounts), String(weeks)];

function kernel(folder: string, { quick, runs, only }: BenchOptions): void {
  const points: { rows: number; ms: number }[] = [];
  const python = { numpy: pythonWith('numpy'), pandas: pythonWith('pandas') };
  const missing = Object.entries(python).flatMap(([name, command]) => (command ? [] : [`python3 with ${name}`]));
  console.log('Composite of 20 signals: the point rules of the default model, coverage, state and tier');
  if (missing.length > 0) console.log(`  not on this machine: ${missing.join(', ')}`);
  for (const accounts of quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
    writeKernelData(folder, accounts);
    const runners: Runner[] = [
      {
        name: 'bellwether',
        goal: null,
        run: () => ({ cpuMs: null, ...JSON.parse(child(KERNEL_CHILD, folder, String(ROUNDS_INSIDE))) }) as Run,
      },
    ];
    for (const [peer, goal] of [
      ['numpy', 3],
      ['pandas', 0.7],
    ] as const) {
      const command = python[peer];
      if (!command || !peer.includes(only)) continue;
      runners.push({
        name: peer,
        goal,
        run: () => {
          const run = runPythonKernel(command, peer, folder, ROUNDS_INSIDE);
          compareScores(folder, peer);
          return { cpuMs: null, ...run };
        },
      });
    }
    console.log(`\n${count(accounts)} accounts × 20 signals, every score compared`);
    points.push({ rows: accounts, ms: reportRounds(takeTurns(runners, runs)) });
  }
  console.log(`\n  growth exponent: ${growthExponent(points).toFixed(2)}`);
}

function history(folder: string, { quick, runs, only }: BenchOptions): void {
  const sizes: Size[] = quick
    ? [500, 1000, 2000].map((accounts) => ({ accounts, weeks: 104 }))
    : [2500, 5000, 10_000].map((accounts) => ({ accounts, weeks: 104 })).concat({ accounts: 100_000, weeks: 26 });
  const duck = hasDuckDb() && 'duckdb'.includes(only.toLowerCase());
  console.log('\nHistory from stored facts: every signal, score and tier of every week, stored');
  if (!hasDuckDb()) console.log('  not on this machine: @duckdb/node-api');
  if (duck)
    console.log(
      '  DuckDB, 2 threads: login, ticket and survey signals of the same weeks from the same rows in its own tables; once as SQL\n  says it (rows joined with the weeks they count in), once tuned by hand (running sums joined at the bounds of windows)',
    );
  const points: { rows: number; ms: number }[] = [];
  for (const size of sizes) {
    const [own, theirs] = [join(folder, 'history.bellwether'), join(folder, 'history.duckdb')];
    child(CHILD, 'make', own, ...sizeArgs(size));
    if (duck) child(CHILD, 'make-duckdb', theirs, ...sizeArgs(size));
    console.log(`\n${count(size.accounts)} accounts × ${size.weeks} weeks, four signals compared`);
    const works: Work[] = [{ name: 'bellwether', goal: null, args: ['history', own, ...sizeArgs(size)] }];
    if (duck)
      works.push(
        { name: 'DuckDB', goal: 1, args: ['duckdb-join', theirs, ...sizeArgs(size)] },
        { name: 'DuckDB by hand', goal: null, args: ['duckdb-running', theirs, ...sizeArgs(size)] },
      );
    const ms = reportRounds(takeTurns(runnersOf(works), runs));
    if (size.weeks === 104) points.push({ rows: size.accounts, ms });
    for (const path of [own, theirs])
      for (const suffix of ['', '-wal', '-shm', '.wal']) rmSync(`${path}${suffix}`, { force: true });
  }
  console.log(`\n  growth exponent with the number of accounts: ${growthExponent(points).toFixed(2)}`);
}

/** `npm run bench -- score`. */
export async function benchScore(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  await withDataFolder(async (folder) => {
    kernel(folder, options);
    history(folder, options);
  });
  console.log(`  ${machineText()}`);
}

/** `npm run bench -- features`. */
export async function benchFeatures(args: readonly string[]): Promise<void> {
  const { quick, runs, only } = readOptions(args);
  await withDataFolder(async (folder) => {
    const [own, theirs] = [join(folder, 'features.bellwether'), join(folder, 'features.duckdb')];
    const duck = hasDuckDb() && 'duckdb'.includes(only.toLowerCase());
    console.log('Usage signals of all accounts as of one day, from stored rows: the file is opened, read and added up');
    if (!hasDuckDb()) console.log('  not on this machine: @duckdb/node-api');
    const points: { rows: number; ms: number }[] = [];
    for (const accounts of quick ? [500, 1000, 2000] : [1400, 2800, 5500]) {
      const size: Size = { accounts, weeks: 104 };
      child(CHILD, 'make-usage', own, ...sizeArgs(size));
      if (duck) child(CHILD, 'make-duckdb', theirs, ...sizeArgs(size));
      const works: Work[] = [{ name: 'bellwether', goal: null, args: ['features', own, ...sizeArgs(size)] }];
      if (duck) works.push({ name: 'DuckDB', goal: 1, args: ['duckdb-features', theirs, ...sizeArgs(size)] });
      if ('sqlite'.includes(only.toLowerCase()))
        works.push({ name: 'SQLite SQL', goal: 0.2, args: ['sqlite-features', own, ...sizeArgs(size)] });
      // 910 rows an account: weekdays' logins, three weekly and three monthly metrics.
      const rows = accounts * 910;
      console.log(`\n${count(rows)} rows, one signal compared`);
      points.push({ rows, ms: reportRounds(takeTurns(runnersOf(works), runs)) });
      for (const path of [own, theirs])
        for (const suffix of ['', '-wal', '-shm', '.wal']) rmSync(`${path}${suffix}`, { force: true });
    }
    console.log(`\n  growth exponent: ${growthExponent(points).toFixed(2)}`);
  });
  console.log(`  ${machineText()}`);
}
