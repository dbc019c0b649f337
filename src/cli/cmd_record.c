/* add, edit, move, remark, strike: one record or one row at a time, by the same tables as the forms. */
#include "cmd.h"

#include <stdlib.h>
#include <string.h>

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/app/strike.h"

/* -- options that follow from the words ------------------------------------------------------------------------ */

static Status code_of(const char *word, const RegisterDef **def, int64_t *no, Error *err) {
    if (code_parse(word, def, no)) return OK;
    fail(err, ERR_INVALID, _("'%s' is no code of a record"), word);
    return error_hint(err, "%s", _("a code is like INC-0142; find it with: loket search WORDS"));
}

/* The first word names a register or a record, the second may name a child of that record. */
Status cmd_words_add(void *ctx, Options *options, const char *word, Error *err) {
    (void)ctx;
    const RegisterDef *def = NULL;
    int64_t no;
    Status status = OK;
    bool child = options->word_count == 2 && code_parse(options->words[0], &def, &no);
    if (options->word_count == 1 && !code_parse(word, &def, &no)) {
        status = cli_register(word, &def, err);
        if (status == OK) options_table(options, options_of_fields(def, options->arena));
    }
    if (child) {
        status = cli_child(def, word, &def, err);
        if (status == OK) options_table(options, options_of_fields(def, options->arena));
    }
    return status;
}

Status cmd_words_edit(void *ctx, Options *options, const char *word, Error *err) {
    (void)ctx;
    const RegisterDef *def = NULL;
    int64_t no;
    Status status = OK;
    if (options->word_count == 1) {
        status = code_of(word, &def, &no, err);
        if (status == OK) options_table(options, options_of_fields(def, options->arena));
    } else if (options->word_count == 2 && code_parse(options->words[0], &def, &no)) {
        status = cli_child(def, word, &def, err);
        if (status == OK) options_table(options, options_of_fields(def, options->arena));
    }
    return status;
}

Status cmd_words_move(void *ctx, Options *options, const char *word, Error *err) {
    return options->word_count == 1 ? cmd_words_edit(ctx, options, word, err) : OK;
}

static bool any_field(const Cli *cli) {
    for (size_t i = 0; i < cli->options.value_count; i++)
        if (cli->options.values[i].def->field) return true;
    return false;
}

/* -- add ------------------------------------------------------------------------------------------------------- */

static bool is_given(const Cli *cli, const FieldDef *field) {
    for (size_t i = 0; i < cli->options.value_count; i++)
        if (cli->options.values[i].def->field == field) return true;
    return false;
}

/* Tells what was understood, because a sentence can be understood otherwise than it was meant. */
static void tell_picks(Cli *cli, const Record *record, const Capture *capture) {
    for (size_t i = 0; i < capture->count; i++) {
        if (is_given(cli, capture->picks[i].field)) continue;
        StrBuf text, line;
        strbuf_init(&text);
        strbuf_init(&line);
        desk_format(cli->desk, record, capture->picks[i].field, &text);
        line_add(&line, text.data);
        output_format(&cli->out, "  %s: %s\n", lang_text(capture->picks[i].field->label), line.data);
        strbuf_done(&text);
        strbuf_done(&line);
    }
}

/* What was typed of a whistle-blower report, and is not in the file. */
static void tell_kept_out(Cli *cli, const Record *stored) {
    if (!text_empty(cli_rest(cli, 1)) && register_title_field(stored->def) && !*record_title(stored))
        output_format(&cli->out, "  %s\n", _("nothing of the text was kept: a whistle-blower report is passed on"));
}

/* Another record from one: the same sentence and options as `add`, over what follows from the record. */
Status cmd_words_make(void *ctx, Options *options, const char *word, Error *err) {
    (void)ctx;
    const RegisterDef *from, *made;
    int64_t no;
    if (options->word_count == 1) return code_of(word, &from, &no, err);
    if (options->word_count != 2 || !code_parse(options->words[0], &from, &no)) return OK;
    Status status = cli_made(from, word, &made, err);
    if (status == OK) options_table(options, options_of_fields(made, options->arena));
    return status;
}

