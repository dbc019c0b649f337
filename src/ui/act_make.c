/* New records: captured in one line, from nothing or made from the record under the cursor. What a line leaves open is asked in the form. */
#include <stdio.h>
#include <string.h>

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/base/lang.h"
#include "loket/ui/rows.h"
#include "views.h"

/* What a line is for: `def`, and the record it is made from (`made`) or that was under the cursor, settled when it was asked. */
typedef struct Wanted {
    const RegisterDef *def;
    Target source;
    bool made;
    const int64_t *numbers; /* made from each of these, tagged ones of the register of `source` */
    size_t count;           /* 0 = from the one under the cursor */
    const char *line;       /* what was typed, while it is asked whether so many are meant */
} Wanted;

enum { ASK_FROM = 5 /* tagged records */ };

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
    ui_push(ui, &view_form, &(FormRequest){.def = record->def,
                                         .fill = record,
                                         .field = field,
                                         .refused = refused,
                                         .typed = refused != NULL,
                                         .parent = record->parent,
                                         .parent_no = record->parent_no});
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

/* A new record in sight gets the cursor. One that is not is told with the key that opens it, before its title, which may be long. */
static const char *show_new(Ui *ui, const Record *record, const Wanted *wanted, Arena *arena) {
    const char *said = name_filled(ui, record, wanted, arena);
    char code[CODE_SIZE], key[24];
    if (wanted->made || ui_stand_on(ui, record->def, record->no, false)) return said;
    ui_key_of(ui, "palette", key);
    code_write(record->def, record->no, code);
    return arena_printf(arena, _("(%s %s opens it) %s"), key, code, said);
}

/* One line is enough to save; the form takes over, at what is missing and with all that was typed, when it is not. */
static void apply_line(Ui *ui, const Wanted *wanted, Record *record, Arena *arena) {
    Problems problems = {0};
    Error err = {0};
    Change change = {.wanted = record};
    Status status = desk_apply(ui->desk, &change, 1, &problems, NULL, &err);
    if (status == OK) {
        ui_refresh(ui);
        say_saved_records(ui, record->def, record->no, 1, show_new(ui, record, wanted, arena));
        return;
    }
    ask_form(ui, record, NULL, &problems);
    ui_fail(ui, &err);
}

/* One from each that was tagged, with the same words: one batch and one undo. */
static void make_each(Ui *ui, View *dialog, const Wanted *wanted, const char *line) {
    Arena *arena = arena_new();
    Change *changes = ARENA_ARRAY(arena, Change, wanted->count);
    Problems problems = {0};
    Error err = {0};
    Status status = OK;
    for (size_t i = 0; i < wanted->count && status == OK; i++) {
        Wanted one = *wanted;
        Capture capture = {0};
        one.source.no = wanted->numbers[i];
        changes[i].wanted = begin(ui, &one, arena);
        status = capture_fill(ui->desk, line, changes[i].wanted, arena, &capture, &err);
    }
    if (status == OK) status = desk_apply(ui->desk, changes, wanted->count, &problems, NULL, &err);
    if (status == OK) {
        ui_refresh(ui);
        say_saved_records(ui, wanted->def, changes[0].wanted->no, wanted->count, lang_text(wanted->def->noun));
    } else {
        dialog_refuse(ui, dialog, &err);
    }
    arena_free(arena);
}

static void many_answered(Ui *ui, View *dialog) {
    const Wanted *wanted = dialog->about;
    if (dialog->accepted) make_each(ui, dialog, wanted, wanted->line);
}

static void *keep_wanted(const Wanted *wanted, const char *line, Arena *arena) {
    Wanted *about = arena_alloc(arena, sizeof *about);
    int64_t *numbers = ARENA_ARRAY(arena, int64_t, wanted->count + 1);
    if (wanted->count) memcpy(numbers, wanted->numbers, wanted->count * sizeof *numbers);
    *about = *wanted;
    about->numbers = numbers;
    about->line = arena_strdup(arena, line);
    return about;
}

/* A few are made at once; many are asked about first. */
static void line_for_each(Ui *ui, View *dialog, const Wanted *wanted, const char *line) {
    Error err = {0};
    char title[120], text[160];
    if (line[strspn(line, " ")] == '\0') {
        fail(&err, ERR_INVALID, "%s", _("a sentence is needed: it is for each of them"));
        dialog_refuse(ui, dialog, &err);
        return;
    }
    if (wanted->count < ASK_FROM) {
        make_each(ui, dialog, wanted, line);
        return;
    }
    snprintf(title, sizeof title, _("make %zu: %s"), wanted->count, lang_text(wanted->def->noun));
    snprintf(text, sizeof text, "%s", _("one from each record that is tagged; one undo takes them all back"));
    View *asked = ui_ask(ui, &view_confirm, &(ConfirmRequest){.title = title, .text = text}, many_answered);
    if (asked) asked->about = keep_wanted(wanted, line, asked->arena);
}

static void line_answered(Ui *ui, View *dialog) {
    const Wanted *wanted = dialog->about;
    const char *line = prompt_text(dialog);
    if (!dialog->accepted) return;
    if (wanted->count) {
        line_for_each(ui, dialog, wanted, line);
        return;
    }
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
    if (dialog) dialog->about = keep_wanted(wanted, "", dialog->arena);
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

/* A row of the record has no sentence: its form asks, about the one record under the cursor. */
void act_make(Ui *ui, const char *arg) {
    Wanted wanted = {.def = register_by_key(arg), .source = ui_target(ui), .made = true};
    const Rows *rows = page_rows(ui);
    size_t tagged = rows && rows->def == wanted.source.def ? rows->tag_count : 0;
    char label[80], code[CODE_SIZE];
    code_write(wanted.source.def, wanted.source.no, code);
    if (wanted.def->kind == KIND_CHILD) {
        act_make_form(ui, wanted.source, wanted.def, NULL);
        if (tagged) ui_say(ui, _("only for %s, under the cursor: a form is about one record"), code);
        return;
    }
    if (tagged) {
        wanted.numbers = rows->tags;
        wanted.count = tagged;
        snprintf(label, sizeof label, ngettext("%s for the %zu tagged", "%s for each of the %zu tagged", tagged), lang_text(wanted.def->noun), tagged);
        ask_line(ui, &wanted, label, _("a sentence, @who #tag friday"));
        return;
    }
    enum { NARROW = 60 }; /* there the line needs the room, and the code stands under the cursor */
    snprintf(label, sizeof label, "%s%s%s", ui->columns < NARROW ? "" : code, ui->columns < NARROW ? "" : " ", lang_text(wanted.def->noun));
    ask_line(ui, &wanted, label, _("a sentence, @who #tag friday; empty: the form"));
}
