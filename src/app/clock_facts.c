/* From what people entered to facts: for each regime its judgements, the notices sent, the fields it names. */
#include <string.h>
#include <strings.h>

#include "clocks_private.h"
#include "desk_private.h"
#include "loket/model/rules.h"

/* What one record gives. */
typedef struct Source {
    Desk *desk;
    const Policy *policy;
    const Record *record, *organisation;
    RecordList judgements, notices;
    FactList *list;
    bool *started; /* by regime: something started it */
    Moment *first_met, *last_met;
} Source;

bool clocks_concern(const Policy *policy, const RegisterDef *def) {
    if (register_is_child_of(register_by_key("judgement"), def)) return true;
    for (size_t i = 0; i < policy->count; i++)
        if (text_equal(policy->items[i].reg, def->key)) return true;
    return false;
}

static size_t index_of(const Source *source, const Regime *regime) {
    return (size_t)(regime - source->policy->items);
}

static void add(Source *source, const Regime *regime, ClockFact fact) {
    FactList *list = source->list;
    if (list->count == list->room) {
        ClockFact *grown = ARENA_ARRAY(list->arena, ClockFact, list->room = list->room ? list->room * 2 : 16);
        if (list->count) memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
    }
    fact.rule = regime->code;
    list->items[list->count++] = fact;
    size_t at = index_of(source, regime);
    if (fact.kind == FACT_START || fact.kind == FACT_IF_SO) source->started[at] = true;
    if (fact.kind == FACT_NA) source->started[at] = false;
    if (fact.kind != FACT_MET && fact.kind != FACT_LATE) return;
    if (!source->first_met[at] || fact.moment < source->first_met[at]) source->first_met[at] = fact.moment;
    if (fact.moment > source->last_met[at]) source->last_met[at] = fact.moment;
}

/* A date stands for the beginning of its day: the earliest that is plausible. */
static bool field_moment(const Record *record, const char *key, Moment *moment) {
    Value value = record_value(record, key);
    if (!value.set) return false;
    *moment = register_field(record->def, key)->type == FT_DATE ? moment_at(value.number, 0) : (Moment)value.number;
    return true;
}

static bool names(const Record *row, const Regime *regime) {
    const char *code = record_text(row, "regime");
    return code && strcasecmp(code, regime->code) == 0;
}

/* -- judgements ------------------------------------------------------------------------------------------------- */

static bool judged(const Source *source, const Regime *regime) {
    for (size_t i = 0; i < source->judgements.count; i++)
        if (names(source->judgements.items[i], regime)) return true;
    return false;
}

static ClockFact fact_of(const Record *row, ClockFactKind kind, Moment moment) {
    return (ClockFact){.kind = kind,
                       .has_moment = kind != FACT_NA,
                       .moment = moment,
                       .estimated = kind != FACT_NA && record_number(row, "estimated", 0) != 0,
                       .reason = record_text(row, "reason"),
                       .by = record_text(row, "judged_by")};
}

/* An earlier start counts at once, a later one only when somebody answers for it with a reason. */
static bool may_move(const Record *row, Moment from, Moment to) {
    return to < from || (record_has(row, "judged_by") && record_has(row, "reason"));
}

/* Awareness comes with the judgement "unknown", classification with "yes": two moments, not a correction. */
static bool has_two_starts(const Regime *regime) {
    return deadline_rule(regime->rule)->start_count == 2;
}

typedef struct Judging {
    const Regime *regime; /* whose clock it is */
    bool started, if_so;
    Moment start;
} Judging;

static void judge_start(Source *source, Judging *judging, const Record *row, Moment known) {
    bool if_so = record_is(row, "applies", "unknown");
    bool was_if_so = judging->if_so, two = has_two_starts(judging->regime);
    if (!judging->started) {
        Moment received;
        if (two && !if_so && register_field(source->record->def, "received_at") && field_moment(source->record, "received_at", &received) &&
            received < known)
            add(source, judging->regime, (ClockFact){.kind = FACT_AWARE, .has_moment = true, .moment = received, .estimated = true});
        add(source, judging->regime, fact_of(row, if_so ? FACT_IF_SO : FACT_START, known));
        *judging = (Judging){judging->regime, true, if_so, known};
        return;
    }
    if (two && was_if_so && !if_so) {
        add(source, judging->regime, (ClockFact){.kind = FACT_AWARE, .has_moment = true, .moment = judging->start});
        judging->start = known;
    } else if (known != judging->start && may_move(row, judging->start, known)) {
        judging->start = known;
        if (if_so == was_if_so) add(source, judging->regime, fact_of(row, FACT_CORRECT, known));
    }
    if (if_so != was_if_so) add(source, judging->regime, fact_of(row, if_so ? FACT_IF_SO : FACT_START, judging->start));
    judging->if_so = if_so;
}

