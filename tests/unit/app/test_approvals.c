/* Approvals: each rule that needs other records or the past, with an attempt to break it. */
#include "duty_world.h"

#include "loket/app/agenda.h"
#include "loket/app/computed.h"
#include "loket/app/sheet.h"

#define REQUEST "title=Key to the archive|requester=CON-0004|rule=ANC-0001|reason=needed"
#define WEIGHED "|risk_owner=CON-0003|measure=log|likelihood_without=small|impact_without=limited|likelihood_with=small|impact_with=limited"
#define YES "decided_by=CON-0003|outcome=approved|motivation=fine|until="

static void who_decides_is_set_when_it_is_entered(void **state) {
    Duty *duty = *state;
    const char *plain = duty_add(duty, "approval", REQUEST);
    duty_is(duty, plain, "decider_role", "officer");
    duty_is(duty, plain, "decider", "CON-0001");
    const char *mandate = duty_add(duty, "approval", REQUEST "|kind=mandate");
    duty_is(duty, mandate, "decider_role", "process_owner");
    duty_is(duty, mandate, "decider", "CON-0003");
    const char *own = duty_add(duty, "approval", REQUEST "|requester=CON-0001");
    duty_is(duty, own, "decider_role", "board");
    duty_is(duty, own, "decider", "CON-0002");
    duty_edit(duty, "ORG-0001", "preset=government");
    duty_is(duty, duty_add(duty, "approval", REQUEST "|system=x"), "decider_role", "process_owner");
}

static void complex_is_suggested_with_its_reason(void **state) {
    Duty *duty = *state;
    const char *admin = duty_add(duty, "approval", REQUEST "|right=local administrator");
    duty_is(duty, admin, "complex", "yes");
    duty_is(duty, admin, "complex_because", "administrator rights");
    duty_is(duty, admin, "decider_role", "process_owner");
    const char *no = duty_add(duty, "approval", REQUEST "|right=local administrator|complex=no|complex_because=own laptop");
    duty_is(duty, no, "complex", "no");
    duty_is(duty, duty_add(duty, "approval", REQUEST "|permanent_because=law|review_on=+1y"), "complex_because", "permanent");
    duty_is(duty, duty_add(duty, "approval", REQUEST), "complex", "");
}

static void a_second_right_on_one_system_is_a_conflict_of_duties(void **state) {
    Duty *duty = *state;
    const char *first = duty_add(duty, "approval", REQUEST "|kind=matrix|system=Ledger|until=+20d");
    duty_add_row(duty, first, "decision", "decided_by=CON-0001|outcome=approved|motivation=fine|until=+20d");
    duty_edit(duty, first, "state=decided");
    duty_edit(duty, first, "state=running");
    const char *second = duty_add(duty, "approval", REQUEST "|kind=matrix|system=Ledger|not_renewal_because=another right");
    duty_is(duty, second, "complex", "yes");
    assert_non_null(strstr(duty_value(duty, second, "complex_because"), first));
}

static void the_officer_only_advises_on_what_is_complex(void **state) {
    Duty *duty = *state;
    const char *complex = duty_add(duty, "approval", REQUEST "|complex=yes|complex_because=many people" WEIGHED);
    assert_false(duty_row(duty, complex, "decision", "decided_by=CON-0001|outcome=approved|motivation=x|until=+9d"));
    duty_told(duty, "complex");
    duty_add_row(duty, complex, "decision", YES "+9d");
    duty_edit(duty, "ORG-0001", "preset=government");
    const char *plain = duty_add(duty, "approval", REQUEST "|not_renewal_because=other");
    assert_false(duty_row(duty, plain, "decision", "decided_by=CON-0001|outcome=approved|motivation=x|until=+9d"));
    duty_told(duty, "government");
}

static void a_decision_decides_when_nothing_is_missing(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003|complex=yes|complex_because=many people");
    assert_false(duty_row(duty, code, "decision", YES "+9d"));
    duty_told(duty, "risk owner");
    duty_told(duty, "makes up for it");
    duty_is(duty, code, "state", "received");
    assert_int_equal(duty_rows(duty, code, "decision").count, 0);
    duty_edit(duty, code, "state=assessing" WEIGHED);
    duty_add_row(duty, code, "decision", YES "+9d");
    duty_is(duty, code, "state", "decided");
    const char *other = duty_add(duty, "approval", REQUEST "|decider=CON-0003|complex=yes|complex_because=x|not_renewal_because=y");
    duty_add_row(duty, other, "decision", "decided_by=CON-0003|outcome=rejected|motivation=no"); /* no risk is taken, so none is weighed */
    duty_is(duty, other, "state", "decided");
}

