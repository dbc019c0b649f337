/* What helps while typing in a form: the rest of a word, what a date means, whom a name stands for, lists and a calendar. */
#include "form.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/store/select.h"
#include "loket/ui/match.h"

enum { LOOK = 12, LIST = 200 }; /* records looked at while typing, and at most in a list */

static Db *db_of(Ui *ui) {
    return desk_db(ui->desk);
}

/* What is left of `whole` behind `typed`, capitals and accents aside; NULL if it does not begin so. */
static const char *rest_of(Arena *arena, const char *whole, const char *typed) {
    Folded long_form = match_fold(arena, whole, strlen(whole)), short_form = match_fold(arena, typed, strlen(typed));
    if (!short_form.length || short_form.length > long_form.length) return NULL;
    if (memcmp(long_form.text, short_form.text, short_form.length) != 0) return NULL;
    return whole + long_form.from[short_form.length];
}

/* The piece of the line being typed: behind the last of `separators`. */
static const char *last_piece(const FormField *field, const char *separators) {
    const char *text = line_editor_text(&field->line), *piece = text;
    for (const char *c = text; *c; c++)
        if (strchr(separators, *c)) piece = c + 1;
    return piece + strspn(piece, " ");
}

static const char *separators_of(const FormField *field) {
    return field->def->type == FT_LINKS ? "," : field->def->type == FT_TAGS ? " ,#" : "";
}

/* Proposes `word` for the piece being typed: as a ghost where it only goes on. */
static void propose(FormField *field, Arena *arena, const char *word, const char *shown) {
    const char *rest = rest_of(arena, shown, last_piece(field, separators_of(field)));
    if (rest && !*rest) rest = NULL;
    strbuf_add(&field->candidate, word);
    if (rest) line_editor_propose(&field->line, rest);
}

/* -- words already used --------------------------------------------------------------------------------------- */

static void assist_suggest(Form *form, Ui *ui, FormField *field, Arena *arena) {
    const char *typed = line_editor_text(&field->line), *found[8];
    if (!*typed) return;
    size_t count = records_suggest(db_of(ui), form->def, field->def, typed, arena, found, COUNT_OF(found));
    for (size_t i = 0; i < count; i++) {
        const char *rest = rest_of(arena, found[i], typed);
        if (!rest || !*rest) continue;
        propose(field, arena, found[i], found[i]);
        strbuf_add(&field->tip, _("Tab takes it"));
        return;
    }
}

/* Tags stand in the text that search knows, so records found by the beginning of a word have them. */
static void assist_tags(Ui *ui, FormField *field, Arena *arena) {
    const char *typed = last_piece(field, separators_of(field));
    Found *found;
    size_t count;
    if (!*typed || select_search(db_of(ui), typed, NULL, LOOK, arena, &found, &count, NULL) != OK) return;
    for (size_t i = 0; i < count; i++) {
        Record *record;
        if (register_field_index(found[i].def, "tags") < 0) continue;
        if (records_load(db_of(ui), found[i].def, found[i].no, arena, &record, NULL) != OK) continue;
        const char *tags = record_text(record, "tags");
        char tag[TAG_MOST + 1];
        while (tags && text_next_word(&tags, tag, sizeof tag)) {
            const char *rest = rest_of(arena, tag, typed);
            if (!rest || !*rest) continue;
            propose(field, arena, tag, tag);
            strbuf_add(&field->tip, _("Tab takes it"));
            return;
        }
    }
}

/* -- meanings ------------------------------------------------------------------------------------------------- */

static void assist_meaning(Form *form, Ui *ui, FormField *field, Arena *arena) {
    Value value;
    Error err = {0};
    const char *typed = line_editor_text(&field->line);
    bool calendar = field->def->type == FT_DATE || field->def->type == FT_MOMENT;
    if (!*typed) {
        if (calendar) strbuf_add(&field->tip, _("Ctrl-G calendar"));
        return;
    }
    ParseContext context = {.now = desk_now(ui->desk), .def = form->def};
    if (field_parse(field->def, &context, typed, arena, &value, &err) != OK) {
        strbuf_addf(&field->tip, _("not yet %s"), lang_text(type_ops[field->def->type].name));
    } else if (field->def->type == FT_DATE && value.set) {
        day_format_weekday(value.number, &field->tip);
    } else if (field->def->type == FT_MOMENT && value.set) {
        moment_format(value.number, &field->tip);
    } else if (field->def->type == FT_SPAN) {
        field_format(field->def, form->def, value, &field->tip);
    }
}

/* -- records by name ------------------------------------------------------------------------------------------ */

static const RegisterDef *target_of(const FormField *field) {
    if (field->def->type == FT_PARTY) return register_by_key("contact");
    return field->def->target ? register_by_key(field->def->target) : NULL;
}

