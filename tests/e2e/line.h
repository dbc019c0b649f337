/* Line: one way of a connection: bytes that leave at a rate and arrive later, in order. Pure: time goes in.
 *
 * It takes no more than `room` bytes that have not left yet, as the sending end of a modem does: whoever fills it has to wait. What is under
 * way is not bounded. Both ways together, between a pty and a terminal, are tty_line. */
#ifndef LOKET_TESTS_E2E_LINE_H
#define LOKET_TESTS_E2E_LINE_H

#include <stddef.h>
#include <stdint.h>

typedef struct Line Line;

/* `rate` in bytes a second, 0 = as fast as they come; a modem of 9600 baud sends ten bits a byte, so 960. */
Line *line_new(int rate, int delay_ms, size_t room);
void line_free(Line *line);

/* How many bytes it takes at `now`, microseconds of a steady clock. */
size_t line_room(const Line *line, int64_t now);
/* Sends; `count` must have room. */
void line_put(Line *line, const char *bytes, size_t count, int64_t now);
/* What has arrived by `now`: copies up to `most` bytes and says how many. */
size_t line_get(Line *line, char *bytes, size_t most, int64_t now);
/* Microseconds until the next byte arrives: 0 = there is one, -1 = none is under way. */
int64_t line_wait(const Line *line, int64_t now);
/* Microseconds until it takes a byte again; 0 = it does. */
int64_t line_wait_room(const Line *line, int64_t now);

#endif
