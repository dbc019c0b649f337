/* Sheet: one page for acting, put together by app/sheet. On a request 1 to 4 decide or advise: each opens the form of the row, filled in, and
 * nothing is saved before that form is. */
#include <stdio.h>
#include <string.h>

#include "loket/app/sheet.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/text_view.h"
#include "views.h"

enum { LABEL = 20, LABEL_NARROW = 12, NARROW = 60 };

typedef struct SheetView {
    View view;
    TextView text;
    Target target;
    char title[160];
} SheetView;

static Status sheet_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    SheetView *page = (SheetView *)view;
    page->target = *(const Target *)request;
    text_view_init(&page->text);
    return OK;
}

static void sheet_close(View *view, Ui *ui) {
    (void)ui;
    text_view_done(&((SheetView *)view)->text);
}

/* -- lines ------------------------------------------------------------------------------------------------------- */

static Style style_of(SheetTone tone) {
    static const Style styles[] = {
        [SHEET_PLAIN] = STYLE_PLAIN, [SHEET_HEADING] = STYLE_TITLE, [SHEET_WARNING] = STYLE_LATE, [SHEET_QUIET] = STYLE_QUIET};
    return styles[tone];
}

/* "Requester           Lars Nijhuis, Heat network"; what is longer goes on beside the label, and is cut with an ellipsis. */
static void add_line(SheetView *page, const SheetLine *line) {
    int label = page->view.columns < NARROW ? LABEL_NARROW : LABEL, width = page->view.columns - label - 2;
    size_t length = strlen(line->text), shown = 0;
    if (line->tone == SHEET_HEADING) {
        text_view_add(&page->text, STYLE_TITLE, 0, line->label);
        return;
    }
    StrBuf row;
    strbuf_init(&row);
    int row_count = 0;
    for (size_t at = 0; row_count == 0 || at < length; row_count++) {
        if (row_count == line->most) break;
        size_t next = length ? cells_wrap(line->text, length, at, width > 2 ? width : 2, &shown) : 0;
        bool cut = row_count + 1 == line->most && next < length;
        const char *head = row_count == 0 && line->label ? line->label : "";
        int used = 0;
        size_t fits = cells_fit(head, strlen(head), label - 2, &used);
        strbuf_clear(&row);
        strbuf_addn(&row, head, fits);
        strbuf_addf(&row, "%s%*s", line->tone == SHEET_WARNING && row_count == 0 ? "!" : " ", label - used - 1, "");
        if (cut) { /* room for the ellipsis */
            int cells = 0;
            shown = at + cells_fit(line->text + at, shown - at, width - 1, &cells);
        }
        strbuf_addn(&row, line->text + at, shown - at);
        if (cut) strbuf_add(&row, "…");
        text_view_add(&page->text, style_of(line->tone), 1, row.data);
        at = next;
        if (!length) break;
    }
    strbuf_done(&row);
}

static Status sheet_refresh(View *view, Ui *ui, Error *err) {
    SheetView *page = (SheetView *)view;
    Arena *arena = arena_new();
    Record *record;
    Sheet sheet;
    Status status = records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &record, err);
    if (status == OK) status = sheet_read(ui->desk, record, arena, &sheet, err);
    if (status == OK) {
        snprintf(page->title, sizeof page->title, "%.150s", sheet.title);
        text_view_clear(&page->text);
        for (size_t i = 0; i < sheet.count; i++) add_line(page, &sheet.lines[i]);
        text_view_layout(&page->text, view->rows, view->columns);
    }
    arena_free(arena);
    return status;
}

/* -- keys -------------------------------------------------------------------------------------------------------- */

/* 1 approve, 2 on conditions, 3 reject: the form of a decision, filled in as far as it is known. 4: an advice. */
static bool act_on(SheetView *page, Ui *ui, int key) {
    static const char *const outcomes[] = {"approved", "conditions", "rejected"};
    if (strcmp(page->target.def->key, "approval") != 0 || key < '1' || key > '4') return false;
    Arena *arena = arena_new();
    Record *request;
    Error err = {0};
    FormRequest form = {.parent = page->target.def, .parent_no = page->target.no};
    if (db_read_only(desk_db(ui->desk))) {
        ui_say(ui, "%s", _("this file cannot be written"));
    } else if (records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &request, &err) != OK) {
        ui_fail(ui, &err);
    } else if (key == '4') {
        Record *advice = sheet_advice(ui->desk, request, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = advice->def, .fill = advice, .field = "text"});
    } else {
        form.fill = sheet_decision(ui->desk, request, outcomes[key - '1'], arena);
        form.def = form.fill->def;
        form.field = "motivation";
        ui_push(ui, &view_form, &form);
    }
    arena_free(arena);
    return true;
}

static bool sheet_event(View *view, Ui *ui, const Event *event) {
    SheetView *page = (SheetView *)view;
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    bool plain = event->kind == EVENT_KEY && event->mods == 0 && !page->text.searching;
    if (plain && act_on(page, ui, (int)event->key)) return true;
    return text_view_key(&page->text, event);
}

static void sheet_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    (void)ui;
    text_view_draw(&((const SheetView *)view)->text, canvas, area, true);
}

static void sheet_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)ui;
    strbuf_add(out, ((const SheetView *)view)->title);
}

static Target sheet_target(const View *view) {
    return ((const SheetView *)view)->target;
}

static void sheet_note(const View *view, Place *place) {
    const SheetView *page = (const SheetView *)view;
    place->target = page->target;
    place->at = page->text.top;
}

static View *sheet_revisit(Ui *ui, const Place *place) {
    View *view = ui_push(ui, &view_sheet, &place->target);
    if (view) text_view_show(&((SheetView *)view)->text, (int)place->at);
    return view;
}

static int sheet_hints(const View *view, Hint *hints, int room) {
    const SheetView *page = (const SheetView *)view;
    static const struct {
        const char *key, *text;
    } keys[] = {{"1", N_("approve")}, {"2", N_("on conditions")}, {"3", N_("reject")}, {"4", N_("advise")}};
    if (strcmp(page->target.def->key, "approval") != 0) {
        if (room) hints[0] = (Hint){.key = "j/k", .text = _("scroll"), .priority = 1};
        return room ? 1 : 0;
    }
    int count = room < (int)COUNT_OF(keys) ? room : (int)COUNT_OF(keys);
    for (int i = 0; i < count; i++) hints[i] = (Hint){.key = keys[i].key, .text = lang_text(keys[i].text), .priority = i + 1};
    return count;
}

const ViewOps view_sheet = {.name = "sheet",
                            .kind = VIEW_TEXT | VIEW_SUBJECT,
                            .size = sizeof(SheetView),
                            .open = sheet_open,
                            .event = sheet_event,
                            .refresh = sheet_refresh,
                            .draw = sheet_draw,
                            .title = sheet_title,
                            .target = sheet_target,
                            .note = sheet_note,
                            .revisit = sheet_revisit,
                            .hints = sheet_hints,
                            .close = sheet_close};

void act_sheet(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    if (sheet_has(target.def))
        ui_push(ui, &view_sheet, &target);
    else
        ui_say(ui, _("%s: no sheet; requests, contacts and rounds have one"), lang_text(target.def->title));
}
