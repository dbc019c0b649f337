#include "loket/ui/edit_buffer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/utf8.h"

/* ---- text ---- */

static void splice(EditBuffer *edit, size_t at, size_t count, const char *text, size_t length) {
    StrBuf *buffer = &edit->text;
    size_t tail = buffer->length - at - count;
    if (length > count) strbuf_addn(buffer, text, length - count); /* only to grow; overwritten below */
    if (length || count) {
        memmove(buffer->data + at + length, buffer->data + at + count, tail);
        if (length) memcpy(buffer->data + at, text, length);
        buffer->length = at + length + tail;
        buffer->data[buffer->length] = '\0';
    }
    edit->version++;
}

static void free_steps(EditBuffer *edit, size_t from) {
    for (size_t i = from; i < edit->step_count; i++) {
        free(edit->steps[i].removed);
        free(edit->steps[i].inserted);
    }
    if (edit->step_count > from) edit->step_count = from;
}

void edit_init(EditBuffer *edit) {
    *edit = (EditBuffer){0};
    strbuf_init(&edit->text);
    strbuf_init(&edit->killed);
}

void edit_done(EditBuffer *edit) {
    free_steps(edit, 0);
    free(edit->steps);
    strbuf_done(&edit->text);
    strbuf_done(&edit->killed);
    edit_init(edit);
}

void edit_set(EditBuffer *edit, const char *text) {
    free_steps(edit, 0);
    edit->step_at = 0;
    edit->open = false;
    strbuf_clear(&edit->text);
    if (text) edit_clean(&edit->text, text, strlen(text), false);
    edit->cursor = edit->text.length;
    edit->version++;
}

void edit_forget(EditBuffer *edit) {
    for (size_t i = 0; i < edit->step_count; i++) {
        explicit_bzero(edit->steps[i].removed, edit->steps[i].removed_length);
        explicit_bzero(edit->steps[i].inserted, edit->steps[i].inserted_length);
    }
    free_steps(edit, 0);
    edit->step_at = 0;
    edit->open = false;
    if (edit->killed.capacity) explicit_bzero(edit->killed.data, edit->killed.capacity);
    strbuf_clear(&edit->killed);
}

void edit_move(EditBuffer *edit, size_t at) {
    const char *text = edit->text.data;
    size_t length = edit->text.length;
    if (at >= length) {
        edit->cursor = length;
        return;
    }
    size_t boundary = at ? utf8_previous(text, length, at) : 0;
    while (boundary < at)
        boundary = utf8_next(text, length, boundary);
    edit->cursor = boundary;
}

size_t edit_line_start(const EditBuffer *edit, size_t at) {
    const char *newline = at ? memrchr(edit->text.data, '\n', at) : NULL;
    return newline ? (size_t)(newline - edit->text.data) + 1 : 0;
}

size_t edit_line_end(const EditBuffer *edit, size_t at) {
    const char *newline = memchr(edit->text.data + at, '\n', edit->text.length - at);
    return newline ? (size_t)(newline - edit->text.data) : edit->text.length;
}

/* ---- changes and undo ---- */

