#include "loket/ui/theme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/embed.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/text.h"
#include "loket/io/yaml.h"

extern const EmbeddedFile embedded_themes[];

enum { THEME_FILE_MAX = 64 * 1024 };

static const char *const colour_names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

static const struct {
    const char *name;
    unsigned bit;
} attribute_names[] = {
    {"bold", ATTRIBUTE_BOLD}, {"underline", ATTRIBUTE_UNDERLINE}, {"reverse", ATTRIBUTE_REVERSE},
    {"dim", ATTRIBUTE_DIM},   {"italic", ATTRIBUTE_ITALIC},
};

/* ---- colours ---- */

static bool read_rgb(const char *text, Colour *colour) {
    if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6) return false;
    unsigned long rgb = strtoul(text + 1, NULL, 16);
    *colour = (Colour){COLOUR_RGB, 0, (unsigned char)(rgb >> 16), (unsigned char)(rgb >> 8), (unsigned char)rgb};
    return true;
}

static bool read_colour(const char *text, Colour *colour) {
    if (text_equal(text, "default")) {
        *colour = (Colour){.kind = COLOUR_DEFAULT};
        return true;
    }
    bool bright = text_starts(text, "bright-");
    const char *plain = bright ? text + strlen("bright-") : text;
    for (size_t i = 0; i < COUNT_OF(colour_names); i++)
        if (text_equal(plain, colour_names[i])) {
            *colour = (Colour){.kind = COLOUR_NAMED, .index = (unsigned char)(i + (bright ? 8 : 0))};
            return true;
        }
    return read_rgb(text, colour);
}

