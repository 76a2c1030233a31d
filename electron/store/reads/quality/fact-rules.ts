import type { StoredKind } from '#shared/model/kinds.ts';
import { be, dayOf, have, iso, isoMs, MS, OWNER, type Rule, their } from './rules.ts';

type Fact = {
  readonly kind: StoredKind;
  readonly table: string;
  /** What its rows are called: one, several. */
  readonly noun: readonly [string, string];
  /** Its own day, of the alias `t`. */
  readonly day: string;
  readonly row: string;
};

const named = (word: string, day: string): string => `${word} || ' ' || ${day}`;

const EVENTS: Fact = {
  kind: 'events',
  table: 'event',
  noun: ['product event', 'product events'],
  day: dayOf('t.timestamp'),
  row: named(`coalesce(t.event, t.feature, 'event')`, isoMs('t.timestamp')),
};
const TICKETS: Fact = {
  kind: 'tickets',
  table: 'ticket',
  noun: ['ticket', 'tickets'],
  day: dayOf('t.opened_at'),
  row: 't.natural_key',
};
const SURVEYS: Fact = {
  kind: 'surveys',
  table: 'survey',
  noun: ['survey', 'surveys'],
  day: dayOf('coalesce(t.sent_at, t.responded_at)'),
  row: named('t.kind', `coalesce(${isoMs('coalesce(t.sent_at, t.responded_at)')}, '')`),
};
const TOUCHPOINTS: Fact = {
  kind: 'touchpoints',
  table: 'touchpoint',
  noun: ['touchpoint', 'touchpoints'],
  day: 't.date',
  row: named('t.type', iso('t.date')),
};
const INVOICES: Fact = {
  kind: 'invoices',
  table: 'invoice',
  noun: ['invoice', 'invoices'],
  day: 't.issued_at',
  row: 't.natural_key',
};
const CONTRACTS: Fact = {
  kind: 'contracts',
  table: 'contract',
  noun: ['contract change', 'contract changes'],
  day: 't.effective_date',
  row: named('t.change', iso('t.effective_date')),
};
const OUTCOMES: Fact = {
  kind: 'outcomes',
  table: 'outcome',
  noun: ['outcome', 'outcomes'],
  day: 't.date',
  row: named('t.outcome', iso('t.date')),
};
const NOTES: Fact = {
  kind: 'notes',
  table: 'note',
  noun: ['note', 'notes'],
  day: 't.date',
  row: named(`'note'`, iso('t.date')),
};

type FactRule = Pick<Rule, 'code' | 'severity' | 'contradiction' | 'where' | 'detail' | 'message'> &
  Partial<Pick<Rule, 'of'>> & { readonly join?: string };

function rule(fact: Fact, { join, where, ...rest }: FactRule): Rule {
  return {
    kind: fact.kind,
    from: `${fact.table} AS t JOIN account AS a ON a.id = t.account ${join ?? ''}`,
    where: `a.present = 1 AND ${where}`,
    row: fact.row,
    batch: 't.batch_id',
    ...rest,
  };
}

const beforeStart = (fact: Fact, verb: string): Rule =>
  rule(fact, {
    code: 'before_start',
    severity: 'error',
    contradiction: true,
    where: `${fact.day} < a.start_date`,
    detail: `'On ' || ${iso(fact.day)} || '; the account starts on ' || ${iso('a.start_date')} || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} ${fact.noun[1]} ${be(n)} ${verb} before ${their(n)} account's start date.`,
  });

const afterChurn = (fact: Fact, verb: string): Rule =>
  rule(fact, {
    code: 'after_churn',
    severity: 'warning',
    contradiction: true,
    join: 'JOIN departed ON departed.account = t.account',
    where: `${fact.day} > departed.day`,
    detail: `'On ' || ${iso(fact.day)} || '; the account had churned on ' || ${iso('departed.day')} || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} ${fact.noun[1]} ${be(n)} ${verb} after ${their(n)} account had churned.`,
  });

/** A day of grace: the file may come from a place where it is tomorrow already. */
const inTheFuture = (fact: Fact): Rule =>
  rule(fact, {
    code: 'in_the_future',
    severity: 'error',
    contradiction: true,
    join: 'JOIN batch AS b ON b.id = t.batch_id',
    where: `${fact.day} > b.imported_at / ${MS} + 1`,
    detail: `'Dated ' || ${iso(fact.day)} || ', imported on ' || ${isoMs('b.imported_at')} || '.'`,
    message: (count, of, n) => `${count} of ${of} ${fact.noun[1]} ${be(n)} dated after the day of ${their(n)} import.`,
  });

