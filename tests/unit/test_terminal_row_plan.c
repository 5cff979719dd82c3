/* A row that is changed as its plan says is the row that was asked for. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <curses.h>

#include "terminal/row_plan.h"
#include "text/width.h"

enum { WIDE = 48, ROUNDS = 40000 };

/* A row of the terminal, column by column; of the right half of a wide character only this
 * is known. */
struct column {
    cchar_t cell;
    bool right;
};

struct row {
    cchar_t cells[WIDE + 1];
    struct row_cells counted;
    struct column columns[WIDE];
};

static cchar_t cell_of(wchar_t c, attr_t look)
{
    cchar_t cell;

    memset(&cell, 0, sizeof(cell));
    cell.chars[0] = c;
    cell.attr = look;
    return cell;
}

static int columns_of(const cchar_t *cell)
{
    return width_of((uint32_t)cell->chars[0]) == 2 ? 2 : 1;
}

/* Lays the cells into columns from x on; returns the column behind them. */
static int lay(struct column *columns, int x, const cchar_t *cells, int count)
{
    for (int i = 0; i < count; i++) {
        columns[x].right = false;
        columns[x++].cell = cells[i];
        if (columns_of(cells + i) == 2) {
            columns[x].right = true;
            columns[x++].cell = cells[i];
        }
    }
    return x;
}

static void blank(struct column *columns, int from, int to)
{
    for (; from < to; from++) {
        columns[from] = (struct column){.cell = cell_of(L' ', A_NORMAL)};
    }
}

/* As much of the cells as fits, and blanks behind it. */
static void fill(struct row *row, const cchar_t *cells, int count)
{
    int n = 0;
    int x = 0;

    while (n < count && x + columns_of(cells + n) <= WIDE) {
        row->cells[n] = cells[n];
        x += columns_of(cells + n++);
    }
    while (x++ < WIDE) {
        row->cells[n++] = cell_of(L' ', A_NORMAL);
    }
    memset(&row->cells[n], 0, sizeof(row->cells[n]));
    row->counted.cells = row->cells;
    row_plan_count(&row->counted);
    assert_int_equal(row->counted.count, n);
    assert_int_equal(lay(row->columns, 0, row->cells, n), WIDE);
}

static void assert_edge(const struct column *columns, int x)
{
    assert_true(x >= 0 && x <= WIDE);
    assert_true(x == WIDE || !columns[x].right);
}

/* What a terminal makes of the plan: no wide character may be cut. */
static void carry_out(struct column *columns, const struct row_plan *plan, const struct row *new)
{
    if (plan->out == ROW_PLAN_CLEAR) {
        assert_edge(columns, plan->out_at);
        blank(columns, plan->out_at, WIDE);
    } else if (plan->out > 0) {
        assert_edge(columns, plan->out_at);
        assert_edge(columns, plan->out_at + plan->out);
        memmove(columns + plan->out_at, columns + plan->out_at + plan->out,
                (size_t)(WIDE - plan->out_at - plan->out) * sizeof(*columns));
        blank(columns, WIDE - plan->out, WIDE);
    }
    if (plan->in > 0) {
        assert_edge(columns, plan->in_at);
        assert_edge(columns, WIDE - plan->in);
        memmove(columns + plan->in_at + plan->in, columns + plan->in_at,
                (size_t)(WIDE - plan->in_at - plan->in) * sizeof(*columns));
        blank(columns, plan->in_at, plan->in_at + plan->in);
    }
    if (!plan->left) {
        const cchar_t *cell = new->cells;
        for (int x = 0; x < plan->fresh_at; x += columns_of(cell++)) {
        }
        int end = plan->fresh_at;
        if (plan->fresh > 0) {
            if (!plan->clear) { /* what is cut is cleared */
                assert_edge(columns, plan->fresh_at + plan->fresh);
            }
            end = lay(columns, plan->fresh_at, cell, plan->fresh_count);
            assert_int_equal(end, plan->fresh_at + plan->fresh);
        }
        if (plan->clear) {
            blank(columns, end, WIDE);
        }
    }
}

static bool is_same(const struct column *a, const struct column *b)
{
    return a->right == b->right && memcmp(&a->cell, &b->cell, sizeof(a->cell)) == 0;
}

/* Of two rows; returns the plan, which was carried out. */
static struct row_plan check(const struct row *old, const struct row *new)
{
    static cchar_t then[ROW_PLAN_ROOM * (WIDE + 1)];
    struct row_plan plan = row_plan_make(&old->counted, &new->counted, WIDE, then);
    struct column columns[WIDE];
    int first = 0;

    while (first < WIDE && is_same(old->columns + first, new->columns + first)) {
        first++;
    }
    assert_true(plan.from <= first);
    memcpy(columns, old->columns, sizeof(columns));
    carry_out(columns, &plan, new);
    for (int x = 0; !plan.left && x < WIDE; x++) {
        if (!is_same(columns + x, new->columns + x)) {
            fail_msg("column %d: out %d at %d, in %d at %d, fresh %d at %d", x, plan.out,
                     plan.out_at, plan.in, plan.in_at, plan.fresh, plan.fresh_at);
        }
    }
    return plan;
}

