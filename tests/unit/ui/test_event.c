#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <string.h>

#include "loket/base/text.h"
#include "loket/ui/event.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void test_parse(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t used;
        uint32_t key;
        unsigned mods;
    } rows[] = {
        {"a", 1, 'a', 0},
        {"A", 1, 'A', 0},
        {"é", 2, 0xe9, 0},
        {"-", 1, '-', 0},
        {"C--", 3, '-', MOD_CTRL},
        {"C-x", 3, 'x', MOD_CTRL},
        {"C-X", 3, 'x', MOD_CTRL},
        {"C", 1, 'C', 0},
        {"A-f", 3, 'f', MOD_ALT},
        {"A-C-Del rest", 7, KEY_DELETE, MOD_ALT | MOD_CTRL},
        {"S-Tab", 5, KEY_TAB, MOD_SHIFT},
        {"Space", 5, ' ', 0},
        {"Enter", 5, KEY_ENTER, 0},
        {"PageUp", 6, KEY_PAGE_UP, 0},
        {"PgUp", 4, KEY_PAGE_UP, 0},
        {"F1", 2, KEY_F1, 0},
        {"F12", 3, KEY_F12, 0},
        {"g i", 1, 'g', 0},
        {"", 0, 0, 0},
        {" a", 0, 0, 0},
        {"S-a", 0, 0, 0},
        {"ab", 0, 0, 0},
        {"F13", 0, 0, 0},
        {"enter", 0, 0, 0},
        {"X-a", 0, 0, 0},
        {"C-", 0, 0, 0},
        {"\xc3", 0, 0, 0},
        {"\xed\xa0\x80", 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint32_t key = 0;
        unsigned mods = 0;
        assert_int_equal(key_parse(rows[i].name, &key, &mods), rows[i].used);
        assert_int_equal(key, rows[i].key);
        assert_int_equal(mods, rows[i].mods);
    }
}

/* Every key and modifier: written, then read, gives the same. */
static void test_round_trip(void **state) {
    (void)state;
    for (uint32_t key = '!'; key <= KEY_WHEEL_DOWN; key++) {
        if (key == KEY_NONE || (key >= 0x7f && key < 0xa1) || (key >= 0xd800 && key < 0xe000)) continue;
        if (key > 0x3000 && key < 0x10fff0 && key % 251) continue; /* a sample of the many */
        for (unsigned mods = 0; mods < 8; mods++) {
            if (key < KEY_NONE && (mods & MOD_SHIFT)) continue;
            if ((mods & MOD_CTRL) && key >= 'A' && key <= 'Z') continue;
            char name[24];
            uint32_t again = 0;
            unsigned again_mods = 99;
            key_format(key, mods, name);
            assert_int_equal(key_parse(name, &again, &again_mods), strlen(name));
            assert_int_equal(again, key);
            assert_int_equal(again_mods, mods);
        }
    }
    char name[24];
    key_format(KEY_NONE, 0, name);
    assert_string_equal(name, "?");
    key_format(7, 0, name);
    assert_string_equal(name, "?");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse), cmocka_unit_test(test_round_trip)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
