/* JSON (RFC 8259): read with jansson into a Doc, written by hand.
 *
 * Numbers and true/false become scalar text, null an unquoted empty scalar. Places: jansson knows only that of an error. */
#ifndef LOKET_IO_JSON_H
#define LOKET_IO_JSON_H

#include "loket/io/doc.h"

Status json_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err);
/* Appends `doc`; `pretty`: two blanks an indent, else on one line; no newline at the end. All scalars are written as strings. */
void json_write(const Doc *doc, bool pretty, StrBuf *out);
/* Appends a JSON string literal. */
void json_write_string(const char *text, StrBuf *out);

#endif
