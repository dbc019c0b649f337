#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loket/term/watch.h"

#include <cmocka.h> /* last: its fail() is a macro */

typedef struct Place {
    char folder[40], file[60], wal[80], other[80];
} Place;

static Place new_place(void) {
    Place place = {.folder = "loket-watch-XXXXXX"};
    assert_non_null(mkdtemp(place.folder));
    snprintf(place.file, sizeof place.file, "%s/x.db", place.folder);
    snprintf(place.wal, sizeof place.wal, "%s-wal", place.file);
    snprintf(place.other, sizeof place.other, "%s-other", place.file);
    return place;
}

static void append(const char *path) {
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    fputs("x", file);
    fclose(file);
}

static bool told(Watch *watch) {
    struct pollfd one = {.fd = watch_fd(watch), .events = POLLIN};
    assert_int_equal(poll(&one, 1, 2000), 1);
    return watch_changed(watch);
}

static void test_tells(void **state) {
    (void)state;
    Place place = new_place();
    append(place.file);
    Watch *watch = watch_new(place.file);
    assert_true(watch_fd(watch) >= 0);
    assert_int_equal(watch_interval(watch), -1);
    assert_false(watch_changed(watch));
    append(place.wal); /* it comes */
    assert_true(told(watch));
    assert_false(watch_changed(watch));
    append(place.wal);
    assert_true(told(watch));
    unlink(place.wal); /* and goes */
    assert_true(told(watch));
    append(place.other); /* a neighbour is none of our business */
    assert_false(told(watch));
    append(place.file);
    assert_true(told(watch));
    watch_free(watch);
    unlink(place.file);
    unlink(place.other);
    rmdir(place.folder);
}

static void test_looks_when_it_cannot_be_told(void **state) {
    (void)state;
    Watch *watch = watch_new("/no/such/folder/x.db");
    assert_int_equal(watch_fd(watch), -1);
    assert_int_equal(watch_interval(watch), 2000);
    assert_false(watch_changed(watch));
    watch_free(watch);

    Place place = new_place();
    append(place.file);
    watch = watch_new(place.file);
    unlink(place.file);
    rmdir(place.folder); /* the folder goes: from now on it looks */
    assert_true(told(watch));
    assert_int_equal(watch_fd(watch), -1);
    watch_changed(watch);
    assert_false(watch_changed(watch));
    watch_free(watch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tells),
                                       cmocka_unit_test(test_looks_when_it_cannot_be_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
