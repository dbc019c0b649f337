#include <stdio.h>
#include <string.h>
#include <stdlib.h>

#include "desk_private.h"
#include "loket/base/lang.h"
#include "loket/store/select.h"

static Status take_user(Desk *desk, const char *login, Error *err) {
    desk->user = db_user(desk->db, login, false, err);
    if (!desk->user && !db_read_only(desk->db)) {
        Status status = db_begin(desk->db, err);
        if (status == OK && !(desk->user = db_user(desk->db, login, true, err))) status = err ? err->status : ERR_BUG;
        if (status == OK) status = db_commit(desk->db, err);
        if (status != OK) {
            db_rollback(desk->db);
            return status;
        }
    }
    Arena *arena = arena_new();
    const char *code = db_user_contact(desk->db, desk->user, arena);
    snprintf(desk->me, sizeof desk->me, "%s", code ? code : "");
    arena_free(arena);
    return OK;
}

Status desk_open(const char *path, unsigned flags, const Env *env, Desk **out, Error *err) {
    Desk *desk = calloc(1, sizeof *desk);
    if (!desk) abort();
    desk->env = env;
    desk->scratch = arena_new();
    desk->policy_arena = arena_new();
    Status status = db_open(path, flags, env, &desk->db, err);
    if (status == OK) status = take_user(desk, env->login, err);
    if (status != OK) {
        desk_close(desk);
        return status;
    }
    unsigned char bytes[(SESSION_SIZE - 1) / 2];
    env->random(env->ctx, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(desk->session + 2 * i, 3, "%02x", bytes[i]);
    Arena *arena = arena_new();
    desk->demo = db_meta(desk->db, "demo", arena) != NULL;
    desk->own = db_meta(desk->db, "own", arena) != NULL;
    arena_free(arena);
    *out = desk;
    return OK;
}

void desk_close(Desk *desk) {
    if (!desk) return;
    db_close(desk->db);
    arena_free(desk->scratch);
    arena_free(desk->policy_arena);
    free(desk);
}

void desk_watch(Desk *desk, void (*progress)(void *, size_t, size_t), void *ctx) {
    desk->watch.progress = progress;
    desk->watch.ctx = ctx;
}

Db *desk_db(Desk *desk) {
    return desk->db;
}

const Env *desk_env(const Desk *desk) {
    return desk->env;
}

Moment desk_now(const Desk *desk) {
    return env_now(desk->env);
}

int64_t desk_user(const Desk *desk) {
    return desk->user;
}

const char *desk_me(const Desk *desk) {
    return desk->me[0] ? desk->me : NULL;
}

bool desk_is_demo(Desk *desk) {
    return desk->demo;
}

bool desk_is_own(const Desk *desk) {
    return desk->own;
}

bool desk_holds(const Desk *desk, const RegisterDef *def) {
    return def->kind == KIND_CHILD || def->belongs == BELONGS_BOTH || (def->belongs == BELONGS_OWN) == desk->own;
}

Status desk_note(Desk *desk, const char *op, const char *fields, const char *body, Error *err) {
    TrailEntry entry = {.at = desk_now(desk), .actor = desk->user, .session = desk->session, .op = op, .fields = fields, .body = body};
    Status status = trail_append_alone(desk->db, &entry, err);
    if (status != OK && db_read_only(desk->db)) error_where(err, "%s", _("this is written in the trail"));
    return status;
}

Status desk_act_as(Desk *desk, const char *login, Error *err) {
    if (!desk->demo) {
        fail(err, ERR_INVALID, _("only a demo file may be given a past: '%s'"), "by");
        return error_hint(err, "%s", _("make one with: loket init --demo"));
    }
    return take_user(desk, login ? login : desk->env->login, err);
}

Status desk_tie_me(Desk *desk, const char *code, Error *err) {
    Status status = db_begin(desk->db, err);
    if (status == OK) status = db_user_tie(desk->db, desk->user, code, err);
    if (status == OK) status = db_commit(desk->db, err);
    if (status != OK)
        db_rollback(desk->db);
    else
        snprintf(desk->me, sizeof desk->me, "%s", code ? code : "");
    return status;
}

Record *desk_organisation(Desk *desk, Arena *arena) {
    Record *record;
    return records_load(desk->db, register_by_key("organisation"), 1, arena, &record, NULL) == OK ? record : NULL;
}

void desk_set_private(Desk *desk, bool on) {
    db_set_ceiling(desk->db, on ? DB_SEES_INTERNAL : DB_SEES_ALL);
}

bool desk_private(const Desk *desk) {
    return db_ceiling(desk->db) < DB_SEES_ALL;
}

int64_t desk_revision(Desk *desk) {
    return trail_last(desk->db);
}

Status desk_find(Desk *desk, const char *code, Arena *arena, Record **record, Error *err) {
    return records_find(desk->db, code, arena, record, err);
}

const char *desk_title_of(Desk *desk, const char *code, Arena *arena) {
    Record *record;
    const RegisterDef *def;
    int64_t no;
    if (!code_parse(code, &def, &no) || records_load(desk->db, def, no, arena, &record, NULL) != OK) return code;
    const char *title = record_title(record);
    return *title ? title : code;
}

void desk_format(Desk *desk, const Record *record, const FieldDef *field, StrBuf *out) {
    if (record_has(record, field->key) && record_hides(record, field))
        strbuf_add(out, _("shielded (not sealed)"));
    else
        desk_format_asked(desk, record, field, out);
}

void desk_format_asked(Desk *desk, const Record *record, const FieldDef *field, StrBuf *out) {
    Value value = record_value(record, field->key);
    bool links = field->type == FT_LINK || field->type == FT_LINKS || field->type == FT_PARTY;
    if (!value.set || !links) {
        field_format(field, record->def, value, out);
        return;
    }
    Arena *arena = arena_new();
    char code[CODE_SIZE];
    const RegisterDef *def;
    int64_t no;
    if (field->type == FT_PARTY && !code_parse(value.text, &def, &no))
        strbuf_add(out, value.text);
    else
        for (const char *codes = value.text, *gap = ""; text_next_word(&codes, code, sizeof code); gap = ", ")
            strbuf_addf(out, "%s%s", gap, desk_title_of(desk, code, arena));
    arena_free(arena);
}

static const char *person(void *ctx, const char *name) {
    Desk *desk = ctx;
    Found *found;
    size_t count = desk_named(desk, register_by_key("contact"), name, desk->scratch, &found);
    if (count != 1) return NULL;
    char *code = arena_alloc(desk->scratch, CODE_SIZE);
    code_write(found[0].def, found[0].no, code);
    return code;
}

QueryContext desk_query_context(Desk *desk) {
    arena_clear(desk->scratch);
    return (QueryContext){.now = desk_now(desk), .me = desk_me(desk), .person = person, .ctx = desk};
}
