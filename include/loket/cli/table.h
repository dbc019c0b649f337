/* Table: rows of cells in columns that fit a line.
 *
 * Widths are settled by the rows given before the first one is printed; later ones are cut to them. Columns are given
 * most important first: when the line is too short the last go. The one marked to grow takes what is left over. */
#ifndef LOKET_CLI_TABLE_H
#define LOKET_CLI_TABLE_H

#include "loket/cli/output.h"

enum { TABLE_COLUMNS = 24 };

typedef struct Column {
    const char *head;
    int least, most;          /* cells; most 0 = as wide as needed */
    bool right, grows, stays; /* stays: never left out */
} Column;

typedef struct Table {
    Column columns[TABLE_COLUMNS];
    int widths[TABLE_COLUMNS]; /* 0 = left out */
    size_t count;
} Table;

void table_column(Table *table, Column column);
/* Settles the widths for `rows` rows of cells (row after row, safe text) in `width` cells. */
void table_settle(Table *table, const char *const *cells, size_t rows, int width);
void table_head(const Table *table, Output *out);
void table_row(const Table *table, const char *const *cells, Output *out);

#endif
