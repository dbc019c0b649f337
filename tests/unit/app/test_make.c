/* One record from another, and what a captured line fills in: linked both ways, never guessed where it could be two. */
#include "duty_world.h"

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/app/policy.h"
#include "loket/app/sheet.h"

/* -- make ---------------------------------------------------------------------------------------------------------- */

static Record *make(Duty *duty, const char *code, const char *reg) {
    return make_new(duty->desk, duty_load(duty, code), register_by_key(reg), duty->arena);
}

static void has(const Record *record, const char *key, const char *value) {
    const char *text = record_text(record, key);
    if (!text_equal(text, value)) fail_msg("%s.%s is %s, not %s", record->def->key, key, text ? text : "empty", value ? value : "empty");
}

/* The officer, three people, a rule; and a request, a report, a talk … that know each other. */
static void fill_desk(Duty *duty) {
    duty_add(duty, "kind", "label=Contract with a supplier|needs=advice");
    duty_add(duty, "approval", "title=Scanner|requester=CON-0004|rule=ANC-0001|reason=x|decider_role=process_owner|decider=CON-0003|rule_place=3.2|unit=Heat");
    duty_add(duty, "incident", "title=Laptop lost|kind=incident|handler=CON-0003|unit=Heat|personal_data=yes");
    duty_add_row(duty, "INC-0001", "reporter", "who=CON-0004|role=employee");
    duty_add(duty, "talk", "topics=Budget|with=CON-0001 CON-0002|state=held|held_at=now");
    duty_add(duty, "round", "title=Board|members=CON-0002 CON-0003|formality=formal|asks_about=KND-0001");
    duty_add(duty, "trigger", "kind=KND-0001|title=Payroll|decision_on=+90d|sponsor=CON-0002|heard_from=CON-0003");
    duty_add(duty, "advice", "title=Patch|addressee=CON-0002|text=patch|anchors=ANC-0001");
    duty_add(duty, "instruction", "asked=Stop|to=CON-0003|rule=ANC-0001");
    duty_add(duty, "action", "title=Do|origin=INC-0001|owner=CON-0003|due_on=+9d");
    duty_add(duty, "development", "title=New act");
    duty_add(duty, "duty", "title=Access review|owner=CON-0003");
    duty_add(duty, "message", "title=Phishing|audience=all");
}

static void an_action_has_its_origin_owner_and_unit(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    Record *action = make(duty, "INC-0001", "action");
    has(action, "origin", "INC-0001");
    has(action, "owner", "CON-0003"); /* the handler */
    has(action, "unit", "Heat");
    has(make(duty, "APR-0001", "action"), "owner", "CON-0001"); /* nobody handles it: the officer */
    has(make(duty, "CON-0004", "action"), "owner", "CON-0004");
}

static void advice_on_a_request_goes_to_its_decider(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    Record *advice = make(duty, "APR-0001", "advice");
    has(advice, "addressee", "CON-0003");
    has(advice, "about", "APR-0001");
    has(advice, "anchors", "ANC-0001");
    has(make(duty, "TRG-0001", "advice"), "addressee", "CON-0002");
    assert_int_equal(record_number(make(duty, "TRG-0001", "advice"), "answer_due", 0), moment_day(duty->fixture.now) + 90);
    has(make(duty, "INC-0001", "advice"), "addressee", "CON-0002"); /* the one portfolio holder */
    duty_add(duty, "contact", "name=R. Tweede|roles=portfolio_holder");
    has(make(duty, "INC-0001", "advice"), "addressee", NULL); /* two: to be chosen */
    has(make(duty, "ADV-0001", "advice"), "repeats", "ADV-0001");
}

