/* What was saved behind a revision. */
#include "store_fixture.h"

#include <stdio.h>
#include <string.h>

#include "store/news.h"

static const struct store_author suzuki = {.name = "suzuki", .action = "save"};
static const struct store_author tanaka = {.name = "tanaka", .action = "save"};

static int64_t save(struct store *s, int64_t id, struct store_page *page, const char *value,
                    const struct store_author *author)
{
    struct error err = {""};

    page_set(page, "plan/aim", value);
    if (store_save(s, id, page, 1, 0, 5, author, &err) != STORE_SAVED)
        fail_msg("%s", err.text);
    return page->revision;
}

/* The news as "page-index:author ...", pages by their place in p. */
static void expect_news(struct store *s, int64_t id, int64_t since, const struct store_page_list *p,
                        const char *wanted)
{
    struct error err = {""};
    struct store_news news;
    char got[256] = "";

    assert_done(store_read_news(s, id, since, &news, &err));
    for (size_t i = 0; i < news.count; i++) {
        size_t page = 0;
        while (page < p->count && p->pages[page].id != news.pages[i].page)
            page++;
        snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%zu:%s", i > 0 ? " " : "", page,
                 news.pages[i].author);
        assert_moment(news.pages[i].at);
        assert_true(news.pages[i].revision > since);
    }
    store_news_free(&news);
    assert_int_equal(news.count, 0);
    assert_string_equal(got, wanted);
}

static int64_t newest(const struct store_page_list *p)
{
    int64_t all = 0;

    for (size_t i = 0; i < p->count; i++)
        all = p->pages[i].revision > all ? p->pages[i].revision : all;
    return all;
}

static void test_each_page_by_its_newest_revision(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    int64_t id = sample_create(s, NULL, 2015, 2, &p);
    int64_t since = newest(&p);

    expect_news(s, id, since, &p, "");
    save(s, id, &p.pages[2], "一", &suzuki);
    save(s, id, &p.pages[1], "二", &suzuki);
    int64_t between = save(s, id, &p.pages[2], "三", &tanaka);
    expect_news(s, id, since, &p, "1:suzuki 2:tanaka");
    save(s, id, &p.pages[1], "四", &tanaka);
    expect_news(s, id, between, &p, "1:tanaka");
    store_page_list_free(&p);
    store_close(s);
}

static void test_not_of_another_sheet_and_not_taken_out(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    struct store_page_list p;
    struct store_page_list other;
    int64_t id = sample_create(s, NULL, 2015, 2, &p);
    int64_t other_id = sample_create(s, NULL, 2016, 2, &other);
    int64_t since = newest(&other);

    save(s, other_id, &other.pages[1], "よそ", &suzuki);
    expect_news(s, id, since, &p, "");
    assert_done(store_remove_page(s, id, p.pages[2].id, &suzuki, &err));
    expect_news(s, id, since, &p, "");
    expect_news(s, 4711, 0, &p, "");
    store_page_list_free(&p);
    store_page_list_free(&other);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_page_by_its_newest_revision, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_not_of_another_sheet_and_not_taken_out, fixture_make,
                                        fixture_remove),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
