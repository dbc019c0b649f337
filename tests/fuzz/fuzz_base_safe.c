/* Safe text: whatever comes in, what goes out is well-formed, shows all that it holds, and is safe already. */
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "fuzz.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

/* Written apart from the code under test: what a terminal would obey, hide or turn round. */
static bool is_forbidden(int32_t code) {
    static const struct {
        int32_t first, last;
    } ranges[] = {{0, 0x1F},          {0x7F, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x600, 0x605},
                  {0x61C, 0x61C},     {0x115F, 0x1160}, {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E},
                  {0x2060, 0x206F},   {0x2800, 0x2800}, {0x3164, 0x3164}, {0xD800, 0xF8FF}, {0xFE00, 0xFE0F},
                  {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x1D173, 0x1D17A},
                  {0xE0000, 0x10FFFF}};
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (code >= ranges[i].first && code <= ranges[i].last) return true;
    return false;
}

static void check_characters(const StrBuf *out, unsigned flags) {
    int marks = 0, width = 0, line = 0;
    for (size_t at = 0; at < out->length;) {
        int32_t code;
        utf8proc_ssize_t bytes =
            utf8proc_iterate((const utf8proc_uint8_t *)out->data + at, (utf8proc_ssize_t)(out->length - at), &code);
        FUZZ_CHECK(bytes > 0);
        at += (size_t)bytes;
        if ((flags & SAFE_KEEP_NEWLINE) && (code == '\n' || code == '\t')) {
            line = marks = 0;
            continue;
        }
        FUZZ_CHECK(!is_forbidden(code));
        FUZZ_CHECK(!(flags & SAFE_ASCII) || code < 0x80);
        int cells = wcwidth((wchar_t)code);
        FUZZ_CHECK(cells >= 0 && cells <= 2);
        marks = cells == 0 ? marks + 1 : 0;
        FUZZ_CHECK(marks <= 4 && (cells > 0 || line > 0));
        line += cells;
        width += cells;
    }
    FUZZ_CHECK(utf8_width(out->data) == width);
}

static void check_cuts(const StrBuf *out, int cells) {
    int used;
    size_t fits = utf8_fit(out->data, cells, &used);
    FUZZ_CHECK(fits <= out->length && used <= cells && used >= 0);
    FUZZ_CHECK(utf8_valid(out->data, fits) && utf8_valid(out->data + fits, out->length - fits));
    for (size_t at = 0, next; at < out->length; at = next) {
        next = utf8_next(out->data, out->length, at);
        FUZZ_CHECK(next > at && next <= out->length);
        FUZZ_CHECK(utf8_previous(out->data, out->length, next) == at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    unsigned flags = data[0] & 3u;
    StrBuf once, twice;
    strbuf_init(&once);
    strbuf_init(&twice);
    utf8_make_safe(&once, (const char *)data + 1, size - 1, flags);
    FUZZ_CHECK(strlen(once.data) == once.length && utf8_valid(once.data, once.length));
    check_characters(&once, flags);
    utf8_make_safe(&twice, once.data, once.length, flags);
    FUZZ_CHECK(twice.length == once.length && memcmp(once.data, twice.data, once.length) == 0);
    check_cuts(&once, data[0] >> 2);
    strbuf_done(&once);
    strbuf_done(&twice);
    return 0;
}
