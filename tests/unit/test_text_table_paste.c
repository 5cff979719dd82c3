/* What is pasted: one text, or cells of a spreadsheet. Cells are shown with "|"
 * between them and "/" between rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "text/buffer.h"
#include "text/table_paste.h"
#include "text_growth.h"
#include "unit.h"

static struct table_paste *read(const char *bytes)
{
    struct table_paste *t = table_paste_read(bytes, strlen(bytes));
    assert_non_null(t);
    return t;
}

static void assert_cells(const char *bytes, const char *expected)
{
    struct table_paste *t = read(bytes);
    struct buffer seen = BUFFER_INIT;
    if (!table_paste_is_cells(t))
        fail_msg("one text: %s", bytes);
    for (size_t row = 0; row < table_paste_rows(t); row++)
        for (size_t column = 0; column < table_paste_columns(t); column++) {
            size_t size;
            const char *cell = table_paste_cell(t, row, column, &size);
            assert_int_equal(strlen(cell), size);
            buffer_append_string(&seen, column > 0 ? "|" : row > 0 ? "/" : "");
            buffer_append_string(&seen, cell);
        }
    table_paste_free(t);
    char *text = buffer_take(&seen);
    assert_string_equal(text, expected);
    free(text);
}

static void assert_text(const char *bytes, const char *expected)
{
    struct table_paste *t = read(bytes);
    size_t size = 0;
    if (table_paste_is_cells(t))
        fail_msg("cells: %s", bytes);
    assert_int_equal(table_paste_rows(t), 1);
    assert_int_equal(table_paste_columns(t), 1);
    assert_string_equal(table_paste_cell(t, 0, 0, &size), expected);
    assert_int_equal(size, strlen(expected));
    table_paste_free(t);
}

static void assert_as_it_is(const char *bytes)
{
    assert_text(bytes, bytes);
}

static void rows_end_as_programs_end_them(void **state)
{
    (void)state;
    assert_cells("有効性\tア\r\n達成\tB\r\n", "有効性|ア/達成|B");
    assert_cells("有効性\tア\n達成\tB", "有効性|ア/達成|B");
    assert_cells("有効性\tア\r達成\tB\r", "有効性|ア/達成|B");
}

static void empty_cells_have_their_place(void **state)
{
    (void)state;
    assert_cells("a\t\t\r\nb\t\t\r\n", "a||/b||");
    assert_cells("a\tb\r\n\t\r\n\td\r\n", "a|b/|/|d");
    assert_cells("a\t\tc\n", "a||c");
}

static void a_quoted_cell_has_its_line_breaks(void **state)
{
    (void)state;
    assert_cells("課題\t\"・周知\n・担い手\"\r\n改善\t広報\r\n", "課題|・周知\n・担い手/改善|広報");
    assert_cells("\"a\r\nb\"\tc\r\n", "a\r\nb|c");
    assert_cells("a\t\"b\tc\"", "a|b\tc");
    assert_cells("\"・周知\n・担い手\"\n\"・広報\n・講座\"\n", "・周知\n・担い手/・広報\n・講座");
    assert_cells("\"彼は\"\"はい\"\"と\"\t\"\"\nb\tc", "彼は\"はい\"と|/b|c");
}

static void one_quoted_cell_is_a_text(void **state)
{
    (void)state;
    assert_text("\"・周知\n・担い手\"", "・周知\n・担い手");
    assert_text("\"・周知\n・担い手\"\r\n", "・周知\n・担い手");
    assert_text("\"「\"\"重点\"\"」\"", "「\"重点\"」");
    assert_text("\"a\tb\"", "a\tb");
    /* These quotes no spreadsheet has put there. */
    assert_as_it_is("\"重点\"");
    assert_as_it_is("\"Hello, world\"");
    assert_as_it_is("\"重点\"とは");
    assert_as_it_is("\"開いたまま\n次の行");
}

