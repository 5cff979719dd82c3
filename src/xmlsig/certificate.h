/*
 * Certificates: read, held against those that are trusted, and told about. The
 * whole judgement of a key stands here, on OpenSSL, so that the XML side is only
 * ever given one public key and looks for none.
 */
#ifndef KUSEI_XMLSIG_CERTIFICATE_H
#define KUSEI_XMLSIG_CERTIFICATE_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <time.h>

#include "xmlsig/answer.h"
#include "xmlsig/shape.h"

enum { CERTIFICATE_MIN_RSA_BITS = 2048, CERTIFICATE_MIN_EC_BITS = 256 };

/* The certificates of a signature: the signer's first. NULL after a refusal. */
STACK_OF(X509) * certificate_read(const struct shape *shape, struct answer *answer);
/* Frees the stack and what is in it; NULL is allowed. */
void certificate_free_all(STACK_OF(X509) * all);

/* The certificates of a file in PEM, or one in DER. NULL after the refusal
 * "trust-file" with the path. */
STACK_OF(X509) * certificate_read_file(const char *path, struct answer *answer);

/* Whether its key is of a kind and size that may sign here, and is meant to. */
bool certificate_check_key(X509 *certificate, struct answer *answer);
/* Whether the key takes ECDSA; else RSA. */
bool certificate_is_ec(X509 *certificate);

struct certificate_trust {
    const char *roots; /* a file: those that are trusted, each by itself (RFC 5280's anchors) */
    const char *crl;   /* a file of revocation lists, or NULL: nobody looks */
    time_t at;         /* the moment for which it is asked */
};

/* Whether the first of `all` leads to one that is trusted, at that moment. */
bool certificate_verify(STACK_OF(X509) * all, const struct certificate_trust *trust,
                        struct answer *answer);

/* Whether it holds at that moment; for whoever signs. */
bool certificate_check_time(X509 *certificate, time_t at, struct answer *answer);

/* Lines: subject, issuer, serial, fingerprint, not-before, not-after, key, and
 * certificate (its DER in base64). */
void certificate_say(X509 *certificate, struct answer *answer);

#endif
