/* What the keys of a sheet do: each row of the table opens a form that is filled in, copies, or plans; nothing is saved before it is asked. */
#include <stdio.h>
#include <string.h>

#include "loket/app/make.h"
#include "loket/app/officer.h"
#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "sheet_view.h"

static void decide(SheetView *page, Ui *ui, const char *outcome);
static void copy_mail(SheetView *page, Ui *ui, const char *arg);
static void plan_talk(SheetView *page, Ui *ui, const char *arg);
static void make(SheetView *page, Ui *ui, const char *what);
static void record_talk(SheetView *page, Ui *ui, const char *arg);
static void say_outcome(SheetView *page, Ui *ui, const char *outcome);
static void change(SheetView *page, Ui *ui, const char *sets);
static void check_off(SheetView *page, Ui *ui, const char *result);
static void copy_letter(SheetView *page, Ui *ui, const char *arg);
static void quote(SheetView *page, Ui *ui, const char *arg);
static void card_checked(SheetView *page, Ui *ui, const char *arg);
static void take_over(SheetView *page, Ui *ui, const char *arg);
static void go(SheetView *page, Ui *ui, const char *arg);

/* clang-format off */
static const SheetKey keys[] = {
    {"incident", "1", N_("judge"), sheet_judge, NULL, SHEET_WRITES, "new assessed in_hand waiting resolved"},
    {"incident", "2", N_("notice"), sheet_tell, NULL, SHEET_WRITES, NULL},
    {"incident", "3", N_("answer"), sheet_answer_next, NULL, SHEET_WRITES, "new assessed in_hand waiting resolved duplicate"},
    {"incident", "4", N_("close"), sheet_end, NULL, SHEET_WRITES, "new assessed in_hand waiting resolved"},
    {"incident", "m", N_("form as text"), sheet_copy_form, NULL, SHEET_COPIES, NULL},
    {"approval", "1", N_("approve"), decide, "approved", SHEET_WRITES, NULL},
    {"approval", "2", N_("on conditions"), decide, "conditions", SHEET_WRITES, NULL},
    {"approval", "3", N_("reject"), decide, "rejected", SHEET_WRITES, NULL},
    {"approval", "4", N_("advise"), make, "advice text", SHEET_WRITES, NULL},
    {"approval", "m", N_("decision as mail"), copy_mail, NULL, SHEET_COPIES, NULL},
    {"contact", "1", N_("plan a talk"), make, "talk planned_at", SHEET_WRITES, "active"},
    {"contact", "2", N_("write down a talk"), record_talk, NULL, SHEET_WRITES, "active"},
    {"round", "1", N_("plan a talk"), make, "talk planned_at", SHEET_WRITES, "active"},
    {"round", "2", N_("write down a talk"), record_talk, NULL, SHEET_WRITES, "active"},
    {"trigger", "1", N_("sign"), say_outcome, "sign", SHEET_WRITES, "signalled assessing given"},
    {"trigger", "2", N_("on conditions"), say_outcome, "conditions", SHEET_WRITES, "signalled assessing given"},
    {"trigger", "3", N_("postpone"), say_outcome, "postpone", SHEET_WRITES, "signalled assessing given"},
    {"trigger", "4", N_("do not"), say_outcome, "do_not", SHEET_WRITES, "signalled assessing given"},
    {"trigger", "5", N_("check in order"), check_off, "in_order", SHEET_WRITES, NULL},
    {"trigger", "6", N_("gap"), check_off, "gap", SHEET_WRITES, NULL},
    {"trigger", "7", N_("not applicable"), check_off, "not_applicable", SHEET_WRITES, NULL},
    {"trigger", "8", N_("advise"), make, "advice text", SHEET_WRITES, NULL},
    {"advice", "1", N_("given today"), change, "state=given;given_on=today", SHEET_WRITES, "draft"},
    {"advice", "2", N_("adopted"), change, "answer=adopted", SHEET_WRITES, "given"},
    {"advice", "3", N_("partly"), change, "answer=partly", SHEET_WRITES, "given"},
    {"advice", "4", N_("not adopted"), change, "answer=not_adopted", SHEET_WRITES, "given"},
    {"advice", "5", N_("carried out"), change, "carried_out=yes;checked_on=today", SHEET_WRITES, "answered following_up"},
    {"advice", "6", N_("not carried out"), change, "carried_out=no;checked_on=today", SHEET_WRITES, "answered following_up"},
    {"instruction", "1", N_("acknowledged"), change, "acknowledged=today;state=acknowledged", SHEET_WRITES, "given"},
    {"instruction", "2", N_("followed"), change, "followed=yes;followed_on=today", SHEET_WRITES, "given acknowledged"},
    {"instruction", "3", N_("partly"), change, "followed=partly;followed_on=today", SHEET_WRITES, "given acknowledged"},
    {"instruction", "4", N_("not followed"), change, "followed=no;followed_on=today", SHEET_WRITES, "given acknowledged"},
    {"structural", "1", N_("plan the board talk"), plan_talk, NULL, SHEET_WRITES, NULL},
    {"structural", "m", N_("risk letter"), copy_letter, NULL, SHEET_COPIES, NULL},
    {"charter", "1", N_("quote"), quote, NULL, SHEET_LOOKS, NULL},
    {"deskcard", "1", N_("tried today"), card_checked, NULL, SHEET_WRITES, NULL},
    {"isms", "1", N_("usual duties"), take_over, "duties", SHEET_WRITES, NULL},
    {"isms", "2", N_("list of duties"), go, "duty", SHEET_LOOKS, NULL},
    {"demands", "1", N_("the twelve demands"), take_over, "demands", SHEET_WRITES, NULL},
};
/* clang-format on */

