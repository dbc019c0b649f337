#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "screen.h"

/* -- surroundings --------------------------------------------------------------------------------------------- */

static Moment clock_of(void *ctx) {
    return ((Screen *)ctx)->now;
}

/* The same chance each time, so that pictures are. */
static void chance_of(void *ctx, void *bytes, size_t count) {
    Screen *screen = ctx;
    unsigned char *out = bytes;
    for (size_t i = 0; i < count; i++) {
        screen->chance = screen->chance * 6364136223846793005u + 1442695040888963407u;
        out[i] = (unsigned char)(screen->chance >> 56);
    }
}

static void must(Status status, const Error *err, const char *doing) {
    if (status != OK) fail_msg("%s: %s; %s (%s)", doing, err->message, err->hint, err->where);
}

/* -- records -------------------------------------------------------------------------------------------------- */

/* "key=text; key=text" into the record. */
static void fill(Screen *screen, Record *record, const char *fields, Arena *arena) {
    char *copy = arena_strdup(arena, fields), *rest = copy;
    for (char *part; (part = strsep(&rest, ";"));) {
        char *equals = strchr(part, '=');
        if (!equals) continue;
        *equals = '\0';
        part += strspn(part, " ");
        Error err = {0};
        must(desk_parse(screen->desk, record, part, equals + 1, arena, &err), &err, part);
    }
}

static int64_t add(Screen *screen, const RegisterDef *parent, int64_t no, const char *reg, const char *fields) {
    Arena *arena = arena_new();
    Record *record = record_new_initial(register_by_key(reg), screen->now, arena);
    record->parent = parent;
    record->parent_no = no;
    fill(screen, record, fields, arena);
    Error err = {0};
    Change change = {.wanted = record};
    must(desk_apply(screen->desk, &change, 1, NULL, NULL, &err), &err, fields);
    int64_t made = record->no;
    arena_free(arena);
    return made;
}

int64_t screen_add(Screen *screen, const char *reg, const char *fields) {
    return add(screen, NULL, 0, reg, fields);
}

int64_t screen_add_row(Screen *screen, const char *parent, int64_t no, const char *child, const char *fields) {
    return add(screen, register_by_key(parent), no, child, fields);
}

void screen_change(Screen *screen, const char *code, const char *fields) {
    Arena *arena = arena_new();
    Record *seen;
    Error err = {0};
    must(desk_find(screen->desk, code, arena, &seen, &err), &err, code);
    Record *wanted = record_copy(seen, arena);
    fill(screen, wanted, fields, arena);
    Change change = {.seen = seen, .wanted = wanted};
    must(desk_apply(screen->desk, &change, 1, NULL, NULL, &err), &err, fields);
    arena_free(arena);
}

const char *screen_field(Screen *screen, const char *code, const char *field) {
    static char text[4096];
    Arena *arena = arena_new();
    Record *record;
    Error err = {0};
    StrBuf out;
    strbuf_init(&out);
    must(desk_find(screen->desk, code, arena, &record, &err), &err, code);
    field_write(register_field(record->def, field), record->def, record_value(record, field), &out);
    snprintf(text, sizeof text, "%s", out.data);
    strbuf_done(&out);
    arena_free(arena);
    return text;
}

int64_t screen_count(Screen *screen, const char *reg) {
    return records_count(desk_db(screen->desk), register_by_key(reg), COUNT_ALL);
}

/* Invented, and small: what is on a picture must be easy to check by eye. */
static const struct {
    const char *reg, *fields;
} records[] = {
    {"organisation", "name=Nordhaven Wonen"},
    {"contact", "name=M. Okafor; roles=ict; unit=ICT; phone=0100 200 300"},
    {"contact", "name=J. Lindqvist; roles=dpo; unit=Legal"},
    {"contact", "name=S. Brandt; roles=procurement; unit=Purchasing"},
    {"contact", "name=R. Amsel; roles=portfolio_holder; unit=Board"},
    {"incident", "title=Ransomware on HR file share; severity=s1; received_at=23 nov 2026 00:00; handler=CON-0001; "
                 "personal_data=unknown; unit=HR; state=in_hand"},
    {"incident", "title=Complaint: wrong bill to customer; kind=complaint; severity=s2; received_at=19 nov 2026 09:30; "
                 "handler=CON-0003; unit=Billing; tags=portal print"},
    {"incident",
     "title=Laptop lost, field crew; severity=s2; received_at=23 nov 2026 11:05; unit=Field; follow_up_on=23 nov 2026"},
    {"incident",
     "title=Phishing mail, 14 reports; severity=s3; received_at=22 nov 2026 08:00; unit=Office; tags=phishing"},
    {"incident", "title=Badge lent at gate; kind=near_miss; severity=s3; received_at=20 nov 2026 07:45; unit=Gate"},
    {"action", "title=Full disk encryption on field laptops; origin=INC-0003; owner=CON-0001; due_on=7 dec 2026"},
};

