/* clock: terms by hand, and a file of vectors against the engine. What runs on records is in cmd_clock_list.c. */
#include "cmd_clock.h"

#include <string.h>

#include "loket/app/policy.h"
#include "loket/model/deadline.h"

/* -- one term by hand -------------------------------------------------------------------------------------------- */

static void print_explained(Cli *cli, const DeadlineInput *input, const DeadlineResult *result) {
    StrBuf text;
    strbuf_init(&text);
    deadline_explain(input, result, &text);
    output_wrapped(&cli->out, 2, text.data);
    strbuf_clear(&text);
    deadline_flags_format(result->flags, &text);
    if (text.length) output_format(&cli->out, "  [%s]\n", text.data);
    strbuf_done(&text);
}

/* The first line is for a script: the moment and nothing else. */
void print_deadline(Cli *cli, const DeadlineInput *input, const DeadlineResult *result) {
    char due[32];
    moment_write(result->due, due);
    output_format(&cli->out, "%s\n", due);
    if (result->has_legal && options_given(&cli->options, "explain")) {
        moment_write(result->legal, due);
        output_format(&cli->out, _("  outer limit %s\n"), due);
    }
    if (options_given(&cli->options, "explain")) print_explained(cli, input, result);
}

/* The classification rules know their own term; everything else is typed. */
static Status read_term(const Cli *cli, DeadlineText *text, Error *err) {
    DeadlineRule rule;
    Status status = deadline_rule_parse(text->rule, &rule, err);
    if (status != OK) return status;
    bool fixed = rule == DEADLINE_DORA_INIT || rule == DEADLINE_DORA_INIT_NOON;
    text->duration = cli_word(cli, 2) ? cli_word(cli, 2) : fixed ? "4" : NULL;
    text->unit = cli_word(cli, 3) ? cli_word(cli, 3) : fixed ? "hours" : NULL;
    if (text->duration && text->unit) return OK;
    fail(err, ERR_USAGE, _("rule '%s' needs a term"), text->rule);
    return error_hint(err, "loket clock %s %s 1 month", text->rule, text->start);
}

/* A regime brings its own term: "loket clock AVG12 2026-01-31". The built-in ones, or those of the file if there is one. */
static Status compute_regime(Cli *cli, const Regime *regime, Error *err) {
    DeadlineInput input = {.rule = regime->rule, .unit = regime->unit, .calendar = {.id = regime->calendar}, .trigger = policy_text(regime->trigger)};
    const char *calendar = options_value(&cli->options, "calendar");
    DeadlineResult result;
    if (cli_word(cli, 2)) {
        fail(err, ERR_USAGE, _("regime '%s' has its own term"), regime->code);
        return error_hint(err, "loket clock %s %s", regime->code, cli_word(cli, 1));
    }
    input.leg_count = regime->leg_count;
    for (int i = 0; i < regime->leg_count; i++) input.legs[i] = regime->legs[i];
    Status status = calendar ? deadline_calendar_parse(calendar, &input.calendar, err) : OK;
    if (status == OK) status = deadline_starts_parse(cli_word(cli, 1), env_now(&cli->env), &input, err);
    if (status == OK) status = deadline_compute(&input, &result, err);
    if (status == OK) print_deadline(cli, &input, &result);
    return status;
}

static const Regime *find_regime(Cli *cli, const char *code) {
    Policy builtin = {0};
    if (desk_open(cli->file, DB_READ_ONLY, &cli->env, &cli->desk, NULL) != OK) cli->desk = NULL;
    if (!cli->desk && policy_builtin(&builtin, cli->arena, NULL) != OK) return NULL;
    return policy_find(cli->desk ? desk_policy(cli->desk) : &builtin, code);
}

static Status compute_rule(Cli *cli, Error *err) {
    DeadlineText text = {.rule = cli_word(cli, 0), .start = cli_word(cli, 1), .calendar = options_value(&cli->options, "calendar")};
    if (!text.start) {
        fail(err, ERR_USAGE, _("'%s' needs the moment it starts"), text.rule);
        return error_hint(err, "%s", _("loket clock EU1182 2026-01-31 1 month"));
    }
    DeadlineInput input;
    DeadlineResult result;
    DeadlineRule rule;
    const Regime *regime = deadline_rule_parse(text.rule, &rule, NULL) != OK ? find_regime(cli, text.rule) : NULL;
    if (regime) return compute_regime(cli, regime, err);
    Status status = read_term(cli, &text, err);
    if (status == OK) status = deadline_input_parse(&text, env_now(&cli->env), &input, err);
    if (status == OK) status = deadline_compute(&input, &result, err);
    if (status == OK) print_deadline(cli, &input, &result);
    return status;
}

