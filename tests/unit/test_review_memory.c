/* Memory that runs out at every single allocation of what the review does: each call says
 * so, has changed nothing, and works afterwards. */
#include "review_stage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing_malloc.h"
#include "review/submission.h"
#include "store/accounts.h"
#include "store/names.h"

/* --- calls that only look ------------------------------------------------------------------ */

struct scene {
    struct stage *t;
    struct assessment *a;
    struct review_standing standing;
    struct review_actor actor;
    struct sheet *sheet;
    size_t changed; /* pages that the actor has not seen */
};

static bool look_standing(struct scene *c, struct error *err)
{
    struct review_standing standing;
    bool good = review_stand(c->t->review, c->a, &standing, err);
    assert_int_equal(standing.page_count, good ? PAGES : 0);
    review_standing_free(&standing);
    return good;
}

static bool look_changed(struct scene *c, struct error *err)
{
    struct review_changes changes;
    bool good = review_changed(c->t->review, &c->actor, c->a, &c->standing, &changes, err);
    assert_int_equal(changes.count, good ? c->changed : 0);
    review_changes_free(&changes);
    return good;
}

static bool look_waiting(struct scene *c, struct error *err)
{
    struct review_waiting waiting;
    bool good = review_waiting(c->t->review, &c->actor, &waiting, err);
    assert_int_equal(waiting.count > 0, good);
    review_waiting_free(&waiting);
    return good;
}

static bool look_states(struct scene *c, struct error *err)
{
    struct review_states states;
    bool good = review_states_of_all(c->t->review, &states, err);
    assert_int_equal(states.count, good);
    review_states_free(&states);
    return good;
}

static bool look_signing(struct scene *c, struct error *err)
{
    struct review_signing signing;
    bool good = review_signing(c->t->review, &c->actor, STAGE_WARD, STAGE_YEAR, &signing, err);
    assert_int_equal(signing.a != NULL, good);
    review_signing_free(&signing);
    return good;
}

static bool look_boxes(struct scene *c, struct error *err)
{
    struct review_boxes boxes;
    bool good = review_boxes(c->t->review, c->a, &c->standing, c->sheet, &boxes, err);
    assert_int_equal(boxes.count, good ? 4 : 0);
    review_boxes_free(&boxes);
    return good;
}

static bool look_submission(struct scene *c, struct error *err)
{
    struct review_submission s;
    bool good = review_submission(c->t->review, STAGE_WARD, STAGE_YEAR, false, &s, err);
    assert_int_equal(s.signer_count > 0, good);
    review_submission_free(&s);
    return good;
}

static bool look_edit(struct scene *c, struct error *err)
{
    return review_may_edit(c->t->review, &c->actor, c->a, err);
}

/* Names are told without display names where memory is short, and nothing fails: they are
 * to be at hand before. */
static void know_names(const struct stage *t)
{
    store_person(t->store, "staff1");
}

/* Every allocation in turn; least: fewer would mean that little was tried. */
static void starve_look(struct scene *c, const char *name,
                        bool (*look)(struct scene *c, struct error *err), size_t least)
{
    know_names(c->t);
    for (size_t n = 1;; n++) {
        struct error err = {""};
        failing_malloc_at(n);
        bool done = look(c, &err);
        if (!failing_malloc_off()) {
            if (!done)
                fail_msg("%s: %s", name, err.text);
            print_message("%s: %zu allocations\n", name, n - 1);
            assert_true(n - 1 >= least && n < 20000);
            return;
        }
        if (done || strstr(err.text, "memory") == NULL)
            fail_msg("%s, allocation %zu: \"%s\"", name, n, err.text);
    }
}

static void begin_look(struct scene *c, struct stage *t, const char *person)
{
    struct error err = {""};
    *c = (struct scene){.t = t, .a = stage_open(t), .actor = stage_person(person)};
    assert_done(review_stand(t->review, c->a, &c->standing, &err));
    c->sheet = sheet_read(assessment_form(c->a), &err);
    assert_done(c->sheet != NULL);
}