/** Times without a time of day are the whole day: an end at midnight of the day of the start is no contradiction. */
const endsBefore = (
  fact: Fact,
  start: string,
  end: string,
  unit: 'day' | 'ms',
  said: { readonly one: string; readonly many: string; readonly past: string },
): Rule =>
  rule(fact, {
    code: 'end_before_start',
    severity: 'error',
    contradiction: true,
    where:
      unit === 'day'
        ? `t.${end} < t.${start}`
        : `t.${end} < t.${start} AND NOT (t.${end} % ${MS} = 0 AND t.${end} / ${MS} = t.${start} / ${MS})`,
    detail:
      unit === 'day'
        ? `'${said.past} on ' || ${iso(`t.${end}`)} || ', before ' || ${iso(`t.${start}`)} || '.'`
        : `'${said.past} on ' || ${isoMs(`t.${end}`)} || ', before ' || ${isoMs(`t.${start}`)} || '.'`,
    message: (count, of, n) => `${count} of ${of} ${fact.noun[1]} ${n === 1 ? said.one : said.many}.`,
  });

const SAME_SUBSCRIPTION = `coalesce(s.subscription_id, '') = coalesce(t.subscription_id, '')`;
const FIRST_OPENING = `(SELECT min(s.effective_date) FROM contract AS s WHERE s.account = t.account AND ${SAME_SUBSCRIPTION} AND s.change <> 'churn')`;

const currency = (fact: Fact): Rule =>
  rule(fact, {
    code: 'currency_mixed',
    severity: 'warning',
    contradiction: false,
    where: 'upper(trim(t.currency)) <> @currency',
    detail: `'Amount in ' || upper(trim(t.currency)) || ', the workspace counts in ' || @currency || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} ${fact.noun[1]} ${n === 1 ? 'is' : 'are'} in another currency than the workspace.`,
  });

/** What dated rows say against each other and against their account. */
export const FACT_RULES: readonly Rule[] = [
  beforeStart(EVENTS, 'recorded'),
  beforeStart(TICKETS, 'opened'),
  beforeStart(SURVEYS, 'sent or answered'),
  beforeStart(CONTRACTS, 'effective'),
  beforeStart(OUTCOMES, 'dated'),
  afterChurn(EVENTS, 'recorded'),
  afterChurn(TICKETS, 'opened'),
  ...[EVENTS, TICKETS, SURVEYS, TOUCHPOINTS, INVOICES, OUTCOMES, NOTES].map(inTheFuture),
  endsBefore(TICKETS, 'opened_at', 'closed_at', 'ms', {
    one: 'was closed before it was opened',
    many: 'were closed before they were opened',
    past: 'Closed',
  }),
  endsBefore(SURVEYS, 'sent_at', 'responded_at', 'ms', {
    one: 'was answered before it was sent',
    many: 'were answered before they were sent',
    past: 'Answered',
  }),
  endsBefore(INVOICES, 'issued_at', 'paid_at', 'day', {
    one: 'was paid before it was issued',
    many: 'were paid before they were issued',
    past: 'Paid',
  }),
  endsBefore(CONTRACTS, 'effective_date', 'term_end', 'day', {
    one: 'has a term that ends before it starts',
    many: 'have a term that ends before it starts',
    past: 'Term ends',
  }),
  rule(CONTRACTS, {
    code: 'churn_before_start',
    severity: 'error',
    contradiction: true,
    where: `t.change = 'churn' AND t.effective_date < ${FIRST_OPENING}`,
    detail: `'Ends on ' || ${iso('t.effective_date')} || ', but starts on ' || ${iso(FIRST_OPENING)} || '.'`,
    of: `SELECT count(*) FROM contract AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 AND t.change = 'churn'`,
    message: (count, of, n) =>
      `${count} of ${of} ended contracts ${n === 1 ? 'ends' : 'end'} before ${n === 1 ? 'it starts' : 'they start'}.`,
  }),
  rule(OUTCOMES, {
    code: 'churn_repeated',
    severity: 'warning',
    contradiction: true,
    where: `t.outcome = 'churn' AND EXISTS (SELECT 1 FROM outcome AS p WHERE p.account = t.account AND p.outcome = 'churn' AND p.date < t.date
      AND NOT EXISTS (SELECT 1 FROM contract AS c WHERE c.account = t.account AND c.effective_date > p.date AND c.effective_date <= t.date AND c.change IN ('new', 'renewal', 'upgrade')))`,
    detail: `'Churned on ' || ${iso('t.date')} || ' without having started again since an earlier churn.'`,
    of: `SELECT count(*) FROM outcome AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 AND t.outcome = 'churn'`,
    message: (count, of, n) =>
      `${count} of ${of} churns ${n === 1 ? 'follows' : 'follow'} another churn of the same account without a start in between.`,
  }),
  rule(OUTCOMES, {
    code: 'churn_contract_open',
    severity: 'warning',
    contradiction: true,
    join: 'JOIN lost ON lost.account = t.account AND lost.day = t.date',
    where: `t.outcome = 'churn' AND t.account IN (SELECT account FROM contract) AND t.account NOT IN (SELECT account FROM closed)`,
    detail: `'Churned on ' || ${iso('t.date')} || ', but a contract of the account is still open.'`,
    of: `SELECT count(*) FROM outcome AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 AND t.outcome = 'churn'`,
    message: (count, of, n) =>
      `${count} of ${of} churns ${n === 1 ? 'left' : 'have left'} a contract of the account open.`,
  }),
  rule(CONTRACTS, {
    code: 'contract_churn_without_outcome',
    severity: 'warning',
    contradiction: true,
    join: 'JOIN closed ON closed.account = t.account',
    where: `t.change = 'churn' AND t.effective_date = closed.day AND EXISTS (SELECT 1 FROM outcome WHERE outcome = 'churn')
      AND NOT EXISTS (SELECT 1 FROM outcome AS o WHERE o.account = t.account AND o.outcome = 'churn')`,
    detail: `'The last contract ended on ' || ${iso('t.effective_date')} || ', but no outcome says the account churned.'`,
    of: `SELECT count(*) FROM contract AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 AND t.change = 'churn'`,
    message: (count, of, n) =>
      `${count} of ${of} contract churns ${n === 1 ? 'closes an account' : 'close accounts'} without a churn outcome.`,
  }),
  rule(INVOICES, {
    code: 'paid_without_date',
    severity: 'warning',
    contradiction: false,
    where: `t.status = 'paid' AND t.paid_at IS NULL`,
    detail: `'Marked as paid, without the day of the payment.'`,
    message: (count, of, n) => `${count} of ${of} invoices ${be(n)} paid on a day that is not known.`,
  }),
  rule(INVOICES, {
    code: 'unpaid_with_date',
    severity: 'warning',
    contradiction: true,
    where: `t.status IN ('open', 'late', 'past_due', 'failed') AND t.paid_at IS NOT NULL`,
    detail: `'Paid on ' || ${iso('t.paid_at')} || ', but marked as ' || replace(t.status, '_', ' ') || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} invoices ${have(n)} a day of payment and ${n === 1 ? 'is' : 'are'} not marked as paid.`,
  }),
  rule(TICKETS, {
    code: 'closed_without_date',
    severity: 'warning',
    contradiction: false,
    where: `lower(t.status) IN ('closed', 'solved', 'resolved', 'done') AND t.closed_at IS NULL`,
    detail: `'Marked as ' || lower(t.status) || ', without the day it was closed.'`,
    message: (count, of, n) => `${count} of ${of} tickets ${be(n)} closed on a day that is not known.`,
  }),
  currency(CONTRACTS),
  currency(INVOICES),
];

