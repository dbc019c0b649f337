/* The decisions of triage, each a word; what a rule finds missing is asked for in one line, and then it is done after all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "triage_view.h"

enum { OTHER = 1 << 28, MAKE_APPROVAL };

static TriageView *page(const Ui *ui) {
    return (TriageView *)ui_page(ui);
}

/* -- asking: another record may stand here when a dialog is answered ------------------------------------------- */

typedef struct Asking {
    TriageEntry about;
    void (*take)(TriageView *triage, Ui *ui, View *dialog);
} Asking;

static void answered(Ui *ui, View *dialog) {
    TriageView *triage = page(ui);
    const Asking *asking = dialog->about;
    if (!dialog->accepted) return;
    if (triage->item && asking->about.def == triage->entry.def && asking->about.no == triage->entry.no)
        asking->take(triage, ui, dialog);
    else
        ui_say(ui, "%s", _("not done: that record was decided by somebody else meanwhile"));
}

static void ask(TriageView *triage, Ui *ui, const ViewOps *ops, const void *request, void (*take)(TriageView *triage, Ui *ui, View *dialog)) {
    View *dialog = ui_ask(ui, ops, request, answered);
    if (!dialog) return;
    Asking *asking = arena_alloc(dialog->arena, sizeof *asking);
    *asking = (Asking){triage->entry, take};
    dialog->about = asking;
}

static void ask_line(TriageView *triage, Ui *ui, const char *label, const char *hint, void (*take)(TriageView *triage, Ui *ui, View *dialog)) {
    ask(triage, ui, &view_prompt, &(PromptRequest){.label = label, .text = "", .hint = hint}, take);
}

/* -- deciding ------------------------------------------------------------------------------------------------- */

static void begin(TriageView *triage) {
    arena_clear(triage->texts);
    triage->decision = (TriageDecision){.count = 0};
    triage->asked = NULL;
}

static void set(TriageView *triage, const char *key, const char *text) {
    triage_set(&triage->decision, key, arena_strdup(triage->texts, text));
}

/* What can be typed in one line; anything else has its own key. */
static bool can_be_asked(const Problem *problem, const Record *record) {
    if (!problem->field || register_field(record->def, problem->field->key) != problem->field) return false;
    switch (problem->field->type) {
    case FT_TEXT:
    case FT_NOTE:
    case FT_DATE:
    case FT_MOMENT:
    case FT_LINK:
    case FT_PARTY: return true;
    default: return false;
    }
}

static void answer_missing(TriageView *triage, Ui *ui, View *dialog);

static bool asks_for_missing(TriageView *triage, Ui *ui, const Problems *problems) {
    if (!problems->count || !can_be_asked(&problems->items[0], triage->item->record)) return false;
    const FieldDef *field = problems->items[0].field;
    if (triage->asked && strcmp(triage->asked, field->key) == 0) return false; /* what was typed did not do */
    triage->asked = field->key;
    ask_line(triage, ui, lang_text(field->label), problems->items[0].message, answer_missing);
    return true;
}

/* Nothing waits any more, or the next stands there: both are told by the page itself. `dialog` (may be NULL) asked for it. */
static void decide(TriageView *triage, Ui *ui, View *dialog) {
    StrBuf said;
    strbuf_init(&said);
    Problems problems = {0};
    Error err = {0};
    Status status = triage_decide(triage->triage, &triage->entry, &triage->decision, &problems, &said, &err);
    if (status == OK) {
        ui_refresh(ui);
        say_saved(ui, said.data);
    } else if (status != ERR_INVALID || !asks_for_missing(triage, ui, &problems))
        dialog_refuse(ui, dialog, &err);
    strbuf_done(&said);
}

static void take(TriageView *triage, Ui *ui, View *dialog, const char *handler) {
    begin(triage);
    const char *rank = triage_rank(triage), *kind = triage_kind(triage);
    if (kind) set(triage, "kind", kind);
    if (rank) set(triage, triage->item->how->rank, rank);
    if (handler) set(triage, "handler", handler);
    set(triage, "state", triage_state(triage));
    decide(triage, ui, dialog);
}

