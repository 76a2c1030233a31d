import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FilePlan, planFile, type RejectedRow, readColumns, readRows, type TypedRow } from './index.ts';
import { codeOf, scratch } from './testing.ts';
import type { RowBatch } from './types.ts';
import { usageFiles, usageText } from './usage-testing.ts';

const { write } = scratch('bellwether-columns');

type Told = {
  readonly rows: readonly Pick<TypedRow, 'line' | 'cells'>[];
  readonly rejected: readonly RejectedRow[];
  readonly issues: readonly unknown[];
  readonly warned: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, number>>;
};

/** Everything that reading tells, with columns as rows again. */
function told(batches: Iterable<RowBatch>): Told {
  const rows: Pick<TypedRow, 'line' | 'cells'>[] = [];
  const rejected: RejectedRow[] = [];
  const issues: unknown[] = [];
  const warned: Record<string, number> = {};
  const found: Record<string, number> = {};
  for (const batch of batches) {
    let next = 0;
    const takeColumns = (end: number): void => {
      for (; next < end; next += 1)
        rows.push({
          line: batch.columns?.lines[next] ?? 0,
          cells: batch.columns?.cells.map((column) => column[next] ?? null) ?? [],
        });
    };
    for (const [index, { line, cells }] of batch.rows.entries()) {
      takeColumns(batch.after[index] ?? 0);
      rows.push({ line, cells });
    }
    takeColumns(batch.columns?.length ?? 0);
    rejected.push(...batch.rejected);
    issues.push(...batch.issues);
    for (const [code, count] of batch.warned) warned[code] = (warned[code] ?? 0) + count;
    for (const { column, code, count } of batch.found)
      found[`${column} ${code}`] = (found[`${column} ${code}`] ?? 0) + count;
  }
  return { rows, rejected, issues, warned, found };
}

it('rows given as columns are the rows, whatever is wrong in them and wherever the chunks end', {
  timeout: 120_000,
}, () => {
  let planned = 0;
  fc.assert(
    fc.property(usageFiles, fc.integer({ min: 20, max: 3000 }), (file, chunkBytes) => {
      const path = write('usage.csv', usageText(file, false));
      let plan: FilePlan | null = null;
      const code = codeOf(() => {
        plan = planFile(path, { kind: 'usage', decimal: '.' });
      });
      if (plan === null) {
        expect(code).not.toBe('none');
        return;
      }
      planned += 1;
      const rows = told(readRows(plan));
      expect(told(readColumns(plan, undefined, chunkBytes))).toEqual(rows);
      expect(told(readColumns(plan))).toEqual(rows);
    }),
    { numRuns: 400 },
  );
  expect(planned).toBeGreaterThan(300);
});

it('gives the rows of an ordinary table as columns, and those with something unusual as rows', () => {
  const path = write(
    'plain.csv',
    'account_id,date,metric,value\nA1,2026-01-01,logins,1\nA1,2026-01-02,logins,2.5\nA2,2026-01-01,logins,\nA2, 2026-01-02,logins,4\r\n',
  );
  const [batch] = readColumns(planFile(path));
  expect(batch?.columns?.lines).toEqual([2, 3, 5]);
  expect(batch?.columns?.cells).toEqual([
    ['A1', 'A1', 'A2'],
    [20454, 20455, 20455],
    ['logins', 'logins', 'logins'],
    [1, 2.5, 4],
  ]);
  expect(batch?.rejected.map((row) => row.line)).toEqual([4]);
});

it('does not take a header that repeats itself, whatever its names could be read as', () => {
  const header = 'A1,2026-01-01,logins,5';
  const path = write('named.csv', `${header}\nA2,2026-01-02,logins,1\n${header}\nA3,2026-01-02,logins,2\n`);
  const plan = planFile(path, {
    kind: 'usage',
    headerRow: 1,
    mapping: { A1: 'account_id', '2026-01-01': 'date', logins: 'metric', '5': 'value' },
  });
  expect(told(readColumns(plan)).rows.map(({ cells }) => cells[3])).toEqual([1, 2]);
});

it('leaves every row of a table of ours, and of other kinds, to the ordinary way', () => {
  const path = write(
    'ours.csv',
    'account_id,date,metric,value,bellwether_export_usage\nA1,2026-01-01,logins,1,\nA1,2026-01-02,logins,2\n',
  );
  const other = write('tickets.csv', 'ticket_id,account_id,opened_at\nT1,A1,2026-01-01\n');
  for (const plan of [planFile(path), planFile(other)])
    expect([...readColumns(plan)].every(({ columns }) => columns === null)).toBe(true);
});
