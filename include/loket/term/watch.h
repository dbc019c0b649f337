/* Watch: notices that another process may have written the database file.
 *
 * Uses inotify on the folder (the -wal comes and goes); where that is impossible, sizes and times are looked at. It only says
 * "look": what has changed is the store's business. Never opens the file: that would drop SQLite's locks. */
#ifndef LOKET_TERM_WATCH_H
#define LOKET_TERM_WATCH_H

#include <stdbool.h>

typedef struct Watch Watch;

Watch *watch_new(const char *path);
void watch_free(Watch *watch);
/* Readable when there may be news, or -1: then ask every watch_interval. */
int watch_fd(const Watch *watch);
/* Milliseconds between two looks, -1 when the descriptor tells. */
int watch_interval(const Watch *watch);
/* True if the file or its -wal may have been written since the last call. */
bool watch_changed(Watch *watch);

#endif
