/* The desk: merging, clashes, undo, names made inline, dues, and that what is kept agrees with what is stored, after
 * storms of change. */
#include "../../../src/app/desk_private.h"
#include "loket/app/checkup.h"
#include "random_records.h"

static Fixture fixture;
static Arena *arena;
static Desk *desk;

static int setup(void **state) {
    (void)state;
    fixture_start(&fixture, 11);
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

static Record *make_on(Desk *where, const char *reg, const char *fields) {
    Record *record = record_new_initial(register_by_key(reg), fixture.now, arena);
    char *copy = arena_strdup(arena, fields), *rest = copy;
    Error err = {0};
    for (char *field; (field = strsep(&rest, "|"));) {
        char *value = strchr(field, '=');
        *value++ = '\0';
        assert_ok(desk_parse(where, record, field, value, arena, &err), &err);
    }
    return record;
}

static Record *made(const char *reg, const char *fields) {
    Change change = {.wanted = make_on(desk, reg, fields)};
    Error err = {0};
    assert_ok(desk_apply(desk, &change, 1, NULL, NULL, &err), &err);
    return change.wanted;
}

static Record *found(Desk *where, const char *code) {
    Record *record = NULL;
    Error err = {0};
    assert_ok(desk_find(where, code, arena, &record, &err), &err);
    return record;
}

static Status change_on(Desk *where, const Record *seen, const char *key, const char *text, Error *err) {
    Change change = {.seen = seen, .wanted = record_copy(seen, arena)};
    assert_ok(desk_parse(where, change.wanted, key, text, arena, err), err);
    return desk_apply(where, &change, 1, NULL, NULL, err);
}

static void changed(const char *code, const char *key, const char *text) {
    Error err = {0};
    assert_ok(change_on(desk, found(desk, code), key, text, &err), &err);
}

/* -- two desks on one file -------------------------------------------------------------------------------------------
 */

static void test_two_desks(void **state) {
    (void)state;
    char path[] = "loket-desk-XXXXXX";
    close(mkstemp(path));
    unlink(path);
    Desk *mine = fixture_open(&fixture, path, DB_CREATE), *theirs = fixture_open(&fixture, path, 0);
    Change change = {.wanted = make_on(mine, "contact", "name=M. Okafor|roles=manager|phone=1")};
    Error err = {0};
    assert_ok(desk_apply(mine, &change, 1, NULL, NULL, &err), &err);
    Record *seen_by_me = found(mine, "CON-0001"), *seen_by_them = found(theirs, "CON-0001");
    int64_t revision = desk_revision(mine);
    assert_ok(change_on(theirs, seen_by_them, "phone", "2", &err), &err);
    assert_int_equal(desk_revision(mine), revision + 1);
    assert_ok(change_on(mine, seen_by_me, "mail", "m@example.org", &err), &err); /* another field: both stay */
    assert_string_equal(record_text(found(mine, "CON-0001"), "phone"), "2");
    assert_string_equal(record_text(found(theirs, "CON-0001"), "mail"), "m@example.org");
    assert_int_equal(change_on(mine, seen_by_me, "phone", "3", &err), ERR_CLASH); /* the same field */
    assert_non_null(strstr(err.message, "'2'"));
    assert_string_equal(err.where, "phone");
    assert_string_equal(record_text(found(mine, "CON-0001"), "phone"), "2");
    assert_ok(change_on(mine, seen_by_me, "phone", "2", &err), &err); /* the same value is no clash */
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(theirs, &done, &err), &err); /* each takes back its own */
    assert_string_equal(record_text(found(mine, "CON-0001"), "phone"), "1");
    assert_string_equal(record_text(found(mine, "CON-0001"), "mail"), "m@example.org");
    assert_int_equal(desk_undo(theirs, &done, &err), ERR_MISSING);
    strbuf_done(&done);
    desk_close(mine);
    desk_close(theirs);
    unlink(path);
}

