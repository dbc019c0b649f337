#include "loket/ui/text_editor.h"

#include <string.h>

#include "loket/ui/cells.h"

enum { ROWS_BACK_MAX = 512 }; /* as far up as one step looks: more than any screen has rows */

void text_editor_init(TextEditor *editor) {
    *editor = (TextEditor){.rows = 10, .columns = 72, .goal = -1};
    edit_init(&editor->edit);
}

void text_editor_done(TextEditor *editor) {
    edit_done(&editor->edit);
}

const char *text_editor_text(const TextEditor *editor) {
    return editor->edit.text.data;
}

/* ---- rows ---- */

/* The last column is kept for the cursor behind a full row. */
static int wrap_width(const TextEditor *editor) {
    return editor->columns > 3 ? editor->columns - 1 : 2;
}

static size_t row_end(const TextEditor *editor, size_t start, size_t *shown) {
    return cells_wrap(editor->edit.text.data, editor->edit.text.length, start, wrap_width(editor), shown);
}

/* True if the text goes on with a row at `next`, be it an empty one behind a last newline. */
static bool row_follows(const TextEditor *editor, size_t start, size_t next) {
    size_t length = editor->edit.text.length;
    return next < length || (next == length && next > start && editor->edit.text.data[next - 1] == '\n');
}

/* The start of the row that holds byte `at`. */
static size_t row_start(const TextEditor *editor, size_t at) {
    size_t start = edit_line_start(&editor->edit, at);
    for (;;) {
        size_t next = row_end(editor, start, NULL);
        if (at < next || !row_follows(editor, start, next)) return start;
        start = next;
    }
}

/* The start of the row `count` (at most ROWS_BACK_MAX) above the one that starts at `start`; the first one if there are
 * fewer. Walks each line once, remembering its last row starts. */
static size_t row_above(const TextEditor *editor, size_t start, int count) {
    size_t ring[ROWS_BACK_MAX];
    if (count > ROWS_BACK_MAX) count = ROWS_BACK_MAX;
    while (count > 0 && start > 0) {
        size_t line = edit_line_start(&editor->edit, start);
        if (line == start) line = edit_line_start(&editor->edit, start - 1);
        int seen = 0;
        for (size_t at = line; at < start; at = row_end(editor, at, NULL))
            ring[seen++ % ROWS_BACK_MAX] = at;
        if (seen >= count) return ring[(seen - count) % ROWS_BACK_MAX];
        count -= seen;
        start = line;
    }
    return start;
}

static size_t row_below(const TextEditor *editor, size_t start, int count) {
    for (; count > 0; count--) {
        size_t next = row_end(editor, start, NULL);
        if (!row_follows(editor, start, next)) break;
        start = next;
    }
    return start;
}

/* Where in the row that starts at `start` the cursor stands when it aims at cell `goal`. */
static size_t row_cell(const TextEditor *editor, size_t start, int goal) {
    size_t shown;
    size_t next = row_end(editor, start, &shown);
    const char *text = editor->edit.text.data;
    size_t at = start + cells_fit(text + start, shown - start, goal, NULL);
    if (at < next || !row_follows(editor, start, next)) return at;
    /* behind a broken word is already the next row: stay before its last grapheme */
    size_t last = start;
    for (size_t here = start; here < next;) {
        int width;
        last = here;
        here = cells_next(text, next, here, &width);
    }
    return last;
}

static int cursor_cell(const TextEditor *editor, size_t start) {
    return cells_width(editor->edit.text.data + start, editor->edit.cursor - start);
}

/* ---- layout ---- */

static int clamp_rows(int rows) {
    return rows < 1 ? 1 : rows > ROWS_BACK_MAX ? ROWS_BACK_MAX : rows;
}

static void show_cursor(TextEditor *editor) {
    size_t cursor = row_start(editor, editor->edit.cursor);
    if (editor->top > editor->edit.text.length) editor->top = cursor;
    editor->top = row_start(editor, editor->top);
    if (cursor < editor->top) editor->top = cursor;
    size_t lowest = row_above(editor, cursor, editor->rows - 1);
    if (editor->top < lowest) editor->top = lowest;
}

void text_editor_layout(TextEditor *editor, int rows, int columns) {
    editor->rows = clamp_rows(rows);
    editor->columns = columns < 1 ? 1 : columns;
    show_cursor(editor);
}

void text_editor_set(TextEditor *editor, const char *text) {
    edit_set(&editor->edit, text);
    editor->edit.cursor = 0;
    editor->top = 0;
    editor->goal = -1;
    editor->refused = false;
}

/* ---- keys ---- */

static void move_rows(TextEditor *editor, int count) {
    size_t start = row_start(editor, editor->edit.cursor);
    int goal = editor->goal >= 0 ? editor->goal : cursor_cell(editor, start);
    size_t target = count < 0 ? row_above(editor, start, -count) : row_below(editor, start, count);
    if (target == start) {
        /* nowhere to go: to the very end, as one expects of a text field */
        edit_move(&editor->edit, count < 0 ? start : editor->edit.text.length);
    } else {
        edit_move(&editor->edit, row_cell(editor, target, goal));
    }
    editor->goal = goal;
}

