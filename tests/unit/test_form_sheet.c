/* A printed sheet is read as it stands in sheet.xml, says where a field is printed
 * and how much of its cell a text takes; what does not go together is refused. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "failing_malloc.h"
#include "form/sheet.h"
#include "test_form_files.h"

/* --- what the tests share ------------------------------------------------------ */

struct read {
    struct form *form;
    struct sheet *sheet;
};

static void read_folder(struct read *r, const char *dir)
{
    struct error err = {""};

    r->form = form_read(dir, &err);
    r->sheet = r->form ? sheet_read(r->form, &err) : NULL;
    if (!r->sheet)
        fail_msg("%s", err.text);
}

static void free_read(struct read *r)
{
    sheet_free(r->sheet);
    form_free(r->form);
}

static int read_good(void **state)
{
    static struct read good;
    char *dir = files_source("tests/unit/forms/good");

    read_folder(&good, dir);
    free(dir);
    *state = &good;
    return 0;
}

static int free_good(void **state)
{
    free_read(*state);
    return 0;
}

static void assert_close(double found, double expected)
{
    if (found < expected - 0.001 || found > expected + 0.001)
        fail_msg("%f is not %f", found, expected);
}

static void assert_label(const struct form_text *label, const char *expected)
{
    assert_int_equal(label->count[FORM_JA], 1);
    assert_string_equal(label->parts[FORM_JA][0].literal, expected);
}

static const struct sheet_column *find(const struct sheet *sheet, const char *path)
{
    const struct sheet_column *column = sheet_column_of(sheet, path);

    if (!column)
        fail_msg("%s has no column", path);
    return column;
}

/* --- the table ------------------------------------------------------------------- */

static void test_paper_and_pages(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    const struct sheet_paper *paper = sheet_paper(sheet);

    assert_close(paper->width, 210);
    assert_close(paper->height, 297);
    assert_close(paper->margin, 10);
    assert_close(paper->padding, 1);
    assert_close(paper->legend_size, 7);
    assert_int_equal(sheet_spread_count(sheet), 2);
    assert_int_equal(sheet_spread(sheet, 0)->page_count, 1);
    assert_int_equal(sheet_spread(sheet, 1)->page_count, 3);
    assert_string_equal(sheet_spread(sheet, 1)->pages[2]->id, "third");
    assert_int_equal(sheet_spread(sheet, 1)->lines, 40);
    assert_non_null(sheet_spread(sheet, 0)->nodeset);
}

static void test_lines_and_approval(void **state)
{
    const struct sheet_page *page = sheet_spread(((struct read *)*state)->sheet, 0)->pages[0];

    assert_int_equal(page->line_count, 2);
    assert_string_equal(page->lines[0]->path, "title");
    assert_int_equal(page->lines[0]->align, SHEET_CENTER);
    assert_close(page->lines[0]->size, 14);
    assert_close(page->lines[0]->pitch, 12.0 * 14 / 9);
    assert_close(page->lines[0]->width, 190);
    /* (190 mm - 2 mm) / 14 points of 0.3528 mm is 38.06 em. */
    assert_int_equal(page->lines[0]->columns, 76);
    assert_false(page->lines[0]->beside);
    assert_null(page->lines[1]->path);
    assert_true(page->lines[1]->beside);
    assert_int_equal(page->approval.count, 2);
    assert_close(page->approval.height, 18);
    assert_label(&page->approval.labels[1], "課長");
    assert_int_equal(page->approval.labels[1].count[FORM_EN], 1);
}

static void test_headings(void **state)
{
    const struct sheet_page *page = sheet_spread(((struct read *)*state)->sheet, 0)->pages[0];
    const struct sheet_head *item = page->top.first_child;
    const struct sheet_head *group = item->next;
    const struct sheet_head *block = group->next;

    assert_int_equal(item->kind, SHEET_COLUMN);
    assert_ptr_equal(item->column, page->columns[0]);
    assert_true(item->shown);
    assert_int_equal(group->kind, SHEET_GROUP);
    assert_int_equal(group->label.count[FORM_JA], 2);
    assert_non_null(group->label.parts[FORM_JA][0].value);
    assert_close(group->width, 110);
    assert_int_equal(group->legend_count, 2);
    assert_label(&group->legends[1], "×：これから");
    assert_ptr_equal(group->first_child->parent, group);
    assert_int_equal(block->kind, SHEET_BLOCK);
    assert_non_null(block->nodeset);
    assert_null(block->next);
    assert_false(block->first_child->shown);
    assert_close(page->top.width, 185.1);
    assert_int_equal(page->column_count, 5);
}

