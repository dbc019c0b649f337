/* Export: what goes out, what stays, and that import brings the same back. */
#include "random_records.h"

#include <dirent.h>

static StrBuf written;

static Status keep(void *ctx, const char *bytes, size_t length, Error *err) {
    (void)ctx, (void)err;
    strbuf_addn(&written, bytes, length);
    return OK;
}

static void assert_same_record(const Record *a, const Record *b, const char *code) {
    size_t first;
    if (record_same(a, b, &first)) return;
    StrBuf left, right;
    strbuf_init(&left);
    strbuf_init(&right);
    field_write(&a->def->fields[first], a->def, a->values[first], &left);
    field_write(&a->def->fields[first], a->def, b->values[first], &right);
    fail_msg("%s %s: '%s' became '%s'", code, a->def->fields[first].key, left.data, right.data);
}

static void assert_same_rows(Desk *a, Desk *b, const Record *record, Arena *arena) {
    char code[CODE_SIZE];
    code_write(record->def, record->no, code);
    for (const RegisterDef *child = NULL; (child = register_child(record->def, child));) {
        RecordList left, right;
        assert_int_equal(records_children(desk_db(a), record->def, record->no, child, false, arena, &left, NULL), OK);
        assert_int_equal(records_children(desk_db(b), record->def, record->no, child, false, arena, &right, NULL), OK);
        if (left.count != right.count)
            fail_msg("%s: %zu rows of %s became %zu", code, left.count, child->key, right.count);
        for (size_t i = 0; i < left.count; i++)
            assert_same_record(left.items[i], right.items[i], code);
    }
}

static void assert_same_desks(Desk *a, Desk *b) {
    Arena *arena = arena_new();
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        if (def->kind == KIND_CHILD) continue;
        RecordList left, right;
        assert_int_equal(records_page(desk_db(a), def, 0, 1000, arena, &left, NULL), OK);
        assert_int_equal(records_page(desk_db(b), def, 0, 1000, arena, &right, NULL), OK);
        if (left.count != right.count) fail_msg("%s: %zu became %zu", def->key, left.count, right.count);
        for (size_t i = 0; i < left.count; i++) {
            char code[CODE_SIZE];
            code_write(def, left.items[i]->no, code);
            assert_int_equal(left.items[i]->no, right.items[i]->no);
            assert_same_record(left.items[i], right.items[i], code);
            assert_same_rows(a, b, left.items[i], arena);
        }
    }
    arena_free(arena);
}

/* -- the twin --------------------------------------------------------------------------------------------------- */

static Desk *make_desk(Fixture *fixture, bool own) {
    Desk *desk = fixture_open(fixture, ":memory:", DB_CREATE);
    if (own) assert_int_equal(db_meta_set(desk_db(desk), "own", "1", NULL), OK); /* takes every register */
    return desk;
}

static void take_in(Desk *desk, const char *path, const char *name) {
    ImportPlan *plan;
    Error err = {0};
    ImportOptions options = {0};
    Status status = path ? import_read(desk, path, &options, &plan, &err)
                         : import_read_bytes(desk, written.data, written.length, name, &options, &plan, &err);
    if (status == OK) status = import_apply(desk, plan, NULL, &err);
    for (size_t i = 0; i < plan->problem_count && i < PLAN_PROBLEMS; i++)
        print_message("%s: %s (%s)\n", plan->problems[i].where, plan->problems[i].message, plan->problems[i].hint);
    assert_ok(status, &err);
    import_free(plan);
}

static void strike_one(Fixture *fixture, Desk *desk, Arena *arena) {
    Record *record = record_new_initial(register_by_key("development"), fixture->now, arena);
    record_set_text(record, "title", "entered by mistake");
    record_set_text(record, "kind", "law");
    Change make = {.wanted = record};
    Error err = {0};
    assert_ok(desk_apply(desk, &make, 1, NULL, NULL, &err), &err);
    Change strike = {.op = CHANGE_STRIKE, .seen = record, .wanted = record_copy(record, arena), .because = "entered twice"};
    assert_ok(desk_apply(desk, &strike, 1, NULL, NULL, &err), &err);
}

static void remove_folder(const char *folder) {
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.') unlink(path);
    }
    if (dir) closedir(dir);
    rmdir(folder);
}

