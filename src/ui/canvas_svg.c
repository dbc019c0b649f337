#include "loket/ui/canvas_svg.h"

#include <stdint.h>
#include <string.h>

#include "loket/base/utf8.h"

/* In tenths of a pixel, so that no number depends on how a library prints fractions. */
enum { CELL_WIDE = 84, CELL_HIGH = 170, FONT = 140, BASELINE = 128, MARGIN = 120, TOUCH = 20 };

typedef struct Paint {
    uint32_t ink, paper; /* 0xRRGGBB */
    unsigned attributes;
} Paint;

static void number(StrBuf *out, const char *name, int tenths) {
    strbuf_addf(out, tenths % 10 ? " %s=\"%d.%d\"" : " %s=\"%d\"", name, tenths / 10, tenths % 10);
}

/* Only what XML 1.0 may hold is left after utf8_make_safe, so escaping is all there is to do. */
static void escaped(StrBuf *out, const char *text) {
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, strlen(text), SAFE_LINE);
    for (const char *at = safe.data; *at; at++) {
        switch (*at) {
        case '&':
            strbuf_add(out, "&amp;");
            break;
        case '<':
            strbuf_add(out, "&lt;");
            break;
        case '>':
            strbuf_add(out, "&gt;");
            break;
        case '"':
            strbuf_add(out, "&quot;");
            break;
        default:
            strbuf_addc(out, *at);
        }
    }
    strbuf_done(&safe);
}

/* -- colours -------------------------------------------------------------------------------------------------- */

static uint32_t colour_value(Colour colour, uint32_t terminal) {
    static const uint32_t palette[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x5c5cff, 0xcd00cd,
                                         0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
                                         0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    if (colour.kind == COLOUR_NAMED) return palette[colour.index & 15];
    if (colour.kind == COLOUR_RGB) return (uint32_t)(colour.red << 16 | colour.green << 8 | colour.blue);
    return terminal;
}

static Paint paint_of(const Theme *theme, unsigned style, bool selected) {
    const Look *look = &theme->looks[style < STYLE_COUNT ? style : STYLE_PLAIN];
    Paint paint = {colour_value(look->fg, 0xd5dbe1), colour_value(look->bg, 0x10151b), look->attributes};
    bool reverse = (look->attributes & ATTRIBUTE_REVERSE) != 0;
    if (reverse != selected) paint = (Paint){paint.paper, paint.ink, look->attributes};
    paint.attributes &= ~(unsigned)ATTRIBUTE_REVERSE;
    return paint;
}

static bool same_paint(Paint a, Paint b) {
    return a.ink == b.ink && a.paper == b.paper && a.attributes == b.attributes;
}

/* -- line pieces ---------------------------------------------------------------------------------------------- */

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, DOUBLE = 16 };

/* Which arms a line piece has; 0 = it is text. Fonts leave gaps between these, strokes do not. */
static unsigned line_arms(const char *text) {
    static const struct {
        char text[4];
        unsigned arms;
    } pieces[] = {
        {"─", LEFT | RIGHT},
        {"│", UP | DOWN},
        {"═", LEFT | RIGHT | DOUBLE},
        {"┌", DOWN | RIGHT},
        {"┐", DOWN | LEFT},
        {"└", UP | RIGHT},
        {"┘", UP | LEFT},
        {"┬", DOWN | LEFT | RIGHT},
        {"┴", UP | LEFT | RIGHT},
        {"┤", UP | DOWN | LEFT},
        {"├", UP | DOWN | RIGHT},
        {"┼", UP | DOWN | LEFT | RIGHT},
        {"╤", DOWN | LEFT | RIGHT | DOUBLE},
    };
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        if (strcmp(pieces[i].text, text) == 0) return pieces[i].arms;
    return 0;
}

static void move_and_line(StrBuf *out, int x1, int y1, int x2, int y2) {
    strbuf_addf(out, "M%d.%d %d.%dL%d.%d %d.%d", x1 / 10, x1 % 10, y1 / 10, y1 % 10, x2 / 10, x2 % 10, y2 / 10,
                y2 % 10);
}

/* A stretch of `cells` equal line pieces. */
static void line_piece(StrBuf *out, int row, int column, int cells, unsigned arms) {
    int left = MARGIN + column * CELL_WIDE, right = left + cells * CELL_WIDE, top = MARGIN + row * CELL_HIGH;
    int middle = top + CELL_HIGH / 2, centre = left + CELL_WIDE / 2, apart = arms & DOUBLE ? TOUCH : 0;
    int from = arms & LEFT ? left : centre, to = arms & RIGHT ? right : centre;
    if (arms & (LEFT | RIGHT)) move_and_line(out, from, middle - apart, to, middle - apart);
    if (apart) move_and_line(out, from, middle + apart, to, middle + apart);
    if (arms & (UP | DOWN))
        move_and_line(out, centre, arms & UP ? top : middle + apart, centre, arms & DOWN ? top + CELL_HIGH : middle);
}

/* -- runs of cells -------------------------------------------------------------------------------------------- */

typedef struct Run {
    int row, column, cells;
    Paint paint;
    unsigned arms; /* a stretch of line pieces */
} Run;

static bool is_wide(const Cell *cell) {
    return cell->width != 1;
}

