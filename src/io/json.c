#include "loket/io/json.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"

/* The shortest of two forms that reads back as the same number. */
static char *real_text(double value, Arena *arena) {
    char *text = arena_printf(arena, "%.15g", value);
    return strtod(text, NULL) == value ? text : arena_printf(arena, "%.17g", value);
}

static const char *scalar_text(const json_t *value, Arena *arena) {
    switch (json_typeof(value)) {
    case JSON_STRING:
        return arena_strndup(arena, json_string_value(value), json_string_length(value));
    case JSON_INTEGER:
        return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return real_text(json_real_value(value), arena);
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    default:
        return "";
    }
}

static Status convert(json_t *value, const char *name, int depth, Arena *arena, Doc **doc, Error *err);

static Status convert_children(json_t *value, const char *name, int depth, Arena *arena, Doc *parent, Error *err) {
    Status status = OK;
    Doc *child;
    if (json_is_array(value)) {
        for (size_t i = 0; status == OK && i < json_array_size(value); i++) {
            status = convert(json_array_get(value, i), name, depth + 1, arena, &child, err);
            if (status == OK) doc_add(parent, NULL, child);
        }
        return status;
    }
    for (void *at = json_object_iter(value); status == OK && at; at = json_object_iter_next(value, at)) {
        status = convert(json_object_iter_value(at), name, depth + 1, arena, &child, err);
        if (status == OK) doc_add(parent, arena_strdup(arena, json_object_iter_key(at)), child);
    }
    return status;
}

static Status convert(json_t *value, const char *name, int depth, Arena *arena, Doc **doc, Error *err) {
    if (json_is_array(value) || json_is_object(value)) {
        if (depth >= DOC_DEPTH_MAX) return fail(err, ERR_DATA, _("\"%s\" is nested deeper than 32 levels"), name);
        *doc = json_is_array(value) ? doc_list(arena) : doc_map(arena);
        return convert_children(value, name, depth, arena, *doc, err);
    }
    if (json_is_string(value) && json_string_length(value) > DOC_SCALAR_MAX)
        return fail(err, ERR_DATA, _("\"%s\" holds a text longer than 1 MiB"), name);
    *doc = arena_alloc(arena, sizeof **doc);
    (*doc)->text = scalar_text(value, arena);
    (*doc)->quoted = json_is_string(value);
    return OK;
}

Status json_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err) {
    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        length -= 3;
    }
    json_error_t problem;
    json_t *root = json_loadb(data, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    if (!root) {
        fail(err, ERR_DATA, _("not readable as JSON: %s"), problem.text);
        return doc_where(err, name, problem.line > 0 ? problem.line : 1, problem.column > 0 ? problem.column : 1, NULL);
    }
    Status status = convert(root, name, 0, arena, doc, err);
    json_decref(root);
    return status;
}

static void write_escape(int32_t code, StrBuf *out) {
    static const struct {
        char code, letter;
    } short_forms[] = {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'\b', 'b'}, {'\f', 'f'}};
    for (size_t i = 0; i < COUNT_OF(short_forms); i++) {
        if (short_forms[i].code != code) continue;
        strbuf_addc(out, '\\');
        strbuf_addc(out, short_forms[i].letter);
        return;
    }
    unsigned unit = (unsigned)code;
    if (unit >= 0x10000) {
        strbuf_addf(out, "\\u%04x", 0xD800 + ((unit - 0x10000) >> 10));
        unit = 0xDC00 + ((unit - 0x10000) & 0x3FF);
    }
    strbuf_addf(out, "\\u%04x", unit);
}

/* All that a terminal would not show as it is gets escaped, so the output is safe to look at and loses nothing. */
void json_write_string(const char *text, StrBuf *out) {
    size_t length = strlen(text);
    strbuf_addc(out, '"');
    for (size_t at = 0; at < length;) {
        int32_t code;
        size_t bytes = utf8_decode(text + at, length - at, &code);
        if (code < 0) {
            strbuf_add(out, "\xEF\xBF\xBD");
        } else if (code != '"' && code != '\\' && utf8_shown(code)) {
            strbuf_addn(out, text + at, bytes);
        } else {
            write_escape(code, out);
        }
        at += bytes;
    }
    strbuf_addc(out, '"');
}

static void new_line(int level, bool pretty, StrBuf *out) {
    if (pretty) strbuf_addf(out, "\n%*s", 2 * level, "");
}

static void write_node(const Doc *doc, int level, bool pretty, StrBuf *out) {
    if (doc->kind == DOC_SCALAR) {
        json_write_string(doc->text, out);
        return;
    }
    bool map = doc->kind == DOC_MAP;
    strbuf_addc(out, map ? '{' : '[');
    for (const Doc *child = doc->first; child; child = child->next) {
        if (child != doc->first) strbuf_add(out, pretty ? "," : ", ");
        new_line(level + 1, pretty, out);
        if (map) {
            json_write_string(child->key, out);
            strbuf_add(out, ": ");
        }
        write_node(child, level + 1, pretty, out);
    }
    if (doc->first) new_line(level, pretty, out);
    strbuf_addc(out, map ? '}' : ']');
}

void json_write(const Doc *doc, bool pretty, StrBuf *out) {
    write_node(doc, 0, pretty, out);
}
