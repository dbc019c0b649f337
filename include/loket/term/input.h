/* Input: a pure decoder of what a terminal sends: bytes and time go in, events come out.
 *
 * No curses, no clock, no file descriptor. Knows UTF-8, CSI and SS3 keys with modifiers (introduced by ESC or by one eight-bit control),
 * Alt, bracketed paste, SGR mouse; every other sequence is swallowed whole, so that no answer of a terminal can become a command. A lone Esc counts as a key after
 * `escape_ms`; for 500 ms a late `[` or `O` then belongs to it and disappears with its sequence. */
#ifndef LOKET_TERM_INPUT_H
#define LOKET_TERM_INPUT_H

#include <stdint.h>

#include "loket/ui/event.h"

typedef struct Input Input;

enum { INPUT_TAIL_MS = 500, INPUT_PASTE_MS = 2000, INPUT_PASTE_MAX = 1 << 20 };

Input *input_new(int escape_ms);
void input_free(Input *input);
/* Another patience with a lone Esc. */
void input_set_escape(Input *input, int escape_ms);
/* Milliseconds before a lone Esc is a key: `escdelay` (text of ESCDELAY, may be NULL) if it is a number 0..10000, else 100
 * over SSH (`ssh` not NULL) and 25 at home. */
int input_escape_ms(const char *escdelay, const char *ssh);

/* Takes over bytes that arrived at `now` (milliseconds of any steady clock). */
void input_feed(Input *input, const char *bytes, size_t count, int64_t now);
/* The next event, or false. All bytes that arrived until `now` must have been fed; only then does time decide.
 * The text of a paste stays valid until the next call. */
bool input_next(Input *input, int64_t now, Event *event);
/* Milliseconds after `now` at which input_next must be called again even without bytes, or -1. */
int input_wait(const Input *input, int64_t now);
/* How many bytes so far have been decided on: became events or were swallowed. */
uint64_t input_settled(const Input *input);

#endif
