/* What the keys of a sheet do: each row of the table opens a form that is filled in, copies, or plans; nothing is saved before it is asked. */
#include <string.h>

#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "sheet_view.h"

static void judge(SheetView *page, Ui *ui, const char *arg);
static void notify(SheetView *page, Ui *ui, const char *arg);
static void answer(SheetView *page, Ui *ui, const char *arg);
static void end_it(SheetView *page, Ui *ui, const char *arg);
static void copy_form(SheetView *page, Ui *ui, const char *arg);
static void decide(SheetView *page, Ui *ui, const char *outcome);
static void advise(SheetView *page, Ui *ui, const char *arg);
static void copy_mail(SheetView *page, Ui *ui, const char *arg);
static void plan_talk(SheetView *page, Ui *ui, const char *arg);
static void say_outcome(SheetView *page, Ui *ui, const char *outcome);
static void check_off(SheetView *page, Ui *ui, const char *result);
static void advise_event(SheetView *page, Ui *ui, const char *arg);
static void copy_letter(SheetView *page, Ui *ui, const char *arg);

/* clang-format off */
static const SheetKey keys[] = {
    {"incident", "1", N_("judge"), judge, NULL, SHEET_WRITES},
    {"incident", "2", N_("notice"), notify, NULL, SHEET_WRITES},
    {"incident", "3", N_("answer"), answer, NULL, SHEET_WRITES},
    {"incident", "4", N_("close"), end_it, NULL, SHEET_WRITES},
    {"incident", "m", N_("form as text"), copy_form, NULL, SHEET_COPIES},
    {"approval", "1", N_("approve"), decide, "approved", SHEET_WRITES},
    {"approval", "2", N_("on conditions"), decide, "conditions", SHEET_WRITES},
    {"approval", "3", N_("reject"), decide, "rejected", SHEET_WRITES},
    {"approval", "4", N_("advise"), advise, NULL, SHEET_WRITES},
    {"approval", "m", N_("decision as mail"), copy_mail, NULL, SHEET_COPIES},
    {"trigger", "1", N_("sign"), say_outcome, "sign", SHEET_WRITES},
    {"trigger", "2", N_("on conditions"), say_outcome, "conditions", SHEET_WRITES},
    {"trigger", "3", N_("postpone"), say_outcome, "postpone", SHEET_WRITES},
    {"trigger", "4", N_("do not"), say_outcome, "do_not", SHEET_WRITES},
    {"trigger", "5", N_("check in order"), check_off, "in_order", SHEET_WRITES},
    {"trigger", "6", N_("gap"), check_off, "gap", SHEET_WRITES},
    {"trigger", "7", N_("not applicable"), check_off, "not_applicable", SHEET_WRITES},
    {"trigger", "8", N_("advise"), advise_event, NULL, SHEET_WRITES},
    {"structural", "1", N_("plan the board talk"), plan_talk, NULL, SHEET_WRITES},
    {"structural", "m", N_("risk letter"), copy_letter, NULL, SHEET_COPIES},
};
/* clang-format on */

const SheetKey *sheet_key_next(const SheetView *page, const SheetKey *previous) {
    const char *of = page->reading ? page->reading->key : page->target.def->key;
    for (const SheetKey *each = previous ? previous + 1 : keys; each < keys + COUNT_OF(keys); each++)
        if (strcmp(each->of, of) == 0) return each;
    return NULL;
}

static Record *load(const SheetView *page, Ui *ui, Arena *arena) {
    Record *record;
    Error err = {0};
    if (records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &record, &err) == OK) return record;
    ui_fail(ui, &err);
    return NULL;
}

static void open_row(const SheetView *page, Ui *ui, const Record *row, const char *field) {
    ui_push(ui, &view_form,
            &(FormRequest){.def = row->def, .no = row->no, .fill = row, .field = field, .parent = page->target.def, .parent_no = page->target.no});
}

/* -- an incident -------------------------------------------------------------------------------------------------- */

static void judge(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = load(page, ui, arena);
    if (report) open_row(page, ui, sheet_judgement(ui->desk, report, arena), "applies");
    arena_free(arena);
}

static void notify(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = load(page, ui, arena);
    if (report) open_row(page, ui, sheet_notice(ui->desk, report, arena), "step");
    arena_free(arena);
}

/* The first who waits for an answer, as answered in a talk today. */
static void answer(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = load(page, ui, arena);
    const Record *row = report ? sheet_answer(ui->desk, report, arena) : NULL;
    if (row)
        open_row(page, ui, row, "answered_how");
    else if (report)
        ui_say(ui, "%s", _("no reporter waits for an answer"));
    arena_free(arena);
}

static void close_it(Ui *ui, Target target, const char *because, View *dialog) {
    Arena *arena = arena_new();
    Problems problems = {0};
    Error err = {0};
    Record *report;
    Status status = records_load(desk_db(ui->desk), target.def, target.no, arena, &report, &err);
    if (status == OK) status = sheet_resolve(ui->desk, report, because, &problems, &err);
    if (status == OK) {
        ui_refresh(ui);
        tell_saved(ui, target.def, target.no, 1, lang_text(register_state(target.def, "closed")->label));
    } else if (problems.count > 1)
        tell_problems(ui, target.def, &problems);
    else if (dialog)
        dialog_refuse(ui, dialog, &err);
    else
        ui_fail(ui, &err);
    arena_free(arena);
}

static void because_answered(Ui *ui, View *dialog) {
    if (dialog->accepted) close_it(ui, *(const Target *)dialog->about, prompt_text(dialog), dialog);
}

/* Resolved and closed in one; where no action follows it asks why, with what most often is the reason. */
static void end_it(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = load(page, ui, arena);
    bool ask = report && !record_has(report, "no_action_because") &&
               records_linked_count(desk_db(ui->desk), report->def, report->no, register_by_key("action"), "origin") == 0;
    if (report && !record_open(report)) {
        ui_say(ui, _("it is %s already"), lang_text(record_state(report)->label));
    } else if (ask) {
        const char *usual = record_is(report, "kind", "concern") || record_is(report, "kind", "complaint") ? _("talked through, ") : "";
        View *dialog = ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("no action, because"), .text = usual, .hint = _("it is resolved and closed; everything missing is told")},
                              because_answered);
        if (dialog) {
            Target *target = arena_alloc(dialog->arena, sizeof *target);
            *target = page->target;
            dialog->about = target;
        }
    } else if (report) {
        close_it(ui, page->target, NULL, NULL);
    }
    arena_free(arena);
}

/* What the authority asks, to be put into its form. */
static void copy_form(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = load(page, ui, arena);
    Error err = {0};
    strbuf_clear(&ui->request.text);
    if (report && sheet_form(ui->desk, report, &ui->request.text, &err) == OK) ui->request.kind = REQUEST_COPY;
    arena_free(arena);
}

/* -- a request ---------------------------------------------------------------------------------------------------- */

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
