#include "store/schema.h"

#include "store/chain.h"
#include "store/city_tables.h"
#include "store/figure_tables.h"
#include "store/review_rows.h"
#include "store/review_tables.h"
#include "store/search_index.h"

/* Version 1.
 *
 * A page is never deleted: `removed` names the revision that took it out. A
 * revision holds the page's fields whole, so that any of them can be read
 * without the others. The triggers keep what was saved even from a program that
 * is not this one; REPLACE needs its own, as it deletes rows without asking the
 * delete triggers (unless recursive_triggers is on).
 *
 * There is no UNIQUE on (parent, position): moving pages back by one would
 * break it half-way. */
static const char version_1[] =
    "CREATE TABLE assessment (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  ward_code TEXT NOT NULL,\n"
    "  ward_name TEXT NOT NULL,\n"
    "  year INTEGER NOT NULL,\n"
    "  policy TEXT NOT NULL,\n"
    "  form_version TEXT NOT NULL,\n"
    "  state TEXT NOT NULL,\n"
    "  pages_done INTEGER NOT NULL,\n"
    "  pages_total INTEGER NOT NULL,\n"
    "  created_at TEXT NOT NULL,\n"
    "  changed_at TEXT NOT NULL,\n"
    "  changed_by TEXT NOT NULL,\n"
    "  UNIQUE (ward_code, year)\n"
    ") STRICT;\n"

    "CREATE TABLE page (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  assessment INTEGER NOT NULL REFERENCES assessment,\n"
    "  parent INTEGER REFERENCES page,\n"
    "  element TEXT NOT NULL,\n"
    "  position INTEGER NOT NULL CHECK (position >= 1),\n"
    "  removed INTEGER REFERENCES revision\n"
    ") STRICT;\n"
    "CREATE INDEX page_in_order ON page (assessment, parent, position);\n"

    "CREATE TABLE revision (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  page INTEGER NOT NULL REFERENCES page,\n"
    "  at TEXT NOT NULL,\n"
    "  author TEXT NOT NULL,\n"
    "  action TEXT NOT NULL\n"
    ") STRICT;\n"
    "CREATE INDEX revision_of_page ON revision (page);\n"

    "CREATE TABLE field (\n"
    "  revision INTEGER NOT NULL REFERENCES revision,\n"
    "  ordinal INTEGER NOT NULL,\n"
    "  path TEXT NOT NULL,\n"
    "  value TEXT NOT NULL,\n"
    "  PRIMARY KEY (revision, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE draft (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  page INTEGER NOT NULL REFERENCES page,\n"
    "  author TEXT NOT NULL,\n"
    "  base INTEGER REFERENCES revision,\n"
    "  at TEXT NOT NULL,\n"
    "  UNIQUE (page, author)\n"
    ") STRICT;\n"

    "CREATE TABLE draft_field (\n"
    "  draft INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL,\n"
    "  path TEXT NOT NULL,\n"
    "  value TEXT NOT NULL,\n"
    "  PRIMARY KEY (draft, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE place (\n"
    "  assessment INTEGER NOT NULL REFERENCES assessment,\n"
    "  author TEXT NOT NULL,\n"
    "  line TEXT NOT NULL,\n"
    "  PRIMARY KEY (assessment, author)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TRIGGER revision_update BEFORE UPDATE ON revision BEGIN\n"
    "  SELECT RAISE(ABORT, 'a revision is never changed');\n"
    "END;\n"
    "CREATE TRIGGER revision_delete BEFORE DELETE ON revision BEGIN\n"
    "  SELECT RAISE(ABORT, 'a revision is never deleted');\n"
    "END;\n"
    "CREATE TRIGGER revision_replace BEFORE INSERT ON revision\n"
    "WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.id) BEGIN\n"
    "  SELECT RAISE(ABORT, 'a revision is never replaced');\n"
    "END;\n"

    "CREATE TRIGGER field_update BEFORE UPDATE ON field BEGIN\n"
    "  SELECT RAISE(ABORT, 'a field of a revision is never changed');\n"
    "END;\n"
    "CREATE TRIGGER field_delete BEFORE DELETE ON field BEGIN\n"
    "  SELECT RAISE(ABORT, 'a field of a revision is never deleted');\n"
    "END;\n"
    "CREATE TRIGGER field_replace BEFORE INSERT ON field\n"
    "WHEN EXISTS (SELECT 1 FROM field\n"
    "             WHERE revision = NEW.revision AND ordinal = NEW.ordinal) BEGIN\n"
    "  SELECT RAISE(ABORT, 'a field of a revision is never replaced');\n"
    "END;\n"

    "CREATE TRIGGER page_update BEFORE UPDATE OF id, assessment, parent, element ON page BEGIN\n"
    "  SELECT RAISE(ABORT, 'a page stays what it is');\n"
    "END;\n"
    "CREATE TRIGGER page_delete BEFORE DELETE ON page BEGIN\n"
    "  SELECT RAISE(ABORT, 'a page is never deleted');\n"
    "END;\n"
    "CREATE TRIGGER page_replace BEFORE INSERT ON page\n"
    "WHEN EXISTS (SELECT 1 FROM page WHERE id = NEW.id) BEGIN\n"
    "  SELECT RAISE(ABORT, 'a page is never replaced');\n"
    "END;\n"

    "CREATE TRIGGER assessment_update BEFORE UPDATE OF id, ward_code, year ON assessment BEGIN\n"
    "  SELECT RAISE(ABORT, 'an assessment stays that of its ward and year');\n"
    "END;\n"
    "CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment BEGIN\n"
    "  SELECT RAISE(ABORT, 'an assessment is never deleted');\n"
    "END;\n"
    "CREATE TRIGGER assessment_replace BEFORE INSERT ON assessment\n"
    "WHEN EXISTS (SELECT 1 FROM assessment\n"
    "             WHERE id = NEW.id OR (ward_code = NEW.ward_code AND year = NEW.year)) BEGIN\n"
    "  SELECT RAISE(ABORT, 'an assessment is never replaced');\n"
    "END;\n";