static char *copy_bytes(const char *text, size_t length) {
    char *copy = malloc(length + 1);
    if (!copy) abort();
    if (length) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

static EditStep *new_step(EditBuffer *edit) {
    free_steps(edit, edit->step_at);
    if (edit->step_count == edit->step_capacity) {
        edit->step_capacity = edit->step_capacity ? edit->step_capacity * 2 : 16;
        edit->steps = realloc(edit->steps, edit->step_capacity * sizeof *edit->steps);
        if (!edit->steps) abort();
    }
    edit->step_at = ++edit->step_count;
    return &edit->steps[edit->step_count - 1];
}

static bool joins_last(const EditBuffer *edit, size_t at, size_t count, const char *text, size_t length, bool typed) {
    if (!typed || !edit->open || count || !length || edit->step_at == 0) return false;
    const EditStep *last = &edit->steps[edit->step_at - 1];
    bool new_word = isspace((unsigned char)text[0]) && last->inserted_length;
    return last->typed && !new_word && last->at + last->inserted_length == at;
}

static bool change(EditBuffer *edit, size_t at, size_t count, const char *text, size_t length, bool typed) {
    if (edit->limit && length > count && edit->text.length - count + length > edit->limit) return false;
    if (!count && !length) return true;
    if (joins_last(edit, at, count, text, length, typed)) {
        EditStep *last = &edit->steps[edit->step_at - 1];
        last->inserted = realloc(last->inserted, last->inserted_length + length + 1);
        if (!last->inserted) abort();
        memcpy(last->inserted + last->inserted_length, text, length);
        last->inserted_length += length;
    } else {
        EditStep *step = new_step(edit);
        *step = (EditStep){
            at, copy_bytes(edit->text.data + at, count), copy_bytes(text, length), count, length, edit->cursor, typed};
    }
    edit->open = typed;
    splice(edit, at, count, text, length);
    edit_move(edit, at + length);
    return true;
}

bool edit_replace(EditBuffer *edit, size_t at, size_t count, const char *text, size_t length) {
    return change(edit, at, count, text, length, false);
}

bool edit_undo(EditBuffer *edit) {
    if (edit->step_at == 0) return false;
    const EditStep *step = &edit->steps[--edit->step_at];
    splice(edit, step->at, step->inserted_length, step->removed, step->removed_length);
    edit_move(edit, step->cursor);
    edit->open = false;
    return true;
}

bool edit_redo(EditBuffer *edit) {
    if (edit->step_at == edit->step_count) return false;
    const EditStep *step = &edit->steps[edit->step_at++];
    splice(edit, step->at, step->removed_length, step->inserted, step->inserted_length);
    edit_move(edit, step->at + step->inserted_length);
    edit->open = false;
    return true;
}

static size_t encode(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    for (size_t i = more; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(lead[more] | c);
    return more + 1;
}

size_t edit_character(const Event *event, char out[4]) {
    uint32_t c = event->key;
    if (event->kind != EVENT_KEY || (event->mods & (MOD_ALT | MOD_CTRL))) return 0;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff) return 0;
    return encode(c, out);
}

bool edit_type(EditBuffer *edit, const char *text, size_t length) {
    return change(edit, edit->cursor, 0, text, length, true);
}

/* ---- words ---- */

/* Letters, digits and everything beyond ASCII make words. */
static bool word_at(const EditBuffer *edit, size_t at) {
    unsigned char c = (unsigned char)edit->text.data[at];
    return c >= 0x80 || isalnum(c);
}

static bool solid_at(const EditBuffer *edit, size_t at) {
    return !isspace((unsigned char)edit->text.data[at]);
}

static size_t back(const EditBuffer *edit, size_t at) {
    return at ? utf8_previous(edit->text.data, edit->text.length, at) : 0;
}

static size_t forth(const EditBuffer *edit, size_t at) {
    return at < edit->text.length ? utf8_next(edit->text.data, edit->text.length, at) : at;
}

/* Forwards from the start of the line, because graphemes are only found quickly that way. */
static size_t word_back(const EditBuffer *edit, bool (*part)(const EditBuffer *, size_t)) {
    size_t at = edit->cursor;
    if (at > 0) at = edit_line_start(edit, at - (edit->text.data[at - 1] == '\n'));
    size_t start = at;
    for (bool inside = false; at < edit->cursor; at = forth(edit, at)) {
        bool here = part(edit, at);
        if (here && !inside) start = at;
        inside = here;
    }
    return start;
}

static size_t word_forth(const EditBuffer *edit) {
    size_t at = edit->cursor;
    while (at < edit->text.length && !word_at(edit, at))
        at = forth(edit, at);
    while (at < edit->text.length && word_at(edit, at))
        at = forth(edit, at);
    return at;
}

/* ---- keys ---- */

static void kill_range(EditBuffer *edit, size_t from, size_t to) {
    if (from == to) return;
    strbuf_clear(&edit->killed);
    strbuf_addn(&edit->killed, edit->text.data + from, to - from);
    change(edit, from, to - from, "", 0, false);
}

static void go_start(EditBuffer *edit) {
    edit_move(edit, edit_line_start(edit, edit->cursor));
}
static void go_end(EditBuffer *edit) {
    edit_move(edit, edit_line_end(edit, edit->cursor));
}
static void go_left(EditBuffer *edit) {
    edit->cursor = back(edit, edit->cursor);
}
static void go_right(EditBuffer *edit) {
    edit->cursor = forth(edit, edit->cursor);
}
static void go_word_left(EditBuffer *edit) {
    edit_move(edit, word_back(edit, word_at));
}
static void go_word_right(EditBuffer *edit) {
    edit_move(edit, word_forth(edit));
}

static void rub_out(EditBuffer *edit) {
    size_t from = back(edit, edit->cursor);
    if (from < edit->cursor) change(edit, from, edit->cursor - from, "", 0, false);
}

static void delete_one(EditBuffer *edit) {
    size_t to = forth(edit, edit->cursor);
    if (to > edit->cursor) change(edit, edit->cursor, to - edit->cursor, "", 0, false);
}

static void kill_blank_word(EditBuffer *edit) {
    kill_range(edit, word_back(edit, solid_at), edit->cursor);
}
static void kill_word_left(EditBuffer *edit) {
    kill_range(edit, word_back(edit, word_at), edit->cursor);
}
static void kill_word_right(EditBuffer *edit) {
    kill_range(edit, edit->cursor, word_forth(edit));
}
static void kill_to_start(EditBuffer *edit) {
    kill_range(edit, edit_line_start(edit, edit->cursor), edit->cursor);
}

static void kill_to_end(EditBuffer *edit) {
    size_t end = edit_line_end(edit, edit->cursor);
    if (end == edit->cursor) end = forth(edit, end); /* at a line's end C-k joins the next one */
    kill_range(edit, edit->cursor, end);
}

static void yank(EditBuffer *edit) {
    change(edit, edit->cursor, 0, edit->killed.data, edit->killed.length, false);
}

static void transpose(EditBuffer *edit) {
    size_t right = edit->cursor;
    size_t end = right < edit->text.length && edit->text.data[right] != '\n' ? forth(edit, right) : right;
    if (end == right) right = back(edit, right); /* at the end of a line: the two before the cursor */
    size_t left = back(edit, right);
    if (left == right || right == end || left < edit_line_start(edit, right)) return;
    StrBuf swapped;
    strbuf_init(&swapped);
    strbuf_addn(&swapped, edit->text.data + right, end - right);
    strbuf_addn(&swapped, edit->text.data + left, right - left);
    change(edit, left, end - left, swapped.data, swapped.length, false);
    strbuf_done(&swapped);
}

static void undo(EditBuffer *edit) {
    edit_undo(edit);
}
static void redo(EditBuffer *edit) {
    edit_redo(edit);
}

static const struct {
    uint32_t key;
    unsigned mods;
    void (*run)(EditBuffer *edit);
} keys[] = {
    {KEY_LEFT, 0, go_left},
    {'b', MOD_CTRL, go_left},
    {KEY_RIGHT, 0, go_right},
    {'f', MOD_CTRL, go_right},
    {KEY_HOME, 0, go_start},
    {'a', MOD_CTRL, go_start},
    {KEY_END, 0, go_end},
    {'e', MOD_CTRL, go_end},
    {'b', MOD_ALT, go_word_left},
    {KEY_LEFT, MOD_CTRL, go_word_left},
    {KEY_LEFT, MOD_ALT, go_word_left},
    {'f', MOD_ALT, go_word_right},
    {KEY_RIGHT, MOD_CTRL, go_word_right},
    {KEY_RIGHT, MOD_ALT, go_word_right},
    {KEY_BACKSPACE, 0, rub_out},
    {KEY_BACKSPACE, MOD_SHIFT, rub_out},
    {'h', MOD_CTRL, rub_out},
    {KEY_DELETE, 0, delete_one},
    {'d', MOD_CTRL, delete_one},
    {'w', MOD_CTRL, kill_blank_word},
    {KEY_BACKSPACE, MOD_ALT, kill_word_left},
    {KEY_BACKSPACE, MOD_CTRL, kill_word_left},
    {'d', MOD_ALT, kill_word_right},
    {KEY_DELETE, MOD_CTRL, kill_word_right},
    {'u', MOD_CTRL, kill_to_start},
    {'k', MOD_CTRL, kill_to_end},
    {'y', MOD_CTRL, yank},
    {'t', MOD_CTRL, transpose},
    {'_', MOD_CTRL, undo},
    {'/', MOD_CTRL, undo}, /* terminals send the same byte for both */
    {'u', MOD_ALT, undo},
    {'U', MOD_ALT, redo},
};

bool edit_key(EditBuffer *edit, const Event *event) {
    if (event->kind != EVENT_KEY) return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        edit->open = false;
        keys[i].run(edit);
        return true;
    }
    return false;
}

/* ---- paste ---- */

static size_t sequence_length(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static bool is_control(const char *text, size_t length) {
    unsigned char first = (unsigned char)text[0];
    if (length == 1) return first < 0x20 || first == 0x7f;
    return length == 2 && first == 0xc2 && (unsigned char)text[1] < 0xa0;
}

int edit_clean(StrBuf *out, const char *text, size_t length, bool one_line) {
    int breaks = 0;
    if (one_line && length && text[length - 1] == '\n') length--;
    if (one_line && length && text[length - 1] == '\r') length--;
    for (size_t at = 0; at < length;) {
        if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n') at++;
        char c = text[at] == '\r' ? '\n' : text[at];
        if (c == '\n' || c == '\t') {
            if (c == '\n' && one_line) breaks++;
            strbuf_addc(out, one_line ? ' ' : c);
            at++;
            continue;
        }
        size_t size = sequence_length((unsigned char)c);
        if (c == '\0') {
            at++;
        } else if (at + size > length || !utf8_valid(text + at, size)) {
            strbuf_add(out, "\xef\xbf\xbd");
            at++;
        } else {
            if (!is_control(text + at, size)) strbuf_addn(out, text + at, size);
            at += size;
        }
    }
    return breaks;
}
