/* Calendar: a month over the page to pick a day from. */
#include "form_private.h"

#include "loket/base/lang.h"
#include "loket/ui/calendar_view.h"
#include "loket/ui/popup.h"

typedef struct CalendarPopup {
    View view;
    CalendarView month;
} CalendarPopup;

static Status calendar_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)err;
    const CalendarRequest *asked = request;
    calendar_view_init(&((CalendarPopup *)view)->month, asked->day, moment_day(desk_now(ui->desk)),
                       (Calendar){.id = CALENDAR_NL});
    return OK;
}

static void calendar_close(View *view, Ui *ui) {
    (void)ui;
    calendar_view_done(&((CalendarPopup *)view)->month);
}

static bool calendar_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    if (event->kind != EVENT_KEY) return event->kind != EVENT_PASTE;
    view->done = event->key == KEY_ENTER || event->key == KEY_ESC;
    view->accepted = event->key == KEY_ENTER;
    if (!view->done) calendar_view_key(&((CalendarPopup *)view)->month, event);
    return true;
}

static bool calendar_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    CalendarView *month = &((CalendarPopup *)view)->month;
    if (item < 0) return true; /* today counts from 1970 */
    if (month->day == item) return false;
    calendar_view_go(month, item);
    return true;
}

static int calendar_hints(const View *view, Hint *hints, int room) {
    (void)view;
    const Hint all[] = {{.key = "Enter", .text = _("take it"), .priority = 1},
                        {.key = "Esc", .text = _("leave"), .priority = 2},
                        {.key = "Arrows", .text = _("by days, weeks"), .priority = 3},
                        {.key = "PgUp/PgDn", .text = _("by months"), .priority = 4},
                        {.key = "Home", .text = _("today"), .priority = 5}};
    int count = 0;
    for (; count < (int)COUNT_OF(all) && count < room; count++)
        hints[count] = all[count];
    return count;
}

static void calendar_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    (void)ui;
    const CalendarPopup *popup = (const CalendarPopup *)view;
    /* the form placed the cursor on its field: below that */
    Popup box = {.title = _("calendar"),
                 .place = POPUP_ANCHOR,
                 .anchor_row = canvas->cursor_row,
                 .anchor_column = canvas->cursor_column};
    Rect page = {screen.row, screen.column, screen.rows - 1, screen.columns};
    Rect inside = popup_draw(&box, canvas, popup_place(&box, page, CALENDAR_VIEW_ROWS, CALENDAR_VIEW_COLUMNS));
    calendar_view_draw(&popup->month, canvas, inside, true);
}

Day calendar_day(const View *view) {
    return ((const CalendarPopup *)view)->month.day;
}

const ViewOps view_calendar = {.name = "calendar",
                               .kind = VIEW_DIALOG,
                               .size = sizeof(CalendarPopup),
                               .open = calendar_open,
                               .event = calendar_event,
                               .point = calendar_point,
                               .draw = calendar_draw,
                               .hints = calendar_hints,
                               .close = calendar_close,
                               .popup = true};
