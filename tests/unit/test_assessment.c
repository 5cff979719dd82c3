/* The assessment over the real form, the real sheets and a real store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/writer.h"
#include "failing_malloc.h"
#include "test_assessment_support.h"

static const struct form *the_form(void)
{
    struct error err;
    const struct form *form = catalogue_form(catalogue, "osaka-2015", &err);
    must(form != NULL, &err);
    return form;
}

static struct assessment *blank_of(const struct form *form, const char *ward_name, int year)
{
    struct error err;
    const struct ward *ward =
        reference_find_ward(catalogue_reference(catalogue), form_city_code(form), ward_name, &err);
    must(ward != NULL, &err);
    struct assessment *a = assessment_new(form, catalogue_reference(catalogue), ward, year, &err);
    must(a != NULL, &err);
    return a;
}

static struct assessment *blank(void)
{
    return blank_of(the_form(), "北区", 2015);
}

/* Of the form in which pages are fixed, and groups come and go. */
static struct assessment *other_blank(void)
{
    struct error err;
    const struct form *form = catalogue_form(catalogue, "nagoya-2013", &err);
    must(form != NULL, &err);
    return blank_of(form, "中村区", 2014);
}

static char *bytes_of(const struct assessment *a)
{
    struct error err;
    size_t size;
    char *bytes = writer_to_string(assessment_document(a), &size, &err);
    must(bytes != NULL, &err);
    return bytes;
}

/* Two that are to be written as the same file. */
static void same_bytes(const struct assessment *a, const struct assessment *b)
{
    char *one = bytes_of(a), *other = bytes_of(b);
    assert_string_equal(one, other);
    free(one);
    free(other);
}

static struct assessment_entry field(const struct assessment *a, const char *page, const char *path)
{
    return field_on(a, page_named(a, page), path);
}

static void set(struct assessment *a, const char *page, const char *path, const char *typed)
{
    set_on(a, page_named(a, page), path, typed);
}

