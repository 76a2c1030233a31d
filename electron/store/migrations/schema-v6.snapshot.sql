index change_by_batch CREATE INDEX change_by_batch ON change(batch_id)

index change_by_fact CREATE INDEX change_by_fact ON change(kind, natural_key)

index contact_by_account CREATE INDEX contact_by_account ON contact(account)

index contract_by_account CREATE INDEX contract_by_account ON contract(account, effective_date)

index event_by_account CREATE INDEX event_by_account ON event(account, timestamp)

index hand_edit_account_by_edit CREATE INDEX hand_edit_account_by_edit ON hand_edit_account(edit)

index invoice_by_account CREATE INDEX invoice_by_account ON invoice(account, issued_at)

index milestone_by_account CREATE INDEX milestone_by_account ON milestone(account)

index note_by_account CREATE INDEX note_by_account ON note(account, date)

index outcome_by_account CREATE INDEX outcome_by_account ON outcome(account, date)

index override_by_account CREATE INDEX override_by_account ON override(account)

index rejected_row_by_batch CREATE INDEX rejected_row_by_batch ON rejected_row(batch_id, line)

index restored_record_by_batch CREATE INDEX restored_record_by_batch ON restored_record(batch_id)

index review_by_cadence CREATE INDEX review_by_cadence ON review(cadence, done_at)

index scenario_by_name CREATE UNIQUE INDEX scenario_by_name ON scenario(name COLLATE NOCASE) WHERE deleted_at IS NULL

index subscription_by_account CREATE INDEX subscription_by_account ON subscription(account)

index survey_by_account CREATE INDEX survey_by_account ON survey(account)

index ticket_by_account CREATE INDEX ticket_by_account ON ticket(account, opened_at)

index touchpoint_by_account CREATE INDEX touchpoint_by_account ON touchpoint(account, date)

index waiting_row_by_join CREATE INDEX waiting_row_by_join ON waiting_row(join_field, join_value)

table account CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  segment TEXT, industry TEXT, region TEXT, country TEXT, plan TEXT, csm TEXT, csm_manager TEXT,
  arr REAL, mrr REAL, currency TEXT, seats REAL, start_date INTEGER, go_live_date INTEGER, renewal_date INTEGER,
  channel TEXT, use_case TEXT, size TEXT, status TEXT, parent_account_id TEXT, features_available REAL, notes TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, present INTEGER NOT NULL DEFAULT 1, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table account_attribute CREATE TABLE account_attribute (
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID

table batch CREATE TABLE batch (
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
  sums TEXT NOT NULL, undone_at INTEGER, fix_of INTEGER REFERENCES batch(id), written TEXT NOT NULL DEFAULT '[]', recipe TEXT NOT NULL DEFAULT '{}',
  CHECK (rows_read = accepted + rejected),
  CHECK (accepted = created + updated + unchanged + duplicates + waiting)
) STRICT

table change CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  kind TEXT NOT NULL,
  natural_key TEXT NOT NULL,
  before_values TEXT NOT NULL
, step INTEGER NOT NULL DEFAULT 0) STRICT

table confirmed CREATE TABLE confirmed (
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  table_name TEXT NOT NULL,
  ids BLOB NOT NULL,
  PRIMARY KEY (batch_id, table_name)
) STRICT

table contact CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT, email TEXT, role TEXT, department TEXT, is_sponsor INTEGER, is_champion INTEGER, is_admin INTEGER,
  created_at INTEGER, last_login_at INTEGER, left_at INTEGER,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, present INTEGER NOT NULL DEFAULT 1, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table contact_usage CREATE TABLE contact_usage (key INTEGER PRIMARY KEY, value REAL NOT NULL, batch_id INTEGER NOT NULL) STRICT

table contact_usage_change CREATE TABLE contact_usage_change (
  key INTEGER NOT NULL,
  step INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  value REAL NOT NULL,
  value_batch INTEGER NOT NULL,
  PRIMARY KEY (key, step, batch_id)
) STRICT, WITHOUT ROWID

table contract CREATE TABLE contract (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  effective_date INTEGER NOT NULL, change TEXT NOT NULL, arr REAL, mrr REAL, seats REAL, plan TEXT, term_end INTEGER, currency TEXT, subscription_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table event CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  contact_id TEXT, timestamp INTEGER NOT NULL, event TEXT, feature TEXT, count REAL, duration_seconds REAL,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table hand_edit CREATE TABLE hand_edit (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL,
  value TEXT,
  author TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  after_batch INTEGER NOT NULL,
  undone_at INTEGER,
  undone_by TEXT
) STRICT

table hand_edit_account CREATE TABLE hand_edit_account (
  account INTEGER NOT NULL REFERENCES account(id),
  edit INTEGER NOT NULL REFERENCES hand_edit(id),
  before TEXT,
  PRIMARY KEY (account, edit)
) STRICT, WITHOUT ROWID

table invoice CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  issued_at INTEGER NOT NULL, due_at INTEGER, paid_at INTEGER, amount REAL, currency TEXT, status TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table meta CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID

table metric CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT

table milestone CREATE TABLE milestone (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  name TEXT NOT NULL, due_date INTEGER, completed_at INTEGER, kind TEXT, roi_status TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  known_at INTEGER NOT NULL DEFAULT 0,
  source_updated_at INTEGER
) STRICT

table model_version CREATE TABLE model_version (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  parent_version INTEGER,
  author TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  change_note TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (model_id, version)
) STRICT

table note CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, author TEXT, text TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  known_at INTEGER NOT NULL DEFAULT 0,
  source_updated_at INTEGER
) STRICT

