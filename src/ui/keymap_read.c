/* A person's keymap: a small YAML file, read once at the start. A line that is wrong costs that line, never the rest. */
#include <string.h>

#include "loket/base/embed.h"
#include "loket/base/env.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/io/yaml.h"
#include "loket/ui/actions.h"

extern const EmbeddedFile embedded_keys[];

typedef struct Reading {
    Keymap *keymap;
    const char *name;
    StrBuf *faults;
    size_t count;
    bool preset; /* reading one of our own */
} Reading;

static void add_fault(Reading *reading, const Error *err) {
    reading->count++;
    strbuf_addf(reading->faults, "%s: %s%s%s\n", err->where, err->message, err->hint[0] ? "; " : "", err->hint);
}

static void fault_at(Reading *reading, const Doc *node, Error *err) {
    doc_where(err, reading->name, node->line, node->column, NULL);
    add_fault(reading, err);
}

static void take_binding(Reading *reading, const Doc *node) {
    static const char *const members[] = {"view", "key", "action"};
    const char *texts[COUNT_OF(members)];
    Error err = {0};
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        texts[i] = node->kind == DOC_MAP ? doc_get_text(node, members[i]) : NULL;
        if (text_empty(texts[i])) {
            fail(&err, ERR_DATA, _("'%s' is missing"), members[i]);
            error_hint(&err, "%s", _("as in: {view: list, key: x, action: strike}"));
            fault_at(reading, node, &err);
            return;
        }
    }
    if (keymap_own(reading->keymap, texts[0], texts[1], texts[2], reading->preset ? 0 : node->line, &err) != OK) fault_at(reading, node, &err);
}

static void take_bindings(Reading *reading, const Doc *doc) {
    const Doc *list = doc_get(doc, "bind");
    for (const Doc *node = list && list->kind == DOC_LIST ? list->first : NULL; node; node = node->next) take_binding(reading, node);
}

size_t keymap_use_preset(Keymap *keymap, const char *preset, StrBuf *faults) {
    keymap_init(keymap, actions, action_count);
    if (strcmp(preset, "plain") != 0) return 0; /* vi is the table of actions itself */
    Reading reading = {.keymap = keymap, .name = embedded_keys[0].name, .faults = faults, .preset = true};
    Arena *arena = arena_new();
    Doc *doc;
    if (yaml_read(embedded_keys[0].data, embedded_keys[0].length, reading.name, arena, &doc, NULL) == OK) take_bindings(&reading, doc);
    arena_free(arena);
    return reading.count;
}

static void take_preset(Reading *reading, const Doc *node) {
    const char *preset = node->kind == DOC_SCALAR ? node->text : "";
    if (strcmp(preset, "vi") == 0 || strcmp(preset, "plain") == 0) {
        reading->count += keymap_use_preset(reading->keymap, preset, reading->faults);
        return;
    }
    Error err = {0};
    fail(&err, ERR_DATA, _("there is no preset '%s'"), preset);
    error_hint(&err, "%s", _("one of: vi, plain"));
    fault_at(reading, node, &err);
}

static void take_all(Reading *reading, const Doc *doc) {
    const Doc *preset = doc_get(doc, "preset");
    if (preset) take_preset(reading, preset); /* first, wherever it stands: one's own goes before it */
    for (const Doc *node = doc->first; node; node = node->next) {
        bool bind = strcmp(node->key, "bind") == 0;
        if ((bind && node->kind == DOC_LIST) || strcmp(node->key, "preset") == 0) continue;
        Error err = {0};
        fail(&err, ERR_DATA, bind ? _("'%s' is to be a list") : _("a keymap has no '%s'"), node->key);
        error_hint(&err, "%s", _("it has: preset, bind"));
        fault_at(reading, node, &err);
    }
    take_bindings(reading, doc);
}

size_t keymap_read(Keymap *keymap, const char *yaml, size_t length, const char *name, StrBuf *faults) {
    Reading reading = {.keymap = keymap, .name = name, .faults = faults};
    Arena *arena = arena_new();
    Doc *doc;
    Error err = {0};
    if (yaml_read(yaml, length, name, arena, &doc, &err) != OK)
        add_fault(&reading, &err);
    else if (doc->kind != DOC_MAP) {
        fail(&err, ERR_DATA, "%s", _("a keymap begins with: bind:"));
        fault_at(&reading, doc, &err);
    } else
        take_all(&reading, doc);
    arena_free(arena);
    return reading.count;
}

size_t keymap_read_own(Keymap *keymap, StrBuf *faults) {
    enum { MOST = 256 * 1024 };
    Arena *arena = arena_new();
    char *data, *path = env_path(FOLDER_CONFIG, "keys.yaml", arena);
    size_t length, count = 0;
    Error err = {0};
    Status status = path ? file_read_kept(path, MOST, arena, &data, &length, &err) : ERR_MISSING;
    if (status == OK)
        count = keymap_read(keymap, data, length, "keys.yaml", faults);
    else if (status != ERR_MISSING) {
        strbuf_addf(faults, "%s\n", err.message);
        count = 1;
    }
    arena_free(arena);
    return count;
}
