#include "config.h"

#include "command/verify_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/json.h"
#include "text/buffer.h"
#include "text/i18n.h"

static char *root_attribute(const struct verify_report *r, const char *name)
{
    return (char *)xmlGetNoNsProp(xmlDocGetRootElement(r->found->read.doc), (const xmlChar *)name);
}

static void write_moment(time_t at, char *out, size_t size)
{
    struct tm t;
    *out = '\0';
    if (gmtime_r(&at, &t) != NULL)
        strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &t);
}

/* --- for people ------------------------------------------------------------------- */

static void print_refusal(const struct verify_report *r)
{
    printf("%s: ", r->file);
    printf(_("not verified: %s [%s]"), _(r->found->refusal->sentence), r->found->refusal->code);
    if (r->found->detail != NULL)
        printf(" (%s)", r->found->detail);
    putchar('\n');
}

static bool print_what(const struct verify_report *r)
{
    const struct submission *s = &r->found->read.submission.is;
    char *ward = root_attribute(r, "ward-name"), *code = root_attribute(r, "ward-code");
    char *year = root_attribute(r, "fiscal-year"), *policy = root_attribute(r, "policy");
    char *version = root_attribute(r, "form-version");
    bool good = ward != NULL && code != NULL && year != NULL && policy != NULL && version != NULL;
    if (good) {
        printf("  ");
        printf(_("%s (%s), %s, %s; form %s, version %s"), ward, code, year, s->kind, policy,
               version);
        if (s->receipt != NULL)
            printf(_("; first receipt %s"), s->receipt);
        putchar('\n');
    }
    xmlFree(ward);
    xmlFree(code);
    xmlFree(year);
    xmlFree(policy);
    xmlFree(version);
    return good;
}

static bool print_certificate(const struct verify_report *r)
{
    const struct xmlsig_answer *a = &r->found->answer;
    char *subject = xmlsig_value(a, XMLSIG_SUBJECT), *issuer = xmlsig_value(a, XMLSIG_ISSUER);
    char *print = xmlsig_value(a, XMLSIG_FINGERPRINT), *until = xmlsig_value(a, XMLSIG_NOT_AFTER);
    char at[32];
    bool good = subject != NULL && issuer != NULL && print != NULL && until != NULL;
    write_moment(r->asked->trust.at, at, sizeof at);
    if (good) {
        printf("  ");
        printf(_("signed with the certificate of %s, issued by %s, until %s"), subject, issuer,
               until);
        printf("\n  sha256 %s\n  ", print);
        printf(r->now ? _("looked at for now, %s") : _("looked at for %s"), at);
        printf("; %s\n", r->asked->trust.crl == NULL ? _("nobody looked whether it was revoked")
                                                     : _("not revoked"));
    }
    free(subject);
    free(issuer);
    free(print);
    free(until);
    return good;
}

static void print_signers(const struct submission *s)
{
    for (size_t i = 0; i < s->signer_count; i++)
        printf("  %s %s %s %s\n", s->signers[i].meaning, s->signers[i].role, s->signers[i].name,
               s->signers[i].at);
}

static void print_trail(const struct verify_report *r)
{
    const struct submission *s = &r->found->read.submission.is;
    printf("  ");
    printf(_("trail: row %lld, %s"), s->trail_seq, s->trail_hash);
    if (r->asked->receipt == NULL)
        printf("; %s\n", _("compared with no receipt"));
    else {
        printf("; ");
        printf(_("not behind the receipt's, row %lld"), r->asked->receipt->trail_seq);
        putchar('\n');
    }
    printf("  ");
    printf(_("content: %s"), r->found->content);
    putchar('\n');
}

static bool print_lines(const struct verify_report *r)
{
    if (r->found->refusal != NULL) {
        print_refusal(r);
        return !ferror(stdout);
    }
    printf("%s: %s\n", r->file, _("verified"));
    if (!print_what(r) || !print_certificate(r))
        return false;
    print_signers(&r->found->read.submission.is);
    print_trail(r);
    return !ferror(stdout);
}

/* --- for scripts ------------------------------------------------------------------ */