/* Records whose title holds all words of `typed`; in any register also those found by their text. */
static size_t look_up(Ui *ui, const RegisterDef *target, const char *typed, size_t most, Arena *arena, Found **found) {
    size_t count, kept = 0;
    if (select_search(db_of(ui), typed, target, most, arena, found, &count, NULL) != OK) return 0;
    const char *wanted = text_fold(arena, typed);
    for (size_t i = 0; i < count; i++) {
        const char *title = text_fold(arena, (*found)[i].title), *words = wanted;
        char word[128];
        bool all = true;
        while (target && all && text_next_word(&words, word, sizeof word)) all = strstr(title, word) != NULL;
        if (all) (*found)[kept++] = (*found)[i];
    }
    return kept;
}

static void tip_code(Ui *ui, FormField *field, const char *code, Arena *arena) {
    Record *record;
    if (desk_find(ui->desk, code, arena, &record, NULL) == OK)
        strbuf_addf(&field->tip, "%s", record_title(record));
    else
        strbuf_addf(&field->tip, _("there is no %s"), code);
}

static void tip_found(FormField *field, const Found *found, size_t count, Arena *arena) {
    char code[CODE_SIZE];
    code_write(found->def, found->no, code);
    propose(field, arena, code, found->title);
    strbuf_addf(&field->tip, _("Tab: %s %s"), found->title, code);
    if (count > 1) strbuf_addf(&field->tip, _(" (%zu fit)"), count);
}

/* The one record with exactly this name needs no Tab. */
static bool bind_exact(FormField *field, const Found *found, size_t count, const char *typed, Arena *arena) {
    const char *wanted = text_fold(arena, typed);
    const Found *exact = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text_fold(arena, found[i].title), wanted) != 0) continue;
        if (exact) return false;
        exact = &found[i];
    }
    if (!exact || field->def->type == FT_LINKS) return false;
    char code[CODE_SIZE];
    code_write(exact->def, exact->no, code);
    strbuf_clear(&field->code);
    strbuf_add(&field->code, code);
    strbuf_add(&field->tip, code);
    return true;
}

