/* Memory runs short at every single allocation, the store's own and SQLite's:
 * each call then says so, has changed nothing, and works afterwards. The linker
 * (--wrap) leads the room's allocations through here. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/accounts.h"
#include "store/backup.h"
#include "store/city.h"
#include "store/figures.h"
#include "store/trail.h"
#include "store/trail_verify.h"

/* How many allocations still go well; below 0: all. After that one is refused,
 * or all that come. */
static long allowance = -1;
static bool lasting;
static bool refused;

static bool may_have(void)
{
    if (allowance < 0) {
        return true;
    }
    if (allowance == 0) {
        allowance = lasting ? 0 : -1;
        refused = true;
        return false;
    }
    allowance--;
    return true;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return may_have() ? __real_malloc(size) : NULL;
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return may_have() ? __real_calloc(count, size) : NULL;
}

void *__real_reallocarray(void *old, size_t count, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    return may_have() ? __real_reallocarray(old, count, size) : NULL;
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size)
{
    return may_have() ? __real_realloc(old, size) : NULL;
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
    return may_have() ? __real_strdup(text) : NULL;
}

static sqlite3_mem_methods sqlite_memory;

static void *scarce_malloc(int size)
{
    return may_have() ? sqlite_memory.xMalloc(size) : NULL;
}

static void *scarce_realloc(void *old, int size)
{
    return may_have() ? sqlite_memory.xRealloc(old, size) : NULL;
}

static int configure_sqlite(void)
{
    int rc = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
    sqlite3_mem_methods scarce = sqlite_memory;
    scarce.xMalloc = scarce_malloc;
    scarce.xRealloc = scarce_realloc;
    if (rc == SQLITE_OK) {
        rc = sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce);
    }
    /* No memory set aside: every allocation comes by. */
    return rc == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) : rc;
}

/* --- the calls ----------------------------------------------------------------- */

struct scene {
    const struct fixture *f;
    struct store *s;
    int64_t id;
    struct store_page_list pages;
};

static bool call_open(struct scene *c, struct error *err)
{
    struct store *s = store_open(c->f->file, false, err);
    store_close(s);
    return s != NULL;
}

static bool call_keep_little(struct scene *c, struct error *err)
{
    return store_keep_little(c->s, err);
}

static bool call_open_new(struct scene *c, struct error *err)
{
    char path[FIXTURE_PATH];
    struct store *s = store_open(fixture_path(c->f, "a/b/new.db", path), true, err);
    store_close(s);
    return s != NULL;
}

static bool call_list(struct scene *c, struct error *err)
{
    struct store_assessment_list list;
    bool good = store_list(c->s, &list, err);
    assert_int_equal(list.count, good ? 2 : 0);
    store_list_free(&list);
    return good;
}

static bool call_find(struct scene *c, struct error *err)
{
    struct store_assessment a;
    bool found;
    bool good = store_find(c->s, "271276", 2015, &found, &a, err);
    assert_int_equal(found, good);
    store_assessment_free(&a);
    return good;
}

static bool call_read(struct scene *c, struct error *err)
{
    struct store_page_list list;
    bool good = store_read_pages(c->s, c->id, &list, err);
    assert_int_equal(list.count, good ? 5 : 0);
    store_page_list_free(&list);
    return good;
}

static bool call_read_tree(struct scene *c, struct error *err)
{
    struct store_page_list list;
    bool good = store_read_tree(c->s, c->id, &list, err);
    assert_int_equal(list.count, good ? 5 : 0);
    good = good && store_read_fields(c->s, &list.pages[2], err);
    assert_int_equal(list.count > 0 ? list.pages[2].count : 0, good ? 3 : 0);
    store_page_list_free(&list);
    return good;
}

static bool call_create(struct scene *c, struct error *err)
{
    char word[] = "w";
    struct store_assessment a = {.ward_code = word,
                                 .ward_name = word,
                                 .year = 2020,
                                 .policy = word,
                                 .form_version = word,
                                 .state = word};
    struct store_field field = {word, word};
    struct store_page pages[] = {
        {.element = word, .fields = &field, .count = 1},
        {.element = word, .fields = &field, .count = 1, .parent = 1},
    };
    struct store_page_list list = {pages, 2};
    int64_t id;
    bool good = store_create(c->s, &a, &list, &sample_author, &id, err);
    assert_int_equal(pages[1].id != 0, good);
    return good;
}

