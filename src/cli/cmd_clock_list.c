/* clock: what runs now, which regimes there are, and the organisation's own text of them. */
#include "cmd_clock.h"

#include <string.h>

#include "loket/app/clocks.h"
#include "loket/app/policy.h"
#include "loket/base/utf8.h"

static const char *safe_line(Cli *cli, const char *text) {
    StrBuf safe;
    strbuf_init(&safe);
    line_add(&safe, text);
    const char *line = arena_strdup(cli->arena, safe.data);
    strbuf_done(&safe);
    return line;
}

/* -- what runs ------------------------------------------------------------------------------------------------------ */

/* "!  71h  INC-0142  AVG33     Thu 26 Nov 2026 16:20 +01:00 report the data breach: Laptop lost"; what does not fit stands below */
static void print_item(Cli *cli, const ClockItem *item) {
    StrBuf line, what, until;
    Moment now = desk_now(cli->desk);
    strbuf_init(&line);
    strbuf_init(&what);
    strbuf_init(&until);
    when_left_short(item->due.due_at, now, item->due.hours, &until);
    strbuf_addf(&line, "%s %5s  %-9s %-9s ", now > item->due.due_at ? "!" : " ", until.data, item->code, safe_line(cli, item->due.rule));
    strbuf_clear(&until);
    if (item->due.hours)
        moment_format_offset(item->due.due_at, &until);
    else
        day_format_weekday(moment_day(item->due.due_at), &until);
    cell_add(&line, until.data, 28, false);
    strbuf_add(&what, safe_line(cli, item->label));
    if (item->title && *item->title) strbuf_addf(&what, ": %s", safe_line(cli, item->title));
    bool fits = utf8_width(line.data) + 1 + utf8_width(what.data) <= cli->out.width;
    if (fits) strbuf_addf(&line, " %s", what.data);
    line_trim(&line);
    output_format(&cli->out, "%s\n", line.data);
    if (!fits) output_wrapped(&cli->out, 9, what.data);
    strbuf_done(&line);
    strbuf_done(&what);
    strbuf_done(&until);
}

Status clock_list_running(Cli *cli, Error *err) {
    enum { MOST = 500 };
    ClockItem *items;
    size_t count;
    bool more = false;
    Status status = clocks_running(cli->desk, MOST, cli->arena, &items, &count, &more, err);
    if (status != OK) return status;
    for (size_t i = 0; i < count; i++) print_item(cli, &items[i]);
    if (more) output_format(&cli->out, "%s\n", _("and more"));
    if (count == 0) output_format(&cli->out, "%s\n", _("no clock is running"));
    return OK;
}

/* -- regimes -------------------------------------------------------------------------------------------------------- */

static void print_regime(Cli *cli, const Regime *regime, const Record *organisation) {
    StrBuf line;
    strbuf_init(&line);
    bool chosen = organisation && text_has_word(record_text(organisation, "regimes"), regime->group);
    bool flag = !regime->needs || (organisation && record_number(organisation, regime->needs, 0));
    bool by_itself = regime->starts || regime->after || regime->same_as;
    const char *state = !chosen || !flag ? _("off") : regime->active && by_itself ? _("on") : _("by hand");
    strbuf_addf(&line, "%-9s %-8s ", safe_line(cli, regime->code), state);
    line_add(&line, policy_text(regime->title));
    strbuf_add(&line, ", ");
    regime_term_format(regime, &line);
    strbuf_addf(&line, " (%s %s)", deadline_rule(regime->rule)->name, regime->calendar == CALENDAR_NL ? "NL" : "EU");
    if (regime->after) strbuf_addf(&line, _(", after %s"), safe_line(cli, regime->after));
    if (regime->own) strbuf_add(&line, _(", own text"));
    output_format(&cli->out, "%s\n", line.data);
    strbuf_clear(&line);
    line_add(&line, policy_text(regime->sentence));
    if (regime->article) strbuf_addf(&line, " %s.", safe_line(cli, regime->article));
    if (*policy_text(regime->to)) strbuf_addf(&line, _(" To: %s."), safe_line(cli, policy_text(regime->to)));
    output_wrapped(&cli->out, 10, line.data);
    strbuf_done(&line);
}

/* Without a file the built-in ones, with none of them chosen. */
Status clock_list_regimes(Cli *cli, Error *err) {
    Policy builtin;
    const Record *organisation = cli->desk ? desk_organisation(cli->desk, cli->arena) : NULL;
    const Policy *policy = cli->desk ? desk_policy(cli->desk) : &builtin;
    Status status = cli->desk ? OK : policy_builtin(&builtin, cli->arena, err);
    if (status != OK) return status;
    const FieldDef *field = register_field(register_by_key("organisation"), "regimes");
    for (const Choice *choice = field->choices; choice->key; choice++) {
        bool chosen = organisation && text_has_word(record_text(organisation, "regimes"), choice->key);
        output_format(&cli->out, "%s%s (%s)%s\n", choice == field->choices ? "" : "\n", lang_text(choice->label), choice->key,
                      chosen ? _(", chosen") : "");
        const char *help = policy_group_help(choice->key);
        if (help) output_wrapped(&cli->out, 2, help);
        for (size_t i = 0; i < policy->count; i++)
            if (text_equal(policy->items[i].group, choice->key)) print_regime(cli, &policy->items[i], organisation);
    }
    const char *problem = cli->desk ? policy_problem(cli->desk) : NULL;
    if (problem) output_format(&cli->err, _("left out of the own text, because it is not understood:\n%s"), problem);
    return OK;
}

/* -- the own text --------------------------------------------------------------------------------------------------- */

Status clock_import(Cli *cli, const char *path, Error *err) {
    enum { LIMIT = 1024 * 1024 };
    char *data;
    size_t length;
    PolicyChange change;
    Status status = file_read(path, LIMIT, cli->arena, &data, &length, err);
    if (status == OK) status = policy_import(cli->desk, data, length, path, &change, err);
    if (status != OK) return status;
    StrBuf text;
    strbuf_init(&text);
    policy_change_format(&change, &text);
    output_format(&cli->out, "%s\n", text.data);
    strbuf_done(&text);
    return OK;
}

Status clock_export(Cli *cli, Error *err) {
    StrBuf text;
    strbuf_init(&text);
    Status status = policy_export(cli->desk, &text, err);
    if (status == OK) output_data(&cli->out, text.data, cli->ascii);
    strbuf_done(&text);
    return status;
}
