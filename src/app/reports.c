/* Reports: many of the same, repeats, what must be judged before closing, and the stub of what is not worked on here. */
#include "reports.h"

#include <string.h>
#include <strings.h>

#include "consequences.h"
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* -- many reports to one ----------------------------------------------------------------------------------------- */

static bool is_duplicate(const Record *report) {
    return record_is(report, "state", "duplicate");
}

static bool is_among(const RecordList *list, int64_t no) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->no == no) return true;
    return false;
}

Status report_behind(Desk *desk, const Record *report, Arena *arena, RecordList *list, Error *err) {
    enum { MOST = 500 };
    *list = (RecordList){.items = ARENA_ARRAY(arena, Record *, MOST)};
    const Record *at = report;
    Status status = OK;
    for (size_t next = 0; at && status == OK; at = next < list->count ? list->items[next++] : NULL) {
        RecordList own;
        status = find_pointing(desk, code_of(at, arena), "incident", "same_as", arena, &own, err);
        for (size_t i = 0; i < own.count && list->count < MOST; i++)
            if (is_duplicate(own.items[i]) && own.items[i]->no != report->no && !is_among(list, own.items[i]->no)) list->items[list->count++] = own.items[i];
    }
    return status;
}

static size_t count_unanswered(Desk *desk, const RecordList *list, Arena *arena) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        RecordList rows = rows_of(desk, list->items[i], "reporter", arena);
        for (size_t r = 0; r < rows.count; r++) count += !rule_answered(rows.items[r]);
    }
    return count;
}

void report_behind_format(Desk *desk, const RecordList *list, Arena *arena, StrBuf *out) {
    enum { NAMED = 8 };
    if (list->count == 0) return;
    strbuf_addf(out, ngettext("%zu more report:", "%zu more reports:", list->count), list->count);
    for (size_t i = 0; i < list->count && i < NAMED; i++) strbuf_addf(out, " %s", code_of(list->items[i], arena));
    if (list->count > NAMED) strbuf_add(out, " …");
    size_t open = count_unanswered(desk, list, arena);
    if (open) strbuf_addf(out, ngettext(", %zu reporter not answered", ", %zu reporters not answered", open), open);
}

/* The report that all of them are the same as; NULL when that goes round in a circle or leads nowhere. */
static const Record *original_of(Desk *desk, const Record *report, Arena *arena) {
    enum { CHAIN_MOST = 20 };
    const Record *at = report;
    for (int i = 0; i < CHAIN_MOST; i++) {
        Record *next;
        const char *code = record_text(at, "same_as");
        if (!code || (at != report && !is_duplicate(at))) return at;
        if (records_find(desk->db, code, arena, &next, NULL) != OK || next->no == report->no) return NULL;
        at = next;
    }
    return NULL;
}

static void tell_unanswered(Effect *effect, const RegisterDef *def, const Record *report) {
    RecordList rows = rows_of(effect->desk, report, "reporter", effect->arena);
    for (size_t i = 0; i < rows.count; i++)
        if (!rule_answered(rows.items[i]))
            problem_add(effect->problems, def, NULL, _("%s: reporter %s has no answer, and no reason why not"), code_of(report, effect->arena),
                        desk_title_of(effect->desk, rule_reporter(rows.items[i], (char[TEXT_MOST]){0}), effect->arena));
}

/* Who reported it too is not forgotten: a duplicate has an original, and what is closed has answered all that stand behind it. */
static void check_same(Effect *effect) {
    const Record *report = effect->after;
    if (record_is(report, "state", "closed")) {
        RecordList behind;
        if (report_behind(effect->desk, report, effect->arena, &behind, NULL) != OK) return;
        for (size_t i = 0; i < behind.count; i++) tell_unanswered(effect, report->def, behind.items[i]);
    }
    if (!is_duplicate(report) || !record_has(report, "same_as") || text_equal(record_text(report, "same_as"), code_of(report, effect->arena))) return;
    const Record *original = original_of(effect->desk, report, effect->arena);
    if (!original)
        problem_add(effect->problems, report->def, "same_as", "%s", _("each would be a duplicate of the other: one of them is the report that is worked on"));
    else if (record_is(original, "state", "closed"))
        tell_unanswered(effect, report->def, report);
}

/* A reporter who turns up behind a report that is closed is answered, or the report is opened again. */
Status reporter_check(Effect *effect, Error *err) {
    Record *report;
    const Record *row = effect->after, *original;
    if (!row->parent || rule_answered(row)) return OK;
    Status status = records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &report, err);
    if (status != OK || !is_duplicate(report)) return status;
    original = original_of(effect->desk, report, effect->arena);
    if (original && record_is(original, "state", "closed"))
        problem_add(effect->problems, row->def, "answered_on", _("%s is closed: say how this reporter was answered, or why not"),
                    code_of(original, effect->arena));
    return OK;
}

/* Of several reporters each came at a moment of their own; the first came with the report itself. */
Status reporter_fill(Effect *effect, Error *err) {
    (void)err;
    Record *row = effect->after, *report;
    if (effect->before || !row->parent || record_has(row, "came_at")) return OK;
    if (records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &report, NULL) != OK) return OK;
    if (report->created_at < effect->now && rows_of(effect->desk, report, "reporter", effect->arena).count) record_set_number(row, "came_at", effect->now);
    return OK;
}

/* -- repeats ------------------------------------------------------------------------------------------------------ */

static const char *where_of(Desk *desk, const Record *report, const char *keys, Arena *arena) {
    StrBuf text;
    char key[64];
    strbuf_init(&text);
    while (text_next_word(&keys, key, sizeof key)) {
        if (text.length) strbuf_add(&text, ", ");
        desk_format(desk, report, register_field(report->def, key), &text);
    }
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return made;
}

