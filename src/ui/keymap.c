#include "loket/ui/keymap.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/base/text.h"
#include "loket/ui/actions.h"

/* "gi" is g and then i; "C-d", "Down" are one stroke each. */
static bool parse_strokes(const char *word, Binding *binding) {
    binding->count = 0;
    while (*word) {
        if (binding->count == KEYMAP_STROKES) return false;
        KeyStroke *stroke = &binding->strokes[binding->count];
        size_t used = key_parse(word, &stroke->key, &stroke->mods);
        if (used != strlen(word)) { /* no whole name: its first character is a key of its own */
            char first[2] = {word[0], '\0'};
            used = key_parse(first, &stroke->key, &stroke->mods);
        }
        if (used == 0) return false;
        binding->count++;
        word += used;
    }
    return binding->count > 0;
}

Status keymap_bind(Keymap *keymap, const char *keys, int action, unsigned views, Error *err) {
    char word[32];
    while (text_next_word(&keys, word, sizeof word)) {
        Binding binding = {.action = action, .views = views};
        if (!parse_strokes(word, &binding)) {
            fail(err, ERR_INVALID, _("'%s' is no key"), word);
            return error_hint(err, "%s", _("a key looks like: a, C-d, F1, Enter, gg"));
        }
        if (keymap->count == KEYMAP_ROOM) return fail(err, ERR_INVALID, _("too many keys, '%s' is one too many"), word);
        keymap->bindings[keymap->count++] = binding;
    }
    return OK;
}

void keymap_init(Keymap *keymap, const ActionDef *table, int count) {
    keymap->count = 0;
    for (int i = 0; i < count; i++)
        if (table[i].keys) keymap_bind(keymap, table[i].keys, i, table[i].views, NULL);
}

static bool same(const KeyStroke *a, const KeyStroke *b, int count) {
    for (int i = 0; i < count; i++)
        if (a[i].key != b[i].key || a[i].mods != b[i].mods) return false;
    return true;
}

KeyMatch keymap_find(const Keymap *keymap, const KeyStroke *strokes, int count, unsigned view, int *action) {
    KeyMatch match = KEYS_NONE;
    for (int i = 0; i < keymap->count; i++) {
        const Binding *binding = &keymap->bindings[i];
        if (!(binding->views & view) || binding->count < count || !same(binding->strokes, strokes, count)) continue;
        if (binding->count > count) {
            match = KEYS_PREFIX;
            continue;
        }
        *action = binding->action;
        return KEYS_ACTION;
    }
    return match;
}

void keymap_format(const KeyStroke *strokes, int count, char name[24]) {
    size_t length = 0;
    name[0] = '\0';
    for (int i = 0; i < count && length < 20; i++) {
        char one[24];
        key_format(strokes[i].key, strokes[i].mods, one);
        length += (size_t)snprintf(name + length, 24 - length, "%s%s", i ? " " : "", one);
    }
}

void keymap_name(const Keymap *keymap, int action, unsigned view, char name[24]) {
    const Binding *found = NULL;
    name[0] = '\0';
    for (int i = 0; i < keymap->count; i++) {
        const Binding *binding = &keymap->bindings[i];
        if (binding->action != action) continue;
        if (!found || (!(found->views & view) && (binding->views & view))) found = binding;
    }
    if (found) keymap_format(found->strokes, found->count, name);
}

