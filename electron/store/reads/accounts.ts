import type { ReadDb } from '../open.ts';

/** What lists and filters show of an account; index = surrogate id − 1, null where a surrogate id is not in use. */
export type AccountRecord = {
  readonly id: number;
  readonly accountId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly plan: string | null;
  readonly csm: string | null;
  readonly csmManager: string | null;
  readonly channel: string | null;
  readonly useCase: string | null;
  readonly size: string | null;
  readonly currency: string | null;
  readonly seats: number | null;
  readonly startDay: number | null;
  readonly goLiveDay: number | null;
  readonly notes: string | null;
};

export function readAccountRecords(db: ReadDb): (AccountRecord | undefined)[] {
  const records: (AccountRecord | undefined)[] = [];
  for (const row of db
    .prepare<[], AccountRecord>(
      `SELECT id, natural_key AS accountId, name, segment, industry, region, country, plan, csm, csm_manager AS csmManager, channel, use_case AS useCase, size, currency, seats,
              start_date AS startDay, go_live_date AS goLiveDay, notes FROM account WHERE present = 1 ORDER BY id`,
    )
    .iterate()) {
    records[row.id - 1] = row;
  }
  return records;
}

/** Surrogate id of an account that is there; null when there is none. */
export function findAccount(db: ReadDb, accountId: string): number | null {
  return (
    db.prepare<[string], { id: number }>('SELECT id FROM account WHERE natural_key = ? AND present = 1').get(accountId)
      ?.id ?? null
  );
}

export function readAttributes(db: ReadDb, account: number): { name: string; value: string }[] {
  return db
    .prepare<[number], { name: string; value: string }>(
      'SELECT name, value FROM account_attribute WHERE account = ? ORDER BY name',
    )
    .all(account);
}

/** Names of the custom attributes of accounts that are there, in alphabetical order. */
export function readAttributeNames(db: ReadDb): string[] {
  return db
    .prepare<[], { name: string }>(
      'SELECT DISTINCT t.name FROM account_attribute AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 ORDER BY t.name',
    )
    .all()
    .map(({ name }) => name);
}

/** One custom attribute of all accounts: index of each account's value, −1 where it has none. */
export type AttributeColumn = { readonly values: readonly string[]; readonly indexOf: Int32Array };

