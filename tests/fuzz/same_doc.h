/* Whether two trees hold the same; for fuzzers of readers and writers. */
#ifndef LOKET_TESTS_SAME_DOC_H
#define LOKET_TESTS_SAME_DOC_H

#include "loket/io/doc.h"

static inline bool same_doc(const Doc *a, const Doc *b) {
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->kind == DOC_SCALAR) return text_equal(a->text, b->text);
    const Doc *right = b->first;
    for (const Doc *left = a->first; left; left = left->next, right = right->next)
        if ((a->kind == DOC_MAP && !text_equal(left->key, right->key)) || !same_doc(left, right)) return false;
    return true;
}

#endif