static void text_is_left_alone(void **state)
{
    (void)state;
    assert_as_it_is("");
    assert_as_it_is("\n");
    assert_as_it_is("地域活動協議会の活動を周知する。");
    assert_as_it_is("地域の\t活動を周知する");
    assert_as_it_is("地域の\t活動を周知する。\n");
    assert_as_it_is("1.\t2.\t地域の活動を周知する。");
    assert_as_it_is("・訓練\n・講座\n・清掃\n");
    assert_as_it_is("訓練\r\n");
    /* indents */
    assert_as_it_is("\t訓練\n\t講座\n");
    assert_as_it_is("\t\t訓練");
    assert_as_it_is("訓練\n\t講座\n\t\t清掃");
    /* rows of unequal length */
    assert_as_it_is("訓練\t3回\n講座\n清掃\t1回\t2回");
    assert_as_it_is("a\tb\n\nc\td\n");
}

static void two_cells_of_one_row_end_with_a_break(void **state)
{
    (void)state;
    assert_cells("8.0\t％\r\n", "8.0|％");
    assert_as_it_is("8.0\t％");
    assert_cells("8.0\t％\t6.6", "8.0|％|6.6");
}

static void commas_need_more(void **state)
{
    (void)state;
    assert_cells("項目,値\r\n声かけ,8.0\r\n", "項目|値/声かけ|8.0");
    assert_cells("\"a,b\",c", "a,b|c");
    assert_cells("\"1,800\",人\r\n\"2,500\",人\r\n", "1,800|人/2,500|人");
    assert_cells("\"彼は\"\"はい\"\"と\",\"x\ny\",\r\n", "彼は\"はい\"と|x\ny|");
    assert_as_it_is("1,800\n2,500");
    assert_as_it_is("1,234,567\n2,345,678\n");
    assert_as_it_is("項目,値");
    assert_as_it_is("Hello, world\nGood, bye");
    assert_as_it_is("\"Hello\", he said");
    assert_as_it_is("\"a\",b\n\"c");
    assert_as_it_is("\"a\"x,b\nc,d");
    assert_as_it_is("訓練,講座を行った。\n清掃,展示を行った。");
    assert_as_it_is("a,b\nc");
}

static void any_bytes_are_read(void **state)
{
    static const char bytes[] = {'a', '\0', '\t', '\xFF', '\n', 'b', '\t', '\x1B', '['};
    (void)state;
    struct table_paste *t = table_paste_read(bytes, sizeof bytes);
    size_t size;
    assert_non_null(t);
    assert_true(table_paste_is_cells(t));
    assert_memory_equal(table_paste_cell(t, 0, 0, &size), "a\0", 3);
    assert_int_equal(size, 2);
    assert_string_equal(table_paste_cell(t, 1, 1, NULL), "\x1B[");
    table_paste_free(t);
    table_paste_free(NULL);
}

/* Random rows of the bytes that matter, each in memory of just its size, so that the
 * sanitizers see a step too far. */
static void any_marks_are_read(void **state)
{
    static const char marks[] = "\"\",\t\n\ra1 ";
    uint32_t seed = 271276;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t size = (size_t)round % 14, total = 0, cell;
        char *bytes = malloc(size + 1);
        assert_non_null(bytes);
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525U + 1013904223U;
            bytes[i] = marks[(seed >> 16) % (sizeof marks - 1)];
        }
        char *exact = realloc(bytes, size > 0 ? size : 1);
        assert_non_null(exact);
        struct table_paste *t = table_paste_read(exact, size);
        assert_non_null(t);
        size_t rows = table_paste_rows(t), columns = table_paste_columns(t);
        assert_int_equal(rows * columns > 1, table_paste_is_cells(t));
        for (size_t i = 0; i < rows * columns; i++) {
            table_paste_cell(t, i / columns, i % columns, &cell);
            total += cell;
        }
        assert_true(total <= size);
        table_paste_free(t);
        free(exact);
    }
}

static void read_repeated(size_t size, const void *context)
{
    const char *piece = context;
    size_t length = strlen(piece);
    char *bytes = malloc(size);
    assert_non_null(bytes);
    for (size_t at = 0; at < size; at++)
        bytes[at] = piece[at % length];
    struct table_paste *t = table_paste_read(bytes, size);
    assert_non_null(t);
    table_paste_free(t);
    free(bytes);
}

