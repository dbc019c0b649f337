/* Saved views: lists that somebody gave a name, beside the ready ones of the registers.
 *
 * A row of the organisation each (register view): shared and with a trail, or only for one person. A name that is saved again replaces
 * the row that had it. What is broken in one shows when it is used: here nothing is parsed. */
#ifndef LOKET_APP_SAVED_VIEWS_H
#define LOKET_APP_SAVED_VIEWS_H

#include "loket/app/desk.h"

typedef struct SavedView {
    int64_t row;           /* its number under the organisation */
    const RegisterDef *def;
    ListDef list;          /* key "": none of the register's own; label = the name as typed */
    char letter;           /* 0 = none */
    bool own;              /* only for the user at work */
} SavedView;

/* Those of `def` (NULL = all) that the user at work may use, by name. */
Status saved_views(Desk *desk, const RegisterDef *def, Arena *arena, SavedView **views, size_t *count, Error *err);
/* The one with that name, capitals and accents aside, or NULL. */
const SavedView *saved_view_named(Desk *desk, const RegisterDef *def, const char *name, Arena *arena);
/* Saves `view` under its name, in place of the one that was called so; `own`: for the user at work alone. */
Status saved_view_keep(Desk *desk, const SavedView *view, Problems *problems, Error *err);
/* Another name; the same list. And the end of one. */
Status saved_view_rename(Desk *desk, const SavedView *view, const char *name, Error *err);
Status saved_view_end(Desk *desk, const SavedView *view, Error *err);

#endif
