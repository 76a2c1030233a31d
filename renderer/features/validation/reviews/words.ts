import type { Format } from '../../../data/format.ts';
import type { Reviews, ShadowComparison, ShadowRun } from '../../../data/reviews.ts';

type Due = Reviews['due'][number];

export const CADENCE_NAMES = { monthly: 'Monthly', quarterly: 'Quarterly', annual: 'Annual' } as const;

/** `May 2026`, `Q1 2026`, `2025` of the names periods are stored under. */
export function periodName(period: string, format: Pick<Format, 'monthYear'>): string {
  const [, year = '', part = ''] = /^(\d{4})-(.+)$/.exec(period) ?? [];
  if (year === '') return period;
  return part.startsWith('Q') ? `${part} ${year}` : format.monthYear(`${period}-01`);
}

/** How the calendar stands, in one sentence. */
export function reviewsFinding(due: readonly Due[], format: Pick<Format, 'date' | 'monthYear'>): string {
  const overdue = due.filter((item) => item.overdue);
  const [next] = [...due].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  if (overdue.length > 0) {
    const names = overdue.map((item) => `the ${item.cadence} one of ${periodName(item.period, format)}`);
    return `${overdue.length === 1 ? 'One review is' : `${overdue.length} reviews are`} overdue: ${names.join(', ')}.`;
  }
  return next
    ? `Nothing is overdue. The ${next.cadence} review of ${periodName(next.period, format)} is due on ${format.date(next.dueOn)}.`
    : 'Nothing is due.';
}

/** `week 3 of 8`, `8 weeks, complete` */
export function runText(run: ShadowRun): string {
  if (run.state === 'running') return `week ${run.weeksDone} of ${run.weeks}`;
  return `${run.weeksDone} of ${run.weeks} weeks, ${run.state}`;
}

/** What the candidate would have sent and the official model did, in one sentence. */
export function comparisonText({
  official,
  candidate,
  onlyOfficial,
  onlyCandidate,
  both,
  weeks,
}: ShadowComparison): string {
  if (weeks.length === 0)
    return 'The data has no closed week of this run yet: import the next export, and it is compared.';
  const send = (count: number) => `${count} ${count === 1 ? 'account' : 'accounts'}`;
  return `Both would have alerted on ${send(both)}. ${candidate.label} alone on ${send(onlyCandidate)}, ${official.label} alone on ${send(onlyOfficial)}.`;
}
