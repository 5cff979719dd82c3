#include "config.h"

#include "xmlsig/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/base64.h"

/* --- in --------------------------------------------------------------------------- */

static X509 *from_der(const unsigned char *der, long size)
{
    const unsigned char *at = der;
    X509 *certificate = d2i_X509(NULL, &at, size);

    if (certificate != NULL && at == der + size)
        return certificate;
    X509_free(certificate);
    return NULL;
}

/* From base64 with white space in it. */
static X509 *from_text(const char *text)
{
    size_t room = strlen(text), size = 0;
    unsigned char *letters = malloc(room + 1), *der = malloc(room + 1);
    X509 *certificate = NULL;
    int got = -1, padding = 0;

    for (size_t i = 0; letters != NULL && i < room; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL)
            letters[size++] = (unsigned char)text[i];
    }
    while (letters != NULL && padding < 2 && size > (size_t)padding &&
           letters[size - 1 - (size_t)padding] == '=')
        padding++;
    if (letters != NULL && der != NULL && size > 0 && size % 4 == 0 && size < 1000000)
        got = EVP_DecodeBlock(der, letters, (int)size);
    if (got > padding)
        certificate = from_der(der, got - padding);
    free(letters);
    free(der);
    return certificate;
}

void certificate_free_all(STACK_OF(X509) * all)
{
    sk_X509_pop_free(all, X509_free);
}

static bool push(STACK_OF(X509) * all, X509 *certificate)
{
    if (certificate != NULL && all != NULL && sk_X509_push(all, certificate) > 0)
        return true;
    X509_free(certificate);
    return false;
}

STACK_OF(X509) * certificate_read(const struct shape *shape, struct answer *answer)
{
    STACK_OF(X509) *all = sk_X509_new_null();

    for (size_t i = 0; i < shape->certificate_count; i++) {
        const char *text = (const char *)shape->certificates[i]->children->content;

        if (push(all, from_text(text)))
            continue;
        answer_refuse(answer, "certificate", NULL);
        certificate_free_all(all);
        return NULL;
    }
    return all;
}

STACK_OF(X509) * certificate_read_file(const char *path, struct answer *answer)
{
    STACK_OF(X509) *all = sk_X509_new_null();
    BIO *in = BIO_new_file(path, "rb");
    X509 *one;

    while (in != NULL && (one = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL)
        push(all, one);
    if (in != NULL && sk_X509_num(all) == 0 && BIO_reset(in) == 0 &&
        (one = d2i_X509_bio(in, NULL)) != NULL)
        push(all, one);
    BIO_free(in);
    ERR_clear_error();
    if (sk_X509_num(all) > 0)
        return all;
    certificate_free_all(all);
    answer_refuse(answer, "trust-file", path);
    return NULL;
}

/* --- the key ------------------------------------------------------------------------ */

bool certificate_is_ec(X509 *certificate)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);

    return key != NULL && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
}

static bool is_known_curve(const EVP_PKEY *key)
{
    static const char *const known[] = {"prime256v1", "secp384r1", "secp521r1"};
    char name[64];

    if (EVP_PKEY_get_group_name(key, name, sizeof name, NULL) != 1)
        return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i], name) == 0)
            return true;
    }
    return false;
}

bool certificate_check_key(X509 *certificate, struct answer *answer)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    int kind = key == NULL ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
    int bits = key == NULL ? 0 : EVP_PKEY_get_bits(key);
    char detail[64];

    snprintf(detail, sizeof detail, "%s %d", kind == EVP_PKEY_RSA ? "RSA" : "EC", bits);
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)
        return answer_refuse(answer, "key-kind", NULL);
    if (bits < (kind == EVP_PKEY_RSA ? CERTIFICATE_MIN_RSA_BITS : CERTIFICATE_MIN_EC_BITS))
        return answer_refuse(answer, "key-short", detail);
    if (kind == EVP_PKEY_EC && !is_known_curve(key))
        return answer_refuse(answer, "key-kind", detail);
    /* All bits are set where the certificate does not say what it is for. */
    if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
        return answer_refuse(answer, "key-usage", NULL);
    return true;
}

/* --- trust -------------------------------------------------------------------------- */

static void write_time(const ASN1_TIME *time, char *out, size_t size)
{
    struct tm t;

    *out = '\0';
    if (ASN1_TIME_to_tm(time, &t) == 1)
        strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &t);
}

static bool refuse_time(struct answer *answer, const char *code, const ASN1_TIME *time)
{
    char when[32];

    write_time(time, when, sizeof when);
    return answer_refuse(answer, code, when);
}

bool certificate_check_time(X509 *certificate, time_t at, struct answer *answer)
{
    if (X509_cmp_time(X509_get0_notBefore(certificate), &at) > 0)
        return refuse_time(answer, "not-yet", X509_get0_notBefore(certificate));
    if (X509_cmp_time(X509_get0_notAfter(certificate), &at) < 0)
        return refuse_time(answer, "expired", X509_get0_notAfter(certificate));
    return true;
}

static bool refuse_chain(X509_STORE_CTX *ctx, struct answer *answer)
{
    X509 *at = X509_STORE_CTX_get_current_cert(ctx);
    int error = X509_STORE_CTX_get_error(ctx);

    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return refuse_time(answer, "expired", X509_get0_notAfter(at));
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return refuse_time(answer, "not-yet", X509_get0_notBefore(at));
    case X509_V_ERR_CERT_REVOKED:
        return answer_refuse(answer, "revoked", NULL);
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
        return answer_refuse(answer, "crl-missing", NULL);
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
        return answer_refuse(answer, "crl-old", NULL);
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return answer_refuse(answer, "untrusted", NULL);
    default:
        return answer_refuse(answer, "chain", X509_verify_cert_error_string(error));
    }
}