/* Version 2: what the rules said of an assessment when it was last judged, to
 * tell what a change of the rules has changed. It is replaced at every
 * judgement: what a person decided on a finding is not here but in the pages. */
static const char version_2[] =
    "CREATE TABLE judged (\n"
    "  assessment INTEGER PRIMARY KEY REFERENCES assessment,\n"
    "  version TEXT NOT NULL,\n"
    "  at TEXT NOT NULL\n"
    ") STRICT;\n"

    "CREATE TABLE judged_finding (\n"
    "  assessment INTEGER NOT NULL REFERENCES judged ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL,\n"
    "  rule TEXT NOT NULL,\n"
    "  severity TEXT NOT NULL,\n"
    "  page TEXT NOT NULL,\n"
    "  field TEXT NOT NULL,\n"
    "  message TEXT NOT NULL,\n"
    "  PRIMARY KEY (assessment, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n";

/* Version 4: who is at which page. What is in it is true for a minute. */
static const char version_4[] = "CREATE TABLE presence (\n"
                                "  author TEXT NOT NULL,\n"
                                "  process INTEGER NOT NULL,\n"
                                "  assessment INTEGER NOT NULL REFERENCES assessment,\n"
                                "  page INTEGER NOT NULL REFERENCES page,\n"
                                "  since TEXT NOT NULL,\n"
                                "  at TEXT NOT NULL,\n"
                                "  PRIMARY KEY (author, process)\n"
                                ") STRICT, WITHOUT ROWID;\n"
                                "CREATE INDEX presence_at_page ON presence (page);\n";

/* Version 5: the order in which assessments are listed. */
static const char version_5[] =
    "CREATE INDEX assessment_in_order ON assessment (year DESC, ward_code);\n";

/* Version 6: who did what (trail.h), and who may (accounts.h). What the trail refuses
 * is refused by the file itself; REPLACE needs a trigger of its own, as for
 * revisions. */
