-- What every file holds, whatever its registers. Frozen: later changes are later steps.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- who works with the file; contact: code of the contact this login is
CREATE TABLE user (id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, contact TEXT) STRICT;

-- counters are kept, not counted: next (number), all, open, new
CREATE TABLE counter (reg INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (reg, what)) STRICT, WITHOUT ROWID;

-- how many open records of a register begin to need you on a day
CREATE TABLE need_day (reg INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (reg, day)) STRICT, WITHOUT ROWID;

-- derived: the one source of titles and of searched text
CREATE TABLE item (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, level INTEGER NOT NULL, open INTEGER NOT NULL,
    at INTEGER NOT NULL, warn_at INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (reg, no)) STRICT;
CREATE INDEX item_need ON item (reg, warn_at);
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, text, content='item', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');

-- derived: both ways
CREATE TABLE link (
    from_reg INTEGER NOT NULL, from_no INTEGER NOT NULL, field TEXT NOT NULL, to_reg INTEGER NOT NULL, to_no INTEGER NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY (from_reg, from_no, field, to_reg, to_no)) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (to_reg, to_no, from_reg, at, from_no, field);
CREATE INDEX link_back_at ON link (to_reg, to_no, at, from_reg, from_no, field);

-- entered facts of legal clocks; append-only
CREATE TABLE clock_fact (
    reg INTEGER NOT NULL, no INTEGER NOT NULL, rule TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, moment INTEGER,
    entered INTEGER NOT NULL, estimated INTEGER NOT NULL DEFAULT 0, reason TEXT, by TEXT, void_at INTEGER,
    PRIMARY KEY (reg, no, rule, n)) STRICT, WITHOUT ROWID;

-- derived: everything that is due
CREATE TABLE due (
    reg INTEGER NOT NULL, no INTEGER NOT NULL, rule TEXT NOT NULL, child INTEGER NOT NULL, n INTEGER NOT NULL,
    start_at INTEGER NOT NULL, warn_at INTEGER NOT NULL, due_at INTEGER NOT NULL, done_at INTEGER, open INTEGER NOT NULL,
    flags INTEGER NOT NULL DEFAULT 0, policy INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (reg, no, rule, child, n)) STRICT, WITHOUT ROWID;
CREATE INDEX due_agenda ON due (open, due_at, reg, no, rule, child, n);

CREATE TABLE policy (kind TEXT PRIMARY KEY, yaml TEXT NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    user INTEGER NOT NULL, reg INTEGER NOT NULL, no INTEGER NOT NULL, base_version INTEGER NOT NULL, at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (user, reg, no)) STRICT, WITHOUT ROWID;

CREATE TABLE trail (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor INTEGER NOT NULL, session TEXT NOT NULL, batch INTEGER NOT NULL,
    reg INTEGER NOT NULL, no INTEGER NOT NULL, child INTEGER NOT NULL, n INTEGER NOT NULL, op TEXT NOT NULL,
    undoes INTEGER NOT NULL, fields TEXT NOT NULL, digest TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE INDEX trail_record ON trail (reg, no, seq);
CREATE INDEX trail_batch ON trail (batch, seq);
CREATE TABLE trail_body (seq INTEGER PRIMARY KEY, form TEXT NOT NULL, salt TEXT NOT NULL, body TEXT) STRICT;

CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_body_no_delete BEFORE DELETE ON trail_body BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
CREATE TRIGGER trail_body_forms BEFORE UPDATE ON trail_body
WHEN NOT (OLD.form || '>' || NEW.form IN ('plain>sealed', 'sealed>erased', 'plain>erased', 'sealed>plain')
          AND NEW.seq = OLD.seq AND (NEW.salt = OLD.salt OR NEW.form <> 'plain'))
BEGIN SELECT RAISE(ABORT, 'a trail body only goes plain, sealed, erased'); END;
