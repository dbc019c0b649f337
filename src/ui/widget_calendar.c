#include "loket/ui/calendar_view.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"

enum { WEEKS = 6, WEEKDAYS = 7, WIDE_CELL = 4, NARROW_CELL = 3, WEEK_COLUMN = 3 };

static const char *const month_names[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                          N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                          N_("September"), N_("October"),  N_("November"), N_("December")};
static const char *const weekday_names[WEEKDAYS] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
                                                    N_("Fr"), N_("Sa"), N_("Su")};

int calendar_iso_week(Day day, int *year) {
    Day thursday = day - day_weekday(day) + 3; /* a week belongs to the year its Thursday lies in */
    int its_year, month, month_day;
    day_to_civil(thursday, &its_year, &month, &month_day);
    if (year) *year = its_year;
    return (int)((thursday - day_from_civil(its_year, 1, 1)) / 7) + 1;
}

static int month_day_of(Day day) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    return month_day;
}

void calendar_view_init(CalendarView *view, Day day, Day today, Calendar calendar) {
    *view = (CalendarView){day, today, calendar, month_day_of(day)};
}

void calendar_view_done(CalendarView *view) {
    *view = (CalendarView){0};
}

/* ---- keys ---- */

static bool reachable(Day day) {
    return day >= day_from_civil(1, 1, 1) && day <= day_from_civil(9999, 12, 31);
}

void calendar_view_go(CalendarView *view, Day day) {
    if (!reachable(day)) return;
    view->day = day;
    view->month_day = month_day_of(day);
}

static void step_days(CalendarView *view, int days) {
    calendar_view_go(view, view->day + days);
}

static void step_months(CalendarView *view, int months) {
    Day first = day_add_months(view->day - month_day_of(view->day) + 1, months, NULL);
    Day day = first + view->month_day - 1, last = day_add_months(first, 1, NULL) - 1;
    if (reachable(first)) view->day = day < last ? day : last;
}

static void go_today(CalendarView *view, int unused) {
    (void)unused;
    calendar_view_go(view, view->today);
}

static const struct {
    uint32_t key;
    unsigned mods;
    void (*run)(CalendarView *view, int count);
    int count;
} keys[] = {
    {KEY_LEFT, 0, step_days, -1},
    {KEY_RIGHT, 0, step_days, 1},
    {KEY_UP, 0, step_days, -WEEKDAYS},
    {KEY_DOWN, 0, step_days, WEEKDAYS},
    {KEY_PAGE_UP, 0, step_months, -1},
    {KEY_PAGE_DOWN, 0, step_months, 1},
    {KEY_PAGE_UP, MOD_CTRL, step_months, -12},
    {KEY_PAGE_DOWN, MOD_CTRL, step_months, 12},
    {KEY_HOME, 0, go_today, 0},
};

bool calendar_view_key(CalendarView *view, const Event *event) {
    if (event->kind != EVENT_KEY) return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        keys[i].run(view, keys[i].count);
        return true;
    }
    return false;
}

/* ---- drawing ---- */

/* What is drawn where, once the size is known. */
typedef struct Grid {
    int cell;                       /* cells a day takes */
    int column, right;              /* of the first weekday; behind the area */
    int title, names, weeks, words; /* rows; -1 = left out */
    int year, month;
} Grid;

static Grid make_grid(const CalendarView *view, Rect area) {
    Grid grid = {
        .cell = area.columns >= CALENDAR_VIEW_COLUMNS ? WIDE_CELL : NARROW_CELL, .title = -1, .names = -1, .words = -1};
    int unused, row = area.row;
    grid.right = area.column + area.columns;
    grid.column = area.column + (area.columns >= WEEK_COLUMN + WEEKDAYS * NARROW_CELL ? WEEK_COLUMN : 0);
    if (area.rows > WEEKS + 1) grid.title = row++;
    if (area.rows > WEEKS) grid.names = row++;
    grid.weeks = row;
    if (area.rows >= CALENDAR_VIEW_ROWS) grid.words = area.row + CALENDAR_VIEW_ROWS - 1;
    day_to_civil(view->day, &grid.year, &grid.month, &unused);
    return grid;
}