static void a_talk_is_with_those_it_is_about(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    has(make(duty, "APR-0001", "talk"), "with", "CON-0004");
    has(make(duty, "APR-0001", "talk"), "about", "APR-0001");
    has(make(duty, "INC-0001", "talk"), "with", "CON-0004");
    has(make(duty, "ADV-0001", "talk"), "with", "CON-0002");
    has(make(duty, "CON-0003", "talk"), "with", "CON-0003");
    has(make(duty, "CON-0003", "talk"), "about", NULL);
    has(make(duty, "TLK-0001", "talk"), "with", "CON-0002"); /* not with oneself */
    Record *talk = make(duty, "RND-0001", "talk");
    has(talk, "round", "RND-0001");
    has(talk, "with", "CON-0002 CON-0003");
    has(talk, "asked_about", "KND-0001");
    has(talk, "formality", "formal");
}

static void a_shielded_reporter_is_not_made_a_contact(void **state) {
    Duty *duty = *state;
    duty_add(duty, "incident", "title=Concern|kind=concern");
    duty_add_row(duty, "INC-0001", "reporter", "who=J. Vos|role=employee|shielded=yes");
    has(make(duty, "INC-0001", "talk"), "with", NULL);
    duty_add(duty, "incident", "title=Concern|kind=concern");
    duty_add_row(duty, "INC-0002", "reporter", "who=J. Vos|role=employee");
    assert_non_null(record_text(make(duty, "INC-0002", "talk"), "with")); /* becomes one when it is saved */
}

static void an_instruction_has_its_rule_and_to_whom(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    Record *instruction = make(duty, "APR-0001", "instruction");
    has(instruction, "rule", "ANC-0001");
    has(instruction, "rule_place", "3.2");
    has(instruction, "to", "CON-0004");
    has(make(duty, "TLK-0001", "instruction"), "earlier_talk", "TLK-0001");
    has(make(duty, "TLK-0001", "instruction"), "to", "CON-0002");
    has(make(duty, "INS-0001", "instruction"), "kind", "formal"); /* the next step of the ladder */
}

static void a_notice_names_the_term_that_runs(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    Record *notice = make(duty, "INC-0001", "notice");
    has(notice, "regime", "AVG33");
    has(notice, "sent_by", "CON-0001");
    assert_non_null(record_text(notice, "sent_to"));
    assert_ptr_equal(notice->parent, register_by_key("incident"));
    assert_false(make_can(register_by_key("contact"), register_by_key("notice")));
}

/* From the sheet and from anywhere else it is begun by one rule: the clock stood on if it runs, else the one that ends first; to the contact
 * that regime tells, and to no authority what its regime tells others. */
static void a_notice_goes_to_whom_its_regime_tells(void **state) {
    Duty *duty = *state;
    duty_add(duty, "incident", "title=Leak|kind=incident|personal_data=yes|people_risk=high");
    const Record *report = duty_load(duty, "INC-0001");
    const Policy *policy = desk_policy(duty->desk);
    const char *named = record_text(make(duty, "INC-0001", "notice"), "sent_to");
    duty_add(duty, "contact", "name=AP|roles=authority");
    Record *notice = make(duty, "INC-0001", "notice");
    assert_string_not_equal(named, record_text(notice, "sent_to")); /* there is a contact now */
    assert_int_equal(strncmp(record_text(notice, "sent_to"), "CON-", 4), 0);
    Record *subjects = sheet_notice(duty->desk, report, policy_find(policy, "AVG34"), duty->arena);
    has(subjects, "regime", "AVG34");
    has(subjects, "sent_to", "data subjects");
    has(sheet_notice(duty->desk, report, policy_find(policy, "CBW26"), duty->arena), "regime", "AVG33"); /* does not run */
    duty_add(duty, "contact", "name=RDI|roles=authority");
    has(make(duty, "INC-0001", "notice"), "sent_to", named); /* two: to be chosen */
}

static void what_is_confidential_stays_so(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    duty_edit(duty, "INC-0001", "level=confidential");
    has(make(duty, "INC-0001", "action"), "level", "confidential");
    has(make(duty, "APR-0001", "action"), "level", "internal");
}

