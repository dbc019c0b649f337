#include "loket/io/yaml.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"

typedef struct Reader {
    yaml_parser_t parser;
    const char *data, *name;
    size_t length;
    const yaml_mark_t *flow; /* where the innermost "[" or "{" that is still open stands, or NULL */
    Error *err;
} Reader;

typedef struct Advice {
    const char *problem, *message, *hint;
} Advice;

/* What libyaml says, in words that help; what is not here is told as libyaml tells it. */
static const Advice advices[] = {
    {"mapping values are not allowed in this context", N_("a second \":\" on one line"),
     N_("put quotes around a text that holds \": \"")},
    {"found character that cannot start any token", N_("this character cannot begin a text"),
     N_("indent with blanks, not tabs; put quotes around a text that begins with a sign")},
    {"found a tab character that violates indentation", N_("a tab stands where blanks indent"),
     N_("indent with blanks, not tabs")},
    {"found a tab character where an indentation space is expected", N_("a tab stands where blanks indent"),
     N_("indent with blanks, not tabs")},
    {"did not find expected key", N_("no key where one is expected"),
     N_("look at the indentation of this line and those above it")},
    {"could not find expected ':'", N_("a key without \":\""), N_("write \"key: value\"")},
    {"did not find expected '-' indicator", N_("no \"-\" where a list goes on"),
     N_("look at the indentation of this line and those above it")},
    {"found unexpected end of stream", N_("quotes are opened and never closed"), N_("close the quotes")},
    {"did not find expected ',' or ']'", N_("no \",\" or \"]\" where a list goes on"), ""},
    {"did not find expected ',' or '}'", N_("no \",\" or \"}\" where a map goes on"), ""},
    {"found unexpected document indicator", N_("quotes are opened and never closed"), N_("close the quotes")},
};

static int from_one(size_t index) {
    return index < INT_MAX ? (int)index + 1 : INT_MAX;
}

static Status fail_at(const Reader *reader, yaml_mark_t mark) {
    return doc_where(reader->err, reader->name, from_one(mark.line), from_one(mark.column), NULL);
}

static Status refuse(const Reader *reader, yaml_mark_t mark, const char *what, const char *hint) {
    fail(reader->err, ERR_DATA, "%s", what);
    if (*hint) error_hint(reader->err, "%s", hint);
    return fail_at(reader, mark);
}

/* True if nothing but blanks follows: then the place of the problem tells nothing, that of its beginning does. */
static bool at_end(const Reader *reader) {
    size_t line = reader->parser.problem_mark.line;
    const char *at = reader->data, *end = reader->data + reader->length;
    for (; line > 0; line--) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline) return true;
        at = newline + 1;
    }
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at == end;
}

static Status refuse_bytes(const Reader *reader, const char *problem) {
    int line, column;
    size_t offset = reader->parser.problem_offset;
    doc_place(reader->data, reader->length, offset, &line, &column);
    if (strcmp(problem, "control characters are not allowed") == 0) {
        fail(reader->err, ERR_DATA, _("a control character, which a text file must not hold"));
    } else {
        fail(reader->err, ERR_DATA, _("a byte that is not UTF-8"));
        error_hint(reader->err, _("save the file as UTF-8"));
    }
    return doc_where(reader->err, reader->name, line, column, NULL);
}

static Status parser_problem(const Reader *reader) {
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "";
    if (parser->error == YAML_MEMORY_ERROR) abort();
    if (parser->error == YAML_READER_ERROR) return refuse_bytes(reader, problem);
    bool opened = parser->context && at_end(reader), quotes = opened && strstr(parser->context, "quoted");
    if (opened && !quotes && reader->flow)
        return refuse(reader, *reader->flow, _("a list or map is opened here and never closed"),
                      _("close it with \"]\" or \"}\""));
    yaml_mark_t mark = opened ? parser->context_mark : parser->problem_mark;
    for (size_t i = 0; i < COUNT_OF(advices); i++)
        if (strcmp(problem, advices[i].problem) == 0)
            return refuse(reader, mark, lang_text(advices[i].message), lang_text(advices[i].hint));
    fail(reader->err, ERR_DATA, _("not readable as YAML: %s"), problem);
    return fail_at(reader, mark);
}

static Status check_event(const Reader *reader, const yaml_event_t *event) {
    const char *simple = N_("write the text itself; put quotes around a text that begins with a sign");
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT)
        return refuse(reader, event->start_mark, _("references (\"*name\") are not allowed"), lang_text(simple));
    if (event->type == YAML_DOCUMENT_START_EVENT &&
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
        return refuse(reader, event->start_mark, _("tag directives (\"%TAG\") are not allowed"), "");
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
        if (event->data.scalar.length > DOC_SCALAR_MAX)
            return refuse(reader, event->start_mark, _("a text longer than 1 MiB"), "");
        if (memchr(event->data.scalar.value, '\0', event->data.scalar.length))
            return refuse(reader, event->start_mark, _("a text that holds a zero byte (\"\\0\")"), "");
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor) return refuse(reader, event->start_mark, _("anchors (\"&name\") are not allowed"), lang_text(simple));
    if (tag) return refuse(reader, event->start_mark, _("tags (\"!name\") are not allowed"), lang_text(simple));
    return OK;
}

