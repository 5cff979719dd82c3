/* What is asked of the printing program, and what stands where on a sheet. */
#include "unit.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/assessment.h"
#include "failing_malloc.h"
#include "form/form.h"
#include "form/sheet.h"
#include "print/arena.h"
#include "print/csv.h"
#include "print/edges.h"
#include "print/flow.h"
#include "print/grid.h"
#include "print/html.h"
#include "print/lay.h"
#include "print/order.h"
#include "print/rows.h"

static const char DOCUMENT[] =
    "<assessment policy='good' form-version='2' ward-code='271276' ward-name='北区' "
    "fiscal-year='2015' fiscal-year-label='平成27年度' submission='新規'><title>見本</title>"
    "<pillar><title>まち</title><item><title>防災</title><situation>一</situation>"
    "<situation>二</situation><measure done='○'><text>訓練</text></measure>"
    "<work><code>1</code><content>回覧</content></work><work><code>2</code><content>倉庫"
    "</content></work></item><item><title>防災</title><situation>三</situation></item></pillar>"
    "<row id='1.a'><code/><indicator/><plan><aim>四角いまちを円くする</aim><figure/></plan>"
    "<mark/><count/></row></assessment>";

static struct form *form;
static struct sheet *sheet;
static struct assessment *assessment;
static const struct print_order blank = {.box_count = 0};

static int start(void **state)
{
    (void)state;
    char folder[512];
    struct error err = {""};
    snprintf(folder, sizeof folder, "%s/tests/unit/forms/good", getenv("KUSEI_TEST_SRCDIR"));
    form = form_read(folder, &err);
    sheet = form == NULL ? NULL : sheet_read(form, &err);
    xmlDoc *doc = xmlReadMemory(DOCUMENT, (int)strlen(DOCUMENT), NULL, "UTF-8", 0);
    if (sheet != NULL && doc != NULL)
        assessment = assessment_from_document(form, NULL, doc, &err);
    if (assessment == NULL)
        print_error("%s\n", err.text);
    return assessment == NULL ? -1 : 0;
}

static int finish(void **state)
{
    (void)state;
    assessment_free(assessment);
    sheet_free(sheet);
    form_free(form);
    return 0;
}

/* --- the order ------------------------------------------------------------------------- */

static void an_order_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct print_order order = {.boxes = {{"", ""}, {"山田 太郎", "令和8年4月1日"}},
                                .box_count = 2,
                                .signed_at = "2026-04-01T00:00:00Z",
                                .digest = "ab",
                                .trail = "3:cd"};
    struct print_order back;
    struct buffer out = BUFFER_INIT;
    size_t used = 0;
    order_write(&order, &out);
    size_t size = out.size;
    buffer_append_string(&out, "<a/>\n\n");
    assert_true(order_read(out.data, out.size, &back, &used));
    assert_int_equal(used, size);
    assert_int_equal(back.box_count, 2);
    assert_string_equal(back.boxes[0].name, "");
    assert_string_equal(back.boxes[1].name, "山田 太郎");
    assert_string_equal(back.boxes[1].day, "令和8年4月1日");
    assert_string_equal(back.signed_at, "2026-04-01T00:00:00Z");
    assert_string_equal(back.digest, "ab");
    assert_string_equal(back.trail, "3:cd");
    buffer_free(&out);
}

static void a_name_with_a_line_feed_does_not_become_another_line(void **state)
{
    (void)state;
    struct print_order order = {.boxes = {{"x\nsigned 1999", "y"}}, .box_count = 1}, back;
    struct buffer out = BUFFER_INIT;
    size_t used;
    order_write(&order, &out);
    assert_true(order_read(out.data, out.size, &back, &used));
    assert_null(back.signed_at);
    assert_string_equal(back.boxes[0].name, "");
    buffer_free(&out);
}

static void what_is_no_order_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "<a/>",      "name x",  "name x\n",
                                        "what x\n\n", "day x\n\n", "name\n\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[32];
        struct print_order order;
        size_t used;
        snprintf(text, sizeof text, "%s", wrong[i]);
        assert_false(order_read(text, strlen(text), &order, &used));
    }
}

/* --- strips ------------------------------------------------------------------------------ */

static void a_text_that_fits_into_one_piece_is_not_torn_apart(void **state)
{
    (void)state;
    struct arena arena = ARENA_INIT;
    struct layout scratch = LAYOUT_INIT;
    struct lay_level level;
    struct sheet_column column = {.columns = 10, .lines = 4, .pitch = 10};
    const char *texts[] = {"一\n二\n三", "四\n五", "六\n七\n八\n九\n十\n百"};
    const struct content_cell cell = {.column = &column, .above = "", .texts = texts, .count = 3};
    size_t first, end;
    assert_true(lay_level(&arena, &scratch, &cell, 1, 1000, &level));
    /* Three lines, and a free one; two lines, and the six of which no piece has room. */
    assert_int_equal(level.strips[0].starts[1], 4);
    assert_int_equal(level.strips[0].starts[2], 6);
    assert_int_equal(level.strips[0].slots, 12);
    assert_int_equal(level.pieces, 3);
    lay_piece_slots(&level.strips[0], 2, &first, &end);
    assert_int_equal(first, 8);
    assert_int_equal(end, 12);
    layout_free(&scratch);
    arena_free(&arena);
}

