#include "exchange/signing.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/intake.h"
#include "exchange/wording.h"

/* --- digests ------------------------------------------------------------------------ */

/* The digest of the content of a file; NULL when that has none, and then a refusal or
 * a sentence says why. The caller frees. */
static char *digest_of(const char *program, const char *bytes, size_t size, struct signing *out,
                       struct error *err)
{
    struct xmlsig_answer answer;
    char *digest = NULL;

    if (!xmlsig_digest(program, bytes, size, &answer, err))
        return NULL;
    if (answer.refusal != NULL) {
        out->refusal = answer.refusal;
    } else {
        digest = xmlsig_value(&answer, XMLSIG_CONTENT);
        if (digest == NULL)
            error_set_memory(err);
    }
    xmlsig_answer_free(&answer);
    return digest;
}

/* The file of an earlier submission is only compared: nothing is read from it. */
static bool compare(const char *program, const char *previous, const char *digest,
                    struct signing *out, struct error *err)
{
    struct intake in = {NULL, 0};
    char *before = NULL;

    if (submission_is_withdrawal(&out->read.submission.is))
        return true;
    if (intake_read(previous, &in, err) && intake_check(&in, err))
        before = digest_of(program, in.bytes, in.size, out, err);
    intake_free(&in);
    if (before != NULL && strcmp(before, digest) == 0)
        out->refusal = refusal_find("identical");
    if (before == NULL && out->refusal == NULL)
        return wording_prefix(err, previous);
    free(before);
    return true;
}

/* --- looking at it ------------------------------------------------------------------ */

static bool look(const char *program, const char *previous, struct signing *out, struct error *err)
{
    const char *code = NULL;
    char *digest;
    bool ok;

    if (out->read.is_signed)
        code = "signed-already";
    if (code != NULL || out->read.count > 0) {
        out->refusal = refusal_find(code != NULL ? code : "layout");
        return true;
    }
    digest = digest_of(program, out->bytes, out->size, out, err);
    if (digest == NULL)
        return out->refusal != NULL;
    code = submission_check(&out->read.submission, digest);
    if (code != NULL)
        out->refusal = refusal_find(code);
    ok = code != NULL || previous == NULL || compare(program, previous, digest, out, err);
    free(digest);
    return ok;
}

bool signing_read(struct catalogue *c, const char *program, const char *path, const char *previous,
                  struct signing *out, struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok;

    *out = (struct signing){.refusal = NULL};
    ok = intake_read(path, &in, err) && intake_check(&in, err);
    /* The bytes that are looked at are those that are signed: the file is read once. */
    out->bytes = in.bytes;
    out->size = in.size;
    ok = ok && reader_read_bytes(c, out->bytes, out->size, &out->read, err);
    if (!ok)
        wording_prefix(err, path);
    ok = ok && look(program, previous, out, err);
    if (!ok)
        signing_free(out);
    return ok;
}

bool signing_sign(const char *program, const struct xmlsig_key *key, struct signing *out,
                  struct error *err)
{
    struct xmlsig_answer answer;

    if (out->refusal != NULL)
        return true;
    if (!xmlsig_sign(program, key, out->bytes, out->size, &answer, err))
        return false;
    out->refusal = answer.refusal;
    out->detail = answer.detail;
    answer.detail = NULL;
    if (answer.refusal == NULL) {
        free(out->bytes);
        out->bytes = answer.bytes;
        out->size = answer.size;
        answer.bytes = NULL;
    }
    xmlsig_answer_free(&answer);
    return true;
}

void signing_free(struct signing *s)
{
    free(s->detail);
    free(s->bytes);
    xmlFreeDoc(s->read.doc);
    reader_result_free(&s->read);
    *s = (struct signing){.refusal = NULL};
}
