import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { InputOf } from '#shared/contract/index.ts';
import { workspaceExport } from '#shared/contract/workspace-export.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';
import { startTestCore, type TestCore } from '../testing.ts';
import { writeWholeFile } from './whole-file.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NOW = Date.UTC(2026, 6, 1, 12);
const folder = mkdtempSync(join(tmpdir(), 'bellwether-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let test: TestCore;
beforeEach(async () => {
  test = await startTestCore(NOW);
});
afterEach(() => test.close());

type Request = Omit<InputOf<'export.run'>, 'target'>;
let next = 0;

/** Exports to a new file and answers its path. */
async function exported(request: Request): Promise<string> {
  next += 1;
  const path = join(folder, `export-${next}.${request.format}`);
  const { bytes } = await test.done('export.run', { target: test.core.addExportTarget(path), ...request });
  expect(statSync(path).size).toBe(bytes);
  return path;
}

const FILES: Readonly<Record<string, string>> = {
  'accounts.csv':
    'account_id,name,segment,arr,seats,start_date,currency,notes,Score code,Héalth\n' +
    '0042,=1+1,SMB,12000.5,10,2025-01-01,EUR,"line one\nline ""two""",007,1.50\n' +
    "-7,'@home,Mid,0,3,2024-02-29,EUR,🦊 مرحبا,x,\n" +
    '1.234,Übergröße; Total,SMB,1234567.891,,2024-01-01,EUR,-,9,7\n',
  'contacts.csv':
    'contact_id,account_id,name,is_sponsor,last_login_at\nC1,0042,+49 Anna,yes,2026-06-01\nC2,-7,Bo,no,\n',
  'usage.csv':
    'account_id,date,metric,value,contact_id\n0042,2026-06-01,logins,1.234,\n0042,2026-06-02,=custom,-5,\n0042,2026-06-02,logins,3,C1\n',
  'tickets.csv':
    'ticket_id,account_id,opened_at,severity,escalated,sentiment,source_updated_at\nT1,0042,2026-06-01T10:00:00.250Z,P1,true,-0.25,2026-06-02T00:00:00Z\n',
  'surveys.csv':
    'account_id,kind,sent_at,responded_at,rating\n0042,nps,2026-05-01,2026-05-02,9\n-7,csat,2026-05-01,,\n',
  'events.csv':
    'event_id,account_id,timestamp,event,count\nE1,0042,2026-06-01T08:00:00Z,login,1\n,0042,2026-06-01T09:00:00Z,=view,2\n',
  'contracts.csv':
    'account_id,effective_date,change,arr,subscription_id\n0042,2025-01-01,new,12000.5,S-1\n-7,2024-02-29,new,0,S-2\n',
  'notes.csv': 'account_id,date,author,text\n0042,2026-06-01,@eve,"|calc\n%x"\n',
  'milestones.csv': 'account_id,name,due_date,completed_at,kind,roi_status\n0042,\tGo live,2026-07-01,,setup,\n',
};

async function fill(): Promise<void> {
  await test.call('workspace.create', { name: 'Acme "GmbH"', currency: 'EUR' });
  const sources: string[] = [];
  for (const [name, text] of Object.entries(FILES)) sources.push(await test.source(name, text));
  const { failed, batches } = await test.done('import.run', { sources, options: { decimal: '.' } });
  expect(failed).toEqual([]);
  expect(batches.map((batch) => batch.rejected + batch.waiting)).toEqual(batches.map(() => 0));
}

const unzip = (path: string): Map<string, string> =>
  new Map(
    Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
  );

/** The CSV of every kind, by kind. */
async function everything(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const what of STORED_KINDS) files[what] = readFileSync(await exported({ what, format: 'csv' }), 'utf8');
  return files;
}

describe('what is exported can be imported again', () => {
  it('into the same workspace with nothing changed, and into a new one with the same result', async () => {
    await fill();
    const before = await everything();
    const archive = unzip(await exported({ what: 'workspace', format: 'zip' }));
    expect([...archive.keys()].sort()).toEqual([...Object.keys(FILES), 'manifest.json'].sort());
    const pick = async (): Promise<string[]> =>
      Promise.all(
        [...archive]
          .filter(([name]) => name.endsWith('.csv'))
          .map(([name, text]) => test.source(`again-${name}`, text)),
      );
    const { batches } = await test.done('import.run', { sources: await pick() });
    expect(batches).toHaveLength(Object.keys(FILES).length);
    for (const batch of batches) expect(batch).toMatchObject({ unchanged: batch.rowsRead, rejected: 0, waiting: 0 });

    await test.call('workspace.create', { name: 'Copy', currency: 'EUR' });
    const copied = await test.done('import.run', { sources: await pick() });
    for (const batch of copied.batches) expect(batch).toMatchObject({ created: batch.rowsRead });
    expect(await everything()).toEqual(before);
  });

  it('workbooks as well', async () => {
    await fill();
    const sources: string[] = [];
    for (const what of STORED_KINDS)
      sources.push(await test.source(`${what}.xlsx`, readFileSync(await exported({ what, format: 'xlsx' }))));
    const { batches, failed } = await test.done('import.run', { sources });
    expect(failed).toEqual([]);
    for (const batch of batches)
      expect(batch, batch.file).toMatchObject({ unchanged: batch.rowsRead, rejected: 0, waiting: 0 });
    expect(batches.reduce((sum, batch) => sum + batch.rowsRead, 0)).toBe(17);
  });

  it('an archive is read as it is, its records after its tables', async () => {
    await fill();
    const source = await test.source('w.zip', readFileSync(await exported({ what: 'workspace', format: 'zip' })));
    const { batches, failed } = await test.done('import.run', { sources: [source] });
    expect(failed).toEqual([]);
    expect(batches).toHaveLength(Object.keys(FILES).length + 1);
    expect(batches.at(-1)).toMatchObject({ kind: 'records', file: 'w.zip › manifest.json' });
    for (const batch of batches)
      expect(batch, batch.file).toMatchObject({ unchanged: batch.rowsRead, rejected: 0, waiting: 0 });
  });

  it('an empty workspace too', async () => {
    await test.call('workspace.create', { name: 'Empty', currency: 'USD' });
    expect(readFileSync(await exported({ what: 'notes', format: 'csv' }), 'utf8')).toBe(
      'account_id,date,author,text,source_updated_at,bellwether_export_notes\r\n',
    );
    expect([...unzip(await exported({ what: 'workspace', format: 'zip' })).keys()]).toEqual(['manifest.json']);
    const document = JSON.parse(readFileSync(await exported({ what: 'workspace', format: 'json' }), 'utf8'));
    expect(workspaceExport.parse(document)).toMatchObject({ scores: null, batches: [] });
    expect(
      await parquetReadObjects({
        file: await asyncBufferFromFile(await exported({ what: 'usage', format: 'parquet' })),
      }),
    ).toEqual([]);
    for (const format of ['xlsx'] as const) await exported({ what: 'workspace', format });
    expect(await test.codeOf('export.run', { what: 'notes', format: 'csv', target: 'no such place' })).toBe(
      'file_not_found',
    );
  });
});

describe('formats', () => {
  it('CSV: canonical headers, attributes as further columns, values as stored; a mark only when asked for', async () => {
    await fill();
    const text = readFileSync(await exported({ what: 'accounts', format: 'csv', bom: true }), 'utf8');
    expect(text.startsWith('\uFEFFaccount_id,name,segment,')).toBe(true);
    const [header, first, second] = Papa.parse<string[]>(text.slice(1), { delimiter: ',', newline: '\r\n' }).data;
    expect(header?.slice(-4)).toEqual(['source_updated_at', 'Héalth', 'Score code', 'bellwether_export_accounts']);
    expect(first?.[1]).toBe("'=1+1");
    expect(second?.[0]).toBe("'-7");
    expect(second?.[1]).toBe("''@home");
    const usage = readFileSync(await exported({ what: 'usage', format: 'csv' }), 'utf8');
    expect(usage).toBe(
      "account_id,date,metric,value,contact_id,bellwether_export_usage\r\n0042,2026-06-01,logins,1.234,,\r\n0042,2026-06-02,'=custom,-5,,\r\n0042,2026-06-02,logins,3,C1,\r\n",
    );
    expect(readFileSync(await exported({ what: 'tickets', format: 'csv' }), 'utf8')).toContain(
      'T1,0042,2026-06-01T10:00:00.250Z,,P1,,,,true,,-0.25,,,,2026-06-02T00:00:00Z,\r\n',
    );
  });

  it('workbooks: typed cells under a frozen header, and no formula, link or macro from data (R45)', async () => {
    await fill();
    const parts = unzip(await exported({ what: 'workspace', format: 'xlsx' }));
    const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets).toHaveLength(Object.keys(FILES).length);
    for (const [name, xml] of parts) {
      new SaxesParser().write(xml).close();
      expect(xml, name).not.toMatch(/<f>|<f |hyperlink|externalLink|vbaProject|ddeLink/);
    }
    const accounts = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(accounts).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(accounts).toContain('<c r="B2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(accounts).toMatch(/<c r="J2" s="\d+"><v>12000.5<\/v><\/c>/);
    // 29 February 2024
    expect(accounts).toMatch(/<c r="N3" s="2"><v>45351<\/v><\/c>/);
  });

  it('JSON: one document as its schema says, which is the one in resources', async () => {
    await fill();
    const document = JSON.parse(readFileSync(await exported({ what: 'workspace', format: 'json' }), 'utf8'));
    const parsed = workspaceExport.parse(document);
    expect(parsed).toMatchObject({ bellwetherExport: 1, name: 'Acme "GmbH"', currency: 'EUR' });
    expect(parsed.batches).toHaveLength(Object.keys(FILES).length);
    expect(document.tables.accounts[1]).toMatchObject({
      account_id: '-7',
      name: "'@home",
      start_date: '2024-02-29',
      arr: 0,
    });
    expect(document.tables.tickets[0]).toMatchObject({ severity: 'P1', escalated: true, sentiment: -0.25 });
    expect(document.scores.accounts).toHaveLength(3);
    expect([parsed.models, parsed.promotions, parsed.overrides]).toEqual([[], [], []]);
    const schema = readFileSync(join(ROOT, 'resources/schemas/workspace-export.schema.json'), 'utf8');
    expect(JSON.parse(JSON.stringify(z.toJSONSchema(workspaceExport)))).toEqual(JSON.parse(schema));
  });

  it('Parquet: columns of their own types', async () => {
    await fill();
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(await exported({ what: 'tickets', format: 'parquet' })),
    });
    expect(rows).toEqual([
      expect.objectContaining({
        ticket_id: 'T1',
        opened_at: new Date('2026-06-01T10:00:00.250Z'),
        closed_at: null,
        escalated: true,
        sentiment: -0.25,
      }),
    ]);
    const accounts = await parquetReadObjects({
      file: await asyncBufferFromFile(await exported({ what: 'accounts', format: 'parquet' })),
    });
    expect(accounts[0]).toMatchObject({
      account_id: '0042',
      arr: 12000.5,
      start_date: new Date('2025-01-01'),
      'Score code': '007',
    });
  });

  it('refuses what does not go together, with a sentence and no file', async () => {
    await fill();
    const path = join(folder, 'never.zip');
    const state = await test.job('export.run', {
      target: test.core.addExportTarget(path),
      what: 'scores',
      format: 'zip',
    });
    expect(state).toMatchObject({ state: 'failed', error: { code: 'bad_request' } });
    expect(existsSync(path)).toBe(false);
    expect(
      await test.job('export.run', {
        target: test.core.addExportTarget(path),
        what: 'rejected',
        format: 'csv',
        batchId: 99,
      }),
    ).toMatchObject({
      error: { code: 'not_found', message: 'There is no batch 99.' },
    });
    await expect(test.call('data.rejected', { batchId: 99 })).rejects.toThrow('There is no batch 99.');
  });

  it('never replaces the workspace it comes from', async () => {
    await fill();
    const files = readdirSync(test.dataDir, { recursive: true, withFileTypes: true });
    const own = files.find((file) => file.isFile() && file.name.endsWith('.bellwether'));
    const path = join(own?.parentPath ?? '', own?.name ?? '');
    expect(
      await test.job('export.run', { target: test.core.addExportTarget(path), what: 'accounts', format: 'csv' }),
    ).toMatchObject({ state: 'failed', error: { code: 'bad_request' } });
    expect(readFileSync(path).toString('latin1', 0, 15)).toBe('SQLite format 3');
  });
});

