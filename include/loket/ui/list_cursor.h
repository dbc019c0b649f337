/* List cursor: where one stands in a list longer than its window. The owner keeps the three numbers; pure. */
#ifndef LOKET_UI_LIST_CURSOR_H
#define LOKET_UI_LIST_CURSOR_H

#include <stdbool.h>

/* Brings `*cursor` within the list of `count` and `*top`, the first row shown, to where the cursor is among the `height` rows shown; no
 * row stays empty while there is something above to fill it. */
void list_cursor_keep(int *cursor, int *top, int count, int height);

/* Points at an item (-1 = beside them all): false if the cursor stood there already, so that a second click opens it. */
bool list_cursor_point(int *cursor, int count, int item);

#endif
