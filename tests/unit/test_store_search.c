/* What is stored is found as people type it: in every spelling, newest texts
 * only, in a sensible order, and also after the index was lost. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/search.h"

/* --- what is stored, and what is found ------------------------------------------ */

/* An assessment: a root page, a row, and in it a page for each text, which is its
 * field "plan/text"; the pages' names are p1, p2, ... */
static int64_t store_texts(struct store *s, const char *ward, int year, const char *const *texts,
                           size_t count, struct store_page_list *pages)
{
    struct store_page_list list = {calloc(count + 2, sizeof *list.pages), count + 2};
    page_make(&list.pages[0], 0, "assessment", 1);
    page_make(&list.pages[1], 1, "row", 1);
    page_set(&list.pages[1], "@id", "r");
    for (size_t i = 0; i < count; i++) {
        char name[40];
        snprintf(name, sizeof name, "p%zu", i + 1);
        page_make(&list.pages[i + 2], 2, "sheet", (int)i + 1);
        page_set(&list.pages[i + 2], "@id", name);
        page_set(&list.pages[i + 2], "code", "4-1");
        page_set(&list.pages[i + 2], "plan/text", texts[i]);
    }
    char word[] = "w", *code = strdup(ward);
    struct store_assessment a = {.ward_code = code,
                                 .ward_name = code,
                                 .year = year,
                                 .policy = word,
                                 .form_version = word,
                                 .state = word};
    struct error err = {""};
    int64_t id = 0;
    assert_done(store_create(s, &a, &list, &sample_author, &id, &err));
    free(code);
    if (pages != NULL) {
        *pages = list;
    } else {
        store_page_list_free(&list);
    }
    return id;
}

static int64_t store_text_alone(struct store *s, const char *text, struct store_page_list *pages)
{
    return store_texts(s, "271276", 2015, &text, 1, pages);
}

static void save_page(struct store *s, int64_t id, struct store_page *page)
{
    struct error err = {""};
    enum store_saved saved = store_save(s, id, page, 1, 0, 1, &sample_author, &err);
    if (saved != STORE_SAVED && saved != STORE_SAME) {
        fail_msg("%s", err.text);
    }
}

static struct store_hits search_for(struct store *s, const struct store_search *what)
{
    struct error err = {""};
    struct store_hits hits;
    if (!store_search(s, what, &hits, &err)) {
        fail_msg("%s: %s", what->text, err.text);
    }
    return hits;
}

static size_t count_hits(struct store *s, const char *text)
{
    struct store_hits hits = search_for(s, &(struct store_search){.text = text});
    size_t count = hits.count;
    store_hits_free(&hits);
    return count;
}

/* The hits as "ward year page path", one behind another with "; " between. */
static const char *name_hits(const struct store_hits *hits, char out[1024])
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < hits->count; i++) {
        const struct store_hit *h = &hits->items[i];
        at += (size_t)snprintf(out + at, 1024 - at, "%s%s %d %s %s", i == 0 ? "" : "; ",
                               h->ward_code, h->year, h->page_name, h->path);
        assert_true(at < 1024);
    }
    return out;
}

static void assert_found(struct store *s, const char *text, const char *expected)
{
    char names[1024];
    struct store_hits hits = search_for(s, &(struct store_search){.text = text});
    assert_string_equal(name_hits(&hits, names), expected);
    store_hits_free(&hits);
}

/* --- spellings ------------------------------------------------------------------- */

