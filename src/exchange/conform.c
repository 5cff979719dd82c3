#include "exchange/conform.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/intake.h"
#include "exchange/listed.h"
#include "exchange/parse.h"
#include "exchange/quiet.h"
#include "exchange/title.h"
#include "exchange/wording.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

/* What makes the layout no schema: the first of it, and where somebody wants them, all. */
struct faults {
    struct notice first;
    struct mistakes *all; /* NULL: nobody does */
    const char *path;
};

struct conform {
    xmlDoc *source; /* the compiled schema points into it */
    xmlSchema *schema;
    const char *language; /* of the titles that go into notices */
};

/* --- the layout ----------------------------------------------------------- */

static void keep_fault(void *data, xmlErrorPtr error)
{
    struct faults *faults = data;
    struct notice fault;

    if (error == NULL || error->level < XML_ERR_ERROR)
        return;
    fault = notice_make(NOTICE_LAYOUT, error->line);
    notice_copy(fault.detail, sizeof(fault.detail), error->message);
    wording_one_line(fault.detail);
    if (faults->first.kind != NOTICE_LAYOUT)
        faults->first = fault;
    if (faults->all != NULL)
        mistakes_add(faults->all, faults->path, fault.line, _("Write it as XML Schema 1.0 has it."),
                     "%s", fault.detail);
}

static bool compile(struct conform *c, struct faults *faults, struct error *err)
{
    xmlExternalEntityLoader before = parse_refuse_loading();
    xmlSchemaParserCtxt *ctxt = xmlSchemaNewDocParserCtxt(c->source);
    const struct notice *first = &faults->first;
    struct quiet quiet;

    quiet_begin(&quiet);
    if (ctxt != NULL) {
        xmlSchemaSetParserStructuredErrors(ctxt, keep_fault, faults);
        c->schema = xmlSchemaParse(ctxt);
        xmlSchemaFreeParserCtxt(ctxt);
    }
    xmlSetExternalEntityLoader(before);
    quiet_end(&quiet);
    if (c->schema != NULL)
        return true;
    if (first->kind == NOTICE_MEMORY)
        return error_set_memory(err);
    if (first->line == 0)
        return error_set(err,
                         _("This is no XML Schema that can be used (%s). Install the form again."),
                         first->detail);
    return error_set(err,
                     _("Line %d: this is no XML Schema that can be used (%s). Install the form "
                       "again."),
                     first->line, first->detail);
}

static bool open_source(struct conform *c, const char *path, struct error *err)
{
    struct intake in;
    struct notices notices = NOTICES_INIT;

    if (!intake_read(path, &in, err))
        return false;
    if (intake_check(&in, err)) {
        c->source = parse_strict(in.bytes, in.size, &notices);
        if (c->source == NULL)
            wording_refusal(notices.count == 0 ? NULL : notices.items, err);
    }
    notices_free(&notices);
    intake_free(&in);
    return c->source != NULL;
}

static struct conform *open_path(const char *path, struct mistakes *mistakes, struct error *err)
{
    struct faults faults = {notice_make(NOTICE_MEMORY, 0), mistakes, path};
    size_t before = mistakes == NULL ? 0 : mistakes->count;
    struct conform *c = calloc(1, sizeof(*c));

    if (c == NULL) {
        error_set_memory(err);
        return NULL;
    }
    /* TRANSLATORS: the language, of "ja" and "en", in which the columns of the
     * official sheet are named in messages. */
    c->language = _("en");
    if (open_source(c, path, err) && compile(c, &faults, err))
        return c;
    conform_close(c);
    wording_prefix(err, path);
    if (mistakes != NULL && mistakes->count == before)
        mistakes_take(mistakes, path, err);
    return NULL;
}

struct conform *conform_open(const char *form_dir, struct error *err)
{
    return conform_open_all(form_dir, NULL, err);
}

