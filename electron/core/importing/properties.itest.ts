import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { memoryWorkspace } from '#electron/store/testing.ts';
import type { BatchReport, ImportOptions } from '#shared/contract/importing.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type CanonicalColumn, type ColumnType, KINDS } from '#shared/model/kinds.ts';
import { importTable, undo, visible } from './undo-testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-properties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Kind = keyof typeof KINDS;
/** What must become of a cell or row: one that cannot be read is rejected, whatever else is the matter with it. */
type Fate = 'stored' | 'waiting' | 'rejected';
type Cell = { readonly text: string; readonly fate: Fate };
type Row = readonly Cell[];
type Table = { readonly kind: Kind; readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** The workspace all runs start from: accounts A1 to A3, the contact C1 of A1. */
const db = memoryWorkspace();
const load = (kind: Kind, csv: string): BatchReport => importTable(db, folder, csv, optionsOf(kind, csv));
load('accounts', 'account_id,name\nA1,One\nA2,Two\nA3,Three\n');
load('contacts', 'contact_id,account_id,name\nC1,A1,Ann\n');
// The first undo makes its temporary table: here, where no run's rollback takes it away again.
undo(db, load('accounts', 'account_id,name\nA0,Zero\n').batchId ?? 0);
beforeEach(() => {
  db.exec('BEGIN');
});
afterEach(() => {
  db.exec('ROLLBACK');
});
const again = (): void => {
  db.exec('ROLLBACK; BEGIN');
};

function optionsOf(kind: Kind, csv: string): ImportOptions & { kind: Kind } {
  const header = csv.slice(0, csv.indexOf('\n')).split(',');
  const known = new Set<string>(KINDS[kind].map((column) => column.name));
  const mapping = Object.fromEntries(header.filter((name) => known.has(name)).map((name) => [name, name]));
  return { kind, mapping, delimiter: ',', headerRow: 1, dateFormat: 'ymd', decimal: '.' };
}

const good = (...texts: string[]): fc.Arbitrary<Cell> =>
  fc.constantFrom(...texts).map((text): Cell => ({ text, fate: 'stored' }));
const bad = (...texts: string[]): fc.Arbitrary<Cell> =>
  fc.constantFrom(...texts).map((text): Cell => ({ text, fate: 'rejected' }));
const blank: Cell = { text: '', fate: 'stored' };

const READABLE: Readonly<Record<Exclude<ColumnType, 'word' | 'id'>, fc.Arbitrary<Cell>>> = {
  text: good('Acme', 'two\nlines', 'Bolt, Inc', 'a "quoted" word', 'über', '007', 'three\r\nmore\nlines'),
  number: good('1', '1.0', '1e0'),
  integer: good('1', '2'),
  rating: good('1', '5'),
  date: good('2026-01-31', '2026-02-05', '31 Jan 2026'),
  timestamp: good('2026-01-31', '2026-02-05T10:30:00Z', '2026-02-05 10:30:00+02:00'),
  boolean: good('yes', 'no', 'TRUE', '0'),
  priority: good('P1', 'high', 'low'),
};
const UNREADABLE: Readonly<Partial<Record<ColumnType, fc.Arbitrary<Cell>>>> = {
  number: bad('many', '1.2.3', '0x1F'),
  integer: bad('many'),
  rating: bad('many'),
  date: bad('soon', '2026-02-30', '2023-02-29'),
  timestamp: bad('soon', '2026-13-01'),
  boolean: bad('perhaps'),
  priority: bad('weird'),
  word: bad('zzz'),
};

/** Texts of a column with what they must come to; `dirty` has some that cannot be read, are missing, or name an unknown account. */
function cellOf(kind: Kind, column: CanonicalColumn, dirty: boolean): fc.Arbitrary<Cell> {
  const { name, type, required } = column;
  const choices: { readonly arbitrary: fc.Arbitrary<Cell>; readonly weight: number }[] = [];
  const add = (weight: number, arbitrary: fc.Arbitrary<Cell>): void => {
    choices.push({ weight, arbitrary });
  };
  if (name === 'account_id' && kind !== 'accounts') {
    add(8, good('A1', 'A2', 'A3'));
    if (dirty) add(1, fc.constant<Cell>({ text: 'A9', fate: 'waiting' }));
  } else if (name === 'contact_id' && kind !== 'contacts') add(1, fc.constant(blank));
  else if (type === 'id') add(8, good('A1', 'A4', '0042', '42', '12E5'));
  else if (type === 'word') add(8, good(...(column.words ?? [])));
  else add(8, READABLE[type]);
  const unreadable = UNREADABLE[type];
  if (dirty && unreadable) add(1, unreadable);
  if (!required) add(3, fc.constant(blank));
  else if (dirty) add(1, fc.constant<Cell>({ text: '', fate: 'rejected' }));
  return fc.oneof(...choices);
}

/** Rows of all columns of a kind. A survey without any date of its own is no survey. */
function tableOf(kind: Kind, dirty: boolean): fc.Arbitrary<Table> {
  const columns = KINDS[kind].filter((column) => column.name !== 'scale');
  return fc
    .array(
      // A row without anything in it is a blank line, not a row.
      fc
        .tuple(...columns.map((column) => cellOf(kind, column, dirty)))
        .filter((row) => row.some(({ text }) => text !== '')),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows): Table => {
      const names = columns.map((column) => column.name);
      return { kind, columns: names, rows: rows.map((row) => sound(kind, names, row)) };
    });
}

