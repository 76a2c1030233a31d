import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';
import { planFile, readRows } from '../index.ts';
import type { Cell, FilePlan, PlanOptions } from '../types.ts';
import { headerFingerprint } from './headers.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-saved-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string | Buffer, name = `t${++files}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rowsOf = (plan: FilePlan): Record<string, Cell>[] =>
  [...readRows(plan)].flatMap((batch) =>
    batch.rows.map((row) =>
      Object.fromEntries(plan.fields.map((field, index) => [field.name, row.cells[index] ?? null])),
    ),
  );

const preset: ImportPreset = {
  id: 'acme-bills',
  system: 'Acme',
  title: 'Acme bills',
  kind: 'invoices',
  source: 'Made for this test.',
  sure: 'exact',
  match: { all: ['Bill', 'Cust', 'On'] },
  columns: {
    Bill: 'invoice_id',
    Cust: 'account_id',
    On: 'issued_at',
    'Sum (cents)': 'amount',
    State: 'status',
    Memo: '',
  },
  values: { status: { done: 'paid', naught: 'open' } },
  factors: { 'Sum (cents)': 0.01 },
  note: 'Amounts are in cents.',
};
const TEXT = 'Bill,Cust,On,Sum (cents),State,Memo\nB1,A1,2026-01-31,1250,Done,x\n';

function saved(headers: readonly string[], options: ImportOptions): NonNullable<PlanOptions['saved']> {
  return (fingerprint) => (fingerprint === headerFingerprint(headers) ? { name: 'Mine', options } : null);
}

describe('what is remembered of other files', () => {
  it('a preset names columns, words and units', () => {
    const plan = planFile(file(TEXT), { presets: [preset] });
    expect(plan.origin).toEqual({ type: 'preset', name: 'Acme bills' });
    expect(plan.kindConfidence).toBe(0.98);
    expect(rowsOf(plan)).toEqual([
      { invoice_id: 'B1', account_id: 'A1', issued_at: 20484, amount: 12.5, status: 'paid' },
    ]);
    expect(plan.ignored).toEqual(['Memo']);
    expect(plan.warnings.map((warning) => warning.message)).toContain('Amounts are in cents.');
  });

  it('reads further rows alike by its recipe alone', () => {
    const plan = planFile(file(TEXT), { presets: [preset] });
    const again = planFile(file(TEXT.replace('B1', 'B2')), { ...plan.recipe.options, remembered: false });
    expect(rowsOf(again)).toEqual([{ ...rowsOf(plan)[0], invoice_id: 'B2' }]);
  });

  it('a saved mapping goes before the preset, what is given before both', () => {
    const text = TEXT.replace('Memo', 'Memo,Issued').replace(',x', ',x,2026-01-01');
    const mine = saved(['issued', 'On', 'cust', 'Bill', 'SUM (cents)', 'State', 'memo'], {
      kind: 'invoices',
      mapping: { On: 'due_at', Memo: 'currency' },
      values: { status: { DONE: 'late' } },
    });
    const path = file(text);
    const options = { presets: [preset], saved: mine };
    const plan = planFile(path, options);
    expect(plan.origin).toEqual({ type: 'saved', name: 'Mine' });
    expect(plan.mapping).toMatchObject({ On: 'due_at', Memo: 'currency', Bill: 'invoice_id', Issued: 'issued_at' });
    expect(rowsOf(plan)[0]).toMatchObject({ status: 'late', amount: 12.5 });
    const given = planFile(path, { ...options, mapping: { Memo: '', Issued: 'due_at', On: 'issued_at' } });
    expect(given.origin).toEqual({ type: 'given', name: null });
    expect(given.mapping).toMatchObject({ On: 'issued_at', Issued: 'due_at' });
    expect(given.ignored).toContain('Memo');
    expect(rowsOf(given)[0]).toMatchObject({ status: 'late', amount: 12.5 });
  });

  it('is not asked when the person does not want it, nor for another kind', () => {
    const mine = saved(['Bill', 'Cust', 'On', 'Sum (cents)', 'State', 'Memo'], {
      kind: 'invoices',
      mapping: { Bill: 'invoice_id' },
    });
    const remembering = { presets: [preset], saved: mine };
    expect(() => planFile(file(TEXT), { ...remembering, remembered: false })).toThrow(/not clear/);
    const mapping = {
      Bill: 'ticket_id',
      Cust: 'account_id',
      On: 'opened_at',
      'Sum (cents)': '',
      State: 'status',
      Memo: '',
    };
    const plan = planFile(file(TEXT), { ...remembering, kind: 'tickets', mapping });
    expect(plan.origin.type).toBe('given');
    expect(rowsOf(plan)).toMatchObject([{ ticket_id: 'B1', status: 'Done' }]);
  });

  it('is not applied where one of its columns is missing', () => {
    const options = { kind: 'invoices', mapping: { Gone: 'invoice_id' } } as const;
    const plan = planFile(file(TEXT), { presets: [preset], saved: () => ({ name: 'Mine', options }) });
    expect(plan.origin.type).toBe('preset');
  });

  it('knows the encoding the bytes do not tell', () => {
    const text = Buffer.from('account_id,name\nA1,\xa3\xf3d\xbc\n', 'latin1');
    const options = { encoding: 'iso-8859-2' } as const;
    const plan = planFile(file(text), { saved: () => ({ name: 'Polish', options }) });
    expect(rowsOf(plan)).toEqual([{ account_id: 'A1', name: 'Łódź' }]);
  });

  it('takes the same for every row where the file does not say it', () => {
    const text = 'account_id,date,score\nA1,2026-01-31,9\n';
    expect(() => planFile(file(text), { kind: 'surveys' })).toThrow(/kind/);
    const plan = planFile(file(text), { kind: 'surveys', constants: { kind: 'NPS' } });
    expect(rowsOf(plan)).toMatchObject([{ kind: 'nps', rating: 9 }]);
    expect(plan.recipe.options.constants).toEqual({ kind: 'NPS' });
    expect(() => planFile(file(text), { kind: 'surveys', constants: { kind: 'weather' } })).toThrow(/weather/);
  });
});

