#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "tty_private.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { PATIENCE_MS = 10000, SLOW_PATIENCE_MS = 100000, MODEM = 16 /* bytes that a modem takes before it has sent them */ };

static void require(bool holds, const char *what) {
    if (holds) return;
    print_error("tty: %s: %s\n", what, strerror(errno));
    fail();
}

static int64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static int64_t now_ms(void) {
    return now_us() / 1000;
}

static int64_t patience(const Tty *tty) {
    return tty->down ? SLOW_PATIENCE_MS : PATIENCE_MS;
}

/* ---- starting ---- */

static void start_screen(Tty *tty, int columns, int rows) {
    tty->rows = rows;
    tty->columns = columns;
    tty->vterm = vterm_new(rows, columns);
    require(tty->vterm, "vterm");
    vterm_set_utf8(tty->vterm, 1);
    tty->screen = vterm_obtain_screen(tty->vterm);
    vterm_screen_enable_altscreen(tty->screen, 1);
    vterm_screen_reset(tty->screen, 1);
}

static Tty *start(int columns, int rows, const char *const more[], const char *const argv[], bool shell) {
    Tty *tty = calloc(1, sizeof *tty);
    require(tty, "memory");
    strbuf_init(&tty->raw);
    const char *scratch = getenv("TMPDIR"); /* see scratch.sh */
    snprintf(tty->home, sizeof tty->home, "%s/h-XXXXXX", scratch ? scratch : "/tmp");
    require(mkdtemp(tty->home), "folder");
    start_screen(tty, columns, rows);
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    require(openpty(&tty->master, &tty->slave, NULL, NULL, &size) == 0, "pty");
    fcntl(tty->master, F_SETFD, FD_CLOEXEC);
    tcgetattr(tty->slave, &tty->before);
    char **env = tty_make_env(tty->home, more);
    fflush(NULL);
    tty->child = fork();
    require(tty->child >= 0, "fork");
    if (tty->child == 0) {
        login_tty(tty->slave);
        /* The words are only read; exec wants them writable for old times' sake. */
        union {
            const char *const *given;
            char *const *wanted;
        } words = {.given = argv};
        if (shell) tty_run_shell(words.wanted, env);
        tty_run(words.wanted, env);
    }
    tty_free_env(env);
    tty->ended_fd = (int)syscall(SYS_pidfd_open, tty->child, 0);
    require(tty->ended_fd >= 0, "pidfd");
    return tty;
}

Tty *tty_start(int columns, int rows, const char *const env[], const char *const argv[]) {
    return start(columns, rows, env, argv, false);
}

Tty *tty_start_job(int columns, int rows, const char *const env[], const char *const argv[]) {
    return start(columns, rows, env, argv, true);
}

const char *tty_home(const Tty *tty) {
    return tty->home;
}

/* ---- what the program sends ---- */

/* Markers are looked for in the bytes themselves: libvterm's callbacks lose what is cut by a read. */
static void find_markers(Tty *tty) {
    static const char start_of[] = "\033]7717;";
    for (;;) {
        const char *from = strstr(tty->raw.data + tty->looked, start_of);
        if (!from) {
            size_t keep = sizeof start_of - 1;
            if (tty->raw.length > tty->looked + keep) tty->looked = tty->raw.length - keep;
            return;
        }
        const char *end = strchr(from, '\a');
        tty->looked = (size_t)(from - tty->raw.data);
        if (!end) return;
        sscanf(from + sizeof start_of - 1, "%llu;%d;%d;%llu", &tty->marked_bytes, &tty->marked_rows, &tty->marked_columns, &tty->marked_frames);
        tty->markers += (size_t)(end + 1 - from);
        tty->looked = (size_t)(end + 1 - tty->raw.data);
    }
}

static void drop_answers(Tty *tty) {
    char bytes[256];
    size_t count;
    while ((count = vterm_output_read(tty->vterm, bytes, sizeof bytes)) > 0)
        tty->answers += count;
}

static void take_in(Tty *tty, const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bytes[i]) strbuf_addc(&tty->raw, bytes[i]); /* padding NULs would end strstr */
    vterm_input_write(tty->vterm, bytes, count);
    drop_answers(tty);
    find_markers(tty);
}

