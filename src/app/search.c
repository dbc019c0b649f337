#include "loket/app/search.h"

#include <string.h>
#include <strings.h>

#include "loket/base/lang.h"

/* Its key, its prefix, or the beginning of its name. */
static bool names(const RegisterDef *def, const char *word, Arena *arena) {
    const char *folded = text_fold(arena, word);
    return strcmp(def->key, folded) == 0 || (def->prefix && strcasecmp(def->prefix, word) == 0) ||
           (strlen(folded) > 2 && text_starts(text_fold(arena, lang_text(def->title)), folded));
}

static const RegisterDef *register_named(Desk *desk, const char *word, Arena *arena) {
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (def->kind != KIND_CHILD && desk_holds(desk, def) && names(def, word, arena)) return def;
    return NULL;
}

/* A word that narrows, and is not looked for itself. */
static bool narrows(Desk *desk, char *word, Arena *arena, Search *search) {
    size_t length = strlen(word);
    if (strcasecmp(word, "state:open") == 0 || strcasecmp(word, "state:closed") == 0) {
        search->open = word[6] == 'o' || word[6] == 'O';
        return true;
    }
    if (length < 2 || word[length - 1] != ':') return false;
    word[length - 1] = '\0';
    const RegisterDef *def = register_named(desk, word, arena);
    word[length - 1] = ':';
    if (def) search->only = def;
    return def != NULL;
}

void search_read(Desk *desk, const char *typed, Arena *arena, Search *search) {
    char word[128];
    StrBuf words;
    strbuf_init(&words);
    search->open = -1;
    while (text_next_word(&typed, word, sizeof word))
        if (!narrows(desk, word, arena, search)) strbuf_addf(&words, "%s%s", words.length ? " " : "", word);
    search->words = arena_strdup(arena, words.data);
    strbuf_done(&words);
}

/* What is meant as a code stands above all that has the word in it. */
static Status by_code(Desk *desk, const Search *search, Arena *arena, Found **found, size_t *count, Error *err) {
    enum { CODES = 10 };
    const RegisterDef *def;
    int64_t no;
    *count = 0;
    if (search->before || !code_parse(search->words, &def, &no) || !desk_holds(desk, def)) return OK;
    return select_codes(desk_db(desk), def, no, CODES, arena, found, count, err);
}

Status desk_search(Desk *desk, const char *typed, const RegisterDef *only, int64_t before, size_t limit, Arena *arena, Found **found, size_t *count,
                   Error *err) {
    Search search = {.only = only, .before = before, .limit = limit, .snippets = true};
    Found *codes = NULL, *rest = NULL;
    size_t first = 0, more = 0;
    search_read(desk, typed, arena, &search);
    Status status = by_code(desk, &search, arena, &codes, &first, err);
    if (status == OK) status = select_found(desk_db(desk), &search, arena, &rest, &more, err);
    if (status != OK) return status;
    *found = ARENA_ARRAY(arena, Found, first + more + 1);
    *count = 0;
    for (size_t i = 0; i < first; i++) (*found)[(*count)++] = codes[i];
    for (size_t i = 0; i < more; i++) (*found)[(*count)++] = rest[i];
    return OK;
}
