/* How a row of a list looks: the same in a pane and in a list. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/columns.h"
#include "loket/ui/rows.h"

enum { MARKS = 3 /* cursor, mark, gap */, MARGIN = 1 /* free cell at the right: what follows may be a line */ };

Style style_of_field(const FieldDef *field, Value value) {
    if (!field || !value.set || field->type != FT_CHOICE || field->choices != choices_severity) return STYLE_PLAIN;
    int index = choice_index(field->choices, value.text);
    return index == 0 ? STYLE_CRIT : index == 1 ? STYLE_HIGH : STYLE_PLAIN;
}

static Style style_of_due(const Row *row) {
    if (row->mark == '!') return row->record->due_hours ? STYLE_CLOCK : STYLE_LATE;
    return row->mark == '.' ? STYLE_TODAY : STYLE_PLAIN;
}

static Style style_of_cell(const Row *row, const Column *column) {
    if (column->computed) return STYLE_PLAIN;
    if (!column->field) return strcmp(column->key, "due") == 0 ? style_of_due(row) : STYLE_CODE;
    return style_of_field(column->field, record_value(row->record, column->field->key));
}

/* What names the record; all other columns can be scrolled. */
static bool stays(const Column *column) {
    return column->field ? column->field->flags & FF_TITLE : strcmp(column->key, "code") == 0;
}

/* The columns that move, most important first. */
static int moving(const Rows *rows, int order[ROWS_COLUMNS]) {
    int count = 0;
    for (int priority = 0; priority <= ROWS_COLUMNS; priority++)
        for (int i = 0; i < rows->column_count; i++)
            if (rows->columns[i].priority == priority && !stays(&rows->columns[i])) order[count++] = i;
    return count;
}

typedef struct Shown {
    int widths[ROWS_COLUMNS];
    int next;    /* where the columns begin that have no room after these; 0 = there are none */
    bool before; /* some of those before have no room */
} Shown;

static ColumnWish wish_of(const Column *column, int from, int width) {
    ColumnWish wish = {column->min, column->preferred, column->grow, from && stays(column) ? 0 : column->priority};
    /* what it is about takes a third before lesser columns come in, unless these were asked for */
    bool title = column->field && column->field->flags & FF_TITLE;
    if (title && !from && wish.min < width / 3) wish.min = width / 3;
    if (wish.preferred < wish.min || (title && from)) wish.preferred = wish.min;
    return wish;
}

/* Scrolled to `from`, the columns from there on go before those that were shown before; these fill what room is left. */
static Shown layout(const Rows *rows, int from, int width) {
    Shown shown = {0};
    ColumnWish wishes[ROWS_COLUMNS];
    int order[ROWS_COLUMNS], count = moving(rows, order), room = width;
    for (int i = 0; i < rows->column_count; i++) {
        wishes[i] = wish_of(&rows->columns[i], from, width);
        if (stays(&rows->columns[i])) room -= wishes[i].min + 1;
    }
    for (int place = 0; from && place < count; place++) {
        ColumnWish *wish = &wishes[order[place]];
        wish->priority = place < from ? 1 + count + place : 1 + place - from;
        if (wish->min > room) wish->min = room; /* cut rather than out of reach */
    }
    columns_layout(wishes, rows->column_count, 1, width, shown.widths);
    int next = from;
    while (next < count && shown.widths[order[next]]) next++;
    shown.next = next < count && next > from ? next : 0;
    for (int place = 0; place < from; place++) shown.before |= !shown.widths[order[place]];
    return shown;
}

static int room_for(int width) {
    return width - MARKS - MARGIN;
}

bool rows_scroll(Rows *rows, int width, int by) {
    Shown shown = layout(rows, rows->scrolled, room_for(width));
    if (by > 0 ? !shown.next : !shown.before) return false;
    int to = by > 0 ? shown.next : 0;
    for (int next; by < 0 && (next = layout(rows, to, room_for(width)).next) && next < rows->scrolled;) to = next;
    rows->scrolled = to;
    return true;
}

