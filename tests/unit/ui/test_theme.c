#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/arena.h"
#include "loket/base/text.h"
#include "loket/ui/theme.h"

#include <cmocka.h> /* last: its fail() is a macro */

static const double TEXT_CONTRAST = 4.5; /* WCAG 2, success criterion 1.4.3 */

static void for_each_theme(void (*check)(const Theme *)) {
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    assert_int_equal(count, 5);
    assert_string_equal(names[0], "auto");
    for (size_t i = 0; i < count; i++) {
        Theme theme;
        Error err = {0};
        if (theme_load(names[i], &theme, &err) != OK) fail_msg("%s: %s %s", names[i], err.where, err.message);
        assert_string_equal(theme.name, names[i]);
        check(&theme);
    }
    arena_free(arena);
}

static bool same_colour(Colour a, Colour b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

static void check_contrast(const Theme *theme) {
    bool painted = !text_equal(theme->name, "auto") && !text_equal(theme->name, "mono");
    for (int i = 0; i < STYLE_COUNT; i++) {
        const Look *look = &theme->looks[i];
        bool both = look->fg.kind == COLOUR_RGB && look->bg.kind == COLOUR_RGB;
        if (painted != both) fail_msg("%s: %s sets colours, or does not", theme->name, style_names[i]);
        double ratio = theme_contrast(look->fg, look->bg);
        if (both && ratio < TEXT_CONTRAST) fail_msg("%s: %s has contrast %.2f", theme->name, style_names[i], ratio);
    }
}

/* Without colours the styles that mean "look here" must still differ from plain text. */
static void check_attributes(const Theme *theme) {
    static const Style loud[] = {STYLE_CRIT,  STYLE_HIGH,   STYLE_LATE, STYLE_CLOCK, STYLE_FOCUS,
                                 STYLE_ERROR, STYLE_TAGGED, STYLE_KEY,  STYLE_MATCH};
    assert_int_equal(theme->looks[STYLE_PLAIN].attributes, 0);
    for (size_t i = 0; i < COUNT_OF(loud); i++)
        assert_int_not_equal(theme->looks[loud[i]].attributes, 0);
    assert_true(theme->looks[STYLE_CRIT].attributes & ATTRIBUTE_REVERSE);
}

static void check_only_safe_colours(const Theme *theme) {
    if (!text_equal(theme->name, "auto")) return;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const Look *look = &theme->looks[i];
        assert_int_equal(look->bg.kind, COLOUR_DEFAULT);
        if (look->fg.kind == COLOUR_DEFAULT) continue;
        assert_int_equal(look->fg.kind, COLOUR_NAMED);
        assert_true(look->fg.index == 1 || look->fg.index == 5);
        assert_int_equal(look->attributes & ~(unsigned)(ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE), 0);
    }
}

static void check_one_ground(const Theme *theme) {
    for (int i = 1; i < STYLE_COUNT; i++)
        assert_true(same_colour(theme->looks[i].bg, theme->looks[0].bg));
}

static void test_shipped_themes(void **state) {
    (void)state;
    for_each_theme(check_contrast);
    for_each_theme(check_attributes);
    for_each_theme(check_only_safe_colours);
    for_each_theme(check_one_ground);
}

static void test_style_names(void **state) {
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++) {
        assert_non_null(style_names[i]);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(style_names[i], style_names[j]);
    }
}

static Colour rgb(unsigned value) {
    return (Colour){COLOUR_RGB, 0, (unsigned char)(value >> 16), (unsigned char)(value >> 8), (unsigned char)value};
}

static void test_contrast(void **state) {
    (void)state;
    assert_true(fabs(theme_contrast(rgb(0x000000), rgb(0xffffff)) - 21) < 1e-9);
    assert_true(fabs(theme_contrast(rgb(0x777777), rgb(0xffffff)) - 4.478) < 1e-3);
    assert_true(fabs(theme_contrast(rgb(0xffffff), rgb(0x767676)) - 4.542) < 1e-3);
    assert_true(fabs(theme_contrast(rgb(0xff0000), rgb(0xffffff)) - 3.998) < 1e-3);
    assert_true(theme_contrast(rgb(0), (Colour){0}) < 0.5);
}

