/* The lock: while it is on, nothing of the organisation is drawn and no key goes anywhere else. What was open stays as it was; clocks,
 * changes by others and drafts go on underneath. It keeps out who walks by; it encrypts nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/log.h"
#include "loket/base/utf8.h"
#include "loket/ui/line_editor.h"
#include "views.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, LONGEST_WAIT = 30 * SECOND };

typedef struct Lock {
    LineEditor secret;
    int64_t active_at; /* the last key; 0 = no event yet */
    int64_t now;       /* of the last event */
    int64_t until;     /* after a wrong passphrase: keys before that are dropped */
    int failed;        /* wrong ones in a row */
} Lock;

void lock_init(Ui *ui) {
    ui->lock = calloc(1, sizeof *ui->lock);
    if (!ui->lock) abort();
    line_editor_init(&ui->lock->secret);
    line_editor_make_secret(&ui->lock->secret);
}

void lock_done(Ui *ui) {
    if (!ui->lock) return;
    line_editor_done(&ui->lock->secret);
    free(ui->lock);
    ui->lock = NULL;
}

/* -- locking -------------------------------------------------------------------------------------------------- */

static void lock_on(Ui *ui) {
    ui->locked = true;
    ui->pending_count = 0;
    ui->message[0] = '\0';
    line_editor_set(&ui->lock->secret, "");
    if (ui->request.kind == REQUEST_NONE) ui->request.kind = REQUEST_REPAINT; /* cleared, not only painted over */
}

void act_lock(Ui *ui, const char *arg) {
    (void)arg;
    lock_on(ui);
}

/* Milliseconds without a key after which it locks; 0 = never. */
static int64_t idle_limit(const Ui *ui) {
    return settings_number(&ui->personal->settings, "idle_lock", 0) * ui->minute_ms;
}

int lock_next_tick(const Ui *ui) {
    const Lock *lock = ui->lock;
    if (ui->locked) return lock->until > lock->now ? (int)(lock->until - lock->now) : -1;
    int64_t limit = idle_limit(ui), left = lock->active_at + limit - lock->now;
    if (!limit || !lock->active_at) return -1;
    return left <= 0 ? 0 : left > MINUTE ? MINUTE : (int)left;
}

/* -- unlocking ------------------------------------------------------------------------------------------------ */

static void unlock(Ui *ui) {
    ui->locked = false;
    ui->lock->failed = 0;
    line_editor_set(&ui->lock->secret, "");
}

/* Each wrong one doubles the wait, up to half a minute. */
static void refuse(Ui *ui) {
    Lock *lock = ui->lock;
    int64_t wait = (int64_t)SECOND << (lock->failed < 5 ? lock->failed : 5);
    lock->failed++;
    lock->until = lock->now + (wait < LONGEST_WAIT ? wait : LONGEST_WAIT);
    line_editor_set(&lock->secret, "");
    log_line(desk_env(ui->desk), "lock: wrong passphrase, %d in a row", lock->failed);
}

static void typed(Ui *ui, const Event *event) {
    Lock *lock = ui->lock;
    bool enter = event->kind == EVENT_KEY && event->key == KEY_ENTER && !event->mods;
    if (lock->now < lock->until || event->kind == EVENT_MOUSE) return;
    lock->until = 0;
    if (!personal_asks_passphrase(ui->personal)) {
        if (enter) unlock(ui);
    } else if (!enter && event->kind == EVENT_KEY && event->key == KEY_ESC)
        line_editor_set(&lock->secret, "");
    else if (!enter)
        line_editor_key(&lock->secret, event);
    else if (*line_editor_text(&lock->secret) && passphrase_matches(ui->personal->lock, line_editor_text(&lock->secret)))
        unlock(ui);
    else if (*line_editor_text(&lock->secret))
        refuse(ui);
}

bool lock_takes(Ui *ui, const Event *event) {
    Lock *lock = ui->lock;
    bool hand = event->kind == EVENT_KEY || event->kind == EVENT_PASTE || event->kind == EVENT_MOUSE, was = ui->locked;
    if (event->at) lock->now = event->at;
    if (!lock->active_at) lock->active_at = lock->now;
    int64_t limit = idle_limit(ui);
    if (!ui->locked && limit && lock->now - lock->active_at >= limit) lock_on(ui);
    if (hand) lock->active_at = lock->now;
    if (!ui->locked || !hand) return false;
    if (was) typed(ui, event); /* the key that found it locked was meant for something else */
    return true;
}

/* -- the picture ---------------------------------------------------------------------------------------------- */

void lock_draw(const Ui *ui, Canvas *canvas) {
    const Lock *lock = ui->lock;
    bool asks = personal_asks_passphrase(ui->personal);
    char text[160];
    if (lock->until > lock->now) {
        unsigned long seconds = (unsigned long)((lock->until - lock->now + SECOND - 1) / SECOND);
        snprintf(text, sizeof text, ngettext("wrong; the next try in %lu second", "wrong; the next try in %lu seconds", seconds), seconds);
    } else
        snprintf(text, sizeof text, "%s", asks ? _("locked; the passphrase unlocks") : _("locked; Enter unlocks"));
    int row = (ui->rows - 1) / 2, width = utf8_width(text), column = width < ui->columns ? (ui->columns - width) / 2 : 0;
    canvas_text(canvas, row, column, ui->columns - column, STYLE_PLAIN, text);
    canvas_place_cursor(canvas, row, column, false);
    if (asks && row + 1 < ui->rows) line_editor_draw(&lock->secret, canvas, (Rect){row + 1, column, 1, ui->columns - column}, true);
}
