/* SHA-256, as the digests of documents are made. */
#ifndef KUSEI_XMLSIG_DIGEST_H
#define KUSEI_XMLSIG_DIGEST_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "xmlsig/answer.h"

enum { DIGEST_SIZE = 32 };

/* False when OpenSSL cannot. */
bool digest_bytes(const char *bytes, size_t size, unsigned char out[DIGEST_SIZE]);

/* Says the digest of the document's content (assessment/content.h). */
bool digest_say_content(const xmlDoc *doc, struct answer *answer);

#endif
