/* Found: records of all registers in one list: what a search finds while it is typed, and the agenda.
 *
 * Reads as many as are looked at, and more when the cursor comes to the end. */
#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/line_editor.h"
#include "views.h"

enum { CHUNK = 100, HORIZON_DAYS = 366, CODE_CELLS = 9, DUE_CELLS = 5 };

typedef struct FoundRow {
    const char *heading; /* a bucket begins here; else NULL */
    Target target;
    char code[CODE_SIZE];
    const char *title, *detail, *due;
    char mark;
} FoundRow;

typedef struct FoundView {
    View view;
    bool agenda;
    Arena *data;
    LineEditor words; /* search */
    FoundRow *rows;
    AgendaRow last; /* agenda: go on behind it */
    int count, cursor, top;
    bool more;
} FoundView;

/* -- reading -------------------------------------------------------------------------------------------------- */

static FoundRow *grow(FoundView *found, size_t by) {
    FoundRow *rows = ARENA_ARRAY(found->data, FoundRow, (size_t)found->count + by + 1);
    if (found->count) memcpy(rows, found->rows, (size_t)found->count * sizeof *rows);
    found->rows = rows;
    return rows + found->count;
}

static const char *left_of(FoundView *found, const Due *due, Moment now) {
    StrBuf text;
    strbuf_init(&text);
    when_left_short(due->due_at, now, due->hours, &text);
    const char *copy = arena_strdup(found->data, text.data);
    strbuf_done(&text);
    return copy;
}

static Status read_agenda(FoundView *found, Ui *ui, Error *err) {
    Moment now = ui->board.at;
    AgendaItem *items;
    size_t count;
    Status status = agenda_window(ui->desk, found->count ? &found->last : NULL, now + HORIZON_DAYS * (Moment)DAY_SECONDS, CHUNK, found->data, &items, &count, err);
    if (status != OK) return status;
    FoundRow *rows = grow(found, count);
    const char *bucket = found->count ? agenda_bucket_label(agenda_bucket(&found->last.due, now)) : NULL;
    for (size_t i = 0; i < count; i++) {
        const AgendaItem *item = &items[i];
        const char *label = agenda_bucket_label(item->bucket);
        rows[i] = (FoundRow){.heading = bucket == label ? NULL : label,
                             .target = {item->row.def, item->row.no},
                             .title = item->row.title,
                             .detail = item->reason,
                             .due = left_of(found, &item->row.due, now),
                             .mark = item->row.due.due_at < now ? '!' : agenda_needs(&item->row.due, now) ? '.' : ' '};
        memcpy(rows[i].code, item->code, CODE_SIZE);
        bucket = label;
    }
    if (count) found->last = items[count - 1].row;
    found->count += (int)count;
    found->more = count == CHUNK;
    return OK;
}

static Status read_search(FoundView *found, Ui *ui, Error *err) {
    Found *hits;
    size_t count;
    arena_clear(found->data);
    found->count = 0;
    Status status = select_search(desk_db(ui->desk), line_editor_text(&found->words), NULL, CHUNK, found->data, &hits, &count, err);
    if (status != OK) return status;
    FoundRow *rows = grow(found, count);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (FoundRow){.target = {hits[i].def, hits[i].no}, .title = hits[i].title, .detail = hits[i].snippet, .mark = ' ', .due = hits[i].open ? "" : _("closed")};
        code_write(hits[i].def, hits[i].no, rows[i].code);
    }
    found->count = (int)count;
    found->more = count == CHUNK;
    return OK;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status found_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)request;
    (void)err;
    FoundView *found = (FoundView *)view;
    found->agenda = view->ops == &view_agenda;
    found->data = arena_new();
    line_editor_init(&found->words);
    found->words.hint = _("words; each by its beginning");
    return OK;
}

static void found_close(View *view, Ui *ui) {
    (void)ui;
    FoundView *found = (FoundView *)view;
    line_editor_done(&found->words);
    arena_free(found->data);
}

static void keep_in_sight(FoundView *found, int height) {
    if (found->cursor >= found->count) found->cursor = found->count - 1;
    if (found->cursor < 0) found->cursor = 0;
    if (found->cursor < found->top) found->top = found->cursor;
    /* headings take rows too: count what stands between */
    for (int rows = height + 1; rows > height && found->top < found->cursor;) {
        rows = 0;
        for (int i = found->top; i <= found->cursor; i++) rows += 1 + (found->rows[i].heading != NULL);
        if (rows > height) found->top++;
    }
}

static Status found_refresh(View *view, Ui *ui, Error *err) {
    FoundView *found = (FoundView *)view;
    if (!found->agenda) {
        Status status = read_search(found, ui, err);
        keep_in_sight(found, view->rows - 2);
        return status;
    }
    int had = found->count;
    arena_clear(found->data);
    found->count = 0;
    Status status = read_agenda(found, ui, err);
    while (status == OK && found->more && found->count < had) status = read_agenda(found, ui, err);
    keep_in_sight(found, view->rows - 2);
    return status;
}

static void step(FoundView *found, Ui *ui, int by) {
    Error err = {0};
    if (found->agenda && found->more && found->cursor + by >= found->count && read_agenda(found, ui, &err) != OK) ui_fail(ui, &err);
    found->cursor += by;
    keep_in_sight(found, found->view.rows - 2);
}

