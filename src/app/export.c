/* Export: registers out, in windows. What is confidential stays unless asked for, what is sealed always; links to what
 * stays behind are left out too, so that what goes out can be read back. */
#include "loket/app/transfer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/io/json.h"

enum { WINDOW = 200, FLUSH_AT = 64 * 1024 };

/* -- what goes out ---------------------------------------------------------------------------------------------- */

static bool may_leave(const Export *export, const Record *record) {
    if (record->voided_at || record_is(record, "level", "sealed")) return false;
    return export->options->confidential || !record_is(record, "level", "confidential");
}

static bool link_leaves(const Export *export, const char *code, Arena *arena) {
    Record *other;
    return desk_find(export->desk, code, arena, &other, NULL) == OK && may_leave(export, other);
}

static const char *link_text(Export *export, const char *codes, Arena *arena) {
    StrBuf kept;
    char code[CODE_SIZE];
    strbuf_init(&kept);
    while (text_next_word(&codes, code, sizeof code)) {
        if (link_leaves(export, code, arena))
            strbuf_addf(&kept, "%s%s", kept.length ? " " : "", code);
        else
            export->result->links++;
    }
    const char *text = arena_strdup(arena, kept.data);
    strbuf_done(&kept);
    return text;
}

const char *export_text(Export *export, const Record *record, size_t i, Arena *arena) {
    const FieldDef *field = &record->def->fields[i];
    const RegisterDef *def;
    int64_t no;
    if (!record->values[i].set) return NULL;
    if (record_hides(record, field) && !export->options->confidential) {
        export->result->shielded++;
        return NULL;
    }
    bool link = field->type == FT_LINK || field->type == FT_LINKS;
    if (link || (field->type == FT_PARTY && code_parse(record->values[i].text, &def, &no)))
        return link_text(export, record->values[i].text, arena);
    StrBuf text;
    strbuf_init(&text);
    field_write(field, record->def, record->values[i], &text);
    const char *copy = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return copy;
}

/* -- bytes ------------------------------------------------------------------------------------------------------ */

Status export_flush(Export *export, bool all, Error *err) {
    if (export->out.length == 0 || (!all && export->out.length < FLUSH_AT)) return OK;
    Status status = export->write(export->write_ctx, export->out.data, export->out.length, err);
    strbuf_clear(&export->out);
    return status;
}

/* -- walking ---------------------------------------------------------------------------------------------------- */

static void count_left(Export *export, const Record *record) {
    if (record_is(record, "level", "sealed"))
        export->result->sealed++;
    else
        export->result->confidential++;
}

static Status write_window(Export *export, const RegisterDef *def, const RecordList *list, Arena *arena, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < list->count && status == OK; i++) {
        const Record *record = list->items[i];
        if (may_leave(export, record))
            status = export->table ? export_rows(export, def, record, arena, err)
                                   : export_record(export, record, arena, err);
        else if (!export->table || export->table == def)
            count_left(export, record);
        if (status == OK) status = export_flush(export, false, err);
    }
    return status;
}

Status export_walk(Export *export, const RegisterDef *def, Error *err) {
    Arena *arena = arena_new();
    RecordList list;
    int64_t after = 0;
    Status status = OK;
    do {
        arena_clear(arena);
        if (env_stopped(desk_env(export->desk)))
            status = fail(err, ERR_USAGE, "%s", _("stopped; the export is not complete"));
        if (status == OK) status = records_page(desk_db(export->desk), def, after, WINDOW, arena, &list, err);
        if (status == OK) status = write_window(export, def, &list, arena, err);
        if (status == OK && list.count) after = list.items[list.count - 1]->no;
        if (status == OK) export->done += list.count;
        if (export->options->progress) export->options->progress(export->options->ctx, export->done, export->total);
    } while (status == OK && list.count == WINDOW);
    arena_free(arena);
    return status;
}

/* -- which registers, and the entry ------------------------------------------------------------------------------- */

static bool asked(const ExportOptions *options, const RegisterDef *def) {
    return !options->registers || text_has_word(options->registers, def->key);
}

