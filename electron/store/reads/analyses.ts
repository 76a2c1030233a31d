import type { ReadDb } from '../open.ts';

export type StoredTrial = { readonly modelHash: string; readonly firstAt: number; readonly what: string };

/** Models whose accuracy on this history was looked at, oldest first. */
export function readTrials(db: ReadDb): StoredTrial[] {
  return db
    .prepare<[], StoredTrial>(
      'SELECT model_hash AS modelHash, first_at AS firstAt, what FROM tried_scenario ORDER BY first_at, model_hash',
    )
    .all();
}

/** A look at the landmark that is kept out of every comparison before it. */
export type StoredSealedLook = {
  readonly id: number;
  readonly modelVersion: string;
  readonly modelHash: string;
  /** Day of the landmark. */
  readonly landmark: number;
  /** Epoch ms. */
  readonly lookedAt: number;
  readonly lookedBy: string;
  /** JSON text nobody has checked yet. */
  readonly result: string;
};

/** Newest first. */
export function readSealedLooks(db: ReadDb): StoredSealedLook[] {
  return db
    .prepare<[], StoredSealedLook>(
      `SELECT id, model_version AS modelVersion, model_hash AS modelHash, landmark, looked_at AS lookedAt, looked_by AS lookedBy, result
       FROM sealed_look ORDER BY id DESC`,
    )
    .all();
}
