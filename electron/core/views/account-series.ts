import type { TimelineFact } from '#electron/store/reads/accounts.ts';
import type { AccountDetail, TimelineItem } from '#shared/contract/account.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { type Facts, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';

const WEEKS = 52;

/** Weekly sums (or means over active days) of one account, oldest first; null before its first usage. */
export function weeklyMetrics(facts: Facts, account: number, asOf: Day): AccountDetail['metrics'] {
  const { offsets, day, metric, value, metrics } = facts.usage;
  const from = offsets[account] ?? 0;
  const to = offsets[account + 1] ?? 0;
  const first = from < to ? (day[from] ?? asOf) : asOf;
  const slotOf = (when: Day): number => WEEKS - 1 - Math.floor((asOf - when) / 7);
  const sums = new Map<string, { sum: Float64Array; days: Float64Array }>();
  for (let index = from; index < to; index++) {
    const when = day[index] ?? 0;
    const slot = slotOf(when);
    if (when > asOf || slot < 0) continue;
    const name = metrics[metric[index] ?? 0] ?? '';
    const entry = sums.get(name) ?? { sum: new Float64Array(WEEKS), days: new Float64Array(WEEKS) };
    sums.set(name, entry);
    entry.sum[slot] = (entry.sum[slot] ?? 0) + (value[index] ?? 0);
    entry.days[slot] = (entry.days[slot] ?? 0) + 1;
  }
  const weeks = (read: (slot: number) => number | null): { date: string; value: number | null }[] =>
    Array.from({ length: WEEKS }, (_, slot) => ({
      date: isoFromDay(asOf - 7 * (WEEKS - 1 - slot)),
      value: slot < slotOf(first) ? null : read(slot),
    }));
  const result: AccountDetail['metrics'] = [];
  const logins = sums.get('logins') ?? sums.get('sessions') ?? sums.get('events');
  if (logins)
    result.push({
      id: 'logins',
      name: sums.has('logins') ? 'Logins a day' : sums.has('sessions') ? 'Sessions a day' : 'Events a day',
      unit: 'count',
      weeks: weeks((slot) => (logins.sum[slot] ?? 0) / 7),
    });
  const users = sums.get('active_users');
  if (users)
    result.push({
      id: 'active_users',
      name: 'Active users',
      unit: 'count',
      weeks: weeks((slot) => ((users.days[slot] ?? 0) === 0 ? 0 : (users.sum[slot] ?? 0) / (users.days[slot] ?? 1))),
    });
  const started = sums.get('key_actions_started');
  const completed = sums.get('key_actions_completed');
  if (started && completed) {
    result.push({
      id: 'key_actions',
      name: 'Key actions completed',
      unit: 'rate',
      weeks: weeks((slot) =>
        (started.sum[slot] ?? 0) === 0 ? null : Math.min(1, (completed.sum[slot] ?? 0) / (started.sum[slot] ?? 1)),
      ),
    });
  }
  const tickets = new Float64Array(WEEKS);
  const { offsets: ticketOffsets, openedDay } = facts.tickets;
  for (let index = ticketOffsets[account] ?? 0; index < (ticketOffsets[account + 1] ?? 0); index++) {
    const slot = slotOf(openedDay[index] ?? 0);
    if ((openedDay[index] ?? 0) <= asOf && slot >= 0) tickets[slot] = (tickets[slot] ?? 0) + 1;
  }
  if (facts.tickets.openedDay.length > 0)
    result.push({ id: 'tickets', name: 'Tickets a week', unit: 'count', weeks: weeks((slot) => tickets[slot] ?? 0) });
  return result;
}

const words = (text: string): string => text.replace(/_/g, ' ');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const SHORT: Readonly<Record<string, string>> = {
  qbr: 'QBR',
  nps: 'NPS',
  csat: 'CSAT',
  ces: 'CES',
  csm_pulse: 'CSM pulse',
};
const label = (word: string): string => SHORT[word] ?? capital(words(word));

