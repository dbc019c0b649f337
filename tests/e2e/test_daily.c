/* What one does at the desk all day: filters that complete themselves, lists that are saved, search that gives way to the next key, back and
 * forward, and a train where others look on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* A filter of two terms with Tab and arrows; one that asks nothing is explained under its place. */
static void test_filter_with_tab(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i f C-u");
    journey_type(&journey, "sev");
    journey_keys(&journey, "Tab");
    journey_sees(&journey, "at least as serious");
    journey_keys(&journey, "Down Enter");
    journey_type(&journey, "s1");
    journey_keys(&journey, "Tab");
    journey_type(&journey, "st");
    journey_keys(&journey, "Tab Tab");
    journey_type(&journey, "op");
    journey_keys(&journey, "Tab");
    journey_sees(&journey, "filter: severity>=s1 state:open");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "INC-0009");
    journey_misses(&journey, "INC-0019");
    journey_keys(&journey, "f C-u");
    journey_type(&journey, "state:");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "^ state: a value is missing; such as state:open");
    journey_sees(&journey, "filter: state:");
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A list gets a name and a key, and is called by it, also after the program was left. */
static void test_saved_view(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i f C-u");
    journey_type(&journey, "severity:s1");
    journey_keys(&journey, "Enter V");
    journey_type(&journey, "+");
    journey_type(&journey, "z worst of all");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "saved as 'worst of all'");
    journey_leave(&journey);
    journey_start(&journey, 80, 24, NULL);
    journey_keys(&journey, "g i");
    journey_sees(&journey, "INC-0019");
    journey_keys(&journey, "V");
    journey_sees(&journey, "worst of all");
    journey_type(&journey, "z");
    journey_sees(&journey, "INC-0009");
    journey_misses(&journey, "INC-0019");
    journey_leave(&journey);
    journey_end(&journey);
}

/* What is typed on is never waited for: the last word is what is found, and Esc in the middle of a burst leaves at once. */
static void test_search_gives_way(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g /");
    journey_type(&journey, "portal");
    journey_sees(&journey, "INC-0009");
    journey_keys(&journey, "C-u");
    journey_type(&journey, "camera recorder");
    journey_sees(&journey, "INC-0019");
    journey_misses(&journey, "INC-0009");
    journey_keys(&journey, "C-u");
    journey_type(&journey, "a the");
    journey_keys(&journey, "Esc");
    journey_sees(&journey, "Elsewhere");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_back_and_forward(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i j j");
    char code[16];
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    journey_keys(&journey, "Enter");
    journey_keys(&journey, "g c");
    journey_sees(&journey, "Contacts");
    journey_keys(&journey, "b");
    journey_sees(&journey, code);
    journey_misses(&journey, "Contacts");
    journey_keys(&journey, "b");
    assert_string_equal(journey_code(&journey), code); /* the list, on the row it was left */
    journey_keys(&journey, "B B");
    journey_sees(&journey, "Contacts");
    journey_leave(&journey);
    journey_end(&journey);
}

/* No name of anybody stands on any page of a discreet desk, nor the organisation's; what was typed as a title stays. */
static void test_discreet(void **state) {
    (void)state;
    static const char *const pages[] = {"g o", "g c", "Enter", "g i", "l", "Enter", "g a", "l", "Enter i", "g t", "g s", "g r", "g v", "g d", "g h", "g m", "g y", "g x", "g o t", "q g o C-l"};
    Journey journey;
    int exit_code;
    journey_open(&journey);
    char *all = journey_command(&journey, &exit_code, (const char *const[]){"list", "contact", "--list", "all", "--format", "csv", "--columns", "name", NULL});
    assert_int_equal(exit_code, 0);
    assert_non_null(strstr(all, "Rutger Amsel"));
    journey_sees(&journey, "Rutger Amsel");
    journey_type(&journey, ":set discreet yes");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "CON-0004");
    size_t from;
    tty_raw(journey.tty, &from);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        journey_keys(&journey, pages[i]);
        char *screen = tty_screen(journey.tty), *copy = strdup(all), *rest = copy;
        assert_null(strstr(screen, "Nordhaven Wonen"));
        for (char *name = strsep(&rest, "\r\n"); name; name = strsep(&rest, "\r\n"))
            if (strlen(name) > 4 && strchr(name, ' ') && strstr(screen, name)) fail_msg("'%s' stands on page %s:\n%s", name, pages[i], screen);
        free(screen);
        free(copy);
    }
    journey_keys(&journey, "g /");
    journey_type(&journey, "amsel"); /* who knows the name still finds the person */
    journey_sees(&journey, "CON-0004");
    journey_misses(&journey, "Rutger");
    journey_keys(&journey, "Esc");
    free(all);
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_filter_with_tab), cmocka_unit_test(test_saved_view), cmocka_unit_test(test_search_gives_way),
                                       cmocka_unit_test(test_back_and_forward), cmocka_unit_test(test_discreet)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
