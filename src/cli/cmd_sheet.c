/* sheet: one page for acting, as text. */
#include "cmd.h"

#include <string.h>

#include "loket/app/sheet.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"

enum { LABEL = 20 };

/* A label and its text, wrapped beside it; all of it is printed, for paper has no end. */
static void print_line(Cli *cli, const SheetLine *line) {
    StrBuf head, text;
    strbuf_init(&head);
    strbuf_init(&text);
    line_add(&text, line->text);
    if (line->tone == SHEET_HEADING) {
        output_format(&cli->out, "\n%s\n", line->label);
    } else {
        strbuf_add(&head, line->tone == SHEET_WARNING ? "! " : "  ");
        cell_add(&head, line->label ? line->label : "", LABEL - 2, false);
        strbuf_addc(&head, ' ');
        output_hanging(&cli->out, head.data, LABEL + 1, text.data);
    }
    strbuf_done(&head);
    strbuf_done(&text);
}

static Status print_mail(Cli *cli, const Record *record, Error *err) {
    StrBuf text;
    strbuf_init(&text);
    Status status = strcmp(record->def->key, "approval") == 0 ? sheet_mail(cli->desk, record, &text, err)
                                                              : fail(err, ERR_USAGE, "%s", _("only a request has a decision to mail"));
    if (status == OK) output_text(&cli->out, text.data);
    strbuf_done(&text);
    return status;
}

Status cmd_sheet(Cli *cli, Error *err) {
    Record *record;
    Sheet sheet;
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &record, err);
    if (status == OK && options_given(&cli->options, "mail")) return print_mail(cli, record, err);
    if (status == OK) status = sheet_read(cli->desk, record, cli->arena, &sheet, err);
    if (status != OK) return status;
    StrBuf title;
    strbuf_init(&title);
    line_add(&title, sheet.title);
    const StateDef *state = record_state(record);
    output_format(&cli->out, "%s%s%s\n", title.data, state ? ", " : "", state ? lang_text(state->label) : "");
    strbuf_done(&title);
    for (size_t i = 0; i < sheet.count; i++) print_line(cli, &sheet.lines[i]);
    return OK;
}
