-- How often a role is to be spoken: rows of the organisation.
CREATE TABLE "cadence" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "role" TEXT,
    "formal_ideal" TEXT,
    "formal_maximum" TEXT,
    "informal_ideal" TEXT,
    "informal_maximum" TEXT,
    UNIQUE (reg, no, n)) STRICT;
