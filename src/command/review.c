/* kusei review ACTION WARD YEAR ... : what the table of the review has, one command for
 * each of its actions. */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/ask.h"
#include "command/review_list.h"
#include "command/subcommands.h"
#include "exchange/receipt.h"
#include "review/accounts.h"
#include "review/perform.h"
#include "review/signing.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* An action on its way: what the words behind it say. */
struct doing {
    struct context *c;
    struct review *review;
    const struct states_action *action;
    struct review_actor actor;
    struct assessment *a;
    int64_t page; /* 0: every page that is in a state for it */
    struct review_arguments arguments;
    struct receipt file;           /* --receipt, as it was read */
    struct review_receipt receipt; /* its parts, for the review */
    char *reason;                  /* that it gives; owned */
};

/* --- what the words say ------------------------------------------------------------------ */

bool review_find_named(const struct assessment *a, const char *name, size_t *page,
                       struct error *err)
{
    /* The first page has no name. */
    *page = strcmp(name, "-") == 0 ? 0 : assessment_find_page(a, name);
    return *page != (size_t)-1 ||
           error_set(err,
                     _("There is no page \"%s\". \"kusei review list WARD YEAR\" shows the names."),
                     name);
}

static bool has_effect(const struct doing *d, enum states_effect effect)
{
    return (d->action->effects & 1u << effect) != 0;
}

static bool has_condition(const struct doing *d, enum states_condition condition)
{
    return (d->action->conditions & 1u << condition) != 0;
}

static bool take_page(struct doing *d, const char *name, struct error *err)
{
    size_t page, count;
    if (!review_find_named(d->a, name, &page, err))
        return false;
    d->page = assessment_pages(d->a, &count)[page].stored_id;
    return true;
}

/* The number of a remark; the page is the one that it is about. */
static bool take_remark(struct doing *d, const char *number, struct error *err)
{
    struct review_standing standing;
    char *end;
    d->arguments.remark = strtoll(number, &end, 10);
    if (*number == '\0' || *end != '\0')
        return error_set(err, _("\"%s\" is not the number of a remark."), number);
    if (!review_stand(d->review, d->a, &standing, err))
        return false;
    for (size_t i = 0; i < standing.remark_count; i++) {
        if (standing.remarks[i].stored->id == d->arguments.remark)
            d->page = standing.remarks[i].stored->page;
    }
    review_standing_free(&standing);
    return d->page != 0 || error_set(err,
                                     _("There is no remark %s about this assessment. \"kusei "
                                       "review list WARD YEAR\" shows those there are."),
                                     number);
}

/* The reason, where no other was given: its number, and what the city says to it. */
static bool make_reason(struct doing *d, struct error *err)
{
    struct buffer why = BUFFER_INIT;
    buffer_append_string(&why, d->file.number);
    if (d->file.outcome == RECEIPT_REFUSED)
        buffer_append_format(&why, " [%s] %s", d->file.code, d->file.message);
    free(d->reason);
    d->reason = buffer_take(&why);
    d->arguments.why = d->reason;
    return d->reason != NULL || error_set_memory(err);
}

static bool take_receipt(struct doing *d, const char *path, struct error *err)
{
    if (path == NULL)
        return true;
    if (!receipt_read(path, &d->file, err))
        return false;
    d->receipt = (struct review_receipt){.refused = d->file.outcome == RECEIPT_REFUSED,
                                         .withdrawn = d->file.outcome == RECEIPT_WITHDRAWN,
                                         .number = d->file.number,
                                         .ward = d->file.ward,
                                         .year = d->file.year,
                                         .trail_seq = d->file.trail_seq,
                                         .trail_hash = d->file.trail_hash,
                                         .content = d->file.content};
    d->arguments.receipt = &d->receipt;
    return d->arguments.why != NULL || make_reason(d, err);
}

/* The words behind WARD and YEAR. *wrong: there are too many or too few. */
static bool take_words(struct doing *d, int count, char **words, bool *wrong, struct error *err)
{
    bool remarks = has_effect(d, STATES_ADD_REMARK), answers = has_effect(d, STATES_ADD_ANSWER);
    bool pairs = has_effect(d, STATES_RECORD_STAND_IN);
    int least = remarks || answers || pairs ? 2 : 0;
    int most = least != 0 ? 2 : d->action->about == STATES_PAGE;
    *wrong = count < least || count > most;
    if (*wrong || count == 0)
        return !*wrong;
    if (pairs) {
        d->arguments.person = words[0];
        d->arguments.successor = words[1];
        return true;
    }
    if (least != 0)
        d->arguments.text = words[1];
    return answers ? take_remark(d, words[0], err) : take_page(d, words[0], err);
}

/* --- signing ------------------------------------------------------------------------------- */

