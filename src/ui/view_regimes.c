/* Regimes: which groups of duties apply here, each with its sentence, and the duties of the group under the cursor. */
#include <stdio.h>
#include <string.h>

#include "loket/app/policy.h"
#include "loket/base/lang.h"
#include "loket/ui/cells.h"
#include "loket/ui/list_cursor.h"
#include "views.h"

enum { GROUPS = 32, TELLING = 4 /* rows below the list at least */ };

typedef struct RegimesView {
    View view;
    const Choice *choices;
    bool chosen[GROUPS], was[GROUPS];
    int count, cursor, top;
} RegimesView;

static int list_rows_of(const RegimesView *page) {
    int most = page->view.rows - 1 - TELLING;
    return page->count < most ? page->count : most > 1 ? most : 1;
}

/* -- life ------------------------------------------------------------------------------------------------------- */

static Status regimes_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    RegimesView *page = (RegimesView *)view;
    Arena *arena = arena_new();
    const Record *organisation = desk_organisation(ui->desk, arena);
    page->choices = register_field(register_by_key("organisation"), "regimes")->choices;
    while (page->count < GROUPS && page->choices[page->count].key) page->count++;
    for (int i = 0; organisation && i < page->count; i++)
        page->chosen[i] = page->was[i] = text_has_word(record_text(organisation, "regimes"), page->choices[i].key);
    arena_free(arena);
    return organisation ? OK : fail(err, ERR_MISSING, "%s", _("this file has no organisation"));
}

static bool changed(const RegimesView *page) {
    return memcmp(page->chosen, page->was, sizeof page->chosen) != 0;
}

static void save(RegimesView *page, Ui *ui) {
    StrBuf groups, told;
    PolicyChange change;
    Error err = {0};
    strbuf_init(&groups);
    strbuf_init(&told);
    for (int i = 0; i < page->count; i++)
        if (page->chosen[i]) strbuf_addf(&groups, "%s%s", groups.length ? " " : "", page->choices[i].key);
    if (policy_choose(ui->desk, groups.data, &change, &err) != OK) {
        ui_fail(ui, &err);
    } else {
        memcpy(page->was, page->chosen, sizeof page->was);
        page->view.done = page->view.accepted = true;
        policy_change_format(&change, &told);
        ui_refresh(ui);
        ui_say(ui, "%s", told.data);
    }
    strbuf_done(&groups);
    strbuf_done(&told);
}

static void move(RegimesView *page, int by) {
    page->cursor += by;
    list_cursor_keep(&page->cursor, &page->top, page->count, list_rows_of(page));
}

static bool regimes_event(View *view, Ui *ui, const Event *event) {
    RegimesView *page = (RegimesView *)view;
    if (event->kind != EVENT_KEY || event->mods) return false;
    switch (event->key) {
    case 'j':
    case KEY_DOWN:
        move(page, 1);
        return true;
    case 'k':
    case KEY_UP:
        move(page, -1);
        return true;
    case KEY_HOME:
        move(page, -page->count);
        return true;
    case KEY_END:
        move(page, page->count);
        return true;
    case ' ':
        if (db_read_only(desk_db(ui->desk)))
            ui_say(ui, "%s", _("this file is open for reading only"));
        else
            page->chosen[page->cursor] = !page->chosen[page->cursor];
        return true;
    case KEY_ENTER:
        if (changed(page))
            save(page, ui);
        else
            view->done = true;
        return true;
    case KEY_ESC:
    case 'q':
        view->done = true;
        if (changed(page)) ui_say(ui, "%s", _("left as it was: Enter keeps a choice"));
        return true;
    default:
        return false;
    }
}

/* Again on the same one: chooses it, or not; only Enter keeps. */
static bool regimes_point(View *view, Ui *ui, int part, int item) {
    (void)part;
    RegimesView *page = (RegimesView *)view;
    if (item == page->cursor)
        regimes_event(view, ui, &(Event){.kind = EVENT_KEY, .key = ' '});
    else if (item >= 0)
        move(page, item - page->cursor);
    return true;
}

static Status regimes_refresh(View *view, Ui *ui, Error *err) {
    (void)ui;
    (void)err;
    move((RegimesView *)view, 0);
    return OK;
}

