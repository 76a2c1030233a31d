import { ACTIVE, ACTIVE_COUNT, have, iso, OWNER, type Rule } from './rules.ts';

const account = {
  kind: 'accounts',
  from: 'account AS a',
  row: 'a.natural_key',
  batch: 'a.batch_id',
} as const satisfies Partial<Rule>;

const SAID = `account AS a JOIN said ON said.account = a.id`;
const CHURN_SEEN = `SELECT count(*) FROM churn JOIN account AS a ON a.id = churn.account WHERE a.present = 1 AND a.id IN (SELECT account FROM said WHERE churned IS NOT NULL)`;
const ANY_CHURN = `(EXISTS (SELECT 1 FROM outcome WHERE outcome = 'churn') OR EXISTS (SELECT 1 FROM contract WHERE change = 'churn'))`;

/** What the rows of accounts and contacts say against themselves, or do not say. */
export const ACCOUNT_RULES: readonly Rule[] = [
  {
    ...account,
    code: 'marked_churned_without_churn',
    severity: 'error',
    contradiction: true,
    from: SAID,
    where: `a.present = 1 AND said.churned = 1 AND ${ANY_CHURN} AND a.id NOT IN (SELECT account FROM churn)`,
    detail: `'Marked as churned in ' || said.field || ', but neither an outcome nor its contracts say so.'`,
    of: `SELECT count(*) FROM said JOIN account AS a ON a.id = said.account WHERE a.present = 1 AND said.churned = 1`,
    message: (count, of, n) => `${count} of ${of} accounts marked as churned ${have(n)} no churn on record.`,
  },
  {
    ...account,
    code: 'churned_not_marked',
    severity: 'error',
    contradiction: true,
    from: `${SAID} JOIN churn ON churn.account = a.id`,
    where: 'a.present = 1 AND said.churned = 0',
    detail: `'Churned on ' || ${iso('churn.day')} || ', but ' || said.field || ' says it is a customer.' || CASE WHEN a.id IN (SELECT account FROM departed) THEN '' ELSE ' Its contracts went on after that.' END`,
    of: CHURN_SEEN,
    message: (count, of, n) =>
      `${count} of ${of} accounts with a churn on record ${n === 1 ? 'is' : 'are'} not marked as churned.`,
  },
  {
    ...account,
    code: 'renewal_before_start',
    severity: 'error',
    contradiction: true,
    where: 'a.present = 1 AND a.renewal_date < a.start_date',
    detail: `'Renews on ' || ${iso('a.renewal_date')} || ', before it starts on ' || ${iso('a.start_date')} || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} accounts ${n === 1 ? 'renews' : 'renew'} before ${n === 1 ? 'it starts' : 'they start'}.`,
  },
  {
    ...account,
    code: 'renewal_past',
    severity: 'warning',
    contradiction: true,
    where: `${ACTIVE} AND a.renewal_date < @asOf AND a.id NOT IN (SELECT account FROM contract WHERE effective_date <= @asOf AND (term_end >= @asOf OR (change = 'renewal' AND effective_date >= a.renewal_date)))`,
    detail: `'Renewal was due on ' || ${iso('a.renewal_date')} || ' and nothing says what became of it.'`,
    of: ACTIVE_COUNT,
    message: (count, of, n) => `${count} of ${of} active accounts ${have(n)} a renewal date that is past.`,
  },
  {
    ...account,
    code: 'arr_missing',
    severity: 'warning',
    contradiction: false,
    where: `${ACTIVE} AND coalesce(a.arr, a.mrr) IS NULL AND a.id NOT IN (SELECT account FROM contract WHERE coalesce(arr, mrr) IS NOT NULL)`,
    detail: `'No ARR or MRR, neither of the account nor of a contract.'`,
    of: ACTIVE_COUNT,
    message: (count, of, n) => `${count} of ${of} active accounts ${have(n)} no ARR.`,
  },
  {
    ...account,
    code: 'arr_not_positive',
    severity: 'warning',
    contradiction: true,
    where: `${ACTIVE} AND coalesce(a.arr, a.mrr) <= 0 AND a.id NOT IN (SELECT account FROM contract WHERE coalesce(arr, mrr) > 0)`,
    detail: `'ARR ' || printf('%g', coalesce(a.arr, a.mrr * 12)) || ' while active.'`,
    of: ACTIVE_COUNT,
    message: (count, of, n) => `${count} of ${of} active accounts ${have(n)} an ARR of zero or below.`,
  },
  {
    ...account,
    code: 'currency_mixed',
    severity: 'warning',
    contradiction: false,
    where: 'a.present = 1 AND upper(trim(a.currency)) <> @currency',
    detail: `'Amounts in ' || upper(trim(a.currency)) || ', the workspace counts in ' || @currency || '.'`,
    message: (count, of, n) =>
      `${count} of ${of} accounts ${have(n)} amounts in another currency than the workspace; they are added up as they are.`,
  },
  {
    ...account,
    code: 'no_usage',
    severity: 'warning',
    contradiction: false,
    where: `${ACTIVE} AND (EXISTS (SELECT 1 FROM usage) OR EXISTS (SELECT 1 FROM contact_usage) OR EXISTS (SELECT 1 FROM event))
      AND NOT EXISTS (SELECT 1 FROM usage AS u WHERE u.key >= a.id * ${OWNER} AND u.key < (a.id + 1) * ${OWNER})
      AND NOT EXISTS (SELECT 1 FROM event AS e WHERE e.account = a.id)
      AND NOT EXISTS (SELECT 1 FROM contact AS c JOIN contact_usage AS u ON u.key >= c.id * ${OWNER} AND u.key < (c.id + 1) * ${OWNER} WHERE c.account = a.id)`,
    detail: `'No usage and no product events at all.'`,
    of: ACTIVE_COUNT,
    message: (count, of, n) => `${count} of ${of} active accounts ${have(n)} no usage at all.`,
  },
  {
    ...account,
    code: 'no_contact',
    severity: 'info',
    contradiction: false,
    where: `${ACTIVE} AND EXISTS (SELECT 1 FROM contact WHERE present = 1) AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.account = a.id AND c.present = 1)`,
    detail: `'Nobody is known there.'`,
    of: ACTIVE_COUNT,
    message: (count, of, n) => `${count} of ${of} active accounts ${have(n)} no contact.`,
  },
  {
    kind: 'contacts',
    code: 'no_email',
    severity: 'info',
    contradiction: false,
    from: 'contact AS c JOIN account AS a ON a.id = c.account',
    where: `a.present = 1 AND c.present = 1 AND c.left_at IS NULL AND trim(coalesce(c.email, '')) = ''`,
    row: 'c.natural_key',
    detail: `coalesce(c.name, c.natural_key) || ' has no e-mail address.'`,
    batch: 'c.batch_id',
    message: (count, of, n) => `${count} of ${of} contacts ${have(n)} no e-mail address.`,
  },
  {
    kind: 'contacts',
    code: 'end_before_start',
    severity: 'error',
    contradiction: true,
    from: 'contact AS c JOIN account AS a ON a.id = c.account',
    where: 'a.present = 1 AND c.present = 1 AND (c.left_at < c.created_at OR c.last_login_at < c.created_at)',
    row: 'c.natural_key',
    detail: `'Created on ' || ${iso('c.created_at')} || ', but ' || CASE WHEN c.left_at < c.created_at THEN 'left on ' || ${iso('c.left_at')} ELSE 'last signed in on ' || ${iso('c.last_login_at')} END || '.'`,
    batch: 'c.batch_id',
    message: (count, of, n) =>
      `${count} of ${of} contacts left or last signed in before ${n === 1 ? 'it was' : 'they were'} created.`,
  },
];
