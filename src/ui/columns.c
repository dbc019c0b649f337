#include "loket/ui/columns.h"

#include <stdlib.h>
#include <string.h>

#include "loket/ui/cells.h"
#include "loket/ui/event.h"

enum { COUNT_MAX = 64 }; /* more columns or hints than any screen holds; the rest is not shown */

/* The order in which things get room: by priority, then from the left. */
static void sort_by_priority(int *order, int count, const int *priorities) {
    for (int i = 0; i < count; i++) {
        int at = i;
        for (; at > 0 && priorities[order[at - 1]] > priorities[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static int clamp_count(int count) {
    return count < COUNT_MAX ? count : COUNT_MAX;
}

/* ---- columns ---- */

static int at_least(int value, int floor) {
    return value > floor ? value : floor;
}

/* How many of the first by priority fit with their minima. */
static int fitting(const ColumnWish *wishes, const int *order, int count, int gap, int width) {
    int used = 0, fit = 0;
    while (fit < count) {
        used += at_least(wishes[order[fit]].min, 1) + (fit > 0 ? gap : 0);
        if (used > width) break;
        fit++;
    }
    return fit;
}

/* Gives `left` cells out by the weights of the first `shown`; rounding never loses or makes a cell. */
static void give_by_growth(const ColumnWish *wishes, const int *order, int shown, int left, int *widths) {
    int total = 0, so_far = 0, given = 0;
    for (int i = 0; i < shown; i++)
        total += at_least(wishes[order[i]].grow, 0);
    if (total == 0) return;
    for (int i = 0; i < shown; i++) {
        so_far += at_least(wishes[order[i]].grow, 0);
        int upto = (int)((long)left * so_far / total);
        widths[order[i]] += upto - given;
        given = upto;
    }
}

int columns_layout(const ColumnWish *wishes, int count, int gap, int width, int *widths) {
    int order[COUNT_MAX], priorities[COUNT_MAX];
    for (int i = 0; i < count; i++)
        widths[i] = 0;
    count = clamp_count(count);
    if (count <= 0 || width <= 0) return 0;
    for (int i = 0; i < count; i++)
        priorities[i] = wishes[i].priority;
    sort_by_priority(order, count, priorities);
    int shown = fitting(wishes, order, count, gap, width);
    if (shown == 0) {
        widths[order[0]] = width;
        return 1;
    }
    int left = width - gap * (shown - 1);
    for (int i = 0; i < shown; i++)
        left -= widths[order[i]] = at_least(wishes[order[i]].min, 1);
    for (int i = 0; i < shown && left > 0; i++) {
        int more = at_least(wishes[order[i]].preferred - widths[order[i]], 0);
        if (more > left) more = left;
        widths[order[i]] += more;
        left -= more;
    }
    give_by_growth(wishes, order, shown, left, widths);
    return shown;
}

/* ---- hints ---- */

static int text_cells(const char *text) {
    return text_empty(text) ? 0 : cells_width(text, strlen(text));
}

static int hint_cells(const Hint *hint) {
    char shown[KEY_SHOWN];
    int key = hint->key ? text_cells(key_shown(hint->key, shown)) : 0, text = text_cells(hint->text);
    return key + text + (key && text ? 1 : 0);
}

int hints_layout(const Hint *hints, int count, int gap, int width, bool *shown) {
    int order[COUNT_MAX], priorities[COUNT_MAX] = {0}, used = 0;
    for (int i = 0; i < count; i++)
        shown[i] = false;
    count = clamp_count(count);
    for (int i = 0; i < count; i++)
        priorities[i] = hints[i].priority;
    sort_by_priority(order, count, priorities);
    for (int i = 0; i < count; i++) {
        int cells = hint_cells(&hints[order[i]]);
        int need = cells + (used ? gap : 0);
        if (cells == 0 || used + need > width) continue;
        shown[order[i]] = true;
        used += need;
    }
    return used;
}

static int draw_hint(const Hint *hint, Canvas *canvas, int row, int column) {
    char shown[KEY_SHOWN];
    int key = hint->key ? text_cells(key_shown(hint->key, shown)) : 0, text = text_cells(hint->text), at = column;
    if (key) at += canvas_text(canvas, row, at, key, STYLE_KEY, shown);
    if (key && text) canvas_text(canvas, row, at++, 1, STYLE_QUIET, " ");
    if (text) at += canvas_text(canvas, row, at, text, STYLE_QUIET, hint->text);
    if (key) canvas_spot_keys(canvas, (Rect){row, column, 1, at - column}, hint->key);
    return at - column;
}

static void draw_group(const Hint *hints, const bool *shown, int count, bool right, int gap, Canvas *canvas, int row,
                       int column) {
    for (int i = 0; i < count; i++) {
        if (!shown[i] || hints[i].right != right) continue;
        draw_hint(&hints[i], canvas, row, column);
        column += hint_cells(&hints[i]) + gap;
    }
}

void hints_draw(const Hint *hints, int count, int gap, Canvas *canvas, int row, int column, int width) {
    bool shown[COUNT_MAX];
    count = clamp_count(count);
    hints_layout(hints, count, gap, width, shown);
    int right = 0;
    for (int i = 0; i < count; i++)
        if (shown[i] && hints[i].right) right += hint_cells(&hints[i]) + (right ? gap : 0);
    draw_group(hints, shown, count, false, gap, canvas, row, column);
    draw_group(hints, shown, count, true, gap, canvas, row, column + width - right);
}
