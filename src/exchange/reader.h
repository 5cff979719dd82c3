/*
 * The only reader of foreign XML. A file is hostile until proved otherwise: it
 * is sized before it is read, parsed first in a child process that has limits
 * on memory and time, without DOCTYPE, entities, network or includes, and then
 * held against the official layout (XSD) of its policy, in such a child again.
 * What comes out can be trusted to be in the layout, to hold only characters
 * that may be stored, and to be written by writer.h in one way only.
 */
#ifndef KUSEI_EXCHANGE_READER_H
#define KUSEI_EXCHANGE_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/submission.h"
#include "form/catalogue.h"
#include "text/error.h"
#include "xml/libxml2.h"

enum {
    READER_MAX_BYTES = 16 * 1024 * 1024,   /* a whole sheet is about 200 kB */
    READER_MAX_SECONDS = 5,                /* of CPU for the first parse, and for the layout */
    READER_MAX_WALL_SECONDS = 30,          /* the same by the clock on the wall */
    READER_MAX_MEMORY = 512 * 1024 * 1024, /* bytes that either may take on top of what there is */
};

struct reader_fault {
    int line;      /* in the file, from 1; 0 when it is not known */
    char *page;    /* the id of the page it is on; NULL when it is on none */
    char *message; /* where and what, in the words of the layout; safe to show on a terminal */
};

struct reader_result {
    xmlDoc *doc;                 /* NULL when the file was refused; the caller frees */
    const struct form *form;     /* the form of its policy; owned by the catalogue */
    struct reader_fault *faults; /* where it departs from the layout; then doc is NULL. By line */
    size_t count;
    bool is_signed;                      /* it bears a signature; nobody looked whose */
    struct submission_record submission; /* what it carries to be handed in */
    bool unknown_form;                   /* it could not be read because its form is not here */
};

/* Reads path ("-": standard input). True when out->doc is good, or when
 * out->faults says how it departs from the layout (a file that can be read and
 * is wrong; at most 200, and then one more that says so); false with a sentence
 * when it cannot be read at all: no regular file, not XML in UTF-8, a DOCTYPE,
 * too large, an unknown policy or version, characters that may not be stored.
 * The sentence begins with the path. White space between elements is gone from
 * the document, CDATA sections are text; a signature and the element submission
 * are taken out of it. The caller frees out->doc (its own
 * from now on) and calls reader_result_free, in either order; both are needless
 * after false, when out->unknown_form alone says something. */
bool reader_read(struct catalogue *c, const char *path, struct reader_result *out,
                 struct error *err);

/* The same of bytes that are in memory already; NUL-terminated. */
bool reader_read_bytes(struct catalogue *c, const char *bytes, size_t size,
                       struct reader_result *out, struct error *err);

/* Frees the faults and the submission. Not the document. */
void reader_result_free(struct reader_result *r);

/* The same check of a document that is already in memory, and stays the
 * caller's: out->doc is NULL in any case, and out->count is 0 when it is good. */
bool reader_check_layout(const struct form *form, xmlDoc *doc, struct reader_result *out,
                         struct error *err);

#endif
