/* isms and handover: pages of the officer that also do something. */
#include "cmd.h"

#include "loket/app/officer.h"
#include "loket/base/lang.h"

Status cmd_isms(Cli *cli, Error *err) {
    if (!options_given(&cli->options, "preset")) return cmd_reading(cli, err);
    size_t made;
    Status status = db_may_write(desk_db(cli->desk), err);
    if (status == OK) status = duties_take_over(cli->desk, &made, err);
    if (status == OK && made) output_format(&cli->out, ngettext("%zu duty added\n", "%zu duties added\n", made), made);
    if (status == OK && !made) output_format(&cli->out, "%s\n", _("all of them are there already"));
    return status;
}

Status cmd_handover(Cli *cli, Error *err) {
    const char *folder = options_value(&cli->options, "to");
    Status status = handover_begin(cli->desk, folder, options_given(&cli->options, "replace"), err);
    if (status != OK || !folder) return status == OK ? cmd_reading(cli, err) : status;
    output_format(&cli->out, _("written to '%s', with handover.txt\n"), folder);
    return OK;
}
