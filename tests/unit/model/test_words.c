#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "loket/model/words.h"

#include <cmocka.h> /* last: it defines fail() as a macro */

static void test_around_what_was_found(void **state) {
    (void)state;
    static const struct {
        const char *text, *sought, *around;
    } cases[] = {
        {"one two three", "two", "one two three"},
        {"one two three four five six seven", "zzz", "one two three four five…"},
        {"one two three four five six seven", "", "one two three four five…"},
        {"one two three four five six seven", "fou", "…two three four five six…"},
        {"one two three four five six seven", "seven*", "…three four five six seven"},
        {"one two three four five six seven.", "sev", "…three four five six seven."},
        {"one two; Übergabe (four) five six seven", "uberg 12", "one two; Übergabe (four) five…"},
        {"one two three four five six seven", "six\ntwo*", "one two three four five…"},
        {"", "one", ""},
        {"...", "one", "..."},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) assert_string_equal(words_around(arena, cases[i].text, cases[i].sought, 5), cases[i].around);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_around_what_was_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
