#include "loket/ui/pick_list.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/ui/cells.h"
#include "loket/ui/columns.h"
#include "loket/ui/list_cursor.h"

void pick_list_init(PickList *list) {
    *list = (PickList){.arena = arena_new(), .rows = 10};
    line_editor_init(&list->filter);
    strbuf_init(&list->needle);
}

void pick_list_done(PickList *list) {
    arena_free(list->arena);
    free(list->items);
    free(list->folded);
    free(list->shown);
    line_editor_done(&list->filter);
    strbuf_done(&list->needle);
    *list = (PickList){0};
}

void pick_list_clear(PickList *list) {
    arena_clear(list->arena);
    list->count = list->shown_count = list->cursor = list->top = 0;
    list->text_width = list->detail_width = list->key_width = 0;
    list->decided = false;
}

/* ---- items ---- */

static void *resized(void *array, int count, size_t size) {
    array = realloc(array, (size_t)count * size);
    if (!array) abort();
    return array;
}

static void reserve(PickList *list) {
    if (list->count < list->capacity) return;
    list->capacity = list->capacity ? list->capacity * 2 : 32;
    list->items = resized(list->items, list->capacity, sizeof *list->items);
    list->folded = resized(list->folded, list->capacity, 2 * sizeof *list->folded);
    list->shown = resized(list->shown, list->capacity, sizeof *list->shown);
}

static void widen(int *width, const char *text) {
    int cells = text ? cells_width(text, strlen(text)) : 0;
    if (cells > *width) *width = cells;
}

/* Its text counts most; what only its detail says still finds it, but below all others. */
static int score_of(const PickList *list, int item) {
    const Folded *folded = &list->folded[2 * item];
    int score = match_score(&folded[0], list->needle.data, NULL);
    size_t start, end;
    if (!score && match_find(&folded[1], list->needle.data, 0, &start, &end)) score = 1;
    return score;
}

static int compare_rows(const void *a, const void *b) {
    const PickRow *left = a, *right = b;
    if (left->score != right->score) return left->score < right->score ? 1 : -1;
    return left->item < right->item ? -1 : left->item > right->item;
}

static void clamp(PickList *list) {
    list_cursor_keep(&list->cursor, &list->top, list->shown_count, list->rows);
}

static void apply_filter(PickList *list) {
    Arena *scratch = arena_new();
    strbuf_clear(&list->needle);
    strbuf_add(&list->needle, text_fold(scratch, line_editor_text(&list->filter)));
    arena_free(scratch);
    list->shown_count = 0;
    for (int i = 0; i < list->count; i++) {
        int score = score_of(list, i);
        if (score) list->shown[list->shown_count++] = (PickRow){i, score};
    }
    if (list->shown_count > 1) qsort(list->shown, (size_t)list->shown_count, sizeof *list->shown, compare_rows);
}

void pick_list_add(PickList *list, const PickItem *item) {
    reserve(list);
    PickItem copy = {arena_strdup(list->arena, item->text ? item->text : ""),
                     arena_strdup(list->arena, item->detail),
                     arena_strdup(list->arena, item->key),
                     arena_strdup(list->arena, item->disabled),
                     item->id,
                     item->chosen};
    const char *detail = copy.detail ? copy.detail : "";
    list->folded[2 * list->count] = match_fold(list->arena, copy.text, strlen(copy.text));
    list->folded[2 * list->count + 1] = match_fold(list->arena, detail, strlen(detail));
    widen(&list->text_width, copy.text);
    widen(&list->detail_width, copy.detail);
    widen(&list->detail_width, copy.disabled);
    widen(&list->key_width, copy.key);
    list->items[list->count++] = copy;
    int score = score_of(list, list->count - 1);
    if (!score) return;
    list->shown[list->shown_count++] = (PickRow){list->count - 1, score};
    for (int i = list->shown_count - 1; i > 0 && compare_rows(&list->shown[i - 1], &list->shown[i]) > 0; i--) {
        PickRow row = list->shown[i];
        list->shown[i] = list->shown[i - 1];
        list->shown[i - 1] = row;
    }
}

