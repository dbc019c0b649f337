/* Triage without a screen: the order of the queue, what is proposed and why, decisions, skipping, taking back. */
#include "desk_fixture.h"

#include "loket/app/triage.h"

static Desk *start(Fixture *fixture) {
    fixture_start(fixture, 11);
    return fixture_open(fixture, ":memory:", DB_CREATE);
}

static void fill(Desk *desk, Record *record, const char *fields, Arena *arena) {
    char *copy = arena_strdup(arena, fields), *rest = copy;
    for (char *part; (part = strsep(&rest, ";"));) {
        char *equals = strchr(part, '=');
        if (!equals) continue;
        *equals = '\0';
        Error err = {0};
        part += strspn(part, " ");
        assert_ok(desk_parse(desk, record, part, equals + 1, arena, &err), &err);
    }
}

static int64_t add(Desk *desk, const char *reg, const char *fields) {
    Arena *arena = arena_new();
    Record *record = record_new_initial(register_by_key(reg), desk_now(desk), arena);
    fill(desk, record, fields, arena);
    Error err = {0};
    assert_ok(desk_apply(desk, &(Change){.wanted = record}, 1, NULL, NULL, &err), &err);
    int64_t no = record->no;
    arena_free(arena);
    return no;
}

static void change(Desk *desk, const char *code, const char *fields) {
    Arena *arena = arena_new();
    Record *seen;
    Error err = {0};
    assert_ok(desk_find(desk, code, arena, &seen, &err), &err);
    Change one = {.seen = seen, .wanted = record_copy(seen, arena)};
    fill(desk, one.wanted, fields, arena);
    assert_ok(desk_apply(desk, &one, 1, NULL, NULL, &err), &err);
    arena_free(arena);
}

static void assert_field(Desk *desk, const char *code, const char *key, const char *wanted) {
    Arena *arena = arena_new();
    Record *record;
    Error err = {0};
    StrBuf text;
    strbuf_init(&text);
    assert_ok(desk_find(desk, code, arena, &record, &err), &err);
    field_write(register_field(record->def, key), record->def, record_value(record, key), &text);
    assert_string_equal(text.data, wanted);
    strbuf_done(&text);
    arena_free(arena);
}

static void assert_current(const Triage *triage, const char *code) {
    const TriageEntry *entry = triage_current(triage);
    char found[CODE_SIZE] = "none";
    if (entry) code_write(entry->def, entry->no, found);
    assert_string_equal(found, code);
}

static Triage *begin(Desk *desk) {
    Triage *triage = triage_new(desk);
    Error err = {0};
    assert_ok(triage_start(triage, &err), &err);
    return triage;
}

static TriageItem *item_now(Triage *triage, Arena *arena) {
    TriageItem *item;
    Error err = {0};
    assert_non_null(triage_current(triage));
    assert_ok(triage_item(triage, triage_current(triage), arena, &item, &err), &err);
    return item;
}

/* What Enter does. */
static void accept(Triage *triage) {
    Arena *arena = arena_new();
    const TriageItem *item = item_now(triage, arena);
    TriageDecision decision = {.count = 0};
    if (item->proposal.rank) triage_set(&decision, item->how->rank, item->proposal.rank);
    if (item->proposal.handler) triage_set(&decision, "handler", item->proposal.handler);
    triage_set(&decision, "state", item->proposal.state);
    Error err = {0};
    StrBuf said;
    strbuf_init(&said);
    assert_ok(triage_decide(triage, triage_current(triage), &decision, NULL, &said, &err), &err);
    assert_true(said.length > 0);
    strbuf_done(&said);
    arena_free(arena);
}

static void undo(Triage *triage) {
    Error err = {0};
    StrBuf said;
    strbuf_init(&said);
    assert_ok(triage_undo(triage, &said, &err), &err);
    strbuf_done(&said);
}

/* -- the queue ------------------------------------------------------------------------------------------------ */

static void test_order(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=later; received_at=-1h");
    add(desk, "incident", "title=earlier; received_at=-9h");
    add(desk, "incident", "title=serious; severity=s2; received_at=-1h");
    add(desk, "incident", "title=slight; severity=s4; received_at=-20h");
    add(desk, "incident", "title=put off; follow_up_on=+2d");
    add(desk, "incident", "title=looked at; severity=s1; state=assessed");
    add(desk, "kind", "label=internal project; needs=advice");
    add(desk, "trigger", "title=new supplier; heard_on=today; kind=KND-0001");
    add(desk, "action", "title=not for triage; owner=Somebody; origin=INC-0001; due_on=+9d");
    Triage *triage = begin(desk);
    static const char *const wanted[] = {"INC-0003", "INC-0002", "INC-0001", "TRG-0001", "INC-0004"};
    assert_int_equal(triage_count(triage), COUNT_OF(wanted));
    assert_int_equal(triage_waiting(desk), COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        char code[CODE_SIZE];
        code_write(triage_at(triage, i)->def, triage_at(triage, i)->no, code);
        assert_string_equal(code, wanted[i]);
    }
    triage_free(triage);
    desk_close(desk);
}

