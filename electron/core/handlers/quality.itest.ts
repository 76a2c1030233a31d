import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_STATUS, accountStatus } from '#electron/engine/index.ts';
import { openReader } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { readAccountProfiles } from '#electron/store/reads/quality/accounts.ts';
import { withCommonTables } from '#electron/store/reads/quality/rules.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { client, counts, messageOf, quality, sane } from './testing/quality.ts';

/** The statements know a churned account as the engine does. */
function sameStatus(path: string, asOf: number): void {
  const db = openReader(path);
  try {
    const status = accountStatus(readFacts(db), asOf);
    const profiles = withCommonTables(db, { asOf, latest: asOf }, () => readAccountProfiles(db)).filter(
      ({ id }) => status[id - 1] !== ACCOUNT_STATUS.notStarted,
    );
    expect(profiles.map(({ id, gone }) => [id, gone])).toEqual(
      profiles.map(({ id }) => [id, Number(status[id - 1] === ACCOUNT_STATUS.churned)]),
    );
  } finally {
    db.close();
  }
}

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

describe('sizes', () => {
  it('an empty workspace has nothing to judge', async () => {
    const { call } = await client();
    const report = await call('data.quality', {});
    sane(report);
    expect(report).toMatchObject({ asOf: null, score: null, accounts: 0, issues: [], worst: [], trend: [] });
    const page = await call('data.qualityHtml', {});
    expect(page.file).toBe('Data quality Test.html');
    expect(page.html).toContain('no accounts have been imported');
  });

  it('one account is judged by what is known of it', async () => {
    const report = await quality({ 'accounts.csv': 'account_id,name,segment,arr\nA1,Acme,SMB,100\n' });
    expect(report.accounts).toBe(1);
    expect(report.score).toBe(5 + 5 + 24);
    expect(report.worst).toEqual([
      {
        accountId: 'A1',
        name: 'Acme',
        score: 34,
        missing: [
          'CSM',
          'plan',
          'seats',
          'start date',
          'renewal date',
          'contact with e-mail',
          'usage',
          'tickets',
          'surveys',
          'touchpoints',
          'invoices',
          'contracts',
        ],
        issues: 0,
      },
    ]);
  });

  it('counts never exceed rows, whatever is in the files', async () => {
    const { call, import: run, dataDir } = await client();
    const day = fc.integer({ min: 19_000, max: 20_200 }).map((value) => isoFromDay(value));
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: '' as const, freq: 3 });
    const account = fc.integer({ min: 1, max: 12 }).map((id) => `A${id}`);
    const lines = (header: string, row: fc.Arbitrary<unknown[]>) =>
      fc
        .array(row, { minLength: 1, maxLength: 25 })
        .map((rows) => [header, ...rows.map((cells) => cells.join(','))].join('\n'));
    const files = fc.record({
      'accounts.csv': lines(
        'account_id,name,arr,seats,currency,start_date,renewal_date,status',
        fc.tuple(
          account,
          fc.constantFrom('Acme', 'ACME', 'Globex'),
          maybe(fc.nat(9)),
          maybe(fc.nat(9)),
          fc.constantFrom('USD', 'EUR', ''),
          maybe(day),
          maybe(day),
          fc.constantFrom('active', 'churned', ''),
        ),
      ),
      'usage.csv': lines(
        'account_id,date,metric,value',
        fc.tuple(account, day, fc.constantFrom('logins', 'active_users'), fc.integer({ min: -2, max: 99 })),
      ),
      'tickets.csv': lines(
        'ticket_id,account_id,opened_at,closed_at,status',
        fc.tuple(fc.nat(40), account, day, maybe(day), fc.constantFrom('open', 'closed')),
      ),
      'contracts.csv': lines(
        'account_id,effective_date,change,term_end,subscription_id',
        fc.tuple(
          account,
          day,
          fc.constantFrom('new', 'churn', 'renewal', 'upgrade'),
          maybe(day),
          fc.constantFrom('S1', 'S2', ''),
        ),
      ),
      'outcomes.csv': lines('account_id,date,outcome', fc.tuple(account, day, fc.constantFrom('churn', 'renewal'))),
    });
    const path = join(
      dataDir,
      readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.bellwether')) ?? '',
    );
    // each run adds its files to those before
    for (const sample of fc.sample(files, { numRuns: 12, seed: 7 })) {
      await run(sample);
      for (const asOf of ['2024-06-30', '2022-06-30']) sane(await call('data.quality', { asOf }));
      for (const date of ['2024-06-30', '2023-01-31']) sameStatus(path, dayFromIso(date) ?? 0);
    }
  });
});

