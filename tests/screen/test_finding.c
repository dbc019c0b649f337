/* Finding: filters that complete themselves, search, the palette, saved views, help. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "screen.h"

/* -- filters -------------------------------------------------------------------------------------------------- */

static void test_filter_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *keys, *name;
    } cases[] = {{24, 80, "g i f \"sev\"", "complete-names-80x24"},
                 {12, 40, "g i f \"severity>=\"", "complete-values-40x12"},
                 {40, 120, "g i f \"@\"", "complete-people-120x40"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, cases[i].rows, cases[i].columns);
        screen_keys(&screen, cases[i].keys);
        screen_golden(&screen, cases[i].name);
        screen_close(&screen);
    }
}

/* A whole filter with Tab and arrows. */
static void test_filter_by_tab(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"sev\" Tab");
    assert_true(screen_has(&screen, "at least as serious"));
    screen_keys(&screen, "Down Tab");
    assert_true(screen_has(&screen, "filter: severity>="));
    screen_keys(&screen, "Down Enter"); /* what was moved to is taken; the line goes on */
    assert_true(screen_has(&screen, "filter: severity>=s2"));
    screen_keys(&screen, "Tab \"@oka\" Tab Enter"); /* Tab behind a whole term begins the next */
    assert_true(screen_has(&screen, "severity>=s2 @okafor"));
    assert_int_equal(ui_target(&screen.ui).no, 1);
    screen_close(&screen);
}

/* While a list is narrowed it stays in sight until help is asked for. */
static void test_narrow_completes_on_tab(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i / \"sta\"");
    assert_false(screen_has(&screen, "takes it"));
    screen_keys(&screen, "Tab"); /* only one thing fits: taken at once */
    assert_true(screen_has(&screen, "/ state"));
    screen_keys(&screen, "\":\"");
    assert_true(screen_has(&screen, "takes it"));
    screen_keys(&screen, "\"assess\" Tab Enter");
    assert_true(screen_has(&screen, "state:assessed"));
    screen_close(&screen);
}

/* What is typed fits nothing: that is no empty list to add to. */
static void test_narrow_to_nothing(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i / \"zzzz\"");
    assert_true(screen_has(&screen, "nothing fits this filter"));
    assert_false(screen_has(&screen, "adds one"));
    screen_keys(&screen, "Esc");
    assert_false(screen_has(&screen, "nothing fits"));
    screen_close(&screen);
    screen_open_empty(&screen, 24, 80);
    screen_keys(&screen, "g i");
    assert_true(screen_has(&screen, "adds one"));
    screen_close(&screen);
}

/* Esc leaves the line and nothing else; Enter on a line that was not moved in uses it as typed. */
static void test_filter_keys(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"phish\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 4);
    screen_keys(&screen, "f \"due\" Esc");
    assert_true(screen_has(&screen, "═[phish]"));
    screen_keys(&screen, "f \"severity:s2\" Enter"); /* a blank stands ready to go on behind, and is not kept */
    assert_true(screen_has(&screen, "═[phish severity:s2]"));
    screen_keys(&screen, "f Enter");
    assert_true(screen_has(&screen, "═[phish severity:s2]"));
    screen_close(&screen);
}

/* -- search --------------------------------------------------------------------------------------------------- */