/* -- drawing ------------------------------------------------------------------------------------------------------ */

typedef struct Pen {
    Canvas *canvas;
    Rect area;
    int row;
} Pen;

static void wrapped(Pen *pen, Style style, int indent, const char *text) {
    Rect rest = {pen->row, pen->area.column + indent, pen->area.row + pen->area.rows - pen->row, pen->area.columns - indent - 1};
    if (rest.columns > 4) pen->row += cells_draw_wrapped(pen->canvas, rest, style, text);
}

static void tell_regime(Pen *pen, const Regime *regime) {
    StrBuf line;
    strbuf_init(&line);
    strbuf_addf(&line, "%s: ", policy_text(regime->title));
    regime_term_format(regime, &line);
    if (regime->after) strbuf_addf(&line, _(", after %s"), regime->after);
    if (!regime->active || (!regime->starts && !regime->after && !regime->same_as)) strbuf_add(&line, _(", by hand"));
    if (pen->row < pen->area.row + pen->area.rows)
        canvas_text(pen->canvas, pen->row, pen->area.column + 3, 11, STYLE_CODE, regime->code);
    wrapped(pen, STYLE_PLAIN, 14, line.data);
    strbuf_done(&line);
}

static void tell_group(const RegimesView *page, const Ui *ui, Pen *pen) {
    const char *group = page->choices[page->cursor].key, *help = policy_group_help(group);
    const Policy *policy = desk_policy(ui->desk);
    draw_rule(pen->canvas, pen->row++, pen->area.column, pen->area.columns, policy_group_label(group), NULL, false);
    if (help) wrapped(pen, STYLE_PLAIN, 2, help);
    for (size_t i = 0; i < policy->count; i++)
        if (text_equal(policy->items[i].group, group)) tell_regime(pen, &policy->items[i]);
}

static void draw_group(const RegimesView *page, Canvas *canvas, int row, int columns, int i) {
    char text[120];
    bool differs = page->chosen[i] != page->was[i];
    snprintf(text, sizeof text, "[%c] %s", page->chosen[i] ? 'x' : ' ', policy_group_label(page->choices[i].key));
    canvas_text(canvas, row, 2, columns - 3, differs ? STYLE_TAGGED : STYLE_PLAIN, text);
    if (i != page->cursor) return;
    canvas_text(canvas, row, 0, 1, STYLE_PLAIN, ">");
    canvas_select(canvas, row, 0, columns);
    canvas_place_cursor(canvas, row, 0, false);
}

static void regimes_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const RegimesView *page = (const RegimesView *)view;
    int rows = list_rows_of(page);
    draw_rule(canvas, area.row, area.column, area.columns, _("which rules with a term apply here"), changed(page) ? _("not kept yet") : NULL, true);
    canvas_spot(canvas, area, 0, -1);
    for (int i = 0; i < rows && page->top + i < page->count; i++) {
        draw_group(page, canvas, area.row + 1 + i, area.columns, page->top + i);
        canvas_spot(canvas, (Rect){area.row + 1 + i, 0, 1, area.columns}, 0, page->top + i);
    }
    Pen pen = {canvas, area, area.row + 1 + rows};
    if (pen.row < area.row + area.rows) tell_group(page, ui, &pen);
}

static void regimes_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view;
    (void)ui;
    strbuf_add(out, _("Regimes"));
}

static int regimes_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 3) return 0;
    hints[0] = (Hint){.key = "Space", .text = _("choose"), .priority = 1};
    hints[1] = (Hint){.key = "Enter", .text = _("keep"), .priority = 2};
    hints[2] = (Hint){.key = "Esc", .text = _("leave"), .priority = 3};
    return 3;
}

const ViewOps view_regimes = {.name = "regimes",
                              .kind = VIEW_TEXT,
                              .size = sizeof(RegimesView),
                              .open = regimes_open,
                              .event = regimes_event,
                              .point = regimes_point,
                              .refresh = regimes_refresh,
                              .draw = regimes_draw,
                              .title = regimes_title,
                              .hints = regimes_hints};

void act_regimes(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_regimes, NULL);
}
