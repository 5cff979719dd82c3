#include "exchange/verification.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/intake.h"
#include "exchange/ward_certificates.h"
#include "exchange/wording.h"

/* --- no ----------------------------------------------------------------------------- */

/* What was read goes: it was not verified after all. */
static void forget(struct verification *v)
{
    xmlsig_answer_free(&v->answer);
    xmlFreeDoc(v->read.doc);
    v->read.doc = NULL;
    reader_result_free(&v->read);
    free(v->content);
    v->content = NULL;
    v->known = false;
}

bool verification_refuse(struct verification *v, const char *code, const char *detail)
{
    char *copy = detail == NULL ? NULL : strdup(detail);

    v->refusal = refusal_find(code);
    free(v->detail);
    v->detail = copy;
    if (!v->known)
        forget(v);
    return detail == NULL || copy != NULL;
}

void verification_free(struct verification *v)
{
    forget(v);
    free(v->detail);
    v->detail = NULL;
}

/* --- the signature ------------------------------------------------------------------ */

static bool verify_bytes(const struct verification_asked *asked, const char *bytes, size_t size,
                         struct verification *out, struct error *err)
{
    if (!xmlsig_verify(asked->program, &asked->trust, bytes, size, &out->answer, err))
        return false;
    if (out->answer.refusal == NULL)
        return true;
    out->refusal = out->answer.refusal;
    out->detail = out->answer.detail;
    out->answer.detail = NULL;
    forget(out);
    return true;
}

/* --- what was signed ---------------------------------------------------------------- */

/* Parses the bytes that the signature covers, and holds them against the layout. */
static bool read_signed(struct catalogue *c, struct verification *out, struct error *err)
{
    struct error why = {""};

    if (!reader_read_bytes(c, out->answer.bytes, out->answer.size, &out->read, &why))
        return verification_refuse(out, out->read.unknown_form ? "form-unknown" : "layout",
                                   why.text) ||
               error_set_memory(err);
    if (out->read.doc == NULL)
        return verification_refuse(out, "layout", out->read.faults[0].message) ||
               error_set_memory(err);
    out->content = xmlsig_value(&out->answer, XMLSIG_CONTENT);
    return out->content != NULL || error_set_memory(err);
}

static char *root_attribute(const struct verification *v, const char *name)
{
    return (char *)xmlGetNoNsProp(xmlDocGetRootElement(v->read.doc), (const xmlChar *)name);
}

/* --- against what the city knows ---------------------------------------------------- */

static bool check_ward(const struct verification_asked *asked, const char *ward,
                       struct verification *out, struct error *err)
{
    enum ward_certificate whose;
    char *detail;
    bool ok = true;

    if (!ward_certificates_find(asked->ward_certificates, ward, &out->answer, &whose, err))
        return false;
    if (whose == WARD_CERTIFICATE_ITS)
        return true;
    /* The fingerprint: what the city compares with what the ward says by telephone. */
    detail = xmlsig_value(&out->answer, XMLSIG_FINGERPRINT);
    ok = verification_refuse(
        out, whose == WARD_CERTIFICATE_OTHER ? "ward-certificate" : "ward-unlisted", detail);
    free(detail);
    return ok || error_set_memory(err);
}

static bool check_known(const struct verification_asked *asked, struct verification *out,
                        struct error *err)
{
    char *ward = root_attribute(out, "ward-code"), *year = root_attribute(out, "fiscal-year");
    const char *code = submission_check(&out->read.submission, out->content);
    bool ok = (ward != NULL && year != NULL) || error_set_memory(err);

    ok = ok && check_ward(asked, ward, out, err);
    out->known = ok && out->refusal == NULL;
    if (out->known && code == NULL && asked->receipt != NULL)
        code = receipt_check(asked->receipt, ward, (int)strtol(year, NULL, 10), out->content,
                             &out->read.submission.is);
    /* What nobody has handed in comes first: it bears no signature of a ward. */
    if (ok && code != NULL)
        ok = verification_refuse(out, code, NULL) || error_set_memory(err);
    xmlFree(ward);
    xmlFree(year);
    return ok;
}

/* --- all of it ---------------------------------------------------------------------- */

static bool run(struct catalogue *c, const struct verification_asked *asked, const char *bytes,
                size_t size, struct verification *out, struct error *err)
{
    if (!verify_bytes(asked, bytes, size, out, err))
        return false;
    if (out->refusal != NULL)
        return true;
    if (!read_signed(c, out, err))
        return false;
    return out->refusal != NULL || check_known(asked, out, err);
}

bool verification_run_bytes(struct catalogue *c, const struct verification_asked *asked,
                            const char *path, const char *bytes, size_t size,
                            struct verification *out, struct error *err)
{
    *out = (struct verification){.refusal = NULL};
    if (run(c, asked, bytes, size, out, err))
        return true;
    verification_free(out);
    return wording_prefix(err, path);
}

bool verification_run(struct catalogue *c, const struct verification_asked *asked, const char *path,
                      struct verification *out, struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok;

    *out = (struct verification){.refusal = NULL};
    if (!intake_read(path, &in, err))
        return wording_prefix(err, path);
    ok = verification_run_bytes(c, asked, path, in.bytes, in.size, out, err);
    intake_free(&in);
    return ok;
}