/* What asks nothing is refused at its place, and the typed line stays. */
static void test_filter_refused(void **state) {
    (void)state;
    static const struct {
        const char *typed, *told;
    } cases[] = {{"((", "^ there is no word in"},
                 {"title:", "^ title: a value is missing"},
                 {"state:", "^ state: a value is missing"},
                 {"sevrity:s1", "^ there is no field"},
                 {"severity:s9", "column 10: severity:"},
                 {"due<31-02-2026", "^ due:"},
                 {"due<<7d", "^ two operators"},
                 {"due<", "^ a value is missing"},
                 {"x -", "^ nothing stands behind"},
                 {"@", "^ a value is missing"},
                 {"#", "^ a value is missing"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        char keys[120];
        screen_open(&screen, 24, 80);
        snprintf(keys, sizeof keys, "g i f C-u \"%s\" Enter", cases[i].typed);
        screen_keys(&screen, keys);
        snprintf(keys, sizeof keys, "filter: %s", cases[i].typed);
        assert_true(screen_has(&screen, keys));
        if (!screen_has(&screen, cases[i].told)) print_error("%s: %s\n%s\n", cases[i].typed, cases[i].told, screen_text(&screen));
        assert_true(screen_has(&screen, cases[i].told));
        screen_keys(&screen, "Backspace");
        assert_false(screen_has(&screen, cases[i].told)); /* until the next key */
        screen_close(&screen);
    }
}

/* A field of a form that holds a filter is helped in the same way, and explained at its place. */
static void test_filter_in_form(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g z A s \"mine\" Tab Tab Tab C-g");
    assert_true(screen_has(&screen, "name the register first"));
    screen_keys(&screen, "S-Tab S-Tab \"incident\" Tab Tab \"sev\"");
    assert_true(screen_has(&screen, "Tab takes it"));
    screen_keys(&screen, "Tab Down Enter");
    assert_true(screen_has(&screen, "[severity>="));
    screen_keys(&screen, "\"s2 stat\" Tab \":opne\"");
    screen_golden(&screen, "form-filter");
    screen_keys(&screen, "C-x");
    assert_true(screen_has(&screen, "did you mean"));
    screen_golden(&screen, "form-filter-fault");
    screen_keys(&screen, "C-k \"ope\" Esc"); /* the cursor stood there; the first Esc ends the list */
    assert_string_equal(screen.ui.top->ops->name, "form");
    screen_keys(&screen, "\"n\" C-x");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_keys(&screen, "g i V");
    assert_true(screen_has(&screen, "severity>=s2 state:open"));
    screen_close(&screen);
}

static void test_search_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *keys, *name;
    } cases[] = {{24, 80, "/ \"phish\"", "search-80x24"}, {12, 40, "/ \"la\"", "search-40x12"}, {40, 120, "g / \"la\" Down", "search-120x40"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, cases[i].rows, cases[i].columns);
        screen_change(&screen, "INC-0003", "description=The làptop of the field crew; unit=Latin quarter");
        screen_keys(&screen, cases[i].keys);
        screen_golden(&screen, cases[i].name);
        screen_close(&screen);
    }
}

/* A record is opened and left, and what was found stands there as before. */
static void test_search_stays(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "/ \"la\" Down");
    Target on = ui_target(&screen.ui);
    screen_keys(&screen, "Enter");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_keys(&screen, "q");
    assert_string_equal(screen.ui.top->ops->name, "search");
    assert_int_equal(ui_target(&screen.ui).no, on.no);
    assert_true(screen_has(&screen, "/ la"));
    screen_keys(&screen, "C-u");
    assert_false(screen_has(&screen, "Laptop"));
    screen_keys(&screen, "Esc");
    assert_string_equal(screen.ui.top->ops->name, "overview");
    screen_close(&screen);
}

/* One register: with Tab, or with a word. */
static void test_search_narrows(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "/ \"inc: la\"");
    assert_true(screen_has(&screen, "INC-0003"));
    screen_keys(&screen, "C-u \"con: la\"");
    assert_false(screen_has(&screen, "INC-0003"));
    screen_keys(&screen, "C-u \"la\" Tab");
    assert_true(screen_has(&screen, "Incidents & complaints  "));
    screen_keys(&screen, "S-Tab");
    assert_false(screen_has(&screen, "Incidents & complaints  "));
    screen_keys(&screen, "C-u \"inc-3\"");
    assert_int_equal(ui_target(&screen.ui).no, 3);
    screen_keys(&screen, "C-u \"state:closed laptop\"");
    assert_true(screen_has(&screen, "nothing found"));
    screen_close(&screen);
}

static bool always(void *ctx) {
    return *(bool *)ctx;
}

