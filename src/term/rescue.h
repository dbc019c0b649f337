/* Rescue: gives the terminal back when the program crashes. Only for term.c; one terminal at a time, because signals
 * are global. */
#ifndef LOKET_TERM_RESCUE_H
#define LOKET_TERM_RESCUE_H

#include <stddef.h>
#include <termios.h>

enum { RESCUE_MAX = 512 };

/* From now on a fatal signal writes `bytes` (copied, cut to RESCUE_MAX) to `fd`, restores `saved` and dies of the same
 * signal. */
void rescue_arm(int fd, const struct termios *saved, const char *bytes, size_t length);
void rescue_disarm(void);

/* While a frame is written SIGTERM, SIGHUP and SIGINT are let through, or a reader that has stopped would hold us for
 * ever: they throw away what it has not read. rescue_end_frame blocks them again and sends on what came, for the loop.
 */
void rescue_begin_frame(void);
void rescue_end_frame(void);

#endif
