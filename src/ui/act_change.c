/* Actions that change records: the one under the cursor, or all that are tagged, as one batch and one undo. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/triage.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/store/select.h"
#include "loket/ui/rows.h"
#include "views.h"

enum { ASK_FROM = 5 /* tagged records */ };

/* What an action is about: the tagged records, or the one under the cursor. Settled when it is asked for and not when a dialog is
 * answered: the list may have been read anew in between, and the cursor stand on another record. */
typedef struct Asked {
    const RegisterDef *def;
    const FieldDef *field; /* the field to set; NULL = none */
    int64_t *numbers;
    size_t count; /* 1 or more */
} Asked;

static Asked asked_now(const Ui *ui, const char *field, Arena *arena) {
    Rows *rows = page_rows(ui);
    Target target = ui_target(ui);
    bool tagged = rows && rows->tag_count;
    Asked asked = {.def = target.def, .field = field ? register_field(target.def, field) : NULL, .count = tagged ? rows->tag_count : 1};
    asked.numbers = ARENA_ARRAY(arena, int64_t, asked.count);
    if (tagged)
        memcpy(asked.numbers, rows->tags, asked.count * sizeof *asked.numbers);
    else
        asked.numbers[0] = target.no;
    return asked;
}

/* Opens a dialog about all that is tagged, or what is under the cursor; `answered` finds an Asked in `about`. */
static void ask(Ui *ui, const ViewOps *ops, const void *request, const char *field, void (*answered)(Ui *ui, View *dialog)) {
    View *dialog = ui_ask(ui, ops, request, answered);
    if (!dialog) return;
    Asked *asked = arena_alloc(dialog->arena, sizeof *asked);
    *asked = asked_now(ui, field, dialog->arena);
    dialog->about = asked;
}

/* The same about the one record under the cursor; `answered` finds a Target in `about`. */
static void ask_one(Ui *ui, const ViewOps *ops, const void *request, void (*answered)(Ui *ui, View *dialog)) {
    View *dialog = ui_ask(ui, ops, request, answered);
    if (!dialog) return;
    Target *target = arena_alloc(dialog->arena, sizeof *target);
    *target = ui_target(ui);
    dialog->about = target;
}

void tell_refused(Ui *ui, View *dialog, const RegisterDef *def, const Problems *problems, const Error *err) {
    dialog_refuse(ui, dialog, err);
    if (problems->count < 2) return;
    StrBuf text;
    strbuf_init(&text);
    for (size_t i = 0; i < problems->count && i < COUNT_OF(problems->items); i++) {
        const Problem *problem = &problems->items[i];
        strbuf_addf(&text, "%s%s: %s", i ? "\n" : "", problem->field ? lang_text(problem->field->label) : lang_text(def->noun), problem->message);
    }
    ui->message[0] = '\0';
    ui_push(ui, &view_confirm, &(ConfirmRequest){.title = _("not yet: this is missing"), .text = text.data, .notice = true});
    strbuf_done(&text);
}

/* A value that is not understood is told with the key of its field, for scripts; a reader of the screen knows the label. */
static void name_by_label(const FieldDef *field, Error *err) {
    size_t length = strlen(field->key);
    if (!text_starts(err->message, field->key) || strncmp(err->message + length, ": ", 2) != 0) return;
    char rest[sizeof err->message];
    snprintf(rest, sizeof rest, "%s", err->message + length);
    utf8_print(err->message, sizeof err->message, "%s%s", lang_text(field->label), rest);
}

