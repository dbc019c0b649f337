/* Triage: one record that nobody has looked at yet, with all that is needed to decide; a key decides, and the next stands there. */
#include "triage_view.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/ui/actions.h"
#include "loket/ui/rows.h"

enum { WIDE = 100, REPEAT_MS = 1000, HELD_MS = 150 };

/* -- what is shown -------------------------------------------------------------------------------------------- */

static void read_coming(TriageView *triage, Ui *ui) {
    triage->coming_count = 0;
    for (size_t i = 0; i < triage_count(triage->triage) && triage->coming_count < TRIAGE_COMING; i++) {
        const TriageEntry *entry = triage_at(triage->triage, i);
        if (entry->def == triage->entry.def && entry->no == triage->entry.no) continue;
        Record *record;
        if (records_load(desk_db(ui->desk), entry->def, entry->no, triage->arena, &record, NULL) != OK) continue;
        Coming *coming = &triage->coming[triage->coming_count++];
        code_write(entry->def, entry->no, coming->code);
        coming->title = record_title(record);
        const TriageDef *how = triage_def(entry->def);
        coming->style = style_of_field(register_field(entry->def, how->rank), record_value(record, how->rank));
    }
}

/* What one has seen of a record and what would be accepted: when that changes it has to be looked at again. */
static bool differs(const TriageItem *a, const TriageItem *b) {
    if (!a || !b) return a != b;
    return a->record->def != b->record->def || a->record->no != b->record->no || a->record->version != b->record->version ||
           !text_equal(a->proposal.rank, b->proposal.rank) || !text_equal(a->proposal.handler, b->proposal.handler) ||
           !text_equal(a->proposal.state, b->proposal.state) || !text_equal(a->proposal.kind, b->proposal.kind);
}

static void start_over(TriageView *triage) {
    triage->rank = triage->state = -1;
    triage->armed = triage->more = triage->as_entered = false;
    triage->scroll = 0;
}

/* When it cannot be read, what stood there stays. */
static Status triage_refresh(View *view, Ui *ui, Error *err) {
    TriageView *triage = (TriageView *)view;
    Arena *arena = arena_new();
    TriageItem *item = NULL;
    Status status = triage_read(triage->triage, err);
    const TriageEntry *at = triage_current(triage->triage);
    TriageEntry entry = at ? *at : (TriageEntry){0};
    if (status == OK && at) status = triage_item(triage->triage, at, arena, &item, err);
    if (status != OK) {
        arena_free(arena);
        return status;
    }
    if (entry.def != triage->entry.def || entry.no != triage->entry.no) start_over(triage);
    if (differs(triage->item, item)) triage->came_up = ui->updates;
    arena_free(triage->arena);
    triage->arena = arena;
    triage->item = item;
    triage->entry = entry;
    triage_progress(triage->triage, &triage->place, &triage->total);
    read_coming(triage, ui);
    preview_forget(&triage->alike);
    preview_follow(&triage->alike, ui, item && item->similar_count ? item->similar[0].record : NULL);
    const char *said[TRIAGE_DONE];
    triage->done_count = triage_done(triage->triage, said, TRIAGE_DONE);
    for (size_t i = 0; i < triage->done_count; i++) triage->done[i] = arena_strdup(triage->arena, said[i]);
    return OK;
}

static Status triage_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    (void)err;
    TriageView *triage = (TriageView *)view;
    if (!ui->triage) ui->triage = triage_new(ui->desk); /* outlives the page: coming back goes on */
    triage->triage = ui->triage;
    triage->arena = arena_new();
    triage->texts = arena_new();
    preview_init(&triage->alike);
    start_over(triage);
    Error reason = {0};
    if (triage_start(ui->triage, &reason) != OK) ui_fail(ui, &reason); /* with faulty rules one can still decide */
    return OK;
}

static void triage_close(View *view, Ui *ui) {
    (void)ui;
    TriageView *triage = (TriageView *)view;
    arena_free(triage->arena);
    arena_free(triage->texts);
    preview_done(&triage->alike);
}

/* -- what would be set ---------------------------------------------------------------------------------------- */

int triage_letters(const TriageView *triage, int columns) {
    const TriageOwner *owners;
    int count = (int)triage_owners(triage->triage, &owners), most = columns >= WIDE ? TRIAGE_OWNERS : OWNERS_NARROW;
    return count < most ? count : most;
}

int triage_states(const TriageView *triage, const char *states[8]) {
    char word[32];
    int count = 0;
    const TriageItem *item = triage->item;
    states[count++] = item->proposal.state;
    for (const char *rest = item->how->states; count < 8 && text_next_word(&rest, word, sizeof word);) {
        const StateDef *state = register_state(item->record->def, word);
        if (state && strcmp(state->key, item->proposal.state) != 0) states[count++] = state->key;
    }
    return count;
}

const char *triage_rank(const TriageView *triage) {
    const TriageItem *item = triage->item;
    return triage->rank < 0 ? item->proposal.rank : register_field(item->record->def, item->how->rank)->choices[triage->rank].key;
}

