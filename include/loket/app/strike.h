/* Striking through what was entered by mistake: it leaves lists and counts and stays in the file and its history, with who, when and why.
 *
 * desk_apply does it (CHANGE_STRIKE) and asks both checks, whoever strikes; only undo is free, for the entry taken back is its reason. What
 * happened is no mistake of entering: a decision, an advice that was given. Those stay, and the refusal says what to do instead. */
#ifndef LOKET_APP_STRIKE_H
#define LOKET_APP_STRIKE_H

#include "loket/app/desk.h"

/* Adds to `problems` why the record or row may not be struck through. */
void strike_check(Desk *desk, const Record *record, Problems *problems);
/* Adds to `problems` that the reason is missing, if it is. */
void strike_check_reason(const Record *record, const char *because, Problems *problems);

/* Appends what hangs on it, by name, or nothing: who points at it, what counts from it. Texts are not made safe. */
void strike_hangs(Desk *desk, const Record *record, StrBuf *out);

#endif