/* Sets the field of all that was asked about; one batch. `dialog` asked for it. */
static void apply_field(Ui *ui, View *dialog, const Asked *asked, const char *text) {
    Arena *arena = arena_new();
    Change *changes = ARENA_ARRAY(arena, Change, asked->count);
    Error err = {0};
    Problems problems = {0};
    Status status = OK;
    for (size_t i = 0; i < asked->count && status == OK; i++) {
        Record *seen;
        status = records_load(desk_db(ui->desk), asked->def, asked->numbers[i], arena, &seen, &err);
        if (status != OK) break;
        changes[i] = (Change){.seen = seen, .wanted = record_copy(seen, arena)};
        status = desk_parse(ui->desk, changes[i].wanted, asked->field->key, text, arena, &err);
        if (status != OK) name_by_label(asked->field, &err);
    }
    if (status == OK) status = desk_apply(ui->desk, changes, asked->count, &problems, NULL, &err);
    if (status == OK) {
        Record *stored = changes[0].wanted; /* read again: a name typed has become a contact */
        records_load(desk_db(ui->desk), asked->def, asked->numbers[0], arena, &stored, NULL);
        StrBuf what;
        strbuf_init(&what);
        desk_format(ui->desk, stored, asked->field, &what);
        const char *label = lang_text(asked->field->label), *said = arena_printf(arena, "%s %s", label, what.length ? what.data : "-");
        strbuf_done(&what);
        ui_refresh(ui);
        say_saved_records(ui, asked->def, asked->numbers[0], asked->count, said);
    } else
        tell_refused(ui, dialog, asked->def, &problems, &err);
    arena_free(arena);
}

typedef struct Batch {
    Asked asked;
    const char *text;
} Batch;

static void batch_answered(Ui *ui, View *dialog) {
    const Batch *batch = dialog->about;
    if (dialog->accepted) apply_field(ui, dialog, &batch->asked, batch->text);
}

/* The codes a batch is about, as many as fit. */
static void name_batch(const Asked *asked, StrBuf *out) {
    enum { NAMED = 12 };
    for (size_t i = 0; i < asked->count && i < NAMED; i++) {
        char code[CODE_SIZE];
        code_write(asked->def, asked->numbers[i], code);
        strbuf_addf(out, "%s%s", i ? ", " : "", code);
    }
    if (asked->count > NAMED) strbuf_addf(out, ngettext(" and %d more", " and %d more", asked->count - NAMED), (int)(asked->count - NAMED));
}

/* What cannot be read is refused before anything is asked about it. */
static bool can_be_read(Ui *ui, View *dialog, const Asked *asked, const char *text) {
    Arena *arena = arena_new();
    Error err = {0};
    Status status = desk_parse(ui->desk, record_new(asked->def, arena), asked->field->key, text, arena, &err);
    if (status != OK) {
        name_by_label(asked->field, &err);
        dialog_refuse(ui, dialog, &err);
    }
    arena_free(arena);
    return status == OK;
}

/* The same, but many at once are asked about first, by name: the tags may be older than the thought. */
static void set_field(Ui *ui, View *dialog, const char *text) {
    const Asked *asked = dialog->about;
    if (asked->count < ASK_FROM) {
        apply_field(ui, dialog, asked, text);
        return;
    }
    if (!can_be_read(ui, dialog, asked, text)) return;
    StrBuf question;
    strbuf_init(&question);
    strbuf_addf(&question, _("Change %s of all %zu tagged records? It is one step to undo."), lang_text(asked->field->label), asked->count);
    strbuf_addc(&question, '\n');
    name_batch(asked, &question);
    View *sure = ui_ask(ui, &view_confirm, &(ConfirmRequest){.title = lang_text(asked->field->label), .text = question.data}, batch_answered);
    strbuf_done(&question);
    if (!sure) return;
    Batch *batch = arena_alloc(sure->arena, sizeof *batch);
    *batch = (Batch){.asked = *asked, .text = arena_strdup(sure->arena, text)};
    batch->asked.numbers = ARENA_ARRAY(sure->arena, int64_t, asked->count);
    memcpy(batch->asked.numbers, asked->numbers, asked->count * sizeof *asked->numbers);
    sure->about = batch;
}

/* -- asking --------------------------------------------------------------------------------------------------- */

static void title_for(const Ui *ui, const char *label, char *title, size_t size) {
    Rows *rows = page_rows(ui);
    if (rows && rows->tag_count)
        snprintf(title, size, ngettext("%s of the %zu tagged", "%s of the %zu tagged", rows->tag_count), label, rows->tag_count);
    else
        snprintf(title, size, "%s", label);
}

static void state_answered(Ui *ui, View *dialog) {
    const Asked *asked = dialog->about;
    if (dialog->accepted) set_field(ui, dialog, asked->def->states[pick_answer(dialog)].key);
}