describe('rejected rows', () => {
  it('leave with their reasons, and come back corrected', async () => {
    await test.call('workspace.create', { name: 'Acme', currency: 'EUR' });
    const text = 'Account ID;Company;ARR\n1;Acme;1.200,50\n2;=Bad;many\n3;Too;1;wide;row\n';
    const { batches } = await test.done('import.run', { sources: [await test.source('crm.csv', text)] });
    const [batch] = batches;
    expect(batch).toMatchObject({ rowsRead: 3, rejected: 2 });
    const csv = readFileSync(await exported({ what: 'rejected', format: 'csv', batchId: batch?.batchId ?? 0 }), 'utf8');
    const rows = Papa.parse<string[]>(csv, { delimiter: ',', skipEmptyLines: true }).data;
    expect(rows[0]).toEqual([
      'Account ID',
      'Company',
      'ARR',
      '',
      '',
      'bellwether_batch',
      'bellwether_line',
      'bellwether_column',
      'bellwether_code',
      'bellwether_reason',
    ]);
    expect(rows[1]?.slice(0, 9)).toEqual([
      '2',
      "'=Bad",
      'many',
      '',
      '',
      String(batch?.batchId),
      '3',
      'ARR',
      'bad_number',
    ]);
    expect(rows[2]?.slice(0, 5)).toEqual(['3', 'Too', '1', 'wide', 'row']);
    // One is corrected, the other still has cells beyond its header.
    const corrected = await test.done('import.run', {
      sources: [await test.source('corrected.csv', csv.replace('many', '"1.250,00"'))],
    });
    expect(corrected.batches[0]).toMatchObject({ kind: 'accounts', rowsRead: 2, created: 1, rejected: 1 });
    expect(Object.keys(corrected.batches[0]?.mapping ?? {})).toEqual(['Account ID', 'Company', 'ARR']);
    const accounts = readFileSync(await exported({ what: 'accounts', format: 'csv' }), 'utf8');
    expect(accounts).toContain("\r\n2,'=Bad,,,,,,,,1250,");
    expect(accounts).not.toContain('bellwether_reason');
  });
});

