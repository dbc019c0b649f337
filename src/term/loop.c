#include "loket/term/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "loket/base/env.h"
#include "loket/base/text.h"
#include "loket/term/input.h"
#include "loket/term/watch.h"

enum {
    RESIZE_QUIET = 50, /* a window being dragged sends many sizes: one repaint this long after the last */
    KEYS_QUIET = 2,    /* keys this close together are one burst: the picture can wait for its end */
    PICTURE_MS = 20,   /* but not longer than this */
    ROUND_MS = 300,    /* there and back, on a line that is known to be slow */
    READ_MOST = 64 * 1024
};

/* A change is announced before its commit can be seen, so it is looked for more than once. */
static const int looks[] = {0, 5, 20, 50};

typedef struct Run {
    Loop *loop;
    Input *input;
    Watch *watch;
    char *watched; /* its path */
    Canvas canvas;
    int64_t resize_at; /* when to take over the new size; 0 = not */
    int64_t tick_at;   /* -1 = none */
    int64_t changed_at, poll_at;
    size_t look; /* the next of `looks`; their number = none */
    bool draw, ended;
    bool unseen;       /* the last picture is still under way */
    int64_t typed_at;  /* when bytes came last */
    int64_t passed_at; /* when the last picture has passed the line */
    int64_t seen_at;   /* and when a key may be an answer to it */
    uint64_t pictures; /* sent so far */
    bool marker;
} Run;

static int64_t now_of(const Run *run) {
    return run->loop->ops.clock(run->loop->ctx);
}

static void send(Run *run, const Event *event) {
    if (run->ended) return;
    Event timed = *event;
    timed.at = now_of(run);
    run->loop->ops.update(run->loop->ctx, &timed);
    run->draw = true;
    if (event->kind == EVENT_HANGUP || run->loop->ops.done(run->loop->ctx)) run->ended = true;
}

static void send_kind(Run *run, EventKind kind) {
    Event event = {.kind = kind};
    send(run, &event);
}

static void hang_up(Run *run, int number) {
    if (!run->loop->signal) run->loop->signal = number;
    send_kind(run, EVENT_HANGUP);
}

static void send_size(Run *run) {
    Event event = {.kind = EVENT_RESIZE};
    term_size(run->loop->term, &event.rows, &event.columns);
    canvas_resize(&run->canvas, event.rows, event.columns);
    send(run, &event);
}

static void take_size(Run *run) {
    run->resize_at = 0;
    term_resized(run->loop->term);
    send_size(run);
}

/* After a stop much may be different: the size, and the time. */
static void come_back(Run *run) {
    run->resize_at = 0;
    send_size(run);
    send_kind(run, EVENT_TICK);
}

static void suspend(Run *run, bool group) {
    term_suspend(run->loop->term, group);
    come_back(run);
}

static void take_keys(Run *run) {
    Event event;
    while (!run->ended && input_next(run->input, now_of(run), &event)) {
        bool stop = event.kind == EVENT_KEY && event.key == 'z' && event.mods == MOD_CTRL;
        if (stop && !run->loop->held)
            suspend(run, true);
        else if (!stop)
            send(run, &event);
    }
}

static bool ready(int fd, short events) {
    struct pollfd one = {.fd = fd, .events = events};
    return poll(&one, 1, 0) > 0 && (one.revents & (events | POLLHUP | POLLERR));
}

/* All that waits is read before anything is decided or drawn. */
static void read_terminal(Run *run) {
    char bytes[4096];
    int fd = term_fd(run->loop->term);
    for (size_t total = 0; total < READ_MOST && ready(fd, POLLIN);) {
        ssize_t count = read(fd, bytes, sizeof bytes);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) { /* ready, and yet nothing: the terminal is gone */
            take_keys(run);
            hang_up(run, SIGHUP);
            return;
        }
        run->typed_at = now_of(run);
        input_feed(run->input, bytes, (size_t)count, run->typed_at);
        total += (size_t)count;
    }
}

static void take_signals(Run *run) {
    struct signalfd_siginfo info;
    while (!run->ended && read(term_signal_fd(run->loop->term), &info, sizeof info) == sizeof info) {
        switch (info.ssi_signo) {
        case SIGWINCH:
            run->resize_at = now_of(run) + RESIZE_QUIET;
            break;
        case SIGTSTP:
            suspend(run, false);
            break;
        case SIGCONT:
            term_resume(run->loop->term);
            come_back(run);
            break;
        default:
            hang_up(run, (int)info.ssi_signo);
            break;
        }
    }
}

static void sooner(int *wait, int64_t milliseconds) {
    if (milliseconds < 0) milliseconds = 0;
    if (milliseconds > 3600 * 1000) milliseconds = 3600 * 1000;
    if (*wait < 0 || milliseconds < *wait) *wait = (int)milliseconds;
}

/* Looks at the file that is open now. */
static void follow_file(Run *run) {
    const char *path = run->loop->watch;
    if (text_equal(run->watched, path)) return;
    watch_free(run->watch);
    free(run->watched);
    run->watch = path ? watch_new(path) : NULL;
    run->watched = path ? strdup(path) : NULL;
    run->look = COUNT_OF(looks);
    run->poll_at = now_of(run);
}

/* When the next picture may be drawn. */
static int64_t draw_at(const Run *run) {
    int64_t quiet = run->typed_at + KEYS_QUIET;
    return run->loop->pace || run->passed_at < quiet ? run->passed_at : quiet;
}

