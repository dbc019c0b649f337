/* Forms on the real program: a line that drops, an editor that comes and goes, two desks on one record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* Lost connections lose nothing that was typed: the next start offers it, field by field. */
static void test_hang_up_in_mid_form(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i");
    journey_keys(&journey, "e");
    tty_wait(journey.tty, "Ctrl-X save");
    journey_keys(&journey, "Tab C-u");
    journey_type(&journey, "Typed before the line went");
    journey_keys(&journey, "Tab C-u");
    journey_type(&journey, "20 nov 8:1");
    tty_hang_up(journey.tty);
    tty_finish(journey.tty);
    journey_start(&journey, 80, 24, NULL);
    tty_wait(journey.tty, "draft of ");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "[Typed before the line went");
    journey_sees(&journey, "[20 nov 8:1");
    journey_keys(&journey, "C-x");
    journey_sees(&journey, "1 field needs attention");
    journey_keys(&journey, "C-u");
    journey_type(&journey, "20 nov 8:10");
    journey_keys(&journey, "C-x");
    journey_sees(&journey, "Saved 18:24 INC-");
    journey_leave(&journey);
    journey_start(&journey, 80, 24, NULL);
    journey_misses(&journey, "draft of ");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A window that changes its size under a half-typed field keeps text and focus. */
static void test_resize(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i");
    journey_keys(&journey, "e");
    journey_keys(&journey, "Tab C-u");
    journey_type(&journey, "Half a ti");
    tty_resize(journey.tty, 40, 12);
    tty_wait_marker(journey.tty);
    journey_sees(&journey, "[Half a ti");
    tty_resize(journey.tty, 120, 40);
    tty_wait_marker(journey.tty);
    journey_type(&journey, "tle");
    journey_sees(&journey, "[Half a title");
    journey_keys(&journey, "Esc");
    tty_wait(journey.tty, "draft of INC-");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hang_up_in_mid_form),
        cmocka_unit_test(test_resize),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