struct conform *conform_open_all(const char *form_dir, struct mistakes *mistakes, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    char *taken;
    struct conform *c = NULL;

    buffer_append_format(&path, "%s/layout.xsd", form_dir);
    taken = buffer_take(&path);
    if (taken == NULL)
        error_set_memory(err);
    else
        c = open_path(taken, mistakes, err);
    free(taken);
    return c;
}

void conform_close(struct conform *c)
{
    if (c == NULL)
        return;
    xmlSchemaFree(c->schema);
    xmlFreeDoc(c->source);
    free(c);
}

/* --- where a notice is about ---------------------------------------------- */

/* A field of a layout's element is on the page whose id is nearest above it. */
static void copy_page(struct notice *n, const xmlNode *node)
{
    for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent) {
        xmlAttr *id = xmlHasNsProp(node, (const xmlChar *)"id", NULL);

        if (id != NULL && id->children != NULL && id->children->content != NULL) {
            notice_copy(n->page, sizeof(n->page), (const char *)id->children->content);
            return;
        }
    }
}

static struct notice notice_at(enum notice_kind kind, const xmlNode *element)
{
    struct notice n = notice_make(kind, (int)xmlGetLineNo(element));

    if (element->type == XML_ELEMENT_NODE)
        notice_copy(n.element, sizeof(n.element), (const char *)element->name);
    copy_page(&n, element);
    return n;
}

/* The next node in document order, with the node's own children first. */
static const xmlNode *following(const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children != NULL)
        return n->children;
    while (n != NULL && n->next == NULL) {
        n = n->parent;
        if (n == NULL || n->type != XML_ELEMENT_NODE)
            return NULL;
    }
    return n == NULL ? NULL : n->next;
}

/* --- characters ----------------------------------------------------------- */

static int lines_before(const char *text, size_t offset)
{
    int lines = 0;

    for (size_t i = 0; i < offset; i++)
        lines += text[i] == '\n';
    return lines;
}

static bool check_text(const xmlNode *element, const xmlAttr *attribute, const xmlChar *content,
                       struct notices *out)
{
    const char *text = (const char *)content;
    struct notice n;
    size_t offset;
    uint32_t cp;

    if (text == NULL || allowed_check(text, strlen(text), &offset, &cp))
        return true;
    n = notice_at(NOTICE_CHARACTER, element);
    n.code = (int)cp;
    if (attribute != NULL)
        notice_copy(n.attribute, sizeof(n.attribute), (const char *)attribute->name);
    else
        n.line += lines_before(text, offset);
    notices_add(out, &n);
    return false;
}

static bool check_element(const xmlNode *element, struct notices *out)
{
    for (const xmlAttr *a = element->properties; a != NULL; a = a->next) {
        for (const xmlNode *t = a->children; t != NULL; t = t->next) {
            if (!check_text(element, a, t->content, out))
                return false;
        }
    }
    return true;
}

bool conform_characters(const xmlDoc *doc, struct notices *out)
{
    for (const xmlNode *n = doc->children; n != NULL; n = following(n)) {
        bool ok = true;

        if (n->type == XML_ELEMENT_NODE)
            ok = check_element(n, out);
        else if (n->type == XML_TEXT_NODE)
            ok = check_text(n->parent, NULL, n->content, out);
        if (!ok)
            return false;
    }
    return true;
}

/* --- what every layout is without ------------------------------------------ */

/* A namespace, and an attribute in one, would pass the schema in places (xsi:
 * attributes do) and come out again in what is exported. */
static void check_namespaces(const xmlNode *element, struct notices *out)
{
    for (const xmlNs *ns = element->nsDef; ns != NULL; ns = ns->next) {
        struct notice n = notice_at(NOTICE_NAMESPACE, element);

        notice_copy(n.value, sizeof(n.value), ns->prefix == NULL ? "" : (const char *)ns->prefix);
        notices_add(out, &n);
    }
}

