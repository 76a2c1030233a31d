import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { planFile, readRows } from './index.ts';
import type { Cell } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-permute-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'tickets.csv');
const RUNS = 1000;

const HEADERS = ['Nr', 'Client', 'Opened', 'Solved', 'Prio', 'CSAT', 'What', 'Esc'];
const OPTIONS: ImportOptions = {
  kind: 'tickets',
  mapping: {
    Nr: 'ticket_id',
    Client: 'account_id',
    Opened: 'opened_at',
    Solved: 'closed_at',
    Prio: 'severity',
    CSAT: 'csat',
    What: 'subject',
    Esc: 'escalated',
  },
  delimiter: ',',
  dateFormat: 'dmy',
  decimal: '.',
  headerRow: 1,
};

const date = fc
  .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2020, max: 2026 }))
  .map(([day, month, year]) => `${day}/${month}/${year}`);
const id = fc.stringMatching(/^[A-Za-z0-9-]{1,6}$/);
/** One row in the order of HEADERS; some of them are refused (impossible dates, unknown priorities, ratings out of range). */
const row = fc.tuple(
  id,
  id,
  date,
  fc.oneof(date, fc.constant('')),
  fc.constantFrom('P1', 'high', 'Normal', 'low', '', 'whenever'),
  fc.constantFrom('1', '4.5', '5', '', '9', 'Good'),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('yes', 'no', '', 'x', 'maybe'),
);

type Result = { readonly accepted: string[]; readonly rejected: string[] };

/** What an import makes of the table, without the order of rows and fields. */
function read(headers: readonly string[], rows: readonly (readonly string[])[]): Result {
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  writeFileSync(path, `${[headers, ...rows].map(quoted).join('\n')}\n`);
  const plan = planFile(path, OPTIONS);
  const accepted: string[] = [];
  const rejected: string[] = [];
  for (const batch of readRows(plan)) {
    for (const { cells } of batch.rows) {
      const named: [string, Cell][] = plan.fields.map((field, index) => [field.name, cells[index] ?? null]);
      accepted.push(JSON.stringify(named.sort(([a], [b]) => (a < b ? -1 : 1))));
    }
    for (const refusal of batch.rejected) rejected.push(refusal.code);
  }
  return { accepted: accepted.sort(), rejected: rejected.sort() };
}

const table = fc.array(row, { minLength: 1, maxLength: 12 });

describe('the order of a table (50-security-reliability.md section 4, properties 5 and 6)', () => {
  it('rows in another order are the same set of rows', () => {
    fc.assert(
      fc.property(
        table.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(read(HEADERS, shuffled)).toEqual(read(HEADERS, rows));
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('columns in another order with the same mapping are the same rows', () => {
    fc.assert(
      fc.property(
        table,
        fc.shuffledSubarray(
          HEADERS.map((_, index) => index),
          { minLength: HEADERS.length },
        ),
        (rows, order) => {
          const take = (cells: readonly string[]): string[] => order.map((index) => cells[index] ?? '');
          expect(read(take(HEADERS), rows.map(take))).toEqual(read(HEADERS, rows));
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});