static bool move_key(FoundView *found, Ui *ui, const Event *event) {
    int page = found->view.rows - 3;
    switch (event->key) {
    case KEY_DOWN: step(found, ui, 1); return true;
    case KEY_UP: step(found, ui, -1); return true;
    case KEY_PAGE_DOWN: step(found, ui, page); return true;
    case KEY_PAGE_UP: step(found, ui, -page); return true;
    default: return false;
    }
}

static bool found_event(View *view, Ui *ui, const Event *event) {
    FoundView *found = (FoundView *)view;
    bool key = event->kind == EVENT_KEY && !event->mods;
    if (found->agenda) return false; /* all it does are actions */
    if (key && move_key(found, ui, event)) return true;
    if (key && event->key == KEY_ENTER) {
        if (found->count) ui_show_record(ui, found->rows[found->cursor].target.def, found->rows[found->cursor].target.no);
        return true;
    }
    if (key && event->key == KEY_ESC) {
        view->done = true;
        return true;
    }
    if (!line_editor_key(&found->words, event)) return event->kind == EVENT_KEY && event->key < KEY_NONE;
    Error err = {0};
    found->cursor = found->top = 0;
    if (read_search(found, ui, &err) != OK) ui_fail(ui, &err);
    return true;
}

static bool found_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    FoundView *found = (FoundView *)view;
    if (item == found->cursor) return false;
    if (item >= 0 && item < found->count) found->cursor = item;
    return true;
}

static void found_move(View *view, Ui *ui, int by) {
    step((FoundView *)view, ui, by);
}

static Target found_target(const View *view) {
    const FoundView *found = (const FoundView *)view;
    return found->count ? found->rows[found->cursor].target : (Target){0};
}

static void found_note(const View *view, Place *place) {
    const FoundView *found = (const FoundView *)view;
    place->at = found->cursor;
    snprintf(place->words, sizeof place->words, "%s", line_editor_text(&found->words));
}

static View *found_revisit(Ui *ui, const Place *place) {
    FoundView *found = (FoundView *)ui_push(ui, place->ops, NULL);
    if (!found) return NULL;
    Error err = {0};
    line_editor_set(&found->words, place->words);
    if (!found->agenda && read_search(found, ui, &err) != OK) ui_fail(ui, &err);
    step(found, ui, (int)place->at);
    return &found->view;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static void draw_row(const FoundRow *row, Canvas *canvas, Rect line, bool cursor, bool narrow) {
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

static void draw_first(const FoundView *found, Canvas *canvas, Rect area) {
    char note[40];
    snprintf(note, sizeof note, found->more ? _("%d and more") : "%d", found->count);
    if (found->agenda) {
        draw_rule(canvas, area.row, area.column, area.columns, _("everything that is due"), note, true);
        return;
    }
    int width = utf8_width(note);
    canvas_text(canvas, area.row, area.column + 1, 1, STYLE_KEY, "/");
    canvas_text_right(canvas, area.row, area.columns - width - 1, width, STYLE_QUIET, note);
    line_editor_draw(&found->words, canvas, (Rect){area.row, area.column + 3, 1, area.columns - width - 6}, found->count == 0);
}

static void found_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const FoundView *found = (const FoundView *)view;
    int row = area.row + 1, last = area.row + area.rows;
    draw_first(found, canvas, area);
    canvas_spot(canvas, area, 0, -1);
    for (int i = found->top; i < found->count && row < last; i++) {
        if (found->rows[i].heading) draw_rule(canvas, row++, area.column, area.columns, found->rows[i].heading, NULL, false);
        if (row >= last) break;
        Rect line = {row++, area.column, 1, area.columns};
        draw_row(&found->rows[i], canvas, line, i == found->cursor, ui->narrow_cursor);
        canvas_spot(canvas, line, 0, i);
    }
    if (found->count == 0)
        canvas_text(canvas, row, area.column + 3, area.columns - 3, STYLE_QUIET,
                    found->agenda ? _("nothing is due") : *line_editor_text(&found->words) ? _("nothing found") : "");
}

static void found_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)ui;
    strbuf_add(out, view->ops == &view_agenda ? _("Agenda") : _("Search"));
}

static int found_hints(const View *view, Hint *hints, int room) {
    if (room < 3 || view->ops == &view_agenda) return 0;
    hints[0] = (Hint){.key = "Esc", .text = _("leave"), .priority = 3};
    if (((const FoundView *)view)->count == 0) return 1;
    hints[1] = (Hint){.key = "Enter", .text = _("open"), .priority = 1};
    hints[2] = (Hint){.key = "Up/Dn", .text = _("move"), .priority = 2};
    return 3;
}

#define FOUND_VIEW(name_, kind_)                                                                                                          \
    {.name = name_, .kind = kind_, .size = sizeof(FoundView), .open = found_open, .event = found_event, .point = found_point, .refresh = found_refresh, .draw = found_draw, \
     .title = found_title, .target = found_target, .move = found_move, .note = found_note, .revisit = found_revisit, .hints = found_hints, .close = found_close}

const ViewOps view_agenda = FOUND_VIEW("agenda", VIEW_SHEET);
const ViewOps view_search = FOUND_VIEW("search", VIEW_DIALOG);
