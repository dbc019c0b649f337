#include "loket/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/base/lang.h"
#include "loket/base/text.h"

/* `what` cannot be done with `path`, because of errno. A missing file has its own status, as a caller may go on without
 * it. */
static Status fail_errno(Error *err, const char *what, const char *path) {
    int code = errno;
    return fail(err, code == ENOENT ? ERR_MISSING : ERR_FILE, "%s \"%s\": %s", what, path, strerror(code));
}

static bool is_device(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static Status read_all(int fd, size_t limit, StrBuf *buffer, const char *path, Error *err) {
    char *chunk = malloc(64 * 1024);
    if (!chunk) abort();
    Status status = OK;
    while (status == OK) {
        ssize_t got = read(fd, chunk, 64 * 1024);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            status = fail_errno(err, _("cannot read"), path);
        else if ((size_t)got > limit - buffer->length)
            status = fail(err, ERR_DATA, _("file \"%s\" is larger than the %zu bytes allowed"), path, limit);
        else
            strbuf_addn(buffer, chunk, (size_t)got);
    }
    free(chunk);
    return status;
}

Status file_read(const char *path, size_t limit, Arena *arena, char **data, size_t *length, Error *err) {
    bool standard = text_equal(path, "-");
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return fail_errno(err, _("cannot open"), path);
    StrBuf buffer;
    strbuf_init(&buffer);
    Status status = read_all(fd, limit, &buffer, path, err);
    if (status == OK) {
        *data = arena_strndup(arena, buffer.data, buffer.length);
        *length = buffer.length;
    }
    strbuf_done(&buffer);
    if (!standard) close(fd);
    return status;
}

Status file_read_kept(const char *path, size_t limit, Arena *arena, char **data, size_t *length, Error *err) {
    if (is_device(path)) return fail(err, ERR_FILE, _("cannot read \"%s\": it is no ordinary file"), path);
    return file_read(path, limit, arena, data, length, err);
}

bool file_write_all(int fd, const char *data, size_t length) {
    while (length > 0) {
        ssize_t done = write(fd, data, length);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        data += done;
        length -= (size_t)done;
    }
    return true;
}

/* The folder that holds `path`; "." if it names none. */
static char *parent_of(const char *path, Arena *arena) {
    const char *slash = strrchr(path, '/');
    if (!slash) return arena_strdup(arena, ".");
    return slash == path ? arena_strdup(arena, "/") : arena_strndup(arena, path, (size_t)(slash - path));
}

/* The new name is only lasting when its folder is on disk too; a file system that cannot do this is no reason to fail.
 */
static void sync_folder(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    (void)!fsync(fd);
    close(fd);
}

static Status write_beside(char *beside, const char *path, const char *data, size_t length, Error *err) {
    int fd = mkostemp(beside, O_CLOEXEC); /* mode 0600 */
    if (fd < 0) return fail_errno(err, _("cannot make a file beside"), path);
    bool written = file_write_all(fd, data, length) && fsync(fd) == 0;
    int code = errno;
    if (close(fd) != 0 && written) {
        written = false;
        code = errno;
    }
    errno = code;
    if (written && rename(beside, path) == 0) return OK;
    Status status = fail_errno(err, _("cannot write"), path);
    unlink(beside);
    return status;
}

static Status write_into(const char *path, const char *data, size_t length, Error *err) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool written = fd >= 0 && file_write_all(fd, data, length);
    Status status = written ? OK : fail_errno(err, _("cannot write"), path);
    if (fd >= 0) close(fd);
    return status;
}

/* A file put in the place of a device would take it away from everybody (/dev/null, for root), and one in the place of a link its target. */
Status file_write(const char *path, const char *data, size_t length, Error *err) {
    if (is_device(path)) return write_into(path, data, length, err);
    Arena *arena = arena_new();
    char *place = realpath(path, NULL); /* NULL: there is none yet */
    const char *target = place ? place : path;
    Status status = write_beside(arena_printf(arena, "%s.XXXXXX", target), target, data, length, err);
    if (status == OK) sync_folder(parent_of(target, arena));
    free(place);
    arena_free(arena);
    return status;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

Status file_make_parent(const char *path, Error *err) {
    Arena *arena = arena_new();
    char *folder = parent_of(path, arena);
    Status status = OK;
    for (char *at = folder + 1; status == OK && *folder; at++) {
        if (*at != '/' && *at != '\0') continue;
        char kept = *at;
        *at = '\0';
        if (!is_folder(folder) && mkdir(folder, 0700) != 0 && !is_folder(folder)) {
            status = fail(err, ERR_FILE, _("cannot make folder \"%s\": %s"), folder, strerror(errno));
            error_hint(err, "%s", _("choose another place, or look at the permissions of the folder above it"));
        }
        *at = kept;
        if (kept == '\0') break;
    }
    arena_free(arena);
    return status;
}
