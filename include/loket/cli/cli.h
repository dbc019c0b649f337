/* Cli: what a command of the command line works with.
 *
 * Made by main for one command and gone with it: the surroundings, the open desk (if the command needs one), what was
 * typed, and where to print. Commands return a Status and fill an Error; only main prints errors and answers with an
 * exit code. */
#ifndef LOKET_CLI_CLI_H
#define LOKET_CLI_CLI_H

#include "loket/app/personal.h"
#include "loket/cli/options.h"
#include "loket/cli/output.h"

typedef struct CommandDef CommandDef;

typedef struct Cli {
    Env env;
    Arena *arena;
    Output out, err;
    Options options;   /* words: without the command itself */
    const char *file;  /* the database this command works on */
    bool own;          /* --me: the officer's own file */
    bool ascii;        /* --ascii was asked for: for data too, which a setting never changes */
    const char *theme; /* --theme, or NULL */
    Personal personal; /* with what is kept for the file, once it is open */
    const char *fault; /* what was wrong in config.yaml or the environment, on one line, or NULL */
    bool auditor;      /* --auditor: nothing can be changed */
    Desk *desk;        /* open when the command needs it, else NULL */
    const CommandDef *command;
    Problems problems; /* what validation found, told besides the error */
} Cli;

enum { NEEDS_NOTHING = 0, NEEDS_FILE = 1, NEEDS_WRITING = 2 };

struct CommandDef {
    const char *name;
    const char *summary;      /* N_(): one line, lower case */
    const char *usage;        /* N_(): what stands behind the name */
    const char *details;      /* N_(): paragraphs for help; may be NULL */
    const OptionDef *options; /* ended by a row without a name; may be NULL */
    unsigned needs;
    size_t least, most; /* how many words */
    WordHook word;      /* adds options that depend on the words; ctx = the Cli; may be NULL */
    Status (*run)(Cli *cli, Error *err);
};

/* The command table, in the order of help; ended by a row without a name. */
extern const CommandDef commands[];
/* The command with that name, or ERR_USAGE with the nearest. */
Status command_find(const char *name, const CommandDef **command, Error *err);
/* Options that every command takes. */
extern const OptionDef common_options[];
/* Options of the desk on the screen, before a command's name only. */
extern const OptionDef screen_options[];

/* The desk on the screen; without a terminal, or until there are screens, the overview as text. Returns an exit code.
 */
int desk_screen(Cli *cli);

/* Opens the file into cli->desk, for reading only with --auditor. */
Status cli_open(Cli *cli, Error *err);
/* Word `at` of the command line, or NULL. */
const char *cli_word(const Cli *cli, size_t at);
/* The words from `from` on, a blank between them. */
const char *cli_rest(const Cli *cli, size_t from);
/* The register that `word` names: its key, title, prefix or kind letter. ERR_USAGE with the nearest. */
Status cli_register(const char *word, const RegisterDef **def, Error *err);
/* The child register of `parent` that `word` names. */
Status cli_child(const RegisterDef *parent, const char *word, const RegisterDef **def, Error *err);
/* What can be made from a record of `from` and is called `word` ("n" is the notice); ERR_USAGE with all there are. */
Status cli_made(const RegisterDef *from, const char *word, const RegisterDef **def, Error *err);
/* Puts the values of all field options into `record`. */
Status cli_fields(Cli *cli, Record *record, Error *err);
/* Applies one change and prints what was done: "INC-0142 Laptop lost, new". */
Status cli_save(Cli *cli, Change *change, const char *done, Error *err);
/* The title of a record, on one line and safe. */
const char *cli_title(Cli *cli, const Record *record);
/* A day, in words: "Mon 23 Nov 2026". */
const char *cli_day(Cli *cli, Day day);

#endif
