#include "config.h"

#include "xmlsig/verify.h"

#include <openssl/err.h>
#include <string.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

#include "exchange/notice.h"
#include "exchange/parse.h"
#include "xmlsig/digest.h"
#include "xmlsig/shape.h"

/* --- the library -------------------------------------------------------------------- */

static void say_nothing(const char *file, int line, const char *function, const char *object,
                        const char *subject, int reason, const char *message)
{
    (void)file;
    (void)line;
    (void)function;
    (void)object;
    (void)subject;
    (void)reason;
    (void)message;
}

bool verify_start(void)
{
    if (xmlSecInit() < 0)
        return false;
    if (xmlSecCheckVersion() != 1 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0)
        return false;
    /* Behind the others, which put back the one that prints. */
    xmlSecErrorsSetCallback(say_nothing);
    return true;
}

void verify_finish(void)
{
    xmlSecCryptoShutdown();
    xmlSecCryptoAppShutdown();
    xmlSecShutdown();
}

/* --- one signature ------------------------------------------------------------------ */

static xmlSecKey *make_key(X509 *certificate)
{
    EVP_PKEY *public = X509_get_pubkey(certificate);
    xmlSecKeyData *data = public == NULL ? NULL : xmlSecOpenSSLEvpKeyAdopt(public);
    xmlSecKey *key = data == NULL ? NULL : xmlSecKeyCreate();

    if (data == NULL)
        EVP_PKEY_free(public);
    if (key != NULL && xmlSecKeySetValue(key, data) >= 0)
        return key;
    if (data != NULL)
        xmlSecKeyDataDestroy(data);
    if (key != NULL)
        xmlSecKeyDestroy(key);
    return NULL;
}

/* The shape has been looked at already; the library is to know no more than it. */
static bool restrict_to_shape(xmlSecDSigCtx *ctx)
{
    ctx->enabledReferenceUris = xmlSecTransformUriTypeEmpty;
    ctx->flags |= XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES;
    return xmlSecDSigCtxEnableReferenceTransform(ctx, xmlSecTransformEnvelopedId) >= 0 &&
           xmlSecDSigCtxEnableReferenceTransform(ctx, xmlSecTransformExclC14NId) >= 0 &&
           xmlSecDSigCtxEnableReferenceTransform(ctx, xmlSecTransformSha256Id) >= 0 &&
           xmlSecDSigCtxEnableSignatureTransform(ctx, xmlSecTransformExclC14NId) >= 0 &&
           xmlSecDSigCtxEnableSignatureTransform(ctx, xmlSecTransformRsaSha256Id) >= 0 &&
           xmlSecDSigCtxEnableSignatureTransform(ctx, xmlSecTransformEcdsaSha256Id) >= 0;
}

static bool take_digested(xmlSecDSigCtx *ctx, struct answer *answer)
{
    xmlSecDSigReferenceCtx *reference = NULL;
    xmlSecBuffer *bytes;

    if (xmlSecPtrListGetSize(&ctx->signedInfoReferences) == 1)
        reference = xmlSecPtrListGetItem(&ctx->signedInfoReferences, 0);
    if (reference == NULL)
        return answer_refuse(answer, "references", NULL);
    if (reference->status != xmlSecDSigStatusSucceeded)
        return answer_refuse(answer, "changed", NULL);
    if (ctx->status != xmlSecDSigStatusSucceeded)
        return answer_refuse(answer, "signature", NULL);
    bytes = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (bytes == NULL || xmlSecBufferGetData(bytes) == NULL)
        return answer_refuse(answer, "memory", NULL);
    buffer_append(&answer->bytes, (const char *)xmlSecBufferGetData(bytes),
                  xmlSecBufferGetSize(bytes));
    return !answer->bytes.failed || answer_refuse(answer, "memory", NULL);
}

bool verify_signature(xmlNode *signature, X509 *certificate, struct answer *answer)
{
    xmlSecDSigCtx *ctx = xmlSecDSigCtxCreate(NULL);
    bool ok = ctx != NULL;

    if (ok)
        ctx->signKey = make_key(certificate);
    ok = ok && ctx->signKey != NULL && restrict_to_shape(ctx);
    if (!ok)
        answer_refuse(answer, "memory", NULL);
    else if (xmlSecDSigCtxVerify(ctx, signature) < 0)
        ok = answer_refuse(answer, "signature", NULL);
    else
        ok = take_digested(ctx, answer);
    if (ctx != NULL)
        xmlSecDSigCtxDestroy(ctx);
    ERR_clear_error();
    return ok;
}

/* --- the document ------------------------------------------------------------------- */

/* Of the bytes that were digested, as they will be read. */
static bool say_content(struct answer *answer)
{
    struct notices found = NOTICES_INIT;
    xmlDoc *doc = parse_strict(answer->bytes.data, answer->bytes.size, &found);
    bool ok =
        doc != NULL ? digest_say_content(doc, answer) : answer_refuse(answer, "not-xml", NULL);

    notices_free(&found);
    xmlFreeDoc(doc);
    return ok;
}

bool verify_document(xmlDoc *doc, const struct certificate_trust *trust, struct answer *answer)
{
    struct shape shape;
    const char *code = shape_check(doc, &shape);
    STACK_OF(X509) * all;
    X509 *signer;
    bool ok;

    if (code != NULL)
        return answer_refuse(answer, code, NULL);
    all = certificate_read(&shape, answer);
    if (all == NULL)
        return false;
    signer = sk_X509_value(all, 0);
    ok = certificate_check_key(signer, answer) && certificate_verify(all, trust, answer);
    if (ok && certificate_is_ec(signer) != shape.ecdsa)
        ok = answer_refuse(answer, "signature-algorithm", NULL);
    ok = ok && verify_signature(shape.signature, signer, answer) && say_content(answer);
    if (ok) {
        answer_say(answer, "algorithm", shape.ecdsa ? SHAPE_ECDSA_SHA256 : SHAPE_RSA_SHA256);
        certificate_say(signer, answer);
    }
    certificate_free_all(all);
    return ok;
}
