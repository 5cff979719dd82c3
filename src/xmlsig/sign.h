/* A document, signed: the enveloped signature of shape.h put behind its last
 * element, and verified before it leaves. */
#ifndef KUSEI_XMLSIG_SIGN_H
#define KUSEI_XMLSIG_SIGN_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "xmlsig/answer.h"
#include "xmlsig/signer.h"

/* Changes the document. Then answer->bytes are the signed document. */
bool sign_document(xmlDoc *doc, const struct signer *signer, struct answer *answer);

#endif
