import type { ReadDb } from '../open.ts';

/** A scenario as it was stored; `document` and `locks` are JSON text nobody has checked yet. */
export type StoredScenario = {
  readonly id: number;
  readonly name: string;
  /** The version it was made from. */
  readonly baseVersion: string;
  readonly document: string;
  readonly locks: string;
  /** Day of the snapshot it was looked at on. */
  readonly asOf: number;
  readonly seed: number;
  readonly modelHash: string;
  readonly note: string;
  readonly author: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly savedAt: number;
  readonly deletedAt: number | null;
};

const SCENARIO = `SELECT id, name, base_version AS baseVersion, document, locks, as_of AS asOf, seed, model_hash AS modelHash, note, author,
    created_at AS createdAt, saved_at AS savedAt, deleted_at AS deletedAt FROM scenario`;

/** Scenarios that were not deleted, last saved first. */
export function readScenarios(db: ReadDb): StoredScenario[] {
  return db.prepare<[], StoredScenario>(`${SCENARIO} WHERE deleted_at IS NULL ORDER BY saved_at DESC, id DESC`).all();
}

/** One scenario, deleted or not. */
export function readScenario(db: ReadDb, id: number): StoredScenario | null {
  return db.prepare<[number], StoredScenario>(`${SCENARIO} WHERE id = ?`).get(id) ?? null;
}

/** Id of the scenario that has a name, whatever its case; deleted ones have none. */
export function scenarioNamed(db: ReadDb, name: string): number | null {
  return (
    db
      .prepare<[string], { id: number }>('SELECT id FROM scenario WHERE name = ? COLLATE NOCASE AND deleted_at IS NULL')
      .get(name)?.id ?? null
  );
}
