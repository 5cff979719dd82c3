/* Numbers in a terminal's sequences are as tparm puts them in. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <curses.h>

#include <term.h>

#include "terminal/sequence.h"

/* Those that every Debian has. vt52 asks for more than a number. */
static const char *const terminals[] = {"ansi",   "cygwin", "linux",         "pcansi", "rxvt",
                                        "screen", "sun",    "tmux",          "vt100",  "vt220",
                                        "vt52",   "xterm",  "xterm-256color"};

/* Returns whether it was filled in without tparm. */
static bool compare(const char *terminal, const char *capability, int first, int second)
{
    char out[64];

    if (!capability || !sequence_fill(capability, first, second, out, sizeof(out))) {
        return false;
    }
    const char *theirs = tparm(capability, first, second, 0, 0, 0, 0, 0, 0, 0);
    if (strcmp(out, theirs) != 0) {
        fail_msg("%s, %d and %d: \"%s\", and tparm \"%s\"", terminal, first, second, out + 1,
                 theirs + 1);
    }
    return true;
}

static int compare_all(const char *terminal)
{
    const char *const capabilities[] = {cursor_address, column_address, parm_ich, parm_dch};
    int filled = 0;

    for (size_t i = 0; i < sizeof(capabilities) / sizeof(capabilities[0]); i++) {
        for (int first = 0; first < 250; first += first < 12 ? 1 : 17) {
            filled += compare(terminal, capabilities[i], first, 131 - first / 2);
        }
    }
    return filled;
}

static void every_terminal(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(terminals) / sizeof(terminals[0]); i++) {
        int error;
        assert_int_equal(setupterm(terminals[i], STDOUT_FILENO, &error), OK);
        int filled = compare_all(terminals[i]);
        assert_int_equal(filled > 0, strcmp(terminals[i], "vt52") != 0);
        del_curterm(cur_term);
    }
}

static void what_is_more_than_a_number(void **state)
{
    static const char *const more[] = {
        "\033Y%p1%' '%+%c", "%", "\033[%p3%dG", "\033[%p1%2dG", "\033[%?%p1%t1%;m", "\033[100%%"};
    char out[64];

    (void)state;
    for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
        assert_false(sequence_fill(more[i], 1, 2, out, sizeof(out)));
    }
}

static void room(void **state)
{
    static const char capability[] = "\033[%i%p1%d;%p2%dH"; /* "\033[100;20H", nine bytes */
    char out[16];

    (void)state;
    for (size_t size = 1; size <= sizeof(out); size++) {
        memset(out, '#', sizeof(out));
        assert_int_equal(sequence_fill(capability, 99, 19, out, size), size > 9);
        assert_true(size == sizeof(out) || out[size] == '#');
    }
    assert_string_equal(out, "\033[100;20H");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_terminal),
        cmocka_unit_test(what_is_more_than_a_number),
        cmocka_unit_test(room),
    };
    return cmocka_run_group_tests_name("terminal: sequences", tests, NULL, NULL);
}
