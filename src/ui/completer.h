/* Completer: what may stand at the cursor of a line that is a filter, as a list one takes from. Private to ui/.
 *
 * Wherever a filter is typed, a prompt or a field of a form, it is helped by this: what there is to say comes from model/complete. The
 * line is the owner's. */
#ifndef LOKET_UI_COMPLETER_H
#define LOKET_UI_COMPLETER_H

#include "loket/ui/line_editor.h"
#include "loket/ui/pick_list.h"
#include "loket/ui/popup.h"
#include "loket/ui/ui.h"

typedef struct Completer {
    const RegisterDef *def; /* whose filter; NULL = the line is none, and there is nothing to say */
    PickList list;
    StrBuf note;     /* what the place says as it stands */
    size_t from, to; /* bytes of the line that an item replaces */
    bool open;       /* shown, if there is anything in it */
    bool chosen;     /* moved in since the last change: Enter takes it */
} Completer;

void completer_init(Completer *completer, const RegisterDef *def);
void completer_done(Completer *completer);
/* Reads what may stand at the cursor; to be called when the line or the cursor has changed. */
void completer_look(Completer *completer, Ui *ui, const LineEditor *line);
bool completer_listed(const Completer *completer);
/* Keys of the list: Up, Down, Tab, and Enter once it was moved in; returns whether it was one. The line may have changed. */
bool completer_key(Completer *completer, Ui *ui, LineEditor *line, const Event *event);
/* Puts the cursor on a row that was drawn; false: it stood there, and is taken. */
bool completer_point(Completer *completer, int row);
/* Draws the list where `place` says, in at most half of `screen`. */
void completer_draw(const Completer *completer, Canvas *canvas, Rect screen, const Popup *place);

#endif
