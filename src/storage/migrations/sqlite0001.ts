/**
 * The first schema. Tenants are numbered: a number is short in every key, and the events of a tenant lie together,
 * `position` being the tenant's number times 2 to the 33rd plus the place in its feed. Kinds are numbered too.
 *
 * An index that is written all over costs a commit more than all else it does. So queues are indexes of the active
 * tickets alone, whatever their number of solved ones; what a record is looked up by (its requester, its team …) lies
 * in the index of words, which is written in one piece; and the index of all records, in the order of their last
 * change, holds what conditions ask for most.
 *
 * What an event says of people lies in a table of its own, under the event's position, so that writing it goes to the
 * end too. The index of words keeps its entries: only so can one be taken out again, at once and without a trace.
 *
 * What the planner is told at the end is a desk of a million tickets (sqlite.org/fileformat2.html#stat1tab): left to
 * guess, it reads whole indexes.
 */
export const sql = `
CREATE TABLE desk_tenants (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX desk_tenants_name ON desk_tenants (name);

CREATE TABLE desk_events (
  position INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX desk_events_version ON desk_events (tenant, stream, version);

CREATE TABLE desk_vault (
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (position, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_records (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  stream TEXT NOT NULL,
  kind INTEGER NOT NULL,
  version INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  wakeAt INTEGER,
  listed INTEGER NOT NULL,
  status TEXT NOT NULL,
  statusCategory TEXT NOT NULL,
  priorityRank TEXT NOT NULL,
  assignee TEXT NOT NULL,
  team TEXT NOT NULL,
  department TEXT NOT NULL,
  requester TEXT NOT NULL,
  organization TEXT NOT NULL,
  openedAt TEXT NOT NULL,
  updatedAt TEXT NOT NULL,
  facts TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX desk_records_stream ON desk_records (tenant, stream);
CREATE INDEX desk_records_listed ON desk_records (tenant, kind) WHERE listed = 1;
CREATE INDEX desk_records_active ON desk_records (tenant, kind, priorityRank DESC, openedAt, stream, statusCategory)
WHERE statusCategory IN ('snew', 'sopen', 'spending', 'sonHold');
CREATE INDEX desk_records_assignee ON desk_records (tenant, kind, assignee, priorityRank DESC, openedAt, stream, statusCategory)
WHERE statusCategory IN ('snew', 'sopen', 'spending', 'sonHold');
CREATE INDEX desk_records_team ON desk_records (tenant, kind, team, priorityRank DESC, openedAt, stream, statusCategory)
WHERE statusCategory IN ('snew', 'sopen', 'spending', 'sonHold');
CREATE INDEX desk_records_department ON desk_records (tenant, kind, department, priorityRank DESC, openedAt, stream, statusCategory)
WHERE statusCategory IN ('snew', 'sopen', 'spending', 'sonHold');
CREATE INDEX desk_records_updated ON desk_records
(tenant, kind, updatedAt, stream, statusCategory, status, priorityRank, assignee, team, department, organization, requester);

CREATE TABLE desk_keys (
  tenant INTEGER NOT NULL,
  key TEXT NOT NULL,
  stream TEXT NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_commands (
  tenant INTEGER NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  at INTEGER NOT NULL,
  heads TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_effects (
  tenant INTEGER NOT NULL,
  key TEXT NOT NULL,
  stream TEXT NOT NULL,
  kind TEXT NOT NULL,
  due INTEGER,
  attempt INTEGER NOT NULL,
  held INTEGER NOT NULL,
  progress TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX desk_effects_key ON desk_effects (tenant, key);
CREATE INDEX desk_effects_due ON desk_effects (tenant, due) WHERE due IS NOT NULL;

CREATE TABLE desk_wakeups (
  tenant INTEGER NOT NULL,
  stream TEXT NOT NULL,
  since INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  held INTEGER NOT NULL,
  PRIMARY KEY (tenant, stream)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_wakeups_due ON desk_wakeups (tenant, due);

CREATE TABLE desk_fresh_words (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE desk_words USING fts5 (words, columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO desk_words (desk_words, rank) VALUES ('automerge', 8);
INSERT INTO desk_words (desk_words, rank) VALUES ('secure-delete', 1);

ANALYZE desk_migrations;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('desk_records', 'desk_records_stream', '1000000 1000000 1'),
  ('desk_records', 'desk_records_listed', '10 10 10'),
  ('desk_records', 'desk_records_active', '200000 200000 200000 50000 1 1 1'),
  ('desk_records', 'desk_records_assignee', '200000 200000 200000 1000 250 1 1 1'),
  ('desk_records', 'desk_records_team', '200000 200000 200000 10000 2500 1 1 1'),
  ('desk_records', 'desk_records_department', '200000 200000 200000 20000 5000 1 1 1'),
  ('desk_records', 'desk_records_updated', '1000000 1000000 1000000 1 1 1 1 1 1 1 1 1 1');
ANALYZE sqlite_schema;
`