/* What was filled in besides the title: it follows from the record, and may not be what was meant. */
static void tell_filled(Cli *cli, const Record *record) {
    const Record *empty = record_new_initial(record->def, desk_now(cli->desk), cli->arena);
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (!record->values[i].set || (field->flags & FF_TITLE) || value_equal(field, record->values[i], empty->values[i])) continue;
        StrBuf text, line;
        strbuf_init(&text);
        strbuf_init(&line);
        desk_format(cli->desk, record, field, &text);
        line_add(&line, text.data);
        output_format(&cli->out, "  %s: %s\n", lang_text(field->label), line.data);
        strbuf_done(&text);
        strbuf_done(&line);
    }
}

static Status load_made(Cli *cli, const Record *made, Record **stored, Error *err) {
    Db *db = desk_db(cli->desk);
    if (made->parent) return records_load_child(db, made->parent, made->parent_no, made->def, made->no, cli->arena, stored, err);
    return records_load(db, made->def, made->no, cli->arena, stored, err);
}

Status cmd_make(Cli *cli, Error *err) {
    const RegisterDef *made;
    Record *source, *stored;
    Capture capture = {0};
    const char *line = cli_rest(cli, 2);
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &source, err);
    if (status == OK) status = cli_made(source->def, cli_word(cli, 1), &made, err);
    if (status != OK) return status;
    Record *record = make_new(cli->desk, source, made, cli->arena);
    if (*line && !register_title_field(made)) {
        fail(err, ERR_USAGE, _("%s takes no sentence"), lang_text(made->noun));
        return error_hint(err, _("its fields are listed by: loket help %s"), made->key);
    }
    status = capture_fill(cli->desk, line, record, cli->arena, &capture, err);
    if (status == OK) status = cli_fields(cli, record, err);
    Change change = {.op = CHANGE_SAVE, .wanted = record};
    if (status == OK) status = cli_save(cli, &change, _("added"), err);
    if (status == OK) status = load_made(cli, record, &stored, err);
    if (status == OK) tell_filled(cli, stored);
    return status;
}

static Status refuse_single(const RegisterDef *def, Error *err) {
    if (def->kind == KIND_SINGLE) {
        fail(err, ERR_USAGE, _("there is one record of '%s'"), def->key);
        return error_hint(err, _("change it with: loket edit %s-0001 --FIELD VALUE"), def->prefix);
    }
    return OK;
}

static Status add_record(Cli *cli, const RegisterDef *def, Error *err) {
    Capture capture = {0};
    Status status = refuse_single(def, err);
    if (status == OK && cli->options.word_count == 1 && !any_field(cli)) {
        fail(err, ERR_USAGE, _("what is to be added is missing"));
        return error_hint(err, _("write: loket add %s \"in one sentence\""), def->key);
    }
    if (status != OK) return status;
    Record *record = record_new_initial(def, desk_now(cli->desk), cli->arena);
    status = capture_fill(cli->desk, cli_rest(cli, 1), record, cli->arena, &capture, err);
    if (status == OK) status = cli_fields(cli, record, err);
    if (status == OK) capture_stub(cli->desk, record, cli->arena);
    Change change = {.op = CHANGE_SAVE, .wanted = record};
    if (status == OK) status = cli_save(cli, &change, _("added"), err);
    Record *stored = NULL;
    if (status == OK) status = records_load(desk_db(cli->desk), def, record->no, cli->arena, &stored, err);
    if (status == OK) tell_picks(cli, stored, &capture);
    if (status == OK) tell_kept_out(cli, stored);
    return status;
}

static Status add_row(Cli *cli, const RegisterDef *child_def, const char *text, Error *err) {
    const RegisterDef *child = child_def;
    Record *parent;
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &parent, err);
    if (status == OK && !child) status = cli_child(parent->def, cli_word(cli, 1), &child, err);
    if (status != OK) return status;
    Record *row = record_new_initial(child, desk_now(cli->desk), cli->arena);
    row->parent = parent->def;
    row->parent_no = parent->no;
    const FieldDef *title = register_title_field(child);
    if (!text_empty(text) && !title) {
        fail(err, ERR_USAGE, _("%s takes no sentence"), lang_text(child->noun));
        return error_hint(err, _("its fields are listed by: loket help %s"), child->key);
    }
    if (!text_empty(text)) status = desk_parse(cli->desk, row, title->key, text, cli->arena, err);
    if (status == OK) status = cli_fields(cli, row, err);
    Change change = {.op = CHANGE_SAVE, .wanted = row};
    return status == OK ? cli_save(cli, &change, _("added"), err) : status;
}

