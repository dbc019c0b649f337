/* Themes: how each style looks, as data.
 *
 * A theme is a YAML file: `name`, `about`, and under `styles` a row for every style with `fg`, `bg` and `attributes`. Unknown
 * keys, styles, colours and a style left out are refused with their line. Says what is wanted; what a terminal can do is
 * term/colour.h. A Theme is a plain value. The shipped themes are compiled in. */
#ifndef LOKET_UI_THEME_H
#define LOKET_UI_THEME_H

#include "loket/base/arena.h"
#include "loket/base/error.h"
#include "loket/ui/style.h"

typedef enum ColourKind {
    COLOUR_DEFAULT, /* the terminal's own foreground or background */
    COLOUR_NAMED,   /* index 0..15 of the terminal's palette: black red green yellow blue magenta cyan white, bright ones */
    COLOUR_RGB
} ColourKind;

typedef struct Colour {
    ColourKind kind;
    unsigned char index;            /* NAMED */
    unsigned char red, green, blue; /* RGB */
} Colour;

enum { ATTRIBUTE_BOLD = 1, ATTRIBUTE_UNDERLINE = 2, ATTRIBUTE_REVERSE = 4, ATTRIBUTE_DIM = 8, ATTRIBUTE_ITALIC = 16 };

typedef struct Look {
    Colour fg, bg;
    unsigned attributes;
} Look;

typedef struct Theme {
    char name[32];
    Look looks[STYLE_COUNT];
} Theme;

/* Reads a theme from YAML; `file` is the name for messages. ERR_DATA with file:line:column. */
Status theme_read(const char *data, size_t length, const char *file, Theme *theme, Error *err);

/* Loads a shipped theme by name ("auto"), or, when `name` holds a '/' or ends in ".yaml", a file. ERR_MISSING names the shipped ones. */
Status theme_load(const char *name, Theme *theme, Error *err);
/* A value for the setting `key`: OK unless it is the setting "theme" and there is no such theme. */
Status theme_check_setting(const char *key, const char *text, Error *err);

/* The names of the shipped themes, sorted, "auto" first; they live in the arena. */
const char **theme_list(Arena *arena, size_t *count);

/* The contrast ratio of WCAG 2 between two RGB colours: 1.0 to 21.0; 0 if either is not RGB. */
double theme_contrast(Colour a, Colour b);

#endif
