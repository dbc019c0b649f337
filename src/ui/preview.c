#include "preview.h"

#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/rows.h"
#include "views.h"

void preview_init(Preview *preview) {
    *preview = (Preview){.arena = arena_new()};
}

void preview_done(Preview *preview) {
    arena_free(preview->arena);
    *preview = (Preview){0};
}

void preview_forget(Preview *preview) {
    arena_clear(preview->arena);
    *preview = (Preview){.arena = preview->arena};
}

/* -- reading -------------------------------------------------------------------------------------------------- */

/* Why it is due, in words, and when. */
static void read_due(Preview *preview, Ui *ui, const Record *record) {
    Due *dues;
    size_t count;
    if (!record->due_at || records_dues(desk_db(ui->desk), record->def, record->no, preview->arena, &dues, &count, NULL) != OK || !count) return;
    StrBuf text;
    strbuf_init(&text);
    agenda_reason(ui->desk, record->def, &dues[0], record, &text);
    strbuf_add(&text, ": ");
    when_left_long(dues[0].due_at, ui->board.at, dues[0].hours, &text);
    preview->due = arena_strdup(preview->arena, text.data);
    preview->due_style = due_mark(record, ui->board.at) == '!' ? STYLE_LATE : STYLE_PLAIN;
    strbuf_done(&text);
}

/* What is seldom asked is seldom looked for. */
static bool worth_showing(const Record *record, size_t i) {
    const FieldDef *field = &record->def->fields[i];
    return record->values[i].set && !(field->flags & (FF_TITLE | FF_LONG)) && strcmp(field->key, "level") != 0;
}

static void add_field(Preview *preview, Ui *ui, const Record *record, size_t i) {
    const FieldDef *field = &record->def->fields[i];
    StrBuf text;
    strbuf_init(&text);
    desk_format(ui->desk, record, field, &text);
    preview->fields[preview->count++] = (PreviewField){.label = lang_text(field->label),
                                                       .text = arena_strdup(preview->arena, text.data),
                                                       .style = style_of_field(field, record->values[i]),
                                                       .note = field->type == FT_NOTE};
    strbuf_done(&text);
}

/* The story first, then facts, then what else takes many lines. */
static void read_fields(Preview *preview, Ui *ui, const Record *record) {
    size_t count = record->def->field_count, story = count;
    preview->fields = ARENA_ARRAY(preview->arena, PreviewField, count + 1);
    for (size_t i = count; i-- > 0;)
        if (worth_showing(record, i) && record->def->fields[i].type == FT_NOTE) story = i;
    if (story < count) add_field(preview, ui, record, story);
    for (int notes = 0; notes < 2; notes++)
        for (size_t i = 0; i < count; i++)
            if (i != story && worth_showing(record, i) && (record->def->fields[i].type == FT_NOTE) == notes) add_field(preview, ui, record, i);
}

void preview_follow(Preview *preview, Ui *ui, const Record *record) {
    if (!ui->moving) preview->whole = true;
    if (record ? preview->def == record->def && preview->no == record->no : !preview->def) return;
    preview_forget(preview);
    if (!record) return;
    preview->whole = !ui->moving;
    preview->def = record->def;
    preview->no = record->no;
    preview->title = arena_strdup(preview->arena, record_title(record));
    read_due(preview, ui, record);
    read_fields(preview, ui, record);
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

/* What is sent again with every step of the cursor has to do for a glance; the rest follows when the hands do. */
enum { CELLS_MOST = 850, ROW_CELLS = 12 /* what a row costs besides its text */ };

typedef struct Pen {
    Canvas *canvas;
    Rect area;
    int row, left; /* left: cells that may still be drawn */
} Pen;

static bool room(const Pen *pen) {
    return pen->row < pen->area.row + pen->area.rows && pen->left > 0;
}

/* Draws within `most` cells of the row, no further than its text goes. */
static int put(Pen *pen, Style style, int indent, int most, const char *text) {
    int width = pen->area.columns - 2 - indent, cells = utf8_width(text);
    if (width > most) width = most;
    if (cells > width) cells = width;
    pen->left -= cells;
    return canvas_text(pen->canvas, pen->row, pen->area.column + 1 + indent, cells, style, text);
}

static void next_row(Pen *pen) {
    pen->row++;
    pen->left -= ROW_CELLS;
}

static void wrapped(Pen *pen, Style style, int indent, const char *text, int most) {
    size_t length = strlen(text), at = 0, shown;
    int width = pen->area.columns - 2 - indent;
    if (width < 4) return;
    while (at < length && most-- > 0 && room(pen)) {
        size_t next = cells_wrap(text, length, at, width, &shown);
        cells_draw(pen->canvas, pen->row, pen->area.column + 1 + indent, width, style, text + at, shown - at);
        pen->left -= cells_width(text + at, shown - at);
        next_row(pen);
        at = next;
    }
    if (at > 0 && at < length) canvas_glyph(pen->canvas, pen->row - 1, pen->area.column + pen->area.columns - 1, GLYPH_ELLIPSIS, STYLE_QUIET);
}

static void draw_field(Pen *pen, const PreviewField *field) {
    enum { LABEL = 18, NOTE_LEAST = 4, NOTE_SHARE = 4 /* of the rows */ };
    int rows = pen->area.rows / NOTE_SHARE;
    put(pen, STYLE_LABEL, 0, field->note ? pen->area.columns : LABEL - 1, field->label);
    if (!field->note) put(pen, field->style, LABEL, pen->area.columns, field->text);
    next_row(pen);
    if (field->note) wrapped(pen, STYLE_PLAIN, 2, field->text, rows > NOTE_LEAST ? rows : NOTE_LEAST);
}

void preview_draw(const Preview *preview, Canvas *canvas, Rect area) {
    if (area.rows < 2) return;
    char code[CODE_SIZE] = "";
    if (preview->def) code_write(preview->def, preview->no, code);
    draw_rule(canvas, area.row, area.column, area.columns, code, NULL, false);
    if (!preview->def) return;
    Pen pen = {canvas, area, area.row + 1, preview->whole ? area.rows * (area.columns + ROW_CELLS) : CELLS_MOST};
    wrapped(&pen, STYLE_TITLE, 0, preview->title, 2);
    if (preview->due) wrapped(&pen, preview->due_style, 0, preview->due, 2);
    size_t i = 0;
    while (i < preview->count && room(&pen)) draw_field(&pen, &preview->fields[i++]);
    if (i < preview->count && pen.row < area.row + area.rows) canvas_glyph(canvas, pen.row, area.column + 1, GLYPH_ELLIPSIS, STYLE_QUIET);
}
