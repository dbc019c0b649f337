/* import and export: only the words; the work is app/transfer's. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "loket/app/transfer.h"

static const char *verdict_label(PlanVerdict verdict) {
    static const char *const labels[PLAN_VERDICTS] = {[PLAN_NEW] = N_("new"),
                                                      [PLAN_CHANGED] = N_("changed"),
                                                      [PLAN_SAME] = N_("the same"),
                                                      [PLAN_CLASH] = N_("different already"),
                                                      [PLAN_BAD] = N_("wrong")};
    return lang_text(labels[verdict]);
}

static void print_plan(Cli *cli, const ImportPlan *plan) {
    for (size_t i = 0; i < plan->row_count; i++) {
        const PlanRow *row = &plan->rows[i];
        if (row->verdict == PLAN_SAME) continue;
        StrBuf line;
        strbuf_init(&line);
        strbuf_addf(&line, "%-18s %-9s ", verdict_label(row->verdict), row->code);
        line_add(&line, row->title ? row->title : "");
        if (row->fields && *row->fields) strbuf_addf(&line, " (%s)", row->fields);
        output_format(&cli->out, "%s\n", line.data);
        strbuf_done(&line);
    }
}

static void print_counts(Cli *cli, const ImportPlan *plan) {
    StrBuf line;
    strbuf_init(&line);
    for (size_t i = 0; i < PLAN_VERDICTS; i++)
        if (plan->counts[i])
            strbuf_addf(&line, "%s%zu %s", line.length ? ", " : "", plan->counts[i], verdict_label((PlanVerdict)i));
    output_format(&cli->out, "%s\n", line.length ? line.data : _("nothing to import"));
    strbuf_done(&line);
}

void print_import_problems(Cli *cli, const ImportPlan *plan) {
    size_t told = plan->problem_count < PLAN_PROBLEMS ? plan->problem_count : PLAN_PROBLEMS;
    for (size_t i = 0; i < told; i++)
        output_format(&cli->err, "%s%s%s\n", plan->problems[i].where, plan->problems[i].where[0] ? ": " : "",
                      plan->problems[i].message);
    unsigned long more = (unsigned long)(plan->problem_count - told);
    if (more) output_format(&cli->err, ngettext("and %lu more\n", "and %lu more\n", more), more);
}

/* The error of an import tells its first problem, which was told already. */
void import_error_short(const ImportPlan *plan, Error *err) {
    if (plan->problem_count && err) err->where[0] = err->hint[0] = '\0';
}

static Status apply_plan(Cli *cli, ImportPlan *plan, Error *err) {
    bool dry = options_given(&cli->options, "dry-run");
    Status status = dry ? import_check(cli->desk, plan, err) : import_apply(cli->desk, plan, NULL, err);
    if (dry) print_plan(cli, plan);
    if (plan->problem_count) print_import_problems(cli, plan);
    if (status != OK) import_error_short(plan, err);
    if (status == OK && plan->problem_count) status = fail(err, ERR_INVALID, "%s", _("this would not be imported"));
    if (status == OK) print_counts(cli, plan);
    return status;
}

static Status import_one(Cli *cli, const char *path, const ImportOptions *options, Error *err) {
    ImportPlan *plan = NULL;
    Status status = import_read(cli->desk, path, options, &plan, err);
    if (status == OK) status = apply_plan(cli, plan, err);
    import_free(plan);
    return status;
}

static Status choose_format(const Cli *cli, TransferFormat *format, Error *err) {
    const char *name = options_value(&cli->options, "format");
    if (!name) return OK;
    *format = transfer_format(name);
    if (*format != TRANSFER_AUTO) return OK;
    fail(err, ERR_USAGE, _("--format: there is no format '%s'"), name);
    return error_hint(err, "%s", _("choose yaml, csv or json"));
}

Status cmd_import(Cli *cli, Error *err) {
    ImportOptions options = {.reg = options_value(&cli->options, "register"),
                             .update = options_given(&cli->options, "update"),
                             .make_names = options_given(&cli->options, "make-names")};
    Status status = choose_format(cli, &options.format, err);
    for (size_t i = 0; i < cli->options.word_count && status == OK; i++)
        status = import_one(cli, cli->options.words[i], &options, err);
    return status;
}

/* -- export ---------------------------------------------------------------------------------------------------- */

static Status print_bytes(void *ctx, const char *bytes, size_t length, Error *err) {
    Cli *cli = ctx;
    output_bytes(&cli->out, bytes, length);
    return cli->out.failed ? fail(err, ERR_FILE, _("cannot write the output: %s"), strerror(cli->out.failed)) : OK;
}

/* Keys of the registers (or of a child, for CSV) that were named. */
static Status export_registers(Cli *cli, const char **keys, Error *err) {
    *keys = cli->options.word_count ? "" : NULL;
    for (size_t i = 0; i < cli->options.word_count; i++) {
        const RegisterDef *def = register_by_key(cli->options.words[i]);
        Status status = def ? OK : cli_register(cli->options.words[i], &def, err);
        if (status != OK) return status;
        *keys = arena_printf(cli->arena, "%s%s%s", *keys, i ? " " : "", def->key);
    }
    return OK;
}

Status cmd_export(Cli *cli, Error *err) {
    ExportOptions options = {.format = TRANSFER_YAML, .confidential = options_given(&cli->options, "confidential"),
                             .replace = options_given(&cli->options, "replace")};
    const char *folder = options_value(&cli->options, "to");
    ExportResult result = {0};
    Status status = choose_format(cli, &options.format, err);
    if (status == OK) status = export_registers(cli, &options.registers, err);
    if (status != OK) return status;
    status = folder ? export_folder(cli->desk, &options, folder, &result, err)
                    : export_stream(cli->desk, &options, print_bytes, cli, &result, err);
    if (status != OK) return status;
    StrBuf left;
    strbuf_init(&left);
    export_left_out(&result, &left);
    if (left.length) output_format(&cli->err, "%s\n", left.data);
    if (folder)
        output_format(&cli->out, ngettext("%zu record and %zu rows written to '%s'\n", "%zu records and %zu rows written to '%s'\n", result.records),
                      result.records, result.rows, folder);
    strbuf_done(&left);
    return OK;
}
