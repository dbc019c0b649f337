/* Commands: what is typed as a whole line in the palette: a word and what it is about. Private to ui/.
 *
 *   state closed   severity s2   handler okafor   follow_up_on +3d   any field of the record under the cursor, or of all that are tagged
 *   set mouse on   theme dark   bind list x strike   INC-0142   q */
#ifndef LOKET_UI_COMMANDS_H
#define LOKET_UI_COMMANDS_H

#include "loket/model/complete.h"
#include "views.h"

typedef enum LineKind {
    LINE_OTHER,   /* no command: to be looked for */
    LINE_WORD,    /* a command that stands alone, or has all it needs */
    LINE_VALUE    /* a command with its blank: what it is about is being typed */
} LineKind;
LineKind command_kind(const Ui *ui, const char *line);
/* How a LINE_VALUE can go on; `*more`: behind that still something is to come. */
void command_complete(Ui *ui, const char *line, Arena *arena, Completion *out, bool *more);
/* Whether what is highlighted is meant rather than what was typed of it: states, choices, people. */
bool command_means_candidate(const Ui *ui, const char *line);
/* Runs a line that is no LINE_OTHER. `dialog` asked for it: see dialog_refuse. */
void command_run(Ui *ui, View *dialog, const char *line);
/* Offers the words of all commands that work here. */
struct Nearest;
void command_offer(const Ui *ui, struct Nearest *nearest);

#endif