static void the_sheet_holds_what_deciding_needs(void **state) {
    Duty *duty = *state;
    const char *first = duty_add(duty, "approval", REQUEST "|kind=matrix|system=Ledger|unit=Sales|decider=CON-0003");
    duty_add_row(duty, first, "decision", YES "+20d");
    duty_edit(duty, first, "state=running");
    const char *code = duty_add(duty, "approval", REQUEST "|kind=matrix|system=Ledger|unit=Sales|right=approve payments|beneficiary=CON-0004|"
                                                  "alternatives=ask Amsel|until=+9d|not_renewal_because=another right" WEIGHED);
    duty_add_row(duty, code, "consult", "who=CON-0002|answered_on=today|view=negative|text=too much");
    duty_add(duty, "advice", arena_printf(duty->arena, "title=Rather not|addressee=CON-0003|text=x|about=%s|direction=negative", code));
    Sheet sheet;
    assert_ok(sheet_read(duty->desk, duty_load(duty, code), duty->arena, &sheet, &duty->err), &duty->err);
    const char *all = "";
    int rows = 0;
    for (size_t i = 0; i < sheet.count; i++) {
        all = arena_printf(duty->arena, "%s\n%s|%s", all, sheet.lines[i].label, sheet.lines[i].text);
        rows += sheet.lines[i].most;
    }
    assert_true(rows <= 21); /* 80 by 24 without header, message and footer, however long its texts are */
    static const char *const parts[] = {"Corrie Blom", "Sales", "PR-01", "Ledger: approve payments", "needed", "ask Amsel", "holds APR-0001", "log", "Rutger Amsel",
                                        "Hanneke Verhulst: negative, too much", "negative: Rather not", "1 times in 12 months", "you advise"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (!strstr(all, parts[i])) fail_msg("not on the sheet: %s\n%s", parts[i], all);
    StrBuf mail;
    strbuf_init(&mail);
    assert_int_equal(sheet_mail(duty->desk, duty_load(duty, code), &mail, &duty->err), ERR_MISSING);
    assert_ok(sheet_mail(duty->desk, duty_load(duty, first), &mail, &duty->err), &duty->err);
    assert_non_null(strstr(mail.data, "Motivation: fine"));
    strbuf_done(&mail);
}

static void a_government_measure_cannot_be_accepted_away(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "preset=government");
    duty_add(duty, "anchor", "reference=BIO 5.16.02|kind=norm");
    const char *code = duty_add(duty, "approval", REQUEST "|rule=ANC-0002|decider=CON-0003");
    assert_false(duty_row(duty, code, "decision", YES "+9d"));
    duty_told(duty, "government measure");
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=rejected|motivation=becomes an action");
}

static void nobody_has_a_say_in_ones_own_case(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|beneficiary=CON-0003|decider=CON-0002");
    assert_false(duty_row(duty, code, "decision", YES "+9d"));
    duty_told(duty, "it is for");
    assert_false(duty_row(duty, code, "decision", "decided_by=CON-0004|outcome=approved|motivation=x"));
    duty_told(duty, "requester");
    assert_false(duty_row(duty, code, "decision", "decided_by=CON-0002|on_behalf_of=CON-0003|outcome=approved|motivation=x"));
    duty_told(duty, "on behalf");
    assert_false(duty_row(duty, code, "consult", "who=CON-0004"));
    duty_told(duty, "requester");
    assert_false(duty_change(duty, code, "decider=CON-0004"));
    const char *own = duty_add(duty, "approval", REQUEST "|requester=CON-0001");
    assert_null(duty_try(duty, "advice", arena_printf(duty->arena, "title=Yes|addressee=CON-0002|text=do|about=%s", own)));
    duty_told(duty, "does not advise");
}

