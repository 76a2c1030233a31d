import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from './testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const ACCOUNTS = 'account_id,name,arr,renewal_date\nA1,Acme,12000,2026-09-01\nA2,Übergröße,250000,2026-07-15\n';
const TICKETS =
  'ticket_id,account_id,opened_at,severity\nT1,A1,2026-06-01,P1\nT2,A1,2026-06-31,P2\nT3,A9,2026-06-02,P3\nT4,A2,soon,P1\n';

let test: TestCore;
beforeEach(async () => {
  test = await startTestCore(NOW);
  await test.call('workspace.create', { name: 'Import centre' });
});
afterEach(() => test.close());

async function folder(files: Record<string, string>): Promise<string> {
  const path = join(test.dataDir, 'exports');
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return (await test.core.addSource(path)).ref;
}

describe('one run', () => {
  it('takes choices for single tables of a folder, and leaves out what it is told to', async () => {
    const source = await folder({
      'accounts.csv': ACCOUNTS,
      'calls.csv': 'account_id;date;type;notes\nA1;03/04/2026;call;x\n',
      'old.csv': ACCOUNTS.replace('Acme', 'Wrong'),
    });
    const asked = await test.done('import.preview', {
      sources: [source],
      parts: [{ source, part: 'old.csv', skip: true }],
    });
    expect(asked.files.map(({ part, source: ref, error }) => [part, ref === source, error?.code ?? null])).toEqual([
      ['accounts.csv', true, null],
      ['calls.csv', true, 'ambiguous_date'],
    ]);
    expect(asked.files[0]?.columns.map(({ name, found }) => [name, found])).toContainEqual(['arr', []]);
    expect(asked.files[1]).toMatchObject({
      kindGuess: 'touchpoints',
      rawRows: [['A1', '03/04/2026', 'call', 'x']],
      questions: [{ column: 'date', asks: 'date', examples: ['03/04/2026'] }],
    });
    const run = await test.done('import.run', {
      sources: [source],
      parts: [
        { source, part: 'old.csv', skip: true },
        { source, part: 'calls.csv', options: { dateFormat: 'dmy' } },
      ],
    });
    expect(run.failed).toEqual([]);
    expect(run.batches.map(({ file, created }) => [file, created])).toEqual([
      ['accounts.csv', 2],
      ['calls.csv', 1],
    ]);
    expect((await test.call('accounts.get', { accountId: 'A1' })).account.name).toBe('Acme');
  });

  it('is stored whole or not at all: a cancel leaves nothing of any file', async () => {
    const rows = Array.from(
      { length: 120_000 },
      (_, row) => `A1,2026-0${1 + (row % 6)}-1${row % 10},m${row % 900},${row}`,
    );
    const source = await folder({
      'accounts.csv': ACCOUNTS,
      'usage.csv': `account_id,date,metric,value\n${rows.join('\n')}\n`,
    });
    const reply = await test.core.dispatch('import.run', { sources: [source] });
    if (!reply.ok) throw new Error(reply.error.message);
    const { jobId } = reply.data as { jobId: string };
    const ended = new Promise<string>((resolve) => {
      test.core.subscribe((event) => {
        if (event.topic !== 'job' || event.jobId !== jobId) return;
        if (event.job.state !== 'running') resolve(event.job.state);
        else if (event.job.progress.label === 'Importing usage.csv') void test.core.dispatch('job.cancel', { jobId });
      });
    });
    expect(await ended).toBe('cancelled');
    expect((await test.call('data.batches', {})).total).toBe(0);
    expect((await test.call('workspace.summary', {})).accounts).toBe(0);
    expect((await test.call('mappings.list', {})).mappings).toEqual([]);
  });
});

describe('mappings', () => {
  it('are kept per set of headers and applied to the next file with the same ones', async () => {
    await test.done('import.run', { sources: [await test.source('accounts.csv', ACCOUNTS)] });
    const first = await test.source('june.csv', 'Kunde;Tag;Art der Sache\nA1;03/04/2026;call\n');
    const options = {
      kind: 'touchpoints' as const,
      mapping: { Kunde: 'account_id', Tag: 'date', 'Art der Sache': 'type' },
      dateFormat: 'dmy' as const,
    };
    expect((await test.done('import.run', { sources: [first], options })).batches[0]?.mappingOrigin.type).toBe('given');
    const second = await test.source('july.csv', 'art der sache,KUNDE,Tag\ncall,A1,05/04/2026\n');
    const again = await test.done('import.run', { sources: [second] });
    expect(again.failed).toEqual([]);
    expect(again.batches[0]).toMatchObject({ kind: 'touchpoints', created: 1, mappingOrigin: { type: 'saved' } });
    const saved = (await test.call('mappings.list', {})).mappings.find((mapping) => mapping.kind === 'touchpoints');
    expect(saved).toMatchObject({ uses: 1, usedAt: expect.any(Number), name: 'june.csv' });

    const forgotten = () => test.source('august.csv', 'Kunde;Tag;Art der Sache\nA1;07/04/2026;call\n');
    const fresh = { sources: [await forgotten()], options: { remembered: false } };
    expect((await test.done('import.run', fresh)).failed).toHaveLength(1);
    await test.call('mappings.remove', { id: saved?.id ?? 0 });
    expect(await test.codeOf('mappings.remove', { id: saved?.id ?? 0 })).toBe('not_found');
    expect((await test.done('import.run', { sources: [await forgotten()] })).failed).toHaveLength(1);
  });

  it('are saved as a document, and refused when they make no sense', async () => {
    const mapping = {
      bellwetherMapping: 1 as const,
      name: 'Renewals from finance',
      headers: ['Cust', 'When', 'What'],
      options: { kind: 'outcomes' as const, mapping: { Cust: 'account_id', When: 'date', What: 'outcome' } },
    };
    expect(await test.call('mappings.save', { mapping })).toMatchObject({ name: 'Renewals from finance', uses: 0 });
    expect(await test.codeOf('mappings.save', { mapping: { ...mapping, options: { mapping: {} } } })).toBe(
      'mapping_invalid',
    );
    expect(
      await test.codeOf('mappings.save', {
        mapping: { ...mapping, options: { kind: 'outcomes', mapping: { Nope: 'date' } } },
      }),
    ).toBe('mapping_invalid');
  });
});

