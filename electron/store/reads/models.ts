import type { ReadDb } from '../open.ts';

/** A model version of the workspace as it was stored; `document` is JSON text nobody has checked yet. */
export type StoredVersion = {
  readonly modelId: string;
  readonly version: number;
  readonly document: string;
};

export type StoredPromotion = {
  readonly modelVersion: string;
  /** The version that was official before. */
  readonly from: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string;
  readonly note: string;
  /** Who looked at it besides; empty when nobody is named. */
  readonly reviewer: string;
  /** Day of the data from which it counts; null for the day it was made. */
  readonly effectiveOn: number | null;
  /** JSON text nobody has checked yet; null for none. */
  readonly summary: string | null;
};

/** Every version of the workspace's own models, oldest first. */
export function readModelVersions(db: ReadDb): StoredVersion[] {
  return db
    .prepare<[], StoredVersion>('SELECT model_id AS modelId, version, document FROM model_version ORDER BY id')
    .all();
}

/** Which version was made the official one when, newest first: the first entry names the official version. */
export function readPromotions(db: ReadDb): StoredPromotion[] {
  return db
    .prepare<[], StoredPromotion>(
      'SELECT model_version AS modelVersion, from_version AS "from", promoted_at AS at, promoted_by AS by, note, reviewer, effective_on AS effectiveOn, summary FROM promotion ORDER BY id DESC',
    )
    .all();
}
