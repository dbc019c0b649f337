/* Approvals: what the file says of a request beyond its own row. Private to app/. */
#ifndef LOKET_APP_APPROVALS_H
#define LOKET_APP_APPROVALS_H

#include "desk_private.h"

/* The end in force: only from the last decision. False when there is none, it was rejected, or it has no end. */
bool approval_end(Desk *desk, const Record *request, Arena *arena, Day *end);
/* How many times it goes on from an earlier decision: each link of `renewal_of`, and each approving decision after the first. */
int approval_renewals(Desk *desk, const Record *request, Arena *arena);
/* The earlier request that this one may be a renewal of: same rule, same person, its end not more than 90 days before; or NULL. */
const Record *approval_earlier(Desk *desk, const Record *request, Arena *arena);
/* Why the request is complex, as a suggestion in words; NULL when nothing says so. */
const char *approval_complex(Desk *desk, const Record *request, Arena *arena);
/* Whether nobody has decided on it yet. */
bool approval_undecided(const Record *request);
/* Whether the organisation is one of government, where the process owner decides. */
bool approval_in_government(Desk *desk, Arena *arena);
/* Why the officer only advises, translated; NULL = the officer may decide. */
const char *approval_only_advises(Desk *desk, const Record *request, Arena *arena);
/* The same, as yes or no. */
bool approval_advises_only(Desk *desk, const Record *request, Arena *arena);
/* The other running rights of the same person, on the same system or `anywhere`: where a conflict of duties shows. */
Status approval_other_rights(Desk *desk, const Record *request, bool anywhere, Arena *arena, RecordList *list, Error *err);

/* The day by which a condition of a request is looked at: as it says, else counted from the decision; 0 = not yet known. */
Day approval_condition_day(Desk *desk, const Record *request, const Record *condition, Arena *arena);
/* True if it was seen not to be met, and no later row of that kind says that it is now. */
bool approval_condition_unmet(const RecordList *rows, size_t at);

#endif
