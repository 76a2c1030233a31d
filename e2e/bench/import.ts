import { figuresOf, growthExponent } from './figures.ts';
import { ACCOUNTS, type DataFile, writeAccounts, writeTickets, writeUsage } from './import-data.ts';
import { findPeers, type Importer, ourImporter, type Run, type TableSql } from './import-peers.ts';
import { machineText } from './machine.ts';
import { readOptions } from './rounds.ts';
import { withDataFolder } from './sample.ts';

const USAGE: TableSql = {
  columns: 'account_id TEXT, date TEXT, metric TEXT, value REAL',
  key: ['account_id', 'date', 'metric'],
};
const TICKETS: TableSql = {
  columns:
    'ticket_id TEXT, account_id TEXT, opened_at TEXT, closed_at TEXT, severity TEXT, type TEXT, status TEXT, csat TEXT, first_response_minutes REAL, subject TEXT',
  key: ['ticket_id'],
};

type Job = { readonly title: string; readonly table: TableSql; readonly write: (folder: string) => DataFile };

const usage = (rows: number): Job => ({ title: 'usage', table: USAGE, write: (folder) => writeUsage(folder, rows) });
const tickets = (rows: number): Job => ({
  title: 'tickets, a quoted subject each',
  table: TICKETS,
  write: (folder) => writeTickets(folder, rows),
});
const FULL = [usage(250_000), usage(1_000_000), usage(5_000_000), tickets(1_000_000)];
const QUICK = [usage(100_000), usage(400_000), tickets(100_000)];

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Runs every importer in turn, so that a busy moment of the machine falls on all of them. */
function measure(importers: readonly Importer[], file: DataFile, table: TableSql, runs: number): Map<string, Run[]> {
  const measured = new Map<string, Run[]>(importers.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const importer of importers) {
      const run = importer.run(file, table);
      if (run.rows !== file.rows) throw new Error(`${importer.name} stored ${run.rows} of ${file.rows} rows.`);
      measured.get(importer.name)?.push(run);
    }
  }
  return measured;
}

const medianMs = (runs: readonly Run[]): number => figuresOf(runs.map((run) => run.ms)).median;

function peakMb(runs: readonly Run[]): number | null {
  const peaks = runs.flatMap(({ peakKb }) => (peakKb === null ? [] : [peakKb / 1024]));
  return peaks.length === 0 ? null : Math.max(...peaks);
}

function report(measured: ReadonlyMap<string, readonly Run[]>, rows: number): number {
  const [[, ours] = ['', []]] = measured;
  const own = medianMs(ours);
  const ownPeak = peakMb(ours);
  for (const [name, runs] of measured) {
    const median = medianMs(runs);
    const peak = peakMb(runs);
    const spread = figuresOf(runs.map((run) => run.ms)).max - Math.min(...runs.map((run) => run.ms));
    const ratios =
      runs === ours
        ? ''
        : `   we take ${(own / median).toFixed(2)} of its time${peak && ownPeak ? `, ${(ownPeak / peak).toFixed(2)} of its memory` : ''}`;
    console.log(
      `  ${name.padEnd(16)} n ${runs.length}   median ${seconds(median).padStart(8)} (spread ${seconds(spread)})   ${Math.round((rows / median) * 1000).toLocaleString('en')} rows/s   peak ${peak === null ? '–' : `${Math.round(peak)} MB`}${ratios}`,
    );
  }
  return own;
}

export async function benchImport(args: readonly string[]): Promise<void> {
  const { quick, runs, only } = readOptions(args);
  await withDataFolder(async (folder) => {
    const { peers, missing } = findPeers(folder);
    const importers = [ourImporter(folder, writeAccounts(folder)), ...peers.filter(({ name }) => name.includes(only))];
    console.log(
      `Import into a workspace of ${ACCOUNTS.toLocaleString('en')} accounts: detected, validated, deduplicated, ledger and quarantine on`,
    );
    if (missing.length > 0) console.log(`  not on this machine: ${missing.join(', ')}`);
    const growth: { rows: number; ms: number }[] = [];
    for (const job of quick ? QUICK : FULL) {
      const file = job.write(folder);
      console.log(
        `\n${file.rows.toLocaleString('en')} × ${file.columns.length} ${job.title} (${(file.bytes / 1e6).toFixed(1)} MB)`,
      );
      const ms = report(measure(importers, file, job.table, runs), file.rows);
      if (job.table === USAGE) growth.push({ rows: file.rows, ms });
    }
    console.log(`\n  growth exponent of our usage imports: ${growthExponent(growth).toFixed(2)}`);
  });
  console.log(`  ${machineText()}`);
}
