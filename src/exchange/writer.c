#include "exchange/writer.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/parse.h"
#include "exchange/quiet.h"
#include "exchange/submission.h"
#include "text/allowed.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

/* --- one document, one form ----------------------------------------------------- */

/* The attributes that every layout has (forms/README, section 1), in order. The
 * measure, the print and the lapse of a reason are set and taken away as people type: in the order
 * of their making the same document would come out in many ways. Others belong to the blank
 * assessment, whose order they keep, between the two groups. */
static const char *const leading[] = {
    "policy",     "form-version", "ward-code", "ward-name", "fiscal-year", "fiscal-year-label",
    "submission", "id",           "follows",   "rule",      "version",     "field",
    "operands",
};
static const char *const trailing[] = {"amount",   "unit", "operator", "by",
                                       "relative", "at",   "lapsed",   "printed"};

enum {
    LEADING = sizeof(leading) / sizeof(*leading),
    TRAILING = sizeof(trailing) / sizeof(*trailing),
};

static int rank(const xmlAttr *a)
{
    const char *name = (const char *)a->name;

    for (int i = 0; i < LEADING; i++) {
        if (strcmp(leading[i], name) == 0)
            return i;
    }
    for (int i = 0; i < TRAILING; i++) {
        if (strcmp(trailing[i], name) == 0)
            return LEADING + 1 + i;
    }
    return LEADING;
}

static void insert_before(xmlNode *element, xmlAttr *a, xmlAttr *next)
{
    a->next = next;
    a->prev = next->prev;
    if (next->prev != NULL)
        next->prev->next = a;
    else
        element->properties = a;
    next->prev = a;
}

/* Stable insertion: an element has a handful, and most are in order. */
static void order_attributes(xmlNode *element)
{
    xmlAttr *next, *first = element->properties;

    for (xmlAttr *a = first == NULL ? NULL : first->next; a != NULL; a = next) {
        xmlAttr *before = a;

        next = a->next;
        while (before->prev != NULL && rank(before->prev) > rank(a))
            before = before->prev;
        if (before == a)
            continue;
        a->prev->next = next;
        if (next != NULL)
            next->prev = a->prev;
        insert_before(element, a, before);
    }
}

/* An empty text would come out as <a></a>, and no text as <a/>. */
static void drop_empty_texts(xmlNode *element)
{
    xmlNode *next;

    for (xmlNode *n = element->children; n != NULL; n = next) {
        next = n->next;
        if (n->type != XML_TEXT_NODE || (n->content != NULL && n->content[0] != '\0'))
            continue;
        xmlUnlinkNode(n);
        xmlFreeNode(n);
    }
}

static void make_canonical(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc), *n = root;

    parse_strip(doc);
    while (n != NULL) {
        if (n->type == XML_ELEMENT_NODE) {
            order_attributes(n);
            drop_empty_texts(n);
            if (n->children != NULL) {
                n = n->children;
                continue;
            }
        }
        while (n != root && n->next == NULL)
            n = n->parent;
        n = n == root ? NULL : n->next;
    }
}

/* --- bytes ---------------------------------------------------------------------- */

static bool save(xmlDoc *doc, xmlBuffer *out)
{
    xmlSaveCtxt *ctxt = xmlSaveToBuffer(out, "UTF-8", XML_SAVE_FORMAT);
    bool ok = ctxt != NULL && xmlSaveDoc(ctxt, doc) >= 0;

    if (ctxt != NULL)
        ok = xmlSaveClose(ctxt) >= 0 && ok;
    return ok && xmlBufferLength(out) > 0;
}

static bool check_characters(const char *bytes, size_t size, struct error *err)
{
    size_t offset;
    uint32_t cp;
    char what[64];

    if (allowed_check(bytes, size, &offset, &cp))
        return true;
    allowed_describe(cp, what, sizeof(what));
    return error_set(
        err, _("This cannot be exported: %s may not be stored. Take the character out."), what);
}

static char *take_bytes(const xmlBuffer *buffer, size_t *size, struct error *err)
{
    const char *content = (const char *)xmlBufferContent(buffer);
    size_t length = (size_t)xmlBufferLength(buffer);
    char *bytes;

    if (!check_characters(content, length, err))
        return NULL;
    bytes = malloc(length + 1);
    if (bytes == NULL) {
        error_set_memory(err);
        return NULL;
    }
    memcpy(bytes, content, length);
    bytes[length] = '\0';
    *size = length;
    return bytes;
}

static char *bytes_of(const xmlDoc *doc, const struct submission *submission, xmlBuffer *buffer,
                      size_t *size, struct error *err)
{
    xmlDoc *copy = NULL;
    char *bytes = NULL;

    /* xmlCopyDoc takes no const, and changes nothing. */
    memcpy(&copy, &(const xmlDoc *){doc}, sizeof(copy));
    copy = xmlCopyDoc(copy, 1);
    if (copy != NULL)
        make_canonical(copy);
    if (copy != NULL && (submission == NULL || submission_put(copy, submission)) &&
        save(copy, buffer))
        bytes = take_bytes(buffer, size, err);
    else
        error_set_memory(err);
    xmlFreeDoc(copy);
    return bytes;
}

char *writer_submission_to_string(const xmlDoc *doc, const struct submission *submission,
                                  size_t *size, struct error *err)
{
    xmlBuffer *buffer = xmlBufferCreate();
    char *bytes = NULL;
    struct quiet quiet;

    quiet_begin(&quiet);
    if (buffer == NULL)
        error_set_memory(err);
    else
        bytes = bytes_of(doc, submission, buffer, size, err);
    xmlBufferFree(buffer);
    quiet_end(&quiet);
    return bytes;
}

char *writer_to_string(const xmlDoc *doc, size_t *size, struct error *err)
{
    return writer_submission_to_string(doc, NULL, size, err);
}
