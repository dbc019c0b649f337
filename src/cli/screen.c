/* `loket` without a command. Without a terminal, as in a pipe or from cron, the overview is printed. */
#include "cmd.h"

int desk_screen(Cli *cli) {
    Error err = {0};
    Status status = print_overview(cli, &err);
    if (status != OK) output_format(&cli->err, "loket: %s\n", err.message);
    return status_exit_code(status);
}
