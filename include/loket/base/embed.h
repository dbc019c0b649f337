/* Files compiled into the program: migrations, themes, keymaps, policies. Each list ends with a NULL name. */
#ifndef LOKET_BASE_EMBED_H
#define LOKET_BASE_EMBED_H

#include <stddef.h>

typedef struct EmbeddedFile {
    const char *name; /* without folder */
    const char *data; /* a NUL stands behind it */
    size_t length;
} EmbeddedFile;

#endif