static const char version_6[] =
    "CREATE TABLE trail (\n"
    "  seq INTEGER PRIMARY KEY,\n"
    "  at TEXT NOT NULL,\n"
    "  who TEXT NOT NULL,\n"
    "  role TEXT,\n"
    "  action TEXT NOT NULL,\n"
    "  assessment INTEGER,\n"
    "  page INTEGER,\n"
    "  revision INTEGER,\n"
    "  subject TEXT,\n"
    "  old TEXT,\n"
    "  new TEXT,\n"
    "  why TEXT,\n"
    "  hash BLOB NOT NULL CHECK (length(hash) = 32)\n"
    ") STRICT;\n"

    "CREATE TABLE trail_head (\n"
    "  id INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "  seq INTEGER NOT NULL,\n"
    "  hash BLOB NOT NULL CHECK (length(hash) = 32)\n"
    ") STRICT;\n"
    "INSERT INTO trail_head (id, seq, hash) VALUES (1, 0, zeroblob(32));\n"

    "CREATE TRIGGER trail_update BEFORE UPDATE ON trail BEGIN\n"
    "  SELECT RAISE(ABORT, 'the trail is never changed');\n"
    "END;\n"
    "CREATE TRIGGER trail_delete BEFORE DELETE ON trail BEGIN\n"
    "  SELECT RAISE(ABORT, 'the trail is never cut');\n"
    "END;\n"
    "CREATE TRIGGER trail_replace BEFORE INSERT ON trail\n"
    "WHEN EXISTS (SELECT 1 FROM trail WHERE seq >= NEW.seq) BEGIN\n"
    "  SELECT RAISE(ABORT, 'the trail only grows at its end');\n"
    "END;\n"
    "CREATE TRIGGER trail_head_delete BEFORE DELETE ON trail_head BEGIN\n"
    "  SELECT RAISE(ABORT, 'the end of the trail is never deleted');\n"
    "END;\n"
    "CREATE TRIGGER trail_head_replace BEFORE INSERT ON trail_head\n"
    "WHEN EXISTS (SELECT 1 FROM trail_head) BEGIN\n"
    "  SELECT RAISE(ABORT, 'the end of the trail is never replaced');\n"
    "END;\n"
    "CREATE TRIGGER trail_head_back BEFORE UPDATE ON trail_head\n"
    "WHEN NEW.seq < OLD.seq BEGIN\n"
    "  SELECT RAISE(ABORT, 'the trail never goes back');\n"
    "END;\n"

    "CREATE TABLE account (\n"
    "  name TEXT PRIMARY KEY,\n"
    "  folded TEXT NOT NULL UNIQUE,\n"
    "  display TEXT NOT NULL,\n"
    "  role TEXT NOT NULL,\n"
    "  password TEXT NOT NULL,\n"
    "  created TEXT NOT NULL,\n"
    "  disabled TEXT,\n"
    "  failures INTEGER NOT NULL DEFAULT 0,\n"
    "  failed_at INTEGER NOT NULL DEFAULT 0\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TRIGGER account_delete BEFORE DELETE ON account BEGIN\n"
    "  SELECT RAISE(ABORT, 'an account is never deleted');\n"
    "END;\n"

    "CREATE TABLE setting (\n"
    "  name TEXT PRIMARY KEY,\n"
    "  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n";

/* Version 12: whether the password is the one that an administrator set. That of the
 * accounts that are there already is the person's own. */
static const char version_12[] =
    "ALTER TABLE account ADD COLUMN first_password INTEGER NOT NULL DEFAULT 0;\n";

/* Version 13: remarks (remark: 0) and answers to one that are being typed. */
static const char version_13[] = "CREATE TABLE remark_draft (\n"
                                 "  author TEXT NOT NULL,\n"
                                 "  page INTEGER NOT NULL REFERENCES page,\n"
                                 "  field TEXT NOT NULL,\n"
                                 "  remark INTEGER NOT NULL,\n"
                                 "  text TEXT NOT NULL,\n"
                                 "  PRIMARY KEY (author, page, field, remark)\n"
                                 ") STRICT, WITHOUT ROWID;\n";

/* Version 3 is the index for searching. It is empty until a search fills it, so
 * that bringing a file up to date keeps nobody waiting. Version 7 is the review,
 * version 8 puts what is in it into the trail, version 9 has the city's receipts, version
 * 10 what the city received, and version 11 the figures that wards are compared by. */
static const struct store_step steps[] = {
    {version_1, NULL},
    {version_2, NULL},
    {search_index_tables, NULL},
    {version_4, NULL},
    {version_5, NULL},
    {version_6, chain_begin_file},
    {review_tables, NULL},
    {"", review_rows_begin_file},
    {review_receipt_table, NULL},
    {city_tables, NULL},
    {figure_tables, NULL},
    {version_12, NULL},
    {version_13, NULL},
};

const struct store_step *store_schema_steps(int *count)
{
    *count = (int)(sizeof steps / sizeof steps[0]);
    return steps;
}
