/* What a person has not seen yet, what waits for whom, and what is signed off. */
#include "review_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/trail_verify.h"
#include "text/buffer.h"

/* --- since I last looked -------------------------------------------------------------- */

/* What changed for a person, as lines: "ROW aim [甲->乙]", "+KS-2", "-KS-1", "!1". */
static void tell_page(const struct review_page_change *p, struct buffer *out)
{
    buffer_append_format(out, "%s%s", out->size > 0 ? "; " : "", p->page == ROW ? "row" : "cover");
    for (size_t i = 0; i < p->field_count; i++) {
        const struct review_field_change *f = &p->fields[i];
        buffer_append_format(out, " %s", f->path);
        for (size_t k = 0; k < f->diff.count; k++) {
            const struct diff_part *d = &f->diff.parts[k];
            if (d->kind == DIFF_GONE)
                buffer_append_format(out, "[-%.*s]", (int)(d->old_end - d->old_start),
                                     f->old + d->old_start);
            else
                buffer_append_format(out, d->kind == DIFF_NEW ? "[+%.*s]" : "%.*s",
                                     (int)(d->new_end - d->new_start), f->new + d->new_start);
        }
    }
    for (size_t i = 0; i < p->finding_count; i++) {
        const struct review_finding_change *f = &p->findings[i];
        buffer_append_format(out, " %s%s%s%s",
                             f->gone   ? "-"
                             : f->same ? "="
                                       : "+",
                             f->rule, f->reason == NULL ? "" : ":",
                             f->reason == NULL ? "" : f->reason);
    }
    if (p->remarks > 0)
        buffer_append_format(out, " !%zu", p->remarks);
}

/* "gone 1.b by staff2 aim 乙" */
static void tell_gone(const struct review_gone_page *p, struct buffer *out)
{
    buffer_append_format(out, "%sgone %s by %s", out->size > 0 ? "; " : "", p->title, p->who);
    assert_int_equal(strlen(p->at), strlen("2026-04-01T09:30:12Z"));
    for (size_t i = 0; i < p->field_count; i++) {
        assert_string_equal(p->fields[i].new, "");
        buffer_append_format(out, " %s %s", p->fields[i].label, p->fields[i].old);
    }
}

/* In the assessment as it was read, with its standing. */
static void sees_in(struct stage *t, const char *name, const struct assessment *a,
                    const struct review_standing *standing, const char *expected)
{
    struct error err = {""};
    struct review_changes changes;
    struct review_actor actor = stage_person(name);
    struct buffer out = BUFFER_INIT;
    assert_done(review_changed(t->review, &actor, a, standing, &changes, &err));
    for (size_t i = 0; i < changes.count; i++)
        tell_page(&changes.pages[i], &out);
    for (size_t i = 0; i < changes.gone_count; i++)
        tell_gone(&changes.gone[i], &out);
    char *text = buffer_take(&out);
    assert_string_equal(text, expected);
    free(text);
    review_changes_free(&changes);
}

static void sees(struct stage *t, const char *name, const char *expected)
{
    struct error err = {""};
    struct review_standing standing;
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    sees_in(t, name, a, &standing, expected);
    review_standing_free(&standing);
    assessment_free(a);
}

/* The person looks at the pages that are gone. */
static void look_at_gone(struct stage *t, const char *name)
{
    struct error err = {""};
    struct review_standing standing;
    struct review_changes changes;
    struct review_actor actor = stage_person(name);
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    assert_done(review_changed(t->review, &actor, a, &standing, &changes, &err));
    for (size_t i = 0; i < changes.gone_count; i++)
        assert_done(review_looked(t->review, &actor, &standing, changes.gone[i].id,
                                  changes.gone[i].revision, &err));
    review_changes_free(&changes);
    review_standing_free(&standing);
    assessment_free(a);
}