static void end_look(struct scene *c)
{
    sheet_free(c->sheet);
    review_standing_free(&c->standing);
    assessment_free(c->a);
}

static void remark_and_keep(struct stage *t)
{
    stage_write(t, "staff1", ROW, TEXT_WARNING);
    stage_keep(t, "staff1", ROW, "承知しています");
    stage_write(t, "staff2", COVER, TEXT_GOOD);
    stage_do(t, "chief1", "remark", ROW);
    stage_do(t, "chief1", "remark", COVER);
}

static void test_looking(void **state)
{
    struct stage *t = *state;
    struct scene c;
    remark_and_keep(t);
    begin_look(&c, t, "staff1");
    starve_look(&c, "may edit", look_edit, 1);
    starve_look(&c, "standing", look_standing, 20);
    c.changed = PAGES;
    starve_look(&c, "changes", look_changed, 20);
    starve_look(&c, "waiting", look_waiting, 5);
    starve_look(&c, "states of all", look_states, 3);
    end_look(&c);
}

/* Since it was looked at: a warning went, and with it its reason; another came. */
static void test_looking_again(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct scene c;
    remark_and_keep(t);
    begin_look(&c, t, "chief1");
    size_t count;
    const struct assessment_page *pages = assessment_pages(c.a, &count);
    for (size_t i = 0; i < count; i++)
        assert_done(review_looked(t->review, &c.actor, &c.standing, pages[i].stored_id,
                                  pages[i].revision, &err));
    end_look(&c);
    stage_write(t, "staff1", ROW, TEXT_WARNING "事項");
    begin_look(&c, t, "chief1");
    c.changed = 1;
    starve_look(&c, "changes since", look_changed, 100);
    end_look(&c);
}

static void test_looking_at_what_is_signed(void **state)
{
    struct stage *t = *state;
    struct scene c;
    stage_approve(t);
    begin_look(&c, t, "head1");
    starve_look(&c, "signing", look_signing, 50);
    starve_look(&c, "boxes", look_boxes, 1);
    end_look(&c);
    stage_do(t, "head1", "sign-off", PAGES);
    begin_look(&c, t, "head1");
    starve_look(&c, "submission", look_submission, 50);
    end_look(&c);
}

/* --- actions ------------------------------------------------------------------------------------
 */

static int64_t trail_end(const struct stage *t)
{
    return plain_number(t->files->file, "SELECT max(seq) + (SELECT total(moves) FROM review) +\n"
                                        "(SELECT count(*) FROM review_remark) FROM trail");
}

/* The action, with every allocation failing in turn until it is done. expected: a word of
 * the sentence that refuses it; NULL: it is done. */
static void starve(struct stage *t, const char *name, const char *action, int page,
                   const struct review_arguments *given, const char *expected)
{
    struct review_actor actor = stage_person(name);
    struct review_target target = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    if (page != PAGES) {
        target.pages = &t->pages[page];
        target.count = 1;
    }
    know_names(t);
    for (size_t n = 1;; n++) {
        struct error err = {""};
        int64_t before = trail_end(t);
        failing_malloc_at(n);
        bool done = review_perform(t->review, &actor, action, &target, given, &err);
        if (!failing_malloc_off()) {
            if (done != (expected == NULL) || (!done && strstr(err.text, expected) == NULL))
                fail_msg("%s by %s: %s", action, name, err.text);
            print_message("%s: %zu allocations\n", action, n - 1);
            assert_true(n > 1 && n < 20000);
            return;
        }
        if (done || strstr(err.text, "memory") == NULL)
            fail_msg("%s by %s, allocation %zu: \"%s\"", action, name, n, err.text);
        assert_int_equal(trail_end(t), before);
    }
}

