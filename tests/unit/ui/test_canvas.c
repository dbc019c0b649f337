#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "loket/base/utf8.h"
#include "loket/ui/canvas.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void expect(const Canvas *canvas, bool styles, const char *want) {
    StrBuf text;
    strbuf_init(&text);
    canvas_print(canvas, styles, &text);
    assert_string_equal(text.data, want);
    strbuf_done(&text);
}

/* One row of `columns`, `text` drawn at `column` in `width`, over a row of x. */
static void expect_text(int columns, int column, int width, const char *text, int used, const char *want) {
    Canvas canvas;
    canvas_init(&canvas, 1, columns, false);
    for (int i = 0; i < columns; i++)
        canvas_text(&canvas, 0, i, 1, STYLE_PLAIN, "x");
    assert_int_equal(canvas_text(&canvas, 0, column, width, STYLE_PLAIN, text), used);
    expect(&canvas, false, want);
    canvas_done(&canvas);
}

static void test_text(void **state) {
    (void)state;
    expect_text(8, 1, 6, "abc", 3, "xabc   x\n");
    expect_text(8, 1, 6, "abcdef", 6, "xabcdefx\n");
    expect_text(8, 1, 6, "abcdefg", 6, "xabcde…x\n");
    expect_text(8, 1, 1, "abc", 1, "x…xxxxxx\n");
    expect_text(8, 1, 0, "abc", 0, "xxxxxxxx\n");
    expect_text(8, 1, -5, "abc", 0, "xxxxxxxx\n");
    expect_text(8, 1, 6, "", 0, "x      x\n");
    expect_text(8, 1, 6, "Zürich", 6, "xZürichx\n");
    expect_text(8, 1, 6, "Zürich!", 6, "xZüric…x\n");
    expect_text(8, 1, 6, "語語語", 6, "x語語語x\n");
    expect_text(8, 1, 6, "語語語語", 5, "x語語… x\n"); /* a half is left: blank */
    expect_text(8, 1, 2, "語語", 1, "x… xxxxx\n");
    expect_text(8, 1, 6, "e\xcc\x81x", 2, "xe\xcc\x81x    x\n");
    expect_text(4, -2, 6, "abcdef", 6, "cdef\n"); /* clipped on both sides */
    expect_text(4, 2, 6, "abcdef", 6, "xxab\n");
    expect_text(4, -1, 4, "語a", 3, " a x\n"); /* half of a wide one is outside */
    expect_text(4, 3, 4, "語a", 3, "xxx\n");
}

static void test_hostile_text(void **state) {
    (void)state;
    Canvas canvas;
    canvas_init(&canvas, 1, 40, false);
    canvas_text(&canvas, 0, 0, 40, STYLE_PLAIN, "a\033[31mb\r\n\xc2\x9b\xe2\x80\xae\xff.");
    for (int column = 0; column < 40; column++) {
        const char *text = canvas_cell(&canvas, 0, column)->text;
        assert_true((unsigned char)text[0] >= ' ');
        assert_string_not_equal(text, "\xc2\x9b");
        assert_string_not_equal(text, "\xe2\x80\xae");
        assert_true(utf8_valid(text, strlen(text)));
    }
    canvas_done(&canvas);
}

static void test_right(void **state) {
    (void)state;
    Canvas canvas;
    canvas_init(&canvas, 3, 6, false);
    canvas_text_right(&canvas, 0, 1, 5, STYLE_LATE, "-2d");
    canvas_text_right(&canvas, 1, 1, 5, STYLE_LATE, "ü語");
    canvas_text_right(&canvas, 2, 1, 5, STYLE_LATE, "too long");
    expect(&canvas, true, "   -2d\n   ü語\n too …\n-- styles --\n.lllll\n.lllll\n.lllll\n-- cursor 0,0 placed --\n");
    canvas_done(&canvas);
}

static void test_marks(void **state) {
    (void)state;
    Canvas canvas;
    canvas_init(&canvas, 3, 8, true);
    canvas_text(&canvas, 0, 0, 8, STYLE_CRIT, "CRIT");
    canvas_restyle(&canvas, 0, 0, 4, STYLE_HIGH);
    canvas_select(&canvas, 0, 2, 99);
    canvas_hline(&canvas, 1, -4, 99, GLYPH_DOUBLE, STYLE_PLAIN);
    canvas_glyph(&canvas, 1, 3, GLYPH_DOUBLE_TEE, STYLE_QUIET);
    canvas_text(&canvas, 2, 0, 8, STYLE_PLAIN, "Zürich, longer");
    canvas_place_cursor(&canvas, 2, 3, true);
    expect(&canvas, true, "CRIT\n===+====\nZurich,~\n-- styles --\nggGGCCCC\n...q\n\n-- cursor 2,3 shown --\n");
    canvas_fill(&canvas, (Rect){-1, 3, 99, 99}, STYLE_PLAIN); /* what is drawn over is no longer selected */
    assert_false(canvas_cell(&canvas, 0, 5)->selected);
    assert_true(canvas_cell(&canvas, 0, 2)->selected);
    canvas_done(&canvas);
}

