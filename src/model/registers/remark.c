/* Remarks: short notes on any record, with their time; the one child every register has. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice remark_kinds[] = {
    {"note", N_("note")}, {"call", N_("call")}, {"mail", N_("mail")}, {"decision", N_("decision")},
    {"evidence", N_("evidence")}, {0}};

static const FieldDef remark_fields[] = {
    {.key = "kind", .label = N_("Kind"), .help = N_("a note, a call, a mail, a decision or where evidence is kept"),
     .type = FT_CHOICE, .choices = remark_kinds, .initial = "note"},
    {.key = "text", .label = N_("Text"), .help = N_("what is to be remembered"), .type = FT_NOTE,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 50},
};

/* clang-format on */

static const RegisterDef remark_register = {
    .id = 199,
    .key = "remark",
    .noun = N_("remark"),
    .title = N_("Remarks"),
    .help = N_("Notes on a record, newest first; a correction is a new remark."),
    .kind = KIND_CHILD,
    .parents = "*",
    FIELDS(remark_fields),
};

const RegisterDef *const registers_remark[] = {&remark_register, NULL};
