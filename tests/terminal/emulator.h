/*
 * A terminal for tests: a program on a pseudo-terminal, and libvterm in the
 * part of the terminal that draws and that answers (cursor position, device
 * attributes, bracketed paste, application cursor keys). What a person would
 * see can be read cell by cell. Nothing here knows the program under test.
 */
#ifndef KUSEI_TESTS_EMULATOR_H
#define KUSEI_TESTS_EMULATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

struct emulator;

enum { EMULATOR_CELL_BYTES = 25 }; /* six characters of four bytes, and the NUL */

enum {
    EMULATOR_REVERSE = 1,
    EMULATOR_UNDERLINE = 2,
    EMULATOR_BOLD = 4,
    EMULATOR_COLOURED = 8,
};

struct emulator_cell {
    char text[EMULATOR_CELL_BYTES]; /* UTF-8; "" in the right half of a wide character */
    int width;                      /* 1 or 2; 0 in the right half */
    bool torn;                      /* half of a wide character whose other half is gone */
    unsigned attributes;            /* EMULATOR_REVERSE and the others */
};

/* From now on, and in every emulator, the characters first to last take two
 * cells. libvterm gives East Asian Ambiguous ones a single cell; a test that
 * plays a Japanese terminal names them here. False when there are too many. */
bool emulator_set_wide(uint32_t first, uint32_t last);

/* NULL when memory is short. The caller has set a UTF-8 locale for LC_CTYPE. */
struct emulator *emulator_new(int rows, int cols);
void emulator_free(struct emulator *e); /* kills the program if it still runs */

/* Runs argv (found in PATH) on the terminal, with this process's environment. */
bool emulator_start(struct emulator *e, char *const argv[]);
pid_t emulator_pid(const struct emulator *e);

/* Takes what the program has written, waiting up to timeout_ms (0: not at all)
 * for the first of it. The number of bytes; 0 when there was nothing in that
 * time; -1 when the program has closed the terminal. */
long emulator_read(struct emulator *e, int timeout_ms);

/* Plays the terminal, answering the program's queries, until fd can be read. */
void emulator_serve(struct emulator *e, int fd);

/* Types bytes. False when the program has closed the terminal or takes no
 * input for ten seconds. */
bool emulator_write(struct emulator *e, const char *bytes, size_t size);

/* Presses a key by name: F1..F12, Up, Down, Left, Right, Home, End, PgUp, PgDn,
 * Ins, Del, Enter, Tab, Esc, Backspace; with S-, C- or M- in front where a
 * terminal has a code for it (S-Tab, C-x, M-x, C-Left). False when there is no
 * such key or it could not be typed. */
bool emulator_key(struct emulator *e, const char *name);

/* Pastes text, bracketed where the program has asked for that; line feeds go
 * out as carriage returns, as terminals do. */
bool emulator_paste(struct emulator *e, const char *text);

bool emulator_resize(struct emulator *e, int rows, int cols);
void emulator_hang_up(struct emulator *e); /* the line is cut: the kernel sends SIGHUP */

/* Whether the program has read all that was typed and sleeps. */
bool emulator_is_idle(const struct emulator *e);
/* Whether all that was typed was read, or could be: the kernel brings it to the program in
 * its own time. */
bool emulator_has_arrived(const struct emulator *e);

/* Whether the program has ended; status as from wait(2). May be asked again. */
bool emulator_has_ended(struct emulator *e, int *status);
/* Peak memory in kB: of the running program, or of the ended one. */
long emulator_peak_kb(struct emulator *e);

void emulator_size(const struct emulator *e, int *rows, int *cols);
void emulator_cell(const struct emulator *e, int row, int col, struct emulator_cell *out);
/* A row as text, wide characters once, blanks at the end kept. out needs
 * cols * EMULATOR_CELL_BYTES bytes. Returns its length. */
size_t emulator_row(const struct emulator *e, int row, char *out);
void emulator_cursor(const struct emulator *e, int *row, int *col, bool *visible);
/* What the program last put on the terminal's clipboard, as the sequence had it
 * ("52;c;" and base64); NULL: nothing yet. */
const char *emulator_copied(const struct emulator *e);
/* Bytes the program has written so far. */
unsigned long emulator_bytes(const struct emulator *e);
/* When the last of them came, before libvterm looked at them. */
double emulator_last_us(const struct emulator *e);
/* When something was last typed, just before the kernel was given it. */
double emulator_typed_us(const struct emulator *e);
double emulator_now_us(void); /* CLOCK_MONOTONIC */

#endif