/* The same through import: rows of a new record, and a row put under one that is there. */
static void import_obeys_the_same_rules(void **state) {
    Duty *duty = *state;
    static const char *const texts[] = {
        "approval:\n  - {title: Key, requester: CON-0004, rule: ANC-0001, reason: x, decider: CON-0003, decision: [{decided_by: CON-0004, outcome: "
        "approved, motivation: mine}]}\n",
        "approval:\n  - {title: Key, requester: CON-0001, rule: ANC-0001, reason: x, decider_role: officer, decider: CON-0003}\n",
        "approval:\n  - {code: APR-0001, title: Key to the archive, requester: CON-0004, rule: ANC-0001, reason: needed, decision: [{n: 1, decided_by: "
        "CON-0003, outcome: rejected, motivation: fine, until: +9d}]}\n",
        "approval:\n  - {code: APR-0001, title: Key to the archive, requester: CON-0004, rule: ANC-0001, reason: needed, until: +90d}\n"};
    const char *code = duty_add(duty, "approval", REQUEST "|until=+9d|decider=CON-0003");
    duty_add_row(duty, code, "decision", YES "+9d");
    duty_edit(duty, code, "state=decided");
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ImportPlan *plan;
        Error err = {0};
        ImportOptions options = {.format = TRANSFER_YAML, .update = true};
        Status status = import_read_bytes(duty->desk, texts[i], strlen(texts[i]), "x.yaml", &options, &plan, &err);
        if (status == OK) status = import_apply(duty->desk, plan, NULL, &err);
        import_free(plan);
        if (status != ERR_INVALID) fail_msg("text %zu was taken", i);
    }
    duty_is(duty, code, "until", duty_day(duty, 9));
    assert_int_equal(duty_rows(duty, code, "decision").count, 1);
    assert_true(record_is(duty_rows(duty, code, "decision").items[0], "outcome", "approved"));
}

/* A running request whose last decision ends after `days`. */
static const char *running(Duty *duty, const char *values, int days) {
    const char *code = duty_add(duty, "approval", arena_printf(duty->arena, REQUEST "|decider=CON-0003|until=%+dd%s", days, values));
    duty_add_row(duty, code, "decision", arena_printf(duty->arena, YES "%+dd", days));
    duty_edit(duty, code, "state=decided");
    duty_edit(duty, code, "state=running");
    return code;
}

static void the_end_in_force_comes_only_from_the_last_decision(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003|until=+25d");
    duty_add_row(duty, code, "decision", YES "+10d");
    duty_edit(duty, code, "state=decided");
    duty_edit(duty, code, "state=running");
    assert_int_equal(duty_due(duty, code, "end"), 10);
    duty_add_row(duty, code, "decision", YES "+20d");
    assert_int_equal(duty_due(duty, code, "end"), 20);
}

static const char *end_told(Duty *duty, const char *code) {
    Record *record = duty_load(duty, code);
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(duty->desk), record->def, record->no, duty->arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(dues[i].rule, "end") != 0 || !agenda_needs(&dues[i], duty->fixture.now)) continue;
        StrBuf out;
        strbuf_init(&out);
        agenda_reason(duty->desk, record->def, &dues[i], record, &out);
        const char *text = arena_strdup(duty->arena, out.data);
        strbuf_done(&out);
        return text;
    }
    return "";
}

static void the_end_warns_at_30_7_1_and_0_days(void **state) {
    Duty *duty = *state;
    const char *code = running(duty, "|risk_owner=CON-0003|measure=log|likelihood_without=small|impact_without=limited|likelihood_with=small|"
                                     "impact_with=limited", 40);
    static const struct {
        int left;
        const char *told;
    } rows[] = {{31, ""}, {30, "30 days"}, {8, "30 days"}, {7, "7 days"}, {1, "tomorrow"}, {0, "today"}, {-1, "prove"}};
    Moment start = duty->fixture.now;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        duty->fixture.now = start + (Moment)(40 - rows[i].left) * DAY_SECONDS;
        const char *told = end_told(duty, code);
        if (*rows[i].told ? !strstr(told, rows[i].told) : *told) fail_msg("%d days: '%s'", rows[i].left, told);
    }
}

