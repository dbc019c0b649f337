#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/text.h"

static void buffer_grows(void **state) {
    (void)state;
    StrBuf out;
    strbuf_init(&out);
    assert_string_equal(out.data, "");
    strbuf_clear(&out); /* before anything was put in */
    for (int i = 0; i < 1000; i++)
        strbuf_addf(&out, "%d ", i);
    assert_int_equal(out.length, strlen(out.data));
    assert_int_equal(out.length, 10 * 2 + 90 * 3 + 900 * 4);
    assert_string_equal(out.data + out.length - 8, "998 999 ");
    strbuf_clear(&out);
    assert_string_equal(out.data, "");
    strbuf_addn(&out, "a\0b", 3);
    strbuf_addc(&out, 'c');
    assert_int_equal(out.length, 4);
    assert_memory_equal(out.data, "a\0bc", 5);
    strbuf_done(&out);
    assert_string_equal(out.data, "");
}

static void compares(void **state) {
    (void)state;
    assert_true(text_equal(NULL, NULL) && text_equal("a", "a"));
    assert_false(text_equal(NULL, "") || text_equal("", NULL) || text_equal("a", "A"));
    assert_true(text_empty(NULL) && text_empty(""));
    assert_false(text_empty(" "));
    assert_true(text_starts("record", "rec") && text_starts("a", ""));
    assert_false(text_starts("re", "rec"));
}

static void walks_words(void **state) {
    (void)state;
    static const char *const expected[] = {"CON-0003", "b", "toolo"};
    const char *cursor = "  CON-0003 b  toolongword ";
    char word[9];
    for (size_t i = 0; i < 2; i++) {
        assert_true(text_next_word(&cursor, word, sizeof word));
        assert_string_equal(word, expected[i]);
    }
    assert_true(text_next_word(&cursor, word, 6)); /* cut, but passed as a whole */
    assert_string_equal(word, expected[2]);
    assert_false(text_next_word(&cursor, word, sizeof word));
    cursor = NULL;
    assert_false(text_next_word(&cursor, word, sizeof word));
}

/* The list of words against the walk over it, on random lists of short words. */
static void has_word_agrees_with_walk(void **state) {
    (void)state;
    srand(7);
    for (int round = 0; round < 5000; round++) {
        char list[24], word[4], seen[8];
        size_t length = (size_t)rand() % sizeof list;
        for (size_t i = 0; i < length; i++)
            list[i] = "ab  "[rand() % 4];
        list[length > 0 ? length - 1 : 0] = '\0';
        for (size_t i = 0; i < 3; i++)
            word[i] = "ab"[rand() % 2];
        word[1 + rand() % 3] = '\0';
        bool found = false;
        for (const char *cursor = list; text_next_word(&cursor, seen, sizeof seen);)
            found = found || text_equal(seen, word);
        assert_int_equal(text_has_word(list, word), found);
    }
    assert_false(text_has_word(NULL, "a"));
    assert_false(text_has_word("ab abc", "b"));
}

static void folds(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(text_fold(arena, "\u00dcberpr\u00fcfung"), "uberprufung");
    assert_string_equal(text_fold(arena, "U\u0308ber"), "uber");
    assert_string_equal(text_fold(arena, "Stra\u00dfe"), "strasse");
    assert_string_equal(text_fold(arena, ""), "");
    assert_string_equal(text_fold(arena, "\xff"
                                         "A"),
                        "\xff"
                        "a"); /* what is not UTF-8 is left alone, and the rest folded */
    arena_free(arena);
}

static void gives_letters(void **state) {
    (void)state;
    Letters letters = {"a"}, many = {""};
    assert_int_equal(letters_give(&letters, 0, "Approve"), 'p'); /* a is spoken for; a capital counts */
    assert_int_equal(letters_give(&letters, 0, "pp"), 'b');      /* none of its own is free */
    assert_int_equal(letters_give(&letters, '1', "one"), '1');
    assert_int_equal(letters_give(&letters, '1', "one"), 'o');
    for (int i = 0; i < 26; i++) assert_int_equal(letters_give(&many, 0, ""), 'a' + i);
    assert_int_equal(letters_give(&many, 0, "any"), 0);
}

static void squeezes(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(text_squeeze(arena, "  Heat \t net "), "Heat net");
    assert_string_equal(text_squeeze(arena, "   "), "");
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buffer_grows), cmocka_unit_test(compares),
        cmocka_unit_test(walks_words),  cmocka_unit_test(has_word_agrees_with_walk),
        cmocka_unit_test(folds),        cmocka_unit_test(gives_letters), cmocka_unit_test(squeezes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
