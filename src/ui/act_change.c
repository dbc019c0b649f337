/* Actions that change records: the one under the cursor, or all that are tagged, as one batch and one undo. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/capture.h"
#include "loket/base/lang.h"
#include "loket/store/select.h"
#include "loket/ui/rows.h"
#include "views.h"

enum { PICK_STATE = 9101, PICK_FIELD, PICK_CHILD, ASK_FIELD, CONFIRM_STRIKE, CONFIRM_BATCH, ASK_LINE = 9201, ASK_FROM = 5 /* tagged ones */, PEOPLE = 400 };

static Rows *page_rows(const Ui *ui) {
    View *page = ui_page(ui);
    if (page->ops == &view_overview) return overview_rows(page);
    return page->ops == &view_list ? list_rows(page) : NULL;
}

/* The numbers an action is about: the tagged ones, or the one under the cursor. */
static size_t targets(const Ui *ui, Arena *arena, int64_t **numbers) {
    Rows *rows = page_rows(ui);
    size_t count = rows && rows->tag_count ? rows->tag_count : 1;
    *numbers = ARENA_ARRAY(arena, int64_t, count);
    if (rows && rows->tag_count)
        memcpy(*numbers, rows->tags, count * sizeof **numbers);
    else
        (*numbers)[0] = ui_target(ui).no;
    return count;
}

static void say_saved(Ui *ui, const RegisterDef *def, int64_t no, size_t count, const char *what) {
    char code[CODE_SIZE], undo[24];
    StrBuf time;
    strbuf_init(&time);
    moment_format_time(desk_now(ui->desk), &time);
    code_write(def, no, code);
    ui_key_of(ui, "undo", undo);
    if (count == 1)
        ui_say(ui, _("Saved %s %s %s (%s undoes)"), time.data, code, what, undo);
    else
        ui_say(ui, _("Saved %s %zu records, %s (%s undoes)"), time.data, count, what, undo);
    strbuf_done(&time);
}

