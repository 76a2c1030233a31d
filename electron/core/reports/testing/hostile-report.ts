import type { QualityReport } from '#shared/contract/quality.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';

/** Names that try to get out of their cell: markup, quotes, direction marks, right-to-left scripts, no place to break. */
export const HOSTILE_NAMES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'><svg onload=alert(3)>",
  '</style><script>alert(4)</script>',
  '{{constructor.constructor("alert(6)")()}}',
  '=HYPERLINK("http://example.test","x")',
  'شركة الأمل للتجارة والتوزيع المحدودة',
  'חברת הבדיקות \u202e(2024) בע"מ',
  'W'.repeat(300),
  '日本データ品質管理株式会社'.repeat(12),
] as const;

/** A report with forty findings of fifty rows, every text of it hostile. */
export function hostileReport(): QualityReport {
  const name = (at: number): string => HOSTILE_NAMES[at % HOSTILE_NAMES.length] ?? '';
  return {
    asOf: '2024-06-30',
    score: 61.25,
    accounts: 1234,
    sources: STORED_KINDS.map((kind, at) => ({
      kind,
      rows: at === 3 ? 0 : 1_234_567 * (at + 1),
      accounts: 1234,
      newest: '2024-06-29',
      oldest: '2019-01-01',
      ageDays: at * 30,
      freshness: at === 3 ? 'missing' : at % 2 === 0 ? 'fresh' : 'stale',
      staleAfterDays: 2,
      duplicates: at * 1000,
      waiting: at * 17,
      rejected: at * 100_000,
      completeness: Array.from({ length: 14 }, (_, column) => ({
        column: `${name(column)} ${column}`,
        filled: column * 7.7,
      })),
    })),
    issues: Array.from({ length: 40 }, (_, at) => ({
      code: 'before_start',
      severity: at < 10 ? 'error' : at < 30 ? 'warning' : 'info',
      kind: 'tickets',
      count: 50,
      message: `50 of 60 rows of ${name(at)} contradict themselves.`,
      rows: Array.from({ length: 50 }, (_, row) => ({
        accountId: name(row),
        accountName: name(row + 1),
        row: name(row + 2),
        detail: name(row + 3),
        batchId: row,
      })),
    })),
    worst: Array.from({ length: 25 }, (_, at) => ({
      accountId: name(at),
      name: name(at + 3),
      score: at,
      missing: ['usage', name(at)],
      issues: at,
    })),
    distribution: [1, 0, 20, 300, 500, 200, 100, 80, 20, 13],
    trend: Array.from({ length: 60 }, (_, at) => ({
      batchId: at + 1,
      file: `${name(at)}.csv`,
      kind: 'tickets',
      importedAt: Date.UTC(2024, 5, 1 + at),
      rowsRead: 1000 * at,
      rejectedShare: at / 60,
      duplicateShare: 0.001,
      waitingShare: 0,
    })),
  };
}
