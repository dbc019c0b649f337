#include "loket/term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "loket/base/env.h"
#include "loket/base/lang.h"
#include "loket/base/text.h"
#include "loket/base/utf8.h"
#include "loket/term/colour.h"
#include "rescue.h"
#include "term_away.h"
#include "type.h"

/* After our own headers: curses has macros for everything. */
#define NCURSES_WIDECHAR 1
#include <curses.h>

static const char paste_on[] = "\033[?2004h";
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char modes_off[] = "\033[?2004l\033[?1006l\033[?1000l";

static const int watched_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};

struct Term {
    int in, out; /* the same, unless standard input and output are used */
    FILE *in_file, *out_file;
    int picture; /* a file in memory: curses draws into it, so that what it sends can be counted and goes out in one piece */
    SCREEN *screen;
    struct termios saved;
    sigset_t signals, mask_before;
    int signal_fd;
    int rows, columns;
    ColourDepth depth;
    attr_t attributes[STYLE_COUNT];
    int pairs[STYLE_COUNT];
    Cell *shown; /* what curses was told last, rows * columns */
    bool all;    /* curses must be told everything */
    bool clear;  /* and must believe nothing of the screen */
    bool mouse;
    StrBuf wipe; /* colours off and an empty screen, for leaving */
    char note[160];
};

/* ---- raw bytes ---- */

void term_write(Term *term, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t done = write(term->out, bytes, length);
        if (done < 0 && errno != EINTR) return; /* the terminal is gone: the loop will see it */
        if (done < 0) continue;
        bytes += done;
        length -= (size_t)done;
    }
}

static void write_text(Term *term, const char *text) {
    term_write(term, text, strlen(text));
}

/* Appends a terminfo string without its padding: `$<50>` means waiting, and nothing here waits. */
static void add_capability(StrBuf *out, const char *name) {
    const char *text = tigetstr(name);
    if (!text || text == (char *)-1) return;
    while (*text) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end)
            text = end + 1;
        else
            strbuf_addc(out, *text++);
    }
}

/* ---- opening ---- */

static Status find_terminal(Term *term, Error *err) {
    term->in = term->out = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (term->in < 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        term->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        term->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    }
    if (term->in < 0 || term->out < 0 || tcgetattr(term->in, &term->saved) != 0) {
        fail(err, ERR_USAGE, _("there is no terminal to draw on"));
        error_hint(err, _("the commands work without one: loket help"));
        return ERR_USAGE;
    }
    int in = fcntl(term->in, F_DUPFD_CLOEXEC, 3), out = fcntl(term->out, F_DUPFD_CLOEXEC, 3);
    term->in_file = in < 0 ? NULL : fdopen(in, "r");
    term->out_file = out < 0 ? NULL : fdopen(out, "w");
    term->picture = memfd_create("picture", MFD_CLOEXEC);
    if (!term->in_file || !term->out_file || term->picture < 0)
        return fail(err, ERR_FILE, _("cannot use the terminal: %s"), strerror(errno));
    return OK;
}

/* newterm is only called for a type that is there: after a failure it leaves the next screen half set up. */
static bool try_type(Term *term, const char *type) {
    if (text_empty(type) || !type_known(type, term->out)) return false;
    term->screen = newterm(type, term->out_file, term->in_file);
    return term->screen != NULL;
}

/* The asked-for terminal type, or the nearest one that this machine knows. */
static Status find_type(Term *term, Error *err) {
    const char *asked = env_variable("TERM");
    if (!env_variable("NO_COLOR") && colour_promised(env_variable("COLORTERM"), asked, env_variable("TMUX")) &&
        try_type(term, "xterm-direct"))
        return OK;
    if (try_type(term, asked)) return OK;
    static const char *const others[] = {"xterm-256color", "xterm", "vt100", "ansi"};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (try_type(term, others[i])) {
            if (asked)
                utf8_print(term->note, sizeof term->note, _("terminal type \"%s\" is not known here, %s is used"),
                         asked, others[i]);
            else
                snprintf(term->note, sizeof term->note, _("TERM is not set, %s is used"), others[i]);
            return OK;
        }
    fail(err, ERR_USAGE, _("no terminal type is known on this machine"));
    error_hint(err, _("install the package ncurses-base, or set TERMINFO"));
    return ERR_USAGE;
}

static Status check_type(Error *err) {
    const char *cup = tigetstr("cup");
    if (cup && cup != (char *)-1) return OK;
    const char *asked = env_variable("TERM");
    fail(err, ERR_USAGE, _("the terminal type \"%s\" cannot place the cursor"), asked ? asked : "");
    error_hint(err,
               _("set TERM to what your terminal is, such as xterm-256color; the commands work anyway: loket help"));
    return ERR_USAGE;
}

static bool direct_colours(void) {
    const char *text = tigetstr("RGB");
    return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (text && text != (char *)-1);
}

static void start_colours(Term *term) {
    const char *no_color = env_variable("NO_COLOR");
    term->depth = DEPTH_MONO;
    if (no_color || !has_colors() || start_color() == ERR) return;
    term->depth = colour_depth(COLORS, direct_colours(), no_color);
    use_default_colors();
}