/* All that is missing, not only the first point. */
static void tell_problems(Ui *ui, const RegisterDef *def, const Problems *problems) {
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

/* Sets one field of all targets; one batch. */
static void apply_field(Ui *ui, const char *key, const char *text) {
    Arena *arena = arena_new();
    const RegisterDef *def = ui_target(ui).def;
    int64_t *numbers;
    size_t count = targets(ui, arena, &numbers);
    Change *changes = ARENA_ARRAY(arena, Change, count);
    Error err = {0};
    Problems problems = {0};
    Status status = OK;
    for (size_t i = 0; i < count && status == OK; i++) {
        Record *seen;
        status = records_load(desk_db(ui->desk), def, numbers[i], arena, &seen, &err);
        if (status != OK) break;
        changes[i] = (Change){.seen = seen, .wanted = record_copy(seen, arena)};
        status = desk_parse(ui->desk, changes[i].wanted, key, text, arena, &err);
    }
    if (status == OK) status = desk_apply(ui->desk, changes, count, &problems, NULL, &err);
    if (status == OK) {
        char what[120];
        StrBuf shown;
        strbuf_init(&shown);
        const FieldDef *field = register_field(def, key);
        Record *now = changes[0].wanted; /* read again: a person named for the first time has a code only now */
        records_load(desk_db(ui->desk), def, numbers[0], arena, &now, NULL);
        desk_format(ui->desk, now, field, &shown);
        snprintf(what, sizeof what, "%s %.60s", lang_text(field->label), shown.length ? shown.data : "-");
        strbuf_done(&shown);
        ui_refresh(ui);
        say_saved(ui, def, numbers[0], count, what);
    } else if (problems.count > 1)
        tell_problems(ui, def, &problems);
    else
        ui_fail(ui, &err);
    arena_free(arena);
}

/* The same, but many at once are asked about first: the tags may be older than the thought. */
static void set_field(Ui *ui, const char *key, const char *text) {
    Rows *rows = page_rows(ui);
    size_t count = rows ? rows->tag_count : 0;
    if (count < ASK_FROM) {
        apply_field(ui, key, text);
        return;
    }
    char question[200];
    const FieldDef *field = register_field(ui_target(ui).def, key);
    snprintf(question, sizeof question, _("Change %s of all %zu tagged records? It is one step to undo."), lang_text(field->label), count);
    ui_push(ui, &view_confirm, &(ConfirmRequest){.title = lang_text(field->label), .text = question, .id = CONFIRM_BATCH, .key = key, .value = text});
}

/* -- asking --------------------------------------------------------------------------------------------------- */

/* What the dialog that is open was asked about; stands in the picked item's text otherwise. */
static const char *const asked_fields[] = {"severity", "handler", "follow_up_on"};

static int asked_index(const char *key) {
    for (size_t i = 0; i < COUNT_OF(asked_fields); i++)
        if (strcmp(asked_fields[i], key) == 0) return (int)i;
    return -1;
}

static void title_for(const Ui *ui, const char *label, char *title, size_t size) {
    Rows *rows = page_rows(ui);
    if (rows && rows->tag_count)
        snprintf(title, size, ngettext("%s of the %zu tagged", "%s of the %zu tagged", rows->tag_count), label, rows->tag_count);
    else
        snprintf(title, size, "%s", label);
}

/* A letter of the label that no other choice has taken: pressing it decides. */
static void letter_for(const char *label, char taken[32], size_t count, char key[2]) {
    key[0] = key[1] = '\0';
    for (const char *c = label; *c && !key[0]; c++)
        if (*c >= 'a' && *c <= 'z' && !memchr(taken, *c, count)) key[0] = *c;
    for (char c = 'a'; c <= 'z' && !key[0]; c++)
        if (!memchr(taken, c, count)) key[0] = c;
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
    char keys[16][2], taken[32], title[80];
    int count = 0;
    const StateDef *state = record_state(record);
    for (size_t i = 0; i < target.def->state_count && count < 16; i++) {
        const StateDef *to = &target.def->states[i];
        if (!state || !text_has_word(state->moves, to->key)) continue;
        letter_for(lang_text(to->label), taken, (size_t)count, keys[count]);
        taken[count] = keys[count][0];
        choices[count] = (PickChoice){.text = lang_text(to->label), .detail = to->open ? NULL : _("ends it"), .key = keys[count], .id = (int)i};
        count++;
    }
    title_for(ui, _("state"), title, sizeof title);
    if (count == 0)
        ui_say(ui, _("from '%s' it goes nowhere"), state ? lang_text(state->label) : "?");
    else
        ui_push(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .id = PICK_STATE, .current = -1, .by_key = true});
    arena_free(arena);
}

static void pick_choice(Ui *ui, const FieldDef *field) {
    PickChoice choices[32];
    char keys[32][2], title[80];
    int count = 0;
    for (const Choice *choice = field->choices; choice->key && count < 32; choice++, count++) {
        snprintf(keys[count], sizeof keys[count], "%c", '1' + count);
        choices[count] = (PickChoice){.text = lang_text(choice->label), .detail = choice->key, .key = keys[count], .id = asked_index(field->key) << 16 | count};
    }
    title_for(ui, lang_text(field->label), title, sizeof title);
    ui_push(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .id = PICK_FIELD, .current = -1, .by_key = true});
}

/* People to pick from: active contacts; a name that is not there is made a contact. */
static void pick_person(Ui *ui, const FieldDef *field) {
    Arena *arena = arena_new();
    const RegisterDef *def = register_by_key("contact");
    QueryContext context = desk_query_context(ui->desk);
    Query query;
    RecordList list = {0};
    Order order;
    PickChoice choices[PEOPLE];
    char title[80];
    int count = 0;
    if (query_parse(def, "state:active", &context, arena, &query, NULL) == OK && order_parse(def, "name", &order, NULL) == OK)
        select_window(desk_db(ui->desk), &(Select){.query = &query, .order = order, .limit = PEOPLE}, arena, &list, NULL, NULL);
    for (size_t i = 0; i < list.count; i++, count++) {
        StrBuf roles;
        strbuf_init(&roles);
        field_format(register_field(def, "roles"), def, record_value(list.items[i], "roles"), &roles);
        choices[count] = (PickChoice){.text = record_title(list.items[i]), .detail = arena_strdup(arena, roles.data), .id = asked_index(field->key) << 16 | (int)list.items[i]->no};
        strbuf_done(&roles);
    }
    title_for(ui, lang_text(field->label), title, sizeof title);
    ui_push(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .id = PICK_FIELD, .current = -1, .free = true});
    arena_free(arena);
}

