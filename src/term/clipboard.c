/* The clipboard of the terminal: an OSC 52 sequence. */
#include "loket/base/lang.h"
#include "loket/base/text.h"
#include "loket/term/term.h"

static void add_base64(StrBuf *out, const char *text, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned three =
            (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0u);
        strbuf_addc(out, digits[three >> 18]);
        strbuf_addc(out, digits[three >> 12 & 63]);
        strbuf_addc(out, left > 1 ? digits[three >> 6 & 63] : '=');
        strbuf_addc(out, left > 2 ? digits[three & 63] : '=');
    }
}

Status term_copy(Term *term, Clipboard way, const char *text, size_t length, Error *err) {
    if (way == CLIPBOARD_OFF) {
        fail(err, ERR_USAGE, _("copying is switched off"));
        error_hint(err, _(":set clipboard osc52"));
        return ERR_USAGE;
    }
    if (length > CLIPBOARD_MAX)
        return fail(err, ERR_USAGE, _("%zu bytes are too many to copy, at most %d"), length, (int)CLIPBOARD_MAX);
    StrBuf bytes;
    strbuf_init(&bytes);
    bool tmux = way == CLIPBOARD_TMUX;
    strbuf_add(&bytes, tmux ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
    add_base64(&bytes, text, length);
    strbuf_add(&bytes, tmux ? "\a\033\\" : "\a");
    term_write(term, bytes.data, bytes.length);
    strbuf_done(&bytes);
    return OK;
}
