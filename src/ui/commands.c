#include "commands.h"

#include <string.h>

#include "loket/app/lookup.h"
#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/ui/actions.h"

static const char NOTHING[] = "\"\""; /* typed to empty a field, as on the command line */

/* The line taken apart: its first word, and the rest behind the blanks. */
typedef struct Line {
    char word[64];
    const char *rest;
    bool blank; /* there is a blank behind the word */
} Line;

static Line line_of(const char *text) {
    Line line = {.rest = text};
    text_next_word(&line.rest, line.word, sizeof line.word);
    line.blank = *line.rest == ' ';
    line.rest += strspn(line.rest, " ");
    return line;
}

/* -- completing ----------------------------------------------------------------------------------------------- */

/* A place in the line for candidates that go on from `typed`, which ends it. */
static Completion *begin(const char *line, const char *typed, Completion *out) {
    out->start = (size_t)(typed - line);
    out->end = strlen(line);
    return out;
}

static void offer(Completion *out, const char *line, const char *text, const char *label) {
    const char *typed = line + out->start;
    if (out->count == COMPLETION_MOST || strncmp(text, typed, strlen(typed)) != 0) return;
    size_t at = strcmp(text, typed) == 0 ? 0 : out->count; /* what is typed in full is meant, however many go on from it */
    memmove(&out->items[at + 1], &out->items[at], (out->count++ - at) * sizeof out->items[0]);
    out->items[at] = (Candidate){text, label};
}

static void complete_theme(const char *line, const char *typed, Arena *arena, Completion *out) {
    size_t count;
    const char **names = theme_list(arena, &count);
    begin(line, typed, out);
    for (size_t i = 0; i < count; i++) offer(out, line, names[i], "");
}

static void complete_set(Ui *ui, const char *line, const char *typed, Arena *arena, Completion *out, bool *more) {
    Line setting = line_of(typed);
    const FieldDef *field = register_field(&settings_table, setting.word);
    *more = !field || !setting.blank;
    if (*more) {
        begin(line, typed, out);
        for (size_t i = 0; i < settings_table.field_count; i++) offer(out, line, settings_table.fields[i].key, lang_text(settings_table.fields[i].label));
        return;
    }
    if (strcmp(field->key, "theme") == 0) {
        complete_theme(line, setting.rest, arena, out);
        return;
    }
    Lookup lookup = desk_lookup(ui->desk);
    complete_value(&settings_table, field, setting.rest, &lookup, arena, out);
    begin(line, setting.rest, out);
}

static void complete_bind(const char *line, const char *typed, Completion *out, bool *more) {
    Line view = line_of(typed), key = line_of(view.rest);
    *more = true;
    if (!view.blank) {
        begin(line, typed, out);
        for (int i = 0; keymap_view_name(i); i++) offer(out, line, keymap_view_name(i), "");
    } else if (key.blank) {
        begin(line, key.rest, out);
        for (int i = 0; i < action_count; i++) offer(out, line, actions[i].name, lang_text(actions[i].label));
        offer(out, line, "none", _("takes the key away"));
        *more = false;
    }
}

/* -- running -------------------------------------------------------------------------------------------------- */

static Status run_set(Ui *ui, const char *rest, Error *err) {
    return settings_typed(ui, rest, err);
}

static Status run_theme(Ui *ui, const char *rest, Error *err) {
    Arena *arena = arena_new();
    Status status = settings_typed(ui, arena_printf(arena, "theme %s", rest), err);
    arena_free(arena);
    return status;
}

/* Holds until the program is left. */
static Status run_bind(Ui *ui, const char *words, Error *err) {
    char view[32] = "", key[32] = "", action[64] = "";
    bool all = text_next_word(&words, view, sizeof view) && text_next_word(&words, key, sizeof key) && text_next_word(&words, action, sizeof action);
    if (!all) return fail(err, ERR_INVALID, "%s", _("bind VIEW KEY ACTION, as in: bind list x strike"));
    Status status = keymap_own(&ui->keymap, view, key, action, 0, err);
    if (status == OK) ui_say(ui, _("'%s' is %s in view %s, until you leave"), key, action, view);
    return status;
}

static Status run_quit(Ui *ui, const char *rest, Error *err) {
    (void)rest, (void)err;
    ui->quit = true;
    return OK;
}

