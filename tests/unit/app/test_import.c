/* Import: what is read, how it is planned, and that it is all or nothing. */
#include "../../../src/app/desk_private.h"
#include "desk_fixture.h"

static const char organisation[] = "organisation:\n"
                                   "  name: Waterlo\n"
                                   "  officer: L. Verbeek\n"
                                   "contact:\n"
                                   "  - code: CON-0003\n"
                                   "    name: L. Verbeek\n"
                                   "    roles: [security_officer, employee]\n"
                                   "  - name: M. Okafor\n"
                                   "    roles: [portfolio holder]\n"
                                   "    deputy: L. Verbeek\n"
                                   "    formal_ideal: 90d\n"
                                   "incident:\n"
                                   "  - title: Laptop lost\n"
                                   "    kind: incident\n"
                                   "    received_at: -3d 09:15\n"
                                   "    handler: me\n"
                                   "    tags: [laptop, loss]\n"
                                   "    links: [CON-0003, M. Okafor]\n"
                                   "    reporter:\n"
                                   "      - who: '@M. Okafor'\n"
                                   "        role: manager\n"
                                   "    remark:\n"
                                   "      - text: |\n"
                                   "          first line\n"
                                   "          second line\n";

static Desk *desk;
static Fixture fixture;
static Arena *arena;

static int setup(void **state) {
    (void)state;
    fixture_start(&fixture, 7);
    desk = fixture_open(&fixture, ":memory:", DB_CREATE);
    arena = arena_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    desk_close(desk);
    arena_free(arena);
    return 0;
}

static ImportPlan *read_text(const char *text, const char *name, ImportOptions options) {
    ImportPlan *plan;
    Error err = {0};
    assert_ok(import_read_bytes(desk, text, strlen(text), name, &options, &plan, &err), &err);
    return plan;
}

static void show(const ImportPlan *plan) {
    for (size_t i = 0; i < plan->problem_count && i < PLAN_PROBLEMS; i++)
        print_message("%s: %s (%s)\n", plan->problems[i].where, plan->problems[i].message, plan->problems[i].hint);
}

static void import_text(const char *text, const char *name, ImportOptions options) {
    ImportPlan *plan = read_text(text, name, options);
    Error err = {0};
    Status status = import_apply(desk, plan, NULL, &err);
    show(plan);
    assert_ok(status, &err);
    import_free(plan);
}

static Record *find(const char *code) {
    Record *record = NULL;
    Error err = {0};
    assert_ok(desk_find(desk, code, arena, &record, &err), &err);
    return record;
}

static void test_a_file_of_records(void **state) {
    (void)state;
    import_text(organisation, "first.yaml", (ImportOptions){0});
    assert_string_equal(record_text(find("ORG-0001"), "officer"), "CON-0003");
    assert_string_equal(record_text(find("CON-0004"), "name"), "M. Okafor"); /* behind the number that was given */
    assert_string_equal(record_text(find("CON-0004"), "deputy"), "CON-0003");
    Record *incident = find("INC-0001");
    assert_string_equal(record_text(incident, "links"), "CON-0003 CON-0004");
    assert_string_equal(record_text(incident, "handler"), "CON-0003");
    assert_string_equal(record_text(incident, "tags"), "laptop loss");
    assert_string_equal(record_text(incident, "state"), "new");
    assert_int_equal(record_number(incident, "received_at", 0),
                     moment_at(moment_day(fixture.now) - 3, 9 * 3600 + 15 * 60));
    RecordList rows;
    assert_int_equal(
        records_children(desk_db(desk), incident->def, 1, register_by_key("reporter"), false, arena, &rows, NULL), OK);
    assert_int_equal(rows.count, 1);
    assert_string_equal(record_text(rows.items[0], "who"), "CON-0004");
    StrBuf done;
    strbuf_init(&done);
    assert_int_equal(desk_undo(desk, &done, NULL), OK); /* one step */
    strbuf_done(&done);
    assert_true(find("INC-0001")->voided_at != 0);
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 0);
}