type Tone = TimelineItem['tone'];

function titleOf(fact: TimelineFact, money: (value: number) => string): { title: string; tone: Tone } {
  switch (fact.kind) {
    case 'touchpoint':
      return {
        title: fact.flag === 0 ? `${label(fact.word)} not attended` : label(fact.word),
        tone: fact.flag === 0 && TOUCHPOINT_TYPES.some((type) => type === fact.word) ? 'bad' : 'neutral',
      };
    case 'ticket': {
      const priority = fact.number ? `P${fact.number} ` : '';
      return {
        title: capital(`${priority}${words(fact.word)} opened${fact.flag === 1 ? ', escalated' : ''}`),
        tone: fact.flag === 1 || fact.number === 1 ? 'bad' : 'neutral',
      };
    }
    case 'survey':
      if (fact.number === null) return { title: `${label(fact.word)} survey not answered`, tone: 'neutral' };
      return {
        title: `${label(fact.word)} rating ${fact.number}`,
        tone: fact.word === 'nps' ? (fact.number >= 9 ? 'good' : fact.number <= 6 ? 'bad' : 'neutral') : 'neutral',
      };
    case 'invoice': {
      const late = fact.flag === 1 && (fact.word === 'paid' || fact.word === 'open') ? ', late' : '';
      return {
        title: `Invoice ${fact.number === null ? '' : `${money(fact.number)} `}${words(fact.word)}${late}`,
        tone: fact.flag === 1 || fact.word === 'failed' ? 'bad' : 'neutral',
      };
    }
    case 'contract':
      return {
        title: `${label(fact.word)}${fact.number === null ? '' : `, ${money(fact.number)} ARR`}`,
        tone: ['upgrade', 'renewal', 'new'].includes(fact.word) ? 'good' : 'bad',
      };
    case 'outcome':
      return { title: label(fact.word), tone: ['renewal', 'expansion'].includes(fact.word) ? 'good' : 'bad' };
    case 'contact':
      return {
        title: `${fact.word} left${(fact.flag ?? 0) >= 2 ? ' (sponsor)' : fact.flag === 1 ? ' (champion)' : ''}`,
        tone: (fact.flag ?? 0) > 0 ? 'bad' : 'neutral',
      };
    case 'milestone':
      return fact.flag === 1
        ? { title: `${fact.word} reached`, tone: 'good' }
        : { title: `${fact.word} due and not reached`, tone: 'bad' };
    case 'note':
      return { title: fact.word === '' ? 'Note' : `Note by ${fact.word}`, tone: 'neutral' };
  }
}

export function timelineOf(facts: readonly TimelineFact[], money: (value: number) => string): TimelineItem[] {
  return facts.map((fact) => {
    const { title, tone } = titleOf(fact, money);
    return { date: isoFromDay(fact.day), kind: fact.kind, title, detail: fact.detail, tone };
  });
}

/** What belongs on the score chart: contract changes, departures of sponsors and champions, P1 tickets, outcomes. */
export function chartEvents(facts: readonly TimelineFact[], from: Day): AccountDetail['events'] {
  return facts
    .filter((fact) => fact.day >= from)
    .flatMap((fact): AccountDetail['events'] => {
      const date = isoFromDay(fact.day);
      if (fact.kind === 'contract' && fact.word !== 'new')
        return [{ date, label: label(fact.word), kind: fact.word === 'renewal' ? 'system' : 'customer' }];
      if (fact.kind === 'contact' && (fact.flag ?? 0) > 0)
        return [{ date, label: (fact.flag ?? 0) >= 2 ? 'Sponsor left' : 'Champion left', kind: 'customer' }];
      if (fact.kind === 'ticket' && fact.flag === 1) return [{ date, label: 'Escalation', kind: 'customer' }];
      if (fact.kind === 'touchpoint' && fact.word === 'qbr' && fact.flag === 0)
        return [{ date, label: 'QBR skipped', kind: 'customer' }];
      return [];
    })
    .slice(0, 12);
}
