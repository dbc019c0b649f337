#include "loket/ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/clocks.h"
#include "loket/app/triage.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/actions.h"
#include "loket/ui/rows.h"
#include "views.h"

enum { REST_MS = 250 /* without a key the cursor rests: see Ui.moving */ };

/* -- the stack ------------------------------------------------------------------------------------------------ */

static void view_free(View *view, Ui *ui) {
    if (view->ops->close) view->ops->close(view, ui);
    arena_free(view->arena);
    free(view);
}

static Status view_read(View *view, Ui *ui, Error *err) {
    Rect area = ui_page_area(ui);
    view->rows = area.rows;
    view->columns = area.columns;
    Status status = view->ops->refresh ? view->ops->refresh(view, ui, err) : OK;
    if (status == OK && view->ops->follow) view->ops->follow(view, ui);
    return status;
}

static void view_refresh(View *view, Ui *ui) {
    Error err = {0};
    if (view_read(view, ui, &err) != OK) ui_fail(ui, &err);
}

View *ui_push(Ui *ui, const ViewOps *ops, const void *request) {
    View *view = calloc(1, ops->size);
    if (!view) abort();
    Rect area = ui_page_area(ui);
    *view = (View){.ops = ops, .below = ui->top, .arena = arena_new(), .rows = area.rows, .columns = area.columns};
    Error err = {0};
    Status status = ops->open ? ops->open(view, ui, request, &err) : OK;
    if (status == OK) {
        ui->top = view;
        status = view_read(view, ui, &err);
    }
    if (status == OK) return view;
    ui_fail(ui, &err);
    if (ui->top != view && ui->top != view->below) return view; /* it asks something already: it stays, with what it could read */
    ui->top = view->below;
    view_free(view, ui);
    return NULL;
}

View *ui_ask(Ui *ui, const ViewOps *ops, const void *request, void (*answered)(Ui *ui, View *dialog)) {
    View *dialog = ui_push(ui, ops, request);
    if (dialog) dialog->answered = answered;
    return dialog;
}

/* Whether the record under the cursor, or one of those tagged, is read as a mask. */
static bool about_masked(Ui *ui) {
    Target target = ui_target(ui);
    const Rows *rows = page_rows(ui);
    bool masked = target.def && target.no && target.def->kind != KIND_CHILD && target.def != &settings_table && db_masks(desk_db(ui->desk), target.def, target.no);
    for (size_t i = 0; rows && i < rows->tag_count && !masked; i++) masked = db_masks(desk_db(ui->desk), rows->def, rows->tags[i]);
    return masked;
}

/* The answer was given back: it stands again where it stood, below what was opened to say why. */
static void stand_again(Ui *ui, View *view) {
    View **at = &ui->top;
    while (*at && *at != view->below) at = &(*at)->below;
    view->below = *at;
    *at = view;
}

/* Takes what is done off the stack; each tells whoever asked. Then all that moves has moved. */
static void settle(Ui *ui) {
    while (ui->top->done && ui->top->below) {
        View *view = ui->top;
        ui->top = view->below;
        view_refresh(ui->top, ui);
        if (view->answered) view->answered(ui, view);
        if (view->done)
            view_free(view, ui);
        else
            stand_again(ui, view);
    }
    if (ui->top->done) ui->quit = true;
    View *page = ui_page(ui);
    if (page->ops->follow && !(ui->moving && ui->slow_line)) page->ops->follow(page, ui);
    places_note(ui);
    char key[24];
    ui_key_of(ui, "privacy", key);
    ui->masked[0] = '\0';
    if (desk_private(ui->desk) && about_masked(ui)) snprintf(ui->masked, sizeof ui->masked, _("masked; %s ends the privacy screen"), key);
}

void ui_close_above(Ui *ui, const View *view) {
    while (ui->top != view && ui->top->below) {
        View *gone = ui->top;
        ui->top = gone->below;
        view_free(gone, ui);
    }
    view_refresh(ui->top, ui);
}