/** Custom attributes by name, names ascending, or the one asked for; columns are indexed by surrogate id − 1. */
export function readAttributeColumns(
  db: ReadDb,
  accounts: number,
  only: string | null = null,
): ReadonlyMap<string, AttributeColumn> {
  const columns = new Map<string, { numbers: Map<string, number>; values: string[]; indexOf: Int32Array }>();
  for (const [account, name, value] of db
    .prepare<{ only: string | null }, [number, string, string]>(
      `SELECT t.account, t.name, t.value FROM account_attribute AS t JOIN account AS a ON a.id = t.account
       WHERE a.present = 1 AND (:only IS NULL OR t.name = :only) ORDER BY t.account`,
    )
    .raw(true)
    .iterate({ only })) {
    let column = columns.get(name);
    if (!column) {
      column = { numbers: new Map(), values: [], indexOf: new Int32Array(accounts).fill(-1) };
      columns.set(name, column);
    }
    let number = column.numbers.get(value);
    if (number === undefined) {
      number = column.values.push(value) - 1;
      column.numbers.set(value, number);
    }
    column.indexOf[account - 1] = number;
  }
  return new Map([...columns].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type ContactRecord = {
  /** Surrogate id, the person of contact facts. */
  readonly id: number;
  readonly contactId: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly department: string | null;
  readonly isSponsor: number | null;
  readonly isChampion: number | null;
  readonly isAdmin: number | null;
  readonly createdDay: number | null;
  readonly lastLoginDay: number | null;
  readonly leftDay: number | null;
};

/** Contacts of an account, sponsor and champion first. */
export function readContacts(db: ReadDb, account: number): ContactRecord[] {
  return db
    .prepare<[number], ContactRecord>(
      `SELECT id, natural_key AS contactId, name, role, department, is_sponsor AS isSponsor, is_champion AS isChampion, is_admin AS isAdmin, created_at AS createdDay, last_login_at AS lastLoginDay, left_at AS leftDay
       FROM contact WHERE account = ? AND present = 1 ORDER BY coalesce(is_sponsor, 0) DESC, coalesce(is_champion, 0) DESC, coalesce(is_admin, 0) DESC, name`,
    )
    .all(account);
}

export type TimelineFact = {
  readonly day: number;
  readonly kind:
    | 'touchpoint'
    | 'ticket'
    | 'survey'
    | 'invoice'
    | 'contract'
    | 'outcome'
    | 'contact'
    | 'milestone'
    | 'note';
  readonly word: string;
  readonly detail: string | null;
  readonly number: number | null;
  readonly flag: number | null;
};

const MS = 86_400_000;

/** Everything dated that happened with an account up to a day, newest first. */
export function readTimeline(db: ReadDb, account: number, asOf: number, limit: number): TimelineFact[] {
  return db
    .prepare<Record<string, number>, TimelineFact>(
      `SELECT * FROM (
         SELECT date AS day, 'touchpoint' AS kind, type AS word, notes AS detail, NULL AS number, attended AS flag FROM touchpoint WHERE account = :account AND date <= :asOf
         UNION ALL SELECT opened_at / ${MS}, 'ticket', coalesce(type, 'ticket'), subject, severity, escalated FROM ticket WHERE account = :account AND opened_at / ${MS} <= :asOf
         UNION ALL SELECT coalesce(responded_at, sent_at) / ${MS}, 'survey', kind, comment, rating, NULL FROM survey WHERE account = :account AND coalesce(responded_at, sent_at) / ${MS} <= :asOf
         UNION ALL SELECT issued_at, 'invoice', CASE WHEN paid_at IS NULL OR paid_at > :asOf THEN coalesce(nullif(status, 'paid'), 'open') ELSE 'paid' END, NULL, amount, CASE WHEN paid_at > due_at OR (paid_at IS NULL AND due_at < :asOf) THEN 1 ELSE 0 END FROM invoice WHERE account = :account AND issued_at <= :asOf
         UNION ALL SELECT effective_date, 'contract', change, plan, coalesce(arr, mrr * 12), NULL FROM contract WHERE account = :account AND effective_date <= :asOf
         UNION ALL SELECT date, 'outcome', outcome, reason, arr_after, NULL FROM outcome WHERE account = :account AND date <= :asOf
         UNION ALL SELECT left_at, 'contact', coalesce(name, natural_key), role, NULL, coalesce(is_sponsor, 0) * 2 + coalesce(is_champion, 0) FROM contact WHERE account = :account AND present = 1 AND left_at <= :asOf
         UNION ALL SELECT CASE WHEN completed_at <= :asOf THEN completed_at ELSE due_date END, 'milestone', name, nullif(roi_status, ''), NULL, CASE WHEN completed_at <= :asOf THEN 1 ELSE 0 END FROM milestone WHERE account = :account AND (completed_at <= :asOf OR due_date <= :asOf)
         UNION ALL SELECT date, 'note', coalesce(author, ''), text, NULL, NULL FROM note WHERE account = :account AND date <= :asOf
       ) WHERE day IS NOT NULL ORDER BY day DESC LIMIT :limit`,
    )
    .all({ account, asOf, limit });
}

export function searchContacts(
  db: ReadDb,
  text: string,
  limit: number,
): { contactId: string; name: string; accountId: string; accountName: string }[] {
  const pattern = `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
  return db
    .prepare<
      [string, string, string, number],
      { contactId: string; name: string; accountId: string; accountName: string }
    >(
      `SELECT c.natural_key AS contactId, coalesce(c.name, c.natural_key) AS name, a.natural_key AS accountId, a.name AS accountName
       FROM contact AS c JOIN account AS a ON a.id = c.account WHERE a.present = 1 AND c.present = 1 AND (c.name LIKE ? ESCAPE '\\' OR c.email LIKE ? ESCAPE '\\' OR c.natural_key LIKE ? ESCAPE '\\') ORDER BY c.name LIMIT ?`,
    )
    .all(pattern, pattern, pattern, limit);
}
