/**
 * Version 3: model versions of the workspace, which of them was official when, and overrides; for scoring, the weeks of a
 * history before its first score, and columns of usage beside its rows.
 *
 * A model version is immutable: `document` is the complete model as JSON. `promotion` is append-only; the last entry names
 * the official version, none means the default preset. An override is never deleted: it expires (`expires_on`, the last day
 * it counts) or is ended. `ended_on` is the as-of day of the data when that was done, from which it does not count any more;
 * `ended_at` the time of the clock. `replaced_by` is the override of the same target that ended it.
 */
export const modelsOverrides = `
CREATE TABLE model_version (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  parent_version INTEGER,
  author TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  change_note TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (model_id, version)
) STRICT;

CREATE TABLE promotion (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  from_version TEXT NOT NULL,
  promoted_at INTEGER NOT NULL,
  promoted_by TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE override (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account(id),
  target TEXT NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_on INTEGER,
  ended_by TEXT,
  replaced_by INTEGER REFERENCES override(id),
  model_version TEXT NOT NULL,
  computed_micro INTEGER
) STRICT;
CREATE INDEX override_by_account ON override(account);

-- 1: a week before the first score, kept so that it is not computed again, and shown nowhere.
ALTER TABLE snapshot ADD COLUMN leading INTEGER NOT NULL DEFAULT 0;

-- Columns of daily usage beside its rows (store/usage-blocks.ts); without columns an entry is out of date. Derived: can be dropped.
CREATE TABLE usage_block (
  block INTEGER NOT NULL,
  span INTEGER NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0,
  places BLOB,
  vals BLOB,
  checksum INTEGER,
  PRIMARY KEY (block, span)
) STRICT;
`;
