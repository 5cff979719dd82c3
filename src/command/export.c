/* kusei export WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdlib.h>
#include <string.h>

#include "command/export_sheet.h"
#include "exchange/writer.h"
#include "review/submission.h"
#include "text/i18n.h"

/* --- to be handed in ----------------------------------------------------------------- */

static bool find_kind(const struct review_submission *s, bool withdrawal,
                      enum submission_kind *kind, struct error *err)
{
    *kind = withdrawal           ? SUBMISSION_WITHDRAWAL
            : s->receipt == NULL ? SUBMISSION_NEW
                                 : SUBMISSION_AGAIN;
    return *kind != SUBMISSION_NEW || submission_kind_is(assessment_document(s->a), *kind) ||
           error_set(err, _("It says that it is submitted again, and there is no receipt for what "
                            "was submitted before. Read that in with \"kusei review accept "
                            "--receipt\", or correct the kind of submission."));
}

/* In the exchange's words. The caller frees what comes back. */
static struct submission_signer *copy_signers(const struct review_submission *s)
{
    struct submission_signer *signers = calloc(s->signer_count, sizeof *signers);
    for (size_t i = 0; signers != NULL && i < s->signer_count; i++)
        signers[i] = (struct submission_signer){.name = s->signers[i].name,
                                                .role = s->signers[i].role,
                                                .meaning = s->signers[i].meaning,
                                                .digest = s->content,
                                                .at = s->signers[i].at};
    return signers;
}

static char *submission_bytes(const struct review_submission *s, enum submission_kind kind,
                              size_t *size, struct error *err)
{
    char hash[STORE_HASH_HEX];
    struct submission_signer *signers = copy_signers(s);
    char *bytes = NULL;
    store_hash_hex(s->head.hash, hash);
    const struct submission submission = {.kind = submission_kind_word(kind),
                                          .receipt = s->receipt,
                                          .signers = signers,
                                          .signer_count = s->signer_count,
                                          .trail_seq = s->head.seq,
                                          .trail_hash = hash};
    if (signers == NULL)
        error_set_memory(err);
    else
        bytes = writer_submission_to_string(assessment_document(s->a), &submission, size, err);
    free(signers);
    return bytes;
}

static char *hand_in(struct context *c, const struct assessment *a, size_t *size, struct error *err)
{
    struct review_submission s = {.a = NULL};
    enum submission_kind kind;
    char *bytes = NULL;
    bool withdrawal =
        c->withdrawal || submission_kind_is(assessment_document(a), SUBMISSION_WITHDRAWAL);
    struct review *review = review_open(c->store, c->catalogue, c->lang, err);
    if (review != NULL &&
        review_submission(review, assessment_ward_code(a), assessment_year(a), withdrawal, &s,
                          err) &&
        find_kind(&s, withdrawal, &kind, err))
        bytes = submission_bytes(&s, kind, size, err);
    review_submission_free(&s);
    review_free(review);
    return bytes;
}

/* --- the command ---------------------------------------------------------------------- */

int command_export(struct context *c, int count, char **arguments)
{
    if (count != 2)
        return context_usage(_("\"kusei export\" needs a ward and a year."));
    bool sheet = c->format != NULL && export_sheet_knows(c->format);
    if (c->format != NULL && strcmp(c->format, "xml") != 0 && !sheet)
        return context_usage(_("\"%s\" is not a format of this command."), c->format);
    if (c->bom && (c->format == NULL ||
                   (strcmp(c->format, "csv") != 0 && strcmp(c->format, "codebook") != 0)))
        return context_usage(_("--bom goes with a table: --format csv or codebook."));
    if (sheet && (c->submission || c->withdrawal))
        return context_usage(_("What is handed in is XML; leave out --format, or --submission."));
    struct assessment *a = context_open(c, arguments[0], arguments[1]);
    if (a == NULL)
        return STATUS_FAILED;
    struct error err;
    size_t size;
    char *bytes = sheet ? export_sheet(c, a, c->format, &size, &err)
                  : c->submission || c->withdrawal
                      ? hand_in(c, a, &size, &err)
                      : writer_to_string(assessment_document(a), &size, &err);
    bool good = bytes != NULL && writer_write_file(c->output, bytes, size, &err);
    free(bytes);
    assessment_free(a);
    return good ? STATUS_DONE : context_fail(&err);
}
