/* The command table, and finding a row of it. */
#include "cmd.h"

#include <stdint.h>
#include <string.h>

#include "loket/base/nearest.h"

/* clang-format off: one row of a table is one row to read */
static const OptionDef init_options[] = {
    {"name", 0, N_("NAME"), N_("the name of the organisation"), NULL},
    {"officer", 0, N_("NAME"), N_("the name of the officer at this desk"), NULL},
    {"demo", 0, N_("FOLDER"), N_("fill it with the sample organisation of that folder; such a file says DEMO for ever"), NULL},
    {0}};

static const OptionDef list_options[] = {
    {"list", 'l', N_("NAME"), N_("a list of the register: its filter, columns and order"), NULL},
    {"sort", 's', N_("FIELD"), N_("order by that field; -FIELD: the other way round"), NULL},
    {"columns", 'c', N_("FIELDS"), N_("which fields, separated by commas"), NULL},
    {"limit", 'n', N_("NUMBER"), N_("at most so many"), NULL},
    {"format", 'f', N_("FORMAT"), N_("table, csv, json or yaml"), NULL},
    {0}};

static const OptionDef search_options[] = {
    {"in", 0, N_("REGISTER"), N_("only in that register"), NULL},
    {"limit", 'n', N_("NUMBER"), N_("at most so many (50)"), NULL},
    {0}};

static const OptionDef agenda_options[] = {
    {"until", 0, N_("DATE"), N_("up to that day (two weeks)"), NULL},
    {"limit", 'n', N_("NUMBER"), N_("at most so many (200)"), NULL},
    {"confidential", 0, NULL, N_("what is confidential in words too, not as a mask"), NULL},
    {0}};

static const OptionDef today_options[] = {
    {"since", 0, N_("MOMENT"), N_("first the terms that ended since then; last: since you left the desk"), NULL},
    {"limit", 'n', N_("NUMBER"), N_("at most so many of what needs you (40)"), NULL},
    {"confidential", 0, NULL, N_("what is confidential in words too, not as a mask"), NULL},
    {0}};

static const OptionDef show_options[] = {
    {"history", 0, NULL, N_("who changed what and when, too"), NULL},
    {"all", 'a', NULL, N_("empty fields and struck rows too"), NULL},
    {"shielded", 0, NULL, N_("names of shielded reporters too"), NULL},
    {0}};

static const OptionDef history_options[] = {
    {"limit", 'n', N_("NUMBER"), N_("at most so many (50)"), NULL},
    {0}};

static const OptionDef strike_options[] = {
    {"because", 0, N_("TEXT"), N_("why it was a mistake; kept in the history"), NULL},
    {"restore", 0, NULL, N_("put it back"), NULL},
    {0}};

static const OptionDef import_options[] = {
    {"register", 0, N_("REGISTER"), N_("which register a file without a telling name is for"), NULL},
    {"format", 'f', N_("FORMAT"), N_("yaml, csv or json; else by the name's ending"), NULL},
    {"update", 0, NULL, N_("change records that are there already"), NULL},
    {"make-names", 0, NULL, N_("a name that is nowhere becomes a record"), NULL},
    {"dry-run", 0, NULL, N_("only say what would be done"), NULL},
    {0}};

static const OptionDef export_options[] = {
    {"format", 'f', N_("FORMAT"), N_("yaml, csv or json"), NULL},
    {"to", 0, N_("FOLDER"), N_("one file a register in that folder, instead of standard output"), NULL},
    {"replace", 0, NULL, N_("over the files that are there"), NULL},
    {"confidential", 0, NULL, N_("confidential records too"), NULL},
    {0}};

static const OptionDef calendar_options[] = {
    {"to", 0, N_("FILE"), N_("into that file, instead of standard output"), NULL},
    {"until", 0, N_("DATE"), N_("up to that day (a year)"), NULL},
    {"confidential", 0, NULL, N_("of confidential records too"), NULL},
    {0}};

static const OptionDef clock_options[] = {
    {"calendar", 0, "NL|EU", N_("whose holidays: Dutch statutes or European acts; else as usual for the rule"), NULL},
    {"explain", 0, NULL, N_("why: start, term, roll, holidays"), NULL},
    {"check", 0, N_("FILE"), N_("compute every row of a file of vectors and show those that differ"), NULL},
    {0}};

