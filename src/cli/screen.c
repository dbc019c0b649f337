/* `loket` without a command. Without a terminal, as in a pipe or from cron, the overview is printed. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cmd.h"
#include "loket/app/personal.h"
#include "loket/base/log.h"
#include "loket/store/trail.h"
#include "loket/term/screen.h"

/* When this user leaves, all that is there has been seen. */
static void remember(Cli *cli, Personal *personal, const char *theme) {
    Error err = {0};
    personal->seen = desk_now(cli->desk);
    trail_head(desk_db(cli->desk), personal->head);
    if (theme) snprintf(personal->theme, sizeof personal->theme, "%s", theme);
    if (personal_save(cli->desk, personal, &err) != OK) log_line(&cli->env, "state: %s", err.message);
}

static Status run_screen(Cli *cli, int *signal_number, Error *err) {
    Personal personal;
    personal_load(cli->desk, &personal);
    const char *theme = cli->theme ? cli->theme : personal.theme[0] ? personal.theme : NULL;
    char chosen[64] = "";
    ScreenOptions options = {
        .theme = theme, .ascii = !cli->env.utf8, .clipboard = CLIPBOARD_OSC52, .seen = personal.seen, .chosen = chosen, .signal = signal_number};
    Status status = screen_run(cli->desk, &options, err);
    if (status == ERR_MISSING && !cli->theme) { /* a theme that has gone since: no reason not to start */
        options.theme = NULL;
        status = screen_run(cli->desk, &options, err);
    }
    if (status == OK) remember(cli, &personal, chosen[0] ? chosen : NULL);
    return status;
}

int desk_screen(Cli *cli) {
    Error err = {0};
    bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    int number = 0;
    if (terminal) desk_watch(cli->desk, NULL, NULL); /* nothing is printed over the screen */
    Status status = terminal ? run_screen(cli, &number, &err) : print_overview(cli, &err);
    if (status != OK) {
        output_format(&cli->err, "loket: %s\n", err.message);
        if (err.hint[0]) output_format(&cli->err, "  %s\n", err.hint);
    }
    return number ? 128 + number : status_exit_code(status);
}
