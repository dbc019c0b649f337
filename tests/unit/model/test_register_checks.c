/* The rules of the registers that a table cannot say, each with a record that breaks it and the same record mended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "loket/model/validate.h"

#include <cmocka.h>

enum { NOW = 1763892000, ROWS_MOST = 8 };

/* A world of a few records and child rows; codes are made from the numbers. */
typedef struct World {
    Arena *arena;
    Record *records[ROWS_MOST];
    size_t record_count;
    Record *children[ROWS_MOST];
    size_t child_count;
    const char *linked; /* "action.origin talk.about": which registers point here */
    Problems problems;
} World;

static RecordList world_children(void *ctx, const char *child_key) {
    World *world = ctx;
    RecordList list = {.items = arena_alloc(world->arena, sizeof(Record *) * ROWS_MOST)};
    for (size_t i = 0; i < world->child_count; i++)
        if (text_equal(world->children[i]->def->key, child_key)) list.items[list.count++] = world->children[i];
    return list;
}

static const Record *world_find(void *ctx, const char *code) {
    World *world = ctx;
    char own[CODE_SIZE];
    for (size_t i = 0; i < world->record_count; i++) {
        code_write(world->records[i]->def, world->records[i]->no, own);
        if (text_equal(own, code)) return world->records[i];
    }
    return NULL;
}

static int64_t world_linked(void *ctx, const char *from_key, const char *field_key) {
    World *world = ctx;
    char word[96];
    (void)snprintf(word, sizeof word, "%s.%s", from_key, field_key);
    return text_has_word(world->linked, word) ? 1 : 0;
}

/* Reads "key=value;key=value" into a record with its initial values. */
static Record *make(World *world, const char *register_key, int64_t no, const char *values) {
    const RegisterDef *def = register_by_key(register_key);
    assert_non_null(def);
    Record *record = record_new_initial(def, NOW, world->arena);
    record->no = no;
    char line[2000];
    assert_true(strlen(values) < sizeof line);
    memcpy(line, values, strlen(values) + 1);
    for (char *save = NULL, *part = strtok_r(line, ";", &save); part; part = strtok_r(NULL, ";", &save)) {
        char *equals = strchr(part, '=');
        assert_non_null(equals);
        *equals = '\0';
        Error err = {0};
        if (record_parse(record, part, equals + 1, NOW, world->arena, &err) != OK)
            fail_msg("%s: %s", part, err.message);
    }
    return record;
}

static void add_record(World *world, const char *register_key, int64_t no, const char *values) {
    world->records[world->record_count++] = make(world, register_key, no, values);
}

static void add_child(World *world, const char *register_key, const char *values) {
    world->children[world->child_count] = make(world, register_key, (int64_t)world->child_count + 1, values);
    world->child_count++;
}

/* Validates; `before` NULL = it is new. Says how many problems there are. */
static size_t problems_of(World *world, const char *register_key, const char *before, const char *after) {
    Facts facts = {.now = NOW, .children = world_children, .find = world_find, .linked = world_linked, .ctx = world};
    memset(&world->problems, 0, sizeof world->problems);
    Record *old = before ? make(world, register_key, 1, before) : NULL;
    validate(&facts, old, make(world, register_key, 1, after), &world->problems);
    return world->problems.count;
}

static bool told(const World *world, const char *part) {
    for (size_t i = 0; i < world->problems.count && i < COUNT_OF(world->problems.items); i++)
        if (strstr(world->problems.items[i].message, part)) return true;
    return false;
}

static void must_tell(World *world, const char *register_key, const char *before, const char *after, const char *part) {
    (void)problems_of(world, register_key, before, after);
    if (told(world, part)) return;
    for (size_t i = 0; i < world->problems.count; i++)
        print_error("  told: %s\n", world->problems.items[i].message);
    fail_msg("not told: %s", part);
}

static void must_pass(World *world, const char *register_key, const char *before, const char *after) {
    if (problems_of(world, register_key, before, after) == 0) return;
    fail_msg("told: %s", world->problems.items[0].message);
}

static int start(void **state) {
    World *world = test_calloc(1, sizeof *world);
    world->arena = arena_new();
    world->linked = "";
    add_record(world, "contact", 1, "name=Brandt;roles=security_officer");
    add_record(world, "contact", 2, "name=Okafor;roles=security_officer");
    add_record(world, "organisation", 1, "name=Nordhaven;officer=CON-0001;stand_in=CON-0002");
    *state = world;
    return 0;
}

