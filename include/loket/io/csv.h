/* CSV (RFC 4180): first line is the header, UTF-8 with or without BOM, separator `,` or `;` or tab by looking at the header.
 *
 * Rows become maps of header to text with line numbers. On writing, a cell that a spreadsheet would take for a formula (= + - @ tab)
 * gets a leading apostrophe, which reading takes off again. */
#ifndef LOKET_IO_CSV_H
#define LOKET_IO_CSV_H

#include "loket/io/doc.h"

/* Reads all rows to a list of maps. */
Status csv_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err);
/* Appends one row of `count` cells (NULL = empty), CRLF behind it. */
void csv_write_row(const char *const *cells, size_t count, StrBuf *out);

#endif