static void set(struct row *row, const wchar_t *text)
{
    cchar_t cells[WIDE];
    int count = 0;

    for (; text[count]; count++) {
        cells[count] = cell_of(text[count], A_NORMAL);
    }
    fill(row, cells, count);
}

static void typed_in_the_middle(void **state)
{
    (void)state;
    struct row old, new;
    set(&old, L"    地域活動協議会の活動を周知し");
    set(&new, L"    地域あ活動協議会の活動を周知し");
    struct row_plan plan = check(&old, &new);

    assert_int_equal(plan.out, 0);
    assert_int_equal(plan.in, 2);
    assert_int_equal(plan.in_at, 8);
    assert_int_equal(plan.fresh, 2);
    plan = check(&new, &old);
    assert_int_equal(plan.out, 2);
    assert_int_equal(plan.in, 0);
    assert_int_equal(plan.fresh, 0);
}

static void what_goes_to_the_next_row_goes_out(void **state)
{
    (void)state;
    struct row old, new;
    set(&old, L"1   地域活動協議会の活動を周知し、情報");
    set(&new, L"1   議地域活動協議会の活動を周知し、");
    struct row_plan plan = check(&old, &new);

    assert_int_equal(plan.out, ROW_PLAN_CLEAR);
    assert_int_equal(plan.in, 2);
    assert_int_equal(plan.in_at, 4);
    plan = check(&new, &old);
    assert_int_equal(plan.out, 2);
    assert_int_equal(plan.out_at, 4);
    assert_int_equal(plan.fresh, 4);
}

static void what_stands_behind_the_text_stays(void **state)
{
    (void)state;
    struct row old, new;
    set(&old, L"地域活動協議会の活動を        183字");
    set(&new, L"地の域活動協議会の活動を      183字");
    struct row_plan plan = check(&old, &new);

    assert_int_equal(plan.out, 2);
    assert_int_equal(plan.out_at, 22);
    assert_int_equal(plan.in, 2);
    assert_int_equal(plan.fresh, 2);
}

static void a_style_is_left_to_curses(void **state)
{
    (void)state;
    struct row old, new;
    set(&old, L"地域活動協議会の活動を");
    set(&new, L"あ地域活動協議会の活動を");
    new.cells[0].attr = A_BOLD;
    new.columns[0].cell.attr = new.columns[1].cell.attr = A_BOLD;

    struct row_plan plan = check(&old, &new);
    assert_int_equal(plan.in, 2);
    assert_true(plan.left);
}

static void nothing_changes(void **state)
{
    (void)state;
    struct row old;
    set(&old, L"地域活動協議会 abc");
    struct row_plan plan = check(&old, &old);

    assert_int_equal(plan.from, WIDE);
    assert_true(plan.out == 0 && plan.in == 0 && plan.fresh == 0 && !plan.clear && !plan.left);
}

/* --- at random ------------------------------------------------------------------------ */

static uint32_t seed = 2463534242U;

static int draw(int below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return (int)(seed % (uint32_t)below);
}

static cchar_t any_cell(void)
{
    static const wchar_t characters[] = L"あ地域のaab1   、①";

    return cell_of(characters[draw(13)], draw(30) == 0 ? A_BOLD : A_NORMAL);
}

static int add_any(cchar_t *cells, int count, int more)
{
    while (more-- > 0) {
        cells[count++] = any_cell();
    }
    return count;
}

/* At two places some cells go out of the row, or others come in, or both. */
static void change(const struct row *old, struct row *new)
{
    cchar_t cells[2 * WIDE];
    int first = draw(old->counted.count);
    int second = first + draw(old->counted.count - first);
    int out[2] = {draw(2) * draw(5), draw(2) * draw(5)};
    int count = 0;

    for (int i = 0; i < old->counted.count; i++) {
        if (i == first || i == second) {
            count = add_any(cells, count, draw(2) * draw(5));
        }
        if (i >= first + out[0] && (i < second || i >= second + out[1])) {
            cells[count++] = old->cells[i];
        } else if (i < first) {
            cells[count++] = old->cells[i];
        }
    }
    fill(new, cells, count);
}

static void rows_at_random(void **state)
{
    (void)state;
    struct row rows[2];
    cchar_t cells[WIDE];
    int moved = 0;

    for (int round = 0; round < ROUNDS; round++) {
        struct row *old = &rows[round % 2];
        if (round % 8 == 0) {
            fill(old, cells, add_any(cells, 0, draw(WIDE)));
        }
        change(old, &rows[1 - round % 2]);
        struct row_plan plan = check(old, &rows[1 - round % 2]);
        moved += plan.in > 0 || plan.out != 0 ? 1 : 0;
    }
    assert_true(moved > ROUNDS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_in_the_middle),
        cmocka_unit_test(what_goes_to_the_next_row_goes_out),
        cmocka_unit_test(what_stands_behind_the_text_stays),
        cmocka_unit_test(a_style_is_left_to_curses),
        cmocka_unit_test(nothing_changes),
        cmocka_unit_test(rows_at_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
