/* picture: the desk as an SVG picture, drawn without a terminal. */
#include "cmd.h"

#include <stdlib.h>
#include <string.h>

#include "loket/ui/canvas_svg.h"
#include "loket/ui/ui.h"

enum { LEAST_SIZE = 1, MOST_SIZE = 500 };

static Status read_size(const char *text, int *columns, int *rows, Error *err) {
    *columns = 100;
    *rows = 30;
    if (!text) return OK;
    char *end = NULL;
    long wide = strtol(text, &end, 10), high = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
    if (*end || wide < LEAST_SIZE || wide > MOST_SIZE || high < LEAST_SIZE || high > MOST_SIZE) {
        fail(err, ERR_USAGE, _("'--size' does not take '%s'"), text);
        return error_hint(err, "%s", _("columns and rows, as in 100x30"));
    }
    *columns = (int)wide;
    *rows = (int)high;
    return OK;
}

/* One key of the sequence; what only a terminal can do is left undone. */
static Status play_key(Ui *ui, const char *name, Error *err) {
    Event event = {.kind = EVENT_KEY};
    size_t used = key_parse(name, &event.key, &event.mods);
    if (used == 0 || used != strlen(name)) {
        fail(err, ERR_USAGE, _("there is no key '%s'"), name);
        return error_hint(err, "%s", _("keys stand apart, as in: 3 j Enter"));
    }
    ui_painted(ui, ui->updates); /* each key is pressed at what the one before it brought */
    ui_update(ui, &event);
    if (ui->request.kind == REQUEST_NONE) return OK;
    ui->request.failed = true;
    ui_served(ui);
    return OK;
}

static Status play_keys(Ui *ui, const char *keys, Error *err) {
    char name[24];
    Status status = OK;
    while (status == OK && keys && text_next_word(&keys, name, sizeof name))
        status = play_key(ui, name, err);
    return status;
}

static void print_picture(Cli *cli, const Ui *ui) {
    Canvas canvas;
    canvas_init(&canvas, ui->rows, ui->columns, ui->ascii);
    ui_draw(ui, &canvas);
    StrBuf picture;
    strbuf_init(&picture);
    canvas_svg(&canvas, &ui->theme, arena_printf(cli->arena, "Loket: %s", ui->organisation),
               arena_printf(cli->arena, _("The desk in a terminal of %d columns and %d rows."), ui->columns, ui->rows),
               &picture);
    output_bytes(&cli->out, picture.data, picture.length);
    strbuf_done(&picture);
    canvas_done(&canvas);
}

Status cmd_picture(Cli *cli, Error *err) {
    Event size = {.kind = EVENT_RESIZE};
    Theme theme;
    Ui ui = {0};
    Status status = read_size(options_value(&cli->options, "size"), &size.columns, &size.rows, err);
    if (status == OK) status = theme_load(cli->theme ? cli->theme : "dark", &theme, err);
    if (status != OK) return status;
    ui.personal = &cli->personal;
    status = ui_open(&ui, cli->desk, &theme, cli->ascii, err);
    if (status == OK) {
        ui_update(&ui, &size);
        status = play_keys(&ui, options_value(&cli->options, "keys"), err);
    }
    if (status == OK) print_picture(cli, &ui);
    ui_close(&ui);
    return status;
}
