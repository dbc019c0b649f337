/* Form: what its files share. Private to ui/; opened through view_form of views.h.
 *
 * A form is a row of fields, each with an editor of its type; nothing here knows a register. Each field keeps what was
 * typed: what does not parse stays as it is and carries its error. form_field: the editors. form_assist: completion and
 * meanings. form_choose: lists to choose from. form_draft: half-written forms. form_save: from texts to a change.
 * form_draw: the picture. view_form: keys and focus. */
#ifndef LOKET_UI_FORM_PRIVATE_H
#define LOKET_UI_FORM_PRIVATE_H

#include "loket/store/draft.h"
#include "loket/store/select.h"
#include "loket/ui/text_editor.h"
#include "completer.h"
#include "views.h"

enum { FORM_MOST = 128 }; /* fields of a register */

typedef enum FieldKind {
    FIELD_LINE,    /* typed in one line */
    FIELD_NOTE,    /* typed in several */
    FIELD_OPTIONS, /* one of few: choices, states, yes and no */
    FIELD_SEVERAL  /* some of few */
} FieldKind;

typedef struct FormField {
    const FieldDef *def;
    FieldKind kind;
    LineEditor line;
    TextEditor note;
    StrBuf slug;      /* OPTIONS: the one chosen; SEVERAL: tokens */
    StrBuf code;      /* LINE: the record or records the shown name stands for; "" = what is typed counts */
    StrBuf original;  /* its text when the record was read */
    StrBuf begun;     /* its text when somebody began to type: the same, unless the form came with changes */
    StrBuf error;     /* what is wrong with it */
    int fault;        /* the column of its line where that begins; 0 = it has no place of its own */
    StrBuf tip;       /* what the text means, or what a key would do */
    StrBuf candidate; /* code, word or tag that Tab takes */
    bool fixed;       /* written once: shown, not to be edited */
    bool discreet;    /* fixed because it is not to be read now */
} FormField;

typedef struct Form {
    View view;
    const RegisterDef *def, *parent;
    const FormSource *source;
    int64_t no, parent_no;
    Record *seen;      /* as read from the file; for a new one: what it starts with */
    FormField *fields; /* as def->fields */
    int count, focus, top;
    Completer completer; /* of the field that has the focus, where that is a filter */
    bool more;    /* the long fields too */
    bool offer;   /* a draft was found: to be asked about */
    bool dirty;   /* typed since the draft was kept */
    bool editing; /* $EDITOR has the field */
    Moment dirty_since, kept_at;
    int64_t revision; /* of the data `seen` was read at */
    StrBuf general;   /* what is wrong with the record as a whole */
    const char *notice; /* what is to be known before it is saved, or NULL */
    Target saved;
} Form;

/* -- form_field ----------------------------------------------------------------------------------------------- */

void form_field_init(FormField *field, const FieldDef *def);
void form_field_done(FormField *field);
/* The text of a value as a form holds it: canonical, but dates as people write them. */
void form_value_text(const FieldDef *field, const RegisterDef *def, Value value, StrBuf *out);
/* Puts a text, as form_value_text or a draft gives it; links to records are shown by name. */
void form_field_put(Form *form, Ui *ui, FormField *field, const char *text);
/* What counts as the field's text; valid until the next change. */
const char *form_field_text(const FormField *field);
bool form_field_changed(const FormField *field);
/* One of the field types that point at records. */
bool form_field_links(const FormField *field);
/* Handles a key or a paste in the field's own editor; returns whether it was taken. */
bool form_field_event(Form *form, Ui *ui, FormField *field, const Event *event);
/* The option at `index` of a choice, state or flag; false behind the last. */
bool form_option(const Form *form, const FormField *field, int index, const char **key, const char **label);
/* Parses its text into `record`; puts the error at the field. */
bool form_field_parse(Form *form, Ui *ui, FormField *field, Record *record, Arena *arena);
/* The same text as the value has in the file: nothing is changed yet. */
void form_field_start(Form *form, Ui *ui, FormField *field, Value value);
/* What it holds now is what typing begins with. */
void form_field_begin(FormField *field);
/* A field that was changed is left: says what is wrong with it, or whom a name turned out to be. */
void form_field_check(Form *form, Ui *ui, FormField *field);