/* What one session made and another went on with is not struck by taking it back. */
static void test_made_and_gone_on_with(void **state) {
    (void)state;
    char path[] = "loket-desk-XXXXXX";
    close(mkstemp(path));
    unlink(path);
    Desk *mine = fixture_open(&fixture, path, DB_CREATE), *theirs = fixture_open(&fixture, path, 0);
    Change change = {.wanted = make_on(mine, "contact", "name=M. Okafor|roles=manager|phone=1")};
    Error err = {0};
    assert_ok(desk_apply(mine, &change, 1, NULL, NULL, &err), &err);
    assert_ok(change_on(theirs, found(theirs, "CON-0001"), "phone", "2", &err), &err);
    StrBuf done;
    strbuf_init(&done);
    assert_int_equal(desk_undo(mine, &done, &err), ERR_CLASH);
    assert_non_null(strstr(err.message, "CON-0001"));
    assert_int_equal(found(mine, "CON-0001")->voided_at, 0);
    assert_string_equal(record_text(found(mine, "CON-0001"), "phone"), "2");
    strbuf_done(&done);
    desk_close(mine);
    desk_close(theirs);
    unlink(path);
}

/* -- undo ------------------------------------------------------------------------------------------------------------
 */

static size_t rows_of(const char *reg, int64_t no, const char *child) {
    RecordList rows;
    assert_int_equal(
        records_children(desk_db(desk), register_by_key(reg), no, register_by_key(child), false, arena, &rows, NULL),
        OK);
    return rows.count;
}

static void step(Status (*way)(Desk *, StrBuf *, Error *)) {
    StrBuf done;
    Error err = {0};
    strbuf_init(&done);
    assert_ok(way(desk, &done, &err), &err);
    assert_true(done.length > 0);
    strbuf_done(&done);
}

static void test_undo_and_redo(void **state) {
    (void)state;
    Record *incident = make_on(desk, "incident", "kind=question|title=May I?|received_at=-1h"),
           *row = make_on(desk, "reporter", "who=A. Smit|role=employee");
    Change both[] = {{.wanted = incident}, {.wanted = row, .parent = 1}};
    Error err = {0};
    int64_t batch;
    assert_ok(desk_apply(desk, both, 2, NULL, &batch, &err), &err);
    assert_true(batch > 0);
    assert_int_equal(rows_of("incident", 1, "reporter"), 1);
    changed("INC-0001", "state", "assessed");
    changed("INC-0001", "title", "May I now?");
    step(desk_undo);
    step(desk_undo);
    assert_string_equal(record_text(found(desk, "INC-0001"), "title"), "May I?");
    assert_string_equal(record_text(found(desk, "INC-0001"), "state"),
                        "new"); /* no move leads back, taking back does */
    step(desk_undo);
    assert_true(found(desk, "INC-0001")->voided_at != 0);
    assert_int_equal(rows_of("incident", 1, "reporter"), 0);
    const RegisterDef *def = register_by_key("incident");
    assert_int_equal(records_count(desk_db(desk), def, COUNT_ALL), 0);
    assert_int_equal(records_count(desk_db(desk), def, COUNT_OPEN), 0);
    step(desk_redo);
    assert_int_equal(rows_of("incident", 1, "reporter"), 1);
    assert_int_equal(records_count(desk_db(desk), def, COUNT_NEW), 1);
    step(desk_redo);
    step(desk_redo);
    assert_string_equal(record_text(found(desk, "INC-0001"), "title"), "May I now?");
    assert_string_equal(record_text(found(desk, "INC-0001"), "state"), "assessed");
    step(desk_undo);
    changed("INC-0001", "next_step", "answer"); /* something new: what was undone is gone */
    StrBuf done;
    strbuf_init(&done);
    assert_int_equal(desk_redo(desk, &done, &err), ERR_MISSING);
    strbuf_done(&done);
    int64_t checked;
    assert_int_equal(trail_verify(desk_db(desk), NULL, NULL, &checked, NULL), OK);
    assert_int_equal(made("incident", "kind=question|title=Next|received_at=-1h")->no, 2);
}

static void test_undo_of_what_others_changed(void **state) {
    (void)state;
    made("contact", "name=A|roles=peer|phone=1");
    changed("CON-0001", "phone", "2");
    int64_t mine = desk->undo.items[--desk->undo.count];
    changed("CON-0001", "phone", "3");
    desk->undo.items[desk->undo.count - 1] = mine; /* as if the second change were another session's */
    StrBuf done;
    Error err = {0};
    strbuf_init(&done);
    assert_int_equal(desk_undo(desk, &done, &err), ERR_CLASH);
    assert_string_equal(record_text(found(desk, "CON-0001"), "phone"), "3");
    strbuf_done(&done);
}

