/* Policy texts in the file: what an organisation put in place of a text that is compiled in ("regimes", "triage").
 *
 * Only kept here; what they mean is read in app/, which also writes the trail entry in the same transaction. */
#ifndef LOKET_STORE_POLICY_H
#define LOKET_STORE_POLICY_H

#include "loket/store/db.h"

/* The organisation's own text of a kind of policy ("regimes"), or NULL; `hash` (may be NULL) gets its SHA-256, "" when there is none. */
char *policy_load(Db *db, const char *kind, Arena *arena, char hash[65]);
/* Only the hash: to see whether what was read is still in force. */
void policy_hash(Db *db, const char *kind, char hash[65]);
/* Keeps `yaml` as the text of that kind; NULL takes it away. `hash` gets its SHA-256. */
Status policy_store(Db *db, const char *kind, const char *yaml, char hash[65], Error *err);

#endif
