/*
 * vscreen: runs a program on a terminal of its own and lets a script look at
 * the screen. Commands come on standard input, one a line; each is answered on
 * standard output by a line that begins with "ok" or "no". Texts in commands
 * may have the escapes \n \r \t \e \\ and \xNN. tests/terminal/screen.py is the
 * other end.
 *
 *   vscreen ROWS COLS PROGRAM [ARGUMENT ...]
 *
 *   wide FIRST LAST     these code points (hexadecimal) take two cells
 *   start               runs the program
 *   send TEXT           types bytes as they are
 *   key NAME            presses a key (see emulator.h)
 *   paste TEXT
 *   wait MS TEXT        until a row of the screen has TEXT:  ok ROW COL
 *   gone MS TEXT        until no row has it
 *   settle QUIET MS     until the program has written something, has read all
 *                       that was typed, sleeps, and has written nothing more
 *                       for QUIET milliseconds
 *   arrived MS          until all that was typed was read by the program, or lies before it
 *   dump                ok N, and N lines: the cells of a row with tabs
 *                       between them; the right half of a wide character is
 *                       empty
 *   row NUMBER          ok TEXT: of one row, without the blanks at its end;
 *                       from -1 on the rows count from the last
 *   attributes          ok N, and N lines: for each cell a hexadecimal digit,
 *                       1 reverse + 2 underline + 4 bold + 8 coloured
 *   torn                ok N: how many halves of wide characters stand alone;
 *                       with ROW COL of the first where there is one
 *   cursor              ok ROW COL VISIBLE
 *   resize ROWS COLS
 *   signal NUMBER
 *   hangup              cuts the line
 *   exit MS             until the program has ended:  ok exited N, ok killed N
 *   peak                ok KILOBYTES
 *   bytes               ok N: written by the program so far
 *   copied              ok TEXT: what the program last put on the terminal's
 *                       clipboard, as the sequence had it
 *
 *   time-start MS TEXT  runs the program; ok SHOWN LAST BYTES: microseconds
 *                       until a row had TEXT, and until the last byte came
 *   time-send MS TEXT   types TEXT, the answer ends when nothing comes for MS:
 *                       ok FIRST LAST BYTES
 *   time-key MS NAME TEXT   presses a key; ok SHOWN: microseconds until a row
 *                       had TEXT, which was not there before
 *
 * Rows and columns count from 0. Waiting ends at once with "no" when the
 * program has ended.
 */
#include "tests/terminal/emulator.h"

#include <ctype.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_SIZE = 1000 };

static void answer_no(const char *reason)
{
    printf("no %s\n", reason);
}

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* Resolves the escapes of text in place; returns the length. */
static size_t unescape(char *text)
{
    char *out = text;

    for (const char *in = text; *in != '\0'; in++) {
        if (*in != '\\' || in[1] == '\0') {
            *out++ = *in;
            continue;
        }
        in++;
        switch (*in) {
        case 'n':
            *out++ = '\n';
            break;
        case 'r':
            *out++ = '\r';
            break;
        case 't':
            *out++ = '\t';
            break;
        case 'e':
            *out++ = '\033';
            break;
        case 'x':
            if (isxdigit((unsigned char)in[1]) && isxdigit((unsigned char)in[2])) {
                *out++ = (char)(hex_value(in[1]) << 4 | hex_value(in[2]));
                in += 2;
            }
            break;
        default:
            *out++ = *in;
        }
    }
    *out = '\0';
    return (size_t)(out - text);
}

/* --- looking ----------------------------------------------------------------- */

/* The cell column of a byte offset of a row's text. */
static int column_of(const struct emulator *e, int row, size_t offset)
{
    struct emulator_cell cell;
    size_t passed = 0;
    int rows, cols, col = 0;

    emulator_size(e, &rows, &cols);
    for (; col < cols && passed < offset; col++) {
        emulator_cell(e, row, col, &cell);
        passed += strlen(cell.text);
    }
    return col;
}

