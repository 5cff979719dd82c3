/*
 * What a file carries because it is handed in (forms/README, section 1): which
 * kind of submission it is, who stands for it, and where the trail was. Whoever
 * hands in says it; this room writes it into the file and reads it out again.
 */
#ifndef KUSEI_EXCHANGE_SUBMISSION_H
#define KUSEI_EXCHANGE_SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"
#include "xml/libxml2.h"

enum { SUBMISSION_DIGEST = 65 }; /* a SHA-256 in hexadecimal digits, and a NUL */

struct submission_signer {
    const char *name, *role, *meaning;
    const char *digest; /* of what that person saw: 64 small hexadecimal digits; the last
                           signer's is the SHA-256 of content_bytes() (assessment/content.h) */
    const char *at;     /* 2026-04-01T09:30:12Z */
};

struct submission {
    const char *kind;    /* the root's attribute submission; NULL: as the document has it */
    const char *receipt; /* the number of the first receipt; NULL where it is new */
    const struct submission_signer *signers; /* in order; the last one signed off */
    size_t signer_count;                     /* at least one */
    long long trail_seq;                     /* of the trail's last row; 0: it is empty */
    const char *trail_hash;                  /* its hash, like a digest */
};

/* The kinds: words of every layout. */
enum submission_kind { SUBMISSION_NEW, SUBMISSION_AGAIN, SUBMISSION_WITHDRAWAL };
/* As the file has it. */
const char *submission_kind_word(enum submission_kind kind);
/* Whether the document's root says that it is of that kind. */
bool submission_kind_is(const xmlDoc *doc, enum submission_kind kind);

/* Puts it into a document that has none. False when memory is short; the
 * document is then to be thrown away. */
bool submission_put(xmlDoc *doc, const struct submission *s);

/* A submission with what it points to. */
struct submission_record {
    struct submission is;
    struct submission_signer *signers;
    bool present; /* false: the document had none */
    char **texts; /* that `is` and signers point to */
    size_t text_count;
};

/* Takes the element out of a document in the layout and reads it. False when memory is
 * short. */
bool submission_take(xmlDoc *doc, struct submission_record *out, struct error *err);
void submission_record_free(struct submission_record *r);

/* NULL where it can be handed in; else the code of refusal.h that says what stands
 * against it. `content` is the digest of the content of its document. */
const char *submission_check(const struct submission_record *r, const char *content);

/* Whether it takes back what was handed in, so that its content may be the same. */
bool submission_is_withdrawal(const struct submission *s);

#endif
