#include "config.h"

#include "command/verifying.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/buffer.h"
#include "text/i18n.h"

/* A day (its end, so that a certificate of that day holds) or a moment, in UTC. */
static bool read_moment(const char *text, time_t *out)
{
    struct tm t = {0};
    const char *end = strptime(text, "%Y-%m-%d", &t);
    if (end == NULL)
        return false;
    if (*end == '\0') {
        t.tm_hour = 23;
        t.tm_min = t.tm_sec = 59;
    } else {
        end = strptime(end, "T%H:%M:%SZ", &t);
        if (end == NULL || *end != '\0')
            return false;
    }
    *out = timegm(&t);
    return true;
}

/* The list of ward certificates: the one given, else that of data/. */
static bool find_table(struct context *c, struct verifying *v, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    if (c->signing.ward_certificates != NULL)
        buffer_append_string(&path, c->signing.ward_certificates);
    else
        buffer_append_format(&path, "%s/data/ward-certificates.tsv", context_share());
    v->table = buffer_take(&path);
    v->asked.ward_certificates = v->table;
    return v->table != NULL || error_set_memory(err);
}

int verifying_prepare(struct context *c, const char *command, struct verifying *v)
{
    const struct signing_options *o = &c->signing;
    struct error err;
    *v = (struct verifying){.table = NULL};
    if (o->trust == NULL)
        return context_usage(_("\"%s\" needs --trust, the certificates to be trusted."), command);
    v->asked.program = context_helper(c, "kusei-xmlsig");
    v->asked.trust = (struct xmlsig_trust){.roots = o->trust, .crl = o->crl, .at = time(NULL)};
    if (o->at != NULL && !read_moment(o->at, &v->asked.trust.at))
        return context_usage(_("\"%s\" is no day or moment. Write it like 2026-04-01 or "
                               "2026-04-01T09:30:00Z."),
                             o->at);
    if (!find_table(c, v, &err) ||
        (o->receipt != NULL && !receipt_read(o->receipt, &v->receipt, &err)))
        return context_fail(&err);
    v->asked.receipt = o->receipt == NULL ? NULL : &v->receipt;
    return STATUS_DONE;
}

void verifying_free(struct verifying *v)
{
    free(v->table);
    v->table = NULL;
}
