/* help: made from the tables of commands, options, registers and fields. */
#include "cmd.h"

#include <string.h>

#include "loket/app/capture.h"
#include "loket/base/nearest.h"
#include "loket/base/utf8.h"

static void print_pair(Cli *cli, const char *left, const char *right) {
    enum { LEFT = 26 };
    const char *head = arena_printf(cli->arena, "  %s", left);
    if (utf8_width(left) >= LEFT - 1 || !*right) {
        output_format(&cli->out, "%s\n", head);
        if (*right) output_wrapped(&cli->out, LEFT, right);
    } else {
        output_hanging(&cli->out, head, LEFT, right);
    }
}

static void print_options(Cli *cli, const OptionDef *table) {
    for (const OptionDef *option = table; option && option->name; option++) {
        char letter[5] = {'-', option->letter, ',', ' ', '\0'};
        print_pair(cli,
                   arena_printf(cli->arena, "%s--%s%s%s", option->letter ? letter : "", option->name,
                                option->argument ? " " : "", lang_text(option->argument)),
                   lang_text(option->help));
    }
}

static void help_command(Cli *cli, const CommandDef *command) {
    output_format(&cli->out, "loket %s %s\n  %s\n", command->name, lang_text(command->usage),
                  lang_text(command->summary));
    if (command->details) {
        output_text(&cli->out, "\n");
        output_wrapped(&cli->out, 2, lang_text(command->details));
    }
    if (command->options) output_format(&cli->out, "\n%s\n", _("Options"));
    print_options(cli, command->options);
    output_format(&cli->out, "\n%s\n", _("Options of every command"));
    print_options(cli, common_options);
}

static void help_program(Cli *cli) {
    static const struct {
        const char *code, *meaning;
    } codes[] = {{"0", N_("good")},
                 {"2", N_("the words are off")},
                 {"3", N_("a rule refuses it, or a value is not understood")},
                 {"4", N_("there is no such record or file")},
                 {"5", N_("it would overwrite something")},
                 {"6", N_("another program is writing")},
                 {"7", N_("the system refuses: permissions, a full disk")},
                 {"8", N_("damaged, or not understood")},
                 {"70", N_("a fault of the program")}};
    output_format(&cli->out, "%s\n\n%s\n", _("loket: the desk of a security officer"),
                  _("loket [OPTION …] [COMMAND …]"));
    print_pair(cli, "loket", _("without a command: the desk on the screen"));
    for (const CommandDef *command = commands; command->name; command++)
        print_pair(cli, command->name, lang_text(command->summary));
    output_format(&cli->out, "\n%s\n", _("Options"));
    print_options(cli, common_options);
    print_options(cli, screen_options);
    output_text(&cli->out, "\n");
    output_wrapped(&cli->out, 0,
                   _("More: loket help COMMAND, loket help REGISTER, loket help registers, loket help filter"));
    output_format(&cli->out, "\n%s\n", _("Exit codes"));
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        print_pair(cli, codes[i].code, lang_text(codes[i].meaning));
}

/* -- registers ------------------------------------------------------------------------------------------------- */

static void help_registers(Cli *cli) {
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        if (def->kind == KIND_CHILD) continue;
        char letter = capture_letter(def);
        print_pair(
            cli, arena_printf(cli->arena, "%s %s%s%c", def->prefix, def->key, letter ? " " : "", letter ? letter : ' '),
            lang_text(def->help));
    }
}

static void help_choices(Cli *cli, const FieldDef *field) {
    if (!field->choices) return;
    StrBuf line;
    strbuf_init(&line);
    for (const Choice *choice = field->choices; choice->key; choice++) {
        const char *label = lang_text(choice->label);
        strbuf_addf(&line, "%s%s", line.length ? ", " : "", choice->key);
        if (strcmp(label, choice->key) != 0) strbuf_addf(&line, " (%s)", label);
    }
    output_wrapped(&cli->out, 26, line.data);
    strbuf_done(&line);
}

static void help_fields(Cli *cli, const RegisterDef *def) {
    for (size_t i = 0; i < def->field_count; i++) {
        const FieldDef *field = &def->fields[i];
        if (field->group && *field->group) output_format(&cli->out, "\n%s\n", lang_text(field->group));
        StrBuf text;
        strbuf_init(&text);
        strbuf_addf(&text, "%s%s: %s", lang_text(field->label), field->flags & FF_REQUIRED ? "*" : "",
                    lang_text(field->help));
        if (field->target) strbuf_addf(&text, " (%s)", field->target);
        print_pair(cli, field->key, text.data);
        help_choices(cli, field);
        strbuf_done(&text);
    }
}

