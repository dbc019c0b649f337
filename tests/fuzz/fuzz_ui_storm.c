/* Any keys, pastes, sizes and times at the whole interface over a desk in memory: it never stops, draws only what may
 * reach a terminal, and leaves a file that agrees with its trail. What was undone and made again is as it was. */
#include <string.h>

#include "fuzz.h"
#include "loket/app/checkup.h"
#include "loket/app/transfer.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/ui.h"

typedef struct Bench {
    Env env;
    Moment now, latest;
    uint64_t chance;
    Desk *desk;
    Personal personal;
    Ui ui;
    Canvas canvas;
} Bench;

static Moment clock_of(void *ctx) {
    return ((Bench *)ctx)->now;
}

static void chance_of(void *ctx, void *bytes, size_t count) {
    Bench *bench = ctx;
    unsigned char *out = bytes;
    for (size_t i = 0; i < count; i++) {
        bench->chance = bench->chance * 6364136223846793005u + 1442695040888963407u;
        out[i] = (unsigned char)(bench->chance >> 56);
    }
}

static void must(Status status, const Error *err) {
    if (status == OK) return;
    fprintf(stderr, "%s; %s (%s)\n", err->message, err->hint, err->where);
    abort();
}

/* Hostile on purpose: what steers terminals, turns text around, takes no room, takes two cells, or is very long. */
static const char sample[] =
    "{\"organisation\": [{\"name\": \"Nordhaven \\u001b[31m\\u202eWonen\"}],"
    " \"contact\": [{\"code\": \"CON-0001\", \"name\": \"M. Okafor\", \"roles\": [\"ict\"]},"
    "  {\"code\": \"CON-0002\", \"name\": \"\\u6f22\\u5b57\\u200b \\ud83d\\udc68\\u200d\\ud83d\\udc69\", \"roles\": [\"dpo\"]}],"
    " \"incident\": [{\"code\": \"INC-0001\", \"title\": \"Ransomware\\u009b2J\", \"severity\": \"s1\","
    "   \"received_at\": \"23 nov 2026 00:00\", \"handler\": \"CON-0001\", \"personal_data\": \"unknown\", \"state\": \"in_hand\"},"
    "  {\"code\": \"INC-0002\", \"title\": \"Complaint e\\u0301\\u0301\\u0301\", \"kind\": \"complaint\","
    "   \"received_at\": \"19 nov 2026 09:30\", \"handler\": \"CON-0002\", \"tags\": [\"portal\", \"print\"]},"
    "  {\"code\": \"INC-0003\", \"title\": \"Badge\", \"received_at\": \"20 nov 2026 07:45\"}],"
    " \"action\": [{\"code\": \"ACT-0001\", \"title\": \"Encrypt\", \"origin\": \"INC-0001\", \"owner\": \"CON-0001\","
    "   \"due_on\": \"7 dec 2026\"}]}";

static void start(Bench *bench) {
    static const Theme theme;
    Error err = {0};
    lang_start("en", NULL);
    *bench = (Bench){.chance = 1};
    must(moment_parse("2026-11-23 18:24", 0, &bench->now, &err), &err);
    bench->latest = bench->now;
    bench->env = (Env){.now = clock_of, .random = chance_of, .ctx = bench, .login = "tester", .utf8 = true};
    must(desk_open(":memory:", DB_CREATE, &bench->env, &bench->desk, &err), &err);
    ImportPlan *plan;
    must(import_read_bytes(bench->desk, sample, sizeof sample - 1, "sample.json", &(ImportOptions){0}, &plan, &err), &err);
    must(import_apply(bench->desk, plan, NULL, &err), plan->problem_count ? &plan->problems[0] : &err);
    import_free(plan);
    settings_init(&bench->personal.settings);
    bench->ui.personal = &bench->personal;
    must(ui_open(&bench->ui, bench->desk, &theme, false, &err), &err);
    canvas_init(&bench->canvas, 24, 80, false);
}

static Status append(void *ctx, const char *bytes, size_t length, Error *err) {
    (void)err;
    strbuf_addn(ctx, bytes, length);
    return OK;
}

/* All records as text. */
static void export(Bench *bench, StrBuf *out) {
    Error err = {0};
    ExportResult result;
    ExportOptions options = {.format = TRANSFER_YAML, .confidential = true};
    must(export_stream(bench->desk, &options, append, out, &result, &err), &err);
}

static void draw(Bench *bench) {
    ui_draw(&bench->ui, &bench->canvas);
    StrBuf text;
    strbuf_init(&text);
    canvas_print(&bench->canvas, false, &text);
    for (size_t i = 0; i < text.length; i++) FUZZ_CHECK((unsigned char)text.data[i] >= ' ' || text.data[i] == '\n');
    FUZZ_CHECK(!strstr(text.data, "\xe2\x80\xae") && !strstr(text.data, "\xe2\x80\x8b") && !strstr(text.data, "\xc2\x9b"));
    strbuf_done(&text);
}

