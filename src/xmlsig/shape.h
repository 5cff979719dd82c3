/*
 * The one shape that a signature may have here, held before anything of it is
 * believed: one Signature, the root's last element; one Reference, to the whole
 * document, with the enveloped transform and Exclusive XML Canonicalization;
 * SHA-256 with RSA or ECDSA; X.509 certificates and no other key. Whatever XML
 * Signature allows beyond that has been used to sign one thing and show another.
 */
#ifndef KUSEI_XMLSIG_SHAPE_H
#define KUSEI_XMLSIG_SHAPE_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#define SHAPE_NS           "http://www.w3.org/2000/09/xmldsig#"
#define SHAPE_ENVELOPED    "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
#define SHAPE_EXC_C14N     "http://www.w3.org/2001/10/xml-exc-c14n#"
#define SHAPE_SHA256       "http://www.w3.org/2001/04/xmlenc#sha256"
#define SHAPE_RSA_SHA256   "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
#define SHAPE_ECDSA_SHA256 "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

enum { SHAPE_MAX_CERTIFICATES = 8 };

struct shape {
    xmlNode *signature;
    bool ecdsa; /* else RSA */
    /* The signer's own comes first, its issuers behind it. */
    const xmlNode *certificates[SHAPE_MAX_CERTIFICATES];
    size_t certificate_count;
};

/* NULL where the document's signature has that shape; else the code of the first
 * thing that is otherwise. */
const char *shape_check(const xmlDoc *doc, struct shape *out);

#endif