static void expect_problem(const char *text, const char *name, const char *where, const char *message) {
    ImportPlan *plan = read_text(text, name, (ImportOptions){0});
    Error err = {0};
    int64_t before = desk_revision(desk);
    assert_int_equal(import_apply(desk, plan, NULL, &err), ERR_INVALID);
    assert_int_equal(desk_revision(desk), before);
    bool found = false;
    for (size_t i = 0; i < plan->problem_count; i++)
        found |= strcmp(plan->problems[i].where, where) == 0 && strstr(plan->problems[i].message, message);
    if (!found) show(plan);
    assert_true(found);
    if (plan->row_count) assert_int_equal(plan->counts[PLAN_BAD] + plan->counts[PLAN_CLASH], 1);
    import_free(plan);
}

static void test_problems_have_places(void **state) {
    (void)state;
    expect_problem("incidnt:\n  - title: x\n", "a.yaml", "a.yaml:1:1", "there is no register 'incidnt'");
    expect_problem("incident:\n  - title: x\n    recieved_at: now\n", "a.yaml", "a.yaml:3:5 incident",
                   "there is no field 'recieved_at'");
    expect_problem("incident:\n  - title: x\n    kind: nonsense\n", "a.yaml", "a.yaml:3:11 kind",
                   "not one of the choices");
    expect_problem("incident:\n  - title: x\n    kind: question\n    handler: Nobody\n", "a.yaml",
                   "a.yaml:4:14 handler", "there is no contact 'Nobody'");
    expect_problem("incident:\n  - title: x\n    kind: question\n    handler: CON-0099\n", "a.yaml",
                   "a.yaml:4:14 handler", "there is no 'CON-0099'");
    expect_problem("contact:\n  - name: x\n", "a.yaml", "a.yaml:2:5 roles", "still empty");
    expect_problem("incident:\n  - title: x\n    kind: question\n    at: -3d\n", "a.yaml", "a.yaml:4:9 at",
                   "only a demo file");
    expect_problem("contact:\n  - {code: CON-0001, name: A, roles: peer}\n  - {code: CON-0001, name: B, roles: peer}\n",
                   "a.yaml", "a.yaml:3:12 code", "twice");
    expect_problem("reporter:\n  - who: x\n", "a.yaml", "a.yaml:2:3", "stands within its record");
    expect_problem("code,name,roles\r\nINC-0001,A,peer\r\n", "contact.csv", "contact.csv:2:1 code",
                   "no code of this register");
    expect_problem("code,text\r\nCON-0001,hello\r\n", "remark.csv", "remark.csv:2:1 code", "there is no 'CON-0001'");
}

/* Every fault is told, each once. */
static void test_all_problems_at_once(void **state) {
    (void)state;
    const char *text = "incident:\n  - title: x\n    kind: question\n    state: closed\n    remark:\n      - kind: "
                       "note\n      - text: fine\n"
                       "  - kind: incident\ncontact:\n  - name: z\n";
    ImportPlan *plan = read_text(text, "a.yaml", (ImportOptions){0});
    assert_int_equal(plan->problem_count, 0); /* only the rules of the desk can tell */
    Error err = {0};
    assert_int_equal(import_check(desk, plan, &err), ERR_INVALID);
    assert_int_equal(import_check(desk, plan, &err), ERR_INVALID);
    bool row = false, title = false, roles = false;
    for (size_t i = 0; i < plan->problem_count; i++) {
        row |= strcmp(plan->problems[i].where, "a.yaml:6:9 text") == 0;
        title |= strcmp(plan->problems[i].where, "a.yaml:8:5 title") == 0;
        roles |= strcmp(plan->problems[i].where, "a.yaml:10:5 roles") == 0;
        for (size_t j = 0; j < i; j++)
            assert_false(strcmp(plan->problems[i].where, plan->problems[j].where) == 0 &&
                         strcmp(plan->problems[i].message, plan->problems[j].message) == 0);
    }
    if (!row || !title || !roles) show(plan);
    assert_true(row && title && roles);
    import_free(plan);
    assert_int_equal(desk_revision(desk), 0);
}