/* The person looks at every page, as it stands there. */
static void look_with(struct stage *t, const char *name, const struct assessment *a,
                      const struct review_standing *standing)
{
    struct error err = {""};
    struct review_actor actor = stage_person(name);
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++)
        assert_done(review_looked(t->review, &actor, standing, pages[i].stored_id,
                                  pages[i].revision, &err));
}

static void look(struct stage *t, const char *name)
{
    struct error err = {""};
    struct review_standing standing;
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    look_with(t, name, a, &standing);
    review_standing_free(&standing);
    assessment_free(a);
}

static void test_who_never_looked_sees_everything(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, "注意一つ");
    sees(t, "chief1", "cover +KS-1; row aim[+注意一つ] +KS-2");
}

static void test_only_what_changed_since(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, "地域の注意を払う取組");
    look(t, "chief1");
    sees(t, "chief1", "");
    stage_write(t, "staff1", ROW, "地域の絆を払う取組");
    sees(t, "chief1", "row aim地域の[-注意][+絆]を払う取組 -KS-2");
    look(t, "chief1");
    sees(t, "chief1", "");
    sees(t, "chief2", "cover +KS-1; row aim[+地域の絆を払う取組]"); /* each for himself */
}

static void test_reasons_come_and_go(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", ROW, TEXT_WARNING);
    look(t, "chief1");
    stage_keep(t, "staff1", ROW, "承知");
    sees(t, "chief1", "row =KS-2:承知");
    look(t, "chief1");
    stage_keep(t, "staff1", ROW, "");
    sees(t, "chief1", "row =KS-2");
}

