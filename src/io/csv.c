#include "loket/io/csv.h"

#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"

enum { COLUMNS_MAX = 1000 };

typedef struct Reader {
    const char *data, *name;
    size_t length, at;
    char separator;
    int line;           /* of `at`, from 1 */
    size_t counted;     /* columns of this line are counted up to here */
    int counted_column; /* which is this one, from 1 */
    StrBuf cell;
    Error *err;
} Reader;

/* The column of `at`, which only goes forward. */
static int column_here(Reader *reader) {
    for (; reader->counted < reader->at; reader->counted++)
        if (((unsigned char)reader->data[reader->counted] & 0xC0) != 0x80) reader->counted_column++;
    return reader->counted_column;
}

static Status refuse(const Reader *reader, int line, int column, const char *what, const char *hint) {
    fail(reader->err, ERR_DATA, "%s", what);
    if (*hint) error_hint(reader->err, "%s", hint);
    return doc_where(reader->err, reader->name, line, column, NULL);
}

/* What a spreadsheet would run: such a cell, with or without apostrophes before it, gets one more on writing and
 * loses one on reading, so that each text comes back as it was. */
static bool is_formula(const char *text) {
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text);
}

static bool at_line_end(const Reader *reader) {
    return reader->at == reader->length || reader->data[reader->at] == '\n' || reader->data[reader->at] == '\r';
}

static void new_line(Reader *reader) {
    reader->line++;
    reader->counted = reader->at;
    reader->counted_column = 1;
}

static void skip_line_end(Reader *reader) {
    if (reader->at == reader->length) return;
    if (reader->data[reader->at] == '\r' && reader->at + 1 < reader->length && reader->data[reader->at + 1] == '\n')
        reader->at++;
    reader->at++;
    new_line(reader);
}

/* Reads up to the closing quotes; `at` stands on the opening ones. */
static Status read_quoted(Reader *reader) {
    int line = reader->line, column = column_here(reader);
    bool closed = false;
    for (reader->at++; !closed;) {
        if (reader->at == reader->length)
            return refuse(reader, line, column, _("quotes are opened here and never closed"), _("close the quotes"));
        char c = reader->data[reader->at++];
        if (c == '\n') new_line(reader);
        if (c == '"') {
            closed = reader->at == reader->length || reader->data[reader->at] != '"';
            if (closed) continue;
            reader->at++;
        }
        strbuf_addc(&reader->cell, c);
        if (reader->cell.length > DOC_SCALAR_MAX)
            return refuse(reader, line, column, _("a text longer than 1 MiB"), "");
    }
    if (!at_line_end(reader) && reader->data[reader->at] != reader->separator)
        return refuse(reader, reader->line, column_here(reader), _("text follows after closing quotes"),
                      _("double the quotes within a text, and put the whole cell in quotes"));
    return OK;
}

static Status read_bare(Reader *reader) {
    for (; !at_line_end(reader) && reader->data[reader->at] != reader->separator; reader->at++) {
        if (reader->data[reader->at] == '"')
            return refuse(reader, reader->line, column_here(reader), _("quotes within a cell that has none around it"),
                          _("double the quotes within a text, and put the whole cell in quotes"));
        strbuf_addc(&reader->cell, reader->data[reader->at]);
    }
    if (reader->cell.length > DOC_SCALAR_MAX) return refuse(reader, reader->line, 1, _("a text longer than 1 MiB"), "");
    return OK;
}

/* Reads one cell to a scalar with its place; `at` stands behind it. */
static Status read_cell(Reader *reader, Arena *arena, Doc **cell) {
    int line = reader->line, column = column_here(reader);
    bool quoted = reader->at < reader->length && reader->data[reader->at] == '"';
    strbuf_clear(&reader->cell);
    Status status = quoted ? read_quoted(reader) : read_bare(reader);
    if (status != OK) return status;
    const char *text = reader->cell.data;
    *cell = doc_scalar(arena, *text == '\'' && is_formula(text) ? text + 1 : text);
    (*cell)->line = line;
    (*cell)->column = column;
    (*cell)->quoted = quoted;
    return OK;
}

/* Reads one row to a list, its line end too. */
static Status read_row(Reader *reader, Arena *arena, Doc **row) {
    *row = doc_list(arena);
    (*row)->line = reader->line;
    (*row)->column = 1;
    for (;;) {
        Doc *cell;
        Status status = read_cell(reader, arena, &cell);
        if (status != OK) return status;
        doc_add(*row, NULL, cell);
        if ((*row)->count > COLUMNS_MAX)
            return refuse(reader, cell->line, cell->column, _("more than 1000 columns"), "");
        if (at_line_end(reader)) break;
        reader->at++;
    }
    skip_line_end(reader);
    return OK;
}

