#include "storm.h"

#include "loket/ui/canvas_svg.h"

enum {
    ROWS = 9,
    COLUMNS = 40,
    LEFT = 120,
    WIDE = 84,
    HIGH = 170,
    BASE = 128
}; /* of the picture, in tenths of a pixel */

/* -- reading a picture back: the texts at their places ---------------------------------------------------------- */

static int attribute(const char *element, const char *name) {
    char wanted[32];
    snprintf(wanted, sizeof wanted, " %s=\"", name);
    const char *at = strstr(element, wanted);
    assert_non_null(at);
    double value = strtod(at + strlen(wanted), NULL);
    return (int)(value * 10 + 0.5);
}

static void unescape(const char *text, size_t length, StrBuf *out) {
    static const struct {
        const char *escape;
        char c;
    } rows[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    strbuf_clear(out);
    for (size_t at = 0; at < length;) {
        size_t i = 0;
        while (i < COUNT_OF(rows) && strncmp(text + at, rows[i].escape, strlen(rows[i].escape)) != 0)
            i++;
        if (text[at] == '&') assert_true(i < COUNT_OF(rows));
        assert_true(text[at] != '<' && text[at] != '>');
        strbuf_addc(out, i < COUNT_OF(rows) ? rows[i].c : text[at]);
        at += i < COUNT_OF(rows) ? strlen(rows[i].escape) : 1;
    }
}

/* Every text of the picture must stand in the canvas where it stands in the picture; marks those cells. */
static void read_texts(const char *picture, const Canvas *canvas, bool *seen) {
    StrBuf text;
    strbuf_init(&text);
    for (const char *at = picture; (at = strstr(at, "<text ")); at++) {
        int column = (attribute(at, "x") - LEFT) / WIDE, row = (attribute(at, "y") - LEFT - BASE) / HIGH;
        int cells = attribute(at, "textLength") / WIDE;
        const char *from = strchr(at, '>') + 1, *to = strstr(from, "</text>");
        assert_non_null(to);
        unescape(from, (size_t)(to - from), &text);
        StrBuf want;
        strbuf_init(&want);
        for (int i = 0; i < cells; i++) {
            const Cell *cell = canvas_cell(canvas, row, column + i);
            if (cell->width) strbuf_add(&want, *cell->text ? cell->text : " ");
            seen[row * canvas->columns + column + i] = true;
        }
        assert_string_equal(text.data, want.data);
        strbuf_done(&want);
    }
    strbuf_done(&text);
}

/* What XML may not hold, and what would reach out of the picture. */
static void expect_harmless(const char *picture) {
    for (const char *at = picture; *at; at++)
        assert_true((unsigned char)*at >= 0x20 || *at == '\n');
    assert_true(utf8_valid(picture, strlen(picture)));
    assert_null(strstr(picture, "<script"));
    assert_null(strstr(picture, "href"));
    assert_null(strstr(picture, "url("));
}

/* -- tests ------------------------------------------------------------------------------------------------------ */

static void load(Theme *theme, const char *name) {
    Error err = {0};
    assert_int_equal(theme_load(name, theme, &err), OK);
}

static void test_storm(void **state) {
    (void)state;
    static const char *const themes[] = {"auto", "dark", "light", "contrast", "mono"};
    static const char *const hostile[] = {"<script>alert(1)</script>",
                                          "&amp; \"quoted\" 'x' ]]>",
                                          "\x1b]0;title\x07",
                                          "turned \xe2\x80\xae",
                                          "\xff\xfe",
                                          "語語 wide"};
    storm_start("canvas_svg");
    for (int round = 0; round < 200; round++) {
        Theme theme;
        Canvas canvas;
        load(&theme, themes[storm_below(5)]);
        canvas_init(&canvas, ROWS, COLUMNS, storm_below(4) == 0);
        for (int i = 0; i < 12; i++) {
            int row = storm_below(ROWS), column = storm_below(COLUMNS);
            canvas_text(&canvas, row, column, storm_below(COLUMNS) + 1, (Style)storm_below(STYLE_COUNT),
                        hostile[storm_below(6)]);
            canvas_hline(&canvas, storm_below(ROWS), column, storm_below(12),
                         storm_below(2) ? GLYPH_HLINE : GLYPH_DOUBLE, STYLE_QUIET);
            canvas_glyph(&canvas, storm_below(ROWS), storm_below(COLUMNS), (Glyph)storm_below(GLYPH_COUNT),
                         STYLE_QUIET);
        }
        canvas_select(&canvas, storm_below(ROWS), 0, COLUMNS);
        StrBuf picture;
        strbuf_init(&picture);
        canvas_svg(&canvas, &theme, hostile[storm_below(6)], hostile[storm_below(6)], &picture);
        bool seen[ROWS * COLUMNS] = {false};
        expect_harmless(picture.data);
        read_texts(picture.data, &canvas, seen);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            const char *text = canvas.cells[i].text;
            bool drawn =
                strlen(text) == 3 && text[0] == '\xe2' && (text[1] == '\x94' || text[1] == '\x95'); /* U+2500..257F */
            if (!drawn && *text && strcmp(text, " ") != 0) assert_true(seen[i]);
        }
        strbuf_done(&picture);
        canvas_done(&canvas);
    }
}

static void expect_part(const char *theme_name, Style style, bool selected, const char *part, bool there) {
    Theme theme;
    Canvas canvas;
    load(&theme, theme_name);
    canvas_init(&canvas, 1, 4, false);
    canvas_text(&canvas, 0, 0, 4, style, "abcd");
    if (selected) canvas_select(&canvas, 0, 0, 4);
    StrBuf picture;
    strbuf_init(&picture);
    canvas_svg(&canvas, &theme, "title", "about", &picture);
    if ((strstr(picture.data, part) != NULL) != there) fail_msg("'%s' in: %s", part, picture.data);
    strbuf_done(&picture);
    canvas_done(&canvas);
}

static void test_looks(void **state) {
    (void)state;
    expect_part("dark", STYLE_PLAIN, false, ">abcd</text>", true);
    expect_part("dark", STYLE_PLAIN, false, "height=\"17\"", false); /* no ground of its own */
    expect_part("dark", STYLE_PLAIN, true, "fill=\"#d5dbe1\"/>",
                true); /* the cursor row: ink and paper change places */
    expect_part("dark", STYLE_PLAIN, true, "fill=\"#10151b\">abcd", true);
    expect_part("dark", STYLE_CRIT, false, "fill=\"#ff9c8f\"/>", true); /* a reversed style */
    expect_part("dark", STYLE_CRIT, false, "font-weight=\"bold\">abcd", true);
    expect_part("dark", STYLE_CRIT, true, "height=\"17\"", false); /* reversed twice */
    expect_part("dark", STYLE_INPUT, false, "text-decoration=\"underline\">abcd", true);
    expect_part("mono", STYLE_PLAIN, false, "#", true); /* a theme without colours has some in a picture */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_storm), cmocka_unit_test(test_looks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