static void block_signals(Term *term) {
    sigemptyset(&term->signals);
    for (size_t i = 0; i < COUNT_OF(watched_signals); i++)
        sigaddset(&term->signals, watched_signals[i]);
    sigprocmask(SIG_BLOCK, &term->signals, &term->mask_before);
    term->signal_fd = signalfd(-1, &term->signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void set_modes(Term *term) {
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    typeahead(-1); /* a picture is whole: when there is none, the loop decides */
    leaveok(stdscr, FALSE);
    add_capability(&term->wipe, "sgr0");
    add_capability(&term->wipe, "op");
    add_capability(&term->wipe, "clear");
    StrBuf reset;
    strbuf_init(&reset);
    strbuf_add(&reset, modes_off);
    strbuf_add(&reset, term->wipe.data);
    add_capability(&reset, "rmcup");
    add_capability(&reset, "cnorm");
    rescue_arm(term->out, &term->saved, reset.data, reset.length);
    strbuf_done(&reset);
    /* curses put its own handler there, which is not ours to run: we stop in term_suspend. */
    signal(SIGTSTP, SIG_DFL);
    write_text(term, paste_on);
}

static void free_term(Term *term) {
    if (term->screen) delscreen(term->screen);
    if (term->in_file) fclose(term->in_file);
    if (term->out_file) fclose(term->out_file);
    if (term->in >= 0) close(term->in);
    if (term->out >= 0 && term->out != term->in) close(term->out);
    if (term->picture >= 0) close(term->picture);
    if (term->signal_fd >= 0) close(term->signal_fd);
    sigprocmask(SIG_SETMASK, &term->mask_before, NULL);
    strbuf_done(&term->wipe);
    free(term->shown);
    free(term);
}

Status term_open(Term **opened, const Theme *theme, Error *err) {
    *opened = NULL;
    Term *term = calloc(1, sizeof *term);
    if (!term) abort();
    strbuf_init(&term->wipe);
    term->in = term->out = term->picture = -1;
    block_signals(term);
    Status status = find_terminal(term, err);
    if (status == OK) status = find_type(term, err);
    if (status == OK) status = check_type(err);
    if (status != OK) {
        if (term->screen) tcsetattr(term->in, TCSANOW, &term->saved);
        free_term(term);
        return status;
    }
    start_colours(term);
    set_modes(term);
    term_use_theme(term, theme);
    term_resized(term);
    term->clear = false; /* the first frame clears by itself */
    *opened = term;
    return OK;
}

/* ---- giving the screen away and taking it back ---- */

/* A reader that has stopped must not keep us from leaving: what it has not read by now is thrown away. */
static void make_room(Term *term) {
    struct pollfd one = {.fd = term->out, .events = POLLOUT};
    if (poll(&one, 1, 500) == 0) tcflush(term->out, TCOFLUSH);
}

void term_leave(Term *term) {
    make_room(term);
    write_text(term, modes_off);
    write_text(term, term->wipe.data);
    endwin();
    tcsetattr(term->in, TCSADRAIN, &term->saved);
}

void term_close(Term *term) {
    if (!term) return;
    term_leave(term);
    rescue_disarm();
    free_term(term);
}

void term_resume(Term *term) {
    reset_prog_mode();
    write_text(term, paste_on);
    if (term->mouse) write_text(term, mouse_on);
    term_resized(term);
    term_repaint(term);
}

void term_hand_over(const Term *term) {
    dup2(term->in, STDIN_FILENO);
    dup2(term->out, STDOUT_FILENO);
    dup2(term->out, STDERR_FILENO);
    for (size_t i = 0; i < COUNT_OF(watched_signals); i++)
        signal(watched_signals[i], SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &term->mask_before, NULL);
}

/* ---- what it is ---- */

const char *term_note(const Term *term) {
    return term->note;
}

int term_fd(const Term *term) {
    return term->in;
}

int term_signal_fd(const Term *term) {
    return term->signal_fd;
}

void term_size(const Term *term, int *rows, int *columns) {
    *rows = term->rows;
    *columns = term->columns;
}

int term_baud(const Term *term) {
    static const struct {
        speed_t code;
        int baud;
    } slow[] = {{B300, 300}, {B600, 600}, {B1200, 1200}, {B2400, 2400}, {B4800, 4800}, {B9600, 9600}, {B19200, 19200}};
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        if (cfgetospeed(&term->saved) == slow[i].code) return slow[i].baud;
    return 0; /* from 38400 up: what a pseudo terminal says that knows nothing */
}

void term_resized(Term *term) {
    struct winsize size = {0};
    int rows = LINES, columns = COLS;
    if (ioctl(term->out, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
        rows = size.ws_row;
        columns = size.ws_col;
    }
    if (rows == term->rows && columns == term->columns && term->shown) return;
    if (rows != LINES || columns != COLS) resizeterm(rows, columns);
    term->rows = rows;
    term->columns = columns;
    free(term->shown);
    term->shown = calloc((size_t)rows * (size_t)columns, sizeof *term->shown);
    if (!term->shown) abort();
    term->all = term->clear = true;
}

void term_mouse(Term *term, bool on) {
    if (on == term->mouse) return;
    term->mouse = on;
    write_text(term, on ? mouse_on : "\033[?1006l\033[?1000l");
}

/* ---- looks ---- */

static attr_t curses_attributes(unsigned attributes) {
    static const struct {
        unsigned ours;
        attr_t theirs;
    } table[] = {
        {ATTRIBUTE_BOLD, A_BOLD}, {ATTRIBUTE_UNDERLINE, A_UNDERLINE}, {ATTRIBUTE_REVERSE, A_REVERSE},
        {ATTRIBUTE_DIM, A_DIM},   {ATTRIBUTE_ITALIC, A_ITALIC},
    };
    attr_t result = 0;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (attributes & table[i].ours) result |= table[i].theirs;
    return result & termattrs();
}

/* A pair that cannot be had (too many, or a colour out of reach) leaves the attributes to speak. */
static int curses_pair(const Look *look, ColourDepth depth, int number) {
    int fg, bg;
    colour_map(look, depth, &fg, &bg);
    if ((fg < 0 && bg < 0) || number >= COLOR_PAIRS) return 0;
    return init_extended_pair(number, fg, bg) == ERR ? 0 : number;
}

void term_use_theme(Term *term, const Theme *theme) {
    for (int i = 0; i < STYLE_COUNT; i++) {
        term->attributes[i] = curses_attributes(theme->looks[i].attributes);
        term->pairs[i] = term->depth == DEPTH_MONO ? 0 : curses_pair(&theme->looks[i], term->depth, i + 1);
    }
    term->all = true;
}

/* ---- showing ---- */

static size_t decode(const char *text, wchar_t *character) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        *character = bytes[0];
        return 1;
    }
    size_t size = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
    wchar_t value = bytes[0] & (0xff >> (size + 1));
    for (size_t i = 1; i < size && bytes[i]; i++)
        value = value << 6 | (bytes[i] & 0x3f);
    *character = value;
    return size;
}

static void fill_cell(const Term *term, const Cell *cell, cchar_t *out) {
    wchar_t characters[CCHARW_MAX + 1];
    size_t count = 0, length = strlen(cell->text);
    for (size_t at = 0; at < length && count < CCHARW_MAX;)
        at += decode(cell->text + at, &characters[count++]);
    characters[count] = L'\0';
    int style = cell->style < STYLE_COUNT ? cell->style : STYLE_PLAIN;
    attr_t attributes = term->attributes[style] ^ (cell->selected ? A_REVERSE : 0);
    int pair = term->pairs[style];
    if (setcchar(out, characters, attributes, 0, &pair) == ERR) setcchar(out, L"?", attributes, 0, &pair);
}

static void show_row(Term *term, const Canvas *canvas, int row, cchar_t *line) {
    Cell *shown = term->shown + (size_t)row * (size_t)term->columns;
    bool same = !term->all;
    for (int column = 0; column < term->columns; column++) {
        const Cell *cell = canvas_cell(canvas, row, column);
        if (same && memcmp(cell, &shown[column], sizeof *cell) == 0) continue;
        same = false;
        shown[column] = *cell;
    }
    if (same) return;
    int count = 0;
    for (int column = 0; column < term->columns; column++)
        if (shown[column].width) fill_cell(term, &shown[column], &line[count++]);
    mvwadd_wchnstr(stdscr, row, 0, line, count);
}

static int within(int value, int limit) {
    return value < 0 ? 0 : value >= limit ? limit - 1 : value;
}

/* Sends what curses drew, and forgets it. */
static size_t send_picture(Term *term) {
    char bytes[4096];
    size_t total = 0;
    lseek(term->picture, 0, SEEK_SET);
    for (ssize_t count; (count = read(term->picture, bytes, sizeof bytes)) > 0; total += (size_t)count) term_write(term, bytes, (size_t)count);
    if (ftruncate(term->picture, 0) == 0) lseek(term->picture, 0, SEEK_SET);
    return total;
}

size_t term_show(Term *term, const Canvas *canvas) {
    cchar_t *line = calloc((size_t)term->columns + 1, sizeof *line);
    if (!line) abort();
    for (int row = 0; row < term->rows; row++)
        show_row(term, canvas, row, line);
    free(line);
    if (term->clear) clearok(curscr, TRUE);
    term->all = term->clear = false;
    int out = fileno(term->out_file);
    dup2(term->picture, out);
    curs_set(canvas->cursor_visible ? 1 : 0);
    wmove(stdscr, within(canvas->cursor_row, term->rows), within(canvas->cursor_column, term->columns));
    wrefresh(stdscr);
    dup3(term->out, out, O_CLOEXEC);
    rescue_begin_frame();
    size_t bytes = send_picture(term);
    rescue_end_frame();
    return bytes;
}

void term_repaint(Term *term) {
    term->all = term->clear = true;
}
