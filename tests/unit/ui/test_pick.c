#include "storm.h"

#include "loket/base/arena.h"
#include "loket/ui/pick_list.h"

static void add(PickList *list, int id, const char *text, const char *detail, const char *key, const char *disabled) {
    PickItem item = {text, detail, key, disabled, id, false};
    pick_list_add(list, &item);
}

static void commands(PickList *list) {
    pick_list_init(list);
    add(list, 10, "status assigned", "set status", "s a", NULL);
    add(list, 11, "stakeholder add", "new contact", "g c  a", NULL);
    add(list, 12, "board report", "with the state of things", NULL, NULL);
    add(list, 13, "close", "asks for a reason", "s x", "no evidence yet");
    add(list, 14,
        "\xc3\x9c"
        "berpr\xc3\xbc"
        "fung",
        "audit", NULL, NULL);
    pick_list_layout(list, 4);
}

static void press(PickList *list, const char *name) {
    Event event = storm_key(name);
    assert_true(pick_list_key(list, &event));
}

static void expect(PickList *list, const char *filter, const char *ids) {
    char got[200] = "";
    pick_list_filter(list, filter);
    for (int i = 0; i < list->shown_count; i++) {
        size_t length = strlen(got);
        snprintf(got + length, sizeof got - length, "%d ", list->items[list->shown[i].item].id);
    }
    assert_string_equal(got, ids);
}

static void test_ranking(void **state) {
    (void)state;
    PickList list;
    commands(&list);
    expect(&list, "", "10 11 12 13 14 ");
    expect(&list, "sta", "10 11 12 "); /* the third only by its detail */
    expect(&list, "rep", "12 ");
    expect(&list, "ass", "10 ");
    expect(&list, "add sta", "11 ");
    expect(&list, "UBER", "14 ");
    expect(&list, "brep", "12 ");
    expect(&list, "zzz", "");
    assert_null(pick_list_current(&list));
    pick_list_done(&list);
}

/* Independent and slow: letters of each word in order, or the whole filter in the detail. */
static bool naive_match(const char *text, const char *detail, const char *filter) {
    char word[64];
    bool all = true;
    const char *rest = filter;
    while (text_next_word(&rest, word, sizeof word)) {
        const char *at = text;
        for (const char *c = word; *c && at; c++) {
            at = strchr(at, *c);
            if (at) at++;
        }
        all = all && at;
    }
    return all || (*filter && strstr(detail, filter));
}

static void random_word(char *out, int most) {
    int length = storm_below(most + 1);
    for (int i = 0; i < length; i++)
        out[i] = storm_below(7) ? (char)('a' + storm_below(4)) : ' ';
    out[length] = '\0';
}

static void test_filter_against_twin(void **state) {
    (void)state;
    storm_start("pick");
    for (int round = 0; round < 100; round++) {
        static char texts[40][16], details[40][16];
        PickList list;
        pick_list_init(&list);
        int count = storm_below(40);
        char filter[8];
        random_word(filter, 5);
        bool first = storm_below(2);
        if (first) pick_list_filter(&list, filter);
        for (int i = 0; i < count; i++) {
            random_word(texts[i], 12);
            random_word(details[i], 12);
            add(&list, i, texts[i], details[i], NULL, NULL);
        }
        if (!first) pick_list_filter(&list, filter);
        int expected = 0;
        for (int i = 0; i < count; i++)
            expected += naive_match(texts[i], details[i], filter);
        assert_int_equal(list.shown_count, expected);
        for (int i = 0; i < list.shown_count; i++) {
            int item = list.shown[i].item;
            assert_true(naive_match(texts[item], details[item], filter));
            if (i > 0) assert_true(list.shown[i - 1].score >= list.shown[i].score);
        }
        pick_list_done(&list);
    }
}

/* What is marked spells the filter. */
static void test_marks(void **state) {
    (void)state;
    storm_start("marks");
    Arena *arena = arena_new();
    for (int round = 0; round < 2000; round++) {
        char text[20], filter[5], spelled[20] = "";
        random_word(text, 18);
        for (int i = 0; i < 3; i++)
            filter[i] = (char)('a' + storm_below(4));
        filter[1 + storm_below(3)] = '\0';
        Folded folded = match_fold(arena, text, strlen(text));
        unsigned char marks[20] = {0};
        int score = match_score(&folded, filter, marks);
        size_t length = 0;
        for (size_t i = 0; text[i]; i++)
            if (marks[i]) spelled[length++] = text[i];
        if (score) assert_string_equal(spelled, filter);
        assert_int_equal(score > 0, naive_match(text, "", filter));
        arena_clear(arena);
    }
    arena_free(arena);
}

