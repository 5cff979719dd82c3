/*
 * A submission, verified: the signature and its certificate, the ward that the
 * certificate is of, the layout, who stands for it, and what was received before.
 * Everything that comes out was read from the very bytes that the signature
 * covers, parsed anew; nothing comes from the file itself.
 */
#ifndef KUSEI_EXCHANGE_VERIFICATION_H
#define KUSEI_EXCHANGE_VERIFICATION_H

#include <stdbool.h>

#include "exchange/reader.h"
#include "exchange/receipt.h"
#include "exchange/xmlsig.h"
#include "form/catalogue.h"
#include "text/error.h"

struct verification_asked {
    const char *program;           /* the path of kusei-xmlsig */
    struct xmlsig_trust trust;     /* whom, and for which moment */
    const char *ward_certificates; /* see ward_certificates.h */
    const struct receipt *receipt; /* what was received before, or NULL */
};

struct verification {
    const struct refusal *refusal; /* NULL: verified */
    char *detail;                  /* what of this case a person should know; may be NULL */
    struct xmlsig_answer answer;   /* of the certificate and the digests */
    struct reader_result read;     /* the document (it is freed with this) and what it carries */
    char *content;                 /* the digest of the content */
    bool known;                    /* it is signed by the ward whose assessment it says it is */
};

/* True when there is a verdict; false with a sentence, which begins with the path,
 * when none could be reached (an unreadable file, table or list). Where it is not
 * verified, out has the refusal and its detail and nothing of the file, unless it is
 * known whose it is: then what was read stays, for whoever answers that ward. */
bool verification_run(struct catalogue *c, const struct verification_asked *asked, const char *path,
                      struct verification *out, struct error *err);
/* The same of bytes that were read from there, followed by a NUL. */
bool verification_run_bytes(struct catalogue *c, const struct verification_asked *asked,
                            const char *path, const char *bytes, size_t size,
                            struct verification *out, struct error *err);

/* Takes the verdict back, for whoever finds something else against it. False: memory
 * was short, and it is taken back all the same. */
bool verification_refuse(struct verification *v, const char *code, const char *detail);
void verification_free(struct verification *v);

#endif
