/* Agenda: everything that is due over all registers, in one order. Reads as many as are looked at, and more when the cursor comes to the
 * end. */
#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/list_cursor.h"
#include "views.h"

enum { CHUNK = 100, HORIZON_DAYS = 366, CODE_CELLS = 9, DUE_CELLS = 5 };

typedef struct AgendaLine {
    const char *heading; /* a bucket begins here; else NULL */
    Target target;
    char code[CODE_SIZE];
    const char *title, *detail, *due;
    char mark;
} AgendaLine;

typedef struct AgendaView {
    View view;
    Arena *data;
    AgendaLine *rows;
    AgendaRow last; /* go on behind it */
    int count, cursor, top;
    bool more;
} AgendaView;

/* -- reading -------------------------------------------------------------------------------------------------- */

static AgendaLine *grow(AgendaView *agenda, size_t by) {
    AgendaLine *rows = ARENA_ARRAY(agenda->data, AgendaLine, (size_t)agenda->count + by + 1);
    if (agenda->count) memcpy(rows, agenda->rows, (size_t)agenda->count * sizeof *rows);
    agenda->rows = rows;
    return rows + agenda->count;
}

static const char *left_of(AgendaView *agenda, const Due *due, Moment now) {
    StrBuf text;
    strbuf_init(&text);
    when_left_short(due->due_at, now, due->hours, &text);
    const char *copy = arena_strdup(agenda->data, text.data);
    strbuf_done(&text);
    return copy;
}

static Status read_agenda(AgendaView *agenda, Ui *ui, Error *err) {
    Moment now = ui->board.at;
    AgendaItem *items;
    size_t count;
    Status status = agenda_window(ui->desk, agenda->count ? &agenda->last : NULL, now + HORIZON_DAYS * (Moment)DAY_SECONDS, CHUNK, agenda->data, &items, &count, err);
    if (status != OK) return status;
    AgendaLine *rows = grow(agenda, count);
    const char *bucket = agenda->count ? agenda_bucket_label(agenda_bucket(&agenda->last.due, now)) : NULL;
    for (size_t i = 0; i < count; i++) {
        const AgendaItem *item = &items[i];
        const char *label = agenda_bucket_label(item->bucket);
        rows[i] = (AgendaLine){.heading = bucket == label ? NULL : label,
                             .target = {item->row.def, item->row.no},
                             .title = item->row.title,
                             .detail = item->reason,
                             .due = left_of(agenda, &item->row.due, now),
                             .mark = item->row.due.due_at < now ? '!' : agenda_needs(&item->row.due, now) ? '.' : ' '};
        memcpy(rows[i].code, item->code, CODE_SIZE);
        bucket = label;
    }
    if (count) agenda->last = items[count - 1].row;
    agenda->count += (int)count;
    agenda->more = count == CHUNK;
    return OK;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status agenda_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui, (void)request, (void)err;
    ((AgendaView *)view)->data = arena_new();
    return OK;
}

static void agenda_close(View *view, Ui *ui) {
    (void)ui;
    arena_free(((AgendaView *)view)->data);
}

static void keep_in_sight(AgendaView *agenda, int height) {
    if (agenda->cursor >= agenda->count) agenda->cursor = agenda->count - 1;
    if (agenda->cursor < 0) agenda->cursor = 0;
    if (agenda->cursor < agenda->top) agenda->top = agenda->cursor;
    /* headings take rows too: count what stands between */
    for (int rows = height + 1; rows > height && agenda->top < agenda->cursor;) {
        rows = 0;
        for (int i = agenda->top; i <= agenda->cursor; i++) rows += 1 + (agenda->rows[i].heading != NULL);
        if (rows > height) agenda->top++;
    }
}

static Status agenda_refresh(View *view, Ui *ui, Error *err) {
    AgendaView *agenda = (AgendaView *)view;
    int had = agenda->count;
    arena_clear(agenda->data);
    agenda->count = 0;
    Status status = read_agenda(agenda, ui, err);
    while (status == OK && agenda->more && agenda->count < had) status = read_agenda(agenda, ui, err);
    keep_in_sight(agenda, view->rows - 2);
    return status;
}

