/* What the store keeps, and how it comes back. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t count_revisions(const struct fixture *f)
{
    return plain_number(f->file, "SELECT count(*) FROM revision");
}

static const struct store_author suzuki = {.name = "suzuki", .action = "save"};

/* --- assessments ------------------------------------------------------------ */

static void test_created_assessment_is_listed(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_assessment_list list;
    struct error err = {""};
    assert_done(store_list(s, &list, &err));
    assert_int_equal(list.count, 0);
    store_list_free(&list);

    sample_create(s, "271276", 2014, 1, NULL);
    sample_create(s, "271241", 2015, 1, NULL);
    int64_t id = sample_create(s, "271276", 2015, 1, NULL);
    assert_done(store_list(s, &list, &err));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].year, 2015);
    assert_string_equal(list.items[0].ward_code, "271241");
    const struct store_assessment *a = &list.items[1];
    assert_int_equal(a->id, id);
    assert_string_equal(a->ward_code, "271276");
    assert_string_equal(a->ward_name, "北区");
    assert_int_equal(a->year, 2015);
    assert_string_equal(a->policy, "p-2015");
    assert_string_equal(a->form_version, "1");
    assert_string_equal(a->state, "entry");
    assert_int_equal(a->pages_done, 1);
    assert_int_equal(a->pages_total, 5);
    assert_string_equal(a->changed_by, "tanaka");
    assert_moment(a->changed_at);
    assert_int_equal(list.items[2].year, 2014);
    store_list_free(&list);
    store_close(s);
}

/* A part of the list is what the whole has at those places. */
static void test_part_of_the_list(void **state)
{
    struct error err;
    struct fixture *f = *state;
    struct store *s = store_open(f->file, true, &err);
    struct store_assessment_list whole, part;
    size_t count = 7, place = 7;
    assert_non_null(s);
    assert_done(store_count(s, &count, &err));
    assert_int_equal(count, 0);
    for (int year = 2014; year <= 2016; year++) {
        sample_create(s, "271276", year, 1, NULL);
        sample_create(s, "271241", year, 1, NULL);
    }
    assert_done(store_list(s, &whole, &err));
    assert_done(store_count(s, &count, &err));
    assert_int_equal(count, whole.count);
    for (size_t first = 0; first <= count + 1; first++) {
        assert_done(store_list_part(s, first, 2, &part, &err));
        assert_int_equal(part.count, first + 2 <= count ? 2 : first < count ? 1 : 0);
        for (size_t i = 0; i < part.count; i++)
            assert_int_equal(part.items[i].id, whole.items[first + i].id);
        store_list_free(&part);
    }
    for (size_t i = 0; i < count; i++) {
        const struct store_assessment *a = &whole.items[i];
        assert_done(store_place(s, a->ward_code, a->year, &place, &err));
        assert_int_equal(place, i);
    }
    assert_done(store_place(s, "271250", 2015, &place, &err));
    assert_int_equal(place, 3);
    store_list_free(&whole);
    store_close(s);
}

static void test_find_by_ward_and_year(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, "271276", 2015, 1, NULL);
    struct store_assessment a;
    struct error err = {""};
    bool found = false;
    assert_done(store_find(s, "271276", 2015, &found, &a, &err));
    assert_true(found);
    assert_int_equal(a.id, id);
    assert_string_equal(a.ward_name, "北区");
    store_assessment_free(&a);
    assert_done(store_find(s, "271276", 2016, &found, &a, &err));
    assert_false(found);
    store_assessment_free(&a);
    assert_done(store_find(s, "271241", 2015, &found, &a, &err));
    assert_false(found);
    store_assessment_free(&a);
    store_close(s);
}

