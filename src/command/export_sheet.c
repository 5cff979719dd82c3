#include "config.h"

#include "command/export_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "exchange/writer.h"
#include "form/sheet.h"
#include "print/printer.h"
#include "review/signing.h"
#include "review/standing.h"
#include "store/trail.h"
#include "text/era.h"
#include "text/i18n.h"

enum { DAY_SIZE = 64, TRAIL_SIZE = STORE_HASH_HEX + 24 };

/* What stands on the sheet and is not in the document. The order points into it. */
struct from_review {
    struct review *review;
    struct review_standing standing;
    struct review_boxes boxes;
    char days[ORDER_BOXES][DAY_SIZE];
    char trail[TRAIL_SIZE];
};

/* The day as the sheet has it, in local time and in the years of the eras. */
static void format_day(const struct context *c, const char *utc, char out[DAY_SIZE])
{
    struct tm parts = {0}, local;
    int read = 0;
    snprintf(out, DAY_SIZE, "%s", utc);
    if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
               &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &read) < 6 ||
        read == 0)
        return;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    time_t moment = timegm(&parts);
    if (localtime_r(&moment, &local) != NULL)
        era_day_label(reference_eras(catalogue_reference(c->catalogue)), local.tm_year + 1900,
                      local.tm_mon + 1, local.tm_mday, out, DAY_SIZE);
}

static void fill_boxes(const struct context *c, struct from_review *from, struct print_order *order)
{
    for (size_t i = 0; i < from->boxes.count && i < ORDER_BOXES; i++) {
        const struct review_box *box = &from->boxes.items[i];
        if (box->at != NULL)
            format_day(c, box->at, from->days[i]);
        order->boxes[order->box_count++] =
            (struct print_box){box->name == NULL ? "" : box->name, from->days[i]};
    }
}

/* The sign-off that stands; NULL where there is none, or it is of another content. */
static const struct store_signature *find_signature(const struct review_standing *standing)
{
    const struct store_review *stored = &standing->stored;
    for (size_t i = stored->signature_count; !standing->broken && i-- > 0;) {
        if (*stored->signatures[i].ended == '\0')
            return &stored->signatures[i];
    }
    return NULL;
}

static bool fill_signature(const struct context *c, struct from_review *from,
                           struct print_order *order, struct error *err)
{
    const struct store_signature *signature = find_signature(&from->standing);
    struct store_trail_head head;
    char hash[STORE_HASH_HEX];
    if (signature == NULL)
        return true;
    if (!store_trail_head(c->store, &head, err))
        return false;
    store_hash_hex(head.hash, hash);
    snprintf(from->trail, sizeof from->trail, "%lld:%s", (long long)head.seq, hash);
    order->signed_at = signature->at;
    order->digest = signature->content;
    order->trail = from->trail;
    return true;
}

static bool ask_review(struct context *c, const struct assessment *a, const struct sheet *sheet,
                       struct from_review *from, struct print_order *order, struct error *err)
{
    from->review = review_open(c->store, c->catalogue, c->lang, err);
    if (from->review == NULL || !review_stand(from->review, a, &from->standing, err) ||
        !review_boxes(from->review, a, &from->standing, sheet, &from->boxes, err))
        return false;
    fill_boxes(c, from, order);
    return fill_signature(c, from, order, err);
}

static char *print(struct context *c, const struct assessment *a, const struct print_order *order,
                   size_t *size, struct error *err)
{
    struct buffer out = BUFFER_INIT;
    size_t xml_size;
    /* Excel takes a table for UTF-8 only when it begins with a byte order mark. */
    if (c->bom)
        buffer_append_string(&out, "\xEF\xBB\xBF");
    char *xml = writer_to_string(assessment_document(a), &xml_size, err);
    bool good = xml != NULL && printer_print(context_helper(c, "kusei-print"), c->format,
                                             context_share(), order, xml, xml_size, &out, err);
    free(xml);
    *size = out.size;
    char *bytes = good ? buffer_take(&out) : NULL;
    buffer_free(&out);
    return bytes;
}

char *export_sheet(struct context *c, const struct assessment *a, size_t *size, struct error *err)
{
    struct from_review from = {.review = NULL};
    struct print_order order = {.box_count = 0};
    const struct form *form = assessment_form(a);
    struct sheet *sheet = NULL;
    char *bytes = NULL;
    if (!sheet_exists(form))
        error_set(err, _("The form has no printed sheet. It can be exported as XML only."));
    else if ((sheet = sheet_read(form, err)) != NULL && ask_review(c, a, sheet, &from, &order, err))
        bytes = print(c, a, &order, size, err);
    review_boxes_free(&from.boxes);
    review_standing_free(&from.standing);
    review_free(from.review);
    sheet_free(sheet);
    return bytes;
}
