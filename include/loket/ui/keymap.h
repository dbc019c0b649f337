/* Keymap: which keys run which action.
 *
 * Made from the action table, then a preset, then a person's own bindings (YAML, see keymap_read); what comes later goes before. A
 * sequence is up to three strokes ("gg", "g i"). Pure. */
#ifndef LOKET_UI_KEYMAP_H
#define LOKET_UI_KEYMAP_H

#include "loket/base/error.h"
#include "loket/base/text.h"
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
    int line;       /* of a person's own file; 0 = the table's or a preset's */
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

/* Binds one key (or sequence) to an action in the views named, blank-separated (overview list record sheet form text dialog triage all),
 * before what was bound to it there; "none" takes the key away. `line` 0 = a preset, which may be bound again. ERR_INVALID, and no
 * change: unknown names, an action that does not work there, a key bound before in the same file, one that another begins with. */
Status keymap_own(Keymap *keymap, const char *views, const char *key, const char *action, int line, Error *err);
/* Reads a person's keymap: `preset: vi` (the table's own) or `plain` (arrows and function keys), and a list `bind` of {view, key,
 * action}. What is wrong is left out; each fault is a line of `faults`, "keys.yaml:3:9: …". Returns how many. */
size_t keymap_read(Keymap *keymap, const char *yaml, size_t length, const char *name, StrBuf *faults);
/* Begins anew with a preset of our own: "vi" (the table itself) or "plain". Returns how many faults, as keymap_read. */
size_t keymap_use_preset(Keymap *keymap, const char *preset, StrBuf *faults);
/* The same from "loket/keys.yaml" in the folder of settings, if there is one. */
size_t keymap_read_own(Keymap *keymap, StrBuf *faults);

/* The names of views for keymap_own, one a call from 0 on; NULL at the end. */
const char *keymap_view_name(int index);

typedef enum KeyMatch { KEYS_NONE, KEYS_PREFIX, KEYS_ACTION } KeyMatch;
/* What `count` strokes mean in a view of kind `view`. */
KeyMatch keymap_find(const Keymap *keymap, const KeyStroke *strokes, int count, unsigned view, int *action);
/* The first sequence bound to an action, as text ("g i"), one that holds in a view of kind `view` before others; "" if none. */
void keymap_name(const Keymap *keymap, int action, unsigned view, char name[24]);
/* A sequence as text. */
void keymap_format(const KeyStroke *strokes, int count, char name[24]);

#endif
