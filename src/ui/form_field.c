/* The fields of a form: one editor for each kind, and their texts. */
#include "form_private.h"

#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"

static FieldKind kind_of(const FieldDef *def) {
    switch (type_ops[def->type].editor) {
    case EDIT_BLOCK:
        return FIELD_NOTE;
    case EDIT_PICK:
        return FIELD_OPTIONS;
    case EDIT_PICK_MANY:
        return FIELD_SEVERAL;
    default:
        return FIELD_LINE;
    }
}

void form_field_init(FormField *field, const FieldDef *def) {
    *field = (FormField){.def = def, .kind = kind_of(def)};
    line_editor_init(&field->line);
    text_editor_init(&field->note);
    field->note.edit.limit = NOTE_MOST;
    StrBuf *texts[] = {&field->slug, &field->code, &field->original, &field->begun, &field->error, &field->tip, &field->candidate};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        strbuf_init(texts[i]);
}

void form_field_done(FormField *field) {
    line_editor_done(&field->line);
    text_editor_done(&field->note);
    StrBuf *texts[] = {&field->slug, &field->code, &field->original, &field->begun, &field->error, &field->tip, &field->candidate};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        strbuf_done(texts[i]);
}

/* -- texts ---------------------------------------------------------------------------------------------------- */

bool form_field_links(const FormField *field) {
    return field->def->type == FT_LINK || field->def->type == FT_LINKS || field->def->type == FT_PARTY;
}

void form_value_text(const FieldDef *field, const RegisterDef *def, Value value, StrBuf *out) {
    if (!value.set) return;
    if (field->type == FT_DATE) {
        day_format(value.number, out);
    } else if (field->type == FT_MOMENT) {
        day_format(moment_day(value.number), out);
        strbuf_addc(out, ' ');
        moment_format_time(value.number, out);
    } else {
        field_write(field, def, value, out);
    }
}

const char *form_field_text(const FormField *field) {
    switch (field->kind) {
    case FIELD_NOTE:
        return text_editor_text(&field->note);
    case FIELD_LINE:
        return field->code.length ? field->code.data : line_editor_text(&field->line);
    default:
        return field->slug.data;
    }
}

bool form_field_changed(const FormField *field) {
    return strcmp(form_field_text(field), field->original.data) != 0;
}

/* True if each word of `text` is a record's code. */
static bool all_codes(const char *text) {
    char word[CODE_SIZE * 2];
    const RegisterDef *def;
    int64_t no;
    bool any = false;
    while (text_next_word(&text, word, sizeof word)) {
        if (!code_parse(word, &def, &no)) return false;
        any = true;
    }
    return any;
}

/* Shows names where there are any, as long as each can be told from the code it stands for. */
static void put_records(Ui *ui, FormField *field, const char *codes) {
    Arena *arena = arena_new();
    StrBuf names;
    strbuf_init(&names);
    char code[CODE_SIZE];
    for (const char *rest = codes; text_next_word(&rest, code, sizeof code);) {
        const char *title =
            field->def->target || field->def->type == FT_PARTY ? desk_title_of(ui->desk, code, arena) : code;
        bool plain = !*title || (field->def->type == FT_LINKS && strpbrk(title, ",;"));
        strbuf_addf(&names, "%s%s", names.length ? ", " : "", plain ? code : title);
    }
    line_editor_set(&field->line, names.data);
    strbuf_clear(&field->code);
    strbuf_add(&field->code, codes);
    strbuf_done(&names);
    arena_free(arena);
}

void form_field_put(Form *form, Ui *ui, FormField *field, const char *text) {
    (void)form;
    strbuf_clear(&field->code);
    strbuf_clear(&field->error);
    strbuf_clear(&field->tip);
    strbuf_clear(&field->candidate);
    if (field->kind == FIELD_NOTE) {
        text_editor_set(&field->note, text);
    } else if (field->kind != FIELD_LINE) {
        strbuf_clear(&field->slug);
        strbuf_add(&field->slug, text);
    } else if (form_field_links(field) && all_codes(text)) {
        put_records(ui, field, text);
    } else {
        line_editor_set(&field->line, text);
    }
}