describe('a file is written whole or not at all (R48)', () => {
  it('keeps what was there when writing fails, and leaves nothing beside it', () => {
    const place = mkdtempSync(join(folder, 'whole-'));
    const path = join(place, 'kept.csv');
    writeFileSync(path, 'before');
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    expect(() =>
      writeWholeFile({ path, name: 'kept.csv' }, (output) => {
        output.write('x'.repeat(1_000_000));
        throw full;
      }),
    ).toThrow(full);
    expect(readdirSync(place)).toEqual(['kept.csv']);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(writeWholeFile({ path, name: 'kept.csv' }, (output) => output.write('äfter'))).toBe(6);
    expect(readFileSync(path, 'utf8')).toBe('äfter');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => writeWholeFile({ path: join(place, 'no', 'x.csv'), name: 'x.csv' }, () => undefined)).toThrow(
      'x.csv cannot be written: its folder is not there. Choose another place.',
    );
  });

  it('stops when cancelled: no file, an earlier one untouched, and the window answers meanwhile', async () => {
    await test.call('workspace.create', { name: 'Large', currency: 'EUR' });
    const days = Array.from({ length: 400 }, (_, day) =>
      new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const metrics = Array.from({ length: 500 }, (_, metric) => `metric ${metric}`);
    const usage = days.flatMap((day) => metrics.map((metric) => `A1,${day},${metric},1`));
    const sources = [
      await test.source('accounts.csv', 'account_id,name,arr\nA1,Acme,1\n'),
      await test.source('usage.csv', `account_id,date,metric,value\n${usage.join('\n')}\n`),
    ];
    await test.done('import.run', { sources, score: false });
    const place = mkdtempSync(join(folder, 'cancel-'));
    const path = join(place, 'usage.xlsx');
    writeFileSync(path, 'before');
    const target = test.core.addExportTarget(path);
    const reply = await test.core.dispatch('export.run', { target, what: 'usage', format: 'xlsx' });
    const { jobId } = (reply as { data: { jobId: string } }).data;
    const state = async (): Promise<string> =>
      ((await test.call('job.get', { jobId })) as { job: { state: string } }).job.state;
    const begun = (): boolean =>
      test.events.some(
        (event) => event.topic === 'job' && event.job.state === 'running' && (event.job.progress.rows ?? 0) > 2000,
      );
    await expect.poll(begun, { interval: 1, timeout: 30_000 }).toBe(true);
    expect(await test.call('workspace.summary', {})).toMatchObject({ accounts: 1 });
    expect(await state()).toBe('running');
    await test.call('job.cancel', { jobId });
    await expect.poll(state, { timeout: 30_000 }).toBe('cancelled');
    expect(readdirSync(place)).toEqual(['usage.xlsx']);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(await test.codeOf('export.run', { target, what: 'usage', format: 'csv' })).toBe('file_not_found');
  });
});
