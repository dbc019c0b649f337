#include "line.h"

#include <stdlib.h>

#include "loket/base/text.h"

enum { SECOND = 1000000 };

struct Line {
    int rate;
    int64_t delay;
    size_t room;
    StrBuf bytes;      /* under way, and not yet forgotten */
    int64_t *arrivals; /* of each of them */
    size_t allocated, at;
    int64_t left; /* when the last byte has left */
};

Line *line_new(int rate, int delay_ms, size_t room) {
    Line *line = calloc(1, sizeof *line);
    if (!line) abort();
    *line = (Line){.rate = rate, .delay = delay_ms * INT64_C(1000), .room = room};
    strbuf_init(&line->bytes);
    return line;
}

void line_free(Line *line) {
    if (!line) return;
    strbuf_done(&line->bytes);
    free(line->arrivals);
    free(line);
}

static int64_t byte_time(const Line *line) {
    return line->rate ? SECOND / line->rate : 0;
}

size_t line_room(const Line *line, int64_t now) {
    int64_t each = byte_time(line);
    if (!each || line->left <= now) return line->room;
    size_t waiting = (size_t)((line->left - now + each - 1) / each);
    return waiting < line->room ? line->room - waiting : 0;
}

int64_t line_wait_room(const Line *line, int64_t now) {
    if (line_room(line, now)) return 0;
    return line->left - now - (int64_t)(line->room - 1) * byte_time(line);
}

static void make_place(Line *line, size_t count) {
    if (line->at == line->bytes.length) {
        strbuf_clear(&line->bytes);
        line->at = 0;
    }
    size_t wanted = line->bytes.length + count;
    if (wanted <= line->allocated) return;
    line->allocated = wanted * 2;
    line->arrivals = realloc(line->arrivals, line->allocated * sizeof *line->arrivals);
    if (!line->arrivals) abort();
}

void line_put(Line *line, const char *bytes, size_t count, int64_t now) {
    make_place(line, count);
    for (size_t i = 0; i < count; i++) {
        line->left = (line->left > now ? line->left : now) + byte_time(line);
        line->arrivals[line->bytes.length] = line->left + line->delay;
        strbuf_addc(&line->bytes, bytes[i]);
    }
}

size_t line_get(Line *line, char *bytes, size_t most, int64_t now) {
    size_t count = 0;
    while (count < most && line->at < line->bytes.length && line->arrivals[line->at] <= now) bytes[count++] = line->bytes.data[line->at++];
    return count;
}

int64_t line_wait(const Line *line, int64_t now) {
    if (line->at == line->bytes.length) return -1;
    int64_t left = line->arrivals[line->at] - now;
    return left < 0 ? 0 : left;
}
