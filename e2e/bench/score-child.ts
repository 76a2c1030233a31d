// One engine's work on one portfolio in a process of its own, so that its peak memory is its own: prints one line of JSON.
import { createWriteContext } from '#electron/core/context.ts';
import { officialModel } from '#electron/core/model-versions.ts';
import { scoreHistories } from '#electron/core/scoring/history.ts';
import { computeSignals, indexFacts, signalColumn } from '#electron/engine/index.ts';
import { readModel } from '#electron/engine/testing/fixtures.ts';
import { closeWriter, openReader, openWriter, type ReadDb } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { refreshUsageBlocks } from '#electron/store/writes/usage-blocks.ts';
import type { KnownSignalId } from '#shared/model/signals.ts';
import { ROOT } from '../support/paths.ts';
import { duckTables, lastDay, makeWorkspace, type Size, weeksOf } from './score-data.ts';
import { featureSql, HISTORY_SIGNALS, type HistoryWay, historySql, PACKED_USAGE } from './score-sql.ts';

const [work = '', path = '', accounts = '', weeks = ''] = process.argv.slice(2);
const size: Size = { accounts: Number(accounts), weeks: Number(weeks) };
/** What the signals are measured by. */
const MODEL = readModel('003-signal');
/** Accounts whose numbers are compared. */
const SAMPLE = 20;

type Sample = (number | null)[];
type Result = { readonly ms: number; readonly cpuMs: number; readonly sample: Sample };

/** A stop-watch of wall and processor time, of all threads of this process. */
function watch(): () => { ms: number; cpuMs: number } {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - begun, cpuMs: (user + system) / 1000 };
  };
}

/** Signals of the first accounts on some days, account by account within a day. */
function sampleOf(db: ReadDb, days: readonly number[], ids: readonly KnownSignalId[]): Sample {
  const facts = readFacts(db);
  const index = indexFacts(facts);
  return days.flatMap((day) => {
    const table = computeSignals(facts, day, MODEL, 0, SAMPLE, index);
    return Array.from({ length: SAMPLE }, (_, account) =>
      ids.map((id) => {
        const value = table.values[signalColumn(id)]?.[account] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      }),
    ).flat();
  });
}

/** Weeks that are compared: within a year, from when on a season is taken out of the login ratio. */
const comparedWeeks = (): number[] => weeksOf(size).filter((_, week) => week < 52);

function history(): Result {
  const db = openWriter(path);
  const scorerEntry = new URL('../../electron/workers/scorer.ts', import.meta.url);
  const context = createWriteContext({ db, path, resourcesDir: `${ROOT}/resources`, now: Date.now, scorerEntry });
  db.exec('DELETE FROM snapshot');
  const control = { isCancelled: () => false, onProgress: () => undefined, sources: [], target: null };
  const taken = watch();
  const [scored] = scoreHistories(context, [officialModel(context)], { replaceAll: true }, control);
  const time = taken();
  if (scored?.recomputed !== size.accounts * size.weeks)
    throw new Error(`Scored ${scored?.recomputed} of ${size.accounts * size.weeks} accounts and weeks.`);
  const sample = sampleOf(db, comparedWeeks(), HISTORY_SIGNALS);
  closeWriter(db);
  return { ...time, sample };
}

/** The usage signals of all accounts as of the last day, from the file. */
function features(): Result {
  const taken = watch();
  const db = openReader(path);
  const facts = readFacts(db);
  computeSignals(facts, lastDay(size), MODEL);
  const time = taken();
  const sample = sampleOf(db, [lastDay(size)], ['api_calls_change_90d']);
  db.close();
  return { ...time, sample };
}

type FeatureRow = { readonly account: number; readonly recent_4: number; readonly earlier_4: number };

/** The change that the engine makes of the sums. */
const changesOf = (rows: readonly FeatureRow[]): Sample =>
  rows
    .filter(({ account }) => account <= SAMPLE)
    .sort((a, b) => a.account - b.account)
    .map(({ recent_4, earlier_4 }) => (recent_4 - earlier_4) / earlier_4);

function featuresOfSqlite(): Result {
  const taken = watch();
  const db = openReader(path);
  const rows = db.prepare<[], FeatureRow>(featureSql(PACKED_USAGE, lastDay(size))).all();
  const time = taken();
  db.close();
  return { ...time, sample: changesOf(rows) };
}

async function duckDb(file: string) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file, { threads: '2' });
  return instance.connect();
}

async function duckHistory(way: HistoryWay): Promise<Result> {
  const connection = await duckDb(path);
  const taken = watch();
  await connection.run(historySql(size, way));
  const time = taken();
  const found = await connection.runAndReadAll(
    `SELECT ${HISTORY_SIGNALS.join(', ')} FROM signals WHERE account <= ${SAMPLE} AND week <= ${comparedWeeks().at(-1)} ORDER BY week, account`,
  );
  const sample = found.getRows().flatMap((row) => row.map((cell) => (cell === null ? null : Number(cell))));
  await connection.run('DROP TABLE signals');
  return { ...time, sample };
}

async function duckFeatures(): Promise<Result> {
  const taken = watch();
  const connection = await duckDb(path);
  const found = await connection.runAndReadAll(featureSql('usage', lastDay(size)));
  const rows = found.getRowObjectsJS().map(
    (row): FeatureRow => ({
      account: Number(row.account),
      recent_4: Number(row.recent_4),
      earlier_4: Number(row.earlier_4),
    }),
  );
  return { ...taken(), sample: changesOf(rows) };
}

async function make(): Promise<Result> {
  const taken = watch();
  if (work === 'make-duckdb') {
    const connection = await duckDb(path);
    await connection.run(duckTables(size));
    connection.closeSync();
  } else {
    makeWorkspace(path, size, work === 'make-usage');
    const db = openWriter(path);
    refreshUsageBlocks(db, () => undefined);
    closeWriter(db);
  }
  return { ...taken(), sample: [] };
}

const WORKS: Readonly<Record<string, () => Result | Promise<Result>>> = {
  'make-duckdb': make,
  'make-usage': make,
  make,
  history,
  features,
  'sqlite-features': featuresOfSqlite,
  'duckdb-join': () => duckHistory('join'),
  'duckdb-running': () => duckHistory('running'),
  'duckdb-features': duckFeatures,
};

const result = await WORKS[work]?.();
console.log(JSON.stringify({ ...result, peakKb: process.resourceUsage().maxRSS }));
