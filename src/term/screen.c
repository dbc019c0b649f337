#include "loket/term/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loket/app/clients.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/log.h"
#include "loket/store/trail.h"
#include "loket/term/input.h"
#include "loket/term/loop.h"
#include "loket/ui/ui.h"

typedef struct Screen {
    Ui ui;
    Desk **desk; /* the caller's, on which the interface stands */
    const ScreenOptions *options;
    Term *term;
    Loop loop;
    uint64_t drawn; /* events up to the last picture */
} Screen;

/* -- what the interface asks for ------------------------------------------------------------------------------ */

/* The text goes out and comes back through a file only this user can read, removed at once after; `*keep`: it holds what cannot be taken in. */
static Status edit_file(Screen *screen, const char *path, bool *keep, Error *err) {
    enum { EDITED_MOST = 1 << 20 };
    Request *request = &screen->ui.request;
    const char *editor = env_variable("VISUAL");
    if (!editor) editor = env_variable("EDITOR");
    char command[512];
    snprintf(command, sizeof command, "%s \"$1\"", editor ? editor : "vi");
    char name[8] = "sh", option[8] = "-c", shell[8] = "sh", file[512];
    snprintf(file, sizeof file, "%s", path);
    char *const argv[] = {name, option, command, shell, file, NULL};
    Status status = file_make_parent(path, err);
    if (status == OK) status = file_write(path, request->text.data, request->text.length, err);
    int code = 0;
    if (status == OK) status = term_run_program(screen->term, argv, &code, err);
    if (status == OK && code != 0) {
        fail(err, ERR_FILE, _("the editor '%s' ended with %d; the text is as it was"), editor ? editor : "vi", code);
        status = error_hint(err, "%s", _("set EDITOR to a program that is installed"));
    }
    Arena *arena = arena_new();
    char *data;
    size_t length;
    if (status == OK) {
        status = file_read(path, EDITED_MOST, arena, &data, &length, err);
        *keep = status != OK;
        if (*keep) error_hint(err, "%s", _("it stays there"));
    }
    if (status == OK) {
        while (length && data[length - 1] == '\n') length--; /* editors end the last line, people do not mean it */
        strbuf_clear(&request->text);
        strbuf_addn(&request->text, data, length);
    }
    arena_free(arena);
    return status;
}

static void serve_edit(Screen *screen) {
    Arena *arena = arena_new();
    Error err = {0};
    char name[48];
    snprintf(name, sizeof name, "edit-%d.txt", (int)getpid());
    char *path = env_path(env_variable("XDG_RUNTIME_DIR") ? FOLDER_RUNTIME : FOLDER_STATE, name, arena);
    bool keep = false;
    Status status = edit_file(screen, path, &keep, &err);
    if (!keep) unlink(path);
    screen->ui.request.failed = status != OK;
    ui_served(&screen->ui);
    if (status != OK) ui_fail(&screen->ui, &err);
    arena_free(arena);
}

static void serve_copy(Screen *screen) {
    static const char *const ways[] = {[CLIPBOARD_OFF] = "off", [CLIPBOARD_OSC52] = "osc52", [CLIPBOARD_TMUX] = "tmux"};
    const StrBuf *text = &screen->ui.request.text;
    const char *chosen = settings_text(&screen->ui.personal->settings, "clipboard");
    Clipboard way = env_variable("TMUX") ? CLIPBOARD_TMUX : CLIPBOARD_OSC52;
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        if (strcmp(ways[i], chosen) == 0) way = (Clipboard)i;
    Error err = {0};
    if (term_copy(screen->term, way, text->data, text->length, &err) == OK)
        ui_say(&screen->ui, ngettext("%zu byte sent to the clipboard of your terminal", "%zu bytes sent to the clipboard of your terminal", text->length), text->length);
    else
        ui_fail(&screen->ui, &err);
    ui_served(&screen->ui);
}

/* A line that is known or said to be slow is never sent more than it bears. Over SSH nobody knows how slow it is: a large picture holds the
 * next one back no longer than fingers notice. */
static void use_line(Screen *screen) {
    enum { MODEM = 9600, BITS = 10 /* a byte */, NOTICED_MS = 250 };
    int baud = term_baud(screen->term);
    bool said = strcmp(settings_text(&screen->ui.personal->settings, "slow_line"), "on") == 0;
    screen->loop.pace = screen->ui.slow_line ? (baud ? baud : MODEM) / BITS : 0;
    screen->loop.hold_ms = said || baud ? 0 : NOTICED_MS;
}

/* What the settings say about the terminal itself. */
static void use_settings(Screen *screen) {
    const Settings *settings = &screen->ui.personal->settings;
    char escape[24] = "";
    Value delay = settings_value(settings, "escape_delay");
    if (delay.set) snprintf(escape, sizeof escape, "%lld", (long long)delay.number);
    screen->loop.escape_ms = input_escape_ms(delay.set ? escape : NULL, env_variable("SSH_CONNECTION"));
    screen->loop.ascii = screen->ui.ascii;
    use_line(screen);
    term_use_theme(screen->term, &screen->ui.theme);
    term_mouse(screen->term, settings_on(settings, "mouse"));
}

/* -- from one client to another ------------------------------------------------------------------------------- */

/* A file in which one works is one of the list of clients; the officer's own file is no client's. */
static void remember(Screen *screen) {
    Desk *desk = *screen->desk;
    Error err = {0};
    screen->loop.watch = db_path(desk_db(desk));
    if (desk_is_own(desk) || screen->options->read_only) return;
    if (clients_touch(screen->loop.watch, desk_now(desk), &err) != OK) log_line(desk_env(desk), "clients: %s", err.message);
}