static bool call_save(struct scene *c, struct error *err)
{
    struct store_page pages[] = {c->pages.pages[2],
                                 c->pages.pages[3],
                                 {.element = c->pages.pages[3].element,
                                  .parent = c->pages.pages[1].id,
                                  .fields = c->pages.pages[2].fields,
                                  .count = 2,
                                  .position = 1}};
    int64_t before = pages[0].revision;
    enum store_saved saved = store_save(c->s, c->id, pages, 3, 3, 5, &sample_author, err);
    assert_true(saved == STORE_SAVED || saved == STORE_FAILED);
    assert_int_equal(pages[0].revision != before, saved == STORE_SAVED);
    return saved == STORE_SAVED;
}

/* Two answers are right: the conflict, or that memory is short. */
static bool call_conflict(struct scene *c, struct error *err)
{
    struct store_page page = c->pages.pages[2];
    page.revision--;
    enum store_saved saved = store_save(c->s, c->id, &page, 1, 3, 5, &sample_author, err);
    assert_true(saved == STORE_CONFLICT || saved == STORE_FAILED);
    return saved == STORE_CONFLICT;
}

static bool call_remove(struct scene *c, struct error *err)
{
    return store_remove_page(c->s, c->id, c->pages.pages[1].id, &sample_author, err);
}

static bool call_put_draft(struct scene *c, struct error *err)
{
    return store_put_draft(c->s, &c->pages.pages[2], "suzuki", err);
}

static bool call_put_drafts(struct scene *c, struct error *err)
{
    return store_put_drafts(c->s, c->id, &c->pages.pages[2], 2, "suzuki", "page 3", err);
}

static bool call_read_drafts(struct scene *c, struct error *err)
{
    struct store_page_list list;
    bool good = store_read_drafts(c->s, c->id, "tanaka", &list, err);
    assert_int_equal(list.count, good ? 2 : 0);
    store_page_list_free(&list);
    return good;
}

static bool call_drop_draft(struct scene *c, struct error *err)
{
    return store_drop_draft(c->s, c->pages.pages[3].id, "tanaka", err);
}

static bool call_put_place(struct scene *c, struct error *err)
{
    return store_put_place(c->s, c->id, "suzuki", "page 2", err);
}

static bool call_read_place(struct scene *c, struct error *err)
{
    char *place;
    bool good = store_read_place(c->s, c->id, "tanaka", &place, err);
    assert_int_equal(place != NULL, good);
    free(place);
    return good;
}

static bool call_put_judgement(struct scene *c, struct error *err)
{
    char word[] = "new";
    struct store_finding findings[] = {{word, word, word, word, word},
                                       {word, word, word, word, word}};
    struct store_judgement judgement = {.version = word, .findings = findings, .count = 2};
    return store_put_judgement(c->s, c->id, &judgement, err);
}

static bool call_read_judgement(struct scene *c, struct error *err)
{
    struct store_judgement judgement;
    bool good = store_read_judgement(c->s, c->id, &judgement, err);
    assert_int_equal(judgement.count, good ? 3 : 0);
    assert_int_equal(judgement.version != NULL, good);
    store_judgement_free(&judgement);
    return good;
}

static bool call_history(struct scene *c, struct error *err)
{
    struct store_history h;
    bool good = store_read_history(c->s, c->id, 0, &h, err);
    assert_int_equal(h.count, good ? 6 : 0);
    store_history_free(&h);
    return good;
}

static bool call_trail_add(struct scene *c, struct error *err)
{
    static const struct store_trail_entry e = {.who = "tanaka", .action = "remark", .why = "因"};
    return store_trail_add(c->s, &e, err);
}

static bool call_trail_verify(struct scene *c, struct error *err)
{
    struct store_trail_verdict verdict;
    bool good = store_trail_verify(c->s, NULL, &verdict, err);
    assert_int_equal(verdict.fault, STORE_TRAIL_WHOLE);
    assert_int_equal(verdict.head.seq > 0, good);
    store_trail_verdict_free(&verdict);
    return good;
}

