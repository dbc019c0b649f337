#include "storm.h"

#include "loket/base/arena.h"
#include "loket/ui/match.h"
#include "loket/ui/text_view.h"

static void fill(TextView *view, int lines) {
    for (int i = 0; i < lines; i++) {
        StrBuf text;
        strbuf_init(&text);
        storm_text(&text, storm_below(120), false);
        text_view_add(view, (Style)storm_below(STYLE_COUNT), storm_below(30), text.data);
        strbuf_done(&text);
    }
}

static void check_rows(const TextView *view) {
    int line = 0;
    size_t at = 0;
    for (int i = 0; i < view->row_count; i++) {
        const TextRow *row = &view->rows[i];
        if (row->line != line) {
            assert_int_equal(at, view->lines[line].length); /* the line before was shown to its end */
            assert_int_equal(row->line, ++line);
            at = 0;
        }
        assert_int_equal(row->start, at);
        at = row->next;
    }
    if (view->line_count) assert_int_equal(line, view->line_count - 1);
}

static void test_storm(void **state) {
    (void)state;
    storm_start("view");
    static const char *const names[] = {"Up",    "Down", "PgUp", "PgDn", "C-d", "C-u", "Home",  "End",
                                        "Space", "n",    "N",    "/",    "a",   "e",   "Enter", "Esc"};
    for (int round = 0; round < 60; round++) {
        TextView view;
        Canvas canvas;
        text_view_init(&view);
        fill(&view, storm_below(40));
        text_view_layout(&view, 1 + storm_below(15), 2 + storm_below(60));
        for (int i = 0; i < 60; i++) {
            Event event = storm_key(names[storm_below((int)COUNT_OF(names))]);
            text_view_key(&view, &event);
            if (storm_below(9) == 0) text_view_layout(&view, 1 + storm_below(15), 2 + storm_below(60));
            check_rows(&view);
            assert_true(view.top >= 0 && (view.top == 0 || view.top + view.height <= view.row_count + view.searching));
            Rect area = {2, 1, view.height, view.columns};
            if (storm_below(4) == 0) area = (Rect){0, 3, 1 + storm_below(20), 1 + storm_below(40)};
            storm_canvas(&canvas, 22, 66);
            text_view_draw(&view, &canvas, area, true, false);
            storm_check_spill(&canvas, area);
            canvas_done(&canvas);
        }
        text_view_done(&view);
    }
}

static void test_search(void **state) {
    (void)state;
    TextView view;
    Canvas canvas;
    text_view_init(&view);
    for (int i = 0; i < 30; i++)
        text_view_add(&view, STYLE_PLAIN, 2,
                      i % 10 == 4 ? "an \xc3\x9c"
                                    "berpr\xc3\xbc"
                                    "fung here"
                                  : "nothing\nto see");
    text_view_layout(&view, 8, 40);
    static const char *const typed[] = {"/", "u", "b", "e", "r", "P", "Enter"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        Event event = storm_key(typed[i]);
        assert_true(text_view_key(&view, &event));
    }
    assert_int_equal(view.match_count, 3);
    assert_int_equal(view.match, 0);
    assert_int_equal(view.matches[0].line, 8);
    assert_int_equal(view.matches[0].start, 3);
    assert_int_equal(view.matches[0].end, 3 + 6);
    storm_canvas(&canvas, 8, 40);
    text_view_draw(&view, &canvas, (Rect){0, 0, 8, 40}, true, false);
    int row = 8 - view.top, styled = 0;
    for (int column = 0; column < 40; column++)
        styled += canvas_cell(&canvas, row, column)->style == STYLE_MATCH;
    assert_int_equal(styled, 5);
    assert_int_equal(canvas_cell(&canvas, row, 5)->style, STYLE_MATCH);
    assert_true(canvas_cell(&canvas, row, 5)->selected);
    assert_int_equal(canvas.cursor_row, row);
    assert_int_equal(canvas.cursor_column, 5);
    Event next = storm_key("n"), back = storm_key("N");
    text_view_key(&view, &next);
    assert_int_equal(view.match, 1);
    text_view_key(&view, &back);
    text_view_key(&view, &back);
    assert_int_equal(view.match, 2);
    static const char *const given_up[] = {"/", "n", "o", "t", "x", "Esc"};
    text_view_key(&view, &next);
    int top = view.top;
    for (size_t i = 0; i < COUNT_OF(given_up); i++) {
        Event event = storm_key(given_up[i]);
        assert_true(text_view_key(&view, &event));
    }
    assert_int_equal(view.top, top);
    assert_int_equal(view.match_count, 0);
    assert_int_equal(text_view_search(&view, "absent"), 0);
    canvas_done(&canvas);
    text_view_done(&view);
}

