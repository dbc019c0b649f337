/* New records: captured in one line, from nothing or made from the record under the cursor. What a line leaves open is asked in the form. */
#include <stdio.h>
#include <string.h>

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/base/lang.h"
#include "views.h"

/* What a line is for: `def`, and the record it is made from (`made`) or that was under the cursor, settled when it was asked. */
typedef struct Wanted {
    const RegisterDef *def;
    Target source;
    bool made;
} Wanted;

static const Record *load_source(Ui *ui, const Wanted *wanted, Arena *arena) {
    Record *source;
    bool there = wanted->source.def && wanted->source.no && wanted->source.def->kind == KIND_RECORDS;
    return there && records_load(desk_db(ui->desk), wanted->source.def, wanted->source.no, arena, &source, NULL) == OK ? source : NULL;
}

static Record *begin(Ui *ui, const Wanted *wanted, Arena *arena) {
    const Record *source = load_source(ui, wanted, arena);
    return wanted->made && source ? make_new(ui->desk, source, wanted->def, arena) : record_new_initial(wanted->def, desk_now(ui->desk), arena);
}

static void ask_form(Ui *ui, const Record *record, const char *field, const Problems *refused) {
    ui_push(ui, &view_form, &(FormRequest){.def = record->def, .fill = record, .field = field, .refused = refused, .typed = refused != NULL, .parent = record->parent, .parent_no = record->parent_no});
}

/* "Laptop lost; Origin INC-0005": what was filled in from the record under the cursor is told, for nobody typed it. */
static const char *name_filled(Ui *ui, const Record *record, const Wanted *wanted, Arena *arena) {
    char code[CODE_SIZE];
    Record *stored;
    const char *said = record_title(record);
    if (!wanted->source.def || !wanted->source.no || records_load(desk_db(ui->desk), record->def, record->no, arena, &stored, NULL) != OK) return said;
    code_write(wanted->source.def, wanted->source.no, code);
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        bool link = field->type == FT_LINK || field->type == FT_LINKS || field->type == FT_PARTY;
        if (link && stored->values[i].set && text_has_word(stored->values[i].text, code)) return arena_printf(arena, "%s; %s %s", said, lang_text(field->label), code);
    }
    return said;
}

/* One line is enough to save; the form takes over, at what is missing and with all that was typed, when it is not. */
static void apply_line(Ui *ui, const Wanted *wanted, Record *record, Arena *arena) {
    Problems problems = {0};
    Error err = {0};
    Change change = {.wanted = record};
    Status status = desk_apply(ui->desk, &change, 1, &problems, NULL, &err);
    if (status == OK) {
        ui_refresh(ui);
        say_saved_records(ui, record->def, record->no, 1, name_filled(ui, record, wanted, arena));
        return;
    }
    ask_form(ui, record, NULL, &problems);
    ui_fail(ui, &err);
}

static void line_answered(Ui *ui, View *dialog) {
    const Wanted *wanted = dialog->about;
    const char *line = prompt_text(dialog);
    if (!dialog->accepted) return;
    Arena *arena = arena_new();
    Capture capture = {0};
    Error err = {0};
    Record *record = begin(ui, wanted, arena);
    const Record *source = load_source(ui, wanted, arena);
    if (line[strspn(line, " ")] == '\0') {
        ask_form(ui, record, NULL, NULL);
    } else if (capture_fill(ui->desk, line, record, arena, &capture, &err) != OK) {
        dialog_refuse(ui, dialog, &err);
    } else {
        if (source && !wanted->made) make_context(ui->desk, source, record, arena);
        apply_line(ui, wanted, record, arena);
        if (capture.kept_out && record->no) ui_say(ui, "%s", _("passed on: nothing of the text was kept"));
    }
    arena_free(arena);
}

static void ask_line(Ui *ui, const Wanted *wanted, const char *label, const char *hint) {
    View *dialog = ui_ask(ui, &view_prompt, &(PromptRequest){.label = label, .text = "", .hint = hint}, line_answered);
    if (!dialog) return;
    Wanted *about = arena_alloc(dialog->arena, sizeof *about);
    *about = *wanted;
    dialog->about = about;
}

void act_add(Ui *ui, const char *arg) {
    if (!arg) {
        ui_push(ui, &view_form, &(FormRequest){.def = ui_target(ui).def});
        return;
    }
    Wanted wanted = {.def = register_by_key(arg), .source = ui_target(ui)};
    char label[80];
    snprintf(label, sizeof label, _("new %s"), lang_text(wanted.def->noun));
    ask_line(ui, &wanted, label, _("a sentence, @who #tag !S2 friday; empty: the form"));
}

void act_make_form(Ui *ui, Target source, const RegisterDef *def, const char *field) {
    Arena *arena = arena_new();
    ask_form(ui, begin(ui, &(Wanted){.def = def, .source = source, .made = true}, arena), field, NULL);
    arena_free(arena);
}

/* A row of the record has no sentence: its form asks. */
void act_make(Ui *ui, const char *arg) {
    Wanted wanted = {.def = register_by_key(arg), .source = ui_target(ui), .made = true};
    char label[80], code[CODE_SIZE];
    if (wanted.def->kind == KIND_CHILD) {
        act_make_form(ui, wanted.source, wanted.def, NULL);
        return;
    }
    enum { NARROW = 60 }; /* there the line needs the room, and the code stands under the cursor */
    code_write(wanted.source.def, wanted.source.no, code);
    snprintf(label, sizeof label, "%s%s%s", ui->columns < NARROW ? "" : code, ui->columns < NARROW ? "" : " ", lang_text(wanted.def->noun));
    ask_line(ui, &wanted, label, _("a sentence, @who #tag friday; empty: the form"));
}
