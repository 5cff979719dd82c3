/* See emulator.h. */
#include "tests/terminal/emulator.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>
#include <wchar.h>

enum { WRITE_LIMIT_MS = 10000, UNREAD_LIMIT_MS = 2000, MAX_WIDE = 512, RIGHT_HALF = -1 };
enum { COPY_BYTES = 1 << 20 };

struct emulator {
    VTerm *vt;
    VTermScreen *screen;
    VTermState *state;
    int rows, cols;
    bool cursor_visible;
    int master; /* -1 when closed */
    pid_t pid;  /* 0 before the start */
    bool ended;
    int status;
    struct rusage usage;
    unsigned long bytes;
    double last_us; /* when the last of them came */
    /* Of the reader: how many bytes it will have read once it has what was typed. */
    unsigned long long read_goal;
    double typed_us;
    /* What goes to the clipboard: the sequence that is coming, and the last whole one. */
    char *sequence, *copied;
    size_t sequence_size;
};

/* --- width ----------------------------------------------------------------- */

static struct {
    uint32_t first, last;
} wide[MAX_WIDE];
static size_t wide_count;

int __real_vterm_unicode_width(uint32_t cp);
int __wrap_vterm_unicode_width(uint32_t cp);

/* The linker gives libvterm this function in place of its own (--wrap): the
 * library has no other way to say which characters are wide. Its own table
 * gives combining sound marks (U+3099) two cells, which no terminal does, and is
 * older than many emoji. */
int __wrap_vterm_unicode_width(uint32_t cp)
{
    for (size_t i = 0; i < wide_count; i++) {
        if (cp >= wide[i].first && cp <= wide[i].last)
            return 2;
    }
    int columns = wcwidth((wchar_t)cp);
    return columns >= 0 ? columns : __real_vterm_unicode_width(cp); /* -1: unassigned */
}

int __wrap_vterm_unicode_is_combining(uint32_t cp);

/* The same: which characters stand in the cell of the one before. */
int __wrap_vterm_unicode_is_combining(uint32_t cp)
{
    return __wrap_vterm_unicode_width(cp) == 0;
}

bool emulator_set_wide(uint32_t first, uint32_t last)
{
    if (wide_count == MAX_WIDE)
        return false;
    wide[wide_count].first = first;
    wide[wide_count].last = last;
    wide_count++;
    return true;
}

/* --- life -------------------------------------------------------------------- */

double emulator_now_us(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct emulator *e = user;

    if (property == VTERM_PROP_CURSORVISIBLE)
        e->cursor_visible = value->boolean != 0;
    return 1;
}

/* What the terminal says by itself: answers to queries, and keys. */
static void on_output(const char *bytes, size_t size, void *user)
{
    emulator_write(user, bytes, size);
}

/* libvterm knows no clipboard and loses a long sequence: this is read beside it. A
 * sequence begins with ESC ] 52 ; and ends with BEL. */
static void watch_clipboard(struct emulator *e, const char *bytes, size_t size)
{
    static const char start[] = "\033]52;";
    enum { START = sizeof(start) - 1 };

    for (size_t i = 0; i < size; i++) {
        size_t at = e->sequence_size;

        if (at >= START && bytes[i] == '\a') {
            e->sequence[at] = '\0';
            strcpy(e->copied, e->sequence + 2);
            e->sequence_size = 0;
        } else if (at < START ? bytes[i] == start[at] : at < COPY_BYTES - 1) {
            e->sequence[e->sequence_size++] = bytes[i];
        } else {
            e->sequence_size = bytes[i] == start[0] ? 1 : 0;
        }
    }
}

const char *emulator_copied(const struct emulator *e)
{
    return *e->copied != '\0' ? e->copied : NULL;
}

struct emulator *emulator_new(int rows, int cols)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    struct emulator *e = calloc(1, sizeof(*e));

    if (e == NULL)
        return NULL;
    e->rows = rows;
    e->cols = cols;
    e->master = -1;
    e->cursor_visible = true;
    e->sequence = calloc(1, COPY_BYTES);
    e->copied = calloc(1, COPY_BYTES);
    e->vt = vterm_new(rows, cols);
    if (e->vt == NULL || e->sequence == NULL || e->copied == NULL) {
        if (e->vt != NULL)
            vterm_free(e->vt);
        free(e->sequence);
        free(e->copied);
        free(e);
        return NULL;
    }
    vterm_set_utf8(e->vt, 1);
    vterm_output_set_callback(e->vt, on_output, e);
    e->state = vterm_obtain_state(e->vt);
    e->screen = vterm_obtain_screen(e->vt);
    vterm_screen_set_callbacks(e->screen, &callbacks, e);
    vterm_screen_enable_altscreen(e->screen, 1);
    vterm_screen_reset(e->screen, 1);
    return e;
}

