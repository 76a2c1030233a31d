import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from '../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-scores-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let test: TestCore;
let accounts: OutputOf<'accounts.list'>['accounts'];
beforeEach(async () => {
  test = await startTestCore(Date.UTC(2026, 6, 1, 12));
  await test.call('workspace.create', { name: 'Scores', currency: 'EUR' });
  const days = Array.from({ length: 120 }, (_, day) => new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10));
  const usage = ['A1', 'A2'].flatMap((id, which) =>
    days.flatMap((day, index) => [
      `${id},${day},logins,${5 + ((index * (which + 3)) % 7)}`,
      `${id},${day},active_users,${which + 3}`,
    ]),
  );
  const sources = [
    await test.source(
      'accounts.csv',
      'account_id,name,segment,arr,seats,start_date,renewal_date\nA1,=Acme,SMB,12000,10,2024-01-01,2026-09-01\nA2,Bolt,SMB,50000,10,2024-01-01,2026-10-01\nA3,Cold,SMB,100,5,2024-01-01,2026-12-01\n',
    ),
    await test.source('usage.csv', `account_id,date,metric,value\n${usage.join('\n')}\n`),
    await test.source(
      'tickets.csv',
      'ticket_id,account_id,opened_at,closed_at,severity,csat\nT1,A1,2026-06-01,2026-06-02,P1,2\nT2,A1,2026-06-11,2026-06-14,P2,4\nT3,A2,2026-06-20,2026-06-21,P3,5\n',
    ),
    await test.source(
      'invoices.csv',
      'invoice_id,account_id,issued_at,due_at,paid_at,amount,status\nI1,A1,2026-05-01,2026-05-31,2026-05-20,1000,paid\nI2,A1,2026-06-01,2026-06-15,,1000,open\nI3,A2,2026-05-01,2026-05-31,2026-05-20,4000,paid\nI4,A2,2026-06-01,2026-06-25,2026-06-20,4000,paid\n',
    ),
  ];
  const weeks = days.filter((_, index) => index % 7 === 0);
  sources.push(
    await test.source(
      'touchpoints.csv',
      `account_id,date,type,attended\n${weeks.flatMap((day) => [`A1,${day},call,true`, `A2,${day},qbr,true`]).join('\n')}\n`,
    ),
    await test.source(
      'surveys.csv',
      `account_id,kind,sent_at,responded_at,rating\n${weeks.map((day) => `A2,nps,${day},${day},8`).join('\n')}\nA1,nps,2026-06-01,2026-06-02,6\n`,
    ),
    await test.source(
      'contracts.csv',
      'account_id,effective_date,change,arr,seats\nA1,2024-01-01,new,10000,8\nA1,2025-01-01,upgrade,12000,10\nA2,2024-01-01,new,50000,10\n',
    ),
  );
  const { failed } = await test.done('import.run', { sources });
  expect(failed).toEqual([]);
  ({ accounts } = await test.call('accounts.list', { sort: [{ field: 'accountId', direction: 'asc' }] }));
  expect(accounts.map((account) => account.score !== null)).toEqual([true, true, false]);
});
afterEach(() => test.close());

async function exported(request: Omit<InputOf<'export.run'>, 'target'>): Promise<Uint8Array> {
  const path = join(folder, `${request.what}.${request.format}`);
  await test.done('export.run', { target: test.core.addExportTarget(path), ...request });
  return readFileSync(path);
}

type Sheet = Map<string, { value: string | number; formula: string | null }>;

/** Cells of a sheet by address. */
function cellsOf(xml: string): Sheet {
  const cells: Sheet = new Map();
  let address = '';
  let isText = false;
  let formula: string | null = null;
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (name !== 'c') return;
    address = String(attributes.r);
    isText = attributes.t === 'inlineStr';
    formula = null;
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'f') formula = text;
    if (name === 'v' || name === 't') cells.set(address, { value: isText ? text : Number(text), formula });
  });
  parser.write(xml).close();
  return cells;
}

function range(sheets: ReadonlyMap<string, Sheet>, text: string): (string | number | undefined)[] {
  const match = /^(?:(\w+)!)?\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(text);
  if (!match) throw new Error(`${text} is no range.`);
  const [, sheet = 'scores', first = '', row = '', last = ''] = match;
  const cells: (string | number | undefined)[] = [];
  for (let column = first.charCodeAt(0); column <= last.charCodeAt(0); column += 1)
    cells.push(sheets.get(sheet)?.get(`${String.fromCharCode(column)}${row}`)?.value);
  return cells;
}

