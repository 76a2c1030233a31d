/**
 * Version 4: what people set by hand on accounts (CSM, tags), and saved views of the account list.
 *
 * An edit by hand is one act on many accounts and is never deleted: `undone_at` takes it back. What an account shows is what
 * its standing edits come to, in their order, over what its files say; the files' own values stay as they are. `before` is
 * the file's value when the edit was made and `after_batch` the newest import then: from these it follows whether a later
 * file brought something new, which then counts (store/reads/hand-edits.ts).
 */
export const handEditsViews = `
CREATE TABLE hand_edit (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL,
  value TEXT,
  author TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  after_batch INTEGER NOT NULL,
  undone_at INTEGER,
  undone_by TEXT
) STRICT;

CREATE TABLE hand_edit_account (
  account INTEGER NOT NULL REFERENCES account(id),
  edit INTEGER NOT NULL REFERENCES hand_edit(id),
  before TEXT,
  PRIMARY KEY (account, edit)
) STRICT, WITHOUT ROWID;
CREATE INDEX hand_edit_account_by_edit ON hand_edit_account(edit);

-- document: filters, order, grouping and columns as JSON (shared/contract/views.ts).
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  is_default INTEGER NOT NULL DEFAULT 0,
  saved_at INTEGER NOT NULL
) STRICT;
`;