const char *triage_state(const TriageView *triage) {
    const char *states[8];
    int count = triage_states(triage, states);
    return triage->state < 0 || triage->state >= count ? triage->item->proposal.state : states[triage->state];
}

const char *triage_kind(const TriageView *triage) {
    return triage->as_entered ? NULL : triage->item->proposal.kind;
}

const char *triage_short(const char *name) {
    const char *last = strrchr(name, ' ');
    return last && last[1] ? last + 1 : name;
}

/* -- keys ----------------------------------------------------------------------------------------------------- */

static void say_again(Ui *ui, const char *said, const char *why) {
    char kept[UI_MESSAGE];
    snprintf(kept, sizeof kept, "%s", said);
    ui_say(ui, "%s%s%s", kept, *kept ? "; " : "", why);
}

static void pass(TriageView *triage, Ui *ui) {
    int action = triage->brake.waiting - 1;
    triage->brake.waiting = 0;
    action_run(ui, &actions[action]);
}

bool triage_brake(TriageView *triage, Ui *ui, int action, const Event *event) {
    Brake *brake = &triage->brake;
    bool again = brake->last && brake->key == event->key && brake->mods == event->mods && event->at - brake->last < REPEAT_MS;
    bool quick = again && event->at - brake->last < HELD_MS;
    bool held = again && (brake->waiting || brake->held || quick);
    *brake = (Brake){.key = event->key, .mods = event->mods, .last = event->at, .held = held && quick};
    if (brake->held || (held && quick)) {
        say_again(ui, triage->done_count ? triage->done[0] : "", _("the key was held down: it counts once"));
        return false;
    }
    if (!again) return true;
    brake->waiting = action + 1;
    brake->since = event->at;
    return false;
}

static bool scrolls(TriageView *triage, const Event *event) {
    int page = triage->view.rows / 2;
    int by = event->key == KEY_DOWN        ? 1
             : event->key == KEY_UP        ? -1
             : event->key == KEY_PAGE_DOWN ? page
             : event->key == KEY_PAGE_UP   ? -page
                                           : 0;
    if (!by) return false;
    triage->scroll = triage->scroll + by < 0 ? 0 : triage->scroll + by;
    return true;
}

/* A key that is one action by itself. */
static int action_of(const Ui *ui, const Event *event) {
    KeyStroke stroke = {event->key, event->mods};
    int action;
    return keymap_find(&ui->keymap, &stroke, 1, VIEW_TRIAGE, &action) == KEYS_ACTION ? action : -1;
}

static bool triage_event(View *view, Ui *ui, const Event *event) {
    TriageView *triage = (TriageView *)view;
    if (triage->brake.waiting && event->kind == EVENT_TICK && event->at - triage->brake.since >= HELD_MS) pass(triage, ui);
    if (event->kind != EVENT_KEY) return false;
    int action = action_of(ui, event);
    bool decides = action >= 0 && actions[action].run == act_triage && triage_decides(actions[action].arg);
    if (triage->brake.waiting && !(event->key == triage->brake.key && event->mods == triage->brake.mods)) pass(triage, ui);
    if (decides && triage->item && ui->painted < triage->came_up) {
        triage->brake.last = event->at; /* it may be held down since before */
        triage->brake.key = event->key;
        triage->brake.mods = event->mods;
        say_again(ui, triage->done_count ? triage->done[0] : "", _("typed before this record was on the screen: not used"));
        return true;
    }
    if (decides) return !triage_brake(triage, ui, action, event);
    triage->brake = (Brake){0};
    if (event->key == KEY_ESC && triage->armed) {
        start_over(triage);
        return true;
    }
    return scrolls(triage, event);
}

static int triage_tick(const View *view) {
    return ((const TriageView *)view)->brake.waiting ? HELD_MS : -1;
}

/* -- the rest ------------------------------------------------------------------------------------------------- */

static Target triage_target(const View *view) {
    const TriageView *triage = (const TriageView *)view;
    return (Target){triage->entry.def, triage->entry.no};
}

static void triage_title(const View *view, const Ui *ui, StrBuf *out) {
    enum { BAR = 8, ROOM = 70 };
    const TriageView *triage = (const TriageView *)view;
    strbuf_add(out, _("TRIAGE"));
    if (!triage->item) return;
    if (ui->columns >= ROOM) strbuf_addf(out, "  %s", _("new records"));
    strbuf_addf(out, "  %zu/%zu", triage->place, triage->total);
    if (ui->columns < ROOM) return;
    strbuf_add(out, "  [");
    for (size_t i = 1; i <= BAR; i++) strbuf_addc(out, triage->total && i * triage->total <= triage->place * BAR ? '#' : '.');
    strbuf_addc(out, ']');
}

const ViewOps view_triage = {.name = "triage",
                             .kind = VIEW_TRIAGE,
                             .size = sizeof(TriageView),
                             .open = triage_open,
                             .event = triage_event,
                             .refresh = triage_refresh,
                             .draw = triage_draw,
                             .title = triage_title,
                             .target = triage_target,
                             .close = triage_close,
                             .tick = triage_tick};
