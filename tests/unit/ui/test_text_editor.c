#include "storm.h"

#include "loket/ui/text_editor.h"

/* The twin wraps the whole text into a table of rows each time and moves in that. */
typedef struct Rows {
    size_t start[8192], shown[8192], next[8192];
    int count;
} Rows;

static Rows rows;

static void wrap_all(const TextEditor *editor) {
    const char *text = editor->edit.text.data;
    size_t length = editor->edit.text.length, at = 0;
    rows.count = 0;
    do {
        rows.start[rows.count] = at;
        at = cells_wrap(text, length, at, editor->columns - 1, &rows.shown[rows.count]);
        rows.next[rows.count++] = at;
    } while (at < length);
    if (length && text[length - 1] == '\n') {
        rows.start[rows.count] = rows.shown[rows.count] = rows.next[rows.count] = length;
        rows.count++;
    }
}

static int row_at(size_t at) {
    int row = 0;
    while (row + 1 < rows.count && rows.start[row + 1] <= at)
        row++;
    return row;
}

static int cell_at(const TextEditor *editor, size_t at) {
    size_t start = rows.start[row_at(at)];
    return cells_width(editor->edit.text.data + start, at - start);
}

/* The grapheme boundary of `row` furthest right with at most `goal` cells before it, not yet on the next row. */
static size_t byte_for(const TextEditor *editor, int row, int goal) {
    size_t best = rows.start[row], at = best;
    int cells = 0, width;
    while (at < rows.shown[row]) {
        at = cells_next(editor->edit.text.data, editor->edit.text.length, at, &width);
        cells += width;
        bool next_row = row + 1 < rows.count && at >= rows.start[row + 1];
        if (cells > goal || next_row) break;
        best = at;
    }
    return best;
}

static int goal = -1;

static size_t expected_move(const TextEditor *editor, int by) {
    int row = row_at(editor->edit.cursor), target = row + by;
    if (goal < 0) goal = cell_at(editor, editor->edit.cursor);
    if (target < 0) target = 0;
    if (target >= rows.count) target = rows.count - 1;
    if (target == row) return by < 0 ? rows.start[row] : editor->edit.text.length;
    return byte_for(editor, target, goal);
}

static void move_and_compare(TextEditor *editor) {
    static const struct {
        const char *name;
        int rows; /* 99 = a page */
    } moves[] = {{"Up", -1}, {"Down", 1}, {"Up", -1}, {"Down", 1}, {"PgUp", -99}, {"PgDn", 99}};
    size_t which = (size_t)storm_below((int)COUNT_OF(moves));
    int page = editor->rows > 2 ? editor->rows - 1 : 1, by = moves[which].rows;
    if (by == 99 || by == -99) by = by / 99 * page;
    size_t expected = expected_move(editor, by);
    Event event = storm_key(moves[which].name);
    assert_true(text_editor_key(editor, &event));
    assert_int_equal(editor->edit.cursor, expected);
}

static void edit_somehow(TextEditor *editor) {
    static const char *const names[] = {"Enter",  "Enter", "Backspace", "Delete", "C-w",    "C-k",   "C-u", "C-y",
                                        "C-Home", "C-End", "Home",      "End",    "C-Left", "Right", "A-u", "A-U"};
    goal = -1;
    if (storm_below(2)) {
        Event event = {.kind = EVENT_KEY, .key = storm_letter()};
        assert_true(text_editor_key(editor, &event));
    } else if (storm_below(6) == 0) {
        StrBuf text;
        strbuf_init(&text);
        storm_text(&text, storm_below(200), true);
        Event event = storm_paste(text.data, text.length);
        assert_true(text_editor_key(editor, &event));
        strbuf_done(&text);
    } else {
        Event event = storm_key(names[storm_below((int)COUNT_OF(names))]);
        assert_true(text_editor_key(editor, &event));
    }
}

static void check_sight(const TextEditor *editor) {
    wrap_all(editor);
    int top = row_at(editor->top), row = row_at(editor->edit.cursor);
    assert_int_equal(rows.start[top], editor->top);
    assert_in_range(row, top, top + editor->rows - 1);
}

static void check_picture(const TextEditor *editor, Rect area) {
    Canvas canvas;
    storm_canvas(&canvas, 30, 70);
    text_editor_draw(editor, &canvas, area, true);
    storm_check_spill(&canvas, area);
    assert_in_range(canvas.cursor_row, area.row, area.row + area.rows - 1);
    assert_in_range(canvas.cursor_column, area.column, area.column + area.columns - 1);
    canvas_done(&canvas);
}