/* What is skipped comes once more, behind the others; a second time it waits for the next round. */
static void test_skip(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=one; received_at=-3h");
    add(desk, "incident", "title=two; received_at=-2h");
    add(desk, "incident", "title=three; received_at=-1h");
    Triage *triage = begin(desk);
    size_t place, total;
    triage_skip(triage);
    assert_current(triage, "INC-0002");
    triage_progress(triage, &place, &total);
    assert_int_equal(place, 2);
    assert_int_equal(total, 3);
    accept(triage);
    assert_current(triage, "INC-0003");
    triage_skip(triage);
    assert_current(triage, "INC-0001"); /* once more, in the order in which they were skipped */
    triage_progress(triage, &place, &total);
    assert_int_equal(place, 2);
    assert_int_equal(total, 3);
    triage_skip(triage);
    assert_current(triage, "INC-0003");
    triage_skip(triage);
    assert_null(triage_current(triage));
    undo(triage);
    assert_current(triage, "INC-0003");
    triage_skip(triage);
    Error err = {0};
    assert_ok(triage_start(triage, &err), &err); /* a new round */
    assert_int_equal(triage_count(triage), 2);
    triage_free(triage);
    desk_close(desk);
}

/* A new report does not push away what is being looked at. */
static void test_stays(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=one");
    Triage *triage = begin(desk);
    add(desk, "incident", "title=fire; severity=s1");
    Error err = {0};
    assert_ok(triage_read(triage, &err), &err);
    assert_current(triage, "INC-0001");
    change(desk, "INC-0001", "state=assessed;severity=s3"); /* somebody else was quicker */
    assert_ok(triage_read(triage, &err), &err);
    assert_current(triage, "INC-0002");
    triage_free(triage);
    desk_close(desk);
}

/* Of however many: those put off are not waiting until their day comes, and neither are those that are looked at, struck or brought back. */
static void test_waiting_is_exact(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    enum { MANY = 70 };
    for (int i = 0; i < MANY; i++) add(desk, "incident", i % 2 ? "title=a report; follow_up_on=+2d" : "title=a report");
    add(desk, "incident", "title=for today; follow_up_on=today");
    assert_int_equal(triage_waiting(desk), MANY / 2 + 1);
    Triage *triage = begin(desk);
    assert_int_equal(triage_count(triage), MANY / 2 + 1);
    accept(triage);
    assert_int_equal(triage_waiting(desk), MANY / 2);
    undo(triage);
    assert_int_equal(triage_waiting(desk), MANY / 2 + 1);
    fixture.now += (Moment)2 * DAY_SECONDS;
    assert_int_equal(triage_waiting(desk), MANY + 1);
    triage_free(triage);
    desk_close(desk);
}

/* -- undo ----------------------------------------------------------------------------------------------------- */

static void test_undo_many(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    enum { MANY = 12 };
    for (int i = 0; i < MANY; i++) add(desk, "incident", "title=a report");
    Triage *triage = begin(desk);
    for (int i = 0; i < MANY; i++) accept(triage);
    assert_null(triage_current(triage)); /* after the last one too */
    assert_int_equal(triage_waiting(desk), 0);
    for (int i = MANY; i > 0; i--) {
        char code[CODE_SIZE];
        code_write(register_by_key("incident"), i, code);
        undo(triage);
        assert_current(triage, code);
        assert_field(desk, code, "state", "new");
        assert_field(desk, code, "severity", "");
    }
    const char *said[4];
    assert_int_equal(triage_done(triage, said, 4), 0);
    StrBuf text;
    strbuf_init(&text);
    Error err = {0};
    for (int i = 1; i <= MANY; i++) assert_ok(triage_redo(triage, &text, &err), &err);
    assert_int_equal(triage_waiting(desk), 0);
    undo(triage);
    assert_current(triage, "INC-0012");
    strbuf_done(&text);
    triage_free(triage);
    desk_close(desk);
}

/* -- proposals ------------------------------------------------------------------------------------------------ */

static const char own_rules[] = "rules:\n"
                                "  - name: privacy + portal\n"
                                "    for: incident\n"
                                "    when: \"portal kind:complaint\"\n"
                                "    severity: s2\n"
                                "    handler: J. Lindqvist\n"
                                "    state: in_hand\n"
                                "otherwise:\n"
                                "  - name: rest\n"
                                "    for: incident\n"
                                "    severity: s4\n"
                                "    state: assessed\n";

