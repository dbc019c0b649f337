#include "loket/app/setup.h"

#include <stdio.h>
#include <string.h>

#include "desk_private.h"
#include "loket/app/officer.h"
#include "loket/base/lang.h"
#include "setup_kinds.h"

/* What the first batch is made of. */
typedef struct Batch {
    Change *changes;
    size_t count;
    Arena *arena;
    Moment now;
} Batch;

enum { MOST_CHANGES = 256 };

static Record *add(Batch *batch, const char *key, size_t parent) {
    Record *record = record_new_initial(register_by_key(key), batch->now, batch->arena);
    batch->changes[batch->count++] = (Change){.wanted = record, .parent = parent};
    return record;
}

static void add_checks(Batch *batch, size_t kind, const char *items, const char *moment) {
    if (!items) return;
    char *copy = arena_strdup(batch->arena, lang_text(items)), *rest = copy;
    for (char *item; (item = strsep(&rest, "|"));) {
        Record *check = add(batch, "check", kind);
        record_set_text(check, "item", item);
        record_set_text(check, "moment", moment);
    }
}

static void add_kinds(Batch *batch) {
    for (const DefaultKind *kind = default_kinds; kind->label; kind++) {
        Record *record = add(batch, "kind", 0);
        size_t index = batch->count;
        record_set_text(record, "label", lang_text(kind->label));
        record_set_text(record, "needs", kind->needs);
        record_set_number(record, "lead_days", kind->lead_days);
        record_set_text(record, "large_from", kind->large_from);
        if (kind->large_text) record_set_text(record, "large_text", lang_text(kind->large_text));
        if (kind->usual_source) record_set_text(record, "usual_source", lang_text(kind->usual_source));
        add_checks(batch, index, kind->before, "before");
        add_checks(batch, index, kind->after, "after");
    }
}

/* What a deviation is usually granted on; an organisation changes the set at its own record, a rule may have its own. */
static void add_conditions(Batch *batch, size_t organisation) {
    static const struct {
        const char *kind, *text, *within;
    } usual[] = {{"account", N_("an account for this alone, not the daily one"), "5wd"},
                 {"mfa", N_("a second factor at every login"), "5wd"},
                 {"logging", N_("use is logged, and the log is looked at"), "4w"},
                 {"end_date", N_("it ends by itself on its last day"), NULL}};
    for (size_t i = 0; i < COUNT_OF(usual); i++) {
        Record *row = add(batch, "condition", organisation);
        record_set_text(row, "kind", usual[i].kind);
        record_set_text(row, "text", lang_text(usual[i].text));
        if (usual[i].within) record_set_text(row, "within", usual[i].within);
    }
}

static Status add_officer(Batch *batch, const Setup *setup, const char *login, Error *err) {
    Record *contact = add(batch, "contact", 0);
    record_set_text(contact, "name", setup->officer ? setup->officer : login);
    record_set_text(contact, "roles", "security_officer");
    record_set_text(contact, "login", login);
    record_set_text(contact, "mail", setup->mail);
    record_set_text(contact, "phone", setup->phone);
    contact->no = 1;
    if (setup->own) return OK;
    Record *organisation = add(batch, "organisation", 0);
    add_conditions(batch, batch->count);
    char code[CODE_SIZE];
    code_write(contact->def, contact->no, code);
    Status status = record_parse(organisation, "name", setup->name ? setup->name : _("My organisation"), batch->now,
                                 batch->arena, err);
    if (status == OK) record_set_text(organisation, "officer", arena_strdup(batch->arena, code));
    return status;
}

static Status fill(Desk *desk, const Setup *setup, Error *err) {
    Batch batch = {.arena = arena_new(), .now = desk_now(desk)};
    batch.changes = ARENA_ARRAY(batch.arena, Change, MOST_CHANGES);
    Status status = setup ? add_officer(&batch, setup, desk_env(desk)->login, err) : OK;
    if (!setup || !setup->own) add_kinds(&batch);
    if (status == OK) status = desk_apply(desk, batch.changes, batch.count, NULL, NULL, err);
    if (status == OK && setup) status = desk_tie_me(desk, "CON-0001", err);
    size_t demands;
    if (status == OK && setup && setup->own) status = demands_take_over(desk, &demands, err);
    desk->undo.count = desk->redo.count = 0; /* a file's beginning is not a step to take back */
    arena_free(batch.arena);
    return status;
}

/* The file is at its place when all is in it; what was only half made is none. */
static Status settle(Desk *desk, Status status, Error *err) {
    if (status == OK) status = db_settle(desk->db, err);
    if (status != OK) desk_close(desk);
    return status;
}

static Status begin(const char *path, const Env *env, bool own, bool demo, Desk **desk, Error *err) {
    Status status = desk_open(path, DB_CREATE | DB_UNSETTLED, env, desk, err);
    if (status != OK) return status;
    char text[32];
    moment_write(desk_now(*desk), text);
    status = db_meta_set(desk_db(*desk), "created_at", text, err);
    if (status == OK && demo) status = db_meta_set(desk_db(*desk), "demo", "1", err);
    if (status == OK && own) status = db_meta_set(desk_db(*desk), "own", "1", err);
    (*desk)->demo = demo;
    (*desk)->own = own;
    if (status != OK) desk_close(*desk);
    return status;
}

Status desk_init(const char *path, const Env *env, const Setup *setup, Desk **desk, Error *err) {
    Status status = begin(path, env, setup->own, setup->demo, desk, err);
    if (status != OK) return status;
    return settle(*desk, fill(*desk, setup, err), err);
}

static Status load_sample(Desk *desk, const char *sample, const ImportOptions *options, ImportPlan **plan, Error *err) {
    Status status = import_read(desk, sample, options, plan, err);
    if (status == OK) status = import_apply(desk, *plan, NULL, err);
    if (status == OK && !desk_is_own(desk) && records_count(desk_db(desk), register_by_key("kind"), COUNT_ALL) == 0)
        status = fill(desk, NULL, err);
    Arena *arena = arena_new();
    Record *organisation = status == OK ? desk_organisation(desk, arena) : NULL;
    if (status == OK && !desk_me(desk) && organisation && record_has(organisation, "officer"))
        status = desk_tie_me(desk, record_text(organisation, "officer"), err);
    arena_free(arena);
    desk->undo.count = desk->redo.count = 0;
    return status;
}

Status desk_init_sample(const char *path, const Env *env, bool own, const char *sample, const ImportOptions *options, Desk **desk,
                        ImportPlan **plan, Error *err) {
    ImportPlan *unseen = NULL;
    if (!plan) plan = &unseen;
    *plan = NULL;
    Status status = begin(path, env, own, true, desk, err);
    if (status != OK) return status;
    status = settle(*desk, load_sample(*desk, sample, options, plan, err), err);
    if (plan == &unseen) import_free(unseen);
    return status;
}