/* What is wrong, without the name of the field it stands beside. */
static void put_error(FormField *field, const Error *err) {
    const char *message = err->message;
    const char *names[] = {field->def->key, lang_text(field->def->label)};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t length = strlen(names[i]);
        if (text_starts(message, names[i]) && strncmp(message + length, ": ", 2) == 0) message += length + 2;
    }
    strbuf_clear(&field->error);
    strbuf_addf(&field->error, "%s%s%s", message, err->hint[0] ? "; " : "", err->hint);
}

/* A filter that cannot be read is told at its place, and the cursor stands there. */
static Status parse_filter(Form *form, Ui *ui, FormField *field, Arena *arena, Error *err) {
    const RegisterDef *def = form_filter_of(form, field);
    QueryContext context = desk_query_context(ui->desk);
    Query query;
    Status status = def ? query_parse(def, form_field_text(field), &context, arena, &query, err) : OK;
    if (status == OK) return OK;
    edit_move(&field->line.edit, utf8_at_column(line_editor_text(&field->line), err->column));
    form->completer.open = false; /* what is wrong goes before what else there is */
    return status;
}

bool form_field_parse(Form *form, Ui *ui, FormField *field, Record *record, Arena *arena) {
    Error err = {0};
    if (desk_parse(ui->desk, record, field->def->key, form_field_text(field), arena, &err) == OK && parse_filter(form, ui, field, arena, &err) == OK) return true;
    put_error(field, &err);
    field->fault = field->def->flags & FF_FILTER ? err.column : 0;
    return false;
}

void form_field_start(Form *form, Ui *ui, FormField *field, Value value) {
    StrBuf text;
    strbuf_init(&text);
    form_value_text(field->def, form->def, value, &text);
    form_field_put(form, ui, field, text.data);
    strbuf_done(&text);
    strbuf_clear(&field->original); /* as the editor holds it: control characters from outside are gone there */
    strbuf_add(&field->original, form_field_text(field));
    form_field_begin(field);
}

void form_field_begin(FormField *field) {
    strbuf_clear(&field->begun);
    strbuf_add(&field->begun, form_field_text(field));
}

/* A part of a name becomes the record it stands for, as saving would understand it. */
static void settle_names(Form *form, Ui *ui, FormField *field, const char *parsed) {
    strbuf_clear(&field->tip);
    if (text_empty(parsed)) return;
    if (!all_codes(parsed)) {
        if (strchr(parsed, '+') && form_target_of(field) && field->def->type != FT_PARTY)
            strbuf_addf(&field->tip, _("+ new %s"), lang_text(form_target_of(field)->noun));
        return;
    }
    if (!field->code.length && strcmp(parsed, form_field_text(field)) != 0) form->dirty = true;
    form_field_put(form, ui, field, parsed);
    if (field->def->type != FT_LINKS) form_assist(form, ui, field);
}

void form_field_check(Form *form, Ui *ui, FormField *field) {
    if (!form_field_changed(field) || field->kind != FIELD_LINE) return;
    Arena *arena = arena_new();
    Record *trial = record_new(form->def, arena);
    bool good = form_field_parse(form, ui, field, trial, arena);
    if (good && form_field_links(field)) settle_names(form, ui, field, record_text(trial, field->def->key));
    arena_free(arena);
}

/* -- options -------------------------------------------------------------------------------------------------- */

bool form_option(const Form *form, const FormField *field, int index, const char **key, const char **label) {
    static const Choice flags[] = {{"yes", N_("yes")}, {"no", N_("no")}, {0}};
    size_t at = (size_t)index;
    if (index < 0) return false;
    if (field->def->type == FT_STATE) {
        if (at >= form->def->state_count) return false;
        *key = form->def->states[at].key;
        *label = lang_text(form->def->states[at].label);
        return true;
    }
    const Choice *choices = field->def->type == FT_FLAG ? flags : field->def->choices;
    if (!choices || !choices[at].key) return false;
    *key = choices[at].key;
    *label = lang_text(choices[at].label);
    return true;
}

static int option_current(const Form *form, const FormField *field, int *count) {
    const char *key, *label;
    int current = -1;
    for (*count = 0; form_option(form, field, *count, &key, &label); ++*count)
        if (strcmp(key, field->slug.data) == 0) current = *count;
    return current;
}

static void option_put(const Form *form, FormField *field, int index) {
    const char *key, *label;
    strbuf_clear(&field->slug);
    if (form_option(form, field, index, &key, &label)) strbuf_add(&field->slug, key);
}

