#include "loket/model/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/nearest.h"

/* clang-format off */
static const Choice languages[] = {
    {"auto", N_("as the system")}, {"en", N_("English")}, {"nl", N_("Dutch")}, {0}};

static const Choice glyph_sets[] = {
    {"auto", N_("as the locale")}, {"utf8", N_("UTF-8")}, {"ascii", N_("ASCII")}, {0}};

static const Choice auto_on_off[] = {
    {"auto", N_("over SSH")}, {"on", N_("always")}, {"off", N_("never")}, {0}};

static const Choice presets[] = {
    {"vi", N_("letters")}, {"plain", N_("arrows")}, {0}};

static const Choice clipboards[] = {
    {"auto", N_("terminal, or tmux")}, {"osc52", N_("terminal")}, {"tmux", N_("through tmux")}, {"off", N_("off")}, {0}};

static const Choice unlocks[] = {
    {"passphrase", N_("passphrase, if set")}, {"enter", N_("Enter")}, {0}};

/* What one may want otherwise for another organisation. */
static const char for_this_file[] = "theme discreet clipboard";

static const FieldDef fields[] = {
    {.key = "theme", .label = N_("Theme"), .help = N_("auto, dark, light, contrast, mono, or a file; kept for this organisation"), .group = N_("Looks"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE, .initial = "auto"},
    {.key = "language", .label = N_("Language"), .help = N_("of all texts, also on the command line"), .type = FT_CHOICE, .flags = FF_REQUIRED,
     .choices = languages, .initial = "auto"},
    {.key = "glyphs", .label = N_("Characters"), .help = N_("lines and letters beyond ASCII; ASCII also for what is printed"), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = glyph_sets, .initial = "auto"},
    {.key = "narrow_cursor", .label = N_("Narrow cursor"), .help = N_("mark the cursor row by its code only: a tenth of the bytes on a slow line"),
     .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = auto_on_off, .initial = "auto"},
    {.key = "slow_line", .label = N_("Slow line"), .help = N_("on: a preview when the cursor rests, a picture when the last has passed; auto: gently, over SSH"),
     .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = auto_on_off, .initial = "auto"},
    {.key = "discreet", .label = N_("Discreet"), .help = N_("on screen people and organisation by code, no phone or mail; titles, texts stay"), .type = FT_FLAG,
     .flags = FF_REQUIRED, .initial = "no"},
    {.key = "keys", .label = N_("Keys"), .help = N_("move with the letters of vi, or with arrows and function keys; keys.yaml goes before both"),
     .group = N_("Hands"), .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = presets, .initial = "vi"},
    {.key = "mouse", .label = N_("Mouse"), .help = N_("clicks and wheel go to Loket; mark text with Shift held down"), .type = FT_FLAG, .flags = FF_REQUIRED,
     .initial = "no"},
    {.key = "clipboard", .label = N_("Clipboard"), .help = N_("how a copy reaches it (OSC 52); it carries data to the machine you sit at"), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = clipboards, .initial = "auto"},
    {.key = "escape_delay", .label = N_("Escape delay"), .help = N_("milliseconds to wait for the rest of a key; empty: 25, over SSH 100"), .type = FT_NUMBER},
    {.key = "idle_lock", .label = N_("Lock after"), .help = N_("minutes without a key; 0: never by itself"), .group = N_("Lock"), .type = FT_NUMBER,
     .flags = FF_REQUIRED, .initial = "10"},
    {.key = "unlock", .label = N_("Unlock with"),
     .help = N_("without a passphrase it is a curtain, no lock; set one: loket settings lock-passphrase"), .type = FT_CHOICE, .flags = FF_REQUIRED,
     .choices = unlocks, .initial = "passphrase"},
};

/* Whole numbers and what they may be. */
static const struct {
    const char *key;
    int64_t least, most;
} ranges[] = {{"escape_delay", 0, 2000}, {"idle_lock", 0, 24 * 60}};

/* Names of the environment that are older than this program. */
static const struct {
    const char *key, *name;
} variables[] = {{"escape_delay", "ESCDELAY"}};

static const char *const sources[SETTING_SOURCES] = {
    N_("built in"), N_("own choice"), N_("own choice, this file"), N_("config.yaml"), N_("environment"), N_("command line")};
/* clang-format on */

const RegisterDef settings_table = {
    .id = 99,
    .key = "settings",
    .prefix = "SET",
    .noun = N_("settings"),
    .title = N_("Settings"),
    .help = N_("How you want the program to be: looks, keys, lock. Kept beside the organisation's file, never in it."),
    .kind = KIND_SINGLE,
    FIELDS(fields),
};

/* -- layers --------------------------------------------------------------------------------------------------- */

void settings_clear(Settings *settings, SettingSource source) {
    settings->layers[source] =
        source == SETTING_BUILT_IN ? record_new_initial(&settings_table, 0, settings->arena) : record_new(&settings_table, settings->arena);
    settings->places[source] = ARENA_ARRAY(settings->arena, const char *, settings_table.field_count);
}

void settings_init(Settings *settings) {
    *settings = (Settings){.arena = arena_new()};
    for (int i = 0; i < SETTING_SOURCES; i++) settings_clear(settings, (SettingSource)i);
}

void settings_done(Settings *settings) {
    arena_free(settings->arena);
    *settings = (Settings){0};
}

static Status unknown(const char *key, Error *err) {
    Nearest nearest = nearest_start(key);
    for (size_t i = 0; i < COUNT_OF(fields); i++) nearest_offer(&nearest, fields[i].key);
    fail(err, ERR_USAGE, _("there is no setting '%s'"), key);
    if (nearest_word(&nearest)) return error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
    return error_hint(err, "%s", _("they are listed by: loket settings"));
}

static Status in_range(const FieldDef *field, Value value, Error *err) {
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (value.set && strcmp(ranges[i].key, field->key) == 0 && (value.number < ranges[i].least || value.number > ranges[i].most))
            return fail(err, ERR_INVALID, _("%s: a number from %d to %d"), field->key, (int)ranges[i].least, (int)ranges[i].most);
    return OK;
}

Status settings_put(Settings *settings, SettingSource source, const char *key, const char *text, const char *place, Error *err) {
    int index = register_field_index(&settings_table, key);
    if (index < 0) return unknown(key, err);
    const FieldDef *field = &fields[index];
    ParseContext context = {.def = &settings_table};
    Value value;
    Status status = field_parse(field, &context, text, settings->arena, &value, err);
    if (status == OK) status = in_range(field, value, err);
    if (status != OK) return status;
    settings->layers[source]->values[index] = value_copy(value, settings->arena);
    settings->places[source][index] = arena_strdup(settings->arena, place);
    return OK;
}

static SettingSource source_of(const Settings *settings, size_t index) {
    int source = SETTING_SOURCES - 1;
    while (source > SETTING_BUILT_IN && !settings->layers[source]->values[index].set) source--;
    return (SettingSource)source;
}

/* A key that does not exist is a bug; record_value says so and stops. */
static size_t index_of(const Settings *settings, const char *key) {
    record_value(settings->layers[SETTING_BUILT_IN], key);
    return (size_t)register_field_index(&settings_table, key);
}

SettingSource settings_source(const Settings *settings, const char *key) {
    return source_of(settings, index_of(settings, key));
}

const char *settings_place(const Settings *settings, const char *key) {
    size_t index = index_of(settings, key);
    const char *place = settings->places[source_of(settings, index)][index];
    return place ? place : "";
}

bool settings_fixed(const Settings *settings, const char *key) {
    return settings_source(settings, key) >= SETTING_CONFIG;
}

SettingSource settings_home(const FieldDef *field) {
    return text_has_word(for_this_file, field->key) ? SETTING_THIS_FILE : SETTING_EVERY_FILE;
}

/* -- values --------------------------------------------------------------------------------------------------- */

Value settings_value(const Settings *settings, const char *key) {
    size_t index = index_of(settings, key);
    return settings->layers[source_of(settings, index)]->values[index];
}

const char *settings_text(const Settings *settings, const char *key) {
    Value value = settings_value(settings, key);
    return value.set && value.text ? value.text : "";
}

int64_t settings_number(const Settings *settings, const char *key, int64_t otherwise) {
    Value value = settings_value(settings, key);
    return value.set ? value.number : otherwise;
}

bool settings_on(const Settings *settings, const char *key) {
    return settings_number(settings, key, 0) != 0;
}

Record *settings_record(const Settings *settings, Arena *arena) {
    Record *record = record_new(&settings_table, arena);
    for (size_t i = 0; i < settings_table.field_count; i++) record->values[i] = settings->layers[source_of(settings, i)]->values[i];
    return record;
}

/* -- names ---------------------------------------------------------------------------------------------------- */

void settings_variable(const FieldDef *field, char name[64]) {
    for (size_t i = 0; i < COUNT_OF(variables); i++)
        if (strcmp(variables[i].key, field->key) == 0) {
            snprintf(name, 64, "%s", variables[i].name);
            return;
        }
    int length = snprintf(name, 64, "LOKET_%s", field->key);
    for (int i = 0; i < length && i < 63; i++) name[i] = (char)toupper((unsigned char)name[i]);
}

void settings_origin(const Settings *settings, const char *key, StrBuf *out) {
    const char *place = settings_place(settings, key);
    strbuf_add(out, *place ? place : lang_text(sources[settings_source(settings, key)]));
}