/* What has arrived at either end of the line is handed on. */
static void deliver(Tty *tty) {
    char bytes[8192];
    for (size_t count; (count = line_get(tty->down, bytes, sizeof bytes, now_us())) > 0;) take_in(tty, bytes, count);
    struct pollfd room = {.fd = tty->master, .events = POLLOUT};
    while (line_wait(tty->up, now_us()) == 0 && poll(&room, 1, 0) > 0 && line_get(tty->up, bytes, 1, now_us()) == 1)
        if (write(tty->master, bytes, 1) != 1) return;
}

static void sooner(int64_t *wait, int64_t microseconds) {
    if (microseconds >= 0 && microseconds < *wait) *wait = microseconds;
}

/* Takes in what is there, waiting at most `wait` ms for the first byte; false when the program has ended and all is
 * read. */
static bool pump(Tty *tty, int wait) {
    struct pollfd fds[] = {{.fd = tty->master, .events = POLLIN}, {.fd = tty->ended_fd, .events = POLLIN}};
    size_t room = 8192;
    int64_t left = wait * INT64_C(1000);
    if (tty->down) {
        deliver(tty);
        room = line_room(tty->down, now_us());
        if (!room) fds[0].fd = -1; /* nobody reads: this is what the program feels of a slow line */
        if (!room) sooner(&left, line_wait_room(tty->down, now_us()));
        sooner(&left, line_wait(tty->down, now_us()));
        sooner(&left, line_wait(tty->up, now_us()));
    }
    struct timespec patience = {left / 1000000, left % 1000000 * 1000};
    int count = ppoll(fds, COUNT_OF(fds), &patience, NULL);
    if (count < 0) return errno == EINTR;
    char bytes[8192];
    ssize_t got = fds[0].revents & POLLIN ? read(tty->master, bytes, room < sizeof bytes ? room : sizeof bytes) : 0;
    if (got > 0 && tty->down)
        line_put(tty->down, bytes, (size_t)got, now_us());
    else if (got > 0)
        take_in(tty, bytes, (size_t)got);
    if (tty->down) deliver(tty);
    return got > 0 || !fds[1].revents || (tty->down && (fds[0].fd < 0 || line_wait(tty->down, now_us()) >= 0));
}

void tty_line(Tty *tty, int rate, int delay_ms) {
    enum { KEYBOARD = 1 << 20 }; /* what is typed waits here for its turn */
    tty->up = line_new(rate, delay_ms, KEYBOARD);
    tty->down = line_new(rate, delay_ms, rate ? MODEM : KEYBOARD);
}

static void print_screen(Tty *tty) {
    char *text = tty_screen(tty);
    print_error("---- screen %dx%d, %zu bytes ----\n%s---- end ----\n", tty->columns, tty->rows, tty->raw.length, text);
    free(text);
}

static void give_up(Tty *tty, const char *what, const char *detail) {
    print_error("tty: waited in vain for %s \"%s\"\n", what, detail);
    print_screen(tty);
    kill(tty->child, SIGKILL);
    fail();
}

/* ---- what we send ---- */

void tty_send(Tty *tty, const char *bytes, size_t count) {
    tty->sent += count;
    if (tty->up) {
        line_put(tty->up, bytes, count, now_us());
        return;
    }
    while (count > 0) {
        struct pollfd one = {.fd = tty->master, .events = POLLOUT};
        pump(tty, 0); /* the program may be waiting for us to read */
        if (poll(&one, 1, PATIENCE_MS) <= 0) give_up(tty, "room to type", "");
        ssize_t done = write(tty->master, bytes, count < 512 ? count : 512);
        require(done > 0, "write");
        bytes += done;
        count -= (size_t)done;
    }
}

bool tty_send_blind(Tty *tty, const char *bytes, size_t count) {
    struct pollfd one = {.fd = tty->master, .events = POLLOUT};
    if (poll(&one, 1, 0) <= 0 || write(tty->master, bytes, count) != (ssize_t)count) return false;
    tty->sent += count;
    return true;
}

void tty_type(Tty *tty, const char *text) {
    tty_send(tty, text, strlen(text));
}

