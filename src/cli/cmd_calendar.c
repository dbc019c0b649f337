/* calendar: what is due as an .ics file. */
#include "cmd.h"

#include "loket/app/calendar.h"

static Status read_options(Cli *cli, CalendarOptions *options, Error *err) {
    enum { DAYS = 366 };
    Moment now = desk_now(cli->desk);
    const char *code = cli_word(cli, 0), *asked = options_value(&cli->options, "until");
    Day until = moment_day(now) + DAYS;
    Record *record;
    Status status = asked ? day_parse(asked, now, &until, err) : OK;
    /* what is late stands on the day it was due, a month back at most; of one record all of it */
    *options = (CalendarOptions){.from = code ? 0 : moment_at(moment_day(now) - 31, 0),
                                 .until = moment_at(until, DAY_END),
                                 .confidential = options_given(&cli->options, "confidential")};
    if (status != OK || !code) return status;
    status = desk_find(cli->desk, code, cli->arena, &record, err);
    if (status != OK) return status;
    options->def = record->def;
    options->no = record->no;
    return OK;
}

static void tell(Cli *cli, const CalendarResult *result, const char *path) {
    unsigned long events = (unsigned long)result->events, left = (unsigned long)result->confidential;
    if (path) output_format(&cli->out, ngettext("%lu entry written to '%s'\n", "%lu entries written to '%s'\n", events), events, path);
    if (left)
        output_format(&cli->err, ngettext("%lu entry of a confidential record left out\n", "%lu entries of confidential records left out\n", left), left);
}

Status cmd_calendar(Cli *cli, Error *err) {
    CalendarOptions options;
    CalendarResult result;
    const char *path = options_value(&cli->options, "to");
    StrBuf text;
    strbuf_init(&text);
    Status status = read_options(cli, &options, err);
    if (status == OK) status = calendar_export(cli->desk, &options, &text, &result, err);
    if (status == OK && path) status = file_write(path, text.data, text.length, err);
    if (status == OK && !path) output_bytes(&cli->out, text.data, text.length);
    if (status == OK) tell(cli, &result, path);
    strbuf_done(&text);
    return status;
}
