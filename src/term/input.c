#include "loket/term/input.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "input_keys.h"
#include "loket/base/text.h"
#include "loket/model/settings.h"

typedef enum State {
    GROUND,
    ESCAPE,     /* after ESC */
    UTF8,       /* inside a character */
    CSI,        /* after ESC [ */
    SS3,        /* after ESC O */
    SKIP,       /* `skip` more bytes belong to a sequence that is dropped */
    LINUX_F,    /* after ESC [ [ : one letter of the Linux console */
    STRING,     /* OSC, DCS, PM, APC: dropped up to BEL or ST */
    STRING_ESC, /* ESC inside STRING */
    PASTE
} State;

enum { BODY_MAX = 32, ESC = 0x1b };
/* The same introducers as one byte, of terminals with eight-bit controls; in UTF-8 no character begins with them. */
enum { C1_SS3 = 0x8f, C1_DCS = 0x90, C1_CSI = 0x9b, C1_OSC = 0x9d, C1_PM = 0x9e, C1_APC = 0x9f };

struct Input {
    State state;
    int escape_ms;
    StrBuf queue; /* bytes not looked at yet, from `at` on */
    size_t at;
    uint64_t taken;      /* bytes looked at since the start */
    size_t pending;      /* of these: not decided on */
    int64_t last;        /* when the newest byte came */
    int64_t tail;        /* until when a late sequence is expected; 0 = not */
    bool late;           /* the sequence at work is a late one: drop it */
    bool alt;            /* the character at work came behind ESC */
    char body[BODY_MAX]; /* of CSI or SS3: parameters and intermediates */
    size_t length;
    bool overlong;
    int skip;
    uint32_t character;
    uint32_t least; /* below it the character would be overlong */
    int rest;       /* continuation bytes to come */
    StrBuf paste;
    bool handed; /* the paste was given out: forget it at the next call */
};

Input *input_new(int escape_ms) {
    Input *input = calloc(1, sizeof *input);
    if (!input) abort();
    input->escape_ms = escape_ms;
    strbuf_init(&input->queue);
    strbuf_init(&input->paste);
    return input;
}

void input_free(Input *input) {
    if (!input) return;
    strbuf_done(&input->queue);
    strbuf_done(&input->paste);
    free(input);
}

void input_set_escape(Input *input, int escape_ms) {
    input->escape_ms = escape_ms;
}

int input_escape_ms(const char *escdelay, const char *ssh) {
    char *end;
    long value = escdelay && *escdelay ? strtol(escdelay, &end, 10) : -1;
    if (value >= 0 && value <= 10000 && !*end) return (int)value;
    return ssh ? SETTING_ESCAPE_AFAR_MS : SETTING_ESCAPE_MS;
}

void input_feed(Input *input, const char *bytes, size_t count, int64_t now) {
    if (input->at == input->queue.length) {
        strbuf_clear(&input->queue);
        input->at = 0;
    }
    strbuf_addn(&input->queue, bytes, count);
    if (count) input->last = now;
}

uint64_t input_settled(const Input *input) {
    return input->taken - input->pending;
}

static bool end_sequence(Input *input, bool event) {
    bool late = input->late;
    input->state = GROUND;
    input->late = input->alt = false;
    input->pending = 0;
    return event && !late;
}

/* ---- what ends CSI and SS3 ---- */

/* Those of the sequence at work, from its byte `from` on. */
static int numbers(const Input *input, size_t from, int values[KEY_NUMBERS]) {
    return input->overlong ? -1 : key_numbers(input->body + from, input->body + input->length, values);
}

/* A key let go, as kitty tells when it was asked to: the second number is followed by `:3`. */
static bool let_go(const Input *input) {
    const char *at = memchr(input->body, ';', input->length), *end = input->body + input->length;
    while (at && ++at < end && *at >= '0' && *at <= '9') continue;
    return at && end - at >= 2 && at[0] == ':' && at[1] == '3';
}

static bool start_paste(Input *input) {
    /* Also when it comes late: else what was pasted would be read as keys. */
    end_sequence(input, false);
    input->state = PASTE;
    strbuf_clear(&input->paste);
    return false;
}

static bool end_csi(Input *input, char final, Event *event) {
    int values[KEY_NUMBERS];
    if (input->length && input->body[0] == '<') return end_sequence(input, mouse_event(values, numbers(input, 1, values), final, event));
    int count = numbers(input, 0, values);
    if (final == 'M' && input->length == 0) { /* the old mouse report: three bytes follow */
        input->state = SKIP;
        input->skip = 3;
        return false;
    }
    if (count < 0 || let_go(input) || cursor_report(values, count, final)) return end_sequence(input, false);
    switch (final) {
    case '~':
        if (count == 1 && values[0] == 200) return start_paste(input);
        return end_sequence(input, tilde_event(values, count, 0, event));
    case '$':
        return end_sequence(input, tilde_event(values, count, MOD_SHIFT, event)); /* rxvt */
    case '^':
        return end_sequence(input, tilde_event(values, count, MOD_CTRL, event));
    case '@':
        return end_sequence(input, tilde_event(values, count, MOD_CTRL | MOD_SHIFT, event));
    case 'u':
        return end_sequence(input, code_event(values, count, event));
    default:
        return end_sequence(input, final_event(values, count, final, event));
    }
}

