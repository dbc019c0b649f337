#include "loket/cli/table.h"

#include "loket/base/utf8.h"

enum { GAP = 2 };

void table_column(Table *table, Column column) {
    if (table->count < TABLE_COLUMNS) table->columns[table->count++] = column;
}

static int natural(const Table *table, size_t column, const char *const *cells, size_t rows) {
    const Column *def = &table->columns[column];
    int width = utf8_width(def->head);
    for (size_t i = 0; i < rows; i++) {
        int cell = utf8_width(cells[i * table->count + column]);
        if (cell > width) width = cell;
    }
    if (def->most && width > def->most) width = def->most;
    return width < def->least ? def->least : width;
}

static int total(const Table *table) {
    int sum = 0;
    for (size_t i = 0; i < table->count; i++)
        if (table->widths[i]) sum += table->widths[i] + (sum ? GAP : 0);
    return sum;
}

/* The widest column that may shrink gives first, so that a long title does not push columns out. */
static void shrink(Table *table, int width) {
    for (int over; (over = total(table) - width) > 0;) {
        size_t widest = table->count;
        for (size_t i = 0; i < table->count; i++) {
            int least = table->columns[i].grows ? 24 : table->columns[i].least > 12 ? table->columns[i].least : 12;
            if (table->widths[i] > least && (widest == table->count || table->widths[i] > table->widths[widest]))
                widest = i;
        }
        if (widest == table->count) return;
        table->widths[widest]--;
    }
}

void table_settle(Table *table, const char *const *cells, size_t rows, int width) {
    for (size_t i = 0; i < table->count; i++)
        table->widths[i] = natural(table, i, cells, rows);
    shrink(table, width);
    for (size_t i = table->count; i-- > 1 && total(table) > width;)
        if (!table->columns[i].grows && !table->columns[i].stays) table->widths[i] = 0;
    shrink(table, width);
    if (total(table) > width && table->count == 1) table->widths[0] = width;
}

static void print(const Table *table, const char *const *cells, Output *out) {
    StrBuf line;
    strbuf_init(&line);
    for (size_t i = 0; i < table->count; i++) {
        if (!table->widths[i]) continue;
        if (line.length) strbuf_addf(&line, "%*s", GAP, "");
        cell_add(&line, cells[i], table->widths[i], table->columns[i].right);
    }
    line_trim(&line);
    strbuf_addc(&line, '\n');
    output_text(out, line.data);
    strbuf_done(&line);
}

void table_head(const Table *table, Output *out) {
    const char *heads[TABLE_COLUMNS];
    for (size_t i = 0; i < table->count; i++)
        heads[i] = table->columns[i].head;
    print(table, heads, out);
}

void table_row(const Table *table, const char *const *cells, Output *out) {
    print(table, cells, out);
}