/** Evaluates what the score's formula is made of, as a spreadsheet does: cells without a number count as nothing. */
function evaluated(sheets: ReadonlyMap<string, Sheet>, formula: string): number {
  const parts = /^ROUND\(SUMPRODUCT\(([^,]+),([^)]+)\)\/SUMPRODUCT\(--ISNUMBER\(([^)]+)\),([^)]+)\),6\)$/.exec(formula);
  if (!parts) throw new Error(`${formula} is not the formula of a score.`);
  const [, cells = '', weights = '', counted = '', again = ''] = parts;
  const numbers = (text: string): number[] => range(sheets, text).map((cell) => (typeof cell === 'number' ? cell : 0));
  const known = range(sheets, counted).map((cell) => Number(typeof cell === 'number'));
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  const value = product(numbers(cells), numbers(weights)) / product(known, numbers(again));
  return Math.round(value * 1e6) / 1e6;
}

describe('scores', () => {
  it('an auditable workbook computes every stored score from its cells, missing dimensions left out', async () => {
    const parts = unzipSync(await exported({ what: 'scores', format: 'xlsx', auditable: true }));
    const sheetOf = (id: number): Sheet => cellsOf(new TextDecoder().decode(parts[`xl/worksheets/sheet${id}.xml`]));
    const sheets = new Map([
      ['scores', sheetOf(1)],
      ['Model', sheetOf(2)],
    ]);
    const formulas = [...(sheets.get('scores') ?? [])].filter(([, cell]) => cell.formula !== null);
    const scored = accounts.filter((account) => account.score !== null);
    expect(formulas).toHaveLength(scored.length);
    expect(accounts.some((account) => Object.values(account.dimensions).includes(null))).toBe(true);
    for (const [address, { value, formula }] of formulas) {
      const id = sheets.get('scores')?.get(`A${address.replace(/\D/g, '')}`)?.value;
      const stored = scored.find((account) => account.accountId === id)?.score;
      expect(value).toBe(stored);
      expect(Math.abs(evaluated(sheets, formula ?? '') - Number(stored))).toBeLessThanOrEqual(1e-6);
    }
    expect([...(sheets.get('Model') ?? [])].every(([, cell]) => cell.formula === null)).toBe(true);
  });

  it('as a table has one row an account, names made safe and scores as stored', async () => {
    const text = new TextDecoder().decode(await exported({ what: 'scores', format: 'csv' }));
    const rows = Papa.parse<Record<string, string>>(text, { header: true, delimiter: ',', skipEmptyLines: true }).data;
    expect(rows.map((row) => row.account_id)).toEqual(['A1', 'A2', 'A3']);
    expect(rows[0]?.name).toBe("'=Acme");
    for (const account of accounts) {
      const row = rows.find((candidate) => candidate.account_id === account.accountId);
      expect(row?.score).toBe(account.score === null ? '' : String(account.score));
      expect(row?.usage_score).toBe(account.dimensions.usage == null ? '' : String(account.dimensions.usage));
      expect(row?.tier).toBe(account.tier ?? '');
      expect(row?.renewal_date).toBe(account.renewalDate ?? '');
    }
  });

  it('for a CRM hold only accounts with a score, with its column names, its date form and one digit', async () => {
    const { asOf } = await test.call('workspace.summary', {});
    const scored = accounts.filter((account) => account.score !== null).map((account) => account.accountId);
    const table = async (what: 'crm-salesforce' | 'crm-hubspot'): Promise<string[][]> =>
      Papa.parse<string[]>(new TextDecoder().decode(await exported({ what, format: 'csv' })), { skipEmptyLines: true })
        .data;
    const [salesforce, ...uploads] = await table('crm-salesforce');
    expect(salesforce?.slice(0, 4)).toEqual([
      'Id',
      'Bellwether_Health_Score__c',
      'Bellwether_Health_Tier__c',
      'Bellwether_Score_Date__c',
    ]);
    expect(uploads.map((row) => row[0]).sort()).toEqual(scored.toSorted());
    expect(uploads[0]?.[1]).toMatch(/^\d+(\.\d)?$/);
    expect(uploads[0]?.[3]).toBe(asOf);
    const [hubspot, first] = await table('crm-hubspot');
    expect(hubspot?.[0]).toBe('Record ID');
    expect(first?.[3]).toBe('06/28/2026');
  });
});
