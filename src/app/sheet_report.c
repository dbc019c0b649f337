/* The sheet of an incident, complaint or concern: what runs, who to call, what the authority's form asks, what is missing to close it. */
#include <string.h>
#include <strings.h>

#include "loket/app/clocks.h"
#include "loket/base/lang.h"
#include "loket/model/rules.h"
#include "reports.h"
#include "sheet_lines.h"

/* True if the report fits a filter on its own fields. */
static bool fits(Page *page, const Record *report, const char *filter) {
    QueryContext context = {.now = desk_now(page->desk)};
    Query query;
    return query_parse(report->def, filter, &context, page->arena, &query, NULL) == OK && query_match(&query, report);
}

static const char *joined(Page *page, const char *text, const char *more) {
    if (!more || !*more) return text;
    return *text ? arena_printf(page->arena, "%s, %s", text, more) : more;
}

static const char *label_of(const Record *record, const char *key) {
    return lang_text(register_field(record->def, key)->label);
}

/* -- what it is, and what runs --------------------------------------------------------------------------------------- */

static void add_head(Page *page, const Record *report) {
    static const char *const keys[] = {"kind", "severity", "unit"};
    const char *text = "", *next = page_value(page, report, "next_step"), *waits = page_value(page, report, "waiting_for");
    for (size_t i = 0; i < COUNT_OF(keys); i++) text = joined(page, text, page_value(page, report, keys[i]));
    text = joined(page, text, lang_text(record_state(report)->label));
    page_add(page, SHEET_PLAIN, _("Report"), 1, "%s", text);
    if (next || waits)
        page_add(page, SHEET_PLAIN, label_of(report, "next_step"), 1, "%s%s%s%s", next ? next : "", next && waits ? ", " : "",
                 waits ? _("waiting for ") : "", waits ? waits : "");
}

static void add_clock(Page *page, const Clock *clock, const char *label) {
    Moment now = desk_now(page->desk);
    StrBuf left, until;
    strbuf_init(&left);
    strbuf_init(&until);
    if (clock->state == CLOCK_FORECAST)
        clock_format_state(page->desk, clock, now, &left);
    else
        clock_format_left(clock, now, &left);
    clock_format_until(clock, &until);
    const char *if_so = clock->state == CLOCK_IF_SO ? _("if so, ") : "";
    page_add(page, clock_overdue(clock, now) ? SHEET_WARNING : SHEET_PLAIN, label, 2, "%s%s, %s; %s %s", if_so, policy_text(clock->regime->title), left.data,
             until.data, clock->regime->code);
    page_clock(page, clock->regime);
    strbuf_done(&left);
    strbuf_done(&until);
}

static Status add_clocks(Page *page, const Record *report, Error *err) {
    enum { SHOWN = 4 };
    Clock *clocks;
    size_t count, shown = 0;
    Status status = clocks_of(page->desk, report, page->arena, &clocks, &count, err);
    for (size_t i = 0; i < count && status == OK && shown < SHOWN; i++) {
        bool runs = clocks[i].state == CLOCK_RUNNING || clocks[i].state == CLOCK_IF_SO || clocks[i].state == CLOCK_FORECAST;
        if (runs) add_clock(page, &clocks[i], shown++ ? "" : _("Clocks"));
    }
    if (status == OK && !shown) page_add(page, SHEET_PLAIN, _("Clocks"), 1, "%s", _("none runs"));
    return status;
}

/* -- who to call ------------------------------------------------------------------------------------------------------ */

/* Who else is called, and for which reports. */
static const struct {
    const char *role, *when;
} called[] = {
    {"dpo", "personal_data:yes,unknown"},         {"privacy_officer", "personal_data:yes,unknown"}, {"portfolio_holder", "severity>=s2"},
    {"authority", "personal_data:yes,unknown"},   {"csirt", "significant:yes,unknown"},
};

static const char *role_label(const char *role) {
    return choice_label(register_field(register_by_key("contact"), "roles")->choices, role, role);
}

static void add_person(Page *page, const Record *contact, const char *as, int *shown) {
    const char *phone = record_text(contact, "phone");
    page_add(page, SHEET_PLAIN, (*shown)++ ? "" : _("Call"), 2, "%s  %s, %s", phone ? phone : _("(no number)"), record_title(contact), as);
    page_about(page, code_of(contact, page->arena));
}

