/* Views: the screens there are, for those who open them. Private to ui/.
 *
 * Each stands in its own view_*.c; what it wants to be told when opened stands here. */
#ifndef LOKET_UI_VIEWS_H
#define LOKET_UI_VIEWS_H

#include "loket/ui/ui.h"

extern const ViewOps view_overview; /* no request */

/* List: a register in a window. */
typedef struct ListRequest {
    const RegisterDef *def;
    const char *preset; /* key of a ListDef; NULL = the first */
    const char *filter; /* instead of the preset's; NULL = the preset's */
    const ListDef *saved; /* instead of a preset; copied */
} ListRequest;
extern const ViewOps view_list;
void list_ask_narrow(Ui *ui); /* these four: the page is a list */
void list_ask_filter(Ui *ui);
void list_ask_order(Ui *ui);
void list_ask_preset(Ui *ui);

/* Sheet: of a record, or of the whole file. */
struct ReadingDef;
typedef struct SheetRequest {
    Target target;                    /* of a record */
    const struct ReadingDef *reading; /* or of the whole file */
} SheetRequest;
extern const ViewOps view_sheet;

extern const ViewOps view_record; /* request: Target */
/* The child row that the cursor stands on, on the page of a record; false when there is none. */
bool record_row_at(const Ui *ui, const RegisterDef **child, int64_t *row);

/* Form: adding or changing a record or a child row. */
typedef struct FormRequest {
    const RegisterDef *def;
    int64_t no;                /* 0 = new */
    const RegisterDef *parent; /* of a child row */
    int64_t parent_no;
    const char *field;         /* the cursor starts here; NULL = the first that is empty and required */
    const Record *fill;        /* values to start a new one with, or changes to begin with; NULL = initial values, none */
    bool typed;                /* what a new one starts with was typed: leaving the form keeps it as a draft */
    bool resume;               /* goes on with its draft without asking */
    const Problems *refused;   /* what a key could not save for this, shown at its fields; NULL = nothing yet */
    const struct FormSource *source; /* whose record it is; NULL = the desk's */
} FormRequest;
/* A record that is not in the organisation's file: no drafts are kept of it, nobody else changes it. */
typedef struct FormSource {
    Record *(*load)(Ui *ui, Arena *arena);
    /* Saves the fields in which `wanted` differs from `seen`; ERR_INVALID with problems. */
    Status (*save)(Ui *ui, const Record *seen, const Record *wanted, Problems *problems, Error *err);
    /* What stands beside a value; true when the field is fixed. */
    bool (*remark)(const Ui *ui, const FieldDef *field, StrBuf *out);
} FormSource;
extern const ViewOps view_form;
/* Whether it was saved, and what to show now: the record, or for a child row its parent. */
bool form_saved(const View *view, Target *target);
/* Asks about forms left half-written, if there are any; to be called when the interface has been opened. */
void form_offer_drafts(Ui *ui);

/* Confirm: a question that is answered with yes or no. `accepted` is the answer. */
typedef struct ConfirmRequest {
    const char *title, *text; /* translated; text may have several lines */
    bool notice;              /* nothing to answer: any key ends it */
} ConfirmRequest;
extern const ViewOps view_confirm;

/* Prompt: one line of text; `changed` is called at each key, so that a list can narrow while typing. */
typedef struct PromptRequest {
    const char *label, *text, *hint;
    void (*changed)(Ui *ui, const char *text);
    const RegisterDef *filters; /* the line is a filter of this register: a list above it says how it can go on; NULL = it is not */
    bool on_tab;                /* that list opens with Tab, so that what is narrowed stays in sight */
} PromptRequest;
extern const ViewOps view_prompt;
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
    int current;            /* id of the item to start on; -1 = none */
    bool multi, by_key, free;
} PickRequest;
extern const ViewOps view_pick;
enum { PEOPLE_MOST = 400 };
/* Active contacts to pick from, at most PEOPLE_MOST, by name; for `handlers` those who handle most before them. Texts live in the arena. */
int people_choices(Ui *ui, bool handlers, PickChoice *choices, Arena *arena);
int pick_answer(const View *view);               /* id of the item, or -1: the typed text */
const char *pick_text(const View *view);         /* what was typed */
bool pick_is_chosen(const View *view, int item); /* multi */

/* For `answered`: the answer could not be used. A prompt or palette stands again with what was typed, a prompt with the fault under its place; of anything else
 * the fault is told on the message line. */
void dialog_refuse(Ui *ui, View *dialog, const Error *err);

extern const ViewOps view_triage; /* no request */
void act_triage(Ui *ui, const char *arg); /* a word of the table in act_triage.c, with a number behind it where it takes one */

extern const ViewOps view_palette; /* no request */
extern const ViewOps view_help;    /* no request: about the page below */
extern const ViewOps view_tour;    /* no request */
extern const ViewOps view_history; /* no request: of the whole file */
extern const ViewOps view_agenda;  /* no request */
extern const ViewOps view_search;  /* no request */
extern const ViewOps view_regimes; /* no request */

/* Places: where one was, in the order of being there last. Called when all has moved that moves. */
void places_note(Ui *ui);

/* Shows what some records are linked with: the one record there is, or a list to pick from. `codes`: those of a field; NULL: all, both ways. */
void links_show(Ui *ui, Target of, const char *codes);

/* The little window that shows what may follow a first key. */
void draw_prefix_popup(const Ui *ui, Canvas *canvas, const Hint *hints, int count);

