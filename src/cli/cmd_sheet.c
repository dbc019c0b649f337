/* sheet: one page for acting, as text; and the readings, pages over the whole file. */
#include "cmd.h"

#include <string.h>

#include "loket/app/reading.h"
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
        line_add(&head, line->label);
        output_format(&cli->out, "\n%s\n", head.data);
    } else {
        strbuf_add(&head, line->tone == SHEET_WARNING ? "! " : "  ");
        if (line->label) {
            StrBuf label;
            strbuf_init(&label);
            line_add(&label, line->label);
            cell_add(&head, label.data, LABEL - 2, false);
            strbuf_addc(&head, ' ');
            strbuf_done(&label);
        }
        output_hanging(&cli->out, head.data, line->label ? LABEL + 1 : 2, text.data);
    }
    strbuf_done(&head);
    strbuf_done(&text);
}

void print_sheet(Cli *cli, const Sheet *sheet) {
    for (size_t i = 0; i < sheet->count; i++) print_line(cli, &sheet->lines[i]);
}

/* What a sheet can be sent as. */
static const struct {
    const char *reg;
    Status (*compose)(Desk *desk, const Record *record, StrBuf *out, Error *err);
} mails[] = {{"approval", sheet_mail}, {"incident", sheet_form}};

static Status print_mail(Cli *cli, const Record *record, Error *err) {
    StrBuf text;
    Status status = ERR_USAGE;
    strbuf_init(&text);
    for (size_t i = 0; i < COUNT_OF(mails) && status == ERR_USAGE; i++)
        if (strcmp(mails[i].reg, record->def->key) == 0) status = mails[i].compose(cli->desk, record, &text, err);
    if (status == ERR_USAGE) fail(err, ERR_USAGE, "%s", _("only a request has a decision to mail, and an incident a form"));
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
    print_sheet(cli, &sheet);
    return OK;
}

/* The command's name is the key of the reading. */
Status cmd_reading(Cli *cli, Error *err) {
    const ReadingDef *reading = reading_find(cli->command->name);
    long months = 0;
    Record *only = NULL;
    Sheet sheet;
    Status status = options_number(&cli->options, "months", 1, &months, err);
    if (status == OK && cli_word(cli, 0)) status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &only, err);
    char code[CODE_SIZE];
    if (status == OK && only) record_code(only, code, sizeof code);
    if (status == OK) status = reading_read(cli->desk, reading, (int)(months > 1200 ? 1200 : months), only ? code : NULL, cli->arena, &sheet, err);
    if (status != OK) return status;
    output_format(&cli->out, "%s\n", sheet.title);
    print_sheet(cli, &sheet);
    return OK;
}