/* Round and round; a field that may stay empty is empty in between. */
static void option_step(const Form *form, FormField *field, int step) {
    int count, current = option_current(form, field, &count);
    int places = field->def->flags & FF_REQUIRED ? count : count + 1; /* the last place: none */
    if (places == 0) return;
    if (current < 0) current = field->def->flags & FF_REQUIRED ? (step > 0 ? -1 : 0) : count;
    option_put(form, field, (current + step + places) % places);
}

/* y and n answer a question of yes and no. */
static bool option_letter(const Form *form, FormField *field, const Event *event) {
    const char *key, *label;
    for (int i = 0; form_option(form, field, i, &key, &label); i++) {
        if (strcmp(key, "yes") != 0 && strcmp(key, "no") != 0) return false;
        bool letter = event->key == (unsigned char)key[0] || event->key == (unsigned char)label[0];
        if (!letter) continue;
        option_put(form, field, i);
        return true;
    }
    return false;
}

static bool options_event(Form *form, Ui *ui, FormField *field, const Event *event) {
    if (event->kind != EVENT_KEY || event->mods) return false;
    bool flag = field->def->type == FT_FLAG;
    switch (event->key) {
    case KEY_LEFT:
        option_step(form, field, -1);
        break;
    case KEY_RIGHT:
    case ' ':
        option_step(form, field, 1);
        break;
    case KEY_BACKSPACE:
    case KEY_DELETE:
        if (!(field->def->flags & FF_REQUIRED)) option_put(form, field, -1);
        break;
    case KEY_ENTER:
        return !flag && form_choose(form, ui, field, NULL);
    case '?':
        return false;
    default:
        if (event->key >= KEY_NONE) return false;
        if (!option_letter(form, field, event)) return !flag && form_choose(form, ui, field, event);
    }
    form_touch(form, ui, field);
    return true;
}

static bool several_event(Form *form, Ui *ui, FormField *field, const Event *event) {
    if (event->kind != EVENT_KEY || event->mods || event->key == '?') return false;
    if (event->key == KEY_BACKSPACE || event->key == KEY_DELETE) {
        strbuf_clear(&field->slug);
        form_touch(form, ui, field);
        return true;
    }
    if (event->key == KEY_ENTER || event->key == ' ') return form_choose(form, ui, field, NULL);
    return event->key < KEY_NONE && form_choose(form, ui, field, event);
}

/* -- typing --------------------------------------------------------------------------------------------------- */

static bool line_event(Form *form, Ui *ui, FormField *field, const Event *event) {
    unsigned long before = field->line.edit.version;
    if (!line_editor_key(&field->line, event)) return false;
    if (field->line.blanked)
        ui_say(ui,
               ngettext("%d line break became a blank", "%d line breaks became blanks",
                        (unsigned long)field->line.blanked),
               field->line.blanked);
    if (field->line.edit.version == before) {
        if (form->completer.def) completer_look(&form->completer, ui, &field->line);
        return true;
    }
    form->completer.open = true;
    strbuf_clear(&field->code); /* a name that was changed stands for itself */
    form_touch(form, ui, field);
    return true;
}

/* At its first and last place Up and Down leave a text of several lines. */
static bool leaves_note(const TextEditor *note, const Event *event) {
    if (event->kind != EVENT_KEY || event->mods) return false;
    return (event->key == KEY_UP && note->edit.cursor == 0) ||
           (event->key == KEY_DOWN && note->edit.cursor == note->edit.text.length);
}

static bool note_event(Form *form, Ui *ui, FormField *field, const Event *event) {
    if (leaves_note(&field->note, event)) return false;
    unsigned long before = field->note.edit.version;
    if (!text_editor_key(&field->note, event)) return false;
    if (field->note.refused) ui_say(ui, "%s", _("the text is as long as it can be"));
    if (field->note.edit.version != before) form_touch(form, ui, field);
    return true;
}

bool form_field_event(Form *form, Ui *ui, FormField *field, const Event *event) {
    if (field->fixed) return false;
    switch (field->kind) {
    case FIELD_LINE:
        return line_event(form, ui, field, event);
    case FIELD_NOTE:
        return note_event(form, ui, field, event);
    case FIELD_OPTIONS:
        return options_event(form, ui, field, event);
    case FIELD_SEVERAL:
        return several_event(form, ui, field, event);
    }
    return false;
}
