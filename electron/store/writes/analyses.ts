import type { WriteDb } from '../open.ts';
import type { StoredSealedLook, StoredTrial } from '../reads/analyses.ts';

/** Notes that the accuracy of a model was looked at; the first time counts. True when it had not been before. */
export function addTrial(db: WriteDb, { modelHash, firstAt, what }: StoredTrial): boolean {
  return (
    db
      .prepare('INSERT INTO tried_scenario (model_hash, first_at, what) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(modelHash, firstAt, what).changes > 0
  );
}

/** The list of looks only grows. */
export function addSealedLook(db: WriteDb, look: Omit<StoredSealedLook, 'id'>): void {
  db.prepare(
    'INSERT INTO sealed_look (model_version, model_hash, landmark, looked_at, looked_by, result) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(look.modelVersion, look.modelHash, look.landmark, look.lookedAt, look.lookedBy, look.result);
}