/* As another session would: it is not ours to take back. */
static void changed_elsewhere(const char *code, const char *key, const char *text) {
    changed(code, key, text);
    desk->undo.count--;
}

/* What cannot be taken back does not stand in the way of what was before it: asked again it is left out, if nothing changed meanwhile. */
static void test_undo_goes_past_what_was_refused(void **state) {
    (void)state;
    StrBuf done;
    Error err = {0};
    const RegisterDef *def;
    int64_t no;
    strbuf_init(&done);
    made("contact", "name=A|roles=peer|phone=1");
    made("contact", "name=B|roles=peer|phone=1");
    changed("CON-0001", "phone", "7");
    changed("CON-0002", "phone", "2");
    changed_elsewhere("CON-0002", "phone", "3");
    assert_int_equal(desk_undo(desk, &done, &err), ERR_CLASH);
    changed_elsewhere("CON-0002", "phone", "4"); /* not the state any more in which it was refused */
    assert_int_equal(desk_undo(desk, &done, &err), ERR_CLASH);
    assert_false(desk_turned(desk, &def, &no));
    assert_ok(desk_undo(desk, &done, &err), &err);
    assert_string_equal(record_text(found(desk, "CON-0001"), "phone"), "1");
    assert_string_equal(record_text(found(desk, "CON-0002"), "phone"), "4");
    assert_true(text_starts(done.data, "CON-0001"));
    assert_non_null(strstr(done.data, "left as it is: CON-0002"));
    assert_true(desk_turned(desk, &def, &no));
    assert_int_equal(no, 1);
    step(desk_redo);
    assert_string_equal(record_text(found(desk, "CON-0001"), "phone"), "7");
    changed("CON-0002", "phone", "5");
    changed_elsewhere("CON-0002", "phone", "6");
    desk->undo.items[0] = desk->undo.items[desk->undo.count - 1];
    desk->undo.count = 1;
    assert_int_equal(desk_undo(desk, &done, &err), ERR_CLASH);
    assert_int_equal(desk_undo(desk, &done, &err), ERR_MISSING); /* it was the only one */
    assert_non_null(strstr(err.message, "left as it is"));
    strbuf_done(&done);
}

static void test_struck(void **state) {
    (void)state;
    Record *contact = made("contact", "name=Twice|roles=peer");
    Change strike = {.op = CHANGE_STRIKE, .seen = contact, .wanted = record_copy(contact, arena)};
    Error err = {0};
    assert_int_equal(desk_apply(desk, &strike, 1, NULL, NULL, &err), ERR_INVALID); /* not without a reason */
    assert_non_null(strstr(err.message, "why it was entered by mistake"));
    strike.because = "entered twice";
    assert_ok(desk_apply(desk, &strike, 1, NULL, NULL, &err), &err);
    Found *hits;
    size_t count;
    assert_int_equal(select_search(desk_db(desk), "Twice", NULL, 5, arena, &hits, &count, NULL), OK);
    assert_int_equal(count, 0);
    assert_int_equal(records_count(desk_db(desk), contact->def, COUNT_ALL), 0);
    assert_int_equal(made("contact", "name=Once|roles=peer")->no, 2); /* its number is not used again */
    Record *struck = found(desk, "CON-0001");
    Change restore = {.op = CHANGE_RESTORE, .seen = struck, .wanted = record_copy(struck, arena)};
    assert_ok(desk_apply(desk, &restore, 1, NULL, NULL, &err), &err);
    assert_int_equal(records_count(desk_db(desk), contact->def, COUNT_ALL), 2);
    assert_int_equal(select_search(desk_db(desk), "Twice", NULL, 5, arena, &hits, &count, NULL), OK);
    assert_int_equal(count, 1);
}

static void test_names_made_inline(void **state) {
    (void)state;
    Record *incident = made("incident", "kind=question|title=May I?|received_at=-1h|handler=Nina de Wit");
    assert_string_equal(record_text(found(desk, "INC-0001"), "handler"), "CON-0001");
    assert_string_equal(record_text(found(desk, "CON-0001"), "name"), "Nina de Wit");
    made("incident", "kind=question|title=Again|received_at=-1h|handler=nina de wit"); /* found, not made again */
    assert_string_equal(record_text(found(desk, "INC-0002"), "handler"), "CON-0001");
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 1);
    assert_int_equal(records_linked_count(desk_db(desk), register_by_key("contact"), 1, incident->def, "handler"), 2);
    step(desk_undo);
    step(desk_undo); /* the contact was made in the same act, and goes with it */
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 0);
    step(desk_redo); /* it had nothing but its name, and that is enough to come back */
    assert_string_equal(record_text(found(desk, "CON-0001"), "name"), "Nina de Wit");
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 1);
    changed("CON-0001", "roles", "peer");
    step(desk_undo); /* and to be without them again */
    assert_false(record_has(found(desk, "CON-0001"), "roles"));
}

