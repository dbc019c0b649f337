/* settings: what holds and why, choosing one, and the passphrase of the lock. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "loket/cli/table.h"
#include "loket/ui/theme.h"

static const char *written(Cli *cli, const FieldDef *field) {
    StrBuf text, safe;
    strbuf_init(&text);
    strbuf_init(&safe);
    field_write(field, &settings_table, settings_value(&cli->personal.settings, field->key), &text);
    line_add(&safe, text.data);
    const char *made = arena_strdup(cli->arena, safe.data);
    strbuf_done(&text);
    strbuf_done(&safe);
    return made;
}

static const char *origin(Cli *cli, const FieldDef *field) {
    StrBuf text;
    strbuf_init(&text);
    settings_origin(&cli->personal.settings, field->key, &text);
    const char *made = arena_strdup(cli->arena, text.data);
    strbuf_done(&text);
    return made;
}

static void list(Cli *cli) {
    size_t count = settings_table.field_count;
    const char **cells = ARENA_ARRAY(cli->arena, const char *, count * 4), **cell = cells;
    for (size_t i = 0; i < count; i++) {
        const FieldDef *field = &settings_table.fields[i];
        *cell++ = field->key;
        *cell++ = written(cli, field);
        *cell++ = origin(cli, field);
        *cell++ = lang_text(field->help);
    }
    Table table = {0};
    table_column(&table, (Column){.head = _("setting"), .stays = true});
    table_column(&table, (Column){.head = _("value"), .most = 24, .stays = true});
    table_column(&table, (Column){.head = _("from")});
    table_column(&table, (Column){.head = _("what it is"), .least = 16, .grows = true});
    table_settle(&table, cells, count, cli->out.width);
    table_head(&table, &cli->out);
    for (size_t i = 0; i < count; i++) table_row(&table, cells + i * 4, &cli->out);
}

/* One of them: its value for a script on the first line, then what it takes. */
static void show(Cli *cli, const FieldDef *field) {
    output_format(&cli->out, "%s\n", written(cli, field));
    output_format(&cli->out, "  %s: %s\n", _("from"), origin(cli, field));
    output_wrapped(&cli->out, 2, lang_text(field->help));
    for (const Choice *choice = field->choices; choice && choice->key; choice++)
        output_format(&cli->out, "  %-12s %s\n", choice->key, lang_text(choice->label));
}

static Status choose(Cli *cli, const FieldDef *field, const char *text, Error *err) {
    Desk *desk = options_given(&cli->options, "every-file") ? NULL : cli->desk;
    Status status = theme_check_setting(field->key, text, err);
    if (status == OK) status = personal_choose(&cli->personal, desk, field->key, text, err);
    if (status == OK) output_format(&cli->out, "%s: %s (%s)\n", field->key, written(cli, field), origin(cli, field));
    return status;
}

/* -- passphrase -------------------------------------------------------------------------------------------------- */

/* One line without echo; from a pipe just a line. */
static Status ask_secret(Cli *cli, const char *label, char *text, int size, Error *err) {
    struct termios mode, quiet;
    bool terminal = tcgetattr(STDIN_FILENO, &mode) == 0;
    if (terminal) {
        output_format(&cli->err, "%s: ", label);
        output_finish(&cli->err);
        quiet = mode;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    bool got = fgets(text, size, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode);
        output_format(&cli->err, "\n");
    }
    if (!got) return fail(err, ERR_USAGE, "%s", _("no passphrase was given"));
    text[strcspn(text, "\r\n")] = '\0';
    return OK;
}

static Status set_passphrase(Cli *cli, Error *err) {
    enum { MOST = 1024 };
    char first[MOST] = "", second[MOST] = "";
    setvbuf(stdin, NULL, _IONBF, 0); /* no copy of it is left in a buffer */
    Status status = ask_secret(cli, _("passphrase"), first, MOST, err);
    if (status == OK && *first) status = ask_secret(cli, _("once more"), second, MOST, err);
    if (status == OK && strcmp(first, second) != 0) status = fail(err, ERR_INVALID, "%s", _("these are two different passphrases; nothing was changed"));
    if (status == OK) status = personal_set_passphrase(&cli->personal, first, err);
    if (status == OK) output_format(&cli->out, "%s\n", *first ? _("the passphrase is set: L locks, and only it unlocks") : _("the passphrase is gone: Enter unlocks"));
    explicit_bzero(first, sizeof first);
    explicit_bzero(second, sizeof second);
    return status;
}

/* -- the command ------------------------------------------------------------------------------------------------- */

/* Without a file there is still what holds for every file. */
static Status open_if_there(Cli *cli, Error *err) {
    return access(cli->file, F_OK) == 0 ? cli_open(cli, err) : OK;
}

Status cmd_settings(Cli *cli, Error *err) {
    const char *word = cli_word(cli, 0);
    if (word && strcmp(word, "lock-passphrase") == 0) return set_passphrase(cli, err);
    Status status = open_if_there(cli, err);
    if (status != OK) return status;
    if (!word) {
        list(cli);
        return OK;
    }
    Settings trial;
    settings_init(&trial);
    status = settings_put(&trial, SETTING_EVERY_FILE, word, "", NULL, err); /* whether there is such a one */
    settings_done(&trial);
    if (status != OK) return status;
    const FieldDef *field = register_field(&settings_table, word);
    if (cli_word(cli, 1)) return choose(cli, field, cli_rest(cli, 1), err);
    show(cli, field);
    return OK;
}