static int stop(void **state) {
    World *world = *state;
    arena_free(world->arena);
    test_free(world);
    return 0;
}

static void closing_a_complaint_lists_all_that_is_missing(void **state) {
    World *world = *state;
    const char *before = "kind=complaint;title=Noise;state=resolved;personal_data=unknown";
    const char *after = "kind=complaint;title=Noise;state=closed;personal_data=unknown";
    add_child(world, "reporter", "who=Mrs Bakker");
    add_child(world, "judgement", "regime=AVG33;applies=unknown;known_since=now");
    must_tell(world, "incident", before, after, "make an action");
    must_tell(world, "incident", before, after, "AVG33");
    must_tell(world, "incident", before, after, "personal data");
    must_tell(world, "incident", before, after, "talk about it");
    must_tell(world, "incident", before, after, "Mrs Bakker");
    world->child_count = 0;
    world->linked = "action.origin talk.about";
    add_child(world, "reporter", "who=Mrs Bakker;answered_on=today");
    add_child(world, "judgement", "regime=AVG33;applies=unknown;known_since=now");
    add_child(world, "judgement", "regime=AVG33;applies=no;judged_by=CON-0001;reason=no data");
    must_pass(world, "incident", before,
              "kind=complaint;title=Noise;state=closed;personal_data=no;personal_data_because=none");
}

static void a_concern_may_end_talked_through(void **state) {
    World *world = *state;
    world->linked = "talk.about";
    must_pass(world, "incident", "kind=concern;title=Heat;state=resolved",
              "kind=concern;title=Heat;state=closed;no_action_because=talked through");
}

static void no_after_a_suspicion_needs_a_reason(void **state) {
    World *world = *state;
    must_tell(world, "incident", "title=x;personal_data=unknown", "title=x;personal_data=no", "after all");
    must_pass(world, "incident", "title=x", "title=x;personal_data=no");
}

static void a_whistle_blower_report_is_an_empty_stub(void **state) {
    World *world = *state;
    must_tell(world, "incident", NULL, "kind=whistleblower;title=Fraud", "no title");
    must_tell(world, "incident", NULL, "kind=whistleblower", "handed over");
    must_pass(world, "incident", NULL, "kind=whistleblower;state=handed_over;handed_to=CON-0002;level=confidential");
    world->records[2] = make(world, "organisation", 1, "name=Nordhaven;officer=CON-0001;whistleblower_desk=yes");
    must_pass(world, "incident", NULL, "kind=whistleblower;title=Fraud;level=confidential");
}

static void opening_again_needs_a_reason(void **state) {
    World *world = *state;
    const char *closed = "title=x;state=closed;no_action_because=none";
    must_tell(world, "incident", closed, "title=x;state=in_hand;no_action_because=none", "opened again");
    must_pass(world, "incident", closed, "title=x;state=in_hand;no_action_because=none;reopened_because=back");
}

#define REQUEST "title=Key;requester=CON-0003;rule=ANC-0001;reason=needed;decider_role=officer;decider=CON-0001"

static void nobody_decides_in_ones_own_case(void **state) {
    World *world = *state;
    must_pass(world, "approval", NULL, REQUEST);
    must_tell(world, "approval", NULL, REQUEST ";decider=CON-0003", "requester neither decides");
    must_tell(world, "approval", NULL, REQUEST ";beneficiary=CON-0001;decider_role=board", "it is for neither");
    add_child(world, "consult", "who=CON-0003");
    must_tell(world, "approval", NULL, REQUEST, "requester neither decides");
}

static void the_officer_owns_no_risk_and_asks_the_board(void **state) {
    World *world = *state;
    must_tell(world, "approval", NULL, REQUEST ";risk_owner=CON-0002", "never owns the risk");
    must_tell(world, "approval", NULL, REQUEST ";requester=CON-0001;decider=CON-0004", "goes to the board");
    must_pass(world, "approval", NULL, REQUEST ";requester=CON-0001;decider=CON-0004;decider_role=board");
}

static void a_deviation_has_an_end_or_a_reason(void **state) {
    World *world = *state;
    must_tell(world, "approval", NULL, REQUEST ";until=+10d;permanent_because=law;review_on=+1y", "not both");
    must_tell(world, "approval", NULL, REQUEST ";permanent_because=law", "day of review");
    const char *decided = REQUEST ";state=decided";
    must_tell(world, "approval", decided, REQUEST ";state=running", "no decision");
    add_child(world, "decision", "decided_by=CON-0001;outcome=approved;motivation=fine");
    must_tell(world, "approval", decided, REQUEST ";state=running", "needs an end");
    add_child(world, "decision", "decided_by=CON-0001;outcome=approved;motivation=fine;until=+10d");
    must_pass(world, "approval", decided, REQUEST ";state=running");
    add_child(world, "decision", "decided_by=CON-0001;outcome=rejected;motivation=no");
    must_tell(world, "approval", decided, REQUEST ";state=running", "not granted");
}