/* A name is found whole, however many are called nearly so and however old it is; and is told when several are called so. */
static void test_a_name_among_many(void **state) {
    (void)state;
    made("contact", "name=Jan Jansen|roles=peer");
    for (int i = 2; i <= 40; i++) made("contact", arena_printf(arena, "name=Jan Jansen %d|roles=peer|unit=jan jansen", i));
    Record *incident = make_on(desk, "incident", "kind=question|title=x|received_at=-1h");
    record_set_text(incident, "handler", "+JAN\u00a0JANSÉN"); /* as import leaves it to be looked up when applied */
    Change change = {.wanted = incident};
    Error err = {0};
    assert_ok(desk_apply(desk, &change, 1, NULL, NULL, &err), &err);
    assert_string_equal(record_text(found(desk, "INC-0001"), "handler"), "CON-0001");
    made("incident", "kind=question|title=y|received_at=-1h|handler=+jan jansen");
    assert_string_equal(record_text(found(desk, "INC-0002"), "handler"), "CON-0001");
    assert_int_equal(records_count(desk_db(desk), register_by_key("contact"), COUNT_ALL), 40);
    made("contact", "name=jan jansen|roles=peer");
    assert_int_equal(desk_parse(desk, incident, "handler", "Jan Jansen", arena, &err), ERR_INVALID);
    assert_non_null(strstr(err.hint, "CON-0001"));
    assert_non_null(strstr(err.hint, "CON-0041"));
    changed("CON-0001", "state", "ended"); /* has left: the other one is meant */
    assert_ok(desk_parse(desk, incident, "handler", "Jan Jansen", arena, &err), &err);
    assert_string_equal(record_text(incident, "handler"), "CON-0041");
}

static void test_one_spelling(void **state) {
    (void)state;
    made("incident", "kind=question|title=a|received_at=-1h|unit=R\u00e9ception");
    made("incident", "kind=question|title=b|received_at=-1h|unit=Archive");
    made("incident", "kind=question|title=c|received_at=-1h|unit=reception");
    made("incident", "kind=question|title=d|received_at=-1h|unit=ARCHIVE");
    made("incident", "kind=question|title=e|received_at=-1h|unit=Reception desk");
    assert_string_equal(record_text(found(desk, "INC-0003"), "unit"), "R\u00e9ception");
    assert_string_equal(record_text(found(desk, "INC-0004"), "unit"), "Archive");
    assert_string_equal(record_text(found(desk, "INC-0005"), "unit"), "Reception desk");
}

/* All problems are told, nothing is stored, and links may point forward within a batch. */
static void test_all_or_nothing(void **state) {
    (void)state;
    Record *good = make_on(desk, "contact", "name=A|roles=peer"), *bad = make_on(desk, "contact", "phone=1");
    Change changes[] = {{.wanted = good}, {.wanted = bad}};
    Problems problems;
    Error err = {0};
    assert_int_equal(desk_apply(desk, changes, 2, &problems, NULL, &err), ERR_INVALID);
    assert_int_equal(problems.count, 2);
    assert_int_equal(desk_revision(desk), 0);
    bad = make_on(desk, "contact", "name=B|roles=peer|deputy=CON-0002");
    changes[0].wanted = bad;
    changes[1].wanted = good;
    bad->no = 1;
    good->no = 0;
    assert_ok(desk_apply(desk, changes, 2, NULL, NULL, &err), &err);
    record_set_text(bad, "deputy", "CON-0077");
    bad = record_copy(bad, arena);
    Change lost = {.seen = found(desk, "CON-0001"), .wanted = bad};
    assert_int_equal(desk_apply(desk, &lost, 1, &problems, NULL, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "there is no 'CON-0077'"));
    assert_string_equal(err.where, "deputy");
}