/* The hit is the bytes of the text that were stored, not the typed ones. */
static void test_found_as_typed(void **state)
{
    static const struct {
        const char *stored, *typed, *hit; /* hit NULL: not found */
    } rows[] = {
        {"地域活動協議会の認知度", "協議会", "協議会"},
        {"地域活動協議会の認知度", "会", "会"},
        {"地域活動協議会の認知度", "知度", "知度"},
        {"地域活動協議会の認知度", "地域活動協議会の認知度", "地域活動協議会の認知度"},
        {"地域活動協議会の認知度", "認知症", NULL},
        {"地域活動協議会の認知度", "症", NULL},
        {"ｱｳﾄｶﾑの達成", "アウトカム", "ｱｳﾄｶﾑ"},
        {"アウトカムの達成", "ｱｳﾄｶﾑ", "アウトカム"},
        {"アウトカム", "ｱ", "ア"},
        {"ﾎｰﾑﾍﾟｰｼﾞを見た", "ホームページ", "ﾎｰﾑﾍﾟｰｼﾞ"},
        {"ＰＲを行う", "pr", "ＰＲ"},
        {"pr誌を配る", "ＰＲ誌", "pr誌"},
        {"判定はＡとする", "a", "Ａ"},
        {"3％増えた", "３%", "3％"},
        {"８０%以上", "80％以上", "８０%以上"},
        {"区　役　所", "区役所", "区　役　所"},
        {"区役所", "区 役所", "区役所"},
        {"電話　 文書", "電話 文書", "電話　 文書"},
        {"6‐2の取組", "６－２の", "6‐2の"},
        {"（注）を見る", "注を", "注）を"},
        {"①を進める", "1を進", "①を進"},
        {"か\u3099んばる", "がん", "か\u3099ん"},
        {"か\u3099んばる", "かん", NULL},
        {"葛\U000E0100城の道", "葛城", "葛\U000E0100城"},
        {"「\"引用\"」の文", "\"引用\"", "\"引用\""},
        {"a AND b OR c*", "and b or", "AND b OR"},
        {"一行目\n二行目", "二行", "二行"},
        {"一行目\n二行目", "目二行", NULL},
        {"一行目\n二行目", "目\n二", "目\n二"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *f = NULL;
        assert_int_equal(fixture_make(&f), 0);
        struct store *s = fixture_open(((struct fixture *)f)->file);
        store_text_alone(s, rows[i].stored, NULL);
        struct store_hits hits = search_for(s, &(struct store_search){.text = rows[i].typed});
        if (hits.count != (rows[i].hit != NULL)) {
            fail_msg("%s in %s: %zu hits", rows[i].typed, rows[i].stored, hits.count);
        }
        if (hits.count == 1) {
            const struct store_hit *h = &hits.items[0];
            size_t length = strlen(rows[i].hit);
            assert_int_equal(h->end - h->start, length);
            assert_memory_equal(h->piece + h->start, rows[i].hit, length);
            assert_memory_equal(rows[i].stored + h->offset + h->start, rows[i].hit, length);
        }
        store_hits_free(&hits);
        store_close(s);
        assert_int_equal(fixture_remove(&f), 0);
    }
    (void)state;
}

static void test_nothing_to_search_for(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    store_text_alone(s, "（ 　） \n の文", NULL);
    static const char *const nothing[] = {"", " ", "　", "()", "\n", "（　\n"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        assert_int_equal(count_hits(s, nothing[i]), 0);
    }
    struct error err = {""};
    struct store_hits hits;
    assert_false(store_search(s, &(struct store_search){.text = "\xe5\x8c"}, &hits, &err));
    assert_non_null(strstr(err.text, "UTF-8"));
    assert_int_equal(hits.count, 0);
    store_close(s);
}

/* --- what is searched --------------------------------------------------------------- */

static void test_codes_and_attributes_are_no_texts(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = store_text_alone(s, "計画の文", &pages);
    struct store_page *page = &pages.pages[2];
    page_set(page, "figure/goal", "80％以上");
    page_set(page, "figure/goal/@amount", "80以上の属性");
    page_set(page, "mark", "Ａ");
    page_set(page, "mark[2]", "①(ⅰ)");
    page_set(page, "mark[3]", "―");
    page_set(page, "answers", "553");
    page_set(page, "reason", "区民の声をふまえた。");
    page_set(page, "reason/@rule", "KS-208");
    save_page(s, id, page);
    assert_found(s, "80％", "271276 2015 p1 figure/goal");
    assert_found(s, "区民の声", "271276 2015 p1 reason");
    static const char *const no_texts[] = {"属性", "KS-208", "A",   "ⅰ",  "1i", "―",
                                           "553",  "55",     "4-1", "p1", "4"};
    for (size_t i = 0; i < sizeof no_texts / sizeof no_texts[0]; i++) {
        assert_found(s, no_texts[i], "");
    }
    store_page_list_free(&pages);
    store_close(s);
}

static void test_only_the_newest_texts(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file), *other = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = store_text_alone(s, "最初の文章", &pages);
    assert_int_equal(count_hits(other, "最初の"), 1);
    page_set(&pages.pages[2], "plan/text", "改めた文章");
    page_set(&pages.pages[2], "plan/more", "書き足した文");
    save_page(s, id, &pages.pages[2]);
    /* Two programs at once: each sees what the other saved. */
    assert_int_equal(count_hits(other, "最初の"), 0);
    assert_int_equal(count_hits(other, "最初"), 0);
    assert_found(other, "文", "271276 2015 p1 plan/text; 271276 2015 p1 plan/more");
    /* A save that is refused changes nothing that is found. */
    char path[] = "plan/text", text[] = "古い頁から";
    struct store_field field = {path, text};
    struct store_page stale = pages.pages[2];
    stale.revision = 1;
    stale.fields = &field;
    stale.count = 1;
    struct error err = {""};
    assert_int_equal(store_save(s, id, &stale, 1, 0, 1, &sample_author, &err), STORE_CONFLICT);
    assert_int_equal(count_hits(s, "改めた文章"), 1);
    assert_int_equal(count_hits(s, "古い頁"), 0);
    /* What is taken out is not found, with all that stands in it. */
    assert_done(store_remove_page(s, id, pages.pages[1].id, &sample_author, &err));
    assert_int_equal(count_hits(s, "文"), 0);
    assert_int_equal(count_hits(s, "改めた文章"), 0);
    store_page_list_free(&pages);
    store_close(other);
    store_close(s);
}

