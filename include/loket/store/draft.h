/* Drafts: half-written forms that survive a crash, a hang-up or the end of the day.
 *
 * One a user, register and record (no = 0: a new one). The body is text of the form's own making. Not in the trail. */
#ifndef LOKET_STORE_DRAFT_H
#define LOKET_STORE_DRAFT_H

#include "loket/model/record.h"
#include "loket/store/db.h"

typedef struct Draft {
    int reg;
    int64_t no;
    int64_t base_version;
    Moment at;
    const char *body;
} Draft;

Status draft_save(Db *db, int64_t user, const Draft *draft, Error *err);
Status draft_drop(Db *db, int64_t user, int reg, int64_t no, Error *err);
/* The newest first. */
Status draft_list(Db *db, int64_t user, Arena *arena, Draft **drafts, size_t *count, Error *err);

#endif
