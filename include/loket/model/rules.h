/* Rules: small helpers for the `check` functions of the registers.
 *
 * They ask the record, its children and linked records through Facts, and add to Problems what is missing. Not a rule
 * engine: a rule is a few lines of C in its register's file, next to the table it is about. Messages are passed
 * already translated. Nothing here owns anything. */
#ifndef LOKET_MODEL_RULES_H
#define LOKET_MODEL_RULES_H

#include "loket/model/validate.h"

/* True if the record stands in one of the blank-separated states. */
bool rule_in_state(const Record *record, const char *states);
/* True if this change brings it into `state` (or it is made there). */
bool rule_enters(const Record *before, const Record *after, const char *state);
/* True if the change sets field `key` to something else than before; what is filled for the first time counts too. */
bool rule_changed(const Record *before, const Record *after, const char *key);

/* Adds `message` at field `key` if that field is empty. */
void rule_need(Problems *problems, const Record *after, const char *key, const char *message);
/* Adds `message` at field `key` if the date or moment there lies before the one in `earlier`; empty ones never do. */
void rule_order(Problems *problems, const Record *after, const char *earlier, const char *key, const char *message);
/* Adds `message` at `key` if a date or moment there lies after now: it tells of something that has happened. */
void rule_past(const Facts *facts, Problems *problems, const Record *after, const char *key, const char *message);

/* True if two link fields name the same contact. */
bool rule_same_person(const Record *a, const char *a_key, const Record *b, const char *b_key);
/* True if `code` is the officer of this organisation, or the officer's stand-in. */
bool rule_is_officer(const Facts *facts, const char *code);
/* The outcomes of a decision that give what was asked, blank-separated. */
extern const char rule_granting[];
/* True if a decision row gives what was asked: approved, on conditions or not. */
bool rule_grants(const Record *decision);
/* True if a request of this kind (may be NULL) is one of a data subject, GDPR chapter III: a right, so no rule is bent by it. */
bool rule_is_data_subject(const char *kind);
/* True if a reporter row has an answer, or a reason why there is none: nobody can answer who did not say who it was. */
bool rule_answered(const Record *reporter);
/* What a message calls a reporter: the name, or of one without or shielded the number of the row; in `name`, which has TEXT_MOST bytes. */
const char *rule_reporter(const Record *reporter, char *name);
/* Empties all of a whistle-blower report but that it came, how, and to whom it was passed on (registers/incident.c). */
void incident_stub(Record *report);
/* The organisation's own record, or NULL. */
const Record *rule_organisation(const Facts *facts);

#endif
