/* What a terminal sends for a key. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include "loket/ui/event.h"
#include "tty_private.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* What an xterm sends: `form` with the modifier where the %s is. */
static const struct {
    uint32_t key;
    const char *plain, *modified;
} key_bytes[] = {
    {KEY_ENTER, "\r", NULL},
    {KEY_ESC, "\033", NULL},
    {KEY_TAB, "\t", NULL},
    {KEY_BACKSPACE, "\x7f", NULL},
    {KEY_DELETE, "\033[3~", "\033[3;%u~"},
    {KEY_INSERT, "\033[2~", "\033[2;%u~"},
    {KEY_UP, "\033[A", "\033[1;%uA"},
    {KEY_DOWN, "\033[B", "\033[1;%uB"},
    {KEY_RIGHT, "\033[C", "\033[1;%uC"},
    {KEY_LEFT, "\033[D", "\033[1;%uD"},
    {KEY_HOME, "\033[H", "\033[1;%uH"},
    {KEY_END, "\033[F", "\033[1;%uF"},
    {KEY_PAGE_UP, "\033[5~", "\033[5;%u~"},
    {KEY_PAGE_DOWN, "\033[6~", "\033[6;%u~"},
    {KEY_F1, "\033OP", "\033[1;%uP"},
    {KEY_F2, "\033OQ", "\033[1;%uQ"},
    {KEY_F3, "\033OR", "\033[1;%uR"},
    {KEY_F4, "\033OS", "\033[1;%uS"},
    {KEY_F5, "\033[15~", "\033[15;%u~"},
    {KEY_F6, "\033[17~", "\033[17;%u~"},
    {KEY_F7, "\033[18~", "\033[18;%u~"},
    {KEY_F8, "\033[19~", "\033[19;%u~"},
    {KEY_F9, "\033[20~", "\033[20;%u~"},
    {KEY_F10, "\033[21~", "\033[21;%u~"},
    {KEY_F11, "\033[23~", "\033[23;%u~"},
    {KEY_F12, "\033[24~", "\033[24;%u~"},
};

static void add_named(StrBuf *out, uint32_t key, unsigned mods) {
    if (key == KEY_TAB && mods == MOD_SHIFT) {
        strbuf_add(out, "\033[Z");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(key_bytes); i++) {
        if (key_bytes[i].key != key) continue;
        if (!mods || !key_bytes[i].modified) {
            strbuf_add(out, key_bytes[i].plain);
            return;
        }
        const char *form = key_bytes[i].modified, *place = strstr(form, "%u");
        strbuf_addn(out, form, (size_t)(place - form));
        strbuf_addf(out, "%u%s", mods + 1, place + 2);
        return;
    }
    fail_msg("no bytes for key %x", key);
}

static size_t key_into(StrBuf *out, const char *name) {
    uint32_t key;
    unsigned mods;
    size_t used = key_parse(name, &key, &mods);
    if (!used) fail_msg("no key \"%s\"", name);
    if (key >= KEY_NONE) {
        add_named(out, key, mods);
        return used;
    }
    if (mods & MOD_ALT) strbuf_addc(out, '\033');
    char text[24];
    if (mods & MOD_CTRL)
        strbuf_addc(out, (char)(key & 0x1f));
    else if (key == ' ')
        strbuf_addc(out, ' ');
    else {
        key_format(key, 0, text);
        strbuf_add(out, text);
    }
    return used;
}

void tty_key(Tty *tty, const char *names) {
    StrBuf bytes;
    strbuf_init(&bytes);
    for (const char *at = names + strspn(names, " "); *at; at += strspn(at, " "))
        at += key_into(&bytes, at);
    tty_send(tty, bytes.data, bytes.length);
    strbuf_done(&bytes);
}
