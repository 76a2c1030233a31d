/**
 * Version 5: scenarios, what was tried on the history, looks at the sealed landmark, shadow runs and reviews.
 *
 * `scenario.document` is the complete model as JSON, `base_version` the version it was made from; a scenario that was deleted
 * keeps its row so that it can be taken back, and its name is free again. `tried_scenario` has one row per set of scores whose
 * accuracy somebody looked at: the best of many on one history is optimistic. `sealed_look` is append-only. A shadow run names a
 * stored model version, which is immutable; the official version it ran beside is that of its start. JSON columns are checked
 * when they are read (store/reads). Days are integer days since 1970-01-01, times epoch milliseconds.
 */
export const scenariosEvidence = `
CREATE TABLE scenario (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  base_version TEXT NOT NULL,
  document TEXT NOT NULL,
  locks TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  model_hash TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX scenario_by_name ON scenario(name COLLATE NOCASE) WHERE deleted_at IS NULL;

CREATE TABLE tried_scenario (
  model_hash TEXT PRIMARY KEY NOT NULL,
  first_at INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_look (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  landmark INTEGER NOT NULL,
  looked_at INTEGER NOT NULL,
  looked_by TEXT NOT NULL,
  result TEXT NOT NULL
) STRICT;

CREATE TABLE shadow_run (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  model_version TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  official_version TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  weeks INTEGER NOT NULL CHECK (weeks > 0),
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  note TEXT NOT NULL,
  ended_at INTEGER,
  ended_by TEXT,
  end_note TEXT
) STRICT;

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  cadence TEXT NOT NULL CHECK (cadence IN ('monthly', 'quarterly', 'annual')),
  period TEXT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  done_by TEXT NOT NULL
) STRICT;
CREATE INDEX review_by_cadence ON review(cadence, done_at);

-- Who reviewed a promotion, from which day of the data it counts, and what was known of the version then (JSON).
ALTER TABLE promotion ADD COLUMN reviewer TEXT NOT NULL DEFAULT '';
ALTER TABLE promotion ADD COLUMN effective_on INTEGER;
ALTER TABLE promotion ADD COLUMN summary TEXT;
`;