/* -- dues -------------------------------------------------------------------------------------------------------------
 */

static const Due *due_of(const char *code, const char *rule) {
    Record *record = found(desk, code);
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(desk), record->def, record->no, arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        if (strcmp(dues[i].rule, rule) == 0) return &dues[i];
    return NULL;
}

static void test_dues(void **state) {
    (void)state;
    Day today = moment_day(fixture.now);
    made("contact", "name=Officer|roles=security_officer");
    made("contact",
         "name=Amsel|roles=director|formal_ideal=90d|formal_maximum=120d|informal_ideal=30d|informal_maximum=45d");
    /* a date: the end of that day, with its warning before */
    made("development", "title=x|kind=law|source=OJ|follow_up_on=+3d");
    const Due *due = due_of("DEV-0001", "follow_up");
    assert_non_null(due);
    assert_int_equal(due->due_at, moment_at(today + 3, DAY_END));
    changed("DEV-0001", "follow_up_on", "");
    assert_null(due_of("DEV-0001", "follow_up"));
    /* a child's: follows the row, ends with its field and with the record */
    made("incident", "kind=question|title=May I?|received_at=-1h");
    Record *row = make_on(desk, "reporter", "who=A. Smit|role=employee|promised=call|promised_on=+2d");
    row->parent = register_by_key("incident");
    row->parent_no = 1;
    Change add = {.wanted = row};
    Error err = {0};
    assert_ok(desk_apply(desk, &add, 1, NULL, NULL, &err), &err);
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(desk), row->parent, 1, arena, &dues, &count, NULL), OK);
    bool child = false;
    for (size_t i = 0; i < count; i++)
        child |= dues[i].child == row->def->id && dues[i].row == 1 && dues[i].due_at == moment_at(today + 2, DAY_END);
    assert_true(child);
    step(desk_undo);
    assert_int_equal(records_dues(desk_db(desk), row->parent, 1, arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(dues[i].child, 0);
    /* cadence: never spoken counts from the making; an informal talk is no formal one; a formal one is both */
    assert_int_equal(due_of("CON-0002", "talk_formal")->due_at, moment_at(today + 120, DAY_END));
    fixture.now += 10 * DAY_SECONDS;
    made("talk", "with=CON-0002|formality=informal|state=held|held_at=-1d");
    assert_int_equal(due_of("CON-0002", "talk_formal")->due_at, moment_at(today + 120, DAY_END));
    assert_int_equal(due_of("CON-0002", "talk_informal")->due_at, moment_at(today + 9 + 45, DAY_END));
    assert_int_equal(due_of("CON-0002", "talk_informal")->warn_at, moment_at(today + 9 + 30, 0));
    fixture.now += 10 * DAY_SECONDS;
    made("talk", "with=CON-0002|formality=formal|state=held|held_at=-2d");
    assert_int_equal(due_of("CON-0002", "talk_formal")->due_at, moment_at(today + 18 + 120, DAY_END));
    assert_int_equal(due_of("CON-0002", "talk_informal")->due_at, moment_at(today + 18 + 45, DAY_END));
    made("talk", "with=CON-0002|formality=formal|planned_at=+5d 10:00"); /* shows, but does not reset */
    assert_int_equal(due_of("CON-0002", "talk_formal")->due_at, moment_at(today + 18 + 120, DAY_END));
    assert_true(due_of("TLK-0003", "hold")->hours); /* an appointment is a moment */
    changed("TLK-0002", "with", "CON-0001");        /* it was with somebody else */
    assert_int_equal(due_of("CON-0002", "talk_formal")->due_at, moment_at(today + 120, DAY_END));
    changed("CON-0002", "state", "ended");
    assert_null(due_of("CON-0002", "talk_formal"));
}

/* -- storms -----------------------------------------------------------------------------------------------------------
 */

static Record *random_stored(const RegisterDef *def) {
    int64_t next = records_next_number(desk_db(desk), def);
    Record *record;
    Error err;
    if (next < 2 || records_load(desk_db(desk), def, 1 + (int64_t)fixture_pick(&fixture, (size_t)next - 1), arena,
                                 &record, &err) != OK)
        return NULL;
    return record;
}

static bool change_randomly(const RegisterDef *def) {
    Record *seen = random_stored(def);
    if (!seen) return false;
    Change change = {.seen = seen, .wanted = record_copy(seen, arena)};
    Error err;
    size_t kind = fixture_pick(&fixture, 10);
    if (seen->voided_at)
        change.op = CHANGE_RESTORE;
    else if (kind == 0)
        change = (Change){.op = CHANGE_STRIKE, .seen = seen, .wanted = change.wanted, .because = "chance"};
    for (size_t i = 0; change.op == CHANGE_SAVE && i < 3; i++) {
        const FieldDef *field = &def->fields[fixture_pick(&fixture, def->field_count)];
        const char *text = fixture_pick(&fixture, 4) ? random_value(&fixture, desk, def, field, arena) : "";
        if (text) record_parse(change.wanted, field->key, text, fixture.now, arena, &err);
    }
    return desk_apply(desk, &change, 1, NULL, NULL, &err) == OK;
}

static size_t storm(size_t acts) {
    static const char *const busy[] = {"contact",  "kind",    "incident", "talk", "action",
                                       "approval", "trigger", "advice",   "duty", "development"};
    size_t done = 0;
    StrBuf text;
    Error err;
    strbuf_init(&text);
    for (size_t i = 0; i < acts; i++) {
        const RegisterDef *def = register_by_key(busy[fixture_pick(&fixture, COUNT_OF(busy))]);
        size_t what = fixture_pick(&fixture, 10);
        if (what < 4)
            done += random_add(&fixture, desk, def, arena);
        else if (what < 8)
            done += change_randomly(def);
        else
            done += (what == 8 ? desk_undo(desk, &text, &err) : desk_redo(desk, &text, &err)) == OK;
        fixture.now += (Moment)fixture_pick(&fixture, 20000);
    }
    strbuf_done(&text);
    return done;
}

static void check_counts(const RegisterDef *def) {
    RecordList list;
    assert_int_equal(records_page(desk_db(desk), def, 0, 10000, arena, &list, NULL), OK);
    int64_t open = 0, fresh = 0;
    for (size_t i = 0; i < list.count; i++) {
        open += record_live(list.items[i]);
        fresh += record_live(list.items[i]) && record_is(list.items[i], "state", def->states[0].key);
    }
    if (records_count(desk_db(desk), def, COUNT_ALL) != (int64_t)list.count ||
        records_count(desk_db(desk), def, COUNT_OPEN) != open || records_count(desk_db(desk), def, COUNT_NEW) != fresh)
        fail_msg("%s: kept %lld all, %lld open, %lld new; counted %zu, %lld, %lld", def->key,
                 (long long)records_count(desk_db(desk), def, COUNT_ALL),
                 (long long)records_count(desk_db(desk), def, COUNT_OPEN),
                 (long long)records_count(desk_db(desk), def, COUNT_NEW), list.count, (long long)open,
                 (long long)fresh);
    for (int day = -40; day <= 100; day += 7) {
        Moment now = fixture.now + (Moment)day * DAY_SECONDS;
        int64_t need = 0;
        for (size_t i = 0; i < list.count; i++)
            need += list.items[i]->warn_at && list.items[i]->warn_at <= now;
        if (records_need(desk_db(desk), def, now) != need)
            fail_msg("%s: %lld need you at day %d, counted %lld", def->key,
                     (long long)records_need(desk_db(desk), def, now), day, (long long)need);
    }
}

/* What stands with a record, as one text. */
static const char *dues_text(const Record *record) {
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(desk), record->def, record->no, arena, &dues, &count, NULL), OK);
    const char *text = arena_printf(arena, "%lld %lld %s", (long long)record->due_at, (long long)record->warn_at,
                                    record->due_rule ? record->due_rule : "-");
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s; %s %d.%d %lld %lld %lld %d", text, dues[i].rule, dues[i].child, dues[i].row,
                            (long long)dues[i].start_at, (long long)dues[i].warn_at, (long long)dues[i].due_at,
                            dues[i].hours);
    return text;
}