static bool points_at(const Record *record, const char *code) {
    for (size_t i = 0; i < record->def->field_count; i++) {
        FieldType type = record->def->fields[i].type;
        bool link = type == FT_LINK || type == FT_LINKS || type == FT_PARTY;
        if (link && record->values[i].set && text_has_word(record->values[i].text, code)) return true;
    }
    return false;
}

/* Whatever is made from whatever, it is linked to it; and from the organisation nothing is made. */
static void everything_made_points_back(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    static const char *const codes[] = {"APR-0001", "INC-0001", "TLK-0001", "RND-0001", "TRG-0001", "ADV-0001", "INS-0001", "ACT-0001",
                                        "DEV-0001", "DUT-0001", "MSG-0001", "CON-0003", "ANC-0001", "KND-0001"};
    size_t made = 0;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        Record *source = duty_load(duty, codes[i]);
        for (const RegisterDef *def = NULL; (def = make_next(source->def, def));) {
            Record *record = make_new(duty->desk, source, def, duty->arena);
            made++;
            if (def->kind == KIND_CHILD) continue;
            if (!points_at(record, codes[i])) fail_msg("%s made from %s does not point at it", def->key, codes[i]);
        }
    }
    assert_int_equal(made, 14 * 8 + 4);
    assert_null(make_next(register_by_key("organisation"), NULL));
}

static void context_fills_only_what_is_needed(void **state) {
    Duty *duty = *state;
    fill_desk(duty);
    Record *action = record_new_initial(register_by_key("action"), duty->fixture.now, duty->arena);
    make_context(duty->desk, duty_load(duty, "INC-0001"), action, duty->arena);
    has(action, "origin", "INC-0001");
    has(action, "unit", NULL);
    Record *talk = record_new_initial(register_by_key("talk"), duty->fixture.now, duty->arena);
    make_context(duty->desk, duty_load(duty, "APR-0001"), talk, duty->arena);
    has(talk, "with", NULL); /* with whom does not follow from standing on a request */
    make_context(duty->desk, duty_load(duty, "RND-0001"), talk, duty->arena);
    has(talk, "with", "CON-0002 CON-0003");
    Record *request = record_new_initial(register_by_key("approval"), duty->fixture.now, duty->arena);
    make_context(duty->desk, duty_load(duty, "APR-0001"), request, duty->arena);
    has(request, "renewal_of", NULL); /* a new request is no renewal of the one stood on */
    make_context(duty->desk, duty_load(duty, "CON-0004"), request, duty->arena);
    has(request, "requester", "CON-0004");
}

/* -- a captured line ----------------------------------------------------------------------------------------------- */

static Record *line(Duty *duty, const char *reg, const char *text) {
    Record *record = record_new_initial(register_by_key(reg), duty->fixture.now, duty->arena);
    Capture capture = {0};
    assert_ok(capture_fill(duty->desk, text, record, duty->arena, &capture, &duty->err), &duty->err);
    return record;
}

static bool saved(Duty *duty, Record *record) {
    Change change = {.wanted = record};
    return desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err) == OK;
}

static void a_request_is_saved_from_one_line(void **state) {
    Duty *duty = *state;
    Record *request = line(duty, "approval", "Local admin on the scanner @blom PR-01 because the driver cannot do without");
    has(request, "title", "Local admin on the scanner PR-01");
    has(request, "requester", "CON-0004");
    has(request, "rule", "ANC-0001");
    has(request, "reason", "the driver cannot do without");
    assert_true(saved(duty, request));
    assert_false(saved(duty, line(duty, "approval", "Local admin @blom PR-01"))); /* no reason: the form asks for it */
    duty_told(duty, "empty");
    has(line(duty, "approval", "Scanner @blom PR-02, omdat het moet"), "rule", NULL);
    has(line(duty, "approval", "Scanner @blom PR-02, omdat het moet"), "reason", "het moet");
    has(line(duty, "approval", "Scanner @blom PR-02, omdat het moet"), "title", "Scanner PR-02");
}