static void attribute_json(const struct verify_report *r, struct buffer *out, const char *name,
                           const char *attribute)
{
    char *value = root_attribute(r, attribute);
    json_member(out, name, value, true);
    xmlFree(value);
}

static void value_json(const struct verify_report *r, struct buffer *out, const char *name,
                       const char *what, bool comma)
{
    char *value = xmlsig_value(&r->found->answer, what);
    json_member(out, name, value, comma);
    free(value);
}

static void certificate_json(const struct verify_report *r, struct buffer *out)
{
    buffer_append_string(out, ", \"certificate\": {");
    value_json(r, out, "subject", XMLSIG_SUBJECT, false);
    value_json(r, out, "issuer", XMLSIG_ISSUER, true);
    value_json(r, out, "serial", XMLSIG_SERIAL, true);
    value_json(r, out, "sha256", XMLSIG_FINGERPRINT, true);
    value_json(r, out, "not_before", XMLSIG_NOT_BEFORE, true);
    value_json(r, out, "not_after", XMLSIG_NOT_AFTER, true);
    buffer_append_string(out, "}");
    value_json(r, out, "algorithm", XMLSIG_ALGORITHM, true);
}

static void signers_json(const struct submission *s, struct buffer *out)
{
    buffer_append_string(out, ", \"signers\": [");
    for (size_t i = 0; i < s->signer_count; i++) {
        buffer_append_string(out, i == 0 ? "{" : ", {");
        json_member(out, "name", s->signers[i].name, false);
        json_member(out, "role", s->signers[i].role, true);
        json_member(out, "meaning", s->signers[i].meaning, true);
        json_member(out, "at", s->signers[i].at, true);
        json_member(out, "digest", s->signers[i].digest, true);
        buffer_append_string(out, "}");
    }
    buffer_append_string(out, "]");
}

static void trail_json(const struct verify_report *r, struct buffer *out)
{
    const struct submission *s = &r->found->read.submission.is;
    buffer_append_format(out, ", \"trail\": {\"seq\": %lld", s->trail_seq);
    json_member(out, "hash", s->trail_hash, true);
    if (r->asked->receipt == NULL)
        buffer_append_string(out, ", \"receipt_seq\": null}");
    else
        buffer_append_format(out, ", \"receipt_seq\": %lld}", r->asked->receipt->trail_seq);
}

static void verified_json(const struct verify_report *r, struct buffer *out)
{
    const struct submission *s = &r->found->read.submission.is;
    attribute_json(r, out, "ward", "ward-code");
    attribute_json(r, out, "ward_name", "ward-name");
    char *year = root_attribute(r, "fiscal-year");
    buffer_append_format(out, ", \"year\": %ld", year == NULL ? 0 : strtol(year, NULL, 10));
    xmlFree(year);
    attribute_json(r, out, "policy", "policy");
    attribute_json(r, out, "form_version", "form-version");
    json_member(out, "kind", s->kind, true);
    json_member(out, "receipt", s->receipt, true);
    certificate_json(r, out);
    signers_json(s, out);
    trail_json(r, out);
    json_member(out, "content", r->found->content, true);
}

static bool print_json(const struct verify_report *r)
{
    struct buffer out = BUFFER_INIT;
    const struct refusal *refusal = r->found->refusal;
    char at[32];
    write_moment(r->asked->trust.at, at, sizeof at);
    buffer_append_string(&out, "{");
    json_member(&out, "input", r->file, false);
    buffer_append_format(&out, ", \"verified\": %s", refusal == NULL ? "true" : "false");
    json_member(&out, "code", refusal == NULL ? NULL : refusal->code, true);
    json_member(&out, "message", refusal == NULL ? NULL : _(refusal->sentence), true);
    json_member(&out, "detail", r->found->detail, true);
    json_member(&out, "at", at, true);
    buffer_append_format(&out, ", \"revocation\": %s",
                         r->asked->trust.crl == NULL ? "false" : "true");
    if (refusal == NULL)
        verified_json(r, &out);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

bool verify_report_print(const struct verify_report *r)
{
    return r->json ? print_json(r) : print_lines(r);
}
