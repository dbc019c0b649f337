#include "loket/app/clocks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clocks_private.h"
#include "desk_private.h"
#include "loket/app/agenda.h"
#include "loket/base/lang.h"

/* -- computing ---------------------------------------------------------------------------------------------------- */

static bool runs(const Clock *clock) {
    return clock->state == CLOCK_RUNNING || clock->state == CLOCK_IF_SO;
}

static const Clock *clock_with(const Clock *clocks, size_t count, const char *code) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(clocks[i].regime->code, code) == 0) return &clocks[i];
    return NULL;
}

Status clocks_compute(Desk *desk, const Record *record, const FactList *facts, Arena *arena, Clock **clocks, size_t *count, Error *err) {
    (void)err;
    const Policy *policy = desk_policy(desk);
    *clocks = ARENA_ARRAY(arena, Clock, policy->count + 1);
    *count = 0;
    if (!facts->count) return OK; /* nothing started, so nothing is to be forecast */
    const Record *organisation = desk_organisation(desk, arena);
    bool good_friday = organisation && record_number(organisation, "eu_good_friday", 0) != 0;
    for (size_t i = 0; i < policy->count; i++) {
        const Regime *regime = &policy->items[i];
        Clock *clock = &(*clocks)[*count];
        if (regime->reg && strcmp(regime->reg, record->def->key) != 0) continue;
        clock_compute(regime, facts->items, facts->count, good_friday, clock);
        const Clock *before = regime->after ? clock_with(*clocks, *count, regime->after) : NULL;
        if (before && before->has_due && (runs(before) || before->state == CLOCK_FORECAST) && regime_chosen(regime, organisation))
            clock_forecast(clock, before->result.due, good_friday);
        *count += clock->state != CLOCK_NONE;
    }
    return OK;
}

bool clocks_ended(const Record *record) {
    const StateDef *state = record_state(record);
    return record->voided_at || (state && !state->open && strcmp(state->key, "closed") != 0);
}

/* What is to be done first stands first. */
static int urgency(const Clock *clock) {
    return runs(clock) ? 0 : clock->state == CLOCK_FORECAST ? 1 : clock->state == CLOCK_MET ? 2 : 3;
}

static int compare_clocks(const void *one, const void *two) {
    const Clock *a = one, *b = two;
    if (urgency(a) != urgency(b)) return urgency(a) < urgency(b) ? -1 : 1;
    if (a->has_due != b->has_due) return a->has_due ? -1 : 1;
    if (a->has_due && a->result.due != b->result.due) return a->result.due < b->result.due ? -1 : 1;
    return strcmp(a->regime->code, b->regime->code);
}

/* Who said so when no row names a person: whoever made the change then. */
static void add_people(Clock *clocks, size_t count, const ClockFact *facts, size_t fact_count) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < fact_count && clocks[i].state == CLOCK_OFF && !clocks[i].by; j++)
            if (facts[j].kind == FACT_NA && strcasecmp(facts[j].rule, clocks[i].regime->code) == 0) clocks[i].by = facts[j].by;
}

Status clocks_of(Desk *desk, const Record *record, Arena *arena, Clock **clocks, size_t *count, Error *err) {
    FactList facts;
    ClockFact *stored;
    size_t stored_count;
    *count = 0;
    Status status = clock_facts_of(desk, record, arena, &facts, err);
    if (status == OK) status = clocks_compute(desk, record, &facts, arena, clocks, count, err);
    if (status == OK) status = clock_facts_load(desk->db, record->def, record->no, false, arena, &stored, &stored_count, err);
    if (status != OK) return status;
    add_people(*clocks, *count, stored, stored_count);
    for (size_t i = 0; i < *count && clocks_ended(record); i++) {
        Clock *clock = &(*clocks)[i];
        if (!runs(clock) && clock->state != CLOCK_FORECAST) continue;
        clock->state = CLOCK_OFF;
        clock->reason = record_state(record) ? lang_text(record_state(record)->label) : NULL;
        clock->by = NULL;
    }
    qsort(*clocks, *count, sizeof **clocks, compare_clocks);
    return OK;
}