void emulator_hang_up(struct emulator *e)
{
    if (e->master >= 0)
        close(e->master);
    e->master = -1;
}

void emulator_free(struct emulator *e)
{
    int status;

    if (e == NULL)
        return;
    if (e->pid > 0 && !emulator_has_ended(e, &status)) {
        kill(e->pid, SIGKILL);
        wait4(e->pid, &e->status, 0, &e->usage);
    }
    emulator_hang_up(e);
    vterm_free(e->vt);
    free(e->sequence);
    free(e->copied);
    free(e);
}

static struct winsize window_of(const struct emulator *e)
{
    return (struct winsize){.ws_row = (unsigned short)e->rows, .ws_col = (unsigned short)e->cols};
}

bool emulator_start(struct emulator *e, char *const argv[])
{
    struct winsize window = window_of(e);

    e->pid = forkpty(&e->master, NULL, NULL, &window);
    if (e->pid == 0) {
        /* A program in a window begins with every signal as it is by default, also
         * where the tests are run by something that ignores one (nohup). */
        signal(SIGHUP, SIG_DFL);
        execvp(argv[0], argv);
        fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    return e->pid > 0 && fcntl(e->master, F_SETFL, O_NONBLOCK) == 0 &&
           fcntl(e->master, F_SETFD, FD_CLOEXEC) == 0;
}

pid_t emulator_pid(const struct emulator *e)
{
    return e->pid;
}

bool emulator_has_ended(struct emulator *e, int *status)
{
    if (!e->ended && e->pid > 0)
        e->ended = wait4(e->pid, &e->status, WNOHANG, &e->usage) == e->pid;
    *status = e->status;
    return e->ended;
}

/* --- bytes out and in ---------------------------------------------------------- */

/* One read; -1 when the program has closed the terminal, 0 when nothing is there. */
static long take(struct emulator *e)
{
    char bytes[65536];
    ssize_t n;

    if (e->master < 0)
        return -1;
    n = read(e->master, bytes, sizeof(bytes));
    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    if (n == 0)
        return -1;
    e->last_us = emulator_now_us();
    e->bytes += (unsigned long)n;
    watch_clipboard(e, bytes, (size_t)n);
    vterm_input_write(e->vt, bytes, (size_t)n);
    return n;
}

long emulator_read(struct emulator *e, int timeout_ms)
{
    struct pollfd p = {.fd = e->master, .events = POLLIN};
    long total = 0, n;

    if (e->master < 0)
        return -1;
    if (poll(&p, 1, timeout_ms) <= 0)
        return 0;
    while ((n = take(e)) > 0)
        total += n;
    return total > 0 ? total : n;
}

void emulator_serve(struct emulator *e, int fd)
{
    for (;;) {
        struct pollfd p[2] = {{.fd = fd, .events = POLLIN}, {.fd = e->master, .events = POLLIN}};

        if (poll(p, 2, -1) < 0 && errno != EINTR)
            return;
        if (p[1].revents != 0 && take(e) < 0) {
            p[0].revents = 0; /* closed: only fd is left to wait for */
            poll(p, 1, -1);
        }
        if (p[0].revents != 0)
            return;
    }
}

/* Reads a file of /proc/PID into out; an empty text when it is not there. */
static void read_proc(pid_t pid, const char *name, char *out, size_t size)
{
    char path[64];
    FILE *f;
    size_t n = 0;

    snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
    f = fopen(path, "r");
    if (f != NULL) {
        n = fread(out, 1, size - 1, f);
        fclose(f);
    }
    out[n] = '\0';
}

/* The process that reads the terminal: the leader of its foreground group. */
static pid_t reader_of(const struct emulator *e)
{
    pid_t group = e->master >= 0 ? tcgetpgrp(e->master) : -1;

    return group > 0 ? group : e->pid;
}

/* All bytes that the reader has read so far, from anywhere. */
static unsigned long long bytes_read(const struct emulator *e)
{
    char io[512];
    unsigned long long n = 0;

    read_proc(reader_of(e), "io", io, sizeof(io));
    return sscanf(io, "rchar: %llu", &n) == 1 ? n : 0;
}

static bool write_all(struct emulator *e, const char *bytes, size_t size)
{
    double limit = emulator_now_us() + WRITE_LIMIT_MS * 1e3;

    while (size > 0) {
        struct pollfd p = {.fd = e->master, .events = POLLIN | POLLOUT};
        ssize_t n;

        if (e->master < 0 || emulator_now_us() > limit)
            return false;
        n = write(e->master, bytes, size);
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
            continue;
        }
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        /* The line is full: the program may itself wait for room to write. */
        poll(&p, 1, 100);
        if ((p.revents & POLLIN) != 0 && take(e) < 0)
            return false;
    }
    return true;
}

