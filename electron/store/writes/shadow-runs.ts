import type { WriteDb } from '../open.ts';
import type { StoredShadowRun } from '../reads/shadow-runs.ts';

/** Stores the start of a shadow run; answers its id. */
export function addShadowRun(
  db: WriteDb,
  run: Omit<StoredShadowRun, 'id' | 'endedAt' | 'endedBy' | 'endNote'>,
): number {
  const { name, modelVersion, modelHash, officialVersion, fromDay, weeks, startedAt, startedBy, note } = run;
  return Number(
    db
      .prepare(
        `INSERT INTO shadow_run (name, model_version, model_hash, official_version, from_day, weeks, started_at, started_by, note)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(name, modelVersion, modelHash, officialVersion, fromDay, weeks, startedAt, startedBy, note).lastInsertRowid,
  );
}

/** Takes the end of a run back. */
export function resumeShadowRun(db: WriteDb, id: number): void {
  db.prepare('UPDATE shadow_run SET ended_at = NULL, ended_by = NULL, end_note = NULL WHERE id = ?').run(id);
}

/** @param at epoch ms */
export function endShadowRun(db: WriteDb, id: number, at: number, by: string, note: string): void {
  db.prepare('UPDATE shadow_run SET ended_at = ?, ended_by = ?, end_note = ? WHERE id = ? AND ended_at IS NULL').run(
    at,
    by,
    note,
    id,
  );
}
