#include "loket/ui/event.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/text.h"

typedef struct KeyName {
    const char *name;
    uint32_t key;
} KeyName;

/* The first name of a key is the one that is written; the others are only read. */
static const KeyName key_names[] = {
    {"Space", ' '},
    {"Enter", KEY_ENTER},
    {"Esc", KEY_ESC},
    {"Tab", KEY_TAB},
    {"Backspace", KEY_BACKSPACE},
    {"Del", KEY_DELETE},
    {"Ins", KEY_INSERT},
    {"Up", KEY_UP},
    {"Down", KEY_DOWN},
    {"Left", KEY_LEFT},
    {"Right", KEY_RIGHT},
    {"Home", KEY_HOME},
    {"End", KEY_END},
    {"PgUp", KEY_PAGE_UP},
    {"PgDn", KEY_PAGE_DOWN},
    {"F1", KEY_F1},
    {"F2", KEY_F2},
    {"F3", KEY_F3},
    {"F4", KEY_F4},
    {"F5", KEY_F5},
    {"F6", KEY_F6},
    {"F7", KEY_F7},
    {"F8", KEY_F8},
    {"F9", KEY_F9},
    {"F10", KEY_F10},
    {"F11", KEY_F11},
    {"F12", KEY_F12},
    {"Click", KEY_CLICK},
    {"WheelUp", KEY_WHEEL_UP},
    {"WheelDown", KEY_WHEEL_DOWN},
    {"Return", KEY_ENTER},
    {"Escape", KEY_ESC},
    {"Delete", KEY_DELETE},
    {"Insert", KEY_INSERT},
    {"PageUp", KEY_PAGE_UP},
    {"PageDown", KEY_PAGE_DOWN},
};

/* Written by their letter; the long name, as people know it and footers show it, is only read. */
static const struct {
    char letter;
    unsigned mod;
    const char *name;
} mod_names[] = {{'C', MOD_CTRL, "Ctrl-"}, {'A', MOD_ALT, "Alt-"}, {'S', MOD_SHIFT, "Shift-"}};

/* The bytes of the modifier that `text` starts with, dash included, or 0. */
static size_t mod_at(const char *text, size_t length, unsigned *mod) {
    for (size_t i = 0; i < COUNT_OF(mod_names); i++) {
        size_t name = strlen(mod_names[i].name);
        *mod = mod_names[i].mod;
        if (length > name && memcmp(text, mod_names[i].name, name) == 0) return name;
        if (length > 2 && text[0] == mod_names[i].letter && text[1] == '-') return 2;
    }
    return 0;
}

/* Bytes of the one well-formed UTF-8 character that `text` starts with, or 0. */
static size_t decode(const char *text, size_t length, uint32_t *character) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (!length || bytes[0] <= ' ' || bytes[0] == 0x7f) return 0;
    if (bytes[0] < 0x80) {
        *character = bytes[0];
        return 1;
    }
    size_t size = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : bytes[0] >= 0xc2 ? 2 : 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (!size || size > length || bytes[0] > 0xf4) return 0;
    uint32_t value = bytes[0] & (0xffu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xc0) != 0x80) return 0;
        value = value << 6 | (bytes[i] & 0x3f);
    }
    if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 0;
    *character = value;
    return size;
}

static bool key_of(const char *name, size_t length, uint32_t *key) {
    for (size_t i = 0; i < COUNT_OF(key_names); i++)
        if (strlen(key_names[i].name) == length && memcmp(key_names[i].name, name, length) == 0) {
            *key = key_names[i].key;
            return true;
        }
    return length > 0 && decode(name, length, key) == length;
}

size_t key_parse(const char *name, uint32_t *key, unsigned *mods) {
    size_t length = strcspn(name, " \t\r\n"), at = 0;
    unsigned found = 0, mod;
    for (size_t size; (size = mod_at(name + at, length - at, &mod)); at += size) found |= mod;
    uint32_t value;
    if (!key_of(name + at, length - at, &value)) return 0;
    bool named = value >= KEY_NONE || value == ' ';
    if ((found & MOD_SHIFT) && !named) return 0;
    /* Terminals send the same byte for C-x and C-X. */
    if ((found & MOD_CTRL) && value >= 'A' && value <= 'Z') value += 'a' - 'A';
    *key = value;
    *mods = found;
    return length;
}

static size_t encode(uint32_t character, char *bytes) {
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = size; --i > 0; character >>= 6)
        bytes[i] = (char)(0x80 | (character & 0x3f));
    bytes[0] = (char)((0xf00u >> size & 0xf0u) | character);
    return size;
}

void key_format(uint32_t key, unsigned mods, char name[24]) {
    size_t at = 0;
    for (size_t i = 0; i < COUNT_OF(mod_names); i++)
        if (mods & mod_names[i].mod) {
            name[at++] = mod_names[i].letter;
            name[at++] = '-';
        }
    for (size_t i = 0; i < COUNT_OF(key_names); i++)
        if (key_names[i].key == key) {
            snprintf(name + at, 24 - at, "%s", key_names[i].name);
            return;
        }
    if (key <= ' ' || key == 0x7f || key > 0x10ffff) key = '?';
    at += encode(key, name + at);
    name[at] = '\0';
}

/* Those that stand on a keyboard in other words, or in none: on a Dutch one too it says Enter, Esc, Tab, Home and PgUp. */
static const struct {
    const char *name, *label; /* `label` without a translation: as it is named */
} reader_names[] = {{"Space", N_("key Space")}, {"Left", N_("key Left")}, {"Right", N_("key Right")}, {"Up", N_("key Up")}, {"Down", N_("key Down")}, {"Dn", N_("key Dn")}};

static const char *reader_name(const char *name, size_t length) {
    for (size_t i = 0; i < COUNT_OF(reader_names); i++) {
        if (strlen(reader_names[i].name) != length || memcmp(name, reader_names[i].name, length) != 0) continue;
        const char *label = lang_text(reader_names[i].label);
        return strcmp(label, reader_names[i].label) == 0 ? NULL : label;
    }
    return NULL;
}

const char *key_shown(const char *keys, char shown[KEY_SHOWN]) {
    size_t at = 0;
    for (size_t length; *keys; keys += length) {
        length = strcspn(keys, " /-"); /* a name, or what stands between two */
        if (!length) length = 1;
        const char *name = reader_name(keys, length);
        int room = KEY_SHOWN - (int)at;
        int added = name ? snprintf(shown + at, (size_t)room, "%s", name) : snprintf(shown + at, (size_t)room, "%.*s", (int)length, keys);
        if (added >= room) break; /* too many to be a key: cut */
        at += (size_t)added;
    }
    shown[at] = '\0';
    return shown;
}
