/* Names in links. Private to app/.
 *
 * Somebody or something may be named instead of given by code. A name that is known becomes its code; one that is not becomes "+Name", a
 * token that stands in the field until the batch is applied, where it is looked up once more and made if it is still not there. Written
 * and read here only. A title is compared whole, but for case and accents, through an index: at any size of the file one finds it. */
#ifndef LOKET_APP_NAMES_H
#define LOKET_APP_NAMES_H

#include "desk_private.h"

/* True for a token of a name that is to be made. */
bool name_is(const char *token);
/* Appends the token of a name. */
void name_write(const char *name, StrBuf *out);
/* The name in a token. */
char *name_read(const char *token, Arena *arena);
/* The code of the record of `target` with that title, the oldest open one; "" when there is none. */
Status name_find(Desk *desk, const RegisterDef *target, const char *name, Arena *arena, char code[CODE_SIZE], Error *err);

#endif
