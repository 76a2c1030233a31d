import type { OverrideTarget } from '#shared/contract/overrides.ts';
import type { Day } from '#shared/model/day.ts';
import type { WriteDb } from '../open.ts';

export type NewOverride = {
  /** Surrogate id of the account. */
  readonly account: number;
  readonly target: OverrideTarget;
  readonly reason: string;
  readonly text: string;
  readonly author: string;
  readonly fromDay: Day;
  readonly expiresOn: Day;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly modelVersion: string;
  readonly computedMicro: number | null;
};

/** Answers the id of the new entry of the ledger. */
export function insertOverride(db: WriteDb, entry: NewOverride): number {
  return Number(
    db
      .prepare(
        `INSERT INTO override (account, target, reason, text, author, from_day, expires_on, created_at, model_version, computed_micro)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        entry.account,
        JSON.stringify(entry.target),
        entry.reason,
        entry.text,
        entry.author,
        entry.fromDay,
        entry.expiresOn,
        entry.createdAt,
        entry.modelVersion,
        entry.computedMicro,
      ).lastInsertRowid,
  );
}

/** `on` is the as-of day from which it does not count, `at` the time of the clock (epoch ms). */
export function endOverride(
  db: WriteDb,
  id: number,
  end: { readonly at: number; readonly on: Day; readonly by: string; readonly replacedBy: number | null },
): void {
  db.prepare('UPDATE override SET ended_at = ?, ended_on = ?, ended_by = ?, replaced_by = ? WHERE id = ?').run(
    end.at,
    end.on,
    end.by,
    end.replacedBy,
    id,
  );
}

export function reopenOverride(db: WriteDb, id: number): void {
  db.prepare(
    'UPDATE override SET ended_at = NULL, ended_on = NULL, ended_by = NULL, replaced_by = NULL WHERE id = ?',
  ).run(id);
}
