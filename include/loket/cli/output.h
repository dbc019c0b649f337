/* Output: the one way to standard output and standard error.
 *
 * All that is printed goes through utf8_make_safe here, so no text from data can steer a terminal. Knows nothing of
 * records. A stream that is closed or full is remembered, told once at the end, and makes the exit code non-zero. */
#ifndef LOKET_CLI_OUTPUT_H
#define LOKET_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "loket/base/text.h"

typedef struct Output {
    FILE *file;
    unsigned safe; /* SAFE_ASCII or 0 */
    int width;     /* cells of a line; 80 when it is no terminal */
    bool terminal;
    int failed; /* the errno of the first failed write, or 0 */
} Output;

/* `ascii`: only bytes below 0x80. */
void output_start(Output *out, FILE *file, bool ascii);
/* Prints text of our own and of data together, as lines: newlines in it are kept. */
void output_text(Output *out, const char *text);
void output_format(Output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text for programs (CSV, JSON): as output_text, but UTF-8 whatever the locale, unless ASCII was asked for by
 * `--ascii`. */
void output_data(Output *out, const char *text, bool ascii);
/* Bytes of a format that escapes for itself: as they are to a file or a pipe, made safe to a terminal. */
void output_bytes(Output *out, const char *bytes, size_t length);
/* Prints `text` wrapped at words within the width, every line after `indent` blanks. */
void output_wrapped(Output *out, int indent, const char *text);
/* The same, with `head` (safe text) before the first line. */
void output_hanging(Output *out, const char *head, int indent, const char *text);
/* Writes out what is kept back; false when anything that was printed did not arrive. */
bool output_finish(Output *out);

/* Appends one line of text from data: newlines and tabs become blanks, other controls visible marks. */
void line_add(StrBuf *out, const char *text);
/* Appends exactly `cells` cells of safe text: cut with an ellipsis, or filled with blanks (`right`: before it). */
void cell_add(StrBuf *out, const char *safe, int cells, bool right);
/* Takes blanks off the end. */
void line_trim(StrBuf *line);

#endif