/* -- the interface -------------------------------------------------------------------------------------------- */

static void open_ui(Screen *screen, int rows, int columns) {
    static const Theme theme;
    Error err = {0};
    must(ui_open(&screen->ui, screen->desk, &theme, false, &err), &err, "ui_open");
    canvas_init(&screen->canvas, rows, columns, false);
    screen_resize(screen, rows, columns);
}

void screen_open_empty(Screen *screen, int rows, int columns) {
    lang_start("en", NULL);
    *screen = (Screen){.chance = 1};
    settings_init(&screen->personal.settings);
    screen->personal.toured = true; /* the tour of the first start has a test of its own */
    screen->ui.personal = &screen->personal;
    Error err = {0};
    must(moment_parse("2026-11-23 18:24", 0, &screen->now, &err), &err, "clock");
    screen->env = (Env){.now = clock_of, .random = chance_of, .ctx = screen, .login = "tester", .utf8 = true};
    must(desk_open(":memory:", DB_CREATE, &screen->env, &screen->desk, &err), &err, "desk_open");
    open_ui(screen, rows, columns);
}

void screen_open(Screen *screen, int rows, int columns) {
    screen_open_empty(screen, rows, columns);
    for (size_t i = 0; i < COUNT_OF(records); i++)
        screen_add(screen, records[i].reg, records[i].fields);
    screen_restart(screen);
}

void screen_restart(Screen *screen) {
    int rows = screen->canvas.rows, columns = screen->canvas.columns;
    ui_close(&screen->ui);
    canvas_done(&screen->canvas);
    open_ui(screen, rows, columns);
}

void screen_close(Screen *screen) {
    ui_close(&screen->ui);
    canvas_done(&screen->canvas);
    desk_close(screen->desk);
    personal_done(&screen->personal);
}

/* -- events --------------------------------------------------------------------------------------------------- */

static void send_key(Screen *screen, uint32_t key, unsigned mods) {
    enum { PACE = 1500 }; /* of a person who looks at each picture */
    if (!screen->blind) ui_painted(&screen->ui, screen->ui.updates);
    screen->steady += PACE;
    ui_update(&screen->ui, &(Event){.kind = EVENT_KEY, .key = key, .mods = mods, .at = screen->steady});
}

static const char *send_quoted(Screen *screen, const char *text) {
    while (*text && *text != '"') {
        uint32_t key;
        unsigned mods;
        size_t length = strcspn(text, "");
        size_t bytes = (unsigned char)*text < 0x80   ? 1
                       : (unsigned char)*text < 0xe0 ? 2
                       : (unsigned char)*text < 0xf0 ? 3
                                                     : 4;
        char one[5] = "";
        memcpy(one, text, bytes < length ? bytes : length);
        if (*text == ' ')
            send_key(screen, ' ', 0);
        else if (key_parse(one, &key, &mods))
            send_key(screen, key, mods);
        else
            fail_msg("'%s' is no character", one);
        text += bytes;
    }
    return *text ? text + 1 : text;
}

void screen_keys(Screen *screen, const char *script) {
    for (script += strspn(script, " "); *script; script += strspn(script, " ")) {
        if (*script == '"') {
            script = send_quoted(screen, script + 1);
            continue;
        }
        char name[24] = "";
        size_t length = strcspn(script, " ");
        assert_true(length < sizeof name);
        memcpy(name, script, length);
        uint32_t key;
        unsigned mods;
        if (key_parse(name, &key, &mods) != length) fail_msg("'%s' is no key", name);
        send_key(screen, key, mods);
        script += length;
    }
}