static bool end_ss3(Input *input, char final, Event *event) {
    int values[KEY_NUMBERS], count = numbers(input, 0, values);
    return end_sequence(input, count >= 0 && pad_event(values, count, final, event));
}

/* ---- one byte ---- */

static void begin(Input *input, State state) {
    input->state = state;
    input->length = 0;
    input->overlong = false;
}

static bool on_ground(Input *input, unsigned char byte, Event *event);

/* Begins a sequence by its eight-bit introducer. */
static bool begin_c1(Input *input, uint32_t control) {
    bool string = control == C1_OSC || control == C1_DCS || control == C1_PM || control == C1_APC;
    State state = control == C1_CSI ? CSI : control == C1_SS3 ? SS3 : string ? STRING : GROUND;
    if (state == GROUND) return false;
    begin(input, state);
    return true;
}

/* The sequence at work is none: it is dropped, and `byte` is looked at afresh. */
static bool restart(Input *input, unsigned char byte, Event *event) {
    end_sequence(input, false);
    input->pending = 1;
    return on_ground(input, byte, event);
}

static bool begin_character(Input *input, unsigned char byte, Event *event) {
    unsigned mods = input->alt ? MOD_ALT : 0;
    if (byte < 0x20 || byte == 0x7f) return end_sequence(input, control_event(event, byte, mods));
    if (byte < 0x80) return end_sequence(input, key_event(event, byte, mods));
    if (!input->alt && begin_c1(input, byte)) return false;
    if (byte < 0xc2 || byte > 0xf4) return end_sequence(input, key_event(event, KEY_BROKEN, mods));
    input->rest = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    input->least = least[input->rest];
    input->character = byte & (0x3fu >> input->rest);
    input->state = UTF8;
    return false;
}

static bool on_ground(Input *input, unsigned char byte, Event *event) {
    bool tail = input->tail && input->last < input->tail;
    input->tail = 0;
    if (byte == ESC) {
        begin(input, ESCAPE);
        return false;
    }
    if (tail && (byte == '[' || byte == 'O' || byte == ']')) {
        begin(input, byte == '[' ? CSI : byte == 'O' ? SS3 : STRING);
        input->late = true;
        return false;
    }
    return begin_character(input, byte, event);
}

static bool on_escape(Input *input, unsigned char byte, Event *event) {
    switch (byte) {
    case ESC: /* twice: the first was a key */
        input->pending = 1;
        return key_event(event, KEY_ESC, 0);
    case '[':
        begin(input, CSI);
        return false;
    case 'O':
        begin(input, SS3);
        return false;
    case ']':
    case 'P':
    case '^':
    case '_':
        begin(input, STRING);
        return false;
    default:
        input->alt = true;
        return begin_character(input, byte, event);
    }
}

static bool on_utf8(Input *input, unsigned char byte, Event *event) {
    unsigned mods = input->alt ? MOD_ALT : 0;
    if ((byte & 0xc0) != 0x80) {
        /* The broken character is an event of its own, so the byte stays in the queue. */
        input->at--;
        input->taken--;
        input->pending--;
        return end_sequence(input, key_event(event, KEY_BROKEN, mods));
    }
    input->character = input->character << 6 | (byte & 0x3f);
    if (--input->rest) return false;
    uint32_t character = input->character;
    bool bad = character < input->least || character > 0x10ffff || (character >= 0xd800 && character < 0xe000);
    if (!input->alt && begin_c1(input, character)) return false;
    return end_sequence(input, character_event(event, bad ? KEY_BROKEN : character, mods));
}

static void collect(Input *input, unsigned char byte) {
    if (input->length < BODY_MAX)
        input->body[input->length++] = (char)byte;
    else
        input->overlong = true;
}

/* rxvt ends Shift with Delete and its like in `$`, which elsewhere stands before the final byte. */
static bool rxvt_shift(const Input *input, unsigned char byte) {
    if (byte != '$' || !input->length) return false;
    for (size_t i = 0; i < input->length; i++)
        if (input->body[i] < '0' || input->body[i] > '9') return false;
    return true;
}

