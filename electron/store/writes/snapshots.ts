import type { WriteDb } from '../open.ts';

export type SnapshotRecord = {
  readonly modelVersion: string;
  readonly asOf: number;
  readonly computedAt: number;
  readonly accounts: number;
  readonly scored: number;
  readonly provisional: number;
  readonly unscored: number;
  /** Mean score × 1e6, null when nothing is scored. */
  readonly meanMicro: number | null;
  readonly columns: ReadonlyMap<string, Uint8Array>;
};

/** Replaces the snapshot of that model version and day. */
export function snapshotWriter(db: WriteDb): {
  put(record: SnapshotRecord): void;
  dropOthers(modelVersion: string, days: readonly number[]): void;
  /** Marks the weeks before the first score, which are shown nowhere; answers how many snapshots are shown. */
  hideLeading(modelVersion: string): number;
} {
  const remove = db.prepare('DELETE FROM snapshot WHERE model_version = ? AND as_of = ?');
  const insert = db.prepare(
    'INSERT INTO snapshot (model_version, as_of, computed_at, accounts, scored, provisional, unscored, mean_micro) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const column = db.prepare('INSERT INTO snapshot_column (snapshot, name, data) VALUES (?, ?, ?)');
  const days = db.prepare<[string], { as_of: number }>('SELECT as_of FROM snapshot WHERE model_version = ?');
  const shown = db.prepare<[string], { n: number }>(
    'SELECT count(*) AS n FROM snapshot WHERE model_version = ? AND leading = 0',
  );
  return {
    put: (record) => {
      remove.run(record.modelVersion, record.asOf);
      const id = insert.run(
        record.modelVersion,
        record.asOf,
        record.computedAt,
        record.accounts,
        record.scored,
        record.provisional,
        record.unscored,
        record.meanMicro,
      ).lastInsertRowid;
      for (const [name, data] of record.columns) column.run(id, name, data);
    },
    hideLeading: (modelVersion) => {
      const leading = `as_of < (SELECT coalesce(min(as_of) FILTER (WHERE scored + provisional > 0), max(as_of)) FROM snapshot WHERE model_version = $version)`;
      db.prepare(
        `UPDATE snapshot SET leading = ${leading} WHERE model_version = $version AND leading <> (${leading})`,
      ).run({
        version: modelVersion,
      });
      return shown.get(modelVersion)?.n ?? 0;
    },
    dropOthers: (modelVersion, keep) => {
      const wanted = new Set(keep);
      for (const row of days.all(modelVersion)) if (!wanted.has(row.as_of)) remove.run(modelVersion, row.as_of);
    },
  };
}

/** Removes the scores of every model and day: what they were computed from is gone. */
export function dropSnapshots(db: WriteDb): void {
  db.exec('DELETE FROM snapshot');
}
