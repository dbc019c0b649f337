/* Keymap: which keys run which action.
 *
 * Made from the action table and, later, a person's own bindings. A sequence is up to three strokes ("gg", "g i"). Pure. */
#ifndef LOKET_UI_KEYMAP_H
#define LOKET_UI_KEYMAP_H

#include "loket/base/error.h"
#include "loket/ui/event.h"

enum { KEYMAP_STROKES = 3, KEYMAP_ROOM = 256 };

typedef struct KeyStroke {
    uint32_t key;
    unsigned mods;
} KeyStroke;

typedef struct Binding {
    KeyStroke strokes[KEYMAP_STROKES];
    int count;
    int action;     /* index into the action table */
    unsigned views; /* where it holds */
} Binding;

typedef struct Keymap {
    Binding bindings[KEYMAP_ROOM];
    int count;
} Keymap;

struct ActionDef;
/* The default bindings of a table of `count` actions. */
void keymap_init(Keymap *keymap, const struct ActionDef *actions, int count);
/* Adds one: `keys` as in the action table ("j Down", "gg"). ERR_INVALID names what is no key. */
Status keymap_bind(Keymap *keymap, const char *keys, int action, unsigned views, Error *err);

typedef enum KeyMatch { KEYS_NONE, KEYS_PREFIX, KEYS_ACTION } KeyMatch;
/* What `count` strokes mean in a view of kind `view`. */
KeyMatch keymap_find(const Keymap *keymap, const KeyStroke *strokes, int count, unsigned view, int *action);
/* The first sequence bound to an action, as text ("g i"); "" if none. */
void keymap_name(const Keymap *keymap, int action, char name[24]);
/* A sequence as text. */
void keymap_format(const KeyStroke *strokes, int count, char name[24]);

#endif