static bool find_text(const struct emulator *e, const char *text, int *row, int *col)
{
    int rows, cols;
    char *line;
    bool found = false;

    emulator_size(e, &rows, &cols);
    line = malloc((size_t)cols * EMULATOR_CELL_BYTES + 1);
    for (int r = 0; line != NULL && r < rows && !found; r++) {
        const char *at;

        emulator_row(e, r, line);
        at = strstr(line, text);
        if (at != NULL) {
            *row = r;
            *col = column_of(e, r, (size_t)(at - line));
            found = true;
        }
    }
    free(line);
    return found;
}

/* Reads a number at *text and passes over it and the blank behind it. */
static int take_number(char **text)
{
    int number = (int)strtol(*text, text, 10);

    while (**text == ' ')
        (*text)++;
    return number;
}

/* Until the screen shows text, or no longer shows it. */
static void await_text(struct emulator *e, char *rest, bool wanted)
{
    double limit = emulator_now_us() + take_number(&rest) * 1e3;
    int row = 0, col = 0, status;

    unescape(rest);
    for (;;) {
        bool over = emulator_now_us() > limit || emulator_has_ended(e, &status);

        emulator_read(e, over ? 0 : 20);
        if (find_text(e, rest, &row, &col) == wanted) {
            printf("ok %d %d\n", row, col);
            return;
        }
        if (over) {
            answer_no(wanted ? "not on the screen" : "still on the screen");
            return;
        }
    }
}

static void command_wait(struct emulator *e, char *rest)
{
    await_text(e, rest, true);
}

static void command_gone(struct emulator *e, char *rest)
{
    await_text(e, rest, false);
}

static void command_settle(struct emulator *e, char *rest)
{
    int quiet = take_number(&rest);
    double limit = emulator_now_us() + take_number(&rest) * 1e3;
    int status;

    /* A program that has said nothing yet is only starting. */
    while (emulator_read(e, quiet) != 0 || emulator_bytes(e) == 0 || !emulator_is_idle(e)) {
        if (emulator_has_ended(e, &status)) {
            emulator_read(e, 0);
            answer_no("the program has ended");
            return;
        }
        if (emulator_now_us() > limit) {
            answer_no("the program does not come to rest");
            return;
        }
    }
    printf("ok\n");
}

static void command_arrived(struct emulator *e, char *rest)
{
    double limit = emulator_now_us() + take_number(&rest) * 1e3;

    while (!emulator_has_arrived(e)) {
        if (emulator_now_us() > limit) {
            answer_no("what was typed does not arrive");
            return;
        }
        usleep(1000);
    }
    printf("ok\n");
}

static void command_dump(struct emulator *e, char *rest)
{
    struct emulator_cell cell;
    int rows, cols;

    (void)rest;
    emulator_read(e, 0);
    emulator_size(e, &rows, &cols);
    printf("ok %d\n", rows);
    for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
            emulator_cell(e, row, col, &cell);
            printf("%s%s", col > 0 ? "\t" : "", cell.text);
        }
        putchar('\n');
    }
}

static void command_row(struct emulator *e, char *rest)
{
    int number = take_number(&rest), rows, cols;
    char *line;
    size_t size;

    emulator_read(e, 0);
    emulator_size(e, &rows, &cols);
    line = malloc((size_t)cols * EMULATOR_CELL_BYTES + 1);
    number += number < 0 ? rows : 0;
    if (line == NULL || number < 0 || number >= rows) {
        answer_no("no such row");
    } else {
        size = emulator_row(e, number, line);
        while (size > 0 && line[size - 1] == ' ')
            size--;
        printf("ok %.*s\n", (int)size, line);
    }
    free(line);
}

static void command_attributes(struct emulator *e, char *rest)
{
    struct emulator_cell cell;
    int rows, cols;

    (void)rest;
    emulator_size(e, &rows, &cols);
    printf("ok %d\n", rows);
    for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
            emulator_cell(e, row, col, &cell);
            printf("%x", cell.attributes);
        }
        putchar('\n');
    }
}

