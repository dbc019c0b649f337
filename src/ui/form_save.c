/* From the texts of a form to a change of the desk, and back: problems and clashes stand at their fields. */
#include "form_private.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/model/words.h"

int form_error_count(const Form *form) {
    int count = 0;
    for (int i = 0; i < form->count; i++)
        count += form->fields[i].error.length > 0;
    return count;
}

Status form_load(Form *form, Ui *ui, Record **record, Error *err) {
    if (form->source) {
        *record = form->source->load(ui, form->view.arena);
        return OK;
    }
    Db *db = desk_db(ui->desk);
    if (form->parent)
        return records_load_child(db, form->parent, form->parent_no, form->def, form->no, form->view.arena, record,
                                  err);
    return records_load(db, form->def, form->no, form->view.arena, record, err);
}

/* -- what others changed meanwhile ---------------------------------------------------------------------------- */

static void say_theirs(Form *form, Ui *ui, FormField *field, const Record *now, const char *next) {
    (void)form;
    StrBuf value;
    char clip[CLIP_SIZE];
    strbuf_init(&value);
    desk_format(ui->desk, now, field->def, &value);
    strbuf_clear(&field->error);
    field->fault = 0;
    strbuf_addf(&field->error, _("somebody else made it '%s'"), value.length ? words_clip(value.data, clip) : _("empty"));
    strbuf_add(&field->error, next);
    strbuf_done(&value);
}

/* Takes over `now`. Fields with a text of ours keep it; `all`: it now counts as typed over their value. */
static int follow(Form *form, Ui *ui, const Record *now, bool all) {
    int clashes = 0;
    for (int i = 0; i < form->count; i++) {
        FormField *field = &form->fields[i];
        bool mine = form_field_changed(field), theirs = !value_equal(field->def, form->seen->values[i], now->values[i]);
        if (mine && theirs) {
            clashes++;
            say_theirs(form, ui, field, now, all ? _("; saving again keeps yours") : "");
            if (!all) continue;
        }
        if (!theirs) continue;
        form->seen->values[i] = now->values[i];
        if (!mine) {
            form_field_start(form, ui, field, now->values[i]);
            continue;
        }
        strbuf_clear(&field->original);
        form_value_text(field->def, form->def, now->values[i], &field->original);
    }
    form->seen->version = now->version;
    return clashes;
}

Status form_catch_up(Form *form, Ui *ui, Error *err) {
    Record *now;
    if (!form->no || form->view.done || form->revision == desk_revision(ui->desk)) return OK;
    Status status = form_load(form, ui, &now, err);
    form->revision = desk_revision(ui->desk);
    if (status == OK && now->version != form->seen->version) follow(form, ui, now, false);
    return status;
}

static int first_error(const Form *form) {
    for (int i = 0; i < form->count; i++)
        if (form->fields[i].error.length) return i;
    return -1;
}

static void show_clash(Form *form, Ui *ui, const Error *err) {
    Record *now;
    Error missing = {0};
    ui_fail(ui, err);
    if (form_load(form, ui, &now, &missing) != OK) {
        ui_fail(ui, &missing);
        return;
    }
    follow(form, ui, now, true);
    if (first_error(form) >= 0) form_go(form, ui, first_error(form));
}

/* -- problems ------------------------------------------------------------------------------------------------- */

static FormField *field_of(Form *form, const FieldDef *def) {
    for (int i = 0; i < form->count; i++)
        if (form->fields[i].def == def) return &form->fields[i];
    return NULL;
}

bool form_show_problems(Form *form, Ui *ui, const Problems *problems) {
    for (size_t i = 0; i < problems->count && i < COUNT_OF(problems->items); i++) {
        const Problem *problem = &problems->items[i];
        FormField *field = problem->field ? field_of(form, problem->field) : NULL;
        if (field && field->def->type == FT_STATE && form->no) field = NULL; /* not on the form: moving is an action */
        StrBuf *text = field ? &field->error : &form->general;
        const char *label = problem->field ? lang_text(problem->field->label) : "", *message = problem->message;
        size_t length = strlen(label);
        if (length && text_starts(message, label) && strncmp(message + length, ": ", 2) == 0) message += length + 2;
        if (text->length) strbuf_add(text, "; ");
        if (!field && length) strbuf_addf(text, "%s: ", label);
        strbuf_add(text, message);
    }
    bool shown = first_error(form) >= 0;
    if (shown) form_go(form, ui, first_error(form));
    return shown;
}

/* -- saving --------------------------------------------------------------------------------------------------- */

static void clear_errors(Form *form) {
    for (int i = 0; i < form->count; i++) {
        strbuf_clear(&form->fields[i].error);
        form->fields[i].fault = 0;
    }
    strbuf_clear(&form->general);
}

/* What was not touched keeps its value: its text may say less, a moment without seconds for one. */
static bool collect(Form *form, Ui *ui, Record *wanted, Arena *arena) {
    bool good = true;
    for (int i = 0; i < form->count; i++)
        if (form_field_changed(&form->fields[i]))
            good = form_field_parse(form, ui, &form->fields[i], wanted, arena) && good;
    return good;
}

static void name_changes(const Form *form, StrBuf *out) {
    enum { NAMED = 3 };
    int count = 0;
    for (int i = 0; i < form->count && form->no; i++) {
        if (!form_field_changed(&form->fields[i])) continue;
        if (count++ < NAMED) strbuf_addf(out, "%s %s", count > 1 ? "," : "", lang_text(form->fields[i].def->label));
    }
    if (count > NAMED) strbuf_addf(out, ngettext(" and %d more", " and %d more", (unsigned long)(count - NAMED)), count - NAMED);
}

static void saved(Form *form, Ui *ui, const Record *record) {
    StrBuf said;
    char code[64];
    strbuf_init(&said);
    record_code(record, code, sizeof code);
    strbuf_add(&said, form->def->kind == KIND_SINGLE ? lang_text(form->def->noun) : code);
    name_changes(form, &said);
    form_drop(form, ui);
    form->saved = form->parent ? (Target){form->parent, form->parent_no} : (Target){form->def, record->no};
    form->view.done = form->view.accepted = true;
    ui_refresh(ui);
    say_saved(ui, said.data);
    strbuf_done(&said);
}

static void apply(Form *form, Ui *ui, Record *wanted) {
    Change change = {.op = CHANGE_SAVE, .seen = form->no ? form->seen : NULL, .wanted = wanted};
    Problems problems = {0};
    Error err = {0};
    Status status = form->source ? form->source->save(ui, form->seen, wanted, &problems, &err) : desk_apply(ui->desk, &change, 1, &problems, NULL, &err);
    switch (status) {
    case OK:
        saved(form, ui, wanted);
        break;
    case ERR_CLASH:
        show_clash(form, ui, &err);
        break;
    case ERR_INVALID:
        if (!form_show_problems(form, ui, &problems)) ui_fail(ui, &err);
        break;
    default:
        ui_fail(ui, &err);
        break;
    }
}

void form_save(Form *form, Ui *ui) {
    if (form->no && !form_changed(form)) {
        form_drop(form, ui);
        form->view.done = true;
        ui_say(ui, "%s", _("nothing was changed"));
        return;
    }
    Arena *arena = arena_new();
    Record *wanted = record_copy(form->seen, arena);
    clear_errors(form);
    form_keep(form, ui); /* whatever happens while saving */
    if (collect(form, ui, wanted, arena))
        apply(form, ui, wanted);
    else
        form_go(form, ui, first_error(form));
    form_layout(form);
    arena_free(arena);
}