table outcome CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT, arr_before REAL, arr_after REAL,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table override CREATE TABLE override (
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
) STRICT

table promotion CREATE TABLE promotion (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  from_version TEXT NOT NULL,
  promoted_at INTEGER NOT NULL,
  promoted_by TEXT NOT NULL,
  note TEXT NOT NULL
, reviewer TEXT NOT NULL DEFAULT '', effective_on INTEGER, summary TEXT) STRICT

table rejected_row CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  line INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  raw TEXT NOT NULL
, fixed_in INTEGER REFERENCES batch(id)) STRICT

table restored_record CREATE TABLE restored_record (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  table_name TEXT NOT NULL,
  record TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT

table review CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  cadence TEXT NOT NULL CHECK (cadence IN ('monthly', 'quarterly', 'annual')),
  period TEXT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  done_by TEXT NOT NULL
) STRICT

table saved_mapping CREATE TABLE saved_mapping (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  headers TEXT NOT NULL,
  options TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  used_at INTEGER,
  uses INTEGER NOT NULL DEFAULT 0
) STRICT

table saved_view CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  is_default INTEGER NOT NULL DEFAULT 0,
  saved_at INTEGER NOT NULL
) STRICT

table scenario CREATE TABLE scenario (
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
) STRICT

table sealed_look CREATE TABLE sealed_look (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  landmark INTEGER NOT NULL,
  looked_at INTEGER NOT NULL,
  looked_by TEXT NOT NULL,
  result TEXT NOT NULL
) STRICT

table shadow_run CREATE TABLE shadow_run (
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
) STRICT

table snapshot CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY,
  model_version TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  computed_at INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  scored INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  unscored INTEGER NOT NULL,
  mean_micro INTEGER, leading INTEGER NOT NULL DEFAULT 0,
  UNIQUE (model_version, as_of)
) STRICT

table snapshot_column CREATE TABLE snapshot_column (
  snapshot INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (snapshot, name)
) STRICT

table subscription CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  subscription_id TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  batch_id INTEGER NOT NULL REFERENCES batch(id)
) STRICT

table survey CREATE TABLE survey (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  kind TEXT NOT NULL, sent_at INTEGER, responded_at INTEGER, rating REAL, scale TEXT, comment TEXT, response_id TEXT, contact_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table ticket CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  opened_at INTEGER NOT NULL, closed_at INTEGER, severity INTEGER, type TEXT, status TEXT, csat REAL, escalated INTEGER, reopened INTEGER,
  sentiment REAL, first_response_minutes REAL, subject TEXT, contact_id TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table touchpoint CREATE TABLE touchpoint (
  id INTEGER PRIMARY KEY,
  natural_key TEXT NOT NULL UNIQUE,
  account INTEGER NOT NULL REFERENCES account(id),
  date INTEGER NOT NULL, type TEXT NOT NULL, attended INTEGER, responded INTEGER, opened INTEGER, contact_id TEXT, csm TEXT, notes TEXT,
  batch_id INTEGER NOT NULL REFERENCES batch(id)
, known_at INTEGER NOT NULL DEFAULT 0, source_updated_at INTEGER) STRICT

table tried_scenario CREATE TABLE tried_scenario (
  model_hash TEXT PRIMARY KEY NOT NULL,
  first_at INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT, WITHOUT ROWID

table usage CREATE TABLE usage (key INTEGER PRIMARY KEY, value REAL NOT NULL, batch_id INTEGER NOT NULL) STRICT

table usage_block CREATE TABLE usage_block (
  block INTEGER NOT NULL,
  span INTEGER NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0,
  places BLOB,
  vals BLOB,
  checksum INTEGER,
  PRIMARY KEY (block, span)
) STRICT

table usage_change CREATE TABLE usage_change (
  key INTEGER NOT NULL,
  step INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  value REAL NOT NULL,
  value_batch INTEGER NOT NULL,
  PRIMARY KEY (key, step, batch_id)
) STRICT, WITHOUT ROWID

table waiting_row CREATE TABLE waiting_row (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch(id),
  kind TEXT NOT NULL,
  line INTEGER NOT NULL,
  join_field TEXT NOT NULL,
  join_value TEXT NOT NULL,
  fields TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT