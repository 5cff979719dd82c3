#include "config.h"

#include "xmlsig/signer.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <string.h>

#include "exchange/helper.h"
#include "xmlsig/certificate.h"

/* --- opening ------------------------------------------------------------------------ */

/* A root that everybody has is not sent along. */
static bool take_issuers(struct signer *s, const STACK_OF(X509) * others)
{
    for (int i = 0; i < sk_X509_num(others); i++) {
        X509 *one = sk_X509_value(others, i);

        if (X509_NAME_cmp(X509_get_subject_name(one), X509_get_issuer_name(one)) == 0)
            continue;
        if (sk_X509_num(s->certificates) == SHAPE_MAX_CERTIFICATES || X509_up_ref(one) != 1)
            return false;
        if (sk_X509_push(s->certificates, one) <= 0) {
            X509_free(one);
            return false;
        }
    }
    return true;
}

static bool refuse_key(struct answer *answer, const char *path)
{
    unsigned long error = ERR_peek_last_error();
    bool old = ERR_GET_REASON(error) == ERR_R_UNSUPPORTED ||
               ERR_GET_REASON(ERR_peek_error()) == ERR_R_UNSUPPORTED;

    return answer_refuse(answer, old ? "key-old" : "key-file", path);
}

/* A password of no letters is written in two ways. */
static const char *right_password(PKCS12 *file, const char *password)
{
    if (PKCS12_verify_mac(file, password, -1) == 1)
        return password;
    return *password == '\0' && PKCS12_verify_mac(file, NULL, 0) == 1 ? "" : NULL;
}

static bool unpack(PKCS12 *file, const char *path, const char *password, struct signer *out,
                   struct answer *answer)
{
    STACK_OF(X509) *others = NULL;
    X509 *own = NULL;
    bool ok;

    if (right_password(file, password) == NULL)
        return answer_refuse(answer, "key-password", path);
    ok = PKCS12_parse(file, password, &out->key, &own, &others) == 1 && out->key != NULL &&
         own != NULL;
    if (!ok)
        refuse_key(answer, path);
    out->certificates = sk_X509_new_null();
    if (ok && (out->certificates == NULL || sk_X509_push(out->certificates, own) <= 0))
        ok = answer_refuse(answer, "memory", NULL);
    else if (ok)
        own = NULL;
    if (ok && !take_issuers(out, others))
        ok = answer_refuse(answer, "key-file", path);
    X509_free(own);
    certificate_free_all(others);
    return ok;
}

bool signer_open_file(const char *path, const char *password, struct signer *out,
                      struct answer *answer)
{
    BIO *in = BIO_new_file(path, "rb");
    PKCS12 *file = in == NULL ? NULL : d2i_PKCS12_bio(in, NULL);
    bool ok = file != NULL ? unpack(file, path, password, out, answer) : refuse_key(answer, path);

    PKCS12_free(file);
    BIO_free(in);
    ERR_clear_error();
    return ok;
}

bool signer_open_command(const char *certificates, char *const *command, struct signer *out,
                         struct answer *answer)
{
    out->command = command;
    out->certificates = certificate_read_file(certificates, answer);
    return out->certificates != NULL;
}

void signer_close(struct signer *s)
{
    EVP_PKEY_free(s->key);
    certificate_free_all(s->certificates);
    *s = (struct signer){.key = NULL};
}

/* --- signing ------------------------------------------------------------------------ */

static bool sign_by_key(const struct signer *s, const char *bytes, size_t size, struct buffer *out)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    unsigned char signature[4096];
    size_t length = sizeof signature;
    bool ok = ctx != NULL && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, s->key) == 1 &&
              EVP_DigestSign(ctx, signature, &length, (const unsigned char *)bytes, size) == 1;

    if (ok)
        buffer_append(out, (const char *)signature, length);
    EVP_MD_CTX_free(ctx);
    return ok && !out->failed;
}

static bool sign_by_command(const struct signer *s, const char *bytes, size_t size,
                            struct buffer *out, struct answer *answer)
{
    const struct helper helper = {.argv = s->command, .input = bytes, .input_size = size};
    struct error err;
    int status = 0;
    enum helper_end end = helper_run(&helper, out, &status, &err);

    if (end == HELPER_NOT_RUN)
        return answer_refuse(answer, "command", err.text);
    if (end != HELPER_DONE || status != 0 || out->size == 0)
        return answer_refuse(answer, "command", s->command[0]);
    return !out->failed;
}

/* From the SEQUENCE of two numbers that OpenSSL and the cards give to the two
 * side by side, each as long as the group's order. */
static bool put_side_by_side(const struct signer *s, struct buffer *signature)
{
    EVP_PKEY *key = X509_get0_pubkey(sk_X509_value(s->certificates, 0));
    const unsigned char *at = (const unsigned char *)signature->data;
    ECDSA_SIG *numbers = d2i_ECDSA_SIG(NULL, &at, (long)signature->size);
    unsigned char both[2 * 66]; /* P-521 */
    int half = (EVP_PKEY_get_bits(key) + 7) / 8;
    bool ok = numbers != NULL && half <= 66 &&
              BN_bn2binpad(ECDSA_SIG_get0_r(numbers), both, half) == half &&
              BN_bn2binpad(ECDSA_SIG_get0_s(numbers), both + half, half) == half;

    ECDSA_SIG_free(numbers);
    buffer_free(signature);
    if (ok)
        buffer_append(signature, (const char *)both, 2 * (size_t)half);
    return ok && !signature->failed;
}

bool signer_sign(const struct signer *s, const char *bytes, size_t size, struct buffer *out,
                 struct answer *answer)
{
    struct buffer made = BUFFER_INIT;
    bool ok = s->command != NULL ? sign_by_command(s, bytes, size, &made, answer)
                                 : sign_by_key(s, bytes, size, &made);

    if (ok && certificate_is_ec(sk_X509_value(s->certificates, 0)))
        ok = put_side_by_side(s, &made);
    if (ok)
        buffer_append(out, made.data, made.size);
    buffer_free(&made);
    ERR_clear_error();
    return (ok && !out->failed) ||
           answer_refuse(answer, s->command != NULL ? "command-answer" : "memory", NULL);
}
