/* The decision sheet: everything needed to decide a request, on one screen of 80 by 24. */
#include <string.h>

#include "approvals.h"
#include "loket/app/bends.h"
#include "loket/base/lang.h"
#include "loket/model/risk.h"
#include "loket/model/rules.h"
#include "sheet_lines.h"

static const char *or_dash(const char *text) {
    return text ? text : "-";
}

static void add_people(Page *page, const Record *request) {
    const char *unit = page_value(page, request, "unit"), *beneficiary = page_value(page, request, "beneficiary");
    const char *whom = beneficiary ? arena_printf(page->arena, _("; for %s"), beneficiary) : "";
    page_add(page, SHEET_PLAIN, _("Requester"), 1, "%s%s%s%s", or_dash(page_value(page, request, "requester")), unit ? ", " : "", unit ? unit : "", whom);
}

/* The rule, where in it, and how often it is bent in that unit. */
static Status add_rule(Page *page, const Record *request, Error *err) {
    enum { MONTHS = 12 };
    Bend *bends;
    size_t count = 0;
    const char *place = page_value(page, request, "rule_place");
    page_add(page, SHEET_PLAIN, _("Rule"), 1, "%s%s%s", or_dash(page_value(page, request, "rule")), place ? ", " : "", place ? place : "");
    page_about(page, record_text(request, "rule"));
    const char *system = page_value(page, request, "system"), *right = page_value(page, request, "right");
    if (system || right) page_add(page, SHEET_PLAIN, _("System, right"), 1, "%s%s%s", system ? system : "", system && right ? ": " : "", right ? right : "");
    if (!record_has(request, "rule")) return OK;
    Status status = bends_read(page->desk, MONTHS, record_text(request, "rule"), page->arena, &bends, &count, err);
    size_t here = 0, all = 0;
    for (size_t i = 0; i < count; i++) {
        all += bends[i].granted;
        if (text_equal(bends[i].unit, record_text(request, "unit"))) here = bends[i].granted;
    }
    const Record *own = last_row(page->desk, request, "decision", page->arena);
    bool counted = own && rule_grants(own) && field_day(request, "received_at", 0) >= day_add_months(moment_day(desk_now(page->desk)), -MONTHS, NULL);
    if (counted && all) all--; /* before means: without this one */
    if (counted && here) here--;
    page_add(page, here >= BENDS_SUGGEST ? SHEET_WARNING : SHEET_PLAIN, _("Bent before"), 1, _("%zu times in 12 months, %zu of them in this unit%s"), all, here,
             here >= BENDS_SUGGEST ? _(": look at the rule itself") : "");
    return status;
}

static Status add_conflict(Page *page, const Record *request, Error *err) {
    RecordList others;
    Status status = approval_other_rights(page->desk, request, true, page->arena, &others, err);
    if (status != OK) return status;
    if (others.count == 0) page_add(page, SHEET_PLAIN, _("Conflict of duties"), 1, "%s", _("no other running right of this person is known"));
    if (others.count) {
        const char *codes = "", *right = page_value(page, others.items[0], "right");
        for (size_t i = 0; i < others.count; i++) codes = arena_printf(page->arena, "%s%s%s", codes, i ? " " : "", code_of(others.items[i], page->arena));
        page_add(page, SHEET_WARNING, _("Conflict of duties"), 1, _("holds %s as well: %s"), codes, right ? right : record_title(others.items[0]));
        page_about(page, code_of(others.items[0], page->arena));
    }
    return OK;
}

static const char *risk_text(Page *page, const Record *request, const char *likelihood, const char *impact) {
    RiskBand band = risk_band(record_text(request, likelihood), record_text(request, impact));
    if (band == RISK_NONE) return _("not weighed");
    return arena_printf(page->arena, "%s (%s x %s)", lang_text(risk_band_label(band)), page_value(page, request, likelihood),
                        page_value(page, request, impact));
}

static void add_risk(Page *page, const Record *request) {
    const char *measure = page_value(page, request, "measure");
    if (measure) page_add(page, SHEET_PLAIN, _("Measure"), 2, "%s", measure);
    page_add(page, SHEET_PLAIN, _("Risk before"), 1, "%s", risk_text(page, request, "likelihood_without", "impact_without"));
    const char *owner = page_value(page, request, "risk_owner");
    page_add(page, SHEET_PLAIN, _("Risk after"), 1, "%s; %s %s", risk_text(page, request, "likelihood_with", "impact_with"), _("carried by"),
             owner ? owner : _("nobody yet"));
}