Status cmd_add(Cli *cli, Error *err) {
    const RegisterDef *def;
    int64_t no;
    if (code_parse(cli_word(cli, 0), &def, &no)) {
        if (cli_word(cli, 1)) return add_row(cli, NULL, cli_rest(cli, 2), err);
        fail(err, ERR_USAGE, _("which rows of %s is missing"), cli_word(cli, 0));
        return error_hint(err, "%s", _("as in: loket add INC-0003 reporter --who \"J. Vos\""));
    }
    Status status = cli_register(cli_word(cli, 0), &def, err);
    return status == OK ? add_record(cli, def, err) : status;
}

Status cmd_remark(Cli *cli, Error *err) {
    const char *text = cli_rest(cli, 1);
    if (strcmp(text, "-") == 0) {
        char *data;
        size_t length;
        Status status = file_read("-", NOTE_MOST, cli->arena, &data, &length, err);
        if (status != OK) return status;
        text = data;
    }
    return add_row(cli, register_by_key("remark"), text, err);
}

/* -- edit, move, strike ---------------------------------------------------------------------------------------- */

/* The record, or with a child's name and number its row, that the first words name. */
static Status find_target(Cli *cli, Record **record, Error *err) {
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, record, err);
    if (status != OK || !cli_word(cli, 1)) return status;
    const RegisterDef *child;
    status = cli_child((*record)->def, cli_word(cli, 1), &child, err);
    if (status != OK) return status;
    const char *number = cli_word(cli, 2);
    char *end = NULL;
    long long row = number ? strtoll(number, &end, 10) : 0;
    if (row < 1 || *end) {
        fail(err, ERR_USAGE, _("which %s of %s is missing"), lang_text(child->noun), cli_word(cli, 0));
        return error_hint(err, _("add its number, as shown by: loket show %s"), cli_word(cli, 0));
    }
    return records_load_child(desk_db(cli->desk), (*record)->def, (*record)->no, child, row, cli->arena, record, err);
}

Status cmd_edit(Cli *cli, Error *err) {
    Record *seen;
    Status status = find_target(cli, &seen, err);
    if (status != OK) return status;
    if (!any_field(cli)) {
        fail(err, ERR_USAGE, "%s", _("what is to be changed is missing"));
        return error_hint(err, _("name a field, as in: loket edit %s --FIELD VALUE; they are listed by: loket help %s"),
                          cli_word(cli, 0), seen->def->key);
    }
    Record *wanted = record_copy(seen, cli->arena);
    status = cli_fields(cli, wanted, err);
    if (status != OK) return status;
    bool same = record_same(seen, wanted, NULL);
    Change change = {.op = CHANGE_SAVE, .seen = seen, .wanted = wanted};
    return cli_save(cli, &change, same ? _("nothing changed") : _("saved"), err);
}

Status cmd_move(Cli *cli, Error *err) {
    Record *seen;
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &seen, err);
    if (status != OK) return status;
    Record *wanted = record_copy(seen, cli->arena);
    status = desk_parse(cli->desk, wanted, "state", cli_rest(cli, 1), cli->arena, err);
    if (status == OK) status = cli_fields(cli, wanted, err);
    if (status != OK) return status;
    Change change = {.op = CHANGE_SAVE, .seen = seen, .wanted = wanted};
    const StateDef *state = record_state(wanted);
    return cli_save(cli, &change, state ? lang_text(state->label) : _("saved"), err);
}

Status cmd_strike(Cli *cli, Error *err) {
    Record *seen;
    Status status = find_target(cli, &seen, err);
    if (status != OK) return status;
    bool restore = options_given(&cli->options, "restore");
    const char *because = options_value(&cli->options, "because");
    if (!restore) {
        StrBuf hangs, safe;
        strbuf_init(&hangs);
        strbuf_init(&safe);
        strike_hangs(cli->desk, seen, &hangs);
        line_add(&safe, hangs.data);
        if (hangs.length) output_format(&cli->out, "%s %s\n", _("on it hangs:"), safe.data);
        strbuf_done(&hangs);
        strbuf_done(&safe);
    }
    if (!restore && text_empty(because)) {
        fail(err, ERR_INVALID, "%s", _("why it was entered by mistake is missing"));
        return error_hint(err, "%s", _("add: --because TEXT"));
    }
    Change change = {.op = restore ? CHANGE_RESTORE : CHANGE_STRIKE, .seen = seen, .wanted = record_copy(seen, cli->arena), .because = because};
    return cli_save(cli, &change,
                    restore ? _("put back") : _("struck through: it stays in history and leaves the lists"), err);
}
