/* Transfer: records from and to files that other programs and people can read: YAML, CSV, JSON.
 *
 * A file holds, per register key, a list of records; a record holds `code`, its fields as typed text, and its child
 * rows under the child's key. CSV holds one register or one child a file, named by the file ("incident.csv"), a child's
 * rows with the `code` of their record. Reading makes a plan that can be shown; applying it is one batch of desk_apply,
 * all or nothing. Export then import gives the same records; the trail and what is sealed do not travel (that is
 * backup). */
#ifndef LOKET_APP_TRANSFER_H
#define LOKET_APP_TRANSFER_H

#include "loket/app/desk.h"

typedef enum TransferFormat {
    TRANSFER_AUTO /* by the name's ending */,
    TRANSFER_YAML,
    TRANSFER_CSV,
    TRANSFER_JSON
} TransferFormat;
/* "yaml", "csv", "json"; TRANSFER_AUTO when it is none of these. */
TransferFormat transfer_format(const char *name);

typedef struct ImportOptions {
    TransferFormat format;
    const char *reg; /* register or child of a CSV, or of a list without a key; NULL = the file's name */
    bool update; /* change records that are there; without it one that differs is a clash. The organisation may always
                    change */
    bool make_names; /* a link to a name that is nowhere makes that record; without it that is refused */
    void (*progress)(void *ctx, size_t done, size_t total); /* may be NULL */
    void *ctx;
} ImportOptions;

typedef enum PlanVerdict { PLAN_NEW, PLAN_CHANGED, PLAN_SAME, PLAN_CLASH, PLAN_BAD, PLAN_VERDICTS } PlanVerdict;

/* A record of the files: what would be done with it. */
typedef struct PlanRow {
    PlanVerdict verdict;
    const RegisterDef *def;
    char code[CODE_SIZE];
    const char *title, *where; /* not made safe; where: "file:line:column" */
    const char *fields;        /* what differs from the record that is there, blank-separated; NULL when new */
} PlanRow;

enum { PLAN_PROBLEMS = 50 };

typedef struct Import Import;
typedef struct ImportPlan {
    size_t counts[PLAN_VERDICTS]; /* records by verdict */
    PlanRow *rows;
    size_t row_count;
    Error problems[PLAN_PROBLEMS]; /* each with its file:line:column field */
    size_t problem_count;          /* more than fit are counted, not kept */
    Import *import;                /* what it is made from; private */
} ImportPlan;

/* Reads a file, standard input ("-"), or all *.yaml, *.json and *.csv of a folder in order of name, and makes the plan.
 * A file that cannot be read at all is an error; what is wrong within is listed in the plan. `plan` must be freed
 * whatever is returned. */
Status import_read(Desk *desk, const char *path, const ImportOptions *options, ImportPlan **plan, Error *err);
/* The same from memory; `name` is for messages and, with TRANSFER_AUTO, for the format. */
Status import_read_bytes(Desk *desk, const char *data, size_t length, const char *name, const ImportOptions *options,
                         ImportPlan **plan, Error *err);
/* Tries it all and takes it back: rules that only the file can tell then stand in the plan's problems too. */
Status import_check(Desk *desk, ImportPlan *plan, Error *err);
/* Does it, as one batch (`*batch`, may be NULL: its number for undo, 0 = nothing to do). With any problem nothing is
 * written and ERR_INVALID returned, with all problems in the plan. In a demo file records and rows may have `at`, `by`
 * and `steps`: then each is applied at its own moment by its own login, and the whole is still all or nothing, but not
 * to be undone. */
Status import_apply(Desk *desk, ImportPlan *plan, int64_t *batch, Error *err);
void import_free(ImportPlan *plan);

typedef struct ExportOptions {
    TransferFormat format;
    const char *registers; /* keys, blank-separated; NULL = all. A CSV to one stream takes exactly one, of a register or
                              child */
    bool confidential;     /* confidential records too */
    bool replace;          /* into a folder: over the files that are there */
    void (*progress)(void *ctx, size_t done, size_t total);
    void *ctx;
} ExportOptions;

typedef struct ExportResult {
    size_t records, rows; /* written: records, child rows */
    size_t confidential;  /* left out: asked for without them */
    size_t shielded;      /* names of shielded reporters left out, in the same way */
    size_t sealed;        /* left out: never exported */
    size_t links;         /* links left out, because what they point at was */
} ExportResult;

/* Takes the bytes as they come; a status other than OK stops the export. */
typedef Status (*ExportWrite)(void *ctx, const char *bytes, size_t length, Error *err);

/* Writes the registers in windows, never the whole in memory. Records that are struck are not exported. An entry in the
 * trail says that it was done, before the first byte; ERR_FILE when the file is open for reading only, as that cannot
 * be written then. */
Status export_stream(Desk *desk, const ExportOptions *options, ExportWrite write, void *write_ctx, ExportResult *result,
                     Error *err);
/* Writes a folder (made when missing): a file a register, and for CSV a file a child too. Files that are there are ERR_CLASH, unless they are to
 * be replaced. */
Status export_folder(Desk *desk, const ExportOptions *options, const char *folder, ExportResult *result, Error *err);
/* What was left out and why, as a sentence or ""; translated. */
void export_left_out(const ExportResult *result, StrBuf *out);

#endif
