/**
 * Version 2: undo of batches, when each fact became known, milestones and notes, saved mappings.
 *
 * `known_at` (epoch ms) is when the values of a row became known: the file's own update time, else the time of the import.
 * Of usage it is the import time of its batch. `present = 0` marks accounts and contacts whose import was undone while
 * rows of other batches still belong to them: they are shown nowhere, and come back with their rows when imported again.
 * `batch.written` lists the columns a batch writes (custom attributes as `@name`); `confirmed` holds the ids of facts a
 * batch found stored with the same values, as a delta-coded blob (store/id-list.ts). What a batch replaced is in `change`,
 * of usage in `usage_change` and `contact_usage_change`; `step` is the import during which it happened: the batch's own,
 * or, for rows that waited, the one that brought their account. Entries are in order of step, then of writing.
 *
 * Version 1 did not say which batch had written the values before a change: the one that changed the fact last, else the
 * first of the kind. What its batches wrote follows from their mappings; subscription files count as having written all.
 */
const KNOWN = ['contact', 'event', 'ticket', 'survey', 'touchpoint', 'invoice', 'contract', 'outcome', 'account'];

/** Journal kind of what a batch of a file kind writes. */
const STORED_AS = `CASE WHEN change.kind = 'account_attribute' AND b.kind = 'accounts' THEN change.kind
  WHEN change.kind IN ('usage', 'contact_usage') AND b.kind IN ('usage', 'usage_wide') THEN change.kind
  WHEN b.kind = 'subscriptions' THEN 'contracts' ELSE b.kind END`;

export const importCentre = `
ALTER TABLE batch ADD COLUMN undone_at INTEGER;
ALTER TABLE batch ADD COLUMN fix_of INTEGER REFERENCES batch(id);
ALTER TABLE batch ADD COLUMN written TEXT NOT NULL DEFAULT '[]';
ALTER TABLE batch ADD COLUMN recipe TEXT NOT NULL DEFAULT '{}';
ALTER TABLE rejected_row ADD COLUMN fixed_in INTEGER REFERENCES batch(id);
ALTER TABLE account ADD COLUMN present INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contact ADD COLUMN present INTEGER NOT NULL DEFAULT 1;
${KNOWN.map(
  (table) => `ALTER TABLE ${table} ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ${table} ADD COLUMN source_updated_at INTEGER;
UPDATE ${table} SET known_at = (SELECT imported_at FROM batch WHERE batch.id = ${table}.batch_id);`,
).join('\n')}

ALTER TABLE change ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
CREATE INDEX change_by_fact ON change(kind, natural_key);
UPDATE change SET step = batch_id, before_values = json_set(before_values, '$.batch_id', coalesce(
  (SELECT p.batch_id FROM change AS p WHERE p.kind = change.kind AND p.natural_key = change.natural_key AND p.id < change.id ORDER BY p.id DESC LIMIT 1),
  (SELECT min(b.id) FROM batch AS b WHERE b.id < change.batch_id AND change.kind = ${STORED_AS}),
  change.batch_id));
UPDATE batch SET written = (SELECT json_group_array(DISTINCT m.value) FROM json_each(batch.mapping) AS m) WHERE kind <> 'subscriptions';
UPDATE batch SET written = '["effective_date","change","arr","mrr","seats","plan","term_end","currency","subscription_id"]' WHERE kind = 'subscriptions';

-- The value of a usage fact before a batch changed it, and the batch that had written it.
CREATE TABLE usage_change (
  key INTEGER NOT NULL,
  step INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  value REAL NOT NULL,
  value_batch INTEGER NOT NULL,
  PRIMARY KEY (key, step, batch_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_usage_change (
  key INTEGER NOT NULL,
  step INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  value REAL NOT NULL,
  value_batch INTEGER NOT NULL,
  PRIMARY KEY (key, step, batch_id)
) STRICT, WITHOUT ROWID;
INSERT INTO usage_change
  SELECT CAST(natural_key AS INTEGER), step, batch_id, CAST(json_extract(before_values, '$.value') AS REAL), json_extract(before_values, '$.batch_id') FROM change WHERE kind = 'usage';
INSERT INTO contact_usage_change
  SELECT CAST(natural_key AS INTEGER), step, batch_id, CAST(json_extract(before_values, '$.value') AS REAL), json_extract(before_values, '$.batch_id') FROM change WHERE kind = 'contact_usage';
DELETE FROM change WHERE kind IN ('usage', 'contact_usage');

CREATE TABLE confirmed (
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  table_name TEXT NOT NULL,
  ids BLOB NOT NULL,
  PRIMARY KEY (batch_id, table_name)
) STRICT;

CREATE TABLE milestone (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT NOT NULL, due_date INTEGER, completed_at INTEGER, kind TEXT, roi_status TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  known_at INTEGER NOT NULL DEFAULT 0,
  source_updated_at INTEGER
) STRICT;
CREATE INDEX milestone_by_account ON milestone(account);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, author TEXT, text TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  known_at INTEGER NOT NULL DEFAULT 0,
  source_updated_at INTEGER
) STRICT;
CREATE INDEX note_by_account ON note(account, date);

-- One mapping per header fingerprint: re-applied to the next file with the same headers.
CREATE TABLE saved_mapping (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  headers TEXT NOT NULL,
  options TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  used_at INTEGER,
  uses INTEGER NOT NULL DEFAULT 0
) STRICT;
`;