/* A theme with every style, `extra` lines at its head, and the row of "crit" replaced. */
static Status read_with(const char *head, const char *crit, Theme *theme, Error *err) {
    StrBuf text;
    strbuf_init(&text);
    strbuf_add(&text, head);
    strbuf_add(&text, "styles:\n");
    for (int i = 0; i < STYLE_COUNT; i++) {
        if (i == STYLE_CRIT)
            strbuf_add(&text, crit);
        else
            strbuf_addf(&text, "  %s: {}\n", style_names[i]);
    }
    Status status = theme_read(text.data, text.length, "t.yaml", theme, err);
    strbuf_done(&text);
    return status;
}

static void test_reading(void **state) {
    (void)state;
    Theme theme;
    Error err = {0};
    assert_int_equal(read_with("name: t\nabout: x\n",
                               "  crit: {fg: \"#FF8000\", bg: bright-blue, attributes: bold italic}\n", &theme, &err),
                     OK);
    assert_string_equal(theme.name, "t");
    assert_true(same_colour(theme.looks[STYLE_CRIT].fg, rgb(0xff8000)));
    assert_int_equal(theme.looks[STYLE_CRIT].bg.kind, COLOUR_NAMED);
    assert_int_equal(theme.looks[STYLE_CRIT].bg.index, 12);
    assert_int_equal(theme.looks[STYLE_CRIT].attributes, ATTRIBUTE_BOLD | ATTRIBUTE_ITALIC);
}

static void test_refusals(void **state) {
    (void)state;
    static const struct {
        const char *head, *crit, *where, *what;
    } rows[] = {
        {"name: t\n", "  crit: {fg: rde}\n", "t.yaml:8:14", "rde"},
        {"name: t\n", "  crit: {fg: \"#12345\"}\n", "t.yaml:8:14", "#12345"},
        {"name: t\n", "  crit: {fg: \"#12345g\"}\n", "t.yaml:8:14", "#12345g"},
        {"name: t\n", "  crit: {fg: bright-default}\n", "t.yaml:8:14", "bright-default"},
        {"name: t\n", "  crit: {colour: red}\n", "t.yaml:8:10", "colour"},
        {"name: t\n", "  crit: {attributes: bold blink}\n", "t.yaml:8:22", "blink"},
        {"name: t\n", "  crit: red\n", "t.yaml:8:3", "crit"},
        {"name: t\n", "  crti: {}\n", "t.yaml:8:3", "crti"},
        {"name: t\n", "", "t.yaml:2:1", "crit"},
        {"", "  crit: {}\n", "t.yaml", "name"},
        {"name: t\nnmae: u\n", "  crit: {}\n", "t.yaml:2:1", "nmae"},
        {"name: a name that is longer than it may be\n", "  crit: {}\n", "t.yaml:1:1", "name"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Theme theme;
        Error err = {0};
        assert_int_equal(read_with(rows[i].head, rows[i].crit, &theme, &err), ERR_DATA);
        if (!strstr(err.message, rows[i].what) || strcmp(err.where, rows[i].where) != 0)
            fail_msg("row %zu: at %s: %s", i, err.where, err.message);
    }
    Theme theme;
    Error err = {0};
    assert_int_equal(theme_load("no-such", &theme, &err), ERR_MISSING);
    assert_non_null(strstr(err.hint, "auto, contrast, dark, light, mono"));
    assert_int_equal(theme_load("no-such", &theme, NULL), ERR_MISSING);
    assert_int_equal(theme_load("/no/such.yaml", &theme, &err), ERR_MISSING);
}

static void test_theme_from_file(void **state) {
    (void)state;
    Theme theme, shipped;
    Error err = {0};
    assert_int_equal(theme_load(LOKET_SOURCE_DIR "/themes/dark.yaml", &theme, &err), OK);
    assert_int_equal(theme_load("dark", &shipped, &err), OK);
    assert_memory_equal(&theme, &shipped, sizeof theme);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_themes), cmocka_unit_test(test_style_names),
        cmocka_unit_test(test_contrast),       cmocka_unit_test(test_reading),
        cmocka_unit_test(test_refusals),       cmocka_unit_test(test_theme_from_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
