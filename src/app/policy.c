#include "loket/app/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clocks_private.h"
#include "desk_private.h"
#include "loket/base/lang.h"
#include "loket/store/policy.h"
#include "loket/base/log.h"
#include "loket/io/json.h"

static const char kind[] = "regimes";

/* -- reading ------------------------------------------------------------------------------------------------------ */

static void read_own(Desk *desk, Policy *policy) {
    const char *own = policy_load(desk->db, kind, desk->policy_arena, desk->policy_hash);
    desk->policy_problem = NULL;
    if (!own) return;
    StrBuf problems;
    Error err = {0};
    strbuf_init(&problems);
    if (policy_read(policy, own, strlen(own), _("own regimes"), true, &problems, desk->policy_arena, &err) != OK)
        strbuf_addf(&problems, "%s: %s\n", err.where, err.message);
    if (problems.length) desk->policy_problem = arena_strdup(desk->policy_arena, problems.data);
    strbuf_done(&problems);
}

/* The built-in text is part of the program: that it can be read is proven by a test. */
static void read_all(Desk *desk) {
    Error err = {0};
    Policy policy;
    if (policy_builtin(&policy, desk->policy_arena, &err) != OK) {
        log_error(desk->env, &err);
        policy = (Policy){0};
    }
    read_own(desk, &policy);
    desk->policy = policy;
    desk->policy_read = true;
}

const Policy *desk_policy(Desk *desk) {
    char hash[65];
    if (desk->policy_read) policy_hash(desk->db, kind, hash);
    if (!desk->policy_read || strcmp(hash, desk->policy_hash) != 0) read_all(desk);
    return &desk->policy;
}

const char *policy_problem(Desk *desk) {
    desk_policy(desk);
    return desk->policy_problem;
}

const char *policy_label(Desk *desk, const char *code) {
    const Regime *regime = code ? policy_find(desk_policy(desk), code) : NULL;
    return regime ? policy_text(regime->title) : NULL;
}

/* -- changing ------------------------------------------------------------------------------------------------------- */

static int64_t count_clocks(Desk *desk) {
    const Policy *policy = desk_policy(desk);
    int64_t count = 0;
    for (size_t i = 0; i < policy->count; i++) count += records_due_by(desk->db, policy->items[i].code);
    return count;
}

/* The change of text as an entry of the organisation, by its hashes: the text itself stands in the file, and is exported. */
static Status write_entry(Desk *desk, const char *was, const char *is, Error *err) {
    StrBuf body;
    strbuf_init(&body);
    strbuf_add(&body, "{\"policy\":[");
    json_write_string(was, &body);
    strbuf_add(&body, ",");
    json_write_string(is, &body);
    strbuf_add(&body, "]}");
    TrailEntry entry = {.at = desk_now(desk),
                        .actor = desk->user,
                        .session = desk->session,
                        .reg = register_by_key("organisation")->id,
                        .no = 1,
                        .op = "policy",
                        .fields = "policy",
                        .body = body.data};
    Status status = trail_append(desk->db, &entry, err);
    strbuf_done(&body);
    return status;
}

static Status check_text(Desk *desk, const char *data, size_t length, const char *name, size_t *regimes, Error *err) {
    Arena *arena = arena_new();
    Policy policy, own = {0};
    (void)desk;
    Status status = policy_builtin(&policy, arena, err);
    if (status == OK) status = policy_read(&policy, data, length, name, false, NULL, arena, err);
    for (size_t i = 0; status == OK && i < policy.count; i++) own.count += policy.items[i].own;
    *regimes = own.count;
    arena_free(arena);
    return status;
}

static Status keep_text(Desk *desk, const char *text, Error *err) {
    char was[65], is[65];
    policy_hash(desk->db, kind, was);
    Status status = policy_store(desk->db, kind, text, is, err);
    if (status == OK && strcmp(was, is) != 0) status = write_entry(desk, was, is, err);
    if (status == OK) status = clocks_recompute(desk, err);
    return status;
}

static void watch_begin(Desk *desk, PolicyChange *change) {
    *change = (PolicyChange){.before = (size_t)count_clocks(desk)};
    desk->policy_before = *desk_policy(desk);
    desk->policy_change = change;
}

static void watch_end(Desk *desk, PolicyChange *change) {
    desk->policy_change = NULL;
    change->after = (size_t)count_clocks(desk);
}

Status policy_import(Desk *desk, const char *data, size_t length, const char *name, PolicyChange *change, Error *err) {
    PolicyChange own_change;
    size_t regimes;
    if (!change) change = &own_change;
    Status status = check_text(desk, data, length, name, &regimes, err);
    if (status != OK) return status;
    watch_begin(desk, change);
    char *text = strndup(data, length);
    if (!text) abort();
    status = db_begin(desk->db, err);
    if (status == OK) status = keep_text(desk, regimes ? text : NULL, err);
    if (status == OK) status = db_commit(desk->db, err);
    if (status != OK) db_rollback(desk->db);
    free(text);
    desk->policy_read = false;
    watch_end(desk, change);
    return status;
}

Status policy_export(Desk *desk, StrBuf *out, Error *err) {
    (void)err;
    Arena *arena = arena_new();
    size_t length;
    const char *own = policy_load(desk->db, kind, arena, NULL);
    const char *text = own ? own : policy_builtin_text(&length);
    strbuf_add(out, text);
    arena_free(arena);
    return OK;
}

Status policy_choose(Desk *desk, const char *groups, PolicyChange *change, Error *err) {
    PolicyChange own_change;
    if (!change) change = &own_change;
    Arena *arena = arena_new();
    Record *seen = desk_organisation(desk, arena);
    if (!seen) {
        arena_free(arena);
        return fail(err, ERR_MISSING, "%s", _("this file has no organisation"));
    }
    Record *wanted = record_copy(seen, arena);
    Status status = record_parse(wanted, "regimes", groups, desk_now(desk), arena, err);
    watch_begin(desk, change);
    if (status == OK) status = desk_apply(desk, &(Change){.seen = seen, .wanted = wanted}, 1, NULL, NULL, err);
    watch_end(desk, change);
    arena_free(arena);
    return status;
}

void policy_change_format(const PolicyChange *change, StrBuf *out) {
    unsigned long records = (unsigned long)change->records;
    strbuf_addf(out, ngettext("%lu record looked at", "%lu records looked at", records), records);
    strbuf_addf(out, _("; clocks: %zu started, %zu ended, %zu moved, %zu running"), change->started, change->ended, change->moved, change->after);
}
