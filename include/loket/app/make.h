/* Make: one record from another, linked to it and filled in as far as that can be known.
 *
 * One table says which field of what is made takes what from where: an action has the record as its origin and its handler as owner, an
 * advice on a request goes to its decider. Nothing is saved here: the record made is completed by a line (app/capture.h), a form or
 * options, and applied like any other. Pure of screen: the same behind `m` and a letter, the keys of a sheet, and `loket make`. */
#ifndef LOKET_APP_MAKE_H
#define LOKET_APP_MAKE_H

#include "loket/app/desk.h"

/* What can be made from a record of `from`, one a call, after `previous` (NULL = first); NULL at the end. */
const RegisterDef *make_next(const RegisterDef *from, const RegisterDef *previous);
bool make_can(const RegisterDef *from, const RegisterDef *made);

/* A new record of `made` (or a row of `source`, when `made` is a child of its register) to be completed. */
Record *make_new(Desk *desk, const Record *source, const RegisterDef *made, Arena *arena);

/* Fills what `record` needs and has not, as far as it is the record stood on itself: the origin of an action, with whom a talk is. What
 * would only follow from it is left to be said. */
void make_context(Desk *desk, const Record *source, Record *record, Arena *arena);

#endif
