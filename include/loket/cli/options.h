/* Options: typed tables of what may stand behind a command, parsed with getopt_long.
 *
 * A table row gives the long name, the short letter, the word for its argument and the help line; from the table of a
 * register's fields come the options of `add` and `edit`, so nothing is written twice. Parsing knows no command: while
 * it walks it tells each plain word to a hook, which may add tables (after `add incident` come the fields of an
 * incident). */
#ifndef LOKET_CLI_OPTIONS_H
#define LOKET_CLI_OPTIONS_H

#include "loket/model/register.h"

typedef struct OptionDef {
    const char *name;      /* long name, with '-' */
    char letter;           /* short name, or 0 */
    const char *argument;  /* N_("FILE"); NULL = a switch */
    const char *help;      /* N_() */
    const FieldDef *field; /* the field it stands for, or NULL */
} OptionDef;

typedef struct OptionValue {
    const OptionDef *def;
    const char *value; /* NULL for a switch */
} OptionValue;

enum { OPTION_TABLES = 8 };

/* What was read: plain words and options, in order; all in one arena. */
typedef struct Options {
    Arena *arena;
    const OptionDef *tables[OPTION_TABLES]; /* each ended by a row without a name */
    size_t table_count;
    const char **words;
    size_t word_count;
    OptionValue *values;
    size_t value_count;
} Options;

void options_init(Options *options, Arena *arena);
void options_table(Options *options, const OptionDef *table);
/* Options made from the fields of `def`. */
const OptionDef *options_of_fields(const RegisterDef *def, Arena *arena);

/* Reads `argv` from 1 on. `first_only`: stops at the first plain word, and `*stopped` tells where it stands. A word
 * such as -kind:complaint, more than one letter behind a single '-', is plain. `word` (may be NULL) is told of each
 * plain word. ERR_USAGE names the nearest option. */
typedef Status (*WordHook)(void *ctx, Options *options, const char *word, Error *err);
Status options_parse(Options *options, int argc, char **argv, bool first_only, int *stopped, WordHook word, void *ctx,
                     Error *err);

/* Whether an option was given that stands for no field (a field may have the name of an option of another command). */
bool options_given(const Options *options, const char *name);
/* The last value given, or NULL. */
const char *options_value(const Options *options, const char *name);
/* The same as a whole number of at least `least`. */
Status options_number(const Options *options, const char *name, long least, long *number, Error *err);

#endif
