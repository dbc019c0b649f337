/* A file that comes to be. Private to store/.
 *
 * It is made beside its place under a hidden name (".NAME.new.XXXXXX", mode 0600) and put there in one step when it is whole, never over
 * another. So whatever happens meanwhile, there is no file or a whole one. While it is made a lock is held on it, by which the next one
 * knows what a killed program left behind, and removes it. */
#ifndef LOKET_STORE_NEWFILE_H
#define LOKET_STORE_NEWFILE_H

#include "loket/base/error.h"

typedef struct NewFile {
    char *path, *beside; /* NULL: there is none */
    int lock;
} NewFile;

/* OK, or ERR_FILE when `path` is a link that leads nowhere. */
Status newfile_led(const char *path, Error *err);
/* Makes the empty file `beside`; ERR_CLASH when there is something at `path`. */
Status newfile_begin(NewFile *file, const char *path, Error *err);
/* Puts it at its place, on the disk for good. It must not be open in SQLite. Whatever comes of it, it is done then. */
Status newfile_keep(NewFile *file, Error *err);
/* Takes it away with all that stands beside it; safe when there is none. */
void newfile_drop(NewFile *file);

#endif