/* The stretch of cells from `column` on that look alike. A wide character stands alone, because fonts disagree on its
 * width. */
static Run run_at(const Canvas *canvas, const Theme *theme, int row, int column) {
    const Cell *first = canvas_cell(canvas, row, column);
    Run run = {row, column, 1, paint_of(theme, first->style, first->selected), line_arms(first->text)};
    if (first->width == 2) run.cells = 2;
    if (is_wide(first)) return run;
    for (int at = column + 1; at < canvas->columns; at++) {
        const Cell *cell = canvas_cell(canvas, row, at);
        if (is_wide(cell) || line_arms(cell->text) != run.arms ||
            !same_paint(paint_of(theme, cell->style, cell->selected), run.paint))
            break;
        if (run.arms & (UP | DOWN)) break;
        run.cells++;
    }
    return run;
}

static void run_paper(const Run *run, uint32_t paper, StrBuf *out) {
    if (run->paint.paper == paper) return;
    strbuf_add(out, "<rect");
    number(out, "x", MARGIN + run->column * CELL_WIDE);
    number(out, "y", MARGIN + run->row * CELL_HIGH);
    number(out, "width", run->cells * CELL_WIDE);
    number(out, "height", CELL_HIGH);
    strbuf_addf(out, " fill=\"#%06x\"/>\n", (unsigned)run->paint.paper);
}

static void run_lines(const Run *run, StrBuf *out) {
    strbuf_addf(out, "<path stroke=\"#%06x\" d=\"", (unsigned)run->paint.ink);
    line_piece(out, run->row, run->column, run->cells, run->arms);
    strbuf_add(out, "\"/>\n");
}

static bool is_blank(const Canvas *canvas, int row, int column) {
    const char *text = canvas_cell(canvas, row, column)->text;
    return !*text || strcmp(text, " ") == 0;
}

static void run_text(const Canvas *canvas, const Run *run, uint32_t ink, StrBuf *out) {
    int first = run->column, last = run->column + run->cells - 1;
    bool keep = (run->paint.attributes & ATTRIBUTE_UNDERLINE) != 0; /* a line under blanks is to be seen */
    while (!keep && first <= last && is_blank(canvas, run->row, first))
        first++;
    while (!keep && last > first && is_blank(canvas, run->row, last))
        last--;
    if (first > last) return;
    strbuf_add(out, "<text");
    number(out, "x", MARGIN + first * CELL_WIDE);
    number(out, "y", MARGIN + run->row * CELL_HIGH + BASELINE);
    number(out, "textLength", (last - first + 1) * CELL_WIDE);
    if (run->paint.ink != ink) strbuf_addf(out, " fill=\"#%06x\"", (unsigned)run->paint.ink);
    if (run->paint.attributes & ATTRIBUTE_BOLD) strbuf_add(out, " font-weight=\"bold\"");
    if (run->paint.attributes & ATTRIBUTE_ITALIC) strbuf_add(out, " font-style=\"italic\"");
    if (run->paint.attributes & ATTRIBUTE_UNDERLINE) strbuf_add(out, " text-decoration=\"underline\"");
    if (run->paint.attributes & ATTRIBUTE_DIM) strbuf_add(out, " opacity=\"0.7\"");
    strbuf_addc(out, '>');
    for (int at = first; at <= last; at++) {
        const Cell *cell = canvas_cell(canvas, run->row, at);
        if (cell->width) escaped(out, *cell->text ? cell->text : " ");
    }
    strbuf_add(out, "</text>\n");
}

/* -- the document --------------------------------------------------------------------------------------------- */

static void opening(const Canvas *canvas, Paint plain, const char *title, const char *description, StrBuf *out) {
    int wide = (2 * MARGIN + canvas->columns * CELL_WIDE + 9) / 10,
        high = (2 * MARGIN + canvas->rows * CELL_HIGH + 9) / 10;
    strbuf_addf(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                "aria-labelledby=\"title about\">\n",
                wide, high, wide, high);
    strbuf_add(out, "<title id=\"title\">");
    escaped(out, title);
    strbuf_add(out, "</title>\n<desc id=\"about\">");
    escaped(out, description);
    strbuf_addf(out, "</desc>\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n", wide, high,
                (unsigned)plain.paper);
}

void canvas_svg(const Canvas *canvas, const Theme *theme, const char *title, const char *description, StrBuf *out) {
    Paint plain = paint_of(theme, STYLE_PLAIN, false);
    StrBuf text;
    strbuf_init(&text);
    opening(canvas, plain, title, description, out);
    strbuf_add(
        out, "<g fill=\"none\" stroke-width=\"1\">\n"); /* grounds and lines first, so that no ground covers a letter */
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns;) {
            Run run = run_at(canvas, theme, row, column);
            run_paper(&run, plain.paper, out);
            if (run.arms)
                run_lines(&run, out);
            else
                run_text(canvas, &run, plain.ink, &text);
            column += run.cells;
        }
    strbuf_addf(out,
                "</g>\n<g font-family=\"'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace\" "
                "font-size=\"%d\" fill=\"#%06x\" xml:space=\"preserve\">\n",
                FONT / 10, (unsigned)plain.ink);
    strbuf_add(out, text.data);
    strbuf_add(out, "</g>\n</svg>\n");
    strbuf_done(&text);
}
