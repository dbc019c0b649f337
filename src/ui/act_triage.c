/* The decisions of triage, each a word; what a rule finds missing is asked for in one line, and then it is done after all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/store/select.h"
#include "triage_view.h"

enum { ASK_MISSING = 9301, ASK_REASON, ASK_SNOOZE, ASK_LINK, ASK_SAME, ASK_REMARK, PICK_OWNER, PICK_SAME, PICK_KIND, PICK_LEVEL, PEOPLE = 40 };
enum { OTHER = 1 << 28, MAKE_APPROVAL };

static TriageView *page(const Ui *ui) {
    return (TriageView *)ui_page(ui);
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

static bool asks_for_missing(TriageView *triage, Ui *ui, const Problems *problems) {
    if (!problems->count || !can_be_asked(&problems->items[0], triage->item->record)) return false;
    const FieldDef *field = problems->items[0].field;
    if (triage->asked && strcmp(triage->asked, field->key) == 0) return false; /* what was typed did not do */
    triage->asked = field->key;
    ui_push(ui, &view_prompt, &(PromptRequest){.label = lang_text(field->label), .text = "", .hint = problems->items[0].message, .id = ASK_MISSING});
    return true;
}

static void say_saved(Ui *ui, const char *said) {
    char undo[24];
    ui_key_of(ui, "triage-undo", undo);
    ui_say(ui, _("Saved %s (%s takes it back)"), said, undo);
}

/* Nothing waits any more, or the next stands there: both are told by the page itself. */
static void decide(TriageView *triage, Ui *ui) {
    StrBuf said;
    strbuf_init(&said);
    Problems problems = {0};
    Error err = {0};
    Status status = triage_decide(triage->triage, &triage->entry, &triage->decision, &problems, &said, &err);
    if (status == OK) {
        ui_refresh(ui);
        say_saved(ui, said.data);
    } else if (status != ERR_INVALID || !asks_for_missing(triage, ui, &problems))
        ui_fail(ui, &err);
    strbuf_done(&said);
}

static void take(TriageView *triage, Ui *ui, const char *handler) {
    begin(triage);
    const char *rank = triage_rank(triage);
    if (rank) set(triage, triage->item->how->rank, rank);
    if (handler) set(triage, "handler", handler);
    set(triage, "state", triage_state(triage));
    decide(triage, ui);
}

static void set_one(TriageView *triage, Ui *ui, const char *key, const char *value) {
    begin(triage);
    if (!register_field(triage->item->record->def, key)) {
        ui_say(ui, "%s", _("these records have no such field"));
        return;
    }
    set(triage, key, value);
    decide(triage, ui);
}

/* -- one key -------------------------------------------------------------------------------------------------- */

