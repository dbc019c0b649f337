#include "loket/cli/main.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "loket/base/file.h"
#include "loket/base/log.h"
#include "loket/base/utf8.h"
#include "loket/cli/cli.h"

/* -- surroundings ---------------------------------------------------------------------------------------------- */

/* A standard stream that was closed must not become the database file. For writing it stays one that refuses. */
static void hold_standard_streams(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", O_RDONLY);
}

/* A reader that went away, or a file size limit, are errors to report and no reason to die in the middle of something.
 */
static void ignore_signals(void) {
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

static const char *program_folder(Arena *arena) {
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return NULL;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash) return NULL;
    *slash = '\0';
    return arena_strdup(arena, path);
}

static void use_language(const Cli *cli) {
    const char *language = settings_text(&cli->personal.settings, "language");
    lang_use(strcmp(language, "auto") == 0 ? NULL : language);
}

static Status choose_language(Cli *cli, const char *language, Error *err) {
    if (!language) return OK;
    if (strcmp(language, "en") != 0 && strcmp(language, "nl") != 0) {
        fail(err, ERR_USAGE, _("--lang: there is no language '%s'"), language);
        return error_hint(err, "%s", _("choose en or nl"));
    }
    settings_put(&cli->personal.settings, SETTING_OPTION, "language", language, "--lang", NULL);
    use_language(cli);
    return OK;
}

/* -- options of every command ---------------------------------------------------------------------------------- */

const OptionDef common_options[] = {
    {"db", 0, N_("FILE"), N_("the organisation's file; else LOKET_DB, else organisation.db in your data folder"), NULL},
    {"me", 0, NULL, N_("the officer's own file, never the client's"), NULL},
    {"auditor", 0, NULL, N_("open for reading only"), NULL},
    {"ascii", 0, NULL, N_("print only ASCII"), NULL},
    {"lang", 0, N_("en|nl"), N_("language of texts"), NULL},
    {"help", 'h', NULL, N_("what a command does and takes"), NULL},
    {"version", 0, NULL, N_("the version of the program"), NULL},
    {0},
};

/* Before a command's name, and of commands that draw: the fields of a register may have the same name. */
const OptionDef screen_options[] = {
    {"theme", 0, N_("NAME"), N_("how the desk looks: auto, dark, light, contrast, mono, or a file"), NULL},
    {0},
};

typedef struct Common {
    const char *file, *language, *theme;
    bool own, auditor, ascii, help, version;
} Common;

static void take_common(const Options *options, Common *common) {
    if (options_given(options, "db")) common->file = options_value(options, "db");
    if (options_given(options, "lang")) common->language = options_value(options, "lang");
    if (options_given(options, "theme")) common->theme = options_value(options, "theme");
    common->own |= options_given(options, "me");
    common->auditor |= options_given(options, "auditor");
    common->ascii |= options_given(options, "ascii");
    common->help |= options_given(options, "help");
    common->version |= options_given(options, "version");
}

static void apply_common(Cli *cli, const Common *common) {
    Settings *settings = &cli->personal.settings;
    if (common->ascii) settings_put(settings, SETTING_OPTION, "glyphs", "ascii", "--ascii", NULL);
    if (common->theme) settings_put(settings, SETTING_OPTION, "theme", common->theme, "--theme", NULL);
    const char *glyphs = settings_text(settings, "glyphs");
    cli->ascii = common->ascii;
    bool ascii = strcmp(glyphs, "ascii") == 0 || (strcmp(glyphs, "auto") == 0 && !cli->env.utf8);
    cli->own = common->own;
    cli->auditor = common->auditor;
    cli->theme = common->theme;
    cli->out.safe = cli->err.safe = ascii ? SAFE_ASCII : 0;
    cli->env.utf8 = !ascii;
    const char *asked = common->file ? common->file : common->own ? NULL : env_variable("LOKET_DB");
    if (asked && strcmp(asked, ":memory:") == 0) asked = "./:memory:"; /* what is entered is to be there tomorrow */
    cli->file = asked ? asked : env_path(FOLDER_DATA, common->own ? "own.db" : "organisation.db", cli->arena);
}

/* -- one command ----------------------------------------------------------------------------------------------- */

static Status too_few_or_many(const Cli *cli, Error *err) {
    const CommandDef *command = cli->command;
    size_t count = cli->options.word_count;
    if (count >= command->least && count <= command->most) return OK;
    if (count < command->least)
        fail(err, ERR_USAGE, _("'%s' needs more words"), command->name);
    else
        fail(err, ERR_USAGE, _("'%s': one word too many: '%s'"), command->name, cli->options.words[command->most]);
    return error_hint(err, _("usage: loket %s %s"), command->name, lang_text(command->usage));
}

static Status open_desk(Cli *cli, Error *err) {
    unsigned needs = cli->command ? cli->command->needs : NEEDS_FILE;
    if (!(needs & (NEEDS_FILE | NEEDS_WRITING))) return OK;
    if (cli->auditor && (needs & NEEDS_WRITING)) {
        fail(err, ERR_USAGE, _("'%s' changes the file, and --auditor only reads"), cli->command->name);
        return error_hint(err, "%s", _("leave out --auditor"));
    }
    Status status = cli_open(cli, err);
    if (status == ERR_MISSING && cli->own) error_hint(err, "%s", _("make it with: loket --me init"));
    return status;
}

