import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { OutputOf } from '#shared/contract/index.ts';
import type { QualityReport } from '#shared/contract/quality.ts';
import { startTestCore, type TestCore } from '../../testing.ts';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const cores: TestCore[] = [];
afterAll(async () => {
  for (const core of cores) await core.close();
});

type Client = Pick<TestCore, 'dataDir' | 'call'> & {
  import(files: Readonly<Record<string, string>>): Promise<OutputOf<'import.run'>>;
  undo(batchIds: number[]): Promise<void>;
};

/** A core with an empty workspace in US dollars, open; nothing is scored. */
export async function client(): Promise<Client> {
  const core = await startTestCore(Date.now());
  cores.push(core);
  await core.call('workspace.create', { name: 'Test', currency: 'USD' });
  return {
    dataDir: core.dataDir,
    call: core.call,
    undo: async (batchIds) => {
      await core.done('import.undo', { batchIds, score: false });
    },
    import: async (files) => {
      const sources: string[] = [];
      for (const [name, text] of Object.entries(files)) sources.push(await core.source(name, text));
      const result = await core.done('import.run', { sources, score: false });
      expect(result.failed).toEqual([]);
      return result;
    },
  };
}

export async function quality(files: Readonly<Record<string, string>>, asOf = '2024-07-01'): Promise<QualityReport> {
  const { call, import: run } = await client();
  await run(files);
  const report = await call('data.quality', { asOf });
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