/* The best answer comes under the cursor; when the filter is gone, the item that was there stays. */
static void filter_changed(PickList *list) {
    const PickItem *current = pick_list_current(list);
    int id = current ? current->id : -1;
    bool emptied = text_empty(line_editor_text(&list->filter));
    apply_filter(list);
    list->cursor = list->top = 0;
    if (emptied && current) pick_list_goto(list, id);
    clamp(list);
}

void pick_list_filter(PickList *list, const char *text) {
    line_editor_set(&list->filter, text);
    filter_changed(list);
}

bool pick_list_goto(PickList *list, int id) {
    for (int i = 0; i < list->shown_count; i++) {
        if (list->items[list->shown[i].item].id != id) continue;
        list->cursor = i;
        clamp(list);
        return true;
    }
    return false;
}

const PickItem *pick_list_current(const PickList *list) {
    return list->cursor < list->shown_count ? &list->items[list->shown[list->cursor].item] : NULL;
}

int pick_list_chosen_count(const PickList *list) {
    int count = 0;
    for (int i = 0; i < list->count; i++)
        count += list->items[i].chosen;
    return count;
}

void pick_list_layout(PickList *list, int rows) {
    list->rows = rows > 0 ? rows : 1;
    clamp(list);
}

/* ---- keys ---- */

static void move(PickList *list, int rows) {
    list->cursor += rows;
    clamp(list);
}

static int page(const PickList *list) {
    return list->rows > 1 ? list->rows - 1 : 1;
}

static void go_up(PickList *list) {
    move(list, -1);
}
static void go_down(PickList *list) {
    move(list, 1);
}
static void page_up(PickList *list) {
    move(list, -page(list));
}
static void page_down(PickList *list) {
    move(list, page(list));
}
static void go_first(PickList *list) {
    move(list, -list->shown_count);
}
static void go_last(PickList *list) {
    move(list, list->shown_count);
}

static const struct {
    uint32_t key;
    unsigned mods;
    void (*run)(PickList *list);
} keys[] = {
    {KEY_UP, 0, go_up},       {'p', MOD_CTRL, go_up},       {KEY_DOWN, 0, go_down},
    {'n', MOD_CTRL, go_down}, {KEY_PAGE_UP, 0, page_up}, {KEY_PAGE_DOWN, 0, page_down},
    {KEY_HOME, 0, go_first},  {KEY_END, 0, go_last},
};

static bool move_key(PickList *list, const Event *event) {
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        keys[i].run(list);
        return true;
    }
    return false;
}

static bool toggle_key(PickList *list, const Event *event) {
    if (!list->multi || event->key != ' ' || event->mods) return false;
    if (list->cursor >= list->shown_count) return true;
    PickItem *item = &list->items[list->shown[list->cursor].item];
    if (!item->disabled) {
        item->chosen = !item->chosen;
        move(list, 1);
    }
    return true;
}

static bool letter_key(PickList *list, const Event *event) {
    char character[8] = "";
    size_t length = edit_character(event, character);
    if (!length) return false;
    character[length] = '\0';
    for (int i = 0; i < list->shown_count; i++) {
        if (!text_equal(list->items[list->shown[i].item].key, character)) continue;
        list->cursor = i;
        list->decided = true;
        clamp(list);
        return true;
    }
    return false;
}

bool pick_list_key(PickList *list, const Event *event) {
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    list->decided = false;
    if (event->kind != EVENT_PASTE && (move_key(list, event) || toggle_key(list, event))) return true;
    if (list->by_key) return event->kind == EVENT_KEY && letter_key(list, event);
    unsigned long before = list->filter.edit.version;
    bool taken = line_editor_key(&list->filter, event);
    if (list->filter.edit.version != before) filter_changed(list);
    return taken;
}

bool pick_list_point(PickList *list, int row) {
    if (row < 0 || row >= list->shown_count) return true;
    bool here = row == list->cursor;
    list->cursor = row;
    clamp(list);
    if (!list->multi) return !here;
    toggle_key(list, &(Event){.kind = EVENT_KEY, .key = ' '});
    list->cursor = row; /* it does not step on: the pointer did not */
    clamp(list);
    return true;
}

