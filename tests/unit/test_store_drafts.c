/* What is typed and not yet saved, and where the author was. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/remark_drafts.h"

static const struct store_author suzuki = {.name = "suzuki", .action = "save"};

static void read_drafts(struct store *s, int64_t id, const char *author,
                        struct store_page_list *out)
{
    struct error err = {""};
    if (!store_read_drafts(s, id, author, out, &err)) {
        fail_msg("%s", err.text);
    }
}

static size_t count_drafts(struct store *s, int64_t id, const char *author)
{
    struct store_page_list list;
    read_drafts(s, id, author, &list);
    size_t count = list.count;
    store_page_list_free(&list);
    return count;
}

static void test_draft_comes_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p, d;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    struct store_page *page = &p.pages[2];
    page_set(page, "plan/field[1]", "書きか");
    assert_done(store_put_draft(s, page, "tanaka", &err));
    page_set(page, "plan/field[1]", "書きかけ");
    page_set(page, "新", "");
    assert_done(store_put_draft(s, page, "tanaka", &err));
    assert_done(store_put_draft(s, &p.pages[4], "tanaka", &err));
    store_close(s);
    s = fixture_open(f->file);
    assert_int_equal(count_drafts(s, id, "suzuki"), 0);
    assert_int_equal(count_drafts(s, id + 1, "tanaka"), 0);
    read_drafts(s, id, "tanaka", &d);
    assert_int_equal(d.count, 2);
    assert_int_equal(d.pages[0].id, page->id);
    assert_int_equal(d.pages[0].parent, page->parent);
    assert_string_equal(d.pages[0].element, "sheet");
    assert_int_equal(d.pages[0].position, 1);
    assert_int_equal(d.pages[0].revision, page->revision);
    assert_int_equal(d.pages[0].count, 4);
    assert_string_equal(d.pages[0].fields[0].value, "書きかけ");
    assert_string_equal(d.pages[0].fields[3].value, "");
    assert_int_equal(d.pages[1].id, p.pages[4].id);
    store_page_list_free(&d);
    /* The page itself is as it was. */
    struct store_page_list read;
    sample_read(s, id, &read);
    assert_string_not_equal(page_get(&read.pages[2], "plan/field[1]"), "書きかけ");
    store_page_list_free(&read);
    store_page_list_free(&p);
    store_close(s);
}

static void test_draft_without_fields_is_a_draft(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p, d;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 0, &p);
    assert_done(store_put_draft(s, &p.pages[1], "tanaka", &err));
    read_drafts(s, id, "tanaka", &d);
    assert_int_equal(d.count, 1);
    assert_int_equal(d.pages[0].count, 0);
    store_page_list_free(&d);
    /* A page that is not stored has no place for a draft. */
    p.pages[1].id = 0;
    assert_false(store_put_draft(s, &p.pages[1], "tanaka", &err));
    assert_string_not_equal(err.text, "");
    p.pages[1].id = 999;
    err.text[0] = '\0';
    assert_false(store_put_draft(s, &p.pages[1], "tanaka", &err));
    assert_string_not_equal(err.text, "");
    store_page_list_free(&p);
    store_close(s);
}

static void test_drafts_go(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    for (size_t i = 1; i < 5; i++) {
        assert_done(store_put_draft(s, &p.pages[i], "suzuki", &err));
        assert_done(store_put_draft(s, &p.pages[i], "tanaka", &err));
    }
    assert_done(store_drop_draft(s, p.pages[1].id, "suzuki", &err));
    assert_done(store_drop_draft(s, p.pages[1].id, "suzuki", &err));
    assert_int_equal(count_drafts(s, id, "suzuki"), 3);
    /* Saved: gone. Typed and taken back, then saved: gone, too. */
    page_set(&p.pages[2], "plan/field[1]", "保存");
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &suzuki, &err), STORE_SAVED);
    assert_int_equal(count_drafts(s, id, "suzuki"), 2);
    assert_int_equal(store_save(s, id, &p.pages[3], 1, 0, 5, &suzuki, &err), STORE_SAME);
    assert_int_equal(count_drafts(s, id, "suzuki"), 1);
    assert_done(store_remove_page(s, id, p.pages[4].id, &suzuki, &err));
    assert_int_equal(count_drafts(s, id, "suzuki"), 0);
    /* Somebody else's stay: three of pages that are there, one is kept in the file. */
    assert_int_equal(count_drafts(s, id, "tanaka"), 3);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM draft"), 4);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM draft_field"), 12);
    store_page_list_free(&p);
    store_close(s);
}

/* A conflict leaves the draft: it is the only place the text is in. */
static void test_conflict_keeps_the_draft(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    page_set(&p.pages[2], "plan/field[1]", "私の文");
    assert_done(store_put_draft(s, &p.pages[2], "tanaka", &err));
    int64_t base = p.pages[2].revision;
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &suzuki, &err), STORE_SAVED);
    p.pages[2].revision = base;
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &sample_author, &err), STORE_CONFLICT);
    struct store_page_list d;
    read_drafts(s, id, "tanaka", &d);
    assert_int_equal(d.count, 1);
    assert_int_equal(d.pages[0].revision, base);
    assert_string_equal(page_get(&d.pages[0], "plan/field[1]"), "私の文");
    store_page_list_free(&d);
    store_page_list_free(&p);
    store_close(s);
}

