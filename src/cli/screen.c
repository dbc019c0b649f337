/* `loket` without a command. Without a terminal, as in a pipe or from cron, the overview is printed. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cmd.h"
#include "loket/base/log.h"
#include "loket/term/screen.h"
#include "loket/ui/theme.h"

/* A theme that has gone since it was chosen is no reason not to start; one that was asked for just now is. */
static Status check_theme(Cli *cli, Error *err) {
    const Settings *settings = &cli->personal.settings;
    Theme theme;
    Status status = theme_load(settings_text(settings, "theme"), &theme, err);
    return settings_source(settings, "theme") == SETTING_OPTION ? status : OK;
}

static Status run_screen(Cli *cli, int *signal_number, Error *err) {
    ScreenOptions options = {.personal = &cli->personal, .note = cli->fault, .read_only = cli->auditor, .signal = signal_number};
    Status status = check_theme(cli, err);
    if (status == OK) status = screen_run(&cli->desk, &options, err);
    Error failed = {0};
    if (status == OK && personal_leave(&cli->personal, cli->desk, &failed) != OK) log_line(&cli->env, "state: %s", failed.message);
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
