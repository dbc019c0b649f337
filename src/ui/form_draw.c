/* The picture of a form: which field stands where, and how each looks. */
#include "form_private.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"

enum { ROOMY = 60, NOTE_BESIDE = 72, BOTTOM = 2, NOTE_LEAST = 2 };

/* Columns, the same for all fields. */
typedef struct Columns {
    int mark, label, label_width, value, value_width, beside, beside_width;
    int rest; /* from `value` to the right edge */
    bool all_helped; /* something stands beside every value */
} Columns;

/* Where a field stands, rows counted from the top of the whole form. */
typedef struct Slot {
    int row, rows; /* of its value */
    int heading;   /* rows above it */
    int under;     /* rows below it: error or tip */
} Slot;

typedef struct Layout {
    Columns columns;
    Slot places[FORM_MOST];
    int total, visible; /* rows of all; fields shown */
} Layout;

bool form_field_shown(const Form *form, int index) {
    const FormField *field = &form->fields[index];
    if (field->def->type == FT_STATE && form->no) return false; /* moving is an action */
    if (!(field->def->flags & FF_LONG) || form->more) return true;
    return field->error.length || form_field_changed(field) || form->seen->values[index].set || index == form->focus;
}

/* -- layout --------------------------------------------------------------------------------------------------- */

static int label_cells(const Form *form) {
    int widest = 0;
    for (int i = 0; i < form->count; i++) {
        if (!form_field_shown(form, i)) continue;
        const char *label = lang_text(form->fields[i].def->label);
        bool starred = !form->source && (form->fields[i].def->flags & FF_REQUIRED);
        int width = cells_width(label, strlen(label)) + (starred ? 2 : 0);
        if (width > widest) widest = width;
    }
    return widest;
}

static Columns make_columns(const Form *form, int width) {
    Columns columns = {.mark = width >= ROOMY ? 1 : 0, .label = width >= ROOMY ? 3 : 1};
    int most = width >= ROOMY ? width / 4 + 2 : width / 3, widest = label_cells(form);
    columns.label_width = widest < most ? widest : most;
    columns.value = columns.label + columns.label_width + 1;
    columns.rest = width - columns.value - 1 > 4 ? width - columns.value - 1 : 4;
    columns.value_width = columns.rest;
    columns.all_helped = form->source != NULL;
    if (width < NOTE_BESIDE) return columns;
    columns.value_width = columns.rest / 2 < 50 ? columns.rest / 2 : 50;
    columns.beside = columns.value + columns.value_width + 1;
    columns.beside_width = width - columns.beside - 1;
    return columns;
}

/* Only what is looked up while typing needs the place beside it; the rest may use it. */
static int value_cells(const FormField *field, const Columns *columns) {
    enum { MOST = 96 };
    if (columns->all_helped) return columns->value_width;
    bool helped = field->kind == FIELD_LINE && (field->def->type != FT_TEXT || (field->def->flags & FF_SUGGEST));
    if (helped && field->def->type != FT_LINKS) return columns->value_width;
    return columns->rest < MOST ? columns->rest : MOST;
}

static int wrapped_rows(const char *text, int width, int most) {
    size_t length = strlen(text), shown;
    int rows = 0;
    for (size_t at = 0; at < length && rows < most; rows++)
        at = cells_wrap(text, length, at, width, &shown);
    if (length && text[length - 1] == '\n' && rows < most) rows++;
    return rows;
}

static int value_rows(const FormField *field, const Columns *columns, int page) {
    if (field->kind != FIELD_NOTE) return 1;
    int most = page / 3 < 4 ? 4 : page / 3;
    int width = value_cells(field, columns) - 3;
    int rows = wrapped_rows(text_editor_text(&field->note), width > 2 ? width : 2, most);
    return rows < NOTE_LEAST ? NOTE_LEAST : rows;
}

static bool beside_fits(const FormField *field, const Columns *columns, const StrBuf *text) {
    if (field->fault || value_cells(field, columns) > columns->value_width) return false;
    return columns->beside_width > 0 && cells_width(text->data, text->length) + 2 <= columns->beside_width;
}