/* -- a person's own ------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    unsigned kind;
} view_names[] = {{"overview", VIEW_OVERVIEW}, {"list", VIEW_LIST}, {"record", VIEW_RECORD}, {"form", VIEW_FORM}, {"sheet", VIEW_SHEET}, {"text", VIEW_TEXT},
                  {"dialog", VIEW_DIALOG},     {"triage", VIEW_TRIAGE}, {"all", ~0u}};

const char *keymap_view_name(int index) {
    return index >= 0 && index < (int)COUNT_OF(view_names) ? view_names[index].name : NULL;
}

static Status parse_views(const char *text, unsigned *views, Error *err) {
    char word[32];
    *views = 0;
    while (text_next_word(&text, word, sizeof word)) {
        size_t i = 0;
        while (i < COUNT_OF(view_names) && strcmp(view_names[i].name, word) != 0) i++;
        if (i < COUNT_OF(view_names)) {
            *views |= view_names[i].kind;
            continue;
        }
        Nearest nearest = nearest_start(word);
        for (i = 0; i < COUNT_OF(view_names); i++) nearest_offer(&nearest, view_names[i].name);
        fail(err, ERR_INVALID, _("there is no view '%s'"), word);
        return nearest_word(&nearest) ? error_hint(err, _("did you mean %s?"), nearest_word(&nearest))
                                      : error_hint(err, "%s", _("one of: overview list record sheet form text dialog triage all"));
    }
    return *views ? OK : fail(err, ERR_INVALID, "%s", _("say in which view: overview, list, record …"));
}

static Status parse_action(const char *name, int *action, Error *err) {
    *action = strcmp(name, "none") == 0 ? -1 : action_find(name);
    if (*action >= 0 || strcmp(name, "none") == 0) return OK;
    Nearest nearest = nearest_start(name);
    for (int i = 0; i < action_count; i++) nearest_offer(&nearest, actions[i].name);
    fail(err, ERR_INVALID, _("there is no action '%s'"), name);
    return nearest_word(&nearest) ? error_hint(err, _("did you mean %s?"), nearest_word(&nearest)) : ERR_INVALID;
}

/* Keys that a page takes for itself before any keymap is asked. */
static bool taken_by_page(const Binding *binding) {
    uint32_t key = binding->strokes[0].key;
    return (binding->views & VIEW_OVERVIEW) && !(binding->strokes[0].mods & ~(unsigned)MOD_SHIFT) && (key == KEY_TAB || key == 'z' || (key >= '1' && key <= '4'));
}

/* A key that is the beginning of another would make that one unreachable, in whichever order they are bound. */
static Status check_clash(const Keymap *keymap, const Binding *wanted, const char *key, Error *err) {
    if (taken_by_page(wanted)) return fail(err, ERR_INVALID, _("'%s' is taken by the overview itself"), key);
    for (int i = 0; i < keymap->count; i++) {
        const Binding *other = &keymap->bindings[i];
        int shorter = other->count < wanted->count ? other->count : wanted->count;
        if (!(other->views & wanted->views) || !same(other->strokes, wanted->strokes, shorter)) continue;
        char name[24];
        keymap_format(other->strokes, other->count, name);
        if (other->count != wanted->count) {
            fail(err, ERR_INVALID, _("'%s' clashes with '%s', which is %s"), key, name, actions[other->action].name);
            return error_hint(err, "%s", _("one may not begin with the other; free that one first with action: none"));
        }
        if (other->line && wanted->line) {
            fail(err, ERR_INVALID, _("'%s' is %s already, by line %d"), key, actions[other->action].name, other->line);
            return error_hint(err, "%s", _("a key means one thing in a view"));
        }
    }
    return OK;
}

/* Takes the key away from what it did in these views. */
static void release(Keymap *keymap, const Binding *wanted) {
    int kept = 0;
    for (int i = 0; i < keymap->count; i++) {
        Binding binding = keymap->bindings[i];
        if (binding.count == wanted->count && same(binding.strokes, wanted->strokes, wanted->count)) binding.views &= ~wanted->views;
        if (binding.views) keymap->bindings[kept++] = binding;
    }
    keymap->count = kept;
}

Status keymap_own(Keymap *keymap, const char *views, const char *key, const char *action, int line, Error *err) {
    Binding wanted = {.line = line};
    Status status = parse_views(views, &wanted.views, err);
    if (status == OK) status = parse_action(action, &wanted.action, err);
    if (status != OK) return status;
    if (!parse_strokes(key, &wanted)) {
        fail(err, ERR_INVALID, _("'%s' is no key"), key);
        return error_hint(err, "%s", _("a key looks like: a, C-d, F1, Enter, gg"));
    }
    bool none = wanted.action < 0;
    if (!none) {
        wanted.views &= actions[wanted.action].views;
        if (!wanted.views) return fail(err, ERR_INVALID, _("'%s' does not work in view '%s'"), action, views);
        status = check_clash(keymap, &wanted, key, err);
        if (status != OK) return status;
    }
    release(keymap, &wanted);
    if (none) return OK;
    if (keymap->count == KEYMAP_ROOM) return fail(err, ERR_INVALID, _("too many keys, '%s' is one too many"), key);
    memmove(keymap->bindings + 1, keymap->bindings, (size_t)keymap->count++ * sizeof *keymap->bindings);
    keymap->bindings[0] = wanted;
    return OK;
}