static void test_same_ward_and_year_is_refused(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    sample_create(s, "271276", 2015, 2, NULL);
    int64_t before = count_revisions(f);
    char code[] = "271276", name[] = "北区", word[] = "w";
    struct store_assessment a = {.ward_code = code,
                                 .ward_name = name,
                                 .year = 2015,
                                 .policy = word,
                                 .form_version = word,
                                 .state = word};
    struct store_page_list pages = {calloc(1, sizeof(struct store_page)), 1};
    page_make(&pages.pages[0], 0, "assessment", 1);
    struct error err = {""};
    int64_t id = 77;
    assert_false(store_create(s, &a, &pages, &sample_author, &id, &err));
    assert_non_null(strstr(err.text, "北区 2015"));
    assert_non_null(strstr(err.text, f->file));
    assert_int_equal(id, 77);
    assert_int_equal(pages.pages[0].id, 0);
    assert_int_equal(count_revisions(f), before);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_pages_without_a_tree_are_refused(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    char word[] = "w";
    struct store_assessment a = {.ward_code = word,
                                 .ward_name = word,
                                 .year = 2015,
                                 .policy = word,
                                 .form_version = word,
                                 .state = word};
    static const int64_t wrong[][3] = {{1, 1, 1}, {0, 0, 1}, {0, 2, 1}, {0, 1, 3}, {0, -1, 1}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct store_page_list pages = {calloc(3, sizeof(struct store_page)), 3};
        for (size_t k = 0; k < 3; k++) {
            page_make(&pages.pages[k], wrong[i][k], "page", 1);
        }
        int64_t id;
        struct error err = {""};
        assert_false(store_create(s, &a, &pages, &sample_author, &id, &err));
        assert_string_not_equal(err.text, "");
        store_page_list_free(&pages);
    }
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM assessment"), 0);
    store_close(s);
}

/* --- pages ------------------------------------------------------------------- */

static void test_pages_come_back_in_order(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list made, read;
    int64_t id = sample_create(s, NULL, 2015, 3, &made);
    store_close(s);
    s = fixture_open(f->file);
    sample_read(s, id, &read);
    static const int positions[] = {1, 1, 1, 2, 2};
    static const char *const elements[] = {"assessment", "row", "sheet", "sheet", "row"};
    assert_int_equal(read.count, 5);
    for (size_t i = 0; i < read.count; i++) {
        const struct store_page *p = &read.pages[i], *m = &made.pages[i];
        assert_int_equal(p->id, m->id);
        assert_int_not_equal(p->id, 0);
        assert_int_equal(p->parent, m->parent);
        assert_string_equal(p->element, elements[i]);
        assert_int_equal(p->position, positions[i]);
        assert_int_equal(m->position, positions[i]);
        assert_int_equal(p->revision, m->revision);
        assert_int_not_equal(p->revision, 0);
        assert_int_equal(p->count, 3);
        for (size_t k = 0; k < p->count; k++) {
            assert_string_equal(p->fields[k].path, m->fields[k].path);
            assert_string_equal(p->fields[k].value, m->fields[k].value);
        }
    }
    assert_int_equal(read.pages[0].parent, 0);
    assert_int_equal(read.pages[1].parent, read.pages[0].id);
    assert_int_equal(read.pages[2].parent, read.pages[1].id);
    assert_int_equal(read.pages[4].parent, read.pages[0].id);
    store_page_list_free(&read);
    store_page_list_free(&made);
    sample_read(s, 12345, &read);
    assert_int_equal(read.count, 0);
    store_page_list_free(&read);
    store_close(s);
}

/* Whatever was saved since, they are those of the revision that the list was read with. */
static void test_fields_are_read_when_asked_for(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list made, tree;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &made);
    assert_done(store_read_tree(s, id, &tree, &err));
    char *old = strdup(page_get(&made.pages[1], "plan/field[2]"));
    page_set(&made.pages[1], "plan/field[2]", "新しい");
    int64_t revision = made.pages[1].revision;
    assert_int_equal(store_save(s, id, &made.pages[1], 1, 3, 6, &suzuki, &err), STORE_SAVED);
    assert_int_equal(tree.count, 5);
    for (size_t i = 0; i < tree.count; i++) {
        const struct store_page *p = &tree.pages[i], *m = &made.pages[i];
        assert_int_equal(p->id, m->id);
        assert_int_equal(p->parent, m->parent);
        assert_string_equal(p->element, m->element);
        assert_int_equal(p->position, m->position);
        assert_int_equal(p->revision, i == 1 ? revision : m->revision);
        assert_int_equal(p->count, 0);
        assert_done(store_read_fields(s, &tree.pages[i], &err));
        assert_int_equal(p->count, 3);
    }
    assert_string_equal(store_field_value(&tree.pages[1], "plan/field[2]"), old);
    assert_string_equal(store_field_value(&tree.pages[4], "plan/field[1]"),
                        page_get(&made.pages[4], "plan/field[1]"));
    assert_null(store_field_value(&tree.pages[1], "plan/field"));
    free(old);
    store_page_list_free(&tree);
    store_page_list_free(&made);
    store_close(s);
}

