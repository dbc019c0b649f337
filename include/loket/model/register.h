/* Registers: the tables that say what a security officer's desk holds.
 *
 * A register is one file in model/registers with one RegisterDef and those of its child rows. SQL, forms, lists,
 * filters, search, import, export, command line, history and help are all derived from it. What a table cannot say is
 * a C function named in it. No SQL, screen or clock here; all texts are English for gettext.
 *
 * Each file exports `const RegisterDef *const registers_<file>[]`, ended by NULL: the register first, then its child
 * rows. The list of files is made by the build from the folder, so that adding a register is adding a file. */
#ifndef LOKET_MODEL_REGISTER_H
#define LOKET_MODEL_REGISTER_H

#include "loket/model/field.h"

typedef struct StateDef {
    const char *key, *label;
    const char *moves; /* the states it may go to, blank-separated */
    bool open;         /* counts as open: shown, due, needing somebody */
} StateDef;

/* A due that follows from a field. `when` (a filter on the row itself) and `done` (a field) say if it still runs; for
 * the rows of a child it also needs the parent open, unless DUE_ALWAYS. */
typedef struct DueRule {
    const char *key, *label; /* label: N_("answer the reporter"), as in "needs you" lists */
    const char *from;        /* date or moment field it counts from; a date means the end of that day */
    const char *offset;      /* span added to it ("5wd", "-30d"); NULL = none */
    const char *term;        /* field of register organisation that takes the place of `offset` when it is filled; NULL = none */
    const char *done;        /* field that ends it when set; NULL = only state or `when` end it */
    const char *when;        /* filter; NULL = always */
    const char *warn;        /* span before the due at which it needs you ("30d"); NULL = from the start of that day */
    unsigned flags;
} DueRule;
enum {
    DUE_ALWAYS = 1,  /* runs on closed records too */
    DUE_COMPUTED = 2 /* app/dues_computed.c says when: the row gives its label, and what it counts from as far as a table can say */
};

typedef struct ListDef {
    const char *key, *label;
    const char *filter;  /* in the filter language */
    const char *columns; /* field keys, `code`, `due`; blank-separated, most important first: the last ones go when it is narrow */
    const char *order;   /* field key, or `due`; "-" before it: descending */
} ListDef;

typedef struct Record Record;
typedef struct Facts Facts;
typedef struct Problems Problems;

typedef enum RegisterKind {
    KIND_RECORDS, /* the ordinary register: codes, states */
    KIND_SINGLE,  /* exactly one record: the organisation */
    KIND_CHILD    /* rows of a parent record: never overwritten, no state */
} RegisterKind;

typedef enum Belongs { BELONGS_ORGANISATION, BELONGS_OWN /* the officer's own file: loket --me */, BELONGS_BOTH } Belongs;

typedef struct RegisterDef {
    int id;             /* stored in the file: never changed, never reused; 1-99 records, 100-199 children */
    const char *key;    /* table name, command line word: "incident" */
    const char *prefix; /* "INC"; NULL for children */
    const char *noun;   /* N_("incident") */
    const char *title;  /* N_("Incidents & complaints"): the whole register */
    const char *help;   /* N_(): what belongs here, one or two sentences */
    RegisterKind kind;
    const char *parents; /* children: keys of the registers whose records have such rows, blank-separated; "*" = all */
    const FieldDef *fields;
    size_t field_count;
    const StateDef *states; /* first = initial; NULL for children */
    size_t state_count;
    const DueRule *dues;
    size_t due_count;
    const ListDef *lists; /* first = default */
    size_t list_count;
    const char *computed; /* columns that app/computed.c works out, blank-separated; NULL = none */
    const char *rank; /* choice field that breaks ties in a list by seriousness; NULL = none */
    Belongs belongs;  /* in which kind of file */
    /* Rules that need more than a table; `before` is NULL when it is made. Adds to `problems` all that is missing. */
    void (*check)(const Facts *facts, const Record *before, const Record *after, Problems *problems);
} RegisterDef;

