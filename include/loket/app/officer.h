/* Officer: what the function itself needs: cards that are printed and quoted, the year's usual duties, the demands of the function, and
 * handing a client over.
 *
 * The pages are readings (app/reading.h); here is what acts on them. Default texts are the program's own, in the language in force; an
 * organisation's text, once entered, stands in its own record. */
#ifndef LOKET_APP_OFFICER_H
#define LOKET_APP_OFFICER_H

#include "loket/app/reading.h"

/* Appends a line of the charter page as one quotes it: its text, the number it has, who adopted it and when. */
void charter_quote(Desk *desk, const SheetLine *line, StrBuf *out);
/* The desk card was tried today: that is recorded, and when to try it again. */
Status deskcard_checked(Desk *desk, Error *err);

/* Takes over the usual duties of the year that are not there yet, by title, owned by the officer, as being set up; one batch. `*made` how many. */
Status duties_take_over(Desk *desk, size_t *made, Error *err);
/* The same with the twelve demands of the function, in an own file. */
Status demands_take_over(Desk *desk, size_t *made, Error *err);

/* An entry in the trail says that the file is handed over. With a `folder` (else NULL) all registers are then exported there, without what
 * is confidential, and the page is written beside them as handover.txt. Nothing is deleted. */
Status handover_begin(Desk *desk, const char *folder, bool replace, Error *err);

#endif