void ui_home(Ui *ui) {
    ui_close_above(ui, NULL);
}

View *ui_page(const Ui *ui) {
    View *view = ui->top;
    while (view->ops->popup && view->below) view = view->below;
    return view;
}

Target ui_target(const Ui *ui) {
    const View *page = ui_page(ui);
    while (page->ops->kind == VIEW_TEXT && page->below) page = page->below; /* help is about the page below */
    return page->ops->target ? page->ops->target(page) : (Target){0};
}

bool ui_stand_on(Ui *ui, const RegisterDef *def, int64_t no, bool scroll) {
    View *page = ui_page(ui);
    return page->ops->seek && page->ops->seek(page, ui, def, no, scroll);
}

/* -- keys and what may be told, for messages: see message.c -------------------------------------------------------------- */

bool ui_may_name_clients(const Ui *ui) {
    return !ui->locked && !desk_private(ui->desk);
}

void ui_key_of(const Ui *ui, const char *action, char key[24]) {
    char name[24], shown[KEY_SHOWN];
    ui_key_bound(ui, action, name);
    utf8_print(key, 24, "%s", key_shown(name, shown));
}

void ui_key_bound(const Ui *ui, const char *action, char key[24]) {
    keymap_name(&ui->keymap, action_find(action), ui->top ? ui_page(ui)->ops->kind : 0, key);
}

void ui_hurry(Ui *ui, bool hurry) {
    db_give_up_when(desk_db(ui->desk), hurry ? ui->waits : NULL, ui->waits_ctx);
}

bool ui_gave_up(const Ui *ui) {
    return ui->waits && db_gave_up(desk_db(ui->desk));
}

/* -- data ----------------------------------------------------------------------------------------------------- */

void ui_refresh(Ui *ui) {
    Error err = {0};
    if (board_read(ui->desk, &ui->board, &err) != OK) ui_fail(ui, &err);
    ui->revision = desk_revision(ui->desk);
    view_refresh(ui->top, ui);
    for (View *view = ui->top; view->ops->popup && view->below;) {
        view = view->below;
        view_refresh(view, ui);
    }
}

void ui_reread(Ui *ui) {
    for (View *view = ui->top; view; view = view->below) view_refresh(view, ui);
}

void ui_read_organisation(Ui *ui) {
    ui->organisation[0] = '\0';
    if (settings_on(&ui->personal->settings, "discreet")) return;
    Arena *arena = arena_new();
    Record *organisation = desk_organisation(ui->desk, arena);
    const char *name = organisation ? record_title(organisation) : NULL;
    snprintf(ui->organisation, sizeof ui->organisation, "%s", !text_empty(name) ? name : desk_is_own(ui->desk) ? _("Own file") : _("(no name yet)"));
    arena_free(arena);
}

Status ui_open(Ui *ui, Desk *desk, const Theme *theme, bool ascii, Error *err) {
    *ui = (Ui){.desk = desk,
               .personal = ui->personal,
               .minute_ms = ui->minute_ms,
               .slow_terminal = ui->slow_terminal,
               .theme = *theme,
               .ascii = ascii,
               .rows = ui->rows ? ui->rows : 24,
               .columns = ui->columns ? ui->columns : 80};
    strbuf_init(&ui->request.text);
    lock_init(ui);
    keymap_init(&ui->keymap, actions, action_count);
    ui_read_organisation(ui);
    Status status = board_read(desk, &ui->board, err);
    if (status != OK) return status;
    ui->revision = desk_revision(desk);
    /* an officer's own file is one list */
    ListRequest own = {.def = register_by_key("competence")};
    if (!(desk_is_own(desk) ? ui_push(ui, &view_list, &own) : ui_push(ui, &view_overview, NULL))) return fail(err, ERR_BUG, "%s", ui->message);
    places_note(ui);
    return OK;
}

/* Which terms ended while the desk was closed: said once, at the start. */
static void tell_passed(Ui *ui) {
    Error err = {0};
    StrBuf text;
    strbuf_init(&text);
    if (clocks_tell_passed(ui->desk, ui->personal->seen, &text, &err) != OK)
        ui_fail(ui, &err);
    else if (text.length)
        ui_say(ui, "%s", text.data);
    strbuf_done(&text);
}