static void test_again_and_changed(void **state) {
    (void)state;
    import_text(organisation, "first.yaml", (ImportOptions){0});
    int64_t revision = desk_revision(desk);
    const char *same = "contact:\n  - code: CON-0004\n    name: M. Okafor\n    roles: portfolio_holder\n"
                       "incident:\n  - code: INC-0001\n    title: Laptop lost\n    remark:\n      - text: \"first "
                       "line\\nsecond line\"\n";
    ImportPlan *plan = read_text(same, "b.yaml", (ImportOptions){0});
    show(plan);
    assert_int_equal(plan->counts[PLAN_SAME], 2);
    assert_int_equal(import_apply(desk, plan, NULL, NULL), OK);
    assert_int_equal(desk_revision(desk), revision);
    import_free(plan);
    const char *other = "contact:\n  - code: CON-0004\n    phone: 31-0\nincident:\n  - code: INC-0001\n    remark:\n   "
                        "   - text: second remark\n";
    plan = read_text(other, "c.yaml", (ImportOptions){0});
    assert_int_equal(plan->counts[PLAN_CLASH], 2);
    assert_int_equal(import_apply(desk, plan, NULL, NULL), ERR_INVALID);
    import_free(plan);
    plan = read_text(other, "c.yaml", (ImportOptions){.update = true});
    assert_int_equal(plan->counts[PLAN_CHANGED], 2);
    assert_string_equal(plan->rows[0].fields, "phone");
    assert_string_equal(plan->rows[1].fields, "remark");
    Error err = {0};
    assert_ok(import_apply(desk, plan, NULL, &err), &err);
    import_free(plan);
    assert_string_equal(record_text(find("CON-0004"), "phone"), "31-0");
    assert_string_equal(record_text(find("CON-0004"), "deputy"), "CON-0003");
}

/* A row that was asked earlier and is answered now is the same row. */
static void test_rows_are_completed(void **state) {
    (void)state;
    import_text(
        "incident:\n  - title: x\n    kind: question\n    reporter:\n      - who: A. Smit\n        role: employee\n",
        "a.yaml", (ImportOptions){0});
    import_text("code;who;role;call_back_at\nINC-1;A. Smit;employee;-1d 10:00\nINC-1;B. Bos;client;\n", "reporter.csv",
                (ImportOptions){.update = true});
    RecordList rows;
    assert_int_equal(records_children(desk_db(desk), register_by_key("incident"), 1, register_by_key("reporter"), false,
                                      arena, &rows, NULL),
                     OK);
    assert_int_equal(rows.count, 2);
    assert_true(record_has(rows.items[0], "call_back_at"));
    assert_int_equal(rows.items[0]->version, 2);
}

static void test_json_and_names_to_be_made(void **state) {
    (void)state;
    const char *text =
        "{\"incident\": [{\"title\": \"x\", \"kind\": \"question\", \"people_count\": 12, \"handler\": \"N. Ieuw\"}]}";
    ImportPlan *plan = read_text(text, "a.json", (ImportOptions){0});
    assert_int_equal(plan->counts[PLAN_BAD], 1);
    import_free(plan);
    import_text(text, "a.json", (ImportOptions){.make_names = true});
    assert_string_equal(record_text(find("INC-0001"), "handler"), "CON-0001");
    assert_string_equal(record_text(find("CON-0001"), "name"), "N. Ieuw");
    assert_int_equal(record_number(find("INC-0001"), "people_count", 0), 12);
}

/* Somebody else took the numbers between reading and applying. */
static void test_the_plan_is_made_again_when_it_is_old(void **state) {
    (void)state;
    ImportPlan *plan = read_text("contact:\n  - {name: A, roles: peer}\n", "a.yaml", (ImportOptions){0});
    import_text("contact:\n  - {name: B, roles: peer}\n", "b.yaml", (ImportOptions){0});
    Error err = {0};
    assert_ok(import_apply(desk, plan, NULL, &err), &err);
    assert_string_equal(record_text(find("CON-0002"), "name"), "A");
    import_free(plan);
}

