import { OVERRIDE_REASONS, type OverrideTarget, overrideTarget } from '#shared/contract/overrides.ts';
import type { Day } from '#shared/model/day.ts';
import type { CONTRACT_CHANGES, OUTCOMES } from '#shared/model/facts.ts';
import type { ReadDb } from '../open.ts';

/** One entry of the override ledger, of an account that is there. */
export type StoredOverride = {
  readonly id: number;
  /** Surrogate id of the account. */
  readonly account: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly target: OverrideTarget;
  readonly reason: (typeof OVERRIDE_REASONS)[number];
  readonly text: string;
  readonly author: string;
  readonly fromDay: Day;
  /** Last day it counts. */
  readonly expiresOn: Day;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** As-of day of the data from which it does not count any more. */
  readonly endedOn: Day | null;
  readonly endedBy: string | null;
  readonly replacedBy: number | null;
  readonly modelVersion: string;
  /** Score × 1e6 the model gave when it was made. */
  readonly computedMicro: number | null;
};

type Row = Omit<StoredOverride, 'target' | 'reason'> & { readonly target: string; readonly reason: string };

const SELECT = `SELECT o.id, o.account, a.natural_key AS accountId, a.name AS accountName, o.target, o.reason, o.text, o.author, o.from_day AS fromDay, o.expires_on AS expiresOn,
    o.created_at AS createdAt, o.ended_at AS endedAt, o.ended_on AS endedOn, o.ended_by AS endedBy, o.replaced_by AS replacedBy, o.model_version AS modelVersion, o.computed_micro AS computedMicro
  FROM override AS o JOIN account AS a ON a.id = o.account AND a.present = 1`;

/** The entry of a row; none where nobody can tell any more what it says (data.doctor reports it). */
function parsed(row: Row): StoredOverride[] {
  const target = overrideTarget.safeParse(parsedJson(row.target));
  const reason = OVERRIDE_REASONS.find((known) => known === row.reason);
  return target.success && reason ? [{ ...row, target: target.data, reason }] : [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Entries that cannot be read. */
export function countUnreadableOverrides(db: ReadDb): number {
  return db
    .prepare<[], Row>(SELECT)
    .all()
    .filter((row) => parsed(row).length === 0).length;
}

/** Whether an override counts on a day: begun, not expired and not ended by then (30-method.md 2.7). */
export function isActiveOn(override: Pick<StoredOverride, 'fromDay' | 'expiresOn' | 'endedOn'>, day: Day): boolean {
  return override.fromDay <= day && day <= override.expiresOn && (override.endedOn === null || day < override.endedOn);
}

/** The ledger, newest first: of one account (surrogate id) or of all; a negative limit means every entry. */
export function readOverrides(db: ReadDb, account: number | null, limit: number): StoredOverride[] {
  return db
    .prepare<[number | null, number | null, number], Row>(
      `${SELECT} WHERE ? IS NULL OR o.account = ? ORDER BY o.id DESC LIMIT ?`,
    )
    .all(account, account, limit)
    .flatMap(parsed);
}

/** Overrides of all accounts that count on a day, oldest first. */
export function readActiveOverrides(db: ReadDb, day: Day): StoredOverride[] {
  return db
    .prepare<[number, number], Row>(`${SELECT} WHERE o.from_day <= ? AND o.expires_on >= ? ORDER BY o.id`)
    .all(day, day)
    .flatMap(parsed)
    .filter((override) => isActiveOn(override, day));
}

/** An entry of the ledger; null when it is not there or its account is hidden. */
export function readOverride(db: ReadDb, id: number): StoredOverride | null {
  const row = db.prepare<[number], Row>(`${SELECT} WHERE o.id = ?`).get(id);
  return (row && parsed(row)[0]) ?? null;
}

export type Fate = { readonly day: Day; readonly fate: 'churned' | 'renewed' };

const LEFT: (typeof OUTCOMES)[number] & (typeof CONTRACT_CHANGES)[number] = 'churn';
const STAYED: (typeof OUTCOMES)[number] & (typeof CONTRACT_CHANGES)[number] = 'renewal';

/** When an account (surrogate id) churned or renewed up to a day, from its outcomes and contracts; oldest first. */
export function readFates(db: ReadDb, account: number, until: Day): Fate[] {
  return db
    .prepare<Record<string, number | string>, Fate>(
      `SELECT day, CASE word WHEN :left THEN 'churned' ELSE 'renewed' END AS fate FROM (
         SELECT date AS day, outcome AS word FROM outcome WHERE account = :account
         UNION ALL SELECT effective_date, change FROM contract WHERE account = :account
       ) WHERE word IN (:left, :stayed) AND day <= :until ORDER BY day`,
    )
    .all({ account, until, left: LEFT, stayed: STAYED });
}