void act_choose(Ui *ui, const char *arg) {
    const FieldDef *field = register_field(ui_target(ui).def, arg);
    if (field->choices)
        pick_choice(ui, field);
    else
        pick_person(ui, field);
}

void act_ask(Ui *ui, const char *arg) {
    const FieldDef *field = register_field(ui_target(ui).def, arg);
    char title[80];
    title_for(ui, lang_text(field->label), title, sizeof title);
    ui_push(ui, &view_prompt, &(PromptRequest){.label = title, .text = "", .hint = _("a date: fri, +3d, 7-12; empty takes it off"), .id = ASK_FIELD << 16 | asked_index(arg)});
}

/* -- adding, changing ----------------------------------------------------------------------------------------- */

/* One line is enough to save; the form takes over when it is not, or when nothing was typed. */
static void save_line(Ui *ui, const RegisterDef *def, const char *line) {
    Arena *arena = arena_new();
    Capture capture = {0};
    Error err = {0};
    Record *record = record_new_initial(def, desk_now(ui->desk), arena);
    Status status = capture_parse(def, line, desk_now(ui->desk), arena, &capture, &err);
    if (status == OK && *capture.sentence) status = desk_parse(ui->desk, record, register_title_field(def)->key, capture.sentence, arena, &err);
    for (size_t i = 0; i < capture.count && status == OK; i++)
        status = desk_parse(ui->desk, record, capture.picks[i].field->key, capture.picks[i].text, arena, &err);
    Change change = {.wanted = record};
    bool empty = line[strspn(line, " ")] == '\0';
    if (status == OK && !empty) status = desk_apply(ui->desk, &change, 1, NULL, NULL, &err);
    if (empty || status != OK) ui_push(ui, &view_form, &(FormRequest){.def = def, .fill = record});
    if (status != OK) ui_fail(ui, &err);
    if (!empty && status == OK) {
        ui_refresh(ui);
        say_saved(ui, def, change.wanted->no, 1, record_title(record));
    }
    arena_free(arena);
}

void act_add(Ui *ui, const char *arg) {
    if (!arg) {
        ui_push(ui, &view_form, &(FormRequest){.def = ui_target(ui).def});
        return;
    }
    const RegisterDef *def = register_by_key(arg);
    char label[80];
    snprintf(label, sizeof label, _("new %s"), lang_text(def->noun));
    ui_push(ui, &view_prompt, &(PromptRequest){.label = label, .text = "", .hint = _("a sentence, @who #tag !S2 friday; empty: the form"), .id = ASK_LINE << 16 | def->id});
}

void act_edit(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    ui_push(ui, &view_form, &(FormRequest){.def = target.def, .no = target.no});
}

static void add_row(Ui *ui, const RegisterDef *child) {
    Target target = ui_target(ui);
    ui_push(ui, &view_form, &(FormRequest){.def = child, .parent = target.def, .parent_no = target.no});
}

void act_remark(Ui *ui, const char *arg) {
    (void)arg;
    add_row(ui, register_by_key("remark"));
}

void act_add_row(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    PickChoice choices[16];
    char keys[16][2], taken[32];
    int count = 0;
    for (const RegisterDef *child = NULL; (child = register_child(target.def, child)) && count < 16; count++) {
        letter_for(lang_text(child->noun), taken, (size_t)count, keys[count]);
        taken[count] = keys[count][0];
        choices[count] = (PickChoice){.text = lang_text(child->noun), .detail = lang_text(child->help), .key = keys[count], .id = child->id};
    }
    ui_push(ui, &view_pick, &(PickRequest){.title = _("add a row"), .choices = choices, .count = count, .id = PICK_CHILD, .current = -1, .by_key = true});
}