const SheetKey *sheet_key_next(const SheetView *page, const SheetKey *previous) {
    const char *of = page->reading ? page->reading->key : page->target.def->key;
    for (const SheetKey *each = previous ? previous + 1 : keys; each < keys + COUNT_OF(keys); each++)
        if (strcmp(each->of, of) == 0 && (!each->states || text_has_word(each->states, page->state))) return each;
    return NULL;
}

/* -- saving ---------------------------------------------------------------------------------------------------- */

Record *sheet_load(const SheetView *page, Ui *ui, Arena *arena) {
    Record *record;
    Error err = {0};
    if (records_load(desk_db(ui->desk), page->target.def, page->target.no, arena, &record, &err) == OK) return record;
    ui_fail(ui, &err);
    return NULL;
}

/* A record by its code and title, a row by its title. */
static void tell_saved(Ui *ui, const Record *record) {
    ui_refresh(ui);
    if (record->def->kind == KIND_CHILD)
        say_saved(ui, record_title(record));
    else
        say_saved_records(ui, record->def, record->no, 1, record_title(record));
}

/* Saved at once, and taken back with one key. What is still missing for it is asked in the form, at the first field that lacks. */
static void save(Ui *ui, const Record *seen, Record *wanted) {
    Change change = {.seen = seen, .wanted = wanted};
    Problems problems = {0};
    Error err = {0};
    Status status = desk_apply(ui->desk, &change, 1, &problems, NULL, &err);
    if (status == OK) {
        tell_saved(ui, wanted);
        return;
    }
    if (status == ERR_INVALID && seen->parent == NULL)
        ui_push(ui, &view_form, &(FormRequest){.def = seen->def, .no = seen->no, .fill = wanted, .refused = &problems});
    ui_fail(ui, &err);
}

/* A new record that needs nothing more; false, with a word about it, when it was refused. */
static bool save_new(Ui *ui, Record *wanted) {
    Change change = {.wanted = wanted};
    Error err = {0};
    if (desk_apply(ui->desk, &change, 1, NULL, NULL, &err) != OK) {
        ui_fail(ui, &err);
        return false;
    }
    tell_saved(ui, wanted);
    return true;
}

/* "answer=adopted;checked_on=today", as typed into the fields of the sheet's record. */
static void change(SheetView *page, Ui *ui, const char *sets) {
    Arena *arena = arena_new();
    const Record *record = sheet_load(page, ui, arena);
    Record *wanted = record ? record_copy(record, arena) : NULL;
    Error err = {0};
    Status status = OK;
    char *rest = arena_strdup(arena, sets);
    for (char *set; wanted && status == OK && (set = strsep(&rest, ";"));) {
        char *value = strchr(set, '=');
        *value++ = '\0';
        status = desk_parse(ui->desk, wanted, set, value, arena, &err);
    }
    if (status != OK)
        ui_fail(ui, &err);
    else if (wanted)
        save(ui, record, wanted);
    arena_free(arena);
}

/* "advice text": the form of what is made from the sheet's record, the cursor at that field. */
static void make(SheetView *page, Ui *ui, const char *what) {
    char made[32];
    text_next_word(&what, made, sizeof made);
    act_make_form(ui, page->target, register_by_key(made), what + strspn(what, " "));
}

