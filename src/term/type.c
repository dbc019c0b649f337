#include "type.h"

#include <curses.h>
#include <term.h>

bool type_known(const char *type, int fd) {
    int found = 0;
    if (setupterm(type, fd, &found) == ERR || found != 1) return false;
    del_curterm(cur_term);
    return true;
}
