/*
 * What the files of a rollover share. Not for other rooms, nor for the other files of
 * this one.
 *
 * Last year's document is there twice: `last`, under the form it was made with, and
 * `from`, a copy of it as the new form sees it, over which the new form's expressions
 * run. Their nodes are known to each other by the list of origins.
 */
#ifndef KUSEI_ASSESSMENT_ROLLING_H
#define KUSEI_ASSESSMENT_ROLLING_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/internal.h"
#include "assessment/rollover.h"

/* An element or attribute of `from`, and what it is a copy of. */
struct rolling_origin {
    const xmlNode *from, *last;
    bool seen; /* it has a place in the new assessment */
};

/* A page of the new assessment, and the page it comes from. */
struct rolling_page {
    xmlNode *to;
    const xmlNode *from;
    const struct form_item *item;
};

struct rolling {
    struct assessment *to;
    const struct assessment *last;
    struct assessment *from;
    struct assessment *blank;       /* of last's form, of nobody: what the policy had given */
    struct rolling_origin *origins; /* sorted by from */
    size_t origin_count;
    struct rolling_page *pages;
    size_t page_count, page_room;
    enum form_lang lang;
    struct rollover_report *report;
    bool filling; /* the structure stands, fields are carried */
    struct error *err;
};

/* The origin of a node of `from`; never NULL for one of its elements and attributes. */
struct rolling_origin *rolling_origin(const struct rolling *r, const xmlNode *from);

/* The element of another page that stands where `node` stands in `page`: the same names
 * and places on the way. NULL where there is none. */
const xmlNode *rolling_same_place(const xmlNode *page, const xmlNode *node, const xmlNode *other);

/* The page of the new assessment that comes from that page of last; NULL: none. */
const struct rolling_page *rolling_find_page(const struct rolling *r, const xmlNode *last);

/* The text of a field; "" where there is none, also for NULL. */
static inline const char *rolling_text(const xmlNode *field)
{
    const xmlNode *text = field == NULL ? NULL : field->children;
    return text == NULL || text->content == NULL ? "" : (const char *)text->content;
}

/* Whether a field of last has what its form had given, and nobody typed. */
bool rolling_is_given(const struct rolling *r, const xmlNode *last);

/* rolling_fields.c: what becomes of one field; it is seen then. */
bool rolling_carry(struct rolling *r, const struct form_item *item, xmlNode *to,
                   const xmlNode *from);

/* rolling_left.c: puts all that was not seen into the report. */
bool rolling_list_left(struct rolling *r);
/* One field of last (a node of its own document). */
bool rolling_leave(struct rolling *r, const xmlNode *last);

#endif
