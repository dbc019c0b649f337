/* `loket` without a command: the desk on the screen. Without a terminal, as in a pipe or from cron, the overview is printed. */
#include "cmd.h"

#include <string.h>
#include <unistd.h>

#include "loket/term/screen.h"

/* When this user last left this file: a line in the user's own state folder, as it says nothing about the organisation. */
static const char *seen_path(Cli *cli) {
    const char *uuid = db_meta(desk_db(cli->desk), "uuid", cli->arena);
    return env_path(FOLDER_STATE, arena_printf(cli->arena, "seen-%s", uuid ? uuid : "none"), cli->arena);
}

static Moment read_seen(Cli *cli) {
    char *data;
    size_t length;
    Moment seen;
    if (file_read(seen_path(cli), 64, cli->arena, &data, &length, NULL) != OK) return 0;
    while (length && (unsigned char)data[length - 1] <= ' ') data[--length] = '\0';
    return moment_parse(data, desk_now(cli->desk), &seen, NULL) == OK ? seen : 0;
}

/* A state folder that cannot be written only costs the mark of what is new. */
static void write_seen(Cli *cli) {
    char text[34];
    const char *path = seen_path(cli);
    moment_write(desk_now(cli->desk), text);
    const char *line = arena_printf(cli->arena, "%s\n", text);
    if (file_make_parent(path, NULL) == OK) file_write(path, line, strlen(line), NULL);
}

Status desk_screen(Cli *cli, Error *err) {
    if (!cli->out.terminal || !isatty(STDIN_FILENO)) return print_overview(cli, err);
    ScreenOptions options = {.theme = cli->theme, .ascii = cli->out.safe != 0, .clipboard = CLIPBOARD_OSC52, .seen = read_seen(cli)};
    Status status = screen_run(cli->desk, &options, err);
    if (status == OK) write_seen(cli);
    return status;
}
