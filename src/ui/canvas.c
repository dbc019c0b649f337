#include "loket/ui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/utf8.h"

static const struct {
    const char *utf8;
    char ascii;
} glyphs[GLYPH_COUNT] = {
    [GLYPH_HLINE] = {"─", '-'},        [GLYPH_VLINE] = {"│", '|'},     [GLYPH_DOUBLE] = {"═", '='},
    [GLYPH_TOP_LEFT] = {"┌", '+'},     [GLYPH_TOP_RIGHT] = {"┐", '+'}, [GLYPH_BOTTOM_LEFT] = {"└", '+'},
    [GLYPH_BOTTOM_RIGHT] = {"┘", '+'}, [GLYPH_TEE_DOWN] = {"┬", '+'},  [GLYPH_TEE_UP] = {"┴", '+'},
    [GLYPH_TEE_LEFT] = {"┤", '+'},     [GLYPH_TEE_RIGHT] = {"├", '+'}, [GLYPH_CROSS] = {"┼", '+'},
    [GLYPH_DOUBLE_TEE] = {"╤", '+'},   [GLYPH_ELLIPSIS] = {"…", '~'},  [GLYPH_BULLET] = {"•", '-'},
};

/* What a golden file shows for a style; its capital (plain: '>') on the cursor row. */
static const char style_letters[STYLE_COUNT + 1] = ".qhtfcglkdnmaiyoexzr";

static const Cell blank = {.text = " ", .width = 1};

