/* What the storms of the widget tests share: chance with a printed seed, awkward text, a canvas that notices spills. */
#ifndef LOKET_TESTS_UI_STORM_H
#define LOKET_TESTS_UI_STORM_H

#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "loket/base/error.h" /* declares fail() before cmocka makes a macro of the word */
#include <cmocka.h>

#include "loket/base/utf8.h"
#include "loket/ui/canvas.h"
#include "loket/ui/cells.h"
#include "loket/ui/edit_buffer.h"
#include "loket/ui/event.h"

static uint64_t storm_state;

/* SEED=n repeats a run. */
static inline void storm_start(const char *name) {
    const char *given = getenv("SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    setlocale(LC_CTYPE, "C.UTF-8");
    print_message("%s: SEED=%llu\n", name, (unsigned long long)seed);
    storm_state = seed * 2862933555777941757u + 3037000493u;
}

static inline int storm_below(int limit) {
    storm_state = storm_state * 6364136223846793005u + 1442695040888963407u;
    return (int)((storm_state >> 33) % (uint64_t)limit);
}

/* Letters, blanks, marks that join, wide ones, emoji with joiners and selectors, flags, controls that slipped in. */
static const uint32_t storm_letters[] = {'a',    'b',     'c',     'X',    '7',     ' ',     ' ',    '-',     0xe9,
                                         0x301,  0x308,   0x6f22,  0x5b57, 0x1f600, 0x1f468, 0x200d, 0x1f469, 0xfe0f,
                                         0x2764, 0x1f1f3, 0x1f1f1, 0xac00, 0x202e,  0x200b,  0x1f3fd};

static inline uint32_t storm_letter(void) {
    return storm_letters[storm_below((int)COUNT_OF(storm_letters))];
}

static inline size_t storm_encode(uint32_t c, char *out) {
    Event event = {.kind = EVENT_KEY, .key = c};
    return edit_character(&event, out);
}

static inline void storm_text(StrBuf *out, int letters, bool lines) {
    char bytes[4];
    for (int i = 0; i < letters; i++) {
        if (lines && storm_below(25) == 0)
            strbuf_addc(out, '\n');
        else if (storm_below(6) == 0)
            strbuf_addc(out, ' ');
        else
            strbuf_addn(out, bytes,
                        storm_encode(storm_below(3) ? (uint32_t)('a' + storm_below(26)) : storm_letter(), bytes));
    }
}

static inline Event storm_key(const char *name) {
    Event event = {.kind = EVENT_KEY};
    assert_true(key_parse(name, &event.key, &event.mods) > 0);
    return event;
}

static inline Event storm_paste(const char *text, size_t length) {
    return (Event){.kind = EVENT_PASTE, .key = KEY_NONE, .text = text, .length = length};
}

/* A canvas full of '#', to see what a widget touched. */
static inline void storm_canvas(Canvas *canvas, int rows, int columns) {
    canvas_init(canvas, rows, columns, false);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            canvas_text(canvas, row, column, 1, STYLE_ERROR, "#");
}

static inline void storm_check_spill(const Canvas *canvas, Rect area) {
    for (int row = 0; row < canvas->rows; row++) {
        for (int column = 0; column < canvas->columns; column++) {
            bool inside = row >= area.row && row < area.row + area.rows && column >= area.column &&
                          column < area.column + area.columns;
            if (inside) continue;
            assert_string_equal(canvas_cell(canvas, row, column)->text, "#");
            assert_int_equal(canvas_cell(canvas, row, column)->style, STYLE_ERROR);
            assert_false(canvas_cell(canvas, row, column)->selected);
        }
    }
}

/* Row `row` of the canvas as text, blanks at the end taken off. */
static inline void storm_row(const Canvas *canvas, int row, char *out, size_t size) {
    StrBuf text;
    strbuf_init(&text);
    for (int column = 0; column < canvas->columns; column++)
        strbuf_add(&text, canvas_cell(canvas, row, column)->text);
    while (text.length && text.data[text.length - 1] == ' ')
        text.data[--text.length] = '\0';
    snprintf(out, size, "%s", text.data);
    strbuf_done(&text);
}

#endif
