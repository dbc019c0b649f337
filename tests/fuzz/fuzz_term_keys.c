/* Any bytes, in any pieces: the decoder gives only sensible events, and the pieces make no difference. */
#include "fuzz.h"

#include "loket/base/text.h"
#include "loket/term/input.h"

static void record(const Event *event, StrBuf *out) {
    FUZZ_CHECK(event->kind == EVENT_KEY || event->kind == EVENT_PASTE || event->kind == EVENT_MOUSE);
    if (event->kind == EVENT_PASTE) {
        FUZZ_CHECK(event->length <= INPUT_PASTE_MAX);
        strbuf_addf(out, "paste %zu ", event->length);
        strbuf_addn(out, event->text, event->length);
        return;
    }
    FUZZ_CHECK(event->key <= KEY_WHEEL_DOWN && event->key != KEY_NONE && event->key >= ' ');
    FUZZ_CHECK(!(event->mods & ~(unsigned)(MOD_SHIFT | MOD_ALT | MOD_CTRL)));
    FUZZ_CHECK(event->row >= 0 && event->column >= 0);
    strbuf_addf(out, "%d %x %u %d %d ", (int)event->kind, event->key, event->mods, event->row, event->column);
}

static void decode(const char *bytes, size_t length, size_t piece, StrBuf *out) {
    Input *input = input_new(25);
    Event event;
    for (size_t at = 0; at < length; at += piece) {
        input_feed(input, bytes + at, length - at < piece ? length - at : piece, 0);
        while (input_next(input, 0, &event))
            record(&event, out);
    }
    while (input_next(input, 10000, &event))
        record(&event, out);
    FUZZ_CHECK(input_settled(input) == length);
    FUZZ_CHECK(input_wait(input, 10000) == -1);
    input_free(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    size_t piece = (size_t)data[0] % 7 + 1;
    StrBuf whole, pieces;
    strbuf_init(&whole);
    strbuf_init(&pieces);
    decode((const char *)data + 1, size - 1, size, &whole);
    decode((const char *)data + 1, size - 1, piece, &pieces);
    FUZZ_CHECK(text_equal(whole.data, pieces.data));
    strbuf_done(&whole);
    strbuf_done(&pieces);
    return 0;
}
