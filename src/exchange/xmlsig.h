/*
 * kusei-xmlsig, asked: signatures are made and verified in a program of its own,
 * so that this one has neither OpenSSL nor a private key in its memory.
 */
#ifndef KUSEI_EXCHANGE_XMLSIG_H
#define KUSEI_EXCHANGE_XMLSIG_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "exchange/refusal.h"
#include "text/buffer.h"
#include "text/error.h"

/* Names of what it says, for xmlsig_value(). */
#define XMLSIG_CONTENT     "content"     /* the digest of the content, in hexadecimal digits */
#define XMLSIG_SUBJECT     "subject"     /* of the certificate, as RFC 2253 writes it */
#define XMLSIG_ISSUER      "issuer"      /* likewise */
#define XMLSIG_SERIAL      "serial"      /* in hexadecimal digits */
#define XMLSIG_FINGERPRINT "fingerprint" /* SHA-256, in small hexadecimal digits */
#define XMLSIG_NOT_BEFORE  "not-before"  /* 2026-04-01T00:00:00Z */
#define XMLSIG_NOT_AFTER   "not-after"
#define XMLSIG_ALGORITHM   "algorithm"   /* a URI */
#define XMLSIG_CERTIFICATE "certificate" /* DER in base64, without line breaks */

struct xmlsig_answer {
    const struct refusal *refusal; /* NULL: yes */
    char *detail;                  /* what of this case a person should know; may be NULL */
    char *lines;                   /* what it says, a line each; for xmlsig_value() */
    char *bytes;                   /* the signed document, or the bytes that a signature covers */
    size_t size;
};

/* What was said under that name; NULL where nothing was. It may be shown: what may
 * not be stored has been made harmless. The caller frees. */
char *xmlsig_value(const struct xmlsig_answer *a, const char *name);
void xmlsig_answer_free(struct xmlsig_answer *a);

struct xmlsig_trust {
    const char *roots; /* the certificates that are trusted: a file */
    const char *crl;   /* revocation lists: a file; NULL: nobody looks */
    time_t at;         /* the moment for which it is asked */
};

/* Each takes the path of the program and a document in bytes. True when there is
 * an answer, yes or no; false with a sentence when none was to be had. */
bool xmlsig_verify(const char *program, const struct xmlsig_trust *trust, const char *bytes,
                   size_t size, struct xmlsig_answer *out, struct error *err);

/* The digest of the content alone, of a document signed or not. */
bool xmlsig_digest(const char *program, const char *bytes, size_t size, struct xmlsig_answer *out,
                   struct error *err);

struct xmlsig_key {
    const char *file;         /* PKCS#12, or NULL */
    const char *password;     /* of the file */
    const char *certificates; /* else the certificates (PEM), and ... */
    char *const *command;     /* ... the command that signs, ended by NULL */
};

/* Signs it: out->bytes is the signed document. */
bool xmlsig_sign(const char *program, const struct xmlsig_key *key, const char *bytes, size_t size,
                 struct xmlsig_answer *out, struct error *err);

#endif