static bool take_row(void *to, const struct store_trail_row *row, struct error *err)
{
    (void)err;
    *(int64_t *)to = row->seq;
    return true;
}

static bool call_trail_read(struct scene *c, struct error *err)
{
    int64_t last;
    return store_trail_read(c->s, take_row, &last, err);
}

static const struct store_account_change administrator = {.who = "root", .role = "admin"};

static bool call_add_account(struct scene *c, struct error *err)
{
    char name[] = "佐藤", word[] = "staff";
    struct store_account a = {.name = name, .display = word, .role = word, .password = word};
    return store_add_account(c->s, &a, false, &administrator, err);
}

static bool call_change_account(struct scene *c, struct error *err)
{
    return store_change_account(c->s, "tanaka", STORE_ACCOUNT_ROLE, "chief", "admin",
                                &administrator, err);
}

static bool call_find_account(struct scene *c, struct error *err)
{
    struct store_account a;
    bool found;
    bool good = store_find_account(c->s, "ＴＡＮＡＫＡ", &found, &a, err);
    assert_int_equal(found, good);
    store_account_free(&a);
    return good;
}

static bool call_accounts(struct scene *c, struct error *err)
{
    struct store_account_list list;
    bool good = store_accounts(c->s, &list, err);
    assert_int_equal(list.count > 0, good);
    store_account_list_free(&list);
    return good;
}

static bool call_put_figures(struct scene *c, struct error *err)
{
    char word[] = "2015.2";
    struct store_figure figure;
    int64_t stamp;
    for (int i = 0; i < STORE_FIGURE_TEXTS; i++)
        figure.texts[i] = word;
    figure.chance = false;
    return store_figures_stamp(c->s, &stamp, err) &&
           store_put_figures(c->s, c->id, word, stamp, &figure, 1, err);
}

static bool count_figure(void *to, const struct store_figure_row *row, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)to;
    return true;
}

static bool call_figures(struct scene *c, struct error *err)
{
    int rows = 0;
    struct store_stale_list stale;
    bool good = store_figures_stale(c->s, "", "1", 0, 9999, &stale, err) &&
                store_each_figure(c->s, "", 0, 9999, NULL, count_figure, &rows, err);
    store_stale_list_free(&stale);
    return good;
}

static bool call_put_setting(struct scene *c, struct error *err)
{
    return store_put_setting(c->s, "short-passwords", "yes", &administrator, err);
}

/* What the city took brings the sample to a root with one page, another than it had. */
static bool call_city_take(struct scene *c, struct error *err)
{
    char word[] = "w", none[] = "", ward[] = "271276";
    static const struct store_actor actor = {"mori", "city"};
    struct store_field field = {word, word};
    struct store_page pages[] = {
        {.element = c->pages.pages[0].element, .fields = &field, .count = 1},
        {.element = c->pages.pages[1].element, .fields = &field, .count = 1, .parent = 1},
    };
    const struct store_page_list list = {pages, 2};
    struct store_city_signer signer = {word, word, word, word, word};
    const struct store_assessment a = {.ward_code = ward, .ward_name = word, .year = 2015};
    const struct store_city_submission is = {.name = word,
                                             .digest = word,
                                             .ward = ward,
                                             .year = 2015,
                                             .kind = word,
                                             .refusal = none,
                                             .number = word,
                                             .received = word};
    const struct store_city_taking taking = {.actor = actor,
                                             .is = &is,
                                             .signers = &signer,
                                             .signer_count = 1,
                                             .bytes = word,
                                             .size = 1,
                                             .assessment = &a,
                                             .pages = &list,
                                             .page_state = "approved",
                                             .state = "accepted"};
    return store_city_take(c->s, &taking, err) == STORE_SAVED;
}

static bool call_city_read(struct scene *c, struct error *err)
{
    struct store_city_submission found;
    bool there;
    bool good = store_city_find(c->s, "w", &there, &found, err);
    if (good)
        store_city_submission_free(&found);
    return good;
}