function sound(kind: Kind, names: readonly string[], row: Row): Row {
  const account = row[names.indexOf('account_id')]?.text ?? '';
  return row.map((cell, column) => {
    // No two accounts share a subscription: whose it is would depend on who came first.
    if (names[column] === 'subscription_id' && cell.text !== '') return { ...cell, text: `S-${account}` };
    if (kind === 'surveys' && names[column] === 'sent_at' && cell.text === '')
      return { text: '2026-01-01', fate: 'stored' };
    return cell;
  });
}

function fateOf(row: Row): Fate {
  if (row.some((cell) => cell.fate === 'rejected')) return 'rejected';
  return row.some((cell) => cell.fate === 'waiting') ? 'waiting' : 'stored';
}

const texts = (row: Row): string[] => row.map((cell) => cell.text);
const quoted = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** The file, with `gaps[i]` blank lines before row i, and the physical line of each row. */
function written(table: Table, gaps: readonly number[]): { readonly csv: string; readonly lines: readonly number[] } {
  let csv = `${table.columns.join(',')}\n`;
  let line = 2;
  const lines = table.rows.map((row, index) => {
    const gap = index === 0 ? 0 : (gaps[index] ?? 0);
    const text = quoted(texts(row));
    csv += `${'\n'.repeat(gap)}${text}\n`;
    const start = line + gap;
    line = start + (text.match(/\r\n|\n/g)?.length ?? 0) + 1;
    return start;
  });
  return { csv, lines };
}

/** As many as fit into half a minute: a slow or busy machine does not get through all of them. */
const RUNS = { numRuns: 1000, interruptAfterTimeLimit: 30_000 };

const KIND_NAMES = Object.keys(KINDS) as Kind[];
const anyTable = (dirty: boolean): fc.Arbitrary<Table> =>
  fc.constantFrom(...KIND_NAMES).chain((kind) => tableOf(kind, dirty));

