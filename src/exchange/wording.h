/*
 * The sentences of this room: from the notices of a look at a foreign document
 * to what a person reads. Whatever is quoted from the document has been made
 * harmless first: a terminal takes some characters as orders, and others turn
 * the rest of the line around.
 */
#ifndef KUSEI_EXCHANGE_WORDING_H
#define KUSEI_EXCHANGE_WORDING_H

#include <stddef.h>

#include "exchange/notice.h"
#include "text/error.h"

enum { WORDING_QUOTE = 256 }; /* room for any quotation */

/* Foreign text, in out, as one line that may be shown: what may not be stored
 * becomes U+FFFD, line breaks and tabs become spaces, at most 40 characters. */
void wording_quote(const char *foreign, char *out, size_t size);

/* Puts the path of a file, or the name of a stream, in front of the sentence: made
 * harmless, and only its end where it is so long that the sentence would be cut.
 * Returns false. */
bool wording_prefix(struct error *err, const char *path);

/* The words of a library without their line breaks, in place. */
void wording_one_line(char *text);

/* The sentence for a document that cannot be read at all. n may be NULL: memory
 * was short. Returns false. */
bool wording_refusal(const struct notice *n, struct error *err);

/* The sentence for one fault against the layout; the caller frees. NULL when
 * memory is short. */
char *wording_fault(const struct notice *n);

#endif