static bool call_city_put_due(struct scene *c, struct error *err)
{
    static const struct store_actor actor = {"mori", "city"};
    return store_city_put_due(c->s, 2015, "2016-05-31", &actor, err);
}

static bool call_city_read_due(struct scene *c, struct error *err)
{
    struct store_city_due due;
    bool good = store_city_read_due(c->s, 2015, &due, err);
    assert_int_equal(due.day != NULL, good);
    store_city_due_free(&due);
    return good;
}

static bool copy_signed(void *to, const struct store_city_signed *row, struct error *err)
{
    char *name = strdup(row->name);
    bool good = name != NULL || error_set_memory(err);
    (void)to;
    free(name);
    return good;
}

static bool call_city_signed(struct scene *c, struct error *err)
{
    return store_city_each_signed(c->s, "", 0, 9999, copy_signed, NULL, err);
}

static bool call_backup(struct scene *c, struct error *err)
{
    char path[300];
    struct store_trail_head head;
    snprintf(path, sizeof path, "%s-copy", c->f->file);
    bool good = store_backup(c->s, path, &head, err);
    /* All of it or nothing. */
    assert_int_equal(access(path, F_OK) == 0, good);
    allowance = -1;
    if (good) {
        plain_assert_sound(path);
    }
    unlink(path);
    return good;
}

/* --- each of them with every allocation failing in turn ---------------------------- */