void screen_hold(Screen *screen, const char *key, int times, int ms) {
    enum { QUIET = 400 };
    Event event = {.kind = EVENT_KEY};
    assert_int_equal(key_parse(key, &event.key, &event.mods), strlen(key));
    for (int i = 0; i < times; i++) {
        if (!screen->blind) ui_painted(&screen->ui, screen->ui.updates);
        event.at = screen->steady += ms;
        ui_update(&screen->ui, &event);
    }
    screen->steady += QUIET;
    ui_update(&screen->ui, &(Event){.kind = EVENT_TICK, .at = screen->steady});
}

void screen_mouse(Screen *screen, uint32_t key, int row, int column) {
    if (!screen->blind) ui_painted(&screen->ui, screen->ui.updates);
    ui_update(&screen->ui, &(Event){.kind = EVENT_MOUSE, .key = key, .row = row, .column = column});
}

void screen_click(Screen *screen, const char *text) {
    StrBuf row;
    strbuf_init(&row);
    ui_draw(&screen->ui, &screen->canvas);
    for (int i = 0; i < screen->canvas.rows; i++) {
        int columns[1000], count = 0; /* of each byte */
        strbuf_clear(&row);
        for (int column = 0; column < screen->canvas.columns; column++) {
            const char *cell = canvas_cell(&screen->canvas, i, column)->text;
            for (size_t at = 0; cell[at] && count < 1000; at++) columns[count++] = column;
            strbuf_add(&row, cell);
        }
        const char *found = strstr(row.data, text);
        if (!found) continue;
        screen_mouse(screen, KEY_CLICK, i, columns[(size_t)(found - row.data) + strlen(text) / 2]);
        strbuf_done(&row);
        return;
    }
    strbuf_done(&row);
    fail_msg("\"%s\" is not on the screen:\n%s", text, screen_text(screen));
}

void screen_paste(Screen *screen, const char *text) {
    ui_update(&screen->ui, &(Event){.kind = EVENT_PASTE, .text = text, .length = strlen(text)});
}

void screen_resize(Screen *screen, int rows, int columns) {
    canvas_resize(&screen->canvas, rows, columns);
    ui_update(&screen->ui, &(Event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
}

void screen_tick(Screen *screen, int seconds) {
    screen->now += seconds;
    screen->steady += (int64_t)seconds * 1000;
    ui_update(&screen->ui, &(Event){.kind = EVENT_TICK, .at = screen->steady});
}

void screen_hangup(Screen *screen) {
    ui_update(&screen->ui, &(Event){.kind = EVENT_HANGUP});
}

/* -- pictures ------------------------------------------------------------------------------------------------- */

static void draw(Screen *screen, StrBuf *out) {
    canvas_clear(&screen->canvas);
    ui_draw(&screen->ui, &screen->canvas);
    canvas_print(&screen->canvas, true, out);
}

const char *screen_text(Screen *screen) {
    static char text[128 * 1024];
    StrBuf out;
    strbuf_init(&out);
    draw(screen, &out);
    snprintf(text, sizeof text, "%s", out.data);
    strbuf_done(&out);
    return text;
}

bool screen_has(Screen *screen, const char *text) {
    return strstr(screen_text(screen), text) != NULL;
}

/* Prints the lines that differ, as a person would compare them. */
static void print_difference(const char *wanted, const char *found) {
    for (int line = 1; *wanted || *found; line++) {
        size_t left = strcspn(wanted, "\n"), right = strcspn(found, "\n");
        if (left != right || memcmp(wanted, found, left) != 0)
            print_message("%3d golden |%.*s\n    now    |%.*s\n", line, (int)left, wanted, (int)right, found);
        wanted += left + (wanted[left] == '\n');
        found += right + (found[right] == '\n');
    }
}

void screen_golden(Screen *screen, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s.screen", GOLDEN_DIR, name);
    const char *mode = getenv("LOKET_GOLDEN");
    StrBuf found;
    strbuf_init(&found);
    draw(screen, &found);
    Error err = {0};
    if (mode && strcmp(mode, "write") == 0) {
        must(file_write(path, found.data, found.length, &err), &err, path);
        strbuf_done(&found);
        return;
    }
    Arena *arena = arena_new();
    char *wanted;
    size_t length;
    must(file_read(path, 1024 * 1024, arena, &wanted, &length, &err), &err,
         "no golden picture; write it with LOKET_GOLDEN=write");
    bool same = length == found.length && memcmp(wanted, found.data, length) == 0;
    if (!same) print_difference(wanted, found.data);
    arena_free(arena);
    strbuf_done(&found);
    if (!same) fail_msg("picture '%s' has changed", name);
}
