#include "loket/ui/text_view.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/ui/cells.h"
#include "loket/ui/match.h"

void text_view_init(TextView *view) {
    *view = (TextView){.arena = arena_new(), .height = 10, .columns = 72, .cursor = -1, .match = -1};
    line_editor_init(&view->search);
}

void text_view_done(TextView *view) {
    arena_free(view->arena);
    free(view->lines);
    free(view->rows);
    free(view->matches);
    line_editor_done(&view->search);
    *view = (TextView){0};
}

void text_view_clear(TextView *view) {
    arena_clear(view->arena);
    view->line_count = view->row_count = view->match_count = view->top = 0;
    view->match = view->cursor = -1;
}

static void *grown(void *array, int count, int *capacity, size_t size) {
    if (count < *capacity) return array;
    *capacity = *capacity ? *capacity * 2 : 32;
    array = realloc(array, (size_t)*capacity * size);
    if (!array) abort();
    return array;
}

void text_view_add(TextView *view, Style style, int indent, const char *text) {
    for (;;) {
        size_t length = strcspn(text, "\n");
        size_t kept = length > 0 && text[length - 1] == '\r' ? length - 1 : length;
        view->lines = grown(view->lines, view->line_count, &view->line_capacity, sizeof *view->lines);
        view->lines[view->line_count++] =
            (TextLine){.style = style, .indent = indent < 0 ? 0 : indent, .text = arena_strndup(view->arena, text, kept), .length = kept};
        if (!text[length]) return;
        text += length + 1;
    }
}

/* ---- layout ---- */

static int shown_rows(const TextView *view) {
    int rows = view->height - (view->searching ? 1 : 0);
    return rows > 0 ? rows : 1;
}

static void clamp_top(TextView *view) {
    int last = view->row_count - shown_rows(view);
    if (view->top > last) view->top = last;
    if (view->top < 0) view->top = 0;
}

/* However deep the indent, some of the text is to be seen. */
static int indent_for(const TextLine *line, int columns) {
    int most = columns > 12 ? columns - 12 : 0;
    return line->indent < most ? line->indent : most;
}

static void wrap_line(TextView *view, int number) {
    const TextLine *line = &view->lines[number];
    int width = view->columns - indent_for(line, view->columns);
    size_t start = 0;
    do {
        TextRow row = {number, start, 0, 0};
        row.next = cells_wrap(line->text, line->length, start, width, &row.shown);
        view->rows = grown(view->rows, view->row_count, &view->row_capacity, sizeof *view->rows);
        view->rows[view->row_count++] = row;
        start = row.next;
    } while (start < line->length);
}