static void command_torn(struct emulator *e, char *rest)
{
    struct emulator_cell cell;
    int rows, cols, torn = 0, first_row = 0, first_col = 0;

    (void)rest;
    emulator_size(e, &rows, &cols);
    for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
            emulator_cell(e, row, col, &cell);
            if (cell.torn && torn++ == 0) {
                first_row = row;
                first_col = col;
            }
        }
    }
    if (torn > 0)
        printf("ok %d %d %d\n", torn, first_row, first_col);
    else
        printf("ok 0\n");
}

static void command_cursor(struct emulator *e, char *rest)
{
    int row, col;
    bool visible;

    (void)rest;
    emulator_cursor(e, &row, &col, &visible);
    printf("ok %d %d %d\n", row, col, visible);
}

static void command_bytes(struct emulator *e, char *rest)
{
    (void)rest;
    printf("ok %lu\n", emulator_bytes(e));
}

static void command_copied(struct emulator *e, char *rest)
{
    (void)rest;
    emulator_read(e, 0);
    printf("ok %s\n", emulator_copied(e) != NULL ? emulator_copied(e) : "");
}

static void command_peak(struct emulator *e, char *rest)
{
    (void)rest;
    printf("ok %ld\n", emulator_peak_kb(e));
}

/* --- doing --------------------------------------------------------------------- */

static void answer(bool done, const char *reason)
{
    if (done)
        printf("ok\n");
    else
        answer_no(reason);
}

static void command_send(struct emulator *e, char *rest)
{
    size_t size = unescape(rest);

    answer(emulator_write(e, rest, size), "the program takes no input");
}

static void command_key(struct emulator *e, char *rest)
{
    answer(emulator_key(e, rest), "no such key, or the program takes no input");
}

static void command_paste(struct emulator *e, char *rest)
{
    unescape(rest);
    answer(emulator_paste(e, rest), "the program takes no input");
}

static void command_resize(struct emulator *e, char *rest)
{
    int rows = take_number(&rest), cols = take_number(&rest);
    bool fits = rows > 0 && rows <= MAX_SIZE && cols > 0 && cols <= MAX_SIZE;

    answer(fits && emulator_resize(e, rows, cols), "not resized");
}

static void command_signal(struct emulator *e, char *rest)
{
    answer(emulator_pid(e) > 0 && kill(emulator_pid(e), atoi(rest)) == 0, "no such process");
}

static void command_hangup(struct emulator *e, char *rest)
{
    (void)rest;
    emulator_hang_up(e);
    printf("ok\n");
}

static void command_exit(struct emulator *e, char *rest)
{
    double limit = emulator_now_us() + take_number(&rest) * 1e3;
    int status;

    while (!emulator_has_ended(e, &status)) {
        if (emulator_now_us() > limit) {
            answer_no("the program still runs");
            return;
        }
        if (emulator_read(e, 10) < 0)
            usleep(1000); /* the line is closed: only the end of the program is left to see */
    }
    emulator_read(e, 0);
    if (WIFEXITED(status))
        printf("ok exited %d\n", WEXITSTATUS(status));
    else
        printf("ok killed %d\n", WTERMSIG(status));
}

/* --- measuring ------------------------------------------------------------------- */

enum { START_QUIET_MS = 50, ANSWER_MS = 500 };

/* Reads on until a row has text; when that came, or 0 when it did not. */
static double time_of_text(struct emulator *e, const char *text, double limit)
{
    int row, col, status;

    while (!find_text(e, text, &row, &col)) {
        if (emulator_now_us() > limit || emulator_has_ended(e, &status))
            return 0;
        emulator_read(e, 20);
    }
    return emulator_last_us(e);
}

static void command_time_start(struct emulator *e, char *const program[], char *rest)
{
    double start = emulator_now_us(), limit = start + take_number(&rest) * 1e3, shown;

    unescape(rest);
    if (emulator_pid(e) != 0 || !emulator_start(e, program)) {
        answer_no("not started");
        return;
    }
    shown = time_of_text(e, rest, limit);
    while (emulator_read(e, START_QUIET_MS) > 0)
        continue;
    if (shown == 0)
        answer_no("not on the screen");
    else
        printf("ok %.0f %.0f %lu\n", shown - start, emulator_last_us(e) - start, emulator_bytes(e));
}

