#include "loket/base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/base/file.h"
#include "loket/base/utf8.h"

enum { TEXT_MAX = 1000, LOG_MAX = 1024 * 1024 };

/* One old log is kept, so that the two never take more than twice LOG_MAX. */
static void turn_over(const char *path, Arena *arena) {
    struct stat info;
    if (stat(path, &info) == 0 && info.st_size > LOG_MAX) (void)!rename(path, arena_printf(arena, "%s.1", path));
}

/* One write of the whole line: with O_APPEND lines of several sessions do not mix. */
static void append(const char *path, const StrBuf *line) {
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd < 0) return;
    (void)!write(fd, line->data, line->length);
    close(fd);
}

void log_line(const Env *env, const char *format, ...) {
    char text[TEXT_MAX], moment[32];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0) return;
    moment_write(env_now(env), moment);
    StrBuf line;
    strbuf_init(&line);
    strbuf_addf(&line, "%s %ld ", moment, (long)getpid());
    utf8_make_safe(&line, text, strlen(text), SAFE_LINE);
    strbuf_addc(&line, '\n');
    Arena *arena = arena_new();
    const char *path = env_path(FOLDER_STATE, "loket.log", arena);
    if (file_make_parent(path, NULL) == OK) {
        turn_over(path, arena);
        append(path, &line);
    }
    arena_free(arena);
    strbuf_done(&line);
}

void log_error(const Env *env, const Error *err) {
    log_line(env, "error %d %s%s%s", (int)err->status, err->where, *err->where ? " " : "", err->message);
}
