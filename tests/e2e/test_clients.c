/* Several clients: one file each, a letter to go from one to the other, and nothing that goes along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* A second file beside the first, of another organisation, with one report in it. */
static void make_other(Journey *journey, char path[96]) {
    Journey other = *journey;
    snprintf(path, 96, "%s/harbour.db", journey->folder);
    snprintf(other.file, sizeof other.file, "%s", path);
    free(journey_command(&other, NULL, (const char *const[]){"init", "--name", "Harbour Board", "--officer", "K. Vos", NULL}));
    free(journey_command(&other, NULL, (const char *const[]){"add", "incident", "Crane controller infected !S2", NULL}));
}

/* Adds the second file to the list, under the name that is proposed. */
static void add_other(Journey *journey, const char *path) {
    journey_keys(journey, "C");
    journey_sees(journey, "here, ");
    journey_keys(journey, "+");
    journey_type(journey, path);
    journey_keys(journey, "Enter");
    journey_sees(journey, "nickname: harbour");
    journey_keys(journey, "Enter");
    journey_sees(journey, "is in the list of clients");
}

static void test_switching(void **state) {
    (void)state;
    Journey journey;
    char path[96];
    journey_begin(&journey);
    make_other(&journey, path);
    journey_start(&journey, 80, 24, NULL);
    add_other(&journey, path);
    journey_keys(&journey, "g i Enter C");
    journey_sees(&journey, "harbour");
    journey_sees(&journey, "0 need you"); /* what needs attention there */
    journey_keys(&journey, "h");
    tty_wait(journey.tty, "Harbour Board"); /* the client is always in the header */
    journey_misses(&journey, "Nordhaven");
    journey_sees(&journey, "Crane controller");
    journey_keys(&journey, "b"); /* places and undo do not cross */
    journey_sees(&journey, "there is nothing earlier");
    journey_keys(&journey, "u");
    journey_misses(&journey, "INC-0019");
    journey_sees(&journey, "nothing");

    Journey other = journey; /* a change made elsewhere in the file one is in now is noticed */
    snprintf(other.file, sizeof other.file, "%s", path);
    free(journey_command(&other, NULL, (const char *const[]){"add", "incident", "Gate left open", NULL}));
    tty_wait(journey.tty, "Gate left open");

    journey_keys(&journey, "C d");
    tty_wait(journey.tty, "DEMO Nordhaven");
    journey_misses(&journey, "Harbour");
    journey_misses(&journey, "Gate left open");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A form half written stays in its own file, and is offered on coming back; settings of one file are not those of the other. */
static void test_draft_and_theme(void **state) {
    (void)state;
    Journey journey;
    char path[96];
    journey_begin(&journey);
    make_other(&journey, path);
    journey_start(&journey, 80, 24, NULL);
    add_other(&journey, path);
    journey_type(&journey, ":set theme mono");
    journey_keys(&journey, "Enter g i e Tab");
    journey_type(&journey, " half a word");
    journey_keys(&journey, "Esc");
    journey_sees(&journey, "kept");
    journey_keys(&journey, "C h");
    tty_wait(journey.tty, "Harbour Board");
    journey_misses(&journey, "draft of");
    journey_type(&journey, ":set theme");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "theme: auto");
    journey_keys(&journey, "C d");
    tty_wait(journey.tty, "draft of");
    journey_sees(&journey, "DEMO Nordhaven");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "half a word");
    journey_keys(&journey, "Esc");
    journey_type(&journey, ":set theme");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "theme: mono");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A file that has gone says so, and one that goes at the last moment leaves one where one was. */
static void test_gone(void **state) {
    (void)state;
    Journey journey;
    char path[96], moved[120];
    journey_begin(&journey);
    make_other(&journey, path);
    journey_start(&journey, 80, 24, NULL);
    add_other(&journey, path);
    snprintf(moved, sizeof moved, "%s.moved", path);
    journey_keys(&journey, "C");
    assert_int_equal(rename(path, moved), 0);
    journey_keys(&journey, "h");
    journey_sees(&journey, "cannot open");
    journey_sees(&journey, "DEMO Nordhaven");
    journey_keys(&journey, "C");
    journey_sees(&journey, "the file is gone");
    journey_keys(&journey, "h");
    journey_sees(&journey, "DEMO Nordhaven");
    journey_keys(&journey, "Esc C - h"); /* forgotten */
    journey_sees(&journey, "taken off the list");
    journey_keys(&journey, "C");
    journey_misses(&journey, "harbour");
    journey_keys(&journey, "Esc C = d"); /* and the other one renamed */
    journey_type(&journey, "The big one");
    journey_keys(&journey, "Enter C");
    journey_sees(&journey, "The big one");
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

/* The command line lists them, and only those of this machine. */
static void test_command(void **state) {
    (void)state;
    Journey journey;
    char path[96], home[96];
    journey_begin(&journey);
    make_other(&journey, path);
    snprintf(home, sizeof home, "XDG_STATE_HOME=%s", journey.folder);
    journey_start(&journey, 80, 24, ENV(home));
    add_other(&journey, path);
    journey_leave(&journey);
    int code = -1;
    char *said = journey_command(&journey, &code, (const char *const[]){"clients", NULL});
    assert_int_equal(code, 0);
    assert_non_null(strstr(said, "harbour"));
    assert_non_null(strstr(said, "desk"));
    assert_null(strstr(said, "Nordhaven")); /* no name of an organisation that nobody typed as a nickname */
    assert_null(strstr(said, "Harbour Board"));
    free(said);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_switching), cmocka_unit_test(test_draft_and_theme), cmocka_unit_test(test_gone), cmocka_unit_test(test_command)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
