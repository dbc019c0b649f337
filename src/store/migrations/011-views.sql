-- Saved views: lists that somebody gave a name, as rows of the organisation.
CREATE TABLE "view" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "name" TEXT,
    "register" TEXT,
    "letter" TEXT,
    "filter" TEXT,
    "order" TEXT,
    "columns" TEXT,
    "owner" TEXT,
    UNIQUE (reg, no, n)) STRICT;
