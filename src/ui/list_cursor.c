#include "loket/ui/list_cursor.h"

void list_cursor_keep(int *cursor, int *top, int count, int height) {
    if (*cursor >= count) *cursor = count - 1;
    if (*cursor < 0) *cursor = 0;
    if (*top > *cursor) *top = *cursor;
    if (*top < *cursor - height + 1) *top = *cursor - height + 1;
    if (*top > count - height) *top = count - height;
    if (*top < 0) *top = 0;
}

bool list_cursor_point(int *cursor, int count, int item) {
    if (item == *cursor) return false;
    if (item >= 0 && item < count) *cursor = item;
    return true;
}
