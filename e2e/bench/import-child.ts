// One import in a process of its own, so that its peak memory is its own: prints { ms, rows, peakKb } as its last line.
import { resolve } from 'node:path';
import { createWriteContext } from '#electron/core/context.ts';
import { runWriterMethod } from '#electron/core/work.ts';
import { createWorkspace } from '#electron/core/workspaces.ts';
import { closeWriter, openWriter } from '#electron/store/open.ts';
import { contract } from '#shared/contract/index.ts';
import { ROOT } from '../support/paths.ts';

const [engine = '', target = '', file = '', createTable = ''] = process.argv.slice(2);

function sourceOf(path: string): { ref: string; path: string; name: string } {
  return { ref: 'file', path: resolve(path), name: path.split(/[\\/]/).pop() ?? path };
}

async function importHere(): Promise<{ ms: number; rows: number }> {
  const db = openWriter(target);
  const context = createWriteContext({ db, path: target, resourcesDir: `${ROOT}/resources`, now: Date.now });
  const begun = performance.now();
  const output = contract['import.run'].output.parse(
    runWriterMethod(context, 'import.run', contract['import.run'].input.parse({ sources: ['file'], score: false }), {
      isCancelled: () => false,
      onProgress: () => undefined,
      sources: [sourceOf(file)],
      target: null,
    }),
  );
  const ms = performance.now() - begun;
  closeWriter(db);
  const [batch] = output.batches;
  if (!batch) throw new Error(output.failed[0]?.message ?? 'Nothing was imported.');
  return { ms, rows: batch.created };
}

async function importIntoDuckDb(): Promise<{ ms: number; rows: number }> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(target);
  const connection = await instance.connect();
  const begun = performance.now();
  await connection.run(createTable);
  await connection.run(`COPY data FROM '${file}' (HEADER)`);
  const ms = performance.now() - begun;
  const counted = await connection.runAndReadAll('SELECT count(*) FROM data');
  connection.closeSync();
  return { ms, rows: Number(counted.getRows()[0]?.[0]) };
}

if (engine === 'workspace') {
  createWorkspace(target, { name: 'Measured', currency: 'USD', now: Date.now() });
  await importHere();
} else {
  const result = engine === 'duckdb' ? await importIntoDuckDb() : await importHere();
  console.log(JSON.stringify({ ...result, peakKb: process.resourceUsage().maxRSS }));
}
