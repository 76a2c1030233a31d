import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { QualityReport } from '#shared/contract/data.ts';
import type { JobState } from '#shared/contract/events.ts';
import { contract, type InputOf, type JobName, type MethodName, type OutputOf } from '#shared/contract/index.ts';
import type { Core } from '../../core.ts';
import { createCore } from '../../create.ts';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bellwether-quality-'));
const cores: Core[] = [];
afterAll(async () => {
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

type Client = {
  readonly dataDir: string;
  call<K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  import(files: Readonly<Record<string, string>>): Promise<OutputOf<'import.run'>>;
  undo(batchIds: number[]): Promise<void>;
};

/** A core with an empty workspace in US dollars, open. */
export async function client(): Promise<Client> {
  const dataDir = join(folder, `d${cores.length}`);
  const core = await createCore({
    dataDir,
    resourcesDir: join(ROOT, 'resources'),
    workerEntry: new URL('../../../workers/entry.ts', import.meta.url),
    host: 'browser',
    version: '0',
    log: () => undefined,
    now: Date.now,
  });
  cores.push(core);
  const call = async <K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await core.dispatch(method, input);
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    return reply.data as OutputOf<K>;
  };
  const finish = async <K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const { jobId } = (await call(method, input)) as unknown as { jobId: string };
    for (;;) {
      const { job } = (await call('job.get', { jobId })) as { job: JobState };
      if (job.state === 'failed') throw new Error(job.error.message);
      if (job.state === 'done') return contract[method].output.parse(job.result) as OutputOf<K>;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await call('workspace.create', { name: 'Test', currency: 'USD' });
  return {
    dataDir,
    call,
    undo: async (batchIds) => {
      await finish('import.undo', { batchIds, score: false });
    },
    import: async (files) => {
      const sources: string[] = [];
      for (const [name, text] of Object.entries(files)) {
        const path = join(dataDir, name);
        writeFileSync(path, text);
        sources.push((await core.addSource(path)).ref);
      }
      const result = await finish('import.run', { sources, score: false });
      expect(result.failed).toEqual([]);
      return result;
    },
  };
}

export async function quality(files: Readonly<Record<string, string>>, asOf = '2024-07-01'): Promise<QualityReport> {
  const { call, import: run } = await client();
  await run(files);
  const report = await call('data.quality', { asOf });
  expect(contract['data.quality'].output.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  sane(report);
  return report;
}

/** What holds of every report. */
export function sane(report: QualityReport): void {
  for (const issue of report.issues) {
    expect(issue.count).toBeGreaterThan(0);
    expect(issue.rows.length).toBeLessThanOrEqual(Math.min(50, issue.count));
    const source = report.sources.find((entry) => entry.kind === issue.kind);
    const ledgerRows = (source?.waiting ?? 0) + (source?.rejected ?? 0) + (source?.duplicates ?? 0);
    expect(issue.count, issue.message).toBeLessThanOrEqual((source?.rows ?? 0) + ledgerRows);
    expect(issue.message).toMatch(/^[\dT].*\.$/);
  }
  expect(report.distribution.reduce((sum, n) => sum + n, 0)).toBe(report.accounts);
  for (const account of report.worst) {
    expect(account.score).toBeGreaterThanOrEqual(0);
    expect(account.score).toBeLessThanOrEqual(100);
  }
  expect(report.worst.map((account) => account.score)).toEqual(
    report.worst.map((account) => account.score).toSorted((a, b) => a - b),
  );
}

/** Counts by `kind code`. */
export const counts = (report: QualityReport): Record<string, number> =>
  Object.fromEntries(report.issues.map((issue) => [`${issue.kind} ${issue.code}`, issue.count]));
export const messageOf = (report: QualityReport, kind: string, code: string): string | undefined =>
  report.issues.find((issue) => issue.kind === kind && issue.code === code)?.message;
