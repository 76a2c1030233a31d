import type { ReadDb } from '../open.ts';

/** A finished analysis; with its options, seed and data revision it can be repeated to the last digit. */
export type StoredAnalysis = {
  readonly id: number;
  readonly kind: string;
  readonly modelVersion: string;
  readonly modelHash: string;
  readonly dataRevision: number;
  readonly seed: number;
  /** JSON text nobody has checked yet, like `result`. */
  readonly options: string;
  readonly result: string;
  /** Epoch ms. */
  readonly ranAt: number;
};

const ANALYSIS = `SELECT id, kind, model_version AS modelVersion, model_hash AS modelHash, data_revision AS dataRevision, seed, options, result,
    ran_at AS ranAt FROM analysis_run`;

/** Analyses of a kind, newest first. */
export function readAnalyses(db: ReadDb, kind: string, limit: number): StoredAnalysis[] {
  return db
    .prepare<[string, number], StoredAnalysis>(`${ANALYSIS} WHERE kind = ? ORDER BY ran_at DESC, id DESC LIMIT ?`)
    .all(kind, limit);
}

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
