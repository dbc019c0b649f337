/* Policy in use: the regimes of the open file, which are the built-in ones with the organisation's own text over them.
 *
 * The text is YAML; app/policy/regimes.yaml says what may stand in it. Changing it, or choosing which groups apply, derives every
 * due again, in one transaction; desk_watch tells how far it is. What a regime is: model/policy.h. */
#ifndef LOKET_APP_POLICY_H
#define LOKET_APP_POLICY_H

#include "loket/app/desk.h"
#include "loket/model/policy.h"

/* The regimes in force in this file; read when first asked and when the text in the file changed. What it points at lives as long as
 * the desk. Regimes of the own text that this program does not understand are left out: see policy_problem. */
const Policy *desk_policy(Desk *desk);
/* What was left out of the own text and why, or NULL. */
const char *policy_problem(Desk *desk);
/* The title of the regime that due rule `code` stands for, in the language in force, or NULL: it is no regime. */
const char *policy_label(Desk *desk, const char *code);

/* Adds the regimes of a YAML text to `policy`, or changes those with the same code; all that is kept lives in `arena`. Errors have
 * name:line:column. `lenient`: a regime that is wrong is left out and told in `problems` instead (a line each). */
Status policy_read(Policy *policy, const char *data, size_t length, const char *name, bool lenient, StrBuf *problems, Arena *arena, Error *err);
/* The built-in text, and reading it. */
const char *policy_builtin_text(size_t *length);
Status policy_builtin(Policy *policy, Arena *arena, Error *err);

/* What a change of regimes did. */
typedef struct PolicyChange {
    size_t records;             /* derived again */
    size_t changed;             /* of which came out differently */
    size_t before, after;       /* running clocks */
    size_t started, ended, moved;
} PolicyChange;

/* Keeps a YAML text as the organisation's own (an empty list of regimes: back to the built-in), and derives every due again; with an
 * entry in the trail. ERR_INVALID or ERR_DATA when something in it is wrong: nothing changes then. `change` may be NULL. */
Status policy_import(Desk *desk, const char *data, size_t length, const char *name, PolicyChange *change, Error *err);
/* The organisation's own text; without one the built-in text. */
Status policy_export(Desk *desk, StrBuf *out, Error *err);
/* Chooses the groups of regimes that apply (slugs, blank-separated): the organisation's field `regimes`, with undo. */
Status policy_choose(Desk *desk, const char *groups, PolicyChange *change, Error *err);
/* Appends "812 records looked at; clocks: 3 started, 1 ended, 2 moved, 14 running". */
void policy_change_format(const PolicyChange *change, StrBuf *out);

#endif