/* Who never looked begins at the last approval. */
static void test_since_the_last_approval(void **state)
{
    struct stage *t = *state;
    stage_approve(t);
    sees(t, "manager1", "");
    stage_do(t, "chief1", "remark", ROW);
    sees(t, "manager1", "row !1");
    stage_do(t, "chief1", "send-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    sees(t, "manager1", "row aim[-甲][+乙]の取組 !1");
    look(t, "manager1");
    stage_do(t, "staff1", "submit", ROW);
    sees(t, "manager1", "");
}

/* A second row, behind the first. */
static void add_row(struct stage *t, const char *name, const char *text)
{
    struct error err = {""};
    struct assessment *a = stage_open(t);
    size_t added;
    assert_done(assessment_add_page(a, ROW, &added, &err));
    assert_done(stage_save(t, name, a, &err));
    assessment_free(a);
    assert_int_equal(added, PAGES);
    stage_write(t, name, PAGES, text);
}

static void remove_row(struct stage *t, const char *name, size_t page)
{
    struct error err = {""};
    struct assessment *a = stage_open(t);
    assert_done(assessment_remove_page(a, page, &err));
    assert_done(stage_save(t, name, a, &err));
    assessment_free(a);
}

/* Whoever knew a page is told that it is gone, once, with what stood there; whoever never
 * saw it is not. */
static void test_pages_that_are_gone(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    add_row(t, "staff1", "二つ目");
    look(t, "chief1");
    remove_row(t, "staff2", PAGES);
    sees(t, "chief1", "gone 1.b by staff2 目的 二つ目");
    sees(t, "chief2", "cover title[+甲の取組]; row aim[+甲の取組]");
    look_at_gone(t, "chief1");
    sees(t, "chief1", "");
}

/* The text is the one the person knew, not what came to stand there before it went. */
static void test_gone_as_it_was_known(void **state)
{
    struct stage *t = *state;
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    add_row(t, "staff1", "二つ目");
    look(t, "chief1");
    stage_write(t, "staff1", PAGES, "別の二つ目");
    remove_row(t, "staff1", ROW);
    sees(t, "chief1", "row aim[+別の]二つ目; gone 1.a by staff1 目的 甲の取組");
}

/* What is said while the person reads is still new afterwards. */
static void test_said_while_one_looks(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_standing standing;
    stage_approve(t);
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    stage_do(t, "manager1", "remark", ROW);
    look_with(t, "chief1", a, &standing);
    review_standing_free(&standing);
    assessment_free(a);
    sees(t, "chief1", "row !1");
    look(t, "chief1");
    sees(t, "chief1", "");
}

static void reads(struct stage *t, const struct review_standing *standing, int page,
                  const char *expected)
{
    struct error err = {""};
    const struct store_page *texts;
    assert_done(review_read_texts(t->review, standing, t->pages[page], &texts, &err));
    assert_string_equal(store_field_value(texts, stage_field(page)), expected);
}

/* What is read later is still of the moment at which reading began. */
static void test_saved_while_one_reads(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_standing standing;
    const struct store_page *none;
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    stage_write(t, "staff2", ROW, TEXT_BETTER);
    reads(t, &standing, ROW, TEXT_GOOD);
    sees_in(t, "chief1", a, &standing, "cover title[+" TEXT_GOOD "]; row aim[+" TEXT_GOOD "]");
    reads(t, &standing, ROW, TEXT_GOOD);
    assert_done(review_read_texts(t->review, &standing, 999, &none, &err));
    assert_null(none);
    review_standing_free(&standing);
    assessment_free(a);
}

/* --- what waits ------------------------------------------------------------------------------ */

static void waits(struct stage *t, const char *name, const char *expected)
{
    struct error err = {""};
    struct review_waiting waiting;
    struct review_actor actor = stage_person(name);
    struct buffer out = BUFFER_INIT;
    assert_done(review_waiting(t->review, &actor, &waiting, &err));
    for (size_t i = 0; i < waiting.count; i++) {
        const struct review_waiting_item *item = &waiting.items[i];
        buffer_append_format(&out, "%s%s %s %zu/%zu", i > 0 ? "; " : "",
                             review_states(t->review)->states[item->state].is.word,
                             item->action->is.word, item->mine, item->pages);
    }
    char *text = buffer_take(&out);
    assert_string_equal(text, expected);
    free(text);
    review_waiting_free(&waiting);
}

static void test_what_waits_for_whom(void **state)
{
    struct stage *t = *state;
    stage_write(t, "chief1", ROW, TEXT_GOOD);
    stage_write(t, "staff1", COVER, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    waits(t, "staff1", "entry submit 1/1; submitted approve 0/1");
    waits(t, "chief1", "entry submit 1/1; submitted approve 0/1"); /* wrote it */
    waits(t, "chief2", "entry submit 1/1; submitted approve 1/1");
    waits(t, "manager1", "entry submit 0/1; submitted approve 1/1");
    stage_do(t, "staff1", "submit", COVER);
    stage_do(t, "chief2", "approve", ROW);
    waits(t, "manager1", "submitted approve 1/1"); /* the approved one waits for nobody */
    stage_do(t, "chief2", "approve", COVER);
    waits(t, "head1", "approved sign-off 1/0");
    waits(t, "staff1", "approved sign-off 0/0");
    stage_do(t, "head1", "sign-off", PAGES);
    waits(t, "manager1", "signed send 1/0");
    stage_do(t, "manager1", "send", PAGES);
    waits(t, "city1", "sent accept 1/0");
    stage_do(t, "city1", "accept", PAGES);
    waits(t, "city1", "");
}

/* Since when the last thing of the list waits. */
static const char *since(struct stage *t, const char *name, char out[32])
{
    struct error err = {""};
    struct review_waiting waiting;
    struct review_actor actor = stage_person(name);
    assert_done(review_waiting(t->review, &actor, &waiting, &err));
    assert_true(waiting.count > 0);
    const char *at = waiting.items[waiting.count - 1].since;
    snprintf(out, 32, "%s", at == NULL ? "unknown" : at);
    review_waiting_free(&waiting);
    return out;
}

static void test_since_when_it_waits(void **state)
{
    struct stage *t = *state;
    char at[32];
    for (int i = 0; i < PAGES; i++)
        stage_write(t, "staff1", i, TEXT_GOOD);
    assert_string_equal(since(t, "staff1", at), "unknown"); /* never handed on */
    stage_do(t, "staff1", "submit", ROW);
    stage_do(t, "staff1", "take-back", ROW);
    assert_string_equal(since(t, "staff1", at), "unknown"); /* the other one never was */
    for (int i = 0; i < PAGES; i++)
        stage_do(t, "staff1", "submit", i);
    stage_tamper(t, "UPDATE review_page SET at = '2026-04-0' || page || 'T09:00:00Z'");
    assert_string_equal(since(t, "chief1", at), "2026-04-01T09:00:00Z"); /* the longest */
    assert_string_equal(since(t, "staff1", at), "2026-04-01T09:00:00Z"); /* whoever asks */
    for (int i = 0; i < PAGES; i++)
        stage_do(t, "chief1", "approve", i);
    stage_tamper(t, "UPDATE review_page SET approved_at = '2026-04-1' || page || 'T09:00:00Z'");
    assert_string_equal(since(t, "head1", at), "2026-04-12T09:00:00Z"); /* the last approval */
    stage_do(t, "head1", "sign-off", PAGES);
    stage_tamper(t, "UPDATE trail SET at = '2026-04-20T09:00:00Z' WHERE action = 'sign-off'");
    assert_string_equal(since(t, "manager1", at), "2026-04-20T09:00:00Z");
    stage_do(t, "head1", "withdraw", PAGES);
    stage_tamper(t, "UPDATE trail SET at = '2026-04-21T09:00:00Z' WHERE action = 'withdraw'");
    assert_string_equal(since(t, "head1", at), "2026-04-21T09:00:00Z");
}

/* --- signing ---------------------------------------------------------------------------------- */

static void test_what_is_to_be_signed(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_signing signing;
    struct review_actor head = stage_person("head1");
    stage_write(t, "staff1", COVER, TEXT_WARNING);
    stage_keep(t, "staff1", COVER, "承知しています");
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    for (int i = 0; i < PAGES; i++) {
        stage_do(t, "staff1", "submit", i);
        stage_do(t, "chief1", "approve", i);
    }
    assert_done(review_signing(t->review, &head, STAGE_WARD, STAGE_YEAR, &signing, &err));
    assert_string_equal(signing.name, "head1");
    assert_true(strlen(signing.statement[FORM_JA]) > 0 && strlen(signing.statement[FORM_EN]) > 0);
    assert_int_equal(signing.judgement.kept, 1);
    assert_string_equal(signing.judgement.items[0].reason.text, "承知しています");
    assert_int_equal(strlen(signing.digest), 64);
    review_signing_free(&signing);
}

static void refuses_signing(struct stage *t, const struct review_actor *head, const char *digest,
                            int64_t shown, const char *word)
{
    struct error err = {""};
    const struct review_target target = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    const struct review_arguments given = {.digest = digest, .shown = shown};
    assert_false(review_perform(t->review, head, "sign-off", &target, &given, &err));
    if (strstr(err.text, word) == NULL)
        fail_msg("no \"%s\" in: %s", word, err.text);
    stage_is(t, PAGES, "approved");
}

static void test_password_and_document(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct review_signing signing;
    struct review_actor head = stage_person("head1");
    stage_approve(t);
    assert_done(review_signing(t->review, &head, STAGE_WARD, STAGE_YEAR, &signing, &err));
    head.signed_in = signing.shown - 1; /* before it was shown */
    refuses_signing(t, &head, signing.digest, signing.shown, "password");
    head.signed_in = 0;
    refuses_signing(t, &head, signing.digest, 0, "password");
    head.signed_in = signing.shown;
    refuses_signing(t, &head, NULL, signing.shown, "no longer the one");
    /* What was shown, and another text since: whoever signs has to look again. */
    stage_do(t, "chief1", "remark", ROW);
    stage_do(t, "chief1", "send-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    stage_do(t, "staff1", "submit", ROW);
    stage_do(t, "chief1", "approve", ROW);
    refuses_signing(t, &head, signing.digest, signing.shown, "no longer the one");
    review_signing_free(&signing);
    stage_do(t, "head1", "sign-off", PAGES);
}

static void signature_holds(struct stage *t, bool expected, const char *expected_why)
{
    struct error err = {""};
    bool holds;
    const char *why;
    struct assessment *a = stage_open(t);
    assert_done(review_signature_holds(t->review, a, &holds, &why, &err));
    assert_int_equal(holds, expected);
    assert_int_equal(why != NULL, expected_why != NULL);
    if (why != NULL)
        assert_non_null(strstr(why, expected_why));
    assessment_free(a);
}

/* Somebody gets past the program and alters what was signed: it is seen at once, the
 * state falls back, and the trail says so. */
static void test_any_change_breaks_the_signature(void **state)
{
    struct stage *t = *state;
    char text[256];
    stage_approve(t);
    signature_holds(t, false, NULL);
    stage_do(t, "head1", "sign-off", PAGES);
    signature_holds(t, true, NULL);
    stage_tamper(t, "UPDATE field SET value = '丙の取組' WHERE path = 'aim' AND revision = "
                    "(SELECT max(revision) FROM field WHERE path = 'aim')");
    stage_is(t, PAGES, "approved"); /* no longer signed, before anything was written */
    signature_holds(t, false, "no longer the one");
    assert_string_equal(plain_ask(t->files->file,
                                  "SELECT action || ' ' || old || '>' || new FROM trail "
                                  "WHERE subject = 'state' ORDER BY seq DESC LIMIT 1",
                                  text),
                        "broken signed>approved");
    assert_string_equal(plain_ask(t->files->file, "SELECT ended FROM review_signature", text),
                        "broken");
    signature_holds(t, false, NULL); /* told once */
    stage_refuses(t, "manager1", "send", PAGES, (const char *const[]){"承認", NULL});
}

static void test_withdrawing_stays_in_the_trail(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    char text[256];
    stage_approve(t);
    stage_do(t, "head1", "sign-off", PAGES);
    struct review_actor head = stage_person("head2");
    struct review_arguments given = {.why = "", .shown = head.signed_in};
    assert_false(stage_try(t, "head2", "withdraw", PAGES, &given, &err));
    assert_non_null(strstr(err.text, "reason"));
    given.why = "誤記が見つかったため";
    assert_done(stage_try(t, "head2", "withdraw", PAGES, &given, &err));
    stage_is(t, PAGES, "approved");
    assert_string_equal(plain_ask(t->files->file,
                                  "SELECT group_concat(action || ' ' || coalesce(why, ''), ', ') "
                                  "FROM (SELECT * FROM trail WHERE subject IN ('state') AND page "
                                  "IS NULL ORDER BY seq)",
                                  text),
                        "sign-off 理由, withdraw 誤記が見つかったため");
    stage_do(t, "head1", "sign-off", PAGES);
    assert_int_equal(plain_number(t->files->file, "SELECT count(*) FROM review_signature"), 2);
}

/* The same document is not sent twice; only the kind of submission is not enough. */
static void test_identical_resubmission(void **state)
{
    struct stage *t = *state;
    stage_approve(t);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_do(t, "manager1", "send", PAGES);
    stage_do(t, "city1", "refuse", PAGES);
    stage_is(t, PAGES, "refused");
    stage_do(t, "manager1", "reopen", PAGES);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_refuses(t, "manager1", "send", PAGES, (const char *const[]){"the same as", NULL});
    stage_do(t, "head1", "withdraw", PAGES);
    stage_do(t, "chief1", "remark", ROW);
    stage_do(t, "chief1", "send-back", ROW);
    stage_write(t, "staff1", ROW, TEXT_BETTER);
    stage_do(t, "staff1", "submit", ROW);
    stage_do(t, "chief1", "approve", ROW);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_do(t, "manager1", "send", PAGES);
}

/* --- the boxes of the sheet ------------------------------------------------------------------- */

static void boxes_are(struct stage *t, const char *expected)
{
    struct error err = {""};
    struct review_standing standing;
    struct review_boxes boxes;
    struct assessment *a = stage_open(t);
    struct sheet *sheet = sheet_read(assessment_form(a), &err);
    struct buffer out = BUFFER_INIT;
    assert_done(sheet != NULL);
    assert_done(review_stand(t->review, a, &standing, &err));
    assert_done(review_boxes(t->review, a, &standing, sheet, &boxes, &err));
    for (size_t i = 0; i < boxes.count; i++) {
        const struct review_box *b = &boxes.items[i];
        buffer_append_format(&out, "%s%s %s", i > 0 ? ", " : "", b->label,
                             b->name == NULL ? "-" : b->name);
        if (b->name != NULL)
            assert_moment(b->at);
    }
    char *text = buffer_take(&out);
    assert_string_equal(text, expected);
    free(text);
    review_boxes_free(&boxes);
    review_standing_free(&standing);
    sheet_free(sheet);
    assessment_free(a);
}

static void test_boxes(void **state)
{
    struct stage *t = *state;
    boxes_are(t, "担当 -, 係長 -, 課長 -, 区長 -");
    stage_write(t, "staff1", ROW, TEXT_GOOD);
    stage_do(t, "staff1", "submit", ROW);
    boxes_are(t, "担当 -, 係長 -, 課長 -, 区長 -");
    stage_write(t, "staff2", COVER, TEXT_GOOD);
    stage_do(t, "staff2", "submit", COVER);
    stage_do(t, "chief1", "approve", ROW);
    stage_do(t, "manager1", "approve", COVER);
    stage_do(t, "head1", "sign-off", PAGES);
    char text[256], expected[128];
    plain_ask(t->files->file,
              "SELECT submitter FROM review_page ORDER BY submitted_at DESC, page LIMIT 1", text);
    snprintf(expected, sizeof expected, "担当 %.20s, 係長 chief1, 課長 manager1, 区長 head1", text);
    boxes_are(t, expected);
    stage_do(t, "head1", "withdraw", PAGES);
    snprintf(expected, sizeof expected, "担当 %.20s, 係長 chief1, 課長 manager1, 区長 -", text);
    boxes_are(t, expected);
}

/* All that the review wrote left the trail whole. */
static void test_trail_is_whole(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct store_trail_verdict verdict;
    stage_approve(t);
    stage_do(t, "chief2", "remark", ROW);
    stage_account(t, "staff2");
    stage_do(t, "admin1", "reassign", PAGES);
    stage_do(t, "head1", "sign-off", PAGES);
    stage_do(t, "head1", "withdraw", PAGES);
    assert_done(store_trail_verify(t->store, NULL, &verdict, &err));
    assert_string_equal(verdict.sentence.text, "");
    store_trail_verdict_free(&verdict);
    plain_assert_sound(t->files->file);
}

int main(void)
{
#define ROWS(name) cmocka_unit_test_setup_teardown(name, stage_make, stage_remove)
    const struct CMUnitTest tests[] = {
        ROWS(test_who_never_looked_sees_everything),
        ROWS(test_only_what_changed_since),
        ROWS(test_reasons_come_and_go),
        ROWS(test_since_the_last_approval),
        ROWS(test_said_while_one_looks),
        ROWS(test_saved_while_one_reads),
        ROWS(test_pages_that_are_gone),
        ROWS(test_gone_as_it_was_known),
        ROWS(test_what_waits_for_whom),
        ROWS(test_since_when_it_waits),
        ROWS(test_what_is_to_be_signed),
        ROWS(test_password_and_document),
        ROWS(test_any_change_breaks_the_signature),
        ROWS(test_withdrawing_stays_in_the_trail),
        ROWS(test_identical_resubmission),
        ROWS(test_boxes),
        ROWS(test_trail_is_whole),
    };
    return cmocka_run_group_tests_name("review: changes and signatures", tests, NULL, NULL);
}
