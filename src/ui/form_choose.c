/* Choosing in a form instead of typing: lists of options, records and words, and a calendar. */
#include "form_private.h"

#include <string.h>

#include "loket/base/lang.h"

enum { LIST = 200 }; /* records in a list at most */

static Db *db_of(Ui *ui) {
    return desk_db(ui->desk);
}

/* -- lists ---------------------------------------------------------------------------------------------------- */

static void chosen(Ui *ui, View *dialog);

static void push_pick(Ui *ui, FormField *field, const PickChoice *choices, int count, int current, const Event *key) {
    View *pick =
        ui_ask(ui, &view_pick,
               &(PickRequest){.title = lang_text(field->def->label),
                              .choices = choices,
                              .count = count,
                              .current = current,
                              .multi = field->kind == FIELD_SEVERAL,
                              .free = field->kind == FIELD_LINE && !(field->def->type == FT_LINKS && !field->def->target)},
               chosen);
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
        if (!field->slug.length) current = count; /* Enter, Enter: still none */
        count++;
    }
    push_pick(ui, field, choices, count, current, key);
    return true;
}

/* All of the register, or what fits what was typed. */
static size_t listed(Ui *ui, const RegisterDef *target, const char *typed, Arena *arena, Found **found) {
    if (*typed) return form_look_up(ui, target, typed, LIST, arena, found);
    Query query;
    QueryContext context = desk_query_context(ui->desk);
    RecordList list = {0};
    Order order = {0};
    if (!target || query_parse(target, "", &context, arena, &query, NULL) != OK) return 0;
    const FieldDef *title = register_title_field(target);
    if (title && (title->flags & FF_ORDER)) order.field = title;
    if (select_window(db_of(ui), &(Select){.query = &query, .order = order, .limit = LIST}, arena, &list, NULL, NULL) !=
        OK)
        return 0;
    *found = ARENA_ARRAY(arena, Found, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        (*found)[i] = (Found){.def = target,
                              .no = list.items[i]->no,
                              .title = record_title(list.items[i]),
                              .open = record_open(list.items[i])};
    return list.count;
}

/* The id of an item is a place in the codes kept for the answer. */
static bool choose_record(Ui *ui, FormField *field) {
    Arena *arena = arena_new();
    Found *found = NULL;
    const char *typed = field->code.length ? "" : form_piece(field);
    size_t count = listed(ui, form_target_of(field), typed, arena, &found);
    if (!count && *typed) count = listed(ui, form_target_of(field), "", arena, &found);
    if (!count) {
        ui_say(ui, "%s",
               form_target_of(field) ? _("there is nothing to choose from yet; type a name")
                                     : _("type a word of it first"));
    } else {
        PickChoice *choices = ARENA_ARRAY(arena, PickChoice, count);
        for (size_t i = 0; i < count; i++) {
            char code[CODE_SIZE];
            code_write(found[i].def, found[i].no, code);
            choices[i] = (PickChoice){.text = *found[i].title ? found[i].title : arena_strdup(arena, code),
                                      .detail = arena_strdup(arena, code),
                                      .id = (int)(found[i].no * 256 + found[i].def->id)};
        }
        push_pick(ui, field, choices, (int)count, -1, NULL);
    }
    arena_free(arena);
    return true;
}

static bool choose_word(const Form *form, Ui *ui, FormField *field) {
    Arena *arena = arena_new();
    const char *found[64];
    size_t count = records_suggest(db_of(ui), form->def, field->def, "", arena, found, COUNT_OF(found));
    PickChoice choices[COUNT_OF(found)];
    for (size_t i = 0; i < count; i++)
        choices[i] = (PickChoice){.text = found[i], .id = (int)i};
    if (count)
        push_pick(ui, field, choices, (int)count, -1, NULL);
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
    ui_ask(ui, &view_calendar, &(CalendarRequest){.day = day}, chosen);
    return true;
}

bool form_choose(Form *form, Ui *ui, FormField *field, const Event *key) {
    if (field->fixed) return false;
    if (field->kind == FIELD_OPTIONS || field->kind == FIELD_SEVERAL) return choose_option(form, ui, field, key);
    if (field->def->type == FT_DATE || field->def->type == FT_MOMENT) return choose_day(form, ui, field);
    if (form_field_links(field)) return choose_record(ui, field);
    if (field->def->flags & FF_SUGGEST) return choose_word(form, ui, field);
    if (form->completer.def) {
        form->completer.open = true;
        return true;
    }
    if (field->def->flags & FF_FILTER) {
        ui_say(ui, "%s", _("name the register first: what may stand here follows from it"));
        return true;
    }
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
    if (field_parse(field->def, &context, text.data, arena, &value, NULL) == OK && value.set)
        strbuf_add(&field->slug, value.text);
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
    form_put_piece(form, ui, field, picked >= 0 ? code : pick_text(dialog));
}

/* A list or the calendar is done. The form stands below it, on the field it was opened for. */
static void chosen(Ui *ui, View *dialog) {
    Form *form = (Form *)ui_page(ui);
    FormField *field = &form->fields[form->focus];
    if (!dialog->accepted) return;
    if (dialog->ops == &view_calendar) {
        put_day(form, ui, field, calendar_day(dialog));
    } else if (field->kind == FIELD_SEVERAL) {
        put_several(form, field, dialog);
    } else if (field->kind == FIELD_OPTIONS) {
        put_option(form, field, pick_answer(dialog));
    } else if (form_field_links(field)) {
        put_record(form, ui, field, dialog);
        return;
    } else {
        const char *found[64];
        Arena *arena = arena_new();
        size_t count = records_suggest(db_of(ui), form->def, field->def, "", arena, found, COUNT_OF(found));
        int picked = pick_answer(dialog);
        line_editor_set(&field->line, picked >= 0 && (size_t)picked < count ? found[picked] : pick_text(dialog));
        arena_free(arena);
    }
    form_touch(form, ui, field);
    if (field->kind != FIELD_LINE) form_next(form, ui);
}
