/* Completion: for any line and any place in it there is an answer that lies around the cursor, and a value that is offered is read
 * there: whatever is wrong with the line, it is not the value. */
#include <string.h>

#include "fuzz.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/model/complete.h"

static const Moment now = 1795425900; /* 2026-11-23 10:25 in Amsterdam */

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

static const char *find_person(void *ctx, const char *name) {
    (void)ctx;
    (void)name;
    return "CON-0003";
}

static size_t ask(void *ctx, const RegisterDef *def, const FieldDef *field, const char *typed, Arena *arena, Candidate *found, size_t most) {
    static const char *const names[] = {"okafor", "Jan de Vries", "say \"so\", or not"};
    static const char *const words[] = {"cloud", "old"};
    (void)ctx, (void)def, (void)typed, (void)arena;
    bool tags = field && field->type == FT_TAGS, links = field && (field->type == FT_LINK || field->type == FT_LINKS) && !text_has_word(field->target ? field->target : "", "contact");
    size_t count = tags ? COUNT_OF(words) : COUNT_OF(names);
    if (links) return 0;
    for (size_t i = 0; i < count && i < most; i++) found[i] = (Candidate){tags ? words[i] : names[i], ""};
    return count < most ? count : most;
}

/* Byte of a column that an error named. */
static size_t byte_of(const char *text, int column) {
    size_t at = 0;
    for (; text[at] && column > 1; column--)
        do at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

static void check_candidate(const RegisterDef *def, const char *text, const Completion *out, const Candidate *candidate, Arena *arena) {
    static const QueryContext context = {.now = now, .me = "CON-0001", .person = find_person};
    size_t length = strlen(candidate->text);
    FUZZ_CHECK(length > 0 && candidate->label);
    if (strchr(":<>=#@", candidate->text[length - 1])) return; /* a value is still to come */
    const char *line = arena_printf(arena, "%.*s%s%s", (int)out->start, text, candidate->text, text + out->end);
    Query query;
    Error err = {0};
    if (query_parse(def, line, &context, arena, &query, &err) == OK || !err.column) return;
    size_t at = byte_of(line, err.column);
    bool behind = out->end < strlen(text) && !strchr(" ,", text[out->end]); /* something stuck to it */
    FUZZ_CHECK(behind || at < out->start || at >= out->start + length);
}

/* The first byte chooses the register, the second the place; the rest is the line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 400) return 0;
    Arena *arena = arena_new();
    const RegisterDef *def = NULL;
    for (size_t skip = data[0] % register_count() + 1; skip > 0; skip--)
        def = register_next(def);
    const char *text = arena_strndup(arena, (const char *)data + 2, size - 2);
    if (!utf8_valid(text, strlen(text))) { /* a line that is typed always is */
        arena_free(arena);
        return 0;
    }
    size_t length = strlen(text), cursor = length ? data[1] % (length + 1) : 0;
    while (cursor < length && ((unsigned char)text[cursor] & 0xc0) == 0x80) cursor++;
    Lookup lookup = {.now = now, .ask = ask};
    Completion *out = arena_alloc(arena, sizeof *out);
    complete_filter(def, text, cursor, &lookup, arena, out);
    FUZZ_CHECK(out->start <= cursor && cursor <= out->end && out->end <= length && out->count <= COMPLETION_MOST);
    for (size_t i = 0; i < out->count && i < 12; i++) check_candidate(def, text, out, &out->items[i], arena);
    arena_free(arena);
    return 0;
}
