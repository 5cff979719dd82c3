#include "tests/bench/echo.h"

#include <curses.h>
#include <locale.h>
#include <stddef.h>

int echo_keys(void)
{
    wint_t key;

    if (setlocale(LC_ALL, "") == NULL || initscr() == NULL)
        return 2;
    raw();
    noecho();
    keypad(stdscr, TRUE);
    for (int row = 0; row < LINES - 1; row++)
        mvaddstr(row, 0, "・区政運営基本方針の成果目標の達成に向けた取組状況について");
    mvaddstr(LINES - 1, 0, "ready");
    move(0, 0);
    refresh();
    while (get_wch(&key) != ERR && key != 'q') {
        wchar_t text[2] = {(wchar_t)key, 0};

        if (key == KEY_BACKSPACE || key == 127)
            move(0, 0);
        else
            addwstr(text);
        refresh();
    }
    endwin();
    return 0;
}
