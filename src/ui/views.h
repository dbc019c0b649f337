/* Views: the screens there are, for those who open them. Private to ui/.
 *
 * Each stands in its own view_*.c; what it wants to be told when opened stands here. */
#ifndef LOKET_UI_VIEWS_H
#define LOKET_UI_VIEWS_H

#include "loket/ui/text_view.h"
#include "loket/ui/ui.h"

extern const ViewOps view_overview; /* no request */

/* List: a register in a window. */
typedef struct ListRequest {
    const RegisterDef *def;
    const char *preset; /* key of a ListDef; NULL = the first */
    const char *filter; /* instead of the preset's; NULL = the preset's */
} ListRequest;
extern const ViewOps view_list;

extern const ViewOps view_record; /* request: Target */

/* Form: adding or changing a record or a child row. */
typedef struct FormRequest {
    const RegisterDef *def;
    int64_t no;                /* 0 = new */
    const RegisterDef *parent; /* of a child row */
    int64_t parent_no;
    const char *field;         /* the cursor starts here; NULL = the first that is empty and required */
    const Record *fill;        /* values to start a new one with; NULL = initial values */
} FormRequest;
extern const ViewOps view_form;

/* Confirm: a question that is answered with yes or no. `accepted` is the answer. */
typedef struct ConfirmRequest {
    const char *title, *text; /* translated; text may have several lines */
    int id;                   /* the asker's own, to know its answer */
} ConfirmRequest;
extern const ViewOps view_confirm;
int confirm_id(const View *view);

/* Prompt: one line of text; `changed` is called at each key, so that a list can narrow while typing. */
typedef struct PromptRequest {
    const char *label, *text, *hint;
    int id;
    void (*changed)(Ui *ui, const char *text);
} PromptRequest;
extern const ViewOps view_prompt;
int prompt_id(const View *view);
const char *prompt_text(const View *view);

/* Pick: one of a list, by typing or by key. The answer is the id of the item, or the typed text when `free` allows it. */
typedef struct PickChoice {
    const char *text, *detail, *key, *disabled;
    int id;
    bool chosen;
} PickChoice;
typedef struct PickRequest {
    const char *title;
    const PickChoice *choices;
    int count;
    int id;                 /* the asker's own */
    int current;            /* id of the item to start on; -1 = none */
    bool multi, by_key, free;
} PickRequest;
extern const ViewOps view_pick;
int pick_id(const View *view);
int pick_answer(const View *view);               /* id of the item, or -1: the typed text */
const char *pick_text(const View *view);         /* what was typed */
bool pick_is_chosen(const View *view, int item); /* multi */

extern const ViewOps view_palette; /* no request */
extern const ViewOps view_help;    /* no request: about the page below */

/* Text: something to read. */
typedef struct TextRequest {
    const char *title;
    void (*fill)(Ui *ui, const void *about, TextView *text); /* called at each refresh */
    const void *about; /* borrowed; must outlive the view */
    Target target;
} TextRequest;
extern const ViewOps view_text;

/* The little window that shows what may follow a first key. */
void draw_prefix_popup(const Ui *ui, Canvas *canvas, const Hint *hints, int count);

/* The few lines that tell a record: beside a list or under it. */
void draw_preview(const Ui *ui, Canvas *canvas, Rect area, const Record *record);

/* A rule with a title, as panes have: `note` at its right end. */
void draw_rule(Canvas *canvas, int row, int column, int width, const char *title, const char *note, bool focus);

#endif
