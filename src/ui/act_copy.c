/* Copy: what is under the cursor, or all that is tagged, as text for the clipboard of the terminal.
 *
 * What leaves is what the screen shows: sealed records never go, and control characters become visible marks. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/rows.h"
#include "sheet_view.h"

/* -- ways to put a record into words ----------------------------------------------------------------------------- */

typedef struct Copy {
    const RegisterDef *def;
    int64_t *numbers;
    size_t count;
} Copy;

static void add_code(Ui *ui, const Record *record, StrBuf *out) {
    (void)ui;
    char code[CODE_SIZE];
    code_write(record->def, record->no, code);
    strbuf_add(out, code);
}

static void add_title(Ui *ui, const Record *record, StrBuf *out) {
    (void)ui;
    strbuf_add(out, record_title(record));
}

static void add_both(Ui *ui, const Record *record, StrBuf *out) {
    add_code(ui, record, out);
    strbuf_addf(out, " %s", record_title(record));
}

static void add_row(Ui *ui, const Record *record, StrBuf *out) {
    rows_line(ui->desk, record, out);
}

static void add_fields(Ui *ui, const Record *record, const char *indent, StrBuf *out) {
    StrBuf text;
    strbuf_init(&text);
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (!record->values[i].set || field->flags & FF_TITLE) continue;
        strbuf_clear(&text);
        desk_format(ui->desk, record, field, &text);
        strbuf_addf(out, "\n%s%s: %s", indent, lang_text(field->label), text.data);
    }
    strbuf_done(&text);
}

static void add_all(Ui *ui, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    add_both(ui, record, out);
    add_fields(ui, record, "", out);
    for (const RegisterDef *child = NULL; (child = register_child(record->def, child));) {
        RecordList rows;
        if (records_children(desk_db(ui->desk), record->def, record->no, child, false, arena, &rows, NULL) != OK) continue;
        for (size_t i = 0; i < rows.count; i++) {
            strbuf_addf(out, "\n%s %lld", lang_text(child->noun), (long long)rows.items[i]->no);
            add_fields(ui, rows.items[i], "  ", out);
        }
    }
    arena_free(arena);
}

enum { COPY_FIELD = 5, COPY_SHEET /* and on: what only this sheet has */ };

static const struct {
    const char *key, *text;
    void (*add)(Ui *ui, const Record *record, StrBuf *out); /* NULL: asks which field */
} ways[] = {
    {"y", N_("code and title"), add_both}, {"c", N_("code"), add_code},      {"t", N_("title"), add_title},
    {"r", N_("row"), add_row},             {"a", N_("all of it"), add_all}, [COPY_FIELD] = {"f", N_("a field …"), NULL},
};

/* -- out it goes --------------------------------------------------------------------------------------------------- */

static bool may_leave(const Record *record) {
    return !record->clear && !record_is(record, "level", "sealed"); /* `clear`: what was read is a mask */
}

void copy_out(Ui *ui, const StrBuf *text) {
    strbuf_clear(&ui->request.text);
    utf8_make_safe(&ui->request.text, text->data, text->length, SAFE_KEEP_NEWLINE);
    ui->request.kind = REQUEST_COPY;
}

/* Loads each and appends what `add`, or the field, says of it. */
static void copy(Ui *ui, const Copy *copy, void (*add)(Ui *, const Record *, StrBuf *), const FieldDef *field) {
    Arena *arena = arena_new();
    StrBuf text;
    Error err = {0};
    size_t kept = 0;
    Status status = OK;
    strbuf_init(&text);
    for (size_t i = 0; i < copy->count && status == OK; i++) {
        Record *record;
        status = records_load(desk_db(ui->desk), copy->def, copy->numbers[i], arena, &record, &err);
        if (status == OK && !may_leave(record)) kept++;
        if (status != OK || !may_leave(record)) continue;
        if (text.length) strbuf_add(&text, add == add_all ? "\n\n" : "\n");
        if (add)
            add(ui, record, &text);
        else
            desk_format(ui->desk, record, field, &text);
    }
    if (status != OK)
        ui_fail(ui, &err);
    else if (kept)
        ui_say(ui, ngettext("%zu sealed record is not copied", "%zu sealed records are not copied", kept), kept);
    if (status == OK && !text.length && !ui->message[0]) ui_say(ui, "%s", _("there is nothing in it to copy"));
    if (status == OK && text.length) copy_out(ui, &text);
    strbuf_done(&text);
    arena_free(arena);
}

/* -- asking what ------------------------------------------------------------------------------------------------------ */