static void add_people(Page *page, const Record *report) {
    int shown = 0;
    Record *handler;
    const char *missing = "";
    if (record_has(report, "handler") && records_find(page->desk->db, record_text(report, "handler"), page->arena, &handler, NULL) == OK)
        add_person(page, handler, _("handler"), &shown);
    else if (record_open(report))
        page_add(page, SHEET_WARNING, shown++ ? "" : _("Call"), 1, "%s", _("nobody handles it yet"));
    for (size_t i = 0; i < COUNT_OF(called); i++) {
        if (!fits(page, report, called[i].when)) continue;
        const Record *contact = find_role(page->desk, called[i].role, page->arena);
        if (contact)
            add_person(page, contact, role_label(called[i].role), &shown);
        else
            missing = joined(page, missing, role_label(called[i].role));
    }
    if (*missing) page_add(page, SHEET_QUIET, "", 1, _("not in the file: %s"), missing);
}

/* -- who reported it -------------------------------------------------------------------------------------------------- */

static const char *moment_text(Page *page, const Record *row, const char *key) {
    StrBuf text;
    Moment at = record_number(row, key, 0);
    strbuf_init(&text);
    day_format(moment_day(at), &text);
    strbuf_addc(&text, ' ');
    moment_format_time(at, &text);
    const char *made = arena_strdup(page->arena, text.data);
    strbuf_done(&text);
    return made;
}

/* "Mrs Bakker: call back 23 Nov 2026 14:00; promised a letter, by 25 Nov 2026; receipt not acknowledged" */
static void add_reporter(Page *page, const Record *row, const char *label) {
    Moment now = desk_now(page->desk);
    bool call = record_has(row, "call_back_at") && !record_has(row, "called_back_at");
    const char *who = page_value(page, row, "who"), *text = "", *promised = page_value(page, row, "promised");
    bool late = (call && record_number(row, "call_back_at", 0) < now) || field_day(row, "promised_on", moment_day(now)) < moment_day(now);
    if (call) text = joined(page, text, arena_printf(page->arena, _("call back %s"), moment_text(page, row, "call_back_at")));
    if (promised) text = joined(page, text, arena_printf(page->arena, _("promised: %s"), promised));
    if (record_has(row, "promised_on")) text = joined(page, text, arena_printf(page->arena, _("by %s"), page_day(page, field_day(row, "promised_on", 0))));
    if (!record_has(row, "acknowledged_on")) text = joined(page, text, _("receipt not acknowledged"));
    page_add(page, late ? SHEET_WARNING : SHEET_PLAIN, label, 2, "%s: %s", who ? who : arena_printf(page->arena, "%d", (int)row->no),
             *text ? text : _("not answered yet"));
}

static void add_reporters(Page *page, const Record *report) {
    enum { SHOWN = 3 };
    RecordList rows = rows_of(page->desk, report, "reporter", page->arena);
    size_t open = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (!rule_answered(rows.items[i]) && open++ < SHOWN) add_reporter(page, rows.items[i], open == 1 ? _("Reporters") : "");
    if (open > SHOWN) page_add(page, SHEET_QUIET, "", 1, ngettext("and %zu more", "and %zu more", open - SHOWN), open - SHOWN);
    if (rows.count && !open) page_add(page, SHEET_PLAIN, _("Reporters"), 1, "%s", _("all answered"));
}

/* -- what the authority asks ------------------------------------------------------------------------------------------- */

/* The contents of a notice of a data breach (GDPR 33(3)), each from the fields that hold it. */
static const struct {
    const char *label, *keys;
} asked[] = {
    {N_("What happened"), "description"},      {N_("When"), "happened_at"},          {N_("Known since"), "known_since"},
    {N_("People"), "people_count people_risk"}, {N_("Data"), "data_kinds record_count"}, {N_("Consequences"), "effect"},
    {N_("Measures"), "measures"},              {N_("Contact"), "contact"},
};

/* From the last judgement of a breach; without one it was known at the latest when it was received. */
static const char *known_since(Page *page, const Record *report) {
    RecordList rows = rows_of(page->desk, report, "judgement", page->arena);
    const Record *row = NULL;
    for (size_t i = 0; i < rows.count; i++)
        if (record_has(rows.items[i], "known_since") && text_starts(record_text(rows.items[i], "regime"), "AVG33")) row = rows.items[i];
    return row ? moment_text(page, row, "known_since") : moment_text(page, report, "received_at");
}

