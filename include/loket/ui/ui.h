/* Ui: the interface as a value: a stack of views, a message, a keymap. One update, one draw.
 *
 * ui_update takes an event; nothing else reads a key. ui_draw paints everything and changes nothing. Dialogs are views on the stack:
 * each tells whoever opened it what was answered. What only the terminal can do ($EDITOR, copying, leaving) is asked for in `request`
 * and served by whoever runs the loop. Knows no curses. */
#ifndef LOKET_UI_UI_H
#define LOKET_UI_UI_H

#include "loket/app/board.h"
#include "loket/app/desk.h"
#include "loket/app/personal.h"
#include "loket/ui/canvas.h"
#include "loket/ui/columns.h"
#include "loket/ui/event.h"
#include "loket/ui/keymap.h"
#include "loket/ui/theme.h"

typedef struct Ui Ui;
typedef struct View View;
struct Rows;

/* What an action acts on: the record under the cursor, or none; the register the view is about, or none. */
typedef struct Target {
    const RegisterDef *def;
    int64_t no; /* 0 = no record */
} Target;

/* A place: a page, and where its cursor stood, as much as brings one back there. */
typedef struct Place {
    const struct ViewOps *ops;
    Target target;   /* what the page is about */
    const char *key; /* or which reading of the whole file it is; NULL = none */
    int part;        /* pane */
    int64_t at;      /* number of the record, line or row the cursor is on */
    char words[512]; /* filter; one that is saved fits */
    char order[64];
} Place;

enum { /* kinds of view, as bits: where an action works */
    VIEW_OVERVIEW = 1 << 0,
    VIEW_LIST = 1 << 1,
    VIEW_RECORD = 1 << 2,
    VIEW_FORM = 1 << 3,
    VIEW_TEXT = 1 << 4, /* help, history: text that scrolls */
    VIEW_DIALOG = 1 << 5,
    VIEW_TRIAGE = 1 << 6,
    VIEW_SHEET = 1 << 7, /* sheets, readings, the agenda: lines that lead to records of several registers */
    VIEW_BROWSE = VIEW_OVERVIEW | VIEW_LIST | VIEW_RECORD | VIEW_SHEET,
    VIEW_PAGES = VIEW_BROWSE | VIEW_TEXT
};

/* What a view can do. It must draw; all else may be NULL: it does not do that. */
typedef struct ViewOps {
    const char *name;
    unsigned kind;
    size_t size; /* of the view's own struct, which begins with a View */
    Status (*open)(View *view, Ui *ui, const void *request, Error *err);
    bool (*event)(View *view, Ui *ui, const Event *event);      /* true: taken; a mouse is never told here */
    bool (*point)(View *view, Ui *ui, int part, int item);      /* the cursor onto what was drawn as that spot; false: it stood there, open it */
    /* The text cursor to a cell (row and column of `at`) of a text that was drawn as SPOT_TEXT on so many rows and columns (those of `at`). */
    void (*point_text)(View *view, Ui *ui, int item, Rect at);
    Status (*refresh)(View *view, Ui *ui, Error *err);          /* the data or the size changed */
    void (*follow)(View *view, Ui *ui);                         /* the cursor may have moved: reads what hangs on it */
    void (*draw)(const View *view, const Ui *ui, Canvas *canvas, Rect area);
    void (*title)(const View *view, const Ui *ui, StrBuf *out); /* for the header; popups have none */
    Target (*target)(const View *view);
    struct Rows *(*rows)(View *view);                           /* the list the cursor is in */
    /* The cursor onto that record, without `scroll` only if it is in sight; false: it is not there. */
    bool (*seek)(View *view, Ui *ui, const RegisterDef *def, int64_t no, bool scroll);
    void (*move)(View *view, Ui *ui, int by);                   /* the cursor by so many rows, where there is no such list */
    bool (*sideways)(View *view, Ui *ui, int by);               /* to what stands beside: a pane, columns that had no room; false: there is nothing */
    int (*hints)(const View *view, Hint *hints, int room);      /* its own keys, for the footer */
    void (*close)(View *view, Ui *ui);
    void (*note)(const View *view, Place *place);               /* what brings back here; NULL: no place for back and forward */
    View *(*revisit)(Ui *ui, const Place *place);               /* opens it anew, as it was left; NULL: opened with its target */
    int (*tick)(const View *view);                              /* milliseconds until it wants an EVENT_TICK, -1 = none */
    bool popup;                                                 /* drawn over the view below */
} ViewOps;

struct View {
    const ViewOps *ops;
    View *below;
    Arena *arena; /* lives as long as the view */
    int rows, columns; /* of the area it was laid out for */
    bool done;    /* to be taken off the stack; `accepted` says how */
    bool accepted;
    /* Set by whoever opened it: told when it is done, and the view is off the stack. If the answer cannot be used it takes `done` back, and
     * the view stands again as it was: see dialog_refuse. */
    void (*answered)(Ui *ui, View *dialog);
    const void *about; /* what it was opened for, for `answered`; in the view's arena, or a table's */
};