void act_state(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    Arena *arena = arena_new();
    Record *record;
    Error err = {0};
    if (records_load(desk_db(ui->desk), target.def, target.no, arena, &record, &err) != OK) {
        ui_fail(ui, &err);
        arena_free(arena);
        return;
    }
    PickChoice choices[16];
    char keys[16][2] = {""}, title[80];
    Letters letters = {""};
    int count = 0;
    const StateDef *state = record_state(record);
    for (size_t i = 0; i < target.def->state_count && i < 16; i++) {
        const StateDef *to = &target.def->states[i];
        keys[count][0] = letters_give(&letters, '\0', lang_text(to->label)); /* a state has its letter wherever one comes from */
        if (!state || !text_has_word(state->moves, to->key)) continue;
        choices[count] = (PickChoice){.text = lang_text(to->label), .detail = to->open ? NULL : _("ends it"), .key = keys[count], .id = (int)i};
        count++;
    }
    title_for(ui, _("state"), title, sizeof title);
    if (count == 0)
        ui_say(ui, _("from '%s' it goes nowhere"), state ? lang_text(state->label) : "?");
    else
        ask(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .current = -1, .by_key = true}, "state", state_answered);
    arena_free(arena);
}

static void choice_answered(Ui *ui, View *dialog) {
    const Asked *asked = dialog->about;
    if (dialog->accepted) set_field(ui, dialog, asked->field->choices[pick_answer(dialog)].key);
}

static void pick_choice(Ui *ui, const FieldDef *field) {
    PickChoice choices[32];
    char keys[32][2] = {""}, title[80];
    Letters letters = {""};
    int count = 0;
    for (const Choice *choice = field->choices; choice->key && count < 32; choice++, count++) {
        keys[count][0] = letters_give(&letters, count < 9 ? (char)('1' + count) : '\0', lang_text(choice->label)); /* by rank, as in triage */
        choices[count] = (PickChoice){.text = lang_text(choice->label), .detail = choice->key, .key = keys[count], .id = count};
    }
    title_for(ui, lang_text(field->label), title, sizeof title);
    ask(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .current = -1, .by_key = true}, field->key, choice_answered);
}

/* One of the list by its number, or a name typed that is not in it. */
static void person_answered(Ui *ui, View *dialog) {
    const Asked *asked = dialog->about;
    char code[CODE_SIZE];
    if (!dialog->accepted) return;
    if (pick_answer(dialog) < 0) {
        if (*pick_text(dialog)) set_field(ui, dialog, pick_text(dialog));
        return;
    }
    code_write(register_by_key(asked->field->target), pick_answer(dialog), code);
    set_field(ui, dialog, code);
}

/* Those who handle most stand first, so that hands learn where. */
static void usual_first(Ui *ui, PickChoice *choices, int count) {
    TriageOwner owners[TRIAGE_OWNERS];
    for (size_t owner = triage_usual_owners(ui->desk, owners); owner-- > 0;)
        for (int i = 0; i < count; i++) {
            char code[CODE_SIZE];
            code_write(register_by_key("contact"), choices[i].id, code);
            if (strcmp(code, owners[owner].code) != 0) continue;
            PickChoice one = choices[i];
            memmove(&choices[1], &choices[0], (size_t)i * sizeof one);
            choices[0] = one;
            break;
        }
}

int people_choices(Ui *ui, bool handlers, PickChoice *choices, Arena *arena) {
    const RegisterDef *def = register_by_key("contact");
    QueryContext context = desk_query_context(ui->desk);
    Query query;
    RecordList list = {0};
    Order order;
    int count = 0;
    if (query_parse(def, "state:active", &context, arena, &query, NULL) == OK && order_parse(def, "name", &order, NULL) == OK)
        select_window(desk_db(ui->desk), &(Select){.query = &query, .order = order, .limit = PEOPLE_MOST}, arena, &list, NULL, NULL);
    for (size_t i = 0; i < list.count; i++, count++) {
        StrBuf roles;
        strbuf_init(&roles);
        field_format(register_field(def, "roles"), def, record_value(list.items[i], "roles"), &roles);
        choices[count] = (PickChoice){.text = record_title(list.items[i]), .detail = arena_strdup(arena, roles.data), .id = (int)list.items[i]->no};
        strbuf_done(&roles);
    }
    if (handlers) usual_first(ui, choices, count);
    return count;
}

