/* Sought: words that are looked for, as SQL and the text index are told of them. Private to store/.
 *
 * Each typed word is looked for by its beginning (or, exactly, as a phrase); what it is made of ("con-0003": con, then 0003) are its tokens.
 * The text index says where to look, `holds` decides: so all that is asked of the index may be coarser than what is meant. */
#ifndef LOKET_STORE_SOUGHT_H
#define LOKET_STORE_SOUGHT_H

#include "sql.h"

enum {
    SOUGHT_TOKENS = 8,  /* so many are looked up; those behind them are only compared */
    SOUGHT_RARE = 10000 /* what stands in the file less often is rare: to count and gather it takes about a millisecond */
};

typedef struct Token {
    const char *text, *folded;
    const char *sharp; /* folded with a sharp s for each ss, which are one to us and not to the index; NULL without */
    bool exact; /* the whole word, not its beginning */
    bool rare;
} Token;

typedef struct Sought {
    StrBuf lines; /* what `holds` compares; a line each, folded, one that is meant by its beginning ends in a star */
    Token tokens[SOUGHT_TOKENS];
    size_t count;
    bool some_rare;
} Sought;

void sought_init(Sought *sought);
void sought_done(Sought *sought);
/* One word, or with `exact` a phrase, as typed; one without letters or digits is none. What it needs lives in `arena`. */
void sought_add(Sought *sought, const char *word, bool exact, Arena *arena);
/* Finds out which tokens are rare: stand in the file less than `most` times (0: SOUGHT_RARE). */
void sought_weigh(Sought *sought, Db *db, int64_t most);
/* Appends the token as an FTS5 expression that takes no time to look up; typed text is never its query language. */
void sought_match(const Token *token, StrBuf *match);
/* Makes `holds(lines, title, text)` known to SQL: whether each line stands in either; a text that is NULL holds nothing. */
void sought_define(sqlite3 *handle);

#endif