static bool on_csi(Input *input, unsigned char byte, Event *event) {
    if (byte == '[' && !input->length) {
        input->state = LINUX_F;
        return false;
    }
    if ((byte >= 0x40 && byte < 0x7f) || rxvt_shift(input, byte)) return end_csi(input, (char)byte, event);
    if (byte < 0x20 || byte >= 0x7f) return restart(input, byte, event);
    collect(input, byte);
    return false;
}

static bool on_ss3(Input *input, unsigned char byte, Event *event) {
    if (byte < 0x20 || byte >= 0x7f) return restart(input, byte, event);
    if ((byte >= '0' && byte <= '9') || byte == ';')
        collect(input, byte);
    else
        return end_ss3(input, (char)byte, event);
    return false;
}

static bool on_skip(Input *input) {
    return --input->skip ? false : end_sequence(input, false);
}

static bool on_linux_f(Input *input, unsigned char byte, Event *event) {
    if (byte < 0x20 || byte >= 0x7f) return restart(input, byte, event);
    bool known = byte >= 'A' && byte <= 'E';
    return end_sequence(input, known && key_event(event, KEY_F1 + (uint32_t)(byte - 'A'), 0));
}

static bool on_string(Input *input, unsigned char byte) {
    if (byte == 0x07 || byte == 0x18 || byte == 0x1a) return end_sequence(input, false);
    if (byte == ESC) input->state = STRING_ESC;
    return false;
}

static bool on_string_escape(Input *input, unsigned char byte, Event *event) {
    if (byte == '\\') return end_sequence(input, false);
    begin(input, ESCAPE); /* the string was broken off by another sequence */
    input->pending = 2;
    return on_escape(input, byte, event);
}

static bool give_paste(Input *input, Event *event) {
    end_sequence(input, false);
    input->handed = true;
    *event = (Event){.kind = EVENT_PASTE, .text = input->paste.data, .length = input->paste.length};
    return true;
}

static bool on_paste(Input *input, unsigned char byte, Event *event) {
    static const char end[] = "\033[201~";
    enum { END = sizeof end - 1 };
    StrBuf *paste = &input->paste;
    /* Beyond the limit only the last bytes are looked at, for the end. */
    if (paste->length >= INPUT_PASTE_MAX + END) {
        memmove(paste->data + INPUT_PASTE_MAX, paste->data + INPUT_PASTE_MAX + 1, paste->length - INPUT_PASTE_MAX - 1);
        paste->data[--paste->length] = '\0';
    }
    strbuf_addc(paste, (char)byte);
    if (byte != '~' || paste->length < END || memcmp(paste->data + paste->length - END, end, END) != 0) return false;
    paste->length -= END;
    paste->data[paste->length] = '\0';
    return give_paste(input, event);
}

static bool step(Input *input, unsigned char byte, Event *event) {
    switch (input->state) {
    case GROUND:
        return on_ground(input, byte, event);
    case ESCAPE:
        return on_escape(input, byte, event);
    case UTF8:
        return on_utf8(input, byte, event);
    case CSI:
        return on_csi(input, byte, event);
    case SS3:
        return on_ss3(input, byte, event);
    case SKIP:
        return on_skip(input);
    case LINUX_F:
        return on_linux_f(input, byte, event);
    case STRING:
        return on_string(input, byte);
    case STRING_ESC:
        return on_string_escape(input, byte, event);
    case PASTE:
        return on_paste(input, byte, event);
    }
    return false;
}

/* ---- time ---- */

static int patience(const Input *input) {
    switch (input->state) {
    case GROUND:
        return -1;
    case ESCAPE:
        return input->escape_ms;
    case PASTE:
        return INPUT_PASTE_MS;
    default:
        return INPUT_TAIL_MS;
    }
}

static bool expire(Input *input, Event *event) {
    switch (input->state) {
    case ESCAPE:
        input->tail = input->last + INPUT_TAIL_MS;
        end_sequence(input, false);
        return key_event(event, KEY_ESC, 0);
    case UTF8:
        return end_sequence(input, key_event(event, KEY_BROKEN, input->alt ? MOD_ALT : 0));
    case PASTE:
        return give_paste(input, event);
    default:
        return end_sequence(input, false);
    }
}

bool input_next(Input *input, int64_t now, Event *event) {
    if (input->handed) {
        input->handed = false;
        strbuf_clear(&input->paste);
    }
    while (input->at < input->queue.length) {
        unsigned char byte = (unsigned char)input->queue.data[input->at++];
        input->taken++;
        input->pending++;
        if (step(input, byte, event)) return true;
    }
    int limit = patience(input);
    return limit >= 0 && now - input->last >= limit && expire(input, event);
}

int input_wait(const Input *input, int64_t now) {
    if (input->at < input->queue.length) return 0;
    int limit = patience(input);
    if (limit < 0) return -1;
    int64_t left = input->last + limit - now;
    return left < 0 ? 0 : left > limit ? limit : (int)left;
}
