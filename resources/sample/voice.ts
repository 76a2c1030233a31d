/** What customers say: tickets and surveys. */

import { FEATURES } from './names.ts';
import { type Contact, contactPicker } from './people.ts';
import { ASOF, at, clamp, isBusiness, iso, type Rng, stamp, stream, toBusiness, weekOf } from './rng.ts';
import { type Life, OUTAGE } from './story.ts';
import { CSAT_COMMENTS, NPS_COMMENTS, OUTAGE_SUBJECTS, PULSE_COMMENTS, SUBJECTS } from './texts.ts';
import type { Cell, Table } from './write.ts';

type Severity = 'P1' | 'P2' | 'P3' | 'P4';
type TicketType = 'bug' | 'question' | 'feature request';
const HOURS: Readonly<Record<Severity, readonly [number, number]>> = {
  P1: [3, 26],
  P2: [8, 70],
  P3: [20, 190],
  P4: [30, 420],
};
const FIRST: Readonly<Record<Severity, readonly [number, number]>> = {
  P1: [6, 45],
  P2: [20, 160],
  P3: [45, 540],
  P4: [90, 1300],
};

type Ticket = { opened: string; account: string; cells: readonly Cell[] };

const ticket = (rng: Rng, life: Life, day: number, outage: boolean, who: string | undefined): Ticket => {
  const a = life.account;
  const trouble = a.story.channels.tickets * at(life.stress, weekOf(day));
  const mood = life.mood(day);
  const draw = rng.next();
  const type: TicketType = outage || draw < 0.44 + 0.2 * trouble ? 'bug' : draw < 0.86 ? 'question' : 'feature request';
  const rank = rng.next() - 0.1 * trouble;
  const severity: Severity = outage
    ? rng.chance(0.6)
      ? 'P1'
      : 'P2'
    : type !== 'bug'
      ? rank < 0.4
        ? 'P3'
        : 'P4'
      : rank < 0.05
        ? 'P1'
        : rank < 0.3
          ? 'P2'
          : 'P3';
  const openedMinute = rng.int(400, 1020);
  const [low, high] = HOURS[severity];
  const hours = low + (high - low) * rng.next() * rng.next() * (1 + trouble);
  const closedMinute = openedMinute + hours * 60;
  const rawClosed = day + Math.floor(closedMinute / 1440);
  const planned = isBusiness(rawClosed) || severity === 'P1' ? rawClosed : toBusiness(rawClosed) + 3;
  // What is still open when a customer leaves is closed on the last day.
  const cut = a.churn !== undefined && planned > life.last;
  const closedDay = cut ? life.last : planned;
  const closed = closedDay <= ASOF - 1;
  const end = closedDay === day ? (cut ? openedMinute + 90 : closedMinute) : clamp(closedMinute % 1440, 430, 1060);
  const escalated = rng.chance(
    clamp((outage ? 0.12 : severity === 'P1' ? 0.16 : severity === 'P2' ? 0.05 : 0.012) * (1 + 2.2 * trouble), 0, 0.6),
  );
  const rated = closed && !cut && rng.chance(0.47);
  const csat = rated ? clamp(Math.round(3.94 + 0.52 * mood + 0.85 * rng.norm()), 1, 5) : undefined;
  const sentiment =
    Math.round(
      100 *
        clamp((type === 'feature request' ? 0.3 : 0.1) + 0.22 * mood - (outage ? 0.4 : 0) + 0.25 * rng.norm(), -1, 1),
    ) / 100;
  const [quick, slow] = FIRST[severity];
  const subject = (outage ? rng.pick(OUTAGE_SUBJECTS) : rng.pick(SUBJECTS[type])).replace('{f}', rng.pick(FEATURES));
  const opened = stamp(day, openedMinute, rng.int(0, 59));
  const status = closed ? 'closed' : rng.chance(0.6) ? 'open' : 'pending';
  return {
    opened,
    account: a.id,
    cells: [
      ...[
        a.id,
        opened,
        closed ? stamp(closedDay, end, rng.int(0, 59)) : undefined,
        severity,
        type,
        status,
        csat,
        escalated,
        closed && rng.chance(0.05 + 0.06 * trouble),
      ],
      ...[
        rng.chance(0.94) ? sentiment : undefined,
        Math.round(rng.between(quick, slow) * (1 + 0.5 * trouble)),
        subject,
        who,
      ],
    ],
  };
};