static void draw_cell(Canvas *canvas, int row, int column, int width, bool right, Style style, const char *text) {
    if (right)
        canvas_text_right(canvas, row, column, width, style, text);
    else
        canvas_text(canvas, row, column, width, style, text);
}

static const char *heading_of(const Column *column) {
    if (column->field) return lang_text(column->field->label);
    if (column->computed) return lang_text(column->computed->label);
    return strcmp(column->key, "due") == 0 ? _("Due") : _("Code");
}

/* A person whose name has no room goes by the family name, if that fits whole. */
static const char *shown_in(const Column *column, const char *text, int width) {
    bool person = column->field && (column->field->type == FT_PARTY || column->field->type == FT_LINK);
    const char *family = person && utf8_width(text) > width ? strchr(text, ' ') : NULL;
    return family && utf8_width(family + 1) <= width ? family + 1 : text;
}

static void draw_heading(const Rows *rows, Canvas *canvas, Rect area, const Shown *shown) {
    const int *widths = shown->widths;
    canvas_fill(canvas, (Rect){area.row, area.column, 1, area.columns}, STYLE_LABEL);
    if (shown->before) canvas_text(canvas, area.row, area.column + 1, 1, STYLE_QUIET, "<");
    if (shown->next) canvas_text(canvas, area.row, area.column + area.columns - 1, 1, STYLE_QUIET, ">");
    for (int i = 0, at = area.column + MARKS; i < rows->column_count; i++) {
        if (!widths[i]) continue;
        char heading[64];
        const char *whole = heading_of(&rows->columns[i]);
        bool fits = utf8_width(whole) <= widths[i];
        snprintf(heading, sizeof heading, "%.*s%s", (int)utf8_fit(whole, widths[i] - !fits, NULL), whole, fits ? "" : ".");
        draw_cell(canvas, area.row, at, widths[i], rows->columns[i].right, STYLE_LABEL, heading);
        at += widths[i] + 1;
    }
}

static void draw_row(const Rows *rows, const Row *row, Canvas *canvas, Rect line, const int *widths, bool cursor, bool narrow) {
    canvas_fill(canvas, line, STYLE_PLAIN);
    char marks[MARKS + 1] = {cursor ? '>' : row->fresh ? '+' : ' ', row->tagged ? '*' : row->mark, ' ', '\0'};
    canvas_text(canvas, line.row, line.column, MARKS, row->tagged ? STYLE_TAGGED : row->mark == '!' ? STYLE_LATE : STYLE_PLAIN, marks);
    if (row->fresh && !cursor) canvas_restyle(canvas, line.row, line.column, 1, STYLE_NEW);
    int code_at = line.column, code_width = MARKS;
    for (int i = 0, at = line.column + MARKS; i < rows->column_count; i++) {
        if (!widths[i]) continue;
        draw_cell(canvas, line.row, at, widths[i], rows->columns[i].right, style_of_cell(row, &rows->columns[i]),
                  shown_in(&rows->columns[i], row->cells[i], widths[i]));
        if (!rows->columns[i].field && strcmp(rows->columns[i].key, "code") == 0) {
            code_at = at;
            code_width = widths[i];
        }
        at += widths[i] + 1;
    }
    if (!cursor) return;
    canvas_select(canvas, line.row, narrow ? code_at : line.column, narrow ? code_width : line.columns);
    canvas_place_cursor(canvas, line.row, line.column, false);
}

void rows_draw(const Rows *rows, Canvas *canvas, Rect area, int part, bool heading, bool focus, bool narrow_cursor) {
    canvas_spot(canvas, area, part, -1);
    Shown shown = layout(rows, rows->scrolled, room_for(area.columns));
    int row = area.row, last = area.row + area.rows;
    if (heading && area.rows > 1) {
        draw_heading(rows, canvas, area, &shown);
        row++;
    }
    for (int i = 0; i < rows->count && row < last; i++, row++) {
        Rect line = {row, area.column, 1, area.columns};
        draw_row(rows, &rows->items[i], canvas, line, shown.widths, focus && i == rows->cursor, narrow_cursor);
        canvas_spot(canvas, line, part, i);
    }
}