static void test_pages(void **state)
{
    struct stage *t = *state;
    const struct review_arguments why = {.why = "理由", .text = "具体的に", .field = "aim"};
    starve(t, "staff1", "submit", ROW, &why, "KS-1");
    remark_and_keep(t);
    starve(t, "staff1", "submit", ROW, &why, "not yet answered");
    const struct review_arguments answer = {.remark = 1, .text = "直しません"};
    starve(t, "staff1", "answer", ROW, &answer, NULL);
    starve(t, "staff1", "submit", ROW, &why, NULL);
    starve(t, "chief1", "approve", COVER, &why, "提出");
    starve(t, "chief2", "remark", ROW, &why, NULL);
    starve(t, "chief2", "send-back", ROW, &why, NULL);
    stage_write(t, "chief2", ROW, TEXT_GOOD);
    stage_do(t, "chief2", "submit", ROW);
    starve(t, "chief2", "approve", ROW, &why, "you wrote");
    starve(t, "manager1", "approve", ROW, &why, NULL);
    stage_account(t, "staff2");
    const struct review_arguments person = {
        .why = "異動", .person = "chief2", .successor = "staff2"};
    starve(t, "admin1", "reassign", PAGES, &person, NULL);
}

static void test_assessment(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_actor actor = stage_person("head1");
    struct review_signing signing;
    struct review_submission s;
    char hash[STORE_HASH_HEX];
    stage_approve(t);
    assert_done(review_signing(t->review, &actor, STAGE_WARD, STAGE_YEAR, &signing, &err));
    struct review_arguments given = {
        .why = "理由", .digest = signing.digest, .shown = signing.shown};
    starve(t, "chief1", "sign-off", PAGES, &given, "区長");
    starve(t, "head1", "sign-off", PAGES, &given, NULL);
    review_signing_free(&signing);
    starve(t, "manager1", "send", PAGES, &given, NULL);
    assert_done(review_submission(t->review, STAGE_WARD, STAGE_YEAR, false, &s, &err));
    store_hash_hex(s.head.hash, hash);
    const struct review_receipt receipt = {.number = "H27-0001",
                                           .ward = STAGE_WARD,
                                           .year = STAGE_YEAR,
                                           .trail_seq = s.head.seq,
                                           .trail_hash = hash,
                                           .content = s.content};
    given.receipt = &receipt;
    starve(t, "city1", "accept", PAGES, &given, NULL);
    given.receipt = NULL;
    starve(t, "city1", "refuse", PAGES, &given, NULL);
    review_submission_free(&s);
}

/* What was broken behind the program ends first of all, or nothing is done. */
static void test_broken(void **state)
{
    struct stage *t = *state;
    const struct review_arguments why = {.why = "理由"};
    stage_approve(t);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_tamper(t, "UPDATE field SET value = '丙の取組' WHERE path = 'aim' AND revision = "
                    "(SELECT max(revision) FROM field WHERE path = 'aim')");
    struct review_actor actor = stage_person("manager1");
    const struct review_target target = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    for (size_t n = 1;; n++) {
        struct error err = {""};
        failing_malloc_at(n);
        bool done = review_perform(t->review, &actor, "send", &target, &why, &err);
        bool failed = failing_malloc_off();
        assert_false(done);
        if (!failed)
            break;
        assert_non_null(strstr(err.text, "memory"));
    }
    assert_int_equal(plain_number(t->files->file,
                                  "SELECT count(*) FROM review_signature WHERE ended = 'broken'"),
                     1);
    assert_int_equal(plain_number(t->files->file,
                                  "SELECT count(*) FROM trail WHERE action = 'broken' AND subject "
                                  "= 'state'"),
                     1);
}

/* The trail stands behind all of it. */
static int end(void **state)
{
    struct stage *t = *state;
    plain_assert_sound(t->files->file);
    return stage_remove(state);
}

int main(void)
{
    /* Thousands of transactions: nobody's disk has to see them. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
#define ROWS(name) cmocka_unit_test_setup_teardown(name, stage_make, end)
    const struct CMUnitTest tests[] = {
        ROWS(test_looking), ROWS(test_looking_again), ROWS(test_looking_at_what_is_signed),
        ROWS(test_pages),   ROWS(test_assessment),    ROWS(test_broken),
    };
    return cmocka_run_group_tests_name("review: memory", tests, NULL, NULL);
}
