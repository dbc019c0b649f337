/* Log: one line per event worth finding back later, in "loket.log" in the state folder of the user.
 *
 * For faults and for what happens unseen; not the trail (that is evidence, and in the database), never for confidential
 * text. A log that cannot be written is no fault: the line is lost and the program goes on. Holds nothing open. */
#ifndef LOKET_BASE_LOG_H
#define LOKET_BASE_LOG_H

#include "loket/base/env.h"

/* Appends the moment, the process and the formatted text (made safe, on one line of at most 1000 bytes). */
void log_line(const Env *env, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Appends an error: status, place, message. */
void log_error(const Env *env, const Error *err);

#endif
