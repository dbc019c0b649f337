/* What stands on the screen. */
#include <stdlib.h>
#include <string.h>

#include "loket/ui/event.h"
#include "tty_private.h"

static void add_character(StrBuf *out, uint32_t character) {
    char text[24];
    key_format(character, 0, text);
    strbuf_add(out, character == ' ' ? " " : text);
}

static void add_row(const Tty *tty, int row, StrBuf *out) {
    size_t start_of_row = out->length;
    for (int column = 0; column < tty->columns; column++) {
        VTermScreenCell cell;
        if (!vterm_screen_get_cell(tty->screen, (VTermPos){row, column}, &cell)) continue;
        if (cell.chars[0] == (uint32_t)-1) continue;
        if (!cell.chars[0]) strbuf_addc(out, ' ');
        for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            add_character(out, cell.chars[i]);
    }
    while (out->length > start_of_row && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

const char *tty_row(Tty *tty, int row) {
    StrBuf text;
    strbuf_init(&text);
    if (row >= 0 && row < tty->rows) add_row(tty, row, &text);
    int slot = row >= 0 && row < ROWS_MAX ? row : 0;
    free(tty->row_text[slot]);
    tty->row_text[slot] = strdup(text.data);
    strbuf_done(&text);
    return tty->row_text[slot];
}

char *tty_screen(Tty *tty) {
    StrBuf text;
    strbuf_init(&text);
    for (int row = 0; row < tty->rows; row++) {
        add_row(tty, row, &text);
        strbuf_addc(&text, '\n');
    }
    char *copy = strdup(text.data);
    strbuf_done(&text);
    return copy;
}

bool tty_shows(Tty *tty, const char *text) {
    char *all = tty_screen(tty);
    bool found = strstr(all, text) != NULL;
    free(all);
    return found;
}

static int colour_number(VTermColor colour) {
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour)) return -1;
    if (VTERM_COLOR_IS_INDEXED(&colour)) return colour.indexed.idx;
    return 0x1000000 | colour.rgb.red << 16 | colour.rgb.green << 8 | colour.rgb.blue;
}

TtyCell tty_cell(const Tty *tty, int row, int column) {
    VTermScreenCell cell;
    if (!vterm_screen_get_cell(tty->screen, (VTermPos){row, column}, &cell))
        return (TtyCell){.character = ' ', .width = 1, .fg = -1, .bg = -1};
    bool half = cell.chars[0] == (uint32_t)-1;
    return (TtyCell){.character = half            ? 0
                                  : cell.chars[0] ? cell.chars[0]
                                                  : ' ',
                     .width = cell.width,
                     .bold = cell.attrs.bold,
                     .underline = cell.attrs.underline != 0,
                     .reverse = cell.attrs.reverse,
                     .italic = cell.attrs.italic,
                     .fg = colour_number(cell.fg),
                     .bg = colour_number(cell.bg)};
}

void tty_cursor(const Tty *tty, int *row, int *column) {
    VTermPos place;
    vterm_state_get_cursorpos(vterm_obtain_state(tty->vterm), &place);
    *row = place.row;
    *column = place.col;
}
