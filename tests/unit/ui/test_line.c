#include "storm.h"

#include "loket/ui/line_editor.h"

/* The twin: the text as one string, split into graphemes from its start whenever asked. */
typedef struct Twin {
    char text[1 << 16];
    size_t length, cursor;
    char killed[1 << 16];
} Twin;

static size_t boundaries(const Twin *twin, size_t *at) {
    size_t count = 0;
    for (size_t here = 0;; here = utf8_next(twin->text, twin->length, here)) {
        at[count++] = here;
        if (here >= twin->length) return count;
    }
}

static size_t edges[1 << 16]; /* of the twin, filled by locate */

/* The number of the first grapheme that starts at or after `byte`. */
static size_t locate(const Twin *twin, size_t byte) {
    size_t count = boundaries(twin, edges), i = 0;
    while (i + 1 < count && edges[i] < byte)
        i++;
    return i;
}

static void twin_replace(Twin *twin, size_t from, size_t to, const char *text, size_t length) {
    memmove(twin->text + from + length, twin->text + to, twin->length - to);
    memcpy(twin->text + from, text, length);
    twin->length = twin->length - (to - from) + length;
    twin->text[twin->length] = '\0';
    size_t at = locate(twin, from + length);
    twin->cursor = edges[at];
}

static bool letter_at(const Twin *twin, size_t at, bool blanks_only) {
    unsigned char c = (unsigned char)twin->text[at];
    if (blanks_only) return c != ' ' && c != '\t';
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t twin_word_back(const Twin *twin, bool blanks_only) {
    size_t i = locate(twin, twin->cursor);
    while (i > 0 && !letter_at(twin, edges[i - 1], blanks_only))
        i--;
    while (i > 0 && letter_at(twin, edges[i - 1], blanks_only))
        i--;
    return edges[i];
}

static size_t twin_word_forth(const Twin *twin) {
    size_t i = locate(twin, twin->cursor);
    while (edges[i] < twin->length && !letter_at(twin, edges[i], false))
        i++;
    while (edges[i] < twin->length && letter_at(twin, edges[i], false))
        i++;
    return edges[i];
}

static void twin_kill(Twin *twin, size_t from, size_t to) {
    if (from == to) return;
    memcpy(twin->killed, twin->text + from, to - from);
    twin->killed[to - from] = '\0';
    twin_replace(twin, from, to, "", 0);
}

static void twin_transpose(Twin *twin) {
    size_t i = locate(twin, twin->cursor);
    if (edges[i] >= twin->length && i > 0) i--;
    if (i == 0 || edges[i] >= twin->length) return;
    char swapped[256];
    size_t left = edges[i - 1], middle = edges[i], right = edges[i + 1];
    memcpy(swapped, twin->text + middle, right - middle);
    memcpy(swapped + (right - middle), twin->text + left, middle - left);
    twin_replace(twin, left, right, swapped, right - left);
}

static void twin_key(Twin *twin, const char *name) {
    size_t i = locate(twin, twin->cursor);
    bool at_end = edges[i] >= twin->length;
    if (text_equal(name, "Left") || text_equal(name, "C-b")) {
        if (i > 0) twin->cursor = edges[i - 1];
    } else if (text_equal(name, "Right") || text_equal(name, "C-f")) {
        if (!at_end) twin->cursor = edges[i + 1];
    } else if (text_equal(name, "Home") || text_equal(name, "C-a")) {
        twin->cursor = 0;
    } else if (text_equal(name, "End") || text_equal(name, "C-e")) {
        twin->cursor = twin->length;
    } else if (text_equal(name, "Backspace")) {
        if (i > 0) twin_replace(twin, edges[i - 1], edges[i], "", 0);
    } else if (text_equal(name, "Delete") || text_equal(name, "C-d")) {
        if (!at_end) twin_replace(twin, edges[i], edges[i + 1], "", 0);
    } else if (text_equal(name, "C-w")) {
        twin_kill(twin, twin_word_back(twin, true), twin->cursor);
    } else if (text_equal(name, "A-Backspace")) {
        twin_kill(twin, twin_word_back(twin, false), twin->cursor);
    } else if (text_equal(name, "A-d")) {
        twin_kill(twin, twin->cursor, twin_word_forth(twin));
    } else if (text_equal(name, "C-u")) {
        twin_kill(twin, 0, twin->cursor);
    } else if (text_equal(name, "C-k")) {
        twin_kill(twin, twin->cursor, twin->length);
    } else if (text_equal(name, "C-y")) {
        twin_replace(twin, twin->cursor, twin->cursor, twin->killed, strlen(twin->killed));
    } else if (text_equal(name, "A-b") || text_equal(name, "C-Left")) {
        twin->cursor = twin_word_back(twin, false);
    } else if (text_equal(name, "A-f") || text_equal(name, "C-Right")) {
        twin->cursor = twin_word_forth(twin);
    } else if (text_equal(name, "C-t")) {
        twin_transpose(twin);
    } else {
        fail_msg("the twin does not know %s", name);
    }
}

static const char *const names[] = {"Left",      "C-b",       "Right",  "C-f",    "Home", "C-a",         "End", "C-e",
                                    "Backspace", "Backspace", "Delete", "C-d",    "C-w",  "A-Backspace", "A-d", "C-u",
                                    "C-k",       "C-y",       "A-b",    "C-Left", "A-f",  "C-Right",     "C-t"};

static void step(LineEditor *line, Twin *twin) {
    int what = storm_below(10);
    if (what < 6 || twin->length > 300) {
        if (twin->length > 300) what = 6;
    }
    if (what < 6) {
        char bytes[4];
        uint32_t c = storm_letter();
        size_t length = storm_encode(c, bytes);
        Event event = {.kind = EVENT_KEY, .key = c};
        assert_true(line_editor_key(line, &event));
        twin_replace(twin, twin->cursor, twin->cursor, bytes, length);
    } else if (what == 9 && storm_below(4) == 0) {
        StrBuf text;
        strbuf_init(&text);
        storm_text(&text, storm_below(20), false);
        Event event = storm_paste(text.data, text.length);
        assert_true(line_editor_key(line, &event));
        if (text.length) twin_replace(twin, twin->cursor, twin->cursor, text.data, text.length);
        strbuf_done(&text);
    } else {
        const char *name = twin->length > 300 ? "C-u" : names[storm_below((int)COUNT_OF(names))];
        if (twin->length > 300 && storm_below(2)) name = "C-k";
        Event event = storm_key(name);
        assert_true(line_editor_key(line, &event));
        twin_key(twin, name);
    }
    assert_string_equal(line_editor_text(line), twin->text);
    assert_int_equal(line->edit.cursor, twin->cursor);
}

static void check_picture(const LineEditor *line) {
    Canvas canvas;
    Rect area = {1, 3, 1, 1 + storm_below(40)};
    storm_canvas(&canvas, 3, 50);
    line_editor_draw(line, &canvas, area, true);
    storm_check_spill(&canvas, area);
    assert_int_equal(canvas.cursor_row, 1);
    assert_true(canvas.cursor_visible);
    assert_in_range(canvas.cursor_column, area.column, area.column + area.columns - 1);
    int width = 1;
    const char *text = line_editor_text(line);
    size_t at = line->edit.cursor, next = at;
    if (at < line->edit.text.length) next = cells_next(text, line->edit.text.length, at, &width);
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text + at, next - at, SAFE_LINE);
    bool room = canvas.cursor_column + width < area.column + area.columns; /* not where "…" may stand */
    if (at < line->edit.text.length && width == 1 && room && area.columns >= 4)
        assert_memory_equal(canvas_cell(&canvas, 1, canvas.cursor_column)->text, safe.data, 1);
    strbuf_done(&safe);
    canvas_done(&canvas);
}

