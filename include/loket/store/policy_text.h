/* Policy texts: YAML that an organisation keeps in its file, one text a kind ("triage"). What it means is read elsewhere. */
#ifndef LOKET_STORE_POLICY_TEXT_H
#define LOKET_STORE_POLICY_TEXT_H

#include "loket/store/db.h"

/* The organisation's own text of that kind, or NULL. */
char *db_policy_text(Db *db, const char *kind, Arena *arena);
/* Keeps it with its SHA-256. Inside a transaction. */
Status db_policy_keep(Db *db, const char *kind, const char *yaml, Error *err);

#endif
