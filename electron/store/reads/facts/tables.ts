import { type Day, MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';
import {
  CONTRACT_CHANGES,
  type ContractFacts,
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
import { dayOf, dayOfMs, fillColumns, flagOf, numberOf, positions, type Row, textOf, wordIndex } from './grouped.ts';
import { type Current, readCurrent, type Source, type VersionedRows, withVersions } from './versions.ts';

/** Reads one kind in two steps, since what is known when depends on the newest day of all kinds. */
export type TableReader<T> = {
  /** Days its rows bear: the newest and the earliest day of the data are theirs. */
  days(): Iterable<Day>;
  /** Its facts, the rows that stand now, and those of them without an update time. */
  facts(lastDay: Day): { readonly facts: T; readonly total: number; readonly untimed: number };
};

type Shown = (account: string) => string;

function tableReader<T>(
  db: ReadDb,
  source: Source,
  order: { readonly by: string; readonly dayOf: (row: Row) => Day },
  build: (versions: VersionedRows) => T,
): TableReader<T> {
  const current: Current = readCurrent(db, source, order.by);
  return {
    *days() {
      for (const row of current.rows) yield order.dayOf(row);
    },
    facts(lastDay) {
      const versions = withVersions(db, current, lastDay, order.dayOf);
      return { facts: build(versions), total: versions.total, untimed: versions.untimed };
    },
  };
}

/** The two columns of every versioned row. */
export const knownColumns = (rows: number) => ({
  knownDay: new Int32Array(rows),
  supersededDay: new Int32Array(rows),
});
export const knownCells = ({ knownAt, supersededAt }: VersionedRows) => ({
  knownDay: (row: Row) => Number(row[knownAt]),
  supersededDay: (row: Row) => Number(row[supersededAt]),
});

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
  const source = { kind: 'tickets', table: 'ticket', columns, shown: shown('account') } as const;
  return tableReader(db, source, { by: 'opened_at', dayOf: opened }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      {
        openedDay: new Int32Array(length),
        closedDay: new Int32Array(length),
        resolutionDays: new Float64Array(length),
        closedUndated: new Uint8Array(length),
        csat: new Float64Array(length),
        escalated: new Uint8Array(length),
        reopened: new Uint8Array(length),
        sentiment: new Float64Array(length),
        priority: new Uint8Array(length),
        howTo: new Uint8Array(length),
        ...knownColumns(length),
      },
      {
        openedDay: opened,
        closedDay: (row) => dayOfMs(row[at.closed_at]),
        resolutionDays: (row) => {
          const days = (numberOf(row[at.closed_at]) - numberOf(row[at.opened_at])) / MS_PER_DAY;
          return days >= 0 ? days : Number.NaN;
        },
        closedUndated: (row) => Number(row[at.closed_at] === null && CLOSED.test(textOf(row[at.status]))),
        csat: (row) => numberOf(row[at.csat]),
        escalated: (row) => Number(row[at.escalated] === 1),
        reopened: (row) => flagOf(row[at.reopened]),
        sentiment: (row) => numberOf(row[at.sentiment]),
        priority: (row) => Number(row[at.severity] ?? 0),
        howTo: (row) => Number(HOW_TO_TYPE.test(textOf(row[at.type])) || HOW_TO_SUBJECT.test(textOf(row[at.subject]))),
        ...knownCells(versions),
      },
    );
  });
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
  } as const;
  return tableReader(db, source, { by: 'coalesce(sent_at, responded_at)', dayOf: sent }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      {
        kind: new Uint8Array(length),
        sentDay: new Int32Array(length),
        respondedDay: new Int32Array(length),
        rating: new Float64Array(length),
        ...knownColumns(length),
      },
      {
        kind: (row) => kind(row[at.kind]),
        sentDay: sent,
        respondedDay: (row) => (row[at.rating] === null ? NO_DAY : dayOfMs(row[at.responded_at] ?? row[at.sent_at])),
        rating: (row) => numberOf(row[at.rating]),
        ...knownCells(versions),
      },
    );
  });
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
  const source = { kind: 'touchpoints', table: 'touchpoint', columns, shown: shown('account') } as const;
  return tableReader(db, source, { by: 'date', dayOf: on }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      {
        day: new Int32Array(length),
        type: new Uint8Array(length),
        attended: new Uint8Array(length),
        responded: new Uint8Array(length),
        opened: new Uint8Array(length),
        person: new Int32Array(length),
        ...knownColumns(length),
      },
      {
        day: on,
        type: (row) => type(row[at.type]),
        attended: (row) => flagOf(row[at.attended]),
        responded: (row) => flagOf(row[at.responded]),
        opened: (row) => flagOf(row[at.opened]),
        person: (row) => personOf(textOf(row[at.contact_id])),
        ...knownCells(versions),
      },
    );
  });
}