static void test_a_column(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    const struct sheet_column *title = find(sheet, "pillar/item/title");
    const struct sheet_column *measure = find(sheet, "pillar/item/measure/text");
    const struct sheet_column *done = find(sheet, "pillar/item/measure/@done");

    assert_label(&title->label, "項目");
    assert_int_equal(title->place, SHEET_CELL);
    assert_true(title->merge);
    assert_int_equal(title->valign, SHEET_MIDDLE);
    assert_int_equal(title->columns, 14);
    assert_int_equal(title->lines, 20);
    assert_close(title->pitch, 12);
    assert_null(title->each);
    assert_null(title->block);
    assert_string_equal(title->open, "");
    assert_non_null(measure->each);
    assert_int_equal(measure->lines, 12);
    assert_close(measure->pitch, 11);
    assert_int_equal(done->columns, 5);
    assert_int_equal(find(sheet, "row/plan/aim")->columns, 100);
}

static void test_above_and_band(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    const struct sheet_column *content = find(sheet, "pillar/item/work/content");
    const struct sheet_column *code = find(sheet, "pillar/item/work/code");
    const struct sheet_column *band = find(sheet, "pillar/item/title")->band;

    assert_ptr_equal(content->above, code);
    assert_int_equal(code->place, SHEET_ABOVE);
    assert_string_equal(code->open, "【");
    assert_string_equal(code->close, "】");
    assert_int_equal(code->lines, 1);
    assert_int_equal(content->lines, 19);
    assert_int_equal(content->block->kind, SHEET_BLOCK);
    assert_ptr_equal(code->block, content->block);
    assert_int_equal(band->place, SHEET_BAND);
    assert_close(band->width, 160);
    assert_int_equal(band->align, SHEET_CENTER);
    assert_int_equal(band->columns, 99);
}

/* --- a field and its place ---------------------------------------------------------- */

static void test_a_path_has_its_column(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;

    assert_ptr_equal(sheet_column_of(sheet, "pillar[2]/item[10]/measure[3]/text"),
                     find(sheet, "pillar/item/measure/text"));
    assert_label(&find(sheet, "pillar/item/situation[2]")->label, "現状と課題");
    assert_null(sheet_column_of(sheet, "pillar/item/measure"));
    assert_null(sheet_column_of(sheet, "pillar/item/measure/text/b"));
    assert_null(sheet_column_of(sheet, "item/title"));
    assert_null(sheet_column_of(sheet, ""));
    assert_null(sheet_column_of(sheet, "row["));
    assert_string_equal(find(sheet, "row/plan/aim")->page->id, "first");
    assert_true(sheet_leaves_out(sheet, "row[1]/count"));
    assert_true(sheet_leaves_out(sheet, "@submission"));
    assert_false(sheet_leaves_out(sheet, "row/plan/aim"));
}

static xmlNode *go(xmlNode *node, const char *name)
{
    for (node = node->children; node; node = node->next) {
        if (strcmp((const char *)node->name, name) == 0)
            return node;
    }
    fail_msg("no %s", name);
    return NULL;
}

static void test_a_node_has_its_column(void **state)
{
    static const char xml[] = "<plan submission='x'><title/><pillar><title/><item><title/><measure "
                              "done='○' undone='x'><text/></measure><work><content/></work></item>"
                              "</pillar></plan>";
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    xmlDoc *doc = xmlReadMemory(xml, sizeof(xml) - 1, NULL, NULL, 0);
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *item = go(go(root, "pillar"), "item");
    xmlNode *measure = go(item, "measure");

    assert_ptr_equal(sheet_column_of_node(sheet, go(measure, "text")),
                     find(sheet, "pillar/item/measure/text"));
    assert_ptr_equal(sheet_column_of_node(sheet, (xmlNode *)measure->properties),
                     find(sheet, "pillar/item/measure/@done"));
    assert_null(sheet_column_of_node(sheet, (xmlNode *)measure->properties->next));
    assert_ptr_equal(sheet_column_of_node(sheet, go(go(item, "work"), "content")),
                     find(sheet, "pillar/item/work/content"));
    assert_ptr_equal(sheet_column_of_node(sheet, go(root, "title")), find(sheet, "title"));
    assert_ptr_equal(sheet_column_of_node(sheet, go(item, "title")),
                     find(sheet, "pillar/item/title"));
    assert_null(sheet_column_of_node(sheet, go(go(root, "pillar"), "title")));
    assert_null(sheet_column_of_node(sheet, (xmlNode *)root->properties));
    assert_null(sheet_column_of_node(sheet, root));
    xmlFreeDoc(doc);
}

