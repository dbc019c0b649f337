#include "loket/cli/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/nearest.h"

enum { FIRST_VALUE = 1000 }; /* what getopt answers for the first option: beyond all letters */

void options_init(Options *options, Arena *arena) {
    *options = (Options){.arena = arena};
}

void options_table(Options *options, const OptionDef *table) {
    if (table && options->table_count < OPTION_TABLES) options->tables[options->table_count++] = table;
}

static char *with_dashes(Arena *arena, const char *key) {
    char *name = arena_strdup(arena, key);
    for (char *c = name; *c; c++)
        if (*c == '_') *c = '-';
    return name;
}

const OptionDef *options_of_fields(const RegisterDef *def, Arena *arena) {
    static const char *const words[FT_COUNT] = {
        [FT_TEXT] = N_("TEXT"),   [FT_NOTE] = N_("TEXT"),   [FT_CHOICE] = N_("CHOICE"), [FT_CHOICES] = N_("CHOICES"),
        [FT_FLAG] = N_("yes|no"), [FT_DATE] = N_("DATE"),   [FT_MOMENT] = N_("MOMENT"), [FT_NUMBER] = N_("NUMBER"),
        [FT_SPAN] = N_("SPAN"),   [FT_LINK] = N_("RECORD"), [FT_LINKS] = N_("RECORDS"), [FT_PARTY] = N_("WHO"),
        [FT_TAGS] = N_("TAGS"),   [FT_STATE] = N_("STATE"),
    };
    OptionDef *table = ARENA_ARRAY(arena, OptionDef, def->field_count + 1);
    for (size_t i = 0; i < def->field_count; i++) {
        const FieldDef *field = &def->fields[i];
        table[i] = (OptionDef){.name = with_dashes(arena, field->key),
                               .argument = words[field->type],
                               .help = field->help,
                               .field = field};
    }
    return table;
}

/* -- one walk -------------------------------------------------------------------------------------------------- */

typedef struct Walk {
    Options *options;
    struct option *longs;   /* as getopt wants them; each name twice when it holds a '-', the second with '_' */
    const OptionDef **defs; /* by value */
    size_t long_count, def_count, room;
    char letters[64];
    size_t tables_done;
} Walk;

static void add_long(Walk *walk, const char *name, const OptionDef *def) {
    if (walk->long_count + 1 >= walk->room) {
        struct option *longs = ARENA_ARRAY(walk->options->arena, struct option, walk->room * 2);
        memcpy(longs, walk->longs, (walk->long_count + 1) * sizeof *longs);
        const OptionDef **defs = ARENA_ARRAY(walk->options->arena, const OptionDef *, walk->room * 2);
        memcpy(defs, walk->defs, walk->def_count * sizeof *defs);
        walk->longs = longs;
        walk->defs = defs;
        walk->room *= 2;
    }
    /* before the others: a later table wins, as the fields of a row do over those of its record */
    memmove(walk->longs + 1, walk->longs, ++walk->long_count * sizeof *walk->longs);
    walk->longs[0] = (struct option){.name = name,
                                     .has_arg = def->argument ? required_argument : no_argument,
                                     .val = FIRST_VALUE + (int)walk->def_count};
}

static void add_def(Walk *walk, const OptionDef *def) {
    add_long(walk, def->name, def);
    if (strchr(def->name, '-')) {
        char *other = arena_strdup(walk->options->arena, def->name);
        for (char *c = other; *c; c++)
            if (*c == '-') *c = '_';
        add_long(walk, other, def);
    }
    walk->defs[walk->def_count++] = def;
    if (!def->letter) return;
    size_t at = strlen(walk->letters);
    snprintf(walk->letters + at, sizeof walk->letters - at, "%c%s", def->letter, def->argument ? ":" : "");
}

static void add_tables(Walk *walk) {
    for (; walk->tables_done < walk->options->table_count; walk->tables_done++)
        for (const OptionDef *def = walk->options->tables[walk->tables_done]; def->name; def++)
            add_def(walk, def);
}

static const OptionDef *def_of(const Walk *walk, int answer) {
    if (answer >= FIRST_VALUE) return walk->defs[answer - FIRST_VALUE];
    for (size_t i = 0; i < walk->def_count; i++)
        if (walk->defs[i]->letter == answer) return walk->defs[i];
    return NULL;
}

