/* Errors: a text that is too long is cut between two characters as a reader knows them, and says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/error.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* Bytes before the first that is cut off, whatever stands before it: so that every way to fall on the edge comes by. */
static void cut_everywhere(const char *cluster) {
    char long_text[2000] = "";
    for (size_t shift = 0; shift < 12; shift++) {
        memset(long_text, 'x', shift);
        size_t length = shift;
        while (length + strlen(cluster) < 600) {
            strcpy(long_text + length, cluster);
            length += strlen(cluster);
        }
        Error err = {0};
        assert_int_equal((fail)(&err, ERR_INVALID, "%s", long_text), ERR_INVALID);
        error_hint(&err, "%s", long_text);
        error_where(&err, "%s", long_text);
        const char *const texts[] = {err.message, err.hint, err.where};
        const size_t rooms[] = {sizeof err.message, sizeof err.hint, sizeof err.where};
        for (size_t i = 0; i < 3; i++) {
            size_t kept = strlen(texts[i]), dots = strlen("…");
            assert_true(kept < rooms[i] && kept + strlen(cluster) + dots >= rooms[i] - dots);
            assert_int_equal(utf8_valid(texts[i], kept), utf8_valid(cluster, strlen(cluster)));
            assert_string_equal(texts[i] + kept - dots, "…");
            assert_int_equal((kept - dots - shift) % strlen(cluster), 0);
        }
    }
}

static void cuts_at_a_character(void **state) {
    (void)state;
    cut_everywhere("a");
    cut_everywhere("\u00e9");
    cut_everywhere("\u6f22");
    cut_everywhere("e\u0301\u0323");                                           /* a letter with two marks */
    cut_everywhere("\U0001F469\u200D\U0001F469\u200D\U0001F466");              /* a family is one */
    cut_everywhere("\xff");                                                    /* what is no character at all ends somewhere, too */
}

static void keeps_what_fits(void **state) {
    (void)state;
    Error err;
    char text[sizeof err.message];
    memset(text, 'm', sizeof text);
    text[sizeof text - 1] = '\0';
    (fail)(&err, ERR_DATA, "%s", text);
    assert_string_equal(err.message, text);
    assert_string_equal(err.hint, "");
    char small[4];
    utf8_print(small, sizeof small, "%s", "\u6f22\u6f22");
    assert_string_equal(small, "…");
}

int main(void) {
    lang_start("en", NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(cuts_at_a_character), cmocka_unit_test(keeps_what_fits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
