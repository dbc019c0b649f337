/* isms and handover: pages of the officer that also do something. */
#include "cmd.h"

#include "loket/app/officer.h"
#include "loket/base/lang.h"

Status cmd_isms(Cli *cli, Error *err) {
    if (!options_given(&cli->options, "preset")) return cmd_reading(cli, err);
    size_t made;
    if (db_read_only(desk_db(cli->desk))) return fail(err, ERR_FILE, "%s", _("the file cannot be written"));
    Status status = duties_take_over(cli->desk, &made, err);
    if (status == OK && made) output_format(&cli->out, ngettext("%zu duty added\n", "%zu duties added\n", made), made);
    if (status == OK && !made) output_format(&cli->out, "%s\n", _("all of them are there already"));
    return status;
}

Status cmd_handover(Cli *cli, Error *err) {
    const char *folder = options_value(&cli->options, "to");
    Status status = handover_begin(cli->desk, folder, err);
    if (status != OK || !folder) return status == OK ? cmd_reading(cli, err) : status;
    output_format(&cli->out, _("written to '%s', with handover.txt\n"), folder);
    return OK;
}
