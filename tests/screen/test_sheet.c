/* The sheets: a request is decided from one screen, a talk is prepared on one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screen.h"

/* Three people and a rule of their own, so that what the small desk holds does not matter. */
static int64_t request(Screen *screen, char code[16]) {
    int64_t owner = screen_add(screen, "contact", "name=Rutger Amsel; roles=process_owner");
    int64_t asks = screen_add(screen, "contact", "name=Corrie Blom; roles=employee");
    int64_t rule = screen_add(screen, "anchor", "reference=PR-77");
    char fields[500];
    snprintf(fields, sizeof fields,
             "title=Administrator for a week; requester=CON-%04d; rule=ANC-%04d; reason=Tests of the new release cannot be run without it.; right=local "
             "administrator; system=Ledger; until=2026-11-30; decider=CON-%04d; risk_owner=CON-%04d; measure=log looked at each day; likelihood_without=possible; "
             "impact_without=large; likelihood_with=small; impact_with=large",
             (int)asks, (int)rule, (int)owner, (int)owner);
    int64_t no = screen_add(screen, "approval", fields);
    snprintf(code, 16, "APR-%04d", (int)no);
    return no;
}

static void test_a_request_on_one_screen(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}};
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        char code[16];
        screen_open(&screen, sizes[i][0], sizes[i][1]);
        request(&screen, code);
        screen_keys(&screen, "g a / \"Administrator\" Enter i");
        screen_golden(&screen, i ? "sheet-40x12" : "sheet-80x24");
        screen_close(&screen);
    }
}

static void test_one_key_and_a_motivation_decide(void **state) {
    (void)state;
    static const char *const outcomes[] = {"approved", "conditions", "rejected"};
    for (int i = 0; i < 3; i++) {
        Screen screen;
        char code[16], keys[80];
        screen_open(&screen, 24, 80);
        int64_t no = request(&screen, code);
        snprintf(keys, sizeof keys, "g a / \"Administrator\" Enter i %d", i + 1);
        screen_keys(&screen, keys);
        assert_string_equal(screen_field(&screen, code, "state"), "received"); /* a form, not yet a decision */
        screen_keys(&screen, "\"one week only\" C-x");
        assert_string_equal(screen_field(&screen, code, "state"), "decided");
        Arena *arena = arena_new();
        RecordList rows;
        const RegisterDef *approval = register_by_key("approval");
        assert_int_equal(records_children(desk_db(screen.desk), approval, no, register_by_key("decision"), false, arena, &rows, NULL), OK);
        assert_int_equal(rows.count, 1);
        assert_string_equal(record_text(rows.items[0], "outcome"), outcomes[i]);
        assert_string_equal(record_text(rows.items[0], "motivation"), "one week only");
        assert_int_equal(record_has(rows.items[0], "until"), i < 2);
        arena_free(arena);
        screen_close(&screen);
    }
}

static void test_without_motivation_nothing_is_decided(void **state) {
    (void)state;
    Screen screen;
    char code[16];
    screen_open(&screen, 24, 80);
    request(&screen, code);
    screen_keys(&screen, "g a / \"Administrator\" Enter i 1 C-x");
    assert_string_equal(screen_field(&screen, code, "state"), "received");
    screen_close(&screen);
}

static void test_other_registers_have_no_sheet(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i i");
    assert_true(screen_has(&screen, "no sheet"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_on_one_screen),
        cmocka_unit_test(test_one_key_and_a_motivation_decide),
        cmocka_unit_test(test_without_motivation_nothing_is_decided),
        cmocka_unit_test(test_other_registers_have_no_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