/* A key that waits stops the asking; what was found before stays, and the answer comes when the fingers rest. */
static void test_search_gives_way(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    for (int i = 0; i < 600; i++) screen_add(&screen, "incident", "title=Look at the lamp");
    bool waits = false;
    screen.ui.waits = always;
    screen.ui.waits_ctx = &waits;
    screen_keys(&screen, "/ \"la\" Home");
    assert_true(screen_has(&screen, "Look at the lamp"));
    waits = true;
    screen_paste(&screen, "state:closed ");
    assert_true(screen_has(&screen, "Look at the lamp"));
    assert_int_equal(ui_next_tick(&screen.ui), 0);
    waits = false;
    screen_tick(&screen, 0);
    assert_true(screen_has(&screen, "nothing found"));
    assert_true(ui_next_tick(&screen.ui) > 0);
    screen_close(&screen);
}

/* Hundreds of words in one go are asked once, and not with each letter. */
static void test_search_asks_once(void **state) {
    (void)state;
    Screen screen;
    bool waits = true;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "/");
    screen.ui.waits = always;
    screen.ui.waits_ctx = &waits;
    screen_keys(&screen, "\"laptop\"");
    assert_false(screen_has(&screen, "INC-"));
    waits = false;
    screen_tick(&screen, 0);
    assert_true(screen_has(&screen, "INC-"));
    screen_close(&screen);
}

/* Typed in one go: Enter is about the words, not about what was found before the last of them. */
static void test_search_answers_enter(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    for (int i = 0; i < 200; i++) screen_add(&screen, "incident", "title=Look at the lamp");
    screen_add(&screen, "incident", "title=Look at the lantern");
    for (int i = 0; i < 200; i++) screen_add(&screen, "incident", "title=Look at the lamp");
    bool waits = true;
    screen.ui.waits = always;
    screen.ui.waits_ctx = &waits;
    screen_keys(&screen, "/ \"look lante\" Enter");
    assert_true(screen_has(&screen, "Look at the lantern"));
    assert_false(screen_has(&screen, "lamp"));
    screen_keys(&screen, "g o : \"look lante\" Enter");
    assert_true(screen_has(&screen, "Look at the lantern"));
    assert_false(screen_has(&screen, "lamp"));
    screen_close(&screen);
}

/* -- palette -------------------------------------------------------------------------------------------------- */

static void test_palette_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *keys, *name;
    } cases[] = {{24, 80, "g i : \"state \"", "palette-values-80x24"}, {12, 40, ": \"portal\"", "palette-records-40x12"}, {40, 120, ": \"late\"", "palette-lists-120x40"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, cases[i].rows, cases[i].columns);
        screen_change(&screen, "INC-0003", "title=Portal of the field crew is down");
        screen_keys(&screen, cases[i].keys);
        screen_golden(&screen, cases[i].name);
        screen_close(&screen);
    }
}

