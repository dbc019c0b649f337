/* triage: what nobody has looked at yet, with what would be done about it; and the rules by which that is proposed. */
#include "cmd.h"

#include <string.h>

#include "loket/app/triage.h"
#include "loket/base/utf8.h"

static const char *label_of(Cli *cli, const Record *record, const FieldDef *field, const char *slug) {
    if (!slug) return NULL;
    StrBuf text;
    strbuf_init(&text);
    field_format(field, record->def, (Value){.set = true, .text = slug}, &text);
    const char *label = arena_strdup(cli->arena, text.data);
    strbuf_done(&text);
    return label;
}

/* "INC-0144  Wrong bill in the portal                2 h ago" and below it "HIGH, J. Lindqvist, assessed: rule 7 …" */
static void print_item(Cli *cli, const TriageItem *item) {
    const Record *record = item->record;
    const TriageProposal *proposal = &item->proposal;
    StrBuf line;
    strbuf_init(&line);
    const char *parts[] = {label_of(cli, record, register_field(record->def, item->how->rank), proposal->rank),
                           proposal->handler ? desk_title_of(cli->desk, proposal->handler, cli->arena) : NULL,
                           lang_text(register_state(record->def, proposal->state)->label)};
    output_format(&cli->out, "%-9s %s\n", item->code, cli_title(cli, record));
    triage_what(item, proposal->kind, &line);
    output_format(&cli->out, "          %s\n", line.data);
    strbuf_clear(&line);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i]) strbuf_addf(&line, "%s%s", line.length ? ", " : "", parts[i]);
    output_format(&cli->out, _("          proposed: %s (%s)\n"), line.data, item->proposal.source);
    strbuf_done(&line);
}

static Status print_queue(Cli *cli, Triage *triage, long limit, Error *err) {
    Status status = OK;
    size_t count = triage_count(triage);
    if (count == 0) output_text(&cli->out, _("nothing new waits\n"));
    for (size_t i = 0; i < count && i < (size_t)limit && status == OK; i++) {
        TriageItem *item;
        status = triage_item(triage, triage_at(triage, i), cli->arena, &item, err);
        if (status == OK) print_item(cli, item);
    }
    unsigned long more = count > (size_t)limit ? (unsigned long)count - (unsigned long)limit : 0;
    if (more) output_format(&cli->out, ngettext("and %lu more\n", "and %lu more\n", more), more);
    return status;
}

static Status use_rules(Cli *cli, const char *path, Error *err) {
    enum { MOST = 1 << 20 };
    char *text;
    size_t length;
    if (cli->auditor) return fail(err, ERR_USAGE, "%s", _("this file is open for reading only"));
    Status status = file_read(path, MOST, cli->arena, &text, &length, err);
    if (status == OK && !utf8_valid(text, length)) status = fail(err, ERR_DATA, _("'%s' is no text"), path);
    if (status == OK) status = triage_rules_use(cli->desk, text, path, err);
    if (status == OK) output_text(&cli->out, _("these rules now propose\n"));
    return status;
}

Status cmd_triage(Cli *cli, Error *err) {
    long limit = 40;
    const char *path = options_value(&cli->options, "use-rules");
    if (path) return use_rules(cli, path, err);
    if (options_given(&cli->options, "rules")) {
        output_text(&cli->out, triage_rules_text(cli->desk, cli->arena, NULL));
        return OK;
    }
    Status status = options_number(&cli->options, "limit", 1, &limit, err);
    if (status != OK) return status;
    Triage *triage = triage_new(cli->desk);
    status = triage_start(triage, err);
    if (status == OK) status = print_queue(cli, triage, limit, err);
    triage_free(triage);
    return status;
}
