/* Triage at the keyboard: how few keys it takes, that nothing unseen is decided, and how it looks. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/app/triage.h"
#include "screen.h"
#include "views.h"

/* Four wait: INC-0006 and those of the harness that nobody has looked at. */
static void open_triage(Screen *screen, int rows, int columns) {
    screen_open(screen, rows, columns);
    screen_add(screen, "incident",
               "title=Customer sees another household's address on his invoice PDF; kind=complaint; channel=mail; unit=Billing; severity=s1; received_at=23 nov 2026 16:20; "
               "description=Caller sent a screenshot. Two names and addresses are visible. Portal release 4.2 went live last night. Second call with the same story came in at 17:55.");
    screen_change(screen, "INC-0002", "state=in_hand");
    screen_keys(screen, "t");
}

/* -- pictures ------------------------------------------------------------------------------------------------- */

static void test_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *name;
    } sizes[] = {{24, 80, "triage-80x24"}, {12, 40, "triage-40x12"}, {40, 120, "triage-120x40"}, {50, 200, "triage-200x50"}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Screen screen;
        open_triage(&screen, sizes[i].rows, sizes[i].columns);
        assert_true(screen_has(&screen, "TRIAGE"));
        screen_golden(&screen, sizes[i].name);
        screen_close(&screen);
    }
}

static void test_picture_armed(void **state) {
    (void)state;
    Screen screen;
    open_triage(&screen, 24, 80);
    screen_keys(&screen, "Enter . 2");
    screen_golden(&screen, "triage-armed");
    screen_keys(&screen, "Enter Enter Enter Enter");
    screen_golden(&screen, "triage-empty");
    screen_close(&screen);
}

/* -- few keys ------------------------------------------------------------------------------------------------- */

static void add_many(Screen *screen, int count) {
    screen_open_empty(screen, 24, 80);
    screen_add(screen, "contact", "name=M. Okafor; roles=ict");
    screen_add(screen, "contact", "name=S. Brandt; roles=procurement");
    for (int i = 0; i < count; i++) {
        char fields[120];
        snprintf(fields, sizeof fields, "title=Report number %d; received_at=-%dh", i + 1, 100 - i);
        screen_add(screen, "incident", fields);
    }
    screen_restart(screen);
    screen_keys(screen, "t");
}

static void test_twenty_in_forty(void **state) {
    (void)state;
    enum { MANY = 20 };
    Screen screen;
    add_many(&screen, MANY);
    int keys = 0;
    for (int i = 0; i < MANY; i++) {
        const char *script = i % 3 == 0 ? "Enter" : i % 3 == 1 ? "1 a" : "2 s";
        screen_keys(&screen, script);
        keys += i % 3 == 0 ? 1 : 2;
    }
    assert_in_range(keys, MANY, 40);
    for (int i = 1; i <= MANY; i++) {
        char code[CODE_SIZE];
        code_write(register_by_key("incident"), i, code);
        assert_string_equal(screen_field(&screen, code, "state"), "assessed");
        int kind = (i - 1) % 3;
        assert_string_equal(screen_field(&screen, code, "severity"), kind == 0 ? "s3" : kind == 1 ? "s1" : "s2");
        if (kind) assert_string_equal(screen_field(&screen, code, "handler"), kind == 1 ? "CON-0001" : "CON-0002");
    }
    assert_true(screen_has(&screen, "All is decided"));
    /* all of it can be taken back, after the last one too; each step returns to its record */
    for (int i = MANY; i >= 1; i--) {
        char code[CODE_SIZE];
        code_write(register_by_key("incident"), i, code);
        screen_keys(&screen, "u");
        assert_string_equal(screen_field(&screen, code, "state"), "new");
        assert_int_equal(ui_target(&screen.ui).no, i);
    }
    screen_close(&screen);
}

static int64_t decided(Screen *screen) {
    return records_count(desk_db(screen->desk), register_by_key("incident"), COUNT_ALL) -
           records_count(desk_db(screen->desk), register_by_key("incident"), COUNT_NEW);
}