static void test_storm_against_twin(void **state) {
    (void)state;
    storm_start("line");
    for (int round = 0; round < 60; round++) {
        LineEditor line;
        static Twin twin;
        memset(&twin, 0, sizeof twin);
        line_editor_init(&line);
        for (int i = 0; i < 150; i++) {
            step(&line, &twin);
            if (i % 5 == 0) check_picture(&line);
        }
        int undone = 0;
        Event undo = storm_key("A-u"), redo = storm_key("A-U");
        while (line.edit.step_at > 0) {
            assert_true(line_editor_key(&line, &undo));
            undone++;
        }
        assert_string_equal(line_editor_text(&line), "");
        for (; undone > 0; undone--)
            assert_true(line_editor_key(&line, &redo));
        assert_string_equal(line_editor_text(&line), twin.text);
        line_editor_done(&line);
    }
}

static void test_max_is_kept(void **state) {
    (void)state;
    storm_start("max");
    LineEditor line;
    line_editor_init(&line);
    line.max = 7;
    static const char *const some[] = {"Left", "Home", "C-y", "C-k", "Backspace", "Delete", "C-t"};
    for (int i = 0; i < 3000; i++) {
        Event event = {.kind = EVENT_KEY, .key = storm_letter()};
        if (storm_below(4) == 0) event = storm_key(some[storm_below((int)COUNT_OF(some))]);
        line_editor_key(&line, &event);
        int count = 0;
        for (size_t at = 0; at < line.edit.text.length; count++)
            at = utf8_next(line.edit.text.data, line.edit.text.length, at);
        assert_in_range(count, 0, 8); /* C-t and deleting may part what had merged, by one */
    }
    line_editor_set(&line, "");
    Event paste = storm_paste("abcdefghij", 10);
    line_editor_key(&line, &paste);
    assert_string_equal(line_editor_text(&line), "abcdefg");
    assert_true(line.refused);
    Event mark = {.kind = EVENT_KEY, .key = 0x301};
    line_editor_key(&line, &mark);
    assert_string_equal(line_editor_text(&line), "abcdefg\xcc\x81");
    assert_false(line.refused);
    line_editor_done(&line);
}