static void draw_head(const Grid *grid, Canvas *canvas, Rect area) {
    char year[16];
    StrBuf title;
    strbuf_init(&title);
    snprintf(year, sizeof year, " %d", grid->year);
    strbuf_add(&title, lang_text(month_names[grid->month - 1]));
    strbuf_add(&title, year);
    if (grid->title >= 0)
        canvas_text(canvas, grid->title, grid->column + 1, area.column + area.columns - grid->column - 1, STYLE_TITLE,
                    title.data);
    strbuf_done(&title);
    if (grid->names < 0) return;
    if (grid->column > area.column) canvas_text(canvas, grid->names, area.column, 2, STYLE_QUIET, _("wk"));
    for (int i = 0; i < WEEKDAYS && grid->column + (i + 1) * grid->cell <= grid->right; i++)
        canvas_text(canvas, grid->names, grid->column + i * grid->cell + 1, 2, STYLE_LABEL,
                    lang_text(weekday_names[i]));
}

static Style day_style(const CalendarView *view, Day day) {
    if (day == view->today) return STYLE_TODAY;
    return day_weekday(day) >= 5 || day_holiday(day, view->calendar) ? STYLE_QUIET : STYLE_PLAIN;
}

/* Marks stand for what colour must not say alone: `>` the cursor, `.` today, `*` a holiday. */
static void draw_day(const CalendarView *view, const Grid *grid, Canvas *canvas, int row, Day day, bool focused) {
    int column = grid->column + day_weekday(day) * grid->cell;
    bool here = day == view->day;
    if (column + grid->cell > grid->right) return;
    char text[24];
    snprintf(text, sizeof text, "%c%2d%s",
             here                 ? '>'
             : day == view->today ? '.'
                                  : ' ',
             month_day_of(day),
             grid->cell < WIDE_CELL             ? ""
             : day_holiday(day, view->calendar) ? "*"
                                                : " ");
    canvas_text(canvas, row, column, grid->cell, day_style(view, day), text);
    canvas_spot(canvas, (Rect){row, column, 1, grid->cell}, 0, (int)day);
    if (!here) return;
    canvas_select(canvas, row, column, 3);
    if (focused) canvas_place_cursor(canvas, row, column + 1, false);
}

static void draw_weeks(const CalendarView *view, const Grid *grid, Canvas *canvas, Rect area, bool focused) {
    Day first = day_from_civil(grid->year, grid->month, 1), last = day_add_months(first, 1, NULL) - 1;
    Day monday = first - day_weekday(first);
    int rows = area.row + area.rows - grid->weeks;
    int cursor_week = (int)((view->day - monday) / WEEKDAYS);
    int skipped = cursor_week >= rows ? cursor_week - rows + 1 : 0; /* in a very low area the cursor's week stays */
    for (int i = 0; i < WEEKS - skipped && i < rows; i++) {
        Day week = monday + (i + skipped) * WEEKDAYS;
        if (week > last) break;
        char number[8];
        snprintf(number, sizeof number, "%2d", calendar_iso_week(week, NULL) % 100);
        if (grid->column > area.column) canvas_text(canvas, grid->weeks + i, area.column, 2, STYLE_QUIET, number);
        for (Day day = week; day < week + WEEKDAYS; day++)
            if (day >= first && day <= last) draw_day(view, grid, canvas, grid->weeks + i, day, focused);
    }
}

static void draw_words(const CalendarView *view, const Grid *grid, Canvas *canvas, Rect area) {
    if (grid->words < 0) return;
    const char *holiday = day_holiday(view->day, view->calendar);
    StrBuf text;
    strbuf_init(&text);
    day_format_weekday(view->day, &text);
    if (view->day == view->today) strbuf_addf(&text, ", %s", _("today"));
    if (holiday) strbuf_addf(&text, ", %s", lang_text(holiday));
    canvas_text(canvas, grid->words, area.column, area.columns, STYLE_PLAIN, text.data);
    strbuf_done(&text);
}

void calendar_view_draw(const CalendarView *view, Canvas *canvas, Rect area, bool focused) {
    if (area.rows < 1 || area.columns < 1) return;
    Grid grid = make_grid(view, area);
    canvas_fill(canvas, area, STYLE_PLAIN);
    canvas_spot(canvas, area, 0, -1);
    draw_head(&grid, canvas, area);
    draw_weeks(view, &grid, canvas, area, focused);
    draw_words(view, &grid, canvas, area);
}
