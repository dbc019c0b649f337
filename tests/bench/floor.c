/* The floor: the least that a program can do to show four panes of a file with ncurses and SQLite.
 *
 * floor FILE: four plain queries over an index, drawn; j and k move a bar in the first pane, q ends. No store, model, colours,
 * text made safe or live update: what Loket takes above this is what those cost. */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "marker.h"

enum { PANES = 4, ROWS = 100, TITLE = 80 };

typedef struct Row {
    long long no, warn_at;
    char title[TITLE];
} Row;

typedef struct Pane {
    int reg, count;
    Row rows[ROWS];
} Pane;

static bool pane_load(Pane *pane, sqlite3 *db, int reg) {
    static const char sql[] = "SELECT no, warn_at, title FROM item INDEXED BY item_need "
                              "WHERE reg = ? AND open = 1 ORDER BY warn_at LIMIT ?";
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) return false;
    sqlite3_bind_int(statement, 1, reg);
    sqlite3_bind_int(statement, 2, ROWS);
    pane->reg = reg;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        Row *row = &pane->rows[pane->count++];
        row->no = sqlite3_column_int64(statement, 0);
        row->warn_at = sqlite3_column_int64(statement, 1);
        snprintf(row->title, sizeof row->title, "%s", (const char *)sqlite3_column_text(statement, 2));
    }
    return sqlite3_finalize(statement) == SQLITE_OK;
}

static bool panes_load(Pane panes[PANES], const char *path) {
    static const int registers[PANES] = {1, 2, 3, 6}; /* incidents, approvals, contacts, trigger events */
    sqlite3 *db;
    bool fine = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    for (int i = 0; fine && i < PANES; i++) fine = pane_load(&panes[i], db, registers[i]);
    if (!fine) fprintf(stderr, "floor: cannot read '%s': %s\n", path, sqlite3_errmsg(db));
    sqlite3_close(db);
    return fine;
}

static void pane_draw(const Pane *pane, int place, int cursor) {
    int height = (LINES - 2) / 2, width = COLS / 2;
    int top = 1 + place / 2 * height, left = place % 2 * width;
    int first = cursor > height - 2 ? cursor - height + 2 : 0;
    mvprintw(top, left, "register %d, %d rows", pane->reg, pane->count);
    for (int i = first; i < pane->count && i - first < height - 1; i++) {
        char line[TITLE + 60];
        snprintf(line, sizeof line, "%04lld %-24s %lld", pane->rows[i].no, pane->rows[i].title, pane->rows[i].warn_at);
        if (i == cursor) attron(A_REVERSE);
        mvaddnstr(top + 1 + i - first, left, line, width - 1);
        if (i == cursor) attroff(A_REVERSE);
    }
}

/* Behind the frame and not through ncurses, which would keep it for later. */
static void mark(long handled) {
    char text[80];
    int length = snprintf(text, sizeof text, MARKER_START "%ld;%d;%d%c", handled, LINES, COLS, MARKER_END);
    if (write(STDOUT_FILENO, text, (size_t)length) != length) exit(1);
}

static void show(const Pane *panes, int cursor, long handled, bool marked) {
    erase();
    for (int i = 0; i < PANES; i++) pane_draw(&panes[i], i, i == 0 ? cursor : -1);
    mvprintw(LINES - 1, 0, "j down, k up, q quit");
    refresh();
    if (marked) mark(handled);
}

int main(int argc, char **argv) {
    static Pane panes[PANES];
    if (argc != 2) return fprintf(stderr, "usage: floor FILE\n"), 2;
    setlocale(LC_ALL, "");
    if (!panes_load(panes, argv[1])) return 1;
    if (!newterm(NULL, stdout, stdin)) return 1;
    cbreak();
    noecho();
    bool marked = getenv(MARKER_VARIABLE) != NULL;
    int cursor = 0;
    long handled = 0;
    show(panes, cursor, handled, marked);
    for (int key; (key = getch()) != 'q' && key != ERR;) {
        handled++;
        if (key == 'j' && cursor < panes[0].count - 1) cursor++;
        if (key == 'k' && cursor > 0) cursor--;
        show(panes, cursor, handled, marked);
    }
    endwin();
    return 0;
}
