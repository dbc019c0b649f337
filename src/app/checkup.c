#include "loket/app/checkup.h"

#include <stdio.h>
#include <string.h>

#include "desk_private.h"
#include "loket/base/lang.h"
#include "loket/io/json.h"
#include "loket/store/clock.h"
#include "loket/store/select.h"

void checkup_init(Checkup *checkup) {
    *checkup = (Checkup){0};
    strbuf_init(&checkup->findings);
}

void checkup_done(Checkup *checkup) {
    strbuf_done(&checkup->findings);
}

static void finding(Checkup *checkup, const Record *record, const char *text) {
    if (checkup->faults++ >= CHECKUP_TOLD) return;
    char code[64];
    record_code(record, code, sizeof code);
    strbuf_addf(&checkup->findings, "%s: %s\n", code, text);
}

/* -- the trail against the records ------------------------------------------------------------------------------ */

enum { MOST_FIELDS = 128, REGISTER_IDS = 200 };

/* What the trail last said of one record, filled from the newest entry backwards. */
typedef struct Said {
    bool known[MOST_FIELDS]; /* an entry spoke of it: `text` is its value, NULL = erased or not given */
    const char *text[MOST_FIELDS];
    bool unset[MOST_FIELDS];
    bool struck, struck_known;
} Said;

typedef struct Verifying {
    Desk *desk;
    Checkup *checkup;
    int64_t made[REGISTER_IDS]; /* records of each register that the trail made and that are not struck */
} Verifying;

static void said_body(const RegisterDef *def, const TrailEntry *entry, Arena *arena, Said *said) {
    Doc *body;
    if (!entry->body || json_read(entry->body, strlen(entry->body), "trail", arena, &body, NULL) != OK) return;
    for (const Doc *change = body->first; change; change = change->next) {
        int index = register_field_index(def, change->key);
        const Doc *value = change->first ? change->first->next : NULL;
        if (index < 0 || index >= MOST_FIELDS || said->known[index] || !value) continue;
        said->known[index] = true;
        said->unset[index] = !*value->text;
        said->text[index] = value->text;
    }
}

static void said_entry(const RegisterDef *def, const TrailEntry *entry, Arena *arena, Said *said) {
    bool strike = strcmp(entry->op, "strike") == 0, restore = strcmp(entry->op, "restore") == 0;
    if ((strike || restore) && !said->struck_known) {
        said->struck = strike;
        said->struck_known = true;
    }
    said_body(def, entry, arena, said);
    /* an erased body: it spoke of these fields, and nobody knows what it said */
    char key[64];
    for (const char *keys = entry->body ? NULL : entry->fields; text_next_word(&keys, key, sizeof key);) {
        int index = register_field_index(def, key);
        if (index < 0 || index >= MOST_FIELDS || said->known[index]) continue;
        said->known[index] = true;
        said->text[index] = NULL;
    }
}

static void compare_field(Checkup *checkup, const Record *record, size_t i, const Said *said) {
    const FieldDef *field = &record->def->fields[i];
    if (said->known[i] && !said->text[i]) return;
    StrBuf now;
    strbuf_init(&now);
    field_write(field, record->def, record->values[i], &now);
    const char *expected = said->known[i] && !said->unset[i] ? said->text[i] : "";
    if (strcmp(now.data, expected) != 0) {
        char text[160];
        snprintf(text, sizeof text, _("'%s' is not what the trail last said"), lang_text(field->label));
        finding(checkup, record, text);
    }
    strbuf_done(&now);
}

static Status gather_said(Desk *desk, const Record *record, Arena *arena, Said *said, Error *err) {
    enum { WINDOW = 200 };
    const RegisterDef *owner = record->parent ? record->parent : record->def;
    int64_t no = record->parent ? record->parent_no : record->no, before = 0;
    int child = record->parent ? record->def->id : 0;
    Status status = OK;
    for (size_t count = WINDOW; status == OK && count == WINDOW;) {
        TrailEntry *entries;
        status = trail_of_record(desk->db, owner->id, no, before, WINDOW, arena, &entries, &count, err);
        for (size_t i = 0; status == OK && i < count; i++) {
            if (entries[i].child == child && (!child || entries[i].row == record->no))
                said_entry(record->def, &entries[i], arena, said);
            before = entries[i].seq;
        }
    }
    return status;
}

static Status compare_record(Verifying *verifying, const Record *record, Arena *arena, Error *err) {
    Said *said = arena_alloc(arena, sizeof *said);
    Status status = gather_said(verifying->desk, record, arena, said, err);
    if (status != OK) return status;
    Checkup *checkup = verifying->checkup;
    for (size_t i = 0; i < record->def->field_count && i < MOST_FIELDS; i++)
        compare_field(checkup, record, i, said);
    if ((record->voided_at != 0) != said->struck)
        finding(checkup, record,
                said->struck ? _("the trail says it is struck through")
                             : _("it is struck through, and the trail does not say so"));
    checkup->records++;
    return OK;
}

/* Each record once: when the trail makes it. */
static Status verify_entry(void *ctx, const TrailEntry *entry, Error *err) {
    Verifying *verifying = ctx;
    verifying->checkup->entries++;
    if (strcmp(entry->op, "create") != 0) return OK;
    const RegisterDef *def = register_by_id(entry->reg), *child = entry->child ? register_by_id(entry->child) : NULL;
    if (!def || (entry->child && !child)) return OK; /* of a register this program does not know */
    Arena *arena = arena_new();
    Record *record = NULL;
    Status status =
        child ? records_load_child(verifying->desk->db, def, entry->no, child, entry->row, arena, &record, NULL)
              : records_load(verifying->desk->db, def, entry->no, arena, &record, NULL);
    if (status == OK) {
        if (!child && def->id < REGISTER_IDS && !record->voided_at) verifying->made[def->id]++;
        status = compare_record(verifying, record, arena, err);
    } else {
        record = record_new(child ? child : def, arena);
        record->no = child ? entry->row : entry->no;
        record->parent = child ? def : NULL;
        record->parent_no = entry->no;
        finding(verifying->checkup, record, _("the trail made it, and it is gone"));
        status = OK;
    }
    arena_free(arena);
    return status;
}