/* Every link that a record makes is found from the other side, and no other. */
static void check_links_of(const RegisterDef *def, int64_t *made) {
    RecordList list;
    assert_int_equal(records_page(desk_db(desk), def, 0, 10000, arena, &list, NULL), OK);
    for (size_t i = 0; i < list.count; i++)
        for (size_t f = 0; f < def->field_count; f++) {
            const FieldDef *field = &def->fields[f];
            if ((field->type != FT_LINK && field->type != FT_LINKS) || !list.items[i]->values[f].set) continue;
            char code[CODE_SIZE];
            for (const char *codes = list.items[i]->values[f].text; text_next_word(&codes, code, sizeof code);
                 ++*made) {
                Record *other = found(desk, code);
                Link *links;
                size_t count;
                bool there = false;
                assert_int_equal(
                    records_linked(desk_db(desk), other->def, other->no, def, arena, &links, &count, 10000, NULL), OK);
                for (size_t l = 0; l < count; l++)
                    there |= links[l].no == list.items[i]->no && strcmp(links[l].field, field->key) == 0;
                if (!there)
                    fail_msg("%s %lld: its link %s to %s is not seen there", def->key, (long long)list.items[i]->no,
                             field->key, code);
            }
        }
}

static int64_t links_seen(void) {
    int64_t seen = 0;
    for (const RegisterDef *to = NULL; (to = register_next(to));) {
        if (to->kind == KIND_CHILD) continue;
        for (int64_t no = 1; no < records_next_number(desk_db(desk), to); no++) {
            Link *links;
            size_t count;
            assert_int_equal(records_linked(desk_db(desk), to, no, NULL, arena, &links, &count, 10000, NULL), OK);
            for (size_t l = 0; l < count; l++) {
                const FieldDef *field =
                    register_field(links[l].def, links[l].field); /* not those of a child or a party */
                seen += field && field->type != FT_PARTY;
            }
        }
    }
    return seen;
}