static bool add_roots(X509_STORE *store, const char *path, struct answer *answer)
{
    STACK_OF(X509) *roots = certificate_read_file(path, answer);
    bool ok = roots != NULL;

    for (int i = 0; ok && i < sk_X509_num(roots); i++)
        ok = X509_STORE_add_cert(store, sk_X509_value(roots, i)) == 1;
    certificate_free_all(roots);
    return ok || answer_refuse(answer, "memory", NULL);
}

static bool add_crls(X509_STORE *store, const char *path, struct answer *answer)
{
    BIO *in = BIO_new_file(path, "rb");
    X509_CRL *one;
    int count = 0;

    while (in != NULL && (one = PEM_read_bio_X509_CRL(in, NULL, NULL, NULL)) != NULL) {
        count += X509_STORE_add_crl(store, one) == 1;
        X509_CRL_free(one);
    }
    if (in != NULL && count == 0 && BIO_reset(in) == 0 &&
        (one = d2i_X509_CRL_bio(in, NULL)) != NULL) {
        count += X509_STORE_add_crl(store, one) == 1;
        X509_CRL_free(one);
    }
    BIO_free(in);
    ERR_clear_error();
    return count > 0 || answer_refuse(answer, "crl-file", path);
}

/* 2: nothing below 112 bits, so neither SHA-1 nor short keys in the issuers. */
enum { SECURITY_LEVEL = 2 };

static bool run(X509_STORE *store, STACK_OF(X509) * all, const struct certificate_trust *trust,
                struct answer *answer)
{
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    X509_VERIFY_PARAM *param;
    bool ok = false;

    if (ctx == NULL || X509_STORE_CTX_init(ctx, store, sk_X509_value(all, 0), all) != 1) {
        X509_STORE_CTX_free(ctx);
        return answer_refuse(answer, "memory", NULL);
    }
    param = X509_STORE_CTX_get0_param(ctx);
    X509_VERIFY_PARAM_set_time(param, trust->at);
    X509_VERIFY_PARAM_set_auth_level(param, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    if (trust->crl != NULL)
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK);
    ok = X509_verify_cert(ctx) == 1 || refuse_chain(ctx, answer);
    X509_STORE_CTX_free(ctx);
    return ok;
}

bool certificate_verify(STACK_OF(X509) * all, const struct certificate_trust *trust,
                        struct answer *answer)
{
    X509_STORE *store = X509_STORE_new();
    bool ok = store != NULL || answer_refuse(answer, "memory", NULL);

    ok = ok && add_roots(store, trust->roots, answer) &&
         (trust->crl == NULL || add_crls(store, trust->crl, answer)) &&
         run(store, all, trust, answer);
    X509_STORE_free(store);
    return ok;
}

/* --- out ---------------------------------------------------------------------------- */

/* RFC 2253, with Japanese as it is. */
static void say_name(struct answer *answer, const char *what, const X509_NAME *name)
{
    BIO *out = BIO_new(BIO_s_mem());
    char *text = NULL;
    long size = 0;

    if (out != NULL &&
        X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >=
            0)
        size = BIO_get_mem_data(out, &text);
    char *copy = text == NULL ? NULL : strndup(text, (size_t)size);
    if (copy == NULL)
        answer_refuse(answer, "memory", NULL);
    else
        answer_say(answer, what, copy);
    free(copy);
    BIO_free(out);
}

static void say_hexadecimal(struct answer *answer, const char *what, const unsigned char *bytes,
                            size_t size)
{
    struct buffer hex = BUFFER_INIT;

    for (size_t i = 0; i < size; i++)
        buffer_append_format(&hex, "%02x", bytes[i]);
    if (hex.failed || hex.data == NULL)
        answer_refuse(answer, "memory", NULL);
    else
        answer_say(answer, what, hex.data);
    buffer_free(&hex);
}

static void say_der(struct answer *answer, X509 *certificate)
{
    struct buffer text = BUFFER_INIT;
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);

    if (size > 0)
        base64_append(&text, (const char *)der, (size_t)size);
    if (text.failed || text.data == NULL)
        answer_refuse(answer, "memory", NULL);
    else
        answer_say(answer, "certificate", text.data);
    buffer_free(&text);
    OPENSSL_free(der);
}

void certificate_say(X509 *certificate, struct answer *answer)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate);
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    char text[64];

    say_name(answer, "subject", X509_get_subject_name(certificate));
    say_name(answer, "issuer", X509_get_issuer_name(certificate));
    say_hexadecimal(answer, "serial", ASN1_STRING_get0_data(serial),
                    (size_t)ASN1_STRING_length(serial));
    if (X509_digest(certificate, EVP_sha256(), bytes, &size) == 1)
        say_hexadecimal(answer, "fingerprint", bytes, size);
    write_time(X509_get0_notBefore(certificate), text, sizeof text);
    answer_say(answer, "not-before", text);
    write_time(X509_get0_notAfter(certificate), text, sizeof text);
    answer_say(answer, "not-after", text);
    snprintf(text, sizeof text, "%s %d", certificate_is_ec(certificate) ? "EC" : "RSA",
             EVP_PKEY_get_bits(key));
    answer_say(answer, "key", text);
    say_der(answer, certificate);
}
