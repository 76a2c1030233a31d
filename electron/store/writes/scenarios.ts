import type { WriteDb } from '../open.ts';
import type { StoredScenario } from '../reads/scenarios.ts';

/** What a scenario says; its id and the time it was made stay. */
export type ScenarioContent = Omit<StoredScenario, 'id' | 'createdAt' | 'deletedAt'>;

/** Stores a new scenario, made at the time it is saved; answers its id. */
export function addScenario(db: WriteDb, content: ScenarioContent): number {
  const { name, baseVersion, document, locks, asOf, seed, modelHash, note, author, savedAt } = content;
  return Number(
    db
      .prepare(
        `INSERT INTO scenario (name, base_version, document, locks, as_of, seed, model_hash, note, author, created_at, saved_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(name, baseVersion, document, locks, asOf, seed, modelHash, note, author, savedAt, savedAt).lastInsertRowid,
  );
}

export function replaceScenario(db: WriteDb, id: number, content: ScenarioContent): void {
  const { name, baseVersion, document, locks, asOf, seed, modelHash, note, author, savedAt } = content;
  db.prepare(
    `UPDATE scenario SET name = ?, base_version = ?, document = ?, locks = ?, as_of = ?, seed = ?, model_hash = ?, note = ?, author = ?, saved_at = ?
     WHERE id = ?`,
  ).run(name, baseVersion, document, locks, asOf, seed, modelHash, note, author, savedAt, id);
}

/** @param at epoch ms, null to take the deletion back */
export function markScenarioDeleted(db: WriteDb, id: number, at: number | null): void {
  db.prepare('UPDATE scenario SET deleted_at = ? WHERE id = ?').run(at, id);
}
