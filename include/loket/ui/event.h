/* Events: everything that can happen to the interface, as values.
 *
 * A key is a Unicode character or one of the names below; names and codes go both ways, for keymaps and test scripts. */
#ifndef LOKET_UI_EVENT_H
#define LOKET_UI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum EventKind {
    EVENT_KEY,     /* key, mods */
    EVENT_PASTE,   /* text: as pasted, one event, any bytes */
    EVENT_MOUSE,   /* key = button or wheel, row, column */
    EVENT_RESIZE,  /* rows, columns */
    EVENT_TICK,    /* time has passed: what is shown may depend on it */
    EVENT_CHANGED, /* another process may have changed the file */
    EVENT_HANGUP   /* the terminal is gone: save and leave */
} EventKind;

enum {
    KEY_BROKEN = 0xfffd, /* bytes that are no character */
    KEY_NONE = 0x110000, /* above Unicode */
    KEY_ENTER, KEY_ESC, KEY_TAB, KEY_BACKSPACE, KEY_DELETE, KEY_INSERT,
    KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PAGE_UP, KEY_PAGE_DOWN,
    KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9, KEY_F10, KEY_F11, KEY_F12,
    KEY_CLICK, KEY_WHEEL_UP, KEY_WHEEL_DOWN
};
enum { MOD_SHIFT = 1, MOD_ALT = 2, MOD_CTRL = 4 }; /* Shift only with named keys: 'A' is just 'A' */

typedef struct Event {
    EventKind kind;
    int64_t at; /* milliseconds of a steady clock when it was taken up; 0 = not told */
    uint32_t key;
    unsigned mods;
    const char *text; /* PASTE; borrowed until the next event */
    size_t length;
    int rows, columns;
    int row, column;
} Event;

/* "a", "A", "Space", "Enter", "C-x", "S-Tab", "A-f", "F1", "Up". Returns the bytes used, 0 if it is no key name. */
size_t key_parse(const char *name, uint32_t *key, unsigned *mods);
void key_format(uint32_t key, unsigned mods, char name[24]);
/* Key names ("Left/Right", "g Space") as a reader calls them, in the language in force; keymaps and scripts go on with the names above. */
enum { KEY_SHOWN = 40 };
const char *key_shown(const char *keys, char shown[KEY_SHOWN]);

#endif
