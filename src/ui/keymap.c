#include "loket/ui/keymap.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
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

void keymap_name(const Keymap *keymap, int action, char name[24]) {
    name[0] = '\0';
    for (int i = 0; i < keymap->count; i++)
        if (keymap->bindings[i].action == action) {
            keymap_format(keymap->bindings[i].strokes, keymap->bindings[i].count, name);
            return;
        }
}
