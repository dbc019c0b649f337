/* Striking through what was entered by mistake: no single key does it. What hangs on it is named first; then its number and the reason are typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/strike.h"
#include "loket/base/lang.h"
#include "loket/ui/rows.h"
#include "views.h"

/* What is to be struck: tagged records, the one under the cursor, or the row of it that is stood on. In the arena of the dialog that asks. */
typedef struct Striking {
    Target of;
    const RegisterDef *child; /* a row of it; NULL = the records themselves */
    int64_t *numbers;         /* of records, or of the one row */
    size_t count;
} Striking;

static Striking *striking_copy(const Striking *from, Arena *arena) {
    Striking *copy = arena_alloc(arena, sizeof *copy);
    *copy = *from;
    copy->numbers = ARENA_ARRAY(arena, int64_t, from->count);
    memcpy(copy->numbers, from->numbers, from->count * sizeof *from->numbers);
    return copy;
}

static Striking striking_now(const Ui *ui, Arena *arena) {
    Rows *rows = page_rows(ui);
    Striking now = {.of = ui_target(ui), .count = rows && rows->tag_count ? rows->tag_count : 1};
    int64_t row;
    now.numbers = ARENA_ARRAY(arena, int64_t, now.count);
    if (rows && rows->tag_count)
        memcpy(now.numbers, rows->tags, now.count * sizeof *now.numbers);
    else
        now.numbers[0] = record_row_at(ui, &now.child, &row) ? row : now.of.no;
    return now;
}

static Status load(Ui *ui, const Striking *striking, size_t i, Arena *arena, Record **record, Error *err) {
    Db *db = desk_db(ui->desk);
    if (!striking->child) return records_load(db, striking->of.def, striking->numbers[i], arena, record, err);
    return records_load_child(db, striking->of.def, striking->of.no, striking->child, striking->numbers[0], arena, record, err);
}

/* The codes of many, as many as fit a line or two. */
static void name_many(const Striking *striking, StrBuf *out) {
    enum { NAMED = 12 };
    for (size_t i = 0; i < striking->count && i < NAMED; i++) {
        char code[CODE_SIZE];
        code_write(striking->of.def, striking->numbers[i], code);
        strbuf_addf(out, "%s%s", i ? ", " : "", code);
    }
    if (striking->count > NAMED) strbuf_addf(out, ngettext(" and %d more", " and %d more", striking->count - NAMED), (int)(striking->count - NAMED));
    strbuf_addc(out, '\n');
}

static void name_of(const Striking *striking, char *name, size_t size) {
    char code[CODE_SIZE];
    code_write(striking->of.def, striking->child ? striking->of.no : striking->numbers[0], code);
    if (striking->count > 1)
        snprintf(name, size, ngettext("%zu record", "%zu records", striking->count), striking->count);
    else if (striking->child)
        snprintf(name, size, "%s %s %lld", code, lang_text(striking->child->noun), (long long)striking->numbers[0]);
    else
        snprintf(name, size, "%s", code);
}

/* What must be typed: the number of the one record or row, or how many they are. */
static long long number_of(const Striking *striking) {
    return striking->count > 1 ? (long long)striking->count : (long long)striking->numbers[0];
}

/* -- striking ------------------------------------------------------------------------------------------------------ */

static Status strike(Ui *ui, const Striking *striking, const char *because, Error *err) {
    Arena *arena = arena_new();
    Change *changes = ARENA_ARRAY(arena, Change, striking->count);
    Status status = OK;
    for (size_t i = 0; i < striking->count && status == OK; i++) {
        Record *seen;
        status = load(ui, striking, i, arena, &seen, err);
        if (status == OK) changes[i] = (Change){.op = CHANGE_STRIKE, .seen = seen, .wanted = record_copy(seen, arena), .because = because};
    }
    if (status == OK) status = desk_apply(ui->desk, changes, striking->count, NULL, NULL, err);
    arena_free(arena);
    return status;
}

static void reason_answered(Ui *ui, View *dialog) {
    const Striking *striking = dialog->about;
    if (!dialog->accepted) return;
    char *because;
    Error err = {0};
    long long typed = strtoll(prompt_text(dialog), &because, 10);
    because += strspn(because, " ,:");
    Status status = typed == number_of(striking) ? OK : fail(&err, ERR_INVALID, _("nothing was struck: that does not begin with %lld"), number_of(striking));
    if (status == OK) status = strike(ui, striking, because, &err);
    if (status != OK) {
        dialog_refuse(ui, dialog, &err);
        return;
    }
    Rows *rows = page_rows(ui);
    for (size_t i = 0; rows && rows->def == striking->of.def && i < striking->count; i++) /* in no list now: a tag would not be seen */
        rows_tag(rows, striking->numbers[i], false);
    char name[80], said[120];
    name_of(striking, name, sizeof name);
    snprintf(said, sizeof said, "%s %s", name, _("struck"));
    ui_refresh(ui);
    say_saved(ui, said);
}

/* -- asking -------------------------------------------------------------------------------------------------------- */

static void ask_reason(Ui *ui, const Striking *striking) {
    char name[80], label[120], hint[120];
    name_of(striking, name, sizeof name);
    snprintf(label, sizeof label, _("strike %s"), name);
    snprintf(hint, sizeof hint, striking->count > 1 ? _("type how many and why: %lld entered twice") : _("type its number and why: %lld entered twice"), number_of(striking));
    View *dialog = ui_ask(ui, &view_prompt, &(PromptRequest){.label = label, .text = "", .hint = hint}, reason_answered);
    if (dialog) dialog->about = striking_copy(striking, dialog->arena);
}

static void hangs_answered(Ui *ui, View *dialog) {
    if (dialog->accepted) ask_reason(ui, dialog->about);
}

/* Which they are, when they are many, and what hangs on each, a line each; or why one of them may not be struck; false, told, for the latter. */
static bool look(Ui *ui, const Striking *striking, StrBuf *hangs) {
    enum { NAMED = 8 };
    Arena *arena = arena_new();
    Error err = {0};
    Status status = OK;
    size_t named = 0;
    if (striking->count > 1) name_many(striking, hangs);
    for (size_t i = 0; i < striking->count && status == OK; i++) {
        Record *record;
        Problems problems = {0};
        StrBuf text;
        char code[64];
        status = load(ui, striking, i, arena, &record, &err);
        if (status != OK) break;
        record_code(record, code, sizeof code);
        strike_check(ui->desk, record, &problems);
        if (problems.count) status = fail(&err, ERR_INVALID, "%s: %s", code, problems.items[0].message);
        strbuf_init(&text);
        if (named <= NAMED) strike_hangs(ui->desk, record, &text);
        if (text.length && named++ < NAMED)
            strbuf_addf(hangs, "%s: %s\n", code, text.data);
        else if (text.length)
            strbuf_addf(hangs, "%s\n", _("and others"));
        strbuf_done(&text);
    }
    if (status != OK) ui_fail(ui, &err);
    arena_free(arena);
    return status == OK;
}

void act_strike(Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    Striking striking = striking_now(ui, arena);
    StrBuf text;
    strbuf_init(&text);
    if (look(ui, &striking, &text)) {
        View *dialog = NULL;
        if (text.length) {
            strbuf_add(&text, _("Strike it all the same?"));
            dialog = ui_ask(ui, &view_confirm, &(ConfirmRequest){.title = _("what hangs on it"), .text = text.data}, hangs_answered);
            if (dialog) dialog->about = striking_copy(&striking, dialog->arena);
        } else {
            ask_reason(ui, &striking);
        }
    }
    strbuf_done(&text);
    arena_free(arena);
}