/* Every save is named, and coming back goes on. */
static void test_named_and_left(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 3);
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "Saved 18:24 INC-0001"));
    assert_true(screen_has(&screen, "2/3"));
    screen_keys(&screen, "q t");
    assert_true(screen_has(&screen, "2/3"));
    screen_keys(&screen, "u");
    assert_int_equal(ui_target(&screen.ui).no, 1);
    screen_keys(&screen, "Space Space");
    assert_int_equal(ui_target(&screen.ui).no, 3);
    screen_keys(&screen, "Enter");
    assert_int_equal(ui_target(&screen.ui).no, 1); /* skipped ones come once more */
    screen_close(&screen);
}

/* -- nothing unseen ------------------------------------------------------------------------------------------- */

static void test_typed_ahead(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 5);
    screen_text(&screen);
    ui_painted(&screen.ui, screen.ui.updates);
    screen.blind = true; /* one read brings all these keys, no picture in between */
    screen_keys(&screen, "Enter Enter Space a Enter x 1 s");
    assert_int_equal(decided(&screen), 1);
    assert_true(screen_has(&screen, "not used"));
    assert_true(screen_has(&screen, "INC-0001"));
    ui_painted(&screen.ui, screen.ui.updates);
    screen_keys(&screen, "Enter");
    assert_int_equal(decided(&screen), 2);
    screen_close(&screen);
}

/* The key that opens triage, and one typed behind it. */
static void test_typed_ahead_of_the_page(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 3);
    screen_keys(&screen, "q");
    ui_painted(&screen.ui, screen.ui.updates);
    screen.blind = true;
    screen_keys(&screen, "t Enter Enter");
    assert_int_equal(decided(&screen), 0);
    screen_close(&screen);
}

static void test_held_down(void **state) {
    (void)state;
    static const char *const keys[] = {"Enter", "a"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        Screen screen;
        add_many(&screen, 20);
        screen.steady += 5000;
        screen_hold(&screen, keys[i], 1, 0); /* a keyboard waits half a second before it repeats */
        screen.steady += 100;
        screen_hold(&screen, keys[i], 30, 33);
        assert_int_equal(decided(&screen), 1);
        screen.steady += 2000;
        screen_hold(&screen, keys[i], 1, 0); /* lifted and pressed again */
        assert_int_equal(decided(&screen), 2);
        screen.steady += 300;
        screen_hold(&screen, keys[i], 1, 0); /* quickly once more: that is meant */
        assert_int_equal(decided(&screen), 3);
        screen_close(&screen);
    }
}

/* Somebody else changes what stands there: what would be accepted is not what was seen. */
static void test_changed_meanwhile(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 2);
    screen_text(&screen);
    ui_painted(&screen.ui, screen.ui.updates);
    screen.blind = true;
    screen_change(&screen, "INC-0001", "severity=s1");
    ui_update(&screen.ui, &(Event){.kind = EVENT_CHANGED});
    screen_keys(&screen, "Enter");
    assert_int_equal(decided(&screen), 0);
    screen_close(&screen);
}

/* -- other decisions ------------------------------------------------------------------------------------------ */

static void test_reject_needs_reason(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 2);
    screen_keys(&screen, "x Enter");
    assert_int_equal(decided(&screen), 0);
    assert_true(screen_has(&screen, "reason"));
    screen_keys(&screen, "x \"only a test\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "withdrawn");
    assert_int_equal(ui_target(&screen.ui).no, 2);
    screen_close(&screen);
}

static void test_personal_data(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 2);
    screen_keys(&screen, "p");
    assert_string_equal(screen_field(&screen, "INC-0001", "personal_data"), "yes");
    assert_int_equal(ui_target(&screen.ui).no, 1);
    screen_keys(&screen, "n"); /* after a suspicion: why */
    assert_string_equal(screen_field(&screen, "INC-0001", "personal_data"), "yes");
    screen_keys(&screen, "\"test data\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0001", "personal_data"), "no");
    assert_string_equal(screen_field(&screen, "INC-0001", "personal_data_because"), "test data");
    screen_close(&screen);
}