static bool is_last(const Source *source, size_t at, const Regime *by) {
    for (size_t i = at + 1; i < source->judgements.count; i++)
        if (names(source->judgements.items[i], by)) return false;
    return true;
}

/* The rows that name `by` start, correct or stop the clock of `regime`. */
static void add_judgements(Source *source, const Regime *regime, const Regime *by) {
    Judging judging = {.regime = regime};
    for (size_t i = 0; i < source->judgements.count; i++) {
        const Record *row = source->judgements.items[i];
        Moment known = 0;
        if (!names(row, by)) continue;
        if (record_is(row, "applies", "no")) {
            if (regime->after && !is_last(source, i, by)) continue; /* it starts by its chain, only the last word counts */
            add(source, regime, fact_of(row, FACT_NA, 0));
            judging.started = false;
        } else if (field_moment(row, "known_since", &known) && regime_in_force(regime, known) && !regime->after) {
            judge_start(source, &judging, row, known);
        }
    }
}

/* -- fields ------------------------------------------------------------------------------------------------------- */

static void add_pause(Source *source, const Regime *regime, const char *fields) {
    static const ClockFactKind kinds[] = {FACT_PAUSE, FACT_RESUME};
    char field[64];
    Moment moment;
    for (size_t i = 0; i < COUNT_OF(kinds) && text_next_word(&fields, field, sizeof field); i++)
        if (field_moment(source->record, field, &moment))
            add(source, regime, (ClockFact){.kind = kinds[i], .has_moment = true, .moment = moment});
}

/* Without a judgement the conditions decide, from the field that the regime names: at the latest then it was known. */
static void add_conditions(Source *source, const Regime *regime) {
    const Record *record = source->record;
    const char *because = regime->unless_because ? record_text(record, regime->unless_because) : NULL;
    bool applies = condition_fits(&regime->when, record), maybe = !applies && condition_fits(&regime->if_so, record);
    if (!applies && !maybe) {
        if (because && condition_fits(&regime->unless, record)) add(source, regime, (ClockFact){.kind = FACT_NA, .reason = because});
        return;
    }
    char field[64];
    Moment start;
    const char *fields = regime->starts;
    if (!fields || !text_next_word(&fields, field, sizeof field) || !field_moment(record, field, &start) || !regime_in_force(regime, start)) return;
    add(source, regime,
        (ClockFact){.kind = applies ? FACT_START : FACT_IF_SO, .has_moment = true, .moment = start, .estimated = regime_hours(regime)});
    if (deadline_rule(regime->rule)->start_count == 3) add_pause(source, regime, fields);
}

/* -- what ends and extends it -------------------------------------------------------------------------------------- */

static void add_notices(Source *source, const Regime *regime) {
    for (size_t i = 0; i < source->notices.count; i++) {
        const Record *row = source->notices.items[i];
        Moment sent;
        if (!names(row, regime) || !field_moment(row, "sent_at", &sent)) continue;
        ClockFact fact = {.has_moment = true, .moment = sent, .by = record_text(row, "sent_by")};
        if (record_is(row, "step", "extension")) {
            fact.kind = FACT_EXTEND;
            fact.reason = record_text(row, "reason");
        } else if (record_is(row, "step", "supplement") || record_is(row, "step", "withdrawn")) {
            continue;
        } else {
            fact.kind = record_has(row, "late_because") ? FACT_LATE : FACT_MET;
            fact.reason = record_text(row, "late_because");
        }
        add(source, regime, fact);
    }
}

/* "reporter.answered_on": met when all rows have it, at the last of them. Who was answered needs no acknowledgement any more, and nobody
 * can answer a reporter of whom nothing is known: such rows say when by themselves, or count no longer. */
static bool is_excused(const Record *row) {
    return strcmp(row->def->key, "reporter") == 0 && rule_answered(row);
}