/* --- edges ------------------------------------------------------------------------------- */

static void edges_leave_every_box_its_room(void **state)
{
    (void)state;
    struct arena arena = ARENA_INIT;
    struct edges e = {.arena = &arena};
    assert_true(edges_add(&e, 0, 40, 0));
    assert_true(edges_add(&e, 0, 10, 0));
    assert_true(edges_add(&e, 10, 20.01, 0));
    assert_true(edges_add(&e, 20, 40, 0));
    /* Twelve columns where paper has room for five. */
    assert_true(edges_add(&e, 0, 10, 12));
    edges_solve(&e, 2);
    assert_int_equal(e.count, 4);
    assert_int_equal(edges_place(&e, 0), 0);
    assert_int_equal(edges_place(&e, 10), 12);
    /* What stands behind it is as far from it as on paper. */
    assert_int_equal(edges_place(&e, 20), 17);
    assert_int_equal(edges_place(&e, 40), 27);
    assert_int_equal(edges_end(&e), 28);
    arena_free(&arena);
}

/* --- what stands where ----------------------------------------------------------------------- */

/* The cell of the figure is found by its node, and a page by the first that it prints;
 * a line above the table is in no cell. */
static void a_field_is_found_where_it_is_printed(void **state)
{
    (void)state;
    struct content content;
    struct flow flow;
    struct error err = {""};
    const xmlNode *root = xmlDocGetRootElement(assessment_document(assessment));
    const xmlNode *row = xmlLastElementChild((xmlNode *)root);
    const xmlNode *plan = xmlFirstElementChild((xmlNode *)row)->next->next;
    const xmlNode *aim = xmlFirstElementChild((xmlNode *)plan);
    assert_true(content_make(&content, assessment, sheet, &err));
    assert_true(flow_make(&flow, &content, &blank, &err));
    const struct flow_box *box = flow_find(&flow, sheet, aim);
    assert_non_null(box);
    assert_ptr_equal(box->column, sheet_column_of_node(sheet, aim));
    assert_ptr_equal(box->node, row);
    assert_non_null(flow_find(&flow, sheet, row));
    assert_null(flow_find(&flow, sheet, xmlFirstElementChild((xmlNode *)root)));
    flow_free(&flow);
    content_free(&content);
}

/* --- memory ------------------------------------------------------------------------------ */

static bool make_flow(struct content *content, struct error *err)
{
    struct flow flow;
    bool good = flow_make(&flow, content, &blank, err);
    if (good)
        assert_int_equal(flow.sheet_count, 4);
    flow_free(&flow);
    return good;
}

static bool make_rows(struct content *content, struct error *err)
{
    struct buffer out = BUFFER_INIT;
    struct rows_place place;
    struct flow flow;
    bool good =
        flow_make(&flow, content, &blank, err) && rows_write(&flow, 1, NULL, &place, &out, err);
    flow_free(&flow);
    buffer_free(&out);
    return good;
}

static bool make_grids(struct content *content, struct error *err)
{
    struct buffer out = BUFFER_INIT;
    bool good = html_write(content, &blank, "", &out, err);
    buffer_free(&out);
    return good;
}

static bool make_tables(struct content *content, struct error *err)
{
    struct buffer out = BUFFER_INIT;
    bool good = csv_write(content->a, &out, err) && csv_write_codebook(content->a, &out, err);
    buffer_free(&out);
    return good;
}

static void assert_survives(bool make(struct content *content, struct error *err))
{
    for (size_t n = 1;; n++) {
        struct content content;
        struct error err = {""};
        failing_malloc_at(n);
        bool good = content_make(&content, assessment, sheet, &err) && make(&content, &err);
        content_free(&content);
        if (!failing_malloc_off()) {
            if (!good)
                fail_msg("%s", err.text);
            assert_true(n > 30);
            return;
        }
        if (good)
            fail_msg("%zu: nobody noticed", n);
        assert_string_not_equal(err.text, "");
    }
}

static void memory_that_runs_out_is_said(void **state)
{
    (void)state;
    assert_survives(make_flow);
    assert_survives(make_rows);
    assert_survives(make_grids);
    assert_survives(make_tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_is_read_as_it_was_written),
        cmocka_unit_test(a_name_with_a_line_feed_does_not_become_another_line),
        cmocka_unit_test(what_is_no_order_is_refused),
        cmocka_unit_test(a_text_that_fits_into_one_piece_is_not_torn_apart),
        cmocka_unit_test(edges_leave_every_box_its_room),
        cmocka_unit_test(a_field_is_found_where_it_is_printed),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