/* Gets the next event, checked; on OK the caller deletes it. */
static Status next_event(Reader *reader, yaml_event_t *event) {
    if (!yaml_parser_parse(&reader->parser, event)) return parser_problem(reader);
    Status status = check_event(reader, event);
    if (status != OK) yaml_event_delete(event);
    return status;
}

static int compare_keys(const void *left, const void *right) {
    const Doc *a = *(const Doc *const *)left, *b = *(const Doc *const *)right;
    int order = strcmp(a->key, b->key);
    if (order != 0) return order;
    if (a->key_line != b->key_line) return a->key_line < b->key_line ? -1 : 1;
    return a->key_column < b->key_column ? -1 : a->key_column > b->key_column;
}

/* Sorted, so that a map of a hundred thousand keys costs no more than its bytes. */
static Status check_duplicates(const Reader *reader, const Doc *map) {
    if (map->count < 2) return OK;
    const Doc **keys = malloc(map->count * sizeof(const Doc *));
    if (!keys) abort();
    size_t count = 0;
    for (const Doc *child = map->first; child; child = child->next)
        keys[count++] = child;
    qsort(keys, count, sizeof(const Doc *), compare_keys);
    Status status = OK;
    for (size_t i = 1; status == OK && i < count; i++) {
        const Doc *first = keys[i - 1], *again = keys[i];
        if (strcmp(first->key, again->key) != 0) continue;
        char key[80];
        utf8_print(key, sizeof key, "%s", again->key);
        fail(reader->err, ERR_DATA, _("key \"%s\" stands here again, after line %d column %d"), key,
             first->key_line, first->key_column);
        error_hint(reader->err, _("keep one of the two"));
        status = doc_where(reader->err, reader->name, again->key_line, again->key_column, NULL);
    }
    free(keys);
    return status;
}

static void place(Doc *doc, yaml_mark_t mark) {
    doc->line = from_one(mark.line);
    doc->column = from_one(mark.column);
}

static Doc *scalar_of(const yaml_event_t *event, Arena *arena) {
    Doc *doc = arena_alloc(arena, sizeof *doc);
    doc->text = arena_strndup(arena, (const char *)event->data.scalar.value, event->data.scalar.length);
    doc->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    place(doc, event->start_mark);
    return doc;
}

/* Takes the key out of its event and deletes the event. */
static Status read_key(Reader *reader, yaml_event_t *event, Arena *arena, Doc **key) {
    Status status = OK;
    if (event->type != YAML_SCALAR_EVENT)
        status = refuse(reader, event->start_mark, _("a key must be a simple text"), "");
    else {
        *key = scalar_of(event, arena);
        if (!(*key)->quoted && text_equal((*key)->text, "<<"))
            status = refuse(reader, event->start_mark, _("merge keys (\"<<\") are not allowed"), "");
    }
    yaml_event_delete(event);
    return status;
}

static void set_key(Doc *node, const Doc *key) {
    node->key = key->text;
    node->key_line = key->line;
    node->key_column = key->column;
}

static Status read_node(Reader *reader, yaml_event_t *event, int depth, Arena *arena, Doc **node);

static Status read_children(Reader *reader, Doc *parent, int depth, Arena *arena) {
    yaml_event_type_t end = parent->kind == DOC_LIST ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT;
    for (;;) {
        yaml_event_t event;
        Status status = next_event(reader, &event);
        if (status != OK) return status;
        if (event.type == end) {
            yaml_event_delete(&event);
            return parent->kind == DOC_MAP ? check_duplicates(reader, parent) : OK;
        }
        Doc *key = NULL, *child;
        if (parent->kind == DOC_MAP) {
            status = read_key(reader, &event, arena, &key);
            if (status == OK) status = next_event(reader, &event);
            if (status != OK) return status;
        }
        status = read_node(reader, &event, depth, arena, &child);
        if (status != OK) return status;
        if (key) set_key(child, key);
        doc_add(parent, NULL, child);
    }
}

/* Reads the node that `event` begins, and deletes the event. */
static Status read_node(Reader *reader, yaml_event_t *event, int depth, Arena *arena, Doc **node) {
    yaml_event_type_t type = event->type;
    if (type == YAML_SCALAR_EVENT) {
        *node = scalar_of(event, arena);
        yaml_event_delete(event);
        return OK;
    }
    yaml_mark_t mark = event->start_mark;
    bool flow = type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                                                  : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    yaml_event_delete(event);
    if (depth >= DOC_DEPTH_MAX) return refuse(reader, mark, _("nested deeper than 32 levels"), "");
    *node = type == YAML_SEQUENCE_START_EVENT ? doc_list(arena) : doc_map(arena);
    place(*node, mark);
    const yaml_mark_t *outer = reader->flow;
    if (flow) reader->flow = &mark;
    Status status = read_children(reader, *node, depth + 1, arena);
    reader->flow = outer;
    return status;
}