static Cell *cell_at(const Canvas *canvas, int row, int column) {
    return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

static bool inside(const Canvas *canvas, int row, int column) {
    return row >= 0 && row < canvas->rows && column >= 0 && column < canvas->columns;
}

void canvas_init(Canvas *canvas, int rows, int columns, bool ascii) {
    *canvas = (Canvas){.ascii = ascii};
    canvas_resize(canvas, rows, columns);
}

void canvas_done(Canvas *canvas) {
    free(canvas->cells);
    free(canvas->spots);
    *canvas = (Canvas){0};
}

void canvas_resize(Canvas *canvas, int rows, int columns) {
    rows = rows < 0 ? 0 : rows;
    columns = columns < 0 ? 0 : columns;
    if (!canvas->cells || rows != canvas->rows || columns != canvas->columns) {
        size_t count = (size_t)rows * (size_t)columns;
        Cell *cells = realloc(canvas->cells, (count ? count : 1) * sizeof *cells);
        if (!cells) abort();
        canvas->cells = cells;
        canvas->rows = rows;
        canvas->columns = columns;
    }
    canvas_clear(canvas);
}

void canvas_clear(Canvas *canvas) {
    size_t count = (size_t)canvas->rows * (size_t)canvas->columns;
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = blank;
    canvas->cursor_row = canvas->cursor_column = 0;
    canvas->cursor_visible = false;
    canvas->spot_count = 0;
}

static void add_spot(Canvas *canvas, const Spot *spot) {
    if (canvas->spot_count == canvas->spot_room) {
        canvas->spot_room = canvas->spot_room ? canvas->spot_room * 2 : 64;
        canvas->spots = realloc(canvas->spots, (size_t)canvas->spot_room * sizeof *canvas->spots);
        if (!canvas->spots) abort();
    }
    canvas->spots[canvas->spot_count++] = *spot;
}

void canvas_spot(Canvas *canvas, Rect area, int part, int item) {
    add_spot(canvas, &(Spot){.area = area, .part = part, .item = item});
}

void canvas_spot_keys(Canvas *canvas, Rect area, const char *keys) {
    Spot spot = {.area = area};
    size_t length = strlen(keys);
    if (length >= sizeof spot.keys) return;
    memcpy(spot.keys, keys, length + 1);
    add_spot(canvas, &spot);
}

void canvas_cover(Canvas *canvas, Rect area) {
    canvas_spot(canvas, area, -1, -1);
}

const Spot *canvas_spot_at(const Canvas *canvas, int row, int column) {
    for (int i = canvas->spot_count - 1; i >= 0; i--) {
        const Spot *spot = &canvas->spots[i];
        const Rect *area = &spot->area;
        if (row < area->row || row >= area->row + area->rows || column < area->column || column >= area->column + area->columns) continue;
        return spot->part < 0 ? NULL : spot;
    }
    return NULL;
}

static void blank_text(Cell *cell) {
    cell->text[0] = ' ';
    cell->text[1] = '\0';
    cell->width = 1;
}

/* Before a cell is written over: the other half of a wide character that it was part of becomes a blank. */
static void release(Canvas *canvas, int row, int column) {
    Cell *cell = cell_at(canvas, row, column);
    if (cell->width == 0 && column > 0) blank_text(cell - 1);
    if (cell->width == 2 && column + 1 < canvas->columns) blank_text(cell + 1);
}

static void put_byte(Canvas *canvas, int row, int column, char byte, Style style) {
    if (!inside(canvas, row, column)) return;
    release(canvas, row, column);
    Cell *cell = cell_at(canvas, row, column);
    cell->text[0] = byte;
    cell->text[1] = '\0';
    cell->width = 1;
    cell->style = (unsigned char)style;
    cell->selected = false;
}

static void put_blanks(Canvas *canvas, int row, int column, int width, Style style) {
    for (int i = 0; i < width; i++)
        put_byte(canvas, row, column + i, ' ', style);
}

/* One spacing character; a wide one that hangs over an edge leaves a blank in the half that is inside. */
static void put_wide(Canvas *canvas, int row, int column, const char *text, size_t length, int width, Style style) {
    put_blanks(canvas, row, column, width, style);
    if (!inside(canvas, row, column) || !inside(canvas, row, column + width - 1)) return;
    Cell *cell = cell_at(canvas, row, column);
    memcpy(cell->text, text, length);
    cell->text[length] = '\0';
    cell->width = (unsigned char)width;
    if (width != 2) return;
    cell[1].text[0] = '\0';
    cell[1].width = 0;
}

static size_t character_length(const char *text) {
    size_t length = 1;
    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return length;
}

/* A mark that takes no cell of its own joins the character before it, if there is room. */
static void join(Canvas *canvas, int row, int column, const char *mark, size_t length) {
    if (!inside(canvas, row, column)) return;
    Cell *cell = cell_at(canvas, row, column);
    size_t have = strlen(cell->text);
    if (cell->width == 0 || have + length >= CELL_BYTES) return;
    memcpy(cell->text + have, mark, length);
    cell->text[have + length] = '\0';
}

/* Puts `length` bytes of safe text; returns its cells. A cell holds one spacing character and its marks, as curses
 * wants it: a flag, one grapheme of two spacing characters, takes two cells; cuts were made at graphemes before. */
static int put_safe(Canvas *canvas, int row, int column, Style style, const char *text, size_t length) {
    int used = 0, last = -1;
    for (size_t at = 0; at < length;) {
        if ((unsigned char)text[at] < 0x80) {
            last = used;
            put_byte(canvas, row, column + used++, text[at++], style);
            continue;
        }
        size_t bytes = character_length(text + at);
        char one[8] = "";
        memcpy(one, text + at, bytes < sizeof one ? bytes : sizeof one - 1);
        int width = utf8_width(one);
        if (width > 0) {
            last = used;
            put_wide(canvas, row, column + used, text + at, bytes, width, style);
            used += width;
        } else if (last >= 0) {
            join(canvas, row, column + last, text + at, bytes);
        }
        at += bytes;
    }
    return used;
}

/* Most text is short and ASCII. True if that can be seen in its first `width` + 1 bytes; `*length` gets how many there
 * are. */
static bool plain_ascii(const char *text, int width, int *length) {
    int i = 0;
    for (; i <= width && text[i]; i++)
        if (text[i] < ' ' || text[i] > '~') return false;
    *length = i;
    return true;
}

static int draw_ascii(Canvas *canvas, int row, int column, int width, Style style, const char *text, int length) {
    int shown = length <= width ? length : width - 1;
    for (int i = 0; i < shown; i++)
        put_byte(canvas, row, column + i, text[i], style);
    if (length > width) canvas_glyph(canvas, row, column + shown++, GLYPH_ELLIPSIS, style);
    put_blanks(canvas, row, column + shown, width - shown, style);
    return shown;
}

static int draw_safe(Canvas *canvas, int row, int column, int width, Style style, const char *text) {
    int used = 0;
    size_t fits = utf8_fit(text, width, &used);
    bool cut = text[fits] != '\0';
    if (cut) fits = utf8_fit(text, width - 1, &used);
    used = put_safe(canvas, row, column, style, text, fits);
    if (cut) canvas_glyph(canvas, row, column + used++, GLYPH_ELLIPSIS, style);
    put_blanks(canvas, row, column + used, width - used, style);
    return used;
}

/* Makes safe as much of `text` as `width` cells can need: a long remark is drawn often and shown in part. */
static void safe_prefix(const Canvas *canvas, const char *text, int width, StrBuf *out) {
    size_t most = (size_t)width * 64 + 256, length = strnlen(text, most);
    if (length == most)
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
            length--;
    utf8_make_safe(out, text, length, canvas->ascii ? SAFE_LINE | SAFE_ASCII : SAFE_LINE);
}

int canvas_text(Canvas *canvas, int row, int column, int width, Style style, const char *text) {
    if (width <= 0 || row < 0 || row >= canvas->rows) return 0;
    int length;
    if (plain_ascii(text, width, &length)) return draw_ascii(canvas, row, column, width, style, text, length);
    StrBuf safe;
    strbuf_init(&safe);
    safe_prefix(canvas, text, width, &safe);
    int used = draw_safe(canvas, row, column, width, style, safe.data);
    strbuf_done(&safe);
    return used;
}

void canvas_text_right(Canvas *canvas, int row, int column, int width, Style style, const char *text) {
    if (width <= 0 || row < 0 || row >= canvas->rows) return;
    int length;
    if (plain_ascii(text, width, &length)) {
        int space = length < width ? width - length : 0;
        put_blanks(canvas, row, column, space, style);
        draw_ascii(canvas, row, column + space, width - space, style, text, length);
        return;
    }
    StrBuf safe;
    strbuf_init(&safe);
    safe_prefix(canvas, text, width, &safe);
    length = utf8_width(safe.data);
    int space = length < width ? width - length : 0;
    put_blanks(canvas, row, column, space, style);
    draw_safe(canvas, row, column + space, width - space, style, safe.data);
    strbuf_done(&safe);
}

/* The part of [column, column + width) that is on the canvas. */
static void clip(const Canvas *canvas, int *column, int *width) {
    if (*column < 0) {
        *width += *column;
        *column = 0;
    }
    if (*width > canvas->columns - *column) *width = canvas->columns - *column;
}

void canvas_fill(Canvas *canvas, Rect area, Style style) {
    clip(canvas, &area.column, &area.columns);
    for (int i = 0; i < area.rows; i++)
        put_blanks(canvas, area.row + i, area.column, area.columns, style);
}

void canvas_glyph(Canvas *canvas, int row, int column, Glyph glyph, Style style) {
    if (canvas->ascii)
        put_byte(canvas, row, column, glyphs[glyph].ascii, style);
    else
        put_wide(canvas, row, column, glyphs[glyph].utf8, strlen(glyphs[glyph].utf8), 1, style);
}

void canvas_hline(Canvas *canvas, int row, int column, int width, Glyph glyph, Style style) {
    clip(canvas, &column, &width);
    for (int i = 0; i < width; i++)
        canvas_glyph(canvas, row, column + i, glyph, style);
}

void canvas_select(Canvas *canvas, int row, int column, int width) {
    clip(canvas, &column, &width);
    for (int i = 0; i < width; i++)
        if (inside(canvas, row, column + i)) cell_at(canvas, row, column + i)->selected = true;
}

void canvas_restyle(Canvas *canvas, int row, int column, int width, Style style) {
    clip(canvas, &column, &width);
    for (int i = 0; i < width; i++)
        if (inside(canvas, row, column + i)) cell_at(canvas, row, column + i)->style = (unsigned char)style;
}

void canvas_place_cursor(Canvas *canvas, int row, int column, bool visible) {
    canvas->cursor_row = row;
    canvas->cursor_column = column;
    canvas->cursor_visible = visible;
}

const Cell *canvas_cell(const Canvas *canvas, int row, int column) {
    return inside(canvas, row, column) ? cell_at(canvas, row, column) : &blank;
}

static void trim_line(StrBuf *out, size_t start, char filler) {
    while (out->length > start && out->data[out->length - 1] == filler)
        out->data[--out->length] = '\0';
    strbuf_addc(out, '\n');
}

static void print_row(const Canvas *canvas, int row, StrBuf *out) {
    size_t start = out->length;
    for (int column = 0; column < canvas->columns; column++)
        strbuf_add(out, cell_at(canvas, row, column)->text);
    trim_line(out, start, ' ');
}

static char style_letter(const Cell *cell) {
    char letter = style_letters[cell->style < STYLE_COUNT ? cell->style : STYLE_PLAIN];
    if (!cell->selected) return letter;
    return letter == '.' ? '>' : (char)(letter - 'a' + 'A');
}

static void print_styles(const Canvas *canvas, int row, StrBuf *out) {
    size_t start = out->length;
    for (int column = 0; column < canvas->columns; column++)
        strbuf_addc(out, style_letter(cell_at(canvas, row, column)));
    trim_line(out, start, '.');
}

void canvas_print(const Canvas *canvas, bool styles, StrBuf *out) {
    for (int row = 0; row < canvas->rows; row++)
        print_row(canvas, row, out);
    if (!styles) return;
    strbuf_add(out, "-- styles --\n");
    for (int row = 0; row < canvas->rows; row++)
        print_styles(canvas, row, out);
    strbuf_addf(out, "-- cursor %d,%d %s --\n", canvas->cursor_row, canvas->cursor_column,
                canvas->cursor_visible ? "shown" : "placed");
}