static void test_place_is_the_authors(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    char *place = NULL;
    assert_done(store_read_place(s, id, "tanaka", &place, &err));
    assert_null(place);
    assert_done(store_put_place(s, id, "tanaka", "page 12 field 3", &err));
    assert_done(store_put_place(s, id, "tanaka", "page 13 あ", &err));
    assert_done(store_put_place(s, id, "suzuki", "page 1", &err));
    store_close(s);
    s = fixture_open(f->file);
    assert_done(store_read_place(s, id, "tanaka", &place, &err));
    assert_string_equal(place, "page 13 あ");
    free(place);
    assert_false(store_put_place(s, id + 1, "tanaka", "page 1", &err));
    assert_string_not_equal(err.text, "");
    store_close(s);
}

/* What was typed and where: all of it, or as it was. */
static void test_drafts_and_place_go_together(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p, d;
    struct error err = {""};
    char *place = NULL;
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    page_set(&p.pages[2], "plan/field[1]", "一");
    assert_done(store_put_drafts(s, id, &p.pages[2], 2, "tanaka", "page 2", &err));
    assert_int_equal(count_drafts(s, id, "tanaka"), 2);
    page_set(&p.pages[2], "plan/field[1]", "二");
    int64_t right = p.pages[3].id;
    p.pages[3].id = 999;
    assert_false(store_put_drafts(s, id, &p.pages[2], 2, "tanaka", "page 3", &err));
    p.pages[3].id = right;
    assert_false(store_put_drafts(s, id + 1, &p.pages[2], 2, "tanaka", "page 3", &err));
    read_drafts(s, id, "tanaka", &d);
    assert_int_equal(d.count, 2);
    assert_string_equal(page_get(&d.pages[0], "plan/field[1]"), "一");
    store_page_list_free(&d);
    assert_done(store_put_drafts(s, id, &p.pages[2], 2, "tanaka", NULL, &err));
    assert_done(store_read_place(s, id, "tanaka", &place, &err));
    assert_string_equal(place, "page 2");
    free(place);
    /* A save takes the place with it, also where nothing differed, and not where it fails. */
    struct store_author author = {.name = "tanaka", .action = "save", .place = "page 4"};
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &author, &err), STORE_SAVED);
    author.place = "page 5";
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &author, &err), STORE_SAME);
    author.place = "page 6";
    p.pages[2].revision--;
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &author, &err), STORE_CONFLICT);
    assert_done(store_read_place(s, id, "tanaka", &place, &err));
    assert_string_equal(place, "page 5");
    free(place);
    store_page_list_free(&p);
    store_close(s);
}

static void assert_remark_draft(struct store *s, const char *author,
                                const struct store_remark_place *place, const char *expected)
{
    struct error err = {""};
    char *text;
    assert_done(store_read_remark_draft(s, author, place, &text, &err));
    assert_string_equal(text, expected);
    free(text);
}

/* Of each author, about each field, and apart from the answer to a remark. */
static void test_remarks_half_typed(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    struct store_page_list p;
    sample_create(s, NULL, 2015, 3, &p);
    const struct store_remark_place field = {.page = p.pages[2].id, .field = "plan/field[1]"},
                                    page = {.page = p.pages[2].id, .field = ""},
                                    answer = {.page = p.pages[2].id, .field = "", .remark = 7};
    assert_remark_draft(s, "sato", &field, "");
    assert_done(store_put_remark_draft(s, "sato", &field, "なぜ", &err));
    assert_done(store_put_remark_draft(s, "sato", &field, "なぜですか", &err));
    assert_done(store_put_remark_draft(s, "sato", &answer, "こたえ", &err));
    assert_done(store_put_remark_draft(s, "ito", &field, "別", &err));
    assert_remark_draft(s, "sato", &field, "なぜですか");
    assert_remark_draft(s, "sato", &answer, "こたえ");
    assert_remark_draft(s, "sato", &page, "");
    assert_remark_draft(s, "ito", &field, "別");
    assert_done(store_put_remark_draft(s, "sato", &field, "", &err));
    assert_remark_draft(s, "sato", &field, "");
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM remark_draft"), 2);
    store_page_list_free(&p);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_draft_comes_back),
        ROW(test_draft_without_fields_is_a_draft),
        ROW(test_drafts_go),
        ROW(test_conflict_keeps_the_draft),
        ROW(test_place_is_the_authors),
        ROW(test_drafts_and_place_go_together),
        ROW(test_remarks_half_typed),
    };
    return cmocka_run_group_tests_name("store: drafts", tests, NULL, NULL);
}