/* Calls `each` for every record of a register that is not struck. */
static Status walk_register(Desk *desk, const RegisterDef *def, Status (*each)(void *ctx, Record *record, Error *err),
                            void *ctx, Error *err) {
    enum { WINDOW = 200 };
    QueryContext context = desk_query_context(desk);
    Arena *arena = arena_new(), *window = arena_new();
    Query query;
    Status status = query_parse(def, "", &context, arena, &query, err);
    /* by due would change under us while dues are derived again */
    Order order = {0};
    for (size_t i = 0; i < def->field_count; i++)
        if (def->fields[i].flags & FF_ORDER) order.field = &def->fields[i];
    Select select = {.query = &query, .order = order, .limit = WINDOW};
    for (bool more = true; status == OK && more;) {
        RecordList list;
        arena_clear(window);
        status = select_window(desk->db, &select, window, &list, &more, err);
        for (size_t i = 0; status == OK && i < list.count; i++) {
            select.from = anchor_of(list.items[i], select.order);
            status = each(ctx, list.items[i], err);
        }
    }
    arena_free(window);
    arena_free(arena);
    return status;
}

static Status count_one(void *ctx, Record *record, Error *err) {
    (void)record, (void)err;
    ++*(int64_t *)ctx;
    return OK;
}

/* Rows that stand in a table without the trail having made them. */
static Status verify_counts(Verifying *verifying, Error *err) {
    Status status = OK;
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));) {
        if (def->kind == KIND_CHILD || def->id >= REGISTER_IDS) continue;
        int64_t count = 0;
        status = walk_register(verifying->desk, def, count_one, &count, err);
        if (status != OK || count == verifying->made[def->id]) continue;
        if (verifying->checkup->faults++ < CHECKUP_TOLD)
            strbuf_addf(&verifying->checkup->findings, _("%s: %lld records, and the trail made %lld\n"),
                        lang_text(def->title), (long long)count, (long long)verifying->made[def->id]);
    }
    return status;
}

Status checkup_verify(Desk *desk, Checkup *checkup, Error *err) {
    Verifying verifying = {.desk = desk, .checkup = checkup};
    int64_t checked = 0;
    Status status = db_read_begin(desk->db, err); /* trail and records as of one moment: others may be writing */
    if (status != OK) return status;
    status = trail_verify(desk->db, verify_entry, &verifying, &checked, err);
    checkup->entries = checked;
    if (status == OK) status = verify_counts(&verifying, err);
    trail_head(desk->db, checkup->head);
    db_rollback(desk->db);
    return status;
}

/* -- derived again --------------------------------------------------------------------------------------------- */

typedef struct Rebuilding {
    Desk *desk;
    Checkup *checkup;
} Rebuilding;

static bool same_dues(const Due *a, const Due *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(a[i].rule, b[i].rule) != 0 || a[i].child != b[i].child || a[i].row != b[i].row ||
            a[i].start_at != b[i].start_at || a[i].warn_at != b[i].warn_at || a[i].due_at != b[i].due_at ||
            a[i].hours != b[i].hours)
            return false;
    return true;
}

/* The facts of clocks follow from the rows too: none may come or go. */
static bool same_facts(const ClockFact *a, size_t count, const ClockFact *b, size_t again) {
    for (size_t i = 0; count == again && i < count; i++)
        if (a[i].n != b[i].n || strcmp(a[i].rule, b[i].rule) != 0) return false;
    return count == again;
}

static Status rebuild_one(void *ctx, Record *record, Error *err) {
    Rebuilding *rebuilding = ctx;
    Db *db = rebuilding->desk->db;
    Arena *arena = arena_new();
    Due *before, *after;
    ClockFact *facts, *facts_again;
    size_t count, again, fact_count = 0, facts_after = 0;
    Moment due_at = record->due_at, warn_at = record->warn_at;
    Status status = records_dues(db, record->def, record->no, arena, &before, &count, err);
    if (status == OK) status = clock_facts_load(db, record->def, record->no, false, arena, &facts, &fact_count, err);
    if (status == OK) status = derive_record(rebuilding->desk, record, err);
    if (status == OK) status = records_dues(db, record->def, record->no, arena, &after, &again, err);
    if (status == OK) status = clock_facts_load(db, record->def, record->no, false, arena, &facts_again, &facts_after, err);
    if (status == OK) {
        rebuilding->checkup->records++;
        if (count != again || !same_dues(before, after, count) || due_at != record->due_at ||
            warn_at != record->warn_at)
            finding(rebuilding->checkup, record, _("its dues were not what it gives"));
        else if (!same_facts(facts, fact_count, facts_again, facts_after))
            finding(rebuilding->checkup, record, _("the facts of its clocks were not what it gives"));
    }
    arena_free(arena);
    return status;
}

Status checkup_rebuild(Desk *desk, bool repair, Checkup *checkup, Error *err) {
    Rebuilding rebuilding = {desk, checkup};
    Status status = db_begin(desk->db, err);
    if (status != OK) return status;
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));)
        if (def->kind != KIND_CHILD) status = walk_register(desk, def, rebuild_one, &rebuilding, err);
    if (status == OK && repair) status = db_rebuild_index(desk->db, err);
    if (status == OK && repair) status = db_commit(desk->db, err);
    if (status != OK || !repair) db_rollback(desk->db);
    return status;
}
