/*
 * The content of an assessment as against what is only there to hand it in: the
 * kind of submission, the element submission and the signature (forms/README,
 * section 1). Two documents that say the same have the same content bytes, and
 * their SHA-256 is the digest that people sign off and that tells whether a
 * submission is the same as an earlier one.
 */
#ifndef KUSEI_ASSESSMENT_CONTENT_H
#define KUSEI_ASSESSMENT_CONTENT_H

#include <stddef.h>

#include "text/error.h"
#include "xml/libxml2.h"

#define CONTENT_SIGNATURE_NAMESPACE "http://www.w3.org/2000/09/xmldsig#"

/* The signature: the root's last element, where that is a Signature of XML-DSig.
 * NULL where it has none. */
xmlNode *content_find_signature(const xmlDoc *doc);

/* The element submission: the root's last element but for a signature. NULL where
 * it has none. */
xmlNode *content_find_submission(const xmlDoc *doc);

/* The content bytes, followed by a NUL: the document without those three and
 * without indentation, in Exclusive XML Canonicalization without comments. The
 * document is not changed; the caller frees. NULL when memory is short. */
char *content_bytes(const xmlDoc *doc, size_t *size, struct error *err);

#endif