/* Where what stands below a value begins; in a narrow window further left. */
static int under_column(const Columns *columns) {
    return columns->beside_width ? columns->value + 2 : columns->label + 2;
}

static int under_width(const Form *form, const Columns *columns) {
    int width = form->view.columns - 1 - under_column(columns);
    return width > 2 ? width : 2;
}

/* A tip always has its row when it has no place beside, so that the form does not jump while one types. */
static int under_rows(const Form *form, int index, const Columns *columns) {
    const FormField *field = &form->fields[index];
    if (field->error.length)
        return beside_fits(field, columns, &field->error)
                   ? 0
                   : wrapped_rows(field->error.data, under_width(form, columns), 3) + (field->fault > 0);
    bool helped = columns->all_helped || form_field_links(field) || field->def->type == FT_DATE || field->def->type == FT_MOMENT;
    bool beside = columns->beside_width && value_cells(field, columns) <= columns->value_width;
    return helped && !beside && index == form->focus;
}

static void make_layout(const Form *form, Layout *layout) {
    *layout = (Layout){.columns = make_columns(form, form->view.columns)};
    const char *group = NULL, *said = NULL;
    for (int i = 0; i < form->count; i++) {
        Slot *place = &layout->places[i];
        if (form->fields[i].def->group) group = form->fields[i].def->group;
        if (!form_field_shown(form, i)) continue;
        place->heading = group != said && group;
        said = group;
        layout->total += place->heading;
        place->row = layout->total;
        place->rows = value_rows(&form->fields[i], &layout->columns, form->view.rows);
        place->under = under_rows(form, i, &layout->columns);
        layout->total += place->rows + place->under;
        layout->visible++;
    }
}

/* The notice stands above the lines at the foot, where there is room for it. */
static int notice_rows(const Form *form) {
    enum { MOST = 4 };
    int rows = form->notice && form->view.rows > 2 * MOST + BOTTOM ? cells_rows(form->notice, form->view.columns - 2) : 0;
    return rows < MOST ? rows : MOST;
}

static int body_rows(const Form *form) {
    int bottom = (form->view.rows > 6 ? BOTTOM : 1) + notice_rows(form);
    return form->view.rows - bottom > 1 ? form->view.rows - bottom : 1;
}

void form_layout(Form *form) {
    Layout layout;
    make_layout(form, &layout);
    int rows = body_rows(form);
    for (int i = 0; i < form->count; i++) {
        FormField *field = &form->fields[i];
        if (field->kind != FIELD_NOTE || !form_field_shown(form, i)) continue;
        int height = layout.places[i].rows < rows ? layout.places[i].rows : rows,
            width = value_cells(field, &layout.columns) - 2;
        /* it may have scrolled before it grew */
        if (wrapped_rows(text_editor_text(&field->note), width - 1 > 2 ? width - 1 : 2, height + 1) <= height)
            field->note.top = 0;
        text_editor_layout(&field->note, height, width);
    }
    const Slot *focus = &layout.places[form->focus];
    int first = focus->row - focus->heading, last = focus->row + focus->rows + focus->under;
    if (form->top > layout.total - rows) form->top = layout.total - rows;
    if (last > form->top + rows) form->top = last - rows;
    if (first < form->top) form->top = first;
    if (form->top < 0) form->top = 0;
}

/* -- values --------------------------------------------------------------------------------------------------- */

typedef struct Pen {
    Canvas *canvas;
    const Columns *columns;
    int first, last; /* rows of the canvas that belong to the fields */
    int width;       /* cells of the value being drawn */
    int item;        /* the field being drawn */
    bool focus;
} Pen;

static bool on_page(const Pen *pen, int row) {
    return row >= pen->first && row <= pen->last;
}

static void brackets(const Pen *pen, int row) {
    const Columns *columns = pen->columns;
    Style style = pen->focus ? STYLE_FOCUS : STYLE_QUIET;
    canvas_text(pen->canvas, row, columns->value, 1, style, "[");
    canvas_text(pen->canvas, row, columns->value + pen->width - 1, 1, style, "]");
}

