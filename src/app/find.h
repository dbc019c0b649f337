/* Find: records that rules, readings and sheets ask for by what they are: by filter, role, who points at them, rows. Private to app/.
 *
 * Short ways to store and the filter language, and nothing more: no rule is here. What is found lives in `arena`. */
#ifndef LOKET_APP_FIND_H
#define LOKET_APP_FIND_H

#include "desk_private.h"

/* The first `most` records of `reg` that fit a filter, in `order` ("due", "-given_on"). A filter that is no range of that order walks
 * the register until enough are found: only for what is few, or common. */
Status find_where(Desk *desk, const char *reg, const char *filter, const char *order, size_t most, Arena *arena, RecordList *list, Error *err);
/* The first active contact with that role who has not left, or NULL: asked by what roles there are, not by walking. */
const Record *find_role(Desk *desk, const char *role, Arena *arena);
/* The code of the one active contact with that role; NULL when there is none, or several to choose from. */
const char *only_role(Desk *desk, const char *role, Arena *arena);
/* Records of register `reg` that point at `code` through `field` ("rule", "check.kind"); struck ones left out. */
Status find_pointing(Desk *desk, const char *code, const char *reg, const char *field, Arena *arena, RecordList *list, Error *err);
/* The talks with a person, or of a round. */
Status talks_of(Desk *desk, const Record *who, Arena *arena, RecordList *list, Error *err);
/* The next of them that is planned, or NULL. */
const Record *talk_planned(Desk *desk, const Record *who, Arena *arena);
/* Rows of `child` of a record, those in force. */
RecordList rows_of(Desk *desk, const Record *record, const char *child, Arena *arena);
/* The last row of `child`, or NULL. */
const Record *last_row(Desk *desk, const Record *record, const char *child, Arena *arena);
/* The code of a record, in `arena`. */
const char *code_of(const Record *record, Arena *arena);
/* The officer of the organisation; without one the contact of the user at work; NULL when neither is known. */
const char *officer_code(Desk *desk, Arena *arena);
/* True if `code` is the officer or the officer's stand-in. */
bool is_officer(Desk *desk, const char *code, Arena *arena);

#endif
