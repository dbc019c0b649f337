#include "term_away.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loket/base/lang.h"
#include "loket/base/text.h"

/* ---- stopped ---- */

static void forget_signals(const int *numbers, size_t count) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < count; i++)
        sigaddset(&set, numbers[i]);
    struct timespec none = {0};
    while (sigtimedwait(&set, NULL, &none) > 0)
        continue;
}

/* Stops by the default action of SIGTSTP, which the shell understands; nothing happens in an orphaned process group. */
static void stop(bool group) {
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    kill(group ? 0 : getpid(), SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    sigprocmask(SIG_BLOCK, &only, NULL);
    forget_signals((const int[]){SIGTSTP, SIGCONT}, 2);
}

void term_suspend(Term *term, bool group) {
    term_leave(term);
    stop(group);
    term_resume(term);
}

/* ---- another program ---- */

static void child_run(const Term *term, char *const argv[], int report) {
    term_hand_over(term);
    execvp(argv[0], argv);
    int reason = errno;
    ssize_t done = write(report, &reason, sizeof reason);
    (void)done;
    _exit(127);
}

/* Waits for the child; when it is stopped (Ctrl-Z in the editor) we stop with it, so that the shell comes back. */
static int wait_for(pid_t child) {
    int state = 0;
    for (;;) {
        pid_t done = waitpid(child, &state, WUNTRACED);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return 127;
        if (!WIFSTOPPED(state)) break;
        raise(SIGSTOP);
        kill(child, SIGCONT);
    }
    return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
}

Status term_run_program(Term *term, char *const argv[], int *code, Error *err) {
    int report[2], reason = 0;
    if (pipe2(report, O_CLOEXEC) != 0)
        return fail(err, ERR_FILE, _("cannot run \"%s\": %s"), argv[0], strerror(errno));
    term_leave(term);
    /* Ctrl-C and Ctrl-\ there are meant for the program. */
    void (*quit_before)(int) = signal(SIGQUIT, SIG_IGN);
    pid_t child = fork();
    if (child == 0) child_run(term, argv, report[1]);
    if (child < 0) reason = errno;
    close(report[1]);
    if (child > 0) {
        if (read(report[0], &reason, sizeof reason) != sizeof reason) reason = 0;
        *code = wait_for(child);
    }
    close(report[0]);
    signal(SIGQUIT, quit_before);
    forget_signals((const int[]){SIGINT, SIGTSTP, SIGCONT}, 3);
    term_resume(term);
    if (reason) return fail(err, ERR_FILE, _("cannot run \"%s\": %s"), argv[0], strerror(reason));
    return OK;
}