static void test_resize_keeps_the_place(void **state) {
    (void)state;
    storm_start("resize");
    TextView view;
    text_view_init(&view);
    fill(&view, 60);
    text_view_layout(&view, 5, 50);
    Event down = storm_key("Down");
    for (int i = 0; i < 20; i++)
        text_view_key(&view, &down);
    int line = view.rows[view.top].line;
    text_view_layout(&view, 5, 23);
    assert_int_equal(view.rows[view.top].line, line);
    text_view_layout(&view, 5, 50);
    assert_int_equal(view.rows[view.top].line, line);
    text_view_done(&view);
}

static void test_fold_map(void **state) {
    (void)state;
    storm_start("fold");
    Arena *arena = arena_new();
    for (int round = 0; round < 300; round++) {
        StrBuf text;
        strbuf_init(&text);
        storm_text(&text, 1 + storm_below(60), false);
        Folded folded = match_fold(arena, text.data, text.length);
        assert_int_equal(folded.length, strlen(folded.text));
        assert_int_equal(folded.from[folded.length], text.length);
        for (size_t i = 0; i < folded.length; i++)
            assert_true(folded.from[i] <= folded.from[i + 1]);
        /* any stretch of graphemes is found again, at or before its place */
        size_t from = (size_t)storm_below((int)folded.length + 1), to = from;
        while (to < folded.length && to < from + 6)
            to++;
        if (to > from) {
            size_t start, end;
            char *needle = arena_strndup(arena, folded.text + from, to - from);
            assert_true(match_find(&folded, needle, 0, &start, &end));
            assert_true(start <= folded.from[from] && end > start);
        }
        arena_clear(arena);
        strbuf_done(&text);
    }
    arena_free(arena);
}

/* Five stops among twenty lines: 1 on line 2, 2 on line 3, 3 on line 12, 4 and 5 on the last two. */
static void stops(TextView *view) {
    static const int lines[] = {2, 3, 12, 18, 19};
    text_view_init(view);
    for (int i = 0, next = 0; i < 20; i++) {
        text_view_add(view, STYLE_PLAIN, 1, "a line");
        if (next < 5 && lines[next] == i) text_view_stop(view, ++next);
    }
    text_view_layout(view, 6, 40);
}

static void test_the_cursor_stands_on_stops_and_reads_what_is_between(void **state) {
    (void)state;
    TextView view;
    stops(&view);
    assert_int_equal(text_view_at(&view), 0);
    text_view_move(&view, 1);
    assert_int_equal(text_view_at(&view), 1);
    text_view_move(&view, 1);
    assert_int_equal(text_view_at(&view), 2);
    assert_int_equal(view.top, 0);
    text_view_move(&view, 1); /* the next one is out of sight: a row of what is between */
    assert_int_equal(text_view_at(&view), 2);
    assert_int_equal(view.top, 1);
    for (int i = 0; i < 20 && text_view_at(&view) == 2; i++) text_view_move(&view, 1);
    assert_int_equal(text_view_at(&view), 3);
    assert_true(view.top <= 12 && 12 < view.top + 6); /* in sight */
    text_view_move(&view, 1 << 20);
    assert_int_equal(text_view_at(&view), 5);
    assert_int_equal(view.top, 14);
    text_view_move(&view, -(1 << 20));
    assert_int_equal(view.top, 0);
    assert_int_equal(text_view_at(&view), 0); /* above the first: the page as a whole */
    text_view_goto(&view, 3);
    assert_int_equal(text_view_at(&view), 3);
    assert_true(view.top <= 12 && 12 < view.top + 6);
    text_view_goto(&view, 9);
    assert_int_equal(text_view_at(&view), 0);
    text_view_done(&view);
}

static void test_the_line_stood_on_is_marked(void **state) {
    (void)state;
    for (int narrow = 0; narrow < 2; narrow++) {
        TextView view;
        Canvas canvas;
        stops(&view);
        text_view_goto(&view, 2);
        storm_canvas(&canvas, 6, 40);
        text_view_draw(&view, &canvas, (Rect){0, 0, 6, 40}, true, narrow);
        assert_string_equal(canvas_cell(&canvas, 3, 0)->text, ">");
        assert_string_equal(canvas_cell(&canvas, 2, 0)->text, " ");
        assert_true(canvas_cell(&canvas, 3, 1)->selected);
        assert_int_equal(canvas_cell(&canvas, 3, 30)->selected, !narrow);
        assert_int_equal(canvas.cursor_row, 3);
        canvas_done(&canvas);
        text_view_done(&view);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_storm),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_resize_keeps_the_place),
        cmocka_unit_test(test_fold_map),
        cmocka_unit_test(test_the_cursor_stands_on_stops_and_reads_what_is_between),
        cmocka_unit_test(test_the_line_stood_on_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
