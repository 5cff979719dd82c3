/* Who may do what, and what is said to whoever may not: each condition of the table
 * against a real store. */
#include "review_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/accounts.h"

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* --- the way of a report ------------------------------------------------------------ */

static void test_from_blank_to_accepted(void **state)
{
    struct stage *t = *state;
    stage_is(t, ROW, "blank");
    stage_is(t, PAGES, "entry");
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_is(t, ROW, "entry");
    stage_do(t, "staff1", "submit", ROW);
    stage_is(t, ROW, "submitted");
    stage_is(t, COVER, "blank");
    stage_is(t, PAGES, "entry");
    stage_write(t, "staff2", COVER, TEXT_GOOD);
    stage_do(t, "staff2", "submit", COVER);
    stage_is(t, PAGES, "submitted");
    stage_do(t, "chief1", "approve", ROW);
    stage_do(t, "manager1", "approve", COVER);
    stage_is(t, PAGES, "approved");
    stage_do(t, "head1", "sign-off", PAGES);
    stage_is(t, PAGES, "signed");
    stage_is(t, ROW, "signed");
    stage_do(t, "manager1", "send", PAGES);
    stage_is(t, PAGES, "sent");
    stage_do(t, "city1", "accept", PAGES);
    stage_is(t, PAGES, "accepted");
}

static void test_roles(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_refuses(t, "manager1", "submit", ROW, WORDS("manager1", "課長", "提出", "担当, 係長"));
    stage_do(t, "staff1", "submit", ROW);
    stage_refuses(t, "staff2", "approve", ROW, WORDS("staff2", "担当", "承認", "係長, 課長"));
    stage_refuses(t, "head1", "approve", ROW, WORDS("head1"));
    stage_refuses(t, "chief1", "sign-off", PAGES, WORDS("chief1", "区長"));
    stage_refuses(t, "staff1", "no-such", PAGES, WORDS("no-such"));
    stage_refuses(t, "staff1", "edit", COVER, WORDS("saving"));
}

static void test_states(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_refuses(t, "chief1", "approve", ROW, WORDS("1.a", "入力中", "承認", "提出"));
    stage_do(t, "staff1", "submit", ROW);
    stage_refuses(t, "staff1", "submit", ROW, WORDS("提出", "staff1", "未着手, 入力中, 差戻し"));
    stage_refuses(t, "head1", "sign-off", PAGES, WORDS("北区 2015", "入力中", "承認"));
}

/* --- the rules --------------------------------------------------------------------------- */

static void test_errors_forbid_submitting(void **state)
{
    struct stage *t = *state;
    stage_refuses(t, "staff1", "submit", ROW, WORDS("stand in the way: 1", "空欄です", "KS-1"));
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
}

static void test_warnings_need_their_reason(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_WARNING);
    stage_refuses(t, "staff1", "submit", ROW, WORDS("without a reason", ": 1", "注意が要ります"));
    stage_keep(t, "staff1", ROW, "承知しています");
    stage_do(t, "staff1", "submit", ROW);
    /* For another text it does not count. */
    stage_do(t, "staff1", "take-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_WARNING "事項");
    stage_refuses(t, "staff1", "submit", ROW, WORDS("without a reason"));
}

/* Rules that find more than they did when the page was submitted stop its approval. */
static void test_rules_run_at_every_change(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    char path[FIXTURE_PATH];
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    static const char stricter[] =
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron' schemaVersion='2'><pattern>"
        "<rule context='/assessment/row/aim'><report id='KS-3' role='error' test='true()'>"
        "短すぎます</report></rule></pattern></schema>";
    fixture_write_file(fixture_path(t->files, "forms/sample/rules.sch", path), stricter,
                       strlen(stricter));
    review_free(t->review);
    t->review = review_open(t->store, t->catalogue, FORM_JA, &err);
    stage_refuses(t, "chief1", "approve", ROW, WORDS("KS-3", "短すぎます"));
    stage_is(t, ROW, "submitted");
}

/* --- four eyes -----------------------------------------------------------------------------------
 */

