#include "tty.h"

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
#include <vterm.h>

#include "loket/base/text.h"
#include "loket/ui/event.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { PATIENCE_MS = 10000, ENV_MAX = 64, ROWS_MAX = 600 };

struct Tty {
    int master, slave, ended_fd;
    pid_t child;
    VTerm *vterm;
    VTermScreen *screen;
    StrBuf raw;
    size_t markers; /* bytes of raw that are markers */
    size_t looked;  /* where the search for markers goes on */
    unsigned long long marked_bytes;
    int marked_rows, marked_columns, rows, columns;
    unsigned long long sent;
    size_t answers;
    struct termios before;
    char home[64];
    char *row_text[ROWS_MAX];
};

static void require(bool holds, const char *what) {
    if (holds) return;
    print_error("tty: %s: %s\n", what, strerror(errno));
    fail();
}

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* ---- surroundings ---- */

static size_t name_length(const char *entry) {
    return strcspn(entry, "=");
}

static void set_entry(char **env, size_t *count, const char *entry) {
    size_t length = name_length(entry), at = 0;
    while (at < *count && !(name_length(env[at]) == length && strncmp(env[at], entry, length) == 0))
        at++;
    if (at < *count) {
        free(env[at]);
        env[at] = env[--*count];
    }
    if (entry[length] == '=' && *count < ENV_MAX) env[(*count)++] = strdup(entry);
    env[*count] = NULL;
}

/* The tour of the first start is a test of its own: see test_start. */
static void been_here(const char *home) {
    char path[160];
    snprintf(path, sizeof path, "%s/state/loket", home);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/state/loket/settings.yaml", home);
    FILE *file = fopen(path, "w");
    if (!file) return;
    fputs("tour: seen\n", file);
    fclose(file);
}

static char **make_env(const Tty *tty, const char *const more[]) {
    char **env = calloc(ENV_MAX + 1, sizeof *env);
    require(env, "memory");
    size_t count = 0;
    static const char *const fixed[] = {
        "TERM=xterm-256color",
        "LC_ALL=C.UTF-8",
        "TZ=UTC",
        "PATH=/usr/bin:/bin",
        "LOKET_NOW=2026-11-23T18:24:00+01:00",
        "LOKET_USER=tester",
        "LOKET_TEST_MARKER=1",
        "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=1",
    };
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        set_entry(env, &count, fixed[i]);
    static const struct {
        const char *name, *folder;
    } folders[] = {{"HOME", ""},
                   {"XDG_DATA_HOME", "/data"},
                   {"XDG_STATE_HOME", "/state"},
                   {"XDG_CONFIG_HOME", "/config"},
                   {"XDG_RUNTIME_DIR", "/run"}};
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        char entry[160];
        snprintf(entry, sizeof entry, "%s=%s%s", folders[i].name, tty->home, folders[i].folder);
        if (i) mkdir(entry + strlen(folders[i].name) + 1, 0700);
        set_entry(env, &count, entry);
    }
    been_here(tty->home);
    for (size_t i = 0; more && more[i]; i++)
        set_entry(env, &count, more[i]);
    return env;
}

static void free_env(char **env) {
    for (size_t i = 0; env[i]; i++)
        free(env[i]);
    free(env);
}

/* ---- the small shell of tty_start_job ---- */

static void own_terminal(pid_t group) {
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, group);
    signal(SIGTTOU, SIG_DFL);
}

static _Noreturn void run(char *const argv[], char *const env[]) {
    execve(argv[0], argv, env);
    fprintf(stderr, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static _Noreturn void run_shell(char *const argv[], char *const env[]) {
    struct termios own;
    tcgetattr(STDIN_FILENO, &own);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        own_terminal(getpid());
        run(argv, env);
    }
    setpgid(child, child);
    int state;
    while (waitpid(child, &state, WUNTRACED) == child && WIFSTOPPED(state)) {
        struct termios theirs;
        tcgetattr(STDIN_FILENO, &theirs);
        own_terminal(getpgrp());
        bool same = theirs.c_lflag == own.c_lflag && theirs.c_iflag == own.c_iflag && theirs.c_oflag == own.c_oflag;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &own);
        printf("STOPPED %s\r\n", same ? "modes restored" : "modes left behind");
        fflush(stdout);
        char line[80];
        if (read(STDIN_FILENO, line, sizeof line) <= 0) _exit(126);
        own_terminal(child);
        kill(-child, SIGCONT);
    }
    own_terminal(getpgrp());
    _exit(WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state));
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
    char **env = make_env(tty, more);
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
        if (shell) run_shell(words.wanted, env);
        run(words.wanted, env);
    }
    free_env(env);
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
        sscanf(from + sizeof start_of - 1, "%llu;%d;%d", &tty->marked_bytes, &tty->marked_rows, &tty->marked_columns);
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

