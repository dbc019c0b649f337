#include "loket/term/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/base/text.h"

enum { LOOK_EVERY = 2000 };

/* Enough of a file to see that it was written. */
typedef struct Mark {
    off_t size;
    struct timespec changed;
    ino_t inode;
} Mark;

struct Watch {
    int fd;
    char *path, *wal; /* whole paths */
    Mark marks[2];
};

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static Mark mark_of(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0) return (Mark){0};
    return (Mark){info.st_size, info.st_mtim, info.st_ino};
}

static bool differs(Mark a, Mark b) {
    return a.size != b.size || a.inode != b.inode || a.changed.tv_sec != b.changed.tv_sec ||
           a.changed.tv_nsec != b.changed.tv_nsec;
}

static char *text_with(const char *text, size_t length, const char *more) {
    size_t size = length + strlen(more) + 1;
    char *copy = malloc(size);
    if (!copy) abort();
    snprintf(copy, size, "%.*s%s", (int)length, text, more);
    return copy;
}

static int watch_folder(const char *path) {
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) return -1;
    size_t length = (size_t)(base_name(path) - path);
    char *folder = length ? text_with(path, length, "") : text_with(".", 1, "");
    int added = inotify_add_watch(fd, folder, IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_ONLYDIR);
    free(folder);
    if (added >= 0) return fd;
    close(fd);
    return -1;
}

Watch *watch_new(const char *path) {
    Watch *watch = calloc(1, sizeof *watch);
    if (!watch) abort();
    watch->path = text_with(path, strlen(path), "");
    watch->wal = text_with(path, strlen(path), "-wal");
    watch->fd = watch_folder(path);
    watch->marks[0] = mark_of(watch->path);
    watch->marks[1] = mark_of(watch->wal);
    return watch;
}

void watch_free(Watch *watch) {
    if (!watch) return;
    if (watch->fd >= 0) close(watch->fd);
    free(watch->path);
    free(watch->wal);
    free(watch);
}

int watch_fd(const Watch *watch) {
    return watch->fd;
}

int watch_interval(const Watch *watch) {
    return watch->fd < 0 ? LOOK_EVERY : -1;
}

static bool marks_changed(Watch *watch) {
    Mark now[2] = {mark_of(watch->path), mark_of(watch->wal)};
    bool changed = differs(now[0], watch->marks[0]) || differs(now[1], watch->marks[1]);
    memcpy(watch->marks, now, sizeof now);
    return changed;
}

/* Whether an event in the folder is about our two files; when the queue ran over, it may have been. */
static bool concerns(const Watch *watch, const struct inotify_event *event) {
    if (event->mask & IN_Q_OVERFLOW) return true;
    return event->len > 0 &&
           (text_equal(event->name, base_name(watch->path)) || text_equal(event->name, base_name(watch->wal)));
}

bool watch_changed(Watch *watch) {
    if (watch->fd < 0) return marks_changed(watch);
    _Alignas(struct inotify_event) char buffer[4096];
    bool changed = false, gone = false;
    ssize_t length;
    while ((length = read(watch->fd, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < length;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            changed |= concerns(watch, event);
            gone |= (event->mask & IN_IGNORED) != 0;
            at += (ssize_t)(sizeof *event + event->len);
        }
    if (gone) { /* the folder went away: look now and then */
        close(watch->fd);
        watch->fd = -1;
    }
    return changed || gone;
}