describe('batches', () => {
  it('a batch that was taken back is left out', async () => {
    const { call, import: run, undo } = await client();
    await run({ 'accounts.csv': ACCOUNTS });
    const { batches } = await run({
      'tickets.csv': 'ticket_id,account_id,opened_at\nT1,A9,2024-01-01\nT2,A1,2024-02-31\n',
    });
    const before = await call('data.quality', {});
    expect(counts(before)).toMatchObject({ 'tickets waiting': 1, 'tickets rejected': 1 });
    expect(before.trend.at(-1)).toMatchObject({
      rowsRead: 2,
      rejectedShare: 0.5,
      waitingShare: 0.5,
      duplicateShare: 0,
    });
    await undo(batches.map((batch) => batch.batchId ?? 0));
    const after = await call('data.quality', {});
    expect(after.trend).toHaveLength(1);
    expect(after.issues.filter((issue) => issue.kind === 'tickets')).toEqual([]);
    expect(after.sources.find((source) => source.kind === 'tickets')).toMatchObject({
      rows: 0,
      waiting: 0,
      rejected: 0,
    });
  });

  it('rows of accounts that are not shown any more are not counted', async () => {
    const { call, import: run, undo } = await client();
    const first = await run({ 'one.csv': 'account_id,name,start_date\nA1,Acme,2023-01-01\n' });
    await run({ 'two.csv': 'account_id,name,start_date\nA2,Globex,2023-01-01\n' });
    await run({
      'tickets.csv': 'ticket_id,account_id,opened_at\nT1,A1,2022-01-01\nT2,A2,2022-01-01\n',
      'usage.csv': 'account_id,date,metric,value\nA1,2022-01-01,logins,1\nA2,2022-01-01,logins,1\n',
    });
    await undo(first.batches.map((batch) => batch.batchId ?? 0));
    const report = await call('data.quality', {});
    sane(report);
    expect(report.accounts).toBe(1);
    expect(counts(report)).toMatchObject({ 'tickets before_start': 1, 'usage before_start': 1 });
    for (const kind of ['accounts', 'tickets', 'usage'])
      expect(report.sources.find((source) => source.kind === kind)).toMatchObject({ rows: 1, accounts: 1 });
  });

  it('says which import is of an unusual size and which metric stopped', async () => {
    const { call, import: run } = await client();
    await run({ 'accounts.csv': ACCOUNTS });
    const month = (name: string, days: number, metric: string): string =>
      `account_id,date,metric,value\n${Array.from({ length: days }, (_, at) => `A1,${isoFromDay(19_800 + Number(name) * 120 + at)},${metric},${at + 1}`).join('\n')}`;
    await run({ 'u1.csv': month('0', 100, 'logins') });
    await run({ 'u2.csv': month('1', 110, 'api_calls') });
    await run({ 'u3.csv': month('2', 20, 'api_calls') });
    const report = await call('data.quality', {});
    sane(report);
    expect(counts(report)).toMatchObject({ 'usage volume_jump': 1, 'usage metric_stopped': 1 });
    expect(report.issues.find((issue) => issue.code === 'volume_jump')?.rows[0]?.row).toBe('u3.csv');
    expect(messageOf(report, 'usage', 'metric_stopped')).toContain(': logins.');
  });
});

describe('outliers', () => {
  it('are values far from the median of logarithms, not large customers', async () => {
    const arr = Array.from({ length: 60 }, (_, at) => `A${at},Name ${at},${1000 * 1.1 ** at}`);
    const report = await quality({
      'accounts.csv': `account_id,name,arr\n${[...arr, 'X1,Typing error,900000000000', 'X2,Test,0.01'].join('\n')}\n`,
    });
    const outliers = report.issues.find((issue) => issue.kind === 'accounts' && issue.code === 'outlier');
    expect(outliers?.rows.map((row) => row.accountId)).toEqual(['X1', 'X2']);
    expect(outliers?.message).toMatch(/^2 of 62 ARR values lie more than 6 times the usual spread/);
  });
});
