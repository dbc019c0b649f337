#include "newfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/base/arena.h"
#include "loket/base/lang.h"
#include "loket/base/text.h"

static Status already_there(const char *path, Error *err) {
    fail(err, ERR_CLASH, _("there is a file '%s' already"), path);
    return error_hint(err, "%s", _("choose another name with --db, or open it with: loket --db FILE"));
}

/* What SQLite kept beside a file that is gone it would take for part of the new one, and spoil it. */
static Status nothing_left(const char *path, Error *err) {
    static const char *const endings[] = {"-wal", "-journal"};
    Arena *arena = arena_new();
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(endings) && status == OK; i++) {
        struct stat info;
        const char *left = arena_printf(arena, "%s%s", path, endings[i]);
        if (lstat(left, &info) != 0 || info.st_size == 0) continue;
        fail(err, ERR_CLASH, _("'%s' was left by a file that is gone"), left);
        status = error_hint(err, "%s", _("put that file back, or remove what it left; else choose another name with --db"));
    }
    arena_free(arena);
    return status;
}

Status newfile_led(const char *path, Error *err) {
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISLNK(info.st_mode) || stat(path, &info) == 0) return OK;
    fail(err, ERR_FILE, _("'%s' is a link to a file that is not there"), path);
    return error_hint(err, "%s", _("is a disk missing? else remove the link"));
}

static Status cannot_make(const char *path, Error *err) {
    int why = errno;
    fail(err, ERR_FILE, _("cannot make '%s': %s"), path, strerror(why));
    return error_hint(err, "%s", why == ENOSPC ? _("make room and try again; nothing was changed") : _("look at the permissions of the folder"));
}

/* With what SQLite keeps beside it. */
static void remove_with(const char *beside) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(endings); i++) unlink(arena_printf(arena, "%s%s", beside, endings[i]));
    arena_free(arena);
}

/* The folder of `path` and, in `*name`, its name there. */
static char *folder_of(const char *path, Arena *arena, const char **name) {
    const char *slash = strrchr(path, '/');
    *name = slash ? slash + 1 : path;
    return slash ? arena_strndup(arena, path, (size_t)(slash - path) + 1) : arena_strdup(arena, "./");
}

/* The lock goes with the process that held it; that this descriptor is closed again costs nobody a lock, as who makes it holds another kind. */
static bool left_behind(const char *beside) {
    int file = open(beside, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) return errno == ENOENT; /* only its -wal or -shm is there */
    bool free_now = flock(file, LOCK_EX | LOCK_NB) == 0;
    close(file);
    return free_now;
}

enum { RANDOM = 6 }; /* letters mkostemp fills in */

/* Removes what was left beside `path` by programs that were killed while making it. */
static void clean_up(const char *path, Arena *arena) {
    const char *name;
    char *folder = folder_of(path, arena, &name), *prefix = arena_printf(arena, ".%s.new.", name);
    DIR *listing = opendir(folder);
    if (!listing) return;
    for (const struct dirent *entry; (entry = readdir(listing));) {
        if (!text_starts(entry->d_name, prefix) || strlen(entry->d_name) < strlen(prefix) + RANDOM) continue;
        char *beside = arena_printf(arena, "%s%.*s", folder, (int)(strlen(prefix) + RANDOM), entry->d_name);
        if (left_behind(beside)) remove_with(beside);
    }
    closedir(listing);
}

Status newfile_begin(NewFile *file, const char *path, Error *err) {
    *file = (NewFile){.lock = -1};
    struct stat info;
    Status status = newfile_led(path, err);
    if (status != OK) return status;
    if (lstat(path, &info) == 0) return already_there(path, err);
    status = nothing_left(path, err);
    if (status != OK) return status;
    Arena *arena = arena_new();
    const char *name;
    clean_up(path, arena);
    char *folder = folder_of(path, arena, &name), *beside = arena_printf(arena, "%s.%s.new.XXXXXX", folder, name);
    file->lock = mkostemp(beside, O_CLOEXEC);
    if (file->lock < 0)
        status = cannot_make(path, err);
    else if (flock(file->lock, LOCK_EX | LOCK_NB) != 0 || fstat(file->lock, &info) != 0 || info.st_nlink == 0) {
        /* another one cleaned up just now, and took it for left behind */
        close(file->lock);
        fail(err, ERR_BUSY, _("another program is making '%s'"), path);
        status = error_hint(err, "%s", _("try again in a moment"));
    } else if (!(file->beside = strdup(beside)) || !(file->path = strdup(path)))
        abort();
    arena_free(arena);
    return status;
}

static void done(NewFile *file) {
    if (file->lock >= 0) close(file->lock);
    free(file->path);
    free(file->beside);
    *file = (NewFile){.lock = -1};
}

/* Onto a name that is free, or not at all; a file system that knows no such renaming knows links, or neither. */
static bool put_at(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    if (link(from, to) != 0) return false;
    unlink(from);
    return true;
}

/* The new name is only lasting when its folder is on disk too; a file system that cannot do this is no reason to fail. */
static void sync_folder(const char *path) {
    Arena *arena = arena_new();
    const char *name;
    int folder = open(folder_of(path, arena, &name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        (void)!fsync(folder);
        close(folder);
    }
    arena_free(arena);
}

Status newfile_keep(NewFile *file, Error *err) {
    Status status = OK;
    if (fsync(file->lock) != 0 || !put_at(file->beside, file->path)) status = errno == EEXIST ? already_there(file->path, err) : cannot_make(file->path, err);
    if (status == OK) {
        remove_with(file->beside); /* what may be left beside it */
        sync_folder(file->path);
        done(file);
    } else
        newfile_drop(file);
    return status;
}

void newfile_drop(NewFile *file) {
    if (file->beside) remove_with(file->beside);
    done(file);
}
