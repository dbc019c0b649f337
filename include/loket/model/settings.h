/* Settings: how one person wants the program to be: a second table of fields, and the layers its values come from.
 *
 * The same rows as in a register, so that form, command line and files read them alike; no register: no code, no trail, and
 * nothing of it is in the organisation's file (whose own settings are the fields of register organisation). A value is what the
 * highest layer says that says anything. Pure: who reads and writes the layers is app/personal. */
#ifndef LOKET_MODEL_SETTINGS_H
#define LOKET_MODEL_SETTINGS_H

#include "loket/model/record.h"

/* Where a value comes from; a later one wins. */
/* Milliseconds to wait for the rest of a key where nothing is chosen: here, and on a line from elsewhere. */
enum { SETTING_ESCAPE_MS = 25, SETTING_ESCAPE_AFAR_MS = 100 };

typedef enum SettingSource {
    SETTING_BUILT_IN,
    SETTING_EVERY_FILE,  /* chosen here, for whatever file is open */
    SETTING_THIS_FILE,   /* chosen here, for the file that is open */
    SETTING_CONFIG,      /* written by hand in config.yaml */
    SETTING_ENVIRONMENT, /* LOKET_THEME, ESCDELAY */
    SETTING_OPTION,      /* --theme */
    SETTING_SOURCES
} SettingSource;

extern const RegisterDef settings_table;

typedef struct Settings {
    Arena *arena;
    Record *layers[SETTING_SOURCES];
    const char **places[SETTING_SOURCES]; /* for each field: "config.yaml:3:1", "ESCDELAY", "--theme", or NULL */
} Settings;

/* All built in. */
void settings_init(Settings *settings);
void settings_done(Settings *settings);
/* Forgets what a layer says. */
void settings_clear(Settings *settings, SettingSource source);
/* Puts a value into a layer, as typed; an empty text takes it out again. `place` (may be NULL) says where it stands. ERR_USAGE: there is
 * no such setting; ERR_INVALID: it does not take that. */
Status settings_put(Settings *settings, SettingSource source, const char *key, const char *text, const char *place, Error *err);

/* The layer a value comes from, and the place in it ("" = nothing more to say). */
SettingSource settings_source(const Settings *settings, const char *key);
const char *settings_place(const Settings *settings, const char *key);
/* Fixed from outside: nothing that is chosen in the program would change it. */
bool settings_fixed(const Settings *settings, const char *key);
/* The layer that a choice made in the program goes to. */
SettingSource settings_home(const FieldDef *field);

Value settings_value(const Settings *settings, const char *key);
const char *settings_text(const Settings *settings, const char *key); /* never NULL */
int64_t settings_number(const Settings *settings, const char *key, int64_t otherwise);
bool settings_on(const Settings *settings, const char *key);
/* All values that hold, as a record of settings_table; its texts live as long as the settings. */
Record *settings_record(const Settings *settings, Arena *arena);

/* The variable of the environment that sets a field: "LOKET_THEME". */
void settings_variable(const FieldDef *field, char name[64]);
/* Appends where a value comes from, for people: "built in", "config.yaml:3:1". */
void settings_origin(const Settings *settings, const char *key, StrBuf *out);

#endif
