/* Bytes as base64: the examples of RFC 4648, and every byte. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "text/base64.h"

static void assert_written(const char *bytes, size_t size, const char *expected)
{
    struct buffer out = BUFFER_INIT;

    base64_append(&out, bytes, size);
    char *text = buffer_take(&out);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static void test_examples(void **state)
{
    static const char *const expected[] = {"",         "Zg==",     "Zm8=",    "Zm9v",
                                           "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};

    (void)state;
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
        assert_written("foobar", i, expected[i]);
}

static void test_bytes_above_ascii(void **state)
{
    (void)state;
    assert_written("区", 3, "5Yy6");
    assert_written("\xFB\xEF\xBE\xFF\xFF\xFF", 6, "++++////");
    assert_written("a\0b", 3, "YQBi");
}

/* What stands in the buffer already stays in front. */
static void test_at_the_end(void **state)
{
    struct buffer out = BUFFER_INIT;

    (void)state;
    buffer_append_string(&out, "c;");
    base64_append(&out, "f", 1);
    assert_string_equal(out.data, "c;Zg==");
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_bytes_above_ascii),
        cmocka_unit_test(test_at_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