static void test_same_as_and_others(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 5);
    screen_add(&screen, "incident", "title=Ransomware on the file share; state=in_hand");
    screen_change(&screen, "INC-0001", "title=Ransomware on a share of files");
    ui_update(&screen.ui, &(Event){.kind = EVENT_CHANGED});
    assert_true(screen_has(&screen, "INC-0006"));
    screen_keys(&screen, "=");
    assert_string_equal(screen_field(&screen, "INC-0001", "same_as"), "INC-0006");
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "duplicate");
    screen_keys(&screen, "w Enter"); /* an empty day puts nothing off: the line stands to be filled */
    assert_int_equal(ui_target(&screen.ui).no, 2);
    screen_keys(&screen, "\"+3\" Enter \"d\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0002", "follow_up_on"), "2026-11-26");
    assert_int_equal(ui_target(&screen.ui).no, 3);
    screen_keys(&screen, "m o");
    assert_string_equal(screen_field(&screen, "INC-0003", "kind"), "concern");
    screen_keys(&screen, "v c");
    assert_string_equal(screen_field(&screen, "INC-0003", "level"), "confidential");
    screen_keys(&screen, "c \"asked the caller\" Enter l \"CON-0001\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "links"), "CON-0001");
    assert_int_equal(ui_target(&screen.ui).no, 3);
    screen_keys(&screen, ". Enter"); /* another state than proposed */
    assert_string_equal(screen_field(&screen, "INC-0003", "state"), "in_hand");
    screen_keys(&screen, "g \"New Person\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0004", "handler"), "CON-0003");
    screen_close(&screen);
}

/* Another kind is proposed like the rest: seen, accepted with it, left as it was entered. */
static void test_proposed_kind(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 1);
    screen_change(&screen, "INC-0001", "title=Complaint: wrong bill");
    ui_update(&screen.ui, &(Event){.kind = EVENT_CHANGED});
    assert_true(screen_has(&screen, "incident > complaint"));
    assert_true(screen_has(&screen, "title says complaint"));
    screen_keys(&screen, "m i");
    assert_false(screen_has(&screen, "> complaint"));
    screen_keys(&screen, "Enter");
    assert_string_equal(screen_field(&screen, "INC-0001", "kind"), "incident");
    screen_keys(&screen, "u");
    assert_true(screen_has(&screen, "incident > complaint"));
    screen_keys(&screen, "Enter");
    assert_string_equal(screen_field(&screen, "INC-0001", "kind"), "complaint");
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "assessed");
    screen_close(&screen);
}

/* What was typed about one record is not done to another. */
static void test_decided_by_others(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 3);
    screen_keys(&screen, "x \"a te\"");
    screen_change(&screen, "INC-0001", "state=in_hand; severity=s3");
    ui_update(&screen.ui, &(Event){.kind = EVENT_CHANGED});
    screen_keys(&screen, "\"st\" Enter");
    assert_true(screen_has(&screen, "somebody else"));
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "in_hand");
    assert_string_equal(screen_field(&screen, "INC-0002", "state"), "new");
    assert_int_equal(ui_target(&screen.ui).no, 2);
    screen_close(&screen);
}

static void test_make_request(void **state) {
    (void)state;
    Screen screen;
    add_many(&screen, 1);
    screen_add(&screen, "anchor", "reference=Access policy; title=Access policy; kind=procedure");
    screen_keys(&screen, "m a");
    assert_true(screen_has(&screen, "Report number 1"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),           cmocka_unit_test(test_picture_armed),
        cmocka_unit_test(test_twenty_in_forty),    cmocka_unit_test(test_named_and_left),
        cmocka_unit_test(test_typed_ahead),        cmocka_unit_test(test_typed_ahead_of_the_page),
        cmocka_unit_test(test_held_down),          cmocka_unit_test(test_changed_meanwhile),
        cmocka_unit_test(test_reject_needs_reason), cmocka_unit_test(test_personal_data),
        cmocka_unit_test(test_same_as_and_others), cmocka_unit_test(test_make_request),
        cmocka_unit_test(test_decided_by_others),  cmocka_unit_test(test_proposed_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
