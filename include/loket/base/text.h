/* Text: a growing string, and small helpers on NUL-terminated UTF-8.
 *
 * Knows nothing of terminals or of which text is trusted: that is utf8.h. A StrBuf owns its memory. */
#ifndef LOKET_BASE_TEXT_H
#define LOKET_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/arena.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef struct StrBuf {
    char *data; /* always NUL-terminated, never NULL after strbuf_init */
    size_t length, capacity;
} StrBuf;

void strbuf_init(StrBuf *buffer);
void strbuf_done(StrBuf *buffer);
void strbuf_clear(StrBuf *buffer);
void strbuf_add(StrBuf *buffer, const char *text);
void strbuf_addn(StrBuf *buffer, const char *text, size_t length);
void strbuf_addc(StrBuf *buffer, char c);
void strbuf_addf(StrBuf *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Equal as byte strings; NULL equals only NULL. */
bool text_equal(const char *a, const char *b);
/* NULL or "". */
bool text_empty(const char *text);
bool text_starts(const char *text, const char *prefix);

/* Walks the blank-separated words of `*cursor`: copies the next one to `word`, moves the cursor; false at the end.
 * A word that does not fit is cut to the buffer. */
bool text_next_word(const char **cursor, char *word, size_t size);
/* True if the blank-separated list `words` holds `word`. NULL list holds nothing, and no list holds NULL. */
bool text_has_word(const char *words, const char *word);

/* The letters that choose something from a short list, none given twice. Who gives them to all there can be, in one order, and then offers some,
 * gives each thing its letter for good. Starts as {0}, or with characters that are spoken for. */
typedef struct Letters {
    char given[64];
} Letters;
/* The next letter: `wanted` ('\0' = none is), else one of `label`, else the first of a to z; '\0' when there is none left. */
char letters_give(Letters *letters, char wanted, const char *label);

/* Blanks around it taken off, and one where there were several. */
char *text_squeeze(Arena *arena, const char *text);
/* Case folded, accents removed, for comparing and finding ("Überprüfung" and "uberprufung" agree). */
char *text_fold(Arena *arena, const char *text);

#endif