static Status unknown_option(const Walk *walk, const char *typed, Error *err) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, "="), typed);
    fail(err, ERR_USAGE, _("unknown option '%s'"), name);
    const char *bare = name + strspn(name, "-");
    for (char *c = name; *c; c++)
        if (*c == '_') *c = '-';
    Nearest nearest = nearest_start(bare);
    size_t begins = 0;
    for (size_t i = 0; i < walk->def_count; i++) {
        nearest_offer(&nearest, walk->defs[i]->name);
        begins += text_starts(walk->defs[i]->name, bare);
    }
    const char *word = nearest_word(&nearest);
    if (begins > 1)
        return error_hint(err, _("several options begin like that; write it out, as in --%s"), word ? word : bare);
    if (word) return error_hint(err, _("did you mean --%s?"), word);
    return error_hint(err, "%s", _("its options are listed by: loket help, and its name behind it"));
}

static void keep_word(Options *options, const char *word) {
    options->words[options->word_count++] = word;
}

/* A plain word that begins with '-': a filter that denies, or "-" alone. */
static bool is_plain(const char *word) {
    return word[0] != '-' || word[1] == '\0' || (word[1] != '-' && word[2] != '\0');
}

static Status take(Walk *walk, int answer, const char *typed, Error *err) {
    if (answer == ':') {
        fail(err, ERR_USAGE, _("option '%s' needs a value"), typed);
        return error_hint(err, "%s", _("write it behind it, as in --name VALUE"));
    }
    if (answer == '?' && strchr(typed, '=') && optopt >= FIRST_VALUE) {
        fail(err, ERR_USAGE, _("option '--%s' takes no value"), walk->defs[optopt - FIRST_VALUE]->name);
        return error_hint(err, "%s", _("leave out what stands behind the ="));
    }
    if (answer == '?') return unknown_option(walk, typed, err);
    walk->options->values[walk->options->value_count++] = (OptionValue){def_of(walk, answer), optarg};
    return OK;
}

Status options_parse(Options *options, int argc, char **argv, bool first_only, int *stopped, WordHook word, void *ctx,
                     Error *err) {
    Walk walk = {.options = options, .room = 64, .letters = "-:"};
    walk.longs = ARENA_ARRAY(options->arena, struct option, walk.room);
    walk.defs = ARENA_ARRAY(options->arena, const OptionDef *, walk.room);
    options->words = ARENA_ARRAY(options->arena, const char *, argc + 1);
    options->values = ARENA_ARRAY(options->arena, OptionValue, argc + 1);
    options->word_count = options->value_count = 0;
    Status status = OK;
    int at = 1;
    for (bool plain_only = false; at < argc && status == OK;) {
        add_tables(&walk);
        const char *typed = argv[at];
        if (!plain_only && strcmp(typed, "--") == 0) {
            plain_only = true;
            at++;
            continue;
        }
        if (plain_only || is_plain(typed)) {
            if (first_only) break;
            keep_word(options, typed);
            if (word) status = word(ctx, options, typed, err);
            at++;
            continue;
        }
        /* one option a call, from the word before it: so the table may have grown since the last one */
        opterr = optind = optopt = 0;
        int answer = getopt_long(argc - at + 1, argv + at - 1, walk.letters, walk.longs, NULL);
        status = take(&walk, answer, typed, err);
        at += optind - 1;
    }
    if (stopped) *stopped = at;
    return status;
}

bool options_given(const Options *options, const char *name) {
    for (size_t i = 0; i < options->value_count; i++)
        if (!options->values[i].def->field && strcmp(options->values[i].def->name, name) == 0) return true;
    return false;
}

const char *options_value(const Options *options, const char *name) {
    const char *value = NULL;
    for (size_t i = 0; i < options->value_count; i++)
        if (!options->values[i].def->field && strcmp(options->values[i].def->name, name) == 0)
            value = options->values[i].value;
    return value;
}

Status options_number(const Options *options, const char *name, long least, long *number, Error *err) {
    const char *text = options_value(options, name);
    if (!text) return OK;
    char *end;
    long value = strtol(text, &end, 10);
    enum { MOST = 1000000 }; /* more rows than anybody reads; memory for them is taken beforehand */
    if (end == text || *end || value < least || value > MOST) {
        fail(err, ERR_USAGE, _("--%s: '%s' is no whole number from %ld to %d"), name, text, least, MOST);
        return error_hint(err, _("write it as in --%s %ld"), name, least + 10);
    }
    *number = value;
    return OK;
}
