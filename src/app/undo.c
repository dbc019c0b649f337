/* Undo and redo: the inverse of a batch of the trail, itself a batch. */
#include <stdio.h>
#include <string.h>

#include "desk_private.h"
#include "loket/base/lang.h"
#include "loket/io/json.h"

static Status current(Desk *desk, const TrailEntry *entry, Arena *arena, Record **record, Error *err) {
    const RegisterDef *def = register_by_id(entry->reg), *child = entry->child ? register_by_id(entry->child) : NULL;
    if (!def || (entry->child && !child)) return fail(err, ERR_DATA, _("entry %lld is of a register this program does not know"), (long long)entry->seq);
    if (child) return records_load_child(desk->db, def, entry->no, child, entry->row, arena, record, err);
    return records_load(desk->db, def, entry->no, arena, record, err);
}

/* Puts the old values back over what the file has now; each must still be the new one of the entry. */
static Status invert_fields(const TrailEntry *entry, const Record *now, Record *wanted, Moment moment, Arena *arena, Error *err) {
    Doc *body;
    Status status = json_read(entry->body, strlen(entry->body), "trail", arena, &body, err);
    for (const Doc *field = status == OK ? body->first : NULL; field && status == OK; field = field->next) {
        const FieldDef *def = register_field(now->def, field->key);
        const Doc *old = field->first, *made = old ? old->next : NULL;
        if (!def || !made) continue;
        StrBuf text;
        strbuf_init(&text);
        field_write(def, now->def, record_value(now, def->key), &text);
        bool same = strcmp(text.data, made->text) == 0;
        strbuf_done(&text);
        char code[64];
        record_code(now, code, sizeof code);
        if (!same) {
            fail(err, ERR_CLASH, _("cannot take it back: %s of %s was changed since"), lang_text(def->label), code);
            return error_hint(err, "%s", _("change it by hand"));
        }
        status = record_parse(wanted, def->key, old->text, moment, arena, err);
    }
    return status;
}

/* What was made here is not struck under the hands of those who went on with it. */
static Status check_left_alone(Desk *desk, const TrailEntry *entry, const Record *now, Error *err) {
    if (!trail_others_since(desk->db, entry)) return OK;
    char code[64];
    record_code(now, code, sizeof code);
    fail(err, ERR_CLASH, _("cannot take it back: somebody else went on with %s"), code);
    return error_hint(err, "%s", _("change it by hand"));
}

static Status invert(Desk *desk, const TrailEntry *entry, Arena *arena, Change *change, Error *err) {
    Record *now;
    Status status = current(desk, entry, arena, &now, err);
    if (status != OK) return status;
    *change = (Change){.seen = now, .wanted = record_copy(now, arena)};
    if (strcmp(entry->op, "create") == 0 || strcmp(entry->op, "restore") == 0) {
        change->op = CHANGE_STRIKE;
        status = check_left_alone(desk, entry, now, err);
    } else if (strcmp(entry->op, "strike") == 0)
        change->op = CHANGE_RESTORE;
    else if (strcmp(entry->op, "change") == 0 && entry->body)
        status = invert_fields(entry, now, change->wanted, desk_now(desk), arena, err);
    else
        status = fail(err, ERR_INVALID, _("'%s' cannot be taken back"), entry->op);
    return status;
}

/* The fields in the words of the screen; of a whole record only its code. */
static void describe_fields(const TrailEntry *entry, const RegisterDef *def, StrBuf *done) {
    enum { NAMED = 3 };
    const char *rest = strcmp(entry->op, "change") == 0 ? entry->fields : NULL;
    char key[64];
    for (int i = 0; rest && text_next_word(&rest, key, sizeof key); i++) {
        const FieldDef *field = def ? register_field(def, key) : NULL;
        if (i < NAMED) strbuf_addf(done, "%s%s", i ? ", " : " ", field ? lang_text(field->label) : key);
        if (i == NAMED) strbuf_add(done, " …");
    }
}

