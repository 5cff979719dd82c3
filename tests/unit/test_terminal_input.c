/* Keys, text and pastes, from bytes however they are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "terminal/input.h"

static int start(void **state)
{
    *state = input_new();
    return *state ? 0 : -1;
}

static int finish(void **state)
{
    input_free(*state);
    return 0;
}

static void feed(struct input *in, const char *bytes)
{
    assert_true(input_feed(in, bytes, strlen(bytes), 1000));
}

static void expect_key(struct input *in, int key)
{
    struct input_event event;

    assert_true(input_next(in, false, &event));
    assert_int_equal(event.kind, INPUT_KEY);
    assert_int_equal(event.key, key);
    input_event_free(&event);
}

static void expect_text(struct input *in, enum input_kind kind, const char *text)
{
    struct input_event event;

    assert_true(input_next(in, false, &event));
    assert_int_equal(event.kind, kind);
    assert_string_equal(event.text, text);
    assert_int_equal(event.size, strlen(text));
    input_event_free(&event);
}

static void expect_nothing(struct input *in)
{
    struct input_event event;

    assert_false(input_next(in, false, &event));
}

static void test_function_keys_of_every_family(void **state)
{
    struct input *in = *state;
    static const struct {
        const char *bytes;
        int key;
    } cases[] = {
        {"\033OP", INPUT_F1},
        {"\033OR", INPUT_F1 + 2},
        {"\033[11~", INPUT_F1},
        {"\033[[A", INPUT_F1},
        {"\033[15~", INPUT_F1 + 4},
        {"\033[21~", INPUT_F1 + 9},
        {"\033[A", INPUT_UP},
        {"\033OB", INPUT_DOWN},
        {"\033[1~", INPUT_HOME},
        {"\033[H", INPUT_HOME},
        {"\033OF", INPUT_END},
        {"\033[5~", INPUT_PAGE_UP},
        {"\033[6~", INPUT_PAGE_DOWN},
        {"\033[Z", INPUT_BACKTAB},
        {"\033[1;5D", INPUT_CONTROL | INPUT_LEFT},
        {"\033[1;3C", INPUT_ALT | INPUT_RIGHT},
        {"\033[3;2~", INPUT_SHIFT | INPUT_DELETE},
        {"\r", INPUT_ENTER},
        {"\n", INPUT_ENTER},
        {"\t", INPUT_TAB},
        {"\177", INPUT_BACKSPACE},
        {"\032", INPUT_CTRL('Z')},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        feed(in, cases[i].bytes);
        expect_key(in, cases[i].key);
        expect_nothing(in);
    }
}

static void test_digits_behind_escape_are_function_keys(void **state)
{
    struct input *in = *state;
    struct input_event event;

    feed(in, "\0331"); /* Alt-1, or Esc and 1 at once */
    expect_key(in, INPUT_F1);
    feed(in, "\0330");
    expect_key(in, INPUT_F1 + 9);
    feed(in, "\033"); /* Esc, a moment, and then the digit */
    expect_nothing(in);
    assert_true(input_next(in, true, &event));
    assert_int_equal(event.key, INPUT_ESCAPE);
    assert_true(input_feed(in, "6", 1, 1000 + INPUT_ESCAPE_DIGIT_MS));
    expect_key(in, INPUT_F1 + 5);
    feed(in, "6");
    expect_text(in, INPUT_TEXT, "6");
}

static void test_a_digit_long_after_escape_is_a_digit(void **state)
{
    struct input *in = *state;
    struct input_event event;

    feed(in, "\033");
    assert_true(input_next(in, true, &event));
    assert_true(input_feed(in, "6", 1, 1001 + INPUT_ESCAPE_DIGIT_MS));
    expect_text(in, INPUT_TEXT, "6");
}

static void test_text_that_comes_together_is_one_event(void **state)
{
    struct input *in = *state;

    feed(in, "地域活動協議会を\tA");
    expect_text(in, INPUT_TEXT, "地域活動協議会を");
    expect_key(in, INPUT_TAB);
    expect_text(in, INPUT_TEXT, "A");
    expect_nothing(in);
}

static void test_every_cut_gives_the_same_events(void **state)
{
    static const char bytes[] = "\033[15~あ\033[200~い\nう\033[201~\033[1;5D漢";
    const size_t size = sizeof(bytes) - 1;

    (void)state;
    for (size_t cut = 1; cut < size; cut++) {
        struct input *in = input_new();
        struct input_event event;
        char seen[256] = "";
        assert_non_null(in);
        for (int half = 0; half < 2; half++) {
            assert_true(half == 0 ? input_feed(in, bytes, cut, 0)
                                  : input_feed(in, bytes + cut, size - cut, 0));
            while (input_next(in, false, &event)) {
                size_t used = strlen(seen);
                snprintf(seen + used, sizeof(seen) - used, "%s%s",
                         event.kind == INPUT_KEY     ? (event.key == INPUT_F1 + 4 ? "<F5>" : "<CL>")
                         : event.kind == INPUT_PASTE ? "p:"
                                                     : "",
                         event.text ? event.text : "");
                input_event_free(&event);
            }
        }
        assert_string_equal(seen, "<F5>あp:い\nう<CL>漢");
        input_free(in);
    }
}

