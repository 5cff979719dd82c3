#include "config.h"

#include "city/answer.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/receipt.h"
#include "exchange/writer.h"
#include "text/buffer.h"
#include "text/i18n.h"

char *city_explain(const struct store_city_submission *is)
{
    struct buffer out = BUFFER_INIT;
    const struct refusal *refusal = refusal_find(is->refusal);
    buffer_append_string(&out, refusal == NULL ? is->refusal : _(refusal->sentence));
    if (*is->detail != '\0')
        buffer_append_format(&out, " (%s)", is->detail);
    return buffer_take(&out);
}

static enum receipt_outcome outcome_of(const struct store_city_submission *is)
{
    if (*is->refusal != '\0')
        return RECEIPT_REFUSED;
    return strcmp(is->kind, STORE_CITY_WITHDRAWAL) == 0 ? RECEIPT_WITHDRAWN : RECEIPT_ACCEPTED;
}

/* The ward's name; the code where the table does not have it. */
static const char *name_ward(const struct city *city, const char *code)
{
    const struct ward *ward =
        reference_find_ward(catalogue_reference(city->catalogue), NULL, code, NULL);
    return ward == NULL ? code : ward->name;
}

/* For people: what happened, and what the ward does now. */
static char *make_heading(const struct city *city, const struct store_city_submission *is)
{
    struct buffer out = BUFFER_INIT;
    char year[64];
    enum receipt_outcome outcome = outcome_of(is);
    if (*is->ward == '\0') {
        buffer_append_string(&out, _("A file was not received: it is not known whose it is."));
        return buffer_take(&out);
    }
    era_fiscal_year_label(reference_eras(catalogue_reference(city->catalogue)), is->year, year,
                          sizeof year);
    buffer_append_format(&out,
                         outcome == RECEIPT_ACCEPTED ? _("Receipt: %s, %s, was received.")
                         : outcome == RECEIPT_WITHDRAWN
                             ? _("Receipt: %s, %s, was taken back.")
                             : _("Notice: %s, %s, was not received, for the reason below."),
                         name_ward(city, is->ward), year);
    buffer_append_string(&out, "\n");
    if (outcome == RECEIPT_REFUSED)
        buffer_append_string(&out, _("Where the content has to be changed, the ward reads this in "
                                     "with:"));
    else
        buffer_append_string(&out, _("The ward reads this in with:"));
    buffer_append_format(&out, "\n  kusei review %s %s %d --receipt %s",
                         outcome == RECEIPT_ACCEPTED ? "accept" : "refuse", is->ward, is->year,
                         _("FILE"));
    return buffer_take(&out);
}

static char *make_text(const struct city *city, const struct city_received *received)
{
    const struct store_city_submission *is = &received->is;
    char hash[STORE_HASH_HEX], *heading = make_heading(city, is), *message = city_explain(is);
    store_hash_hex(received->head.hash, hash);
    const bool refused = *is->refusal != '\0';
    const struct receipt_paper paper = {.outcome = outcome_of(is),
                                        .number = is->number,
                                        .ward = is->ward,
                                        .year = is->year,
                                        .trail_seq = is->trail_seq,
                                        .trail_hash = is->trail_hash,
                                        .content = is->content,
                                        .code = is->refusal,
                                        .message = refused ? message : NULL,
                                        .received = is->received,
                                        .file = is->name,
                                        .city_seq = received->head.seq,
                                        .city_hash = hash,
                                        .heading = heading};
    char *text = heading == NULL || message == NULL ? NULL : receipt_to_string(&paper);
    free(heading);
    free(message);
    return text;
}

bool city_answer(struct city *city, const struct city_received *received, const char *folder,
                 char **path, struct error *err)
{
    struct buffer name = BUFFER_INIT;
    const char *ward = *received->is.ward == '\0' ? "unknown" : received->is.ward;
    buffer_append_format(&name, "%s/%s-%s.txt", folder, ward, received->is.number);
    char *text = make_text(city, received);
    *path = buffer_take(&name);
    bool good = (text != NULL && *path != NULL) || error_set_memory(err);
    good = good && writer_write_file(*path, text, strlen(text), err);
    free(text);
    if (!good) {
        free(*path);
        *path = NULL;
    }
    return good;
}