/* ---- drawing ---- */

enum { MARK_COLUMNS = 2, GAP = 2 };

typedef struct PickColumns {
    int text, detail, key; /* widths; 0 = not shown */
} PickColumns;

static PickColumns make_columns(const PickList *list, int width) {
    int widths[3] = {0}, at = 1;
    ColumnWish wishes[3] = {{list->text_width < 16 ? list->text_width : 16, list->text_width, 1, 0}};
    bool detail = list->detail_width > 0, key = list->key_width > 0;
    if (detail)
        wishes[at++] = (ColumnWish){list->detail_width < 12 ? list->detail_width : 12, list->detail_width, 2, 2};
    if (key) wishes[at++] = (ColumnWish){list->key_width, list->key_width, 0, 1};
    columns_layout(wishes, at, GAP, width - MARK_COLUMNS, widths);
    return (PickColumns){widths[0], detail ? widths[1] : 0, key ? widths[at - 1] : 0};
}

static void draw_marks(const PickList *list, int number, Canvas *canvas, int row, int column, int width) {
    Arena *scratch = arena_new();
    const char *text = list->items[number].text;
    size_t length = strlen(text);
    unsigned char *marks = ARENA_ARRAY(scratch, unsigned char, length + 1);
    match_score(&list->folded[2 * number], list->needle.data, marks);
    int cells, total = cells_width(text, length), room = total > width ? width - 1 : width, used = 0;
    for (size_t at = 0, next; at < length; at = next, used += cells) {
        next = cells_next(text, length, at, &cells);
        if (used + cells > room) break;
        if (marks[at]) canvas_restyle(canvas, row, column + used, cells, STYLE_MATCH);
    }
    arena_free(scratch);
}

static void draw_item(const PickList *list, const PickColumns *columns, int index, Canvas *canvas, Rect line) {
    int number = list->shown[index].item, column = line.column + MARK_COLUMNS;
    const PickItem *item = &list->items[number];
    bool here = index == list->cursor;
    Style style = item->disabled ? STYLE_DISABLED : STYLE_PLAIN;
    const char *more = item->disabled ? item->disabled : item->detail ? item->detail : "";
    canvas_text(canvas, line.row, line.column, 1, style, here ? ">" : " ");
    if (line.columns > 1) canvas_text(canvas, line.row, line.column + 1, 1, STYLE_TAGGED, item->chosen ? "*" : " ");
    if (columns->text) {
        canvas_text(canvas, line.row, column, columns->text, item->chosen ? STYLE_TAGGED : style, item->text);
        if (list->filter.edit.text.length) draw_marks(list, number, canvas, line.row, column, columns->text);
        column += columns->text + GAP;
    }
    if (columns->detail) {
        canvas_text(canvas, line.row, column, columns->detail, item->disabled ? STYLE_DISABLED : STYLE_QUIET, more);
        column += columns->detail + GAP;
    }
    if (columns->key) canvas_text(canvas, line.row, column, columns->key, STYLE_KEY, item->key ? item->key : "");
    if (here) canvas_select(canvas, line.row, line.column, line.columns);
}

void pick_list_draw(const PickList *list, Canvas *canvas, Rect area, bool focused) {
    if (area.rows < 1 || area.columns < 1) return;
    PickList view = *list; /* only its numbers change */
    pick_list_layout(&view, area.rows);
    PickColumns columns = make_columns(&view, area.columns);
    canvas_fill(canvas, area, STYLE_PLAIN);
    if (view.shown_count == 0)
        canvas_text(canvas, area.row, area.column, area.columns, STYLE_QUIET,
                    view.count ? _("nothing matches") : _("nothing to choose from"));
    canvas_spot(canvas, area, 0, -1);
    for (int i = 0; i < area.rows && view.top + i < view.shown_count; i++) {
        Rect line = {area.row + i, area.column, 1, area.columns};
        draw_item(&view, &columns, view.top + i, canvas, line);
        canvas_spot(canvas, line, 0, view.top + i);
    }
    if (focused)
        canvas_place_cursor(canvas, area.row + (view.shown_count ? view.cursor - view.top : 0), area.column, false);
}
