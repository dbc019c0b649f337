/* Marker: how a program tells a watching test how many bytes of input it has handled and drawn.
 *
 * With LOKET_TEST_MARKER=1 in the environment it writes ESC ] 7717 ; N BEL behind each frame, N counted from its start. Loket and
 * the floor program write it; measure.c reads it. Terminals drop it. */
#ifndef LOKET_BENCH_MARKER_H
#define LOKET_BENCH_MARKER_H

#define MARKER_VARIABLE "LOKET_TEST_MARKER"
#define MARKER_START "\033]7717;"
#define MARKER_END '\a'

#endif
