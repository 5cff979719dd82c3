/*
 * A submission on its way to be signed. It is looked at first: one that the city
 * would refuse for what it says is not signed.
 */
#ifndef KUSEI_EXCHANGE_SIGNING_H
#define KUSEI_EXCHANGE_SIGNING_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/reader.h"
#include "exchange/xmlsig.h"
#include "form/catalogue.h"
#include "text/error.h"

struct signing {
    const struct refusal *refusal; /* NULL: nothing stands against it so far */
    char *detail;                  /* what of this case a person should know; may be NULL */
    struct reader_result read;     /* the document (it is freed with this, where it is still
                                      there), faults against the layout */
    char *bytes;                   /* the file; once signed, the signed one */
    size_t size;
};

/* Reads the file and holds it against the layout and what a submission needs.
 * previous (may be NULL) is the file of an earlier submission: one whose content
 * is the same is refused. True when out->refusal says how it stands; false with a
 * sentence, which begins with the path, when it could not be read. */
bool signing_read(struct catalogue *c, const char *program, const char *path, const char *previous,
                  struct signing *out, struct error *err);

/* Signs it, unless out->refusal says no; sets that where it cannot be done. */
bool signing_sign(const char *program, const struct xmlsig_key *key, struct signing *out,
                  struct error *err);
void signing_free(struct signing *s);

#endif
