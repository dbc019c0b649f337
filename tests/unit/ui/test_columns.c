#include "storm.h"

#include "loket/ui/columns.h"
#include "loket/ui/popup.h"

enum { MOST = 12 };

static int random_wishes(ColumnWish *wishes) {
    int count = 1 + storm_below(MOST);
    for (int i = 0; i < count; i++) {
        wishes[i].min = 1 + storm_below(12);
        wishes[i].preferred = wishes[i].min + storm_below(20);
        wishes[i].grow = storm_below(3);
        wishes[i].priority = storm_below(6);
    }
    return count;
}

static bool before(const ColumnWish *wishes, int a, int b) {
    return wishes[a].priority < wishes[b].priority || (wishes[a].priority == wishes[b].priority && a < b);
}

static void check_layout(const ColumnWish *wishes, int count, int gap, int width) {
    int widths[MOST], used = 0, shown = 0, growing = 0, hungry = 0, first_gone = -1;
    assert_int_equal(columns_layout(wishes, count, gap, width, widths) > 0, true);
    for (int i = 0; i < count; i++) {
        if (!widths[i] && (first_gone < 0 || before(wishes, i, first_gone))) first_gone = i;
        if (!widths[i]) continue;
        used += widths[i] + (shown++ ? gap : 0);
        growing += wishes[i].grow;
        hungry += widths[i] < wishes[i].preferred;
    }
    assert_true(used <= width);
    for (int i = 0; i < count; i++) {
        if (!widths[i]) continue;
        if (shown > 1) assert_true(widths[i] >= wishes[i].min);
        if (!wishes[i].grow && shown > 1) assert_true(widths[i] <= wishes[i].preferred);
        if (first_gone >= 0) assert_true(before(wishes, i, first_gone)); /* nobody stays whom a better one left */
    }
    if (growing || hungry) assert_int_equal(used, width); /* no cell idle that could show more */
    if (first_gone < 0) return;
    int minima = wishes[first_gone].min;
    for (int i = 0; i < count; i++)
        minima += widths[i] ? wishes[i].min + gap : 0;
    assert_true(minima > width); /* it really did not fit */
}

static void test_columns(void **state) {
    (void)state;
    storm_start("columns");
    for (int round = 0; round < 3000; round++) {
        ColumnWish wishes[MOST];
        int count = random_wishes(wishes);
        check_layout(wishes, count, storm_below(3), 1 + storm_below(200));
    }
    ColumnWish one = {.min = 10, .preferred = 10};
    int width;
    assert_int_equal(columns_layout(&one, 1, 1, 4, &width), 1);
    assert_int_equal(width, 4);
    assert_int_equal(columns_layout(&one, 1, 1, 0, &width), 0);
    assert_int_equal(columns_layout(NULL, 0, 1, 10, NULL), 0);
}

static const Hint footer[] = {
    {"Enter", "open", 1, false}, {"t", "triage 5", 3, false},
    {"a", "add", 2, false},      {"i", "fiche d\xc3\xa9j\xc3\xa0", 5, false},
    {"m", "make", 6, false},     {"s", "status", 4, false},
    {"Tab", "pane", 7, true},    {"?", "help", 0, true},
};

/* Every word on the line is a word of a hint, and a hint's words stand together. */
static void check_footer(const char *line, const bool *shown) {
    char expected[400] = "", words[400] = "";
    for (int right = 0; right < 2; right++) {
        for (size_t i = 0; i < COUNT_OF(footer); i++) {
            if (!shown[i] || footer[i].right != (bool)right) continue;
            size_t length = strlen(expected);
            snprintf(expected + length, sizeof expected - length, "%s %s ", footer[i].key, footer[i].text);
        }
    }
    char word[64];
    for (const char *at = line; text_next_word(&at, word, sizeof word);) {
        size_t length = strlen(words);
        snprintf(words + length, sizeof words - length, "%s ", word);
    }
    assert_string_equal(words, expected);
}

