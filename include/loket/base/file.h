/* Files: reading with a limit, writing so that old or new is there but never half.
 *
 * Never to be used on a live database file: opening and closing it in this process drops SQLite's locks. */
#ifndef LOKET_BASE_FILE_H
#define LOKET_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/arena.h"
#include "loket/base/error.h"

/* Reads the whole file ("-" = standard input) into the arena, NUL behind it; more than `limit` bytes is ERR_DATA. */
Status file_read(const char *path, size_t limit, Arena *arena, char **data, size_t *length, Error *err);
/* The same for what is read at every start without being named: a pipe or a device there is ERR_FILE, for nobody would wait for it. */
Status file_read_kept(const char *path, size_t limit, Arena *arena, char **data, size_t *length, Error *err);
/* Writes a new file beside it (mode 0600), syncs, renames over `path`; a link stays, and what it leads to is replaced. What is no ordinary
 * file (a device, a pipe) is written to. */
Status file_write(const char *path, const char *data, size_t length, Error *err);
/* Writes all of it to an open descriptor, however often it takes; false: errno says why. */
bool file_write_all(int fd, const char *data, size_t length);
/* Makes the folder that holds `path`, and those above it, with mode 0700. */
Status file_make_parent(const char *path, Error *err);

#endif
