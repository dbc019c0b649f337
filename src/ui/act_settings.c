/* Settings on the desk: the form over their table, one typed in the palette, the theme picked from a list; taking the last change
 * back; and doing at once what they say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/log.h"
#include "loket/ui/actions.h"
#include "views.h"

enum { FORM_FIELDS = 32 }; /* rows of the table, at most */

/* -- doing what they say -------------------------------------------------------------------------------------- */

static void use_theme(Ui *ui, const Settings *settings) {
    Error err = {0};
    if (theme_load(settings_text(settings, "theme"), &ui->theme, &err) == OK) return;
    ui_fail(ui, &err);
    theme_load("auto", &ui->theme, NULL);
}

/* The first fault is told at once, all of them in the log. */
static void use_keys(Ui *ui, const Settings *settings) {
    StrBuf faults;
    strbuf_init(&faults);
    size_t count = keymap_use_preset(&ui->keymap, settings_text(settings, "keys"), &faults) + keymap_read_own(&ui->keymap, &faults);
    if (count) {
        log_line(desk_env(ui->desk), "%s", faults.data);
        faults.data[strcspn(faults.data, "\n")] = '\0';
        if (count == 1)
            ui_say(ui, "%s", faults.data);
        else
            ui_say(ui, _("%s (and %zu more, in the log)"), faults.data, count - 1);
    }
    strbuf_done(&faults);
}

/* "auto", or one of two words. */
static bool either(const char *choice, const char *yes, bool otherwise) {
    return strcmp(choice, "auto") == 0 ? otherwise : strcmp(choice, yes) == 0;
}

void ui_use_settings(Ui *ui) {
    const Settings *settings = &ui->personal->settings;
    const char *language = settings_text(settings, "language");
    lang_use(strcmp(language, "auto") == 0 ? NULL : language);
    ui->ascii = either(settings_text(settings, "glyphs"), "ascii", !env_utf8());
    ui->slow_line = either(settings_text(settings, "slow_line"), "on", ui->slow_terminal || env_variable("SSH_CONNECTION"));
    /* a reversed row is many bytes on a slow line */
    ui->narrow_cursor = either(settings_text(settings, "narrow_cursor"), "on", ui->slow_line);
    use_theme(ui, settings);
    use_keys(ui, settings);
    db_set_discreet(desk_db(ui->desk), settings_on(settings, "discreet"));
    ui_read_organisation(ui);
    ui_reread(ui);
    ui->request.kind = REQUEST_SETTINGS;
}

/* -- choosing ------------------------------------------------------------------------------------------------- */

/* What was chosen last, and what stood there before: an empty text is no choice of one's own. */
struct SettingsStep {
    Arena *arena;
    const char *keys[FORM_FIELDS], *was[FORM_FIELDS], *is[FORM_FIELDS];
    size_t count;
    int64_t revision; /* of the data then: a change of records since is taken back first */
    bool undone;
};

void settings_forget(Ui *ui) {
    if (ui->settings_step) arena_free(ui->settings_step->arena);
    free(ui->settings_step);
    ui->settings_step = NULL;
}

static const char *own_choice(const Ui *ui, const FieldDef *field, Arena *arena) {
    StrBuf text;
    strbuf_init(&text);
    int index = register_field_index(&settings_table, field->key);
    field_write(field, &settings_table, ui->personal->settings.layers[settings_home(field)]->values[index], &text);
    const char *copy = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return copy;
}

/* The same checks as choosing, so that of several all are chosen or none. */
static Status check(const char *key, const char *text, Error *err) {
    Settings trial;
    settings_init(&trial);
    Status status = settings_put(&trial, SETTING_THIS_FILE, key, text, NULL, err);
    settings_done(&trial);
    if (status == OK) status = theme_check_setting(key, text, err);
    return status == OK || status == ERR_USAGE ? status : ERR_INVALID;
}

static Status choose(Ui *ui, const char *const *keys, const char *const *texts, size_t count, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < count && status == OK; i++) status = personal_choose(ui->personal, ui->desk, keys[i], texts[i], err);
    ui_use_settings(ui);
    return status;
}

static void say_chosen(Ui *ui, const char *what) {
    say_saved(ui, what);
    /* who selects text with the mouse is to know how, now that it is ours */
    bool mouse = strcmp(what, "mouse") == 0 && settings_on(&ui->personal->settings, "mouse");
    size_t length = strlen(ui->message);
    if (mouse) snprintf(ui->message + length, sizeof ui->message - length, "; %s", _("mark text with Shift held down"));
}

static Status choose_new(Ui *ui, const char *const *keys, const char *const *texts, size_t count, Error *err) {
    settings_forget(ui);
    struct SettingsStep *step = calloc(1, sizeof *step);
    if (!step) abort();
    *step = (struct SettingsStep){.arena = arena_new(), .count = count, .revision = desk_revision(ui->desk)};
    for (size_t i = 0; i < count; i++) {
        step->keys[i] = arena_strdup(step->arena, keys[i]);
        step->is[i] = arena_strdup(step->arena, texts[i]);
        step->was[i] = own_choice(ui, register_field(&settings_table, keys[i]), step->arena);
    }
    ui->settings_step = step;
    return choose(ui, keys, texts, count, err);
}

