#include "loket/base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

enum {
    CHAR_BAD = 0xFFFD,
    CHAR_STAND_IN = 0x25AF, /* a white upright box: visible, one cell, in every monospaced font */
    CHAR_DOTTED = 0x25CC,   /* the usual bearer of a mark that came alone */
    MARKS_MAX = 4           /* what one cell of ncurses holds beside its base */
};

/* What becomes of one character, seen by itself. */
typedef enum Fate { FATE_BASE, FATE_MARK, FATE_DROP, FATE_STAND_IN } Fate;

typedef struct Ascii {
    int32_t code;
    const char *text;
} Ascii;

/* What decomposition does not give; in order of code. */
static const Ascii ascii_table[] = {
    {0x00A2, "c"},   {0x00A3, "GBP"}, {0x00A5, "JPY"}, {0x00A7, "par."}, {0x00A9, "(c)"}, {0x00AB, "\""},
    {0x00AE, "(R)"}, {0x00B0, "deg"}, {0x00B1, "+/-"}, {0x00B6, "par."}, {0x00B7, "."},   {0x00BB, "\""},
    {0x00C6, "AE"},  {0x00D0, "D"},   {0x00D7, "x"},   {0x00D8, "O"},    {0x00DE, "Th"},  {0x00DF, "ss"},
    {0x00E6, "ae"},  {0x00F0, "d"},   {0x00F7, "/"},   {0x00F8, "o"},    {0x00FE, "th"},  {0x0110, "D"},
    {0x0111, "d"},   {0x0126, "H"},   {0x0127, "h"},   {0x0131, "i"},    {0x0138, "k"},   {0x0141, "L"},
    {0x0142, "l"},   {0x014A, "NG"},  {0x014B, "ng"},  {0x0152, "OE"},   {0x0153, "oe"},  {0x0166, "T"},
    {0x0167, "t"},   {0x1E9E, "SS"},  {0x2010, "-"},   {0x2011, "-"},    {0x2012, "-"},   {0x2013, "-"},
    {0x2014, "-"},   {0x2015, "-"},   {0x2018, "'"},   {0x2019, "'"},    {0x201A, "'"},   {0x201B, "'"},
    {0x201C, "\""},  {0x201D, "\""},  {0x201E, "\""},  {0x201F, "\""},   {0x2022, "*"},   {0x2026, "..."},
    {0x2032, "'"},   {0x2033, "\""},  {0x2039, "'"},   {0x203A, "'"},    {0x2044, "/"},   {0x20AC, "EUR"},
    {0x2190, "<-"},  {0x2192, "->"},  {0x2212, "-"},   {0x2215, "/"},    {0x2260, "!="},  {0x2264, "<="},
    {0x2265, ">="},  {0x2592, "#"},
};

size_t utf8_decode(const char *text, size_t length, int32_t *code) {
    if ((unsigned char)*text < 0x80) {
        *code = (unsigned char)*text;
        return 1;
    }
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, code);
    if (bytes > 0) return (size_t)bytes;
    *code = -1;
    return 1;
}

static void add_char(StrBuf *out, int32_t code) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t count = utf8proc_encode_char(code, bytes);
    strbuf_addn(out, (const char *)bytes, (size_t)count);
}

static bool printable_ascii(unsigned char c) {
    return c >= 0x20 && c < 0x7F;
}

static bool hidden_category(int category) {
    static const bool hidden[] = {
        [UTF8PROC_CATEGORY_CC] = true, [UTF8PROC_CATEGORY_CF] = true, [UTF8PROC_CATEGORY_CS] = true,
        [UTF8PROC_CATEGORY_CO] = true, [UTF8PROC_CATEGORY_CN] = true, [UTF8PROC_CATEGORY_ZL] = true,
        [UTF8PROC_CATEGORY_ZP] = true};
    return category >= 0 && (size_t)category < COUNT_OF(hidden) && hidden[category];
}

/* Characters that count as letters, marks or symbols but leave their place blank. The default ignorable ones
 * (Hangul fillers, Khmer inherent vowels, the grapheme joiner, variation selectors) are known to utf8proc. */
