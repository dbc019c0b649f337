/* Input keys: which key or mouse button the numbers and letters of a sequence mean. Private to term/.
 *
 * Tables and arithmetic alone: what is a sequence, and when it ends, is decided in input.c. Each fills `event` and returns true, or returns
 * false: it is nobody's key, and to be dropped. */
#ifndef LOKET_TERM_INPUT_KEYS_H
#define LOKET_TERM_INPUT_KEYS_H

#include "loket/ui/event.h"

enum { KEY_NUMBERS = 4 }; /* in a sequence, at most */

/* Reads numbers between `;`; what stands behind a `:` is left out. Returns how many, or -1 if it is something else. */
int key_numbers(const char *text, const char *end, int values[KEY_NUMBERS]);

bool key_event(Event *event, uint32_t key, unsigned mods);
/* A byte below 0x20, or DEL. */
bool control_event(Event *event, unsigned char byte, unsigned mods);
/* A whole character; C1 controls are nobody's key. */
bool character_event(Event *event, uint32_t character, unsigned mods);
/* CSI numbers u: a key given by its character code, as kitty does. */
bool code_event(const int values[KEY_NUMBERS], int count, Event *event);
/* CSI < numbers M: a mouse in SGR. */
bool mouse_event(const int values[KEY_NUMBERS], int count, char final, Event *event);
/* CSI numbers ~; `extra` are modifiers that another final byte told. */
bool tilde_event(const int values[KEY_NUMBERS], int count, unsigned extra, Event *event);
/* CSI numbers and a letter. */
bool final_event(const int values[KEY_NUMBERS], int count, char final, Event *event);
/* SS3 numbers and a letter. */
bool pad_event(const int values[KEY_NUMBERS], int count, char final, Event *event);
/* Whether it is where the cursor is (row 1, column n), which looks like F3 with modifiers; those are 2 to 16. */
bool cursor_report(const int values[KEY_NUMBERS], int count, char final);

#endif