/* --- how much of a cell a text takes -------------------------------------------------- */

/* count times the text; the caller frees. */
static char *repeat(const char *text, size_t count)
{
    char *all = malloc(strlen(text) * count + 1);

    assert_non_null(all);
    *all = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(all, text);
    return all;
}

static struct sheet_use measure(const struct sheet *sheet, const char *path, const char *text)
{
    struct sheet_use use;

    assert_true(sheet_measure(sheet, find(sheet, path), text, &use));
    return use;
}

static void test_a_text_that_fits(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    const char *path = "pillar/item/title"; /* 20 lines of 7 characters */
    struct sheet_use use = measure(sheet, path, "");

    assert_int_equal(use.lines, 0);
    assert_int_equal(use.there, 20);
    assert_int_equal(use.percent, 0);
    assert_true(use.fits);
    assert_int_equal(use.cut, 0);
    use = measure(sheet, path, "あいうえおかき");
    assert_int_equal(use.lines, 1);
    assert_int_equal(use.percent, 5);
    assert_int_equal(use.cut, 21);
    use = measure(sheet, path, "あいうえおかきく");
    assert_int_equal(use.lines, 2);
    assert_int_equal(use.percent, 6); /* 8 of 140 characters are 5.7 % */
    use = measure(sheet, path, "abcdefghijklmn");
    assert_int_equal(use.lines, 1);
    use = measure(sheet, path, "一\n二\n");
    assert_int_equal(use.lines, 3);
    assert_int_equal(use.percent, 10);
}

static void test_the_brim(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    char *full = repeat("字", 140);
    char *over = repeat("字", 141);
    struct sheet_use use = measure(sheet, "pillar/item/title", full);

    assert_true(use.fits);
    assert_int_equal(use.lines, 20);
    assert_int_equal(use.percent, 100);
    assert_int_equal(use.cut, 420);
    use = measure(sheet, "pillar/item/title", over);
    assert_false(use.fits);
    assert_int_equal(use.lines, 21);
    assert_int_equal(use.percent, 101);
    assert_int_equal(use.text, 0);
    assert_int_equal(use.cut, 420);
    free(full);
    free(over);
}

/* Short lines fill a cell with few characters; it is still over the brim. */
static void test_too_many_short_lines(void **state)
{
    char *lines = repeat("行\n", 20);
    struct sheet_use use = measure(((struct read *)*state)->sheet, "pillar/item/title", lines);

    assert_false(use.fits);
    assert_int_equal(use.lines, 21);
    assert_true(use.percent > 100);
    assert_int_equal(use.cut, 80);
    free(lines);
}

/* A 。 does not begin a line, and takes the character before it along. */
static void test_lines_break_as_everywhere(void **state)
{
    char *lines = repeat("あいうえおかき。", 20);
    struct sheet_use use = measure(((struct read *)*state)->sheet, "pillar/item/title", lines);

    assert_false(use.fits);
    assert_int_equal(use.cut % 3, 0);
    assert_memory_not_equal(lines + use.cut, "。", 3);
    free(lines);
}

static void test_a_cell_with_a_line_above(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    char *lines = repeat("行\n", 18);
    char *more = repeat("行\n", 19);

    assert_true(measure(sheet, "pillar/item/work/content", lines).fits);
    assert_false(measure(sheet, "pillar/item/work/content", more).fits);
    assert_int_equal(measure(sheet, "pillar/item/work/content", more).cut, 76);
    free(lines);
    free(more);
}