static void test_who_wrote_does_not_approve(void **state)
{
    struct stage *t = *state;
    stage_write(t, "chief1", ROW, TEXT_GOOD);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    stage_do(t, "staff1", "submit", ROW);
    stage_refuses(t, "chief1", "approve", ROW, WORDS("1.a", "you wrote", "Somebody else"));
    stage_do(t, "chief2", "approve", ROW);
    /* What was written before an approval counts no more, but who wrote last does. */
    stage_do(t, "chief2", "withdraw-approval", ROW);
    stage_is(t, ROW, "submitted");
    stage_do(t, "chief1", "approve", ROW);
    stage_do(t, "manager1", "remark", ROW);
    stage_do(t, "manager1", "send-back", ROW);
    stage_write(t, "chief2", ROW, TEXT_GOOD);
    stage_do(t, "chief2", "submit", ROW);
    stage_refuses(t, "chief2", "approve", ROW, WORDS("1.a", "you wrote"));
    stage_do(t, "manager1", "approve", ROW);
}

/* A head who approved a page as a manager, under the same name. */
static void test_who_approved_does_not_sign_off(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_signing signing;
    stage_approve(t);
    struct review_actor promoted = {"chief1", "head", 1};
    const struct review_target target = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    assert_done(review_signing(t->review, &promoted, STAGE_WARD, STAGE_YEAR, &signing, &err));
    promoted.signed_in = signing.shown;
    const struct review_arguments given = {.digest = signing.digest, .shown = signing.shown};
    assert_false(review_perform(t->review, &promoted, "sign-off", &target, &given, &err));
    assert_non_null(strstr(err.text, "you approved"));
    review_signing_free(&signing);
    stage_is(t, PAGES, "approved");
    stage_do(t, "head1", "sign-off", PAGES);
}

/* Who stands in for somebody counts for what that person did, and may do what only that
 * person could; it is seen by everybody, and the trail has the reason. */
static void test_reassigned_work(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    char text[256];
    stage_account(t, "staff1");
    stage_account(t, "chief1");
    stage_account(t, "chief2");
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    stage_refuses(t, "staff2", "take-back", ROW, WORDS("submitted by staff1"));
    stage_refuses(t, "manager1", "reassign", PAGES, WORDS("管理者"));
    struct review_arguments given = {.person = "staff1", .successor = "chief1", .why = ""};
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    assert_non_null(strstr(err.text, "reason"));
    given.why = "異動のため";
    given.successor = "staff1";
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    assert_non_null(strstr(err.text, "two different persons"));
    given.successor = "chief1";
    assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    stage_refuses(t, "chief1", "approve", ROW, WORDS("written by staff1", "stand in"));
    stage_do(t, "chief1", "take-back", ROW);
    assert_string_equal(plain_ask(t->files->file,
                                  "SELECT who || ' ' || old || ' ' || new || ' ' || why FROM trail "
                                  "WHERE action = 'reassign'",
                                  text),
                        "admin1 staff1 chief1 異動のため");
    /* Over two steps; and not for ever in a circle. */
    given.person = "chief1";
    given.successor = "chief2";
    assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    given.person = "chief2";
    given.successor = "staff1";
    assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    stage_do(t, "staff2", "submit", ROW);
    stage_refuses(t, "chief2", "approve", ROW, WORDS("written by staff1"));
    stage_do(t, "manager2", "approve", ROW);
}

static void refuses_successor(struct stage *t, const char *successor, const char *const *words)
{
    struct error err = {""};
    const struct review_arguments given = {
        .person = "staff1", .successor = successor, .why = "異動のため"};
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    for (; *words != NULL; words++) {
        if (strstr(err.text, *words) == NULL)
            fail_msg("no \"%s\" in: %s", *words, err.text);
    }
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_stand_in"), 0);
}

