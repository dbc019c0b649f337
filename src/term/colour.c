#include "loket/term/colour.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/text.h"

/* The usual look of the first 16 colours: nobody's are exactly these, so they only serve to choose the nearest. */
static const unsigned char palette[16][3] = {
    {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
    {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
    {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
};

enum { BRIGHT_BLACK = 8, CUBE = 16, GREY = 232 };

ColourDepth colour_depth(int colours, bool direct, const char *no_color) {
    if (no_color || colours < 8) return DEPTH_MONO;
    if (direct) return DEPTH_RGB;
    return colours >= 256 ? DEPTH_256 : colours >= 16 ? DEPTH_16 : DEPTH_8;
}

bool colour_promised(const char *colorterm, const char *term, const char *tmux) {
    if (!text_equal(colorterm, "truecolor") && !text_equal(colorterm, "24bit")) return false;
    return !tmux && term && text_starts(term, "xterm");
}

static Colour rgb(const unsigned char parts[3]) {
    return (Colour){COLOUR_RGB, 0, parts[0], parts[1], parts[2]};
}

static long distance(Colour a, const unsigned char b[3]) {
    long red = (long)a.red - b[0], green = (long)a.green - b[1], blue = (long)a.blue - b[2];
    return 3 * red * red + 6 * green * green + blue * blue; /* roughly as the eye weighs them */
}

static int nearest_of(Colour colour, int count, bool text) {
    int best = 0;
    for (int i = 1; i < count; i++)
        if (!(text && i == BRIGHT_BLACK) && distance(colour, palette[i]) < distance(colour, palette[best])) best = i;
    return best;
}

/* The colour cube and the greys of 256: only these look the same everywhere. */
static void fixed_colour(int number, unsigned char parts[3]) {
    static const unsigned char levels[] = {0, 95, 135, 175, 215, 255};
    if (number >= GREY) {
        memset(parts, 8 + 10 * (number - GREY), 3);
        return;
    }
    number -= CUBE;
    parts[0] = levels[number / 36];
    parts[1] = levels[number / 6 % 6];
    parts[2] = levels[number % 6];
}

static int nearest_of_256(Colour colour) {
    int best = CUBE;
    long least = -1;
    for (int i = CUBE; i < 256; i++) {
        unsigned char parts[3];
        fixed_colour(i, parts);
        long far = distance(colour, parts);
        if (least < 0 || far < least) {
            least = far;
            best = i;
        }
    }
    return best;
}

static int direct_number(Colour colour) {
    int number = colour.red << 16 | colour.green << 8 | colour.blue;
    return number > 0 && number < 8 ? 8 : number; /* 1 to 7 are palette colours there */
}

static int map_one(Colour colour, ColourDepth depth, bool text) {
    if (colour.kind == COLOUR_DEFAULT || depth == DEPTH_MONO) return -1;
    if (colour.kind == COLOUR_NAMED) {
        if (text && colour.index == BRIGHT_BLACK) return -1;
        if (depth == DEPTH_8) return colour.index & 7;
        if (depth == DEPTH_RGB && colour.index >= 8) return direct_number(rgb(palette[colour.index]));
        return colour.index;
    }
    switch (depth) {
    case DEPTH_RGB:
        return direct_number(colour);
    case DEPTH_256:
        return nearest_of_256(colour);
    case DEPTH_16:
        return nearest_of(colour, 16, text);
    default:
        return nearest_of(colour, 8, text);
    }
}

void colour_map(const Look *look, ColourDepth depth, int *fg, int *bg) {
    *fg = map_one(look->fg, depth, true);
    *bg = map_one(look->bg, depth, false);
    if (*fg < 0 || *bg < 0 || depth > DEPTH_16) return;
    /* With few colours two shades can fall together: then black or white, whatever is read better. */
    Colour paper = rgb(palette[*bg]);
    if (theme_contrast(rgb(palette[*fg]), paper) >= 2.5) return;
    *fg = theme_contrast(rgb(palette[0]), paper) > theme_contrast(rgb(palette[7]), paper) ? 0 : 7;
}