static void references_of_several_words_are_found(void **state) {
    Duty *duty = *state;
    duty_add(duty, "anchor", "reference=Access policy 4.2");
    duty_add(duty, "anchor", "reference=Access policy");
    has(line(duty, "instruction", "Log out, see access policy 4.2. @blom"), "rule", "ANC-0002");
    has(line(duty, "instruction", "Log out, see access policy @blom"), "rule", "ANC-0003");
    has(line(duty, "advice", "Patch, as PR-01 says"), "anchors", "ANC-0001");
}

static void a_kind_of_event_is_known_by_its_words(void **state) {
    Duty *duty = *state;
    duty_add(duty, "kind", "label=Contract with a supplier|needs=advice");
    has(line(duty, "trigger", "Anything"), "kind", "KND-0001"); /* the only one */
    duty_add(duty, "kind", "label=Contract with a client|needs=advice");
    duty_add(duty, "kind", "label=Outsourcing|needs=advice");
    has(line(duty, "trigger", "Outsourcing of payroll"), "kind", "KND-0003");
    has(line(duty, "trigger", "Contract with supplier Helm"), "kind", "KND-0001");
    has(line(duty, "trigger", "Contract with Helm"), "kind", NULL); /* could be two */
    has(line(duty, "trigger", "Anything"), "kind", NULL);
    assert_true(saved(duty, line(duty, "trigger", "Outsourcing of payroll 1-3-2027")));
}

static void advice_and_actions_are_saved_from_one_line(void **state) {
    Duty *duty = *state;
    Record *advice = line(duty, "advice", "Patch the gateway");
    has(advice, "addressee", "CON-0002"); /* the one portfolio holder */
    has(advice, "text", "Patch the gateway");
    assert_true(saved(duty, advice));
    Record *action = line(duty, "action", "Order foil");
    has(action, "owner", "CON-0001");
    assert_int_equal(record_number(action, "due_on", 0), moment_day(duty->fixture.now) + 14);
    assert_false(saved(duty, action)); /* from what it comes must be said */
    make_context(duty->desk, duty_load(duty, "ADV-0001"), action, duty->arena);
    assert_true(saved(duty, action));
    assert_true(saved(duty, line(duty, "contact", "J. Vos !manager")));
    assert_true(saved(duty, line(duty, "duty", "Access review")));
    assert_true(saved(duty, line(duty, "talk", "@amsel tomorrow 10:00")));
    assert_true(saved(duty, line(duty, "instruction", "Lock the door, PR-01 @blom")));
}

static void a_name_that_can_be_two_is_told(void **state) {
    Duty *duty = *state;
    duty_add(duty, "contact", "name=Kees Blom|roles=employee");
    Record *record = record_new_initial(register_by_key("approval"), duty->fixture.now, duty->arena);
    Capture capture = {0};
    assert_int_equal(capture_fill(duty->desk, "Scanner @blom", record, duty->arena, &capture, &duty->err), ERR_INVALID);
    assert_non_null(strstr(duty->err.hint, "Kees Blom"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, duty_start, duty_stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(an_action_has_its_origin_owner_and_unit),
        CASE(advice_on_a_request_goes_to_its_decider),
        CASE(a_talk_is_with_those_it_is_about),
        CASE(a_shielded_reporter_is_not_made_a_contact),
        CASE(an_instruction_has_its_rule_and_to_whom),
        CASE(a_notice_names_the_term_that_runs),
        CASE(a_notice_goes_to_whom_its_regime_tells),
        CASE(what_is_confidential_stays_so),
        CASE(everything_made_points_back),
        CASE(context_fills_only_what_is_needed),
        CASE(a_request_is_saved_from_one_line),
        CASE(references_of_several_words_are_found),
        CASE(a_kind_of_event_is_known_by_its_words),
        CASE(advice_and_actions_are_saved_from_one_line),
        CASE(a_name_that_can_be_two_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