static void accept(TriageView *triage, Ui *ui, int number) {
    (void)number;
    take(triage, ui, triage->item->proposal.handler);
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
    take(triage, ui, owners[number - 1].code);
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
    set_one(triage, ui, "personal_data", number ? "yes" : "no");
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

/* -- asking --------------------------------------------------------------------------------------------------- */

static void ask(Ui *ui, int id, const char *label, const char *hint) {
    ui_push(ui, &view_prompt, &(PromptRequest){.label = label, .text = "", .hint = hint, .id = id});
}

static void ask_reason(TriageView *triage, Ui *ui, int number) {
    (void)number;
    char label[80];
    snprintf(label, sizeof label, _("turn down %s, because"), triage->item->code);
    ask(ui, ASK_REASON, label, _("it is kept with the record; Esc leaves"));
}

static void ask_snooze(TriageView *triage, Ui *ui, int number) {
    (void)triage, (void)number;
    ask(ui, ASK_SNOOZE, _("put off until"), _("a date: fri, +3d, 7-12"));
}

static void ask_link(TriageView *triage, Ui *ui, int number) {
    (void)triage, (void)number;
    ask(ui, ASK_LINK, _("link to"), _("codes: APR-0031 ADV-0004"));
}

static void ask_remark(TriageView *triage, Ui *ui, int number) {
    (void)triage, (void)number;
    ask(ui, ASK_REMARK, _("remark"), _("a line that stays with the record"));
}

static void same_as(TriageView *triage, Ui *ui, const char *code) {
    begin(triage);
    set(triage, "same_as", code);
    set(triage, "state", triage->item->how->same);
    decide(triage, ui);
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
        ask(ui, ASK_SAME, _("same as"), _("a code: INC-0042"));
        return;
    }
    if (item->similar_count == 1) {
        same_as(triage, ui, item->similar[0].code);
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
    ui_push(ui, &view_pick, &(PickRequest){.title = _("same as"), .choices = choices, .count = count, .id = PICK_SAME, .current = choices[0].id, .by_key = true});
}

/* Everybody who may handle it; a name that is not there is made a contact. */
static void pick_owner(TriageView *triage, Ui *ui, int number) {
    (void)triage, (void)number;
    Arena *arena = arena_new();
    const RegisterDef *def = register_by_key("contact");
    QueryContext context = desk_query_context(ui->desk);
    Query query;
    Order order;
    RecordList list = {0};
    PickChoice choices[PEOPLE];
    int count = 0;
    if (query_parse(def, "state:active", &context, arena, &query, NULL) == OK && order_parse(def, "name", &order, NULL) == OK)
        select_window(desk_db(ui->desk), &(Select){.query = &query, .order = order, .limit = PEOPLE}, arena, &list, NULL, NULL);
    for (size_t i = 0; i < list.count; i++, count++) choices[count] = (PickChoice){.text = record_title(list.items[i]), .id = (int)list.items[i]->no};
    ui_push(ui, &view_pick, &(PickRequest){.title = _("handler"), .choices = choices, .count = count, .id = PICK_OWNER, .current = -1, .free = true});
    arena_free(arena);
}

/* What sort of report it is; a request is a register of its own. */
static void pick_kind(TriageView *triage, Ui *ui, int number) {
    (void)number;
    static const char letters[] = "inwcoq"; /* as the kinds are listed; a whistle-blower report is not worked on here */
    const FieldDef *field = register_field(register_by_key("incident"), "kind");
    bool report = triage->item->record->def == register_by_key("incident");
    PickChoice choices[sizeof letters + 1];
    char keys[sizeof letters][2];
    int count = 0;
    for (; letters[count]; count++) {
        snprintf(keys[count], sizeof keys[count], "%c", letters[count]);
        choices[count] = (PickChoice){.text = lang_text(field->choices[count].label), .detail = report ? NULL : _("a new report"), .key = keys[count], .id = count};
    }
    if (report) choices[count++] = (PickChoice){.text = _("request"), .detail = _("opens its form, filled in"), .key = "a", .id = MAKE_APPROVAL};
    ui_push(ui, &view_pick, &(PickRequest){.title = _("make it"), .choices = choices, .count = count, .id = PICK_KIND, .current = -1, .by_key = true});
}

static void pick_level(TriageView *triage, Ui *ui, int number) {
    (void)triage, (void)number;
    PickChoice choices[8];
    char keys[8][2];
    int count = 0;
    for (const Choice *choice = record_levels; choice->key && count < 8; choice++, count++) {
        snprintf(keys[count], sizeof keys[count], "%c", choice->key[0]);
        choices[count] = (PickChoice){.text = lang_text(choice->label), .key = keys[count], .id = count};
    }
    ui_push(ui, &view_pick, &(PickRequest){.title = _("level"), .choices = choices, .count = count, .id = PICK_LEVEL, .current = -1, .by_key = true});
}

/* -- answers -------------------------------------------------------------------------------------------------- */

static void answer_reason(TriageView *triage, Ui *ui, const char *text) {
    if (text[strspn(text, " ")] == '\0') {
        ui_say(ui, "%s", _("not turned down: that needs a reason"));
        return;
    }
    begin(triage);
    triage_drop(&triage->decision, triage->item->how, arena_strdup(triage->texts, text));
    decide(triage, ui);
}

static void answer_link(TriageView *triage, Ui *ui, const char *text) {
    begin(triage);
    const char *old = record_text(triage->item->record, "links");
    set(triage, "links", arena_printf(triage->texts, "%s %s", old ? old : "", text));
    decide(triage, ui);
}

static void answer_missing(TriageView *triage, Ui *ui, const char *text) {
    set(triage, triage->asked, text);
    decide(triage, ui);
}

static void answer_remark(TriageView *triage, Ui *ui, const char *text) {
    begin(triage);
    if (text[strspn(text, " ")] == '\0') return;
    triage->decision.remark = arena_strdup(triage->texts, text);
    decide(triage, ui);
}

static void answer_snooze(TriageView *triage, Ui *ui, const char *text) {
    Day day;
    Error err = {0};
    if (day_parse(text, desk_now(ui->desk), &day, &err) != OK)
        ui_fail(ui, &err);
    else if (day <= moment_day(desk_now(ui->desk)))
        ui_say(ui, "%s", _("not put off: that needs a day to come"));
    else
        set_one(triage, ui, "follow_up_on", text);
}

static void answer_same(TriageView *triage, Ui *ui, const char *text) {
    same_as(triage, ui, text);
}

/* A report made of what came in elsewhere; what it was made of is turned down with its code. */
static void make_report(TriageView *triage, Ui *ui, const char *kind) {
    const TriageItem *item = triage->item;
    begin(triage);
    Record *report = record_new_initial(register_by_key("incident"), desk_now(ui->desk), triage->texts);
    record_set_text(report, "kind", kind);
    record_set_text(report, "title", arena_strdup(triage->texts, record_title(item->record)));
    if (*item->story) record_set_text(report, "description", arena_strdup(triage->texts, item->story));
    record_set_text(report, "links", arena_strdup(triage->texts, item->code));
    triage->decision.add = report;
    triage_drop(&triage->decision, item->how, arena_printf(triage->texts, _("it is a report: %s"), record_title(item->record)));
    decide(triage, ui);
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
    ui_push(ui, &view_form, &(FormRequest){.def = fill->def, .fill = fill});
}

static void answer_form(TriageView *triage, Ui *ui, const View *form) {
    Target made;
    if (!form_saved(form, &made) || !triage->item || made.def != register_by_key("approval") || triage->item->record->def == made.def) return;
    char code[CODE_SIZE];
    code_write(made.def, made.no, code);
    begin(triage);
    triage_drop(&triage->decision, triage->item->how, arena_printf(triage->texts, _("it is a request: %s"), code));
    decide(triage, ui);
}

static void answer_kind(TriageView *triage, Ui *ui, int picked) {
    if (picked == MAKE_APPROVAL) {
        make_approval(triage, ui);
        return;
    }
    const FieldDef *field = register_field(register_by_key("incident"), "kind");
    if (triage->item->record->def == register_by_key("incident"))
        set_one(triage, ui, "kind", field->choices[picked].key);
    else
        make_report(triage, ui, field->choices[picked].key);
}

static void answer_pick(TriageView *triage, Ui *ui, View *dialog) {
    int picked = pick_answer(dialog);
    char code[CODE_SIZE];
    switch (pick_id(dialog)) {
    case PICK_OWNER:
        if (picked < 0 && !*pick_text(dialog)) return;
        if (picked >= 0) code_write(register_by_key("contact"), picked, code);
        take(triage, ui, picked < 0 ? pick_text(dialog) : code);
        break;
    case PICK_SAME:
        if (picked == OTHER) {
            ask(ui, ASK_SAME, _("same as"), _("a code: INC-0042"));
            break;
        }
        code_write(triage->entry.def, picked, code);
        same_as(triage, ui, code);
        break;
    case PICK_KIND: answer_kind(triage, ui, picked); break;
    case PICK_LEVEL: set_one(triage, ui, "level", record_levels[picked].key); break;
    default: break;
    }
}

void triage_answer(View *view, Ui *ui, View *dialog) {
    static const struct {
        int id;
        void (*answer)(TriageView *triage, Ui *ui, const char *text);
    } answers[] = {{ASK_MISSING, answer_missing}, {ASK_REASON, answer_reason}, {ASK_SNOOZE, answer_snooze},
                   {ASK_LINK, answer_link},       {ASK_SAME, answer_same},     {ASK_REMARK, answer_remark}};
    TriageView *triage = (TriageView *)view;
    bool same = triage->item && triage->about.def == triage->entry.def && triage->about.no == triage->entry.no;
    if (dialog->ops == &view_form && same) answer_form(triage, ui, dialog);
    if (!dialog->accepted || dialog->ops == &view_form) return;
    if (!same) {
        ui_say(ui, "%s", _("not done: that record was decided by somebody else meanwhile"));
        return;
    }
    if (dialog->ops == &view_pick) answer_pick(triage, ui, dialog);
    for (size_t i = 0; dialog->ops == &view_prompt && i < COUNT_OF(answers); i++)
        if (prompt_id(dialog) == answers[i].id) answers[i].answer(triage, ui, prompt_text(dialog));
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
    else {
        triage->about = triage->entry;
        words[word].run(triage, ui, number);
    }
}