void ui_begin(Ui *ui) {
    tell_passed(ui);
    form_offer_drafts(ui);
    if (!ui->personal->toured && ui->top->below == NULL) act_tour(ui, NULL);
}

void ui_close(Ui *ui) {
    while (ui->top) {
        View *view = ui->top;
        ui->top = view->below;
        view_free(view, ui);
    }
    strbuf_done(&ui->request.text);
    settings_forget(ui);
    lock_done(ui);
    triage_free(ui->triage);
    ui->triage = NULL;
}

void ui_show_record(Ui *ui, const RegisterDef *def, int64_t no) {
    if (db_masks(desk_db(ui->desk), def, no)) {
        char code[CODE_SIZE], key[24];
        code_write(def, no, code);
        ui_key_of(ui, "privacy", key);
        ui_say(ui, _("%s is masked; %s ends the privacy screen"), code, key);
        return;
    }
    ui_push(ui, &view_record, &(Target){def, no});
}

/* -- events --------------------------------------------------------------------------------------------------- */

static void run_keys(Ui *ui, const Event *event) {
    int action;
    ui->pending[ui->pending_count++] = (KeyStroke){.key = event->key, .mods = event->mods};
    KeyMatch match = keymap_find(&ui->keymap, ui->pending, ui->pending_count, ui->top->ops->kind, &action);
    if (match == KEYS_PREFIX && ui->pending_count < UI_PENDING) return;
    bool begun = ui->pending_count > 1;
    char name[24];
    keymap_format(ui->pending, ui->pending_count, name);
    ui->pending_count = 0;
    if (match == KEYS_ACTION)
        action_run(ui, &actions[action]);
    else if (event->key != KEY_ESC && (begun || event->key < KEY_NONE)) {
        char help[24];
        ui_key_of(ui, "help", help);
        ui_say(ui, _("'%s' does nothing here; %s shows what does"), name, help);
    }
}

static void update_key(Ui *ui, const Event *event) {
    if (ui_too_small(ui)) { /* only leaving works where nothing can be seen */
        if (event->key == 'q' && !event->mods) ui->quit = true;
        return;
    }
    ui->message[0] = '\0';
    if (event->key == KEY_BROKEN) { /* neither a command nor text */
        ui_say(ui, "%s", _("what came is no character, and was not used; the terminal should send UTF-8"));
        return;
    }
    bool taken = ui->pending_count == 0 && ui->top->ops->event && ui->top->ops->event(ui->top, ui, event);
    if (!taken) run_keys(ui, event);
}

static void update_paste(Ui *ui, const Event *event) {
    ui->message[0] = '\0';
    if (!ui_too_small(ui) && ui->top->ops->event && ui->top->ops->event(ui->top, ui, event)) return;
    ui_say(ui, "%s", _("pasted text was not used: there is no field here"));
}

/* Presses keys by their names, as a footer shows them. What is no key there ("Up/Dn") is not pressed. */
static void press(Ui *ui, const char *names, int64_t at) {
    Event event = {.kind = EVENT_KEY, .at = at};
    for (size_t length; *(names += strspn(names, " ")) && (length = key_parse(names, &event.key, &event.mods)); names += length) update_key(ui, &event);
}

/* What lies under the pointer is asked of the picture itself. */
static bool spot_under(const Ui *ui, const Event *event, Spot *spot) {
    Canvas canvas;
    canvas_init(&canvas, ui->rows, ui->columns, ui->ascii);
    ui_draw(ui, &canvas);
    const Spot *found = canvas_spot_at(&canvas, event->row, event->column);
    if (found) *spot = *found;
    canvas_done(&canvas);
    return found != NULL;
}

/* Pointing is another way to press keys, so whatever can be pointed at can be done without a mouse. A click on a picture that has not
 * been seen yet is dropped. */