/* -- a file of vectors --------------------------------------------------------------------------------------------- */

typedef struct Checking {
    Cli *cli;
    size_t rows, differ;
} Checking;

/* A line that expects an error, and gets one, agrees. */
static bool expects_error(const char *line) {
    const char *at = line;
    for (int field = 0; at && field < 7; field++) at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL;
    return at && strncasecmp(at, "error", 5) == 0;
}

static void check_line(Checking *checking, const char *line) {
    DeadlineCheck check;
    Error err = {0};
    Status status = deadline_check_line(line, &check, &err);
    bool refused = expects_error(line) && *check.id;
    /* with the word in it the expected moment is no moment, and only the refusal counts */
    if (refused ? status != OK : status == OK && check.agrees) return;
    checking->differ++;
    Output *out = &checking->cli->out;
    if (status == OK)
        output_format(out, _("%s: expected %s, computed %s\n"), check.id, check.expected, check.computed);
    else
        output_format(out, _("%s: expected %s, refused: %s\n"), *check.id ? check.id : line, *check.expected ? check.expected : "?", err.message);
}

Status clock_check_file(Cli *cli, const char *path, Error *err) {
    enum { LIMIT = 64 * 1024 * 1024 };
    char *data, *line;
    size_t length;
    Status status = file_read(path, LIMIT, cli->arena, &data, &length, err);
    if (status != OK) return status;
    if (strlen(data) != length) return fail(err, ERR_DATA, _("'%s' is no text"), path);
    if (strncmp(data, "\xef\xbb\xbf", 3) == 0) data += 3;
    Checking checking = {.cli = cli};
    for (char *rest = data; (line = strsep(&rest, "\n"));) {
        line[strcspn(line, "\r")] = '\0';
        if (!*line || strncmp(line, "id,", 3) == 0) continue;
        checking.rows++;
        check_line(&checking, line);
    }
    unsigned long rows = (unsigned long)checking.rows;
    output_format(&cli->out, ngettext("%lu row, %lu differ\n", "%lu rows, %lu differ\n", rows), rows, (unsigned long)checking.differ);
    if (!rows) return fail(err, ERR_DATA, _("'%s' holds no row to check"), path);
    return checking.differ ? fail(err, ERR_INVALID, _("%lu of %lu rows differ"), (unsigned long)checking.differ, rows) : OK;
}

/* -- the command ----------------------------------------------------------------------------------------------------- */

static Status too_many(const Cli *cli, size_t most, Error *err) {
    if (cli->options.word_count <= most) return OK;
    fail(err, ERR_USAGE, _("one word too many: '%s'"), cli_word(cli, most));
    return error_hint(err, "%s", _("loket help clock says what may stand here"));
}

/* The regimes of the file that is there; without one the built-in ones. */
static Status regimes(Cli *cli, Error *err) {
    Status status = too_many(cli, 1, err);
    if (status == OK) status = cli_open(cli, err);
    if (status == ERR_MISSING) {
        cli->desk = NULL;
        status = OK;
    }
    return status == OK ? clock_list_regimes(cli, err) : status;
}

static Status own_text(Cli *cli, bool import, Error *err) {
    Status status = too_many(cli, import ? 2 : 1, err);
    if (status == OK && import && !cli_word(cli, 1)) {
        fail(err, ERR_USAGE, "%s", _("import needs a file"));
        return error_hint(err, "%s", _("loket clock export shows the form"));
    }
    if (status == OK && import && cli->auditor) return fail(err, ERR_USAGE, "%s", _("import changes the file, and --auditor only reads"));
    if (status == OK) status = cli_open(cli, err);
    if (status != OK) return status;
    return import ? clock_import(cli, cli_word(cli, 1), err) : clock_export(cli, err);
}

Status cmd_clock(Cli *cli, Error *err) {
    const char *path = options_value(&cli->options, "check"), *word = cli_word(cli, 0);
    if (path) {
        Status status = too_many(cli, 0, err);
        return status == OK ? clock_check_file(cli, path, err) : status;
    }
    if (!word) {
        Status status = cli_open(cli, err);
        return status == OK ? clock_list_running(cli, err) : status;
    }
    if (strcmp(word, "regimes") == 0) return regimes(cli, err);
    if (strcmp(word, "import") == 0 || strcmp(word, "export") == 0) return own_text(cli, word[0] == 'i', err);
    return compute_rule(cli, err);
}
