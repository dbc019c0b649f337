/* What the keys of a sheet do: each row of the table opens a form that is filled in, copies, or plans; nothing is saved before it is asked. */
#include <string.h>

#include "loket/app/officer.h"
#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "sheet_view.h"

static void decide(SheetView *page, Ui *ui, const char *outcome);
static void advise(SheetView *page, Ui *ui, const char *arg);
static void copy_mail(SheetView *page, Ui *ui, const char *arg);
static void plan_talk(SheetView *page, Ui *ui, const char *arg);
static void say_outcome(SheetView *page, Ui *ui, const char *outcome);
static void check_off(SheetView *page, Ui *ui, const char *result);
static void advise_event(SheetView *page, Ui *ui, const char *arg);
static void copy_letter(SheetView *page, Ui *ui, const char *arg);
static void quote(SheetView *page, Ui *ui, const char *arg);
static void card_checked(SheetView *page, Ui *ui, const char *arg);
static void take_over(SheetView *page, Ui *ui, const char *arg);
static void go(SheetView *page, Ui *ui, const char *arg);

/* clang-format off */
static const SheetKey keys[] = {
    {"approval", "1", N_("approve"), decide, "approved", true},
    {"approval", "2", N_("on conditions"), decide, "conditions", true},
    {"approval", "3", N_("reject"), decide, "rejected", true},
    {"approval", "4", N_("advise"), advise, NULL, true},
    {"approval", "y", N_("copy as mail"), copy_mail, NULL, false},
    {"trigger", "1", N_("sign"), say_outcome, "sign", true},
    {"trigger", "2", N_("on conditions"), say_outcome, "conditions", true},
    {"trigger", "3", N_("postpone"), say_outcome, "postpone", true},
    {"trigger", "4", N_("do not"), say_outcome, "do_not", true},
    {"trigger", "5", N_("check in order"), check_off, "in_order", true},
    {"trigger", "6", N_("gap"), check_off, "gap", true},
    {"trigger", "7", N_("not applicable"), check_off, "not_applicable", true},
    {"trigger", "8", N_("advise"), advise_event, NULL, true},
    {"structural", "1", N_("plan the board talk"), plan_talk, NULL, true},
    {"structural", "y", N_("copy the risk letter"), copy_letter, NULL, false},
    {"charter", "y", N_("quote"), quote, NULL, false},
    {"deskcard", "1", N_("tried today"), card_checked, NULL, true},
    {"isms", "1", N_("usual duties"), take_over, "duties", true},
    {"isms", "2", N_("list of duties"), go, "duty", false},
    {"demands", "1", N_("the twelve demands"), take_over, "demands", true},
};
/* clang-format on */

const SheetKey *sheet_key_next(const SheetView *page, const SheetKey *previous) {
    const char *of = page->reading ? page->reading->key : page->target.def->key;
    for (const SheetKey *each = previous ? previous + 1 : keys; each < keys + COUNT_OF(keys); each++)
        if (strcmp(each->of, of) == 0) return each;
    return NULL;
}

/* -- a request ---------------------------------------------------------------------------------------------------- */

static Record *load(const SheetView *page, Ui *ui, Arena *arena) {
    Record *record;
    Error err = {0};
    if (records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &record, &err) == OK) return record;
    ui_fail(ui, &err);
    return NULL;
}

/* The form of a decision, filled in as far as it is known. */
static void decide(SheetView *page, Ui *ui, const char *outcome) {
    Arena *arena = arena_new();
    const Record *request = load(page, ui, arena);
    if (request) {
        Record *decision = sheet_decision(ui->desk, request, outcome, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = decision->def, .fill = decision, .field = "motivation", .parent = page->target.def, .parent_no = page->target.no});
    }
    arena_free(arena);
}

static void advise(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *request = load(page, ui, arena);
    if (request) {
        Record *advice = sheet_advice(ui->desk, request, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = advice->def, .fill = advice, .field = "text"});
    }
    arena_free(arena);
}

/* The decision as the text of a mail. */
static void copy_mail(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *request = load(page, ui, arena);
    Error err = {0};
    strbuf_clear(&ui->request.text);
    if (request && sheet_mail(ui->desk, request, &ui->request.text, &err) == OK)
        ui->request.kind = REQUEST_COPY;
    else if (request)
        ui_fail(ui, &err);
    arena_free(arena);
}

/* -- a trigger event ---------------------------------------------------------------------------------------------- */