static void test_footer_at_every_width(void **state) {
    (void)state;
    storm_start("footer");
    enum { COUNT = COUNT_OF(footer) };
    int most = 0;
    for (int width = 1; width <= 200; width++) {
        bool shown[COUNT];
        Canvas canvas;
        char line[1024];
        Rect area = {1, 2, 1, width};
        int used = hints_layout(footer, COUNT, 2, width, shown), count = 0;
        assert_true(used <= width);
        for (size_t i = 0; i < COUNT; i++)
            count += shown[i];
        if (width >= 24) assert_true(count >= 2 && shown[7] && shown[0]);
        if (count > most) most = count;
        storm_canvas(&canvas, 3, 210);
        canvas_fill(&canvas, area, STYLE_PLAIN);
        hints_draw(footer, COUNT, 2, &canvas, area.row, area.column, area.columns);
        storm_check_spill(&canvas, area);
        canvas_fill(&canvas, (Rect){1, 0, 1, 2}, STYLE_PLAIN);
        canvas_fill(&canvas, (Rect){1, 2 + width, 1, 210}, STYLE_PLAIN);
        storm_row(&canvas, 1, line, sizeof line);
        check_footer(line, shown);
        if (shown[7]) assert_string_equal(canvas_cell(&canvas, 1, 2 + width - 1)->text, "p");
        canvas_done(&canvas);
    }
    assert_int_equal(most, COUNT);
}

static void test_popup_picture(void **state) {
    (void)state;
    static const Hint hints[] = {
        {"Enter", "runs it", 0, false}, {"Esc", "closes", 1, false}, {"F1", "manual", 2, false}};
    Popup popup = {.title = "Help", .note = "filter: sta", .hints = hints, .hint_count = 3};
    Canvas canvas;
    storm_canvas(&canvas, 5, 50);
    Rect box = popup_place(&popup, (Rect){0, 0, 5, 50}, 1, 44);
    assert_int_equal(box.columns, 48);
    Rect inside = popup_draw(&popup, &canvas, box);
    canvas_text(&canvas, inside.row, inside.column, inside.columns, STYLE_PLAIN, "s status");
    StrBuf picture;
    strbuf_init(&picture);
    canvas_print(&canvas, false, &picture);
    assert_string_equal(picture.data, "##################################################\n"
                                      "#┌─ Help ───────────────────────── filter: sta ─┐#\n"
                                      "#│ s status                                     │#\n"
                                      "#└─────── Enter runs it  Esc closes  F1 manual ─┘#\n"
                                      "##################################################\n");
    strbuf_done(&picture);
    canvas_done(&canvas);
}

static void test_popup_stays_on_screen(void **state) {
    (void)state;
    storm_start("popup");
    static const Hint hints[] = {{"Enter", "goes", 0, false}, {"Esc", "leaves", 1, true}};
    for (int round = 0; round < 2000; round++) {
        Canvas canvas;
        Rect screen = {1, 1, 1 + storm_below(20), 1 + storm_below(60)};
        Popup popup = {.title = storm_below(3) ? "A \xe6\xbc\xa2 title" : NULL,
                       .note = storm_below(2) ? "3 of 9" : NULL,
                       .hints = hints,
                       .hint_count = 2,
                       .place = (PopupPlace)storm_below(3),
                       .anchor_row = screen.row + storm_below(screen.rows),
                       .anchor_column = screen.column + storm_below(screen.columns)};
        storm_canvas(&canvas, 24, 64);
        Rect box = popup_place(&popup, screen, storm_below(25), storm_below(70));
        assert_true(box.row >= screen.row && box.row + box.rows <= screen.row + screen.rows);
        assert_true(box.column >= screen.column && box.column + box.columns <= screen.column + screen.columns);
        if (popup.place == POPUP_ANCHOR) /* what it belongs to stays in sight */
            assert_true(popup.anchor_row < box.row || popup.anchor_row >= box.row + box.rows);
        Rect inside = popup_draw(&popup, &canvas, box);
        storm_check_spill(&canvas, box);
        assert_true(inside.rows <= box.rows && inside.columns <= box.columns);
        canvas_done(&canvas);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_footer_at_every_width),
        cmocka_unit_test(test_popup_picture),
        cmocka_unit_test(test_popup_stays_on_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
