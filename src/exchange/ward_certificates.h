/*
 * Which certificate is that of which ward. The city says it in a table, a line
 * for each certificate (a ward may have several while one is renewed), parted by
 * tabs, empty lines and those that begin with # passed over:
 *
 *     123456   sha256    the fingerprint, 64 hexadecimal digits (":" between them is allowed)
 *     123456   subject   CN=Ward,O=City      as RFC 2253 writes it
 *
 * or in a folder that has the certificates themselves, in PEM: 123456.pem.
 */
#ifndef KUSEI_EXCHANGE_WARD_CERTIFICATES_H
#define KUSEI_EXCHANGE_WARD_CERTIFICATES_H

#include <stdbool.h>

#include "exchange/xmlsig.h"
#include "text/error.h"

enum ward_certificate {
    WARD_CERTIFICATE_ITS,      /* it is that ward's */
    WARD_CERTIFICATE_OTHER,    /* the ward has another */
    WARD_CERTIFICATE_UNLISTED, /* nothing is said of that ward */
};

/* Whether the certificate of the answer is that of the ward. False with a sentence
 * when the table cannot be read; it begins with the path. */
bool ward_certificates_find(const char *path, const char *ward_code,
                            const struct xmlsig_answer *answer, enum ward_certificate *out,
                            struct error *err);

#endif