static void pick_person(Ui *ui, const FieldDef *field) {
    Arena *arena = arena_new();
    PickChoice choices[PEOPLE_MOST];
    char title[80];
    int count = people_choices(ui, strcmp(field->key, "handler") == 0, choices, arena);
    title_for(ui, lang_text(field->label), title, sizeof title);
    ask(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .current = -1, .free = true}, field->key, person_answered);
    arena_free(arena);
}

void act_choose(Ui *ui, const char *arg) {
    const FieldDef *field = register_field(ui_target(ui).def, arg);
    if (field->choices)
        pick_choice(ui, field);
    else
        pick_person(ui, field);
}

void field_set(Ui *ui, View *dialog, const FieldDef *field, const char *text) {
    Asked *asked = arena_alloc(dialog->arena, sizeof *asked);
    *asked = asked_now(ui, field->key, dialog->arena);
    dialog->about = asked;
    set_field(ui, dialog, text);
}

static void text_answered(Ui *ui, View *dialog) {
    if (dialog->accepted) set_field(ui, dialog, prompt_text(dialog));
}

void act_ask(Ui *ui, const char *arg) {
    const FieldDef *field = register_field(ui_target(ui).def, arg);
    char title[80];
    title_for(ui, lang_text(field->label), title, sizeof title);
    ask(ui, &view_prompt, &(PromptRequest){.label = title, .text = "", .hint = _("a date: fri, +3d, 7-12; empty takes it off")}, arg, text_answered);
}

/* -- adding, changing ----------------------------------------------------------------------------------------- */

void act_edit(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    ui_push(ui, &view_form, &(FormRequest){.def = target.def, .no = target.no});
}

static void add_row(Ui *ui, const RegisterDef *child, Target parent) {
    ui_push(ui, &view_form, &(FormRequest){.def = child, .parent = parent.def, .parent_no = parent.no});
}

void act_remark(Ui *ui, const char *arg) {
    (void)arg;
    add_row(ui, register_by_key("remark"), ui_target(ui));
}

static void child_answered(Ui *ui, View *dialog) {
    const Target *parent = dialog->about;
    if (dialog->accepted) add_row(ui, register_by_id(pick_answer(dialog)), *parent);
}

void act_add_row(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    PickChoice choices[16];
    char keys[16][2] = {""};
    Letters letters = {""};
    int count = 0;
    for (const RegisterDef *child = NULL; (child = register_child(target.def, child)) && count < 16; count++) {
        keys[count][0] = letters_give(&letters, '\0', lang_text(child->noun));
        choices[count] = (PickChoice){.text = lang_text(child->noun), .detail = lang_text(child->help), .key = keys[count], .id = child->id};
    }
    PickRequest request = {.title = _("add a row"), .choices = choices, .count = count, .current = -1, .by_key = true};
    ask_one(ui, &view_pick, &request, child_answered);
}

/* `action` is asked again by its key to leave out what was refused. */
static void take_back(Ui *ui, Status (*step)(Desk *, StrBuf *, Error *), const char *action, const char *said) {
    StrBuf done;
    strbuf_init(&done);
    Error err = {0};
    Status status = step(ui->desk, &done, &err);
    const RegisterDef *def;
    int64_t no;
    char key[24];
    ui_refresh(ui);
    if (status == OK && desk_turned(ui->desk, &def, &no)) ui_stand_on(ui, def, no, true);
    ui_key_of(ui, action, key);
    if (status == ERR_CLASH || status == ERR_INVALID) error_hint(&err, _("%s again skips it"), key); /* short: both must fit a line */
    if (status == OK)
        ui_say(ui, "%s %s", said, done.data);
    else
        ui_fail(ui, &err);
    strbuf_done(&done);
}

void act_undo(Ui *ui, const char *arg) {
    (void)arg;
    if (settings_take_back(ui, false)) return;
    take_back(ui, desk_undo, "undo", _("taken back:"));
}

void act_redo(Ui *ui, const char *arg) {
    (void)arg;
    if (settings_take_back(ui, true)) return;
    take_back(ui, desk_redo, "redo", _("made again:"));
}
