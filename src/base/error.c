#include "loket/base/error.h"

#include <stdarg.h>

#include "loket/base/utf8.h"

Status fail(Error *err, Status status, const char *format, ...) {
    if (!err) return status;
    err->status = status;
    err->hint[0] = err->where[0] = '\0';
    err->column = 0;
    va_list args;
    va_start(args, format);
    utf8_vprint(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

Status error_hint(Error *err, const char *format, ...) {
    if (!err) return ERR_BUG;
    va_list args;
    va_start(args, format);
    utf8_vprint(err->hint, sizeof err->hint, format, args);
    va_end(args);
    return err->status;
}

Status error_where(Error *err, const char *format, ...) {
    if (!err) return ERR_BUG;
    va_list args;
    va_start(args, format);
    utf8_vprint(err->where, sizeof err->where, format, args);
    va_end(args);
    return err->status;
}

int status_exit_code(Status status) {
    static const int codes[] = {[OK] = 0,       [ERR_USAGE] = 2, [ERR_INVALID] = 3, [ERR_MISSING] = 4, [ERR_CLASH] = 5,
                                [ERR_BUSY] = 6, [ERR_FILE] = 7,  [ERR_DATA] = 8,    [ERR_BUG] = 70};
    return codes[status];
}
