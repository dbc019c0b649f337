/* The catalogue of trigger events that a new file begins with. Private to app/. */
#ifndef LOKET_APP_SETUP_KINDS_H
#define LOKET_APP_SETUP_KINDS_H

typedef struct DefaultKind {
    const char *label, *needs;
    int lead_days; /* working days before the decision */
    const char *large_from, *large_text, *usual_source;
    const char *before, *after; /* checks, divided by "|": needed before signature, may follow */
} DefaultKind;

/* Ends with a {0} row; all texts for gettext, slugs excepted. */
extern const DefaultKind default_kinds[];

#endif
