/* Changing records from where one stands: one, several, back and forth again; the file always agrees with the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* What the file says of a record: `loket show CODE`. */
static void file_says(Journey *journey, const char *code, const char *text, bool said) {
    char *shown = journey_command(journey, NULL, ((const char *const[]){"show", code, NULL}));
    if ((strstr(shown, text) != NULL) != said) fail_msg("'show %s' should %s \"%s\":\n%s", code, said ? "say" : "not say", text, shown);
    free(shown);
}

static int trail_length(Journey *journey) {
    int code;
    char *text = journey_command(journey, &code, ((const char *const[]){"history", "--limit", "1000", NULL}));
    assert_int_equal(code, 0);
    int lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++) lines++;
    free(text);
    return lines;
}

static void open_list(Journey *journey, const char *code) {
    journey_open(journey);
    char narrow[40];
    snprintf(narrow, sizeof narrow, "/%s", code);
    journey_keys(journey, "g i");
    journey_type(journey, narrow);
    journey_keys(journey, "Enter");
    assert_string_equal(journey_code(journey), code);
}

/* s, p, w, d: a popup or a line, one more key decides, the message says what was done and how to take it back. */
static void test_one_record(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter");
    journey_keys(&journey, "p");
    journey_sees(&journey, "─ Severity ─");
    journey_keys(&journey, "2");
    journey_sees(&journey, "Saved 18:24 INC-0014 Severity HIGH (u undoes)");
    file_says(&journey, "INC-0014", "HIGH", true);
    journey_keys(&journey, "w");
    journey_type(&journey, "okafor");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Handler Daniel Okafor (u undoes)");
    journey_keys(&journey, "d");
    journey_type(&journey, "+3d");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "26 Nov 2026 (u undoes)");
    journey_keys(&journey, "d");
    journey_type(&journey, "31 februari");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "\"31 februari\""); /* names what it could not read, and keeps the line */
    journey_sees(&journey, "Follow up on: 31 februari");
    journey_keys(&journey, "Esc");
    file_says(&journey, "INC-0014", "26 Nov 2026", true);
    journey_keys(&journey, "s");
    journey_sees(&journey, "─ state ─");
    journey_keys(&journey, "Esc");
    journey_misses(&journey, "─ state ─");
    file_says(&journey, "INC-0014", "Okafor", true);
    journey_keys(&journey, "u u u");
    journey_sees(&journey, "taken back:");
    file_says(&journey, "INC-0014", "Okafor", false);
    file_says(&journey, "INC-0014", "HIGH", false);
    journey_keys(&journey, "U U U");
    journey_sees(&journey, "made again:");
    file_says(&journey, "INC-0014", "Okafor", true);
    file_says(&journey, "INC-0014", "HIGH", true);
    journey_leave(&journey);
    journey_end(&journey);
}

/* What a move asks for is said all at once, and nothing is changed. */
static void test_gate(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_type(&journey, ":INC-0012");
    journey_keys(&journey, "Enter s r");
    journey_sees(&journey, "State resolved (u undoes)");
    journey_keys(&journey, "s c");
    journey_sees(&journey, "not yet: this is missing");
    journey_sees(&journey, "No action, because");
    journey_sees(&journey, "No talk, because");
    journey_sees(&journey, "answer, and no reason why not");
    journey_keys(&journey, "Esc");
    journey_sees(&journey, "[incident  resolved]");
    file_says(&journey, "INC-0012", "resolved", true);
    journey_leave(&journey);
    journey_end(&journey);
}

/* Keys act on all that are tagged, as one step back and forth; the trail keeps both. */
static void test_batch(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    int before = trail_length(&journey);
    journey_keys(&journey, "g i V a *");
    journey_sees(&journey, " tagged; Esc takes the tags off");
    journey_keys(&journey, "Esc");
    journey_misses(&journey, "tagged,");
    journey_keys(&journey, "g g Space Space Space");
    journey_sees(&journey, "3 tagged, ");
    journey_keys(&journey, "p");
    journey_sees(&journey, "Severity of the 3 tagged");
    journey_keys(&journey, "4");
    journey_sees(&journey, "3 records, Severity LOW (u undoes)");
    int changed = trail_length(&journey);
    assert_true(changed > before);
    journey_keys(&journey, "u");
    journey_sees(&journey, "taken back:");
    char *undone = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "severity:S4", NULL}));
    int undone_length = trail_length(&journey);
    assert_true(undone_length > changed); /* taking back is an entry too */
    journey_keys(&journey, "U");
    journey_sees(&journey, "made again:");
    char *made = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "severity:S4", NULL}));
    assert_string_not_equal(made, undone);
    assert_true(trail_length(&journey) > undone_length);
    free(made);
    free(undone);
    journey_leave(&journey);
    journey_end(&journey);
}

