/* Sheet: one page for acting, put together by app/sheet for a record and by app/reading for the whole file. A cursor stands on the lines
 * that lead to a record; what the page's own keys do is in sheet_keys.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "sheet_view.h"

enum { LABEL = 21, LABEL_NARROW = 13, NARROW = 60, MARK = 2 };

static Status sheet_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    SheetView *page = (SheetView *)view;
    const SheetRequest *asked = request;
    page->reading = asked->reading;
    page->target = asked->target;
    page->data = arena_new();
    text_view_init(&page->text);
    return OK;
}

static void sheet_close(View *view, Ui *ui) {
    (void)ui;
    SheetView *page = (SheetView *)view;
    text_view_done(&page->text);
    arena_free(page->data);
}

/* -- lines ------------------------------------------------------------------------------------------------------- */

static Style style_of(SheetTone tone) {
    static const Style styles[] = {
        [SHEET_PLAIN] = STYLE_PLAIN, [SHEET_HEADING] = STYLE_TITLE, [SHEET_WARNING] = STYLE_LATE, [SHEET_QUIET] = STYLE_QUIET};
    return styles[tone];
}

/* "! Requester          Lars Nijhuis, Heat network"; what is longer goes on beside the label, and is cut with an ellipsis. A line without
 * any label takes the whole width. */
static void add_rows(SheetView *page, const SheetLine *line, int stop) {
    int label = page->view.columns < NARROW ? LABEL_NARROW : LABEL;
    if (!line->label) label = MARK;
    int width = page->view.columns - label - 2;
    size_t length = strlen(line->text), shown = 0;
    StrBuf row;
    strbuf_init(&row);
    int row_count = 0;
    for (size_t at = 0; row_count == 0 || at < length; row_count++) {
        if (row_count == line->most) break;
        size_t next = length ? cells_wrap(line->text, length, at, width > 2 ? width : 2, &shown) : 0;
        bool cut = row_count + 1 == line->most && next < length;
        const char *head = row_count == 0 && line->label ? line->label : "";
        int used = 0;
        size_t fits = cells_fit(head, strlen(head), label > MARK ? label - MARK - 1 : 0, &used);
        strbuf_clear(&row);
        strbuf_add(&row, line->tone == SHEET_WARNING && row_count == 0 ? "! " : "  ");
        strbuf_addn(&row, head, fits);
        strbuf_addf(&row, "%*s", label - MARK - used, "");
        if (cut) { /* room for the ellipsis */
            int cells = 0;
            shown = at + cells_fit(line->text + at, shown - at, width - 1, &cells);
        }
        strbuf_addn(&row, line->text + at, shown - at);
        if (cut) strbuf_add(&row, "…");
        text_view_add(&page->text, style_of(line->tone), 1, row.data);
        if (row_count == 0) text_view_stop(&page->text, stop);
        at = next;
        if (!length) break;
    }
    strbuf_done(&row);
}

static void add_line(SheetView *page, const SheetLine *line, int stop) {
    if (line->tone != SHEET_HEADING) {
        add_rows(page, line, stop);
        return;
    }
    text_view_add(&page->text, STYLE_TITLE, 1, line->label);
    text_view_stop(&page->text, stop);
}

static const SheetLine *line_at(const SheetView *page, int stop) {
    return stop > 0 && (size_t)stop <= page->sheet.count ? &page->sheet.lines[stop - 1] : NULL;
}

const SheetLine *sheet_line(const SheetView *page) {
    return line_at(page, text_view_at(&page->text));
}

/* Keys work on what leads to a record, and on a heading that a key of the page acts on. */
static bool is_stop(const SheetLine *line) {
    return line->code || line->row || line->reading || line->regime || line->group;
}

/* The stop that is now what `old` was: with the same code, nearest to where it stood. */
static int same_stop(const SheetView *page, const char *code, int old) {
    int best = 0;
    for (int i = 1; (size_t)i <= page->sheet.count && code; i++) {
        bool same = page->sheet.lines[i - 1].code && strcmp(page->sheet.lines[i - 1].code, code) == 0;
        if (same && (!best || abs(i - old) < abs(best - old))) best = i;
    }
    for (int i = old < (int)page->sheet.count ? old : (int)page->sheet.count; i > 0 && !best; i--)
        if (is_stop(&page->sheet.lines[i - 1])) best = i;
    return best;
}

static int first_stop(const SheetView *page) {
    for (size_t i = 0; i < page->sheet.count; i++)
        if (is_stop(&page->sheet.lines[i])) return (int)i + 1;
    return 0;
}

static Status compose(SheetView *page, Ui *ui, Arena *arena, Sheet *sheet, Error *err) {
    Record *record;
    if (page->reading) return reading_read(ui->desk, page->reading, 0, NULL, arena, sheet, err);
    Status status = records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &record, err);
    const char *state = status == OK && record->def->states ? record_text(record, "state") : NULL;
    snprintf(page->state, sizeof page->state, "%s", state ? state : "");
    return status == OK ? sheet_read(ui->desk, record, arena, sheet, err) : status;
}

