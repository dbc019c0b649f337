#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/io/json.h"
#include "random_doc.h"

static Arena *arena;

static Doc *read_good(const char *text) {
    Doc *doc = NULL;
    Error err = {0};
    if (json_read(text, strlen(text), "t.json", arena, &doc, &err) != OK) fail_msg("%s: %s", err.where, err.message);
    return doc;
}

static void reads_values(void **state) {
    (void)state;
    static const char *const expected[] = {"x", "12", "-0.1", "1e+20", "true", "false", "", "", "\u00e9\U0001F44D"};
    Doc *doc = read_good(
        "\xEF\xBB\xBF{\"z\": [\"x\", 12, -0.1, 1e20, true, false, null, \"\", \"\\u00e9\\ud83d\\udc4d\"], \"a\": {}}");
    assert_int_equal(doc->kind, DOC_MAP);
    assert_string_equal(doc->first->key, "z"); /* in the order of the file */
    assert_int_equal(doc_get(doc, "a")->kind, DOC_MAP);
    const Doc *value = doc->first->first;
    for (size_t i = 0; i < COUNT_OF(expected); i++, value = value->next) {
        assert_string_equal(value->text, expected[i]);
        assert_int_equal(value->quoted, i == 0 || i > 6);
    }
    assert_string_equal(read_good("\"x\"")->text, "x");
}

typedef struct Bad {
    const char *text, *where;
} Bad;

static void refuses_with_place(void **state) {
    (void)state;
    static const Bad bads[] = {
        {"{\n \"a\": 1,\n \"a\": 2}", "t.json:3:4"},
        {"", "t.json:1:1"},
        {"{\"a\": 1", "t.json:1:7"},
        {"[1,\n2 3]", "t.json:2:3"},
        {"[\"\xff\"]", "t.json:1:2"},
        {"[\"\\u0000\"]", "t.json:1:9"},
        {"[99999999999999999999]", "t.json:1:21"},
        {"[1] x", "t.json:1:5"},
        {"{a: 1}", "t.json:1:2"},
    };
    for (size_t i = 0; i < COUNT_OF(bads); i++) {
        Doc *doc;
        Error err = {0};
        assert_int_equal(json_read(bads[i].text, strlen(bads[i].text), "t.json", arena, &doc, &err), ERR_DATA);
        assert_string_equal(err.where, bads[i].where);
    }
}

static void keeps_limits(void **state) {
    (void)state;
    Doc *doc;
    char text[2 * (DOC_DEPTH_MAX + 1) + 1];
    memset(text, '[', DOC_DEPTH_MAX + 1);
    memset(text + DOC_DEPTH_MAX + 1, ']', DOC_DEPTH_MAX + 1);
    assert_int_equal(json_read(text, sizeof text - 1, "t", arena, &doc, NULL), ERR_DATA);
    assert_int_equal(json_read(text + 1, sizeof text - 3, "t", arena, &doc, NULL), OK);
    StrBuf big;
    strbuf_init(&big);
    strbuf_addc(&big, '"');
    for (int i = 0; i <= DOC_SCALAR_MAX; i++)
        strbuf_addc(&big, 'x');
    strbuf_addc(&big, '"');
    assert_int_equal(json_read(big.data, big.length, "t", arena, &doc, NULL), ERR_DATA);
    strbuf_done(&big);
}

static void writes(void **state) {
    (void)state;
    StrBuf out;
    strbuf_init(&out);
    const Doc *doc = read_good("{\"a\": [1, {\"b\": \"x\"}], \"c\": {}, \"d\": []}");
    json_write(doc, false, &out);
    assert_string_equal(out.data, "{\"a\": [\"1\", {\"b\": \"x\"}], \"c\": {}, \"d\": []}");
    strbuf_clear(&out);
    json_write(doc, true, &out);
    assert_string_equal(
        out.data, "{\n  \"a\": [\n    \"1\",\n    {\n      \"b\": \"x\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
    strbuf_clear(&out);
    json_write_string("q\"\\\n\x1b\u202e\U000E0041\u00e9\xff", &out);
    assert_string_equal(out.data, "\"q\\\"\\\\\\n\\u001b\\u202e\\udb40\\udc41\u00e9\uFFFD\"");
    strbuf_done(&out);
}

static void written_is_read_again(void **state) {
    (void)state;
    start_random();
    for (int round = 0; round < 4000; round++) {
        Doc *doc = random_doc(arena, 4);
        StrBuf out, safe;
        strbuf_init(&out);
        strbuf_init(&safe);
        json_write(doc, round % 2, &out);
        if (!same_doc(doc, read_good(out.data), false)) fail_msg("came back different:\n%s", out.data);
        utf8_make_safe(&safe, out.data, out.length, SAFE_KEEP_NEWLINE); /* the text itself hides nothing */
        assert_string_equal(safe.data, out.data);
        strbuf_done(&out);
        strbuf_done(&safe);
        arena_clear(arena);
    }
}

int main(void) {
    lang_start("en", NULL);
    arena = arena_new();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values), cmocka_unit_test(refuses_with_place),    cmocka_unit_test(keeps_limits),
        cmocka_unit_test(writes),       cmocka_unit_test(written_is_read_again),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