static Status check_registers(const ExportOptions *options, Error *err) {
    char key[64];
    for (const char *rest = options->registers; text_next_word(&rest, key, sizeof key);) {
        const RegisterDef *def = register_by_key(key);
        bool child = def && def->kind == KIND_CHILD;
        if (def && (!child || options->format == TRANSFER_CSV)) continue;
        if (child) {
            fail(err, ERR_USAGE, _("'%s' goes out with its records; by itself only as CSV"), key);
            return error_hint(err, _("name the register, or add --format %s"), "csv");
        }
        fail(err, ERR_MISSING, _("there is no register '%s'"), key);
        return error_hint(err, "%s", _("loket help registers lists them"));
    }
    return OK;
}

/* That something went out is a fact for later, whatever became of it: so it is written first. */
static Status write_entry(Desk *desk, const ExportOptions *options, Error *err) {
    static const char *const formats[] = {"", "yaml", "csv", "json"};
    StrBuf fields, body;
    strbuf_init(&fields);
    strbuf_init(&body);
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if ((def->kind != KIND_CHILD || options->registers) && asked(options, def))
            strbuf_addf(&fields, "%s%s", fields.length ? " " : "", def->key);
    strbuf_addf(&body, "{\"format\":[null,\"%s\"],\"confidential\":[null,\"%s\"]}", formats[options->format],
                options->confidential ? "yes" : "no");
    Status status = desk_note(desk, "export", fields.data, body.data, err);
    strbuf_done(&fields);
    strbuf_done(&body);
    return status;
}

static size_t total_of(const Export *export) {
    int64_t total = 0;
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (def->kind != KIND_CHILD && asked(export->options, def))
            total += records_count(desk_db(export->desk), def, COUNT_ALL);
    return (size_t)total;
}

static Export export_new(Desk *desk, const ExportOptions *options, ExportResult *result) {
    *result = (ExportResult){0};
    Export export = {.desk = desk, .options = options, .result = result};
    export.total = total_of(&export);
    strbuf_init(&export.out);
    return export;
}

/* All that are asked for, to one stream. */
static Status write_documents(Export *export, Error *err) {
    Status status = export_begin(export, err);
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));) {
        if (def->kind == KIND_CHILD || !asked(export->options, def)) continue;
        export->opened = false;
        status = export_walk(export, def, err);
        if (status == OK) export_close(export);
    }
    if (status == OK) export_end(export);
    return status == OK ? export_flush(export, true, err) : status;
}

/* One table: of a register, or of a child with the code of each row's record. */
static Status write_table(Export *export, const RegisterDef *table, Error *err) {
    export->table = table;
    export_header(export);
    Status status = OK;
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));)
        if (table->kind == KIND_CHILD ? register_is_child_of(table, def) : def == table)
            status = export_walk(export, def, err);
    return status == OK ? export_flush(export, true, err) : status;
}

Status export_stream(Desk *desk, const ExportOptions *options, ExportWrite write, void *write_ctx, ExportResult *result,
                     Error *err) {
    ExportOptions chosen = *options;
    if (!chosen.format) chosen.format = TRANSFER_YAML;
    Export export = export_new(desk, &chosen, result);
    export.write = write;
    export.write_ctx = write_ctx;
    const RegisterDef *table = chosen.registers ? register_by_key(chosen.registers) : NULL;
    Status status = check_registers(&chosen, err);
    if (status == OK && chosen.format == TRANSFER_CSV && !table) {
        fail(err, ERR_USAGE, "%s", _("a CSV holds one table"));
        status = error_hint(err, "%s", _("name one register or child, or export to a folder"));
    }
    if (status == OK) status = write_entry(desk, &chosen, err);
    if (status == OK)
        status = chosen.format == TRANSFER_CSV ? write_table(&export, table, err) : write_documents(&export, err);
    strbuf_done(&export.out);
    return status;
}

/* -- a folder ---------------------------------------------------------------------------------------------------- */

static Status write_file(void *ctx, const char *bytes, size_t length, Error *err) {
    FILE *file = ctx;
    if (fwrite(bytes, 1, length, file) == length) return OK;
    return fail(err, ERR_FILE, _("cannot write: %s"), strerror(errno));
}

static bool has_file(const ExportOptions *options, const RegisterDef *def) {
    return (def->kind != KIND_CHILD || options->format == TRANSFER_CSV) && asked(options, def);
}

