#include "rescue.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loket/base/text.h"

static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGXCPU, SIGSYS};

static const int leaving[] = {SIGTERM, SIGHUP, SIGINT};

/* What the handler needs, prepared: in a handler nothing may be computed or allocated. */
static struct {
    volatile sig_atomic_t armed;
    volatile sig_atomic_t came; /* a signal of `leaving` during a frame */
    int fd;
    struct termios saved;
    char bytes[RESCUE_MAX];
    size_t length;
    struct sigaction before[COUNT_OF(fatal)];
    char *stack; /* a stack overflow must still find room to tidy up */
} rescue;

static void on_fatal(int number) {
    int kept = errno;
    if (rescue.armed) {
        rescue.armed = 0;
        ssize_t done = write(rescue.fd, rescue.bytes, rescue.length);
        (void)done;
        tcsetattr(rescue.fd, TCSANOW, &rescue.saved);
    }
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        if (fatal[i] == number) sigaction(number, &rescue.before[i], NULL);
    errno = kept;
    raise(number); /* blocked until we return, then it kills as it would have */
}

static void on_leaving(int number) {
    int kept = errno;
    rescue.came = number;
    tcflush(rescue.fd, TCOFLUSH);
    errno = kept;
}

static void mask_leaving(int how) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < COUNT_OF(leaving); i++)
        sigaddset(&set, leaving[i]);
    sigprocmask(how, &set, NULL);
}

void rescue_begin_frame(void) {
    mask_leaving(SIG_UNBLOCK);
}

void rescue_end_frame(void) {
    mask_leaving(SIG_BLOCK);
    int number = rescue.came;
    rescue.came = 0;
    if (number) raise(number);
}

static void use_own_stack(void) {
    size_t size = 64 * 1024;
    if (!rescue.stack) rescue.stack = malloc(size);
    if (!rescue.stack) return;
    stack_t stack = {.ss_sp = rescue.stack, .ss_size = size};
    sigaltstack(&stack, NULL);
}

void rescue_arm(int fd, const struct termios *saved, const char *bytes, size_t length) {
    rescue.fd = fd;
    rescue.saved = *saved;
    rescue.length = length < RESCUE_MAX ? length : RESCUE_MAX;
    memcpy(rescue.bytes, bytes, rescue.length);
    use_own_stack();
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        sigaction(fatal[i], &action, &rescue.before[i]);
    struct sigaction leave = {.sa_handler = on_leaving, .sa_flags = SA_RESTART};
    sigfillset(&leave.sa_mask);
    for (size_t i = 0; i < COUNT_OF(leaving); i++)
        sigaction(leaving[i], &leave, NULL);
    rescue.armed = 1;
}

void rescue_disarm(void) {
    if (!rescue.armed) return;
    rescue.armed = 0;
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        sigaction(fatal[i], &rescue.before[i], NULL);
    for (size_t i = 0; i < COUNT_OF(leaving); i++)
        signal(leaving[i], SIG_DFL);
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(rescue.stack);
    rescue.stack = NULL;
}