static Rect inside(const Pen *pen, int row) {
    return (Rect){row, pen->columns->value + 1, 1, pen->width - 2};
}

/* All options in a row, if they fit: what there is to choose from is then in sight. */
static bool draw_radio(const Form *form, const FormField *field, const Pen *pen, int row) {
    const char *key, *label;
    int width = 0, count = 0;
    for (; form_option(form, field, count, &key, &label); count++)
        width += cells_width(label, strlen(label)) + 5;
    if (!count || count > 5 || width - 1 > pen->width) return false;
    int column = pen->columns->value, cursor = column + 1;
    for (int i = 0; i < count; i++) {
        form_option(form, field, i, &key, &label);
        bool chosen = strcmp(key, field->slug.data) == 0;
        if (chosen) cursor = column + 1;
        int cells = cells_width(label, strlen(label));
        Style style = chosen ? (pen->focus ? STYLE_FOCUS : STYLE_PLAIN) : STYLE_QUIET;
        canvas_text(pen->canvas, row, column, 4, style, chosen ? "(o) " : "( ) ");
        canvas_text(pen->canvas, row, column + 4, cells, style, label);
        column += cells + 5;
    }
    if (pen->focus) canvas_place_cursor(pen->canvas, row, cursor, true);
    return true;
}

static void draw_options(const Form *form, const FormField *field, const Pen *pen, int row) {
    if (draw_radio(form, field, pen, row)) return;
    const char *key, *label, *shown = "-";
    for (int i = 0; form_option(form, field, i, &key, &label); i++)
        if (strcmp(key, field->slug.data) == 0) shown = label;
    StrBuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "< %s >", shown);
    canvas_text(pen->canvas, row, pen->columns->value, pen->width, pen->focus ? STYLE_FOCUS : STYLE_PLAIN, text.data);
    if (pen->focus) canvas_place_cursor(pen->canvas, row, pen->columns->value + 2, true);
    strbuf_done(&text);
}

static void draw_several(const Form *form, const FormField *field, const Pen *pen, int row) {
    const char *key, *label;
    StrBuf text;
    strbuf_init(&text);
    for (int i = 0; form_option(form, field, i, &key, &label); i++)
        if (text_has_word(field->slug.data, key)) strbuf_addf(&text, "%s%s", text.length ? ", " : "", label);
    Rect area = inside(pen, row);
    brackets(pen, row);
    canvas_text(pen->canvas, row, area.column, area.columns, STYLE_INPUT, text.data);
    if (pen->focus) canvas_place_cursor(pen->canvas, row, area.column, true);
    strbuf_done(&text);
}

static void draw_note(const FormField *field, const Pen *pen, int row, int rows) {
    const Columns *columns = pen->columns;
    int shown = 0, start = row < pen->first ? pen->first : row;
    for (int i = 0; i < rows; i++) {
        if (!on_page(pen, row + i)) continue;
        shown++;
        canvas_glyph(pen->canvas, row + i, columns->value, GLYPH_VLINE, pen->focus ? STYLE_FOCUS : STYLE_QUIET);
        canvas_glyph(pen->canvas, row + i, columns->value + pen->width - 1, GLYPH_VLINE,
                     pen->focus ? STYLE_FOCUS : STYLE_QUIET);
    }
    Rect area = inside(pen, start);
    area.rows = shown;
    text_editor_draw(&field->note, pen->canvas, area, pen->focus);
    canvas_spot(pen->canvas, area, SPOT_TEXT, pen->item);
}

static void draw_fixed(const Ui *ui, const Form *form, const FormField *field, const Pen *pen, int row) {
    StrBuf text;
    strbuf_init(&text);
    /* to go and stand on a shielded name is to ask for it */
    (pen->focus ? desk_format_asked : desk_format)(ui->desk, form->seen, field->def, &text);
    canvas_text(pen->canvas, row, pen->columns->value, pen->width, STYLE_PLAIN, text.data);
    if (pen->focus) canvas_place_cursor(pen->canvas, row, pen->columns->value, true);
    strbuf_done(&text);
}