static void test_every_glyph_takes_one_cell(void **state) {
    (void)state;
    for (int ascii = 0; ascii < 2; ascii++)
        for (int glyph = 0; glyph < GLYPH_COUNT; glyph++) {
            Canvas canvas;
            canvas_init(&canvas, 1, 1, ascii);
            canvas_glyph(&canvas, 0, 0, (Glyph)glyph, STYLE_PLAIN);
            const Cell *cell = canvas_cell(&canvas, 0, 0);
            assert_int_equal(utf8_width(cell->text), 1);
            assert_int_equal(cell->width, 1);
            if (ascii) assert_int_equal(strlen(cell->text), 1);
            canvas_done(&canvas);
        }
}

/* A wide one has its other half behind it, and nothing else has. */
static void check_halves(const Canvas *canvas) {
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            const Cell *cell = canvas_cell(canvas, row, column);
            bool after_wide = column > 0 && canvas_cell(canvas, row, column - 1)->width == 2;
            assert_int_equal(cell->width == 0, after_wide);
            if (cell->width == 2) assert_true(column + 1 < canvas->columns);
            assert_int_equal(utf8_width(cell->text), cell->width);
        }
}

static void test_random_drawing(void **state) {
    (void)state;
    static const char *const texts[] = {
        "plain words",
        "語語語語語語",
        "a語b語c",
        "é e\xcc\x81 \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7!",
        "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb1 flag",
        "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd tone",
        "\xcc\x81 alone",
        "\xff\xfe\033[0m",
        "ᄀ\xe1\x85\xa1\xe1\x86\xa8 jamo",
        "का की",
        ""};
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    srand(seed);
    Canvas canvas;
    canvas_init(&canvas, 6, 17, false);
    for (int i = 0; i < 20000; i++) {
        int row = rand() % 10 - 2, column = rand() % 25 - 4, width = rand() % 22 - 1;
        const char *text = texts[(size_t)rand() % COUNT_OF(texts)];
        switch (rand() % 7) {
        case 0:
            canvas_fill(&canvas, (Rect){row, column, rand() % 4, width}, STYLE_PLAIN);
            break;
        case 1:
            canvas_glyph(&canvas, row, column, (Glyph)(rand() % GLYPH_COUNT), STYLE_QUIET);
            break;
        case 2:
            canvas_hline(&canvas, row, column, width, GLYPH_HLINE, STYLE_QUIET);
            break;
        case 3:
            canvas_text_right(&canvas, row, column, width, STYLE_CODE, text);
            break;
        case 4:
            canvas_select(&canvas, row, column, width);
            break;
        default: {
            int used = canvas_text(&canvas, row, column, width, STYLE_KEY, text);
            assert_in_range(used, 0, width > 0 ? width : 0);
        }
        }
        if (i % 2000 == 1999) canvas_resize(&canvas, rand() % 8, rand() % 20);
        check_halves(&canvas);
    }
    canvas_done(&canvas);
}

/* What the short way for ASCII draws is what the long way would. */
static void test_ascii_twin(void **state) {
    (void)state;
    Canvas a, b;
    canvas_init(&a, 1, 30, false);
    canvas_init(&b, 1, 30, false);
    static const char words[] = "the quick brown fox jumps";
    for (int length = 0; length < (int)sizeof words; length++)
        for (int width = 1; width < 30; width++) {
            char plain[40], marked[48];
            snprintf(plain, sizeof plain, "%.*s", length, words);
            snprintf(marked, sizeof marked, "%s\xe2\x80\x8d", plain); /* a joiner vanishes, but is not ASCII */
            canvas_clear(&a);
            canvas_clear(&b);
            assert_int_equal(canvas_text(&a, 0, 0, width, STYLE_PLAIN, plain),
                             canvas_text(&b, 0, 0, width, STYLE_PLAIN, marked));
            for (int column = 0; column < 30; column++)
                assert_string_equal(canvas_cell(&a, 0, column)->text, canvas_cell(&b, 0, column)->text);
        }
    canvas_done(&a);
    canvas_done(&b);
}

static int utf8_locale(void **state) {
    (void)state;
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_every_glyph_takes_one_cell),
        cmocka_unit_test(test_random_drawing),
        cmocka_unit_test(test_ascii_twin),
    };
    return cmocka_run_group_tests(tests, utf8_locale, NULL);
}
