/* Marker: how a program tells a watching test how much of its input it has handled and drawn.
 *
 * With LOKET_TEST_MARKER in the environment it writes ESC ] 7717 ; N ; ROWS ; COLUMNS BEL before it waits: everything up to N bytes of
 * input, and this size, is on the screen. More numbers may follow: Loket tells how many pictures it drew. Loket (term/loop.c) and the floor program write it, measure.c reads it; terminals drop it. */
#ifndef LOKET_BENCH_MARKER_H
#define LOKET_BENCH_MARKER_H

#define MARKER_VARIABLE "LOKET_TEST_MARKER"
#define MARKER_START "\033]7717;"
#define MARKER_END '\a'

#endif
