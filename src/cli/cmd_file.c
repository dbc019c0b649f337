/* init and backup: files as a whole. */
#include "cmd.h"

#include "loket/app/setup.h"

static Status init_demo(Cli *cli, const char *folder, Error *err) {
    ImportOptions options = {.update = true};
    ImportPlan *plan = NULL;
    Status status = desk_init_sample(cli->file, &cli->env, cli->own, folder, &options, &cli->desk, &plan, err);
    if (status != OK && plan) {
        print_import_problems(cli, plan);
        import_error_short(plan, err);
    }
    if (status != OK) cli->desk = NULL;
    import_free(plan);
    return status;
}

static Status init_file(Cli *cli, Error *err) {
    Setup setup = {.name = options_value(&cli->options, "name"),
                   .officer = options_value(&cli->options, "officer"),
                   .own = cli->own};
    Status status = desk_init(cli->file, &cli->env, &setup, &cli->desk, err);
    if (status != OK) cli->desk = NULL;
    return status;
}

static void tell(Cli *cli) {
    output_format(&cli->out, _("made '%s'\n"), cli->file);
    const Record *organisation = desk_organisation(cli->desk, cli->arena);
    if (organisation) output_format(&cli->out, "ORG-0001 %s\n", cli_title(cli, organisation));
    if (!desk_me(cli->desk)) return;
    StrBuf name;
    strbuf_init(&name);
    line_add(&name, desk_title_of(cli->desk, desk_me(cli->desk), cli->arena));
    output_format(&cli->out, _("%s %s is you, at login '%s'\n"), desk_me(cli->desk), name.data, cli->env.login);
    strbuf_done(&name);
}

Status cmd_init(Cli *cli, Error *err) {
    if (options_given(&cli->options, "demo") &&
        (options_given(&cli->options, "name") || options_given(&cli->options, "officer"))) {
        fail(err, ERR_USAGE, "%s", _("--demo brings its own organisation"));
        return error_hint(err, "%s", _("leave out --name and --officer"));
    }
    const char *demo = options_value(&cli->options, "demo");
    Status status = file_make_parent(cli->file, err);
    if (status != OK) return status;
    status = demo ? init_demo(cli, demo, err) : init_file(cli, err);
    if (status == OK) tell(cli);
    return status;
}

Status cmd_backup(Cli *cli, Error *err) {
    const char *path = cli_word(cli, 0);
    Status status = db_backup(desk_db(cli->desk), path, err);
    if (status == ERR_CLASH) error_hint(err, "%s", _("choose another name: a backup never replaces a file"));
    if (status == OK) output_format(&cli->out, _("copied to '%s'\n"), path);
    return status;
}
