#include "loket/term/screen.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/log.h"
#include "loket/term/loop.h"
#include "loket/ui/ui.h"

typedef struct Screen {
    Ui ui;
    Term *term;
    Clipboard clipboard;
    uint64_t drawn; /* events up to the last picture */
} Screen;

/* -- what the interface asks for ------------------------------------------------------------------------------ */

/* The text goes out and comes back through a file only this user can read, removed at once after. */
static Status edit_file(Screen *screen, const char *path, Error *err) {
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
    if (status == OK) status = file_read(path, 1 << 20, arena, &data, &length, err);
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
    Status status = edit_file(screen, path, &err);
    unlink(path);
    screen->ui.request.failed = status != OK;
    ui_served(&screen->ui);
    if (status != OK) ui_fail(&screen->ui, &err);
    arena_free(arena);
}

static void serve_copy(Screen *screen) {
    const StrBuf *text = &screen->ui.request.text;
    Error err = {0};
    if (term_copy(screen->term, screen->clipboard, text->data, text->length, &err) == OK)
        ui_say(&screen->ui, ngettext("%zu byte sent to the clipboard of your terminal", "%zu bytes sent to the clipboard of your terminal", text->length), text->length);
    else
        ui_fail(&screen->ui, &err);
    ui_served(&screen->ui);
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
    case REQUEST_THEME:
        term_use_theme(screen->term, &screen->ui.theme);
        ui_served(&screen->ui);
        break;
    case REQUEST_MOUSE: ui_served(&screen->ui); break;
    }
}

/* -- the loop's questions ------------------------------------------------------------------------------------- */

static void update(void *ctx, const Event *event) {
    Screen *screen = ctx;
    ui_update(&screen->ui, event);
    serve(screen);
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

/* The first fault is told at once, all of them in the log. */
static void read_keys(Screen *screen, const Desk *desk) {
    StrBuf faults;
    strbuf_init(&faults);
    size_t count = keymap_read_own(&screen->ui.keymap, &faults);
    if (count) {
        log_line(desk_env(desk), "%s", faults.data);
        faults.data[strcspn(faults.data, "\n")] = '\0';
        if (count == 1)
            ui_say(&screen->ui, "%s", faults.data);
        else
            ui_say(&screen->ui, _("%s (and %zu more, in the log)"), faults.data, count - 1);
    }
    strbuf_done(&faults);
}

static bool waits(void *ctx) {
    return loop_waits(ctx);
}

Status screen_run(Desk *desk, const ScreenOptions *options, Error *err) {
    Screen screen = {.clipboard = options->clipboard};
    Theme theme;
    Status status = theme_load(options->theme ? options->theme : "auto", &theme, err);
    if (status == OK) status = term_open(&screen.term, &theme, err);
    if (status != OK) return status;
    screen.ui.seen = options->seen;
    term_size(screen.term, &screen.ui.rows, &screen.ui.columns);
    status = ui_open(&screen.ui, desk, &theme, options->ascii, err);
    if (status == OK) {
        screen.ui.narrow_cursor = env_variable("SSH_CONNECTION") != NULL; /* a reversed row is many bytes on a slow line */
        read_keys(&screen, desk);
        if (*term_note(screen.term)) ui_say(&screen.ui, "%s", term_note(screen.term));
        ui_begin(&screen.ui);
        Loop loop = {.term = screen.term,
                     .watch = db_path(desk_db(desk)),
                     .ascii = options->ascii,
                     .ops = {.update = update, .draw = draw, .shown = shown, .next_tick = next_tick, .done = done, .clock = steady},
                     .ctx = &screen};
        screen.ui.waits = waits;
        screen.ui.waits_ctx = &loop;
        loop_run(&loop);
        screen.ui.waits = NULL; /* the loop is gone */
        *options->signal = loop.signal;
        if (strcmp(screen.ui.theme.name, theme.name) != 0) snprintf(options->chosen, sizeof screen.ui.theme.name, "%s", screen.ui.theme.name);
    }
    ui_close(&screen.ui);
    term_close(screen.term);
    return status;
}