static void a_renewal_is_a_new_decision_never_a_moved_date(void **state) {
    Duty *duty = *state;
    const char *code = running(duty, "", 10);
    assert_false(duty_change(duty, code, "until=+90d"));
    duty_told(duty, "a renewal is a new decision");
    assert_false(duty_change(duty, code, "until=|permanent_because=handy|review_on=+1y"));
    duty_told(duty, "a renewal is a new decision");
    assert_false(duty_change(duty, code, "right=everything"));
    duty_told(duty, "new request");
    duty_edit(duty, code, "state=assessing|until=+90d|risk_owner=CON-0003|measure=log|likelihood_without=small|impact_without=limited|"
                          "likelihood_with=small|impact_with=limited");
    assert_false(duty_change(duty, code, "state=decided"));
    duty_told(duty, "a renewal is a new decision");
    duty->fixture.now += DAY_SECONDS;
    duty_add_row(duty, code, "decision", YES "+60d");
    duty_edit(duty, code, "state=decided");
    duty_edit(duty, code, "state=running");
    assert_int_equal(duty_due(duty, code, "end"), 60);
    assert_int_equal(duty_rows(duty, code, "decision").count, 2);
}

static void a_decision_is_never_overwritten(void **state) {
    Duty *duty = *state;
    const char *code = running(duty, "", 10);
    Record *row = duty_rows(duty, code, "decision").items[0], *wanted = record_copy(row, duty->arena);
    duty_fill(duty, wanted, "until=+90d");
    Change change = {.seen = row, .wanted = wanted};
    assert_int_equal(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), ERR_INVALID);
    duty_told(duty, "was written down and stays");
    change = (Change){.op = CHANGE_STRIKE, .seen = row, .wanted = record_copy(row, duty->arena), .because = "typing"};
    assert_int_equal(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), ERR_INVALID);
    duty_told(duty, "no decision"); /* what runs on it would run on nothing */
}

/* Deciding while somebody who was asked has not answered is a choice, and has its reason; who it is, and what the rule brings, is told before. */
static void deciding_without_an_answer_has_its_reason(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST);
    duty_add_row(duty, "ANC-0001", "condition", "kind=logging|text=each week");
    duty_add_row(duty, code, "consult", "who=CON-0002|role=dpo");
    const RegisterDef *def = register_by_key("approval");
    StrBuf before;
    strbuf_init(&before);
    sheet_before_deciding(duty->desk, register_by_key("decision"), def, duty_load(duty, code)->no, &before);
    const char *name = record_title(duty_load(duty, "CON-0002"));
    assert_non_null(strstr(before.data, name));
    assert_non_null(strstr(before.data, "each week"));
    strbuf_done(&before);
    assert_false(duty_row(duty, code, "decision", "decided_by=CON-0003|outcome=approved|motivation=x|until=+20d"));
    duty_told(duty, name);
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=approved|motivation=x|until=+20d|unheard_because=it burns");
}

/* What counts per unit counts alike however it was typed. */
static void units_are_spelled_one_way(void **state) {
    Duty *duty = *state;
    duty_add(duty, "approval", REQUEST "|unit=Heat net|not_renewal_because=x");
    const char *other = duty_add(duty, "approval", REQUEST "|unit=heat  NET|not_renewal_because=x");
    assert_string_equal(record_text(duty_load(duty, other), "unit"), "Heat net");
}

static void the_same_rule_and_person_asks_for_renewal(void **state) {
    Duty *duty = *state;
    const char *first = running(duty, "", 10);
    assert_null(duty_try(duty, "approval", REQUEST));
    duty_told(duty, first);
    duty_add(duty, "approval", REQUEST "|not_renewal_because=another archive");
    duty_add(duty, "approval", REQUEST "|requester=CON-0002");
    duty_add(duty, "approval", arena_printf(duty->arena, REQUEST "|renewal_of=%s", first));
    duty->fixture.now += (Moment)(10 + 91) * DAY_SECONDS;
    duty_add(duty, "approval", REQUEST);
}