/* Deriving again changes nothing. */
static void check_rebuild(const RegisterDef *def) {
    RecordList list;
    Error err = {0};
    assert_int_equal(records_page(desk_db(desk), def, 0, 10000, arena, &list, NULL), OK);
    assert_int_equal(db_begin(desk_db(desk), NULL), OK);
    for (size_t i = 0; i < list.count; i++) {
        char code[CODE_SIZE];
        code_write(def, list.items[i]->no, code);
        const char *before = dues_text(list.items[i]);
        assert_ok(derive_record(desk, found(desk, code), &err), &err);
        const char *after = dues_text(found(desk, code));
        if (strcmp(before, after) != 0) fail_msg("%s: kept %s, derived %s", code, before, after);
    }
    db_rollback(desk_db(desk));
}

static void test_storms(void **state) {
    (void)state;
    Arena *own = arena_new();
    fixture_start(&fixture, 0);
    fixture.env.ctx = &fixture;
    random_fill(&fixture, desk, 3, false, own);
    size_t done = 0;
    for (int round = 0; round < 5; round++) {
        done += storm(80);
        for (const RegisterDef *def = NULL; (def = register_next(def));) {
            if (def->kind == KIND_CHILD) continue;
            check_counts(def);
            check_rebuild(def);
            arena_clear(arena);
        }
        int64_t made_links = 0;
        for (const RegisterDef *def = NULL; (def = register_next(def));)
            if (def->kind != KIND_CHILD) check_links_of(def, &made_links);
        assert_int_equal(links_seen(), made_links);
        arena_clear(arena);
    }
    print_message("%zu changes\n", done);
    assert_true(done > 60);
    StrBuf findings;
    strbuf_init(&findings);
    int64_t checked;
    Error err = {0};
    assert_ok(trail_verify(desk_db(desk), NULL, NULL, &checked, &err), &err);
    assert_int_equal(db_check(desk_db(desk), true, &findings, NULL), OK);
    assert_string_equal(findings.data, "");
    Checkup checkup;
    checkup_init(&checkup);
    assert_ok(checkup_verify(desk, &checkup, &err), &err);
    assert_ok(checkup_rebuild(desk, false, &checkup, &err), &err);
    if (checkup.faults) fail_msg("%s", checkup.findings.data);
    checkup_done(&checkup);
    strbuf_done(&findings);
    arena_free(own);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_two_desks, setup, teardown),
        cmocka_unit_test_setup_teardown(test_made_and_gone_on_with, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo_and_redo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo_of_what_others_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo_goes_past_what_was_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_struck, setup, teardown),
        cmocka_unit_test_setup_teardown(test_names_made_inline, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_name_among_many, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_spelling, setup, teardown),
        cmocka_unit_test_setup_teardown(test_all_or_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dues, setup, teardown),
        cmocka_unit_test_setup_teardown(test_storms, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
