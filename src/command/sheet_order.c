#include "config.h"

#include "command/sheet_order.h"

#include <stdio.h>
#include <time.h>

#include "text/era.h"
#include "text/i18n.h"

/* The day as the sheet has it, in local time and in the years of the eras. */
static void format_day(const struct context *c, const char *utc, char out[SHEET_ORDER_DAY])
{
    struct tm parts = {0}, local;
    int read = 0;
    snprintf(out, SHEET_ORDER_DAY, "%s", utc);
    if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
               &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &read) < 6 ||
        read == 0)
        return;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    time_t moment = timegm(&parts);
    if (localtime_r(&moment, &local) != NULL)
        era_day_label(reference_eras(catalogue_reference(c->catalogue)), local.tm_year + 1900,
                      local.tm_mon + 1, local.tm_mday, out, SHEET_ORDER_DAY);
}

static void fill_boxes(const struct context *c, struct sheet_order *o)
{
    for (size_t i = 0; i < o->boxes.count && i < ORDER_BOXES; i++) {
        const struct review_box *box = &o->boxes.items[i];
        if (box->at != NULL)
            format_day(c, box->at, o->days[i]);
        o->order.boxes[o->order.box_count++] =
            (struct print_box){box->name == NULL ? "" : box->name, o->days[i]};
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

static bool fill_signature(const struct context *c, struct sheet_order *o, struct error *err)
{
    const struct store_signature *signature = find_signature(&o->standing);
    struct store_trail_head head;
    char hash[STORE_HASH_HEX];
    if (signature == NULL)
        return true;
    if (!store_trail_head(c->store, &head, err))
        return false;
    store_hash_hex(head.hash, hash);
    snprintf(o->trail, sizeof o->trail, "%lld:%s", (long long)head.seq, hash);
    o->order.signed_at = signature->at;
    o->order.digest = signature->content;
    o->order.trail = o->trail;
    return true;
}

static bool ask_review(const struct context *c, const struct assessment *a, struct sheet_order *o,
                       struct error *err)
{
    o->review = review_open(c->store, c->catalogue, c->lang, err);
    if (o->review == NULL || !review_stand(o->review, a, &o->standing, err) ||
        !review_boxes(o->review, a, &o->standing, o->sheet, &o->boxes, err))
        return false;
    fill_boxes(c, o);
    return fill_signature(c, o, err);
}

bool sheet_order_make(const struct context *c, const struct assessment *a, struct sheet_order *out,
                      struct error *err)
{
    const struct form *form = assessment_form(a);
    *out = (struct sheet_order){.sheet = NULL};
    if (!sheet_exists(form))
        return error_set(err, _("The form has no printed sheet. It can be exported as XML only."));
    out->sheet = sheet_read(form, err);
    return out->sheet != NULL && ask_review(c, a, out, err);
}

void sheet_order_free(struct sheet_order *o)
{
    review_boxes_free(&o->boxes);
    review_standing_free(&o->standing);
    review_free(o->review);
    sheet_free(o->sheet);
}
