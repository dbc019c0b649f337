#include "storm.h"

#include "loket/ui/calendar_view.h"

static const Calendar dutch = {CALENDAR_NL, false};

/* The C library's own ISO week, over gmtime: nothing of ours. */
static void test_iso_weeks(void **state) {
    (void)state;
    for (Day day = day_from_civil(1971, 1, 1); day < day_from_civil(2100, 1, 1); day++) {
        time_t seconds = (time_t)day * DAY_SECONDS;
        struct tm broken;
        char text[16];
        int year, week = calendar_iso_week(day, &year);
        gmtime_r(&seconds, &broken);
        strftime(text, sizeof text, "%G %V", &broken);
        char ours[32];
        snprintf(ours, sizeof ours, "%04d %02d", year, week);
        if (strcmp(text, ours) != 0) fail_msg("day %lld: %s, not %s", (long long)day, ours, text);
    }
}

static void press(CalendarView *view, const char *name) {
    Event event = storm_key(name);
    assert_true(calendar_view_key(view, &event));
}

static void expect(const CalendarView *view, int year, int month, int day) {
    assert_int_equal(view->day, day_from_civil(year, month, day));
}

static void test_months_aim_at_a_day(void **state) {
    (void)state;
    CalendarView view;
    Day today = day_from_civil(2026, 11, 23);
    calendar_view_init(&view, day_from_civil(2027, 12, 31), today, dutch);
    press(&view, "PgDn");
    expect(&view, 2028, 1, 31);
    press(&view, "PgDn");
    expect(&view, 2028, 2, 29);
    press(&view, "PgDn");
    expect(&view, 2028, 3, 31);
    press(&view, "PgUp");
    expect(&view, 2028, 2, 29);
    press(&view, "C-PgDn");
    expect(&view, 2029, 2, 28);
    press(&view, "Right");
    expect(&view, 2029, 3, 1);
    press(&view, "PgUp");
    expect(&view, 2029, 2, 1);
    press(&view, "Up");
    expect(&view, 2029, 1, 25);
    press(&view, "Home");
    expect(&view, 2026, 11, 23);
    Event enter = storm_key("Enter"), letter = storm_key("x");
    assert_false(calendar_view_key(&view, &enter) || calendar_view_key(&view, &letter));
    calendar_view_init(&view, day_from_civil(9999, 12, 31), today, dutch);
    press(&view, "Right");
    press(&view, "PgDn");
    expect(&view, 9999, 12, 31);
    calendar_view_done(&view);
}

static void test_picture(void **state) {
    (void)state;
    CalendarView view;
    Canvas canvas;
    StrBuf picture;
    strbuf_init(&picture);
    calendar_view_init(&view, day_from_civil(2026, 12, 25), day_from_civil(2026, 12, 23), dutch);
    storm_canvas(&canvas, CALENDAR_VIEW_ROWS, CALENDAR_VIEW_COLUMNS);
    calendar_view_draw(&view, &canvas, (Rect){0, 0, CALENDAR_VIEW_ROWS, CALENDAR_VIEW_COLUMNS}, true);
    canvas_print(&canvas, false, &picture);
    const char *expected = "    December 2026\n"
                           "wk  Mo  Tu  We  Th  Fr  Sa  Su\n"
                           "49       1   2   3   4   5   6\n"
                           "50   7   8   9  10  11  12  13\n"
                           "51  14  15  16  17  18  19  20\n"
                           "52  21  22 .23  24 >25* 26* 27\n"
                           "53  28  29  30  31\n"
                           "\n"
                           "Fri 25 Dec 2026, Christmas Day\n";
    assert_string_equal(picture.data, expected);
    assert_int_equal(canvas_cell(&canvas, 5, 12)->style, STYLE_TODAY);
    assert_true(canvas_cell(&canvas, 5, 20)->selected);
    strbuf_done(&picture);
    canvas_done(&canvas);
}

static void test_storm(void **state) {
    (void)state;
    storm_start("calendar");
    static const char *const names[] = {"Left", "Right", "Up", "Down", "PgUp", "PgDn", "C-PgUp", "C-PgDn", "Home"};
    CalendarView view;
    calendar_view_init(&view, day_from_civil(2026, 11, 23), day_from_civil(2026, 11, 23), dutch);
    for (int i = 0; i < 2000; i++) {
        press(&view, names[storm_below((int)COUNT_OF(names))]);
        Canvas canvas;
        Rect area = {1, 1, 1 + storm_below(12), 1 + storm_below(45)};
        storm_canvas(&canvas, 14, 48);
        calendar_view_draw(&view, &canvas, area, true);
        storm_check_spill(&canvas, area);
        int selected = 0;
        for (int row = 0; row < canvas.rows; row++)
            for (int column = 0; column < canvas.columns; column++)
                selected += canvas_cell(&canvas, row, column)->selected;
        if (area.columns >= 21) assert_int_equal(selected, 3); /* the day in hand is always to be seen */
        canvas_done(&canvas);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iso_weeks),
        cmocka_unit_test(test_months_aim_at_a_day),
        cmocka_unit_test(test_picture),
        cmocka_unit_test(test_storm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
