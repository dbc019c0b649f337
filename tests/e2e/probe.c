/* A small program on loop, term and canvas: shows the last event and a box. For tests of the terminal layer. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "loket/base/env.h"
#include "loket/base/lang.h"
#include "loket/term/loop.h"

typedef struct Probe {
    Term *term;
    char last[200];
    int events, draws, changes, rows, columns, code;
    bool done, hung;
    unsigned frame; /* not 0: draw by chance, from this seed */
} Probe;

static const char hostile[] =
    "evil \033]0;title\a\033[31m \xc2\x9b\x33\x31m \xe2\x80\xae rtl \xe2\x80\x8b zw \xff bad \r\n\b end";

static void press(Probe *probe, const Event *event) {
    char name[24];
    key_format(event->key, event->mods, name);
    snprintf(probe->last, sizeof probe->last, "%s", name);
    if (event->mods) return;
    char *const editor[] = {"sh", "-c", "stty -a > $HOME/stty; exit 3", NULL}, *const none[] = {"/no/such/editor",
                                                                                                NULL};
    Error err = {0};
    switch (event->key) {
    case 'q':
        probe->done = true;
        break;
    case '!':
        raise(SIGSEGV);
        break;
    case '#':
        abort();
    case 'E':
        if (term_run_program(probe->term, editor, &probe->code, &err) == OK)
            snprintf(probe->last, sizeof probe->last, "editor %d", probe->code);
        break;
    case 'N':
        if (term_run_program(probe->term, none, &probe->code, &err) != OK)
            snprintf(probe->last, sizeof probe->last, "%.100s", err.message);
        break;
    case 'C':
        term_copy(probe->term, CLIPBOARD_OSC52, "hello", 5, &err);
        break;
    case 'M':
        term_mouse(probe->term, true);
        break;
    case 'R':
        probe->frame++;
        break;
    case 'L':
        term_repaint(probe->term);
        break;
    default:
        break;
    }
}

static void update(void *ctx, const Event *event) {
    Probe *probe = ctx;
    probe->events += event->kind != EVENT_TICK;
    switch (event->kind) {
    case EVENT_KEY:
        press(probe, event);
        break;
    case EVENT_PASTE:
        snprintf(probe->last, sizeof probe->last, "paste %zu", event->length);
        break;
    case EVENT_MOUSE:
        snprintf(probe->last, sizeof probe->last, "mouse %d,%d", event->row, event->column);
        break;
    case EVENT_RESIZE:
        probe->rows = event->rows;
        probe->columns = event->columns;
        break;
    case EVENT_CHANGED:
        probe->changes++;
        break;
    case EVENT_TICK:
        break;
    case EVENT_HANGUP:
        probe->hung = true;
        break;
    }
}

static void draw_box(Canvas *canvas, Rect box) {
    int bottom = box.row + box.rows - 1, right = box.column + box.columns - 1;
    canvas_hline(canvas, box.row, box.column, box.columns, GLYPH_HLINE, STYLE_QUIET);
    canvas_hline(canvas, bottom, box.column, box.columns, GLYPH_HLINE, STYLE_QUIET);
    for (int row = box.row; row <= bottom; row++) {
        canvas_glyph(canvas, row, box.column, GLYPH_VLINE, STYLE_QUIET);
        canvas_glyph(canvas, row, right, GLYPH_VLINE, STYLE_QUIET);
    }
    canvas_glyph(canvas, box.row, box.column, GLYPH_TOP_LEFT, STYLE_QUIET);
    canvas_glyph(canvas, box.row, right, GLYPH_TOP_RIGHT, STYLE_QUIET);
    canvas_glyph(canvas, bottom, box.column, GLYPH_BOTTOM_LEFT, STYLE_QUIET);
    canvas_glyph(canvas, bottom, right, GLYPH_BOTTOM_RIGHT, STYLE_QUIET);
}