static void test_texts_in_one_cell(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    const struct sheet_column *column = find(sheet, "pillar/item/measure/text"); /* 12 lines */
    struct sheet_text texts[] = {
        {"一\n二\n三\n四\n五", NULL}, {"", NULL}, {"一\n二\n三\n四\n五", NULL}, {"一\n二", NULL}};
    struct sheet_use use;

    assert_true(sheet_measure_stack(sheet, column, texts, 0, &use));
    assert_int_equal(use.lines, 0);
    assert_true(use.fits);
    assert_true(sheet_measure_stack(sheet, column, texts, 3, &use));
    assert_int_equal(use.lines, 11);
    assert_true(use.fits);
    assert_int_equal(use.text, 2);
    assert_int_equal(use.cut, strlen(texts[2].text));
    assert_true(sheet_measure_stack(sheet, column, texts, 4, &use));
    assert_int_equal(use.lines, 13);
    assert_false(use.fits);
    assert_int_equal(use.text, 3);
    assert_int_equal(use.cut, 4);
    texts[1].text = "一\n二"; /* the third fills the cell, the last has no line at all */
    assert_true(sheet_measure_stack(sheet, column, texts, 4, &use));
    assert_int_equal(use.text, 3);
    assert_int_equal(use.cut, 0);
}

/* --- the official sheet ----------------------------------------------------------------- */

static void test_the_official_sheet(void **state)
{
    char *dir = files_source("forms/osaka-2015");
    struct read r;

    (void)state;
    read_folder(&r, dir);
    assert_true(sheet_exists(r.form));
    assert_close(sheet_paper(r.sheet)->width, 420);
    assert_close(sheet_paper(r.sheet)->height, 297);
    assert_int_equal(sheet_spread_count(r.sheet), 1);
    assert_int_equal(sheet_spread(r.sheet, 0)->page_count, 2);
    assert_int_equal(sheet_spread(r.sheet, 0)->pages[0]->column_count, 17);
    assert_int_equal(sheet_spread(r.sheet, 0)->pages[1]->column_count, 16);
    assert_string_equal(find(r.sheet, "row/strategy-page[2]/plan/aim")->above->open, "【");
    free_read(&r);
    free(dir);
}

/* --- what is refused --------------------------------------------------------------------- */