static void check_node(const xmlNode *node, struct notices *out)
{
    const xmlNode *element = node->parent != NULL ? node->parent : node;
    struct notice n;

    if (node->type == XML_ELEMENT_NODE)
        check_namespaces(node, out);
    if (node->type != XML_COMMENT_NODE && node->type != XML_PI_NODE)
        return;
    n = notice_at(node->type == XML_PI_NODE ? NOTICE_INSTRUCTION : NOTICE_COMMENT, element);
    n.line = (int)xmlGetLineNo(node);
    if (node->type == XML_PI_NODE)
        notice_copy(n.value, sizeof(n.value), (const char *)node->name);
    notices_add(out, &n);
}

/* --- the schema ----------------------------------------------------------- */

struct validation {
    const struct conform *conform;
    struct notices *out;
};

/* Copies what stands between the two marks, if text has them; returns what comes
 * behind, or text itself. */
static const char *cut_between(const char *text, const char *before, const char *after, char *out,
                               size_t size)
{
    size_t skip = strlen(before);
    const char *end = strncmp(text, before, skip) == 0 ? strstr(text + skip, after) : NULL;
    char name[128];

    if (end == NULL || (size_t)(end - text) - skip >= sizeof(name))
        return text;
    memcpy(name, text + skip, (size_t)(end - text) - skip);
    name[(size_t)(end - text) - skip] = '\0';
    notice_copy(out, size, name);
    return end + strlen(after);
}

/* libxml2 puts "Element 'x': " or "Element 'x', attribute 'y': " before what it
 * has to say; for a dangling reference that is the only place with the name. */
static void copy_message(struct notice *n, const char *message)
{
    const char *rest = cut_between(message, "Element '", "'", n->element, sizeof(n->element));

    rest = cut_between(rest, ", attribute '", "'", n->attribute, sizeof(n->attribute));
    if (rest != message && strncmp(rest, ": ", 2) == 0)
        rest += 2;
    notice_copy(n->detail, sizeof(n->detail), rest);
}

static void take_fault(void *data, xmlErrorPtr error)
{
    struct validation *v = data;
    const xmlNode *node = error == NULL ? NULL : error->node;
    struct notice n;

    if (error == NULL || error->level < XML_ERR_ERROR)
        return;
    n = notice_make(NOTICE_LAYOUT, error->line);
    if (node != NULL && node->type == XML_ELEMENT_NODE)
        n = notice_at(NOTICE_LAYOUT, node);
    n.code = error->code;
    notice_copy(n.value, sizeof(n.value), error->str1);
    copy_message(&n, error->message == NULL ? "" : error->message);
    if (node != NULL)
        notice_copy(n.title, sizeof(n.title),
                    title_find(v->conform->source, node, v->conform->language));
    notices_add(v->out, &n);
}

static void validate(const struct conform *c, xmlDoc *doc, struct notices *out)
{
    struct validation v = {c, out};
    xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(c->schema);
    int result = -1;
    struct quiet quiet;

    quiet_begin(&quiet);
    if (ctxt != NULL) {
        xmlSchemaSetValidStructuredErrors(ctxt, take_fault, &v);
        result = xmlSchemaValidateDoc(ctxt, doc);
    }
    if (result < 0 || (result > 0 && out->count == 0))
        out->failed = true;
    xmlSchemaFreeValidCtxt(ctxt);
    quiet_end(&quiet);
}

void conform_check(const struct conform *c, xmlDoc *doc, struct notices *out)
{
    for (const xmlNode *n = doc->children; n != NULL; n = following(n))
        check_node(n, out);
    validate(c, doc, out);
}

void conform_list(const struct conform *c, const xmlNode *field,
                  void (*take)(void *to, const char *value, long line), void *to)
{
    const struct listing listing = {xmlDocGetRootElement(c->source), take, to};
    bool attribute = field->type == XML_ATTRIBUTE_NODE;
    const xmlNode *declaration = title_declaration(c->source, attribute ? field->parent : field);

    if (declaration != NULL)
        listed_tell(&listing, declaration, attribute ? (const char *)field->name : NULL);
}