static void the_third_renewal_is_complex_and_goes_to_the_board(void **state) {
    Duty *duty = *state;
    const char *last = duty_add(duty, "approval", REQUEST);
    for (int i = 0; i < 2; i++) last = duty_add(duty, "approval", arena_printf(duty->arena, REQUEST "|renewal_of=%s", last));
    duty_is(duty, last, "decider_role", "officer");
    assert_null(duty_try(duty, "approval", arena_printf(duty->arena, REQUEST "|renewal_of=%s|complex=no|decider_role=officer", last)));
    duty_told(duty, "goes to the board");
    const char *third = duty_add(duty, "approval", arena_printf(duty->arena, REQUEST "|renewal_of=%s", last));
    duty_is(duty, third, "complex", "yes");
    duty_is(duty, third, "complex_because", "third renewal");
    duty_is(duty, third, "decider_role", "board");
    duty_is(duty, third, "decider", "CON-0002");
}

static void a_decision_against_the_advice_makes_it_not_adopted(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|kind=mandate|risk_owner=CON-0003");
    const char *advice = duty_add(duty, "advice", arena_printf(duty->arena, "title=No|addressee=CON-0003|text=do not|about=%s|direction=negative|"
                                                                            "state=given|given_on=today", code));
    const char *draft = duty_add(duty, "advice", arena_printf(duty->arena, "title=Later|addressee=CON-0003|text=x|about=%s|direction=negative", code));
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=approved|motivation=work must go on|until=+9d");
    duty_is(duty, advice, "state", "answered");
    duty_is(duty, advice, "answer", "not_adopted");
    duty_is(duty, advice, "answered_by", "CON-0003");
    duty_is(duty, advice, "answer_reason", "work must go on");
    duty_is(duty, advice, "carried_by", "CON-0003");
    assert_int_equal(duty_due(duty, advice, "risk_told"), 7);
    assert_int_equal(duty_due(duty, advice, "place"), 7);
    duty_is(duty, draft, "state", "draft");
    StrBuf done;
    strbuf_init(&done);
    assert_int_equal(desk_undo(duty->desk, &done, &duty->err), OK); /* one act: decision and answer go back together */
    strbuf_done(&done);
    duty_is(duty, advice, "state", "given");
    assert_int_equal(duty_rows(duty, code, "decision").count, 0);
}

static void a_decision_with_the_advice_adopts_it(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|kind=mandate");
    const char *advice = duty_add(duty, "advice", arena_printf(duty->arena, "title=No|addressee=CON-0003|text=do not|about=%s|direction=negative|"
                                                                            "state=given|given_on=today", code));
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=rejected|motivation=agreed");
    duty_is(duty, advice, "answer", "adopted");
}

static void revoking_keeps_the_decision_and_stays_red_until_it_is_proven(void **state) {
    Duty *duty = *state;
    const char *code = running(duty, "", 10);
    assert_false(duty_change(duty, code, "state=revoked"));
    duty_edit(duty, code, "state=revoked|revoked_because=abused");
    assert_int_equal(duty_rows(duty, code, "decision").count, 1);
    assert_int_equal(duty_due(duty, code, "end"), 9999);
    assert_int_equal(duty_due(duty, code, "proof"), 0);
    assert_false(duty_change(duty, code, "state=ended"));
    duty_told(duty, "what shows that it is gone");
    duty_edit(duty, code, "state=ended|removal_proof=ticket 12");
    assert_int_equal(duty_due(duty, code, "proof"), 9999);
}

static void it_ends_only_with_its_proof(void **state) {
    Duty *duty = *state;
    const char *code = running(duty, "", 3);
    duty->fixture.now += (Moment)4 * DAY_SECONDS;
    assert_int_equal(duty_due(duty, code, "end"), -1);
    duty_edit(duty, code, "ended_on=today");
    assert_int_equal(duty_due(duty, code, "proof"), 0);
    assert_false(duty_change(duty, code, "state=ended"));
    duty_edit(duty, code, "state=ended|removal_proof=picture");
}

static void a_review_ends_in_a_decision(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003|permanent_because=law|review_on=+100d|risk_owner=CON-0003|measure=log|"
                                                          "likelihood_without=small|impact_without=limited|likelihood_with=small|impact_with=limited");
    duty_add_row(duty, code, "decision", YES);
    duty_edit(duty, code, "state=decided");
    duty_edit(duty, code, "state=running");
    duty->fixture.now += (Moment)99 * DAY_SECONDS;
    assert_false(duty_change(duty, code, "review_on=+1y"));
    duty_told(duty, "a review ends in a decision");
    duty_add_row(duty, code, "decision", YES);
    duty_edit(duty, code, "review_on=+1y");
}

