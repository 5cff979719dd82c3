/* Errors and buffers: what is said is whole, and a run of appends either says
 * everything or says that it failed. */
#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/error.h"
#include "text/utf8.h"
#include "unit.h"

static void a_sentence_is_formatted_and_reported_as_false(void **state)
{
    struct error err;
    (void)state;
    assert_false(error_set(&err, "%s: line %d", "form.xml", 12));
    assert_string_equal(err.text, "form.xml: line 12");
    assert_false(error_set(NULL, "nobody asked"));
    assert_false(error_set_memory(&err));
    assert_true(strlen(err.text) > 0);
    assert_false(error_set_memory(NULL));
}

static void a_prefix_goes_in_front(void **state)
{
    struct error err;
    (void)state;
    error_set(&err, "not well-formed");
    assert_false(error_prefix(&err, "%s:%d", "a.xml", 3));
    assert_string_equal(err.text, "a.xml:3: not well-formed");
    assert_false(error_prefix(NULL, "x"));
    error_prefix(&err, "line\n");
    assert_string_equal(err.text, "line: a.xml:3: not well-formed");
}

static void a_line_feed_of_a_library_goes(void **state)
{
    struct error err;
    (void)state;
    error_set(&err, "parser error\r\n");
    assert_string_equal(err.text, "parser error");
}

static void the_sentence_may_contain_itself(void **state)
{
    struct error err;
    (void)state;
    error_set(&err, "inner");
    error_set(&err, "outer (%s)", err.text);
    assert_string_equal(err.text, "outer (inner)");
}

static void a_long_sentence_is_cut_at_a_character(void **state)
{
    struct error err;
    char text[3001];
    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "区", 4);
        error_set(&err, "%s", text);
        assert_true(utf8_is_valid(err.text, strlen(err.text), NULL));
        assert_in_range(strlen(err.text), sizeof err.text - 4, sizeof err.text - 1);
        error_prefix(&err, "ab");
        assert_true(utf8_is_valid(err.text, strlen(err.text), NULL));
        assert_in_range(strlen(err.text), sizeof err.text - 4, sizeof err.text - 1);
    }
}

/* printf gives up on a wide character that the locale does not have. */
static void a_sentence_that_cannot_be_formatted_is_shown_raw(void **state)
{
    struct error err;
    struct buffer b = BUFFER_INIT;
    (void)state;
    error_set(&err, "cannot read %ls", L"\u5317");
    assert_string_equal(err.text, "cannot read %ls");
    error_prefix(&err, "in %ls", L"\u5317");
    assert_string_equal(err.text, "in %ls: cannot read %ls");
    buffer_append_format(&b, "%ls", L"\u5317");
    assert_null(buffer_take(&b));
}

static void a_buffer_grows_and_ends_with_nul(void **state)
{
    struct buffer b = BUFFER_INIT;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        buffer_append(&b, "区", strlen("区"));
        buffer_append_string(&b, "政");
        buffer_append_format(&b, "%03d", i);
        assert_int_equal(b.data[b.size], '\0');
    }
    assert_int_equal(b.size, 9000);
    assert_false(b.failed);
    assert_memory_equal(b.data + b.size - 9, "区政999", 9);
    buffer_free(&b);
    assert_null(b.data);
}

static void taking_hands_over_and_empties(void **state)
{
    struct buffer b = BUFFER_INIT;
    (void)state;
    char *empty = buffer_take(&b);
    assert_string_equal(empty, "");
    free(empty);
    buffer_append_string(&b, "北区");
    char *bytes = buffer_take(&b);
    assert_string_equal(bytes, "北区");
    free(bytes);
    assert_null(b.data);
    assert_int_equal(b.size, 0);
}

static void a_buffer_keeps_nul_bytes_inside(void **state)
{
    struct buffer b = BUFFER_INIT;
    (void)state;
    buffer_append(&b, "a\0b", 3);
    assert_int_equal(b.size, 3);
    assert_memory_equal(b.data, "a\0b", 4);
    buffer_free(&b);
}

static void an_impossible_size_fails_and_stays_failed(void **state)
{
    struct buffer b = BUFFER_INIT;
    (void)state;
    buffer_append_string(&b, "kept");
    buffer_append(&b, "", SIZE_MAX - 8);
    assert_true(b.failed);
    buffer_append_string(&b, "refused");
    buffer_append_format(&b, "%d", 1);
    assert_string_equal(b.data, "kept");
    assert_null(buffer_take(&b));
    assert_false(b.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_formatted_and_reported_as_false),
        cmocka_unit_test(a_prefix_goes_in_front),
        cmocka_unit_test(a_line_feed_of_a_library_goes),
        cmocka_unit_test(the_sentence_may_contain_itself),
        cmocka_unit_test(a_long_sentence_is_cut_at_a_character),
        cmocka_unit_test(a_sentence_that_cannot_be_formatted_is_shown_raw),
        cmocka_unit_test(a_buffer_grows_and_ends_with_nul),
        cmocka_unit_test(taking_hands_over_and_empties),
        cmocka_unit_test(a_buffer_keeps_nul_bytes_inside),
        cmocka_unit_test(an_impossible_size_fails_and_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
