/* What the keys of the sheet of an incident do: judge, tell, answer, close; each row is filled in as far as it is known. */
#include "loket/app/sheet.h"
#include "loket/base/lang.h"
#include "sheet_view.h"

static void open_row(const SheetView *page, Ui *ui, const Record *row, const char *field) {
    ui_push(ui, &view_form,
            &(FormRequest){.def = row->def, .no = row->no, .fill = row, .field = field, .parent = page->target.def, .parent_no = page->target.no});
}

/* The clock stood on, or NULL. */
static const Regime *regime_at(const SheetView *page) {
    const SheetLine *line = sheet_line(page);
    return line ? line->regime : NULL;
}

void sheet_judge(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = sheet_load(page, ui, arena);
    if (report) open_row(page, ui, sheet_judgement(ui->desk, report, regime_at(page), arena), "applies");
    arena_free(arena);
}

void sheet_tell(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = sheet_load(page, ui, arena);
    if (report) open_row(page, ui, sheet_notice(ui->desk, report, regime_at(page), arena), "step");
    arena_free(arena);
}

/* The first who waits for an answer, as answered in a talk today. */
void sheet_answer_next(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = sheet_load(page, ui, arena);
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
        say_saved_records(ui, target.def, target.no, 1, lang_text(register_state(target.def, "closed")->label));
    } else
        tell_refused(ui, dialog, target.def, &problems, &err);
    arena_free(arena);
}

static void because_answered(Ui *ui, View *dialog) {
    if (dialog->accepted) close_it(ui, *(const Target *)dialog->about, prompt_text(dialog), dialog);
}

/* Resolved and closed in one; where no action follows it asks why, with what most often is the reason. */
void sheet_end(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *report = sheet_load(page, ui, arena);
    bool ask = report && !record_has(report, "no_action_because") &&
               records_linked_count(desk_db(ui->desk), report->def, report->no, register_by_key("action"), "origin") == 0;
    if (ask) {
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
void sheet_copy_form(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    sheet_copy(page, ui, sheet_form);
}
