/* Random trees for the twins: write then read must give the same. Header only, for the tests of io. */
#ifndef LOKET_TESTS_RANDOM_DOC_H
#define LOKET_TESTS_RANDOM_DOC_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "loket/io/doc.h"

static inline void start_random(void) {
    const char *asked = getenv("SEED");
    unsigned seed = asked ? (unsigned)strtoul(asked, NULL, 10) : (unsigned)time(NULL);
    printf("SEED=%u\n", seed);
    srand(seed);
}

/* Pieces that readers trip over, in any order, with characters of every plane between. */
static inline char *random_text(Arena *arena) {
    static const char *const pieces[] = {
        "yes",  "no",   "null",     "~",      "true",   "12",     "0x1F",   "1:30",   "2026-11-23", "1e3",
        "a",    "word", "CON-0003", " ",      " ",      "  ",     ": ",     " #",     ":",          "#",
        "-",    "- ",   "'",        "\"",     "\\",     "\n",     "\n",     "\n\n",   "\t",         "\r",
        "\r\n", "|",    ">",        "%",      "@",      "`",      "{",      "}",      "[",          "]",
        ",",    ";",    "&x",       "*x",     "!t",     "?",      "? ",     "---",    "...",        "=",
        "+1",   "<<",   "\x1b",     "\u00e9", "\u0301", "\u200d", "\u2028", "\ufeff", "\u6f22",     "\U0001F44D"};
    StrBuf out;
    strbuf_init(&out);
    for (int count = rand() % 6; count > 0; count--) {
        int32_t code = 1 + rand() % 0x10FFFF;
        if (rand() % 12 > 0 || (code >= 0xD800 && code < 0xE000)) {
            strbuf_add(&out, pieces[(size_t)rand() % COUNT_OF(pieces)]);
        } else {
            utf8proc_uint8_t bytes[4];
            strbuf_addn(&out, (const char *)bytes, (size_t)utf8proc_encode_char(code, bytes));
        }
    }
    if (rand() % 40 == 0)
        for (int i = 0; i < 400; i++)
            strbuf_add(&out, "x "); /* long, as a key too */
    char *text = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return text;
}

static inline Doc *random_doc(Arena *arena, int depth) {
    int kind = depth == 0 ? 0 : rand() % 4;
    if (kind < 2) {
        Doc *scalar = doc_scalar(arena, random_text(arena));
        scalar->quoted = rand() % 2;
        return scalar;
    }
    Doc *doc = kind == 2 ? doc_list(arena) : doc_map(arena);
    for (int count = rand() % 5; count > 0; count--) {
        const char *key = kind == 3 ? random_text(arena) : NULL;
        if (!key || !doc_get(doc, key)) doc_add(doc, key, random_doc(arena, depth - 1));
    }
    return doc;
}

/* Same kinds, keys and texts in the same order; of an empty text also whether it was meant. */
static inline bool same_doc(const Doc *a, const Doc *b, bool quotes_too) {
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->kind == DOC_SCALAR)
        return text_equal(a->text, b->text) && (!quotes_too || *a->text || a->quoted == b->quoted);
    const Doc *right = b->first;
    for (const Doc *left = a->first; left; left = left->next, right = right->next)
        if ((a->kind == DOC_MAP && !text_equal(left->key, right->key)) || !same_doc(left, right, quotes_too))
            return false;
    return true;
}

#endif
