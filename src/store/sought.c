#include "sought.h"

#include <string.h>

#include "loket/base/utf8.h"
#include "loket/model/words.h"

/* The text index has all beginnings of up to so many letters: prefix='1 2 3'. */
enum { BEGINNING = 3 };

void sought_init(Sought *sought) {
    *sought = (Sought){.count = 0};
    strbuf_init(&sought->lines);
}

void sought_done(Sought *sought) {
    strbuf_done(&sought->lines);
}

/* -- what is looked for ----------------------------------------------------------------------------------------- */

/* Where the text index ends a word whatever its alphabet says; other signs it takes apart itself. */
static bool parts(char c) {
    return (unsigned char)c < 0x80 && !word_character((unsigned char)c);
}

static void add_token(Sought *sought, const char *text, bool exact, Arena *arena) {
    if (sought->count == SOUGHT_TOKENS || !words_any(text)) return;
    sought->tokens[sought->count++] = (Token){.text = text, .folded = text_fold(arena, text), .exact = exact};
}

void sought_add(Sought *sought, const char *word, bool exact, Arena *arena) {
    const char *folded = words_join(arena, words_fold(arena, word), ' ');
    if (!*folded) return;
    strbuf_addf(&sought->lines, "%s%s\n", folded, exact ? "" : "*");
    size_t before = sought->count;
    for (char *at = arena_strdup(arena, word), *token = at; *token; token = at) {
        while (*at && !parts(*at)) at++;
        if (*at) *at++ = '\0';
        add_token(sought, token, true, arena);
    }
    if (sought->count > before) sought->tokens[sought->count - 1].exact = exact;
}

/* -- how often it stands there ------------------------------------------------------------------------------------ */

/* Bytes of the first BEGINNING characters. */
static size_t beginning(const char *text) {
    size_t length = strlen(text), at = 0;
    int32_t code;
    for (int i = 0; i < BEGINNING && at < length; i++) at += utf8_decode(text + at, length - at, &code);
    return at;
}

/* Whether the index has it as it stands, and gives its records one by one. */
static bool direct(const Token *token) {
    return token->exact || !token->text[beginning(token->text)];
}

/* Behind all words that begin so. */
#define LAST_CHARACTER "\U0010ffff"

/* How often it stands in the file, counted as far as `most`. A word of the index that is spelled otherwise than folded here counts as none: it is found all the same. */
static int64_t times(Db *db, const Token *token, int64_t most) {
    if (direct(token)) {
        StrBuf match;
        strbuf_init(&match);
        sought_match(token, &match);
        int64_t count = sql_number(db, most, "SELECT count(*) FROM (SELECT 1 FROM item_fts WHERE item_fts MATCH ? LIMIT ?)", "ti", match.data, most);
        strbuf_done(&match);
        return count;
    }
    Arena *arena = arena_new();
    int64_t count = sql_number(db, most, "SELECT count(*) FROM (SELECT 1 FROM temp.item_terms WHERE term>=? AND term<? LIMIT ?)", "tti", token->folded,
                               arena_printf(arena, "%s" LAST_CHARACTER, token->folded), most);
    arena_free(arena);
    return count;
}

void sought_weigh(Sought *sought, Db *db, int64_t most) {
    if (!most) most = SOUGHT_RARE;
    if (sql_run(db, NULL, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_terms USING fts5vocab(main, item_fts, instance)", "") != OK) return;
    for (size_t i = 0; i < sought->count; i++) {
        sought->tokens[i].rare = times(db, &sought->tokens[i], most) < most;
        sought->some_rare |= sought->tokens[i].rare;
    }
}

/* A beginning longer than those the index has makes FTS5 gather all that has it before the first is given, at once and not to be
 * stopped: 40 ms for a common word in a million records. So that is only asked of one that is rare. */
void sought_match(const Token *token, StrBuf *match) {
    size_t length = direct(token) || token->rare ? strlen(token->text) : beginning(token->text);
    if (match->length) strbuf_addc(match, ' ');
    strbuf_addf(match, "\"%.*s\"%s", (int)length, token->text, token->exact ? "" : "*"); /* a quote parts words, so none is within */
}

/* -- what decides ----------------------------------------------------------------------------------------------- */

static bool line_holds(const char *line, size_t length, const char *title, const char *text, Arena *arena) {
    bool prefix = line[length - 1] == '*';
    const char *words = arena_strndup(arena, line, length - prefix);
    return (title && words_match(title, words, prefix)) || (text && words_match(text, words, prefix));
}

static const char *folded_value(sqlite3_value *value, Arena *arena) {
    const char *text = (const char *)sqlite3_value_text(value);
    return text ? text_fold(arena, text) : NULL;
}

static void holds(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    Arena *arena = arena_new();
    const char *line = (const char *)sqlite3_value_text(values[0]), *title = folded_value(values[1], arena), *text = folded_value(values[2], arena);
    bool all = true;
    for (size_t length; all && line && *line; line += length + 1) {
        length = strcspn(line, "\n");
        all = line_holds(line, length, title, text, arena);
    }
    sqlite3_result_int(context, all);
    arena_free(arena);
}

void sought_define(sqlite3 *handle) {
    sqlite3_create_function_v2(handle, "holds", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, holds, NULL, NULL, NULL);
}