/* Starts the parser and goes to the event that begins the content; `*nothing` if there is none. */
static Status reader_open(Reader *reader, yaml_event_t *event, bool *nothing) {
    if (!yaml_parser_initialize(&reader->parser)) abort();
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->data, reader->length);
    *nothing = false;
    for (;;) {
        Status status = next_event(reader, event);
        if (status != OK) return status;
        if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT) break;
        yaml_event_delete(event);
    }
    *nothing = event->type == YAML_STREAM_END_EVENT;
    return OK;
}

/* After the content: the document must end, and the file with it. */
static Status reader_end(Reader *reader) {
    for (bool more = true; more;) {
        yaml_event_t event;
        Status status = next_event(reader, &event);
        if (status == OK && event.type == YAML_DOCUMENT_START_EVENT)
            status = refuse(reader, event.start_mark, _("a second document (\"---\") in one file"),
                            _("put each document in a file of its own"));
        if (status != OK) return status;
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return OK;
}

/* A byte order mark is no content. */
static void skip_mark(const char **data, size_t *length) {
    if (*length < 3 || memcmp(*data, "\xEF\xBB\xBF", 3) != 0) return;
    *data += 3;
    *length -= 3;
}

static bool is_nothing(const Doc *doc) {
    return doc->kind == DOC_SCALAR && !doc->quoted && !*doc->text;
}

Status yaml_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err) {
    skip_mark(&data, &length);
    Reader reader = {.data = data, .length = length, .name = name, .err = err};
    yaml_event_t event;
    bool nothing;
    *doc = NULL;
    Status status = reader_open(&reader, &event, &nothing);
    if (status == OK && nothing) {
        yaml_event_delete(&event);
    } else if (status == OK) {
        status = read_node(&reader, &event, 0, arena, doc);
        if (status == OK) status = reader_end(&reader);
    }
    if (status == OK && (!*doc || is_nothing(*doc))) *doc = doc_map(arena);
    yaml_parser_delete(&reader.parser);
    return status;
}

/* The items of one list, each in a fresh arena. */
static Status stream_list(Reader *reader, const char *key, int depth, DocSink item, void *ctx) {
    Arena *arena = arena_new();
    Status status;
    for (;;) {
        yaml_event_t event;
        Doc *node;
        status = next_event(reader, &event);
        if (status != OK) break;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        status = read_node(reader, &event, depth, arena, &node);
        if (status == OK) status = item(ctx, key, node, reader->err);
        if (status != OK) break;
        arena_clear(arena);
    }
    arena_free(arena);
    return status;
}

/* One member of the top map: a list whose items are handed over, or one node that is. */
static Status stream_member(Reader *reader, const Doc *key, DocSink item, void *ctx) {
    yaml_event_t event;
    Status status = next_event(reader, &event);
    if (status != OK) return status;
    if (event.type == YAML_SEQUENCE_START_EVENT) {
        yaml_event_delete(&event);
        return stream_list(reader, key->text, 2, item, ctx);
    }
    Arena *arena = arena_new();
    Doc *node;
    status = read_node(reader, &event, 1, arena, &node);
    if (status == OK) {
        set_key(node, key);
        status = item(ctx, key->text, node, reader->err);
    }
    arena_free(arena);
    return status;
}

/* Keys are kept, so that one that comes twice is found before its items are used; hence the limit. */
static Status stream_map(Reader *reader, DocSink item, void *ctx) {
    enum { KEYS_MAX = 1000 };
    Arena *arena = arena_new();
    Doc *seen = doc_map(arena);
    Status status;
    for (;;) {
        yaml_event_t event;
        Doc *key;
        status = next_event(reader, &event);
        if (status != OK) break;
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        yaml_mark_t mark = event.start_mark;
        status = read_key(reader, &event, arena, &key);
        if (status != OK) break;
        set_key(key, key);
        doc_add(seen, NULL, key);
        status = seen->count > KEYS_MAX ? refuse(reader, mark, _("more than 1000 keys at the top"), "")
                                        : check_duplicates(reader, seen);
        if (status == OK) status = stream_member(reader, key, item, ctx);
        if (status != OK) break;
    }
    arena_free(arena);
    return status;
}

Status yaml_stream(const char *data, size_t length, const char *name, DocSink item, void *ctx, Error *err) {
    skip_mark(&data, &length);
    Reader reader = {.data = data, .length = length, .name = name, .err = err};
    yaml_event_t event;
    bool nothing;
    Status status = reader_open(&reader, &event, &nothing);
    if (status == OK) {
        yaml_event_type_t type = event.type;
        yaml_mark_t mark = event.start_mark;
        bool empty = nothing || (type == YAML_SCALAR_EVENT && event.data.scalar.length == 0);
        yaml_event_delete(&event);
        if (type == YAML_SEQUENCE_START_EVENT)
            status = stream_list(&reader, NULL, 1, item, ctx);
        else if (type == YAML_MAPPING_START_EVENT)
            status = stream_map(&reader, item, ctx);
        else if (!empty)
            status = refuse(&reader, mark, _("neither a list nor a map"), "");
        if (status == OK && !nothing) status = reader_end(&reader);
    }
    yaml_parser_delete(&reader.parser);
    return status;
}
