/* Edit buffer: text with a cursor, what the one-line and the many-line editor have in common.
 *
 * Holds well-formed UTF-8; the cursor stands on grapheme boundaries. Knows the readline keys that need no geometry,
 * keeps one killed text and its own undo; it is not the undo of the desk. Knows nothing of rows, fields or screens.
 * Owns its memory. */
#ifndef LOKET_UI_EDIT_BUFFER_H
#define LOKET_UI_EDIT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/text.h"
#include "loket/ui/event.h"

typedef struct EditStep {
    size_t at;                /* where it happened */
    char *removed, *inserted; /* owned; lengths beside them */
    size_t removed_length, inserted_length;
    size_t cursor; /* before the step */
    bool typed;    /* single characters: the next one may join */
} EditStep;

typedef struct EditBuffer {
    StrBuf text;     /* read only for others: change it through the functions */
    size_t cursor;   /* bytes, a grapheme boundary */
    size_t limit;    /* at most so many bytes; 0 = none */
    StrBuf killed;   /* what C-y brings back */
    EditStep *steps; /* undo: steps[0..step_at) are done, the rest can be done again */
    size_t step_at, step_count, step_capacity;
    unsigned long version; /* counts changes of the text: a form compares it to know when to keep a draft */
    bool open;             /* the last step may still grow by typing */
} EditBuffer;

void edit_init(EditBuffer *edit);
void edit_done(EditBuffer *edit);
/* Replaces all text, cursor at the end, and forgets the undo. Bad bytes become U+FFFD. */
void edit_set(EditBuffer *edit, const char *text);
/* Replaces `count` bytes from `at` by `length` bytes of well-formed `text`, as one undo step, cursor behind them.
 * False, and no change, if the limit forbids it. */
bool edit_replace(EditBuffer *edit, size_t at, size_t count, const char *text, size_t length);
/* The character a plain key stands for as UTF-8; returns its bytes, 0 if the event is no such key. */
size_t edit_character(const Event *event, char out[4]);
/* Puts a typed character at the cursor; a run of them is one undo step a word. False if the limit forbids it. */
bool edit_type(EditBuffer *edit, const char *text, size_t length);
/* Moves, kills, yanks, takes back: the keys of readline (C-a C-e C-b C-f A-b A-f C-Left C-Right Home End Backspace
 * Delete C-d C-w A-Backspace A-d C-u C-k C-y C-t, C-_ or A-u undo, A-U redo). Lines end at newlines. Returns whether
 * the key was one. */
bool edit_key(EditBuffer *edit, const Event *event);
bool edit_undo(EditBuffer *edit);
bool edit_redo(EditBuffer *edit);
/* Forgets undo and killed text, wiping what they held: for secrets. */
void edit_forget(EditBuffer *edit);
/* Moves the cursor to `at`, or on to the next grapheme boundary. */
void edit_move(EditBuffer *edit, size_t at);
/* Start and end (the newline or the end of the text) of the line around `at`. */
size_t edit_line_start(const EditBuffer *edit, size_t at);
size_t edit_line_end(const EditBuffer *edit, size_t at);

/* Appends pasted bytes cleaned for storing: bad bytes become U+FFFD, control characters go, CR LF and CR become a
 * newline, or, with `one_line`, each line break and tab a blank. Returns the line breaks that were turned into blanks
 * (one at the very end is dropped uncounted). */
int edit_clean(StrBuf *out, const char *text, size_t length, bool one_line);

#endif