static void test_new_page_is_found(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = store_text_alone(s, "後ろの頁", &pages);
    struct store_page page;
    page_make(&page, pages.pages[1].id, "sheet", 1);
    page_set(&page, "@id", "new");
    page_set(&page, "plan/text", "前の頁");
    save_page(s, id, &page);
    assert_found(s, "の頁", "271276 2015 new plan/text; 271276 2015 p1 plan/text");
    store_page_clear(&page);
    store_page_list_free(&pages);
    store_close(s);
}

/* A copy is found at its source, until it stands by itself. */
static void test_copies_are_found_once(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    static const char *const texts[] = {"同じ戦略の文", "同じ戦略の文"};
    struct store_page_list pages;
    int64_t id = store_texts(s, "271276", 2015, texts, 2, &pages);
    struct store_page *copy = &pages.pages[3];
    page_set(copy, "@follows", "p1");
    save_page(s, id, copy);
    assert_found(s, "戦略の", "271276 2015 p1 plan/text");
    page_set(copy, "@follows", "");
    save_page(s, id, copy);
    assert_found(s, "戦略の", "271276 2015 p1 plan/text; 271276 2015 p2 plan/text");
    store_page_list_free(&pages);
    store_close(s);
}

/* --- the answer ------------------------------------------------------------------------ */

static void test_order(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    static const char *const texts[] = {"語句", "何もない", "語句"};
    int64_t here = 0;
    static const struct {
        const char *ward;
        int year;
    } made[] = {{"271241", 2014}, {"271276", 2015}, {"271021", 2015}, {"271276", 2016}};
    for (size_t i = 0; i < 4; i++) {
        int64_t id = store_texts(s, made[i].ward, made[i].year, texts, 3, NULL);
        here = i == 0 ? id : here;
    }
    char names[1024];
    struct store_search what = {.text = "語句"};
    struct store_hits hits = search_for(s, &what);
    assert_string_equal(name_hits(&hits, names),
                        "271276 2016 p1 plan/text; 271276 2016 p3 plan/text; "
                        "271021 2015 p1 plan/text; 271021 2015 p3 plan/text; "
                        "271276 2015 p1 plan/text; 271276 2015 p3 plan/text; "
                        "271241 2014 p1 plan/text; 271241 2014 p3 plan/text");
    assert_false(hits.more);
    store_hits_free(&hits);
    what.here = here;
    what.limit = 3;
    hits = search_for(s, &what);
    assert_string_equal(name_hits(&hits, names),
                        "271241 2014 p1 plan/text; 271241 2014 p3 plan/text; "
                        "271276 2016 p1 plan/text");
    assert_true(hits.more);
    store_hits_free(&hits);
    what = (struct store_search){.text = "語句", .ward_code = "271276", .year = 2015, .limit = 2};
    hits = search_for(s, &what);
    assert_string_equal(name_hits(&hits, names),
                        "271276 2015 p1 plan/text; 271276 2015 p3 plan/text");
    assert_false(hits.more);
    store_hits_free(&hits);
    what.year = 2013;
    hits = search_for(s, &what);
    assert_int_equal(hits.count, 0);
    store_close(s);
}