/* Who was consulted and what they said; then the advice of this desk. */
static Status add_views(Page *page, const Record *request, Error *err) {
    RecordList rows = rows_of(page->desk, request, "consult", page->arena), advices;
    size_t from = rows.count > 2 ? rows.count - 2 : 0;
    for (size_t i = from; i < rows.count; i++) {
        const Record *row = rows.items[i];
        const char *text = page_value(page, row, "text"), *view = page_value(page, row, "view");
        page_add(page, SHEET_PLAIN, i == from ? _("Consulted") : "", 1, "%s: %s%s%s", or_dash(page_value(page, row, "who")), view ? view : _("no answer yet"),
                 text ? ", " : "", text ? text : "");
    }
    if (rows.count == 0) page_add(page, SHEET_PLAIN, _("Consulted"), 1, "%s", _("nobody"));
    Status status = find_pointing(page->desk, code_of(request, page->arena), "advice", "about", page->arena, &advices, err);
    if (advices.count) { /* the newest */
        const Record *advice = advices.items[0];
        page_add(page, SHEET_PLAIN, _("Advice"), 1, "%s %s: %s", code_of(advice, page->arena), or_dash(page_value(page, advice, "direction")),
                 record_title(advice));
        page_about(page, code_of(advice, page->arena));
    }
    return status;
}

/* Earlier decisions: of this request, and of the ones it goes on from. */
static void add_earlier(Page *page, const Record *request) {
    enum { MOST = 2, CHAIN = 10 };
    int shown = 0;
    const Record *at = request;
    for (int i = 0; i < CHAIN && at && shown < MOST; i++) {
        RecordList rows = rows_of(page->desk, at, "decision", page->arena);
        for (size_t j = rows.count; j-- > 0 && shown < MOST;) {
            const char *until = page_value(page, rows.items[j], "until");
            page_add(page, SHEET_PLAIN, shown++ ? "" : _("Decided earlier"), 1, "%s %s, %s%s%s, %s", code_of(at, page->arena),
                     or_dash(page_value(page, rows.items[j], "decided_on")), or_dash(page_value(page, rows.items[j], "outcome")), until ? _(" until ") : "",
                     until ? until : "", or_dash(page_value(page, rows.items[j], "decided_by")));
            page_about(page, code_of(at, page->arena));
        }
        Record *earlier = NULL;
        if (record_has(at, "renewal_of") && records_find(page->desk->db, record_text(at, "renewal_of"), page->arena, &earlier, NULL) != OK) earlier = NULL;
        at = earlier;
    }
    if (!shown) page_add(page, SHEET_PLAIN, _("Decided earlier"), 1, "%s", _("never"));
    int renewals = approval_renewals(page->desk, request, page->arena);
    if (renewals) page_add(page, renewals > 2 ? SHEET_WARNING : SHEET_PLAIN, _("Renewal"), 1, _("number %d; the third goes to the board"), renewals);
}

/* How many of its conditions were seen to be met, and which were not. */
static void add_conditions(Page *page, const Record *request) {
    RecordList rows = rows_of(page->desk, request, "condition", page->arena);
    size_t met = 0, count = 0;
    const char *open = "";
    bool unmet = false;
    for (size_t i = 0; i < rows.count; i++) {
        bool is_met = record_is(rows.items[i], "result", "met"), is_unmet = approval_condition_unmet(&rows, i);
        if (record_is(rows.items[i], "result", "not_met") && !is_unmet) continue; /* mended since: see the later row */
        count++;
        met += is_met;
        unmet |= is_unmet;
        if (!is_met) open = arena_printf(page->arena, "%s%s %s", open, *open ? "," : ";", page_value(page, rows.items[i], "kind"));
    }
    if (rows.count)
        page_add(page, unmet ? SHEET_WARNING : SHEET_PLAIN, _("Conditions"), 1, _("%zu of %zu seen to be met%s"), met, count, open);
}

static void add_term(Page *page, const Record *request) {
    Day end;
    const char *from = page_value(page, request, "starts_on"), *until = page_value(page, request, "until");
    const char *permanent = page_value(page, request, "permanent_because");
    const char *force = approval_end(page->desk, request, page->arena, &end) ? page_day(page, end) : NULL;
    page_add(page, permanent ? SHEET_WARNING : SHEET_PLAIN, _("Term asked"), 1, "%s - %s%s%s", from ? from : _("at once"),
             permanent ? _("permanent: ") : until ? until : _("no end"), permanent ? permanent : "",
             force ? arena_printf(page->arena, _("; in force until %s"), force) : "");
}