/* The first set of fields that are all filled. */
static const char *alike_keys(const Record *report) {
    for (const char *const *keys = report->def->alike; keys && *keys; keys++) {
        char key[64];
        bool all = true;
        for (const char *rest = *keys; text_next_word(&rest, key, sizeof key);) all = all && record_has(report, key);
        if (all) return *keys;
    }
    return NULL;
}

Status report_repeats(Desk *desk, const Record *report, Arena *arena, Repeats *repeats, Error *err) {
    enum { MONTHS = 12, LOOKED_AT = 100 };
    const char *keys = alike_keys(report);
    *repeats = (Repeats){0};
    if (!keys || text_has_word("duplicate withdrawn", record_text(report, "state"))) return OK;
    Day since = day_add_months(field_day(report, "received_at", 0), -MONTHS, NULL);
    RecordList *list = &repeats->earlier;
    Status status = select_alike(desk->db, report, keys, since, LOOKED_AT, arena, list, err);
    repeats->more = list->count == LOOKED_AT;
    repeats->where = where_of(desk, report, keys, arena);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!text_has_word("duplicate withdrawn", record_text(list->items[i], "state"))) list->items[kept++] = list->items[i];
    list->count = kept;
    return status;
}

/* "3rd": in Dutch "3e". */
static void add_ordinal(size_t number, StrBuf *out) {
    size_t last = number % 10, teen = number % 100 / 10 == 1;
    const char *ending = teen || last == 0 || last > 3 ? N_("th") : last == 1 ? N_("st") : last == 2 ? N_("nd") : N_("rd");
    strbuf_addf(out, "%zu%s", number, lang_text(ending));
}

void report_repeats_format(const Repeats *repeats, StrBuf *out) {
    enum { NAMED = 5 };
    const RecordList *list = &repeats->earlier;
    if (list->count == 0) return;
    StrBuf nth;
    strbuf_init(&nth);
    add_ordinal(list->count + 1, &nth);
    strbuf_addf(out, _("%s%s in 12 months in %s:"), nth.data, repeats->more ? "+" : "", repeats->where);
    strbuf_done(&nth);
    char code[CODE_SIZE];
    for (size_t i = 0; i < list->count && i < NAMED; i++) {
        code_write(list->items[i]->def, list->items[i]->no, code);
        strbuf_addf(out, " %s", code);
    }
    if (list->count > NAMED) strbuf_add(out, " …");
}

/* -- closing ------------------------------------------------------------------------------------------------------- */

const Record *judgement_on(const RecordList *rows, const Regime *regime) {
    const Record *last = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const char *code = record_text(rows->items[i], "regime");
        if (code && strcasecmp(code, regime->code) == 0) last = rows->items[i];
    }
    return last;
}

/* Every duty in force here that the report touches has been looked at by somebody. What was judged "unknown" last is the register's own
 * check. Only when it closes: what comes into force later does not reach back. */
static void check_judged(Effect *effect) {
    const Record *report = effect->after, *organisation = desk_organisation(effect->desk, effect->arena);
    const Policy *policy = desk_policy(effect->desk);
    if (!enters(effect, "closed")) return;
    RecordList rows = rows_of(effect->desk, report, "judgement", effect->arena);
    for (size_t i = 0; i < policy->count; i++) {
        const Regime *regime = &policy->items[i];
        if (!regime->judge || !regime_touches(regime, organisation, report) || judgement_on(&rows, regime)) continue;
        if (!regime_in_force(regime, record_number(report, "received_at", effect->now))) continue;
        problem_add(effect->problems, report->def, NULL, _("not judged yet: %s (%s)"), regime->code, policy_text(regime->title));
    }
}

bool report_acknowledged_by_law(Desk *desk, const Record *report, Arena *arena) {
    const Policy *policy = desk_policy(desk);
    const Record *organisation = desk_organisation(desk, arena);
    for (size_t i = 0; i < policy->count; i++)
        if (text_equal(policy->items[i].met, "reporter.acknowledged_on") && regime_touches(&policy->items[i], organisation, report)) return true;
    return false;
}

Status report_check(Effect *effect, Error *err) {
    (void)err;
    check_same(effect);
    check_judged(effect);
    return OK;
}

/* -- what is filled in ---------------------------------------------------------------------------------------------- */

bool report_desk_is_designated(Desk *desk, Arena *arena) {
    const Record *organisation = desk_organisation(desk, arena);
    return organisation && record_number(organisation, "whistleblower_desk", 0) != 0;
}

/* Whatever was typed of a whistle-blower report goes no further than this: neither the row nor the trail holds it. */
static void fill_stub(Effect *effect) {
    Record *report = effect->after;
    incident_stub(report);
    record_set_text(report, "state", "handed_over");
    if (!record_is(report, "level", "sealed")) record_set_text(report, "level", "confidential");
    const Record *counsellor = record_has(report, "handed_to") ? NULL : find_role(effect->desk, "confidential_counsellor", effect->arena);
    if (counsellor) record_set_text(report, "handed_to", code_of(counsellor, effect->arena));
}

Status report_fill(Effect *effect, Error *err) {
    (void)err;
    Record *report = effect->after;
    bool becomes = !effect->before || !record_is(effect->before, "kind", "whistleblower");
    if (record_is(report, "kind", "whistleblower") && becomes && !report_desk_is_designated(effect->desk, effect->arena)) fill_stub(effect);
    if (enters(effect, "handed_over") && !record_has(report, "handed_on")) record_set_number(report, "handed_on", moment_day(effect->now));
    return OK;
}