static char *file_of(const ExportOptions *options, const RegisterDef *def, const char *folder, Arena *arena) {
    static const char *const endings[] = {"", "yaml", "csv", "json"};
    return arena_printf(arena, "%s/%s.%s", folder, def->key, endings[options->format]);
}

static Status keep(const char *path, Error *err) {
    if (access(path, F_OK) != 0) return OK;
    fail(err, ERR_CLASH, _("there is a file '%s' already"), path);
    return error_hint(err, "%s", _("choose an empty folder, or write over it with --replace"));
}

static Status keep_all(const ExportOptions *options, const char *folder, Error *err) {
    Arena *arena = arena_new();
    Status status = OK;
    for (const RegisterDef *def = NULL; status == OK && !options->replace && (def = register_next(def));)
        if (has_file(options, def)) status = keep(file_of(options, def, folder, arena), err);
    arena_free(arena);
    return status;
}

/* Beside the old one, and in its place when it is complete. */
static Status one_file(Export *export, const RegisterDef *def, const char *folder, Error *err) {
    Arena *arena = arena_new();
    const char *path = file_of(export->options, def, folder, arena);
    const char *made = arena_printf(arena, "%s.new", path);
    ExportOptions whole = *export->options, one = whole;
    one.registers = def->key;
    FILE *file = fopen(made, "wxe");
    if (!file && errno == EEXIST && remove(made) == 0) file = fopen(made, "wxe");
    Status status = file ? OK : fail(err, ERR_FILE, _("cannot write \"%s\": %s"), made, strerror(errno));
    if (file && fchmod(fileno(file), S_IRUSR | S_IWUSR) != 0) errno = 0; /* for you alone, as the file it comes from; some file systems know no modes */
    if (file) {
        export->write = write_file;
        export->write_ctx = file;
        export->options = &one;
        status = export->options->format == TRANSFER_CSV ? write_table(export, def, err) : write_documents(export, err);
        export->options = &whole;
        if (fclose(file) != 0 && status == OK)
            status = fail(err, ERR_FILE, _("cannot write \"%s\": %s"), made, strerror(errno));
        if (status == OK && rename(made, path) != 0)
            status = fail(err, ERR_FILE, _("cannot write \"%s\": %s"), path, strerror(errno));
        if (status != OK) remove(made);
    }
    arena_free(arena);
    return status;
}

static Status make_folder(const char *folder, Error *err) {
    struct stat info;
    if (mkdir(folder, 0700) == 0) return OK;
    int code = errno;
    if (code == EEXIST && stat(folder, &info) == 0 && S_ISDIR(info.st_mode)) return OK;
    fail(err, ERR_FILE, _("cannot make folder \"%s\": %s"), folder, strerror(code));
    return error_hint(err, "%s", _("choose another place, or look at the permissions of the folder above it"));
}

Status export_folder(Desk *desk, const ExportOptions *options, const char *folder, ExportResult *result, Error *err) {
    ExportOptions chosen = *options;
    if (!chosen.format) chosen.format = TRANSFER_YAML;
    Status status = check_registers(&chosen, err);
    if (status == OK) status = make_folder(folder, err);
    if (status == OK) status = keep_all(&chosen, folder, err);
    if (status == OK) status = write_entry(desk, &chosen, err);
    Export export = export_new(desk, &chosen, result);
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));) {
        if (!has_file(&chosen, def)) continue;
        export.options = &chosen;
        status = one_file(&export, def, folder, err);
    }
    strbuf_done(&export.out);
    return status;
}

void export_left_out(const ExportResult *result, StrBuf *out) {
    if (result->confidential)
        strbuf_addf(
            out, ngettext("%d confidential record left out", "%d confidential records left out", result->confidential),
            (int)result->confidential);
    if (result->sealed)
        strbuf_addf(out, ngettext("%s%d sealed record left out", "%s%d sealed records left out", result->sealed),
                    out->length ? "; " : "", (int)result->sealed);
    if (result->shielded)
        strbuf_addf(out, ngettext("%s%d shielded name left out", "%s%d shielded names left out", result->shielded),
                    out->length ? "; " : "", (int)result->shielded);
    if (result->links)
        strbuf_addf(out, ngettext("%s%d link to what was left out", "%s%d links to what was left out", result->links),
                    out->length ? "; " : "", (int)result->links);
}