/* Text, lines and boxes over each other, wide characters cut in half; what should be seen goes to a file. */
static void draw_by_chance(Probe *probe, Canvas *canvas) {
    static const char *const texts[] = {"plain words here", "語語語語語語", "a語b語c語", "Zürich e\xcc\x81tude", "-2d",
                                        "\xcc\x81x",        "\033[31mred"};
    srand(probe->frame);
    for (int i = 0; i < 60; i++) {
        int row = rand() % (canvas->rows + 2) - 1, column = rand() % (canvas->columns + 10) - 5, width = rand() % 30;
        const char *text = texts[(size_t)rand() % COUNT_OF(texts)];
        Style style = (Style)(rand() % STYLE_COUNT);
        switch (rand() % 5) {
        case 0:
            draw_box(canvas, (Rect){row, column, 2 + rand() % 5, 2 + rand() % 20});
            break;
        case 1:
            canvas_fill(canvas, (Rect){row, column, 3, width}, STYLE_PLAIN);
            break;
        case 2:
            canvas_select(canvas, row, column, width);
            break;
        case 3:
            canvas_text_right(canvas, row, column, width, style, text);
            break;
        default:
            canvas_text(canvas, row, column, width, style, text);
            break;
        }
    }
    StrBuf seen;
    strbuf_init(&seen);
    canvas_print(canvas, false, &seen);
    char path[200];
    snprintf(path, sizeof path, "%s/canvas", env_variable("HOME"));
    FILE *file = fopen(path, "w");
    if (file) {
        fputs(seen.data, file);
        fclose(file);
    }
    strbuf_done(&seen);
}

static void draw(void *ctx, Canvas *canvas) {
    Probe *probe = ctx;
    if (probe->frame) {
        draw_by_chance(probe, canvas);
        return;
    }
    char line[300];
    int wide = canvas->columns;
    probe->draws++;
    canvas_text(canvas, 0, 0, wide, STYLE_HEADER, " probe Überblick 語");
    snprintf(line, sizeof line, "event <%s> number %d.", probe->last, probe->events);
    canvas_text(canvas, 1, 1, wide - 1, STYLE_PLAIN, line);
    snprintf(line, sizeof line, "size %dx%d draws %d. changes %d.", probe->columns, probe->rows, probe->draws,
             probe->changes);
    canvas_text(canvas, 2, 1, wide - 1, STYLE_PLAIN, line);
    canvas_text(canvas, 3, 1, wide - 1, STYLE_NOTICE, term_note(probe->term));
    canvas_text(canvas, 4, 1, wide - 1, STYLE_PLAIN, hostile);
    canvas_text(canvas, 5, 1, 6, STYLE_CRIT, "CRIT");
    canvas_text(canvas, 5, 8, 6, STYLE_CLOCK, "CLOCK");
    canvas_text(canvas, 5, 15, 6, STYLE_KEY, "KEY");
    canvas_text(canvas, 6, 1, wide - 1, STYLE_PLAIN, "cursor row");
    canvas_select(canvas, 6, 0, wide);
    draw_box(canvas, (Rect){8, 1, 4, 20});
    canvas_place_cursor(canvas, 6, 1, false);
}

static int next_tick(void *ctx) {
    (void)ctx;
    return -1;
}

static bool done(void *ctx) {
    return ((Probe *)ctx)->done;
}

static int64_t steady_clock(void *ctx) {
    (void)ctx;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

int main(int argc, char **argv) {
    bool utf8 = lang_start(NULL, NULL);
    const char *name = env_variable("PROBE_THEME");
    Theme theme;
    Error err = {0};
    Probe probe = {.last = "none"};
    Status status = theme_load(name ? name : "auto", &theme, &err);
    if (status == OK) status = term_open(&probe.term, &theme, &err);
    if (status != OK) {
        fprintf(stderr, "probe: %s\n%s\n", err.message, err.hint);
        return status_exit_code(status);
    }
    Loop loop = {.term = probe.term,
                 .watch = argc > 1 ? argv[1] : NULL,
                 .ascii = !utf8,
                 .ops = {update, draw, next_tick, done, steady_clock},
                 .ctx = &probe};
    loop_run(&loop);
    term_close(probe.term);
    return loop.signal ? 128 + loop.signal : probe.hung ? 99 : 0;
}
