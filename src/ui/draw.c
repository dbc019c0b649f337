/* What several views draw alike: rules with a title, the preview of a record, the window behind a first key. */
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/popup.h"
#include "loket/ui/rows.h"
#include "views.h"

void draw_rule(Canvas *canvas, int row, int column, int width, const char *title, const char *note, bool focus) {
    canvas_hline(canvas, row, column, width, focus ? GLYPH_DOUBLE : GLYPH_HLINE, STYLE_QUIET);
    Style style = focus ? STYLE_FOCUS : STYLE_TITLE;
    int note_width = note && *note ? utf8_width(note) : 0, at = column + 1;
    int room = width - 4 - (note_width ? note_width + 4 : 0);
    if (room < 8) { /* the title matters more than the note */
        note_width = 0;
        room = width - 4;
    }
    if (room < 1) return;
    if (!*title && !note_width) return; /* only a line */
    int title_width = utf8_width(title);
    if (title_width > room) title_width = room;
    canvas_text(canvas, row, at++, 1, style, focus ? "[" : " ");
    canvas_text(canvas, row, at, title_width, style, title);
    canvas_text(canvas, row, at + title_width, 1, style, focus ? "]" : " ");
    if (!note_width) return;
    at = column + width - note_width - 3;
    canvas_text(canvas, row, at, 1, STYLE_QUIET, " ");
    canvas_text(canvas, row, at + 1, note_width, STYLE_TITLE, note);
    canvas_text(canvas, row, at + 1 + note_width, 1, STYLE_QUIET, " ");
}

void draw_prefix_popup(const Ui *ui, Canvas *canvas, const Hint *hints, int count) {
    Popup popup = {.title = _("then"), .place = POPUP_BOTTOM};
    int across = ui->columns >= 60 ? 3 : 2, rows = (count + across - 1) / across;
    Rect box = popup_place(&popup, (Rect){0, 0, ui->rows - 2, ui->columns}, rows, ui->columns - POPUP_EDGE_COLUMNS);
    Rect inside = popup_draw(&popup, canvas, box);
    int width = inside.columns / across;
    for (int i = 0; i < count; i++) {
        int row = inside.row + i % rows, column = inside.column + i / rows * width;
        if (i % rows >= inside.rows) continue;
        canvas_text(canvas, row, column, 6, STYLE_KEY, hints[i].key);
        canvas_text(canvas, row, column + 6, width - 7, STYLE_PLAIN, hints[i].text);
    }
}

/* -- preview -------------------------------------------------------------------------------------------------- */

typedef struct Pen {
    Canvas *canvas;
    Rect area;
    int row;
} Pen;

static bool room(const Pen *pen) {
    return pen->row < pen->area.row + pen->area.rows;
}

static void line(Pen *pen, Style style, int indent, const char *text) {
    if (!room(pen)) return;
    canvas_text(pen->canvas, pen->row++, pen->area.column + 1 + indent, pen->area.columns - 2 - indent, style, text);
}

static void wrapped(Pen *pen, Style style, int indent, const char *text, int most) {
    size_t length = strlen(text), at = 0, shown;
    int width = pen->area.columns - 2 - indent;
    if (width < 4) return;
    while (at < length && most-- > 0 && room(pen)) {
        size_t next = cells_wrap(text, length, at, width, &shown);
        cells_draw(pen->canvas, pen->row++, pen->area.column + 1 + indent, width, style, text + at, shown - at);
        at = next;
    }
}

/* Why it is due, in words, and when. */
static void preview_due(const Ui *ui, Pen *pen, const Record *record) {
    if (!record->due_at) return;
    Arena *arena = arena_new();
    Due *dues;
    size_t count;
    StrBuf text;
    strbuf_init(&text);
    if (records_dues(desk_db(ui->desk), record->def, record->no, arena, &dues, &count, NULL) == OK && count) {
        agenda_reason(ui->desk, record->def, &dues[0], record, &text);
        strbuf_add(&text, ": ");
        when_left_long(dues[0].due_at, ui->board.at, dues[0].hours, &text);
        wrapped(pen, due_mark(record, ui->board.at) == '!' ? STYLE_LATE : STYLE_PLAIN, 0, text.data, 2);
    }
    strbuf_done(&text);
    arena_free(arena);
}

static bool worth_showing(const Record *record, size_t i) {
    const FieldDef *field = &record->def->fields[i];
    return record->values[i].set && !(field->flags & FF_TITLE) && strcmp(field->key, "level") != 0;
}

void draw_preview(const Ui *ui, Canvas *canvas, Rect area, const Record *record) {
    if (area.rows < 2) return;
    char code[CODE_SIZE] = "";
    if (record) code_write(record->def, record->no, code);
    draw_rule(canvas, area.row, area.column, area.columns, code, NULL, false);
    if (!record) return;
    Pen pen = {canvas, area, area.row + 1};
    wrapped(&pen, STYLE_TITLE, 0, record_title(record), 2);
    preview_due(ui, &pen, record);
    enum { LABEL = 18 };
    for (int notes = 0; notes < 2; notes++) /* facts first, then what takes many lines */
        for (size_t i = 0; i < record->def->field_count && room(&pen); i++) {
            const FieldDef *field = &record->def->fields[i];
            if (!worth_showing(record, i) || (field->type == FT_NOTE) != notes) continue;
            StrBuf text;
            strbuf_init(&text);
            desk_format(ui->desk, record, field, &text);
            if (notes) {
                line(&pen, STYLE_LABEL, 0, lang_text(field->label));
                wrapped(&pen, STYLE_PLAIN, 2, text.data, 12);
            } else {
                canvas_text(canvas, pen.row, area.column + 1, LABEL - 1, STYLE_LABEL, lang_text(field->label));
                line(&pen, style_of_field(field, record->values[i]), LABEL, text.data);
            }
            strbuf_done(&text);
        }
}
