/* Asking the terminal for its width of ambiguous characters. */
#include "config.h"

#include "terminal/probe.h"

#include <curses.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "terminal/tty.h"
#include "text/wide.h"
#include "text/width.h"

enum {
    PROBE_MS = 500, /* how long an answer may take, over a slow line */
    ANSWER_MAX = 256,
};

/* A circle, the cursor's place, away with it again; then the terminal's kind,
 * which every terminal answers: what has not come by then will not come. */
static const char question[] = "\r\xE2\x97\x8B\033[6n\r\033[K\033[c";

/* The C library calls every ambiguous character one column wide. ncurses asks
 * this function for each character it draws; as the program's own is found
 * before the library's, it hears what this terminal does. */
__attribute__((visibility("default"))) int wcwidth(wchar_t c)
{
    return wide_is_common((uint32_t)c) ? 2 : c == L'\0' ? 0 : width_of((uint32_t)c);
}

/* One report "ESC [ parameters final" at s; its size, 0 when there is none or
 * its end has not come. */
static size_t report_size(const char *s, size_t size)
{
    if (size < 3 || s[0] != '\033' || s[1] != '[') {
        return 0;
    }
    for (size_t i = 2; i < size; i++) {
        if (s[i] >= 0x40 && s[i] <= 0x7E) {
            return i + 1;
        }
    }
    return 0;
}

struct answer {
    int columns; /* of the circle; 0: not said */
    bool fence;  /* the terminal has said its kind */
};

/* Takes the reports out of bytes[0..*size); what is left was typed. */
static void take_reports(char *bytes, size_t *size, struct answer *answer)
{
    for (size_t i = 0; i < *size;) {
        size_t report = report_size(bytes + i, *size - i);
        char final = report ? bytes[i + report - 1] : '\0';
        int row = 0;
        int column = 0;

        if (final == 'R' && sscanf(bytes + i + 2, "%d;%d", &row, &column) == 2) {
            answer->columns = column - 1;
        } else if (final == 'c' && bytes[i + 2] == '?') {
            answer->fence = true;
        } else {
            i++;
            continue;
        }
        memmove(bytes + i, bytes + i + report, *size - i - report);
        *size -= report;
    }
}

static int ask_terminal(struct input *input)
{
    char bytes[ANSWER_MAX];
    size_t size = 0;
    struct answer answer = {0, false};
    int64_t end = tty_now() + PROBE_MS;

    if (write(STDOUT_FILENO, question, sizeof(question) - 1) < 0) {
        return 0;
    }
    while (!answer.fence && size < sizeof(bytes)) {
        struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
        int64_t left = end - tty_now();
        if (left <= 0 || poll(&fd, 1, (int)left) <= 0) {
            break;
        }
        ssize_t n = read(STDIN_FILENO, bytes + size, sizeof(bytes) - size);
        if (n <= 0) {
            break;
        }
        size += (size_t)n;
        take_reports(bytes, &size, &answer);
    }
    if (size > 0) {
        input_feed(input, bytes, size, tty_now());
    }
    return answer.columns;
}

void probe_width(int ambiguous, struct input *input)
{
    struct termios former;
    struct termios quiet;

    if (ambiguous == 0 && tcgetattr(STDIN_FILENO, &former) == 0) {
        quiet = former;
        quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        quiet.c_cc[VMIN] = 1;
        quiet.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
        ambiguous = ask_terminal(input);
        tcsetattr(STDIN_FILENO, TCSANOW, &former);
    }
    width_set_ambiguous(ambiguous == 2 ? 2 : 1);
}

void probe_confirm(void)
{
    WINDOW *pad = newpad(1, 8);
    cchar_t circle;

    if (!pad) {
        return;
    }
    setcchar(&circle, L"\u25CB", A_NORMAL, 0, NULL); /* ambiguous on purpose, not the policy's */
    wadd_wch(pad, &circle);
    int columns = getcurx(pad);
    if (columns == 1 || columns == 2) {
        width_set_ambiguous(columns);
    }
    delwin(pad);
}