static void update_mouse(Ui *ui, const Event *event) {
    enum { WHEEL_STEPS = 3 };
    Spot spot;
    bool click = event->key == KEY_CLICK, unseen = click && ui->painted && ui->painted + 1 < ui->updates;
    if (ui_too_small(ui) || unseen || !spot_under(ui, event, &spot)) {
        if (click && !unseen) ui->pending_count = 0;
        return;
    }
    if (click && spot.keys[0]) {
        press(ui, spot.keys, event->at);
        return;
    }
    View *top = ui->top;
    if (click && spot.part == SPOT_TEXT) {
        Rect at = {event->row - spot.area.row, event->column - spot.area.column, spot.area.rows, spot.area.columns};
        if (top->ops->point_text) top->ops->point_text(top, ui, spot.item, at);
        return;
    }
    bool moved = !top->ops->point || top->ops->point(top, ui, spot.part, click ? spot.item : -1);
    if (click && !moved && !spot.keys[0]) press(ui, "Enter", event->at);
    for (int i = 0; !click && i < WHEEL_STEPS && ui->top == top; i++) press(ui, event->key == KEY_WHEEL_UP ? "Up" : "Down", event->at);
}

/* The whole stack is laid out anew, so that going back finds it right. */
static void resize(Ui *ui, const Event *event) {
    if (ui->rows == event->rows && ui->columns == event->columns) return;
    ui->rows = event->rows;
    ui->columns = event->columns;
    ui_reread(ui);
}

void ui_painted(Ui *ui, uint64_t updates) {
    if (updates > ui->painted) ui->painted = updates;
}

/* Something is shown only to hands that rest: on a slow line much, on any the whole of a preview. */
static bool waits_for_rest(const Ui *ui) {
    return ui->moving && (ui->slow_line || ui->top->ops->follow);
}

void ui_update(Ui *ui, const Event *event) {
    ui->updates++;
    bool same_minute = desk_now(ui->desk) / 60 == ui->board.at / 60;
    bool rests = event->kind == EVENT_TICK && waits_for_rest(ui) && !ui->slow_line && same_minute; /* and nothing else is due */
    ui->moving = event->at && event->kind == EVENT_KEY;
    if (lock_takes(ui, event)) return;
    switch (event->kind) {
    case EVENT_KEY: update_key(ui, event); break;
    case EVENT_PASTE: update_paste(ui, event); break;
    case EVENT_RESIZE: resize(ui, event); break;
    case EVENT_CHANGED:
        if (desk_revision(ui->desk) != ui->revision) ui_refresh(ui);
        break;
    case EVENT_TICK:
        for (View *view = ui->top; view; view = view->below)
            if (view->ops->tick && view->ops->event) view->ops->event(view, ui, event);
        if (!rests) ui_refresh(ui);
        break;
    case EVENT_HANGUP: /* views keep drafts when told */
        for (View *view = ui->top; view; view = view->below)
            if (view->ops->event) view->ops->event(view, ui, event);
        ui->quit = true;
        break;
    case EVENT_MOUSE: update_mouse(ui, event); break;
    }
    settle(ui);
}

void ui_served(Ui *ui) {
    Event event = {.kind = EVENT_TICK};
    if (ui->request.kind == REQUEST_EDIT && ui->top->ops->event) ui->top->ops->event(ui->top, ui, &event);
    ui->request.kind = REQUEST_NONE;
    settle(ui);
}

int ui_next_tick(const Ui *ui) {
    int soonest = (int)(60 - desk_now(ui->desk) % 60) * 1000; /* clocks are shown to the minute */
    if (waits_for_rest(ui) && REST_MS < soonest) soonest = REST_MS;
    int lock = lock_next_tick(ui);
    if (lock >= 0 && lock < soonest) soonest = lock;
    for (const View *view = ui->top; view; view = view->below) {
        int wanted = view->ops->tick ? view->ops->tick(view) : -1;
        if (wanted >= 0 && wanted < soonest) soonest = wanted;
    }
    return soonest;
}
