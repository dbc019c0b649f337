/* Type: whether this machine knows a terminal type. Apart, because curses' term.h has macros for every other word. */
#ifndef LOKET_TERM_TYPE_H
#define LOKET_TERM_TYPE_H

#include <stdbool.h>

/* True if terminfo describes `type`; `fd` is the terminal. */
bool type_known(const char *type, int fd);

#endif
