/* Clocks within a change: facts kept, dues derived, what they refuse, and all of it again when the regimes change. */
#include <string.h>
#include <strings.h>

#include "clocks_private.h"
#include "desk_private.h"
#include "loket/base/lang.h"

static const char *who(const Desk *desk) {
    return desk->me[0] ? desk->me : desk->env->login;
}

static Due due_of(const Clock *clock) {
    return (Due){.rule = clock->regime->code,
                 .start_at = clock->input.starts[0],
                 .warn_at = clock_warn_at(clock),
                 .due_at = clock->result.due,
                 .hours = regime_hours(clock->regime)};
}

Status clocks_derive(Desk *desk, const Record *record, Due *dues, size_t room, size_t *count, Error *err) {
    if (record->def->kind != KIND_RECORDS || !clocks_concern(desk_policy(desk), record->def)) return OK;
    Arena *arena = arena_new();
    FactList facts;
    Clock *clocks;
    size_t clock_count = 0;
    Status status = clock_facts_of(desk, record, arena, &facts, err);
    if (status == OK)
        status = clock_facts_sync(desk->db, record->def, record->no, facts.items, facts.count, desk_now(desk), who(desk), NULL, err);
    if (status == OK && record_open(record)) status = clocks_compute(desk, record, &facts, arena, &clocks, &clock_count, err);
    for (size_t i = 0; status == OK && i < clock_count && *count < room; i++) {
        const Clock *clock = &clocks[i];
        bool running = clock->state == CLOCK_RUNNING || clock->state == CLOCK_IF_SO;
        if (running && clock->has_due) dues[(*count)++] = due_of(clock);
    }
    arena_free(arena);
    return status;
}

/* -- what is refused -------------------------------------------------------------------------------------------------- */

typedef struct Checking {
    Desk *desk;
    const Record *record; /* whose clocks they are */
    Clock *clocks;
    size_t count;
    Problems *problems;
} Checking;

static const Clock *find_clock(const Checking *checking, const char *code) {
    for (size_t i = 0; code && i < checking->count; i++)
        if (strcasecmp(checking->clocks[i].regime->code, code) == 0) return &checking->clocks[i];
    return NULL;
}

static const char *day_words(Moment moment, Arena *arena) {
    StrBuf text;
    strbuf_init(&text);
    moment_format(moment, &text);
    const char *words = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return words;
}

static void check_extended(const Checking *checking, const Clock *clock, Moment told, const RegisterDef *def, const char *key, Arena *arena) {
    if (!clock->regime->extension_count) {
        problem_add(checking->problems, def, key, _("%s has no extension"), clock->regime->code);
        return;
    }
    if (clock->has_due && told > clock->first_due)
        problem_add(checking->problems, def, key, _("%s ended %s: told after that it is not extended"), clock->regime->code,
                    day_words(clock->first_due, arena));
}

static void check_notice(const Checking *checking, const Record *row, Arena *arena) {
    const Clock *clock = find_clock(checking, record_text(row, "regime"));
    if (!clock || !record_has(row, "sent_at") || record_is(row, "step", "supplement") || record_is(row, "step", "withdrawn")) return;
    Moment sent = record_number(row, "sent_at", 0);
    if (record_is(row, "step", "extension")) {
        check_extended(checking, clock, sent, row->def, "sent_at", arena);
        return;
    }
    bool first = clock->done_at == sent && !clock->regime->target; /* only a term of the law asks for a reason */
    if (first && clock->has_due && sent > clock->result.due && !record_has(row, "late_because"))
        problem_add(checking->problems, row->def, "late_because", _("%s ended %s: say why it was sent later"), clock->regime->code,
                    day_words(clock->result.due, arena));
}

/* The start in force before this row: an earlier one counts at once, a later one must be answered for. */
static Status check_judgement(const Checking *checking, const Record *row, Arena *arena, Error *err) {
    const Regime *regime = policy_find(desk_policy(checking->desk), record_text(row, "regime"));
    if (!regime || record_is(row, "applies", "no") || !record_has(row, "known_since")) return OK;
    if (record_has(row, "reason") && record_has(row, "judged_by")) return OK;
    RecordList rows;
    Status status = records_children(checking->desk->db, checking->record->def, checking->record->no, row->def, false, arena, &rows, err);
    Moment start = 0;
    bool if_so = false;
    for (size_t i = 0; status == OK && i < rows.count && rows.items[i]->no < row->no; i++) {
        const Record *other = rows.items[i];
        if (policy_find(desk_policy(checking->desk), record_text(other, "regime")) != regime) continue;
        start = record_is(other, "applies", "no") ? 0 : record_number(other, "known_since", start);
        if_so = record_is(other, "applies", "unknown");
    }
    /* aware, and classified later: two moments */
    bool second = deadline_rule(regime->rule)->start_count == 2 && if_so && record_is(row, "applies", "yes");
    if (status == OK && start && !second && record_number(row, "known_since", 0) > start)
        problem_add(checking->problems, row->def, record_has(row, "reason") ? "judged_by" : "reason",
                    _("a later start needs who judged it and why"));
    return status;
}

static void check_fields(const Checking *checking, const Record *before, const Record *after, Arena *arena) {
    for (size_t i = 0; i < checking->count; i++) {
        const Clock *clock = &checking->clocks[i];
        const char *key = clock->regime->extended;
        if (!key || !record_has(after, key)) continue;
        const FieldDef *field = register_field(after->def, key);
        if (before && value_equal(field, record_value(before, key), record_value(after, key))) continue;
        check_extended(checking, clock, clock->extended_at, after->def, key, arena);
    }
}

