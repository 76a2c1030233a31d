import type { Issue } from '#shared/contract/importing.ts';
import { columnName } from './formats.ts';
import type { ColumnFinding, FilePlan, Finding, PlanColumn, RowBatch } from './types.ts';

const KINDS_SHOWN = 10;

/** Codes that pass 1 estimates from a column's values alone and pass 2 counts exactly. */
const ESTIMATED: ReadonlySet<string> = new Set(['bad_date', 'bad_number', 'missing_required']);

/** Counts what is wrong by column and code; of each kind the first occurrence is kept. */
export class FindingTally {
  private readonly byColumn = new Map<string, Map<string, Finding>>();

  add(column: string, code: string, line: number, message: () => string, count = 1): void {
    let codes = this.byColumn.get(column);
    if (!codes) {
      codes = new Map();
      this.byColumn.set(column, codes);
    }
    const known = codes.get(code);
    codes.set(code, known ? { ...known, count: known.count + count } : { code, count, line, message: message() });
  }

  /** Everything counted so far; the tally starts anew. */
  take(): ColumnFinding[] {
    const all = [...this.byColumn].flatMap(([column, codes]) =>
      [...codes.values()].map((finding) => ({ column, ...finding })),
    );
    this.byColumn.clear();
    return all;
  }

  of(column: string): Finding[] {
    return [...(this.byColumn.get(column)?.values() ?? [])];
  }
}

/** A column with what was found in it. */
export function withFindings(column: PlanColumn, findings: readonly Finding[]): PlanColumn {
  return {
    ...column,
    issues: findings.reduce((sum, finding) => sum + finding.count, 0),
    found: [...findings].sort((a, b) => b.count - a.count || a.line - b.line).slice(0, KINDS_SHOWN),
  };
}

/** The findings of planning that stand beside those counted row by row: about the column as a whole. */
function lastingFindings(column: PlanColumn, counted: readonly Finding[]): Finding[] {
  return column.found.filter(({ code }) => !ESTIMATED.has(code) && !counted.some((finding) => finding.code === code));
}

/** Issues of planning about one column, as findings. */
export function issueFindings(issues: readonly Issue[], column: string): Finding[] {
  return issues
    .filter((issue) => issue.column === column && issue.severity !== 'info')
    .map(({ code, line, message }) => ({ code, count: 1, line, message }));
}

/** Collects the findings of all rows of a plan: `add` every batch, then ask for the plan's columns with what was found in them. */
export function columnFindings(plan: FilePlan): { add(batch: RowBatch): void; columns(): PlanColumn[] } {
  const tally = new FindingTally();
  return {
    add(batch) {
      for (const { column, code, line, message, count } of batch.found)
        tally.add(column, code, line, () => message, count);
    },
    columns: () =>
      plan.columns.map((column) => {
        const counted = tally.of(columnName(column.name));
        return withFindings(column, [...lastingFindings(column, counted), ...counted]);
      }),
  };
}