typedef enum RequestKind { REQUEST_NONE, REQUEST_EDIT, REQUEST_COPY, REQUEST_REPAINT, REQUEST_SETTINGS, REQUEST_SWITCH } RequestKind;
typedef struct Request {
    RequestKind kind;
    StrBuf text; /* EDIT: in and, when served, out; COPY: what; SWITCH: path of the file to go to */
    bool failed; /* EDIT: the editor failed, the text is as it was */
} Request;

enum { UI_PENDING = 3, UI_MESSAGE = 404, UI_PLACES = 64 };

struct Ui {
    Desk *desk;        /* borrowed */
    Personal *personal; /* borrowed */
    struct Lock *lock; /* when a key was pressed last, and what is typed to unlock; owned */
    int64_t minute_ms; /* of the idle lock; 0 = it never locks by itself */
    struct SettingsStep *settings_step; /* the last change of settings, to be taken back; owned */
    View *top;         /* never NULL once opened */
    Keymap keymap;
    Theme theme;
    bool ascii, narrow_cursor, locked, quit;
    bool slow_terminal; /* it says so itself, as a serial line does */
    bool slow_line;     /* a picture takes its time: a preview, and what may follow a first key, is shown to hands that rest */
    bool moving;        /* they have not rested since the last key: until then a preview is short, or on such a line not there yet */
    char masked[96]; /* the privacy screen hides what an action would be about: what to say then; "" = it does not */
    int rows, columns;
    Board board;       /* counts for header and overview */
    int64_t revision;  /* of the data last read */
    char organisation[120];
    char message[UI_MESSAGE];
    Style message_style;
    KeyStroke pending[UI_PENDING]; /* the beginning of a key sequence */
    int pending_count;
    Place places[UI_PLACES]; /* where we were, for back and forward; the one we are at is places[place_at] */
    int place_count, place_at;
    Request request;
    bool (*waits)(void *ctx); /* whether something was typed that was not taken up yet; may be NULL. See ui_hurry */
    void *waits_ctx;
    struct Triage *triage; /* the queue at the desk, once it was opened; owned */
    /* What was typed before a thing stood on the screen must not decide about it. Drawing cannot tell: it changes nothing, and a
     * picture that was drawn is not yet one that was seen. So events are counted, and whoever shows pictures says with
     * ui_painted up to which event they stand on the screen. What came up in event N may be acted on when painted >= N. */
    uint64_t updates, painted;
};

/* Starts with the overview. `desk` is borrowed; `theme` copied; `ui->personal`, the size (0 = 80x24) and what is known of the terminal are to be
 * set before. */
Status ui_open(Ui *ui, Desk *desk, const Theme *theme, bool ascii, Error *err);
/* Does what the settings say: theme, language, keys, cursor; what only the terminal can do is asked for. Says what cannot be done. */
void ui_use_settings(Ui *ui);
/* Begins a session at a terminal: asks about forms that were left half-written. */
void ui_begin(Ui *ui);
void ui_close(Ui *ui);

void ui_update(Ui *ui, const Event *event);
void ui_draw(const Ui *ui, Canvas *canvas);
/* The picture drawn after event `updates` (as counted in the Ui) now stands on the screen, and what was typed before it is taken. */
void ui_painted(Ui *ui, uint64_t updates);
/* Milliseconds until something shown changes by itself: the minute, a pending key. */
int ui_next_tick(const Ui *ui);
/* The request was served: tells the view that asked. */
void ui_served(Ui *ui);

/* Puts a view on the stack; on an error nothing changes and the message says why. */
View *ui_push(Ui *ui, const ViewOps *ops, const void *request);
/* The same for a dialog: `answered` is told when it is done. */
View *ui_ask(Ui *ui, const ViewOps *ops, const void *request, void (*answered)(Ui *ui, View *dialog));
/* Closes what is above the overview, or above a view of the stack. */
void ui_home(Ui *ui);
void ui_close_above(Ui *ui, const View *view);
/* From here on a reading gives up when something was typed meanwhile (its error is then no fault: see ui_gave_up), until ui_hurry(ui, false). */
void ui_hurry(Ui *ui, bool hurry);
bool ui_gave_up(const Ui *ui);
/* Reads anew what is shown. */
void ui_refresh(Ui *ui);
void ui_say(Ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shows an error with its hint; it stays until the next key. */
void ui_fail(Ui *ui, const Error *err);
/* What the top page acts on. */
Target ui_target(const Ui *ui);
/* The top view that is no popup. */
View *ui_page(const Ui *ui);
/* Opens a record's page. */
void ui_show_record(Ui *ui, const RegisterDef *def, int64_t no);
/* Puts the cursor of the page on a record, if it is there (without `scroll`: if it is in sight). Returns whether it is. */
bool ui_stand_on(Ui *ui, const RegisterDef *def, int64_t no, bool scroll);
/* Whether names of clients may stand on the screen: not while it is locked, nor on the privacy screen. */
bool ui_may_name_clients(const Ui *ui);
/* The key now bound to an action, for messages, as a reader calls it: "?" ; "" if none. */
void ui_key_of(const Ui *ui, const char *action, char key[24]);
/* The same by the name it has in keymaps: for hints, which draw it for the reader and press it when they are pointed at. */
void ui_key_bound(const Ui *ui, const char *action, char key[24]);

#endif