static void show_findings(const struct doing *d, const struct review_signing *signing)
{
    for (size_t i = 0; i < signing->judgement.count; i++) {
        const struct judged_finding *item = &signing->judgement.items[i];
        const char *message = item->finding->message[d->c->lang];
        char name[256];
        if (item->finding->severity == RULES_INFO)
            continue;
        assessment_page_name(signing->a, item->page, name, sizeof name);
        printf("  %s  %s  %s\n", item->finding->id, name,
               message == NULL ? item->finding->message[FORM_JA] : message);
        if (item->kept == JUDGED_KEPT)
            printf("      %s: %s\n", store_person(d->c->store, item->reason.by), item->reason.text);
    }
}

static void show_signing(const struct doing *d, const struct review_signing *signing)
{
    printf("%s %d\n", assessment_ward_name(signing->a), assessment_year(signing->a));
    show_findings(d, signing);
    printf("%s\n%s\nSHA-256 %s\n", signing->statement[d->c->lang], signing->name, signing->digest);
    fflush(stdout);
}

/* Asked for each time, of whoever has an account; it is wiped at once. */
static bool confirm(struct doing *d, struct error *err)
{
    char password[ASK_SIZE];
    struct accounts_person person;
    bool exist;
    if (!accounts_exist(d->c->store, &exist, err))
        return false;
    if (!exist)
        return true; /* the roles that sign are those of accounts */
    bool good = ask_password(d->c, _("Your password once more: "), password, err) &&
                accounts_sign_in(d->c->store, d->actor.name, password, &person, err) &&
                accounts_has_own_password(&person, err);
    sodium_memzero(password, sizeof password);
    d->actor.signed_in = good ? (int64_t)time(NULL) : 0;
    return good;
}

static bool perform(struct doing *d, struct error *err)
{
    const struct review_target target = {.ward_code = assessment_ward_code(d->a),
                                         .year = assessment_year(d->a),
                                         .pages = &d->page,
                                         .count = d->page == 0 ? 0 : 1};
    return review_perform(d->review, &d->actor, d->action->is.word, &target, &d->arguments, err);
}

static bool perform_signing(struct doing *d, struct error *err)
{
    struct review_signing signing;
    if (!review_signing(d->review, &d->actor, assessment_ward_code(d->a), assessment_year(d->a),
                        &signing, err))
        return false;
    if (has_effect(d, STATES_RECORD_SIGNATURE))
        show_signing(d, &signing);
    d->arguments.digest = signing.digest;
    d->arguments.shown = signing.shown;
    bool good = confirm(d, err) && perform(d, err);
    review_signing_free(&signing);
    return good;
}

/* --- the command ------------------------------------------------------------------------------ */

static int usage(void)
{
    return context_usage(
        _("\"kusei review\" is followed by list [WARD YEAR [PAGE]]; changes or seen WARD YEAR "
          "[PAGE]; submit, approve, send-back, take-back or withdraw-approval WARD YEAR [PAGE]; "
          "remark WARD YEAR PAGE TEXT; answer WARD YEAR NUMBER TEXT; sign-off, withdraw, send, "
          "recall, accept, refuse or reopen WARD YEAR; reassign WARD YEAR PERSON SUCCESSOR."));
}

static int do_action(struct doing *d, int count, char **words)
{
    struct error err;
    bool wrong = false;
    if (!take_words(d, count, words, &wrong, &err))
        return wrong ? usage() : context_fail(&err);
    if (!take_receipt(d, d->c->signing.receipt, &err))
        return context_fail(&err);
    bool good = has_condition(d, STATES_PASSWORD) ? perform_signing(d, &err) : perform(d, &err);
    return good ? STATUS_DONE : context_fail(&err);
}

static int find_and_do(struct context *c, struct review *review, int count, char **words)
{
    struct doing d = {
        .c = c,
        .review = review,
        .action = states_find_action(review_states(review), words[0]),
        .actor = {.name = c->person.name, .role = c->person.role},
        .arguments = {.why = c->why,
                      .field = c->field,
                      .receipt_number = c->signing.receipt_number},
    };
    if (d.action == NULL || count < 3)
        return usage();
    if (!ask_who(c))
        return STATUS_FAILED;
    d.a = context_open(c, words[1], words[2]);
    int status = d.a == NULL ? STATUS_FAILED : do_action(&d, count - 3, words + 3);
    free(d.reason);
    assessment_free(d.a);
    return status;
}

int command_review(struct context *c, int count, char **arguments)
{
    struct error err;
    if (count == 0)
        return usage();
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    struct review *review = review_open(c->store, c->catalogue, c->lang, &err);
    if (review == NULL)
        return context_fail(&err);
    bool known;
    int status = review_list_command(c, review, count, arguments, &known);
    if (!known)
        status = find_and_do(c, review, count, arguments);
    review_free(review);
    return status;
}