static const struct {
    const char *word;
    bool alone; /* needs nothing behind it */
    Status (*run)(Ui *ui, const char *rest, Error *err);
} commands[] = {{"q", true, run_quit}, {"quit", true, run_quit}, {"set", false, run_set}, {"theme", false, run_theme}, {"bind", false, run_bind}};

static int find(const char *word) {
    for (int i = 0; i < (int)COUNT_OF(commands); i++)
        if (strcmp(commands[i].word, word) == 0) return i;
    return -1;
}

/* A field of what the cursor or the tags are about. */
static const FieldDef *field_named(const Ui *ui, const char *word) {
    Target target = ui_target(ui);
    char key[64];
    size_t length = strlen(word);
    if (!target.def || !target.no || length >= sizeof key) return NULL;
    memcpy(key, word, length + 1);
    for (char *c = key; *c; c++)
        if (*c == '-') *c = '_';
    return register_field(target.def, key);
}

static bool is_code(const char *line) {
    const RegisterDef *def;
    int64_t no;
    return code_parse(line, &def, &no);
}

LineKind command_kind(const Ui *ui, const char *line) {
    Line parts = line_of(line);
    int at = find(parts.word);
    if (is_code(line)) return LINE_WORD;
    if (at >= 0 && commands[at].alone) return *parts.rest ? LINE_OTHER : LINE_WORD;
    bool known = at >= 0 || field_named(ui, parts.word);
    if (known && parts.blank) return LINE_VALUE;
    return !parts.blank && action_find(parts.word) >= 0 && strchr(parts.word, '-') ? LINE_WORD : LINE_OTHER;
}

void command_complete(Ui *ui, const char *line, Arena *arena, Completion *out, bool *more) {
    Line parts = line_of(line);
    const FieldDef *field = field_named(ui, parts.word);
    *out = (Completion){.count = 0};
    *more = false;
    if (strcmp(parts.word, "set") == 0)
        complete_set(ui, line, parts.rest, arena, out, more);
    else if (strcmp(parts.word, "theme") == 0)
        complete_theme(line, parts.rest, arena, out);
    else if (strcmp(parts.word, "bind") == 0)
        complete_bind(line, parts.rest, out, more);
    else if (field) {
        Lookup lookup = desk_lookup(ui->desk);
        complete_value(ui_target(ui).def, field, parts.rest, &lookup, arena, out);
        begin(line, parts.rest, out);
    }
}

bool command_means_candidate(const Ui *ui, const char *line) {
    static const unsigned typed = 1u << FT_TEXT | 1u << FT_NOTE | 1u << FT_DATE | 1u << FT_MOMENT | 1u << FT_TAGS;
    Line parts = line_of(line);
    if (find(parts.word) >= 0) return true;
    const FieldDef *field = field_named(ui, parts.word);
    return field && !(typed >> field->type & 1) && strcmp(parts.rest, NOTHING) != 0 && choice_index(field->choices, parts.rest) < 0;
}

void command_run(Ui *ui, View *dialog, const char *line) {
    Line parts = line_of(line);
    const RegisterDef *def;
    int64_t no;
    int at = find(parts.word);
    if (code_parse(line, &def, &no)) {
        ui_show_record(ui, def, no);
    } else if (at >= 0) {
        Error err = {0};
        if (commands[at].run(ui, parts.rest, &err) != OK) dialog_refuse(ui, dialog, &err);
    } else if (parts.blank && !*parts.rest) {
        Error err = {0};
        fail(&err, ERR_INVALID, _("say what behind it, or %s to empty it"), NOTHING);
        dialog_refuse(ui, dialog, &err);
    } else if (parts.blank) {
        field_set(ui, dialog, field_named(ui, parts.word), strcmp(parts.rest, NOTHING) == 0 ? "" : parts.rest);
    } else {
        action_run(ui, &actions[action_find(parts.word)]);
    }
}

void command_offer(const Ui *ui, struct Nearest *nearest) {
    const RegisterDef *def = ui_target(ui).def;
    for (size_t i = 0; i < COUNT_OF(commands); i++) nearest_offer(nearest, commands[i].word);
    for (size_t i = 0; def && i < def->field_count; i++) nearest_offer(nearest, def->fields[i].key);
}
