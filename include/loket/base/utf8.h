/* UTF-8: making text safe, measuring it and cutting it.
 *
 * utf8_make_safe is the one function through which text from data reaches a terminal, a file or a log (each format
 * adds its own escaping on top). It is applied on the way out, never when storing. Widths are wcwidth's, because
 * ncurses uses them; boundaries are grapheme clusters (utf8proc). The rules are those of Unicode TR 36 as worked
 * out in the project's platform notes. */
#ifndef LOKET_BASE_UTF8_H
#define LOKET_BASE_UTF8_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "loket/base/text.h"

enum {
    SAFE_LINE = 0,         /* newline and tab become visible marks too: for one line on a screen */
    SAFE_KEEP_NEWLINE = 1, /* newline and tab pass: for multi-line text and files */
    SAFE_ASCII = 2         /* only bytes below 0x80: accents are taken off, what remains becomes '?' */
};

/* Appends `length` bytes of `text`, made safe: controls, bidi marks, zero widths, unassigned and private characters
 * become a visible one-cell stand-in, bad bytes U+FFFD, joiners and variation selectors vanish, at most 4 marks a base, a mark alone gets a dotted circle. With SAFE_KEEP_NEWLINE a CR before an LF goes. Needs a UTF-8 LC_CTYPE (lang_start). */
void utf8_make_safe(StrBuf *out, const char *text, size_t length, unsigned flags);

/* True if utf8_make_safe lets the character through wherever it stands; for writers that escape all others. */
bool utf8_shown(int32_t code);

/* Decodes the character at `text` (`length` > 0 bytes left), strictly: returns its bytes; of a bad byte 1, with `*code` -1. */
size_t utf8_decode(const char *text, size_t length, int32_t *code);

/* True if all of it is well-formed UTF-8 without NUL. */
bool utf8_valid(const char *text, size_t length);

/* How many bytes from the beginning are well-formed UTF-8 without NUL. */
size_t utf8_valid_length(const char *text, size_t length);

/* Cells that safe text takes. */
int utf8_width(const char *text);

/* How many bytes of safe `text` fit in `cells`, cut at a grapheme boundary; `*used` (may be NULL) gets their width. */
size_t utf8_fit(const char *text, int cells, int *used);

/* Like snprintf, for the texts that have a fixed room (errors, problems, messages): what does not fit is cut at a grapheme boundary and
 * ends in "…". No allocation. */
void utf8_print(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
void utf8_vprint(char *text, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));

/* The byte where character number `column` begins, counted from 1 as errors count them; the end if there are not so many. */
size_t utf8_at_column(const char *text, int column);

/* The grapheme boundary after / before byte `at` (0..length) of `text`. */
size_t utf8_next(const char *text, size_t length, size_t at);
size_t utf8_previous(const char *text, size_t length, size_t at);

#endif