static const char *words(Duty *duty, const char *code, const char *child, size_t row, const char *key) {
    Record *record = duty_rows(duty, code, child).items[row];
    return record_text(record, key);
}

static bool change_row(Duty *duty, const char *code, const char *child, size_t row, const char *values) {
    Record *seen = duty_rows(duty, code, child).items[row], *wanted = record_copy(seen, duty->arena);
    duty_fill(duty, wanted, values);
    Change change = {.seen = seen, .wanted = wanted};
    return desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err) == OK;
}

static void a_decision_on_conditions_copies_those_of_the_rule(void **state) {
    Duty *duty = *state;
    duty_add_row(duty, "ORG-0001", "condition", "kind=logging|text=log is kept");
    duty_add_row(duty, "ANC-0001", "condition", "kind=account|text=one for this alone|within=5d");
    duty_add_row(duty, "ANC-0001", "condition", "kind=end_date|text=ends by itself");
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=conditions|motivation=fine|until=+20d");
    assert_int_equal(duty_rows(duty, code, "condition").count, 2);
    assert_string_equal(words(duty, code, "condition", 0, "text"), "one for this alone");
    assert_int_equal(duty_due(duty, code, "check"), 5);
    duty_add_row(duty, "ANC-0001", "condition", "kind=mfa"); /* frozen: a later change of the set does not reach it */
    assert_int_equal(duty_rows(duty, code, "condition").count, 2);
    duty_add(duty, "anchor", "reference=PR-02|owner=CON-0003");
    const char *other = duty_add(duty, "approval", REQUEST "|rule=ANC-0002|decider=CON-0003"); /* a rule without: those of the organisation */
    duty_add_row(duty, other, "decision", "decided_by=CON-0003|outcome=conditions|motivation=fine|until=+20d");
    assert_string_equal(words(duty, other, "condition", 0, "kind"), "logging");
}

static void given_conditions_stand_instead(void **state) {
    Duty *duty = *state;
    duty_add_row(duty, "ORG-0001", "condition", "kind=logging|text=log is kept");
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    duty_add_row(duty, code, "condition", "kind=network|text=segment 14");
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=conditions|motivation=fine|until=+20d");
    assert_int_equal(duty_rows(duty, code, "condition").count, 1);
}

static void on_conditions_says_on_which(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    assert_false(duty_row(duty, code, "decision", "decided_by=CON-0003|outcome=conditions|motivation=fine|until=+20d"));
    duty_told(duty, "on which conditions");
    assert_false(duty_row(duty, "ANC-0001", "condition", "kind=mfa|checked_on=today")); /* the usual set is not what is checked */
    duty_told(duty, "usual set");
}

static void unmet_conditions_are_dues(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    duty_add_row(duty, code, "condition", "kind=mfa");
    duty_add_row(duty, code, "condition", "kind=end_date");
    assert_int_equal(duty_due(duty, code, "check"), 9999); /* not granted yet */
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=conditions|motivation=fine|until=+20d");
    assert_int_equal(duty_due(duty, code, "check"), 14); /* two weeks, and the end date on its day */
    assert_true(change_row(duty, code, "condition", 0, "result=not_met"));
    assert_string_equal(words(duty, code, "condition", 0, "checked_by"), "CON-0001");
    assert_int_equal(duty_due(duty, code, "check"), 20);
    assert_int_equal(duty_due(duty, code, "unmet"), 7);
    duty_add_row(duty, code, "condition", "kind=mfa|result=met"); /* looked at again; the first row stays */
    assert_int_equal(duty_due(duty, code, "unmet"), 9999);
    assert_true(change_row(duty, code, "condition", 1, "checked_on=today"));
    assert_string_equal(words(duty, code, "condition", 1, "result"), "met");
    assert_int_equal(duty_due(duty, code, "check"), 9999);
}