static void test_paste(void **state) {
    (void)state;
    LineEditor line;
    line_editor_init(&line);
    static const char bytes[] = "one\r\ntwo\x1b[31m\tthree\xff\xc3\nfour\0five\n";
    Event paste = storm_paste(bytes, sizeof bytes - 1);
    assert_true(line_editor_key(&line, &paste));
    assert_string_equal(line_editor_text(&line), "one two[31m three\xef\xbf\xbd\xef\xbf\xbd fourfive");
    assert_int_equal(line.blanked, 2);
    assert_true(utf8_valid(line.edit.text.data, line.edit.text.length));
    Event key = storm_key("Left");
    line_editor_key(&line, &key);
    assert_int_equal(line.blanked, 0);
    line_editor_done(&line);
}

static void test_keys_of_the_owner(void **state) {
    (void)state;
    static const char *const others[] = {"Enter", "Esc", "Tab", "S-Tab", "Up", "Down",
                                         "PgUp",  "C-x", "C-o", "C-l",   "F1"};
    LineEditor line;
    line_editor_init(&line);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        Event event = storm_key(others[i]);
        assert_false(line_editor_key(&line, &event));
    }
    line_editor_done(&line);
}

static void test_ghost(void **state) {
    (void)state;
    LineEditor line;
    Canvas canvas;
    char row[128];
    line_editor_init(&line);
    line_editor_set(&line, "Oka");
    line_editor_propose(&line, "for, M.");
    storm_canvas(&canvas, 1, 20);
    line_editor_draw(&line, &canvas, (Rect){0, 0, 1, 20}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "Okafor, M.");
    assert_int_equal(canvas.cursor_column, 3);
    assert_int_equal(canvas_cell(&canvas, 0, 3)->style, STYLE_QUIET);
    Event tab = storm_key("Tab");
    assert_true(line_editor_key(&line, &tab));
    assert_string_equal(line_editor_text(&line), "Okafor, M.");
    assert_false(line_editor_key(&line, &tab));
    line_editor_propose(&line, "x");
    Event left = storm_key("Left");
    line_editor_key(&line, &left);
    assert_false(line_editor_key(&line, &tab)); /* not at the end: Tab goes on */
    canvas_done(&canvas);
    line_editor_done(&line);
}

