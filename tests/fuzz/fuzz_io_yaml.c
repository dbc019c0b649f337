/* YAML: any bytes are read or refused with a place; what was read is written to safe text that reads the same. */
#include <string.h>

#include "fuzz.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/io/yaml.h"
#include "same_doc.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

static Status count_item(void *ctx, const char *key, const Doc *node, Error *err) {
    (void)key;
    (void)err;
    FUZZ_CHECK(node->line > 0 && node->column > 0);
    ++*(size_t *)ctx;
    return OK;
}

static void check_written(const Doc *doc, Arena *arena) {
    StrBuf out, safe;
    strbuf_init(&out);
    strbuf_init(&safe);
    yaml_write(doc, 0, &out);
    utf8_make_safe(&safe, out.data, out.length, SAFE_KEEP_NEWLINE);
    FUZZ_CHECK(text_equal(safe.data, out.data));
    Doc *again;
    Error err = {0};
    FUZZ_CHECK(yaml_read(out.data, out.length, "again", arena, &again, &err) == OK);
    FUZZ_CHECK(same_doc(doc, again));
    strbuf_done(&out);
    strbuf_done(&safe);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Doc *doc;
    Error err = {0}, stream_err = {0};
    size_t items = 0;
    Status status = yaml_read((const char *)data, size, "input", arena, &doc, &err);
    Status streamed = yaml_stream((const char *)data, size, "input", count_item, &items, &stream_err);
    if (status == OK) {
        check_written(doc, arena);
        if (doc->kind == DOC_LIST) FUZZ_CHECK(streamed == OK && items == doc->count);
        if (doc->kind == DOC_MAP) FUZZ_CHECK(streamed == OK);
    } else {
        FUZZ_CHECK(status == ERR_DATA && err.status == ERR_DATA && *err.message &&
                   strncmp(err.where, "input:", 6) == 0);
        FUZZ_CHECK(streamed == ERR_DATA && *stream_err.where);
    }
    arena_free(arena);
    return 0;
}