bool emulator_write(struct emulator *e, const char *bytes, size_t size)
{
    unsigned long long now = bytes_read(e);

    e->read_goal = (e->read_goal > now ? e->read_goal : now) + size;
    e->typed_us = emulator_now_us();
    return write_all(e, bytes, size);
}

/* --- keys ------------------------------------------------------------------------ */

static const struct {
    const char *name;
    VTermKey key;
} keys[] = {
    {"Up", VTERM_KEY_UP},       {"Down", VTERM_KEY_DOWN},           {"Left", VTERM_KEY_LEFT},
    {"Right", VTERM_KEY_RIGHT}, {"Home", VTERM_KEY_HOME},           {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP}, {"PgDn", VTERM_KEY_PAGEDOWN},       {"Ins", VTERM_KEY_INS},
    {"Del", VTERM_KEY_DEL},     {"Enter", VTERM_KEY_ENTER},         {"Tab", VTERM_KEY_TAB},
    {"Esc", VTERM_KEY_ESCAPE},  {"Backspace", VTERM_KEY_BACKSPACE},
};

static bool key_from_name(const char *name, VTermKey *key)
{
    int number;
    char end;

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(name, keys[i].name) == 0) {
            *key = keys[i].key;
            return true;
        }
    }
    if (sscanf(name, "F%2d%c", &number, &end) != 1 || number < 1 || number > 12)
        return false;
    *key = (VTermKey)VTERM_KEY_FUNCTION(number);
    return true;
}

/* C-x is the byte itself: libvterm would use CSI u for some of these, which
 * no program has asked for. */
static bool type_character(struct emulator *e, const char *name, VTermModifier modifiers)
{
    char bytes[2] = {'\033', name[0]};

    if (name[0] == '\0' || name[1] != '\0' || (modifiers & VTERM_MOD_SHIFT) != 0)
        return false;
    if ((modifiers & VTERM_MOD_CTRL) != 0)
        bytes[1] = (char)(bytes[1] & 0x1f);
    return (modifiers & VTERM_MOD_ALT) != 0 ? emulator_write(e, bytes, 2)
                                            : emulator_write(e, bytes + 1, 1);
}

bool emulator_key(struct emulator *e, const char *name)
{
    VTermModifier modifiers = VTERM_MOD_NONE;
    VTermKey key;

    for (; name[0] != '\0' && name[1] == '-' && name[2] != '\0'; name += 2) {
        if (name[0] == 'S')
            modifiers |= VTERM_MOD_SHIFT;
        else if (name[0] == 'C')
            modifiers |= VTERM_MOD_CTRL;
        else if (name[0] == 'M')
            modifiers |= VTERM_MOD_ALT;
        else
            return false;
    }
    if (!key_from_name(name, &key))
        return type_character(e, name, modifiers);
    vterm_keyboard_key(e->vt, key, modifiers);
    return e->master >= 0;
}

bool emulator_paste(struct emulator *e, const char *text)
{
    size_t size = strlen(text);
    char *copy = strdup(text);
    bool ok;

    if (copy == NULL)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (copy[i] == '\n')
            copy[i] = '\r';
    }
    vterm_keyboard_start_paste(e->vt);
    ok = emulator_write(e, copy, size);
    vterm_keyboard_end_paste(e->vt);
    free(copy);
    return ok;
}

bool emulator_resize(struct emulator *e, int rows, int cols)
{
    struct winsize window;

    e->rows = rows;
    e->cols = cols;
    window = window_of(e);
    vterm_set_size(e->vt, rows, cols);
    return e->master >= 0 && ioctl(e->master, TIOCSWINSZ, &window) == 0;
}

/* --- the program's state ------------------------------------------------------- */

/* What is typed goes to the reader by way of a kernel thread, so that an empty
 * queue does not say that it was read. A reader that takes no more of it (it is
 * another process, or leaves it) is believed to have it after a while. */
static bool has_read_all(const struct emulator *e)
{
    return bytes_read(e) >= e->read_goal || emulator_now_us() - e->typed_us > UNREAD_LIMIT_MS * 1e3;
}

/* Bytes that the program could read now. */
static int bytes_waiting(const struct emulator *e)
{
    int waiting = 0, slave = ioctl(e->master, TIOCGPTPEER, O_RDWR | O_NOCTTY);

    if (slave >= 0) {
        if (ioctl(slave, FIONREAD, &waiting) != 0)
            waiting = 0;
        close(slave);
    }
    return waiting;
}