/* One key, one character as a person sees it: wide, with accents of its own, joined, with a skin tone, a flag. */
static void test_characters_as_seen(void **state) {
    (void)state;
    static const char *const seen[] = {"a", "\xe6\xbc\xa2" /* CJK */, "e\xcc\x81" /* e, combining acute */,
                                       "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" /* family, joined */,
                                       "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd" /* thumb, skin tone */, "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb1" /* flag */,
                                       "\xe2\x9d\xa4\xef\xb8\x8f" /* heart, selector */};
    enum { COUNT = (int)(sizeof seen / sizeof *seen) };
    LineEditor line;
    StrBuf all;
    size_t ends[COUNT + 1] = {0};
    strbuf_init(&all);
    for (int i = 0; i < COUNT; i++) {
        strbuf_add(&all, seen[i]);
        ends[i + 1] = all.length;
    }
    line_editor_init(&line);
    line_editor_set(&line, all.data);
    for (int i = COUNT; i > 0; i--) {
        assert_int_equal(line.edit.cursor, ends[i]);
        line_editor_key(&line, &(Event){.kind = EVENT_KEY, .key = KEY_LEFT});
    }
    assert_int_equal(line.edit.cursor, 0);
    for (int i = 0; i < COUNT; i++) {
        line_editor_key(&line, &(Event){.kind = EVENT_KEY, .key = 'f', .mods = MOD_CTRL});
        assert_int_equal(line.edit.cursor, ends[i + 1]);
    }
    for (int i = COUNT; i > 0; i--) {
        line_editor_key(&line, &(Event){.kind = EVENT_KEY, .key = KEY_BACKSPACE});
        assert_int_equal(line.edit.text.length, ends[i - 1]);
    }
    for (int i = 0; i < COUNT; i++) line_editor_key(&line, &(Event){.kind = EVENT_KEY, .key = '_', .mods = MOD_CTRL}); /* taken back */
    assert_string_equal(line_editor_text(&line), all.data);
    line_editor_done(&line);
    strbuf_done(&all);
}

static void test_undo_by_word(void **state) {
    (void)state;
    LineEditor line;
    line_editor_init(&line);
    for (const char *c = "one two"; *c; c++) {
        Event event = {.kind = EVENT_KEY, .key = (uint32_t)*c};
        line_editor_key(&line, &event);
    }
    Event undo = storm_key("C-_");
    assert_true(line_editor_key(&line, &undo));
    assert_string_equal(line_editor_text(&line), "one");
    line_editor_key(&line, &undo);
    assert_string_equal(line_editor_text(&line), "");
    line_editor_done(&line);
}

static void test_long_line_scrolls(void **state) {
    (void)state;
    LineEditor line;
    Canvas canvas;
    char row[128];
    line_editor_init(&line);
    line_editor_set(&line, "abcdefghijklmnopqrstuvwxyz");
    storm_canvas(&canvas, 1, 10);
    line_editor_draw(&line, &canvas, (Rect){0, 0, 1, 10}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "…vwxyz");
    assert_int_equal(canvas.cursor_column, 6);
    line.edit.cursor = 0;
    line_editor_draw(&line, &canvas, (Rect){0, 0, 1, 10}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "abcdefghi…");
    canvas_done(&canvas);
    line_editor_done(&line);
}

static void test_secret(void **state) {
    (void)state;
    LineEditor line;
    Canvas canvas;
    char row[128];
    line_editor_init(&line);
    line_editor_make_secret(&line);
    const char *place = line.edit.text.data;
    static const char *const typed[] = {"h", "u", "s", "h", "Space", "C-w", "C-y", "A-u", "x", "y"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        Event event = storm_key(typed[i]);
        assert_true(line_editor_key(&line, &event));
    }
    Event paste = storm_paste("\xc3\xa9", 2);
    line_editor_key(&line, &paste);
    assert_string_equal(line_editor_text(&line), "xy\xc3\xa9");
    assert_int_equal(line.edit.step_count, 0);
    assert_ptr_equal(line.edit.text.data, place); /* it never moved, so no copy stayed behind */
    storm_canvas(&canvas, 1, 12);
    line_editor_draw(&line, &canvas, (Rect){0, 0, 1, 12}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "***");
    assert_int_equal(canvas.cursor_column, 3);
    line_editor_set(&line, "");
    for (size_t i = 0; i < line.edit.text.capacity; i++)
        assert_int_equal(line.edit.text.data[i], 0);
    canvas_done(&canvas);
    line_editor_done(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_storm_against_twin),
        cmocka_unit_test(test_max_is_kept),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_keys_of_the_owner),
        cmocka_unit_test(test_ghost),
        cmocka_unit_test(test_characters_as_seen), cmocka_unit_test(test_undo_by_word),
        cmocka_unit_test(test_long_line_scrolls),
        cmocka_unit_test(test_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