/* Whom the authority may call: the DPO, else the handler. */
static const char *contact_point(Page *page, const Record *report) {
    const Record *dpo = find_role(page->desk, "dpo", page->arena);
    Record *handler = NULL;
    if (!dpo && record_has(report, "handler") && records_find(page->desk->db, record_text(report, "handler"), page->arena, &handler, NULL) != OK) return NULL;
    const Record *contact = dpo ? dpo : handler;
    if (!contact) return NULL;
    const char *phone = record_text(contact, "phone"), *mail = record_text(contact, "mail");
    return joined(page, joined(page, record_title(contact), phone), mail);
}

static const char *answer_to(Page *page, const Record *report, const char *keys) {
    char key[64];
    const char *text = "";
    if (strcmp(keys, "known_since") == 0) return known_since(page, report);
    if (strcmp(keys, "contact") == 0) return contact_point(page, report);
    while (text_next_word(&keys, key, sizeof key)) {
        const char *value = page_value(page, report, key);
        bool counted = value && *text && register_field(report->def, key)->type == FT_NUMBER;
        if (value) text = joined(page, text, counted ? arena_printf(page->arena, "%s %s", label_of(report, key), value) : value);
    }
    return *text ? text : NULL;
}

/* What is filled, each on its line; what is not known yet, together. */
static void add_form(Page *page, const Record *report) {
    const char *gaps = "";
    if (!fits(page, report, "personal_data:yes,unknown")) return;
    page_heading(page, _("What the authority's form asks"));
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        const char *answer = answer_to(page, report, asked[i].keys);
        if (answer)
            page_add(page, SHEET_PLAIN, lang_text(asked[i].label), 1, "%s", answer);
        else
            gaps = joined(page, gaps, lang_text(asked[i].label));
    }
    if (*gaps) page_add(page, SHEET_WARNING, _("Not known yet"), 1, "%s", gaps);
}

Status sheet_form(Desk *desk, const Record *report, StrBuf *out, Error *err) {
    Arena *arena = arena_new();
    Sheet none = {0};
    Page page = {.desk = desk, .arena = arena, .sheet = &none};
    bool before = db_compose(desk->db, true);
    report = record_as_it_stands(report);
    (void)err;
    strbuf_addf(out, "%s: %s\n\n", code_of(report, arena), record_title(report));
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        const char *answer = answer_to(&page, report, asked[i].keys);
        strbuf_addf(out, "%s: %s\n", lang_text(asked[i].label), answer ? answer : _("not known yet"));
    }
    db_compose(desk->db, before);
    arena_free(arena);
    return OK;
}

/* -- what is like it, and what is missing ------------------------------------------------------------------------------- */

static Status add_alike(Page *page, const Record *report, Error *err) {
    StrBuf text;
    RecordList behind;
    Repeats repeats;
    strbuf_init(&text);
    Status status = report_behind(page->desk, report, page->arena, &behind, err);
    if (status == OK) report_behind_format(page->desk, &behind, page->arena, &text);
    if (text.length) page_add(page, SHEET_PLAIN, _("Reports behind it"), 1, "%s", text.data);
    strbuf_clear(&text);
    if (status == OK) status = report_repeats(page->desk, report, page->arena, &repeats, err);
    if (status == OK) report_repeats_format(&repeats, &text);
    if (text.length) page_add(page, SHEET_QUIET, _("Repetition"), 1, "%s", text.data);
    strbuf_done(&text);
    return status;
}

/* What would be refused if it were closed now, as if it were resolved already. */
static Status add_missing(Page *page, const Record *report, Error *err) {
    Problems problems = {0};
    if (!record_open(report) || record_is(report, "kind", "whistleblower")) return OK;
    Record *resolved = record_copy(report, page->arena), *closed = record_copy(report, page->arena);
    record_set_text(resolved, "state", "resolved");
    record_set_text(closed, "state", "closed");
    Status status = desk_would(page->desk, resolved, closed, &problems, err);
    page_heading(page, _("To close it"));
    for (size_t i = 0; i < problems.count && i < COUNT_OF(problems.items); i++) page_add(page, SHEET_PLAIN, NULL, 2, "%s", problems.items[i].message);
    if (problems.count == 0) page_add(page, SHEET_PLAIN, NULL, 1, "%s", _("nothing is missing"));
    return status;
}