static const char past[] =
    "organisation:\n  name: Waterlo\n  officer: L. Verbeek\n"
    "contact:\n"
    "  - {name: L. Verbeek, roles: security_officer, login: verbeek}\n"
    "  - {name: M. Okafor, roles: manager, login: okafor, at: -40d 09:00}\n"
    "incident:\n"
    "  - title: Later\n    kind: question\n    received_at: -5d 10:00\n    at: -5d 10:05\n"
    "  - title: Laptop lost\n    kind: incident\n    received_at: -30d 09:10\n    at: -30d 09:15\n    by: okafor\n"
    "    reporter:\n      - {who: '@M. Okafor', role: manager}\n"
    "    steps:\n"
    "      - at: -30d 11:00\n        state: assessed\n        severity: s2\n        handler: me\n"
    "      - at: -29d 09:00\n        state: in_hand\n"
    "        remark:\n          - text: called\n          - {text: called again, at: -28d 10:00, by: okafor}\n"
    "      - at: -30d 12:00\n        next_step: call\n";

static void make_demo(void) {
    assert_int_equal(db_meta_set(desk_db(desk), "demo", "1", NULL), OK);
    db_meta_set(desk_db(desk), "demo", "1", NULL);
}

static void test_a_past(void **state) {
    (void)state;
    desk_close(desk);
    char path[] = "loket-test-XXXXXX";
    close(mkstemp(path));
    unlink(path);
    desk = fixture_open(&fixture, path, DB_CREATE);
    make_demo();
    desk_close(desk);
    desk = fixture_open(&fixture, path, 0);
    import_text(past, "past.yaml", (ImportOptions){0});
    assert_string_equal(desk_me(desk), "CON-0001");
    Record *incident = find("INC-0001"); /* numbered in the order of happening */
    assert_string_equal(record_text(incident, "title"), "Laptop lost");
    assert_string_equal(record_text(incident, "state"), "in_hand");
    assert_string_equal(record_text(incident, "next_step"), "call");
    assert_int_equal(incident->created_at, moment_at(moment_day(fixture.now) - 30, 9 * 3600 + 15 * 60));
    TrailEntry *entries;
    size_t count;
    assert_int_equal(trail_recent(desk_db(desk), 0, 50, arena, &entries, &count, NULL), OK);
    assert_int_equal(count, 11);
    for (size_t i = 1; i < count; i++)
        assert_true(entries[i - 1].at >= entries[i].at);
    assert_int_equal(trail_of_record(desk_db(desk), 1, 1, 0, 50, arena, &entries, &count, NULL), OK);
    assert_int_equal(count, 7);
    assert_string_equal(db_user_login(desk_db(desk), entries[0].actor, arena), "okafor");
    assert_string_equal(db_user_login(desk_db(desk), entries[1].actor, arena), "officer");
    assert_string_equal(db_user_contact(desk_db(desk), entries[0].actor, arena), "CON-0002");
    int64_t checked;
    assert_int_equal(trail_verify(desk_db(desk), NULL, NULL, &checked, NULL), OK);
    assert_int_equal(desk_now(desk), NOON_NOV_23);
    desk_close(desk); /* or its -wal comes back */
    desk = NULL;
    unlink(path);
}

/* Past or not: what fails leaves nothing, and the desk works on as it was. */
static void test_a_bad_past_leaves_nothing(void **state) {
    (void)state;
    make_demo();
    desk->demo = true;
    ImportPlan *plan =
        read_text("contact:\n"
                  "  - {name: A, roles: peer, at: -30d 09:00, steps: [{at: -20d 09:00, phone: 1, by: other}]}\n"
                  "incident:\n"
                  "  - {title: x, kind: question, received_at: -9d, at: -10d 09:00}\n"
                  "  - {title: y, kind: question, received_at: -9d, at: -8d 09:00, handler: CON-0099}\n"
                  "  - {title: built on x, kind: question, received_at: -9d, at: -5d, links: x}\n",
                  "a.yaml", (ImportOptions){0});
    assert_int_equal(plan->problem_count, 0);
    Error err = {0};
    assert_int_equal(import_apply(desk, plan, NULL, &err), ERR_INVALID);
    show(plan);
    assert_int_equal(plan->problem_count, 2); /* not also that which builds on a refused one */
    assert_non_null(strstr(plan->problems[0].where, "a.yaml:4:"));
    assert_non_null(strstr(plan->problems[1].where, "handler"));
    import_free(plan);
    assert_int_equal(desk_revision(desk), 0);
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 0);
    assert_int_equal(desk_now(desk), NOON_NOV_23);
    import_text("contact:\n  - {name: B, roles: peer}\n", "b.yaml", (ImportOptions){0});
    TrailEntry *entries;
    size_t count;
    assert_int_equal(trail_recent(desk_db(desk), 0, 5, arena, &entries, &count, NULL), OK);
    assert_string_equal(db_user_login(desk_db(desk), entries[0].actor, arena), "officer");
}

