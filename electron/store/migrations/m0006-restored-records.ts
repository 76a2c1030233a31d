/**
 * Version 6: which entries of ledgers came with the import of an exported workspace, so that the batch that brought them can be
 * taken back. `record` is the id of the row in `table_name` (of `tried_scenario` its hash, of `meta` its key), `content` the row
 * as it was stored then, as JSON: a row that was changed since stays.
 */
export const restoredRecords = `
CREATE TABLE restored_record (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  table_name TEXT NOT NULL,
  record TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX restored_record_by_batch ON restored_record(batch_id);
`;
