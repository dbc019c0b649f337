/* CSV: any bytes are read or refused with a place; what was read is written to text that reads the same. */
#include <string.h>

#include "fuzz.h"
#include "loket/base/lang.h"
#include "loket/io/csv.h"
#include "same_doc.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

static void write_row(const Doc *row, bool keys, Arena *arena, StrBuf *out) {
    const char **cells = ARENA_ARRAY(arena, const char *, row->count);
    size_t count = 0;
    for (const Doc *cell = row->first; cell; cell = cell->next)
        cells[count++] = keys ? cell->key : cell->text;
    csv_write_row(cells, count, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Doc *doc, *again;
    Error err = {0};
    Status status = csv_read((const char *)data, size, "input", arena, &doc, &err);
    if (status != OK) {
        FUZZ_CHECK(status == ERR_DATA && err.status == ERR_DATA && *err.message &&
                   strncmp(err.where, "input:", 6) == 0);
    } else if (doc->first) {
        StrBuf out;
        strbuf_init(&out);
        write_row(doc->first, true, arena, &out);
        for (const Doc *row = doc->first; row; row = row->next)
            write_row(row, false, arena, &out);
        FUZZ_CHECK(csv_read(out.data, out.length, "again", arena, &again, &err) == OK);
        FUZZ_CHECK(same_doc(doc, again));
        strbuf_done(&out);
    }
    arena_free(arena);
    return 0;
}