static void describe(const TrailEntry *entry, size_t count, StrBuf *done) {
    char code[CODE_SIZE];
    code_write(register_by_id(entry->reg), entry->no, code);
    strbuf_add(done, code);
    const RegisterDef *child = entry->child ? register_by_id(entry->child) : NULL;
    if (child) strbuf_addf(done, " %s", lang_text(child->noun));
    describe_fields(entry, child ? child : register_by_id(entry->reg), done);
    if (count > 1) strbuf_addf(done, ngettext(" and %d more", " and %d more", count - 1), (int)count - 1);
}

/* The record a reader looks for: what has been there before and is there again, else what was made last. */
static void remember_turned(Desk *desk, const TrailEntry *entries, size_t count) {
    const TrailEntry *about = &entries[count - 1];
    for (size_t i = count; i-- > 0;)
        if (strcmp(entries[i].op, "create") != 0) about = &entries[i];
    desk->turned.def = register_by_id(about->reg);
    desk->turned.no = about->no;
}

bool desk_turned(const Desk *desk, const RegisterDef **def, int64_t *no) {
    *def = desk->turned.def;
    *no = desk->turned.no;
    return *def != NULL;
}

static Status take_back(Desk *desk, int64_t batch, int64_t *made, StrBuf *done, Error *err) {
    Arena *arena = arena_new();
    desk->turned.def = NULL;
    TrailEntry *entries;
    size_t count;
    Status status = trail_of_batch(desk->db, batch, arena, &entries, &count, err);
    Change *changes = ARENA_ARRAY(arena, Change, count + 1);
    for (size_t i = 0; i < count && status == OK; i++) status = invert(desk, &entries[count - 1 - i], arena, &changes[i], err);
    if (status == OK) status = apply_batch(desk, changes, count, batch, NULL, NULL, made, err);
    if (status == OK && count) {
        describe(&entries[0], count, done);
        remember_turned(desk, entries, count);
    }
    arena_free(arena);
    return status;
}

/* -- the batches of this session ------------------------------------------------------------------------------ */

static void push(Batches *batches, int64_t batch) {
    if (batches->count == UNDO_DEPTH) memmove(batches->items, batches->items + 1, --batches->count * sizeof *batches->items);
    batches->items[batches->count++] = batch;
}

void undo_remember(Desk *desk, int64_t batch) {
    push(&desk->undo, batch);
    desk->redo.count = 0;
}

/* "; INC-0001 Title is left as it is" */
static void tell_left(Desk *desk, int64_t batch, StrBuf *done) {
    Arena *arena = arena_new();
    TrailEntry *entries;
    size_t count;
    StrBuf what;
    strbuf_init(&what);
    if (trail_of_batch(desk->db, batch, arena, &entries, &count, NULL) == OK && count) describe(&entries[0], count, &what);
    strbuf_addf(done, _("; left as it is: %s"), what.data);
    strbuf_done(&what);
    arena_free(arena);
}

/* Moves the newest batch from `from` to `to` by taking it back. One that was just refused, and would be again, is left out. */
static Status step(Desk *desk, Batches *from, Batches *to, StrBuf *done, Error *err) {
    int64_t made = 0, left = 0, at = trail_last(desk->db);
    if (from->items[from->count - 1] == desk->refused.batch && desk->refused.revision == at) left = from->items[--from->count];
    if (from->count == 0) return fail(err, ERR_MISSING, "%s", _("it is left as it is; there is nothing before it"));
    int64_t batch = from->items[from->count - 1];
    Status status = take_back(desk, batch, &made, done, err);
    bool refused = status == ERR_CLASH || status == ERR_INVALID || status == ERR_MISSING || status == ERR_DATA;
    if (refused) {
        desk->refused.batch = batch;
        desk->refused.revision = at;
    }
    if (status != OK) return status;
    if (left) tell_left(desk, left, done);
    from->count--;
    push(to, made);
    return OK;
}

Status desk_undo(Desk *desk, StrBuf *done, Error *err) {
    if (desk->undo.count == 0) return fail(err, ERR_MISSING, "%s", _("there is nothing to undo in this session"));
    return step(desk, &desk->undo, &desk->redo, done, err);
}

Status desk_redo(Desk *desk, StrBuf *done, Error *err) {
    if (desk->redo.count == 0) return fail(err, ERR_MISSING, "%s", _("there is nothing to redo"));
    return step(desk, &desk->redo, &desk->undo, done, err);
}