static void assert_proposal(Triage *triage, const char *rank, const char *handler, const char *state, const char *source) {
    Arena *arena = arena_new();
    const TriageItem *item = item_now(triage, arena);
    assert_string_equal(item->proposal.rank ? item->proposal.rank : "-", rank);
    assert_string_equal(item->proposal.handler ? item->proposal.handler : "-", handler);
    assert_string_equal(item->proposal.state, state);
    assert_string_equal(item->proposal.source, source);
    arena_free(arena);
}

static void test_rules(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "contact", "name=J. Lindqvist; roles=dpo");
    add(desk, "incident", "title=Wrong bill in the portal; kind=complaint");
    Triage *triage = begin(desk);
    assert_proposal(triage, "s3", "-", "assessed", "complaint"); /* the built-in ones */
    Error err = {0};
    assert_ok(triage_rules_use(desk, own_rules, "own.yaml", &err), &err);
    assert_ok(triage_start(triage, &err), &err);
    assert_proposal(triage, "s2", "CON-0001", "in_hand", "rule 1 \"privacy + portal\"");
    change(desk, "CON-0001", "state=ended"); /* who has left is not proposed */
    assert_proposal(triage, "s2", "-", "in_hand", "rule 1 \"privacy + portal\"");
    change(desk, "INC-0001", "kind=question");
    assert_proposal(triage, "s4", "-", "assessed", "rest");
    triage_free(triage);
    desk_close(desk);
}

static void assert_kind(Triage *triage, const char *wanted, const char *what) {
    Arena *arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    const TriageItem *item = item_now(triage, arena);
    assert_string_equal(item->proposal.kind ? item->proposal.kind : "-", wanted);
    triage_what(item, item->proposal.kind, &text);
    if (strncmp(text.data, what, strlen(what)) != 0) fail_msg("%s", text.data);
    strbuf_done(&text);
    arena_free(arena);
}

/* What somebody entered as an incident and called a complaint; what is usual for the kind it becomes follows. */
static void test_rule_of_kind(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=Klacht over foute rekening; kind=incident; channel=mail");
    Triage *triage = begin(desk);
    assert_kind(triage, "complaint", "incident > complaint, mail, ");
    assert_proposal(triage, "s3", "-", "assessed", "rule 4 \"title says complaint\"; complaint");
    change(desk, "INC-0001", "kind=complaint");
    assert_kind(triage, "-", "complaint, mail, ");
    change(desk, "INC-0001", "kind=incident; title=Ransomware: complaint about the portal");
    assert_kind(triage, "complaint", "incident > complaint"); /* beside what another rule says of the rest */
    assert_proposal(triage, "s1", "-", "in_hand", "rule 4 \"title says complaint\"; rule 1 \"ransomware or encryption\"");
    change(desk, "INC-0001", "title=Phishing");
    assert_kind(triage, "-", "incident, mail, ");
    triage_free(triage);
    desk_close(desk);
}

static void test_wrong_rules(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    static const struct {
        const char *yaml, *message, *where;
    } wrong[] = {
        {"rules:\n  - name: x\n", "register", "r.yaml:2"},
        {"rules:\n  - for: incidnt\n", "incidnt", "r.yaml:2"},
        {"rules:\n  - for: incident\n    when: \"sevrity:s2\"\n", "sevrity", "r.yaml:3"},
        {"rules:\n  - for: incident\n    severity: s9\n", "s9", "r.yaml:3"},
        {"rules:\n  - for: incident\n    stat: new\n", "stat", "r.yaml:3"},
        {"rules:\n  - for: incident\n    kind: complain\n", "complain", "r.yaml:3"},
        {"rulez:\n  - for: incident\n", "two lists", "r.yaml:1"},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Error err = {0};
        assert_int_not_equal(triage_rules_use(desk, wrong[i].yaml, "r.yaml", &err), OK);
        if (!strstr(err.message, wrong[i].message)) fail_msg("%zu: %s", i, err.message);
        if (!strstr(err.where, wrong[i].where)) fail_msg("%zu: %s at %s", i, err.message, err.where);
    }
    Arena *arena = arena_new();
    bool own;
    triage_rules_text(desk, arena, &own);
    assert_false(own);
    arena_free(arena);
    desk_close(desk);
}