static int row_of(const TextView *view, int line, size_t at) {
    int low = 0, high = view->row_count - 1;
    while (low < high) {
        int middle = low + (high - low + 1) / 2;
        const TextRow *row = &view->rows[middle];
        if (row->line < line || (row->line == line && row->start <= at))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

void text_view_layout(TextView *view, int rows, int columns) {
    TextRow anchor = view->top < view->row_count ? view->rows[view->top] : (TextRow){0};
    view->height = rows < 1 ? 1 : rows;
    view->columns = columns < 2 ? 2 : columns;
    view->row_count = 0;
    for (int i = 0; i < view->line_count; i++)
        wrap_line(view, i);
    view->top = row_of(view, anchor.line, anchor.start);
    clamp_top(view);
}

/* ---- search ---- */

static void show_match(TextView *view) {
    if (view->match < 0 || view->match >= view->match_count) return;
    const TextMatch *match = &view->matches[view->match];
    int row = row_of(view, match->line, match->start), rows = shown_rows(view);
    if (row < view->top || row >= view->top + rows) view->top = row - rows / 3;
    clamp_top(view);
}

static void find_in_line(TextView *view, int number, const char *needle, Arena *scratch) {
    const TextLine *line = &view->lines[number];
    Folded folded = match_fold(scratch, line->text, line->length);
    TextMatch match = {.line = number};
    for (size_t at = 0; match_find(&folded, needle, at, &match.start, &match.end); at = match.end) {
        view->matches = grown(view->matches, view->match_count, &view->match_capacity, sizeof *view->matches);
        view->matches[view->match_count++] = match;
    }
}

int text_view_search(TextView *view, const char *words) {
    Arena *folded = arena_new(), *scratch = arena_new();
    const char *needle = text_fold(folded, words);
    view->match_count = 0;
    view->match = -1;
    for (int i = 0; i < view->line_count && *needle; i++) {
        find_in_line(view, i, needle, scratch);
        arena_clear(scratch);
    }
    arena_free(scratch);
    arena_free(folded);
    TextRow first = view->top < view->row_count ? view->rows[view->top] : (TextRow){0};
    for (int i = 0; i < view->match_count && view->match < 0; i++) {
        const TextMatch *match = &view->matches[i];
        if (match->line > first.line || (match->line == first.line && match->start >= first.start)) view->match = i;
    }
    if (view->match < 0 && view->match_count > 0) view->match = 0; /* from the top again */
    show_match(view);
    return view->match_count;
}

static void step_match(TextView *view, int direction) {
    if (view->match_count == 0) return;
    view->match = (view->match + direction + view->match_count) % view->match_count;
    show_match(view);
}

static bool search_key(TextView *view, const Event *event) {
    bool plain = event->kind == EVENT_KEY && !event->mods;
    bool ends = plain && (event->key == KEY_ENTER || event->key == KEY_ESC);
    if (!ends) {
        unsigned long before = view->search.edit.version;
        bool taken = line_editor_key(&view->search, event);
        if (view->search.edit.version != before) {
            view->top = view->search_from;
            clamp_top(view);
            text_view_search(view, line_editor_text(&view->search));
        }
        return taken;
    }
    view->searching = false;
    if (event->key == KEY_ESC) {
        line_editor_set(&view->search, "");
        view->match_count = 0;
        view->match = -1;
        view->top = view->search_from;
    }
    clamp_top(view);
    return true;
}

/* ---- the cursor ---- */

void text_view_stop(TextView *view, int number) {
    if (view->line_count > 0) view->lines[view->line_count - 1].stop = number;
}

int text_view_at(const TextView *view) {
    return view->cursor >= 0 && view->cursor < view->line_count ? view->lines[view->cursor].stop : 0;
}

static void keep_cursor_in_sight(TextView *view) {
    if (view->cursor < 0) return;
    int row = row_of(view, view->cursor, 0), rows = shown_rows(view);
    if (row < view->top) view->top = row;
    if (row >= view->top + rows) view->top = row - rows + 1;
    clamp_top(view);
}

void text_view_goto(TextView *view, int number) {
    view->cursor = -1;
    for (int i = 0; i < view->line_count && number > 0; i++)
        if (view->lines[i].stop == number) view->cursor = i;
    keep_cursor_in_sight(view);
}

/* The next stop from the cursor in that direction, -1 = there is none. */
static int next_stop(const TextView *view, int way) {
    int from = view->cursor;
    if (from < 0) from = view->top < view->row_count ? view->rows[view->top].line - 1 : -1;
    for (int i = from + way; i >= 0 && i < view->line_count; i += way)
        if (view->lines[i].stop) return i;
    return -1;
}

/* One row: what stands between two stops is read, not jumped over. */
static void move_one(TextView *view, int way) {
    int next = view->cursor < 0 && way < 0 ? -1 : next_stop(view, way), rows = shown_rows(view);
    int row = next < 0 ? -1 : row_of(view, next, 0), before = view->top;
    bool in_sight = next >= 0 && row >= view->top - 1 && row < view->top + rows + 1;
    if (in_sight) {
        view->cursor = next;
        keep_cursor_in_sight(view);
        return;
    }
    view->top += way;
    clamp_top(view);
    if (view->top == before && way < 0) view->cursor = -1; /* above the first stop: the page as a whole */
}

void text_view_move(TextView *view, int by) {
    int far = view->row_count + view->line_count;
    if (by > far) by = far;
    if (by < -far) by = -far;
    for (int way = by < 0 ? -1 : 1; by != 0; by -= way) move_one(view, way);
}

/* ---- keys ---- */

static void scroll(TextView *view, int rows) {
    text_view_move(view, rows);
}

void text_view_show(TextView *view, int top) {
    view->top = top;
    clamp_top(view);
}

static int page(const TextView *view) {
    int rows = shown_rows(view);
    return rows > 2 ? rows - 1 : 1;
}

static void line_up(TextView *view) {
    scroll(view, -1);
}
static void line_down(TextView *view) {
    scroll(view, 1);
}
static void page_up(TextView *view) {
    scroll(view, -page(view));
}
static void page_down(TextView *view) {
    scroll(view, page(view));
}
static void half_up(TextView *view) {
    scroll(view, -(page(view) + 1) / 2);
}
static void half_down(TextView *view) {
    scroll(view, (page(view) + 1) / 2);
}
static void to_start(TextView *view) {
    scroll(view, -view->row_count);
}
static void to_end(TextView *view) {
    scroll(view, view->row_count);
}
static void next_match(TextView *view) {
    step_match(view, 1);
}
static void previous_match(TextView *view) {
    step_match(view, -1);
}

static void start_search(TextView *view) {
    line_editor_set(&view->search, "");
    view->searching = true;
    view->search_from = view->top;
}

static const struct {
    uint32_t key;
    unsigned mods;
    void (*run)(TextView *view);
} keys[] = {
    {KEY_UP, 0, line_up},       {'k', 0, line_up},
    {KEY_DOWN, 0, line_down},   {'j', 0, line_down},
    {KEY_PAGE_UP, 0, page_up},  {KEY_PAGE_DOWN, 0, page_down},
    {' ', 0, page_down},        {'d', MOD_CTRL, half_down},
    {'u', MOD_CTRL, half_up},   {KEY_HOME, 0, to_start},
    {KEY_END, 0, to_end},       {'G', 0, to_end},
    {'/', 0, start_search},     {'n', 0, next_match},
    {'N', 0, previous_match},
};

bool text_view_key(TextView *view, const Event *event) {
    if (view->searching) return search_key(view, event);
    if (event->kind != EVENT_KEY) return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        keys[i].run(view);
        return true;
    }
    return false;
}

/* ---- drawing ---- */

static void draw_matches(const TextView *view, const TextRow *row, Canvas *canvas, int at_row, int column, int right,
                         bool focused) {
    const char *text = view->lines[row->line].text;
    for (int i = 0; i < view->match_count; i++) {
        const TextMatch *match = &view->matches[i];
        if (match->line != row->line || match->end <= row->start || match->start >= row->shown) continue;
        size_t from = match->start > row->start ? match->start : row->start;
        size_t to = match->end < row->shown ? match->end : row->shown;
        int start = column + cells_width(text + row->start, from - row->start);
        int width = cells_width(text + from, to - from);
        if (start + width > right) width = right - start;
        canvas_restyle(canvas, at_row, start, width, STYLE_MATCH);
        if (i != view->match) continue;
        canvas_select(canvas, at_row, start, width);
        if (focused && width > 0) canvas_place_cursor(canvas, at_row, start, false);
    }
}

void text_view_point(TextView *view, int columns, int cell) {
    if (view->searching) line_editor_point(&view->search, columns, cell);
}

static void draw_search(const TextView *view, Canvas *canvas, Rect area, bool focused) {
    int row = area.row + area.rows - 1;
    StrBuf count;
    strbuf_init(&count);
    if (view->match_count > 0)
        strbuf_addf(&count, _("%d of %d"), view->match + 1, view->match_count);
    else if (view->search.edit.text.length)
        strbuf_add(&count, _("not found"));
    int width = count.length ? cells_width(count.data, count.length) + 2 : 0;
    if (width > area.columns / 2) width = 0;
    canvas_text(canvas, row, area.column, 1, STYLE_KEY, "/");
    line_editor_draw(&view->search, canvas, (Rect){row, area.column + 1, 1, area.columns - 1 - width}, focused);
    if (width) canvas_text_right(canvas, row, area.column + area.columns - width, width, STYLE_QUIET, count.data);
    strbuf_done(&count);
}

static void draw_cursor(const TextView *view, const TextRow *row, Canvas *canvas, int at, Rect area, bool narrow) {
    if (row->line != view->cursor || row->start > 0) return;
    const TextLine *line = &view->lines[row->line];
    int indent = indent_for(line, area.columns), word = cells_width(line->text, strcspn(line->text, " "));
    canvas_text(canvas, at, area.column, 1, STYLE_PLAIN, ">");
    canvas_select(canvas, at, narrow ? area.column + indent : area.column, narrow ? word : area.columns);
    canvas_place_cursor(canvas, at, area.column, false);
}

static void draw_rows(const TextView *view, Canvas *canvas, Rect area, bool focused, bool narrow) {
    int rows = area.rows - (view->searching ? 1 : 0);
    for (int i = 0; i < rows && view->top + i < view->row_count; i++) {
        const TextRow *row = &view->rows[view->top + i];
        const TextLine *line = &view->lines[row->line];
        int indent = indent_for(line, area.columns);
        cells_draw(canvas, area.row + i, area.column + indent, area.columns - indent, line->style,
                   line->text + row->start, row->shown - row->start);
        draw_matches(view, row, canvas, area.row + i, area.column + indent, area.column + area.columns, focused);
        if (focused) draw_cursor(view, row, canvas, area.row + i, area, narrow);
        if (line->stop) canvas_spot(canvas, (Rect){area.row + i, area.column, 1, area.columns}, 0, line->stop);
    }
}

void text_view_draw(const TextView *view, Canvas *canvas, Rect area, bool focused, bool narrow_cursor) {
    if (area.rows < 1 || area.columns < 2) return;
    TextView copy = *view;
    bool fits = view->row_count > 0 && view->columns == area.columns && view->height == area.rows;
    if (!fits) {
        /* nobody said the size yet: wrap for this picture only */
        copy.row_capacity = view->row_count;
        copy.rows = malloc(sizeof *copy.rows * (size_t)(view->row_count + 1));
        if (!copy.rows) abort();
        if (view->row_count) memcpy(copy.rows, view->rows, sizeof *copy.rows * (size_t)view->row_count);
        text_view_layout(&copy, area.rows, area.columns);
    }
    canvas_fill(canvas, area, STYLE_PLAIN);
    canvas_spot(canvas, area, 0, -1);
    if (focused) canvas_place_cursor(canvas, area.row, area.column, false);
    draw_rows(&copy, canvas, area, focused, narrow_cursor);
    if (view->searching) draw_search(&copy, canvas, area, focused);
    if (!fits) free(copy.rows);
}