/* A page that cannot be read leaves the one that was read last. */
static Status sheet_refresh(View *view, Ui *ui, Error *err) {
    SheetView *page = (SheetView *)view;
    Arena *arena = arena_new();
    Sheet sheet = {0};
    Status status = compose(page, ui, arena, &sheet, err);
    if (status != OK) {
        arena_free(arena);
        return status;
    }
    bool fresh = page->sheet.title == NULL;
    int old = text_view_at(&page->text), top = page->text.top;
    char code[CODE_SIZE] = "";
    const SheetLine *line = sheet_line(page);
    if (line && line->code) snprintf(code, sizeof code, "%s", line->code);
    arena_free(page->data);
    page->data = arena;
    page->sheet = sheet;
    snprintf(page->title, sizeof page->title, "%.150s", sheet.title);
    text_view_clear(&page->text);
    for (size_t i = 0; i < sheet.count; i++) add_line(page, &sheet.lines[i], is_stop(&sheet.lines[i]) ? (int)i + 1 : 0);
    page->text.top = top;
    text_view_layout(&page->text, view->rows, view->columns);
    text_view_goto(&page->text, fresh ? (page->reading ? first_stop(page) : 0) : old ? same_stop(page, code[0] ? code : NULL, old) : 0);
    return OK;
}

/* -- keys -------------------------------------------------------------------------------------------------------- */

static bool run_key(SheetView *page, Ui *ui, const Event *event) {
    for (const SheetKey *each = NULL; (each = sheet_key_next(page, each));) {
        if (each->does == SHEET_COPIES || (unsigned char)each->key[0] != event->key) continue;
        if (each->does == SHEET_WRITES && db_read_only(desk_db(ui->desk)))
            ui_say(ui, "%s", _("this file cannot be written"));
        else
            each->run(page, ui, each->arg);
        return true;
    }
    return false;
}

/* What is no record of its own: another reading, or a row, whose form opens. Records are opened by the action. */
static bool open_line(Ui *ui, const SheetLine *line) {
    if (!line || (!line->reading && !line->row)) return false;
    if (line->reading)
        act_reading(ui, line->reading);
    else
        ui_push(ui, &view_form, &(FormRequest){.def = line->row->def, .no = line->row->no, .parent = line->row->parent, .parent_no = line->row->parent_no});
    return true;
}

/* Moving is an action; the text itself only searches. */
static bool is_search(const SheetView *page, const Event *event) {
    return page->text.searching || event->key == '/' || event->key == 'n' || event->key == 'N' || event->key == ' ';
}

static bool sheet_event(View *view, Ui *ui, const Event *event) {
    SheetView *page = (SheetView *)view;
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    bool plain = event->kind == EVENT_KEY && event->mods == 0 && !page->text.searching;
    if (plain && run_key(page, ui, event)) return true;
    if (plain && event->key == KEY_ENTER && open_line(ui, sheet_line(page))) return true;
    return is_search(page, event) && text_view_key(&page->text, event);
}

static void sheet_move(View *view, Ui *ui, int by) {
    (void)ui;
    text_view_move(&((SheetView *)view)->text, by);
}

static void sheet_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    text_view_draw(&((const SheetView *)view)->text, canvas, area, true, ui->narrow_cursor);
}

static void sheet_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)ui;
    strbuf_add(out, ((const SheetView *)view)->title);
}

/* The record of the line stood on; on no line the one the sheet is about. */
static Target sheet_target(const View *view) {
    const SheetView *page = (const SheetView *)view;
    const SheetLine *line = sheet_line(page);
    Target target = page->target;
    if (line && line->code && !code_parse(line->code, &target.def, &target.no)) target = page->target;
    return target;
}

static void sheet_note(const View *view, Place *place) {
    const SheetView *page = (const SheetView *)view;
    place->target = page->target;
    place->key = page->reading ? page->reading->key : NULL;
    place->at = page->text.top;
    place->part = text_view_at(&page->text);
}

static View *sheet_revisit(Ui *ui, const Place *place) {
    View *view = ui_push(ui, &view_sheet, &(SheetRequest){.target = place->target, .reading = place->key ? reading_find(place->key) : NULL});
    if (!view) return NULL;
    TextView *text = &((SheetView *)view)->text;
    text_view_show(text, (int)place->at);
    text_view_goto(text, place->part);
    return view;
}

static void sheet_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)ui, (void)item;
    text_view_point(&((SheetView *)view)->text, at.columns, at.column);
}

static bool sheet_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    TextView *text = &((SheetView *)view)->text;
    if (item > 0 && item == text_view_at(text)) return false;
    if (item > 0) text_view_goto(text, item);
    return true;
}

static int sheet_hints(const View *view, Hint *hints, int room) {
    const SheetView *page = (const SheetView *)view;
    int count = 0;
    for (const SheetKey *each = NULL; count < room && (each = sheet_key_next(page, each));) {
        if (each->does == SHEET_COPIES) continue;
        hints[count] = (Hint){.key = each->key, .text = lang_text(each->label), .priority = count - room}; /* before what works on every page */
        count++;
    }
    return count;
}

const ViewOps view_sheet = {.name = "sheet",
                            .kind = VIEW_SHEET,
                            .size = sizeof(SheetView),
                            .open = sheet_open,
                            .event = sheet_event,
                            .point = sheet_point,
                            .point_text = sheet_point_text,
                            .refresh = sheet_refresh,
                            .draw = sheet_draw,
                            .title = sheet_title,
                            .target = sheet_target,
                            .note = sheet_note,
                            .revisit = sheet_revisit,
                            .move = sheet_move,
                            .hints = sheet_hints,
                            .close = sheet_close};

bool sheet_is_of(const View *view, Target target) {
    const SheetView *page = (const SheetView *)view;
    return !page->reading && page->target.def == target.def && page->target.no == target.no;
}

void act_sheet(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    Arena *arena = arena_new();
    if (sheet_has(target.def))
        ui_push(ui, &view_sheet, &(SheetRequest){.target = target});
    else
        ui_say(ui, _("%s: no sheet; there is one of: %s"), lang_text(target.def->title), sheet_kinds(arena));
    arena_free(arena);
}

void act_reading(Ui *ui, const char *arg) {
    ui_push(ui, &view_sheet, &(SheetRequest){.reading = reading_find(arg)});
}
