#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include "loket/base/text.h"
#include "loket/term/colour.h"

#include <cmocka.h> /* last: its fail() is a macro */

static Colour rgb(unsigned value) {
    return (Colour){COLOUR_RGB, 0, (unsigned char)(value >> 16), (unsigned char)(value >> 8), (unsigned char)value};
}

static Colour named(unsigned char index) {
    return (Colour){.kind = COLOUR_NAMED, .index = index};
}

static void check(Colour fg, Colour bg, ColourDepth depth, int want_fg, int want_bg) {
    Look look = {.fg = fg, .bg = bg};
    int got_fg, got_bg;
    colour_map(&look, depth, &got_fg, &got_bg);
    assert_int_equal(got_fg, want_fg);
    assert_int_equal(got_bg, want_bg);
}

static void test_depth(void **state) {
    (void)state;
    assert_int_equal(colour_depth(256, false, NULL), DEPTH_256);
    assert_int_equal(colour_depth(88, false, NULL), DEPTH_16);
    assert_int_equal(colour_depth(8, false, NULL), DEPTH_8);
    assert_int_equal(colour_depth(2, false, NULL), DEPTH_MONO);
    assert_int_equal(colour_depth(-1, false, NULL), DEPTH_MONO);
    assert_int_equal(colour_depth(1 << 24, true, NULL), DEPTH_RGB);
    assert_int_equal(colour_depth(1 << 24, true, "1"), DEPTH_MONO);
}

static void test_promise(void **state) {
    (void)state;
    assert_true(colour_promised("truecolor", "xterm-256color", NULL));
    assert_true(colour_promised("24bit", "xterm", NULL));
    assert_false(colour_promised("truecolor", "xterm-256color", "/tmp/tmux-0/default,1,0"));
    assert_false(colour_promised("truecolor", "tmux-256color", NULL));
    assert_false(colour_promised("yes", "xterm", NULL));
    assert_false(colour_promised(NULL, "xterm", NULL));
}

static void test_exact(void **state) {
    (void)state;
    Colour none = {0};
    check(none, none, DEPTH_256, -1, -1);
    check(rgb(0xff0000), none, DEPTH_256, 196, -1);
    check(rgb(0x080808), rgb(0xeeeeee), DEPTH_256, 232, 255);
    check(rgb(0x5f87af), none, DEPTH_256, 67, -1);
    check(rgb(0xff0000), rgb(0xffffff), DEPTH_16, 9, 15);
    check(rgb(0xff0000), rgb(0xffffff), DEPTH_8, 1, 7);
    check(rgb(0xff0000), none, DEPTH_MONO, -1, -1);
    check(named(9), none, DEPTH_8, 1, -1);
    check(named(9), none, DEPTH_16, 9, -1);
    check(named(5), none, DEPTH_RGB, 5, -1);
    check(rgb(0x000003), rgb(0x123456), DEPTH_RGB, 8, 0x123456);
    check(named(8), none, DEPTH_16, -1, -1); /* black on black on some consoles */
}

/* Every shipped theme stays readable at every depth. */
static void test_never_the_same(void **state) {
    (void)state;
    static const ColourDepth depths[] = {DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_RGB};
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    for (size_t i = 0; i < count; i++) {
        Theme theme;
        assert_int_equal(theme_load(names[i], &theme, NULL), OK);
        for (size_t d = 0; d < COUNT_OF(depths); d++)
            for (int s = 0; s < STYLE_COUNT; s++) {
                int fg, bg;
                colour_map(&theme.looks[s], depths[d], &fg, &bg);
                if (fg >= 0 || bg >= 0) assert_int_not_equal(fg, bg);
                if (depths[d] == DEPTH_16) assert_int_not_equal(fg, 8);
            }
    }
    check(rgb(0x202020), rgb(0x101010), DEPTH_8, 7, 0);
    check(rgb(0xf0f0f0), rgb(0xffffff), DEPTH_16, 0, 15);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_promise),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_never_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