/* Keys that are not a byte. */
static const char *const named[] = {"Enter", "Esc",  "Tab",    "S-Tab",  "Backspace", "Delete", "Up",  "Down", "Left", "Right",    "Home",
                                    "End",   "F1",   "F2",     "C-x",    "C-s",       "C-u",    "C-d", "C-w",  "C-k",  "PageDown", "PageUp",
                                    "C-l",   "C-c",  "Insert", "C-Home", "C-End",     "A-f",    "A-b", "C-z",  "C-a",  "C-e",      "C-n",
                                    "C-p",   "C-o",  "C-t",    "C-y",    "C-r"};
static const char *const pastes[] = {"", "\x1b[201~q:q!", "a\nb\nc", "\xff\xfe", "\xe2\x80\xae\xe2\x80\x8b", "+", "31 feb 2026", "INC-99999999999999999999",
                                     "severity>=s2 -state=closed", "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", "2026-11-23 18:24", "\t\r\n"};

static void send_key(Bench *bench, const char *name) {
    Event event = {.kind = EVENT_KEY};
    FUZZ_CHECK(key_parse(name, &event.key, &event.mods) > 0);
    ui_update(&bench->ui, &event);
}

static void resize(Bench *bench, int rows, int columns) {
    canvas_resize(&bench->canvas, rows, columns);
    ui_update(&bench->ui, &(Event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
}

/* Printable bytes are keys; the others are what they are in this table of ours. `next` is the byte behind it. */
static void play(Bench *bench, uint8_t byte, uint8_t next) {
    const char *paste = pastes[next % COUNT_OF(pastes)];
    if (byte >= ' ' && byte < 0x7f)
        ui_update(&bench->ui, &(Event){.kind = EVENT_KEY, .key = byte});
    else if (byte == '\n')
        send_key(bench, "Enter");
    else if (byte < ' ' || byte >= 0xb0)
        send_key(bench, named[byte % COUNT_OF(named)]);
    else if (byte < 0x88)
        ui_update(&bench->ui, &(Event){.kind = EVENT_PASTE, .text = paste, .length = strlen(paste)});
    else if (byte < 0x90)
        resize(bench, next % 50, (next * 7) % 210);
    else if (byte < 0x98)
        ui_update(&bench->ui, &(Event){.kind = EVENT_MOUSE, .key = KEY_CLICK + byte % 3, .row = next % 30, .column = next % 90});
    else if (byte < 0xa0)
        ui_update(&bench->ui, &(Event){.kind = EVENT_CHANGED});
    else {
        bench->now += (int64_t)(next - 100) * 3600; /* backwards too */
        if (bench->now > bench->latest) bench->latest = bench->now;
        ui_update(&bench->ui, &(Event){.kind = EVENT_TICK});
    }
    if (bench->ui.request.kind == REQUEST_NONE) return;
    bench->ui.request.failed = next % 2;
    ui_served(&bench->ui);
}

/* Takes back all that can be, makes it again, and compares. */
static void check_undo(Bench *bench) {
    StrBuf before, after, said;
    strbuf_init(&before);
    strbuf_init(&after);
    strbuf_init(&said);
    Error err = {0};
    int taken = 0;
    if (bench->now < bench->latest) bench->now = bench->latest; /* else what was received is yet to be */
    export(bench, &before);
    Status status = OK;
    while (taken < 200 && (status = desk_undo(bench->desk, &said, &err)) == OK) taken++;
    if (taken < 200 && status != ERR_MISSING) must(status, &err);
    for (; taken > 0; taken--) must(desk_redo(bench->desk, &said, &err), &err);
    export(bench, &after);
    if (!text_equal(before.data, after.data)) fprintf(stderr, "%s\n--- then ---\n%s\n", before.data, after.data);
    FUZZ_CHECK(text_equal(before.data, after.data));
    strbuf_done(&before);
    strbuf_done(&after);
    strbuf_done(&said);
}

static void check_file(Bench *bench) {
    Checkup checkup;
    Error err = {0};
    checkup_init(&checkup);
    must(checkup_verify(bench->desk, &checkup, &err), &err);
    must(checkup_rebuild(bench->desk, false, &checkup, &err), &err);
    if (checkup.faults) fprintf(stderr, "%s\n", checkup.findings.data);
    FUZZ_CHECK(checkup.faults == 0);
    checkup_done(&checkup);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Bench bench;
    start(&bench);
    for (size_t i = 0; i < size && !bench.ui.quit; i++) {
        play(&bench, data[i], i + 1 < size ? data[i + 1] : 0);
        FUZZ_CHECK(!strstr(bench.ui.message, "SQL") && !strstr(bench.ui.message, "constraint"));
        if (i % 4 == 0) draw(&bench);
    }
    ui_update(&bench.ui, &(Event){.kind = EVENT_HANGUP});
    ui_close(&bench.ui);
    canvas_done(&bench.canvas);
    check_undo(&bench);
    check_file(&bench);
    desk_close(bench.desk);
    personal_done(&bench.personal);
    return 0;
}
