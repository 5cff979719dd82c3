/*
 * The printed sheet, as the forms are given it: how it is made is not theirs to know.
 */
#ifndef KUSEI_TERMINAL_PRINTING_H
#define KUSEI_TERMINAL_PRINTING_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "text/buffer.h"
#include "text/error.h"
#include "xml/libxml2.h"

/* Where something stands on the sheets of paper, all from 0. */
struct printing_place {
    size_t sheet, row;
    int column;
};

struct printing {
    void *context; /* for the functions */

    /* Puts the sheets at the end of out as rows of characters: each row ends with a line
     * feed, a form feed stands between two sheets. ambiguous: columns of an ambiguous
     * character. *place gets where the node is printed, or the beginning. False with a
     * sentence. */
    bool (*show)(void *context, const struct assessment *a, const xmlNode *node, int ambiguous,
                 struct printing_place *place, struct buffer *out, struct error *err);

    /* Writes the sheet to a file, over one that is there; the ending of the name says in
     * which format. False with a sentence. NULL: who works here may write no files. */
    bool (*write)(void *context, const struct assessment *a, const char *path, struct error *err);

    /* Whether a file may have that name: its ending is that of a format. False with a
     * sentence. NULL where write is. */
    bool (*name)(const char *path, struct error *err);
};

#endif
