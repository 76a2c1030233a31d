import { type Day, MS_PER_DAY } from '#shared/model/day.ts';
import type { ReadDb } from '../open.ts';
import type { ContactRecord, TimelineFact } from './accounts.ts';

export type ContactPage = ContactRecord & {
  readonly email: string | null;
  /** Surrogate id of the account. */
  readonly account: number;
  readonly accountId: string;
  readonly accountName: string;
};

/** A contact that is there, of an account that is there. */
export function readContact(db: ReadDb, contactId: string): ContactPage | null {
  return (
    db
      .prepare<[string], ContactPage>(
        `SELECT c.id, c.natural_key AS contactId, c.name, c.email, c.role, c.department, c.is_sponsor AS isSponsor, c.is_champion AS isChampion, c.is_admin AS isAdmin,
           c.created_at AS createdDay, c.last_login_at AS lastLoginDay, c.left_at AS leftDay, c.account, a.natural_key AS accountId, a.name AS accountName
         FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.natural_key = ? AND c.present = 1 AND a.present = 1`,
      )
      .get(contactId) ?? null
  );
}

/** What one person did on one day: a metric of usage rows, `events` or `feature:NAME` of product events. */
export type ContactUse = { readonly day: Day; readonly metric: string; readonly value: number };

const OWNER = 65_536 * 1024;

/** Usage rows of a contact in a range of days (both included), and what its product events add up to a day. */
export function readContactUse(db: ReadDb, contact: ContactPage, from: Day, to: Day): ContactUse[] {
  const key = (day: Day): number => contact.id * OWNER + day * 1024;
  const rows = db
    .prepare<[number, number], ContactUse>(
      `SELECT (u.key / 1024) % 65536 AS day, m.name AS metric, u.value FROM contact_usage AS u JOIN metric AS m ON m.id = u.key % 1024
       WHERE u.key >= ? AND u.key < ? ORDER BY u.key`,
    )
    .all(key(Math.max(0, from)), key(to + 1));
  const events = db
    .prepare<Record<string, number | string>, ContactUse>(
      `SELECT CAST(floor(timestamp / ${MS_PER_DAY}.0) AS INTEGER) AS day, coalesce('feature:' || feature, '') AS metric, sum(coalesce(count, 1)) AS value FROM event
       WHERE account = :account AND contact_id = :contact AND timestamp >= :from AND timestamp < :until GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all({
      account: contact.account,
      contact: contact.contactId,
      from: from * MS_PER_DAY,
      until: (to + 1) * MS_PER_DAY,
    });
  const isCovered = new Set(rows.map(({ metric }) => metric));
  const byFeature = events.filter(({ metric }) => metric !== '' && !isCovered.has(metric));
  const all = isCovered.has('events') ? [] : events.map((event) => ({ ...event, metric: 'events' }));
  return [...rows, ...byFeature, ...all];
}

/** An entry of a person's timeline; product events of a week are one entry, their names in `detail`. */
export type ContactFact = Omit<TimelineFact, 'kind'> & { readonly kind: TimelineFact['kind'] | 'event' };

/** Tickets, surveys and touchpoints that name a contact, and its product events by week, up to a day; newest first. */
export function readContactTimeline(db: ReadDb, contact: ContactPage, asOf: Day, limit: number): ContactFact[] {
  return db
    .prepare<Record<string, number | string>, ContactFact>(
      `SELECT * FROM (
         SELECT date AS day, 'touchpoint' AS kind, type AS word, notes AS detail, NULL AS number, attended AS flag FROM touchpoint WHERE account = :account AND contact_id = :contact AND date <= :asOf
         UNION ALL SELECT opened_at / ${MS_PER_DAY}, 'ticket', coalesce(type, 'ticket'), subject, severity, escalated FROM ticket WHERE account = :account AND contact_id = :contact AND opened_at / ${MS_PER_DAY} <= :asOf
         UNION ALL SELECT coalesce(responded_at, sent_at) / ${MS_PER_DAY}, 'survey', kind, comment, rating, NULL FROM survey WHERE account = :account AND contact_id = :contact AND coalesce(responded_at, sent_at) / ${MS_PER_DAY} <= :asOf
         UNION ALL SELECT max(timestamp / ${MS_PER_DAY}), 'event', '', group_concat(DISTINCT coalesce(event, feature)), sum(coalesce(count, 1)), NULL FROM event
           WHERE account = :account AND contact_id = :contact AND timestamp / ${MS_PER_DAY} <= :asOf GROUP BY (timestamp / ${MS_PER_DAY} + 3) / 7
       ) WHERE day IS NOT NULL ORDER BY day DESC LIMIT :limit`,
    )
    .all({ account: contact.account, contact: contact.contactId, asOf, limit });
}