static void long_ones_are_weighed(void **state) {
    World *world = *state;
    add_child(world, "decision", "decided_by=CON-0001;outcome=approved;motivation=fine;until=+60d");
    const char *before = REQUEST ";until=+60d;state=assessing";
    must_tell(world, "approval", before, REQUEST ";until=+60d;state=decided", "name the risk owner");
    must_pass(world, "approval", REQUEST ";until=+9d;state=assessing", REQUEST ";until=+9d;state=decided");
}

static void asking_for_identity_blocks_the_answer(void **state) {
    World *world = *state;
    const char *asked = REQUEST ";kind=access;identity=asked;identity_asked_on=today;answered_on=today";
    must_tell(world, "approval", NULL, asked, "still asked for");
    must_pass(world, "approval", NULL,
              REQUEST
              ";kind=access;identity=established;identity_established_on=today;identity_how=phone;answered_on=today");
}

#define ADVICE "title=Patch;addressee=CON-0004;text=patch now;weight=weighty"

static void weighty_advice_stands_on_its_own(void **state) {
    World *world = *state;
    must_pass(world, "advice", NULL, ADVICE);
    must_tell(world, "advice", ADVICE, ADVICE ";state=given;given_on=today", "what the risk is");
    must_tell(world, "advice", ADVICE, ADVICE ";state=given;given_on=today", "stands on a law");
    must_pass(world, "advice", ADVICE, ADVICE ";state=given;given_on=today;risk_if_not=theft;anchors=ANC-0001");
}

#define GIVEN ADVICE ";given_on=-9d;risk_if_not=theft;anchors=ANC-0001"

static void not_adopted_saves_at_once_but_blocks_closing(void **state) {
    World *world = *state;
    must_pass(world, "advice", GIVEN ";state=given", GIVEN ";state=answered;answer=not_adopted;answered_on=today");
    const char *answered = GIVEN ";state=answered;answer=not_adopted;answered_on=today";
    must_tell(world, "advice", answered, GIVEN ";state=closed;answer=not_adopted;answered_on=today", "risk was told");
    must_pass(world, "advice", answered,
              GIVEN ";state=closed;answer=not_adopted;answered_on=today;risk_told_to=CON-0004;risk_told_on=today;"
                    "carried_by=CON-0004;answer_place=minutes 4");
}

#define STEP_IN "to=CON-0005;rule=ANC-0001;asked=lock it"

static void stepping_in_shows_the_steps_before(void **state) {
    World *world = *state;
    must_pass(world, "instruction", NULL, STEP_IN);
    must_tell(world, "instruction", NULL, STEP_IN ";kind=formal", "earlier talk");
    must_tell(world, "instruction", NULL, STEP_IN ";kind=formal", "dialogue failed");
    must_tell(world, "instruction", NULL, STEP_IN ";kind=formal", "portfolio holder");
    must_pass(world, "instruction", NULL,
              STEP_IN ";kind=formal;earlier_talk=TLK-0001;dialogue_failed=twice;holder_told_on=today");
    add_record(world, "anchor", 1, "reference=PR-01;in_force_from=+5d");
    must_tell(world, "instruction", NULL, STEP_IN, "is in force from");
    must_pass(world, "instruction", STEP_IN, STEP_IN ";observed=open door"); /* given before that date was known */
}

static void a_development_closes_only_with_a_verdict(void **state) {
    World *world = *state;
    must_tell(world, "development", "title=x;state=judged;verdict=unknown;unknown_until=+9d",
              "title=x;state=closed;verdict=unknown;unknown_until=+9d", "no verdict to close with");
    must_pass(world, "development", "title=x;state=judged;verdict=none;verdict_because=not used",
              "title=x;state=closed;verdict=none;verdict_because=not used");
}

#define TASK "title=Fix;origin=INC-0001;owner=CON-0005"

