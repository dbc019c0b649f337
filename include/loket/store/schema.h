/* Schema: what the tables of the registers look like in the file, derived from the register tables.
 *
 * The file itself is made by the frozen steps in migrations/; this says what they must add up to, and gives whoever adds a
 * field the line to put there. */
#ifndef LOKET_STORE_SCHEMA_H
#define LOKET_STORE_SCHEMA_H

#include "loket/model/register.h"
#include "loket/store/db.h"

/* Appends CREATE TABLE and CREATE INDEX for one register or child. */
void schema_create(const RegisterDef *def, StrBuf *sql);
/* Appends, for each register, the migration lines that the open file lacks; nothing when both agree. Returns how many. */
Status schema_missing(Db *db, StrBuf *sql, size_t *count, Error *err);

#endif
