/* What the files that make up the export share. Private to app/. */
#ifndef LOKET_APP_EXPORT_H
#define LOKET_APP_EXPORT_H

#include <stdio.h>

#include "desk_private.h"
#include "loket/app/transfer.h"

typedef struct Export {
    Desk *desk;
    const ExportOptions *options;
    ExportResult *result;
    ExportWrite write;
    void *write_ctx;
    StrBuf out;
    const RegisterDef *table; /* the CSV being written */
    bool opened;              /* the list of this register is begun */
    bool begun;               /* JSON: some register stands already */
    size_t done, total;
} Export;

/* export.c */
Status export_walk(Export *export, const RegisterDef *def, Error *err);
Status export_flush(Export *export, bool all, Error *err);
/* Field `i` as text: NULL when empty; links without those that stay behind. */
const char *export_text(Export *export, const Record *record, size_t i, Arena *arena);

/* export_write.c: the three forms */
Status export_begin(Export *export, Error *err);
Status export_record(Export *export, const Record *record, Arena *arena, Error *err);
void export_close(Export *export);
void export_end(Export *export);
void export_header(Export *export);
/* CSV: the record itself, or its rows of the table's child. */
Status export_rows(Export *export, const RegisterDef *def, const Record *record, Arena *arena, Error *err);

#endif
