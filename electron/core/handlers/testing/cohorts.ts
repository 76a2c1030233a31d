import { dayFromIso, isoFromDay } from '#shared/model/day.ts';

/** Last day of the data of {@link cohortFiles}. */
export const COHORTS_AS_OF = '2026-06-28';

const ids = Array.from({ length: 12 }, (_, k) => `A${String(k + 1).padStart(2, '0')}`);
const isFirst = (id: string): boolean => id <= 'A06';
const end = dayFromIso(COHORTS_AS_OF) ?? 0;
const table = (heading: string, rows: readonly string[]): string => `${[heading, ...rows].join('\n')}\n`;

/**
 * Files of twelve customers. A01-A06 (plan Pro, quiet support) start on 2025-03-10, A07-A12 (plan Basic, support that
 * goes badly) on 2025-06-15, with an ARR of 1000, 2000 … 12000. A06 leaves on 2025-08-01, A12 on 2025-07-01; A01 grows
 * from 1000 to 3000 on 2025-12-01. Usage is measured daily from 2025-04-01 on. A12 has no custom attributes.
 */
export function cohortFiles(): Readonly<Record<string, string>> {
  const days = Array.from({ length: end - (dayFromIso('2025-04-01') ?? 0) + 1 }, (_, k) => isoFromDay(end - k));
  const months = Array.from({ length: 12 }, (_, k) => isoFromDay(end - 20 - 30 * k));
  return {
    'accounts.csv': table(
      'account_id,name,plan,seats,start_date,features_available,Colour,Feedback points,Kickoff call',
      ids.map((id, k) => {
        const own =
          k === 11 ? ',,' : `${k % 3 === 0 ? 'red' : 'blue'},${(k + 1) * 10},${k < 4 ? '2025-03-20' : '2025-07-01'}`;
        return `${id},Account ${id},${isFirst(id) ? 'Pro' : 'Basic'},10,${isFirst(id) ? '2025-03-10' : '2025-06-15'},10,${own}`;
      }),
    ),
    'contracts.csv': table('account_id,effective_date,change,arr,seats,term_end', [
      ...ids.map((id, k) => `${id},${isFirst(id) ? '2025-03-10' : '2025-06-15'},new,${(k + 1) * 1000},10,2027-01-01`),
      'A01,2025-12-01,upgrade,3000,10,2027-01-01',
    ]),
    'outcomes.csv': 'account_id,date,outcome\nA06,2025-08-01,churn\nA12,2025-07-01,churn\n',
    'usage.csv': table(
      'account_id,date,logins,active_users,session_minutes,features_used,key_actions_started,key_actions_completed',
      ids.flatMap((id, k) =>
        id === 'A06' || id === 'A12' ? [] : days.map((day) => `${id},${day},20,${(k % 5) + 2},300,8,10,9`),
      ),
    ),
    'tickets.csv': table(
      'ticket_id,account_id,opened_at,closed_at,severity,csat,escalated',
      ids.flatMap((id, k) =>
        months.map((day, n) => {
          const bad = !isFirst(id) && (n + k) % 4 > 0;
          return `T${id}${n},${id},${day},${day},${bad ? 'P1' : 'P3'},${bad ? 1 : 5},${bad}`;
        }),
      ),
    ),
  };
}