void clocks_unknown(Desk *desk, const Record *record, StrBuf *out) {
    static const char *const children[] = {"judgement", "notice"};
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        const RegisterDef *child = register_by_key(children[i]);
        RecordList rows = {0};
        if (!register_is_child_of(child, record->def) ||
            records_children(desk->db, record->def, record->no, child, false, arena, &rows, NULL) != OK)
            continue;
        for (size_t j = 0; j < rows.count && !out->length; j++) {
            const char *code = record_text(rows.items[j], "regime");
            if (code && !policy_find(desk_policy(desk), code)) strbuf_addf(out, _("'%s' is no regime here: no clock runs for it"), code);
        }
    }
    arena_free(arena);
}

/* -- telling -------------------------------------------------------------------------------------------------------- */

bool clock_overdue(const Clock *clock, Moment now) {
    return runs(clock) && clock->has_due && now > clock->result.due;
}

static void add_reason(Desk *desk, const Clock *clock, StrBuf *out) {
    if (clock->reason) strbuf_addf(out, ": %s", clock->reason);
    if (!clock->by) return;
    Arena *arena = arena_new();
    strbuf_addf(out, " (%s)", desk_title_of(desk, clock->by, arena));
    arena_free(arena);
}

void clock_format_state(Desk *desk, const Clock *clock, Moment now, StrBuf *out) {
    switch (clock->state) {
    case CLOCK_NONE:
        return;
    case CLOCK_RUNNING:
    case CLOCK_IF_SO:
        strbuf_add(out, clock_overdue(clock, now) ? _("late") : _("running"));
        if (clock->state == CLOCK_IF_SO) strbuf_add(out, _(", if so"));
        break;
    case CLOCK_FORECAST:
        strbuf_add(out, _("forecast"));
        break;
    case CLOCK_MET:
        strbuf_add(out, clock->late ? _("met late") : _("met"));
        strbuf_addc(out, ' ');
        moment_format(clock->done_at, out);
        if (clock->late) add_reason(desk, &(Clock){.reason = clock->reason ? clock->reason : _("no reason given")}, out);
        break;
    case CLOCK_OFF:
        strbuf_add(out, _("not applicable"));
        add_reason(desk, clock, out);
        return;
    }
    if (clock->extended) strbuf_add(out, _(", extended"));
    if (clock->extended_at && !clock->extended) strbuf_add(out, _(", extension told too late"));
    if (clock->estimated) strbuf_add(out, _(", start estimated"));
    if (clock->corrected && clock->state != CLOCK_MET) {
        strbuf_add(out, _(", start corrected"));
        add_reason(desk, clock, out);
    }
}

void clock_format_until(const Clock *clock, StrBuf *out) {
    if (!clock->has_due) {
        strbuf_add(out, clock->problem);
        return;
    }
    Moment due = clock->result.due;
    if (clock->result.whole_days && moment_second(due) == DAY_END)
        day_format_weekday(moment_day(due), out);
    else
        moment_format_offset(due, out);
}

void clock_format_left(const Clock *clock, Moment now, StrBuf *out) {
    if (!clock->has_due || (!runs(clock) && clock->state != CLOCK_FORECAST)) return;
    Moment due = clock->result.due;
    when_left_long(due, now, regime_hours(clock->regime), out);
    if (regime_hours(clock->regime) || now > due) return;
    Calendar calendar = clock->input.calendar;
    unsigned long days = (unsigned long)day_count_working(moment_day(now), moment_day(due), calendar);
    strbuf_add(out, ", ");
    strbuf_addf(out, ngettext("%lu working day left", "%lu working days left", days), days);
}

void clock_format_why(const Clock *clock, StrBuf *out) {
    if (clock->has_due) deadline_explain(&clock->input, &clock->result, out);
    if (clock->regime->article) strbuf_addf(out, "%s%s", out->length ? "; " : "", clock->regime->article);
    if (clock->regime->target) strbuf_add(out, _("; own target, the law gives no figure"));
}

void clock_format_line(Desk *desk, const Clock *clock, Moment now, StrBuf *out) {
    const char *to = policy_text(clock->regime->to);
    StrBuf left;
    strbuf_init(&left);
    clock_format_left(clock, now, &left);
    if (clock->state != CLOCK_OFF) {
        clock_format_until(clock, out);
        if (left.length) strbuf_addf(out, ", %s", left.data);
        strbuf_add(out, out->length ? ", " : "");
    }
    clock_format_state(desk, clock, now, out);
    if (*to && clock->state != CLOCK_OFF) strbuf_addf(out, _("; to %s"), to);
    strbuf_done(&left);
}