static void command_time_send(struct emulator *e, char *rest)
{
    int quiet = take_number(&rest);
    size_t size = unescape(rest);
    unsigned long before;
    double start, first;

    while (emulator_read(e, quiet) > 0)
        continue; /* what comes by itself is no answer */
    before = emulator_bytes(e);
    if (!emulator_write(e, rest, size) || emulator_read(e, ANSWER_MS) <= 0) {
        answer_no("no answer");
        return;
    }
    start = emulator_typed_us(e);
    first = emulator_last_us(e);
    while (emulator_read(e, quiet) > 0)
        continue;
    printf("ok %.0f %.0f %lu\n", first - start, emulator_last_us(e) - start,
           emulator_bytes(e) - before);
}

static void command_time_key(struct emulator *e, char *rest)
{
    int ms = take_number(&rest), row, col;
    char *text = rest + strcspn(rest, " ");
    double start, shown;

    if (*text == ' ')
        *text++ = '\0';
    unescape(text);
    if (find_text(e, text, &row, &col)) {
        answer_no("the text is on the screen already");
        return;
    }
    if (!emulator_key(e, rest)) {
        answer_no("no such key, or the program takes no input");
        return;
    }
    start = emulator_typed_us(e);
    shown = time_of_text(e, text, start + ms * 1e3);
    if (shown == 0)
        answer_no("not on the screen");
    else
        printf("ok %.0f\n", shown - start);
}

static void command_wide(struct emulator *e, char *rest)
{
    unsigned first, last;

    (void)e;
    answer(sscanf(rest, "%x %x", &first, &last) == 2 && emulator_set_wide(first, last),
           "too many, or no numbers");
}

/* --- the loop -------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*run)(struct emulator *e, char *rest);
} commands[] = {
    {"wide", command_wide},
    {"send", command_send},
    {"key", command_key},
    {"paste", command_paste},
    {"wait", command_wait},
    {"gone", command_gone},
    {"settle", command_settle},
    {"arrived", command_arrived},
    {"dump", command_dump},
    {"torn", command_torn},
    {"attributes", command_attributes},
    {"cursor", command_cursor},
    {"resize", command_resize},
    {"signal", command_signal},
    {"hangup", command_hangup},
    {"exit", command_exit},
    {"peak", command_peak},
    {"bytes", command_bytes},
    {"copied", command_copied},
    {"time-send", command_time_send},
    {"time-key", command_time_key},
    {"row", command_row},
};

static void run_command(struct emulator *e, char *line, char *const program[])
{
    char *rest = line + strcspn(line, " ");

    if (*rest == ' ')
        *rest++ = '\0';
    if (strcmp(line, "start") == 0) {
        answer(emulator_pid(e) == 0 && emulator_start(e, program), "not started");
        return;
    }
    if (strcmp(line, "time-start") == 0) {
        command_time_start(e, program, rest);
        return;
    }
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (strcmp(line, commands[i].name) == 0) {
            commands[i].run(e, rest);
            return;
        }
    }
    answer_no("no such command");
}

int main(int argc, char **argv)
{
    int rows = argc > 3 ? atoi(argv[1]) : 0, cols = argc > 3 ? atoi(argv[2]) : 0;
    struct emulator *e;
    char *line = NULL;
    size_t room = 0;
    ssize_t size;

    if (rows < 1 || rows > MAX_SIZE || cols < 1 || cols > MAX_SIZE) {
        fprintf(stderr, "usage: vscreen ROWS COLS PROGRAM [ARGUMENT ...]\n");
        return 2;
    }
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL || (e = emulator_new(rows, cols)) == NULL) {
        fprintf(stderr, "vscreen: no C.UTF-8 locale, or out of memory\n");
        return 2;
    }
    setvbuf(stdin, NULL, _IONBF, 0); /* so that poll sees whether a command is there */
    for (;;) {
        emulator_serve(e, STDIN_FILENO);
        size = getline(&line, &room, stdin);
        if (size <= 0)
            break;
        if (line[size - 1] == '\n')
            line[size - 1] = '\0';
        run_command(e, line, argv + 3);
        fflush(stdout);
    }
    free(line);
    emulator_free(e);
    return 0;
}