/* How long to sleep: until the first thing that comes by itself. */
static int patience(Run *run) {
    int64_t now = now_of(run);
    input_set_escape(run->input, run->loop->escape_ms);
    follow_file(run);
    int wait = input_wait(run->input, now);
    int tick = run->loop->ops.next_tick ? run->loop->ops.next_tick(run->loop->ctx) : -1;
    run->tick_at = tick < 0 ? -1 : now + tick;
    if (tick >= 0) sooner(&wait, tick);
    if (run->resize_at) sooner(&wait, run->resize_at - now);
    if (run->draw && draw_at(run) > now) sooner(&wait, draw_at(run) - now);
    if (run->unseen) sooner(&wait, run->seen_at - now);
    if (run->look < COUNT_OF(looks)) sooner(&wait, run->changed_at + looks[run->look] - now);
    if (run->watch && watch_interval(run->watch) >= 0) sooner(&wait, run->poll_at - now);
    return wait;
}

static void take_changes(Run *run, bool told) {
    if (!run->watch) return;
    int64_t now = now_of(run);
    bool poll = watch_interval(run->watch) >= 0 && now >= run->poll_at;
    if (poll) run->poll_at = now + watch_interval(run->watch);
    if ((told || poll) && watch_changed(run->watch)) {
        run->changed_at = now;
        run->look = 0;
    }
    if (run->look >= COUNT_OF(looks) || now < run->changed_at + looks[run->look]) return;
    while (run->look < COUNT_OF(looks) && now >= run->changed_at + looks[run->look])
        run->look++;
    send_kind(run, EVENT_CHANGED);
}

static void take_time(Run *run) {
    int64_t now = now_of(run);
    if (run->resize_at && now >= run->resize_at) take_size(run);
    if (run->tick_at >= 0 && now >= run->tick_at) send_kind(run, EVENT_TICK);
}

/* For tests from outside: everything up to this many bytes, and this size, has been handled and drawn, in so many pictures. */
static void write_marker(Run *run) {
    char text[120];
    int rows, columns;
    term_size(run->loop->term, &rows, &columns);
    int length = snprintf(text, sizeof text, "\033]7717;%llu;%d;%d;%llu\a", (unsigned long long)input_settled(run->input),
                          rows, columns, (unsigned long long)run->pictures);
    term_write(run->loop->term, text, (size_t)length);
}

/* The last picture can have been seen by now, so what comes from here on may be about it. */
static void see(Run *run) {
    if (!run->unseen || now_of(run) < run->seen_at) return;
    run->unseen = false;
    /* what already waits was typed before */
    if (ready(term_fd(run->loop->term), POLLIN)) read_terminal(run);
    take_keys(run);
    if (!run->ended) run->loop->ops.shown(run->loop->ctx);
}

/* How long a picture is taken to be under way. */
static void count_picture(Run *run, size_t bytes) {
    const Loop *loop = run->loop;
    if (!bytes) return;
    int64_t needs = loop->pace ? (int64_t)bytes * 1000 / loop->pace : PICTURE_MS;
    if (loop->pace && loop->hold_ms && needs > loop->hold_ms) needs = loop->hold_ms;
    run->pictures++;
    run->passed_at = now_of(run) + needs;
    run->seen_at = !loop->pace ? 0 : run->passed_at + (loop->hold_ms ? 0 : ROUND_MS);
}

/* A terminal that does not keep up gets the newest state when it has room again, not every one in between. */
static void show(Run *run) {
    if (!run->draw || now_of(run) < draw_at(run) || !ready(term_fd(run->loop->term), POLLOUT)) return;
    run->draw = false;
    run->canvas.ascii = run->loop->ascii;
    canvas_clear(&run->canvas);
    run->loop->ops.draw(run->loop->ctx, &run->canvas);
    count_picture(run, term_show(run->loop->term, &run->canvas));
    run->unseen = run->loop->ops.shown != NULL;
    see(run);
}

bool loop_waits(const Loop *loop) {
    const Run *run = loop->run;
    return run && (input_wait(run->input, now_of(run)) == 0 || ready(term_fd(loop->term), POLLIN));
}

static void turn(Run *run) {
    int wait = patience(run);
    if (run->marker && wait != 0 && !run->draw && !run->unseen) write_marker(run);
    bool may_draw = run->draw && now_of(run) >= draw_at(run);
    struct pollfd fds[] = {
        {.fd = term_fd(run->loop->term), .events = (short)(POLLIN | (may_draw ? POLLOUT : 0))},
        {.fd = term_signal_fd(run->loop->term), .events = POLLIN},
        {.fd = run->watch ? watch_fd(run->watch) : -1, .events = POLLIN},
    };
    if (poll(fds, COUNT_OF(fds), wait) < 0 && errno != EINTR) {
        hang_up(run, SIGHUP);
        return;
    }
    if (fds[1].revents) take_signals(run);
    if ((fds[0].revents & ~POLLOUT) && !run->ended) read_terminal(run);
    take_keys(run);
    if (!run->ended) take_changes(run, fds[2].revents != 0);
    if (!run->ended) take_time(run);
    if (!run->ended) see(run);
    if (!run->ended) show(run);
}

void loop_run(Loop *loop) {
    Run run = {
        .loop = loop, .tick_at = -1, .look = COUNT_OF(looks), .marker = env_variable("LOKET_TEST_MARKER") != NULL};
    loop->signal = 0;
    loop->run = &run;
    run.input = input_new(loop->escape_ms);
    follow_file(&run);
    canvas_init(&run.canvas, 1, 1, loop->ascii);
    send_size(&run);
    if (!run.ended) show(&run);
    while (!run.ended)
        turn(&run);
    loop->run = NULL;
    canvas_done(&run.canvas);
    watch_free(run.watch);
    free(run.watched);
    input_free(run.input);
}