/* Pages come as they stand in the sheet, not as they were made. */
static void test_order_follows_the_sheet(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    static const char *const texts[] = {"語句の頁", "語句の頁"};
    struct store_page_list pages;
    int64_t id = store_texts(s, "271276", 2015, texts, 2, &pages);
    struct store_page page;
    for (int i = 0; i < 2; i++) {
        char name[8] = {'n', (char)('1' + i), '\0'};
        page_make(&page, i == 0 ? pages.pages[1].id : pages.pages[2].id, "sheet", 1);
        page_set(&page, "plan/second", "語句の頁");
        page_set(&page, "@id", name);
        save_page(s, id, &page);
        store_page_clear(&page);
    }
    assert_found(s, "語句の",
                 "271276 2015 n1 plan/second; 271276 2015 p1 plan/text; "
                 "271276 2015 n2 plan/second; 271276 2015 p2 plan/text");
    store_page_list_free(&pages);
    store_close(s);
}

static void test_piece_around_the_hit(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    char text[2000] = "前の行\n";
    for (int i = 0; i < 100; i++) {
        strcat(text, "あ");
    }
    strcat(text, "語句");
    for (int i = 0; i < 100; i++) {
        strcat(text, "い");
    }
    strcat(text, "\n短い語句の行\n次の行");
    store_text_alone(s, text, NULL);
    struct store_hits hits = search_for(s, &(struct store_search){.text = "語句"});
    assert_int_equal(hits.count, 1);
    const struct store_hit *h = &hits.items[0];
    assert_int_equal(h->count, 2);
    assert_true(h->cut_before);
    assert_true(h->cut_after);
    assert_int_equal(h->start % 3, 0);
    assert_in_range(h->start, 3, 297);
    assert_memory_equal(h->piece + h->start, "語句", 6);
    assert_int_equal(strspn(h->piece, "あ"), h->start);
    assert_memory_equal(text + h->offset, h->piece, strlen(h->piece));
    assert_null(strchr(h->piece, '\n'));
    store_hits_free(&hits);
    hits = search_for(s, &(struct store_search){.text = "短い語句"});
    h = &hits.items[0];
    assert_string_equal(h->piece, "短い語句の行");
    assert_false(h->cut_before);
    assert_false(h->cut_after);
    assert_int_equal(h->start, 0);
    store_hits_free(&hits);
    store_close(s);
}

/* A pasted page is no term for the index by words, yet it is searched for whole. */
static void test_long_search_text(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    size_t size = 300000;
    char *text = malloc(size + 4);
    for (size_t i = 0; i < size; i += 3) {
        memcpy(text + i, i % 2 == 0 ? "長" : "文", 4);
    }
    store_text_alone(s, text, NULL);
    assert_int_equal(count_hits(s, text), 1);
    memcpy(text + size - 3, "違", 3);
    assert_int_equal(count_hits(s, text), 0);
    free(text);
    store_close(s);
}

/* --- the index -------------------------------------------------------------------------- */

static const char keys_sql[] =
    "SELECT count(*) || ' ' || ifnull(sum(page * length(path) * length(key)), 0) "
    "FROM search_field";

static void assert_index_whole(const struct fixture *f, struct store *s)
{
    char before[256], after[256], text[256];
    struct error err = {""};
    if (plain_run(f->file,
                  "INSERT INTO search_word (search_word, rank) VALUES ('integrity-check', 1)",
                  text) != SQLITE_OK) {
        fail_msg("%s", text);
    }
    plain_ask(f->file, keys_sql, before);
    assert_done(store_search_rebuild(s, &err));
    assert_string_equal(plain_ask(f->file, keys_sql, after), before);
}

/* Saved piece by piece, the index is what it would be if made anew; fields that did
 * not change are not written again. */