#define FIELDS(array) .fields = (array), .field_count = COUNT_OF(array)
#define STATES(array) .states = (array), .state_count = COUNT_OF(array)
#define DUES(array) .dues = (array), .due_count = COUNT_OF(array)
#define LISTS(array) .lists = (array), .list_count = COUNT_OF(array)

/* Common to every record; put it last in the table of fields. */
#define RECORD_FIELDS(initial_state)                                                                                   \
    {.key = "state", .label = N_("State"), .help = N_("where it stands"), .type = FT_STATE, .flags = FF_REQUIRED | FF_ORDER, .initial = initial_state, .group = N_("File")}, \
    {.key = "level", .label = N_("Level"), .help = N_("who may see it; confidential is masked on the privacy screen and left out of reports"), .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = record_levels, .initial = "internal"}, \
    {.key = "tags", .label = N_("Tags"), .help = N_("words to find it by"), .type = FT_TAGS, .flags = FF_SEARCH}, \
    {.key = "links", .label = N_("Links"), .help = N_("other records it has to do with"), .type = FT_LINKS}

/* Common to work items (INC, APR, TRG, ADV, INS, DEV, ACT); put it just before RECORD_FIELDS. */
#define WORK_FIELDS                                                                                                    \
    {.key = "handler", .label = N_("Handler"), .help = N_("who works on it"), .type = FT_LINK, .target = "contact", .flags = FF_ORDER, .group = N_("Work")}, \
    {.key = "next_step", .label = N_("Next step"), .help = N_("what is to be done next, in a few words"), .type = FT_TEXT, .flags = FF_SEARCH}, \
    {.key = "waiting_for", .label = N_("Waiting for"), .help = N_("whose answer or act it waits for"), .type = FT_PARTY}, \
    {.key = "follow_up_on", .label = N_("Follow up on"), .help = N_("the day to look at it again"), .type = FT_DATE, .flags = FF_LATER}

/* The due of WORK_FIELDS; put it in the table of dues of every work item. */
#define WORK_DUES {.key = "follow_up", .label = N_("follow up"), .from = "follow_up_on", .when = "state:open"}

extern const Choice record_levels[];  /* internal, confidential, sealed */
extern const Choice choices_yes_no_unknown[];
extern const Choice choices_yes_no[];
extern const Choice contact_roles[];      /* what a contact is to the officer */
extern const Choice choices_formality[];  /* formal, informal */
extern const Choice choices_likelihood[]; /* 1-5, as the risk matrix of STANDARDS 4 */
extern const Choice choices_impact[];
extern const Choice choices_severity[]; /* s1..s4, most serious first */
extern const Choice choices_value_class[]; /* of contracts and projects, least first; in registers/trigger.c */

/* All registers and children in order of id, one a call, starting after `previous` (NULL = first); NULL at the end. */
const RegisterDef *register_next(const RegisterDef *previous);
/* How many there are, children included. */
size_t register_count(void);
const RegisterDef *register_by_key(const char *key);
const RegisterDef *register_by_id(int id);
const RegisterDef *register_by_prefix(const char *prefix, size_t length);
/* The child registers of `parent` in order of id, one a call, starting after `previous` (NULL = first); NULL at the end. */
const RegisterDef *register_child(const RegisterDef *parent, const RegisterDef *previous);
bool register_is_child_of(const RegisterDef *child, const RegisterDef *parent);

/* The field with that key, or NULL; its position, or -1. */
const FieldDef *register_field(const RegisterDef *def, const char *key);
int register_field_index(const RegisterDef *def, const char *key);
/* The field that gives the title, or NULL. */
const FieldDef *register_title_field(const RegisterDef *def);
const StateDef *register_state(const RegisterDef *def, const char *key);
const ListDef *register_list(const RegisterDef *def, const char *key);

/* Checks every table as data: keys unique and well-formed, labels and help there, filters and orders parse, moves name
 * states, every state reachable, targets exist. Appends a line for each fault; returns how many. */
size_t register_lint(StrBuf *faults);
/* The same for one table, looked at by itself. */
size_t register_lint_def(const RegisterDef *def, StrBuf *faults);

#endif
