import type { ReadDb } from '../open.ts';

export type SnapshotHead = {
  readonly id: number;
  readonly asOf: number;
  readonly accounts: number;
  readonly scored: number;
  readonly provisional: number;
  readonly unscored: number;
  readonly mean: number | null;
};

/** Snapshots of a model version from its first score on, oldest first. `mean` in score points. */
export function readSnapshotHeads(db: ReadDb, modelVersion: string): SnapshotHead[] {
  return db
    .prepare<
      [string],
      {
        id: number;
        as_of: number;
        accounts: number;
        scored: number;
        provisional: number;
        unscored: number;
        mean_micro: number | null;
      }
    >(
      'SELECT id, as_of, accounts, scored, provisional, unscored, mean_micro FROM snapshot WHERE model_version = ? AND leading = 0 ORDER BY as_of',
    )
    .all(modelVersion)
    .map((row) => ({
      id: row.id,
      asOf: row.as_of,
      accounts: row.accounts,
      scored: row.scored,
      provisional: row.provisional,
      unscored: row.unscored,
      mean: row.mean_micro === null ? null : row.mean_micro / 1e6,
    }));
}

export function readSnapshotColumns(db: ReadDb, snapshot: number): Map<string, Uint8Array> {
  return new Map(
    db
      .prepare<[number], { name: string; data: Buffer }>('SELECT name, data FROM snapshot_column WHERE snapshot = ?')
      .all(snapshot)
      .map((row) => [row.name, row.data]),
  );
}

/** One column of a snapshot, undefined where it was not stored. */
export function readSnapshotColumn(db: ReadDb, snapshot: number, name: string): Uint8Array | undefined {
  return db
    .prepare<[number, string], { data: Buffer }>('SELECT data FROM snapshot_column WHERE snapshot = ? AND name = ?')
    .get(snapshot, name)?.data;
}

/** The stored columns of a model version and day; none where there is no snapshot. */
export function readSnapshot(db: ReadDb, modelVersion: string, asOf: number): Map<string, Uint8Array> {
  const snapshot = db
    .prepare<[string, number], { id: number }>('SELECT id FROM snapshot WHERE model_version = ? AND as_of = ?')
    .get(modelVersion, asOf);
  return snapshot ? readSnapshotColumns(db, snapshot.id) : new Map();
}

export type ScoreColumnRow = {
  readonly asOf: number;
  readonly score: Uint8Array;
  readonly state: Uint8Array;
  /** Undefined when no account was in onboarding. */
  readonly phase: Uint8Array | undefined;
};

/** Only scores, states and phases of a whole history, oldest first. */
export function readScoreHistory(db: ReadDb, modelVersion: string): ScoreColumnRow[] {
  return db
    .prepare<[string], { as_of: number; score: Buffer; state: Buffer; phase: Buffer | null }>(
      `SELECT s.as_of, a.data AS score, b.data AS state, c.data AS phase FROM snapshot AS s
       JOIN snapshot_column AS a ON a.snapshot = s.id AND a.name = 'score'
       JOIN snapshot_column AS b ON b.snapshot = s.id AND b.name = 'state'
       LEFT JOIN snapshot_column AS c ON c.snapshot = s.id AND c.name = 'phase'
       WHERE s.model_version = ? AND s.leading = 0 ORDER BY s.as_of`,
    )
    .all(modelVersion)
    .map((row) => ({ asOf: row.as_of, score: row.score, state: row.state, phase: row.phase ?? undefined }));
}

/** Four bytes of one account in every packed column of a history: oldest first, by column name. */
export function readAccountSeries(
  db: ReadDb,
  modelVersion: string,
  accountIndex: number,
): { asOf: number; micro: Map<string, number> }[] {
  const series = new Map<number, Map<string, number>>();
  for (const row of db
    .prepare<[number, string], { as_of: number; name: string; cell: Buffer }>(
      `SELECT s.as_of, c.name, substr(c.data, ?, 4) AS cell FROM snapshot AS s JOIN snapshot_column AS c ON c.snapshot = s.id
       WHERE s.model_version = ? AND s.leading = 0 AND (c.name IN ('score', 'coverage') OR c.name LIKE 'score:%' OR c.name LIKE 'onboarding:%') ORDER BY s.as_of`,
    )
    .iterate(accountIndex * 4 + 1, modelVersion)) {
    const columns = series.get(row.as_of) ?? new Map<string, number>();
    series.set(row.as_of, columns);
    columns.set(row.name, row.cell.length === 4 ? row.cell.readInt32LE(0) : -1);
  }
  return [...series].map(([asOf, micro]) => ({ asOf, micro }));
}

/** Days with scores by model version. */
export function countSnapshots(db: ReadDb): ReadonlyMap<string, number> {
  return new Map(
    db
      .prepare<[], { version: string; days: number }>(
        'SELECT model_version AS version, count(*) AS days FROM snapshot WHERE leading = 0 GROUP BY model_version',
      )
      .all()
      .map((row) => [row.version, row.days]),
  );
}
