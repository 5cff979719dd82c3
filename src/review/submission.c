/* What is handed in, and the receipts for it. */
#include "config.h"

#include "review/submission.h"

#include <stdlib.h>
#include <string.h>

#include "review/performing.h"
#include "text/i18n.h"

/* --- what is missing ------------------------------------------------------------------ */

static bool is_state(const struct review *r, const struct review_standing *standing,
                     const char *word)
{
    return strcmp(r->states->states[standing->state].is.word, word) == 0;
}

static bool is_approved(const struct review *r, const struct review_page *page)
{
    const char *state = r->states->states[page->state].is.word;
    return strcmp(state, REVIEW_APPROVED) == 0 || strcmp(state, REVIEW_SIGNED) == 0;
}

/* The pages that are not yet approved, and the first. */
static size_t count_open(const struct review *r, const struct review_standing *standing,
                         size_t *first)
{
    size_t count = 0;
    for (size_t i = standing->page_count; i-- > 0;) {
        if (standing->pages[i].source == i && !is_approved(r, &standing->pages[i])) {
            *first = i;
            count++;
        }
    }
    return count;
}

static bool refuse_pages(const struct review *r, const struct review_submission *s, size_t count,
                         size_t first, struct error *err)
{
    const struct states_state *state = &r->states->states[s->standing.pages[first].state];
    char *title = assessment_page_title(s->a, first, r->lang);
    if (title == NULL)
        return error_set_memory(err);
    error_set(err,
              _("It is handed in when it is signed off. Pages not yet approved: %zu. The first: %s "
                "(%s)."),
              count, title, state->is.name[r->lang]);
    free(title);
    return false;
}

static bool check_signed(struct review *r, const struct review_submission *s, struct error *err)
{
    size_t first = 0, open;
    if (s->standing.broken)
        return review_settle(r, s->a, &s->standing, err) &&
               error_set(err, _("The document is no longer the one that was signed. It has to be "
                                "signed off again before it is handed in."));
    if (review_signature(&s->standing.stored) != NULL)
        return true;
    if (is_state(r, &s->standing, REVIEW_REFUSED))
        return error_set(err, _("The city sent it back. Take it up again, change what the city "
                                "asked for, and have it signed off."));
    open = count_open(r, &s->standing, &first);
    return open > 0
               ? refuse_pages(r, s, open, first, err)
               : error_set(err, _("All pages are approved, and it is not yet signed off. It is "
                                  "handed in when it is."));
}

/* --- what the city has already ------------------------------------------------------------ */

static const struct store_receipt *last_receipt(const struct store_review *stored)
{
    return stored->receipt_count == 0 ? NULL : &stored->receipts[stored->receipt_count - 1];
}

static bool check_new(const struct review_submission *s, struct error *err)
{
    const struct store_receipt *last = last_receipt(&s->standing.stored);
    if (last != NULL && strcmp(last->content, s->content) == 0)
        return error_set(err,
                         _("This is the same as what the city took with receipt %s. To take that "
                           "back, export it with --withdrawal."),
                         last->number);
    return review_check_sent_back(&s->standing.stored, s->content, err);
}

static bool check_kind(const struct review_submission *s, bool withdrawal, struct error *err)
{
    if (!withdrawal)
        return check_new(s, err);
    return s->receipt != NULL ||
           error_set(err, _("The city has given no receipt for it, so there is nothing to take "
                            "back. Read the receipt in with \"kusei review accept --receipt\"."));
}

/* --- who stands for it -------------------------------------------------------------------- */

/* One signer for each person and role: the last approval. */
static void add_approver(struct review_submission *s, const struct review_signer *signer)
{
    size_t at = 0;
    while (at < s->signer_count && (strcmp(s->signers[at].name, signer->name) != 0 ||
                                    strcmp(s->signers[at].role, signer->role) != 0))
        at++;
    if (at == s->signer_count)
        s->signers[s->signer_count++] = *signer;
    else if (strcmp(s->signers[at].at, signer->at) < 0)
        s->signers[at].at = signer->at;
}

static int compare_moments(const void *one, const void *other)
{
    const struct review_signer *a = one, *b = other;
    int order = strcmp(a->at, b->at);
    return order != 0 ? order : strcmp(a->name, b->name);
}

static bool list_signers(const struct review *r, struct review_submission *s, struct error *err)
{
    const struct review_standing *standing = &s->standing;
    const struct store_signature *signature = review_signature(&standing->stored);
    s->signers = calloc(standing->page_count + 1, sizeof *s->signers);
    if (s->signers == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < standing->page_count; i++) {
        const struct store_review_page *row = standing->pages[i].row;
        if (row != NULL && *row->approver != '\0')
            add_approver(s, &(struct review_signer){
                                row->approver,
                                states_role_name(r->states, row->approver_role, FORM_JA),
                                states_state_name(r->states, STATES_PAGE, REVIEW_APPROVED, FORM_JA),
                                row->approved_at});
    }
    if (s->signer_count > 1)
        qsort(s->signers, s->signer_count, sizeof *s->signers, compare_moments);
    s->signers[s->signer_count++] = (struct review_signer){
        signature->who, states_role_name(r->states, signature->role, FORM_JA), signature->meaning,
        signature->at};
    return true;
}