static void set_scene(struct scene *c, const struct fixture *f)
{
    struct error err = {""};
    *c = (struct scene){.f = f, .s = fixture_open(f->file)};
    c->id = sample_create(c->s, "271276", 2015, 3, &c->pages);
    sample_create(c->s, "271241", 2015, 1, NULL);
    page_set(&c->pages.pages[2], "plan/field[1]", "改めた文");
    assert_int_equal(store_save(c->s, c->id, &c->pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_SAVED);
    assert_done(store_put_draft(c->s, &c->pages.pages[2], "tanaka", &err));
    assert_done(store_put_draft(c->s, &c->pages.pages[3], "tanaka", &err));
    assert_done(store_put_place(c->s, c->id, "tanaka", "page 1", &err));
    page_set(&c->pages.pages[2], "plan/field[1]", "更に改めた文");
    char word[] = "older";
    struct store_finding finding = {word, word, word, word, word};
    struct store_finding findings[] = {finding, finding, finding};
    struct store_judgement judgement = {.version = word, .findings = findings, .count = 3};
    assert_done(store_put_judgement(c->s, c->id, &judgement, &err));
    char name[] = "tanaka", role[] = "admin";
    struct store_account a = {.name = name, .display = word, .role = role, .password = word};
    assert_done(store_add_account(c->s, &a, true, &administrator, &err));
    char other[] = "root";
    a.name = other;
    assert_done(store_add_account(c->s, &a, false, &administrator, &err));
}

/* Everything that is in the file. */
static const char *sum_up(const struct scene *c, char out[256])
{
    return plain_ask(c->f->file,
                     "SELECT (SELECT count(*) || ' ' || sum(pages_done) FROM assessment) || ' ' || "
                     "(SELECT count(*) || ' ' || sum(position) || ' ' || total(removed) FROM page) "
                     "|| ' ' || (SELECT count(*) || ' ' || max(id) FROM revision) || ' ' || "
                     "(SELECT count(*) || ' ' || sum(length(value)) FROM field) || ' ' || "
                     "(SELECT count(*) FROM draft) || ' ' || (SELECT count(*) FROM draft_field) || "
                     "' ' || (SELECT count(*) FROM place) || ' ' || "
                     "(SELECT count(*) || max(version) FROM judged) || ' ' || "
                     "(SELECT count(*) || max(message) FROM judged_finding) || ' ' || "
                     "(SELECT count(*) FROM trail) || ' ' || (SELECT seq FROM trail_head) || ' ' "
                     "|| (SELECT count(*) || max(role) FROM account) || ' ' || "
                     "(SELECT count(*) FROM setting) || ' ' || (SELECT count(*) FROM city_file) "
                     "|| (SELECT count(*) FROM city_submission) || (SELECT count(*) FROM "
                     "city_signer) || (SELECT count(*) FROM city_due)",
                     out);
}

struct call {
    const char *name;
    bool (*run)(struct scene *, struct error *);
    bool once; /* done well, it cannot be done again */
};

/* From one allocation to the next that fails. A lasting shortage differs little from one to
 * the next; and of single ones all are refused by `make check-long`, which sets
 * EVERY_ALLOCATION: otherwise the first fifty, and of the others ever fewer. */
static long step_from(long n)
{
    static const long usual = 50, lasting_usual = 20;
    if (lasting) {
        return 1 + n / lasting_usual;
    }
    return getenv("EVERY_ALLOCATION") != NULL ? 1 : 1 + n / usual;
}

static void starve(struct scene *c, const struct call *call)
{
    char before[256], after[256];
    bool good = false;
    long n = 0, failures = 0;
    for (; !good || refused; n += step_from(n)) {
        struct error err = {""};
        sum_up(c, before);
        refused = false;
        allowance = n;
        good = call->run(c, &err);
        allowance = -1;
        if (!good) {
            failures++;
            /* Without any memory SQLite may not even find its own reason. */
            bool said = lasting ? err.text[0] != '\0' : strstr(err.text, "memory") != NULL;
            if (!said) {
                fail_msg("%s, allocation %ld: \"%s\"", call->name, n, err.text);
            }
            assert_string_equal(sum_up(c, after), before);
            /* And no transaction was left open. */
            assert_int_equal(plain_run(c->f->file, "BEGIN IMMEDIATE", NULL), SQLITE_OK);
        } else if (call->once) {
            break;
        }
        assert_true(n < 20000);
    }
    assert_true(failures > 0);
    plain_assert_sound(c->f->file);
    print_message("%s: failed %ld times, up to allocation %ld\n", call->name, failures, n);
}

static void starve_all(void)
{
    static const struct call calls[] = {
        {"open", call_open, false},
        {"open new", call_open_new, true},
        {"keep little", call_keep_little, false},
        {"list", call_list, false},
        {"find", call_find, false},
        {"read", call_read, false},
        {"read tree", call_read_tree, false},
        {"create", call_create, true},
        {"save", call_save, true},
        {"conflict", call_conflict, false},
        {"remove", call_remove, true},
        {"put draft", call_put_draft, false},
        {"put drafts", call_put_drafts, false},
        {"drafts", call_read_drafts, false},
        {"drop draft", call_drop_draft, false},
        {"put place", call_put_place, false},
        {"place", call_read_place, false},
        {"history", call_history, false},
        {"put judgement", call_put_judgement, true},
        {"judgement", call_read_judgement, false},
        {"trail add", call_trail_add, false},
        {"trail verify", call_trail_verify, false},
        {"trail read", call_trail_read, false},
        {"add account", call_add_account, true},
        {"change account", call_change_account, false},
        {"find account", call_find_account, false},
        {"accounts", call_accounts, false},
        {"put setting", call_put_setting, false},
        {"put figures", call_put_figures, true},
        {"figures", call_figures, false},
        {"city due", call_city_put_due, false},
        {"city due read", call_city_read_due, false},
        {"city take", call_city_take, true},
        {"city find", call_city_read, false},
        {"city signed", call_city_signed, false},
        {"backup", call_backup, false},
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        void *f = NULL;
        struct scene c;
        assert_int_equal(fixture_make(&f), 0);
        set_scene(&c, f);
        starve(&c, &calls[i]);
        store_page_list_free(&c.pages);
        store_close(c.s);
        assert_int_equal(fixture_remove(&f), 0);
    }
}

static void test_every_call_survives_one_refusal(void **state)
{
    (void)state;
    lasting = false;
    starve_all();
}

static void test_every_call_survives_a_lasting_shortage(void **state)
{
    (void)state;
    lasting = true;
    starve_all();
}

int main(void)
{
    if (configure_sqlite() != SQLITE_OK) {
        return 99;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_call_survives_one_refusal),
        cmocka_unit_test(test_every_call_survives_a_lasting_shortage),
    };
    return cmocka_run_group_tests_name("store: memory", tests, NULL, NULL);
}
