#include "loket/base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static char empty[1]; /* shared by buffers that hold nothing yet; never written to */

void strbuf_init(StrBuf *buffer) {
    *buffer = (StrBuf){.data = empty};
}

void strbuf_done(StrBuf *buffer) {
    if (buffer->capacity) free(buffer->data);
    strbuf_init(buffer);
}

void strbuf_clear(StrBuf *buffer) {
    buffer->length = 0;
    if (buffer->capacity) buffer->data[0] = '\0';
}

static void reserve(StrBuf *buffer, size_t extra) {
    size_t need = buffer->length + extra + 1;
    if (need <= buffer->capacity) return;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < need) capacity *= 2;
    char *data = realloc(buffer->capacity ? buffer->data : NULL, capacity);
    if (!data) abort();
    buffer->data = data;
    buffer->capacity = capacity;
}

void strbuf_addn(StrBuf *buffer, const char *text, size_t length) {
    reserve(buffer, length);
    memcpy(buffer->data + buffer->length, text, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void strbuf_add(StrBuf *buffer, const char *text) {
    strbuf_addn(buffer, text, strlen(text));
}

void strbuf_addc(StrBuf *buffer, char c) {
    strbuf_addn(buffer, &c, 1);
}

void strbuf_addf(StrBuf *buffer, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) abort();
    reserve(buffer, (size_t)length);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

bool text_equal(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool text_empty(const char *text) {
    return !text || !*text;
}

bool text_starts(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_next_word(const char **cursor, char *word, size_t size) {
    if (!*cursor) return false;
    const char *start = *cursor + strspn(*cursor, " ");
    size_t length = strcspn(start, " ");
    *cursor = start + length;
    if (length == 0) return false;
    size_t kept = length < size ? length : size - 1;
    memcpy(word, start, kept);
    word[kept] = '\0';
    return true;
}

bool text_has_word(const char *words, const char *word) {
    size_t length = word ? strlen(word) : 0;
    for (const char *at = words; at && *at;) {
        at += strspn(at, " ");
        size_t here = strcspn(at, " ");
        if (here == length && here > 0 && memcmp(at, word, length) == 0) return true;
        at += here;
    }
    return false;
}

static bool is_free(const Letters *letters, char letter) {
    return letter && !strchr(letters->given, letter);
}

char letters_give(Letters *letters, char wanted, const char *label) {
    size_t count = strlen(letters->given);
    char letter = is_free(letters, wanted) ? wanted : '\0';
    for (const char *c = label; *c && !letter; c++) {
        char folded = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        if (folded >= 'a' && folded <= 'z' && is_free(letters, folded)) letter = folded;
    }
    for (char c = 'a'; c <= 'z' && !letter; c++)
        if (is_free(letters, c)) letter = c;
    if (letter && count + 1 < sizeof letters->given) {
        letters->given[count] = letter;
        letters->given[count + 1] = '\0';
    }
    return letter;
}

static size_t plain_length(const char *text) {
    size_t length = 0;
    while (text[length] && (unsigned char)text[length] < 0x80) length++;
    return length;
}

/* Characters of more than a byte; what is no UTF-8 is compared as it is. */
static void fold_run(const char *run, size_t length, StrBuf *out) {
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t count = utf8proc_map((const utf8proc_uint8_t *)run, (utf8proc_ssize_t)length, &folded,
                                          UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    if (count < 0)
        strbuf_addn(out, run, length);
    else
        strbuf_addn(out, (const char *)folded, (size_t)count);
    free(folded);
}

static char *lower(char *text) {
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c + 32);
    return text;
}

char *text_squeeze(Arena *arena, const char *text) {
    char *squeezed = arena_alloc(arena, strlen(text) + 1), *end = squeezed;
    for (const char *at = text; *at; at++) {
        bool blank = *at == ' ' || *at == '\t';
        if (blank && (end == squeezed || end[-1] == ' ')) continue;
        *end++ = blank ? ' ' : *at;
    }
    if (end > squeezed && end[-1] == ' ') end--;
    *end = '\0';
    return squeezed;
}

/* Folding looks at one character at a time, and most are ASCII, for which there is no table to look in. */
char *text_fold(Arena *arena, const char *text) {
    size_t plain = plain_length(text);
    if (!text[plain]) return lower(arena_strndup(arena, text, plain));
    StrBuf folded;
    strbuf_init(&folded);
    for (size_t other; *text; text += plain + other) {
        plain = plain_length(text);
        for (other = 0; (unsigned char)text[plain + other] >= 0x80; other++) {}
        strbuf_addn(&folded, text, plain);
        fold_run(text + plain, other, &folded);
    }
    char *copy = lower(arena_strndup(arena, folded.data, folded.length));
    strbuf_done(&folded);
    return copy;
}
