/* Settings, privacy screen and lock on the real program: what is left on the terminal, in its stream and in its modes. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* Nothing of the organisation: on the screen, or in what was sent since byte `from` (titles of windows go that way too). */
static void bare(Journey *journey, size_t from) {
    static const char *const words[] = {"Nordhaven", "INC-", "APR-", "CON-", "Overview", "need"};
    char *screen = tty_screen(journey->tty);
    size_t length;
    const char *raw = tty_raw(journey->tty, &length);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strstr(screen, words[i])) fail_msg("the lock shows '%s':\n%s", words[i], screen);
        if (from && memmem(raw + from, length - from, words[i], strlen(words[i]))) fail_msg("'%s' was sent while it was locked", words[i]);
    }
    assert_null(memmem(raw, length, "\033]0;", 4));
    assert_null(memmem(raw, length, "\033]2;", 4));
    free(screen);
}

static void test_lock(void **state) {
    (void)state;
    Journey journey;
    size_t from;
    journey_open(&journey);
    journey_keys(&journey, "j j");
    int row = journey_cursor(&journey);
    tty_raw(journey.tty, &from);
    journey_keys(&journey, "L");
    journey_sees(&journey, "locked; Enter unlocks");
    bare(&journey, from);
    size_t length;
    const char *raw = tty_raw(journey.tty, &length);
    assert_non_null(memmem(raw + from, length - from, "\033[2J", 4)); /* cleared, not only painted over */
    tty_resize(journey.tty, 100, 30);
    tty_wait_marker(journey.tty);
    journey_keys(&journey, "q Esc C-z C-c p 1");
    journey_sees(&journey, "locked; Enter unlocks");
    bare(&journey, from);
    tty_resize(journey.tty, 80, 24);
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Elsewhere");
    assert_int_equal(journey_cursor(&journey), row);
    journey_leave(&journey);
    journey_end(&journey);
}

/* With a minute of some milliseconds; also by a stop from outside. */
static void test_idle(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 80, 24, ENV("LOKET_TEST_MINUTE=300", "LOKET_IDLE_LOCK=1"));
    tty_wait(journey.tty, "locked; Enter unlocks");
    bare(&journey, 0);
    journey_keys(&journey, "Enter");
    tty_wait(journey.tty, "locked; Enter unlocks"); /* and again */
    tty_signal(journey.tty, SIGTERM);
    char *left;
    assert_int_equal(tty_finish_screen(journey.tty, &left), 128 + SIGTERM);
    if (strstr(left, "INC-") || strstr(left, "Nordhaven")) fail_msg("left behind:\n%s", left);
    free(left);
    journey_end(&journey);
}

static void test_privacy(void **state) {
    (void)state;
    Journey journey;
    size_t from;
    journey_begin(&journey);
    free(journey_command(&journey, NULL, ((const char *const[]){"edit", "INC-0014", "--level", "confidential", "--title", "Quokka at the door", NULL})));
    journey_start(&journey, 80, 24, NULL);
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Quokka");
    journey_keys(&journey, "H");
    tty_raw(journey.tty, &from);
    journey_misses(&journey, "Quokka");
    journey_sees(&journey, "PRIVACY");
    journey_keys(&journey, "g d j j g i j j g h q g /");
    journey_type(&journey, "door");
    journey_keys(&journey, "Esc");
    size_t length;
    const char *raw = tty_raw(journey.tty, &length);
    assert_null(memmem(raw + from, length - from, "Quokka", 6));
    journey_keys(&journey, "H");
    journey_misses(&journey, "PRIVACY");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A wrong line in config.yaml is told and the rest is used; what it says is shown as fixed; a choice holds for the next time. */
static void test_settings(void **state) {
    (void)state;
    Journey journey;
    char home[120], config[120], path[160];
    journey_begin(&journey);
    snprintf(home, sizeof home, "XDG_STATE_HOME=%s", journey.folder);
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", journey.folder);
    snprintf(path, sizeof path, "%s/loket", journey.folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/loket/config.yaml", journey.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("clipboard: off\nmouse: perhaps\n", file);
    fclose(file);
    journey_start(&journey, 80, 24, ENV(home, config));
    journey_sees(&journey, "config.yaml:2:8: mouse: \"perhaps\" is neither yes nor no");
    journey_type(&journey, ":settings");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "fixed: config.yaml:1");
    journey_keys(&journey, "Tab Right Right C-x");
    journey_sees(&journey, "Opgeslagen 18:24");
    journey_keys(&journey, "y y");
    journey_misses(&journey, "verstuurd");
    journey_leave(&journey);
    journey_start(&journey, 80, 24, ENV(home, config));
    journey_sees(&journey, "Elders");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lock), cmocka_unit_test(test_idle), cmocka_unit_test(test_privacy), cmocka_unit_test(test_settings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