describe('other keys of the account', () => {
  const keyOf = (text: string, options: PlanOptions = {}, name?: string): string | undefined =>
    Object.values(planFile(file(text, name), options).mapping).find((column) =>
      ['account_id', 'subscription_id', 'contact_id', 'email', 'domain', 'account_name'].includes(column),
    );

  it('prefers ids, then addresses; names only when asked', () => {
    const rest = ',ticket_id,opened_at\n';
    expect(keyOf(`customer_id,email,company${rest}A1,a@b.c,Acme Ltd,T1,2026-01-01\n`)).toBe('account_id');
    expect(keyOf(`email,website,company${rest}a@b.c,b.c,Acme Ltd,T1,2026-01-01\n`)).toBe('email');
    expect(keyOf(`website,company${rest}b.c,Acme Ltd,T1,2026-01-01\n`)).toBe('domain');
    expect(keyOf(`website,company${rest}b.c,Acme Ltd,T1,2026-01-01\n`, { joinByName: true })).toBe('account_name');
    expect(() => keyOf(`company${rest}Acme Ltd,T1,2026-01-01\n`)).toThrow(/only by name \("company"\)/);
    expect(keyOf(`company${rest}Acme Ltd,T1,2026-01-01\n`, { mapping: { company: 'account_name' } })).toBe(
      'account_name',
    );
  });

  it('takes "account" for a name where it holds words, for an id where it holds codes', () => {
    expect(keyOf('account,date,metric,value\nA1,2026-01-01,logins,3\n')).toBe('account_id');
    expect(() => keyOf('account,date,metric,value\nAcme Ltd,2026-01-01,logins,3\n')).toThrow(/only by name/);
  });

  it('joins rows about a ticket through it', () => {
    const plan = planFile(file('ticket_id,answered_at,score\nT1,2026-01-31,4\n', 'csat answers.csv'));
    expect(plan.kind).toBe('surveys');
    expect(plan.mapping).toEqual({ ticket_id: 'ticket_id', answered_at: 'responded_at', score: 'rating' });
  });

  it('requires the key in every row', () => {
    const plan = planFile(file('email,ticket_id,opened_at\n,T1,2026-01-01\na@b.c,T2,2026-01-01\n'));
    const rejected = [...readRows(plan)].flatMap((batch) => batch.rejected);
    expect(rejected.map(({ column, code }) => [column, code])).toEqual([['email', 'missing_required']]);
  });
});

describe('header language, unit and spelling', () => {
  it.each([
    ['Kundennummer;Firmenname;Branche;Land;Vertragsbeginn', 'account_id name industry country start_date'],
    ['ID client;Nom;Secteur;Pays;Date début', 'account_id name industry country start_date'],
    ['ID cliente;Razón social;Industria;País;Fecha inicio', 'account_id name industry country start_date'],
    ['Codice cliente;Ragione sociale;Settore;Paese;Data inizio', 'account_id name industry country start_date'],
    ['Klantnummer;Naam;Land;Startdatum', 'account_id name country start_date'],
    ['customer-id;Customer Name;ARR (USD);# of seats', 'account_id name arr'],
  ])('%s', (headers, columns) => {
    const plan = planFile(file(`${headers}\n`, `kunden customers ${++files}.csv`));
    expect(plan.kind).toBe('accounts');
    expect(Object.values(plan.mapping)).toEqual(expect.arrayContaining(columns.split(' ')));
  });

  it('converts times by the unit in the header, detected or given', () => {
    const text = 'ticket_id,account_id,opened_at,First response [hrs]\nT1,A1,2026-01-01,2\n';
    const detected = planFile(file(text));
    expect(rowsOf(detected)).toMatchObject([{ first_response_minutes: 120 }]);
    const given = planFile(file(text), { mapping: { 'First response [hrs]': 'first_response_minutes' } });
    expect(rowsOf(given)).toEqual(rowsOf(detected));
  });

  it('is less sure of a synonym than of the name itself', () => {
    const [id, name, arr] = planFile(file('account_id,Customer Name,current_arr\nA1,Acme,5\n')).columns;
    expect(id?.confidence).toBe(1);
    expect(name?.confidence).toBeLessThan(1);
    expect(arr?.confidence).toBeLessThan(name?.confidence ?? 0);
  });
});