static void test_index_keeps_up(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct error err = {""};
    int64_t id = sample_create(s, "271276", 2015, 8, &pages);
    assert_index_whole(f, s);
    int64_t same = plain_number(f->file, "SELECT max(id) FROM search_field");
    unsigned seed = 1;
    for (int i = 0; i < 200; i++) {
        struct store_page *page = &pages.pages[i % 5];
        char path[40], value[80];
        seed = seed * 1103515245 + 12345;
        snprintf(path, sizeof path, "plan/field[%u]", seed / 65536 % 10 + 1);
        snprintf(value, sizeof value, "改め%dの文", i);
        page_set(page, path, seed / 128 % 5 == 0 ? "" : value);
        save_page(s, id, page);
    }
    assert_true(plain_number(f->file, "SELECT max(id) FROM search_field") < same + 200);
    assert_index_whole(f, s);
    assert_done(store_remove_page(s, id, pages.pages[2].id, &sample_author, &err));
    assert_index_whole(f, s);
    store_page_list_free(&pages);
    store_close(s);
}

/* An index that is missing, or damaged in whatever way: a search makes it anew, and
 * a save before that goes well. */
static void test_damaged_index_heals(void **state)
{
    static const char *const damages[] = {
        "DROP TABLE search_state",
        "DELETE FROM search_state",
        "DROP TABLE search_field",
        "DELETE FROM search_field; DELETE FROM search_state",
        "DROP TABLE search_word",
        "DROP TABLE search_word; DROP TABLE search_field; DROP TABLE search_state",
        "DROP TABLE search_word_config",
        "DROP TABLE search_word_data",
        "DROP TABLE search_word_idx",
        "DELETE FROM search_word_data",
        "DELETE FROM search_word_idx",
        "DELETE FROM search_word_config",
        "UPDATE search_word_config SET v = 99",
        "UPDATE search_word_data SET block = x'00010203'",
        "UPDATE search_word_data SET block = x'ffff0203' WHERE id > 10",
    };
    (void)state;
    for (size_t i = 0; i < 2 * sizeof damages / sizeof damages[0]; i++) {
        void *made = NULL;
        char text[256];
        assert_int_equal(fixture_make(&made), 0);
        const struct fixture *f = made;
        struct store *s = fixture_open(f->file);
        struct store_page_list pages;
        int64_t id = store_text_alone(s, "地域活動協議会", &pages);
        store_close(s);
        if (plain_run(f->file, damages[i / 2], text) != SQLITE_OK) {
            fail_msg("%s: %s", damages[i / 2], text);
        }
        s = fixture_open(f->file);
        if (i % 2 == 1) {
            page_set(&pages.pages[2], "plan/more", "地域活動の文");
            save_page(s, id, &pages.pages[2]);
        }
        size_t found = count_hits(s, "地域活動"), again = count_hits(s, "地域");
        if (found != i % 2 + 1 || again != found) {
            fail_msg("%s: %zu and %zu hits", damages[i / 2], found, again);
        }
        page_set(&pages.pages[2], "plan/text", "後の文");
        save_page(s, id, &pages.pages[2]);
        assert_int_equal(count_hits(s, "後の文"), 1);
        assert_index_whole(f, s);
        plain_assert_sound(f->file);
        store_page_list_free(&pages);
        store_close(s);
        assert_int_equal(fixture_remove(&made), 0);
    }
}

/* Somebody else is writing and does not stop: a search reads all the same. */
static void test_search_waits_for_nobody(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    store_text_alone(s, "地域活動協議会", NULL);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(count_hits(s, "協議会"), 1);
    assert_int_equal(count_hits(s, "会"), 1);
    assert_int_equal(count_hits(s, "ない語句"), 0);
    sqlite3_close(db);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_as_typed),
        ROW(test_nothing_to_search_for),
        ROW(test_codes_and_attributes_are_no_texts),
        ROW(test_only_the_newest_texts),
        ROW(test_new_page_is_found),
        ROW(test_copies_are_found_once),
        ROW(test_order),
        ROW(test_order_follows_the_sheet),
        ROW(test_piece_around_the_hit),
        ROW(test_long_search_text),
        ROW(test_index_keeps_up),
        cmocka_unit_test(test_damaged_index_heals),
        ROW(test_search_waits_for_nobody),
    };
    return cmocka_run_group_tests_name("store: search", tests, NULL, NULL);
}