static bool stop_now(void *ctx) {
    (void)ctx;
    return true;
}

static void count_calls(void *ctx, size_t done, size_t total) {
    assert_true(done <= total);
    ++*(size_t *)ctx;
}

static void test_it_can_be_stopped(void **state) {
    (void)state;
    size_t calls = 0;
    ImportPlan *plan = read_text(organisation, "a.yaml", (ImportOptions){.progress = count_calls, .ctx = &calls});
    Error err = {0};
    fixture.env.stop = stop_now;
    assert_int_equal(import_apply(desk, plan, NULL, &err), ERR_USAGE);
    fixture.env.stop = NULL;
    assert_int_equal(desk_revision(desk), 0);
    assert_ok(import_apply(desk, plan, NULL, &err), &err);
    assert_true(calls > 3);
    import_free(plan);
}

/* Lines taken out, doubled, moved and spoilt: whatever comes of it is a plan or an error, and never a change in the
 * file. */
static char *spoil(const char *text, StrBuf *out) {
    static const char *const odd[] = {
        "code: INC-0001\n", "    steps: []\n",    "  - {}\n",
        "  - at: -3d\n",    "    reporter: x\n",  "- 1\n",
        "    by: [a]\n",    "    code: {a: b}\n", "      - steps: [{at: -2d, steps: [{at: -1d}]}]\n",
        "incident:\n",      "    links: [[a]]\n", "    handler: '+'\n",
        "    at: +9d\n"};
    strbuf_clear(out);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n") + 1;
        size_t what = fixture_pick(&fixture, 70);
        for (size_t i = what == 0 ? 0 : what == 1 ? 2 : 1; i > 0; i--)
            strbuf_addn(out, line, length);
        if (what == 2 || what == 4) strbuf_add(out, odd[fixture_pick(&fixture, COUNT_OF(odd))]);
        if (what == 3)
            out->data[out->length - 1 - fixture_pick(&fixture, length)] = "-:[]{}'9 \n#x"[fixture_pick(&fixture, 12)];
        line += length;
    }
    return out->data;
}

static void test_spoilt_files(void **state) {
    (void)state;
    fixture_start(&fixture, 0);
    fixture.env.ctx = &fixture;
    StrBuf text;
    strbuf_init(&text);
    size_t readable = 0;
    for (int round = 0; round < 400; round++) {
        ImportPlan *plan;
        Error err = {0};
        ImportOptions options = {.update = round % 2, .make_names = round % 3 == 0};
        desk->demo = round % 4 > 0;
        spoil(round % 2 ? organisation : past, &text);
        Status status = import_read_bytes(desk, text.data, text.length, "spoilt.yaml", &options, &plan, &err);
        if (status == OK) {
            readable++;
            status = import_check(desk, plan, &err);
            if ((status == OK) != (plan->problem_count == 0)) fail_msg("%s (%s)\n%s", err.message, err.hint, text.data);
        }
        if (status != OK && status != ERR_INVALID && status != ERR_DATA)
            fail_msg("%s (%s)\n%s", err.message, err.hint, text.data);
        import_free(plan);
        assert_int_equal(desk_revision(desk), 0);
    }
    print_message("%zu could be read\n", readable);
    assert_true(readable > 30);
    strbuf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_file_of_records, setup, teardown),
        cmocka_unit_test_setup_teardown(test_problems_have_places, setup, teardown),
        cmocka_unit_test_setup_teardown(test_all_problems_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_again_and_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows_are_completed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_json_and_names_to_be_made, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_plan_is_made_again_when_it_is_old, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_past, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_bad_past_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_it_can_be_stopped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_spoilt_files, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