static bool looks_blank(int32_t code, const utf8proc_property_t *property) {
    static const int32_t blanks[] = {0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x16FE4, 0x1D159};
    for (size_t i = 0; i < COUNT_OF(blanks); i++)
        if (blanks[i] == code) return true;
    return property->ignorable;
}

static bool is_skin_tone(int32_t code) {
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

static Fate char_fate(int32_t code) {
    if (code < 0x80) return printable_ascii((unsigned char)code) ? FATE_BASE : FATE_STAND_IN;
    if (code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F)) return FATE_DROP;
    const utf8proc_property_t *property = utf8proc_get_property(code);
    if (hidden_category(property->category) || looks_blank(code, property)) return FATE_STAND_IN;
    int width = wcwidth((wchar_t)code);
    if (width < 0) return FATE_STAND_IN;
    return width == 0 ? FATE_MARK : FATE_BASE;
}

bool utf8_shown(int32_t code) {
    return code >= 0 && char_fate(code) == FATE_BASE && !is_skin_tone(code);
}

static const char *ascii_find(int32_t code) {
    size_t low = 0, high = COUNT_OF(ascii_table);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ascii_table[middle].code == code) return ascii_table[middle].text;
        if (ascii_table[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* One visible character above ASCII, spelled in ASCII: by the table, else by what it decomposes to. */
static void add_as_ascii(StrBuf *out, int32_t code) {
    const char *text = ascii_find(code);
    if (text) {
        strbuf_add(out, text);
        return;
    }
    utf8proc_int32_t parts[32];
    utf8proc_ssize_t count = utf8proc_decompose_char(code, parts, (utf8proc_ssize_t)COUNT_OF(parts),
                                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
    size_t before = out->length;
    if (count > (utf8proc_ssize_t)COUNT_OF(parts))
        count = 0; /* one Arabic ligature is longer, and has no ASCII in it */
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (parts[i] < 0x80 && printable_ascii((unsigned char)parts[i]))
            strbuf_addc(out, (char)parts[i]);
        else if ((text = ascii_find(parts[i])))
            strbuf_add(out, text);
        else if (char_fate(parts[i]) != FATE_MARK)
            strbuf_addc(out, '?');
    }
    if (out->length == before) strbuf_addc(out, '?');
}

/* What stands before: a base of some width that may bear marks. */
typedef struct Cluster {
    bool base, takes_tone;
    int marks;
} Cluster;

static void add_base(StrBuf *out, int32_t code, unsigned flags, Cluster *cluster) {
    const utf8proc_property_t *property = utf8proc_get_property(code);
    bool takes_tone = wcwidth((wchar_t)code) == 2 || property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
    *cluster = (Cluster){.base = true, .takes_tone = takes_tone};
    if (code >= 0x80 && (flags & SAFE_ASCII))
        add_as_ascii(out, code);
    else
        add_char(out, code);
}

static void add_mark(StrBuf *out, int32_t code, unsigned flags, Cluster *cluster) {
    if (!cluster->base) {
        *cluster = (Cluster){.base = true};
        add_char(out, (flags & SAFE_ASCII) ? '?' : CHAR_DOTTED);
    }
    if (cluster->marks == MARKS_MAX || (flags & SAFE_ASCII)) return;
    cluster->marks++;
    add_char(out, code);
}

static void add_safe(StrBuf *out, int32_t code, unsigned flags, Cluster *cluster) {
    Fate fate = code < 0 ? FATE_STAND_IN : char_fate(code);
    if (fate == FATE_DROP || (is_skin_tone(code) && cluster->takes_tone)) return;
    if (fate == FATE_BASE) {
        add_base(out, code, flags, cluster);
    } else if (fate == FATE_MARK) {
        add_mark(out, code, flags, cluster);
    } else {
        *cluster = (Cluster){.base = true};
        add_char(out, (flags & SAFE_ASCII) ? '?' : code < 0 ? CHAR_BAD : CHAR_STAND_IN);
    }
}

void utf8_make_safe(StrBuf *out, const char *text, size_t length, unsigned flags) {
    Cluster cluster = {0};
    for (size_t at = 0; at < length;) {
        size_t start = at;
        while (at < length && printable_ascii((unsigned char)text[at]))
            at++;
        if (at > start) {
            strbuf_addn(out, text + start, at - start);
            cluster = (Cluster){.base = true};
            continue;
        }
        if (flags & SAFE_KEEP_NEWLINE) {
            if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n') at++;
            if (text[at] == '\n' || text[at] == '\t') {
                strbuf_addc(out, text[at++]);
                cluster = (Cluster){0};
                continue;
            }
        }
        int32_t code;
        at += utf8_decode(text + at, length - at, &code);
        add_safe(out, code, flags, &cluster);
    }
}

size_t utf8_valid_length(const char *text, size_t length) {
    size_t at = 0;
    while (at < length) {
        int32_t code;
        size_t bytes = utf8_decode(text + at, length - at, &code);
        if (code <= 0) break;
        at += bytes;
    }
    return at;
}

bool utf8_valid(const char *text, size_t length) {
    return utf8_valid_length(text, length) == length;
}

/* Cells of one character of safe text; what should not be there has a defined width too. */
static int char_width(int32_t code) {
    if (code < 0) return 1;
    if (code < 0x80) return printable_ascii((unsigned char)code) ? 1 : 0;
    int width = wcwidth((wchar_t)code);
    return width < 0 ? 0 : width;
}

static int span_width(const char *text, size_t length) {
    int width = 0;
    for (size_t at = 0; at < length;) {
        int32_t code;
        at += utf8_decode(text + at, length - at, &code);
        width += char_width(code);
    }
    return width;
}

int utf8_width(const char *text) {
    return span_width(text, strlen(text));
}

size_t utf8_fit(const char *text, int cells, int *used) {
    size_t length = strlen(text), at = 0;
    int width = 0;
    while (at < length) {
        size_t next = utf8_next(text, length, at);
        int more = next == at + 1 && printable_ascii((unsigned char)text[at]) ? 1 : span_width(text + at, next - at);
        if (width + more > cells) break;
        width += more;
        at = next;
    }
    if (used) *used = width;
    return at;
}

/* True if a boundary stands for certain between two bytes that are both ASCII. */
static bool ascii_boundary(const char *text, size_t at) {
    unsigned char before = (unsigned char)text[at - 1], after = (unsigned char)text[at];
    return before < 0x80 && after < 0x80 && !(before == '\r' && after == '\n');
}

size_t utf8_at_column(const char *text, int column) {
    size_t at = 0;
    for (; text[at] && column > 1; column--)
        do at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

size_t utf8_next(const char *text, size_t length, size_t at) {
    if (at >= length) return length;
    if (at + 1 < length && ascii_boundary(text, at + 1)) return at + 1;
    int32_t before, after;
    utf8proc_int32_t state = 0;
    at += utf8_decode(text + at, length - at, &before);
    while (at < length && before >= 0) {
        size_t bytes = utf8_decode(text + at, length - at, &after);
        if (after < 0 || utf8proc_grapheme_break_stateful(before, after, &state)) break;
        at += bytes;
        before = after;
    }
    return at;
}

size_t utf8_previous(const char *text, size_t length, size_t at) {
    if (at > length) at = length;
    if (at == 0) return 0;
    /* A cluster can only be found forwards; so go back to where one begins for certain. */
    size_t start = at - 1;
    while (start > 0 && text[start - 1] != '\n' && !ascii_boundary(text, start))
        start--;
    for (size_t next; (next = utf8_next(text, length, start)) < at;)
        start = next;
    return start;
}

/* Without the character that was cut off in the middle at the end of `text`. */
static size_t whole_characters(const char *text, size_t length) {
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char byte = (unsigned char)text[length - back];
        if ((byte & 0xc0) == 0x80) continue;
        size_t wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return wanted > back ? length - back : length;
    }
    return length;
}

void utf8_vprint(char *text, size_t size, const char *format, va_list args) {
    static const char more[] = "…";
    int wanted = vsnprintf(text, size, format, args);
    if (wanted < 0 || (size_t)wanted < size) return;
    size_t length = whole_characters(text, size - 1), end = 0;
    /* the last cluster may go on behind the cut, so it is never whole */
    for (size_t next; (next = utf8_next(text, length, end)) < length && next + sizeof more <= size;) end = next;
    memcpy(text + end, more, sizeof more);
}

void utf8_print(char *text, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    utf8_vprint(text, size, format, args);
    va_end(args);
}
