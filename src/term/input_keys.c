#include "input_keys.h"

#include <string.h>

#include "loket/base/text.h"

enum { ESC = 0x1b };

bool key_event(Event *event, uint32_t key, unsigned mods) {
    *event = (Event){.kind = EVENT_KEY, .key = key, .mods = mods};
    return true;
}

bool control_event(Event *event, unsigned char byte, unsigned mods) {
    switch (byte) {
    case '\r':
    case '\n':
        return key_event(event, KEY_ENTER, mods);
    case '\t':
        return key_event(event, KEY_TAB, mods);
    case '\b':
    case 0x7f:
        return key_event(event, KEY_BACKSPACE, mods);
    case 0:
        return key_event(event, ' ', mods | MOD_CTRL);
    default:
        return key_event(event, byte < ESC ? (uint32_t)byte + 0x60 : (uint32_t)byte + 0x40, mods | MOD_CTRL);
    }
}

bool character_event(Event *event, uint32_t character, unsigned mods) {
    if (character >= 0x80 && character < 0xa0) return false;
    return key_event(event, character, mods);
}

static const struct {
    char final;
    uint32_t key;
    unsigned mods;
} final_keys[] = {
    {'A', KEY_UP, 0},           {'B', KEY_DOWN, 0},
    {'C', KEY_RIGHT, 0},        {'D', KEY_LEFT, 0},
    {'H', KEY_HOME, 0},         {'F', KEY_END, 0},
    {'P', KEY_F1, 0},           {'Q', KEY_F2, 0},
    {'R', KEY_F3, 0},           {'S', KEY_F4, 0},
    {'Z', KEY_TAB, MOD_SHIFT},  {'a', KEY_UP, MOD_SHIFT},
    {'b', KEY_DOWN, MOD_SHIFT}, {'c', KEY_RIGHT, MOD_SHIFT},
    {'d', KEY_LEFT, MOD_SHIFT},
};

/* The keypad in application mode, and rxvt's Ctrl with arrows. */
static const struct {
    char final;
    uint32_t key;
    unsigned mods;
} pad_keys[] = {
    {'A', KEY_UP, 0},
    {'B', KEY_DOWN, 0},
    {'C', KEY_RIGHT, 0},
    {'D', KEY_LEFT, 0},
    {'H', KEY_HOME, 0},
    {'F', KEY_END, 0},
    {'P', KEY_F1, 0},
    {'Q', KEY_F2, 0},
    {'R', KEY_F3, 0},
    {'S', KEY_F4, 0},
    {'M', KEY_ENTER, 0},
    {'I', KEY_TAB, 0},
    {' ', ' ', 0},
    {'j', '*', 0},
    {'k', '+', 0},
    {'l', ',', 0},
    {'m', '-', 0},
    {'n', '.', 0},
    {'o', '/', 0},
    {'p', '0', 0},
    {'q', '1', 0},
    {'r', '2', 0},
    {'s', '3', 0},
    {'t', '4', 0},
    {'u', '5', 0},
    {'v', '6', 0},
    {'w', '7', 0},
    {'x', '8', 0},
    {'y', '9', 0},
    {'X', '=', 0},
    {'a', KEY_UP, MOD_CTRL},
    {'b', KEY_DOWN, MOD_CTRL},
    {'c', KEY_RIGHT, MOD_CTRL},
    {'d', KEY_LEFT, MOD_CTRL},
};

/* ESC [ number ~ */
static const uint32_t tilde_keys[] = {
    [1] = KEY_HOME,      [2] = KEY_INSERT, [3] = KEY_DELETE, [4] = KEY_END,  [5] = KEY_PAGE_UP,
    [6] = KEY_PAGE_DOWN, [7] = KEY_HOME,   [8] = KEY_END,    [11] = KEY_F1,  [12] = KEY_F2,
    [13] = KEY_F3,       [14] = KEY_F4,    [15] = KEY_F5,    [17] = KEY_F6,  [18] = KEY_F7,
    [19] = KEY_F8,       [20] = KEY_F9,    [21] = KEY_F10,   [23] = KEY_F11, [24] = KEY_F12,
};