/* A word and what it is about: completed with Tab, run with Enter, refused with the line kept. */
static void test_palette_commands(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i : \"severity s\" Down Tab Enter"); /* s2 */
    assert_string_equal(screen_field(&screen, "INC-0003", "severity"), "s2");
    screen_keys(&screen, ": \"state asse\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "state"), "assessed");
    screen_keys(&screen, ": \"handler oka\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "handler"), "CON-0001");
    screen_keys(&screen, ": \"follow-up-on 1-12\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "follow_up_on"), "2026-12-01");
    screen_keys(&screen, ": \"follow_up_on \" Enter"); /* nothing is emptied by saying nothing */
    assert_string_equal(screen.ui.top->ops->name, "palette");
    assert_true(screen_has(&screen, "say what behind it, or \"\" to empty it"));
    assert_string_equal(screen_field(&screen, "INC-0003", "follow_up_on"), "2026-12-01");
    screen_keys(&screen, "Esc : \"severity \" Enter"); /* what is marked is what runs */
    assert_string_equal(screen_field(&screen, "INC-0003", "severity"), "s1");
    screen_keys(&screen, ": \"severity \"");
    screen_paste(&screen, "\"\"");
    screen_keys(&screen, "Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "severity"), "");
    screen_keys(&screen, ": \"follow_up_on sonday\" Enter");
    assert_string_equal(screen.ui.top->ops->name, "palette");
    assert_true(screen_has(&screen, ":follow_up_on sonday"));
    assert_true(screen_has(&screen, "is no date"));
    screen_keys(&screen, "C-u \"sevrity s1\" Enter");
    assert_true(screen_has(&screen, "did you mean 'severity'?"));
    assert_true(screen_has(&screen, ":sevrity s1"));
    screen_keys(&screen, "C-u \"set mou\" Tab \"y\" Tab Enter");
    assert_true(screen_has(&screen, "Saved 18:24 mouse"));
    screen_keys(&screen, ": \"theme nosuch\" Enter");
    assert_true(screen_has(&screen, ":theme nosuch"));
    screen_keys(&screen, "C-u \"bind lis\" Tab \"T go-ag\" Tab Enter T");
    assert_string_equal(screen.ui.top->ops->name, "agenda");
    screen_keys(&screen, "q : \"bind all T triage\" Enter T"); /* a name in full is that one, and not a longer one */
    assert_string_equal(screen.ui.top->ops->name, "triage");
    screen_close(&screen);
}

/* All that is missing is told, and then the line stands again. */
static void test_palette_refused(void **state) {
    (void)state;
    Screen screen;
    char keys[80];
    screen_open(&screen, 24, 80);
    int64_t no = screen_add(&screen, "incident", "title=Noise of the pump;kind=complaint;severity=s4;handler=CON-0001;state=assessed");
    snprintf(keys, sizeof keys, ": \"inc-%d\" Enter s r", (int)no);
    screen_keys(&screen, keys);
    screen_keys(&screen, ": \"state closed\" Enter");
    assert_string_equal(screen.ui.top->ops->name, "confirm");
    assert_true(screen_has(&screen, "not yet: this is missing"));
    screen_keys(&screen, "Enter");
    assert_string_equal(screen.ui.top->ops->name, "palette");
    assert_true(screen_has(&screen, ":state closed"));
    screen_keys(&screen, "Esc");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_close(&screen);
}

/* Records by code or title, lists, registers, settings. */
static void test_palette_finds(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"laptop l\" Enter");
    assert_string_equal(screen.ui.top->ops->name, "record");
    assert_int_equal(ui_target(&screen.ui).no, 3);
    screen_keys(&screen, ": \"inc-4\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 4);
    screen_keys(&screen, ": \"anchors: review late\" Enter");
    assert_string_equal(screen.ui.top->ops->name, "list");
    assert_true(screen_has(&screen, "[review late]"));
    screen_keys(&screen, ": \"settings mouse\" Enter");
    assert_string_equal(screen.ui.top->ops->name, "form");
    assert_true(screen_has(&screen, "> Mouse"));
    screen_keys(&screen, "Esc : \"go-talk\" Enter");
    assert_true(screen_has(&screen, "Talks"));
    screen_close(&screen);
}

/* -- help ----------------------------------------------------------------------------------------------------- */

static void test_help_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
    } sizes[] = {{24, 80}, {12, 40}, {40, 120}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char name[64];
        Screen screen;
        screen_open(&screen, sizes[i].rows, sizes[i].columns);
        screen_keys(&screen, "g i ? / \"sta\" Enter");
        snprintf(name, sizeof name, "help-narrowed-%dx%d", sizes[i].columns, sizes[i].rows);
        screen_golden(&screen, name);
        screen_keys(&screen, "Esc q : \"tour\" Enter");
        snprintf(name, sizeof name, "tour-%dx%d", sizes[i].columns, sizes[i].rows);
        screen_golden(&screen, name);
        screen_close(&screen);
    }
}

/* The line stood on is run on the page below; what has no key says how to get one, and a remap shows at once. */
static void test_help_runs(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i ? / \"sorted by\" Enter");
    assert_true(screen_has(&screen, "order"));
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "order by"));
    screen_keys(&screen, "Esc ? / \"mistake\" Enter");
    assert_true(screen_has(&screen, "for one:"));
    screen_keys(&screen, "Esc Esc : \"bind list K strike\" Enter ? / \"mistake\" Enter");
    assert_false(screen_has(&screen, "for one:"));
    assert_true(screen_has(&screen, "K          strike"));
    screen_keys(&screen, "Esc / \"zzzz\" Enter");
    assert_true(screen_has(&screen, "nothing fits"));
    screen_keys(&screen, "Esc");
    assert_false(screen_has(&screen, "nothing fits"));
    screen_keys(&screen, "q");
    assert_string_equal(screen.ui.top->ops->name, "list");
    screen_close(&screen);
}

