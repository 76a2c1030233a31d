import type { Issue } from '#shared/contract/importing.ts';
import { FindingTally } from './findings.ts';
import type { RowBatch } from './types.ts';

const TOLD_LIMIT = 100;

/** Warnings and rejected values of the rows read, counted; only the first of each code are told in words. */
export class RowNotes {
  private readonly tally = new FindingTally();
  private readonly told = new Map<string, number>();
  private issues: Issue[] = [];
  private warned = new Map<string, number>();

  /** `column`: the source column it is about, null for the row as a whole. */
  warn(line: number, column: string | null, code: string, message: () => string): void {
    const before = this.told.get(code) ?? 0;
    this.told.set(code, before + 1);
    this.warned.set(code, (this.warned.get(code) ?? 0) + 1);
    if (before < TOLD_LIMIT) {
      const issue = { line, code, severity: 'warning', message: message() } as const;
      this.issues.push(column === null ? issue : { ...issue, column });
    }
    if (column !== null) this.tally.add(column, code, line, message);
  }

  /** A value that made its row be rejected. */
  refuse(line: number, column: string, code: string, message: () => string): void {
    this.tally.add(column, code, line, message);
  }

  /** What was noted since the last call. */
  take(): Pick<RowBatch, 'issues' | 'warned' | 'found'> {
    const { issues, warned } = this;
    this.issues = [];
    this.warned = new Map();
    return { issues, warned, found: this.tally.take() };
  }
}