static void test_paste_keeps_only_what_may_be_stored(void **state)
{
    struct input *in = *state;
    struct input_event event;

    feed(in, "\033[200~一行\r\n二\xE2\x80\xAE行\033[31m\a\033[201~x");
    assert_true(input_next(in, false, &event));
    assert_int_equal(event.kind, INPUT_PASTE);
    assert_string_equal(event.text, "一行\n二行[31m");
    assert_int_equal(event.dropped, 3); /* the bidi control, ESC and BEL */
    assert_int_equal(event.first_dropped, 0x202E);
    input_event_free(&event);
    expect_text(in, INPUT_TEXT, "x");
}

static void test_a_paste_without_end_comes_at_last(void **state)
{
    struct input *in = *state;
    struct input_event event;

    feed(in, "\033[200~途中");
    expect_nothing(in);
    assert_int_equal(input_patience(in), INPUT_PASTE_MS);
    assert_true(input_next(in, true, &event));
    assert_string_equal(event.text, "途中");
    input_event_free(&event);
    feed(in, "\t");
    expect_key(in, INPUT_TAB);
}

static void test_what_the_terminal_says_by_itself_is_no_text(void **state)
{
    struct input *in = *state;

    feed(in, "\033[1;2R\033[?64;1;2c\033]11;rgb:0000/0000/0000\a\033P>|xterm\033\\\033[I");
    expect_nothing(in);
    assert_int_equal(input_patience(in), -1);
}

static void test_bytes_that_are_no_text_are_dropped(void **state)
{
    struct input *in = *state;
    struct input_event event;

    feed(in, "\xE3\x81"); /* the head of a character, and nothing more */
    expect_nothing(in);
    assert_false(input_next(in, true, &event));
    feed(in, "\xFF\xFE"
             "a");
    assert_true(input_next(in, false, &event));
    assert_string_equal(event.text, "a");
    assert_true(event.dropped > 0);
    input_event_free(&event);
}

static void test_a_learned_sequence_is_its_key(void **state)
{
    struct input *in = *state;

    input_learn(in, "\033[25~", INPUT_F1 + 10);
    input_learn(in, "x", INPUT_F1); /* one byte could be text: not learned */
    feed(in, "\033[25~x");
    expect_key(in, INPUT_F1 + 10);
    expect_text(in, INPUT_TEXT, "x");
}

/* What there is by now, written down behind what was there before. */
static void take_down(struct input *in, char *out, size_t size)
{
    struct input_event event;

    while (input_next(in, false, &event)) {
        size_t used = strlen(out);
        if (event.kind == INPUT_MOUSE) {
            snprintf(out + used, size - used, "[%d %d,%d]", (int)event.button, event.row,
                     event.col);
        } else {
            snprintf(out + used, size - used, "%s", event.text ? event.text : "?");
        }
        input_event_free(&event);
    }
}

/* Of a report nothing is ever text, wherever the bytes are cut, and however late
 * the rest of them comes. */
static void test_the_mouse_is_no_text(void **state)
{
    static const char bytes[] =
        "\033[<0;123;45M\033[<0;123;45m\033[<32;1;1M\033[<65;1;2Ma\033[M !#\033[M##!b";

    (void)state;
    for (size_t cut = 0; cut < sizeof(bytes); cut++) {
        struct input *in = input_new();
        char events[256] = "";
        input_feed(in, bytes, cut, 1000);
        take_down(in, events, sizeof(events));
        input_feed(in, bytes + cut, sizeof(bytes) - 1 - cut, 1500);
        take_down(in, events, sizeof(events));
        assert_string_equal(events, "[0 44,122][3 1,0]a[0 2,0]b");
        input_free(in);
    }
    struct input *in = input_new();
    input_feed(in, bytes, 5, 1000);
    expect_nothing(in);
    assert_int_equal(input_patience(in), INPUT_REPORT_MS);
    input_free(in);
}

/* On a slow line the rest of a character comes late; nobody types half of one. */
static void test_half_a_character_waits_for_its_rest(void **state)
{
    struct input_event event;

    (void)state;
    struct input *in = input_new();
    input_feed(in, "\xE3\x81", 2, 1000);
    expect_nothing(in);
    assert_int_equal(input_patience(in), INPUT_REPORT_MS);
    input_feed(in, "\x82", 1, 1900);
    assert_true(input_next(in, false, &event));
    assert_string_equal(event.text, "\u3042");
    assert_int_equal(event.dropped, 0);
    input_event_free(&event);
    assert_int_equal(input_patience(in), -1);
    input_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_function_keys_of_every_family, start, finish),
        cmocka_unit_test_setup_teardown(test_digits_behind_escape_are_function_keys, start, finish),
        cmocka_unit_test_setup_teardown(test_a_digit_long_after_escape_is_a_digit, start, finish),
        cmocka_unit_test_setup_teardown(test_text_that_comes_together_is_one_event, start, finish),
        cmocka_unit_test(test_every_cut_gives_the_same_events),
        cmocka_unit_test_setup_teardown(test_paste_keeps_only_what_may_be_stored, start, finish),
        cmocka_unit_test_setup_teardown(test_a_paste_without_end_comes_at_last, start, finish),
        cmocka_unit_test_setup_teardown(test_what_the_terminal_says_by_itself_is_no_text, start,
                                        finish),
        cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text_are_dropped, start, finish),
        cmocka_unit_test_setup_teardown(test_a_learned_sequence_is_its_key, start, finish),
        cmocka_unit_test(test_the_mouse_is_no_text),
        cmocka_unit_test(test_half_a_character_waits_for_its_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
