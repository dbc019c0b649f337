/* What helps while typing in a form: the rest of a word, what a date means, whom a name stands for. */
#include "form_private.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/store/select.h"
#include "loket/ui/match.h"

enum { LOOK = 12 }; /* records looked at while typing */

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

static const char *separators_of(const FormField *field) {
    return field->def->type == FT_LINKS ? "," : field->def->type == FT_TAGS ? " ,#" : "";
}

/* The piece of the line being typed: behind the last of `separators`. */
const char *form_piece(const FormField *field) {
    const char *separators = separators_of(field);
    const char *text = line_editor_text(&field->line), *piece = text;
    for (const char *c = text; *c; c++)
        if (strchr(separators, *c)) piece = c + 1;
    return piece + strspn(piece, " ");
}

/* Proposes `word` for the piece being typed: as a ghost where what is shown only goes on. */
static void propose(FormField *field, Arena *arena, const char *word, const char *shown) {
    bool coded =
        form_field_links(field) && !field->def->target && field->def->type != FT_PARTY; /* Tab puts a code there */
    const char *rest = coded ? NULL : rest_of(arena, shown, form_piece(field));
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
    const char *typed = form_piece(field);
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

const RegisterDef *form_target_of(const FormField *field) {
    if (field->def->type == FT_PARTY) return register_by_key("contact");
    return field->def->target ? register_by_key(field->def->target) : NULL;
}

/* Records whose title holds all words of `typed`; in any register also those found by their text. */
size_t form_look_up(Ui *ui, const RegisterDef *target, const char *typed, size_t most, Arena *arena, Found **found) {
    size_t count, kept = 0;
    if (select_search(db_of(ui), typed, target, most, arena, found, &count, NULL) != OK) return 0;
    const char *wanted = text_fold(arena, typed);
    for (size_t i = 0; i < count; i++) {
        const char *title = text_fold(arena, (*found)[i].title), *words = wanted;
        char word[128];
        bool all = true;
        while (target && all && text_next_word(&words, word, sizeof word))
            all = strstr(title, word) != NULL;
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
    const char *typed = form_piece(field);
    const RegisterDef *def, *target = form_target_of(field);
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
    size_t count = form_look_up(ui, target, typed, LOOK, arena, &found);
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

const RegisterDef *form_filter_of(const Form *form, const FormField *field) {
    int index = field->def->flags & FF_FILTER ? register_field_index(form->def, "register") : -1;
    return index < 0 ? NULL : register_by_key(form_field_text(&form->fields[index]));
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

void form_assist(Form *form, Ui *ui, FormField *field) {
    strbuf_clear(&field->tip);
    strbuf_clear(&field->candidate);
    if (field == &form->fields[form->focus]) {
        form->completer.def = form_filter_of(form, field);
        completer_look(&form->completer, ui, &field->line);
    }
    if (form->source) {
        form->source->remark(ui, field->def, &field->tip);
        return;
    }
    if (field->fixed) {
        strbuf_add(&field->tip, field->discreet ? _("not shown: setting Discreet") : _("was written down and stays"));
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

/* Among other names a record is called by its own, if that leads back to it; else by its code. */
static const char *name_for(Form *form, Ui *ui, const FormField *field, const char *word, Arena *arena) {
    const RegisterDef *def;
    int64_t no;
    if (!field->def->target || !code_parse(word, &def, &no)) return word;
    const char *title = desk_title_of(ui->desk, word, arena);
    Record *trial = record_new(form->def, arena);
    if (strpbrk(title, ",;") || desk_parse(ui->desk, trial, field->def->key, title, arena, NULL) != OK) return word;
    return text_equal(record_text(trial, field->def->key), word) ? title : word;
}

/* Puts `word` in place of the piece being typed. */
void form_put_piece(Form *form, Ui *ui, FormField *field, const char *word) {
    StrBuf text;
    strbuf_init(&text);
    Arena *arena = arena_new();
    const char *line = line_editor_text(&field->line);
    size_t before = (size_t)(form_piece(field) - line);
    bool several = field->def->type == FT_LINKS;
    if (several && field->code.length) { /* all of them known: one more */
        strbuf_addf(&text, "%s %s", field->code.data, word);
        form_field_put(form, ui, field, text.data);
    } else if (several && before) {
        strbuf_addn(&text, line, before);
        strbuf_add(&text, name_for(form, ui, field, word, arena));
        line_editor_set(&field->line, text.data);
    } else {
        strbuf_addn(&text, line, before);
        strbuf_add(&text, word);
        form_field_put(form, ui, field, text.data);
    }
    arena_free(arena);
    strbuf_done(&text);
    form_touch(form, ui, field);
}

bool form_assist_take(Form *form, Ui *ui, FormField *field) {
    if (field->kind != FIELD_LINE || !field->candidate.length) return false;
    if (field->line.edit.cursor != field->line.edit.text.length) return false;
    char *word = arena_strdup(form->view.arena, field->candidate.data);
    form_put_piece(form, ui, field, word);
    return true;
}