/* -- form_assist ---------------------------------------------------------------------------------------------- */

/* Looks up what the text means and how it could go on; to be called after each change and when it gets the focus. */
void form_assist(Form *form, Ui *ui, FormField *field);
/* Tab: takes what is proposed; false if nothing is. */
bool form_assist_take(Form *form, Ui *ui, FormField *field);
/* The piece of the line being typed: the last name or tag. */
const char *form_piece(const FormField *field);
/* Puts `word`, a code, name or tag, in its place. */
void form_put_piece(Form *form, Ui *ui, FormField *field, const char *word);
/* The register whose filter the field holds; NULL: it holds none, or which is not known yet. */
const RegisterDef *form_filter_of(const Form *form, const FormField *field);
/* The register a field points at; NULL = any, or none. */
const RegisterDef *form_target_of(const FormField *field);
/* Records whose title holds all words of `typed`, newest first; in any register also those found by their text. */
size_t form_look_up(Ui *ui, const RegisterDef *target, const char *typed, size_t most, Arena *arena, Found **found);

/* -- form_choose ---------------------------------------------------------------------------------------------- */

/* Opens the list or the calendar to choose from; `key` (may be NULL) is typed into it. */
bool form_choose(Form *form, Ui *ui, FormField *field, const Event *key);

/* -- form_draft ----------------------------------------------------------------------------------------------- */

bool form_changed(const Form *form);
/* Something was typed: what the form came with is no work that could be lost. */
bool form_typed(const Form *form);
/* Writes the draft, or drops it when nothing differs from what is stored. */
void form_keep(Form *form, Ui *ui);
void form_drop(Form *form, Ui *ui);
/* True if there is a draft of this form. */
bool form_has_draft(Form *form, Ui *ui);
/* Puts the texts of the draft into the fields. */
void form_resume(Form *form, Ui *ui);
/* Asks what to do with the draft. */
void form_ask_draft(Form *form, Ui *ui);
/* "INC-0145", "new incident", "INC-0005, new reporter". */
void form_name(const RegisterDef *def, int64_t no, const RegisterDef *parent, int64_t parent_no, StrBuf *out);

/* -- form_save ------------------------------------------------------------------------------------------------ */

void form_save(Form *form, Ui *ui);
/* Shows each problem at its field, or below the fields, and goes to the first; false when none is of a field. */
bool form_show_problems(Form *form, Ui *ui, const Problems *problems);
/* The record was changed by somebody else: fields not touched here follow. */
Status form_catch_up(Form *form, Ui *ui, Error *err);
/* Reads `seen` as it is in the file now. */
Status form_load(Form *form, Ui *ui, Record **record, Error *err);
int form_error_count(const Form *form);

/* -- form_draw ------------------------------------------------------------------------------------------------ */

bool form_field_shown(const Form *form, int index);
/* Tells the editors their sizes and keeps the focus in sight. */
void form_layout(Form *form);
void form_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area);

/* -- view_form ------------------------------------------------------------------------------------------------ */

/* Moves the focus to field `index`. */
void form_go(Form *form, Ui *ui, int index);
/* To the next field that is shown. */
void form_next(Form *form, Ui *ui);
/* To be called after each change of a field. */
void form_touch(Form *form, Ui *ui, FormField *field);

/* Calendar: a month over the page to pick a day from. */
typedef struct CalendarRequest {
    Day day;
} CalendarRequest;
extern const ViewOps view_calendar;
Day calendar_day(const View *view);

/* What belongs in a field. Request: the FieldDef. */
extern const ViewOps view_field_help;

#endif
