/* Preview: the few lines that tell a record, beside a list or under it. Private to ui/.
 *
 * Made to text when the cursor comes to another record, so that drawing asks nothing of the file. Owned by the view that shows it. */
#ifndef LOKET_UI_PREVIEW_H
#define LOKET_UI_PREVIEW_H

#include "loket/ui/ui.h"

typedef struct PreviewField {
    const char *label, *text;
    Style style;
    bool note; /* takes many lines */
} PreviewField;

typedef struct Preview {
    Arena *arena; /* of all texts here */
    const RegisterDef *def; /* of the record that was read; NULL = none */
    int64_t no;
    const char *title, *due; /* due: why and when, or NULL */
    Style due_style;
    PreviewField *fields;
    size_t count;
    bool whole; /* the hands rest on it: as much is drawn as there is room for; else so much as may be sent again with every step of the cursor */
} Preview;

void preview_init(Preview *preview);
void preview_done(Preview *preview);
/* Reads `record` (NULL = none) unless it is the one that was read last. */
void preview_follow(Preview *preview, Ui *ui, const Record *record);
/* What was read may be old: the next preview_follow reads. */
void preview_forget(Preview *preview);
void preview_draw(const Preview *preview, Canvas *canvas, Rect area);

#endif
