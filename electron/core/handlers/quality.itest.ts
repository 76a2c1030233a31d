import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { QualityReport } from '#shared/contract/data.ts';
import type { JobState } from '#shared/contract/events.ts';
import { contract, type InputOf, type JobName, type MethodName, type OutputOf } from '#shared/contract/index.ts';
import type { Core } from '../core.ts';
import { createCore } from '../create.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bellwether-quality-'));
const cores: Core[] = [];
afterAll(async () => {
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

type Client = {
  call<K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  import(files: Readonly<Record<string, string>>): Promise<OutputOf<'import.run'>>;
};

/** A core with an empty workspace in US dollars, open. */
async function client(): Promise<Client> {
  const dataDir = join(folder, `d${cores.length}`);
  const core = await createCore({
    dataDir,
    resourcesDir: join(ROOT, 'resources'),
    workerEntry: new URL('../../workers/entry.ts', import.meta.url),
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
    call,
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

async function quality(files: Readonly<Record<string, string>>, asOf = '2024-07-01'): Promise<QualityReport> {
  const { call, import: run } = await client();
  await run(files);
  const report = await call('data.quality', { asOf });
  expect(contract['data.quality'].output.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  sane(report);
  return report;
}

/** What holds of every report. */
function sane(report: QualityReport): void {
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
const counts = (report: QualityReport): Record<string, number> =>
  Object.fromEntries(report.issues.map((issue) => [`${issue.kind} ${issue.code}`, issue.count]));
const messageOf = (report: QualityReport, kind: string, code: string): string | undefined =>
  report.issues.find((issue) => issue.kind === kind && issue.code === code)?.message;

const ACCOUNTS = `account_id,name,segment,csm,plan,arr,currency,seats,start_date,renewal_date,status
A1,Acme GmbH,SMB,Ann,Pro,12000,USD,10,2023-01-01,2024-12-01,active
A2,ACME-GmbH,SMB,Ann,Pro,0,USD,10,2023-01-01,2024-05-01,active
A3,Globex,Enterprise,Bob,Pro,,EUR,50,2023-03-01,2023-01-01,active
A4,Initech,SMB,Bob,Pro,9000,USD,5,2022-01-01,2025-01-01,churned
A5,Umbrella,SMB,Bob,Pro,9000,USD,5,2022-01-01,2025-01-01,active
`;

describe('contradictions of a small workspace', () => {
  it('finds each of them, with exact counts and its rows', async () => {
    const report = await quality({
      'accounts.csv': ACCOUNTS,
      'contacts.csv':
        'contact_id,account_id,name,email,created_at,left_at\nC1,A1,Ada,ada@acme.test,2023-01-05,\nC2,A1,Ben,,2023-02-01,2023-01-01\nC3,A2,Cy,,2023-02-01,\n',
      'usage.csv': `account_id,date,metric,value
A1,2024-06-20,active_users,12
A1,2022-12-31,logins,3
A1,2024-06-20,logins,3
A1,2099-08-01,logins,4
A2,2024-06-20,logins,-1
A5,2024-06-20,logins,2
A5,2024-03-01,logins,2
`,
      'tickets.csv':
        'ticket_id,account_id,opened_at,closed_at,status\nT1,A1,2022-12-30,2022-12-31,closed\nT2,A1,2024-06-01 10:00,2024-05-30 09:00,closed\nT3,A2,2024-06-01,,closed\nT4,A5,2024-06-02,2024-06-02,closed\nT5,A9,2024-06-02,,open\n',
      'invoices.csv':
        'invoice_id,account_id,issued_at,due_at,paid_at,amount,currency,status\nI1,A1,2024-05-01,2024-05-31,2024-04-01,100,USD,paid\nI2,A1,2024-05-01,2024-05-31,,100,EUR,paid\nI3,A1,2024-05-01,2024-05-31,2024-05-20,100,USD,open\n',
      'contracts.csv': `account_id,effective_date,change,arr,term_end,subscription_id
A1,2023-01-01,new,12000,2022-06-01,S1
A5,2022-01-01,new,9000,2025-01-01,S5
A4,2022-01-01,new,9000,2025-01-01,S4
`,
      'outcomes.csv': 'account_id,date,outcome\nA5,2024-04-01,churn\nA5,2024-05-01,churn\n',
    });
    expect(report.asOf).toBe('2024-07-01');
    expect(counts(report)).toEqual({
      'accounts marked_churned_without_churn': 1,
      'accounts churned_not_marked': 1,
      'accounts renewal_before_start': 1,
      'accounts renewal_past': 2,
      'accounts arr_missing': 1,
      'accounts arr_not_positive': 1,
      'accounts currency_mixed': 1,
      'accounts no_usage': 2,
      'accounts no_contact': 2,
      'accounts similar_names': 2,
      'contacts no_email': 1,
      'contacts end_before_start': 1,
      'usage before_start': 1,
      'usage after_churn': 1,
      'usage in_the_future': 1,
      'usage negative': 1,
      'usage users_above_seats': 1,
      'usage stale': 1,
      'tickets before_start': 1,
      'tickets after_churn': 1,
      'tickets end_before_start': 1,
      'tickets closed_without_date': 1,
      'tickets stale': 1,
      'tickets waiting': 1,
      'invoices end_before_start': 1,
      'invoices paid_without_date': 1,
      'invoices unpaid_with_date': 1,
      'invoices currency_mixed': 1,
      'contracts end_before_start': 1,
      'contracts stale': 1,
      'outcomes churn_repeated': 1,
      'outcomes churn_contract_open': 1,
    });
    expect(messageOf(report, 'tickets', 'before_start')).toBe(
      "1 of 4 tickets was opened before its account's start date.",
    );
    const ticket = report.issues.find((issue) => issue.kind === 'tickets' && issue.code === 'before_start')?.rows[0];
    expect(ticket).toEqual({
      accountId: 'A1',
      accountName: 'Acme GmbH',
      row: 'T1',
      detail: 'On 2022-12-30; the account starts on 2023-01-01.',
      batchId: expect.any(Number),
    });
  });
});