bool settings_take_back(Ui *ui, bool again) {
    struct SettingsStep *step = ui->settings_step;
    if (!step || step->undone != again || step->revision != desk_revision(ui->desk)) return false;
    Error err = {0};
    step->undone = !again;
    Status status = choose(ui, step->keys, again ? step->is : step->was, step->count, &err);
    if (status != OK)
        ui_fail(ui, &err);
    else
        ui_say(ui, "%s %s", again ? _("made again:") : _("taken back:"), lang_text(settings_table.noun));
    return true;
}

/* -- one of them ---------------------------------------------------------------------------------------------- */

static void say_setting(Ui *ui, const FieldDef *field) {
    const Settings *settings = &ui->personal->settings;
    StrBuf value, origin;
    strbuf_init(&value);
    strbuf_init(&origin);
    field_write(field, &settings_table, settings_value(settings, field->key), &value);
    settings_origin(settings, field->key, &origin);
    ui_say(ui, "%s: %s (%s)", field->key, value.data, origin.data);
    strbuf_done(&value);
    strbuf_done(&origin);
}

Status settings_typed(Ui *ui, const char *words, Error *err) {
    char key[64] = "";
    text_next_word(&words, key, sizeof key);
    words += strspn(words, " ");
    const FieldDef *field = register_field(&settings_table, key);
    Status status = field && !*words ? OK : check(key, words, err);
    if (status == OK && *words) status = choose_new(ui, &(const char *){key}, &words, 1, err);
    if (status != OK) return status;
    if (*words)
        say_chosen(ui, key);
    else
        say_setting(ui, field);
    return OK;
}

/* -- theme ---------------------------------------------------------------------------------------------------- */

static void theme_answered(Ui *ui, View *dialog) {
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    int answer = pick_answer(dialog);
    Error err = {0};
    if (dialog->accepted && answer >= 0 && (size_t)answer < count && settings_typed(ui, arena_printf(arena, "theme %s", names[answer]), &err) != OK)
        ui_fail(ui, &err);
    arena_free(arena);
}

void act_theme(Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    PickChoice choices[32];
    int current = -1;
    if (count > COUNT_OF(choices)) count = COUNT_OF(choices);
    for (size_t i = 0; i < count; i++) {
        choices[i] = (PickChoice){.text = names[i], .id = (int)i};
        if (strcmp(names[i], ui->theme.name) == 0) current = (int)i;
    }
    ui_ask(ui, &view_pick, &(PickRequest){.title = _("theme"), .choices = choices, .count = (int)count, .current = current}, theme_answered);
    arena_free(arena);
}

/* -- all of them, as a form ----------------------------------------------------------------------------------- */

static Record *form_values(Ui *ui, Arena *arena) {
    Record *record = record_copy(settings_record(&ui->personal->settings, arena), arena);
    record->no = 1;
    return record;
}

static Status form_chosen_values(Ui *ui, const Record *seen, const Record *wanted, Problems *problems, Error *err) {
    Arena *arena = arena_new();
    const char *keys[FORM_FIELDS], *texts[FORM_FIELDS];
    size_t count = 0;
    for (size_t i = 0; i < settings_table.field_count; i++) {
        const FieldDef *field = &settings_table.fields[i];
        if (value_equal(field, seen->values[i], wanted->values[i])) continue;
        StrBuf text;
        strbuf_init(&text);
        field_write(field, &settings_table, wanted->values[i], &text);
        keys[count] = field->key;
        texts[count] = arena_strdup(arena, text.data);
        strbuf_done(&text);
        Error wrong = {0};
        if ((field->flags & FF_REQUIRED) && !*texts[count])
            problem_add(problems, &settings_table, field->key, "%s", _("is needed"));
        else if (check(keys[count], texts[count], &wrong) != OK)
            problem_add(problems, &settings_table, field->key, "%s%s%s", wrong.message, wrong.hint[0] ? "; " : "", wrong.hint);
        count++;
    }
    Status status = problems->count ? fail(err, ERR_INVALID, "%s", problems->items[0].message) : choose_new(ui, keys, texts, count, err);
    arena_free(arena);
    return status;
}

static bool form_origin(const Ui *ui, const FieldDef *field, StrBuf *out) {
    const Settings *settings = &ui->personal->settings;
    bool fixed = settings_fixed(settings, field->key);
    if (fixed) strbuf_addf(out, "%s ", _("fixed:"));
    settings_origin(settings, field->key, out);
    if (strcmp(field->key, "escape_delay") == 0 && !settings_value(settings, field->key).set)
        strbuf_addf(out, ": %d", env_variable("SSH_CONNECTION") ? SETTING_ESCAPE_AFAR_MS : SETTING_ESCAPE_MS);
    return fixed;
}

static const FormSource form_source = {.load = form_values, .save = form_chosen_values, .remark = form_origin};

void act_mouse(Ui *ui, const char *arg) {
    (void)arg;
    Error err = {0};
    if (settings_typed(ui, settings_on(&ui->personal->settings, "mouse") ? "mouse no" : "mouse yes", &err) != OK) ui_fail(ui, &err);
}

void settings_open(Ui *ui, const char *key) {
    ui_push(ui, &view_form, &(FormRequest){.def = &settings_table, .no = 1, .field = key, .source = &form_source});
}

void act_settings(Ui *ui, const char *arg) {
    settings_open(ui, arg);
}