/* Nothing of a text is folded, trimmed or taken for a number. */
static void test_text_is_kept_byte_for_byte(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = {"",
                                        " ",
                                        "007",
                                        "8.0",
                                        "1e3",
                                        "NULL",
                                        "'; DROP TABLE page; --",
                                        "８０％以上",
                                        "か\xe3\x82\x99 神 葛\xf3\xa0\x84\x80",
                                        "①\n②\t③\n",
                                        "👨‍👩‍👧"};
    size_t count = sizeof texts / sizeof texts[0];
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, NULL, 2015, 0, &pages);
    for (size_t i = 0; i < count; i++) {
        char path[20];
        snprintf(path, sizeof path, "t[%zu]", i);
        page_set(&pages.pages[2], path, texts[i]);
    }
    char *big = malloc(300001);
    memset(big, 'x', 300000);
    big[300000] = '\0';
    page_set(&pages.pages[2], "big", big);
    struct error err = {""};
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &suzuki, &err), STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
    s = fixture_open(f->file);
    sample_read(s, id, &pages);
    assert_int_equal(pages.pages[2].count, count + 1);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(pages.pages[2].fields[i].value, texts[i]);
    }
    assert_string_equal(pages.pages[2].fields[count].value, big);
    free(big);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_save_adds_a_revision(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages, read;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    int64_t before = count_revisions(f), old = pages.pages[1].revision;
    page_set(&pages.pages[1], "plan/field[2]", "新しい");
    assert_int_equal(store_save(s, id, &pages.pages[1], 1, 3, 6, &suzuki, &err), STORE_SAVED);
    assert_true(pages.pages[1].revision > old);
    assert_int_equal(count_revisions(f), before + 1);
    sample_read(s, id, &read);
    assert_int_equal(read.pages[1].revision, pages.pages[1].revision);
    assert_string_equal(page_get(&read.pages[1], "plan/field[2]"), "新しい");
    assert_string_equal(page_get(&read.pages[1], "plan/field[1]"),
                        page_get(&pages.pages[1], "plan/field[1]"));
    store_page_list_free(&read);

    struct store_assessment a;
    bool found;
    assert_done(store_find(s, "271276", 2015, &found, &a, &err));
    assert_string_equal(a.changed_by, "suzuki");
    assert_int_equal(a.pages_done, 3);
    assert_int_equal(a.pages_total, 6);
    store_assessment_free(&a);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_fewer_and_reordered_fields_are_a_change(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages, read;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    struct store_page *p = &pages.pages[2];
    p->count--;
    free(p->fields[2].path);
    free(p->fields[2].value);
    assert_int_equal(store_save(s, id, p, 1, 0, 5, &suzuki, &err), STORE_SAVED);
    struct store_field first = p->fields[0];
    p->fields[0] = p->fields[1];
    p->fields[1] = first;
    assert_int_equal(store_save(s, id, p, 1, 0, 5, &suzuki, &err), STORE_SAVED);
    sample_read(s, id, &read);
    assert_int_equal(read.pages[2].count, 2);
    assert_string_equal(read.pages[2].fields[0].path, "plan/field[2]");
    store_page_list_free(&read);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_nothing_differs(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    int64_t before = count_revisions(f), old = pages.pages[1].revision;
    assert_int_equal(store_save(s, id, pages.pages, 5, 4, 5, &suzuki, &err), STORE_SAME);
    assert_int_equal(store_save(s, id, NULL, 0, 4, 5, &suzuki, &err), STORE_SAME);
    assert_int_equal(count_revisions(f), before);
    assert_int_equal(pages.pages[1].revision, old);
    struct store_assessment a;
    bool found;
    assert_done(store_find(s, "271276", 2015, &found, &a, &err));
    assert_string_equal(a.changed_by, "tanaka");
    assert_int_equal(a.pages_done, 4);
    store_assessment_free(&a);
    /* One of five differs: that one alone gets a revision. */
    page_set(&pages.pages[4], "plan/field[1]", "別");
    assert_int_equal(store_save(s, id, pages.pages, 5, 4, 5, &suzuki, &err), STORE_SAVED);
    assert_int_equal(count_revisions(f), before + 1);
    assert_int_equal(pages.pages[1].revision, old);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_conflict_saves_nothing(void **state)
{
    struct fixture *f = *state;
    struct store *mine = fixture_open(f->file), *theirs = fixture_open(f->file);
    struct store_page_list pages, other;
    struct error err = {""};
    int64_t id = sample_create(mine, NULL, 2015, 3, &pages);
    sample_read(theirs, id, &other);
    page_set(&other.pages[2], "plan/field[1]", "彼の文");
    assert_int_equal(store_save(theirs, id, other.pages, 5, 0, 5, &suzuki, &err), STORE_SAVED);
    int64_t before = count_revisions(f);

    page_set(&pages.pages[1], "plan/field[1]", "私の文 一");
    page_set(&pages.pages[2], "plan/field[1]", "私の文 二");
    int64_t mine_before = pages.pages[1].revision;
    assert_int_equal(store_save(mine, id, pages.pages, 5, 5, 5, &sample_author, &err),
                     STORE_CONFLICT);
    assert_non_null(strstr(err.text, "suzuki"));
    assert_int_equal(count_revisions(f), before);
    assert_int_equal(pages.pages[1].revision, mine_before);
    struct store_page_list now;
    sample_read(mine, id, &now);
    assert_string_equal(page_get(&now.pages[2], "plan/field[1]"), "彼の文");
    assert_string_not_equal(page_get(&now.pages[1], "plan/field[1]"), "私の文 一");
    struct store_assessment a;
    bool found;
    assert_done(store_find(mine, "271276", 2015, &found, &a, &err));
    assert_int_equal(a.pages_done, 0);
    store_assessment_free(&a);
    /* Having read theirs, mine may be saved over it. */
    pages.pages[2].revision = now.pages[2].revision;
    assert_int_equal(store_save(mine, id, pages.pages, 5, 5, 5, &sample_author, &err), STORE_SAVED);
    store_page_list_free(&now);
    store_page_list_free(&pages);
    store_page_list_free(&other);
    store_close(mine);
    store_close(theirs);
}

static void test_page_of_another_assessment_is_refused(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, "271276", 2015, 1, &pages);
    int64_t other = sample_create(s, "271241", 2015, 1, NULL);
    struct error err = {""};
    page_set(&pages.pages[1], "x", "y");
    assert_int_equal(store_save(s, other, &pages.pages[1], 1, 0, 5, &suzuki, &err), STORE_FAILED);
    assert_string_not_equal(err.text, "");
    assert_false(store_remove_page(s, other, pages.pages[1].id, &suzuki, &err));
    pages.pages[1].id = 4711;
    assert_int_equal(store_save(s, id, &pages.pages[1], 1, 0, 5, &suzuki, &err), STORE_FAILED);
    store_page_list_free(&pages);
    store_close(s);
}

/* --- pages come and go --------------------------------------------------------- */

/* Fails unless the pages in the parent are these ids, at 1, 2, 3, ... */
static void assert_children(struct store *s, int64_t id, int64_t parent, const int64_t *ids,
                            size_t count)
{
    struct store_page_list list;
    sample_read(s, id, &list);
    size_t n = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (list.pages[i].parent == parent) {
            assert_true(n < count);
            assert_int_equal(list.pages[i].id, ids[n]);
            assert_int_equal(list.pages[i].position, n + 1);
            n++;
        }
    }
    assert_int_equal(n, count);
    store_page_list_free(&list);
}

static int64_t insert_page(struct store *s, int64_t id, int64_t parent, int position)
{
    struct store_page page;
    struct error err = {""};
    page_make(&page, parent, "sheet", position);
    page_set(&page, "@id", "新");
    struct store_author author = {.name = "suzuki", .action = "insert"};
    if (store_save(s, id, &page, 1, 0, 5, &author, &err) != STORE_SAVED) {
        fail_msg("%s", err.text);
    }
    assert_int_not_equal(page.revision, 0);
    int64_t page_id = page.id;
    store_page_clear(&page);
    return page_id;
}

static void test_new_page_moves_its_neighbours(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    int64_t id = sample_create(s, NULL, 2015, 1, &p);
    int64_t row = p.pages[1].id, one = p.pages[2].id, two = p.pages[3].id;
    int64_t middle = insert_page(s, id, row, 2);
    assert_children(s, id, row, (int64_t[]){one, middle, two}, 3);
    int64_t first = insert_page(s, id, row, 1);
    assert_children(s, id, row, (int64_t[]){first, one, middle, two}, 4);
    int64_t last = insert_page(s, id, row, 99);
    int64_t front = insert_page(s, id, row, -3);
    assert_children(s, id, row, (int64_t[]){front, first, one, middle, two, last}, 6);
    /* The other row, and the rows themselves, stay where they are. */
    assert_children(s, id, p.pages[4].id, NULL, 0);
    assert_children(s, id, p.pages[0].id, (int64_t[]){row, p.pages[4].id}, 2);
    int64_t only = insert_page(s, id, p.pages[4].id, 1);
    assert_children(s, id, p.pages[4].id, &only, 1);
    store_page_list_free(&p);
    store_close(s);
}

static void test_new_pages_inside_a_new_page(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, &p);
    struct store_page added[3];
    page_make(&added[0], p.pages[0].id, "row", 2);
    page_make(&added[1], -1, "sheet", 1);
    page_make(&added[2], -1, "sheet", 2);
    assert_int_equal(store_save(s, id, added, 3, 0, 8, &suzuki, &err), STORE_SAVED);
    assert_int_equal(added[1].parent, added[0].id);
    assert_children(s, id, p.pages[0].id, (int64_t[]){p.pages[1].id, added[0].id, p.pages[4].id},
                    3);
    assert_children(s, id, added[0].id, (int64_t[]){added[1].id, added[2].id}, 2);
    for (size_t i = 0; i < 3; i++) {
        store_page_clear(&added[i]);
    }
    store_page_list_free(&p);
    store_close(s);
}

