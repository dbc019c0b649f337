/* clients: the files of this officer on this machine. */
#include "cmd.h"

#include <string.h>

#include "loket/app/clients.h"
#include "loket/cli/table.h"

enum { COLUMNS = 4 };

static const char *safe(Cli *cli, const char *text) {
    StrBuf line;
    strbuf_init(&line);
    line_add(&line, text);
    const char *copy = arena_strdup(cli->arena, line.data);
    strbuf_done(&line);
    return copy;
}

Status cmd_clients(Cli *cli, Error *err) {
    (void)err;
    size_t count;
    const Client *clients = clients_read(cli->arena, &count);
    if (!count) {
        output_format(&cli->out, "%s\n", _("none yet: a file is remembered when the desk is opened on it"));
        return OK;
    }
    const char **cells = ARENA_ARRAY(cli->arena, const char *, count * COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const char **row = cells + i * COLUMNS;
        ClientLook look;
        clients_look(&clients[i], &cli->env, &look);
        row[0] = clients[i].letter ? arena_printf(cli->arena, "%c", clients[i].letter) : "";
        row[1] = safe(cli, clients[i].nickname);
        row[2] = look.why_not[0] ? safe(cli, look.why_not) : arena_printf(cli->arena, ngettext("%lld needs you", "%lld need you", (unsigned long)look.need), (long long)look.need);
        row[3] = safe(cli, clients[i].path);
    }
    Table table = {0};
    table_column(&table, (Column){.head = "", .least = 1, .stays = true});
    table_column(&table, (Column){.head = _("Nickname"), .least = 8, .stays = true});
    table_column(&table, (Column){.head = _("State"), .least = 12, .stays = true});
    table_column(&table, (Column){.head = _("Path"), .least = 12, .grows = true});
    table_settle(&table, cells, count, cli->out.width);
    table_head(&table, &cli->out);
    for (size_t i = 0; i < count; i++) table_row(&table, cells + i * COLUMNS, &cli->out);
    return OK;
}