static void set_one(TriageView *triage, Ui *ui, View *dialog, const char *key, const char *value) {
    begin(triage);
    if (!register_field(triage->item->record->def, key)) {
        ui_say(ui, "%s", _("these records have no such field"));
        return;
    }
    set(triage, key, value);
    decide(triage, ui, dialog);
}

/* -- one key -------------------------------------------------------------------------------------------------- */

static void accept(TriageView *triage, Ui *ui, int number) {
    (void)number;
    take(triage, ui, NULL, triage->item->proposal.handler);
}

static void choose_rank(TriageView *triage, Ui *ui, int number) {
    const FieldDef *field = register_field(triage->item->record->def, triage->item->how->rank);
    for (int i = 0; i < number; i++)
        if (!field->choices[i].key) {
            ui_say(ui, _("%s has only %d"), lang_text(field->label), i);
            return;
        }
    triage->rank = number - 1;
    triage->armed = true;
}

static void choose_owner(TriageView *triage, Ui *ui, int number) {
    const TriageOwner *owners;
    triage_owners(triage->triage, &owners);
    if (number > triage_letters(triage, triage->view.columns)) {
        ui_say(ui, "%s", _("there is nobody at this letter"));
        return;
    }
    take(triage, ui, NULL, owners[number - 1].code);
}

static void next_state(TriageView *triage, Ui *ui, int number) {
    (void)ui, (void)number;
    const char *states[8];
    int count = triage_states(triage, states), now = triage->state < 0 ? 0 : triage->state;
    triage->state = (now + 1) % count;
}

static void skip(TriageView *triage, Ui *ui, int number) {
    (void)number;
    char code[CODE_SIZE];
    snprintf(code, sizeof code, "%s", triage->item->code);
    int before = triage->entry.skipped;
    triage_skip(triage->triage);
    ui_refresh(ui);
    ui_say(ui, before ? _("%s skipped again: it waits for the next round") : _("%s skipped: it comes once more"), code);
}

static void personal(TriageView *triage, Ui *ui, int number) {
    set_one(triage, ui, NULL, "personal_data", number ? "yes" : "no");
}

static void show_more(TriageView *triage, Ui *ui, int number) {
    (void)ui, (void)number;
    triage->more = !triage->more;
    triage->scroll = 0;
}

/* -- taking back: also when nothing waits any more ------------------------------------------------------------ */

static void take_back(TriageView *triage, Ui *ui, int number) {
    StrBuf said;
    strbuf_init(&said);
    Error err = {0};
    Status status = number < 0 ? triage_undo(triage->triage, &said, &err) : triage_redo(triage->triage, &said, &err);
    ui_refresh(ui);
    if (status == OK)
        ui_say(ui, "%s %s", number < 0 ? _("taken back:") : _("made again:"), said.data);
    else
        ui_fail(ui, &err);
    strbuf_done(&said);
}

/* -- what is asked for in a line --------------------------------------------------------------------------------- */

static bool empty(const char *text) {
    return text[strspn(text, " ")] == '\0';
}

static void refuse(Ui *ui, View *dialog, const char *message) {
    Error err;
    fail(&err, ERR_INVALID, "%s", message);
    dialog_refuse(ui, dialog, &err);
}

static void answer_missing(TriageView *triage, Ui *ui, View *dialog) {
    set(triage, triage->asked, prompt_text(dialog));
    decide(triage, ui, dialog);
}

static void answer_reason(TriageView *triage, Ui *ui, View *dialog) {
    if (empty(prompt_text(dialog))) {
        refuse(ui, dialog, _("not turned down: that needs a reason"));
        return;
    }
    begin(triage);
    triage_drop(&triage->decision, triage->item->how, arena_strdup(triage->texts, prompt_text(dialog)));
    decide(triage, ui, dialog);
}