static const OptionDef sheet_options[] = {
    {"mail", 0, NULL, N_("of a request the decision as the text of a mail, of an incident what the authority asks"), NULL},
    {0}};

static const OptionDef months_options[] = {
    {"months", 'm', N_("NUMBER"), N_("over so many months (12)"), NULL},
    {0}};

static const OptionDef isms_options[] = {
    {"preset", 0, NULL, N_("take over the usual duties of the year that are not there yet"), NULL},
    {0}};

static const OptionDef handover_options[] = {
    {"to", 0, N_("FOLDER"), N_("export all registers into that folder, with the handover beside them"), NULL},
    {"replace", 0, NULL, N_("over the files that are there"), NULL},
    {0}};

static const OptionDef structural_options[] = {
    {"letter", 0, NULL, N_("the risk letter that goes with it, to be edited and sent"), NULL},
    {"plan", 0, NULL, N_("plan the board talk: with the portfolio holder, about these advices, the agenda as its notes"), NULL},
    {0}};

static const OptionDef triage_options[] = {
    {"limit", 'n', N_("NUMBER"), N_("at most so many records"), NULL},
    {"rules", 0, NULL, N_("print the rules that propose"), NULL},
    {"use-rules", 0, N_("FILE"), N_("make that file the organisation's own rules"), NULL},
    {0}};

static const OptionDef doctor_options[] = {
    {"deep", 0, NULL, N_("read every page, and the text index too"), NULL},
    {"rebuild", 0, NULL, N_("derive all dues and the text index again; on a sound file nothing changes"), NULL},
    {"schema", 0, NULL, N_("print the migration lines that the file lacks"), NULL},
    {0}};

static const OptionDef settings_options[] = {
    {"every-file", 0, NULL, N_("for every file, also where a setting is kept for each"), NULL},
    {0}};

static const OptionDef picture_options[] = {
    {"size", 0, N_("COLUMNSxROWS"), N_("of the terminal that is drawn (100x30)"), NULL},
    {"keys", 0, N_("KEYS"), N_("pressed first, with blanks between: 3 j Enter"), NULL},
    {"theme", 0, N_("NAME"), N_("how the desk looks: auto, dark, light, contrast, mono, or a file"), NULL},
    {0}};

#define ANY SIZE_MAX /* more than an enum can hold */