static void nobody_judges_ones_own_action(void **state) {
    World *world = *state;
    const char *done = TASK ";due_on=-5d;done_on=-6d;state=done";
    must_tell(world, "action", done, TASK ";due_on=-5d;done_on=-6d;state=done;effective=yes;effect_judged_by=CON-0005",
              "another than the owner");
    must_pass(world, "action", done, TASK ";due_on=-5d;done_on=-6d;state=done;effective=yes;effect_judged_by=CON-0001");
    must_tell(world, "action", done, TASK ";due_on=-5d;done_on=-6d;state=done;effective=no;effect_judged_by=CON-0001",
              "open again");
}

static void a_moved_date_has_its_reason(void **state) {
    World *world = *state;
    must_tell(world, "action", TASK ";due_on=+5d", TASK ";due_on=+9d", "say why the date is moved");
    must_tell(world, "action", TASK ";due_on=+5d", TASK ";due_on=+3d", "say why the date is moved");
    must_tell(world, "action", TASK ";due_on=+5d;moved_because=ill", TASK ";due_on=+3d;moved_because=ill", "this time");
    add_child(world, "postponement", "from_due=+5d;to_due=+9d;reason=holiday");
    must_pass(world, "action", TASK ";due_on=+5d", TASK ";due_on=+9d");
}

static void a_talk_to_come_is_not_held(void **state) {
    World *world = *state;
    must_tell(world, "talk", NULL, "topics=x;with=CON-0004;state=held;held_at=+2d", "planned, not held");
    must_tell(world, "talk", NULL, "topics=x;with=CON-0004;state=recorded;held_at=-1d", "where the minutes are");
    must_pass(world, "talk", NULL, "topics=x;with=CON-0004;state=recorded;held_at=-1d;minutes=item 3");
}

#define EVENT "kind=KND-0001;title=New portal;needs=advice"

static void signing_waits_for_the_checks_before(void **state) {
    World *world = *state;
    add_child(world, "check", "item=Exit;moment=before");
    add_child(world, "check", "item=Pen test;moment=after");
    must_tell(world, "trigger", EVENT, EVENT ";state=given;given_on=today;outcome=sign", "Exit");
    assert_false(told(world, "Pen test"));
    must_tell(world, "trigger", EVENT, EVENT ";state=given;given_on=today;outcome=conditions", "still to be done before signature: Exit");
    assert_false(told(world, "Pen test"));
    must_pass(world, "trigger", EVENT, EVENT ";state=given;given_on=today;outcome=conditions;checks_follow=yes");
}

static void assessing_says_how_serious(void **state) {
    World *world = *state;
    must_tell(world, "incident", "title=a;kind=incident", "title=a;kind=incident;state=assessed", "how serious");
    must_tell(world, "incident", NULL, "title=a;kind=weakness;state=assessed", "how serious");
    must_pass(world, "incident", "title=a;kind=incident", "title=a;kind=incident;state=assessed;severity=s3");
    must_pass(world, "incident", "title=a;kind=question", "title=a;kind=question;state=assessed");
    must_pass(world, "incident", NULL, "title=a;kind=incident;state=in_hand"); /* as it comes from another file */
}

static void not_applicable_needs_reason_and_decider(void **state) {
    World *world = *state;
    must_tell(world, "judgement", NULL, "regime=CBW26;applies=no", "needs a reason");
    must_tell(world, "judgement", NULL, "regime=CBW26;applies=no", "who decided it");
    must_tell(world, "judgement", NULL, "regime=CBW26;applies=unknown", "starts the clock");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        RULE(closing_a_complaint_lists_all_that_is_missing),
        RULE(a_concern_may_end_talked_through),
        RULE(no_after_a_suspicion_needs_a_reason),
        RULE(a_whistle_blower_report_is_an_empty_stub),
        RULE(opening_again_needs_a_reason),
        RULE(nobody_decides_in_ones_own_case),
        RULE(the_officer_owns_no_risk_and_asks_the_board),
        RULE(a_deviation_has_an_end_or_a_reason),
        RULE(long_ones_are_weighed),
        RULE(asking_for_identity_blocks_the_answer),
        RULE(weighty_advice_stands_on_its_own),
        RULE(not_adopted_saves_at_once_but_blocks_closing),
        RULE(stepping_in_shows_the_steps_before),
        RULE(a_development_closes_only_with_a_verdict),
        RULE(nobody_judges_ones_own_action),
        RULE(a_moved_date_has_its_reason),
        RULE(a_talk_to_come_is_not_held),
        RULE(signing_waits_for_the_checks_before),
        RULE(assessing_says_how_serious),
        RULE(not_applicable_needs_reason_and_decider),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
