import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { WriteDb } from '#electron/store/open.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { dayFromIso } from '#shared/model/day.ts';
import { type Kind, type Row, type Table, UndoModel } from './undo-model.ts';
import { importCsv, undo, visible, waitingRowCount } from './undo-testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-undo-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Words = readonly (string | number | null)[];
type Shape = {
  readonly key: Readonly<Record<string, Words>>;
  readonly always: Readonly<Record<string, Words>>;
  readonly some: Readonly<Record<string, Words>>;
};

const ACCOUNT = ['A1', 'A2', 'A3'];
const TIME = ['2026-03-01', '2026-03-02', '2026-03-03', null];
const DATE = ['2026-02-01', '2026-02-02'];
const SHAPES: Readonly<Record<Kind, Shape>> = {
  accounts: {
    key: { account_id: ACCOUNT },
    always: { name: ['Acme', 'Bolt'] },
    some: {
      segment: ['SMB', 'Ent', null],
      arr: [10, 20, null],
      source_updated_at: TIME,
      '@Colour': ['red', 'blue', null],
      '@Shape': ['round', null],
    },
  },
  contacts: {
    key: { contact_id: ['C1', 'C2'] },
    always: { account_id: ACCOUNT },
    some: { name: ['Ann', 'Bob', null], is_sponsor: [1, 0, null], source_updated_at: TIME },
  },
  tickets: {
    key: { ticket_id: ['T1', 'T2', 'T3'] },
    always: { account_id: ACCOUNT, opened_at: DATE },
    some: { subject: ['Late', 'Slow', null], csat: [1, 5, null], source_updated_at: TIME },
  },
  usage: {
    key: { account_id: ACCOUNT, date: DATE, metric: ['logins', 'api_calls'] },
    always: { value: [1, 2] },
    some: { contact_id: ['C1', 'C2', null] },
  },
  usage_wide: {
    key: { account_id: ACCOUNT, date: DATE },
    always: { logins: [1, 2, null], sessions: [3, 4, null] },
    some: {},
  },
  contracts: {
    key: { account_id: ACCOUNT, effective_date: DATE, change: ['new', 'upgrade'] },
    always: { arr: [10, 20] },
    some: { subscription_id: ['S', null], plan: ['Pro', null], source_updated_at: TIME },
  },
};
/** Other names under which the columns of a file may come. */
const ALIASES: Readonly<Record<string, string>> = {
  name: 'Firm',
  segment: 'Branch',
  subject: 'Title line',
  arr: 'Yearly',
};

const cellsOf = (columns: Readonly<Record<string, Words>>): fc.Arbitrary<Row> =>
  fc.record(Object.fromEntries(Object.entries(columns).map(([name, words]) => [name, fc.constantFrom(...words)])));

function tableOf(kind: Kind): fc.Arbitrary<Table> {
  const { key, always, some } = SHAPES[kind];
  return fc.subarray(Object.keys(some)).chain((extra) => {
    const columns = { ...key, ...always, ...Object.fromEntries(extra.map((name) => [name, some[name] ?? []])) };
    return fc
      .record({
        columns: fc.shuffledSubarray(Object.keys(columns), { minLength: Object.keys(columns).length }),
        rows: fc.array(cellsOf(columns), { minLength: 1, maxLength: 5 }),
      })
      .map(({ columns, rows }): Table => ({ kind, columns, rows: rows.map(ownSubscription) }));
  });
}

/** No two accounts share a subscription: whose it is would depend on who came first. */
function ownSubscription(row: Row): Row {
  return row.subscription_id ? { ...row, subscription_id: `S-${row.account_id}` } : row;
}

function csvOf(table: Table, renamed: boolean): { csv: string; mapping: Record<string, string> } {
  const headerOf = (column: string): string => (renamed ? (ALIASES[column] ?? column) : column).replace('@', '');
  const lines = [
    table.columns.map(headerOf),
    ...table.rows.map((row) => table.columns.map((column) => String(row[column] ?? ''))),
  ];
  return {
    csv: `${lines.map((line) => line.join(',')).join('\n')}\n`,
    mapping: Object.fromEntries(
      table.columns.filter((column) => !column.startsWith('@')).map((column) => [headerOf(column), column]),
    ),
  };
}