/* Of the idle lock; tests from outside have no time to wait. */
static int64_t minute_ms(void) {
    const char *asked = env_variable("LOKET_TEST_MINUTE");
    return asked ? strtol(asked, NULL, 10) : 60 * 1000;
}

/* An interface of its own on `desk`: nothing of the one before is in it but the keys bound in this session. */
static Status open_ui(Screen *screen, Desk *desk, Ui *ui, Error *err) {
    Theme theme;
    *ui = (Ui){.personal = screen->options->personal, .minute_ms = minute_ms(), .slow_terminal = term_baud(screen->term) > 0};
    term_size(screen->term, &ui->rows, &ui->columns);
    Status status = theme_load("auto", &theme, err); /* which one it is to be, the settings say */
    return status == OK ? ui_open(ui, desk, &theme, false, err) : status;
}

/* Opens the other before it leaves the one: where that fails, one stays where one was. */
static Status go_to(Screen *screen, const char *path, Error *err) {
    Personal *personal = screen->options->personal;
    Desk *here = *screen->desk, *there = NULL;
    Ui ui;
    Error unsaved = {0};
    Status status = desk_open(path, screen->options->read_only ? DB_READ_ONLY : 0, desk_env(here), &there, err);
    if (status == OK && trail_last(desk_db(there)) == 0) status = fail(err, ERR_DATA, "%s", _("nothing was ever written into that file"));
    if (status != OK) {
        desk_close(there);
        return status;
    }
    if (personal_leave(personal, here, &unsaved) != OK) log_line(desk_env(here), "state: %s", unsaved.message);
    personal_open(personal, there);
    status = open_ui(screen, there, &ui, err);
    if (status != OK) {
        ui_close(&ui);
        personal_open(personal, here);
        desk_close(there);
        return status;
    }
    Keymap keys = screen->ui.keymap;
    ui.waits = screen->ui.waits;
    ui.waits_ctx = screen->ui.waits_ctx;
    ui_close(&screen->ui); /* a form half written keeps its draft in its own file */
    desk_close(here);
    *screen->desk = there;
    screen->ui = ui;
    screen->drawn = 0; /* no picture of it has been seen */
    remember(screen);
    ui_use_settings(&screen->ui);
    screen->ui.keymap = keys;
    return OK;
}

static void serve_switch(Screen *screen) {
    Error err = {0};
    Ui *ui = &screen->ui;
    char *path = strdup(ui->request.text.data);
    if (!path) abort();
    ui->request.kind = REQUEST_NONE;
    if (go_to(screen, path, &err) != OK)
        ui_fail(ui, &err);
    else {
        use_settings(screen);
        ui_served(ui);
        ui_begin(ui);
    }
    free(path);
}

static void serve(Screen *screen) {
    switch (screen->ui.request.kind) {
    case REQUEST_NONE: break;
    case REQUEST_EDIT: serve_edit(screen); break;
    case REQUEST_COPY: serve_copy(screen); break;
    case REQUEST_REPAINT:
        term_repaint(screen->term);
        ui_served(&screen->ui);
        break;
    case REQUEST_SETTINGS:
        use_settings(screen);
        ui_served(&screen->ui);
        break;
    case REQUEST_SWITCH: serve_switch(screen); break;
    }
}

/* -- the loop's questions ------------------------------------------------------------------------------------- */

static void update(void *ctx, const Event *event) {
    Screen *screen = ctx;
    /* a report that nobody asked for: another program left the mouse on */
    if (event->kind == EVENT_MOUSE && !settings_on(&screen->ui.personal->settings, "mouse")) return;
    ui_update(&screen->ui, event);
    serve(screen);
    screen->loop.held = screen->ui.locked;
}

static void draw(void *ctx, Canvas *canvas) {
    Screen *screen = ctx;
    screen->drawn = screen->ui.updates;
    ui_draw(&screen->ui, canvas);
}

static void shown(void *ctx) {
    Screen *screen = ctx;
    ui_painted(&screen->ui, screen->drawn);
}

static int next_tick(void *ctx) {
    return ui_next_tick(&((Screen *)ctx)->ui);
}

static bool done(void *ctx) {
    return ((Screen *)ctx)->ui.quit;
}

static int64_t steady(void *ctx) {
    (void)ctx;
    return env_steady();
}

static bool waits(void *ctx) {
    return loop_waits(ctx);
}

Status screen_run(Desk **desk, const ScreenOptions *options, Error *err) {
    Screen screen = {.desk = desk, .options = options};
    Theme theme;
    Status status = theme_load(settings_text(&options->personal->settings, "theme"), &theme, NULL);
    if (status != OK) status = theme_load("auto", &theme, err); /* the interface says why */
    if (status == OK) status = term_open(&screen.term, &theme, err);
    if (status != OK) return status;
    status = open_ui(&screen, *desk, &screen.ui, err);
    if (status == OK) {
        screen.loop = (Loop){.term = screen.term,
                             .ops = {.update = update, .draw = draw, .shown = shown, .next_tick = next_tick, .done = done, .clock = steady},
                             .ctx = &screen};
        remember(&screen);
        if (options->note) ui_say(&screen.ui, "%s", options->note);
        ui_use_settings(&screen.ui);
        serve(&screen);
        if (*term_note(screen.term)) ui_say(&screen.ui, "%s", term_note(screen.term));
        ui_begin(&screen.ui);
        screen.ui.waits = waits;
        screen.ui.waits_ctx = &screen.loop;
        loop_run(&screen.loop);
        screen.ui.waits = NULL; /* the loop is gone */
        *options->signal = screen.loop.signal;
    }
    ui_close(&screen.ui);
    term_close(screen.term);
    return status;
}
