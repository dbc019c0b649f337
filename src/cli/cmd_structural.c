/* structural: patterns in what happens to advice, and what is proposed about one. */
#include "cmd.h"

#include <stdlib.h>

#include "loket/app/reading.h"
#include "loket/app/structural.h"

static Status plan_talk(Cli *cli, const Pattern *pattern, Error *err) {
    if (pattern->talk) return fail(err, ERR_INVALID, _("%s is about these advices already"), pattern->talk);
    Status status = db_may_write(desk_db(cli->desk), err);
    if (status != OK) return status;
    Change change = {.wanted = structural_talk(cli->desk, pattern, cli->arena)};
    return cli_save(cli, &change, _("planned"), err);
}

static void print_letter(Cli *cli, const Pattern *pattern) {
    StrBuf text;
    strbuf_init(&text);
    structural_letter(cli->desk, pattern, &text);
    output_text(&cli->out, text.data);
    strbuf_done(&text);
}

Status cmd_structural(Cli *cli, Error *err) {
    Pattern *patterns;
    size_t count;
    Status status = structural_read(cli->desk, cli->arena, &patterns, &count, err);
    if (status != OK) return status;
    const char *word = cli_word(cli, 0);
    bool letter = options_given(&cli->options, "letter"), plan = options_given(&cli->options, "plan");
    size_t chosen = word ? (size_t)strtoul(word, NULL, 10) : count == 1 ? 1 : 0;
    if ((letter || plan || word) && (chosen < 1 || chosen > count)) {
        fail(err, ERR_USAGE, "%s", word ? _("there is no pattern with that number") : _("say which pattern: its number"));
        return error_hint(err, "%s", _("they are listed by: loket structural"));
    }
    if (plan) return plan_talk(cli, &patterns[chosen - 1], err);
    if (letter) {
        print_letter(cli, &patterns[chosen - 1]);
        return OK;
    }
    Sheet sheet;
    status = reading_read(cli->desk, reading_find("structural"), 0, NULL, cli->arena, &sheet, err);
    if (status == OK) print_sheet(cli, &sheet);
    return status;
}

Status print_warnings(Cli *cli, Error *err) {
    Sheet sheet;
    if (desk_is_own(cli->desk)) return OK;
    Status status = reading_read(cli->desk, reading_find("warnings"), 0, NULL, cli->arena, &sheet, err);
    if (status == OK && sheet.lines[0].tone != SHEET_QUIET) print_sheet(cli, &sheet); /* nothing is not worth a line in a day's letter */
    return status;
}
