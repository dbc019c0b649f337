#include "preview.h"

#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
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

static bool worth_showing(const Record *record, size_t i) {
    const FieldDef *field = &record->def->fields[i];
    return record->values[i].set && !(field->flags & FF_TITLE) && strcmp(field->key, "level") != 0;
}

/* Facts first, then what takes many lines. */
static void read_fields(Preview *preview, Ui *ui, const Record *record) {
    preview->fields = ARENA_ARRAY(preview->arena, PreviewField, record->def->field_count + 1);
    for (int notes = 0; notes < 2; notes++)
        for (size_t i = 0; i < record->def->field_count; i++) {
            const FieldDef *field = &record->def->fields[i];
            if (!worth_showing(record, i) || (field->type == FT_NOTE) != notes) continue;
            StrBuf text;
            strbuf_init(&text);
            desk_format(ui->desk, record, field, &text);
            preview->fields[preview->count++] = (PreviewField){.label = lang_text(field->label),
                                                               .text = arena_strdup(preview->arena, text.data),
                                                               .style = style_of_field(field, record->values[i]),
                                                               .note = notes};
            strbuf_done(&text);
        }
}

void preview_follow(Preview *preview, Ui *ui, const Record *record) {
    if (record ? preview->def == record->def && preview->no == record->no : !preview->def) return;
    preview_forget(preview);
    if (!record) return;
    preview->def = record->def;
    preview->no = record->no;
    preview->title = arena_strdup(preview->arena, record_title(record));
    read_due(preview, ui, record);
    read_fields(preview, ui, record);
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

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

static void draw_field(Pen *pen, const PreviewField *field) {
    enum { LABEL = 18 };
    if (field->note) {
        line(pen, STYLE_LABEL, 0, field->label);
        wrapped(pen, STYLE_PLAIN, 2, field->text, 12);
    } else {
        canvas_text(pen->canvas, pen->row, pen->area.column + 1, LABEL - 1, STYLE_LABEL, field->label);
        line(pen, field->style, LABEL, field->text);
    }
}

void preview_draw(const Preview *preview, Canvas *canvas, Rect area) {
    if (area.rows < 2) return;
    char code[CODE_SIZE] = "";
    if (preview->def) code_write(preview->def, preview->no, code);
    draw_rule(canvas, area.row, area.column, area.columns, code, NULL, false);
    if (!preview->def) return;
    Pen pen = {canvas, area, area.row + 1};
    wrapped(&pen, STYLE_TITLE, 0, preview->title, 2);
    if (preview->due) wrapped(&pen, preview->due_style, 0, preview->due, 2);
    for (size_t i = 0; i < preview->count && room(&pen); i++) draw_field(&pen, &preview->fields[i]);
}
