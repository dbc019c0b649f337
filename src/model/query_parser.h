/* What the files that read the filter language share. Private to query_parse.c and query_values.c. */
#ifndef LOKET_MODEL_QUERY_PARSER_H
#define LOKET_MODEL_QUERY_PARSER_H

#include "query_terms.h"

/* One value as typed, and where it stands. */
typedef struct QueryPiece {
    const char *text, *start;
} QueryPiece;

typedef struct QueryParser {
    const RegisterDef *def;
    const char *text, *at;
    ParseContext context;
    Arena *arena;
    Error *err;
    Query *query;
} QueryParser;

/* Whoever writes filters as elsewhere is told how it is said here. */
#define QUERY_HOW N_("a blank means and, a,b one of them, - not")

/* Adds the column of `at` to the error just made. */
Status query_at_column(QueryParser *parser, const char *at);
/* ERR_INVALID at that place; message and hint are translated already. */
Status query_refuse(QueryParser *parser, const char *at, const char *message, const char *hint);
/* The words of folded `text` with `between` between them; NULL when there are none. */
const char *query_join_words(QueryParser *parser, const char *text, char between);
/* One value of `term`; ERR_INVALID for what is none, without its place. */
Status query_read_value(QueryParser *parser, const Term *term, const char *text, Value *value, Error *err);
/* Puts what the pieces mean into the term; ERR_INVALID, told at its place, for one that is no value of it. */
Status query_read_values(QueryParser *parser, Term *term, const QueryPiece *pieces, size_t count);

#endif