static void test_keys(void **state) {
    (void)state;
    PickList list;
    commands(&list);
    press(&list, "Down");
    press(&list, "Down");
    assert_int_equal(pick_list_current(&list)->id, 12);
    press(&list, "e");
    assert_int_equal(list.cursor, 0);
    int best = pick_list_current(&list)->id;
    press(&list, "Backspace");
    assert_int_equal(pick_list_current(&list)->id, best); /* the filter gone, the item stays */
    press(&list, "End");
    assert_int_equal(pick_list_current(&list)->id, 14);
    press(&list, "PgUp");
    assert_int_equal(list.cursor, 1);
    press(&list, "Home");
    assert_int_equal(list.cursor, 0);
    assert_true(pick_list_goto(&list, 13));
    assert_false(pick_list_goto(&list, 99));
    Event enter = storm_key("Enter"), esc = storm_key("Esc"), tab = storm_key("Tab");
    assert_false(pick_list_key(&list, &enter) || pick_list_key(&list, &esc) || pick_list_key(&list, &tab));
    pick_list_done(&list);
}

static void test_several_and_by_key(void **state) {
    (void)state;
    PickList list;
    commands(&list);
    list.multi = true;
    press(&list, "Space");
    press(&list, "Space");
    assert_int_equal(pick_list_chosen_count(&list), 2);
    pick_list_goto(&list, 13);
    press(&list, "Space"); /* disabled: stays as it is */
    assert_int_equal(pick_list_chosen_count(&list), 2);
    assert_int_equal(pick_list_current(&list)->id, 13);
    pick_list_goto(&list, 10);
    press(&list, "Space");
    assert_int_equal(pick_list_chosen_count(&list), 1);
    assert_string_equal(line_editor_text(&list.filter), "");
    pick_list_clear(&list);
    list.multi = false;
    list.by_key = true;
    add(&list, 1, "assigned", NULL, "a", NULL);
    add(&list, 2, "closed", NULL, "x", NULL);
    press(&list, "x");
    assert_true(list.decided);
    assert_int_equal(pick_list_current(&list)->id, 2);
    Event other = storm_key("q");
    assert_false(pick_list_key(&list, &other));
    assert_false(list.decided);
    pick_list_done(&list);
}

static void test_picture(void **state) {
    (void)state;
    PickList list;
    Canvas canvas;
    char row[256];
    commands(&list);
    pick_list_filter(&list, "sta");
    storm_canvas(&canvas, 3, 50);
    pick_list_draw(&list, &canvas, (Rect){0, 0, 3, 50}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "> status assigned  set status               s a");
    assert_int_equal(canvas_cell(&canvas, 0, 4)->style, STYLE_MATCH);
    assert_int_equal(canvas_cell(&canvas, 0, 5)->style, STYLE_PLAIN);
    assert_true(canvas_cell(&canvas, 0, 40)->selected);
    assert_false(canvas_cell(&canvas, 1, 0)->selected);
    pick_list_draw(&list, &canvas, (Rect){0, 0, 3, 28}, true);
    canvas_fill(&canvas, (Rect){0, 28, 3, 22}, STYLE_PLAIN);
    storm_row(&canvas, 1, row, sizeof row);
    assert_string_equal(row, "  stakeholder add     g c  a"); /* narrow: the detail goes first */
    pick_list_filter(&list, "close");
    pick_list_draw(&list, &canvas, (Rect){0, 0, 3, 50}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_non_null(strstr(row, "no evidence yet"));
    pick_list_filter(&list, "zz");
    pick_list_draw(&list, &canvas, (Rect){0, 0, 3, 50}, true);
    storm_row(&canvas, 0, row, sizeof row);
    assert_string_equal(row, "nothing matches");
    canvas_done(&canvas);
    pick_list_done(&list);
}

static void test_storm(void **state) {
    (void)state;
    storm_start("pick storm");
    static const char *const names[] = {"Up", "Down", "PgUp", "PgDn", "Home", "End", "Space", "a", "Backspace", "C-u"};
    for (int round = 0; round < 40; round++) {
        PickList list;
        pick_list_init(&list);
        list.multi = storm_below(2);
        for (int i = storm_below(30); i > 0; i--) {
            StrBuf text;
            strbuf_init(&text);
            storm_text(&text, storm_below(40), false);
            add(&list, i, text.data, storm_below(2) ? text.data : NULL, storm_below(2) ? "g x" : NULL,
                storm_below(5) ? NULL : "not now");
            strbuf_done(&text);
        }
        for (int i = 0; i < 60; i++) {
            Event event = storm_below(5) ? storm_key(names[storm_below((int)COUNT_OF(names))])
                                         : (Event){.kind = EVENT_KEY, .key = storm_letter()};
            pick_list_key(&list, &event);
            if (storm_below(5) == 0) pick_list_layout(&list, storm_below(10));
            assert_true(list.cursor >= 0 && (list.cursor < list.shown_count || list.cursor == 0));
            assert_true(list.shown_count == 0 || (list.cursor >= list.top && list.cursor < list.top + list.rows));
            Canvas canvas;
            Rect area = {1, 2, 1 + storm_below(12), 1 + storm_below(60)};
            storm_canvas(&canvas, 15, 70);
            pick_list_draw(&list, &canvas, area, true);
            storm_check_spill(&canvas, area);
            assert_in_range(canvas.cursor_row, area.row, area.row + area.rows - 1);
            canvas_done(&canvas);
        }
        pick_list_done(&list);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranking), cmocka_unit_test(test_filter_against_twin), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_keys),    cmocka_unit_test(test_several_and_by_key),  cmocka_unit_test(test_picture),
        cmocka_unit_test(test_storm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