/* The most frequent of the three outside quotes in the first line. */
static char find_separator(const Reader *reader) {
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    for (size_t at = reader->at; at < reader->length; at++) {
        char c = reader->data[at];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        for (size_t i = 0; i < 3; i++)
            counts[i] += c == candidates[i];
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best]) best = i;
    return candidates[best];
}

static Status check_header(const Reader *reader, const Doc *header) {
    for (const Doc *cell = header->first; cell; cell = cell->next) {
        if (!*cell->text)
            return refuse(reader, cell->line, cell->column, _("a column without a name"),
                          _("name every column in the first line"));
        for (const Doc *other = header->first; other != cell; other = other->next) {
            if (!text_equal(other->text, cell->text)) continue;
            char name[80];
            utf8_print(name, sizeof name, "%s", cell->text);
            fail(reader->err, ERR_DATA, _("column \"%s\" stands here again, after line %d column %d"), name,
                 other->line, other->column);
            error_hint(reader->err, _("keep one of the two"));
            return doc_where(reader->err, reader->name, cell->line, cell->column, NULL);
        }
    }
    return OK;
}

/* Makes the list of cells a map, by the names in the header. */
static Status name_cells(const Reader *reader, const Doc *header, Doc *row) {
    if (row->count != header->count) {
        fail(reader->err, ERR_DATA, _("a row of %zu cells under a header of %zu"), row->count, header->count);
        error_hint(reader->err, _("put quotes around a text that holds \"%s\""),
                   reader->separator == '\t'  ? _("tab")
                   : reader->separator == ';' ? ";"
                                              : ",");
        return doc_where(reader->err, reader->name, row->line, 1, NULL);
    }
    row->kind = DOC_MAP;
    const Doc *name = header->first;
    for (Doc *cell = row->first; cell; cell = cell->next, name = name->next) {
        cell->key = name->text;
        cell->key_line = name->line;
        cell->key_column = name->column;
    }
    return OK;
}

static Status check_bytes(const Reader *reader) {
    size_t good = utf8_valid_length(reader->data, reader->length);
    if (good == reader->length) return OK;
    int line, column;
    doc_place(reader->data, reader->length, good, &line, &column);
    if (reader->data[good] == '\0')
        return refuse(reader, line, column, _("a zero byte, which a text file must not hold"), "");
    return refuse(reader, line, column, _("a byte that is not UTF-8"), _("save the file as \"CSV UTF-8\""));
}

static Status read_rows(Reader *reader, Arena *arena, Doc *rows) {
    Doc *header = NULL;
    while (reader->at < reader->length) {
        if (at_line_end(reader)) { /* an empty line is no row */
            skip_line_end(reader);
            continue;
        }
        if (!header) reader->separator = find_separator(reader);
        Doc *row;
        Status status = read_row(reader, arena, &row);
        if (status == OK) status = header ? name_cells(reader, header, row) : check_header(reader, row);
        if (status != OK) return status;
        if (header)
            doc_add(rows, NULL, row);
        else
            header = row;
    }
    return OK;
}

Status csv_read(const char *data, size_t length, const char *name, Arena *arena, Doc **doc, Error *err) {
    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        length -= 3;
    }
    Reader reader = {.data = data, .length = length, .name = name, .line = 1, .counted_column = 1, .err = err};
    Doc *rows = doc_list(arena);
    strbuf_init(&reader.cell);
    Status status = check_bytes(&reader);
    if (status == OK) status = read_rows(&reader, arena, rows);
    strbuf_done(&reader.cell);
    *doc = status == OK ? rows : NULL;
    return status;
}

/* Other separators are quoted too: the reader finds its own by looking at the header. */
static bool needs_quotes(const char *cell, size_t count) {
    size_t length = strlen(cell);
    if (length == 0) return count == 1;                     /* else the line would be empty, and no row */
    if (strncmp(cell, "\xEF\xBB\xBF", 3) == 0) return true; /* at the top of a file it would be a byte order mark */
    return strpbrk(cell, "\",;\t\r\n") || cell[0] == ' ' || cell[length - 1] == ' ';
}

static void write_cell(const char *cell, size_t count, StrBuf *out) {
    const char *mark = is_formula(cell) ? "'" : "";
    if (!needs_quotes(cell, count)) {
        strbuf_add(out, mark);
        strbuf_add(out, cell);
        return;
    }
    strbuf_addc(out, '"');
    strbuf_add(out, mark);
    for (const char *at = cell; *at; at++) {
        if (*at == '"') strbuf_addc(out, '"');
        strbuf_addc(out, *at);
    }
    strbuf_addc(out, '"');
}

void csv_write_row(const char *const *cells, size_t count, StrBuf *out) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0) strbuf_addc(out, ',');
        write_cell(cells[i] ? cells[i] : "", count, out);
    }
    strbuf_add(out, "\r\n");
}