static void help_states(Cli *cli, const RegisterDef *def) {
    if (def->state_count) output_format(&cli->out, "\n%s\n", _("States, and where each may go"));
    for (size_t i = 0; i < def->state_count; i++) {
        const StateDef *state = &def->states[i];
        StrBuf moves;
        strbuf_init(&moves);
        char key[64];
        for (const char *rest = state->moves; text_next_word(&rest, key, sizeof key);)
            strbuf_addf(&moves, "%s%s", moves.length ? ", " : "-> ", key);
        if (!state->open) strbuf_addf(&moves, "%s%s", moves.length ? " " : "", _("(closed)"));
        print_pair(cli, state->key, moves.data);
        strbuf_done(&moves);
    }
}

static void help_around(Cli *cli, const RegisterDef *def) {
    if (def->list_count) output_format(&cli->out, "\n%s\n", _("Lists (loket list … --list NAME)"));
    for (size_t i = 0; i < def->list_count; i++)
        print_pair(cli, def->lists[i].key, def->lists[i].filter ? def->lists[i].filter : "");
    if (def->due_count) output_format(&cli->out, "\n%s\n", _("What becomes due"));
    for (size_t i = 0; i < def->due_count; i++) {
        const DueRule *rule = &def->dues[i];
        print_pair(cli, lang_text(rule->label),
                   arena_printf(cli->arena, "%s%s%s", rule->from, rule->offset ? " + " : "",
                                rule->offset ? rule->offset : ""));
    }
    if (def->kind == KIND_CHILD) return;
    output_format(&cli->out, "\n%s\n", _("Rows of a record (loket add CODE ROWS …)"));
    for (const RegisterDef *child = NULL; (child = register_child(def, child));)
        print_pair(cli, child->key, lang_text(child->help));
}

static void help_register(Cli *cli, const RegisterDef *def) {
    output_format(&cli->out, "%s%s%s, %s\n", def->prefix ? def->prefix : "", def->prefix ? " " : "", def->key,
                  lang_text(def->title));
    output_wrapped(&cli->out, 2, lang_text(def->help));
    output_format(&cli->out, "\n%s\n", _("Fields: each is a --option, a column, a filter word; * = needed"));
    help_fields(cli, def);
    help_states(cli, def);
    help_around(cli, def);
}

/* -- the filter language ---------------------------------------------------------------------------------------- */

static void help_filter(Cli *cli) {
    static const struct {
        const char *left, *right;
    } rows[] = {
        {"state:open", N_("open records; also state:closed, and each state by its name")},
        {"kind:complaint,concern", N_("one of several")},
        {"severity>=S2", N_("at least as serious; also = < <= >")},
        {"due<7d", N_("due within 7 days from now, late ones too; a date, or a span such as 3d 2w 5wd 1m")},
        {"received_at>=2026-11-01", N_("any date or moment field")},
        {"created>-1w", N_("entered in the last week; also updated")},
        {"handler:me  @okafor", N_("a person, by code, name or part of it; @ looks at who works on it")},
        {"#cloud", N_("a tag")},
        {"lesson:  -lesson:", N_("filled in; empty, for fields that may be empty")},
        {"-kind:question", N_("a minus before it: not")},
        {"phishing  \"lost laptop\"", N_("words by their beginning, and words that follow each other")},
    };
    output_wrapped(&cli->out, 0, _("A filter is a row of terms with blanks between; all of them must hold."));
    output_text(&cli->out, "\n");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        print_pair(cli, rows[i].left, lang_text(rows[i].right));
    output_text(&cli->out, "\n");
    output_wrapped(&cli->out, 0,
                   _("In a shell, put a filter with < > # or \" between single quotes: loket list incident "
                     "'severity>=S2 due<7d'"));
}

static bool help_topic(Cli *cli, const char *topic) {
    const RegisterDef *def;
    for (const CommandDef *command = commands; command->name; command++)
        if (strcmp(command->name, topic) == 0) {
            help_command(cli, command);
            return true;
        }
    if (strcmp(topic, "filter") == 0)
        help_filter(cli);
    else if (strcmp(topic, "registers") == 0)
        help_registers(cli);
    else if (cli_register(topic, &def, NULL) == OK || (def = register_by_key(topic)))
        help_register(cli, def);
    else
        return false;
    return true;
}

Status cmd_help(Cli *cli, Error *err) {
    if (!cli->options.word_count) help_program(cli);
    for (size_t i = 0; i < cli->options.word_count; i++) {
        const char *topic = cli->options.words[i];
        if (help_topic(cli, topic)) continue;
        Nearest nearest = nearest_start(topic);
        nearest_offer(&nearest, "filter");
        nearest_offer(&nearest, "registers");
        for (const CommandDef *command = commands; command->name; command++)
            nearest_offer(&nearest, command->name);
        for (const RegisterDef *def = NULL; (def = register_next(def));)
            nearest_offer(&nearest, def->key);
        fail(err, ERR_USAGE, _("there is no help on '%s'"), topic);
        if (nearest_word(&nearest)) return error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
        return error_hint(err, "%s", _("what there is: loket help"));
    }
    return OK;
}