describe('rejected rows', () => {
  it('are corrected in place, read as their batch was; what is still wrong stays open in the new batch', async () => {
    await test.done('import.run', { sources: [await test.source('accounts.csv', ACCOUNTS)] });
    const { batches } = await test.done('import.run', { sources: [await test.source('tickets.csv', TICKETS)] });
    const batchId = batches[0]?.batchId ?? 0;
    const { headers, rows } = await test.call('data.rejected', { batchId });
    expect(headers).toEqual(['ticket_id', 'account_id', 'opened_at', 'severity']);
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [3, ['T2', 'A1', '2026-06-31', 'P2']],
      [5, ['T4', 'A2', 'soon', 'P1']],
    ]);
    const [second, fourth] = rows;
    if (!second || !fourth) throw new Error('two rows are open');
    const fixed = await test.done('import.fix', {
      batchId,
      rows: [
        { id: second.id, cells: ['T2', 'A1', '2026-06-30', 'P2'] },
        { id: fourth.id, cells: ['T4', 'A2', 'later,\n"maybe"', 'P1'] },
      ],
    });
    expect(fixed.batch).toMatchObject({ file: 'tickets.csv (corrected)', rowsRead: 2, created: 1, rejected: 1 });
    expect(fixed.remaining.map(({ column, code, cells }) => [column, code, cells])).toEqual([
      ['opened_at', 'bad_date', ['T4', 'A2', 'later,\n"maybe"', 'P1']],
    ]);
    const ledger = await test.call('data.batches', {});
    expect(ledger.batches.map(({ rejectedOpen, fixOf }) => [rejectedOpen, fixOf])).toEqual([
      [1, batchId],
      [0, null],
      [0, null],
    ]);
    expect(await test.codeOf('import.fix', { batchId, rows: [{ id: second.id, cells: [] }] })).toBe('ok');
    const twice = await test.job('import.fix', { batchId, rows: [{ id: second.id, cells: [] }] });
    expect(twice.state === 'failed' && twice.error.code).toBe('not_found');
  });

  it('leave as CSV and come back corrected: the rows are not open any more', async () => {
    await test.done('import.run', { sources: [await test.source('accounts.csv', ACCOUNTS)] });
    const { batches } = await test.done('import.run', { sources: [await test.source('tickets.csv', TICKETS)] });
    const batchId = batches[0]?.batchId ?? 0;
    const path = join(test.dataDir, 'rejected.csv');
    const target = test.core.addExportTarget(path);
    expect(await test.done('export.run', { target, what: 'rejected', format: 'csv', batchId })).toMatchObject({
      rows: 2,
    });
    const corrected = readFileSync(path, 'utf8').replace('2026-06-31', '2026-06-30');
    const again = await test.done('import.run', { sources: [await test.source('corrected.csv', corrected)] });
    expect(again.batches[0]).toMatchObject({ kind: 'tickets', rowsRead: 2, created: 1, rejected: 1 });
    const ledger = await test.call('data.batches', {});
    expect(ledger.batches.map(({ rejectedOpen, fixOf }) => [rejectedOpen, fixOf])).toEqual([
      [1, batchId],
      [0, null],
      [0, null],
    ]);
    // Undone, the correction is as if it had never been.
    await test.done('import.undo', { batchIds: [again.batches[0]?.batchId ?? 0] });
    expect((await test.call('data.rejected', { batchId })).rows.map((row) => row.fixedIn)).toEqual([null, null]);
  });
});

it("milestones and notes stand in the account's timeline", async () => {
  const source = await folder({
    'accounts.csv': ACCOUNTS,
    'milestones.csv':
      'account_id,name,due_date,completed_at\nA1,Go live,2026-03-01,2026-02-20\nA1,First value,2026-05-01,\nA1,Later,2026-12-01,\n',
    'notes.csv': 'account_id,date,author,text\nA1,2026-04-02,Mia,They like it\n',
    'tickets.csv': 'ticket_id,account_id,opened_at\nT1,A1,2026-06-20\n',
  });
  await test.done('import.run', { sources: [source] });
  const { timeline } = await test.call('accounts.get', { accountId: 'A1' });
  expect(timeline.map(({ date, title, detail, tone }) => [date, title, detail, tone])).toEqual([
    ['2026-06-20', 'Ticket opened', null, 'neutral'],
    ['2026-05-01', 'First value due and not reached', null, 'bad'],
    ['2026-04-02', 'Note by Mia', 'They like it', 'neutral'],
    ['2026-02-20', 'Go live reached', null, 'good'],
  ]);
});
