import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import type { TestCore } from '../../testing.ts';

export const STEADY_AS_OF = '2026-06-28';

const MONTHS = ['01', '02', '03', '04', '05', '06'];
const end = dayFromIso(STEADY_AS_OF) ?? 0;
const days = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => isoFromDay(end - to + index));

/**
 * Imports and scores three customers, A1 to A3, whose facts never change, and A4, which has left. Usage 50 + 10 + 15 + 10 + 5 = 90, Support 50 + 15 + 20 + 10
 * = 95, Billing 50 + 30 + 20 + 10 = 110 → 100, Engagement 50 + 20 + 10 = 80, Growth 50 + 10 = 60, so
 * H = 0.30 · 90 + 0.20 · 95 + 0.20 · 100 + 0.15 · 80 + 0.15 · 60 = 27 + 19 + 20 + 12 + 9 = 87.
 */
export async function importSteady(
  core: TestCore,
  ids: readonly string[] = ['A1', 'A2', 'A3', 'A4'],
): Promise<{ readonly accountsBatch: number }> {
  const rows = (line: (id: string) => readonly string[]): string => ids.flatMap((id) => line(id)).join('\n');
  const sources = [
    await core.source(
      'accounts.csv',
      `account_id,name,segment,arr,seats,start_date,renewal_date,features_available\n${rows((id) => [`${id},Account ${id},Enterprise,50000,10,2024-01-01,2027-06-01,10`])}\n`,
    ),
    await core.source(
      'usage.csv',
      `account_id,date,logins,active_users,session_minutes,sessions,features_used,key_actions_started,key_actions_completed\n${rows((id) => days(0, 260).map((day) => `${id},${day},20,8,300,20,8,10,9`))}\n`,
    ),
    await core.source(
      'tickets.csv',
      `ticket_id,account_id,opened_at,closed_at,severity,csat\n${rows((id) => MONTHS.map((month) => `T-${id}-${month},${id},2026-${month}-01,2026-${month}-02,P3,5`))}\n`,
    ),
    await core.source(
      'invoices.csv',
      `invoice_id,account_id,issued_at,due_at,paid_at,amount,status\n${rows((id) => MONTHS.map((month) => `I-${id}-${month},${id},2026-${month}-01,2026-${month}-28,2026-${month}-20,1000,paid`))}\n`,
    ),
    await core.source(
      'surveys.csv',
      `account_id,kind,sent_at,responded_at,rating\n${rows((id) => [`${id},nps,2026-01-10,2026-01-11,9`])}\n`,
    ),
    await core.source('outcomes.csv', 'account_id,date,outcome\nA4,2026-03-01,churn\nA2,2026-06-20,renewal\n'),
  ];
  const { batches } = await core.done('import.run', { sources });
  return { accountsBatch: batches.find(({ kind }) => kind === 'accounts')?.batchId ?? 0 };
}
