/* Actions: everything a person can do, as rows of one table.
 *
 * One row gives the key, the line in help, the hint in the footer, the entry in the palette and the text of the manual.
 * What it needs is data, so that what does not apply is grey and says why. */
#ifndef LOKET_UI_ACTIONS_H
#define LOKET_UI_ACTIONS_H

#include "loket/ui/ui.h"

enum { /* what an action needs to make sense */
    NEED_RECORD = 1 << 0,   /* a record under the cursor */
    NEED_REGISTER = 1 << 1, /* a view about one register */
    NEED_WRITE = 1 << 2,    /* a file that can be written */
    NEED_STATES = 1 << 3,   /* a record whose state can move */
    NEED_TEXT = 1 << 4      /* a record, or a page that has a text to copy */
};

typedef struct ActionDef {
    const char *name;  /* "record-edit": for keymaps, the palette, tests */
    const char *label; /* N_(): for footer and palette, one or two words */
    const char *help;  /* N_(): one sentence */
    const char *keys;  /* default keys, blank-separated; a sequence is written together: "gi" */
    const char *group; /* N_(): heading in help */
    unsigned views, needs;
    int hint;          /* place in the footer, 1 = most useful; 0 = not there */
    void (*run)(Ui *ui, const char *arg);
    const char *arg;   /* given to run */
} ActionDef;

extern const ActionDef actions[];
extern const int action_count;

/* NULL when it can be done now, else why not, translated. */
const char *action_refused(const Ui *ui, const ActionDef *action);
/* Runs it, or says why not. */
void action_run(Ui *ui, const ActionDef *action);
/* By name; -1 if there is none. */
int action_find(const char *name);

#endif