/* At the first start of this user, and never again by itself. */
static void test_tour(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen.personal.toured = false;
    ui_begin(&screen.ui);
    assert_string_equal(screen.ui.top->ops->name, "tour");
    screen_keys(&screen, "t");
    assert_string_equal(screen.ui.top->ops->name, "overview");
    ui_begin(&screen.ui);
    assert_string_equal(screen.ui.top->ops->name, "overview");
    screen_close(&screen);
}

/* -- saved views ---------------------------------------------------------------------------------------------- */

static void test_saved_views(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity>=s2\" Enter o \"severity\" Enter V + \"k serious ones\" Enter");
    assert_true(screen_has(&screen, "[serious ones]"));
    assert_true(screen_has(&screen, "saved as 'serious ones'"));
    screen_keys(&screen, "g o g i V");
    screen_golden(&screen, "saved-views-80x24");
    screen_keys(&screen, "k g g");
    assert_true(screen_has(&screen, "[serious ones]"));
    assert_true(screen_has(&screen, "Severity"));
    assert_int_equal(ui_target(&screen.ui).no, 1);
    screen_keys(&screen, "g o : \"serious ones\" Enter");
    assert_true(screen_has(&screen, "[serious ones]"));
    screen_keys(&screen, "V - Enter C-u \"grave ones\" Enter V"); /* renamed, its key stays */
    assert_true(screen_has(&screen, "grave ones"));
    assert_false(screen_has(&screen, "serious ones "));
    screen_keys(&screen, "k V - Enter C-u Enter"); /* ended */
    assert_true(screen_has(&screen, "is ended"));
    screen_keys(&screen, "V");
    assert_false(screen_has(&screen, "grave ones  "));
    screen_keys(&screen, "Esc u V");
    assert_true(screen_has(&screen, "grave ones"));
    screen_close(&screen);
}

/* The same name again replaces it; a ready list shows its own columns; what cannot be saved keeps the line. */
static void test_saved_again(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity:s3\" Enter V + \"mine\" Enter f C-u \"severity:s1\" Enter V + \"Mine\" Enter g o g i V");
    assert_false(screen_has(&screen, "severity:s3"));
    assert_true(screen_has(&screen, "severity:s1"));
    screen_keys(&screen, "Esc V + Enter");
    assert_true(screen_has(&screen, "save as:"));
    screen_keys(&screen, "Esc");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_filter_pictures), cmocka_unit_test(test_filter_by_tab), cmocka_unit_test(test_narrow_completes_on_tab), cmocka_unit_test(test_narrow_to_nothing),
                                       cmocka_unit_test(test_filter_keys), cmocka_unit_test(test_filter_refused), cmocka_unit_test(test_filter_in_form), cmocka_unit_test(test_search_pictures), cmocka_unit_test(test_search_stays),
                                       cmocka_unit_test(test_search_narrows), cmocka_unit_test(test_search_gives_way), cmocka_unit_test(test_search_asks_once), cmocka_unit_test(test_search_answers_enter),
                                       cmocka_unit_test(test_palette_pictures), cmocka_unit_test(test_palette_commands), cmocka_unit_test(test_palette_refused), cmocka_unit_test(test_palette_finds),
                                       cmocka_unit_test(test_help_pictures), cmocka_unit_test(test_help_runs), cmocka_unit_test(test_tour), cmocka_unit_test(test_saved_views), cmocka_unit_test(test_saved_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