static void assist_records(Ui *ui, FormField *field, Arena *arena) {
    const char *typed = last_piece(field, separators_of(field));
    const RegisterDef *def, *target = target_of(field);
    int64_t no;
    if (field->code.length) {
        bool coded = strcmp(field->code.data, line_editor_text(&field->line)) == 0;
        if (coded && field->def->type != FT_LINKS)
            tip_code(ui, field, field->code.data, arena);
        else if (!coded)
            strbuf_add(&field->tip, field->code.data);
        return;
    }
    if (!*typed) return;
    if (code_parse(typed, &def, &no)) {
        tip_code(ui, field, typed, arena);
        return;
    }
    if (strcmp(typed, "me") == 0 && desk_me(ui->desk)) {
        strbuf_add(&field->candidate, desk_me(ui->desk));
        strbuf_addf(&field->tip, _("Tab: %s %s"), desk_title_of(ui->desk, desk_me(ui->desk), arena), desk_me(ui->desk));
        return;
    }
    Found *found;
    size_t count = look_up(ui, target, typed, LOOK, arena, &found);
    if (target && bind_exact(field, found, count, typed, arena)) return;
    if (count)
        tip_found(field, found, count, arena);
    else if (field->def->type == FT_PARTY)
        strbuf_add(&field->tip, _("as text"));
    else if (target)
        strbuf_addf(&field->tip, _("+ new %s"), lang_text(target->noun));
    else
        strbuf_add(&field->tip, _("nothing found"));
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

void form_assist(Form *form, Ui *ui, FormField *field) {
    strbuf_clear(&field->tip);
    strbuf_clear(&field->candidate);
    if (field->fixed) {
        strbuf_add(&field->tip, _("was written down and stays"));
        return;
    }
    if (field->kind != FIELD_LINE) return; /* the footer says what its keys do */
    Arena *arena = arena_new();
    line_editor_propose(&field->line, NULL);
    if (form_field_links(field))
        assist_records(ui, field, arena);
    else if (field->def->type == FT_TAGS)
        assist_tags(ui, field, arena);
    else if (field->def->flags & FF_SUGGEST)
        assist_suggest(form, ui, field, arena);
    else if (field->def->type != FT_TEXT)
        assist_meaning(form, ui, field, arena);
    arena_free(arena);
}

/* Puts `word` in place of the piece being typed. */
static void put_piece(Form *form, Ui *ui, FormField *field, const char *word) {
    StrBuf text;
    strbuf_init(&text);
    if (field->def->type == FT_LINKS && field->code.length) {
        strbuf_addf(&text, "%s %s", field->code.data, word);
    } else {
        const char *line = line_editor_text(&field->line);
        strbuf_addn(&text, line, (size_t)(last_piece(field, separators_of(field)) - line));
        bool more = field->def->type == FT_LINKS && text.length; /* names before it: they stay names */
        strbuf_add(&text, word);
        if (more) {
            line_editor_set(&field->line, text.data);
            strbuf_clear(&field->code);
            strbuf_done(&text);
            form_touch(form, ui, field);
            return;
        }
    }
    form_field_put(form, ui, field, text.data);
    strbuf_done(&text);
    form_touch(form, ui, field);
}

bool form_assist_take(Form *form, Ui *ui, FormField *field) {
    if (field->kind != FIELD_LINE || !field->candidate.length) return false;
    if (field->line.edit.cursor != field->line.edit.text.length) return false;
    char *word = arena_strdup(form->view.arena, field->candidate.data);
    put_piece(form, ui, field, word);
    return true;
}

/* -- choosing ------------------------------------------------------------------------------------------------- */

static void push_pick(Form *form, Ui *ui, FormField *field, const PickChoice *choices, int count, int current, const Event *key) {
    (void)form;
    View *pick = ui_push(ui, &view_pick,
                         &(PickRequest){.title = lang_text(field->def->label),
                                        .choices = choices,
                                        .count = count,
                                        .id = ASK_CHOICE,
                                        .current = current,
                                        .multi = field->kind == FIELD_SEVERAL,
                                        .free = field->kind == FIELD_LINE && !(field->def->type == FT_LINKS && !field->def->target)});
    if (pick && key) pick->ops->event(pick, ui, key);
}

static bool choose_option(Form *form, Ui *ui, FormField *field, const Event *key) {
    PickChoice choices[FORM_MOST];
    int count = 0, current = -1;
    const char *slug, *label;
    for (; count < FORM_MOST - 1 && form_option(form, field, count, &slug, &label); count++) {
        choices[count] = (PickChoice){.text = label, .id = count};
        if (strcmp(slug, label) != 0) choices[count].detail = slug;
        choices[count].chosen = field->kind == FIELD_SEVERAL && text_has_word(field->slug.data, slug);
        if (strcmp(slug, field->slug.data) == 0) current = count;
    }
    if (field->kind == FIELD_OPTIONS && !(field->def->flags & FF_REQUIRED)) {
        choices[count] = (PickChoice){.text = _("(none)"), .id = count};
        count++;
    }
    push_pick(form, ui, field, choices, count, current, key);
    return true;
}

/* All of the register, or what fits what was typed. */
static size_t listed(Ui *ui, const RegisterDef *target, const char *typed, Arena *arena, Found **found) {
    if (*typed) return look_up(ui, target, typed, LIST, arena, found);
    Query query;
    QueryContext context = desk_query_context(ui->desk);
    RecordList list = {0};
    Order order = {0};
    if (!target || query_parse(target, "", &context, arena, &query, NULL) != OK) return 0;
    const FieldDef *title = register_title_field(target);
    if (title && (title->flags & FF_ORDER)) order.field = title;
    if (select_window(db_of(ui), &(Select){.query = &query, .order = order, .limit = LIST}, arena, &list, NULL, NULL) != OK) return 0;
    *found = ARENA_ARRAY(arena, Found, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        (*found)[i] = (Found){.def = target, .no = list.items[i]->no, .title = record_title(list.items[i]), .open = record_open(list.items[i])};
    return list.count;
}

/* The id of an item is a place in the codes kept for the answer. */
static bool choose_record(Form *form, Ui *ui, FormField *field) {
    Arena *arena = arena_new();
    Found *found = NULL;
    const char *typed = field->code.length ? "" : last_piece(field, separators_of(field));
    size_t count = listed(ui, target_of(field), typed, arena, &found);
    if (!count && *typed) count = listed(ui, target_of(field), "", arena, &found);
    if (!count) {
        ui_say(ui, "%s", target_of(field) ? _("there is nothing to choose from yet; type a name") : _("type a word of it first"));
    } else {
        PickChoice *choices = ARENA_ARRAY(arena, PickChoice, count);
        for (size_t i = 0; i < count; i++) {
            char code[CODE_SIZE];
            code_write(found[i].def, found[i].no, code);
            choices[i] = (PickChoice){.text = *found[i].title ? found[i].title : arena_strdup(arena, code),
                                      .detail = arena_strdup(arena, code),
                                      .id = (int)(found[i].no * 256 + found[i].def->id)};
        }
        push_pick(form, ui, field, choices, (int)count, -1, NULL);
    }
    arena_free(arena);
    return true;
}

static bool choose_word(Form *form, Ui *ui, FormField *field) {
    Arena *arena = arena_new();
    const char *found[64];
    size_t count = records_suggest(db_of(ui), form->def, field->def, "", arena, found, COUNT_OF(found));
    PickChoice choices[COUNT_OF(found)];
    for (size_t i = 0; i < count; i++) choices[i] = (PickChoice){.text = found[i], .id = (int)i};
    if (count)
        push_pick(form, ui, field, choices, (int)count, -1, NULL);
    else
        ui_say(ui, "%s", _("no word was used here yet"));
    arena_free(arena);
    return true;
}

static bool choose_day(Form *form, Ui *ui, FormField *field) {
    Arena *arena = arena_new();
    Value value = {0};
    ParseContext context = {.now = desk_now(ui->desk), .def = form->def};
    bool moment = field->def->type == FT_MOMENT;
    Day day = moment_day(context.now);
    const char *typed = line_editor_text(&field->line), *time = strrchr(typed, ' ');
    if (field_parse(field->def, &context, typed, arena, &value, NULL) == OK && value.set)
        day = moment ? moment_day(value.number) : value.number;
    else if (moment && time) /* a day and half a time */
        day_parse(arena_strndup(arena, typed, (size_t)(time - typed)), context.now, &day, NULL);
    arena_free(arena);
    ui_push(ui, &view_calendar, &(CalendarRequest){.day = day});
    return true;
}

bool form_choose(Form *form, Ui *ui, FormField *field, const Event *key) {
    if (field->fixed) return false;
    if (field->kind == FIELD_OPTIONS || field->kind == FIELD_SEVERAL) return choose_option(form, ui, field, key);
    if (field->def->type == FT_DATE || field->def->type == FT_MOMENT) return choose_day(form, ui, field);
    if (form_field_links(field)) return choose_record(form, ui, field);
    if (field->def->flags & FF_SUGGEST) return choose_word(form, ui, field);
    ui_say(ui, "%s", _("there is no list for this field; type it"));
    return true;
}

/* -- answers -------------------------------------------------------------------------------------------------- */

/* The day changes, a time that was there stays. */
static void put_day(Form *form, Ui *ui, FormField *field, Day day) {
    StrBuf text;
    strbuf_init(&text);
    day_format(day, &text);
    if (field->def->type == FT_MOMENT) {
        Arena *arena = arena_new();
        Value value = {0};
        ParseContext context = {.now = desk_now(ui->desk), .def = form->def};
        field_parse(field->def, &context, line_editor_text(&field->line), arena, &value, NULL);
        strbuf_addc(&text, ' ');
        moment_format_time(value.set ? value.number : moment_at(day, 9 * 3600), &text);
        arena_free(arena);
    }
    line_editor_set(&field->line, text.data);
    strbuf_done(&text);
}

static void put_several(Form *form, FormField *field, const View *dialog) {
    const char *slug, *label;
    strbuf_clear(&field->slug);
    StrBuf text;
    strbuf_init(&text);
    for (int i = 0; form_option(form, field, i, &slug, &label); i++)
        if (pick_is_chosen(dialog, i)) strbuf_addf(&text, "%s%s", text.length ? " " : "", slug);
    /* sorted as they are stored, so that choosing the same again is no change */
    Arena *arena = arena_new();
    Value value;
    ParseContext context = {.def = form->def};
    if (field_parse(field->def, &context, text.data, arena, &value, NULL) == OK && value.set) strbuf_add(&field->slug, value.text);
    arena_free(arena);
    strbuf_done(&text);
}

static void put_option(Form *form, FormField *field, int picked) {
    const char *slug, *label;
    strbuf_clear(&field->slug);
    if (form_option(form, field, picked, &slug, &label)) strbuf_add(&field->slug, slug);
}

static void put_record(Form *form, Ui *ui, FormField *field, const View *dialog) {
    char code[CODE_SIZE] = "";
    int picked = pick_answer(dialog);
    if (picked >= 0) code_write(register_by_id(picked % 256), picked / 256, code);
    put_piece(form, ui, field, picked >= 0 ? code : pick_text(dialog));
}

bool form_chosen(Form *form, Ui *ui, FormField *field, const View *dialog) {
    if (!dialog->accepted) return false;
    if (dialog->ops == &view_calendar) {
        put_day(form, ui, field, calendar_day(dialog));
    } else if (field->kind == FIELD_SEVERAL) {
        put_several(form, field, dialog);
    } else if (field->kind == FIELD_OPTIONS) {
        put_option(form, field, pick_answer(dialog));
    } else if (form_field_links(field)) {
        put_record(form, ui, field, dialog);
        return true;
    } else {
        const char *found[64];
        Arena *arena = arena_new();
        size_t count = records_suggest(db_of(ui), form->def, field->def, "", arena, found, COUNT_OF(found));
        int picked = pick_answer(dialog);
        line_editor_set(&field->line, picked >= 0 && (size_t)picked < count ? found[picked] : pick_text(dialog));
        arena_free(arena);
    }
    form_touch(form, ui, field);
    return true;
}