static void add_decider(Page *page, const Record *request) {
    const char *because = page_value(page, request, "complex_because");
    if (record_is(request, "complex", "yes")) page_add(page, SHEET_PLAIN, _("Complex"), 1, "%s", or_dash(because));
    bool advises = approval_advises_only(page->desk, request, page->arena);
    page_add(page, SHEET_PLAIN, _("Decides"), 1, "%s, %s%s", or_dash(page_value(page, request, "decider")), or_dash(page_value(page, request, "decider_role")),
             advises ? _("; you advise") : "");
}

Status sheet_request(Page *page, const Record *request, Error *err) {
    add_people(page, request);
    Status status = add_rule(page, request, err);
    page_field(page, SHEET_PLAIN, request, "reason", 2);
    page_field(page, SHEET_PLAIN, request, "alternatives", 1);
    if (status == OK) status = add_conflict(page, request, err);
    add_risk(page, request);
    if (status == OK) status = add_views(page, request, err);
    add_earlier(page, request);
    add_conditions(page, request);
    add_term(page, request);
    add_decider(page, request);
    return status;
}

/* -- acting on it ------------------------------------------------------------------------------------------------- */

Record *sheet_decision(Desk *desk, const Record *request, const char *outcome, Arena *arena) {
    request = record_as_it_stands(request);
    Record *decision = record_new_initial(register_by_key("decision"), desk_now(desk), arena);
    record_set_text(decision, "outcome", outcome);
    if (record_has(request, "decider")) record_set_text(decision, "decided_by", record_text(request, "decider"));
    bool rejected = strcmp(outcome, "rejected") == 0;
    if (!rejected && record_has(request, "until")) record_set_number(decision, "until", record_number(request, "until", 0));
    return decision;
}

Record *sheet_advice(Desk *desk, const Record *request, Arena *arena) {
    request = record_as_it_stands(request);
    Record *advice = record_new_initial(register_by_key("advice"), desk_now(desk), arena);
    record_set_text(advice, "title", arena_printf(arena, _("On: %s"), record_title(request)));
    record_set_text(advice, "about", code_of(request, arena));
    record_set_number(advice, "asked", 1);
    if (approval_advises_only(desk, request, arena)) record_set_text(advice, "weight", "weighty");
    if (record_has(request, "decider") && !is_officer(desk, record_text(request, "decider"), arena))
        record_set_text(advice, "addressee", record_text(request, "decider"));
    if (record_has(request, "rule")) record_set_text(advice, "anchors", record_text(request, "rule"));
    return advice;
}

static void mail_line(Page *page, const Record *record, const char *key, StrBuf *out) {
    const char *text = page_value(page, record, key);
    if (text) strbuf_addf(out, "%s: %s\n", lang_text(register_field(record->def, key)->label), text);
}

Status sheet_mail(Desk *desk, const Record *request, StrBuf *out, Error *err) {
    static const char *const said[] = {"outcome", "until", "motivation", "decided_by", "on_behalf_of", "decided_on", "place_of_record"};
    Arena *arena = arena_new();
    Sheet none = {0};
    Page page = {.desk = desk, .arena = arena, .sheet = &none};
    bool before = db_compose(desk->db, true);
    request = record_as_it_stands(request);
    const Record *decision = last_row(desk, request, "decision", arena);
    Status status = decision ? OK : fail(err, ERR_MISSING, _("%s has no decision yet"), code_of(request, arena));
    if (decision) {
        RecordList conditions = rows_of(desk, request, "condition", arena);
        strbuf_addf(out, _("Decision on %s: %s\n"), code_of(request, arena), record_title(request));
        strbuf_addc(out, '\n');
        mail_line(&page, request, "rule", out);
        for (size_t i = 0; i < COUNT_OF(said); i++) mail_line(&page, decision, said[i], out);
        for (size_t i = 0; i < conditions.count; i++) {
            const char *text = page_value(&page, conditions.items[i], "text");
            strbuf_addf(out, "%s: %s%s%s\n", _("Condition"), page_value(&page, conditions.items[i], "kind"), text ? ", " : "", text ? text : "");
        }
        if (rule_grants(decision)) strbuf_addf(out, "\n%s\n", _("A renewal is a new request, in time before the end."));
    }
    db_compose(desk->db, before);
    arena_free(arena);
    return status;
}