static void a_government_measure_becomes_an_action_or_does_not_apply(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "preset=government");
    duty_add(duty, "anchor", "reference=BIO 5.16.02|kind=norm");
    const char *code = duty_add(duty, "approval", REQUEST "|rule=ANC-0002|decider=CON-0003");
    assert_false(duty_row(duty, code, "decision", "decided_by=CON-0003|outcome=action|motivation=by summer"));
    duty_told(duty, "make the action first");
    duty_add(duty, "action", arena_printf(duty->arena, "title=Second factor|origin=%s|owner=CON-0003|due_on=+90d", code));
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=action|motivation=by summer");
    assert_false(duty_change(duty, code, "state=running"));
    duty_told(duty, "not granted");
    duty_edit(duty, code, "state=ended");
    const char *other = duty_add(duty, "approval", REQUEST "|rule=ANC-0002|decider=CON-0003");
    duty_add_row(duty, other, "decision", "decided_by=CON-0003|outcome=not_applicable|motivation=no such system");
}

static void the_officer_is_not_named_to_decide_where_only_advice_is_due(void **state) {
    Duty *duty = *state;
    assert_null(duty_try(duty, "approval", REQUEST "|kind=mandate|decider_role=officer|decider=CON-0001"));
    duty_told(duty, "mandate");
    assert_null(duty_try(duty, "approval", REQUEST "|kind=erasure|decider=CON-0001"));
    duty_told(duty, "data-subject");
    const char *code = duty_add(duty, "approval", REQUEST);
    duty_is(duty, code, "decider", "CON-0001");
    duty_edit(duty, code, "complex=yes|complex_because=many people"); /* asked anew */
    duty_is(duty, code, "decider_role", "process_owner");
    duty_is(duty, code, "decider", "CON-0003");
    const char *later = duty_add(duty, "approval", REQUEST "|not_renewal_because=other");
    duty_edit(duty, later, "right=domain administrator"); /* suggested as soon as it shows */
    duty_is(duty, later, "complex_because", "administrator rights");
}

static void who_asks_is_not_heard_in_the_advice_either(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|beneficiary=CON-0002");
    const char *advice = duty_add(duty, "advice", arena_printf(duty->arena, "title=Rather not|addressee=CON-0003|text=x|about=%s|direction=negative", code));
    assert_false(duty_row(duty, advice, "consult", "who=CON-0004"));
    duty_told(duty, "Corrie Blom, who asks");
    assert_false(duty_row(duty, advice, "consult", "who=CON-0002"));
    duty_add_row(duty, advice, "consult", "who=CON-0003");
    assert_false(duty_change(duty, code, "beneficiary=CON-0003")); /* nor afterwards */
    duty_told(duty, "Rutger Amsel, who asks");
    const char *loose = duty_add(duty, "advice", "title=In general|addressee=CON-0003|text=x");
    duty_add_row(duty, loose, "consult", "who=CON-0004");
    assert_false(duty_change(duty, loose, arena_printf(duty->arena, "about=%s", code))); /* nor by linking it later */
    duty_told(duty, "Corrie Blom, who asks");
}

static void not_following_a_view_needs_a_reason(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    duty_add_row(duty, code, "consult", "who=CON-0002|answered_on=today|view=negative");
    assert_false(duty_row(duty, code, "decision", YES "+9d"));
    duty_told(duty, "against the view of Hanneke Verhulst");
    assert_false(change_row(duty, code, "consult", 0, "followed=no"));
    duty_told(duty, "needs a reason");
    assert_true(change_row(duty, code, "consult", 0, "followed=no|not_followed_because=it is for one week"));
    duty_add_row(duty, code, "decision", YES "+9d");
}

static void what_runs_stays_red_while_it_is_renewed(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003");
    duty_add_row(duty, code, "decision", YES "+9d");
    duty_edit(duty, code, "state=running");
    duty_edit(duty, code, "state=assessing");
    assert_int_equal(duty_due(duty, code, "end"), 9);
    assert_false(duty_change(duty, code, "state=withdrawn|withdrawn_because=not needed")); /* not a way out without proof */
    duty_told(duty, "what shows that it is gone");
    duty_edit(duty, code, "state=withdrawn|withdrawn_because=not needed|ended_on=today|removal_proof=ticket 7");
}