it('accounts for every row read, and says of each refused one which line it is, why, and what was written', () => {
  fc.assert(
    fc.property(anyTable(true), fc.array(fc.nat(1), { maxLength: 6 }), (table, gaps) => {
      again();
      const { csv, lines } = written(table, gaps);
      const report = load(table.kind, csv);
      const fates = table.rows.map(fateOf);
      const refused = table.rows.flatMap((row, index) =>
        fates[index] === 'rejected' ? [{ line: lines[index], cells: texts(row) }] : [],
      );
      expect(report.rowsRead).toBe(table.rows.length);
      expect(report.rowsRead).toBe(report.accepted + report.rejected);
      expect(report.accepted).toBe(
        report.created + report.updated + report.unchanged + report.duplicates + report.waiting,
      );
      expect(report.rejected).toBe(refused.length);
      expect(report.waiting).toBe(fates.filter((fate) => fate === 'waiting').length);
      const kept = db
        .prepare<[number | null], { line: number; code: string; message: string; raw: string }>(
          'SELECT line, code, message, raw FROM rejected_row WHERE batch_id = ? ORDER BY line',
        )
        .all(report.batchId);
      expect(kept.map(({ line, raw }) => ({ line, cells: Papa.parse<string[]>(raw).data[0] }))).toEqual(refused);
      for (const { code, message } of kept) {
        expect(code).toMatch(/^[a-z_]+$/);
        expect(message).toMatch(/\w.*[.?]$/s);
      }
    }),
    RUNS,
  );
}, 90_000);

/** Everything that people see, and what still waits. */
function state(): unknown {
  const waiting = db
    .prepare<[], { n: number }>('SELECT count(DISTINCT kind || join_value || cells) AS n FROM waiting_row')
    .get();
  return { facts: visible(db), waiting: waiting?.n };
}

it('imported twice is imported once, also after both were taken back', () => {
  fc.assert(
    fc.property(anyTable(true), (table) => {
      again();
      const { csv } = written(table, []);
      const empty = state();
      const first = load(table.kind, csv);
      const once = state();
      const second = load(table.kind, csv);
      expect([second.created, second.updated]).toEqual([0, 0]);
      expect(state()).toEqual(once);
      undo(db, first.batchId ?? 0, second.batchId ?? 0);
      expect(state()).toEqual(empty);
      load(table.kind, csv);
      expect(state()).toEqual(once);
    }),
    RUNS,
  );
}, 90_000);

/** Gives every row a key of its own. */
function distinct(table: Table): Table {
  const spec = KINDS[table.kind];
  const id = ['invoice_id', 'ticket_id', 'event_id', 'response_id', table.kind === 'contacts' ? 'contact_id' : ''].find(
    (name) => table.columns.includes(name),
  );
  const own = table.kind === 'accounts' ? 'account_id' : (id ?? spec.find((column) => column.type === 'date')?.name);
  const named = table.kind === 'milestones' ? 'name' : own;
  const first = dayFromIso('2026-01-01') ?? 0;
  return {
    ...table,
    rows: table.rows.map((row, index) =>
      row.map((cell, column): Cell => {
        if (table.columns[column] !== named) return cell;
        const type = spec[column]?.type;
        return { fate: 'stored', text: type === 'date' ? isoFromDay(first + index) : `K${index}` };
      }),
    ),
  };
}

it('rows without equal keys come to the same in any order', () => {
  const shuffled = anyTable(true)
    .map(distinct)
    .chain((table) =>
      fc
        .shuffledSubarray([...table.rows], { minLength: table.rows.length })
        .map((rows) => ({ table, turned: { ...table, rows } })),
    );
  fc.assert(
    fc.property(shuffled, ({ table, turned }) => {
      again();
      const before = load(table.kind, written(table, []).csv);
      const straight = state();
      again();
      const after = load(table.kind, written(turned, []).csv);
      expect(state()).toEqual(straight);
      expect([after.created, after.rejected, after.waiting]).toEqual([before.created, before.rejected, before.waiting]);
      load('accounts', 'account_id,name\nA9,Nine\n');
      const joined = state();
      const late = load(table.kind, written(table, []).csv);
      expect([late.created, late.updated, late.waiting]).toEqual([0, 0, 0]);
      expect(state()).toEqual(joined);
    }),
    RUNS,
  );
}, 90_000);
