/* Line editor: one line of text to type in, of any length, in any width.
 *
 * Holds state only; which part is shown follows from cursor and width, so nothing has to be told of a resize. Takes the
 * keys of edit_buffer.h; Enter, Esc, Up, Down and Tab (unless there is a ghost to take) are the owner's. Owns its
 * texts. */
#ifndef LOKET_UI_LINE_EDITOR_H
#define LOKET_UI_LINE_EDITOR_H

#include <stdbool.h>

#include "loket/ui/canvas.h"
#include "loket/ui/edit_buffer.h"

typedef struct LineEditor {
    EditBuffer edit;
    StrBuf ghost;     /* proposed rest, shown behind the text while the cursor is at its end; Tab takes it */
    const char *hint; /* shown while empty; borrowed, translated; may be NULL */
    int max;          /* graphemes that may be typed; 0 = any number */
    int blanked;      /* line breaks the last paste turned into blanks: the owner tells, the next key clears */
    bool secret;      /* a passphrase: see line_editor_make_secret */
    bool refused;     /* the last key or paste did not fit whole */
} LineEditor;

void line_editor_init(LineEditor *line);
void line_editor_done(LineEditor *line);
/* For passphrases, of up to 1000 bytes: shows stars, keeps no undo or killed text, and wipes what it held when set or
 * done. To be called while empty. */
void line_editor_make_secret(LineEditor *line);
/* Replaces the text, cursor at its end; forgets undo and ghost. Line breaks become blanks. */
void line_editor_set(LineEditor *line, const char *text);
/* The text; valid until the next change. */
const char *line_editor_text(const LineEditor *line);
/* Proposes `rest` after the text; NULL or "" takes the proposal back. Any change of the text does that too. */
void line_editor_propose(LineEditor *line, const char *rest);
/* Handles a key or a paste; returns whether it was taken. */
bool line_editor_key(LineEditor *line, const Event *event);
/* Puts the cursor on the grapheme shown at `cell` of the line drawn in `width` cells; behind the end: at the end. */
void line_editor_point(LineEditor *line, int width, int cell);
/* Draws the first row of `area`; `focused` places the cursor. "…" at an edge says there is more. */
void line_editor_draw(const LineEditor *line, Canvas *canvas, Rect area, bool focused);
/* The cell of byte `at` of the text, as drawn in `width` cells; 0 when it is out of sight at the left. */
int line_editor_place(const LineEditor *line, int width, size_t at);

#endif
