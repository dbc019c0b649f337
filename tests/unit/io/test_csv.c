#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "loket/base/lang.h"
#include "loket/io/csv.h"
#include "random_doc.h"

static Arena *arena;

static Doc *read_good(const char *text, size_t length) {
    Doc *doc = NULL;
    Error err = {0};
    if (csv_read(text, length, "t.csv", arena, &doc, &err) != OK) fail_msg("%s: %s", err.where, err.message);
    return doc;
}

static void check_bad(const char *text, size_t length, const char *where, const char *part) {
    Doc *doc;
    Error err = {0};
    assert_int_equal(csv_read(text, length, "t.csv", arena, &doc, &err), ERR_DATA);
    assert_null(doc);
    assert_string_equal(err.where, where);
    if (!strstr(err.message, part)) fail_msg("\"%s\" lacks \"%s\"", err.message, part);
}

/* Rows as "key=text key=text|", to compare at one glance. */
static const char *flat(const Doc *rows) {
    StrBuf out;
    strbuf_init(&out);
    for (const Doc *row = rows->first; row; row = row->next) {
        for (const Doc *cell = row->first; cell; cell = cell->next)
            strbuf_addf(&out, "%s=%s ", cell->key, cell->text);
        strbuf_addc(&out, '|');
    }
    const char *text = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return text;
}

typedef struct Case {
    const char *csv, *flat;
} Case;

static void reads_dialects(void **state) {
    (void)state;
    static const Case cases[] = {
        {"", ""},
        {"a,b\r\n", ""},
        {"a,b\r\n1,2\r\n3,4", "a=1 b=2 |a=3 b=4 |"},
        {"\xEF\xBB\xBF"
         "a;b\n1,5;2\n",
         "a=1,5 b=2 |"},
        {"a\tb\n1;2\t\"3,4\"\n", "a=1;2 b=3,4 |"},
        {"\"a;x\",b\n1,2\n", "a;x=1 b=2 |"},
        {"a,b\r1,2\r", "a=1 b=2 |"},
        {"a\n\n1\n\r\n\"\"\n", "a=1 |a= |"},
        {"a,b\n\"say \"\"hi\"\"\",\"two\nlines, \"\n", "a=say \"hi\" b=two\nlines,  |"},
        {"a,b,c\n'=1,'tis,''-x\n", "a==1 b='tis c='-x |"},
        {"a,b\n,\n", "a= b= |"},
        {"a,b\n-5, x \n", "a=-5 b= x  |"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(flat(read_good(cases[i].csv, strlen(cases[i].csv))), cases[i].flat);
}

static void knows_places(void **state) {
    (void)state;
    static const char text[] = "\u00e9,b\n\"x\ny\",\u00e9z\n1,\"\"\n";
    const Doc *rows = read_good(text, strlen(text)), *b = doc_get(rows->first, "b");
    assert_int_equal(rows->first->line, 2);
    assert_int_equal(b->line, 3);
    assert_int_equal(b->column, 4);
    assert_int_equal(b->key_line, 1);
    assert_int_equal(b->key_column, 3);
    assert_false(b->quoted);
    assert_int_equal(rows->last->line, 4);
    assert_int_equal(rows->last->last->column, 3);
    assert_true(rows->last->last->quoted);
}

typedef struct Bad {
    const char *text, *where, *part;
} Bad;

static void refuses_with_place(void **state) {
    (void)state;
    static const Bad bads[] = {
        {"a,b\n1\n", "t.csv:2:1", "1 cells under a header of 2"},
        {"a,b\n1,2,3\n", "t.csv:2:1", "3 cells"},
        {"a,b,a\n", "t.csv:1:5", "after line 1 column 1"},
        {"a,,b\n", "t.csv:1:3", "without a name"},
        {"a,b\n1,\"x\n\n", "t.csv:2:3", "never closed"},
        {"a\n\"", "t.csv:2:1", "never closed"},
        {"a\n\"x\"\"", "t.csv:2:1", "never closed"},
        {"a,b\n\"x\"y,2\n", "t.csv:2:4", "after closing"},
        {"a,b\n\u00e9 \"x\",2\n", "t.csv:2:3", "quotes within"},
        {"a\n\u00e9\xff\n", "t.csv:2:2", "not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(bads); i++)
        check_bad(bads[i].text, strlen(bads[i].text), bads[i].where, bads[i].part);
    check_bad("a\nx\0y", 5, "t.csv:2:2", "zero byte");
}

static void keeps_limits(void **state) {
    (void)state;
    StrBuf text;
    strbuf_init(&text);
    for (int i = 0; i < 1001; i++)
        strbuf_addf(&text, "%sc%d", i ? "," : "", i);
    check_bad(text.data, text.length, "t.csv:1:4891", "1000 columns");
    for (int quoted = 0; quoted < 2; quoted++) {
        strbuf_clear(&text);
        strbuf_add(&text, quoted ? "a\n\"" : "a\n");
        for (int i = 0; i <= DOC_SCALAR_MAX; i++)
            strbuf_addc(&text, 'x');
        if (quoted) strbuf_addc(&text, '"');
        check_bad(text.data, text.length, "t.csv:2:1", "1 MiB");
    }
    strbuf_done(&text);
}

static void writes_no_formula(void **state) {
    (void)state;
    static const char *const cells[] = {"=1+1", "@x", "-5",  "+31 6", "\tx", "'=", "'tis",
                                        NULL,   "",   "a b", "a,b",   "q\"", " a", "x\ny"};
    StrBuf out;
    strbuf_init(&out);
    csv_write_row(cells, COUNT_OF(cells), &out);
    assert_string_equal(out.data, "'=1+1,'@x,'-5,'+31 6,\"'\tx\",''=,'tis,,,a b,\"a,b\",\"q\"\"\",\" a\",\"x\ny\"\r\n");
    strbuf_clear(&out);
    csv_write_row(cells + 7, 1, &out);
    assert_string_equal(out.data, "\"\"\r\n");
    strbuf_done(&out);
}

/* Random rows of random texts, written and read: the same texts under the same names. */
static void written_is_read_again(void **state) {
    (void)state;
    start_random();
    for (int round = 0; round < 4000; round++) {
        enum { COLUMNS = 4 };
        size_t columns = 1 + (size_t)rand() % COLUMNS, rows = (size_t)rand() % 5;
        const char *cells[5][COLUMNS];
        StrBuf out;
        strbuf_init(&out);
        for (size_t row = 0; row <= rows; row++) {
            for (size_t i = 0; i < columns; i++)
                cells[row][i] = row > 0 ? random_text(arena) : arena_printf(arena, "%s%zu", random_text(arena), i);
            csv_write_row(cells[row], columns, &out);
        }
        const Doc *doc = read_good(out.data, out.length), *line = doc->first;
        assert_int_equal(doc->count, rows);
        for (size_t row = 1; row <= rows; row++, line = line->next) {
            const Doc *cell = line->first;
            for (size_t i = 0; i < columns; i++, cell = cell->next) {
                assert_string_equal(cell->key, cells[0][i]);
                assert_string_equal(cell->text, cells[row][i]);
            }
        }
        strbuf_done(&out);
        arena_clear(arena);
    }
}

int main(void) {
    lang_start("en", NULL);
    arena = arena_new();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dialects), cmocka_unit_test(knows_places),      cmocka_unit_test(refuses_with_place),
        cmocka_unit_test(keeps_limits),   cmocka_unit_test(writes_no_formula), cmocka_unit_test(written_is_read_again),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