/* Takes in what is there, waiting at most `wait` ms for the first byte; false when the program has ended and all is
 * read. */
static bool pump(Tty *tty, int wait) {
    struct pollfd fds[] = {{.fd = tty->master, .events = POLLIN}, {.fd = tty->ended_fd, .events = POLLIN}};
    int count = poll(fds, COUNT_OF(fds), wait);
    if (count < 0) return errno == EINTR;
    if (fds[0].revents & POLLIN) {
        char bytes[8192];
        ssize_t got = read(tty->master, bytes, sizeof bytes);
        if (got > 0) {
            for (ssize_t i = 0; i < got; i++)
                if (bytes[i]) strbuf_addc(&tty->raw, bytes[i]); /* padding NULs would end strstr */
            vterm_input_write(tty->vterm, bytes, (size_t)got);
            drop_answers(tty);
            find_markers(tty);
            return true;
        }
    }
    return !fds[1].revents;
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

/* What an xterm sends: `form` with the modifier where the %s is. */
static const struct {
    uint32_t key;
    const char *plain, *modified;
} key_bytes[] = {
    {KEY_ENTER, "\r", NULL},
    {KEY_ESC, "\033", NULL},
    {KEY_TAB, "\t", NULL},
    {KEY_BACKSPACE, "\x7f", NULL},
    {KEY_DELETE, "\033[3~", "\033[3;%u~"},
    {KEY_INSERT, "\033[2~", "\033[2;%u~"},
    {KEY_UP, "\033[A", "\033[1;%uA"},
    {KEY_DOWN, "\033[B", "\033[1;%uB"},
    {KEY_RIGHT, "\033[C", "\033[1;%uC"},
    {KEY_LEFT, "\033[D", "\033[1;%uD"},
    {KEY_HOME, "\033[H", "\033[1;%uH"},
    {KEY_END, "\033[F", "\033[1;%uF"},
    {KEY_PAGE_UP, "\033[5~", "\033[5;%u~"},
    {KEY_PAGE_DOWN, "\033[6~", "\033[6;%u~"},
    {KEY_F1, "\033OP", "\033[1;%uP"},
    {KEY_F2, "\033OQ", "\033[1;%uQ"},
    {KEY_F3, "\033OR", "\033[1;%uR"},
    {KEY_F4, "\033OS", "\033[1;%uS"},
    {KEY_F5, "\033[15~", "\033[15;%u~"},
    {KEY_F6, "\033[17~", "\033[17;%u~"},
    {KEY_F7, "\033[18~", "\033[18;%u~"},
    {KEY_F8, "\033[19~", "\033[19;%u~"},
    {KEY_F9, "\033[20~", "\033[20;%u~"},
    {KEY_F10, "\033[21~", "\033[21;%u~"},
    {KEY_F11, "\033[23~", "\033[23;%u~"},
    {KEY_F12, "\033[24~", "\033[24;%u~"},
};

static void add_named(StrBuf *out, uint32_t key, unsigned mods) {
    if (key == KEY_TAB && mods == MOD_SHIFT) {
        strbuf_add(out, "\033[Z");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(key_bytes); i++) {
        if (key_bytes[i].key != key) continue;
        if (!mods || !key_bytes[i].modified) {
            strbuf_add(out, key_bytes[i].plain);
            return;
        }
        const char *form = key_bytes[i].modified, *place = strstr(form, "%u");
        strbuf_addn(out, form, (size_t)(place - form));
        strbuf_addf(out, "%u%s", mods + 1, place + 2);
        return;
    }
    fail_msg("no bytes for key %x", key);
}

static size_t key_into(StrBuf *out, const char *name) {
    uint32_t key;
    unsigned mods;
    size_t used = key_parse(name, &key, &mods);
    if (!used) fail_msg("no key \"%s\"", name);
    if (key >= KEY_NONE) {
        add_named(out, key, mods);
        return used;
    }
    if (mods & MOD_ALT) strbuf_addc(out, '\033');
    char text[24];
    if (mods & MOD_CTRL)
        strbuf_addc(out, (char)(key & 0x1f));
    else if (key == ' ')
        strbuf_addc(out, ' ');
    else {
        key_format(key, 0, text);
        strbuf_add(out, text);
    }
    return used;
}

void tty_key(Tty *tty, const char *names) {
    StrBuf bytes;
    strbuf_init(&bytes);
    for (const char *at = names + strspn(names, " "); *at; at += strspn(at, " "))
        at += key_into(&bytes, at);
    tty_send(tty, bytes.data, bytes.length);
    strbuf_done(&bytes);
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
    long long end = now_ms() + PATIENCE_MS;
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
    long long end = now_ms() + PATIENCE_MS;
    while (tty->marked_bytes < tty->sent || tty->marked_rows != tty->rows || tty->marked_columns != tty->columns)
        if (!pump(tty, 100) || now_ms() > end) {
            char detail[120];
            snprintf(detail, sizeof detail, "%llu of %llu bytes, %dx%d", tty->marked_bytes, tty->sent,
                     tty->marked_columns, tty->marked_rows);
            give_up(tty, "the marker, has", detail);
        }
}

/* ---- the screen ---- */

static void add_character(StrBuf *out, uint32_t character) {
    char text[24];
    key_format(character, 0, text);
    strbuf_add(out, character == ' ' ? " " : text);
}

static void add_row(const Tty *tty, int row, StrBuf *out) {
    size_t start_of_row = out->length;
    for (int column = 0; column < tty->columns; column++) {
        VTermScreenCell cell;
        if (!vterm_screen_get_cell(tty->screen, (VTermPos){row, column}, &cell)) continue;
        if (cell.chars[0] == (uint32_t)-1) continue;
        if (!cell.chars[0]) strbuf_addc(out, ' ');
        for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            add_character(out, cell.chars[i]);
    }
    while (out->length > start_of_row && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

const char *tty_row(Tty *tty, int row) {
    StrBuf text;
    strbuf_init(&text);
    if (row >= 0 && row < tty->rows) add_row(tty, row, &text);
    int slot = row >= 0 && row < ROWS_MAX ? row : 0;
    free(tty->row_text[slot]);
    tty->row_text[slot] = strdup(text.data);
    strbuf_done(&text);
    return tty->row_text[slot];
}

char *tty_screen(Tty *tty) {
    StrBuf text;
    strbuf_init(&text);
    for (int row = 0; row < tty->rows; row++) {
        add_row(tty, row, &text);
        strbuf_addc(&text, '\n');
    }
    char *copy = strdup(text.data);
    strbuf_done(&text);
    return copy;
}

bool tty_shows(Tty *tty, const char *text) {
    char *all = tty_screen(tty);
    bool found = strstr(all, text) != NULL;
    free(all);
    return found;
}

static int colour_number(VTermColor colour) {
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour)) return -1;
    if (VTERM_COLOR_IS_INDEXED(&colour)) return colour.indexed.idx;
    return 0x1000000 | colour.rgb.red << 16 | colour.rgb.green << 8 | colour.rgb.blue;
}

TtyCell tty_cell(const Tty *tty, int row, int column) {
    VTermScreenCell cell;
    if (!vterm_screen_get_cell(tty->screen, (VTermPos){row, column}, &cell))
        return (TtyCell){.character = ' ', .width = 1, .fg = -1, .bg = -1};
    bool half = cell.chars[0] == (uint32_t)-1;
    return (TtyCell){.character = half            ? 0
                                  : cell.chars[0] ? cell.chars[0]
                                                  : ' ',
                     .width = cell.width,
                     .bold = cell.attrs.bold,
                     .underline = cell.attrs.underline != 0,
                     .reverse = cell.attrs.reverse,
                     .italic = cell.attrs.italic,
                     .fg = colour_number(cell.fg),
                     .bg = colour_number(cell.bg)};
}

void tty_cursor(const Tty *tty, int *row, int *column) {
    VTermPos place;
    vterm_state_get_cursorpos(vterm_obtain_state(tty->vterm), &place);
    *row = place.row;
    *column = place.col;
}

size_t tty_bytes(const Tty *tty) {
    return tty->raw.length - tty->markers;
}

size_t tty_idle(Tty *tty, int milliseconds) {
    size_t before = tty_bytes(tty);
    long long end = now_ms() + milliseconds;
    for (long long left = milliseconds; left > 0 && pump(tty, (int)left);) left = end - now_ms();
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
    long long end = now_ms() + PATIENCE_MS;
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