static void a_megabyte_is_read_soon(void **state)
{
    static const char *const pieces[] = {
        "\t",        ",",         "\"", "\"\"\t",         "\"x\t", "\"\"\"\"y\t",
        "\"\"\"y\t", "8.0\t％\n", "あ", "\"a\nb\",c\r\n", "\r"};
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        text_growth_assert(read_repeated, pieces[i], 1 << 20);
}

/* As "line: cell|cell" with what a cell had around it: ' needed, ! needless, ? open. */
static void assert_rows(const char *bytes, const char *expected)
{
    static const char marks[] = " '!?";
    struct table_paste *t = table_paste_read_rows(bytes, strlen(bytes));
    struct buffer seen = BUFFER_INIT;
    assert_non_null(t);
    assert_true(table_paste_is_cells(t));
    for (size_t row = 0; row < table_paste_rows(t); row++) {
        buffer_append_format(&seen, "%s%zu:", row > 0 ? "/" : "", table_paste_row_line(t, row));
        for (size_t i = 0; i < table_paste_row_columns(t, row); i++) {
            enum table_quotes quotes = table_paste_quotes(t, row, i);
            buffer_append_format(&seen, "%s%s%.*s", i > 0 ? "|" : "",
                                 table_paste_cell(t, row, i, NULL), quotes > 0 ? 1 : 0,
                                 marks + quotes);
        }
    }
    table_paste_free(t);
    char *text = buffer_take(&seen);
    assert_string_equal(text, expected);
    free(text);
}

static void rows_may_differ(void **state)
{
    (void)state;
    assert_rows("a\tb\tc\nd\n\ne\tf", "1:a|b|c/2:d/3:/4:e|f");
    assert_rows("one text。", "1:one text。");
    assert_rows("a,b", "1:a,b");
    assert_rows("", "1:");
}

static void rows_know_their_lines_and_quotes(void **state)
{
    (void)state;
    assert_rows("a\t\"b\r\nb\r\"\tc\r\nd\te", "1:a|b\r\nb\r'|c/4:d|e");
    assert_rows("\"a\"\t\"b,c\"\t\"d\"\"\"", "1:a!|b,c'|d\"'");
    assert_rows("\"a\tb\n\"c\td", "1:\"a?|b/2:\"c?|d");
}

static void without_memory_there_are_no_rows(void **state)
{
    static const char block[] = "a\tb\r\nc\t\"d\"\r\n";
    (void)state;
    for (size_t n = 1;; n++) {
        failing_malloc_at(n);
        struct table_paste *t = table_paste_read_rows(block, strlen(block));
        bool failed = failing_malloc_off();
        assert_int_equal(t == NULL, failed);
        table_paste_free(t);
        if (!failed)
            break;
        assert_true(n < 100);
    }
}

static void without_memory_there_is_none(void **state)
{
    static const char *const blocks[] = {"a\tb\r\nc\td\r\n", "\"a\nb\"", "a,b\nc,d", "text"};
    (void)state;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        for (size_t n = 1;; n++) {
            failing_malloc_at(n);
            struct table_paste *t = table_paste_read(blocks[i], strlen(blocks[i]));
            bool failed = failing_malloc_off();
            assert_int_equal(t == NULL, failed);
            table_paste_free(t);
            if (!failed)
                break;
            assert_true(n < 100);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_as_programs_end_them),
        cmocka_unit_test(empty_cells_have_their_place),
        cmocka_unit_test(a_quoted_cell_has_its_line_breaks),
        cmocka_unit_test(one_quoted_cell_is_a_text),
        cmocka_unit_test(text_is_left_alone),
        cmocka_unit_test(two_cells_of_one_row_end_with_a_break),
        cmocka_unit_test(commas_need_more),
        cmocka_unit_test(any_bytes_are_read),
        cmocka_unit_test(any_marks_are_read),
        cmocka_unit_test(a_megabyte_is_read_soon),
        cmocka_unit_test(rows_may_differ),
        cmocka_unit_test(rows_know_their_lines_and_quotes),
        cmocka_unit_test(without_memory_there_is_none),
        cmocka_unit_test(without_memory_there_are_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