/* Somebody whose part there is to take over; or a slip in the name would look as done. */
static void test_who_left_had_a_part(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_arguments given = {.person = "staff1", .successor = "chief2", .why = "異動"};
    stage_account(t, "chief2");
    stage_account(t, "chief1");
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    assert_non_null(strstr(err.text, "Nobody has a part"));
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff2", "submit", ROW);
    stage_do(t, "chief1", "approve", ROW);
    given.person = "ｓｔａｆｆ１";
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    assert_non_null(strstr(err.text, ": staff1, staff2, chief1."));
    given.person = "chief2"; /* nobody's part is taken over yet */
    given.successor = "chief1";
    assert_false(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    static const char *const parts[][2] = {{"staff1", "chief2"},  /* wrote */
                                           {"staff2", "chief2"},  /* submitted */
                                           {"chief1", "chief2"},  /* approved */
                                           {"chief2", "chief1"}}; /* took over */
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        given.person = parts[i][0];
        given.successor = parts[i][1];
        assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    }
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    stage_do(t, "staff1", "submit", COVER);
    stage_do(t, "manager1", "approve", COVER);
    stage_do(t, "head1", "sign-off", PAGES);
    given.person = "head1"; /* signed off */
    assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
}

/* Somebody who is there and who writes or reviews; or nobody would do the work. */
static void test_successor_is_somebody(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    const struct store_account_change by = {.who = "admin1", .role = "admin"};
    static const char *const names[] = {"staff2", "chief1", "head1", "admin1", "admin2", "city1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        stage_account(t, names[i]);
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    refuses_successor(t, "staff3", WORDS("no account", "staff3", "kusei user list"));
    refuses_successor(t, "ＳＴＡＦＦ２", WORDS("is called \"staff2\""));
    refuses_successor(t, "admin2", WORDS("admin2", "管理者", "cannot take over"));
    refuses_successor(t, "city1", WORDS("city1", "市", "cannot take over"));
    assert_done(
        store_change_account(t->store, "chief1", STORE_ACCOUNT_DISABLE, NULL, NULL, &by, &err));
    refuses_successor(t, "chief1", WORDS("chief1", "not in use"));
    assert_done(
        store_change_account(t->store, "chief1", STORE_ACCOUNT_ENABLE, NULL, NULL, &by, &err));
    for (size_t i = 0; i < 3; i++) {
        const struct review_arguments given = {
            .person = "staff1", .successor = names[i], .why = "異動のため"};
        assert_done(stage_try(t, "admin1", "reassign", PAGES, &given, &err));
    }
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_stand_in"), 3);
}

/* --- remarks ------------------------------------------------------------------------------- */

static void remark(struct stage *t, const char *name, int page, const char *field, const char *text)
{
    struct error err = {""};
    const struct review_arguments given = {.field = field, .text = text};
    assert_done(stage_try(t, name, "remark", page, &given, &err));
}

static int64_t last_remark(const struct stage *t)
{
    return plain_number(t->files->file, "SELECT max(id) FROM review_remark");
}

static void test_sending_back_says_why(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    stage_refuses(t, "chief1", "send-back", ROW, WORDS("no remark is open"));
    remark(t, "chief1", ROW, "aim", "具体的に書いてください");
    stage_do(t, "chief1", "send-back", ROW);
    stage_is(t, ROW, "returned");
    stage_is(t, PAGES, "returned");
}

static void test_every_remark_is_answered_first(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    remark(t, "chief1", ROW, "aim", "具体的に");
    int64_t first = last_remark(t);
    remark(t, "manager1", ROW, NULL, "全体に短い");
    stage_do(t, "chief1", "send-back", ROW);
    stage_refuses(t, "staff1", "submit", ROW,
                  WORDS("remarks not yet answered: 2", "by chief1", "具体的に"));
    struct review_arguments answer = {.remark = first, .text = "直しません。理由は別紙"};
    assert_done(stage_try(t, "staff1", "answer", ROW, &answer, &err));
    stage_refuses(t, "staff1", "submit", ROW, WORDS("answered: 1", "全体に短い", "manager1"));
    stage_write(t, "staff1", ROW, TEXT_BETTER); /* overtakes the other one */
    stage_is(t, ROW, "returned");
    stage_do(t, "staff1", "submit", ROW);
    answer.remark = 999;
    assert_false(stage_try(t, "staff1", "answer", ROW, &answer, &err));
    assert_non_null(strstr(err.text, "no remark 999"));
}

/* The text that was there when it was made, and the text now; for good. */
static void test_remarks_show_both_and_outlive_approval(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_standing standing;
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    remark(t, "chief1", ROW, "aim", "具体的に");
    stage_do(t, "chief1", "send-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    stage_do(t, "staff1", "submit", ROW);
    stage_do(t, "chief1", "approve", ROW);
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    assert_int_equal(standing.remark_count, 1);
    const struct review_remark *k = &standing.remarks[0];
    assert_string_equal(k->stored->quote, TEXT_GOOD);
    assert_string_equal(k->now, TEXT_BETTER);
    assert_string_equal(k->stored->who, "chief1");
    assert_string_equal(k->stored->text, "具体的に");
    assert_moment(k->stored->at);
    assert_true(k->changed);
    assert_false(k->open);
    assert_int_equal(k->page, ROW);
    assert_null(review_unanswered(&standing, ROW, 0));
    assert_ptr_equal(review_remark_at(&standing, ROW, 0), k);
    review_standing_free(&standing);
    assessment_free(a);
    /* Typed back, it is about what stands there again. */
    remark(t, "chief2", ROW, "aim", "もう一度");
    stage_do(t, "chief2", "send-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_refuses(t, "staff1", "submit", ROW, WORDS("answered: 1", "具体的に"));
}

static void test_remark_about_no_field(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_arguments given = {.field = "no/such", .text = "x"};
    assert_false(stage_try(t, "chief1", "remark", ROW, &given, &err));
    assert_non_null(strstr(err.text, "no/such"));
    given = (struct review_arguments){.field = "aim", .text = " \n"};
    assert_false(stage_try(t, "chief1", "remark", ROW, &given, &err));
    given.text = "\x01";
    assert_false(stage_try(t, "chief1", "remark", ROW, &given, &err));
    assert_non_null(strstr(err.text, "may not be stored"));
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_remark"), 0);
}

/* --- writing ------------------------------------------------------------------------------- */

static void refuses_write(struct stage *t, const char *name, int page, const char *const *words)
{
    struct error err = {""};
    char before[256], after[256];
    static const char sql[] = "SELECT count(*) || ' ' || max(id) FROM revision";
    plain_ask(t->files->file, sql, before);
    assert_false(stage_try_write(t, name, page, "別の文", &err));
    for (; *words != NULL; words++) {
        if (strstr(err.text, *words) == NULL)
            fail_msg("no \"%s\" in: %s", *words, err.text);
    }
    assert_string_equal(plain_ask(t->files->file, sql, after), before);
}

static void test_what_is_handed_on_is_not_written_to(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    refuses_write(t, "staff1", ROW, WORDS("1.a", "提出", "staff1", "take it back"));
    stage_write(t, "staff1", COVER, TEXT_GOOD); /* the other page is nobody's business */
    stage_do(t, "chief1", "approve", ROW);
    refuses_write(t, "staff2", ROW, WORDS("承認", "chief1"));
    refuses_write(t, "manager1", COVER, WORDS("manager1", "課長", "does not write"));
    stage_do(t, "staff1", "submit", COVER);
    stage_do(t, "chief1", "approve", COVER);
    stage_do(t, "head1", "sign-off", PAGES);
    refuses_write(t, "staff1", ROW, WORDS("past the sign-off", "決裁", "head1"));
}

/* Another process hands the page on between the question and the saving: the store
 * refuses, too. */
static void test_handed_on_while_it_is_saved(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    struct assessment *a = stage_open(t);
    struct assessment_entries entries = {0};
    assert_done(assessment_page_entries(a, ROW, &entries, &err));
    for (size_t i = 0; i < entries.count; i++) {
        if (entries.items[i].kind == ASSESSMENT_FIELD)
            assert_done(
                assessment_set(a, entries.items[i].item, entries.items[i].node, "後から", &err));
    }
    assessment_entries_free(&entries);
    struct review_actor actor = stage_person("staff2");
    assert_done(review_may_edit(t->review, &actor, a, &err));
    stage_do(t, "staff1", "submit", ROW);
    const struct store_author author = {.name = "staff2", .action = "save"};
    assert_int_equal(assessment_save(a, t->store, &author, NULL, &err), STORE_FAILED);
    assert_non_null(strstr(err.text, "handed on"));
    assessment_free(a);
    stage_is(t, ROW, "submitted");
}

/* What was looked at is no longer what is there. */
static void test_approval_is_of_what_was_looked_at(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    int64_t seen = plain_number(t->files->file, "SELECT max(id) FROM revision");
    stage_do(t, "staff1", "take-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    stage_do(t, "staff1", "submit", ROW);
    struct review_arguments given = {.revisions = &seen};
    assert_false(stage_try(t, "chief1", "approve", ROW, &given, &err));
    assert_non_null(strstr(err.text, "changed after you looked"));
    seen = plain_number(t->files->file, "SELECT max(id) FROM revision");
    assert_done(stage_try(t, "chief1", "approve", ROW, &given, &err));
}

/* --- all pages at once --------------------------------------------------------------------- */

static void test_all_pages_or_none(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    const struct review_target all = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    struct review_actor staff = stage_person("staff1"), chief = stage_person("chief1");
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    assert_false(review_perform(t->review, &staff, "submit", &all, NULL, &err));
    stage_is(t, ROW, "entry");
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    assert_done(review_perform(t->review, &staff, "submit", &all, NULL, &err));
    stage_is(t, PAGES, "submitted");
    assert_false(review_perform(t->review, &staff, "submit", &all, NULL, &err));
    assert_non_null(strstr(err.text, "No page"));
    assert_done(review_perform(t->review, &chief, "approve", &all, NULL, &err));
    stage_is(t, PAGES, "approved");
}

/* Every change of state is in the trail, with who, in which role, from where, to where,
 * and why; and the trail is whole. */
static void test_trail_tells_of_every_move(void **state)
{
    struct stage *t = *state;
    char text[256];
    stage_approve(t);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_do(t, "head1", "withdraw", PAGES);
    plain_ask(
        t->files->file,
        "SELECT group_concat(who || ' ' || role || ' ' || action || ' ' || old || '>' || new, "
        "'; ') FROM (SELECT * FROM trail WHERE subject = 'state' ORDER BY seq)",
        text);
    assert_string_equal(text, "staff1 staff submit entry>submitted; "
                              "chief1 chief approve submitted>approved; "
                              "staff1 staff submit entry>submitted; "
                              "chief1 chief approve submitted>approved; "
                              "head1 head sign-off approved>signed; "
                              "head1 head withdraw signed>approved");
    assert_string_equal(
        plain_ask(t->files->file, "SELECT why FROM trail WHERE action = 'withdraw'", text), "理由");
}

int main(void)
{
#define ROWS(name) cmocka_unit_test_setup_teardown(name, stage_make, stage_remove)
    const struct CMUnitTest tests[] = {
        ROWS(test_from_blank_to_accepted),
        ROWS(test_roles),
        ROWS(test_states),
        ROWS(test_errors_forbid_submitting),
        ROWS(test_warnings_need_their_reason),
        ROWS(test_rules_run_at_every_change),
        ROWS(test_who_wrote_does_not_approve),
        ROWS(test_who_approved_does_not_sign_off),
        ROWS(test_reassigned_work),
        ROWS(test_who_left_had_a_part),
        ROWS(test_successor_is_somebody),
        ROWS(test_sending_back_says_why),
        ROWS(test_every_remark_is_answered_first),
        ROWS(test_remarks_show_both_and_outlive_approval),
        ROWS(test_remark_about_no_field),
        ROWS(test_what_is_handed_on_is_not_written_to),
        ROWS(test_handed_on_while_it_is_saved),
        ROWS(test_approval_is_of_what_was_looked_at),
        ROWS(test_all_pages_or_none),
        ROWS(test_trail_tells_of_every_move),
    };
    return cmocka_run_group_tests_name("review: actions", tests, NULL, NULL);
}
