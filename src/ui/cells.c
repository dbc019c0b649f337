#include "loket/ui/cells.h"

#include <string.h>

#include "loket/base/utf8.h"

static bool plain_ascii(const char *text, size_t length, size_t at) {
    unsigned char here = (unsigned char)text[at];
    if (here == '\t') here = ' ';
    /* what follows could be a combining mark, so it must be ASCII too */
    return here >= 0x20 && here < 0x7f && (at + 1 == length || (unsigned char)text[at + 1] < 0x80);
}

size_t cells_next(const char *text, size_t length, size_t at, int *width) {
    *width = 1;
    if (plain_ascii(text, length, at)) return at + 1;
    size_t next = utf8_next(text, length, at);
    if (next <= at) next = at + 1;
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text + at, next - at, SAFE_LINE);
    *width = utf8_width(safe.data);
    strbuf_done(&safe);
    return next;
}

int cells_width(const char *text, size_t length) {
    int total = 0, width;
    for (size_t at = 0; at < length; total += width)
        at = cells_next(text, length, at, &width);
    return total;
}

size_t cells_fit(const char *text, size_t length, int cells, int *used) {
    int total = 0;
    size_t at = 0;
    while (at < length) {
        int width;
        size_t next = cells_next(text, length, at, &width);
        if (total + width > cells) break;
        total += width;
        at = next;
    }
    if (used) *used = total;
    return at;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static size_t shown_until(const char *text, size_t from, size_t end) {
    while (end > from && is_blank(text[end - 1]))
        end--;
    return end;
}

static size_t newline_length(const char *text, size_t length, size_t at) {
    if (text[at] == '\n') return 1;
    return text[at] == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : 0;
}

size_t cells_wrap(const char *text, size_t length, size_t at, int width, size_t *shown) {
    if (width < 2) width = 2; /* a wide character must fit somewhere */
    size_t here = at, word_break = at, visible = at, newline, unused;
    if (!shown) shown = &unused;
    for (int used = 0; here < length;) {
        newline = newline_length(text, length, here);
        if (newline) {
            *shown = visible;
            return here + newline;
        }
        int cells;
        size_t next = cells_next(text, length, here, &cells);
        bool blank = is_blank(text[here]) && next == here + 1; /* one that bears a mark is to be seen */
        if (used + cells > width && !blank) {
            bool between = word_break > at;
            size_t end = between ? word_break : here > at ? here : next; /* a row holds one grapheme at least */
            *shown = between ? shown_until(text, at, end) : end;
            return end;
        }
        used += cells;
        here = next;
        if (used <= width) visible = here; /* blanks beyond the edge hang there, unseen */
        if (blank) word_break = here;
    }
    *shown = visible;
    return here;
}

int cells_draw(Canvas *canvas, int row, int column, int width, Style style, const char *text, size_t length) {
    int used = 0;
    for (size_t at = 0; at < length;) {
        char piece[64];
        int cells;
        size_t next = cells_next(text, length, at, &cells);
        size_t bytes = next - at < sizeof piece ? next - at : 0;
        if (used + cells > width) break;
        if (bytes && cells > 0) {
            memcpy(piece, text + at, bytes);
            piece[bytes] = '\0';
            canvas_text(canvas, row, column + used, cells, style, text[at] == '\t' ? " " : piece);
        } else if (cells > 0) {
            /* more marks than any cell holds: the canvas would cut it anyway */
            canvas_text(canvas, row, column + used, cells, style, "?");
        }
        used += cells;
        at = next;
    }
    return used;
}

int cells_rows(const char *text, int width) {
    size_t length = strlen(text);
    int rows = 0;
    for (size_t at = 0; at < length; rows++) at = cells_wrap(text, length, at, width, NULL);
    return rows;
}

int cells_draw_wrapped(Canvas *canvas, Rect area, Style style, const char *text) {
    size_t length = strlen(text), shown;
    int row = 0;
    for (size_t at = 0, next; at < length && row < area.rows; at = next, row++) {
        next = cells_wrap(text, length, at, area.columns, &shown);
        cells_draw(canvas, area.row + row, area.column, area.columns, style, text + at, shown - at);
    }
    return row;
}