Status sheet_report(Page *page, const Record *report, Error *err) {
    const char *handed = page_value(page, report, "handed_to");
    add_head(page, report);
    if (handed) page_add(page, SHEET_PLAIN, label_of(report, "handed_to"), 1, "%s, %s", handed, page_value(page, report, "handed_on"));
    if (record_is(report, "kind", "whistleblower") && !record_open(report)) return OK; /* a stub */
    Status status = add_clocks(page, report, err);
    add_people(page, report);
    add_reporters(page, report);
    if (status == OK) status = add_alike(page, report, err);
    add_form(page, report);
    return status == OK ? add_missing(page, report, err) : status;
}

/* -- acting on it --------------------------------------------------------------------------------------------------------- */

static bool is_judged(const RecordList *rows, const Regime *regime) {
    const Record *row = judgement_on(rows, regime);
    return row && !record_is(row, "applies", "unknown");
}

Record *sheet_judgement(Desk *desk, const Record *report, const Regime *wanted, Arena *arena) {
    Record *row = record_new_initial(register_by_key("judgement"), desk_now(desk), arena);
    RecordList rows = rows_of(desk, report, "judgement", arena);
    const Record *organisation = desk_organisation(desk, arena);
    const Policy *policy = desk_policy(desk);
    const Regime *first = wanted && wanted->judge ? wanted : NULL;
    for (size_t i = 0; i < policy->count && !first; i++) {
        const Regime *regime = &policy->items[i];
        if (regime->judge && regime_touches(regime, organisation, report) && !is_judged(&rows, regime)) first = regime;
    }
    if (first) record_set_text(row, "regime", first->code);
    record_set_text(row, "applies", "yes");
    record_set_number(row, "known_since", record_number(report, "received_at", desk_now(desk)));
    record_set_text(row, "judged_by", officer_code(desk, arena));
    const Record *dpo = first && text_equal(first->group, "data_protection") ? find_role(desk, "dpo", arena) : NULL;
    if (dpo) record_set_text(row, "heard", code_of(dpo, arena));
    return row;
}

/* Whether the notice of that clock is what ends it. */
static bool waits_for_notice(const Clock *clock) {
    return (clock->state == CLOCK_RUNNING || clock->state == CLOCK_IF_SO) && !clock->regime->met;
}

Record *sheet_notice(Desk *desk, const Record *record, const Regime *wanted, Arena *arena) {
    Record *row = record_new_initial(register_by_key("notice"), desk_now(desk), arena);
    Clock *clocks;
    size_t count = 0;
    const Regime *regime = NULL;
    if (clocks_of(desk, record, arena, &clocks, &count, NULL) != OK) count = 0;
    for (size_t i = 0; i < count; i++)
        if (waits_for_notice(&clocks[i]) && (!regime || clocks[i].regime == wanted)) regime = clocks[i].regime;
    if (regime) {
        const char *told = regime->to_role ? only_role(desk, regime->to_role, arena) : NULL;
        record_set_text(row, "regime", arena_strdup(arena, regime->code));
        record_set_text(row, "sent_to", told ? told : arena_strdup(arena, policy_text(regime->to)));
    }
    record_set_text(row, "sent_by", officer_code(desk, arena));
    return row;
}

Record *sheet_answer(Desk *desk, const Record *report, Arena *arena) {
    RecordList rows = rows_of(desk, report, "reporter", arena);
    for (size_t i = 0; i < rows.count; i++) {
        if (rule_answered(rows.items[i])) continue;
        Record *row = record_copy(rows.items[i], arena);
        record_set_number(row, "answered_on", moment_day(desk_now(desk)));
        if (!record_has(row, "acknowledged_on")) record_set_number(row, "acknowledged_on", moment_day(desk_now(desk)));
        record_set_text(row, "answered_how", "talk");
        return row;
    }
    return NULL;
}

Status sheet_resolve(Desk *desk, const Record *report, const char *because, Problems *problems, Error *err) {
    Arena *arena = arena_new();
    Record *resolved = record_copy(report, arena);
    if (!text_empty(because)) record_set_text(resolved, "no_action_because", because);
    record_set_text(resolved, "state", "resolved");
    Record *closed = record_copy(resolved, arena);
    record_set_text(closed, "state", "closed");
    Change changes[] = {{.seen = report, .wanted = resolved}, {.seen = resolved, .wanted = closed}};
    Status status = desk_apply(desk, changes, COUNT_OF(changes), problems, NULL, err);
    arena_free(arena);
    return status;
}