export function invoiceReader(db: ReadDb, accounts: number, shown: Shown): TableReader<InvoiceFacts> {
  const columns = ['account', 'issued_at', 'due_at', 'paid_at', 'amount', 'status'] as const;
  const at = positions(columns);
  const issued = (row: Row): Day => dayOf(row[at.issued_at]);
  const status = wordIndex(INVOICE_STATUSES);
  const source = { kind: 'invoices', table: 'invoice', columns, shown: shown('account') } as const;
  return tableReader(db, source, { by: 'issued_at', dayOf: issued }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      {
        issuedDay: new Int32Array(length),
        dueDay: new Int32Array(length),
        paidDay: new Int32Array(length),
        amount: new Float64Array(length),
        status: new Uint8Array(length),
        ...knownColumns(length),
      },
      {
        issuedDay: issued,
        dueDay: (row) => dayOf(row[at.due_at]),
        paidDay: (row) => dayOf(row[at.paid_at]),
        amount: (row) => numberOf(row[at.amount]),
        status: (row) => status(row[at.status]),
        ...knownCells(versions),
      },
    );
  });
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
  const source = { kind: 'contracts', table: 'contract', columns, shown: shown('account') } as const;
  return tableReader(db, source, { by: 'effective_date', dayOf: on }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      {
        day: new Int32Array(length),
        change: new Uint8Array(length),
        arr: new Float64Array(length),
        seats: new Float64Array(length),
        termEndDay: new Int32Array(length),
        subscription: new Int32Array(length),
        ...knownColumns(length),
      },
      {
        day: on,
        change: (row) => change(row[at.change]),
        arr: (row) => numberOf(row[at.arr] ?? yearly(row[at.mrr])),
        seats: (row) => numberOf(row[at.seats]),
        termEndDay: (row) => dayOf(row[at.term_end]),
        subscription: (row) => subscriptions.get(textOf(row[at.subscription_id])) ?? 0,
        ...knownCells(versions),
      },
    );
  });
}

/** ARR of an MRR, null when unknown. */
export const yearly = (mrr: Row[number] | undefined): number | null => (typeof mrr === 'number' ? mrr * 12 : null);

export function outcomeReader(db: ReadDb, accounts: number, shown: Shown): TableReader<OutcomeFacts> {
  const columns = ['account', 'date', 'outcome'] as const;
  const at = positions(columns);
  const on = (row: Row): Day => dayOf(row[at.date]);
  const outcome = wordIndex(OUTCOMES);
  const source = { kind: 'outcomes', table: 'outcome', columns, shown: shown('account') } as const;
  return tableReader(db, source, { by: 'date', dayOf: on }, (versions) => {
    const { length } = versions.rows;
    return fillColumns(
      versions.rows,
      accounts,
      0,
      { day: new Int32Array(length), outcome: new Uint8Array(length), ...knownColumns(length) },
      { day: on, outcome: (row) => outcome(row[at.outcome]), ...knownCells(versions) },
    );
  });
}
