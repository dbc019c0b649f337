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

static char *replaced(Arena *arena, const char *text, const char *from, const char *to) {
    StrBuf out;
    strbuf_init(&out);
    for (const char *at; (at = strstr(text, from)); text = at + strlen(from)) {
        strbuf_addn(&out, text, (size_t)(at - text));
        strbuf_add(&out, to);
    }
    strbuf_add(&out, text);
    char *kept = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return kept;
}

static void add_token(Sought *sought, const char *text, bool exact, Arena *arena) {
    if (sought->count == SOUGHT_TOKENS || !words_any(text)) return;
    const char *folded = text_fold(arena, text);
    sought->tokens[sought->count++] = (Token){.text = text, .folded = folded, .sharp = strstr(folded, "ss") ? replaced(arena, folded, "ss", "ß") : NULL, .exact = exact};
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

static int64_t times_direct(Db *db, const Token *token, int64_t most) {
    StrBuf match;
    strbuf_init(&match);
    sought_match(token, &match);
    int64_t count = sql_number(db, most, "SELECT count(*) FROM (SELECT 1 FROM item_fts WHERE item_fts MATCH ? LIMIT ?)", "ti", match.data, most);
    strbuf_done(&match);
    return count;
}

/* Behind all words that begin so. */
#define LAST_CHARACTER "\U0010ffff"

/* A word that the index folds otherwise counts as none: it is found all the same. */
static int64_t times_beginning(Db *db, const char *folded, int64_t most) {
    Arena *arena = arena_new();
    int64_t count = sql_number(db, most, "SELECT count(*) FROM (SELECT 1 FROM temp.item_terms WHERE term>=? AND term<? LIMIT ?)", "tti", folded,
                               arena_printf(arena, "%s" LAST_CHARACTER, folded), most);
    arena_free(arena);
    return count;
}

static bool token_rare(Db *db, const Token *token, int64_t most) {
    if (direct(token)) return times_direct(db, token, most) < most;
    int64_t count = times_beginning(db, token->folded, most);
    if (count < most && token->sharp) count += times_beginning(db, token->sharp, most);
    return count < most;
}

void sought_weigh(Sought *sought, Db *db, int64_t most) {
    if (!most) most = SOUGHT_RARE;
    if (sql_run(db, NULL, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_terms USING fts5vocab(main, item_fts, instance)", "") != OK) return;
    for (size_t i = 0; i < sought->count; i++) {
        sought->tokens[i].rare = token_rare(db, &sought->tokens[i], most);
        sought->some_rare |= sought->tokens[i].rare;
    }
}

/* How much of it is asked of the index. */
static size_t asked_length(const Token *token, const char *text) {
    return direct(token) || token->rare ? strlen(text) : beginning(text);
}

/* A beginning longer than those the index has makes FTS5 gather all that has it before the first is given, at once and not to be
 * stopped: 40 ms for a common word in a million records. So that is only asked of one that is rare. */
void sought_match(const Token *token, StrBuf *match) {
    const char *other = !token->sharp || strstr(token->text, "ß") ? token->folded : token->sharp, *star = token->exact ? "" : "*";
    int length = (int)asked_length(token, token->text), other_length = (int)asked_length(token, other);
    if (match->length) strbuf_add(match, " AND ");
    if (!token->sharp || strncmp(token->text, other, (size_t)(length > other_length ? length : other_length)) == 0)
        strbuf_addf(match, "\"%.*s\"%s", length, token->text, star); /* a quote parts words, so none is within */
    else
        strbuf_addf(match, "(\"%.*s\"%s OR \"%.*s\"%s)", length, token->text, star, other_length, other, star);
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
