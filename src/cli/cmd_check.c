/* doctor and verify: is the file sound, is its history whole. */
#include "cmd.h"

#include <string.h>
#include <sys/stat.h>

#include "loket/app/checkup.h"
#include "loket/store/schema.h"

typedef struct Doctor {
    Cli *cli;
    size_t faults;
} Doctor;

static void say(Doctor *doctor, bool good, const char *what) {
    output_format(&doctor->cli->out, "%-8s %s\n", good ? _("good") : _("WRONG"), what);
    doctor->faults += !good;
}

static void say_lines(Doctor *doctor, const char *lines) {
    Arena *arena = arena_new();
    for (char *rest = arena_strdup(arena, lines), *line; (line = strsep(&rest, "\n"));)
        if (*line) output_format(&doctor->cli->out, "         %s\n", line);
    arena_free(arena);
}

static void check_permissions(Doctor *doctor) {
    struct stat info;
    Cli *cli = doctor->cli;
    if (stat(cli->file, &info) != 0) return;
    bool wide = info.st_mode & 077;
    if (wide)
        output_format(&cli->out, _("warning  others may read or write the file (mode %03o): chmod 600 '%s'\n"),
                      (unsigned)info.st_mode & 0777u, cli->file);
    else
        say(doctor, true, _("only you may read the file"));
    if (db_read_only(desk_db(cli->desk))) output_format(&cli->out, "%s\n", _("warning  the file cannot be written"));
    if (desk_is_demo(cli->desk)) output_format(&cli->out, "%s\n", _("note     this is a DEMO file"));
}

static Status check_pages(Doctor *doctor, Error *err) {
    StrBuf findings;
    strbuf_init(&findings);
    bool deep = options_given(&doctor->cli->options, "deep");
    Status status = db_check(desk_db(doctor->cli->desk), deep, &findings, err);
    if (status == OK) {
        say(doctor, findings.length == 0,
            deep ? _("every page and the text index") : _("the pages of the file (--deep reads all)"));
        say_lines(doctor, findings.data);
    }
    strbuf_done(&findings);
    return status;
}

static Status check_schema(Doctor *doctor, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    size_t count;
    Status status = schema_missing(desk_db(doctor->cli->desk), &sql, &count, err);
    if (status == OK && options_given(&doctor->cli->options, "schema"))
        output_text(&doctor->cli->out, sql.data);
    else if (status == OK)
        say(doctor, count == 0, _("the tables are those of the registers"));
    strbuf_done(&sql);
    return status;
}

static Status check_trail(Doctor *doctor, Error *err) {
    Checkup checkup;
    checkup_init(&checkup);
    Error broken = {0};
    Status status = checkup_verify(doctor->cli->desk, &checkup, &broken);
    if (status == ERR_DATA) {
        say(doctor, false, broken.message);
        status = OK;
    } else if (status == OK) {
        say(doctor, checkup.faults == 0, _("the trail is whole and agrees with the records"));
        say_lines(doctor, checkup.findings.data);
    } else if (err) {
        *err = broken;
    }
    checkup_done(&checkup);
    return status;
}

static Status check_dues(Doctor *doctor, Error *err) {
    Cli *cli = doctor->cli;
    bool repair = options_given(&cli->options, "rebuild");
    if (!repair && db_read_only(desk_db(cli->desk))) return OK;
    Checkup checkup;
    checkup_init(&checkup);
    Status status = checkup_rebuild(cli->desk, repair, &checkup, err);
    if (status == OK) {
        say(doctor, checkup.faults == 0 || repair,
            repair ? _("what is due and the text index: made anew") : _("what is due follows from the records"));
        say_lines(doctor, checkup.findings.data);
        if (checkup.faults && !repair)
            output_format(&cli->out, "         %s\n", _("put right by: loket doctor --rebuild"));
    }
    checkup_done(&checkup);
    return status;
}

Status cmd_doctor(Cli *cli, Error *err) {
    Doctor doctor = {.cli = cli};
    Status status = cli_open(cli, err);
    if (status != OK) return status;
    if (options_given(&cli->options, "schema")) return check_schema(&doctor, err);
    output_format(&cli->out, "%s\n", cli->file);
    check_permissions(&doctor);
    if (options_given(&cli->options, "rebuild"))
        status = check_dues(&doctor, err); /* first: what it puts right is then good */
    if (status == OK) status = check_pages(&doctor, err);
    if (status == OK) status = check_schema(&doctor, err);
    if (status == OK) status = check_trail(&doctor, err);
    if (status == OK && !options_given(&cli->options, "rebuild")) status = check_dues(&doctor, err);
    if (status != OK || doctor.faults == 0) return status;
    fail(err, ERR_DATA, _("'%s' is not sound"), cli->file);
    return error_hint(err, "%s", _("keep it as it is, and put back a backup or ask for help"));
}

Status cmd_verify(Cli *cli, Error *err) {
    Checkup checkup;
    checkup_init(&checkup);
    Status status = checkup_verify(cli->desk, &checkup, err);
    if (status == OK) {
        output_format(&cli->out, _("%lld entries and %lld records and rows\n"), (long long)checkup.entries,
                      (long long)checkup.records);
        output_format(&cli->out, "%s\n", checkup.head[0] ? checkup.head : _("the trail is empty"));
        output_text(&cli->out, checkup.findings.data);
        if (checkup.faults) {
            fail(err, ERR_DATA, _("%zu points differ from the trail"), checkup.faults);
            status = error_hint(err, "%s",
                                _("keep this file as it is and compare it with a backup: this is itself an incident"));
        }
    }
    checkup_done(&checkup);
    return status;
}