/* The form of the event with the outcome filled in: what is still to be looked at before signature is told there. */
static void say_outcome(SheetView *page, Ui *ui, const char *outcome) {
    Arena *arena = arena_new();
    const Record *event = load(page, ui, arena);
    if (event)
        ui_push(ui, &view_form, &(FormRequest){.def = event->def, .no = event->no, .fill = sheet_outcome(ui->desk, event, outcome, arena), .field = "outcome"});
    arena_free(arena);
}

static void advise_event(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *event = load(page, ui, arena);
    if (event) {
        Record *advice = sheet_event_advice(ui->desk, event, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = advice->def, .fill = advice, .field = "text"});
    }
    arena_free(arena);
}

/* The check stood on: done at once, and undone with u; only a gap must say what it is. */
static void check_off(SheetView *page, Ui *ui, const char *result) {
    const SheetLine *line = sheet_line(page);
    if (!line || !line->row) {
        ui_say(ui, "%s", _("put the cursor on a check first"));
        return;
    }
    Arena *arena = arena_new();
    const Record *row = line->row;
    Record *wanted = sheet_checked(ui->desk, row, result, arena);
    Change change = {.seen = row, .wanted = wanted};
    Error err = {0};
    if (strcmp(result, "gap") == 0)
        ui_push(ui, &view_form, &(FormRequest){.def = row->def, .no = row->no, .parent = row->parent, .parent_no = row->parent_no, .fill = wanted, .field = "note"});
    else if (desk_apply(ui->desk, &change, 1, NULL, NULL, &err) == OK) {
        char undo[24];
        ui_refresh(ui);
        ui_key_of(ui, "undo", undo);
        ui_say(ui, _("Saved %s (%s undoes)"), record_title(wanted), undo);
        text_view_move(&page->text, 1);
    } else
        ui_fail(ui, &err);
    arena_free(arena);
}

/* -- a pattern in the advice -------------------------------------------------------------------------------------- */

/* The pattern stood on: NULL, with a word about it, when there is none. */
static const Pattern *pattern_at(const SheetView *page, Ui *ui, Arena *arena) {
    Pattern *patterns;
    size_t count = 0;
    Error err = {0};
    const SheetLine *line = sheet_line(page);
    if (structural_read(ui->desk, arena, &patterns, &count, &err) != OK)
        ui_fail(ui, &err);
    else if (!line || line->group < 1 || (size_t)line->group > count)
        ui_say(ui, "%s", _("put the cursor on a pattern first"));
    else
        return &patterns[line->group - 1];
    return NULL;
}

/* One key from the proposal to a planned board talk, with the advices as its agenda; the form is there to move its day. */
static void plan_talk(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Pattern *pattern = pattern_at(page, ui, arena);
    if (pattern && pattern->talk)
        ui_say(ui, _("%s is about these advices already"), pattern->talk);
    else if (pattern) {
        Record *talk = structural_talk(ui->desk, pattern, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = talk->def, .fill = talk, .field = "planned_at"});
    }
    arena_free(arena);
}

static void copy_letter(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Pattern *pattern = pattern_at(page, ui, arena);
    if (pattern) {
        strbuf_clear(&ui->request.text);
        structural_letter(ui->desk, pattern, &ui->request.text);
        ui->request.kind = REQUEST_COPY;
    }
    arena_free(arena);
}

/* -- the officer's own pages --------------------------------------------------------------------------------------- */

static void quote(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    const SheetLine *line = sheet_line(page);
    if (!line || !line->group) {
        ui_say(ui, "%s", _("put the cursor on a responsibility or an authority first"));
        return;
    }
    strbuf_clear(&ui->request.text);
    charter_quote(ui->desk, line, &ui->request.text);
    ui->request.kind = REQUEST_COPY;
}

static void card_checked(SheetView *page, Ui *ui, const char *arg) {
    (void)page, (void)arg;
    Error err = {0};
    if (deskcard_checked(ui->desk, &err) == OK)
        ui_say(ui, "%s", _("the desk card was tried today (u undoes)"));
    else
        ui_fail(ui, &err);
}

/* Duties of the year, or demands: those that are not there yet. */
static void take_over(SheetView *page, Ui *ui, const char *arg) {
    (void)page;
    Error err = {0};
    size_t made = 0;
    Status status = strcmp(arg, "duties") == 0 ? duties_take_over(ui->desk, &made, &err) : demands_take_over(ui->desk, &made, &err);
    if (status != OK)
        ui_fail(ui, &err);
    else if (made)
        ui_say(ui, ngettext("%zu added (u undoes)", "%zu added (u undoes)", made), made);
    else
        ui_say(ui, "%s", _("all of them are there already"));
}

static void go(SheetView *page, Ui *ui, const char *arg) {
    (void)page;
    act_go(ui, arg);
}