static void a_permanent_one_that_runs_is_gone_on_from_too(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|decider=CON-0003|permanent_because=law|review_on=+90d" WEIGHED);
    duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=approved|motivation=fine");
    duty_edit(duty, code, "state=running");
    assert_null(duty_try(duty, "approval", REQUEST));
    duty_told(duty, "name it as the one renewed");
}

static void the_rule_says_how_often_it_is_bent(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 3; i++) {
        const char *code = duty_add(duty, "approval", REQUEST "|unit=Sales|decider=CON-0003|not_renewal_because=another");
        duty_add_row(duty, code, "decision", YES "+9d");
    }
    Record *rule = duty_load(duty, "ANC-0001");
    StrBuf out;
    strbuf_init(&out);
    computed_find(rule->def, "bent")->format(duty->desk, rule, &out);
    assert_string_equal(out.data, "3 times in 12 months, 0 running; Sales 3: look at the rule itself");
    strbuf_done(&out);
}

static void an_extension_is_told_within_the_month_with_its_reason(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "approval", REQUEST "|kind=access|decider=CON-0003|received_at=-20d");
    assert_false(duty_change(duty, code, "extension_told_on=today"));
    duty_told(duty, "needs its reason");
    int month = duty_due(duty, code, "AVG12");
    duty_edit(duty, code, "extension_told_on=today|extension_reason=forty boxes");
    assert_true(duty_due(duty, code, "AVG12") > month + 50);
    const char *late = duty_add(duty, "approval", REQUEST "|kind=access|decider=CON-0003|received_at=-40d");
    assert_false(duty_change(duty, late, "extension_told_on=today|extension_reason=forty boxes"));
    duty_told(duty, "not extended");
    duty_edit(duty, late, "identity=asked|identity_asked_on=-30d");
    assert_false(duty_change(duty, late, "answered_on=today"));
    duty_told(duty, "still asked for");
    duty_edit(duty, late, "identity=established|identity_established_on=-20d|identity_how=known at the desk|answered_on=today");
    assert_int_equal(duty_due(duty, late, "AVG12"), 9999);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(who_decides_is_set_when_it_is_entered),
        DUTY(complex_is_suggested_with_its_reason),
        DUTY(a_second_right_on_one_system_is_a_conflict_of_duties),
        DUTY(the_officer_only_advises_on_what_is_complex),
        DUTY(a_decision_decides_when_nothing_is_missing),
        DUTY(the_sheet_holds_what_deciding_needs),
        DUTY(a_government_measure_cannot_be_accepted_away),
        DUTY(nobody_has_a_say_in_ones_own_case),
        DUTY(import_obeys_the_same_rules),
        DUTY(the_end_in_force_comes_only_from_the_last_decision),
        DUTY(the_end_warns_at_30_7_1_and_0_days),
        DUTY(a_renewal_is_a_new_decision_never_a_moved_date),
        DUTY(a_decision_is_never_overwritten),
        DUTY(deciding_without_an_answer_has_its_reason),
        DUTY(units_are_spelled_one_way),
        DUTY(the_same_rule_and_person_asks_for_renewal),
        DUTY(the_third_renewal_is_complex_and_goes_to_the_board),
        DUTY(a_decision_against_the_advice_makes_it_not_adopted),
        DUTY(a_decision_with_the_advice_adopts_it),
        DUTY(revoking_keeps_the_decision_and_stays_red_until_it_is_proven),
        DUTY(it_ends_only_with_its_proof),
        DUTY(a_decision_on_conditions_copies_those_of_the_rule),
        DUTY(given_conditions_stand_instead),
        DUTY(on_conditions_says_on_which),
        DUTY(unmet_conditions_are_dues),
        DUTY(a_government_measure_becomes_an_action_or_does_not_apply),
        DUTY(the_officer_is_not_named_to_decide_where_only_advice_is_due),
        DUTY(who_asks_is_not_heard_in_the_advice_either),
        DUTY(not_following_a_view_needs_a_reason),
        DUTY(what_runs_stays_red_while_it_is_renewed),
        DUTY(a_permanent_one_that_runs_is_gone_on_from_too),
        DUTY(the_rule_says_how_often_it_is_bent),
        DUTY(an_extension_is_told_within_the_month_with_its_reason),
        DUTY(a_review_ends_in_a_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
