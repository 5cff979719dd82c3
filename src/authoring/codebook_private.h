/*
 * What the files of the codebook share: its records, which both formats are made of. Nobody
 * outside src/authoring includes this header.
 */
#ifndef KUSEI_AUTHORING_CODEBOOK_PRIVATE_H
#define KUSEI_AUTHORING_CODEBOOK_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/buffer.h"

enum codebook_kind { CODEBOOK_FIELD, CODEBOOK_CODE, CODEBOOK_RULE };

/* What a record says; each an own string, "" where there is nothing to say. */
enum codebook_column {
    CODEBOOK_PAGE,     /* what people call the page; of a rule its pattern's title */
    CODEBOOK_NAME,     /* the path; of a code the path of its field; of a rule its id */
    CODEBOOK_JA,       /* the label; of a code its meaning; of a rule its sentence */
    CODEBOOK_EN,       /* the same in English */
    CODEBOOK_TYPE,     /* of a code itself; of a rule its severity */
    CODEBOOK_REQUIRED, /* when it has to be filled in */
    CODEBOOK_RELEVANT, /* when it is asked */
    CODEBOOK_APPLIES,  /* whether it may be said not to apply */
    CODEBOOK_PRINTED,  /* where on the sheet */
    CODEBOOK_REMEDY,   /* of a rule: what to do */
    CODEBOOK_SOURCE,   /* of a rule: the clause */
    CODEBOOK_COLUMNS
};

struct codebook_record {
    enum codebook_kind kind;
    char *texts[CODEBOOK_COLUMNS];
};

struct codebook {
    char *title;
    enum form_lang lang;
    struct codebook_record *records; /* a field's codes stand behind it, the rules at the end */
    size_t count, room;
};

/* The heading of a column, in the language that gettext speaks. */
const char *codebook_heading(enum codebook_column column);

/* Puts the whole of it at the end of out. */
void codebook_write_html(const struct codebook *b, struct buffer *out);
/* The same as one table, RFC 4180. */
void codebook_write_csv(const struct codebook *b, struct buffer *out);

#endif