static Status run_command(Cli *cli, Error *err) {
    Status status = open_desk(cli, err);
    if (status == OK) status = cli->command->run(cli, err);
    return status;
}

/* Reads what stands behind the command's name; `argv[0]` is that name. */
static Status read_command(Cli *cli, int argc, char **argv, Common *common, Error *err) {
    Status status = command_find(argv[0], &cli->command, err);
    if (status != OK) return status;
    options_init(&cli->options, cli->arena);
    options_table(&cli->options, common_options);
    options_table(&cli->options, cli->command->options);
    /* the hook looks up registers and codes; it needs no open file */
    status = options_parse(&cli->options, argc, argv, false, NULL, cli->command->word, cli, err);
    if (options_given(&cli->options, "help")) status = OK;
    take_common(&cli->options, common);
    return status;
}

static Status run_help(Cli *cli, Error *err) {
    const CommandDef *asked = cli->command;
    command_find("help", &cli->command, err);
    cli->options.words = ARENA_ARRAY(cli->arena, const char *, 2);
    cli->options.word_count = 0;
    if (asked) cli->options.words[cli->options.word_count++] = asked->name;
    return cli->command->run(cli, err);
}

static Status run_words(Cli *cli, int argc, char **argv, int *code, Error *err) {
    Common common = {0};
    int first = 1;
    options_init(&cli->options, cli->arena);
    options_table(&cli->options, common_options);
    options_table(&cli->options, screen_options);
    Status status = options_parse(&cli->options, argc, argv, true, &first, NULL, NULL, err);
    take_common(&cli->options, &common);
    choose_language(cli, common.language, NULL);
    if (status == OK && first < argc) status = read_command(cli, argc - first, argv + first, &common, err);
    if (status == OK) status = choose_language(cli, common.language, err);
    apply_common(cli, &common);
    if (status != OK) return status;
    if (lang_lacks() && !cli->fault) cli->fault = "the texts in that language do not stand beside the program; cmake --install brings them along";
    if (common.version) {
        output_format(&cli->out, "loket %s\n", LOKET_VERSION);
        return OK;
    }
    if (common.help) return run_help(cli, err);
    if (cli->command) {
        if (cli->fault) output_format(&cli->err, "loket: %s\n", cli->fault);
        status = too_few_or_many(cli, err);
        return status == OK ? run_command(cli, err) : status;
    }
    status = open_desk(cli, err);
    if (status == OK) *code = desk_screen(cli);
    return status;
}

/* What is wrong in config.yaml or the environment costs that line, and is told: the first here, all of it in the log. */
static void read_personal(Cli *cli) {
    StrBuf faults;
    strbuf_init(&faults);
    size_t count = personal_init(&cli->personal, &faults);
    use_language(cli);
    if (count) {
        log_line(&cli->env, "%s", faults.data);
        faults.data[strcspn(faults.data, "\n")] = '\0';
        cli->fault = count == 1 ? arena_strdup(cli->arena, faults.data) : arena_printf(cli->arena, _("%s (and %zu more, in the log)"), faults.data, count - 1);
    }
    strbuf_done(&faults);
}

/* -- the end --------------------------------------------------------------------------------------------------- */

/* A place in a file is said before the message; a lone word is the key of a field, already named in it. */
static void print_error(Cli *cli, const Error *err) {
    bool place = strpbrk(err->where, ": ") != NULL;
    output_format(&cli->err, "loket: %s%s%s\n", place ? err->where : "", place ? ": " : "", err->message);
    size_t told =
        cli->problems.count < COUNT_OF(cli->problems.items) ? cli->problems.count : COUNT_OF(cli->problems.items);
    if (told <= 1 && err->hint[0]) output_format(&cli->err, "  %s\n", err->hint);
    for (size_t i = 1; i < told; i++) {
        const Problem *problem = &cli->problems.items[i];
        output_format(&cli->err, "  %s%s%s\n", problem->field ? lang_text(problem->field->label) : "",
                      problem->field ? ": " : "", problem->message);
    }
    if (err->status == ERR_BUG || err->status == ERR_DATA) log_error(&cli->env, err);
}

static int finish(Cli *cli, Status status, int code, const Error *err) {
    if (!output_finish(&cli->out)) {
        /* who reads no further wants no message about it */
        if (cli->out.failed != EPIPE && status == OK)
            output_format(&cli->err, _("loket: cannot write the output: %s\n"), strerror(cli->out.failed));
        if (status == OK) code = code ? code : status_exit_code(ERR_FILE);
    }
    if (status != OK) {
        print_error(cli, err);
        code = status_exit_code(status);
    }
    output_finish(&cli->err);
    desk_close(cli->desk);
    return code;
}

int loket_main(int argc, char **argv) {
    hold_standard_streams();
    ignore_signals();
    Cli cli = {.arena = arena_new()};
    Error err = {0};
    lang_start(NULL, program_folder(cli.arena));
    output_start(&cli.out, stdout, false);
    output_start(&cli.err, stderr, false);
    int code = 0;
    Status status = env_system(&cli.env, &err);
    if (!cli.env.utf8) cli.out.safe = cli.err.safe = SAFE_ASCII;
    read_personal(&cli);
    if (status == OK) status = run_words(&cli, argc, argv, &code, &err);
    code = finish(&cli, status, code, &err);
    personal_done(&cli.personal);
    arena_free(cli.arena);
    return code;
}
