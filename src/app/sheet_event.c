/* The sheet of a trigger event: when advice is still in time, what is asked, what was looked at, and what came of it. */
#include <string.h>

#include "events.h"
#include "loket/app/radar.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

/* "Contract with a supplier, with Nexus Payroll; large: 50,000 to 221,000". */
static void add_what(Page *page, const Record *event) {
    const char *kind = page_value(page, event, "kind"), *party = page_value(page, event, "party"), *value = page_value(page, event, "value_class");
    const char *text = kind ? kind : "-";
    if (party) text = arena_printf(page->arena, _("%s, with %s"), text, party);
    if (value) text = arena_printf(page->arena, trigger_is_large(page->desk, event, page->arena) ? _("%s; large: %s") : "%s; %s", text, value);
    page_add(page, SHEET_PLAIN, _("What"), 2, "%s", text);
    page_about(page, record_text(event, "kind"));
}

static const char *day_left(Page *page, Day day) {
    StrBuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "%s, ", page_day(page, day));
    when_left_long(moment_at(day, DAY_END), desk_now(page->desk), false, &text);
    const char *made = arena_strdup(page->arena, text.data);
    strbuf_done(&text);
    return made;
}

/* The decision, counted back: heard too late is a number, and the work goes on. */
static void add_term(Page *page, const Record *event) {
    Day today = moment_day(desk_now(page->desk));
    if (record_has(event, "decided_on")) {
        const char *how = page_value(page, event, "decided_how");
        page_add(page, SHEET_PLAIN, _("Decided"), 2, "%s%s%s", page_day(page, field_day(event, "decided_on", 0)), how ? ": " : "", how ? how : "");
        return;
    }
    if (!record_has(event, "decision_on")) {
        page_add(page, SHEET_WARNING, _("Decision on"), 1, "%s", _("not known: ask, or nothing can be in time"));
        return;
    }
    Day decision = field_day(event, "decision_on", 0), last = trigger_last_moment(page->desk, event, page->arena);
    page_add(page, SHEET_PLAIN, _("Decision on"), 1, "%s", day_left(page, decision));
    int days = trigger_heard_late(page->desk, event), lead = trigger_lead_days(page->desk, event, page->arena);
    const char *counted = arena_printf(page->arena, ngettext("%d working day before", "%d working days before", (unsigned long)lead), lead);
    const char *late = days ? arena_printf(page->arena, ngettext("; heard %d working day too late", "; heard %d working days too late", (unsigned long)days), days) : "";
    page_add(page, days || last < today ? SHEET_WARNING : SHEET_PLAIN, _("In time until"), 2, "%s, %s%s", page_day(page, last), counted, late);
}

static void add_heard(Page *page, const Record *event) {
    const char *from = page_value(page, event, "heard_from"), *how = page_value(page, event, "how");
    page_add(page, SHEET_PLAIN, _("Heard"), 1, "%s%s%s%s%s",
             page_day(page, field_day(event, "heard_on", 0)), from ? _(" from ") : "", from ? from : "", how ? ", " : "", how ? how : "");
    const RegisterDef *def;
    int64_t no;
    if (from && code_parse(record_text(event, "heard_from"), &def, &no)) page_about(page, record_text(event, "heard_from"));
}

static void add_weight(Page *page, const Record *event) {
    static const char *const keys[] = {"needs", "critical", "personal_data", "sponsor"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const char *text = page_value(page, event, keys[i]);
        bool unknown = record_is(event, keys[i], "unknown");
        if (text) page_add(page, unknown ? SHEET_WARNING : SHEET_PLAIN, lang_text(register_field(event->def, keys[i])->label), 1, "%s", text);
    }
    if (record_has(event, "sponsor")) page_about(page, record_text(event, "sponsor"));
}

static void add_check(Page *page, const Record *row) {
    const char *note = page_value(page, row, "note"), *result = page_value(page, row, "result");
    bool open = !record_has(row, "result"), gap = record_is(row, "result", "gap");
    page_add(page, gap || (open && record_is(row, "moment", "before")) ? SHEET_WARNING : SHEET_PLAIN, open ? _("not looked at") : result, 2, "%s%s%s",
             record_title(row), note ? ": " : "", note ? note : "");
    page_row(page, row);
}

/* The list as it was frozen when the assessment started; before that, that it will be. */
static void add_checks(Page *page, const Record *event) {
    static const struct {
        const char *moment, *heading;
    } parts[] = {{"before", N_("Before signature")}, {"after", N_("May follow")}};
    RecordList rows = rows_of(page->desk, event, "check", page->arena);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        bool told = false;
        for (size_t j = 0; j < rows.count; j++) {
            if (!record_is(rows.items[j], "moment", parts[i].moment)) continue;
            if (!told) page_heading(page, lang_text(parts[i].heading));
            told = true;
            add_check(page, rows.items[j]);
        }
    }
    if (rows.count == 0 && record_is(event, "state", "signalled"))
        page_add(page, SHEET_QUIET, _("Checks"), 2, "%s", _("those of its kind are copied when the assessment starts"));
}

static Status add_advice(Page *page, const Record *event, Error *err) {
    RecordList advices;
    Status status = find_pointing(page->desk, code_of(event, page->arena), "advice", "about", page->arena, &advices, err);
    const char *outcome = page_value(page, event, "outcome");
    page_heading(page, _("Given"));
    for (size_t i = 0; i < advices.count && status == OK; i++) {
        const StateDef *state = record_state(advices.items[i]);
        page_record(page, advices.items[i], state ? lang_text(state->label) : "");
    }
    if (outcome)
        page_add(page, SHEET_PLAIN, _("Outcome"), 1, "%s, %s", outcome, page_day(page, field_day(event, "given_on", moment_day(event->updated_at))));
    else
        page_add(page, SHEET_PLAIN, _("Outcome"), 1, "%s", _("not given yet"));
    return status;
}

Status sheet_event(Page *page, const Record *event, Error *err) {
    add_what(page, event);
    add_term(page, event);
    add_heard(page, event);
    add_weight(page, event);
    add_checks(page, event);
    return add_advice(page, event, err);
}

/* -- acting on it ------------------------------------------------------------------------------------------------- */

Record *sheet_outcome(Desk *desk, const Record *event, const char *outcome, Arena *arena) {
    Record *wanted = record_copy(event, arena);
    record_set_text(wanted, "outcome", outcome);
    if (!record_has(event, "given_on")) record_set_number(wanted, "given_on", moment_day(desk_now(desk)));
    if (text_has_word("signalled assessing", record_text(event, "state"))) record_set_text(wanted, "state", "given");
    return wanted;
}

Record *sheet_event_advice(Desk *desk, const Record *event, Arena *arena) {
    Record *advice = record_new_initial(register_by_key("advice"), desk_now(desk), arena);
    event = record_as_it_stands(event);
    const char *sponsor = record_text(event, "sponsor");
    record_set_text(advice, "title", arena_printf(arena, _("On: %s"), record_title(event)));
    record_set_text(advice, "about", code_of(event, arena));
    if (trigger_is_large(desk, event, arena) || record_is(event, "critical", "yes")) record_set_text(advice, "weight", "weighty");
    if (sponsor && !is_officer(desk, sponsor, arena)) record_set_text(advice, "addressee", sponsor);
    return advice;
}

Record *sheet_checked(Desk *desk, const Record *row, const char *result, Arena *arena) {
    Record *wanted = record_copy(row, arena);
    record_set_text(wanted, "result", result);
    record_set_number(wanted, "checked_on", moment_day(desk_now(desk)));
    return wanted;
}
