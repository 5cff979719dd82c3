/* A signature, verified: what comes back is only what it covers. */
#ifndef KUSEI_XMLSIG_VERIFY_H
#define KUSEI_XMLSIG_VERIFY_H

#include <libxml/tree.h>
#include <openssl/x509.h>
#include <stdbool.h>

#include "xmlsig/answer.h"
#include "xmlsig/certificate.h"

/* Starts and ends the library; around all else. */
bool verify_start(void);
void verify_finish(void);

/* Whether the document is signed in the one shape (shape.h) by whoever is
 * trusted. Then answer->bytes are the bytes that were digested, and its lines
 * tell of the certificate and of the content's digest. */
bool verify_document(xmlDoc *doc, const struct certificate_trust *trust, struct answer *answer);

/* Whether the signature (shape.h) of the document is by that certificate's key.
 * The bytes that were digested are put at the end of answer->bytes. */
bool verify_signature(xmlNode *signature, X509 *certificate, struct answer *answer);

#endif