static void ask_reason(TriageView *triage, Ui *ui, int number) {
    (void)number;
    char label[80];
    snprintf(label, sizeof label, _("turn down %s, because"), triage->item->code);
    ask_line(triage, ui, label, _("it is kept with the record; Esc leaves"), answer_reason);
}

static void answer_snooze(TriageView *triage, Ui *ui, View *dialog) {
    const char *text = prompt_text(dialog);
    Day day;
    Error err = {0};
    if (day_parse(text, desk_now(ui->desk), &day, &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else if (day <= moment_day(desk_now(ui->desk)))
        refuse(ui, dialog, _("not put off: that needs a day to come"));
    else
        set_one(triage, ui, dialog, "follow_up_on", text);
}

static void ask_snooze(TriageView *triage, Ui *ui, int number) {
    (void)number;
    ask_line(triage, ui, _("put off until"), _("a date: fri, +3d, 7-12"), answer_snooze);
}

static void answer_link(TriageView *triage, Ui *ui, View *dialog) {
    begin(triage);
    const char *old = record_text(triage->item->record, "links");
    set(triage, "links", arena_printf(triage->texts, "%s %s", old ? old : "", prompt_text(dialog)));
    decide(triage, ui, dialog);
}

static void ask_link(TriageView *triage, Ui *ui, int number) {
    (void)number;
    ask_line(triage, ui, _("link to"), _("codes: APR-0031 ADV-0004"), answer_link);
}

static void answer_remark(TriageView *triage, Ui *ui, View *dialog) {
    begin(triage);
    if (empty(prompt_text(dialog))) return;
    triage->decision.remark = arena_strdup(triage->texts, prompt_text(dialog));
    decide(triage, ui, dialog);
}

static void ask_remark(TriageView *triage, Ui *ui, int number) {
    (void)number;
    ask_line(triage, ui, _("remark"), _("a line that stays with the record"), answer_remark);
}

/* -- the same as another ------------------------------------------------------------------------------------------ */

static void same_as(TriageView *triage, Ui *ui, View *dialog, const char *code) {
    begin(triage);
    set(triage, "same_as", code);
    set(triage, "state", triage->item->how->same);
    decide(triage, ui, dialog);
}

static void answer_same(TriageView *triage, Ui *ui, View *dialog) {
    same_as(triage, ui, dialog, prompt_text(dialog));
}

static void ask_same(TriageView *triage, Ui *ui) {
    ask_line(triage, ui, _("same as"), _("a code: INC-0042"), answer_same);
}

static void answer_alike(TriageView *triage, Ui *ui, View *dialog) {
    char code[CODE_SIZE];
    if (pick_answer(dialog) == OTHER) {
        ask_same(triage, ui);
        return;
    }
    code_write(triage->entry.def, pick_answer(dialog), code);
    same_as(triage, ui, dialog, code);
}

/* One that is alike is taken at once; of several one is picked. */
static void pick_same(TriageView *triage, Ui *ui, int number) {
    (void)number;
    const TriageItem *item = triage->item;
    if (!item->how->same) {
        ui_say(ui, "%s", _("these records cannot be the same as another; link them"));
        return;
    }
    if (item->similar_count == 0) {
        ask_same(triage, ui);
        return;
    }
    if (item->similar_count == 1) {
        same_as(triage, ui, NULL, item->similar[0].code);
        return;
    }
    PickChoice choices[TRIAGE_SIMILAR + 1];
    char keys[TRIAGE_SIMILAR][2], texts[TRIAGE_SIMILAR][120];
    int count = 0;
    for (; count < (int)item->similar_count; count++) {
        const TriageSimilar *similar = &item->similar[count];
        snprintf(keys[count], sizeof keys[count], "%c", '1' + count);
        snprintf(texts[count], sizeof texts[count], "%s  %.90s", similar->code, record_title(similar->record));
        choices[count] = (PickChoice){.text = texts[count], .detail = lang_text(record_state(similar->record)->label), .key = keys[count], .id = (int)similar->record->no};
    }
    choices[count++] = (PickChoice){.text = _("another: type its code"), .key = "g", .id = OTHER};
    ask(triage, ui, &view_pick, &(PickRequest){.title = _("same as"), .choices = choices, .count = count, .current = choices[0].id, .by_key = true}, answer_alike);
}

/* -- who ---------------------------------------------------------------------------------------------------------- */

static void answer_owner(TriageView *triage, Ui *ui, View *dialog) {
    int picked = pick_answer(dialog);
    char code[CODE_SIZE];
    if (picked < 0 && !*pick_text(dialog)) return;
    if (picked >= 0) code_write(register_by_key("contact"), picked, code);
    take(triage, ui, dialog, picked < 0 ? pick_text(dialog) : code);
}

/* Everybody who may handle it; a name that is not there is made a contact. */
static void pick_owner(TriageView *triage, Ui *ui, int number) {
    (void)number;
    Arena *arena = arena_new();
    PickChoice choices[PEOPLE_MOST];
    int count = people_choices(ui, true, choices, arena);
    ask(triage, ui, &view_pick, &(PickRequest){.title = _("handler"), .choices = choices, .count = count, .current = -1, .free = true}, answer_owner);
    arena_free(arena);
}

/* -- what it is ---------------------------------------------------------------------------------------------------- */

/* A report made of what came in elsewhere; what it was made of is turned down with its code. */
static void make_report(TriageView *triage, Ui *ui, View *dialog, const char *kind) {
    const TriageItem *item = triage->item;
    begin(triage);
    Record *report = record_new_initial(register_by_key("incident"), desk_now(ui->desk), triage->texts);
    record_set_text(report, "kind", kind);
    record_set_text(report, "title", arena_strdup(triage->texts, record_title(item->record)));
    if (*item->story) record_set_text(report, "description", arena_strdup(triage->texts, item->story));
    record_set_text(report, "links", arena_strdup(triage->texts, item->code));
    triage->decision.add = report;
    triage_drop(&triage->decision, item->how, arena_printf(triage->texts, _("it is a report: %s"), record_title(item->record)));
    decide(triage, ui, dialog);
}

static void answer_form(TriageView *triage, Ui *ui, View *form) {
    Target made;
    char code[CODE_SIZE];
    if (!form_saved(form, &made)) return;
    code_write(made.def, made.no, code);
    begin(triage);
    triage_drop(&triage->decision, triage->item->how, arena_printf(triage->texts, _("it is a request: %s"), code));
    decide(triage, ui, form);
}

/* A request needs to know who asks, and what rule it departs from: that is a form. */
static void make_approval(TriageView *triage, Ui *ui) {
    const TriageItem *item = triage->item;
    begin(triage);
    Record *fill = record_new_initial(register_by_key("approval"), desk_now(ui->desk), triage->texts);
    record_set_text(fill, "title", arena_strdup(triage->texts, record_title(item->record)));
    if (*item->story) record_set_text(fill, "reason", arena_strdup(triage->texts, item->story));
    record_set(fill, "received_at", record_value(item->record, "received_at"));
    record_set(fill, "unit", value_copy(record_value(item->record, "unit"), triage->texts));
    record_set_text(fill, "links", arena_strdup(triage->texts, item->code));
    ask(triage, ui, &view_form, &(FormRequest){.def = fill->def, .fill = fill}, answer_form);
}

static void answer_kind(TriageView *triage, Ui *ui, View *dialog) {
    int picked = pick_answer(dialog);
    if (picked == MAKE_APPROVAL) {
        make_approval(triage, ui);
        return;
    }
    const char *kind = register_field(register_by_key("incident"), "kind")->choices[picked].key;
    const Record *record = triage->item->record;
    if (record->def == register_by_key("incident") && record_is(record, "kind", kind))
        triage->as_entered = true; /* nothing to save; it is not what was proposed */
    else if (record->def == register_by_key("incident"))
        set_one(triage, ui, dialog, "kind", kind);
    else
        make_report(triage, ui, dialog, kind);
}

/* What sort of report it is; a request is a register of its own. */
static void pick_kind(TriageView *triage, Ui *ui, int number) {
    (void)number;
    const FieldDef *field = register_field(register_by_key("incident"), "kind");
    bool report = triage->item->record->def == register_by_key("incident");
    PickChoice choices[16];
    char keys[15][2] = {""};
    Letters letters = {"a"}; /* as where a request is captured */
    int count = 0;
    for (int i = 0; field->choices[i].key && count < 15; i++) {
        if (strcmp(field->choices[i].key, "whistleblower") == 0) continue; /* not worked on here */
        keys[count][0] = letters_give(&letters, '\0', lang_text(field->choices[i].label));
        choices[count] = (PickChoice){.text = lang_text(field->choices[i].label), .detail = report ? NULL : _("a new report"), .key = keys[count], .id = i};
        count++;
    }
    if (report) choices[count++] = (PickChoice){.text = _("request"), .detail = _("opens its form, filled in"), .key = "a", .id = MAKE_APPROVAL};
    ask(triage, ui, &view_pick, &(PickRequest){.title = _("make it"), .choices = choices, .count = count, .current = -1, .by_key = true}, answer_kind);
}

static void answer_level(TriageView *triage, Ui *ui, View *dialog) {
    set_one(triage, ui, dialog, "level", record_levels[pick_answer(dialog)].key);
}

static void pick_level(TriageView *triage, Ui *ui, int number) {
    (void)number;
    PickChoice choices[8];
    char keys[8][2] = {""};
    Letters letters = {""};
    int count = 0;
    for (const Choice *choice = record_levels; choice->key && count < 8; choice++, count++) {
        keys[count][0] = letters_give(&letters, '\0', lang_text(choice->label));
        choices[count] = (PickChoice){.text = lang_text(choice->label), .key = keys[count], .id = count};
    }
    ask(triage, ui, &view_pick, &(PickRequest){.title = _("level"), .choices = choices, .count = count, .current = -1, .by_key = true}, answer_level);
}

/* -- the words ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *word;
    void (*run)(TriageView *triage, Ui *ui, int number);
    bool decides; /* one press, one record */
} words[] = {
    {"accept", accept, true},       {"rank", choose_rank, false}, {"owner", choose_owner, true},
    {"other", pick_owner, true},    {"state", next_state, false}, {"skip", skip, true},
    {"reject", ask_reason, true},   {"same", pick_same, true},    {"personal", personal, true},
    {"snooze", ask_snooze, true},   {"make", pick_kind, true},    {"level", pick_level, true},
    {"link", ask_link, true},       {"remark", ask_remark, true}, {"more", show_more, false},
    {"back", take_back, false},
};

static int word_of(const char *arg, int *number) {
    char word[32];
    const char *rest = arg;
    if (!text_next_word(&rest, word, sizeof word)) return -1;
    *number = (int)strtol(rest, NULL, 10);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].word, word) == 0) return (int)i;
    return -1;
}

bool triage_decides(const char *arg) {
    int number, word = word_of(arg, &number);
    return word >= 0 && words[word].decides;
}

void act_triage(Ui *ui, const char *arg) {
    if (!arg) {
        ui_push(ui, &view_triage, NULL);
        return;
    }
    int number, word = word_of(arg, &number);
    TriageView *triage = page(ui);
    if (word < 0 || triage->view.ops != &view_triage) return;
    if (!triage->item && words[word].run != take_back)
        ui_say(ui, "%s", _("nothing waits"));
    else
        words[word].run(triage, ui, number);
}
