#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/io/yaml.h"
#include "random_doc.h"

static Arena *arena;

static Doc *read_good(const char *text) {
    Doc *doc = NULL;
    Error err = {0};
    if (yaml_read(text, strlen(text), "t.yaml", arena, &doc, &err) != OK) fail_msg("%s: %s", err.where, err.message);
    return doc;
}

static void check_bad(const char *text, size_t length, const char *where, const char *part) {
    Doc *doc;
    Error err = {0};
    assert_int_equal(yaml_read(text, length, "t.yaml", arena, &doc, &err), ERR_DATA);
    assert_string_equal(err.where, where);
    if (!strstr(err.message, part)) fail_msg("\"%s\" lacks \"%s\"", err.message, part);
}

static void reads_places_and_quotes(void **state) {
    (void)state;
    Doc *doc = read_good("\xEF\xBB\xBF# first\ntitle: no\nempty:\nmeant: \"\"\nnote: |\n  two\n  lines\nlist:\n  - "
                         "010\n  - {a: b, \u00e9: 'c'}\n");
    assert_string_equal(doc_get_text(doc, "title"), "no");
    assert_false(doc_get(doc, "title")->quoted);
    assert_string_equal(doc_get_text(doc, "empty"), "");
    assert_false(doc_get(doc, "empty")->quoted);
    assert_true(doc_get(doc, "meant")->quoted);
    assert_string_equal(doc_get_text(doc, "note"), "two\nlines\n");
    const Doc *list = doc_get(doc, "list");
    assert_int_equal(list->count, 2);
    assert_string_equal(list->first->text, "010");
    const Doc *c = doc_get(list->last, "\u00e9");
    assert_int_equal(c->line, 10);
    assert_int_equal(c->column, 15);
    assert_int_equal(c->key_line, 10);
    assert_int_equal(c->key_column, 12);
    assert_null(doc_get_text(doc, "list"));
    assert_null(doc_get(doc, "none"));
}

static void nothing_is_an_empty_map(void **state) {
    (void)state;
    static const char *const texts[] = {"", "\n", "# only this\n", "---\n", "---\n...\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Doc *doc = read_good(texts[i]);
        assert_int_equal(doc->kind, DOC_MAP);
        assert_int_equal(doc->count, 0);
    }
    assert_int_equal(read_good("\"\"")->kind, DOC_SCALAR);
}

typedef struct Bad {
    const char *text, *where, *part;
} Bad;

