/*
 * What the files of this room share: the form's own struct, and the reader that
 * is passed along while form.xml is turned into it. Nobody outside src/form
 * includes this header.
 */
#ifndef KUSEI_FORM_FORM_PRIVATE_H
#define KUSEI_FORM_FORM_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/buffer.h"
#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

#define FORM_XFORMS_NAMESPACE "http://www.w3.org/2002/xforms"
#define FORM_OWN_NAMESPACE    "urn:kusei:form"

/* What libxml2 hands to an error handler: const since 2.12. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *form_xml_error;
#else
typedef xmlError *form_xml_error;
#endif

struct form_instance {
    char *id;
    char *src;     /* the file it was read from; NULL: it stands in form.xml */
    xmlDoc *doc;   /* NULL: written */
    char *written; /* the file, of the blank assessment; see form_blank */
    size_t size;
};

struct form {
    char *dir; /* without a slash at its end */
    char *version;
    char *city_code;
    int first_year;
    int last_year;
    struct form_instance *instances;
    size_t instance_count;
    struct form_bind *binds;
    size_t bind_count;
    struct form_item body; /* its label is the form's title */
    struct expressions *expressions;
};

/* One reading of one form.xml. */
struct form_reader {
    const char *path; /* of form.xml, for the sentences */
    struct form *form;
    struct error *err;
    struct mistakes *mistakes; /* gets what is refused, and the reading goes on; NULL: it ends */
};

/* Sets the sentence "path:line: ..." with the line of node. Returns false. */
bool form_refuse(const struct form_reader *reader, const xmlNode *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Whether to go on behind what was just refused: it is among the mistakes then. */
bool form_go_on(const struct form_reader *reader);

/* Gives an attribute that is missing a value that can be read, so that what follows from
 * its absence is not refused too. False when memory is short. */
bool form_mend_attribute(const struct form_reader *reader, xmlNode *element, const char *name,
                         const char *value);

/* Parses one of the installation's own XML files: no network, no DOCTYPE, no
 * entities but XML's five, at most 16 MiB. NULL and "path:line: ..." otherwise;
 * the caller frees. */
xmlDoc *form_xml_read(const char *path, struct error *err);

/* The two steps of it. The path is for the sentences, and the document's own; no bytes
 * (NULL) are an empty file. */
bool form_xml_read_bytes(const char *path, struct buffer *out, struct error *err);
xmlDoc *form_xml_parse(const char *path, const char *bytes, size_t size, struct error *err);

/* The value of the attribute of that local name, owned by the node; NULL when
 * the element has none. */
const char *form_xml_attribute(const xmlNode *element, const char *name);

/* The next element at or after node among its siblings; NULL when none. */
xmlNode *form_xml_element(xmlNode *node);

/* Whether that element is called so (its namespace has been checked). */
bool form_xml_is(const xmlNode *element, const char *name);

/* What an expression is for: what every assessment needs is compiled for good when it
 * is read, and what is evaluated where nobody can be told that memory was short. */
enum form_use { FORM_ALWAYS, FORM_AT_TIMES };

/* An XPath that stands in that attribute of the element; it belongs to the form. NULL
 * and a sentence when it is not XPath 1.0, or when it uses what a form does not have:
 * a prefix, a variable, another function than those of forms/README, an instance that
 * is not there. */
struct expression *form_xpath_read(const struct form_reader *reader, const xmlNode *element,
                                   const char *attribute, const char *expression,
                                   enum form_use use);

/* The same for an attribute that may be missing; *out is then NULL. */
bool form_xpath_attribute(const struct form_reader *reader, const xmlNode *element,
                          const char *attribute, enum form_use use, struct expression **out);

/* Reads the label, help or hint children of an element into text, one list of
 * parts for each language. What was read before a failure is in text. */
bool form_text_read(const struct form_reader *reader, const xmlNode *element, const char *name,
                    struct form_text *text);
void form_text_clear(struct form_text *text);

/* The literal text of an element without child elements, white space at its
 * ends gone, a run of it one space. NULL with a sentence when memory is short,
 * or when a character may not be shown; the caller frees. */
char *form_text_plain(const struct form_reader *reader, const xmlNode *element);

/* Reads the instances and then the binds of a model. */
bool form_model_read(const struct form_reader *reader, xmlNode *model);
void form_model_clear(struct form *form);

/* Reads the groups, repeats and controls below element into parent. */
bool form_body_read(const struct form_reader *reader, xmlNode *element, struct form_item *parent);
/* That exactly one page is the root page, and that it comes first. */
bool form_body_check_root(const struct form_reader *reader, xmlNode *root);
/* Frees what item owns and everything below it, not item itself. */
void form_body_clear(struct form_item *item);

#endif
