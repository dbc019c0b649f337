#include "loket/io/yaml.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "loket/base/utf8.h"

enum { STEP = 2, SIMPLE_KEY_MAX = 250 }; /* readers need not look further than 1024 characters for the ":" of a key */

static void add_blanks(StrBuf *out, int count) {
    strbuf_addf(out, "%*s", count, "");
}

/* True if utf8_make_safe leaves the text as it is. */
static bool is_safe(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && (unsigned char)text[at] >= 0x20 && (unsigned char)text[at] < 0x7F)
        at++;
    if (at == length) return true;
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, length, SAFE_KEEP_NEWLINE);
    bool same = safe.length == length && memcmp(safe.data, text, length) == 0;
    strbuf_done(&safe);
    return same;
}

/* Words that YAML 1.1 takes for a truth value or for nothing. */
static bool is_special_word(const char *text) {
    static const char *const words[] = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

/* Anything made of these only may be a number (octal, hexadecimal, base 60) or a date: rather a quote too many. */
static bool may_be_number(const char *text) {
    return text[0] >= '0' && text[0] <= '9' && text[strspn(text, "0123456789abcdefABCDEFxXoO_+-.,:TtZz ")] == '\0';
}

static bool may_be_plain(const char *text, size_t length) {
    unsigned char first = (unsigned char)text[0], last = (unsigned char)text[length - 1];
    bool letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    bool digit = first >= '0' && first <= '9';
    if (!letter && !digit && first < 0x80 && !strchr("(/_$", first)) return false;
    if (last == ' ' || last == ':' || strpbrk(text, "\n\t")) return false;
    if (strstr(text, ": ") || strstr(text, " #")) return false;
    return !is_special_word(text) && !may_be_number(text) && is_safe(text, length);
}

/* A block can hold the text if it begins with a visible character and no line is made of blanks. */
static bool may_be_block(const char *text, size_t length) {
    if (!strchr(text, '\n') || text[0] == '\n' || text[0] == ' ' || text[0] == '\t') return false;
    for (const char *line = text; line; line = strchr(line, '\n')) {
        if (*line == '\n') line++;
        size_t blanks = strspn(line, " \t");
        if (blanks > 0 && (line[blanks] == '\n' || line[blanks] == '\0')) return false;
    }
    return is_safe(text, length);
}

static void write_escape(int32_t code, StrBuf *out) {
    static const struct {
        char code, letter;
    } short_forms[] = {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {0x1B, 'e'}};
    for (size_t i = 0; i < COUNT_OF(short_forms); i++) {
        if (short_forms[i].code != code) continue;
        strbuf_addc(out, '\\');
        strbuf_addc(out, short_forms[i].letter);
        return;
    }
    strbuf_addf(out, code < 0x100 ? "\\x%02X" : code < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)code);
}

/* `length` bytes in double quotes; where the text as a whole is not safe, all above ASCII that hides is escaped. A byte
 * that is not UTF-8 cannot stand in a YAML file at all. */
static void write_quoted(const char *text, size_t length, StrBuf *out) {
    bool safe = is_safe(text, length);
    strbuf_addc(out, '"');
    for (size_t at = 0; at < length;) {
        int32_t code;
        size_t bytes = utf8_decode(text + at, length - at, &code);
        if (code < 0) {
            strbuf_add(out, "\xEF\xBF\xBD");
            at += bytes;
            continue;
        }
        bool as_is = code != '"' && code != '\\' && (utf8_shown(code) || (safe && code >= 0x80));
        if (as_is)
            strbuf_addn(out, text + at, bytes);
        else
            write_escape(code, out);
        at += bytes;
    }
    strbuf_addc(out, '"');
}

static void write_block(const char *text, size_t length, int indent, StrBuf *out) {
    bool ends = text[length - 1] == '\n', more = ends && text[length - 2] == '\n';
    strbuf_add(out, more ? "|+\n" : ends ? "|\n" : "|-\n");
    for (const char *line = text; *line;) {
        size_t bytes = strcspn(line, "\n");
        if (bytes > 0) {
            add_blanks(out, indent);
            strbuf_addn(out, line, bytes);
        }
        strbuf_addc(out, '\n');
        line += bytes;
        if (*line) line++;
    }
}

/* A scalar and the end of its line; `indent` is that of a block's lines. */
static void write_scalar(const Doc *doc, int indent, StrBuf *out) {
    size_t length = strlen(doc->text);
    if (length == 0) {
        strbuf_add(out, doc->quoted ? "\"\"\n" : "\n");
    } else if (may_be_block(doc->text, length)) {
        write_block(doc->text, length, indent, out);
    } else {
        if (may_be_plain(doc->text, length))
            strbuf_addn(out, doc->text, length);
        else
            write_quoted(doc->text, length, out);
        strbuf_addc(out, '\n');
    }
}

/* The key and its ":"; a very long one needs the explicit form. */
static void write_key(const char *key, int indent, StrBuf *out) {
    size_t length = strlen(key);
    bool explicit_form = length > SIMPLE_KEY_MAX;
    if (explicit_form) strbuf_add(out, "? ");
    if (length > 0 && may_be_plain(key, length))
        strbuf_addn(out, key, length);
    else
        write_quoted(key, length, out);
    if (explicit_form) {
        strbuf_addc(out, '\n');
        add_blanks(out, indent);
    }
    strbuf_addc(out, ':');
}

static void write_children(const Doc *doc, int indent, bool first_placed, StrBuf *out);

static void write_node(const Doc *doc, int indent, bool in_list, StrBuf *out) {
    if (doc->kind == DOC_SCALAR) {
        if (doc->quoted || *doc->text) strbuf_addc(out, ' ');
        write_scalar(doc, indent, out);
    } else if (!doc->first) {
        strbuf_add(out, doc->kind == DOC_LIST ? " []\n" : " {}\n");
    } else {
        strbuf_addc(out, in_list ? ' ' : '\n');
        write_children(doc, indent, in_list, out);
    }
}

/* `first_placed`: the cursor already stands where the first child begins, as behind "- ". */
static void write_children(const Doc *doc, int indent, bool first_placed, StrBuf *out) {
    for (const Doc *child = doc->first; child; child = child->next) {
        if (!first_placed || child != doc->first) add_blanks(out, indent);
        if (doc->kind == DOC_LIST)
            strbuf_addc(out, '-');
        else
            write_key(child->key, indent, out);
        write_node(child, indent + STEP, doc->kind == DOC_LIST, out);
    }
}

void yaml_write(const Doc *doc, int indent, StrBuf *out) {
    if (doc->kind != DOC_SCALAR && doc->first) {
        write_children(doc, indent, false, out);
        return;
    }
    add_blanks(out, indent);
    if (doc->kind == DOC_SCALAR)
        write_scalar(doc, indent + STEP, out);
    else
        strbuf_add(out, doc->kind == DOC_LIST ? "[]\n" : "{}\n");
}