static void refused(struct assessment *a, const char *page, const char *path, const char *typed,
                    const char *says)
{
    struct error err = {""};
    char *before = bytes_of(a);
    struct assessment_entry entry = field(a, page, path);
    assert_false(assessment_set(a, entry.item, entry.node, typed, &err));
    if (strstr(err.text, says) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, says);
    char *after = bytes_of(a);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void holds(const struct assessment *a, const char *page, const char *path,
                  const char *expected)
{
    holds_on(a, page_named(a, page), path, expected);
}

static void attribute(const struct assessment *a, const char *page, const char *path,
                      const char *name, const char *expected)
{
    xmlChar *value = xmlGetNoNsProp(field(a, page, path).node, (const xmlChar *)name);
    if (expected == NULL)
        assert_null(value);
    else {
        assert_non_null(value);
        assert_string_equal((const char *)value, expected);
    }
    xmlFree(value);
}

/* --- what a new one and the real ones look like ------------------------------------ */

static void a_blank_one_knows_its_ward_and_has_all_to_do(void **state)
{
    (void)state;
    struct assessment *a = blank();
    int done, total;
    size_t count;
    assessment_pages(a, &count);
    assert_int_equal(count, 1 + 16 + 32);
    assessment_progress(a, &done, &total);
    assert_int_equal(total, 33); /* the cover has the kind of submission, already chosen */
    assert_int_equal(done, 1);
    assert_string_equal(assessment_ward_name(a), "北区");
    char *bytes = bytes_of(a);
    assert_non_null(strstr(bytes, "取組状況について（北区）</title>"));
    assert_non_null(strstr(bytes, "fiscal-year-label=\"平成27年度\""));
    free(bytes);
    char name[64];
    size_t next = assessment_next_open(a, 0);
    assert_string_equal(assessment_page_name(a, next, name, sizeof name), "1.1.a/strategy-page-1");
    assessment_free(a);
}

static void work_goes_on_at_the_first_open_field(void **state)
{
    (void)state;
    struct error err;
    char name[64];
    struct assessment *a = blank();
    size_t page = page_named(a, "1.1.a/strategy-page-1");
    assert_int_equal(assessment_page_filled(a, page), 0);
    assert_null(assessment_first_open(a, page)); /* blank: from its first field, its number */
    set(a, "1.1.a/strategy-page-1", "plan/outcome", "成果");
    assert_ptr_equal(assessment_first_open(a, page),
                     field(a, "1.1.a/strategy-page-1", "plan/aim").node);
    set(a, "1.1.a/strategy-page-1", "plan/aim", "状態");
    assert_ptr_equal(assessment_first_open(a, page),
                     field(a, "1.1.a/strategy-page-1", "plan/strategy").node);
    must(assessment_page_not_applicable(a, page, true, &err), &err);
    assert_null(assessment_first_open(a, page));
    /* A copy is filled in where its source is. */
    set(a, "1.1.a/strategy-page-1", "plan/aim", "");
    must(assessment_follow(a, page_named(a, "1.2.a/strategy-page-1"), page, &err), &err);
    size_t next = assessment_next_open(a, page_named(a, "1.1.a/initiative-page-1"));
    assert_string_equal(assessment_page_name(a, next, name, sizeof name),
                        "1.2.a/initiative-page-1");
    assessment_free(a);
}

static void the_published_sheet_is_all_done(void **state)
{
    (void)state;
    struct assessment *a = sample("kita-2015.xml");
    int done, total;
    assessment_progress(a, &done, &total);
    assert_int_equal(total, 35);
    assert_int_equal(done, 35);
    assert_int_equal(assessment_next_open(a, 0), (size_t)-1);
    holds(a, "1.1.a/1-1", "evaluation/overall", "B");
    char *printed = assessment_get_printed(a, field(a, "1.1.a/1-1", "evaluation/overall").node);
    assert_string_equal(printed, "Ｂ");
    free(printed);
    assert_int_equal(assessment_follows(a, page_named(a, "1.2.a/1-1")), page_named(a, "1.1.a/1-1"));
    assessment_free(a);
}

static void labels_say_where_a_field_is(void **state)
{
    (void)state;
    struct assessment *a = sample("kita-2015.xml");
    size_t page = page_named(a, "1.1.a/1-1");
    char *label =
        assessment_field_label(a, page, "evaluation/achievement[2]/value/@amount", FORM_JA);
    assert_non_null(strstr(label, "自己評価"));
    assert_non_null(strstr(label, " 2 "));
    free(label);
    label = assessment_field_label(a, page, "no/such/path", FORM_JA);
    assert_string_equal(label, "no/such/path");
    free(label);
    static const char *const titles[][2] = {
        {"1.1.a/1-1", "1.1.a/1-1"},
        {"1.1.a", "1.1.a"},
        {"1.1.a/initiative-page-2", "1.1.a 具体的取組 2"},
        {"1.3.a/strategy-page-1", "1.3.a めざす成果および戦略"},
        {"", "表紙"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        char *title = assessment_page_title(a, page_named(a, titles[i][0]), FORM_JA);
        assert_string_equal(title, titles[i][1]);
        free(title);
    }
    assessment_free(a);
}

/* --- setting fields ---------------------------------------------------------------- */

static void look_alikes_become_the_canonical_code(void **state)
{
    (void)state;
    struct assessment *a = blank();
    const char *page = "1.1.a/strategy-page-1";
    set(a, page, "evaluation/overall", "Ｂ");
    holds(a, page, "evaluation/overall", "B");
    attribute(a, page, "evaluation/overall", "printed", "Ｂ");
    set(a, page, "evaluation/overall", "B");
    attribute(a, page, "evaluation/overall", "printed", NULL);
    set(a, page, "evaluation/overall", "－");
    holds(a, page, "evaluation/overall", "―");
    attribute(a, page, "evaluation/overall", "printed", "－");
    set(a, "1.1.a/initiative-page-1", "evaluation/achievement-code", "①(i)");
    holds(a, "1.1.a/initiative-page-1", "evaluation/achievement-code", "①(ⅰ)");
    set(a, "1.1.a/initiative-page-1", "evaluation/effectiveness", "〇");
    holds(a, "1.1.a/initiative-page-1", "evaluation/effectiveness", "○");
    refused(a, page, "evaluation/overall", "C", "A B");
    set(a, page, "evaluation/overall", "");
    attribute(a, page, "evaluation/overall", "printed", NULL);
    assert_int_equal(assessment_field_state(a, field(a, page, "evaluation/overall").node),
                     ASSESSMENT_BLANK);
    assessment_free(a);
}

static void a_figure_carries_its_measure(void **state)
{
    (void)state;
    struct assessment *a = blank();
    const char *page = "1.1.a/strategy-page-1";
    const char *target = "evaluation/achievement/target";
    set(a, page, target, "平成29年度までに５０％以上");
    holds(a, page, target, "平成29年度までに５０％以上");
    attribute(a, page, target, "amount", "50");
    attribute(a, page, target, "unit", "%");
    attribute(a, page, target, "operator", "ge");
    attribute(a, page, target, "by", "2017");
    set(a, page, target, "3.5点");
    attribute(a, page, target, "amount", "3.5");
    attribute(a, page, target, "operator", NULL);
    attribute(a, page, target, "by", NULL);
    set(a, page, target, "―");
    attribute(a, page, target, "amount", NULL);
    assert_int_equal(assessment_field_state(a, field(a, page, target).node),
                     ASSESSMENT_NOT_APPLICABLE_STATE);
    set(a, page, "evaluation/achievement/answers", "５５３");
    holds(a, page, "evaluation/achievement/answers", "553");
    attribute(a, page, "evaluation/achievement/answers", "printed", NULL);
    set(a, page, target, "－");
    holds(a, page, target, "―");
    attribute(a, page, target, "printed", NULL);
    refused(a, page, "evaluation/achievement/answers", "many", "number");
    refused(a, page, "evaluation/achievement/answers", "1.5", "number");
    assessment_free(a);
}

static void text_is_kept_byte_for_byte_and_bad_characters_refused(void **state)
{
    (void)state;
    struct assessment *a = blank();
    const char *page = "1.1.a/strategy-page-1";
    const char *text = "・①㋐　神\xEF\xA8\x99葛\xF3\xA0\x84\x80 < & > \"\n\n末尾 ";
    set(a, page, "plan/aim", text);
    holds(a, page, "plan/aim", text);
    set(a, page, "plan/aim", "-");
    holds(a, page, "plan/aim", "―");
    attribute(a, page, "plan/aim", "printed", NULL);
    refused(a, page, "plan/aim",
            "ab\xE2\x80\xAE"
            "c",
            "U+202E");
    refused(a, page, "plan/aim", "\x07", "U+0007");
    refused(a, "", "title", "x", "program");
    assessment_free(a);
}

/* --- names and copies ---------------------------------------------------------------- */

static void a_code_names_the_page_and_its_copies_follow(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = blank();
    set(a, "1.1.a/strategy-page-1", "code", "【4-１】");
    holds(a, "1.1.a/4-1", "code", "4-1");
    refused(a, "1.1.a/4-1", "code", "いちのいち", "1-1");
    must(assessment_follow(a, page_named(a, "1.2.a/strategy-page-1"), page_named(a, "1.1.a/4-1"),
                           &err),
         &err);
    holds(a, "1.2.a/4-1", "code", "4-1");
    set(a, "1.1.a/4-1", "plan/aim", "めざす");
    holds(a, "1.2.a/4-1", "plan/aim", "めざす");
    refused(a, "1.2.a/4-1", "plan/aim", "x", "copy");
    set(a, "1.1.a/4-1", "code", "5");
    holds(a, "1.2.a/5", "plan/aim", "めざす");
    assert_int_equal(assessment_follows(a, page_named(a, "1.2.a/5")), page_named(a, "1.1.a/5"));
    must(assessment_depart(a, page_named(a, "1.2.a/5"), &err), &err);
    set(a, "1.1.a/5", "plan/aim", "変えた");
    holds(a, "1.2.a/5", "plan/aim", "めざす");
    assessment_free(a);
}

static void copies_take_rows_along(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = sample("kita-2015.xml");
    struct assessment_entry value = field(a, "1.1.a/1-1", "evaluation/achievement[2]/value");
    must(assessment_remove_row(a, value.node->parent, &err), &err);
    holds(a, "1.2.a/1-1", "evaluation/achievement/value", "8.0％");
    add_row_on(a, page_named(a, "1.1.a/1-1"));
    set(a, "1.1.a/1-1", "evaluation/achievement[2]/value", "9％");
    holds(a, "1.2.a/1-1", "evaluation/achievement[2]/value", "9％");
    /* A copy has no place of its own to add rows. */
    struct assessment_entries entries;
    must(assessment_page_entries(a, page_named(a, "1.2.a/1-1"), &entries, &err), &err);
    for (size_t i = 0; i < entries.count; i++)
        assert_int_not_equal(entries.items[i].kind, ASSESSMENT_ADD);
    assessment_entries_free(&entries);
    assessment_free(a);
}

static bool has_reason(const struct assessment *a, const char *page, const char *rule)
{
    struct assessment_reason reason;
    return assessment_find_reason(a, page_named(a, page), rule, "evaluation/progress", &reason);
}

/* A reason stands where the page is judged: behind its own fields and before the
 * pages in it, and not in the copies. */
static void a_reason_is_of_the_page_and_not_of_its_copies(void **state)
{
    (void)state;
    struct error err = {""};
    struct assessment *a = sample("kita-2015.xml");
    struct assessment_reason reason = {.rule = "R-1",
                                       .version = "1",
                                       .field = "evaluation/progress",
                                       .operands = "a | B",
                                       .by = "tanaka",
                                       .at = "2016-04-01T09:30:12Z",
                                       .text = "理由"};
    size_t source = page_named(a, "1.1.a/1-1"), copy = page_named(a, "1.2.a/1-1");
    must(assessment_put_reason(a, source, &reason, &err), &err);
    reason.rule = "R-2";
    must(assessment_put_reason(a, source, &reason, &err), &err);
    must(assessment_put_reason(a, page_named(a, "1.1.a"), &reason, &err), &err);
    set(a, "1.1.a/1-1", "plan/aim", "変えた");
    holds(a, "1.2.a/1-1", "plan/aim", "変えた");
    assert_true(has_reason(a, "1.1.a/1-1", "R-1") && has_reason(a, "1.1.a/1-1", "R-2"));
    assert_false(has_reason(a, "1.2.a/1-1", "R-1") || has_reason(a, "1.2.a/1-1", "R-2"));
    assert_false(assessment_put_reason(a, copy, &reason, &err));
    assert_non_null(strstr(err.text, "copy"));
    reason.text = "a\x02";
    assert_false(assessment_put_reason(a, source, &reason, &err));
    assert_non_null(strstr(err.text, "U+0002"));

    assert_true(
        assessment_find_reason(a, page_named(a, "1.1.a"), "R-2", "evaluation/progress", &reason));
    assert_string_equal(
        (const char *)xmlNextElementSibling((xmlNode *)(uintptr_t)reason.node)->name,
        "strategy-page");
    char *label = assessment_field_label(a, source, "reason[2]", FORM_EN);
    assert_string_equal(label, "Reason for leaving it so");
    free(label);
    assert_true(assessment_find_reason(a, source, "R-1", "evaluation/progress", &reason));
    assessment_drop_reason(a, source, &reason);
    assert_false(has_reason(a, "1.1.a/1-1", "R-1"));
    assert_true(has_reason(a, "1.1.a/1-1", "R-2"));
    /* Becoming a copy, the page takes over what is there, and is judged no more. */
    must(assessment_depart(a, copy, &err), &err);
    must(assessment_follow(a, source, copy, &err), &err);
    assert_false(has_reason(a, "1.1.a/1-1", "R-2"));
    assessment_free(a);
}

/* What came into a copy has the properties that the form gives it, as in its source. */
static void a_row_more_in_the_source_is_a_field_in_its_copy(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = sample("kita-2015.xml");
    const char *value = "evaluation/achievement[3]/value";
    struct assessment_properties is;
    add_row_on(a, page_named(a, "1.1.a/1-1"));
    assessment_properties(a, field(a, "1.2.a/1-1", value).node, &is);
    assert_int_equal(is.type, FORM_FIGURE);
    set(a, "1.1.a/1-1", value, "26.3％");
    holds(a, "1.2.a/1-1", value, "26.3％");
    attribute(a, "1.2.a/1-1", value, "amount", "26.3");
    must(assessment_depart(a, page_named(a, "1.2.a/1-1"), &err), &err);
    set(a, "1.2.a/1-1", value, "30％");
    attribute(a, "1.2.a/1-1", value, "amount", "30");
    attribute(a, "1.1.a/1-1", value, "amount", "26.3");
    assessment_free(a);
}

static void a_first_row_finds_its_place(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = blank();
    char *before = bytes_of(a);
    struct assessment_entry value =
        field(a, "1.1.a/strategy-page-1", "evaluation/achievement/value");
    must(assessment_remove_row(a, value.node->parent, &err), &err);
    add_row_on(a, page_named(a, "1.1.a/strategy-page-1"));
    char *after = bytes_of(a);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assessment_free(a);
}

static void pages_come_and_go(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = blank();
    char *before = bytes_of(a);
    size_t added;
    must(assessment_add_page(a, page_named(a, "1.1.a/initiative-page-1"), &added, &err), &err);
    char name[64];
    assert_string_equal(assessment_page_name(a, added, name, sizeof name),
                        "1.1.a/initiative-page-2");
    must(assessment_remove_page(a, page_named(a, "1.1.a/initiative-page-1"), &err), &err);
    assert_int_equal(assessment_find_page(a, "1.1.a/initiative-page-2"), (size_t)-1);
    assert_false(assessment_remove_page(a, page_named(a, "1.1.a/initiative-page-1"), &err));
    char *after = bytes_of(a);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assessment_free(a);
}

static bool shows(const struct assessment *a, const char *page, const char *name)
{
    struct error err;
    struct assessment_entries entries;
    bool found = false;
    must(assessment_page_entries(a, page_named(a, page), &entries, &err), &err);
    for (size_t i = 0; i < entries.count; i++)
        found = found || (entries.items[i].kind != ASSESSMENT_OUTPUT &&
                          strcmp((const char *)entries.items[i].node->name, name) == 0);
    assessment_entries_free(&entries);
    return found;
}

/* Neither the group, nor what is in it, nor the place where its rows are added. */
static void what_stands_in_a_group_that_is_not_relevant_is_not_asked_for(void **state)
{
    (void)state;
    struct assessment *a = other_blank();
    int done, total;
    set(a, "1.1.1", "status", "未着手");
    assessment_page_progress(a, page_named(a, "1.1.1"), &done, &total);
    assert_int_equal(total, 3);
    assert_true(shows(a, "1.1.1", "conditions"));
    assert_false(shows(a, "1.1.1", "year"));
    assert_false(shows(a, "1.1.1", "results"));
    set(a, "1.1.1", "status", "実施");
    assessment_page_progress(a, page_named(a, "1.1.1"), &done, &total);
    assert_int_equal(total, 9);
    assert_false(shows(a, "1.1.1", "conditions"));
    assert_true(shows(a, "1.1.1", "year"));
    assert_true(shows(a, "1.1.1", "results"));
    assessment_free(a);
}

static void the_first_page_of_a_kind_is_added_from_where_it_stands(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = other_blank();
    char *before = bytes_of(a);
    char name[64];
    size_t added;
    must(assessment_add_page(a, page_named(a, "1.1"), &added, &err), &err);
    assert_string_equal(assessment_page_name(a, added, name, sizeof name), "1.1/own-initiative-1");
    /* A row of it has its place, though no other such page has one. */
    add_row_on(a, added);
    const xmlNode *row = field_on(a, added, "original").node->next;
    assert_string_equal((const char *)row->name, "revision");
    assert_string_equal((const char *)row->next->name, "text");
    /* Behind it, though begun at a page that the form fixes. */
    must(assessment_add_page(a, page_named(a, "1.1.2"), &added, &err), &err);
    assert_string_equal(assessment_page_name(a, added, name, sizeof name), "1.1/own-initiative-2");
    must(assessment_remove_page(a, page_named(a, "1.1/own-initiative-1"), &err), &err);
    must(assessment_remove_page(a, page_named(a, "1.1/own-initiative-1"), &err), &err);
    assert_false(assessment_remove_page(a, page_named(a, "1.1.2"), &err));
    assert_false(assessment_add_page(a, 0, &added, &err));
    char *after = bytes_of(a);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assessment_free(a);
}

static void a_page_that_the_form_fixes_is_no_copy(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = other_blank();
    size_t *pages, count;
    must(assessment_sources(a, page_named(a, "1.1.1"), &pages, &count, &err), &err);
    assert_int_equal(count, 0);
    free(pages);
    assert_false(assessment_follow(a, page_named(a, "1.1.2"), page_named(a, "1.1.1"), &err));
    assessment_free(a);
}

static void a_whole_page_can_be_not_applicable(void **state)
{
    (void)state;
    struct error err;
    struct assessment *a = blank();
    size_t page = page_named(a, "1.3.a/strategy-page-1");
    set(a, "1.3.a/strategy-page-1", "plan/aim", "書いてある");
    assert_int_equal(assessment_page_filled(a, page), 1);
    must(assessment_page_not_applicable(a, page, true, &err), &err);
    int done, total;
    assessment_page_progress(a, page, &done, &total);
    assert_int_equal(done, total);
    holds(a, "1.3.a/strategy-page-1", "plan/aim", "書いてある");
    holds(a, "1.3.a/strategy-page-1", "evaluation/issues", "―");
    holds(a, "1.3.a/strategy-page-1", "evaluation/achievement/target", "―"); /* not required */
    holds(a, "1.3.a/strategy-page-1", "evaluation/achievement/answers", ""); /* may not say so */
    holds(a, "1.3.a/strategy-page-1", "code", "");
    must(assessment_page_not_applicable(a, page, false, &err), &err);
    holds(a, "1.3.a/strategy-page-1", "plan/aim", "―");
    assessment_free(a);
}

/* --- the store ------------------------------------------------------------------------- */

struct kept {
    char folder[64];
    char path[96];
    struct store *store;
};

static struct kept keep(void)
{
    struct kept k = {.folder = "/tmp/kusei-test-XXXXXX"};
    struct error err;
    assert_non_null(mkdtemp(k.folder));
    snprintf(k.path, sizeof k.path, "%s/k.db", k.folder);
    k.store = store_open(k.path, true, &err);
    must(k.store != NULL, &err);
    return k;
}

static void drop(struct kept *k)
{
    char path[128];
    store_close(k->store);
    const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", k->path, ends[i]);
        unlink(path);
    }
    rmdir(k->folder);
}

static const struct store_author clerk = {.name = "clerk", .action = "save"};

static void what_is_stored_comes_back_byte_for_byte(void **state)
{
    (void)state;
    static const char *const names[] = {"kita-2015.xml", "tsurumi-2015.xml"};
    struct kept k = keep();
    for (size_t i = 0; i < 2; i++) {
        struct error err;
        struct assessment *a = sample(names[i]);
        must(assessment_create(a, k.store, &clerk, &err), &err);
        struct assessment *b =
            assessment_open(k.store, catalogue, assessment_ward_code(a), 2015, &err);
        must(b != NULL, &err);
        same_bytes(a, b);
        assessment_free(a);
        assessment_free(b);
    }
    drop(&k);
}

static void a_save_is_a_revision_and_a_newer_one_is_a_conflict(void **state)
{
    (void)state;
    struct error err;
    struct kept k = keep();
    struct assessment *a = blank();
    must(assessment_create(a, k.store, &clerk, &err), &err);
    struct assessment *b = assessment_open(k.store, catalogue, "271276", 2015, &err);
    must(b != NULL, &err);
    assert_int_equal(assessment_save(a, k.store, &clerk, NULL, &err), STORE_SAME);
    set(a, "1.1.a/strategy-page-1", "plan/aim", "一人目");
    set(b, "1.1.a/strategy-page-1", "plan/aim", "二人目");
    assert_int_equal(assessment_save(a, k.store, &clerk, NULL, &err), STORE_SAVED);
    size_t conflict = (size_t)-1;
    assert_int_equal(assessment_save(b, k.store, &clerk, &conflict, &err), STORE_CONFLICT);
    assert_int_equal(conflict, page_named(b, "1.1.a/strategy-page-1"));
    assessment_free(b);
    b = assessment_open(k.store, catalogue, "271276", 2015, &err);
    holds(b, "1.1.a/strategy-page-1", "plan/aim", "一人目");
    assessment_free(a);
    assessment_free(b);
    drop(&k);
}

static void pages_added_and_removed_are_stored(void **state)
{
    (void)state;
    struct error err;
    struct kept k = keep();
    struct assessment *a = sample("kita-2015.xml");
    must(assessment_create(a, k.store, &clerk, &err), &err);
    size_t added;
    must(assessment_add_page(a, page_named(a, "1.3.a/initiative-page-1"), &added, &err), &err);
    must(assessment_remove_page(a, page_named(a, "1.1.a/initiative-page-2"), &err), &err);
    must(assessment_add_page(a, page_named(a, "1.1.a/1-1-1"), &added, &err), &err);
    must(assessment_remove_page(a, page_named(a, "1.1.a/1-1-1"), &err), &err);
    must(assessment_add_page(a, page_named(a, "1.1.a/1-1"), &added, &err), &err);
    assert_int_equal(assessment_save(a, k.store, &clerk, NULL, &err), STORE_SAVED);
    struct assessment *b = assessment_open(k.store, catalogue, "271276", 2015, &err);
    must(b != NULL, &err);
    same_bytes(a, b);
    assessment_free(a);
    assessment_free(b);
    drop(&k);
}

static void a_draft_brings_back_what_was_typed(void **state)
{
    (void)state;
    struct error err;
    struct kept k = keep();
    struct assessment *a = sample("kita-2015.xml");
    must(assessment_create(a, k.store, &clerk, &err), &err);
    set(a, "1.1.a/1-1", "plan/aim", "打ちかけ");
    set(a, "1.2.b/1-3", "code", "1-4");
    must(assessment_save_draft(a, k.store, "clerk", NULL, &err), &err);
    char *typed = bytes_of(a);
    assessment_free(a);

    int count, stale;
    a = assessment_open(k.store, catalogue, "271276", 2015, &err);
    must(assessment_restore_draft(a, k.store, "somebody", &count, &stale, &err), &err);
    assert_int_equal(count, 0);
    must(assessment_restore_draft(a, k.store, "clerk", &count, &stale, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(stale, 0);
    char *back = bytes_of(a);
    assert_string_equal(typed, back);
    free(typed);
    free(back);
    assert_int_equal(assessment_save(a, k.store, &clerk, NULL, &err), STORE_SAVED);
    must(assessment_restore_draft(a, k.store, "clerk", &count, &stale, &err), &err);
    assert_int_equal(count + stale, 0);
    assessment_free(a);
    drop(&k);
}

/* Of a form that nobody has asked for anything yet. */
static void without_memory_a_label_is_not_made(void **state)
{
    struct catalogue *shared = catalogue;
    struct assessment_entries outline;
    struct error err = {""};
    assert_int_equal(start(state), 0);
    struct assessment *a = sample("kita-2015.xml");
    must(assessment_outline(a, &outline, &err), &err);
    for (size_t i = 0; i < outline.count; i++) {
        const struct assessment_entry *e = &outline.items[i];
        bool failed = true;
        for (size_t n = 1; failed; n++) {
            failing_malloc_at(n);
            char *text = assessment_text(a, &e->item->label, FORM_JA, e->node);
            failed = failing_malloc_off();
            assert_int_equal(text == NULL, failed);
            free(text);
        }
    }
    assessment_entries_free(&outline);
    assessment_free(a);
    catalogue_free(catalogue);
    catalogue = shared;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blank_one_knows_its_ward_and_has_all_to_do),
        cmocka_unit_test(work_goes_on_at_the_first_open_field),
        cmocka_unit_test(the_published_sheet_is_all_done),
        cmocka_unit_test(labels_say_where_a_field_is),
        cmocka_unit_test(without_memory_a_label_is_not_made),
        cmocka_unit_test(look_alikes_become_the_canonical_code),
        cmocka_unit_test(a_figure_carries_its_measure),
        cmocka_unit_test(text_is_kept_byte_for_byte_and_bad_characters_refused),
        cmocka_unit_test(a_code_names_the_page_and_its_copies_follow),
        cmocka_unit_test(copies_take_rows_along),
        cmocka_unit_test(a_reason_is_of_the_page_and_not_of_its_copies),
        cmocka_unit_test(a_row_more_in_the_source_is_a_field_in_its_copy),
        cmocka_unit_test(a_first_row_finds_its_place),
        cmocka_unit_test(pages_come_and_go),
        cmocka_unit_test(what_stands_in_a_group_that_is_not_relevant_is_not_asked_for),
        cmocka_unit_test(the_first_page_of_a_kind_is_added_from_where_it_stands),
        cmocka_unit_test(a_page_that_the_form_fixes_is_no_copy),
        cmocka_unit_test(a_whole_page_can_be_not_applicable),
        cmocka_unit_test(what_is_stored_comes_back_byte_for_byte),
        cmocka_unit_test(a_save_is_a_revision_and_a_newer_one_is_a_conflict),
        cmocka_unit_test(pages_added_and_removed_are_stored),
        cmocka_unit_test(a_draft_brings_back_what_was_typed),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
