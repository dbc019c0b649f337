/* Text editor: many lines to type in, wrapped at words.
 *
 * Wraps only what it shows, so a text of a megabyte types as fast as a short one. Takes the keys of edit_buffer.h, the
 * arrows, pages, C-Home, C-End and Enter; Esc, Tab, C-o and C-x are the owner's. Owns its text. */
#ifndef LOKET_UI_TEXT_EDITOR_H
#define LOKET_UI_TEXT_EDITOR_H

#include <stdbool.h>

#include "loket/ui/canvas.h"
#include "loket/ui/edit_buffer.h"

typedef struct TextEditor {
    EditBuffer edit;
    const char *hint;  /* shown while empty; borrowed, translated; may be NULL */
    int rows, columns; /* of the area, as last laid out */
    size_t top;        /* byte where the first row shown starts */
    int goal;          /* the cell Up and Down aim at; -1 = where the cursor is */
    bool refused;      /* the last key or paste went beyond the limit and was not taken in */
} TextEditor;

void text_editor_init(TextEditor *editor);
void text_editor_done(TextEditor *editor);
/* Replaces the text, cursor at its start; forgets undo. */
void text_editor_set(TextEditor *editor, const char *text);
/* The text; valid until the next change. */
const char *text_editor_text(const TextEditor *editor);
/* Tells the size of the area keys move in; to be called before the first key and after a resize. Keeps the cursor in
 * sight. */
void text_editor_layout(TextEditor *editor, int rows, int columns);
/* Handles a key or a paste; returns whether it was taken. */
bool text_editor_key(TextEditor *editor, const Event *event);
/* Puts the cursor on the grapheme shown at a cell of the text drawn in `rows` by `columns`. */
void text_editor_point(TextEditor *editor, int rows, int columns, int row, int cell);
/* Draws into `area`, laid out for it even if nobody said its size yet; `focused` places the cursor. */
void text_editor_draw(const TextEditor *editor, Canvas *canvas, Rect area, bool focused);

#endif