const CommandDef commands[] = {
    {"today", N_("what needs you, today's talks, the next days"), N_("[--since MOMENT] [--limit NUMBER] [--confidential]"),
     N_("Fit for a mail or a login message: plain text, no escape codes."), today_options, NEEDS_FILE, 0, 0, NULL, cmd_today},
    {"agenda", N_("everything that is due, over all registers"), "[--until DATE] [--confidential]", NULL, agenda_options, NEEDS_FILE, 0, 0, NULL, cmd_agenda},
    {"triage", N_("what is new, and what is proposed to be done about it"), "[--limit NUMBER] [--rules] [--use-rules FILE]",
     N_("Proposals follow the organisation's rules, else how similar records were decided. Deciding is done on the desk, with t."), triage_options, NEEDS_FILE, 0, 0, NULL, cmd_triage},
    {"add", N_("add a record in one sentence, or a row to a record"), N_("REGISTER \"sentence\" [--FIELD VALUE …] | CODE ROWS [--FIELD VALUE …]"),
     N_("In the sentence @name says who handles it, #tag tags it, !S2 says how serious it is, and a date at its end is the day to look at it again.\n"
        "A register is named by its key, its code letters or its kind letter: incident, INC, i. All its fields are options: see loket help REGISTER.\n"
        "Rows of a record are added with its code and their name: loket add INC-0003 reporter --who \"J. Vos\"\n"
        "The value - of a long text reads it from standard input."),
     NULL, NEEDS_WRITING, 1, ANY, cmd_words_add, cmd_add},
    {"make", N_("make another record from one, linked to it and filled in"), N_("CODE KIND [\"sentence\"] [--FIELD VALUE …]"),
     N_("KIND is action, advice, talk, instruction, trigger, incident, approval, message or notice, or its letter: x v s u t i a w n.\n"
        "What follows from the record is filled in: its handler owns the action, its decider gets the advice. The sentence is that of add."),
     NULL, NEEDS_WRITING, 2, ANY, cmd_words_make, cmd_make},
    {"edit", N_("change fields of a record, or fill empty ones of a row"), N_("CODE [ROWS NUMBER] --FIELD VALUE …"),
     N_("An empty value (\"\") empties the field. What was written in a row stays; strike it through and add the right one."),
     NULL, NEEDS_WRITING, 1, 3, cmd_words_edit, cmd_edit},
    {"move", N_("bring a record into another state"), N_("CODE STATE [--FIELD VALUE …]"),
     N_("Says all that is still missing when the state cannot be reached."), NULL, NEEDS_WRITING, 2, ANY, cmd_words_move, cmd_move},
    {"remark", N_("add a remark to a record"), N_("CODE TEXT | CODE -"), NULL, NULL, NEEDS_WRITING, 2, ANY, NULL, cmd_remark},
    {"strike", N_("entered by mistake: strike a record or a row through"), N_("CODE [ROWS NUMBER]"),
     N_("Nothing is ever deleted: it stays in the file and in its history, with the reason. A decision or an advice that was given stays as it is."), strike_options, NEEDS_WRITING, 1, 3, NULL, cmd_strike},
    {"show", N_("a record with its rows, links and remarks"), N_("CODE"), NULL, show_options, NEEDS_FILE, 1, 1, NULL, cmd_show},
    {"history", N_("who changed what and when"), N_("[CODE]"), NULL, history_options, NEEDS_FILE, 0, 1, NULL, cmd_history},
    {"list", N_("the records of a register that fit a filter"), N_("REGISTER [FILTER …]"),
     N_("Without a filter the register's first list, with one only what it asks for. The filter language: loket help filter."),
     list_options, NEEDS_FILE, 1, ANY, NULL, cmd_list},
    {"search", N_("find words in all registers"), N_("WORDS"), N_("Each word by its beginning, accents and case ignored; newest first."),
     search_options, NEEDS_FILE, 1, ANY, NULL, cmd_search},
    {"sheet", N_("one page for acting: a request to decide, a talk or round to prepare"), "CODE [--mail]",
     N_("Of a request everything needed to decide it; of a contact or a round what is open between you, asked of you first."), sheet_options, NEEDS_FILE, 1,
     1, NULL, cmd_sheet},
    {"radar", N_("kinds of trigger event, and who should warn of them: told, asked, came, late"), "[--months NUMBER]", NULL, months_options, NEEDS_FILE,
     0, 0, NULL, cmd_reading},
    {"structural", N_("patterns in what happens to advice, with the advices behind each"), N_("[NUMBER] [--letter] [--plan]"),
     N_("Each pattern proposes a board talk; it is gone from the proposals once a talk that is linked to those advices exists."), structural_options,
     NEEDS_FILE, 0, 1, NULL, cmd_structural},
    {"bends", N_("how often each rule is bent, per unit"), N_("[RULE] [--months NUMBER]"),
     N_("A rule that is bent again and again suggests changing the rule."), months_options, NEEDS_FILE, 0, 1, NULL, cmd_reading},
    {"heard", N_("they came to us or we found out, per unit"), "[--months NUMBER]", N_("Units with fewer than five reports are not shown."), months_options,
     NEEDS_FILE, 0, 0, NULL, cmd_reading},
    {"warnings", N_("what is not well about the desk itself: roles, position, patterns in advice"), "", NULL, NULL, NEEDS_FILE, 0, 0, NULL, cmd_reading},
    {"isms", N_("the management system by its parts: who, last done, next, open actions, findings"), "[--preset]",
     N_("--preset: management review, audit, risk analysis, access review, sources to look at, desk card, reports; owned by the officer, as being set up."),
     isms_options, NEEDS_FILE, 0, 0, NULL, cmd_isms},
    {"charter", N_("what the officer answers for and may do, who adopted it, and the position"), "", N_("To be printed. Where the organisation has no text of its own, the text of the program stands."),
     NULL, NEEDS_FILE, 0, 0, NULL, cmd_reading},
    {"deskcard", N_("how people reach the desk, where that is published, and when it was tried"), "", N_("To be printed."), NULL, NEEDS_FILE, 0, 0, NULL, cmd_reading},
    {"handover", N_("the last day at a client: what goes along, what is due, what must be ended"), N_("[--to FOLDER]"),
     N_("Deletes nothing. That it was done is an entry in the trail; confidential records are not in the folder."), handover_options, NEEDS_FILE, 0, 0, NULL,
     cmd_handover},
    {"demands", N_("your own file: what shows each demand, what is missing, what was learned"), "", N_("Only with --me."), NULL, NEEDS_FILE, 0, 0, NULL, cmd_reading},
    {"import", N_("read records from YAML, CSV or JSON"), N_("FILE … | FOLDER"), NULL, import_options, NEEDS_WRITING, 1, ANY, NULL, cmd_import},
    {"export", N_("write records as YAML, CSV or JSON"), N_("[REGISTER …]"), NULL, export_options, NEEDS_FILE, 0, ANY, NULL, cmd_export},
    {"calendar", N_("what is due as an .ics file, for a phone or a calendar program"), N_("[CODE]"),
     N_("Codes and what is due, never a title or a name; of one record with its code. Written again, a calendar program changes what it has."),
     calendar_options, NEEDS_FILE, 0, 1, NULL, cmd_calendar},
    {"clock", N_("terms of law and policy: what runs, what applies, or one by hand"), N_("[RULE START [TERM UNIT] | regimes | import FILE | export]"),
     N_("Without words: the clocks that run. regimes: which duties there are and which apply; import and export: your own text of them.\n"
        "RULE is HOURS, EU1182, ATW, PLAIN, WORKDAYS, BACK, BACK_WD, DORA_INIT …; START a moment, or several with / between them. A regime (AVG12) brings its own term."),
     clock_options, NEEDS_NOTHING, 0, 4, NULL, cmd_clock},
    {"init", N_("make a new file"), "[--name NAME] [--officer NAME] [--demo FOLDER]",
     N_("Makes the organisation's record and the contact of the officer, tied to this login."), init_options, NEEDS_NOTHING, 0, 0, NULL, cmd_init},
    {"clients", N_("the files you work in on this machine, under your nicknames, and what needs you there"), "",
     N_("A file is remembered when the desk is opened on it; on the desk C switches, adds, renames and forgets. Kept in your state folder, never in a client's file."), NULL,
     NEEDS_NOTHING, 0, 0, NULL, cmd_clients},
    {"backup", N_("a complete copy of the file, also while it is in use"), N_("FILE"), NULL, NULL, NEEDS_FILE, 1, 1, NULL, cmd_backup},
    {"doctor", N_("look whether the file is sound"), "[--deep] [--rebuild] [--schema]", NULL, doctor_options, NEEDS_NOTHING, 0, 0, NULL, cmd_doctor},
    {"verify", N_("prove that the trail is whole and agrees with the records"), "",
     N_("Prints the hash of the last entry: keep it elsewhere, and nobody can rewrite history unseen."), NULL, NEEDS_FILE, 0, 0, NULL, cmd_verify},
    {"picture", N_("the desk as a picture (SVG)"), "[--size COLUMNSxROWS] [--keys KEYS] [--theme NAME]",
     N_("Keys do what they do on the desk; with --auditor none can change anything."), picture_options, NEEDS_FILE, 0, 0, NULL, cmd_picture},
    {"settings", N_("how you want the program to be, and where each value comes from"), N_("[SETTING [VALUE]] | lock-passphrase"),
     N_("Looks, keys, clipboard and lock of this person; an empty value (\"\") takes your own choice back. What config.yaml, the environment or an option says wins.\n"
        "lock-passphrase asks for the passphrase that unlocks the screen; an empty one takes it away.\n"
        "The organisation's own settings are fields of its record: loket help organisation."),
     settings_options, NEEDS_NOTHING, 0, ANY, NULL, cmd_settings},
    {"help", N_("how a command, a register or the filter language works"), N_("[COMMAND | REGISTER | filter | registers]"), NULL, NULL,
     NEEDS_NOTHING, 0, ANY, NULL, cmd_help},
    {0}};
/* clang-format on */

Status command_find(const char *name, const CommandDef **command, Error *err) {
    Nearest nearest = nearest_start(name);
    for (const CommandDef *each = commands; each->name; each++) {
        if (strcmp(each->name, name) == 0) {
            *command = each;
            return OK;
        }
        nearest_offer(&nearest, each->name);
    }
    fail(err, ERR_USAGE, _("there is no command '%s'"), name);
    if (nearest_word(&nearest)) return error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
    return error_hint(err, "%s", _("they are listed by: loket help"));
}