/* Whom it is about is settled when asked, as for actions that change. */
static View *ask(Ui *ui, const PickRequest *request, const Copy *about, void (*answered)(Ui *ui, View *dialog)) {
    View *dialog = ui_ask(ui, &view_pick, request, answered);
    if (!dialog) return NULL;
    Copy *kept = arena_alloc(dialog->arena, sizeof *kept);
    *kept = *about;
    kept->numbers = ARENA_ARRAY(dialog->arena, int64_t, about->count);
    memcpy(kept->numbers, about->numbers, about->count * sizeof *about->numbers);
    dialog->about = kept;
    return dialog;
}

static void field_answered(Ui *ui, View *dialog) {
    const Copy *about = dialog->about;
    if (dialog->accepted) copy(ui, about, NULL, &about->def->fields[pick_answer(dialog)]);
}

/* The fields that have something in the first of them, with what it is. */
static void ask_field(Ui *ui, const Copy *about) {
    Arena *arena = arena_new();
    Record *record;
    Error err = {0};
    PickChoice choices[64];
    int count = 0;
    if (records_load(desk_db(ui->desk), about->def, about->numbers[0], arena, &record, &err) != OK) {
        ui_fail(ui, &err);
    } else {
        StrBuf text;
        strbuf_init(&text);
        for (size_t i = 0; may_leave(record) && i < about->def->field_count && count < (int)COUNT_OF(choices); i++) {
            if (!record->values[i].set) continue;
            strbuf_clear(&text);
            desk_format(ui->desk, record, &about->def->fields[i], &text);
            choices[count++] = (PickChoice){.text = lang_text(about->def->fields[i].label), .detail = arena_strdup(arena, text.data), .id = (int)i};
        }
        strbuf_done(&text);
        ask(ui, &(PickRequest){.title = _("copy a field"), .choices = choices, .count = count, .current = -1}, about, field_answered);
    }
    arena_free(arena);
}

static SheetView *sheet_page(const Ui *ui) {
    View *page = ui_page(ui);
    return page->ops == &view_sheet ? (SheetView *)page : NULL;
}

/* The next of the ways that only this sheet has. */
static const SheetKey *next_way(const SheetView *sheet, const SheetKey *key) {
    while (sheet && (key = sheet_key_next(sheet, key)) && key->does != SHEET_COPIES) continue;
    return sheet ? key : NULL;
}

static void way_answered(Ui *ui, View *dialog) {
    const Copy *about = dialog->about;
    int way = dialog->accepted ? pick_answer(dialog) : -1;
    SheetView *sheet = sheet_page(ui);
    const SheetKey *key = NULL;
    for (int i = COPY_SHEET; i <= way && (key = next_way(sheet, key)); i++) continue;
    if (key)
        key->run(sheet, ui, key->arg);
    else if (way == COPY_FIELD)
        ask_field(ui, about);
    else if (way >= 0 && way < COPY_FIELD)
        copy(ui, about, ways[way].add, NULL);
}

/* A page as a whole is copied as what it is there for, in one key; on a line that leads to a record it is asked what. */
static const SheetKey *whole_page(const SheetView *sheet) {
    const SheetLine *line = sheet ? sheet_line(sheet) : NULL;
    return line && line->code ? NULL : next_way(sheet, NULL);
}

bool copy_has(const Ui *ui) {
    return ui_target(ui).no || next_way(sheet_page(ui), NULL);
}

void act_copy(Ui *ui, const char *arg) {
    (void)arg;
    const Rows *rows = page_rows(ui);
    SheetView *sheet = sheet_page(ui);
    const SheetKey *whole = whole_page(sheet);
    if (whole) {
        whole->run(sheet, ui, whole->arg);
        return;
    }
    Target target = ui_target(ui);
    Copy about = {.def = target.def, .numbers = &target.no, .count = 1};
    if (rows && rows->tag_count) {
        about.numbers = rows->tags;
        about.count = rows->tag_count;
    }
    PickChoice choices[COUNT_OF(ways) + 8];
    int count = 0, way = COPY_SHEET;
    for (const SheetKey *key = NULL; way < COPY_SHEET + 8 && (key = next_way(sheet, key));) /* what the sheet is there for goes first */
        choices[count++] = (PickChoice){.text = lang_text(key->label), .key = key->key, .id = way++};
    for (int i = 0; target.no && i < (int)COUNT_OF(ways); i++) choices[count++] = (PickChoice){.text = lang_text(ways[i].text), .key = ways[i].key, .id = i};
    char title[80];
    if (about.count > 1)
        snprintf(title, sizeof title, ngettext("copy of %zu tagged", "copy of %zu tagged", about.count), about.count);
    else
        snprintf(title, sizeof title, "%s", _("copy"));
    ask(ui, &(PickRequest){.title = title, .choices = choices, .count = count, .by_key = true, .current = choices[0].id}, &about, way_answered);
}
