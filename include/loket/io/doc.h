/* Doc: a neutral document tree with places, between bytes and records.
 *
 * Read from YAML, CSV or JSON, written to them. A scalar is text and whether it was quoted; its type is decided by the schema
 * that reads it, never guessed. Nodes belong to one arena. Knows nothing of registers. */
#ifndef LOKET_IO_DOC_H
#define LOKET_IO_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/arena.h"
#include "loket/base/error.h"
#include "loket/base/text.h"

typedef enum DocKind { DOC_SCALAR, DOC_LIST, DOC_MAP } DocKind;

typedef struct Doc Doc;
struct Doc {
    DocKind kind;
    int line, column;  /* from 1; 0 = not read from a file */
    const char *text;  /* scalar: never NULL */
    bool quoted;       /* scalar: was quoted, so "" is meant */
    const char *key;   /* as member of a map */
    int key_line, key_column;
    Doc *first, *last; /* list, map: children in order */
    Doc *next;
    size_t count;
};

Doc *doc_scalar(Arena *arena, const char *text);
Doc *doc_list(Arena *arena);
Doc *doc_map(Arena *arena);
/* Appends to a list; with a key to a map. */
void doc_add(Doc *parent, const char *key, Doc *child);
void doc_add_text(Arena *arena, Doc *map, const char *key, const char *text);
Doc *doc_get(const Doc *map, const char *key);
/* Text of member `key`, or NULL if missing or no scalar. */
const char *doc_get_text(const Doc *map, const char *key);

/* Limits that all readers keep: nesting, bytes of one scalar. */
enum { DOC_DEPTH_MAX = 32, DOC_SCALAR_MAX = 1024 * 1024 };

/* Adds the place `name:line:column field` to an error already filled; a long name keeps its end, `field` may be NULL.
 * Returns the status of the error, ERR_DATA if `err` is NULL. */
Status doc_where(Error *err, const char *name, int line, int column, const char *field);
/* Line and column (from 1, in characters) of byte `offset` of `data`. */
void doc_place(const char *data, size_t length, size_t offset, int *line, int *column);

#endif