static void draw_value(const Ui *ui, const Form *form, const FormField *field, const Pen *pen, int row, int rows) {
    if (field->kind == FIELD_NOTE && !field->fixed) {
        draw_note(field, pen, row, rows);
        return;
    }
    if (!on_page(pen, row)) return;
    if (field->fixed) {
        draw_fixed(ui, form, field, pen, row);
    } else if (field->kind == FIELD_OPTIONS) {
        draw_options(form, field, pen, row);
    } else if (field->kind == FIELD_SEVERAL) {
        draw_several(form, field, pen, row);
    } else {
        brackets(pen, row);
        line_editor_draw(&field->line, pen->canvas, inside(pen, row), pen->focus);
        canvas_spot(pen->canvas, inside(pen, row), SPOT_TEXT, pen->item);
    }
}

/* -- fields --------------------------------------------------------------------------------------------------- */

static void draw_label(const FormField *field, const Pen *pen, int row) {
    const Columns *columns = pen->columns;
    if (!on_page(pen, row)) return;
    const char *label = lang_text(field->def->label);
    bool required = (field->def->flags & FF_REQUIRED) && !columns->all_helped; /* there all have a value */
    int room = columns->label_width - (required ? 2 : 0);
    int used = canvas_text(pen->canvas, row, columns->label, room, pen->focus ? STYLE_FOCUS : STYLE_LABEL, label);
    if (required) canvas_text(pen->canvas, row, columns->label + used + 1, 1, STYLE_KEY, "*");
    if (pen->focus || field->error.length)
        canvas_text(pen->canvas, row, columns->mark, 1, pen->focus ? STYLE_FOCUS : STYLE_ERROR, pen->focus ? ">" : "!");
}

static void draw_under(const Form *form, const Pen *pen, int row, int rows, Style style, const char *text) {
    size_t length = strlen(text), at = 0, shown;
    int column = under_column(pen->columns), width = under_width(form, pen->columns);
    for (int i = 0; i < rows && at < length; i++) {
        size_t next = cells_wrap(text, length, at, width, &shown);
        if (on_page(pen, row + i)) {
            if (i == 0 && style == STYLE_ERROR) canvas_text(pen->canvas, row, column - 2, 2, style, "!");
            cells_draw(pen->canvas, row + i, column, width, style, text + at, shown - at);
        }
        at = next;
    }
}

/* What is wrong counts more than what a key would do; a name's code is always worth showing. */
static void draw_remark(const Form *form, const FormField *field, const Pen *pen, const Slot *place, int row) {
    const Columns *columns = pen->columns;
    int below = row + place->rows;
    if (field->fault && field->error.length && place->under > 1) {
        size_t at = utf8_at_column(line_editor_text(&field->line), field->fault);
        if (on_page(pen, below)) canvas_text(pen->canvas, below, columns->value + 1 + line_editor_place(&field->line, pen->width - 2, at), 1, STYLE_ERROR, "^");
        draw_under(form, pen, below + 1, place->under - 1, STYLE_ERROR, field->error.data);
    } else if (field->error.length && place->under) {
        draw_under(form, pen, below, place->under, STYLE_ERROR, field->error.data);
    } else if (field->error.length && on_page(pen, row)) {
        canvas_text(pen->canvas, row, columns->beside, 2, STYLE_ERROR, "!");
        canvas_text(pen->canvas, row, columns->beside + 2, columns->beside_width - 2, STYLE_ERROR, field->error.data);
    } else if (place->under) {
        draw_under(form, pen, below, place->under, STYLE_QUIET, field->tip.data);
    } else if (columns->beside_width && pen->width <= columns->value_width && field->tip.length && on_page(pen, row) &&
               (pen->focus || columns->all_helped || form_field_links(field))) {
        canvas_text(pen->canvas, row, columns->beside, columns->beside_width, STYLE_QUIET, field->tip.data);
    }
}

/* -- the lines below ------------------------------------------------------------------------------------------ */

