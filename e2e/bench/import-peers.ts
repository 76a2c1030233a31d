import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFile } from './import-data.ts';
import { hasDuckDb, isThere, lastLine, pythonWith, child as runChild } from './peers.ts';

/** `peakKb` is null where the process cannot be asked for it. */
export type Run = { readonly ms: number; readonly rows: number; readonly peakKb: number | null };
export type TableSql = { readonly columns: string; readonly key: readonly string[] };
export type Importer = { readonly name: string; readonly run: (file: DataFile, table: TableSql) => Run };

const CHILD = join(import.meta.dirname, 'import-child.ts');
const PANDAS = `
import json, resource, sqlite3, sys, time
import pandas as pd
file, target, keys = sys.argv[1], sys.argv[2], sys.argv[3].split(',')
begun = time.perf_counter()
frame = pd.read_csv(file)
frame = frame.drop_duplicates(keys, keep='last')
with sqlite3.connect(target) as db:
    frame.to_sql('data', db, index=False)
    db.execute('CREATE UNIQUE INDEX data_key ON data (' + ', '.join(keys) + ')')
ms = (time.perf_counter() - begun) * 1000
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({'ms': ms, 'rows': len(frame), 'peakKb': peak / 1024 if sys.platform == 'darwin' else peak}))
`;

const child = (...args: string[]): string => runChild(CHILD, ...args);

/** Imports into a copy of a workspace that knows the accounts. */
export function ourImporter(folder: string, accounts: DataFile): Importer {
  const template = join(folder, 'accounts.bellwether');
  child('workspace', template, accounts.path);
  return {
    name: 'bellwether',
    run: (file) => {
      const target = join(folder, 'run.bellwether');
      copyFileSync(template, target);
      try {
        return JSON.parse(child('bellwether', target, file.path)) as Run;
      } finally {
        rmSync(target);
      }
    },
  };
}

/** The peers of this machine, and the names of those it lacks. */
export function findPeers(folder: string): { peers: Importer[]; missing: string[] } {
  const peers: Importer[] = [];
  const missing: string[] = [];
  const target = join(folder, 'peer.db');
  const clean = (): void => {
    for (const suffix of ['', '-wal', '-journal', '.wal']) rmSync(`${target}${suffix}`, { force: true });
  };
  const measured = (run: () => Run): Run => {
    clean();
    try {
      return run();
    } finally {
      clean();
    }
  };
  const create = ({ columns, key }: TableSql): string =>
    `CREATE TABLE data (${columns}, PRIMARY KEY (${key.join(', ')}))`;

  if (isThere('sqlite3', ['--version'])) {
    peers.push({
      name: 'sqlite3 .import',
      run: (file, table) =>
        measured(() => {
          const begun = performance.now();
          const rows = lastLine('sqlite3', [
            target,
            create(table),
            '.mode csv',
            `.import --skip 1 ${file.path} data`,
            'SELECT count(*) FROM data',
          ]);
          return { ms: performance.now() - begun, rows: Number(rows), peakKb: null };
        }),
    });
  } else missing.push('sqlite3');

  if (hasDuckDb()) {
    peers.push({
      name: 'DuckDB COPY',
      run: (file, table) => measured(() => JSON.parse(child('duckdb', target, file.path, create(table))) as Run),
    });
  } else missing.push('@duckdb/node-api');

  const python = pythonWith('pandas');
  if (python) {
    peers.push({
      name: 'pandas to_sql',
      run: (file, table) =>
        measured(() => JSON.parse(lastLine(python, ['-c', PANDAS, file.path, target, table.key.join(',')])) as Run),
    });
  } else missing.push('python3 with pandas');
  return { peers, missing };
}
