/* Filters: any bytes are read or refused with a column; what is read prints to a filter that reads the same, and
 * matching an empty and a filled record answers for it and for its negation. */
#include <string.h>

#include "fuzz.h"
#include "loket/base/lang.h"
#include "loket/model/query.h"

static const Moment now = 1795425900; /* 2026-11-23 10:25 in Amsterdam */

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

static const char *find_person(void *ctx, const char *name) {
    (void)ctx;
    return strchr(name, 'o') ? "CON-0003" : NULL;
}

static Record *filled(const RegisterDef *def, const char *text, Arena *arena) {
    Record *record = record_new_initial(def, now, arena);
    for (size_t i = 0; i < def->field_count; i++) {
        if (!record->values[i].set) record_parse(record, def->fields[i].key, text, now, arena, NULL);
    }
    record->no = 142;
    record->created_at = record->updated_at = record->due_at = now;
    return record;
}

static void check_match(const Query *query, const Record *record) {
    bool all = true;
    for (size_t i = 0; i < query->term_count; i++) {
        Term turned = query->terms[i];
        turned.negate = !turned.negate;
        Query alone = {query->def, &query->terms[i], 1}, other = {query->def, &turned, 1};
        bool plain = query_match(&alone, record);
        FUZZ_CHECK(query_match(&other, record) != plain);
        all = all && plain;
    }
    FUZZ_CHECK(query_match(query, record) == all);
}

/* The first byte chooses the register; the rest is the filter. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > 2000) return 0;
    Arena *arena = arena_new();
    const RegisterDef *def = NULL;
    for (size_t skip = data[0] % register_count() + 1; skip > 0; skip--)
        def = register_next(def);
    const char *text = arena_strndup(arena, (const char *)data + 1, size - 1);
    QueryContext context = {.now = now, .me = "CON-0001", .person = find_person};
    Query query, again;
    Error err = {0};
    if (query_parse(def, text, &context, arena, &query, &err) != OK) {
        FUZZ_CHECK(err.status == ERR_INVALID && *err.message && strncmp(err.where, "column ", 7) == 0);
    } else {
        StrBuf first, second;
        strbuf_init(&first), strbuf_init(&second);
        query_print(&query, &first);
        FUZZ_CHECK(query_parse(def, first.data, &context, arena, &again, &err) == OK);
        query_print(&again, &second);
        FUZZ_CHECK(query.term_count == again.term_count && strcmp(first.data, second.data) == 0);
        if (query.term_count < 20) {
            check_match(&query, record_new(def, arena));
            check_match(&query, filled(def, text, arena));
        }
        strbuf_done(&first), strbuf_done(&second);
    }
    arena_free(arena);
    return 0;
}
