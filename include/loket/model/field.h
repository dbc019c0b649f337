/* Fields: what one column of a register is, and what each type of field can do.
 *
 * A key = a column = a CSV header = a YAML key = a --option = a filter word. `type_ops` is the only place that
 * knows the types: form, import, command line, filter and default all parse through it. Tables only, no state. */
#ifndef LOKET_MODEL_FIELD_H
#define LOKET_MODEL_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "loket/base/env.h"
#include "loket/base/error.h"
#include "loket/base/lang.h"
#include "loket/base/text.h"

typedef enum FieldType {
    FT_TEXT,    /* one line */
    FT_NOTE,    /* several lines */
    FT_CHOICE,  /* one slug of .choices; ordered as listed (first = lowest or most serious, see FF_WORST_FIRST) */
    FT_CHOICES, /* several slugs, as sorted tokens */
    FT_FLAG,    /* yes or no, 1 or 0 */
    FT_DATE,    /* a Day */
    FT_MOMENT,  /* a Moment */
    FT_NUMBER,  /* a whole number */
    FT_SPAN,    /* "6w": see base/when.h */
    FT_LINK,    /* one code of register .target (NULL = any register): "CON-0003" */
    FT_LINKS,   /* several codes, as sorted tokens: "CON-0003 CON-0017" */
    FT_PARTY,   /* a contact's code, or free text */
    FT_TAGS,    /* several lower-case words, as sorted tokens, without '#' */
    FT_STATE,   /* a slug of the register's states */
    FT_COUNT
} FieldType;

enum {
    FF_REQUIRED = 1 << 0,    /* needed to save */
    FF_TITLE = 1 << 1,       /* gives the record its title */
    FF_SEARCH = 1 << 2,      /* its text is found by search */
    FF_ORDER = 1 << 3,       /* an index stands on (open, it, no): lists may be sorted by it */
    FF_SUGGEST = 1 << 4,     /* text folded to the spelling already used in this register's column */
    FF_WORST_FIRST = 1 << 5, /* choice listed from most to least serious: "severity>=S2" means at least as serious */
    FF_KEEP = 1 << 6,        /* write-once: empty to a value, then never changed (all fields of child rows are) */
    FF_LONG = 1 << 7,        /* not asked in the short form; shown after `more` */
    FF_HAPPENED = 1 << 8,    /* when it happened: links and search are ordered by it; without one, when it was entered */
    FF_LATER = 1 << 9,       /* the day until which what is new may wait: those put off are kept by day, see records_waiting */
    FF_SHIELDED = 1 << 10,   /* in a row whose flag `shielded` is set it is kept back: see record_hides */
    FF_NAMES = 1 << 12,      /* tells who a person or the organisation is: see db_set_discreet */
    FF_FILTER = 1 << 11      /* a text that is a filter of the register that field `register` of the same row names */
};

typedef struct Choice {
    const char *key;   /* English slug, stored */
    const char *label; /* N_() */
} Choice;

typedef struct FieldDef {
    const char *key;
    const char *label;     /* N_(): short, as on a form */
    const char *help;      /* N_(): one sentence */
    const char *group;     /* N_(): heading on form and record, set on the first field of a group; NULL = goes on */
    FieldType type;
    unsigned flags;
    const Choice *choices; /* ends with a {0} row */
    const char *target;    /* for links: key of the register pointed at */
    const char *initial;   /* parsed like typed text when a record is made: "now", "new", "internal" */
    int width;             /* cells in a list; 0 = by type */
} FieldDef;

/* A value: unset, or a number (flag, date, moment, number) or a text (everything else). Text belongs to the arena of its record. */
typedef struct Value {
    bool set;
    int64_t number;
    const char *text;
} Value;

typedef enum Storage { STORE_TEXT, STORE_INTEGER } Storage;
typedef enum Editor { EDIT_LINE, EDIT_BLOCK, EDIT_PICK, EDIT_PICK_MANY, EDIT_DATE, EDIT_MOMENT, EDIT_RECORD, EDIT_RECORDS, EDIT_TAGS } Editor;

struct RegisterDef;
/* What parsing may ask: `now` for relative dates, the register for states, and (all three may be NULL: then only codes are
 * understood) who "me" is and which contact a name or part of one means. */
typedef struct ParseContext {
    Moment now;
    const struct RegisterDef *def;
    const char *me; /* contact code of the user */
    const char *(*person)(void *ctx, const char *name); /* the contact's code, or NULL */
    void *ctx;
} ParseContext;

typedef struct TypeOps {
    const char *name; /* as in help texts, N_() */
    Storage storage;
    Editor editor;
    /* Reads typed, imported or default text (never empty) to a value; accepts what `write` and `format` give. */
    Status (*parse)(const FieldDef *field, const ParseContext *context, const char *text, Arena *arena, Value *value, Error *err);
    /* Canonical text: export, trail, filter. parse(write(v)) = v. */
    void (*write)(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out);
    /* For people, in the language in force; not yet made safe. */
    void (*format)(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out);
    /* Order of two set values. */
    int (*compare)(const FieldDef *field, const struct RegisterDef *def, Value a, Value b);
} TypeOps;

extern const TypeOps type_ops[FT_COUNT];

/* Empty or blank text gives an unset value; else type_ops[field->type].parse. Errors name the field. */
Status field_parse(const FieldDef *field, const ParseContext *context, const char *text, Arena *arena, Value *value, Error *err);
/* Canonical and display text of a value; an unset one adds nothing. */
void field_write(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out);
void field_format(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out);
bool value_equal(const FieldDef *field, Value a, Value b);
/* A copy whose text lives in `arena`. */
Value value_copy(Value value, Arena *arena);

/* Limits in bytes: a line, a tag and a note longer than this are refused; numbers stay within plus or minus NUMBER_MOST. */
enum { TEXT_MOST = 500, TAG_MOST = 40, NOTE_MOST = 1024 * 1024 };
#define NUMBER_MOST INT64_C(999999999999999)

/* Position of a choice slug in its list, or -1. */
int choice_index(const Choice *choices, const char *key);
/* Its label, translated; `otherwise` for NULL and for what is not in the list. */
const char *choice_label(const Choice *choices, const char *key, const char *otherwise);

/* A record code: "INC-0142"; reads "inc-142", "INC-0142" and "INC142" too. A number beyond CODE_MOST is none: there must be room for those
 * that follow. */
enum { CODE_SIZE = 24, CODE_MOST = 99999999 };
void code_write(const struct RegisterDef *def, int64_t no, char code[CODE_SIZE]);
bool code_parse(const char *text, const struct RegisterDef **def, int64_t *no);

#endif