static void twin(TransferFormat format, const char *name) {
    Fixture fixture;
    fixture_start(&fixture, 0);
    bool own = format != TRANSFER_CSV;
    Desk *from = make_desk(&fixture, own), *to = make_desk(&fixture, own);
    Arena *arena = arena_new();
    size_t made = random_fill(&fixture, from, 12, own, arena);
    print_message("%zu random records as %s\n", made, name);
    assert_true(made > 100);
    strike_one(&fixture, from, arena);
    ExportOptions options = {.format = format, .confidential = true};
    ExportResult result;
    Error err = {0};
    char folder[] = "loket-export-XXXXXX";
    strbuf_init(&written);
    if (format == TRANSFER_CSV) {
        assert_non_null(mkdtemp(folder));
        assert_ok(export_folder(from, &options, folder, &result, &err), &err);
        take_in(to, folder, name);
        remove_folder(folder);
    } else {
        assert_ok(export_stream(from, &options, keep, NULL, &result, &err), &err);
        take_in(to, NULL, name);
    }
    assert_int_equal(result.records, made);
    assert_int_equal(result.confidential + result.sealed + result.links, 0);
    assert_same_desks(from, to);
    strbuf_done(&written);
    arena_free(arena);
    desk_close(from);
    desk_close(to);
}

static void test_yaml_comes_back(void **state) {
    (void)state;
    twin(TRANSFER_YAML, "all.yaml");
}

static void test_json_comes_back(void **state) {
    (void)state;
    twin(TRANSFER_JSON, "all.json");
}

static void test_csv_comes_back(void **state) {
    (void)state;
    twin(TRANSFER_CSV, "a folder");
}

/* -- what stays ------------------------------------------------------------------------------------------------- */

static void load(Desk *desk, const char *text) {
    strbuf_init(&written);
    strbuf_add(&written, text);
    take_in(desk, NULL, "in.yaml");
    strbuf_done(&written);
}

static void test_confidential_stays(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 5);
    Desk *desk = make_desk(&fixture, false);
    load(desk, "contact:\n  - {name: Open, roles: peer}\n  - {name: Secret Person, roles: peer, level: confidential}\n"
               "incident:\n  - {title: x, kind: question, received_at: now, handler: Secret Person, links: [Open, "
               "Secret Person]}\n");
    ExportResult result;
    ExportOptions options = {.format = TRANSFER_YAML};
    Error err = {0};
    strbuf_init(&written);
    int64_t before = desk_revision(desk);
    assert_ok(export_stream(desk, &options, keep, NULL, &result, &err), &err);
    assert_null(strstr(written.data, "Secret"));
    assert_null(strstr(written.data, "CON-0002"));
    assert_non_null(strstr(written.data, "links: CON-0001\n"));
    assert_non_null(strstr(written.data, "\n# 1 confidential record left out"));
    assert_int_equal(result.records, 2);
    assert_int_equal(result.confidential, 1);
    assert_int_equal(result.links, 2);
    TrailEntry *entries;
    size_t count;
    Arena *arena = arena_new();
    assert_int_equal(trail_recent(desk_db(desk), 0, 1, arena, &entries, &count, NULL), OK);
    assert_int_equal(entries[0].seq, before + 1);
    assert_string_equal(entries[0].op, "export");
    assert_non_null(strstr(entries[0].fields, "incident"));
    int64_t checked;
    assert_int_equal(trail_verify(desk_db(desk), NULL, NULL, &checked, NULL), OK);
    strbuf_clear(&written);
    options = (ExportOptions){.format = TRANSFER_CSV};
    assert_int_equal(export_stream(desk, &options, keep, NULL, &result, &err), ERR_USAGE);
    options.registers = "contact";
    assert_ok(export_stream(desk, &options, keep, NULL, &result, &err), &err);
    assert_true(text_starts(written.data, "code,name,roles,"));
    assert_null(strstr(written.data, "Secret"));
    options = (ExportOptions){.format = TRANSFER_YAML, .registers = "remark"};
    assert_int_equal(export_stream(desk, &options, keep, NULL, &result, &err), ERR_USAGE);
    strbuf_done(&written);
    arena_free(arena);
    desk_close(desk);
}

static Status full(void *ctx, const char *bytes, size_t length, Error *err) {
    (void)ctx, (void)bytes, (void)length;
    *err = (Error){.status = ERR_FILE, .message = "full"};
    return ERR_FILE;
}

static void test_a_writer_may_refuse(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 5);
    Desk *desk = make_desk(&fixture, false);
    load(desk, "contact:\n  - {name: Open, roles: peer}\n");
    ExportResult result;
    Error err = {0};
    assert_int_equal(export_stream(desk, &(ExportOptions){.format = TRANSFER_JSON}, full, NULL, &result, &err),
                     ERR_FILE);
    assert_string_equal(err.message, "full");
    desk_close(desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml_comes_back),     cmocka_unit_test(test_json_comes_back),
        cmocka_unit_test(test_csv_comes_back),      cmocka_unit_test(test_confidential_stays),
        cmocka_unit_test(test_a_writer_may_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
