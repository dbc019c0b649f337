/* YAML: a strict subset, read as events, with our own limits.
 *
 * No anchors, aliases, tags, or several documents; no duplicate keys; keys are scalars; depth 32, scalar 1 MiB. All scalars stay text.
 * Errors carry file:line:column. Written so that any YAML 1.1 reader sees the same strings. */
#ifndef LOKET_IO_YAML_H
#define LOKET_IO_YAML_H

#include "loket/io/doc.h"

/* Reads a whole document from memory; `name` is the file name for messages. An empty document is an empty map. */
Status yaml_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err);

/* Reads a top-level list (or a map of lists) one item at a time, for big files: each item is handed over and then forgotten.
 * `item(ctx, key, node, err)`: key = the map key the list stands under, or NULL; a status other than OK stops. Under a key that
 * holds no list the one node is handed over. */
typedef Status (*DocSink)(void *ctx, const char *key, const Doc *node, Error *err);
Status yaml_stream(const char *data, size_t length, const char *name, DocSink item, void *ctx, Error *err);

/* Appends `doc` in block style, `indent` blanks before each line, two more a level, multi-line text as |. What utf8_make_safe would
 * change is escaped in double quotes, so the file is safe to look at and reads back as the same text. */
void yaml_write(const Doc *doc, int indent, StrBuf *out);

#endif