export const ticketsTable = (lives: readonly Life[], contacts: readonly Contact[]): Table => {
  const pick = contactPicker(contacts);
  const list: Ticket[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`tickets/${a.key}`);
    const monthly = { Enterprise: 2.9, 'Mid-Market': 1.5, SMB: 0.72 }[a.segment] * Math.exp(0.35 * rng.norm());
    for (let day = Math.max(life.first, a.start + 5); day <= life.last; day += 1) {
      const w = weekOf(day);
      const fresh = day < a.goLive + 60 && a.start > day - 120 ? 1.7 : 1;
      const rate =
        monthly * fresh * Math.exp(-0.1 * at(life.health, w) + 1.15 * a.story.channels.tickets * at(life.stress, w));
      const count = isBusiness(day) ? rng.poisson(rate / 21) : rng.chance(rate / 500) ? 1 : 0;
      for (let i = 0; i < count; i += 1) {
        list.push(ticket(rng, life, day, false, pick(rng, a.id, day)?.id));
      }
      if (life.outage && day === OUTAGE) {
        const extra = rng.poisson({ Enterprise: 1.6, 'Mid-Market': 0.8, SMB: 0.35 }[a.segment]);
        for (let i = 0; i < extra; i += 1) {
          list.push(ticket(rng, life, day, true, pick(rng, a.id, day)?.id));
        }
      }
    }
  }
  list.sort((x, y) => (x.opened < y.opened ? -1 : x.opened > y.opened ? 1 : x.account < y.account ? -1 : 1));
  return {
    file: 'tickets.csv',
    header: [
      'ticket_id',
      'account_id',
      'opened_at',
      'closed_at',
      'severity',
      'type',
      'status',
      'csat',
      'escalated',
      'reopened',
      'sentiment',
      'first_response_minutes',
      'subject',
      'contact_id',
    ],
    rows: list.map((t, i) => [`T-${50001 + i}`, ...t.cells]),
  };
};

const comment = (
  rng: Rng,
  texts: { high: readonly string[]; middle?: readonly string[]; low: readonly string[] },
  level: number,
): string => {
  const list = level > 0 ? texts.high : level < 0 ? texts.low : (texts.middle ?? texts.high);
  return rng.pick(list);
};

export const surveysTable = (lives: readonly Life[], contacts: readonly Contact[]): Table => {
  const pick = contactPicker(contacts);
  const list: { day: number; cells: readonly Cell[] }[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`surveys/${a.key}`);
    const lean = 0.95 * rng.norm() + 0.35 * a.base;
    const habit = a.answers ? clamp(0.4 + 0.12 * rng.norm(), 0.12, 0.8) : 0.05;
    const add = (day: number, kind: string, scale: number, who?: string): void => {
      const mood = life.mood(day);
      const own = kind === 'csm_pulse';
      const person = own ? undefined : (who ?? pick(rng, a.id, day)?.id);
      const chance = own ? 1 : clamp(habit + 0.05 * mood, 0.02, 0.9) * (kind === 'csat' ? 1.25 : 1);
      const answered = rng.chance(chance);
      const back = own ? day : toBusiness(day + rng.int(0, 9));
      if (!answered || back > life.last || back < day) {
        list.push({ day, cells: [a.id, kind, iso(day), undefined, undefined, scale, undefined, person] });
        return;
      }
      let rating = 0;
      let level = 0;
      if (kind === 'nps') {
        rating = clamp(Math.round(7.6 + lean + 1.1 * mood + 1.15 * rng.norm()), 0, 10);
        level = rating >= 9 ? 1 : rating <= 6 ? -1 : 0;
      } else if (kind === 'ces') {
        rating = clamp(Math.round(5.3 + 0.4 * lean + 0.6 * mood + 0.9 * rng.norm()), 1, 7);
      } else {
        rating = clamp(
          Math.round(3.85 + 0.25 * lean + (own ? 0.6 : 0.55) * mood + (own ? 0.6 : 0.8) * rng.norm()),
          1,
          5,
        );
        level = rating >= 4 ? 1 : rating <= 2 ? -1 : 0;
      }
      const texts = kind === 'nps' ? NPS_COMMENTS : own ? PULSE_COMMENTS : CSAT_COMMENTS;
      const silent = kind === 'ces' || (kind === 'csat' && level === 0) || !rng.chance(own ? 0.3 : 0.38);
      list.push({
        day,
        cells: [
          a.id,
          kind,
          iso(day),
          iso(back),
          rating,
          scale,
          silent ? undefined : comment(rng, texts, level),
          person,
        ],
      });
    };
    const begin = Math.max(life.first, a.goLive + 30);
    const people = { Enterprise: 3, 'Mid-Market': 2, SMB: 1 }[a.segment];
    for (let day = begin + rng.int(0, 90); day <= life.last; day += rng.int(86, 100)) {
      const wave = Math.max(life.first, toBusiness(day));
      const asked = new Set(Array.from({ length: people }, () => pick(rng, a.id, wave)?.id));
      for (const who of asked) {
        add(wave, 'nps', 10, who);
      }
      if (rng.chance(0.42)) {
        add(toBusiness(Math.min(life.last, day + rng.int(10, 40))), 'csat', 5);
      }
      if (rng.chance(0.16)) {
        add(toBusiness(Math.min(life.last, day + rng.int(10, 40))), 'ces', 7);
      }
    }
    const pulse = { Enterprise: 31, 'Mid-Market': 61, SMB: 122 }[a.segment];
    for (let day = begin + rng.int(0, pulse); day <= life.last; day += pulse + rng.int(-3, 3)) {
      add(toBusiness(day), 'csm_pulse', 5);
    }
  }
  list.sort((x, y) => x.day - y.day);
  return {
    file: 'surveys.csv',
    header: [
      'response_id',
      'account_id',
      'kind',
      'sent_at',
      'responded_at',
      'rating',
      'scale',
      'comment',
      'contact_id',
    ],
    rows: list.map((s, i) => [`S-${30001 + i}`, ...s.cells]),
  };
};