/** Days and times as the database holds them. */
function stored(table: Table): Table {
  const rows = table.rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value !== 'string') return [name, value];
        if (name === 'opened_at') return [name, (dayFromIso(value) ?? 0) * 86_400_000];
        return [name, name === 'effective_date' ? dayFromIso(value) : value];
      }),
    ),
  );
  return { ...table, rows };
}

type Real = {
  readonly db: WriteDb;
  readonly files: { readonly csv: string; readonly mapping: Record<string, string>; readonly table: Table }[];
};

function compare(model: UndoModel, { db }: Real): void {
  expect(visible(db)).toEqual(model.visible());
  expect(waitingRowCount(db)).toBe(model.waiting);
  expect(db.pragma('foreign_key_check')).toEqual([]);
}

class Import implements fc.Command<UndoModel, Real> {
  readonly #table: Table;
  readonly #renamed: boolean;
  constructor(table: Table, renamed: boolean) {
    this.#table = table;
    this.#renamed = renamed;
  }
  check(): boolean {
    return true;
  }
  run(model: UndoModel, real: Real): void {
    const file = { ...csvOf(this.#table, this.#renamed), table: stored(this.#table) };
    real.files.push(file);
    load(model, real, file);
  }
  toString(): string {
    return `import ${this.#table.kind}${this.#renamed ? ' renamed' : ''} ${JSON.stringify(csvOf(this.#table, false).csv)}`;
  }
}

function load(model: UndoModel, real: Real, file: Real['files'][number]): void {
  const batch = importCsv(real.db, folder, file.csv, { kind: file.table.kind, mapping: file.mapping });
  model.import(batch, file.table);
  compare(model, real);
}

class ImportAgain implements fc.Command<UndoModel, Real> {
  readonly #which: number;
  constructor(which: number) {
    this.#which = which;
  }
  check(model: UndoModel): boolean {
    return model.standing.length > 0;
  }
  run(model: UndoModel, real: Real): void {
    const file = real.files[this.#which % real.files.length];
    if (file) load(model, real, file);
  }
  toString(): string {
    return `import file ${this.#which} again`;
  }
}

class Undo implements fc.Command<UndoModel, Real> {
  readonly #which: readonly number[];
  constructor(which: readonly number[]) {
    this.#which = which;
  }
  check(model: UndoModel): boolean {
    return model.standing.length > 0;
  }
  run(model: UndoModel, real: Real): void {
    const standing = model.standing;
    const batches = [...new Set(this.#which.map((which) => standing[which % standing.length] ?? 0))];
    undo(real.db, ...batches);
    for (const batch of batches.sort((a, b) => b - a)) model.undo(batch);
    compare(model, real);
  }
  toString(): string {
    return `undo ${this.#which.join(' and ')}`;
  }
}

test('imports and undos in any order leave what the standing batches come to', () => {
  const kinds = Object.keys(SHAPES) as Kind[];
  const commands = [
    fc
      .record({ table: fc.constantFrom(...kinds).chain(tableOf), renamed: fc.boolean() })
      .map(({ table, renamed }) => new Import(table, renamed)),
    tableOf('accounts').map((table) => new Import(table, false)),
    fc.nat(20).map((which) => new ImportAgain(which)),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }).map((which) => new Undo(which)),
    fc.nat(20).map((which) => new Undo([which])),
  ];
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 14, size: 'max' }), (sequence) => {
      const db = memoryWorkspace();
      try {
        fc.modelRun(() => ({ model: new UndoModel(), real: { db, files: [] } }), sequence);
      } finally {
        db.close();
      }
    }),
    { numRuns: 1000 },
  );
}, 120_000);
