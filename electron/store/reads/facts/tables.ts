import { type Day, MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';
import {
  CONTRACT_CHANGES,
  type ContractFacts,
  type Grouped,
  INVOICE_STATUSES,
  type InvoiceFacts,
  OUTCOMES,
  type OutcomeFacts,
  SURVEY_KINDS,
  type SurveyFacts,
  type TicketFacts,
  TOUCHPOINT_TYPES,
  type TouchpointFacts,
} from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import {
  bytes,
  type Cell,
  type Column,
  type ColumnSpecs,
  dayOf,
  dayOfMs,
  doubles,
  fillColumns,
  flagOf,
  ints,
  numberOf,
  positions,
  type Row,
  textOf,
  wordIndex,
} from './grouped.ts';
import { knownDayIn, readJournal, type Source, supersededDayIn, versionPages } from './versions.ts';

/** Reads one kind in two steps, since what is known when depends on the newest day of all kinds. */
export type TableReader<T> = {
  /** Rows that stand now, and those of them without an update time. */
  readonly total: number;
  readonly untimed: number;
  /** Earliest and latest day of a row, NO_DAY when there is none. */
  readonly days: readonly [first: Day, last: Day];
  facts(lastDay: Day): T;
};

type Shown = (account: string) => string;

/**
 * Reader of a kind.
 *
 * @param dayOfMoment day of what the source is ordered by; null where that dates nothing
 * @param specs how the columns are made of rows, given the newest day of the data
 * @param isOf rows that are read; all without
 */
export function tableReader<T extends Record<string, Column>>(
  db: ReadDb,
  accounts: number,
  source: Source,
  dayOfMoment: ((moment: Cell) => Day) | null,
  specs: (lastDay: Day) => ColumnSpecs<T>,
  isOf?: (row: Row) => boolean,
): TableReader<T & Grouped> {
  const [total = 0, timed = 0, first = null, last = null] =
    db
      .prepare<[], [number, number, Cell, Cell]>(
        `SELECT count(*), count(source_updated_at), min(${source.by}), max(${source.by}) FROM ${source.table} WHERE ${source.shown}`,
      )
      .raw(true)
      .get() ?? [];
  return {
    total,
    untimed: total - timed,
    days: dayOfMoment ? [dayOfMoment(first), dayOfMoment(last)] : [NO_DAY, NO_DAY],
    facts(lastDay) {
      const journal = readJournal(db, source);
      let most = total;
      for (const entries of journal.values()) most += entries.length;
      const pages = versionPages(db, source, accounts, lastDay, journal);
      return fillColumns(isOf ? only(pages, isOf) : pages, accounts, most, specs(lastDay));
    },
  };
}

/** The two columns of every versioned row. */
export function knownColumns(source: Source): ColumnSpecs<{ knownDay: Int32Array; supersededDay: Int32Array }> {
  const [known, superseded] = [knownDayIn(source), supersededDayIn(source)];
  return { knownDay: ints((row) => Number(row[known])), supersededDay: ints((row) => Number(row[superseded])) };
}

function* only(pages: Iterable<readonly Row[]>, isOf: (row: Row) => boolean): Generator<readonly Row[]> {
  for (const rows of pages) yield rows.filter(isOf);
}

const CLOSED = /^\s*(closed|solved|resolved|done|completed?|cancell?ed|geschlossen|gelöst|erledigt)\b/i;
/** Types and subjects of tickets that ask how something is done (30-method.md R18). */
const HOW_TO_TYPE = /question|how[\s_-]?to|in?quiry|enquiry|frage/i;
const HOW_TO_SUBJECT = /\bhow (do|to|can|should|does)\b/i;

export function ticketReader(db: ReadDb, accounts: number, shown: Shown): TableReader<TicketFacts> {
  const columns = [
    'account',
    'opened_at',
    'closed_at',
    'csat',
    'escalated',
    'reopened',
    'sentiment',
    'severity',
    'status',
    'type',
    'subject',
  ] as const;
  const at = positions(columns);
  const opened = (row: Row): Day => dayOfMs(row[at.opened_at]);
  const source = {
    kind: 'tickets',
    table: 'ticket',
    columns,
    shown: shown('account'),
    by: 'opened_at',
    dayOf: opened,
  } as const;
  return tableReader(db, accounts, source, dayOfMs, () => ({
    openedDay: ints(opened),
    closedDay: ints((row) => dayOfMs(row[at.closed_at])),
    resolutionDays: doubles((row) => {
      const days = (numberOf(row[at.closed_at]) - numberOf(row[at.opened_at])) / MS_PER_DAY;
      return days >= 0 ? days : Number.NaN;
    }),
    closedUndated: bytes((row) => Number(row[at.closed_at] === null && CLOSED.test(textOf(row[at.status])))),
    csat: doubles((row) => numberOf(row[at.csat])),
    escalated: bytes((row) => Number(row[at.escalated] === 1)),
    reopened: bytes((row) => flagOf(row[at.reopened])),
    sentiment: doubles((row) => numberOf(row[at.sentiment])),
    priority: bytes((row) => Number(row[at.severity] ?? 0)),
    howTo: bytes((row) =>
      Number(HOW_TO_TYPE.test(textOf(row[at.type])) || HOW_TO_SUBJECT.test(textOf(row[at.subject]))),
    ),
    ...knownColumns(source),
  }));
}

export function surveyReader(db: ReadDb, accounts: number, shown: Shown): TableReader<SurveyFacts> {
  const columns = ['account', 'kind', 'sent_at', 'responded_at', 'rating'] as const;
  const at = positions(columns);
  const sent = (row: Row): Day => dayOfMs(row[at.sent_at] ?? row[at.responded_at]);
  const kind = wordIndex(SURVEY_KINDS);
  const source = {
    kind: 'surveys',
    table: 'survey',
    columns,
    shown: `coalesce(sent_at, responded_at) IS NOT NULL AND ${shown('account')}`,
    by: 'coalesce(sent_at, responded_at)',
    dayOf: sent,
  } as const;
  return tableReader(db, accounts, source, dayOfMs, () => ({
    kind: bytes((row) => kind(row[at.kind])),
    sentDay: ints(sent),
    respondedDay: ints((row) => (row[at.rating] === null ? NO_DAY : dayOfMs(row[at.responded_at] ?? row[at.sent_at]))),
    rating: doubles((row) => numberOf(row[at.rating])),
    ...knownColumns(source),
  }));
}

export function touchpointReader(
  db: ReadDb,
  accounts: number,
  shown: Shown,
  personOf: (contactId: string) => number,
): TableReader<TouchpointFacts> {
  const columns = ['account', 'date', 'type', 'attended', 'responded', 'opened', 'contact_id'] as const;
  const at = positions(columns);
  const on = (row: Row): Day => dayOf(row[at.date]);
  const type = wordIndex(TOUCHPOINT_TYPES);
  const source = {
    kind: 'touchpoints',
    table: 'touchpoint',
    columns,
    shown: shown('account'),
    by: 'date',
    dayOf: on,
  } as const;
  return tableReader(db, accounts, source, dayOf, () => ({
    day: ints(on),
    type: bytes((row) => type(row[at.type])),
    attended: bytes((row) => flagOf(row[at.attended])),
    responded: bytes((row) => flagOf(row[at.responded])),
    opened: bytes((row) => flagOf(row[at.opened])),
    person: ints((row) => personOf(textOf(row[at.contact_id]))),
    ...knownColumns(source),
  }));
}

export function invoiceReader(db: ReadDb, accounts: number, shown: Shown): TableReader<InvoiceFacts> {
  const columns = ['account', 'issued_at', 'due_at', 'paid_at', 'amount', 'status'] as const;
  const at = positions(columns);
  const issued = (row: Row): Day => dayOf(row[at.issued_at]);
  const status = wordIndex(INVOICE_STATUSES);
  const source = {
    kind: 'invoices',
    table: 'invoice',
    columns,
    shown: shown('account'),
    by: 'issued_at',
    dayOf: issued,
  } as const;
  return tableReader(db, accounts, source, dayOf, () => ({
    issuedDay: ints(issued),
    dueDay: ints((row) => dayOf(row[at.due_at])),
    paidDay: ints((row) => dayOf(row[at.paid_at])),
    amount: doubles((row) => numberOf(row[at.amount])),
    status: bytes((row) => status(row[at.status])),
    ...knownColumns(source),
  }));
}

export function contractReader(db: ReadDb, accounts: number, shown: Shown): TableReader<ContractFacts> {
  const columns = [
    'account',
    'effective_date',
    'change',
    'arr',
    'mrr',
    'seats',
    'term_end',
    'subscription_id',
  ] as const;
  const at = positions(columns);
  const on = (row: Row): Day => dayOf(row[at.effective_date]);
  const change = wordIndex(CONTRACT_CHANGES);
  const subscriptions = new Map<string, number>();
  for (const row of db
    .prepare<[], { id: number; subscription_id: string }>('SELECT id, subscription_id FROM subscription')
    .iterate())
    subscriptions.set(row.subscription_id, row.id);
  const source = {
    kind: 'contracts',
    table: 'contract',
    columns,
    shown: shown('account'),
    by: 'effective_date',
    dayOf: on,
  } as const;
  return tableReader(db, accounts, source, dayOf, () => ({
    day: ints(on),
    change: bytes((row) => change(row[at.change])),
    arr: doubles((row) => numberOf(row[at.arr] ?? yearly(row[at.mrr]))),
    seats: doubles((row) => numberOf(row[at.seats])),
    termEndDay: ints((row) => dayOf(row[at.term_end])),
    subscription: ints((row) => subscriptions.get(textOf(row[at.subscription_id])) ?? 0),
    ...knownColumns(source),
  }));
}

/** ARR of an MRR, null when unknown. */
export const yearly = (mrr: Row[number] | undefined): number | null => (typeof mrr === 'number' ? mrr * 12 : null);

export function outcomeReader(db: ReadDb, accounts: number, shown: Shown): TableReader<OutcomeFacts> {
  const columns = ['account', 'date', 'outcome'] as const;
  const at = positions(columns);
  const on = (row: Row): Day => dayOf(row[at.date]);
  const outcome = wordIndex(OUTCOMES);
  const source = {
    kind: 'outcomes',
    table: 'outcome',
    columns,
    shown: shown('account'),
    by: 'date',
    dayOf: on,
  } as const;
  return tableReader(db, accounts, source, dayOf, () => ({
    day: ints(on),
    outcome: bytes((row) => outcome(row[at.outcome])),
    ...knownColumns(source),
  }));
}