static void test_new_page_needs_its_parent(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, &p);
    int64_t other = sample_create(s, "271241", 2015, 1, NULL);
    int64_t removed = p.pages[4].id;
    assert_done(store_remove_page(s, id, removed, &suzuki, &err));
    int64_t elsewhere = p.pages[0].id;
    int64_t pages_before = plain_number(f->file, "SELECT count(*) FROM page");
    const struct {
        int64_t assessment, parent;
    } wrong[] = {{id, 0}, {id, 999}, {id, removed}, {other, elsewhere}, {id, -1}, {id, -7}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct store_page page;
        page_make(&page, wrong[i].parent, "sheet", 1);
        err.text[0] = '\0';
        assert_int_equal(store_save(s, wrong[i].assessment, &page, 1, 0, 5, &suzuki, &err),
                         STORE_FAILED);
        assert_string_not_equal(err.text, "");
        assert_int_equal(page.id, 0);
        store_page_clear(&page);
    }
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM page"), pages_before);
    store_page_list_free(&p);
    store_close(s);
}

static void test_removed_page_takes_its_pages_along(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p, read;
    struct error err = {""};
    struct store_author author = {.name = "suzuki", .action = "remove"};
    int64_t id = sample_create(s, NULL, 2015, 2, &p);
    int64_t fields = plain_number(f->file, "SELECT count(*) FROM field");
    assert_done(store_remove_page(s, id, p.pages[1].id, &author, &err));
    sample_read(s, id, &read);
    assert_int_equal(read.count, 2);
    assert_int_equal(read.pages[1].id, p.pages[4].id);
    assert_int_equal(read.pages[1].position, 1);
    store_page_list_free(&read);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM field"), fields);
    struct store_assessment a;
    bool found;
    assert_done(store_find(s, "271276", 2015, &found, &a, &err));
    assert_string_equal(a.changed_by, "suzuki");
    store_assessment_free(&a);

    /* What was taken out can neither be taken out again nor saved. */
    assert_false(store_remove_page(s, id, p.pages[1].id, &author, &err));
    page_set(&p.pages[2], "x", "y");
    assert_int_equal(store_save(s, id, &p.pages[2], 1, 0, 5, &suzuki, &err), STORE_CONFLICT);
    assert_non_null(strstr(err.text, "suzuki"));
    /* The root stays. */
    assert_false(store_remove_page(s, id, p.pages[0].id, &author, &err));
    assert_string_not_equal(err.text, "");
    plain_assert_sound(f->file);
    store_page_list_free(&p);
    store_close(s);
}