static void scroll_page(TextEditor *editor, int direction) {
    int step = editor->rows > 2 ? editor->rows - 1 : 1;
    editor->top = direction < 0 ? row_above(editor, editor->top, step) : row_below(editor, editor->top, step);
    move_rows(editor, direction * step);
}

static void go_up(TextEditor *editor) {
    move_rows(editor, -1);
}
static void go_down(TextEditor *editor) {
    move_rows(editor, 1);
}
static void page_up(TextEditor *editor) {
    scroll_page(editor, -1);
}
static void page_down(TextEditor *editor) {
    scroll_page(editor, 1);
}

static void row_home(TextEditor *editor) {
    edit_move(&editor->edit, row_start(editor, editor->edit.cursor));
    editor->goal = -1;
}

static void row_finish(TextEditor *editor) {
    edit_move(&editor->edit, row_cell(editor, row_start(editor, editor->edit.cursor), editor->columns));
    editor->goal = -1;
}

static void text_start(TextEditor *editor) {
    edit_move(&editor->edit, 0);
    editor->goal = -1;
}

static void text_end(TextEditor *editor) {
    edit_move(&editor->edit, editor->edit.text.length);
    editor->goal = -1;
}

static void new_line(TextEditor *editor) {
    editor->refused = !edit_replace(&editor->edit, editor->edit.cursor, 0, "\n", 1);
    editor->goal = -1;
}

static const struct {
    uint32_t key;
    unsigned mods;
    void (*run)(TextEditor *editor);
} keys[] = {
    {KEY_UP, 0, go_up},
    {'p', MOD_CTRL, go_up},
    {KEY_DOWN, 0, go_down},
    {'n', MOD_CTRL, go_down},
    {KEY_PAGE_UP, 0, page_up},
    {KEY_PAGE_DOWN, 0, page_down},
    {KEY_HOME, 0, row_home},
    {KEY_END, 0, row_finish},
    {KEY_HOME, MOD_CTRL, text_start},
    {KEY_END, MOD_CTRL, text_end},
    {KEY_ENTER, 0, new_line},
};

static bool own_key(TextEditor *editor, const Event *event) {
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        editor->edit.open = false;
        keys[i].run(editor);
        return true;
    }
    return false;
}

static bool paste(TextEditor *editor, const Event *event) {
    StrBuf clean;
    strbuf_init(&clean);
    edit_clean(&clean, event->text, event->length, false);
    editor->refused = !edit_replace(&editor->edit, editor->edit.cursor, 0, clean.data, clean.length);
    strbuf_done(&clean);
    return true;
}

static bool text_key(TextEditor *editor, const Event *event) {
    char character[4];
    size_t length = edit_character(event, character);
    editor->goal = -1;
    if (event->kind == EVENT_PASTE) return paste(editor, event);
    if (!length) {
        unsigned long before = editor->edit.version;
        bool yank = event->key == 'y' && event->mods == MOD_CTRL && editor->edit.killed.length;
        bool taken = edit_key(&editor->edit, event);
        editor->refused = yank && editor->edit.version == before;
        return taken;
    }
    editor->refused = !edit_type(&editor->edit, character, length);
    return true;
}

bool text_editor_key(TextEditor *editor, const Event *event) {
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    editor->refused = false;
    bool taken = (event->kind == EVENT_KEY && own_key(editor, event)) || text_key(editor, event);
    if (taken) show_cursor(editor);
    return taken;
}

void text_editor_point(TextEditor *editor, int rows, int columns, int row, int cell) {
    text_editor_layout(editor, rows, columns); /* as it was drawn */
    editor->edit.open = false;
    edit_move(&editor->edit, row_cell(editor, row_below(editor, editor->top, row), cell));
    editor->goal = -1;
}

/* ---- drawing ---- */

static void draw_rows(const TextEditor *editor, Canvas *canvas, Rect area, bool focused) {
    const char *text = editor->edit.text.data;
    size_t cursor = editor->edit.cursor, start = editor->top;
    for (int row = 0; row < area.rows; row++) {
        size_t shown, next = row_end(editor, start, &shown);
        cells_draw(canvas, area.row + row, area.column, area.columns, STYLE_INPUT, text + start, shown - start);
        bool more = row_follows(editor, start, next);
        if (focused && cursor >= start && (cursor < next || !more)) {
            int cell = cursor_cell(editor, start);
            if (cell > area.columns - 1) cell = area.columns - 1; /* among the blanks that hang over the edge */
            canvas_place_cursor(canvas, area.row + row, area.column + cell, true);
        }
        if (!more) break;
        start = next;
    }
}

void text_editor_draw(const TextEditor *editor, Canvas *canvas, Rect area, bool focused) {
    if (area.rows < 1 || area.columns < 1) return;
    TextEditor view = *editor; /* only its numbers change: the text stays the editor's */
    text_editor_layout(&view, area.rows, area.columns);
    canvas_fill(canvas, area, STYLE_INPUT);
    canvas_spot(canvas, area, SPOT_TEXT, 0);
    draw_rows(&view, canvas, area, focused);
    if (editor->edit.text.length == 0 && !text_empty(editor->hint))
        canvas_text(canvas, area.row, area.column, area.columns, STYLE_QUIET, editor->hint);
}
