#include "loket/cli/cli.h"

#include <string.h>
#include <strings.h>

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/base/file.h"
#include "loket/base/nearest.h"

/* A change that derives many records again says how far it is, to somebody who sits there. */
static void show_progress(void *ctx, size_t done, size_t total) {
    Cli *cli = ctx;
    if (cli->err.terminal) output_format(&cli->err, _("%zu of %zu records\n"), done, total);
}

Status cli_open(Cli *cli, Error *err) {
    Status status = desk_open(cli->file, cli->auditor ? DB_READ_ONLY : 0, &cli->env, &cli->desk, err);
    if (status == OK && cli->own && !desk_is_own(cli->desk)) {
        fail(err, ERR_USAGE, _("'%s' is an organisation's file, not your own"), cli->file);
        status = error_hint(err, "%s", _("leave out --me or --db"));
    }
    if (status != OK) return status;
    desk_watch(cli->desk, show_progress, cli);
    personal_open(&cli->personal, cli->desk);
    return OK;
}

const char *cli_word(const Cli *cli, size_t at) {
    return at < cli->options.word_count ? cli->options.words[at] : NULL;
}

const char *cli_rest(const Cli *cli, size_t from) {
    StrBuf text;
    strbuf_init(&text);
    for (size_t i = from; i < cli->options.word_count; i++) {
        if (i > from) strbuf_addc(&text, ' ');
        strbuf_add(&text, cli->options.words[i]);
    }
    const char *rest = arena_strdup(cli->arena, text.data);
    strbuf_done(&text);
    return rest;
}

/* "incident", "incidents", "INC", "i", and the words of the language in force. */
static bool names_register(const RegisterDef *def, const char *word) {
    size_t length = strlen(def->key);
    if (strcasecmp(word, def->key) == 0 || (def->prefix && strcasecmp(word, def->prefix) == 0)) return true;
    if (strncasecmp(word, def->key, length) == 0 && strcasecmp(word + length, "s") == 0) return true;
    if (word[0] && !word[1] && capture_letter(def) == word[0]) return true;
    return strcasecmp(word, lang_text(def->noun)) == 0 || strcasecmp(word, lang_text(def->title)) == 0;
}

Status cli_register(const char *word, const RegisterDef **def, Error *err) {
    Nearest nearest = nearest_start(word);
    for (const RegisterDef *each = NULL; (each = register_next(each));) {
        if (each->kind == KIND_CHILD) continue;
        if (names_register(each, word)) {
            *def = each;
            return OK;
        }
        nearest_offer(&nearest, each->key);
    }
    fail(err, ERR_USAGE, _("there is no register '%s'"), word);
    if (nearest_word(&nearest)) return error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
    return error_hint(err, "%s", _("they are listed by: loket help registers"));
}

Status cli_child(const RegisterDef *parent, const char *word, const RegisterDef **def, Error *err) {
    Nearest nearest = nearest_start(word);
    StrBuf known;
    strbuf_init(&known);
    *def = NULL;
    for (const RegisterDef *child = NULL; !*def && (child = register_child(parent, child));) {
        if (names_register(child, word)) *def = child;
        nearest_offer(&nearest, child->key);
        strbuf_addf(&known, "%s%s", known.length ? ", " : "", child->key);
    }
    if (!*def) {
        fail(err, ERR_USAGE, _("%s has no rows called '%s'"), lang_text(parent->noun), word);
        if (nearest_word(&nearest))
            error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
        else
            error_hint(err, _("it has: %s"), known.data);
    }
    strbuf_done(&known);
    return *def ? OK : ERR_USAGE;
}

Status cli_made(const RegisterDef *from, const char *word, const RegisterDef **def, Error *err) {
    StrBuf known;
    strbuf_init(&known);
    *def = NULL;
    for (const RegisterDef *made = NULL; !*def && (made = make_next(from, made));) {
        bool notice = made->kind == KIND_CHILD && strcmp(word, "n") == 0; /* no anchor is ever made from a record */
        if (names_register(made, word) || notice) *def = made;
        strbuf_addf(&known, "%s%s", known.length ? ", " : "", made->key);
    }
    if (!*def && known.length)
        fail(err, ERR_USAGE, _("from %s no '%s' can be made"), lang_text(from->noun), word), error_hint(err, _("one of: %s"), known.data);
    else if (!*def)
        fail(err, ERR_USAGE, _("from %s nothing can be made"), lang_text(from->noun));
    strbuf_done(&known);
    return *def ? OK : ERR_USAGE;
}

/* "-" as the value of a long text: it comes from standard input. */
static Status field_text(Cli *cli, const FieldDef *field, const char **text, Error *err) {
    if (field->type != FT_NOTE || strcmp(*text, "-") != 0) return OK;
    char *data;
    size_t length;
    Status status = file_read("-", NOTE_MOST, cli->arena, &data, &length, err);
    while (status == OK && length && data[length - 1] == '\n')
        data[--length] = '\0';
    if (status == OK) *text = data;
    return status;
}

Status cli_fields(Cli *cli, Record *record, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < cli->options.value_count && status == OK; i++) {
        const OptionValue *option = &cli->options.values[i];
        const FieldDef *field = option->def->field;
        if (!field) continue;
        if (register_field(record->def, field->key) != field) {
            fail(err, ERR_USAGE, _("%s has no field '%s'"), lang_text(record->def->noun), field->key);
            return error_hint(err, _("its fields are listed by: loket help %s"), record->def->key);
        }
        const char *text = option->value;
        status = field_text(cli, field, &text, err);
        if (status == OK) status = desk_parse(cli->desk, record, field->key, text, cli->arena, err);
    }
    return status;
}

const char *cli_title(Cli *cli, const Record *record) {
    StrBuf safe;
    strbuf_init(&safe);
    line_add(&safe, record_title(record));
    const char *title = arena_strdup(cli->arena, safe.data);
    strbuf_done(&safe);
    return title;
}

const char *cli_day(Cli *cli, Day day) {
    StrBuf text;
    strbuf_init(&text);
    day_format_weekday(day, &text);
    const char *words = arena_strdup(cli->arena, text.data);
    strbuf_done(&text);
    return words;
}

Status cli_save(Cli *cli, Change *change, const char *done, Error *err) {
    Status status = desk_apply(cli->desk, change, 1, &cli->problems, NULL, err);
    if (status != OK) return status;
    char code[64];
    record_code(change->wanted, code, sizeof code);
    const char *title = cli_title(cli, change->wanted);
    output_format(&cli->out, "%s%s%s: %s\n", code, *title ? " " : "", title, done);
    return OK;
}