static Status add_met_by_rows(Source *source, const Regime *regime, const char *dot, Error *err) {
    char *child = arena_strndup(source->list->arena, regime->met, (size_t)(dot - regime->met));
    RecordList rows;
    Status status = records_children(source->desk->db, source->record->def, source->record->no, register_by_key(child), false,
                                     source->list->arena, &rows, err);
    Moment last = 0, moment;
    bool all = status == OK && rows.count > 0;
    for (size_t i = 0; all && i < rows.count; i++) {
        const Record *row = rows.items[i];
        all = field_moment(row, dot + 1, &moment) || is_excused(row);
        if (all && !record_has(row, dot + 1) && !field_moment(row, "answered_on", &moment)) moment = row->updated_at;
        if (all && moment > last) last = moment;
    }
    if (all) add(source, regime, (ClockFact){.kind = FACT_MET, .has_moment = true, .moment = last});
    return status;
}

static Status add_met(Source *source, const Regime *regime, Error *err) {
    const char *dot = regime->met ? strchr(regime->met, '.') : NULL;
    Moment moment;
    if (dot) return add_met_by_rows(source, regime, dot, err);
    if (regime->met && field_moment(source->record, regime->met, &moment))
        add(source, regime, (ClockFact){.kind = FACT_MET, .has_moment = true, .moment = moment});
    return OK;
}

static void add_extension(Source *source, const Regime *regime) {
    Moment told;
    if (!regime->extended || !field_moment(source->record, regime->extended, &told)) return;
    const char *because = regime->extended_because ? record_text(source->record, regime->extended_because) : NULL;
    add(source, regime, (ClockFact){.kind = FACT_EXTEND, .has_moment = true, .moment = told, .reason = because});
}

/* Starts when the one before it was sent; for one whose predecessor nobody clocks, by its own judgement. */
static void add_chain(Source *source, const Regime *regime) {
    const Regime *before = policy_find(source->policy, regime->after);
    size_t at = index_of(source, before);
    Moment start = regime->after_last ? source->last_met[at] : source->first_met[at];
    for (size_t i = 0; !start && !source->started[at] && i < source->judgements.count; i++) {
        const Record *row = source->judgements.items[i];
        if (names(row, regime) && !record_is(row, "applies", "no")) field_moment(row, "known_since", &start);
    }
    if (start && regime_in_force(regime, start)) add(source, regime, (ClockFact){.kind = FACT_START, .has_moment = true, .moment = start});
}

/* -- all of it ------------------------------------------------------------------------------------------------------ */

static Status add_regime(Source *source, const Regime *regime, Error *err) {
    const RegisterDef *def = source->record->def;
    if (regime->reg && strcmp(regime->reg, def->key) != 0) return OK;
    const Regime *shared = regime->same_as ? policy_find(source->policy, regime->same_as) : NULL;
    bool own = judged(source, regime), chosen = regime_chosen(regime, source->organisation);
    if (regime->after && (chosen || own)) add_chain(source, regime);
    if (own)
        add_judgements(source, regime, regime);
    else if (chosen && shared && judged(source, shared))
        add_judgements(source, regime, shared);
    else if (chosen && !regime->after)
        add_conditions(source, regime);
    add_notices(source, regime);
    if (source->started[index_of(source, regime)] || regime->after || own) {
        add_extension(source, regime);
        return add_met(source, regime, err);
    }
    return OK;
}

static Status load_rows(Source *source, const char *key, RecordList *rows, Error *err) {
    const RegisterDef *child = register_by_key(key), *def = source->record->def;
    *rows = (RecordList){0};
    if (!register_is_child_of(child, def)) return OK;
    return records_children(source->desk->db, def, source->record->no, child, false, source->list->arena, rows, err);
}

Status clock_facts_of(Desk *desk, const Record *record, Arena *arena, FactList *list, Error *err) {
    const Policy *policy = desk_policy(desk);
    *list = (FactList){.arena = arena};
    if (record->voided_at || record->def->kind != KIND_RECORDS || !clocks_concern(policy, record->def)) return OK;
    Source source = {.desk = desk, .policy = policy, .record = record, .organisation = desk_organisation(desk, arena), .list = list};
    source.started = ARENA_ARRAY(arena, bool, policy->count + 1);
    source.first_met = ARENA_ARRAY(arena, Moment, policy->count + 1);
    source.last_met = ARENA_ARRAY(arena, Moment, policy->count + 1);
    Status status = load_rows(&source, "judgement", &source.judgements, err);
    if (status == OK) status = load_rows(&source, "notice", &source.notices, err);
    for (size_t i = 0; status == OK && i < policy->count; i++) status = add_regime(&source, &policy->items[i], err);
    return status;
}