static void step(AgendaView *agenda, Ui *ui, int by) {
    Error err = {0};
    if (agenda->more && agenda->cursor + by >= agenda->count && read_agenda(agenda, ui, &err) != OK) ui_fail(ui, &err);
    agenda->cursor += by;
    keep_in_sight(agenda, agenda->view.rows - 2);
}

static void agenda_move(View *view, Ui *ui, int by) {
    step((AgendaView *)view, ui, by);
}

static bool agenda_point(View *view, Ui *ui, int part, int item) {
    (void)ui, (void)part;
    AgendaView *agenda = (AgendaView *)view;
    return list_cursor_point(&agenda->cursor, agenda->count, item);
}

static void agenda_note(const View *view, Place *place) {
    place->at = ((const AgendaView *)view)->cursor;
}

static View *agenda_revisit(Ui *ui, const Place *place) {
    View *view = ui_push(ui, &view_agenda, NULL);
    if (view) step((AgendaView *)view, ui, (int)place->at);
    return view;
}

static Target agenda_target(const View *view) {
    const AgendaView *agenda = (const AgendaView *)view;
    return agenda->count ? agenda->rows[agenda->cursor].target : (Target){0};
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static void draw_row(const AgendaLine *row, Canvas *canvas, Rect line, bool cursor, bool narrow) {
    int at = line.column + 3, right = line.columns - DUE_CELLS - 2;
    char marks[4] = {cursor ? '>' : ' ', row->mark, ' ', '\0'};
    canvas_text(canvas, line.row, line.column, 3, row->mark == '!' ? STYLE_LATE : STYLE_PLAIN, marks);
    canvas_text(canvas, line.row, at, CODE_CELLS - 1, STYLE_CODE, row->code);
    at += CODE_CELLS;
    int room = right - at, title = room * 3 / 5;
    canvas_text(canvas, line.row, at, title, STYLE_PLAIN, row->title);
    canvas_text(canvas, line.row, at + title + 1, room - title - 1, STYLE_QUIET, row->detail ? row->detail : "");
    canvas_text_right(canvas, line.row, right + 1, DUE_CELLS, row->mark == '!' ? STYLE_LATE : STYLE_PLAIN, row->due ? row->due : "");
    if (!cursor) return;
    canvas_select(canvas, line.row, narrow ? line.column + 3 : line.column, narrow ? CODE_CELLS - 1 : line.columns);
    canvas_place_cursor(canvas, line.row, line.column, false);
}

static void draw_first(const AgendaView *agenda, Canvas *canvas, Rect area) {
    char note[80];
    int need = 0;
    for (int i = 0; i < agenda->count; i++) need += agenda->rows[i].mark != ' ';
    snprintf(note, sizeof note, agenda->more ? _("%d of the first %d for you") : _("%d of %d for you"), need, agenda->count);
    draw_rule(canvas, area.row, area.column, area.columns, _("everything that is due"), note, true);
}

static void agenda_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const AgendaView *agenda = (const AgendaView *)view;
    int row = area.row + 1, last = area.row + area.rows;
    draw_first(agenda, canvas, area);
    canvas_spot(canvas, area, 0, -1);
    for (int i = agenda->top; i < agenda->count && row < last; i++) {
        if (agenda->rows[i].heading) draw_rule(canvas, row++, area.column, area.columns, agenda->rows[i].heading, NULL, false);
        if (row >= last) break;
        Rect line = {row++, area.column, 1, area.columns};
        draw_row(&agenda->rows[i], canvas, line, i == agenda->cursor, ui->narrow_cursor);
        canvas_spot(canvas, line, 0, i);
    }
    if (agenda->count == 0) canvas_text(canvas, row, area.column + 3, area.columns - 3, STYLE_QUIET, _("nothing is due"));
}

static void agenda_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view, (void)ui;
    strbuf_add(out, _("Agenda"));
}

const ViewOps view_agenda = {.name = "agenda",
                             .kind = VIEW_SHEET,
                             .size = sizeof(AgendaView),
                             .open = agenda_open,
                             .point = agenda_point,
                             .refresh = agenda_refresh,
                             .draw = agenda_draw,
                             .title = agenda_title,
                             .target = agenda_target,
                             .move = agenda_move,
                             .note = agenda_note,
                             .revisit = agenda_revisit,
                             .close = agenda_close};
