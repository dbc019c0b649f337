#include "loket/cli/output.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "loket/base/utf8.h"

enum { WIDTH_USUAL = 80, WIDTH_LEAST = 40, WIDTH_MOST = 400 };

void output_start(Output *out, FILE *file, bool ascii) {
    struct winsize size;
    bool terminal = isatty(fileno(file)) == 1;
    *out = (Output){.file = file, .safe = ascii ? SAFE_ASCII : 0, .width = WIDTH_USUAL, .terminal = terminal};
    if (!terminal || ioctl(fileno(file), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return;
    out->width = size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

static void write_bytes(Output *out, const char *bytes, size_t length) {
    errno = 0;
    if (!out->failed && fwrite(bytes, 1, length, out->file) != length) out->failed = errno ? errno : EIO;
}

static void put(Output *out, const char *text, size_t length, unsigned flags) {
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, length, flags);
    write_bytes(out, safe.data, safe.length);
    strbuf_done(&safe);
}

void output_text(Output *out, const char *text) {
    put(out, text, strlen(text), SAFE_KEEP_NEWLINE | out->safe);
}

void output_format(Output *out, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    Arena *arena = arena_new();
    char *room = arena_alloc(arena, (size_t)(length < 0 ? 0 : length) + 1);
    vsnprintf(room, (size_t)(length < 0 ? 0 : length) + 1, format, again);
    va_end(again);
    output_text(out, room);
    arena_free(arena);
}

void output_data(Output *out, const char *text, bool ascii) {
    put(out, text, strlen(text), SAFE_KEEP_NEWLINE | (ascii ? SAFE_ASCII : 0));
}

void output_bytes(Output *out, const char *bytes, size_t length) {
    if (out->terminal)
        put(out, bytes, length, SAFE_KEEP_NEWLINE);
    else
        write_bytes(out, bytes, length);
}

/* The first line stands behind `*head`, which is used up. */
static void wrap_line(Output *out, int indent, const char **head, const char *line) {
    int cells = *head ? utf8_width(*head) : 0;
    if (*head || *line)
        output_format(out, "%s%*s%s\n", *head ? *head : "", indent > cells ? indent - cells : 0, "", line);
    if (!*head && !*line) output_text(out, "\n");
    *head = NULL;
}

/* One paragraph: the bytes up to a newline. */
static void wrap_paragraph(Output *out, int indent, const char **head, const char *text, size_t length) {
    StrBuf line;
    strbuf_init(&line);
    int room = out->width - indent > 20 ? out->width - indent : 20, used = 0;
    Arena *arena = arena_new();
    const char *rest = arena_strndup(arena, text, length);
    while (*rest) {
        size_t blank = strspn(rest, " "), size = strcspn(rest + blank, " ");
        char *word = arena_strndup(arena, rest + blank, size);
        int cells = utf8_width(word);
        if (used && used + 1 + cells > room) {
            wrap_line(out, indent, head, line.data);
            strbuf_clear(&line);
            used = 0;
        }
        if (used) strbuf_addc(&line, ' ');
        strbuf_add(&line, word);
        used += cells + (used ? 1 : 0);
        rest += blank + size;
    }
    wrap_line(out, indent, head, line.data);
    arena_free(arena);
    strbuf_done(&line);
}

void output_hanging(Output *out, const char *head, int indent, const char *text) {
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, strlen(text), SAFE_KEEP_NEWLINE | out->safe);
    for (const char *at = safe.data; *at;) {
        size_t length = strcspn(at, "\n");
        wrap_paragraph(out, indent, &head, at, length);
        at += length + (at[length] == '\n');
    }
    strbuf_done(&safe);
}

void output_wrapped(Output *out, int indent, const char *text) {
    output_hanging(out, NULL, indent, text);
}

bool output_finish(Output *out) {
    errno = 0;
    if (fflush(out->file) != 0 && !out->failed) out->failed = errno ? errno : EIO;
    return out->failed == 0;
}

void line_add(StrBuf *out, const char *text) {
    while (*text) {
        size_t length = strcspn(text, "\n\t");
        utf8_make_safe(out, text, length, SAFE_LINE);
        text += length;
        if (*text) strbuf_addc(out, ' ');
        text += strspn(text, "\n\t");
    }
}

void cell_add(StrBuf *out, const char *safe, int cells, bool right) {
    int used;
    size_t length = utf8_fit(safe, cells, &used);
    bool cut = safe[length] != '\0';
    if (cut && cells > 1) length = utf8_fit(safe, cells - 1, &used);
    if (right && !cut) strbuf_addf(out, "%*s", cells - used, "");
    strbuf_addn(out, safe, length);
    if (cut && cells > 1) {
        strbuf_add(out, "…");
        used++;
    }
    if (!right || cut) strbuf_addf(out, "%*s", cells - used, "");
}

void line_trim(StrBuf *line) {
    while (line->length && line->data[line->length - 1] == ' ')
        line->data[--line->length] = '\0';
}