static void attention(const Form *form, StrBuf *out) {
    int count = form_error_count(form), named = 0;
    if (!count) return;
    strbuf_addf(out, ngettext("%d field needs attention", "%d fields need attention", (unsigned long)count), count);
    for (int i = 0; i < form->count; i++)
        if (form->fields[i].error.length)
            strbuf_addf(out, "%s %s", named++ ? "," : ":", lang_text(form->fields[i].def->label));
}

static void position(const Form *form, const Layout *layout, bool draft, StrBuf *out) {
    int at = 0, hidden = 0;
    for (int i = 0; i < form->count; i++) {
        bool shown = form_field_shown(form, i);
        at += shown && i <= form->focus;
        hidden += !shown && (form->fields[i].def->flags & FF_LONG);
    }
    if (draft && form->kept_at && form->view.columns >= ROOMY) {
        strbuf_addf(out, "%s ", _("draft kept"));
        moment_format_time(form->kept_at, out);
        strbuf_add(out, "   ");
    }
    strbuf_addf(out, _("field %d of %d"), at, layout->visible);
    if (hidden) strbuf_addf(out, _(", %d more"), hidden);
}

static void draw_bottom(const Form *form, const Layout *layout, Canvas *canvas, Rect area) {
    const FormField *field = &form->fields[form->focus];
    StrBuf text, place;
    strbuf_init(&text);
    strbuf_init(&place);
    attention(form, &text);
    position(form, layout, !text.length, &place);
    int row = area.row + area.rows - 1, width = cells_width(place.data, place.length);
    bool two = area.rows > 6;
    bool general = form->general.length > 0; /* what is wrong with the whole comes before help on a part */
    int noted = notice_rows(form);
    if (noted) cells_draw_wrapped(canvas, (Rect){row - 1 - noted, 1, noted, area.columns - 2}, STYLE_NOTICE, form->notice);
    if (two)
        canvas_text(canvas, row - 1, 1, area.columns - 2, general ? STYLE_ERROR : STYLE_QUIET,
                    general ? form->general.data : lang_text(field->def->help));
    if (area.columns - 2 - width < 24 && text.length) width = -2;
    if (width > 0) canvas_text(canvas, row, area.columns - 1 - width, width, STYLE_QUIET, place.data);
    if (text.length)
        canvas_text(canvas, row, 1, area.columns - 4 - width, STYLE_ERROR, text.data);
    else if (!two)
        canvas_text(canvas, row, 1, area.columns - 4 - width, STYLE_QUIET, lang_text(field->def->help));
    strbuf_done(&text);
    strbuf_done(&place);
}

void form_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const Form *form = (const Form *)view;
    Layout layout;
    make_layout(form, &layout);
    Pen pen = {.canvas = canvas, .columns = &layout.columns, .first = area.row, .last = area.row + body_rows(form) - 1};
    const char *group = NULL;
    for (int i = 0; i < form->count; i++) {
        const Slot *place = &layout.places[i];
        if (form->fields[i].def->group) group = form->fields[i].def->group;
        if (!form_field_shown(form, i)) continue;
        int row = area.row + place->row - form->top;
        pen.focus = i == form->focus;
        pen.item = i;
        if (place->heading && on_page(&pen, row - 1))
            draw_rule(canvas, row - 1, 0, area.columns, lang_text(group), NULL, false);
        pen.width = value_cells(&form->fields[i], &layout.columns);
        draw_label(&form->fields[i], &pen, row);
        for (int at = row; at < row + place->rows + place->under; at++)
            if (on_page(&pen, at)) canvas_spot(canvas, (Rect){at, 0, 1, area.columns}, 0, i);
        draw_value(ui, form, &form->fields[i], &pen, row, place->rows);
        draw_remark(form, &form->fields[i], &pen, place, row);
    }
    draw_bottom(form, &layout, canvas, area);
    Popup popup = {.place = POPUP_ANCHOR, .anchor_row = area.row + layout.places[form->focus].row - form->top, .anchor_column = layout.columns.value};
    if (completer_listed(&form->completer)) completer_draw(&form->completer, canvas, area, &popup);
}