static void refuses_with_place(void **state) {
    (void)state;
    static const Bad bads[] = {
        {"a: 1\nb: 2\na: 3\n", "t.yaml:3:1", "after line 1 column 1"},
        {"- x: {k: 1, 'k': 2}\n", "t.yaml:1:13", "after line 1 column 7"},
        {"a: &x 1\n", "t.yaml:1:4", "anchors"},
        {"a: *x\n", "t.yaml:1:4", "references"},
        {"a: !!str 1\n", "t.yaml:1:4", "tags"},
        {"a: !t [1]\n", "t.yaml:1:4", "tags"},
        {"%TAG ! x\n---\na: 1\n", "t.yaml:1:1", "tag directives"},
        {"a: 1\n---\nb: 2\n", "t.yaml:2:1", "second document"},
        {"? [a]\n: 1\n", "t.yaml:1:3", "key must be"},
        {"<<: {a: 1}\n", "t.yaml:1:1", "merge"},
        {"a: \"x\n\nb: 1\n", "t.yaml:1:4", "never closed"},
        {"a: [1,\n2\n\n", "t.yaml:1:4", "never closed"},
        {"a: 1\nb: {x: 1,\n", "t.yaml:2:4", "never closed"},
        {"a: b: c\n", "t.yaml:1:5", "second \":\""},
        {"a:\n\t- b\n", "t.yaml:2:1", "begin a text"},
        {"a: \"x\\0y\"\n", "t.yaml:1:4", "zero byte"},
        {"a: \u00e9\nb: \u00e9\x01\n", "t.yaml:2:5", "control character"},
        {"a: \u00e9\nb: \u00e9\xff\n", "t.yaml:2:5", "not UTF-8"},
        {"a: \xed\xa0\x80\n", "t.yaml:1:4", "not UTF-8"},
        {"a: \"\xc3", "t.yaml:1:5", "not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(bads); i++)
        check_bad(bads[i].text, strlen(bads[i].text), bads[i].where, bads[i].part);
    check_bad("a: \0b", 5, "t.yaml:1:4", "control character");
}

static void keeps_limits(void **state) {
    (void)state;
    StrBuf text;
    strbuf_init(&text);
    for (int i = 0; i < DOC_DEPTH_MAX; i++)
        strbuf_addc(&text, '[');
    for (int i = 0; i < DOC_DEPTH_MAX; i++)
        strbuf_addc(&text, ']');
    read_good(text.data);
    strbuf_clear(&text);
    for (int i = 0; i < 100000; i++)
        strbuf_addc(&text, '[');
    check_bad(text.data, text.length, "t.yaml:1:33", "32 levels");
    strbuf_clear(&text);
    strbuf_add(&text, "a: '");
    for (int i = 0; i < DOC_SCALAR_MAX; i++)
        strbuf_addc(&text, 'x');
    strbuf_addc(&text, '\'');
    read_good(text.data);
    text.data[text.length - 1] = 'x';
    strbuf_addc(&text, '\'');
    check_bad(text.data, text.length, "t.yaml:1:4", "1 MiB");
    strbuf_done(&text);
}

static void long_names_keep_their_end(void **state) {
    (void)state;
    Doc *doc;
    Error err = {0};
    char name[300];
    memset(name, 'd', sizeof name);
    strcpy(name + 290, "end.yaml");
    assert_int_equal(yaml_read("[", 1, name, arena, &doc, &err), ERR_DATA);
    if (!strstr(err.where, "dend.yaml:1:1")) fail_msg("%s", err.where);
    assert_int_equal(yaml_read("[", 1, name, arena, &doc, NULL), ERR_DATA);
}

typedef struct Written {
    const char *text, *yaml;
} Written;

static void writes_what_others_read_alike(void **state) {
    (void)state;
    static const Written cases[] = {
        {"word", "word"},
        {"two words, and: more", "\"two words, and: more\""},
        {"CON-0003", "CON-0003"},
        {"6w", "6w"},
        {"no", "\"no\""},
        {"Yes", "\"Yes\""},
        {"NULL", "\"NULL\""},
        {"~", "\"~\""},
        {"1", "\"1\""},
        {"1e3", "\"1e3\""},
        {"0x1f", "\"0x1f\""},
        {"1:30", "\"1:30\""},
        {"2026-11-23", "\"2026-11-23\""},
        {".5", "\".5\""},
        {"a #b", "\"a #b\""},
        {"a#b", "a#b"},
        {"a:", "\"a:\""},
        {"a:b", "a:b"},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {"- a", "\"- a\""},
        {"caf\u00e9", "caf\u00e9"},
        {"a\tb", "\"a\\tb\""},
        {"\x1b[0m", "\"\\e[0m\""},
        {"a\u202eb", "\"a\\u202Eb\""},
        {"\U000E0041", "\"\\U000E0041\""},
        {"\"q\\", "\"\\\"q\\\\\""},
        {"a\nb", "|-\n  a\n  b"},
        {"a\n", "|\n  a"},
        {"a\n\nb\n\n", "|+\n  a\n\n  b\n"},
        {"\na", "\"\\na\""},
        {" a\nb", "\" a\\nb\""},
        {"a\n  \nb", "\"a\\n  \\nb\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Doc *map = doc_map(arena);
        StrBuf out;
        strbuf_init(&out);
        doc_add_text(arena, map, "k", cases[i].text);
        yaml_write(map, 0, &out);
        assert_string_equal(out.data, arena_printf(arena, "k: %s\n", cases[i].yaml));
        strbuf_done(&out);
    }
}

static void writes_blocks(void **state) {
    (void)state;
    static const char text[] =
        "a: x\nlist:\n  - k: w\n    m:\n      - z\n      -\n      - \"\"\n  - - b\n    - c\n  - []\n  - {}\nempty:\n";
    StrBuf out;
    strbuf_init(&out);
    yaml_write(read_good(text), 0, &out);
    assert_string_equal(out.data, text);
    strbuf_clear(&out);
    yaml_write(read_good("a: x\nb: {c: d}"), 2, &out);
    assert_string_equal(out.data, "  a: x\n  b:\n    c: d\n");
    strbuf_done(&out);
}

static void written_is_read_again(void **state) {
    (void)state;
    start_random();
    for (int round = 0; round < 4000; round++) {
        Doc *doc = random_doc(arena, 4);
        if (doc->kind == DOC_SCALAR && !*doc->text) continue; /* nothing is a map */
        StrBuf out, safe;
        strbuf_init(&out);
        strbuf_init(&safe);
        yaml_write(doc, round % 3, &out);
        if (!same_doc(doc, read_good(out.data), true)) fail_msg("came back different:\n%s", out.data);
        utf8_make_safe(&safe, out.data, out.length, SAFE_KEEP_NEWLINE); /* the file itself hides nothing */
        assert_string_equal(safe.data, out.data);
        strbuf_done(&out);
        strbuf_done(&safe);
        arena_clear(arena);
    }
}

typedef struct Seen {
    StrBuf text;
    int stop_after;
} Seen;

static Status note_item(void *ctx, const char *key, const Doc *node, Error *err) {
    Seen *seen = ctx;
    strbuf_addf(&seen->text, "%s/%s@%d ", key ? key : "",
                node->kind == DOC_SCALAR ? node->text : doc_get_text(node, "n"), node->line);
    return --seen->stop_after == 0 ? (fail)(err, ERR_INVALID, "enough") : OK;
}

static void check_stream(const char *text, Status status, int stop_after, const char *expected) {
    Seen seen = {.stop_after = stop_after};
    Error err = {0};
    strbuf_init(&seen.text);
    assert_int_equal(yaml_stream(text, strlen(text), "t.yaml", note_item, &seen, &err), status);
    assert_int_equal(err.status, status);
    assert_string_equal(seen.text.data, expected);
    strbuf_done(&seen.text);
}

static void streams_items(void **state) {
    (void)state;
    check_stream("- n: a\n- n: b\n", OK, 0, "/a@1 /b@2 ");
    check_stream("x:\n- n: a\n- b\ny: []\nz: {n: c}\nv: 1\n", OK, 0, "x/a@2 x/b@3 z/c@5 v/1@6 ");
    check_stream("", OK, 0, "");
    check_stream("---\n", OK, 0, "");
    check_stream("- a\n- b\n- c\n", ERR_INVALID, 2, "/a@1 /b@2 ");
    check_stream("x: [a]\nx: [b]\n", ERR_DATA, 0, "x/a@1 ");
    check_stream("- a\n- *b\n", ERR_DATA, 0, "/a@1 ");
    check_stream("- a\n---\n- b\n", ERR_DATA, 0, "/a@1 ");
    check_stream("word\n", ERR_DATA, 0, "");
}

int main(void) {
    lang_start("en", NULL);
    arena = arena_new();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_places_and_quotes),
        cmocka_unit_test(nothing_is_an_empty_map),
        cmocka_unit_test(refuses_with_place),
        cmocka_unit_test(keeps_limits),
        cmocka_unit_test(long_names_keep_their_end),
        cmocka_unit_test(writes_what_others_read_alike),
        cmocka_unit_test(writes_blocks),
        cmocka_unit_test(written_is_read_again),
        cmocka_unit_test(streams_items),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