static bool is_closed(const Record *record) {
    const StateDef *state = record_state(record);
    return state && !state->open && !clocks_ended(record);
}

/* Nothing is closed over a duty that still can be met; one that was missed stays as a fact. */
static void check_closed(const Checking *checking, const RegisterDef *def, const char *key, Arena *arena) {
    Moment now = desk_now(checking->desk);
    for (size_t i = 0; i < checking->count; i++) {
        const Clock *clock = &checking->clocks[i];
        bool running = clock->state == CLOCK_RUNNING || clock->state == CLOCK_IF_SO;
        if (!running || clock->regime->target || !clock->has_due || clock->result.due < now) continue;
        problem_add(checking->problems, def, key, _("%s (%s) runs until %s: send it, or judge that it does not apply"), clock->regime->code,
                    policy_text(clock->regime->title), day_words(clock->result.due, arena));
    }
}

Status clocks_check(Desk *desk, const Record *before, const Record *after, Problems *problems, Error *err) {
    bool judgement = strcmp(after->def->key, "judgement") == 0, notice = strcmp(after->def->key, "notice") == 0;
    const RegisterDef *def = after->parent ? after->parent : after->def;
    if ((after->parent && !judgement && !notice) || !clocks_concern(desk_policy(desk), def)) return OK;
    Arena *arena = arena_new();
    Checking checking = {.desk = desk, .record = after, .problems = problems};
    Record *parent;
    FactList facts;
    Status status = OK;
    if (after->parent) {
        status = records_load(desk->db, after->parent, after->parent_no, arena, &parent, err);
        if (status == OK) checking.record = parent;
    }
    if (status == OK) status = clock_facts_of(desk, checking.record, arena, &facts, err);
    if (status == OK) status = clocks_compute(desk, checking.record, &facts, arena, &checking.clocks, &checking.count, err);
    if (status == OK && notice) check_notice(&checking, after, arena);
    if (status == OK && judgement) status = check_judgement(&checking, after, arena, err);
    if (status == OK && !after->parent) check_fields(&checking, before, after, arena);
    /* a row may start one on what is closed already: then it is to be opened again first */
    bool closing = !after->parent && !(before && is_closed(before));
    if (status == OK && is_closed(checking.record) && (closing || after->parent))
        check_closed(&checking, after->def, after->parent ? "regime" : "state", arena);
    arena_free(arena);
    return status;
}

/* -- all of them again -------------------------------------------------------------------------------------------------- */

bool clocks_touched(const Record *before, const Record *after) {
    static const char *const keys[] = {"regimes", "eu_good_friday", "public_body", "whistleblower_desk"};
    const Record *any = after ? after : before;
    if (strcmp(any->def->key, "organisation") != 0) return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const FieldDef *field = register_field(any->def, keys[i]);
        Value none = {0};
        if (!value_equal(field, before ? record_value(before, keys[i]) : none, after ? record_value(after, keys[i]) : none)) return true;
    }
    return false;
}

static const Due *find_due(const Due *dues, size_t count, const Due *due) {
    for (size_t i = 0; i < count; i++)
        if (dues[i].child == due->child && dues[i].row == due->row && strcmp(dues[i].rule, due->rule) == 0) return &dues[i];
    return NULL;
}

/* Of a regime as it is now, or as it was before the change. */
static bool is_clock(Desk *desk, const Due *due) {
    return !due->child && (policy_find(desk_policy(desk), due->rule) || policy_find(&desk->policy_before, due->rule));
}

/* `was` and `is` are all dues of one record; others than clocks are none of this change. */
static void compare_dues(Desk *desk, PolicyChange *change, const Due *was, size_t was_count, const Due *is, size_t is_count) {
    size_t differ = change->started + change->ended + change->moved, before = differ;
    for (size_t i = 0; i < is_count; i++) {
        if (!is_clock(desk, &is[i])) continue;
        const Due *old = find_due(was, was_count, &is[i]);
        change->started += !old;
        change->moved += old && (old->due_at != is[i].due_at || old->warn_at != is[i].warn_at);
    }
    for (size_t i = 0; i < was_count; i++) change->ended += is_clock(desk, &was[i]) && !find_due(is, is_count, &was[i]);
    differ = change->started + change->ended + change->moved;
    change->records++;
    change->changed += differ != before;
}

static Status recompute_one(Desk *desk, Record *record, Arena *arena, Error *err) {
    Due *was, *is;
    size_t was_count, is_count;
    if (!desk->policy_change) return derive_record(desk, record, err); /* nobody asks what it did */
    Status status = records_dues(desk->db, record->def, record->no, arena, &was, &was_count, err);
    if (status == OK) status = derive_record(desk, record, err);
    if (status == OK) status = records_dues(desk->db, record->def, record->no, arena, &is, &is_count, err);
    if (status == OK) compare_dues(desk, desk->policy_change, was, was_count, is, is_count);
    return status;
}

static bool recomputed(Desk *desk, const RegisterDef *def) {
    return def->kind == KIND_RECORDS && clocks_concern(desk_policy(desk), def);
}

Status clocks_recompute(Desk *desk, Error *err) {
    return derive_all(desk, recomputed, recompute_one, err);
}