/* Without a rule of one's own it goes as it went before. */
static void test_precedents(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "contact", "name=S. Brandt; roles=ict");
    for (int i = 0; i < 3; i++) add(desk, "incident", "title=Phishing message in many mailboxes; category=phishing");
    static const char *const codes[] = {"INC-0001", "INC-0002", "INC-0003"};
    for (size_t i = 0; i < COUNT_OF(codes); i++) change(desk, codes[i], "severity=s4; handler=CON-0001; state=waiting");
    change(desk, "INC-0001", "severity=s1");
    change(desk, "INC-0003", "state=resolved"); /* how it went on says nothing about how it began */
    add(desk, "incident", "title=Phishing message about salaries; category=phishing");
    Triage *triage = begin(desk);
    assert_proposal(triage, "s4", "CON-0001", "waiting", "as 2 of 3 alike");
    Arena *arena = arena_new();
    const TriageItem *item = item_now(triage, arena);
    assert_int_equal(item->similar_count, 3);
    assert_string_equal(item->similar[0].handler, "S. Brandt");
    arena_free(arena);
    triage_free(triage);
    desk_close(desk);
}

/* -- decisions ------------------------------------------------------------------------------------------------ */

static Status decide(Triage *triage, TriageDecision *decision, Error *err) {
    StrBuf said;
    strbuf_init(&said);
    Status status = triage_decide(triage, triage_current(triage), decision, NULL, &said, err);
    strbuf_done(&said);
    return status;
}

static void test_drop(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=nothing; received_at=-3h");
    add(desk, "development", "title=a new law; seen_on=today; source=newspaper; kind=law");
    Triage *triage = begin(desk);
    Error err = {0};
    TriageDecision drop = {.count = 0};
    triage_drop(&drop, triage_def(triage_current(triage)->def), "a test by ICT");
    assert_ok(decide(triage, &drop, &err), &err);
    assert_field(desk, "INC-0001", "state", "withdrawn");
    assert_field(desk, "INC-0001", "no_action_because", "a test by ICT");
    drop = (TriageDecision){.count = 0};
    triage_drop(&drop, triage_def(triage_current(triage)->def), "not ours");
    assert_ok(decide(triage, &drop, &err), &err);
    assert_field(desk, "DEV-0001", "verdict", "none");
    assert_field(desk, "DEV-0001", "verdict_because", "not ours");
    undo(triage);
    undo(triage); /* the remark goes with it: one step */
    assert_field(desk, "INC-0001", "no_action_because", "");
    assert_field(desk, "INC-0001", "state", "new");
    triage_free(triage);
    desk_close(desk);
}

/* What is set without deciding leaves the record at the desk; put off, it goes. */
static void test_set_and_snooze(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    add(desk, "incident", "title=one; personal_data=unknown; received_at=-3h");
    add(desk, "incident", "title=two");
    Triage *triage = begin(desk);
    Error err = {0};
    TriageDecision kind = {.count = 0};
    triage_set(&kind, "kind", "concern");
    assert_ok(decide(triage, &kind, &err), &err);
    assert_current(triage, "INC-0001");
    TriageDecision no = {.count = 0};
    triage_set(&no, "personal_data", "no");
    assert_int_equal(decide(triage, &no, &err), ERR_INVALID); /* after a suspicion it needs a reason */
    assert_field(desk, "INC-0001", "personal_data", "unknown");
    triage_set(&no, "personal_data_because", "only lorem ipsum");
    assert_ok(decide(triage, &no, &err), &err);
    TriageDecision snooze = {.count = 0};
    triage_set(&snooze, "follow_up_on", "+3d");
    assert_ok(decide(triage, &snooze, &err), &err);
    assert_current(triage, "INC-0002");
    fixture.now += 4 * DAY_SECONDS;
    assert_ok(triage_read(triage, &err), &err);
    assert_int_equal(triage_count(triage), 2);
    triage_free(triage);
    desk_close(desk);
}

/* The names of the rules that are shipped can be translated. */
static void shipped_names_are_known(void **state) {
    (void)state;
    Fixture fixture;
    Desk *desk = start(&fixture);
    Arena *arena = arena_new();
    TriageRules rules;
    Error err = {0};
    assert_ok(triage_rules_read(desk, triage_rules_text(desk, arena, NULL), "triage.yaml", arena, &rules, &err), &err);
    assert_true(rules.count > 5);
    for (size_t i = 0; i < rules.count; i++) assert_true(triage_rule_built_in(rules.items[i].name));
    assert_false(triage_rule_built_in("my own rule"));
    arena_free(arena);
    desk_close(desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order), cmocka_unit_test(test_waiting_is_exact),     cmocka_unit_test(test_skip),        cmocka_unit_test(test_stays),
        cmocka_unit_test(test_undo_many), cmocka_unit_test(test_rules), cmocka_unit_test(test_rule_of_kind),       cmocka_unit_test(test_wrong_rules),
        cmocka_unit_test(test_precedents), cmocka_unit_test(test_drop),       cmocka_unit_test(shipped_names_are_known), cmocka_unit_test(test_set_and_snooze),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