static void test_storm_against_twin(void **state) {
    (void)state;
    storm_start("text");
    for (int round = 0; round < 40; round++) {
        TextEditor editor;
        text_editor_init(&editor);
        goal = -1;
        int height = 1 + storm_below(12), width = 4 + storm_below(40);
        text_editor_layout(&editor, height, width);
        for (int i = 0; i < 150; i++) {
            wrap_all(&editor);
            if (storm_below(3))
                move_and_compare(&editor);
            else
                edit_somehow(&editor);
            check_sight(&editor);
            assert_true(utf8_valid(editor.edit.text.data, editor.edit.text.length));
            if (i % 10 == 0) check_picture(&editor, (Rect){2, 3, height, width});
            if (i % 25 == 0) check_picture(&editor, (Rect){0, 1, 1 + storm_below(20), 1 + storm_below(60)});
        }
        Event undo = storm_key("A-u");
        while (editor.edit.step_at > 0)
            text_editor_key(&editor, &undo);
        assert_string_equal(text_editor_text(&editor), "");
        text_editor_done(&editor);
    }
}

static void test_rows_joined_are_the_text(void **state) {
    (void)state;
    storm_start("wrap");
    for (int round = 0; round < 400; round++) {
        StrBuf text, joined;
        strbuf_init(&text);
        strbuf_init(&joined);
        storm_text(&text, storm_below(300), true);
        int width = 8 + storm_below(70); /* the widest grapheme of the storm fits */
        for (size_t at = 0, next, shown; at < text.length; at = next) {
            next = cells_wrap(text.data, text.length, at, width, &shown);
            assert_true(next > at && shown >= at && shown <= next);
            int cells, taken = cells_width(text.data + at, shown - at);
            bool single = cells_next(text.data, text.length, at, &cells) ==
                          next; /* a chain of joined emoji, wider than the row */
            assert_true(taken <= width || single);
            for (size_t i = shown; i < next; i++)
                assert_non_null(memchr(" \n", text.data[i], 2));
            strbuf_addn(&joined, text.data + at, next - at);
        }
        assert_string_equal(joined.data, text.data);
        strbuf_done(&text);
        strbuf_done(&joined);
    }
}

static void test_words_stay_whole(void **state) {
    (void)state;
    static const char text[] = "the quick  brown fox";
    size_t shown, next = cells_wrap(text, sizeof text - 1, 0, 10, &shown);
    assert_int_equal(shown, 9);
    assert_int_equal(next, 11);
    next = cells_wrap(text, sizeof text - 1, next, 10, &shown);
    assert_int_equal(next, sizeof text - 1); /* "brown fox" */
    assert_int_equal(cells_wrap("abcdefgh", 8, 0, 5, &shown), 5);
    assert_int_equal(shown, 5);
}

static void test_a_megabyte(void **state) {
    (void)state;
    storm_start("megabyte");
    StrBuf text;
    strbuf_init(&text);
    while (text.length < 1 << 20)
        strbuf_add(&text, storm_below(50) ? "words and more " : "\n\xc3\xa9t\xc3\xa9 \xe6\xbc\xa2 ");
    TextEditor editor;
    text_editor_init(&editor);
    text_editor_set(&editor, text.data);
    text_editor_layout(&editor, 20, 60);
    static const char *const names[] = {"PgDn", "C-End", "PgUp", "Up", "Enter", "C-Home", "Backspace", "End", "C-w"};
    for (int i = 0; i < 300; i++) {
        Event event = storm_key(names[storm_below((int)COUNT_OF(names))]);
        assert_true(text_editor_key(&editor, &event));
    }
    check_picture(&editor, (Rect){0, 0, 20, 60});
    Event undo = storm_key("A-u");
    while (editor.edit.step_at > 0)
        text_editor_key(&editor, &undo);
    assert_string_equal(text_editor_text(&editor), text.data);
    text_editor_done(&editor);
    strbuf_done(&text);
}

static void test_limit(void **state) {
    (void)state;
    TextEditor editor;
    text_editor_init(&editor);
    editor.edit.limit = 5;
    Event paste = storm_paste("abcdef", 6), short_paste = storm_paste("a\r\nb\r", 5), key = storm_key("x");
    assert_true(text_editor_key(&editor, &paste));
    assert_true(editor.refused);
    assert_string_equal(text_editor_text(&editor), "");
    text_editor_key(&editor, &short_paste);
    assert_string_equal(text_editor_text(&editor), "a\nb\n");
    text_editor_key(&editor, &key);
    assert_false(editor.refused);
    text_editor_key(&editor, &key);
    assert_true(editor.refused);
    assert_string_equal(text_editor_text(&editor), "a\nb\nx");
    Event tab = storm_key("Tab"), esc = storm_key("Esc"), save = storm_key("C-x");
    assert_false(text_editor_key(&editor, &tab) || text_editor_key(&editor, &esc) || text_editor_key(&editor, &save));
    text_editor_done(&editor);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_storm_against_twin),
        cmocka_unit_test(test_rows_joined_are_the_text),
        cmocka_unit_test(test_words_stay_whole),
        cmocka_unit_test(test_a_megabyte),
        cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
