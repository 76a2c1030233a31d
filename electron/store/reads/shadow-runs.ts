import type { ReadDb } from '../open.ts';

/** A model version scored beside the official one for some weeks. */
export type StoredShadowRun = {
  readonly id: number;
  readonly name: string;
  readonly modelVersion: string;
  readonly modelHash: string;
  /** The official version when it was started. */
  readonly officialVersion: string;
  readonly fromDay: number;
  readonly weeks: number;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly startedBy: string;
  readonly note: string;
  /** Null while it runs. */
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly endNote: string | null;
};

/** Newest first. */
export function readShadowRuns(db: ReadDb): StoredShadowRun[] {
  return db
    .prepare<[], StoredShadowRun>(
      `SELECT id, name, model_version AS modelVersion, model_hash AS modelHash, official_version AS officialVersion, from_day AS fromDay, weeks,
         started_at AS startedAt, started_by AS startedBy, note, ended_at AS endedAt, ended_by AS endedBy, end_note AS endNote
       FROM shadow_run ORDER BY id DESC`,
    )
    .all();
}