/* The good sheet with one thing changed; what the sentence must say and where. */
static const struct files_broken table[] = {
    {"<unprinted ref=\"row/count\"/>", "<unprinted>", 43, "is not well-formed XML"},
    {"encoding=\"UTF-8\"?>\n", "encoding=\"UTF-8\"?><!DOCTYPE sheet [<!ENTITY a \"b\">]>\n", 1,
     "take <!DOCTYPE out"},
    {"urn:kusei:sheet", "urn:kusei:form", 3, "not in the vocabulary"},
    {"</sheet>", "<x:box xmlns:x=\"urn:x\"/></sheet>", 43, "cannot stand in <sheet>"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted/>", 41, "<unprinted> has no ref"},
    {"<unprinted ref=\"row/count\"/>", "<printed/>", 41, "<printed> cannot stand in <sheet>"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"row/count\">x</unprinted>", 41,
     "holds text"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"row/plan/aim\"/>", 41,
     "stands further up"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"row//count\"/>", 41, "is not a path"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"@row/count\"/>", 41, "is not a path"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"row/\"/>", 41, "is not a path"},
    {"<unprinted ref=\"row/count\"/>", "<unprinted ref=\"row count\"/>", 41, "is not a path"},
    {"width=\"210\"", "width=\"210mm\"", 3, "is not a number from 20 to 2000"},
    {"width=\"210\"", "width=\"1e3\"", 3, "is not a number"},
    {"width=\"210\"", "width=\"\"", 3, "is not a number"},
    {"width=\"210\"", "width=\"210.\"", 3, "is not a number"},
    {"width=\"210\"", "width=\"-210\"", 3, "is not a number"},
    {"width=\"210\"", "width=\"99999\"", 3, "is not a number"},
    {" legend-size=\"7\"", "", 3, "<sheet> has no legend-size"},
    {"legend-size=\"7\"", "legend-size=\"0\"", 3, "is not a number"},
    {" margin=\"10\"", " margins=\"10\"", 3, "<sheet> has no attribute margins"},
    {" padding=\"1\"", " padding=\"1\" xml:lang=\"ja\"", 3, "<sheet> has no attribute lang"},
    {"id=\"first\"", "id=\"plan\"", 37, "another page is called so"},
    {"nodeset=\"row\"", "nodeset=\"row[1]\"", 36, "is not a path"},
    {"nodeset=\"row\" lines=\"40\"", "nodeset=\"row\" lines=\"400\"", 37, "higher than the paper"},
    {"nodeset=\"work\"", "nodeset=\"\"", 28, "is not a path"},
    {"width=\"25.1\"", "width=\"24\"", 16, "7 characters of 9 points and the padding take 24.2"},
    {"width=\"25.1\"", "width=\"31\"", 5, "its columns are 191.0 mm wide"},
    {"characters=\"7\"", "characters=\"6.7\"", 16, "counted in halves"},
    {"lines=\"12\"", "lines=\"1.5\"", 25, "lines in whole numbers"},
    {"characters=\"7\"", "characters=\"0\"", 16, "is not a number"},
    {" characters=\"7\"", "", 16, "<column> has no characters"},
    {"merge=\"true\"", "merge=\"yes\"", 16, "is not one of: true false"},
    {"valign=\"middle\"", "valign=\"bottom\"", 16, "is not one of: top middle"},
    {"nodeset=\"row\" lines=\"40\"", "nodeset=\"row\" lines=\"40.5\"", 36, "not a whole number"},
    {"<line ref=\"title\"", "<line ref=\".\"", 6, "is not a path"},
    {"<line ref=\"title\"", "<line", 6, "either a ref or a value"},
    {"<line ref=\"title\"", "<line ref=\"title\" value=\"1\"", 6, "either a ref or a value"},
    {"value=\"../title\"", "value=\"../title[\"", 18, "is not an XPath 1.0 expression"},
    {"value=\"../title\"", "value=\"matches(.)\"", 18, "no function matches()"},
    {"value=\"../title\"", "value=\"instance('other')/a\"", 18, "no instance \"other\""},
    {"ref=\"title\" width", "ref=\"title/text()\" width", 16, "is not a path"},
    {"each=\"situation\"", "each=\"situation[1]\"", 24, "is not a path"},
    {"ref=\"content\"", "ref=\"code\"", 31, "pillar/item/work/code is on this page in line 29"},
    {"<above ref=\"code\" open=\"【\" close=\"】\"><label xml:lang=\"ja\">番号</label></above>",
     "<above ref=\"code\"/>", 31, "<above> has no <label>"},
    {"lines=\"12\" pitch=\"11\"><label xml:lang=\"ja\">方針</label>",
     "lines=\"12\" pitch=\"11\"><label xml:lang=\"ja\">方針</label><above ref=\"a\"><label "
     "xml:lang=\"ja\">a</label></above>",
     25, "without each"},
    {"<label xml:lang=\"ja\">主な取り組み</label>",
     "<label xml:lang=\"ja\">主な取り組み</label><band ref=\"a\"><label xml:lang=\"ja\">a</label>"
     "</band>",
     30, "of the row itself"},
    {"<label xml:lang=\"ja\">主な取り組み</label>", "<label xml:lang=\"en\">Work</label>", 29,
     "must have one <label xml:lang=\"ja\">"},
    {"<label xml:lang=\"en\">Chief</label>", "<label xml:lang=\"fr\">Chef</label>", 14,
     "is not one of: ja en"},
    {"<label xml:lang=\"ja\">主な取り組み</label>", "<label xml:lang=\"ja\">\u202e</label>", 30,
     "which may not be shown"},
    {"<label xml:lang=\"ja\">主な取り組み</label>", "<label xml:lang=\"ja\"> </label>", 30,
     "is empty"},
    {"<box><label xml:lang=\"ja\">係長</label></box>", "", 0, NULL}, /* one box is enough */
    {"width=\"15\" height=\"18\"", "width=\"150\" height=\"18\"", 5, "<approval> is wider"},
    {"      <block nodeset", "      <group/><block nodeset", 28, "<group> has no <column>"},
    {"      <block nodeset=\"work\">", "      <block nodeset=\"a\"/><block nodeset=\"work\">", 28,
     "<block> has no <column>"},
};

static int make_folder(void **state)
{
    char *good = files_source("tests/unit/forms/good");
    char *dir = files_make_folder();

    files_copy(good, dir, "form.xml");
    files_copy(good, dir, "blank.xml");
    files_copy(good, dir, "policy.xml");
    free(good);
    *state = dir;
    return 0;
}

static void assert_refused(const char *dir, const struct files_broken *broken)
{
    struct error err = {""};
    struct form *form = form_read(dir, &err);

    assert_non_null(form);
    struct sheet *sheet = sheet_read(form, &err);
    if (!broken->reason && !sheet)
        fail_msg("%s: %s", broken->from, err.text);
    if (broken->reason && (sheet || !files_refuses(&err, dir, "sheet.xml", broken)))
        fail_msg("%s -> %s: \"%s\", not in line %d \"%s\"", broken->from, broken->to, err.text,
                 broken->line, broken->reason);
    sheet_free(sheet);
    form_free(form);
}

static void test_each_is_refused_for_its_own_reason(void **state)
{
    files_try_each(*state, "sheet.xml", table, sizeof(table) / sizeof(table[0]), assert_refused);
}

static void test_a_form_without_a_sheet(void **state)
{
    struct error err = {""};
    struct form *form = form_read(*state, &err);

    assert_non_null(form);
    assert_false(sheet_exists(form));
    assert_null(sheet_read(form, &err));
    assert_non_null(strstr(err.text, "sheet.xml: cannot be opened"));
    assert_null(sheet_read(form, NULL));
    form_free(form);
}

/* --- memory ---------------------------------------------------------------------------------- */

/* Every allocation of the reading fails once; and from every one on, all do. */
static void test_reading_when_memory_is_short(void **state)
{
    const struct form *form = ((struct read *)*state)->form;
    struct error memory;

    error_set_memory(&memory);
    for (int forever = 0; forever < 2; forever++) {
        for (size_t n = 1;; n++) {
            struct error err = {""};
            struct sheet *sheet;

            if (forever)
                failing_malloc_from(n);
            else
                failing_malloc_at(n);
            sheet = sheet_read(form, &err);
            if (!failing_malloc_off()) {
                assert_non_null(sheet);
                sheet_free(sheet);
                assert_in_range(n, 100, 2000);
                break;
            }
            assert_null(sheet);
            assert_non_null(strstr(err.text, memory.text));
        }
    }
}

static void test_measuring_when_memory_is_short(void **state)
{
    struct error err = {""};
    struct sheet *sheet = sheet_read(((struct read *)*state)->form, &err);
    struct sheet_use use;

    assert_non_null(sheet);
    for (size_t n = 1;; n++) {
        bool done;

        failing_malloc_at(n);
        done = sheet_measure(sheet, find(sheet, "row/plan/aim"), "声かけ", &use);
        if (!failing_malloc_off()) {
            assert_true(done);
            assert_int_equal(use.lines, 1);
            break;
        }
        assert_false(done);
    }
    sheet_free(sheet);
}

/* What a key costs: after the first text no memory is asked for. */
static void test_measuring_again_takes_no_memory(void **state)
{
    const struct sheet *sheet = ((struct read *)*state)->sheet;
    char *text = repeat("字", 900);

    measure(sheet, "row/plan/aim", text);
    failing_malloc_from(1);
    assert_int_equal(measure(sheet, "row/plan/aim", text).lines, 18);
    assert_false(failing_malloc_off());
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper_and_pages),
        cmocka_unit_test(test_lines_and_approval),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_a_column),
        cmocka_unit_test(test_above_and_band),
        cmocka_unit_test(test_a_path_has_its_column),
        cmocka_unit_test(test_a_node_has_its_column),
        cmocka_unit_test(test_a_text_that_fits),
        cmocka_unit_test(test_the_brim),
        cmocka_unit_test(test_too_many_short_lines),
        cmocka_unit_test(test_lines_break_as_everywhere),
        cmocka_unit_test(test_a_cell_with_a_line_above),
        cmocka_unit_test(test_texts_in_one_cell),
        cmocka_unit_test(test_the_official_sheet),
        cmocka_unit_test_setup_teardown(test_each_is_refused_for_its_own_reason, make_folder,
                                        files_remove_state),
        cmocka_unit_test_setup_teardown(test_a_form_without_a_sheet, make_folder,
                                        files_remove_state),
        cmocka_unit_test(test_reading_when_memory_is_short),
        cmocka_unit_test(test_measuring_when_memory_is_short),
        cmocka_unit_test(test_measuring_again_takes_no_memory),
    };

    return cmocka_run_group_tests(tests, read_good, free_good);
}