/* --- all of it -----------------------------------------------------------------------------------
 */

static bool prepare(struct review *r, const char *ward_code, int year, bool withdrawal,
                    struct review_submission *s, struct error *err)
{
    char digest[REVIEW_DIGEST];
    s->a = assessment_open(r->store, r->catalogue, ward_code, year, err);
    if (s->a == NULL || !review_stand(r, s->a, &s->standing, err) || !check_signed(r, s, err) ||
        !review_digest(s->a, digest, s->content, err))
        return false;
    if (s->standing.stored.receipt_count > 0)
        s->receipt = s->standing.stored.receipts[0].number;
    return check_kind(s, withdrawal, err) && list_signers(r, s, err) &&
           store_trail_head(r->store, &s->head, err);
}

bool review_submission(struct review *r, const char *ward_code, int year, bool withdrawal,
                       struct review_submission *out, struct error *err)
{
    *out = (struct review_submission){0};
    bool good = prepare(r, ward_code, year, withdrawal, out, err);
    if (!good)
        review_submission_free(out);
    return good;
}

void review_submission_free(struct review_submission *submission)
{
    free(submission->signers);
    review_standing_free(&submission->standing);
    assessment_free(submission->a);
    *submission = (struct review_submission){0};
}

/* --- receipts ------------------------------------------------------------------------------ */

/* The trail that the city saw is ours. */
static bool check_head(const struct performing *p, struct error *err)
{
    const struct review_receipt *given = p->arguments->receipt;
    struct store_trail_head head = {.seq = given->trail_seq};
    bool has = false;
    if (store_hash_read(given->trail_hash, head.hash) &&
        !store_trail_has(p->r->store, &head, &has, err))
        return false;
    return has || error_set(err,
                            _("The receipt has another row %lld of the trail than this database. "
                              "Run \"kusei trail verify\", and ask the city what it took."),
                            (long long)given->trail_seq);
}

/* What the city says goes with what is done. */
static bool check_outcome(const struct performing *p, struct error *err)
{
    const struct review_receipt *given = p->arguments->receipt;
    bool accept = strcmp(p->action->is.word, REVIEW_ACCEPT) == 0;
    if (accept && given->refused)
        return error_set(err,
                         _("This is the city's notice that it did not take it. Read it in with "
                           "\"kusei review refuse --receipt\"."));
    if (accept && given->withdrawn)
        return error_set(err, _("This is the receipt for what was taken back. Read it in with "
                                "\"kusei review refuse --receipt\"."));
    return true;
}

enum { NUMBER_SIZE = 64 }; /* as that of a receipt that is read in */

/* Without the number the next submission would be a new one again. */
static bool check_number(const struct performing *p, struct error *err)
{
    const char *number = p->arguments->receipt_number;
    if (strcmp(p->action->is.word, REVIEW_ACCEPT) != 0)
        return number == NULL || error_set(err, _("The number of a receipt goes with \"accept\" "
                                                  "only."));
    if (performing_is_blank(number))
        return error_set(err, _("Which receipt did the city give? Read it in (--receipt FILE), or "
                                "give its number (--receipt-number NUMBER) and the reason why it "
                                "is not at hand (--why TEXT). Nothing was done."));
    return (strlen(number) < NUMBER_SIZE && strpbrk(number, " \t\n") == NULL) ||
           error_set(err,
                     _("\"%s\" is not the number of a receipt. It has no blanks and fewer than %d "
                       "bytes."),
                     number, NUMBER_SIZE);
}

bool performing_check_receipt(const struct performing *p, struct error *err)
{
    const struct review_receipt *given = p->arguments->receipt;
    const char *action = p->action->is.word;
    if (given == NULL)
        return check_number(p, err);
    if (p->arguments->receipt_number != NULL)
        return error_set(err, _("The receipt has its number in it. Give either of the two."));
    if (strcmp(action, REVIEW_ACCEPT) != 0 && strcmp(action, REVIEW_REFUSE) != 0)
        return error_set(err, _("A receipt goes with \"accept\" or \"refuse\" only."));
    if (!check_outcome(p, err))
        return false;
    if (strcmp(given->ward, p->target->ward_code) != 0 || given->year != p->target->year)
        return error_set(err,
                         _("The receipt is for ward %s and fiscal year %d. Give the one for this "
                           "assessment."),
                         given->ward, given->year);
    if (strcmp(given->content, p->content) != 0)
        return error_set(err,
                         _("The receipt is for another content than the one that was handed in "
                           "here. Ask the city what it took."));
    return check_head(p, err);
}
