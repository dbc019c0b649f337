/* Saved views: lists of a register that somebody gave a name, rows of the organisation. Everybody's, or one person's own. */
#include "loket/base/lang.h"
#include "loket/model/query.h"
#include "loket/model/rules.h"

/* clang-format off */
static const FieldDef view_fields[] = {
    {.key = "name", .label = N_("Name"), .help = N_("what the list is called"), .group = N_("View"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE, .width = 24},
    {.key = "register", .label = N_("Register"), .help = N_("the key of the register it lists, as on the command line: incident"),
     .type = FT_TEXT, .flags = FF_REQUIRED},
    {.key = "letter", .label = N_("Letter"), .help = N_("the key that picks it from the lists; empty = none"), .type = FT_TEXT},
    {.key = "filter", .label = N_("Filter"), .help = N_("what it lets through: state:open severity>=s2 #cloud; empty = all"),
     .type = FT_TEXT, .flags = FF_FILTER},
    {.key = "order", .label = N_("Order"), .help = N_("what it is sorted by: due, or a field; - before it turns it round"),
     .type = FT_TEXT, .initial = "due"},
    {.key = "columns", .label = N_("Columns"), .help = N_("the fields it shows, most important first; empty = as the first list"),
     .type = FT_TEXT},
    {.key = "owner", .label = N_("Only for"), .help = N_("whose it is; empty = everybody's"), .type = FT_LINK, .target = "contact"},
};
/* clang-format on */

/* Names of people are known by the desk alone; here each may be one. */
static const char *anybody(void *ctx, const char *name) {
    (void)ctx, (void)name;
    return "CON-0001";
}

static void check_view(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    const char *key = record_text(after, "register"), *letter = record_text(after, "letter"), *filter = record_text(after, "filter");
    const RegisterDef *def = key ? register_by_key(key) : NULL;
    if (key && (!def || def->kind != KIND_RECORDS)) problem_add(problems, after->def, "register", _("there is no register '%s'"), key);
    bool one = letter && letter[0] > ' ' && letter[0] < 127 && !letter[1];
    if (letter && !one) problem_add(problems, after->def, "letter", "%s", _("one letter or digit"));
    if (!def || !filter) return;
    Arena *arena = arena_new();
    QueryContext context = {.now = facts->now, .me = "CON-0001", .person = anybody};
    Query query;
    Error err = {0};
    if (query_parse(def, filter, &context, arena, &query, &err) != OK)
        problem_add(problems, after->def, "filter", "%s%s%s", err.message, err.hint[0] ? "; " : "", err.hint);
    arena_free(arena);
}

static const RegisterDef view_register = {
    .id = 111,
    .key = "view",
    .noun = N_("saved view"),
    .title = N_("Saved views"),
    .help = N_("Lists with a name and a key of their own; a changed one is a new row, one that is not needed any more is struck."),
    .kind = KIND_CHILD,
    .parents = "organisation",
    FIELDS(view_fields),
    .check = check_view,
};

const RegisterDef *const registers_view[] = {&view_register, NULL};
