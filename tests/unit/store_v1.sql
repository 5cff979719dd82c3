-- A database of version 1, as it was when that version was the newest: its
-- tables to the letter, and two assessments. Never changed; every later version
-- has to open it with all that is in it.
PRAGMA application_id=1263883077;
PRAGMA user_version=1;
PRAGMA journal_mode=WAL;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  ward_code TEXT NOT NULL,
  ward_name TEXT NOT NULL,
  year INTEGER NOT NULL,
  policy TEXT NOT NULL,
  form_version TEXT NOT NULL,
  state TEXT NOT NULL,
  pages_done INTEGER NOT NULL,
  pages_total INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  UNIQUE (ward_code, year)
) STRICT;
INSERT INTO assessment VALUES(1,'271276','北区',2015,'p-2015','1','entry',2,5,'2026-04-01T09:30:12Z','2026-04-01T09:30:12Z','suzuki');
INSERT INTO assessment VALUES(2,'271241','北区',2015,'p-2015','1','entry',1,5,'2026-04-01T09:30:12Z','2026-04-01T09:30:12Z','tanaka');
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  assessment INTEGER NOT NULL REFERENCES assessment,
  parent INTEGER REFERENCES page,
  element TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 1),
  removed INTEGER REFERENCES revision
) STRICT;
INSERT INTO page VALUES(1,1,NULL,'assessment',1,NULL);
INSERT INTO page VALUES(2,1,1,'row',1,NULL);
INSERT INTO page VALUES(3,1,2,'sheet',1,NULL);
INSERT INTO page VALUES(4,1,2,'sheet',2,NULL);
INSERT INTO page VALUES(5,1,1,'row',2,12);
INSERT INTO page VALUES(6,2,NULL,'assessment',1,NULL);
INSERT INTO page VALUES(7,2,6,'row',1,NULL);
INSERT INTO page VALUES(8,2,7,'sheet',1,NULL);
INSERT INTO page VALUES(9,2,7,'sheet',2,NULL);
INSERT INTO page VALUES(10,2,6,'row',2,NULL);
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL
) STRICT;
INSERT INTO revision VALUES(1,1,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(2,2,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(3,3,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(4,4,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(5,5,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(6,6,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(7,7,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(8,8,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(9,9,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(10,10,'2026-04-01T09:30:12Z','tanaka','new');
INSERT INTO revision VALUES(11,3,'2026-04-01T09:30:12Z','suzuki','save');
INSERT INTO revision VALUES(12,5,'2026-04-01T09:30:12Z','suzuki','remove');
CREATE TABLE field (
  revision INTEGER NOT NULL REFERENCES revision,
  ordinal INTEGER NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (revision, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO field VALUES(1,0,'plan/field[1]','頁0の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(1,1,'plan/field[2]','頁0の1番目 ①(ⅰ) ％');
INSERT INTO field VALUES(2,0,'plan/field[1]','頁1の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(2,1,'plan/field[2]','頁1の1番目 ①(ⅰ) ％');
INSERT INTO field VALUES(3,0,'plan/field[1]','頁2の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(3,1,'plan/field[2]','頁2の1番目 ①(ⅰ) ％');
INSERT INTO field VALUES(4,0,'plan/field[1]','頁3の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(4,1,'plan/field[2]','頁3の1番目 ①(ⅰ) ％');
INSERT INTO field VALUES(5,0,'plan/field[1]','頁4の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(5,1,'plan/field[2]','頁4の1番目 ①(ⅰ) ％');
INSERT INTO field VALUES(6,0,'plan/field[1]','頁0の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(7,0,'plan/field[1]','頁1の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(8,0,'plan/field[1]','頁2の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(9,0,'plan/field[1]','頁3の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(10,0,'plan/field[1]','頁4の0番目 ①(ⅰ) ％');
INSERT INTO field VALUES(11,0,'plan/field[1]','改めた文');
INSERT INTO field VALUES(11,1,'plan/field[2]','頁2の1番目 ①(ⅰ) ％');
CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page,
  author TEXT NOT NULL,
  base INTEGER REFERENCES revision,
  at TEXT NOT NULL,
  UNIQUE (page, author)
) STRICT;
INSERT INTO draft VALUES(1,4,'tanaka',4,'2026-04-01T09:30:12Z');
CREATE TABLE draft_field (
  draft INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (draft, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_field VALUES(1,0,'plan/field[1]','書きかけ');
INSERT INTO draft_field VALUES(1,1,'plan/field[2]','頁3の1番目 ①(ⅰ) ％');
CREATE TABLE place (
  assessment INTEGER NOT NULL REFERENCES assessment,
  author TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (assessment, author)
) STRICT, WITHOUT ROWID;
INSERT INTO place VALUES(1,'tanaka','page 4 field 1');
CREATE INDEX page_in_order ON page (assessment, parent, position);
CREATE INDEX revision_of_page ON revision (page);
CREATE TRIGGER revision_update BEFORE UPDATE ON revision BEGIN
  SELECT RAISE(ABORT, 'a revision is never changed');
END;
CREATE TRIGGER revision_delete BEFORE DELETE ON revision BEGIN
  SELECT RAISE(ABORT, 'a revision is never deleted');
END;
CREATE TRIGGER revision_replace BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'a revision is never replaced');
END;
CREATE TRIGGER field_update BEFORE UPDATE ON field BEGIN
  SELECT RAISE(ABORT, 'a field of a revision is never changed');
END;
CREATE TRIGGER field_delete BEFORE DELETE ON field BEGIN
  SELECT RAISE(ABORT, 'a field of a revision is never deleted');
END;
CREATE TRIGGER field_replace BEFORE INSERT ON field
WHEN EXISTS (SELECT 1 FROM field
             WHERE revision = NEW.revision AND ordinal = NEW.ordinal) BEGIN
  SELECT RAISE(ABORT, 'a field of a revision is never replaced');
END;
CREATE TRIGGER page_update BEFORE UPDATE OF id, assessment, parent, element ON page BEGIN
  SELECT RAISE(ABORT, 'a page stays what it is');
END;
CREATE TRIGGER page_delete BEFORE DELETE ON page BEGIN
  SELECT RAISE(ABORT, 'a page is never deleted');
END;
CREATE TRIGGER page_replace BEFORE INSERT ON page
WHEN EXISTS (SELECT 1 FROM page WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'a page is never replaced');
END;
CREATE TRIGGER assessment_update BEFORE UPDATE OF id, ward_code, year ON assessment BEGIN
  SELECT RAISE(ABORT, 'an assessment stays that of its ward and year');
END;
CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment BEGIN
  SELECT RAISE(ABORT, 'an assessment is never deleted');
END;
CREATE TRIGGER assessment_replace BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment
             WHERE id = NEW.id OR (ward_code = NEW.ward_code AND year = NEW.year)) BEGIN
  SELECT RAISE(ABORT, 'an assessment is never replaced');
END;
COMMIT;
