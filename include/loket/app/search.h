/* Search: what is typed to find any record.
 *
 * Words, each by its beginning; a code or the beginning of one (inc-12) comes first; a word that names a register (inc: incident:
 * incidents:) looks only there, state:open and state:closed only among those. Newest first, a window at a time. */
#ifndef LOKET_APP_SEARCH_H
#define LOKET_APP_SEARCH_H

#include "loket/app/desk.h"
#include "loket/store/select.h"

/* What was typed, taken apart: `search->words` is what is left to be looked for. */
void search_read(Desk *desk, const char *typed, Arena *arena, Search *search);
/* What `typed` finds, in `only` (NULL = all, or where the words say), behind `before` (0 = from the newest). */
Status desk_search(Desk *desk, const char *typed, const RegisterDef *only, int64_t before, size_t limit, Arena *arena, Found **found, size_t *count,
                   Error *err);

#endif