type UsageSource = { readonly from: string; readonly owner: string };
const USAGE: readonly UsageSource[] = [
  { from: 'account AS a CROSS JOIN usage AS u', owner: 'a.id' },
  { from: 'account AS a JOIN contact AS c ON c.account = a.id CROSS JOIN contact_usage AS u', owner: 'c.id' },
];
const USAGE_DAY = '(u.key / 1024) % 65536';
const USAGE_ROW = `(SELECT name FROM metric WHERE id = u.key % 1024) || ' ' || ${iso(USAGE_DAY)}`;

/** Usage rules read ranges of the primary key, account by account, so they touch only what they find. */
export const USAGE_RULES: readonly Rule[] = USAGE.flatMap(({ from, owner }): Rule[] => {
  const usage = { kind: 'usage', contradiction: true, row: USAGE_ROW, batch: 'u.batch_id' } as const;
  return [
    {
      ...usage,
      code: 'before_start',
      severity: 'error',
      from,
      where: `a.present = 1 AND u.key >= ${owner} * ${OWNER} AND u.key < (${owner} * 65536 + min(a.start_date, 65536)) * 1024`,
      detail: `'On ' || ${iso(USAGE_DAY)} || '; the account starts on ' || ${iso('a.start_date')} || '.'`,
      message: (count, of, n) =>
        `${count} of ${of} usage values ${be(n)} recorded before ${their(n)} account's start date.`,
    },
    {
      ...usage,
      code: 'after_churn',
      severity: 'warning',
      from: from.replace('account AS a', 'departed JOIN account AS a ON a.id = departed.account'),
      where: `a.present = 1 AND u.key >= (${owner} * 65536 + max(departed.day, 0) + 1) * 1024 AND u.key < (${owner} + 1) * ${OWNER}`,
      detail: `'On ' || ${iso(USAGE_DAY)} || '; the account had churned on ' || ${iso('departed.day')} || '.'`,
      message: (count, of, n) =>
        `${count} of ${of} usage values ${be(n)} recorded after ${their(n)} account had churned.`,
    },
    {
      ...usage,
      code: 'in_the_future',
      severity: 'error',
      from: `${from} CROSS JOIN batch AS b`,
      where: `a.present = 1 AND u.key >= (${owner} * 65536 + @firstImport) * 1024 AND u.key < (${owner} + 1) * ${OWNER} AND b.id = u.batch_id AND ${USAGE_DAY} > b.imported_at / ${MS} + 1`,
      detail: `'Dated ' || ${iso(USAGE_DAY)} || ', imported on ' || ${isoMs('b.imported_at')} || '.'`,
      message: (count, of, n) => `${count} of ${of} usage values ${be(n)} dated after the day of ${their(n)} import.`,
    },
  ];
});