/* -- over all records ------------------------------------------------------------------------------------------------- */

static void item_of(Desk *desk, const AgendaRow *row, Arena *arena, ClockItem *item) {
    *item = (ClockItem){.def = row->def, .no = row->no, .title = arena_strdup(arena, row->title), .due = row->due};
    item->due.rule = arena_strdup(arena, row->due.rule);
    item->label = db_masks(desk->db, row->def, row->no) ? RECORD_MASK : agenda_rule_label(desk, row->def, &item->due, arena);
    code_write(row->def, row->no, item->code);
}

static int sooner(const void *left, const void *right) {
    const AgendaRow *a = left, *b = right;
    const int64_t x[] = {a->due.due_at, a->def->id, a->no}, y[] = {b->due.due_at, b->def->id, b->no};
    for (size_t i = 0; i < COUNT_OF(x); i++)
        if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
    int order = strcmp(a->due.rule, b->due.rule);
    return order ? order : (a->due.row > b->due.row) - (a->due.row < b->due.row);
}

/* The first of each regime; of all these the first. */
Status clocks_running(Desk *desk, size_t limit, Arena *arena, ClockItem **items, size_t *count, bool *more, Error *err) {
    const Policy *policy = desk_policy(desk);
    Arena *scratch = arena_new();
    AgendaRow *all = ARENA_ARRAY(scratch, AgendaRow, policy->count * (limit + 1) + 1);
    size_t got = 0;
    Status status = OK;
    for (size_t i = 0; i < policy->count && status == OK; i++) {
        AgendaRow *rows;
        size_t of_rule;
        status = select_agenda_rule(desk->db, policy->items[i].code, limit + 1, scratch, &rows, &of_rule, err);
        for (size_t r = 0; status == OK && r < of_rule; r++) all[got++] = rows[r];
    }
    if (got) qsort(all, got, sizeof *all, sooner);
    *count = got < limit ? got : limit;
    *items = ARENA_ARRAY(arena, ClockItem, *count + 1);
    for (size_t i = 0; i < *count; i++) item_of(desk, &all[i], arena, &(*items)[i]);
    if (more) *more = got > limit;
    arena_free(scratch);
    return status;
}

/* One range of the agenda. */
Status clocks_passed(Desk *desk, Moment since, size_t limit, Arena *arena, ClockItem **items, size_t *count, bool *more, Error *err) {
    AgendaRow after = {.due = {.rule = "", .due_at = since + 1}}, *rows;
    Arena *scratch = arena_new();
    Status status = select_agenda(desk->db, &after, desk_now(desk) - 1, limit + 1, scratch, &rows, count, err);
    if (status != OK) *count = 0;
    if (more) *more = *count > limit;
    if (*count > limit) *count = limit;
    *items = ARENA_ARRAY(arena, ClockItem, *count + 1);
    for (size_t i = 0; i < *count; i++) item_of(desk, &rows[i], arena, &(*items)[i]);
    arena_free(scratch);
    return status;
}

static void tell_away(Moment seconds, StrBuf *out) {
    long long days = seconds / DAY_SECONDS, hours = seconds % DAY_SECONDS / 3600;
    if (days)
        strbuf_addf(out, _("closed %lld d %lld h"), days, hours);
    else
        strbuf_addf(out, _("closed %lld h %lld min"), hours, (long long)(seconds % 3600 / 60));
}

Status clocks_tell_passed(Desk *desk, Moment since, StrBuf *out, Error *err) {
    enum { TOLD = 2, LOOKED_AT = 1000 };
    if (!since || since >= desk_now(desk)) return OK;
    Arena *arena = arena_new();
    ClockItem *items;
    size_t count;
    Status status = clocks_passed(desk, since, LOOKED_AT, arena, &items, &count, NULL, err);
    if (status == OK && count) {
        tell_away(desk_now(desk) - since, out);
        strbuf_add(out, _("; meanwhile ended: "));
        for (size_t i = 0; i < count && i < TOLD; i++) strbuf_addf(out, "%s%s %s", i ? ", " : "", items[i].code, items[i].label);
        unsigned long rest = (unsigned long)(count > TOLD ? count - TOLD : 0);
        if (rest) strbuf_addf(out, ngettext(" and %lu more", " and %lu more", rest), rest);
    }
    arena_free(arena);
    return status;
}
