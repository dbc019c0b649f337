/* The clipboard of the terminal: an OSC 52 sequence; inside tmux, which by itself takes none from what runs in it, a buffer of tmux that it
 * sends on. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/text.h"
#include "loket/term/term.h"

static void add_base64(StrBuf *out, const char *text, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned three =
            (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0u);
        strbuf_addc(out, digits[three >> 18]);
        strbuf_addc(out, digits[three >> 12 & 63]);
        strbuf_addc(out, left > 1 ? digits[three >> 6 & 63] : '=');
        strbuf_addc(out, left > 2 ? digits[three & 63] : '=');
    }
}

/* tmux with `input` as its standard input, and nothing to say; 0 or what errno would be. */
static int spawn_tmux(int input, pid_t *child) {
    char program[8] = "tmux", command[16] = "load-buffer", send_on[4] = "-w", from[4] = "-";
    char *const argv[] = {program, command, send_on, from, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t as;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&as);
    posix_spawnattr_setflags(&as, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&as, &none); /* ours waits for signals, its own need not */
    int failed = posix_spawnp(child, program, &files, &as, argv, environ);
    posix_spawnattr_destroy(&as);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static Status copy_to_tmux(const char *text, size_t length, Error *err) {
    int ends[2], state = 1;
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(err, ERR_FILE, _("cannot run \"%s\": %s"), "tmux", strerror(errno));
    int failed = spawn_tmux(ends[0], &child);
    close(ends[0]);
    bool taken = !failed && file_write_all(ends[1], text, length);
    close(ends[1]);
    while (!failed && waitpid(child, &state, 0) < 0 && errno == EINTR) {}
    if (taken && state == 0) return OK;
    fail(err, ERR_FILE, "%s", _("tmux did not take it"));
    return error_hint(err, "%s", _(":set clipboard osc52"));
}

Status term_copy(Term *term, Clipboard way, const char *text, size_t length, Error *err) {
    if (way == CLIPBOARD_OFF) {
        fail(err, ERR_USAGE, _("copying is switched off"));
        error_hint(err, _(":set clipboard osc52"));
        return ERR_USAGE;
    }
    if (length > CLIPBOARD_MAX)
        return fail(err, ERR_USAGE, _("%zu bytes are too many to copy, at most %d"), length, (int)CLIPBOARD_MAX);
    if (way == CLIPBOARD_TMUX) return copy_to_tmux(text, length, err);
    StrBuf bytes;
    strbuf_init(&bytes);
    strbuf_add(&bytes, "\033]52;c;");
    add_base64(&bytes, text, length);
    strbuf_add(&bytes, "\a");
    term_write(term, bytes.data, bytes.length);
    strbuf_done(&bytes);
    return OK;
}