void act_strike(Ui *ui, const char *arg) {
    (void)arg;
    char code[CODE_SIZE], text[240];
    Target target = ui_target(ui);
    code_write(target.def, target.no, code);
    snprintf(text, sizeof text, _("Strike %s as entered by mistake? It leaves lists and counts; history keeps it, and it can be undone."), code);
    ui_push(ui, &view_confirm, &(ConfirmRequest){.title = _("strike"), .text = text, .id = CONFIRM_STRIKE});
}

static void strike(Ui *ui) {
    Arena *arena = arena_new();
    Target target = ui_target(ui);
    Record *seen;
    Error err = {0};
    Status status = records_load(desk_db(ui->desk), target.def, target.no, arena, &seen, &err);
    if (status == OK) {
        Change change = {.op = CHANGE_STRIKE, .seen = seen, .wanted = record_copy(seen, arena)};
        status = desk_apply(ui->desk, &change, 1, NULL, NULL, &err);
    }
    ui_refresh(ui);
    if (status == OK)
        say_saved(ui, target.def, target.no, 1, _("struck"));
    else
        ui_fail(ui, &err);
    arena_free(arena);
}

static void take_back(Ui *ui, Status (*step)(Desk *, StrBuf *, Error *), const char *said) {
    StrBuf done;
    strbuf_init(&done);
    Error err = {0};
    Status status = step(ui->desk, &done, &err);
    ui_refresh(ui);
    if (status == OK)
        ui_say(ui, "%s %s", said, done.data);
    else
        ui_fail(ui, &err);
    strbuf_done(&done);
}

void act_undo(Ui *ui, const char *arg) {
    (void)arg;
    take_back(ui, desk_undo, _("taken back:"));
}

void act_redo(Ui *ui, const char *arg) {
    (void)arg;
    take_back(ui, desk_redo, _("made again:"));
}

/* -- answers -------------------------------------------------------------------------------------------------- */

static void answer_field(Ui *ui, View *dialog) {
    int answer = pick_answer(dialog);
    if (answer < 0) { /* a name typed that is not in the list */
        if (*pick_text(dialog)) set_field(ui, "handler", pick_text(dialog));
        return;
    }
    const char *key = asked_fields[answer >> 16];
    const FieldDef *field = register_field(ui_target(ui).def, key);
    char code[CODE_SIZE];
    if (field->choices) {
        set_field(ui, key, field->choices[answer & 0xffff].key);
    } else {
        code_write(register_by_key(field->target), answer & 0xffff, code);
        set_field(ui, key, code);
    }
}

bool act_answer(Ui *ui, View *dialog) {
    if (theme_answer(ui, dialog)) return true;
    if (!dialog->accepted) return false;
    if (dialog->ops == &view_pick && pick_id(dialog) == PICK_STATE) {
        set_field(ui, "state", ui_target(ui).def->states[pick_answer(dialog)].key);
    } else if (dialog->ops == &view_pick && pick_id(dialog) == PICK_FIELD) {
        answer_field(ui, dialog);
    } else if (dialog->ops == &view_pick && pick_id(dialog) == PICK_CHILD) {
        add_row(ui, register_by_id(pick_answer(dialog)));
    } else if (dialog->ops == &view_prompt && prompt_id(dialog) >> 16 == ASK_FIELD) {
        set_field(ui, asked_fields[prompt_id(dialog) & 0xffff], prompt_text(dialog));
    } else if (dialog->ops == &view_prompt && prompt_id(dialog) >> 16 == ASK_LINE) {
        save_line(ui, register_by_id(prompt_id(dialog) & 0xffff), prompt_text(dialog));
    } else if (dialog->ops == &view_confirm && confirm_id(dialog) == CONFIRM_STRIKE) {
        strike(ui);
    } else if (dialog->ops == &view_confirm && confirm_id(dialog) == CONFIRM_BATCH) {
        apply_field(ui, confirm_key(dialog), confirm_value(dialog));
    } else
        return false;
    return true;
}