void tty_resize(Tty *tty, int columns, int rows) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    while (pump(tty, 0) && poll(&(struct pollfd){.fd = tty->master, .events = POLLIN}, 1, 0) > 0)
        continue;
    tty->rows = rows;
    tty->columns = columns;
    vterm_set_size(tty->vterm, rows, columns);
    ioctl(tty->master, TIOCSWINSZ, &size);
}

void tty_signal(Tty *tty, int number) {
    kill(tty->child, number);
}

void tty_hang_up(Tty *tty) {
    close(tty->slave);
    close(tty->master);
    tty->slave = tty->master = -1;
}

/* ---- waiting ---- */

static void wait_text(Tty *tty, const char *text, bool there) {
    int64_t end = now_ms() + patience(tty);
    while (tty_shows(tty, text) != there) {
        bool alive = pump(tty, 100);
        if (tty_shows(tty, text) == there) return;
        if (!alive || now_ms() > end) give_up(tty, there ? "text" : "the end of text", text);
    }
}

void tty_wait(Tty *tty, const char *text) {
    wait_text(tty, text, true);
}

void tty_wait_gone(Tty *tty, const char *text) {
    wait_text(tty, text, false);
}

void tty_wait_marker(Tty *tty) {
    int64_t end = now_ms() + patience(tty);
    while (tty->marked_bytes < tty->sent || tty->marked_rows != tty->rows || tty->marked_columns != tty->columns)
        if (!pump(tty, 100) || now_ms() > end) {
            char detail[120];
            snprintf(detail, sizeof detail, "%llu of %llu bytes, %dx%d", tty->marked_bytes, tty->sent,
                     tty->marked_columns, tty->marked_rows);
            give_up(tty, "the marker, has", detail);
        }
}

/* ---- counting ---- */

size_t tty_bytes(const Tty *tty) {
    return tty->raw.length - tty->markers;
}

unsigned long long tty_frames(const Tty *tty) {
    return tty->marked_frames;
}

size_t tty_idle(Tty *tty, int milliseconds) {
    size_t before = tty_bytes(tty);
    int64_t end = now_ms() + milliseconds;
    for (int64_t left = milliseconds; left > 0 && pump(tty, (int)left);) left = end - now_ms();
    return tty_bytes(tty) - before;
}

const char *tty_raw(const Tty *tty, size_t *length) {
    if (length) *length = tty->raw.length;
    return tty->raw.data;
}

size_t tty_answers(const Tty *tty) {
    return tty->answers;
}

/* ---- the end ---- */

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place) {
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static bool same_modes(const struct termios *a, const struct termios *b) {
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
           a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

static void wait_end(Tty *tty) {
    int64_t end = now_ms() + patience(tty);
    while (pump(tty, 100))
        if (now_ms() > end) give_up(tty, "the end of", "the program");
}

bool tty_ends_unread(Tty *tty) {
    struct pollfd one = {.fd = tty->ended_fd, .events = POLLIN};
    return poll(&one, 1, 5000) == 1;
}

static void free_tty(Tty *tty) {
    nftw(tty->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    if (tty->master >= 0) close(tty->master);
    if (tty->slave >= 0) close(tty->slave);
    close(tty->ended_fd);
    vterm_free(tty->vterm);
    line_free(tty->up);
    line_free(tty->down);
    strbuf_done(&tty->raw);
    for (int i = 0; i < ROWS_MAX; i++)
        free(tty->row_text[i]);
    free(tty);
}

void tty_kill(Tty *tty) {
    kill(tty->child, SIGKILL);
    wait_end(tty);
    waitpid(tty->child, NULL, 0);
    free_tty(tty);
}

int tty_finish_screen(Tty *tty, char **screen) {
    wait_end(tty);
    int state = 0;
    waitpid(tty->child, &state, 0);
    if (screen) *screen = tty_screen(tty);
    struct termios after;
    bool same = tty->slave < 0 || (tcgetattr(tty->slave, &after) == 0 && same_modes(&tty->before, &after));
    int code = WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
    if (!same || code == 127) print_screen(tty);
    free_tty(tty);
    if (!same) fail_msg("the terminal is left in other modes than before (exit code %d)", code);
    return code;
}

int tty_finish(Tty *tty) {
    return tty_finish_screen(tty, NULL);
}
