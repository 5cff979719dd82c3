/* kusei verify FILE... */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/judging.h"
#include "command/verify_report.h"
#include "exchange/receipt.h"
#include "exchange/verification.h"
#include "text/buffer.h"
#include "text/i18n.h"

struct verify {
    struct context *c;
    struct verification_asked asked;
    char *table; /* the path of the list of ward certificates; owned */
    struct receipt receipt;
    bool json;
};

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
static bool find_table(struct verify *v, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    if (v->c->signing.ward_certificates != NULL)
        buffer_append_string(&path, v->c->signing.ward_certificates);
    else
        buffer_append_format(&path, "%s/data/ward-certificates.tsv", context_share());
    v->table = buffer_take(&path);
    v->asked.ward_certificates = v->table;
    return v->table != NULL || error_set_memory(err);
}

static int prepare(struct verify *v)
{
    const struct signing_options *o = &v->c->signing;
    struct error err;
    bool good;
    if (o->trust == NULL)
        return context_usage(_("\"kusei verify\" needs --trust, the certificates to be trusted."));
    v->json = context_wants_json(v->c, &good);
    if (!good)
        return STATUS_FAILED;
    v->asked.program = context_helper(v->c, "kusei-xmlsig");
    v->asked.trust = (struct xmlsig_trust){.roots = o->trust, .crl = o->crl, .at = time(NULL)};
    if (o->at != NULL && !read_moment(o->at, &v->asked.trust.at))
        return context_usage(_("\"%s\" is no day or moment. Write it like 2026-04-01 or "
                               "2026-04-01T09:30:00Z."),
                             o->at);
    if (!find_table(v, &err) ||
        (o->receipt != NULL && !receipt_read(o->receipt, &v->receipt, &err)))
        return context_fail(&err);
    v->asked.receipt = o->receipt == NULL ? NULL : &v->receipt;
    return STATUS_DONE;
}

/* The rules once more, as at every change of state. */
static bool judge(struct verify *v, struct verification *found, struct error *err)
{
    size_t errors = 0;
    xmlDoc *copy = found->refusal != NULL ? NULL : xmlCopyDoc(found->read.doc, 1);
    if (found->refusal != NULL)
        return true;
    if (copy == NULL)
        return error_set_memory(err);
    if (!judging_count_errors(v->c, found->read.form, copy, &errors, err))
        return false;
    return errors == 0 || verification_refuse(found, "errors", NULL) || error_set_memory(err);
}

static int verify_file(struct verify *v, const char *file)
{
    struct error err;
    struct verification found = {0};
    int status = STATUS_DONE;
    if (!verification_run(v->c->catalogue, &v->asked, file, &found, &err) ||
        !judge(v, &found, &err)) {
        status = context_fail(&err);
    } else {
        const struct verify_report report = {.file = file,
                                             .asked = &v->asked,
                                             .json = v->json,
                                             .now = v->c->signing.at == NULL,
                                             .found = &found};
        if (found.refusal != NULL)
            status = found.refusal->could_not ? STATUS_FAILED : STATUS_NO;
        if (!verify_report_print(&report)) {
            error_set_memory(&err);
            status = ferror(stdout) ? STATUS_FAILED : context_fail(&err);
        }
    }
    verification_free(&found);
    return status;
}

int command_verify(struct context *c, int count, char **arguments)
{
    struct verify v = {.c = c};
    if (count == 0)
        return context_usage(_("\"kusei verify\" needs a file."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    int status = prepare(&v);
    bool prepared = status == STATUS_DONE;
    for (int i = 0; prepared && i < count; i++) {
        int one = verify_file(&v, arguments[i]);
        status = one > status ? one : status;
    }
    free(v.table);
    return status;
}