int key_numbers(const char *text, const char *end, int values[KEY_NUMBERS]) {
    int count = 0;
    memset(values, 0, KEY_NUMBERS * sizeof *values);
    if (text == end) return 0;
    bool sub = false;
    for (; text < end; text++) {
        if (*text == ';') {
            if (++count >= KEY_NUMBERS) return -1;
            sub = false;
        } else if (*text == ':') {
            sub = true;
        } else if (*text < '0' || *text > '9') {
            return -1;
        } else if (!sub && values[count] < 100000000) {
            values[count] = values[count] * 10 + (*text - '0');
        }
    }
    return count + 1;
}

/* xterm's modifier parameter: one more than the bits, which are ours. */
static unsigned modifiers(int value) {
    return value > 1 ? (unsigned)(value - 1) & (MOD_SHIFT | MOD_ALT | MOD_CTRL) : 0;
}

static bool character_key(Event *event, int code, unsigned mods) {
    switch (code) {
    case '\r':
        return key_event(event, KEY_ENTER, mods);
    case '\t':
        return key_event(event, KEY_TAB, mods);
    case ESC:
        return key_event(event, KEY_ESC, mods);
    case '\b':
    case 0x7f:
        return key_event(event, KEY_BACKSPACE, mods);
    case ' ':
        return key_event(event, ' ', mods);
    default:
        break;
    }
    /* surrogates are no characters; for private use are keys like Caps Lock, which kitty tells of */
    if (code < ' ' || code > 0x10ffff || (code >= 0xd800 && code < 0xf900)) return false;
    if (mods & MOD_CTRL && code >= 'A' && code <= 'Z') code += 'a' - 'A';
    if (mods & MOD_SHIFT && !(mods & MOD_CTRL) && code >= 'a' && code <= 'z') code -= 'a' - 'A';
    return character_event(event, (uint32_t)code, mods & ~(unsigned)MOD_SHIFT);
}

bool code_event(const int values[KEY_NUMBERS], int count, Event *event) {
    return count > 0 && character_key(event, values[0], count > 1 ? modifiers(values[1]) : 0);
}

bool mouse_event(const int values[KEY_NUMBERS], int count, char final, Event *event) {
    if (count != 3 || final != 'M') return false;
    int button = values[0] & ~(4 | 8 | 16);
    uint32_t key = button == 0 ? KEY_CLICK : button == 64 ? KEY_WHEEL_UP : button == 65 ? KEY_WHEEL_DOWN : KEY_NONE;
    if (key == KEY_NONE || values[1] < 1 || values[2] < 1) return false;
    unsigned mods =
        (values[0] & 4 ? MOD_SHIFT : 0u) | (values[0] & 8 ? MOD_ALT : 0u) | (values[0] & 16 ? MOD_CTRL : 0u);
    *event = (Event){.kind = EVENT_MOUSE, .key = key, .mods = mods, .row = values[2] - 1, .column = values[1] - 1};
    return true;
}

bool tilde_event(const int values[KEY_NUMBERS], int count, unsigned extra, Event *event) {
    if (count == 3 && values[0] == 27) return character_key(event, values[2], modifiers(values[1]));
    if (count < 1 || count > 2 || values[0] < 0 || values[0] >= (int)COUNT_OF(tilde_keys) || !tilde_keys[values[0]])
        return false;
    return key_event(event, tilde_keys[values[0]], extra | (count == 2 ? modifiers(values[1]) : 0));
}

bool final_event(const int values[KEY_NUMBERS], int count, char final, Event *event) {
    /* ESC [ A, or ESC [ 1 ; modifiers A; anything else with numbers is an answer of the terminal. */
    if (count != 0 && (count > 2 || values[0] > 1)) return false;
    for (size_t i = 0; i < COUNT_OF(final_keys); i++)
        if (final_keys[i].final == final)
            return (count == 0 || final_keys[i].mods == 0 || final == 'Z') &&
                   key_event(event, final_keys[i].key, final_keys[i].mods | (count == 2 ? modifiers(values[1]) : 0));
    return false;
}

bool cursor_report(const int values[KEY_NUMBERS], int count, char final) {
    return final == 'R' && count == 2 && (values[1] < 2 || values[1] > 16);
}

bool pad_event(const int values[KEY_NUMBERS], int count, char final, Event *event) {
    unsigned mods = count > 0 ? modifiers(values[count - 1]) : 0; /* ESC O 5 A of older terminals */
    for (size_t i = 0; i < COUNT_OF(pad_keys); i++)
        if (pad_keys[i].final == final) return key_event(event, pad_keys[i].key, pad_keys[i].mods | mods);
    return false;
}
