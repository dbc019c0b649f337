/* init and backup: files as a whole. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "loket/app/desk.h"

Status transfer_demo(Cli *cli, const char *folder, Error *err);

/* What a failed init made goes again: there is a whole file or none. */
static void remove_file(const char *path) {
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        Arena *arena = arena_new();
        unlink(arena_printf(arena, "%s%s", path, endings[i]));
        arena_free(arena);
    }
}

static Status make_officer(Cli *cli, const char *name, char code[CODE_SIZE], Error *err) {
    Record *contact = record_new_initial(register_by_key("contact"), desk_now(cli->desk), cli->arena);
    Status status = desk_parse(cli->desk, contact, "name", name, cli->arena, err);
    if (status == OK) status = desk_parse(cli->desk, contact, "roles", "security_officer", cli->arena, err);
    Change change = {.op = CHANGE_SAVE, .wanted = contact};
    if (status == OK) status = desk_apply(cli->desk, &change, 1, &cli->problems, NULL, err);
    if (status != OK) return status;
    code_write(contact->def, contact->no, code);
    return desk_tie_me(cli->desk, code, err);
}

static Status make_organisation(Cli *cli, const char *name, const char *officer, Error *err) {
    Record *record = record_new_initial(register_by_key("organisation"), desk_now(cli->desk), cli->arena);
    Status status = desk_parse(cli->desk, record, "name", name, cli->arena, err);
    if (status == OK) status = desk_parse(cli->desk, record, "officer", officer, cli->arena, err);
    Change change = {.op = CHANGE_SAVE, .wanted = record};
    return status == OK ? desk_apply(cli->desk, &change, 1, &cli->problems, NULL, err) : status;
}

static Status set_mark(Cli *cli, const char *key, Error *err) {
    Db *db = desk_db(cli->desk);
    Status status = db_begin(db, err);
    if (status == OK) status = db_meta_set(db, key, "1", err);
    if (status == OK) status = db_commit(db, err);
    if (status != OK) db_rollback(db);
    return status;
}

/* The mark is read when a desk opens, so it opens twice. */
static Status fill_demo(Cli *cli, const char *folder, Error *err) {
    Status status = set_mark(cli, "demo", err);
    desk_close(cli->desk);
    cli->desk = NULL;
    if (status == OK) status = desk_open(cli->file, 0, &cli->env, &cli->desk, err);
    return status == OK ? transfer_demo(cli, folder, err) : status;
}

static Status fill(Cli *cli, Error *err) {
    const char *demo = options_value(&cli->options, "demo"), *name = options_value(&cli->options, "name");
    const char *officer = options_value(&cli->options, "officer");
    if (demo) return fill_demo(cli, demo, err);
    char code[CODE_SIZE];
    Status status = cli->own ? set_mark(cli, "own", err) : OK;
    if (status == OK) status = make_officer(cli, officer ? officer : cli->env.login, code, err);
    if (status == OK && !cli->own) status = make_organisation(cli, name ? name : _("My organisation"), code, err);
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
    if (options_given(&cli->options, "demo") && (options_given(&cli->options, "name") || options_given(&cli->options, "officer"))) {
        fail(err, ERR_USAGE, "%s", _("--demo brings its own organisation"));
        return error_hint(err, "%s", _("leave out --name and --officer"));
    }
    Status status = file_make_parent(cli->file, err);
    if (status == OK) status = desk_open(cli->file, DB_CREATE, &cli->env, &cli->desk, err);
    if (status != OK) return status;
    status = fill(cli, err);
    if (status == OK) {
        tell(cli);
        return OK;
    }
    desk_close(cli->desk);
    cli->desk = NULL;
    remove_file(cli->file);
    return status;
}

Status cmd_backup(Cli *cli, Error *err) {
    const char *path = cli_word(cli, 0);
    Status status = db_backup(desk_db(cli->desk), path, err);
    if (status == ERR_CLASH) error_hint(err, "%s", _("choose another name: a backup never replaces a file"));
    if (status == OK) output_format(&cli->out, _("copied to '%s'\n"), path);
    return status;
}