static double linear(unsigned char part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double theme_contrast(Colour a, Colour b) {
    if (a.kind != COLOUR_RGB || b.kind != COLOUR_RGB) return 0;
    double one = luminance(a), two = luminance(b);
    return (fmax(one, two) + 0.05) / (fmin(one, two) + 0.05);
}

/* ---- reading ---- */

/* What is being read, for messages. */
typedef struct Reader {
    const char *file;
    Theme *theme;
    bool seen[STYLE_COUNT];
} Reader;

static Status at(const Reader *reader, const Doc *node, bool key, Error *err) {
    int line = key && node->key_line ? node->key_line : node->line;
    int column = key && node->key_line ? node->key_column : node->column;
    return error_where(err, "%s:%d:%d", reader->file, line, column);
}

static Status read_attributes(const Reader *reader, const Doc *node, unsigned *bits, Error *err) {
    char word[24];
    const char *cursor = node->kind == DOC_SCALAR ? node->text : "?";
    while (text_next_word(&cursor, word, sizeof word)) {
        unsigned bit = 0;
        for (size_t i = 0; i < COUNT_OF(attribute_names); i++)
            if (text_equal(word, attribute_names[i].name)) bit = attribute_names[i].bit;
        if (!bit) {
            fail(err, ERR_DATA, _("unknown attribute \"%s\""), word);
            error_hint(err, _("one or more of: bold underline reverse dim italic"));
            return at(reader, node, false, err);
        }
        *bits |= bit;
    }
    return OK;
}

static Status read_look(const Reader *reader, const Doc *node, Look *look, Error *err) {
    if (node->kind != DOC_MAP) {
        fail(err, ERR_DATA, _("style \"%s\" is not a map of fg, bg and attributes"), node->key);
        return at(reader, node, true, err);
    }
    for (const Doc *child = node->first; child; child = child->next) {
        Colour *colour = text_equal(child->key, "fg") ? &look->fg : text_equal(child->key, "bg") ? &look->bg : NULL;
        if (text_equal(child->key, "attributes")) {
            Status status = read_attributes(reader, child, &look->attributes, err);
            if (status != OK) return status;
        } else if (!colour) {
            fail(err, ERR_DATA, _("unknown key \"%s\" in style \"%s\""), child->key, node->key);
            error_hint(err, _("a style has fg, bg and attributes"));
            return at(reader, child, true, err);
        } else if (child->kind != DOC_SCALAR || !read_colour(child->text, colour)) {
            fail(err, ERR_DATA, _("unknown colour \"%s\""), child->kind == DOC_SCALAR ? child->text : "");
            error_hint(err, _("default, black, red, green, yellow, blue, magenta, cyan, white, bright-red …, or "
                              "\"#rrggbb\" in quotes"));
            return at(reader, child, false, err);
        }
    }
    return OK;
}

static int style_of(const char *name) {
    for (int i = 0; i < STYLE_COUNT; i++)
        if (text_equal(name, style_names[i])) return i;
    return -1;
}

static Status read_styles(Reader *reader, const Doc *styles, Error *err) {
    if (styles->kind != DOC_MAP) {
        fail(err, ERR_DATA, _("\"styles\" is not a map"));
        return at(reader, styles, true, err);
    }
    for (const Doc *node = styles->first; node; node = node->next) {
        int style = style_of(node->key);
        if (style < 0) {
            fail(err, ERR_DATA, _("unknown style \"%s\""), node->key);
            return at(reader, node, true, err);
        }
        Status status = read_look(reader, node, &reader->theme->looks[style], err);
        if (status != OK) return status;
        reader->seen[style] = true;
    }
    for (int i = 0; i < STYLE_COUNT; i++)
        if (!reader->seen[i]) {
            fail(err, ERR_DATA, _("style \"%s\" is missing"), style_names[i]);
            return at(reader, styles, true, err);
        }
    return OK;
}

static Status read_member(Reader *reader, const Doc *node, Error *err) {
    if (text_equal(node->key, "styles")) return read_styles(reader, node, err);
    bool name = text_equal(node->key, "name");
    if (!name && !text_equal(node->key, "about")) {
        fail(err, ERR_DATA, _("unknown key \"%s\""), node->key);
        error_hint(err, _("a theme has name, about and styles"));
        return at(reader, node, true, err);
    }
    if (node->kind != DOC_SCALAR || text_empty(node->text) ||
        (name && strlen(node->text) >= sizeof reader->theme->name)) {
        fail(err, ERR_DATA, _("\"%s\" is not a short text"), node->key);
        return at(reader, node, true, err);
    }
    if (name) snprintf(reader->theme->name, sizeof reader->theme->name, "%s", node->text);
    return OK;
}

static Status read_members(Reader *reader, const Doc *doc, Error *err) {
    if (doc->kind != DOC_MAP) {
        fail(err, ERR_DATA, _("a theme is a map of name, about and styles"));
        return at(reader, doc, false, err);
    }
    for (const Doc *node = doc->first; node; node = node->next) {
        Status status = read_member(reader, node, err);
        if (status != OK) return status;
    }
    static const char *const required[] = {"name", "styles"};
    for (size_t i = 0; i < COUNT_OF(required); i++)
        if (!doc_get(doc, required[i])) {
            fail(err, ERR_DATA, _("\"%s\" is missing"), required[i]);
            return error_where(err, "%s", reader->file);
        }
    return OK;
}

Status theme_read(const char *data, size_t length, const char *file, Theme *theme, Error *err) {
    Arena *arena = arena_new();
    Doc *doc = NULL;
    Theme read = {0};
    Reader reader = {.file = file, .theme = &read};
    Status status = yaml_read(data, length, file, arena, &doc, err);
    if (status == OK) status = read_members(&reader, doc, err);
    if (status == OK) *theme = read;
    arena_free(arena);
    return status;
}

/* ---- finding ---- */

static bool is_path(const char *name) {
    size_t length = strlen(name);
    return strchr(name, '/') || (length > 5 && text_equal(name + length - 5, ".yaml"));
}

static Status load_file(const char *path, Theme *theme, Error *err) {
    Arena *arena = arena_new();
    char *data = NULL;
    size_t length = 0;
    Status status = file_read(path, THEME_FILE_MAX, arena, &data, &length, err);
    if (status == OK) status = theme_read(data, length, path, theme, err);
    arena_free(arena);
    return status;
}

static Status not_found(const char *name, Error *err) {
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    StrBuf list;
    strbuf_init(&list);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&list, "%s%s", i ? ", " : "", names[i]);
    fail(err, ERR_MISSING, _("no theme \"%s\""), name);
    Status status = error_hint(err, _("there are: %s; or give the path of a .yaml file"), list.data);
    strbuf_done(&list);
    arena_free(arena);
    return err ? status : ERR_MISSING;
}

Status theme_load(const char *name, Theme *theme, Error *err) {
    if (is_path(name)) return load_file(name, theme, err);
    size_t length = strlen(name);
    for (const EmbeddedFile *file = embedded_themes; file->name; file++)
        if (strncmp(file->name, name, length) == 0 && text_equal(file->name + length, ".yaml"))
            return theme_read(file->data, file->length, file->name, theme, err);
    return not_found(name, err);
}

Status theme_check_setting(const char *key, const char *text, Error *err) {
    Theme theme;
    return strcmp(key, "theme") == 0 && !text_empty(text) ? theme_load(text, &theme, err) : OK;
}

const char **theme_list(Arena *arena, size_t *count) {
    size_t total = 0;
    while (embedded_themes[total].name)
        total++;
    const char **names = ARENA_ARRAY(arena, const char *, total + 1);
    for (size_t i = 0; i < total; i++)
        names[i] = arena_strndup(arena, embedded_themes[i].name, strlen(embedded_themes[i].name) - 5);
    *count = total;
    return names; /* the build sorts the files by name, and "auto" happens to be first; a test holds it to that */
}
