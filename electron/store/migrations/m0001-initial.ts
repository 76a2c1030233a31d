/**
 * Version 1. Columns carry the canonical names of 20-data.md so that one table-driven writer serves every kind.
 * Dates are integer days since 1970-01-01, times epoch milliseconds, booleans 0/1. `batch_id` is the import that wrote
 * the row last; earlier values are in `change`.
 */
export const initial = `
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows_read INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  warnings TEXT NOT NULL,
  sums TEXT NOT NULL,
  CHECK (rows_read = accepted + rejected),
  CHECK (accepted = created + updated + unchanged + duplicates + waiting)
) STRICT;

CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  line INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX rejected_row_by_batch ON rejected_row(batch_id, line);

CREATE TABLE waiting_row (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  kind TEXT NOT NULL,
  line INTEGER NOT NULL,
  join_field TEXT NOT NULL,
  join_value TEXT NOT NULL,
  fields TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT;
CREATE INDEX waiting_row_by_join ON waiting_row(join_field, join_value);

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  kind TEXT NOT NULL,
  natural_key TEXT NOT NULL,
  before_values TEXT NOT NULL
) STRICT;
CREATE INDEX change_by_batch ON change(batch_id);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  segment TEXT, industry TEXT, region TEXT, country TEXT, plan TEXT, csm TEXT, csm_manager TEXT,
  arr REAL, mrr REAL, currency TEXT, seats REAL, start_date INTEGER, go_live_date INTEGER, renewal_date INTEGER,
  channel TEXT, use_case TEXT, size TEXT, status TEXT, parent_account_id TEXT, features_available REAL, notes TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;

CREATE TABLE account_attribute (
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  subscription_id TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX subscription_by_account ON subscription(account);

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT, email TEXT, role TEXT, department TEXT, is_sponsor INTEGER, is_champion INTEGER, is_admin INTEGER,
  created_at INTEGER, last_login_at INTEGER, left_at INTEGER,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX contact_by_account ON contact(account);

CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- key = (account × 65536 + day) × 1024 + metric
CREATE TABLE usage (key INTEGER PRIMARY KEY, value REAL NOT NULL, batch_id INTEGER NOT NULL) STRICT;
-- key = (contact × 65536 + day) × 1024 + metric
CREATE TABLE contact_usage (key INTEGER PRIMARY KEY, value REAL NOT NULL, batch_id INTEGER NOT NULL) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  contact_id TEXT, timestamp INTEGER NOT NULL, event TEXT, feature TEXT, count REAL, duration_seconds REAL,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX event_by_account ON event(account, timestamp);

CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  opened_at INTEGER NOT NULL, closed_at INTEGER, severity INTEGER, type TEXT, status TEXT, csat REAL, escalated INTEGER, reopened INTEGER,
  sentiment REAL, first_response_minutes REAL, subject TEXT, contact_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX ticket_by_account ON ticket(account, opened_at);

CREATE TABLE survey (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  kind TEXT NOT NULL, sent_at INTEGER, responded_at INTEGER, rating REAL, scale TEXT, comment TEXT, response_id TEXT, contact_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX survey_by_account ON survey(account);

CREATE TABLE touchpoint (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, type TEXT NOT NULL, attended INTEGER, responded INTEGER, opened INTEGER, contact_id TEXT, csm TEXT, notes TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX touchpoint_by_account ON touchpoint(account, date);

CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  issued_at INTEGER NOT NULL, due_at INTEGER, paid_at INTEGER, amount REAL, currency TEXT, status TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX invoice_by_account ON invoice(account, issued_at);

CREATE TABLE contract (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  effective_date INTEGER NOT NULL, change TEXT NOT NULL, arr REAL, mrr REAL, seats REAL, plan TEXT, term_end INTEGER, currency TEXT, subscription_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX contract_by_account ON contract(account, effective_date);

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT, arr_before REAL, arr_after REAL,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX outcome_by_account ON outcome(account, date);

-- Scores: one row per model version and as-of day; columns are packed arrays indexed by account id − 1.
CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  computed_at INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  scored INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  unscored INTEGER NOT NULL,
  mean_micro INTEGER,
  UNIQUE (model_version, as_of)
) STRICT;
CREATE TABLE snapshot_column (
  snapshot INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (snapshot, name)
) STRICT;
`;