/* Settings: ":set mouse on" of the palette; the last change taken back or made again, false if something newer is in the way. */
Status settings_typed(Ui *ui, const char *words, Error *err);
/* The form over them, the cursor on field `key` (NULL = the first). */
void settings_open(Ui *ui, const char *key);
bool settings_take_back(Ui *ui, bool again);
void settings_forget(Ui *ui);
/* The lock (lock.c). lock_takes sees every event first: locks when the idle time has passed, and takes what hands do while it is locked. */
void lock_init(Ui *ui);
void lock_done(Ui *ui);
bool lock_takes(Ui *ui, const Event *event);
void lock_draw(const Ui *ui, Canvas *canvas);
int lock_next_tick(const Ui *ui); /* milliseconds, -1 = none */
void act_lock(Ui *ui, const char *arg);

/* Reads anew all that is on the stack, in whatever language or size it is to be from now on. */
void ui_reread(Ui *ui);
/* Reads the name for the header. */
void ui_read_organisation(Ui *ui);

/* The area of a page: between header and message line. */
Rect ui_page_area(const Ui *ui);
/* Whether nothing can be shown in this window. */
bool ui_too_small(const Ui *ui);
/* A rule with a title, as panes have: `note` at its right end. */
void draw_rule(Canvas *canvas, int row, int column, int width, const char *title, const char *note, bool focus);

/* "WHAT (u undoes)": something was done that one key takes back. */
void say_done(Ui *ui, const char *what);
/* "Saved 18:21 WHAT (u undoes)". */
void say_saved(Ui *ui, const char *what);
/* "Saved 18:21 INC-0141 WHAT (u undoes)", or how many records. */
void say_saved_records(Ui *ui, const RegisterDef *def, int64_t no, size_t count, const char *what);
/* What `dialog` (may be NULL) asked for was refused: the line stands again (dialog_refuse), under a window that lists what is missing if that is
 * more than one point. */
void tell_refused(Ui *ui, View *dialog, const RegisterDef *def, const Problems *problems, const Error *err);
/* Text, with those of `words` marked that a word of it begins with. */
void draw_matched(Canvas *canvas, int row, int column, int width, Style style, const char *text, const char *words);
/* Whether there is something to copy. */
bool copy_has(const Ui *ui);
/* Sends `text` to the clipboard of the terminal, made safe. */
void copy_out(Ui *ui, const StrBuf *text);

/* The list the cursor of the page is in, or NULL. */
struct Rows *page_rows(const Ui *ui);

/* What an action does; the table in actions.c names them. `arg` is that of its row. */
void act_move(Ui *ui, const char *arg);    /* "1", "-1", "half", "-half", "page", "-page", "first", "last" */
void act_sideways(Ui *ui, const char *arg); /* "1", "-1" */
void act_open(Ui *ui, const char *arg);
void act_back(Ui *ui, const char *arg);
void act_go(Ui *ui, const char *arg);      /* to a register, "overview", "history" */
void act_places(Ui *ui, const char *arg);  /* "-1" back, "1" forward */
void act_add(Ui *ui, const char *arg);     /* a record of that register; NULL: of the page's */
void act_make(Ui *ui, const char *arg);    /* a record of that register from the one under the cursor */
/* The same from `source`; a form that is filled in and stands at `field` (NULL = the first that is missing). */
void act_make_form(Ui *ui, Target source, const RegisterDef *def, const char *field);
void act_add_row(Ui *ui, const char *arg);
void act_edit(Ui *ui, const char *arg);
void act_state(Ui *ui, const char *arg);
void act_choose(Ui *ui, const char *arg);  /* a field by picking: "severity", "handler" */
/* Sets a field of what is under the cursor, or tagged, for a dialog that asked what to: see dialog_refuse. */
void field_set(Ui *ui, View *dialog, const FieldDef *field, const char *text);
void act_ask(Ui *ui, const char *arg);     /* a field by typing: "follow_up_on" */
void act_remark(Ui *ui, const char *arg);
void act_strike(Ui *ui, const char *arg);
void act_undo(Ui *ui, const char *arg);
void act_redo(Ui *ui, const char *arg);
void act_tag(Ui *ui, const char *arg);     /* NULL: the row; "all" */
void act_list(Ui *ui, const char *arg);    /* "narrow", "filter", "order", "preset" */
void act_links(Ui *ui, const char *arg);
void act_clients(Ui *ui, const char *arg);
void act_copy(Ui *ui, const char *arg);
void act_sheet(Ui *ui, const char *arg);
/* Whether a page of view_sheet is the sheet of that record. */
bool sheet_is_of(const View *view, Target target);
void act_reading(Ui *ui, const char *arg); /* key of a ReadingDef */
void act_regimes(Ui *ui, const char *arg);
void act_mouse(Ui *ui, const char *arg);
void act_theme(Ui *ui, const char *arg);
void act_settings(Ui *ui, const char *arg);
void act_privacy(Ui *ui, const char *arg);
void act_reload(Ui *ui, const char *arg);
void act_repaint(Ui *ui, const char *arg);
void act_help(Ui *ui, const char *arg);
void act_tour(Ui *ui, const char *arg); /* one screen that explains the marks and the first keys; not by itself again */
void act_palette(Ui *ui, const char *arg);
void act_quit(Ui *ui, const char *arg);

#endif