static void test_removed_page_closes_the_gap(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, &p);
    int64_t row = p.pages[1].id, one = p.pages[2].id, two = p.pages[3].id;
    int64_t three = insert_page(s, id, row, 3);
    assert_done(store_remove_page(s, id, two, &suzuki, &err));
    assert_children(s, id, row, (int64_t[]){one, three}, 2);
    int64_t again = insert_page(s, id, row, 2);
    assert_children(s, id, row, (int64_t[]){one, again, three}, 3);
    store_page_list_free(&p);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_created_assessment_is_listed),
        ROW(test_part_of_the_list),
        ROW(test_find_by_ward_and_year),
        ROW(test_same_ward_and_year_is_refused),
        ROW(test_pages_without_a_tree_are_refused),
        ROW(test_pages_come_back_in_order),
        ROW(test_fields_are_read_when_asked_for),
        ROW(test_text_is_kept_byte_for_byte),
        ROW(test_save_adds_a_revision),
        ROW(test_fewer_and_reordered_fields_are_a_change),
        ROW(test_nothing_differs),
        ROW(test_conflict_saves_nothing),
        ROW(test_page_of_another_assessment_is_refused),
        ROW(test_new_page_moves_its_neighbours),
        ROW(test_new_pages_inside_a_new_page),
        ROW(test_new_page_needs_its_parent),
        ROW(test_removed_page_takes_its_pages_along),
        ROW(test_removed_page_closes_the_gap),
    };
    return cmocka_run_group_tests_name("store: pages", tests, NULL, NULL);
}
