#include "loket/io/doc.h"

#include <string.h>

static Doc *doc_new(Arena *arena, DocKind kind) {
    Doc *doc = arena_alloc(arena, sizeof *doc);
    doc->kind = kind;
    return doc;
}

Doc *doc_scalar(Arena *arena, const char *text) {
    Doc *doc = doc_new(arena, DOC_SCALAR);
    doc->text = arena_strdup(arena, text ? text : "");
    return doc;
}

Doc *doc_list(Arena *arena) {
    return doc_new(arena, DOC_LIST);
}

Doc *doc_map(Arena *arena) {
    return doc_new(arena, DOC_MAP);
}

void doc_add(Doc *parent, const char *key, Doc *child) {
    if (key) child->key = key;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

void doc_add_text(Arena *arena, Doc *map, const char *key, const char *text) {
    doc_add(map, arena_strdup(arena, key), doc_scalar(arena, text));
}

Doc *doc_get(const Doc *map, const char *key) {
    if (!map || map->kind != DOC_MAP) return NULL;
    for (Doc *child = map->first; child; child = child->next)
        if (text_equal(child->key, key)) return child;
    return NULL;
}

const char *doc_get_text(const Doc *map, const char *key) {
    const Doc *child = doc_get(map, key);
    return child && child->kind == DOC_SCALAR ? child->text : NULL;
}

Status doc_where(Error *err, const char *name, int line, int column, const char *field) {
    enum { NAME_MAX_BYTES = 50 }; /* leaves room for the numbers and a field */
    if (!err) return ERR_DATA;
    size_t length = strlen(name);
    const char *end = length > NAME_MAX_BYTES ? name + length - NAME_MAX_BYTES : name;
    while (((unsigned char)*end & 0xC0) == 0x80)
        end++; /* not from the middle of a character */
    return error_where(err, "%s%s:%d:%d%s%s", end == name ? "" : "...", end, line, column, field ? " " : "",
                       field ? field : "");
}

void doc_place(const char *data, size_t length, size_t offset, int *line, int *column) {
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < length; i++) {
        if (data[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)data[i] & 0xC0) != 0x80) {
            ++*column;
        }
    }
}
