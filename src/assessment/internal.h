/*
 * What the files of this room share: the structure, and the steps between them.
 * Not for other rooms.
 */
#ifndef KUSEI_ASSESSMENT_INTERNAL_H
#define KUSEI_ASSESSMENT_INTERNAL_H

#include "assessment/assessment.h"
#include "xml/libxml2.h"

/* What the binds of the form say of a node; kept at node->_private, one for all nodes that
 * the same binds meet. For each property the bind that counts, NULL for the default. */
struct node_info {
    enum form_type type;
    bool not_applicable;
    const struct form_bind *required, *relevant, *readonly, *calculate, *propose, *carry;
    size_t before;               /* 1 + what was known of those nodes, 0: nothing, */
    const struct form_bind *met; /* when this bind met them */
};

struct assessment {
    const struct form *form;
    const struct reference *reference;
    xmlDoc *doc;
    xmlXPathContext *xpath;
    const xmlNode *current; /* what current() answers in the evaluation under way */

    struct assessment_page *pages;
    size_t page_count, page_room;
    struct node_info *infos;
    size_t info_count, info_room;

    int64_t stored_id; /* in the store, 0 when not stored */
    bool raised;       /* to the form's version, which the next save is to say */
    bool completed;    /* stored pages may lack what the form asks for by now */
    int64_t *removed;  /* stored pages that were taken out since the last save */
    size_t removed_count;
};

/* libxml2 takes no const nodes, not even to look at them. */
static inline xmlNode *assessment_unconst(const void *node)
{
    union {
        const void *from;
        xmlNode *to;
    } cast = {node};
    return cast.to;
}

/* --- evaluate.c: the form's expressions over the document ----------------- */

/* Makes the XPath context with the functions of the forms. */
bool evaluate_start(struct assessment *a);
/* The expression at a node; NULL when there is none, it fails or memory is short. */
xmlXPathObject *evaluate(const struct assessment *a, struct expression *expression,
                         const xmlNode *context);
bool evaluate_boolean(const struct assessment *a, struct expression *expression,
                      const xmlNode *context, bool otherwise);
/* The first node, or NULL. */
xmlNode *evaluate_node(const struct assessment *a, struct expression *expression,
                       const xmlNode *context);

/* Whether a node is relevant: what stands in something that is not is not either
 * (XForms 1.1, section 6.1.4). */
bool evaluate_relevant(const struct assessment *a, const xmlNode *node);

/* --- entries.c ----------------------------------------------------------------- */

/* assessment_page_entries() with the fields that are not relevant: a rule or a change may
 * be about them, and people call them by their labels. */
bool entries_with_hidden(const struct assessment *a, size_t page, struct assessment_entries *out,
                         struct error *err);

/* --- index.c: which nodes are pages, what the binds say of each node ------- */

/* Made anew after every change of structure; keeps what is known of pages that
 * are still there. */
bool index_build(struct assessment *a, struct error *err);
bool index_is_page(const struct assessment *a, const xmlNode *node);
const struct node_info *index_info(const xmlNode *node);
/* Whether a page, or a control outside of pages, stands under the item. */
bool index_item_has_page(const struct form_item *item);
bool index_item_has_control(const struct form_item *item);
void index_mark_changed(struct assessment *a, size_t page);
/* Whether the form lets rows or pages of that name be added. */
bool index_can_add(const struct assessment *a, const xmlChar *name);

/* --- raising.c: another version of the form --------------------------------- */

/* Puts in, blank, what the form asks for and the document lacks, each at its place. No
 * page is marked changed by it. Pages that are missing stay so. */
bool raising_complete(struct assessment *a, struct error *err);

/* --- names.c: the id of every page ----------------------------------------- */

/* Whether the page's id is the policy's, and not made by the program. */
bool names_is_given(const struct assessment *a, size_t page);
/* Gives every page its id anew and turns follows attributes along. */
bool names_update(struct assessment *a, struct error *err);

/* --- copies.c ---------------------------------------------------------------- */

/* Brings the copies that follow `page` up to date with it. */
bool copies_update(struct assessment *a, size_t page, struct error *err);
/* Makes to's own content equal to from's, changing as few nodes as it can, so
 * that pointers to fields stay good. Child pages stay as they are. */
bool copies_sync(struct assessment *a, xmlNode *to, const xmlNode *from, struct error *err);

/* --- fields.c ------------------------------------------------------------------ */

/* Replaces the text of an element, or the value of an attribute. */
bool fields_put(xmlNode *node, const char *text);
/* Sets an attribute; NULL takes it away. */
bool fields_put_attribute(xmlNode *element, const char *name, const char *value);
/* Whether every character may be stored; the sentence names the first that may not. */
bool fields_check_text(const char *text, struct error *err);
/* Evaluates every calculate of the form; marks the pages it changes. */
bool fields_calculate(struct assessment *a, struct error *err);

/* --- reasons.c ----------------------------------------------------------------- */

/* Takes all reasons out of a page: they are given where the page is judged, and a
 * copy is not. */
void reasons_clear(xmlNode *page);

/* --- flatten.c: a page as a list of (path, value) ------------------------------ */

/* The page's fields, element and position; store_page_clear frees them. */
bool flatten_page(const struct assessment *a, size_t page, struct store_page *out,
                  struct error *err);
/* An element of that name with those fields in it; NULL when memory is short or
 * a path is none. */
xmlNode *flatten_build(xmlDoc *doc, const struct store_page *page, struct error *err);
/* Puts a page element at its container under the parent page's element. */
bool flatten_attach(xmlNode *parent, const char *element, xmlNode *node);
/* The path of a node inside a page element; the caller frees. */
char *flatten_path(const xmlNode *page, const xmlNode *node);

#endif
