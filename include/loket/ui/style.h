/* Styles: the roles a piece of screen can have. A theme says how each looks; code names only roles. */
#ifndef LOKET_UI_STYLE_H
#define LOKET_UI_STYLE_H

typedef enum Style {
    STYLE_PLAIN,
    STYLE_QUIET,    /* rules, dividers, hints */
    STYLE_HEADER,   /* first line */
    STYLE_TITLE,    /* pane and group titles */
    STYLE_FOCUS,    /* title of the pane in focus */
    STYLE_CRIT,     /* S1 */
    STYLE_HIGH,     /* S2 */
    STYLE_LATE,     /* past its due */
    STYLE_CLOCK,    /* a legal clock */
    STYLE_TODAY,    /* due today */
    STYLE_NEW,      /* new since last time */
    STYLE_TAGGED,   /* marked rows */
    STYLE_LABEL,    /* field labels */
    STYLE_INPUT,    /* where text is typed */
    STYLE_KEY,      /* key names in the footer and help */
    STYLE_NOTICE,   /* message line */
    STYLE_ERROR,    /* what went wrong */
    STYLE_MATCH,    /* matched words */
    STYLE_DISABLED, /* what does not apply now */
    STYLE_CODE,     /* record codes */
    STYLE_COUNT
} Style;

/* "plain", "quiet" ...: the keys of a theme file, in order of the enum. */
extern const char *const style_names[STYLE_COUNT];

#endif