/* Many at once are asked about; and it is still one step back. */
static void test_many(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    char *before = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "state:open", NULL}));
    journey_keys(&journey, "g i * p 1");
    journey_sees(&journey, "Change Severity of all ");
    journey_keys(&journey, "Enter n");
    char *after = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "state:open", NULL}));
    assert_string_equal(after, before);
    free(after);
    journey_keys(&journey, "p 1 y");
    journey_sees(&journey, " records, Severity CRIT (u undoes)");
    journey_keys(&journey, "Esc");
    journey_misses(&journey, "tagged,");
    journey_keys(&journey, "u");
    after = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "state:open", NULL}));
    assert_string_equal(after, before);
    free(after);
    free(before);
    journey_keys(&journey, "g o Space Space"); /* tags can be taken off everywhere */
    journey_sees(&journey, "2 tagged ═");
    journey_keys(&journey, "Esc");
    journey_misses(&journey, "2 tagged ═");
    journey_leave(&journey);
    journey_end(&journey);
}

/* People: the last of many is found, and one who is not there yet is made in passing. */
static void test_people(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "w");
    journey_type(&journey, "wouter");
    journey_sees(&journey, "Wouter Klaassen");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Handler Wouter Klaassen (u undoes)");
    journey_keys(&journey, "w");
    journey_type(&journey, "Somebody New");
    journey_sees(&journey, "not in the list: Enter takes it as typed");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Handler Somebody New (u undoes)");
    char *list = journey_command(&journey, NULL, ((const char *const[]){"list", "contact", "somebody", NULL}));
    assert_non_null(strstr(list, "Somebody New"));
    free(list);
    journey_leave(&journey);
    journey_end(&journey);
}

/* What takes a record off the lists asks for its number and the reason; Enter alone is no answer. */
static void test_strike(void **state) {
    (void)state;
    Journey journey;
    open_list(&journey, "INC-0012");
    journey_type(&journey, ":strike");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "strike INC-0012");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "nothing was struck");
    journey_type(&journey, "11 entered twice");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "does not begin with 12");
    journey_keys(&journey, "C-u");
    journey_type(&journey, "12");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "mistake is missing");
    journey_keys(&journey, "Escape");
    file_says(&journey, "INC-0012", "struck", false);
    journey_type(&journey, ":strike");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "strike INC-0012");
    journey_type(&journey, "12 entered twice");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "struck (u undoes)");
    journey_keys(&journey, "u");
    journey_sees(&journey, "taken back:");
    file_says(&journey, "INC-0012", "struck", false);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A single key never changes, closes or sends anything; the three that write at once only take back what was done. */
static void test_no_single_key(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    int before = trail_length(&journey);
    for (char key = '!'; key <= '~'; key++) {
        if (key == 'q' || key == 'u' || key == 'U') continue;
        char text[2] = {key, '\0'};
        journey_type(&journey, text);
        journey_keys(&journey, key == 'L' ? "Enter" : "Esc"); /* the lock is not to be left by accident */
        for (int i = 0; i < 3 && !tty_shows(journey.tty, "Elsewhere"); i++) journey_keys(&journey, "Esc");
        if (!tty_shows(journey.tty, "Elsewhere") || tty_shows(journey.tty, "Esc leave")) fail_msg("'%c' cannot be left by Esc", key);
    }
    assert_int_equal(trail_length(&journey), before);
    journey_leave(&journey);
    journey_end(&journey);
}

/* Keys typed before there is a picture, or held down, decide nothing. */
static void test_typed_ahead(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    int before = trail_length(&journey);
    const char *const words[] = {LOKET_PATH, "--db", journey.file, NULL};
    journey.tty = tty_start(80, 24, NULL, words);
    tty_type(journey.tty, "\r\r\r\r\r\r\r\r");
    tty_wait(journey.tty, "DEMO Nordhaven");
    tty_wait_marker(journey.tty);
    assert_int_equal(trail_length(&journey), before);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A form from nothing to a record, and changing it. */
static void test_form(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i a Enter");
    journey_sees(&journey, "new incident");
    journey_type(&journey, "Badge reader shows the wrong name");
    journey_keys(&journey, "C-x");
    journey_sees(&journey, "Saved 18:24 INC-00");
    char *list = journey_command(&journey, NULL, ((const char *const[]){"search", "badge reader", NULL}));
    assert_non_null(strstr(list, "Badge reader shows the wrong name"));
    free(list);
    journey_keys(&journey, "e");
    journey_sees(&journey, "(change)");
    journey_keys(&journey, "C-u");
    journey_sees(&journey, "Esc leave");
    journey_keys(&journey, "Esc");
    tty_wait_gone(journey.tty, "Ctrl-X save");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A sentence is enough to have a report in the list. */
static void test_capture(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "a i");
    journey_type(&journey, "Badge left in the lift !S3 #badge fri");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "INC-00");
    char *list = journey_command(&journey, NULL, ((const char *const[]){"list", "incident", "#badge", NULL}));
    assert_non_null(strstr(list, "Badge left in the lift"));
    assert_non_null(strstr(list, "MED"));
    free(list);
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_record), cmocka_unit_test(test_gate),          cmocka_unit_test(test_batch),
        cmocka_unit_test(test_many),       cmocka_unit_test(test_people),
        cmocka_unit_test(test_strike),     cmocka_unit_test(test_no_single_key), cmocka_unit_test(test_form),
        cmocka_unit_test(test_capture),    cmocka_unit_test(test_typed_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