void sheet_copy(SheetView *page, Ui *ui, Status (*write)(Desk *desk, const Record *record, StrBuf *out, Error *err)) {
    Arena *arena = arena_new();
    const Record *record = sheet_load(page, ui, arena);
    StrBuf text;
    Error err = {0};
    strbuf_init(&text);
    if (record && write(ui->desk, record, &text, &err) == OK)
        copy_out(ui, &text);
    else if (record)
        ui_fail(ui, &err);
    strbuf_done(&text);
    arena_free(arena);
}

/* -- a request ---------------------------------------------------------------------------------------------------- */

/* The form of a decision, filled in as far as it is known. */
static void decide(SheetView *page, Ui *ui, const char *outcome) {
    Arena *arena = arena_new();
    const Record *request = sheet_load(page, ui, arena);
    if (request) {
        Record *decision = sheet_decision(ui->desk, request, outcome, arena);
        ui_push(ui, &view_form, &(FormRequest){.def = decision->def, .fill = decision, .field = "motivation", .parent = page->target.def, .parent_no = page->target.no});
    }
    arena_free(arena);
}

/* The decision as the text of a mail. */
static void copy_mail(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    sheet_copy(page, ui, sheet_mail);
}

/* -- a person or a round ------------------------------------------------------------------------------------------- */

/* The talk that was just held: the one that waits to be written down, else a new one, held now; the cursor stands where the notes go. */
static void record_talk(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Record *who = sheet_load(page, ui, arena);
    if (who) {
        Record *seen = sheet_talk_held(ui->desk, who, arena);
        Record *talk = seen ? record_copy(seen, arena) : make_new(ui->desk, who, register_by_key("talk"), arena);
        record_set_text(talk, "state", "recorded");
        if (!record_has(talk, "held_at")) record_set_number(talk, "held_at", desk_now(ui->desk));
        ui_push(ui, &view_form, &(FormRequest){.def = talk->def, .no = seen ? seen->no : 0, .fill = talk, .field = "text"});
    }
    arena_free(arena);
}

/* -- a trigger event ---------------------------------------------------------------------------------------------- */

static void say_outcome(SheetView *page, Ui *ui, const char *outcome) {
    Arena *arena = arena_new();
    const Record *event = sheet_load(page, ui, arena);
    if (event) save(ui, event, sheet_outcome(ui->desk, event, outcome, arena));
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
    if (strcmp(result, "gap") == 0)
        ui_push(ui, &view_form, &(FormRequest){.def = row->def, .no = row->no, .parent = row->parent, .parent_no = row->parent_no, .fill = wanted, .field = "note"});
    else {
        save(ui, record_copy(row, arena), wanted); /* the page is read anew by it */
        text_view_move(&page->text, 1);
    }
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

/* One key from the proposal to a planned board talk, with the advices as its agenda; its page opens, to move its day. */
static void plan_talk(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Pattern *pattern = pattern_at(page, ui, arena);
    if (pattern && pattern->talk)
        ui_say(ui, _("%s is about these advices already"), pattern->talk);
    else if (pattern) {
        Record *talk = structural_talk(ui->desk, pattern, arena);
        if (save_new(ui, talk)) ui_show_record(ui, talk->def, talk->no);
    }
    arena_free(arena);
}

static void copy_letter(SheetView *page, Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    const Pattern *pattern = pattern_at(page, ui, arena);
    StrBuf text;
    strbuf_init(&text);
    if (pattern) {
        structural_letter(ui->desk, pattern, &text);
        copy_out(ui, &text);
    }
    strbuf_done(&text);
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
    StrBuf text;
    strbuf_init(&text);
    charter_quote(ui->desk, line, &text);
    copy_out(ui, &text);
    strbuf_done(&text);
}

static void card_checked(SheetView *page, Ui *ui, const char *arg) {
    (void)page, (void)arg;
    Error err = {0};
    if (deskcard_checked(ui->desk, &err) != OK) {
        ui_fail(ui, &err);
        return;
    }
    ui_refresh(ui);
    say_done(ui, _("the desk card was tried today"));
}

/* Duties of the year, or demands: those that are not there yet. */
static void take_over(SheetView *page, Ui *ui, const char *arg) {
    (void)page;
    Error err = {0};
    size_t made = 0;
    Status status = strcmp(arg, "duties") == 0 ? duties_take_over(ui->desk, &made, &err) : demands_take_over(ui->desk, &made, &err);
    char said[80];
    snprintf(said, sizeof said, ngettext("%zu added", "%zu added", made), made);
    if (status == OK && made) ui_refresh(ui);
    if (status != OK)
        ui_fail(ui, &err);
    else if (made)
        say_done(ui, said);
    else
        ui_say(ui, "%s", _("all of them are there already"));
}

static void go(SheetView *page, Ui *ui, const char *arg) {
    (void)page;
    act_go(ui, arg);
}
