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

enum { LEAST_ROWS = 6, LEAST_COLUMNS = 24, REST_MS = 250 /* without a key the cursor rests: see Ui.moving */ };

/* -- the stack ------------------------------------------------------------------------------------------------ */

static void view_free(View *view, Ui *ui) {
    if (view->ops->close) view->ops->close(view, ui);
    arena_free(view->arena);
    free(view);
}

/* The area of a page: between header and message line. */
static Rect page_area(const Ui *ui) {
    return (Rect){1, 0, ui->rows - 3, ui->columns};
}

static Status view_read(View *view, Ui *ui, Error *err) {
    Rect area = page_area(ui);
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
    Rect area = page_area(ui);
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
    if (page->ops->follow && !ui->moving) page->ops->follow(page, ui);
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

/* -- messages, see message.c; keys ------------------------------------------------------------------------------------------------- */

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
    *ui = (Ui){.desk = desk, .personal = ui->personal, .minute_ms = ui->minute_ms, .slow_terminal = ui->slow_terminal, .theme = *theme, .ascii = ascii, .rows = ui->rows ? ui->rows : 24, .columns = ui->columns ? ui->columns : 80};
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

static bool too_small(const Ui *ui) {
    return ui->rows < LEAST_ROWS || ui->columns < LEAST_COLUMNS;
}

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
    if (too_small(ui)) { /* only leaving works where nothing can be seen */
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
    if (!too_small(ui) && ui->top->ops->event && ui->top->ops->event(ui->top, ui, event)) return;
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
    if (too_small(ui) || unseen || !spot_under(ui, event, &spot)) {
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

void ui_update(Ui *ui, const Event *event) {
    ui->updates++;
    ui->moving = ui->slow_line && event->at && event->kind == EVENT_KEY;
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
        ui_refresh(ui);
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
    if (ui->moving && REST_MS < soonest) soonest = REST_MS;
    int lock = lock_next_tick(ui);
    if (lock >= 0 && lock < soonest) soonest = lock;
    for (const View *view = ui->top; view; view = view->below) {
        int wanted = view->ops->tick ? view->ops->tick(view) : -1;
        if (wanted >= 0 && wanted < soonest) soonest = wanted;
    }
    return soonest;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

/* Day and time, the year only where there is room for it. */
static void add_clock(const Ui *ui, int room, StrBuf *out) {
    StrBuf clock;
    strbuf_init(&clock);
    moment_format(ui->board.at, &clock);
    if (utf8_width(clock.data) + 3 > room) {
        strbuf_clear(&clock);
        moment_format_time(ui->board.at, &clock);
    }
    if (utf8_width(clock.data) + 3 <= room) strbuf_addf(out, "%s   ", clock.data);
    strbuf_done(&clock);
}

/* Where there is no room for all, the name of the organisation gives way before the name of the page. */
static void draw_header(const Ui *ui, Canvas *canvas) {
    StrBuf left, title, right, need;
    strbuf_init(&left);
    strbuf_init(&title);
    strbuf_init(&right);
    strbuf_init(&need);
    const View *page = ui_page(ui);
    if (page->ops->title) page->ops->title(page, ui, &title);
    strbuf_addf(&left, " %s%s", desk_is_demo(ui->desk) ? "DEMO " : "", ui->organisation);
    strbuf_addf(&need, ngettext("%lld needs you", "%lld need you", (unsigned long)ui->board.need), (long long)ui->board.need);
    if (db_read_only(desk_db(ui->desk))) strbuf_addf(&need, " %s", _("READ ONLY"));
    if (desk_private(ui->desk)) strbuf_addf(&need, " %s", _("PRIVACY"));
    int wanted = utf8_width(left.data) + 3 + utf8_width(title.data) + 1;
    add_clock(ui, ui->columns - wanted - utf8_width(need.data) - 2, &right);
    strbuf_addf(&right, "%s ", need.data);
    int width = utf8_width(right.data), name = ui->columns - width - 1 - 3 - utf8_width(title.data);
    int least = (ui->columns - width) / 3; /* whose file this is always shows: a long title is cut instead */
    if (name < least) name = least;
    if (name > utf8_width(left.data)) name = utf8_width(left.data);
    canvas_fill(canvas, (Rect){0, 0, 1, ui->columns}, STYLE_HEADER);
    int at = name < 6 ? 0 : canvas_text(canvas, 0, 0, name, STYLE_HEADER, left.data);
    if (at) at += canvas_text(canvas, 0, at, 3, STYLE_HEADER, ui->ascii ? " | " : " │ ");
    if (!at) at = 1;
    canvas_text(canvas, 0, at, ui->columns - width - at - 1, STYLE_HEADER, title.data);
    canvas_text(canvas, 0, ui->columns - width, width, STYLE_HEADER, right.data);
    strbuf_done(&left);
    strbuf_done(&title);
    strbuf_done(&right);
    strbuf_done(&need);
}

enum { FOOTER_HINTS = 48 };

/* A key that begins several actions has one hint for all of them, where the first is possible. */
static int prefix_hints(const Ui *ui, Hint *hints, char keys[][24]) {
    static const struct {
        const char *action, *label;
        int priority;
    } prefixes[] = {{"add", N_("add"), 5}, {"make-action", N_("make"), 6}};
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(prefixes) && (ui->top->ops->kind & (VIEW_OVERVIEW | VIEW_LIST)); i++) {
        if (action_refused(ui, &actions[action_find(prefixes[i].action)])) continue;
        ui_key_bound(ui, prefixes[i].action, keys[count]);
        keys[count][strcspn(keys[count], " ")] = '\0';
        if (!keys[count][0]) continue;
        hints[count] = (Hint){.key = keys[count], .text = lang_text(prefixes[i].label), .priority = prefixes[i].priority};
        count++;
    }
    return count;
}

/* Most useful first at the left edge, and last at the right one: both ends of the row stay where they are. */
static bool before(const Hint *a, const Hint *b) {
    return a->right && b->right ? a->priority > b->priority : a->priority < b->priority;
}

static void sort_hints(Hint *hints, int count) {
    for (int i = 1; i < count; i++) {
        Hint hint = hints[i];
        int at = i;
        for (; at > 0 && before(&hint, &hints[at - 1]); at--) hints[at] = hints[at - 1];
        hints[at] = hint;
    }
}

/* What the view itself does with keys and the actions that work here, most useful first. */
static int footer_hints(const Ui *ui, Hint *hints, char keys[][24]) {
    int count = ui->top->ops->hints ? ui->top->ops->hints(ui->top, hints, FOOTER_HINTS / 2) : 0;
    count += prefix_hints(ui, &hints[count], &keys[count]);
    for (int i = 0; i < action_count && count < FOOTER_HINTS; i++) {
        const ActionDef *action = &actions[i];
        if (!action->hint || !(action->views & ui->top->ops->kind) || action_refused(ui, action)) continue;
        keymap_name(&ui->keymap, i, ui->top->ops->kind, keys[count]);
        if (!keys[count][0]) continue;
        bool help = strcmp(action->name, "help") == 0;
        hints[count] = (Hint){.key = keys[count], .text = lang_text(action->label), .priority = action->hint, .right = help};
        count++;
    }
    sort_hints(hints, count);
    return count;
}

static void draw_footer(const Ui *ui, Canvas *canvas) {
    Hint hints[FOOTER_HINTS];
    char keys[FOOTER_HINTS][24];
    int count = footer_hints(ui, hints, keys);
    hints_draw(hints, count, 2, canvas, ui->rows - 1, 1, ui->columns - 2);
}

static void draw_message(const Ui *ui, Canvas *canvas) {
    if (ui->pending_count) {
        char name[24];
        char shown[KEY_SHOWN];
        keymap_format(ui->pending, ui->pending_count, name);
        canvas_text(canvas, ui->rows - 2, 1, ui->columns - 2, STYLE_KEY, key_shown(name, shown));
    } else if (ui->message[0]) {
        canvas_text(canvas, ui->rows - 2, 1, ui->columns - 2, ui->message_style, ui->message);
    }
}

/* What may follow a key that begins a sequence. */
static void draw_pending(const Ui *ui, Canvas *canvas) {
    Hint hints[FOOTER_HINTS];
    char keys[FOOTER_HINTS][24];
    int count = 0;
    for (int i = 0; i < ui->keymap.count && count < FOOTER_HINTS; i++) {
        const Binding *binding = &ui->keymap.bindings[i];
        int action;
        if (!(binding->views & ui->top->ops->kind) || binding->count <= ui->pending_count ||
            keymap_find(&ui->keymap, binding->strokes, ui->pending_count, ui->top->ops->kind, &action) != KEYS_PREFIX ||
            memcmp(binding->strokes, ui->pending, (size_t)ui->pending_count * sizeof *ui->pending) != 0)
            continue;
        keymap_format(binding->strokes + ui->pending_count, binding->count - ui->pending_count, keys[count]);
        hints[count] = (Hint){.key = keys[count], .text = lang_text(actions[binding->action].label), .priority = count};
        count++;
    }
    draw_prefix_popup(ui, canvas, hints, count);
}

static void draw_too_small(const Ui *ui, Canvas *canvas) {
    char text[120];
    snprintf(text, sizeof text, _("window %dx%d, need %dx%d"), ui->columns, ui->rows, LEAST_COLUMNS, LEAST_ROWS);
    if (utf8_width(text) > ui->columns) snprintf(text, sizeof text, "%dx%d < %dx%d", ui->columns, ui->rows, LEAST_COLUMNS, LEAST_ROWS);
    canvas_text(canvas, 0, 0, ui->columns, STYLE_PLAIN, text);
}

/* Only the topmost can be pointed at, and the footer, which tells its keys. */
static void draw_stack(const Ui *ui, const View *view, Canvas *canvas) {
    if (view->ops->popup && view->below) draw_stack(ui, view->below, canvas);
    Rect screen = {0, 0, ui->rows, ui->columns};
    canvas_cover(canvas, (Rect){0, 0, ui->rows - 1, ui->columns});
    view->ops->draw(view, ui, canvas, view->ops->popup ? screen : page_area(ui));
}

void ui_draw(const Ui *ui, Canvas *canvas) {
    canvas_clear(canvas);
    if (ui->locked) {
        lock_draw(ui, canvas);
        return;
    }
    if (too_small(ui)) {
        draw_too_small(ui, canvas);
        return;
    }
    draw_header(ui, canvas);
    draw_message(ui, canvas);
    draw_footer(ui, canvas);
    draw_stack(ui, ui->top, canvas);
    if (!ui->pending_count || ui->moving) return; /* who knows the way needs no signpost, which is many bytes on a slow line */
    canvas_cover(canvas, (Rect){0, 0, ui->rows, ui->columns});
    draw_pending(ui, canvas);
}