bool emulator_has_arrived(const struct emulator *e)
{
    enum { NEARLY_FULL = 4000 }; /* of the 4,096 bytes that the line holds */
    int waiting;

    if (e->ended || e->master < 0)
        return true;
    waiting = bytes_waiting(e);
    return waiting >= NEARLY_FULL || has_read_all(e) ||
           bytes_read(e) + (unsigned long long)waiting >= e->read_goal;
}

bool emulator_is_idle(const struct emulator *e)
{
    char stat[512];
    const char *name_end;

    if (e->ended || e->master < 0)
        return true;
    if (bytes_waiting(e) > 0 || !has_read_all(e))
        return false;
    read_proc(reader_of(e), "stat", stat, sizeof(stat));
    name_end = strrchr(stat, ')');
    return name_end == NULL || strchr("RD", name_end[2]) == NULL;
}

long emulator_peak_kb(struct emulator *e)
{
    char status[4096];
    const char *line;
    int ignored;

    if (emulator_has_ended(e, &ignored))
        return e->usage.ru_maxrss;
    read_proc(e->pid, "status", status, sizeof(status));
    line = strstr(status, "VmHWM:");
    return line != NULL ? strtol(line + strlen("VmHWM:"), NULL, 10) : 0;
}

/* --- the screen ------------------------------------------------------------------ */

void emulator_size(const struct emulator *e, int *rows, int *cols)
{
    *rows = e->rows;
    *cols = e->cols;
}

static size_t put_utf8(uint32_t cp, char *out)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

static bool get_cell(const struct emulator *e, int row, int col, VTermScreenCell *cell)
{
    VTermPos at = {.row = row, .col = col};

    return row >= 0 && col >= 0 && row < e->rows && col < e->cols &&
           vterm_screen_get_cell(e->screen, at, cell) != 0;
}

static bool is_right_half(const VTermScreenCell *cell)
{
    return cell->chars[0] == (uint32_t)RIGHT_HALF;
}

static bool is_wide(const VTermScreenCell *cell)
{
    return cell->chars[0] != 0 && !is_right_half(cell) &&
           __wrap_vterm_unicode_width(cell->chars[0]) == 2;
}

static unsigned attributes_of(const VTermScreenCell *cell)
{
    unsigned attributes = 0;

    if (cell->attrs.reverse)
        attributes |= EMULATOR_REVERSE;
    if (cell->attrs.underline)
        attributes |= EMULATOR_UNDERLINE;
    if (cell->attrs.bold)
        attributes |= EMULATOR_BOLD;
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        attributes |= EMULATOR_COLOURED;
    return attributes;
}

void emulator_cell(const struct emulator *e, int row, int col, struct emulator_cell *out)
{
    VTermScreenCell cell = {0}, other = {0};
    size_t n = 0;

    *out = (struct emulator_cell){.text = " ", .width = 1};
    if (!get_cell(e, row, col, &cell))
        return;
    out->attributes = attributes_of(&cell);
    if (is_right_half(&cell)) {
        out->text[0] = '\0';
        out->width = 0;
        out->torn = !get_cell(e, row, col - 1, &other) || !is_wide(&other);
        if (!out->torn)
            out->attributes = attributes_of(&other); /* libvterm keeps them in the left half */
        return;
    }
    if (is_wide(&cell)) {
        out->width = 2;
        out->torn = !get_cell(e, row, col + 1, &other) || !is_right_half(&other);
    }
    if (cell.chars[0] == 0)
        return;
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
        n += put_utf8(cell.chars[i], out->text + n);
    out->text[n] = '\0';
}

size_t emulator_row(const struct emulator *e, int row, char *out)
{
    struct emulator_cell cell;
    size_t n = 0;

    for (int col = 0; col < e->cols; col++) {
        size_t size;

        emulator_cell(e, row, col, &cell);
        size = strlen(cell.text);
        memcpy(out + n, cell.text, size);
        n += size;
    }
    out[n] = '\0';
    return n;
}

void emulator_cursor(const struct emulator *e, int *row, int *col, bool *visible)
{
    VTermPos at;

    vterm_state_get_cursorpos(e->state, &at);
    *row = at.row;
    *col = at.col;
    *visible = e->cursor_visible;
}

unsigned long emulator_bytes(const struct emulator *e)
{
    return e->bytes;
}

double emulator_last_us(const struct emulator *e)
{
    return e->last_us;
}

double emulator_typed_us(const struct emulator *e)
{
    return e->typed_us;
}
