#include "rules/edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/expression.h"
#include "rules/lexer.h"
#include "rules/read.h"
#include "rules/vocabulary.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

enum {
    MAX_STEPS = 10 * 1000 * 1000, /* of libxml2, for one ref */
    MAX_BYTES = 16 * 1024 * 1024, /* of one document */
    MAX_DEPTH = 256,              /* what the parser allows a file */
    NODE_BYTES = 100,             /* what an empty node takes */
};

/* What a put takes away, and gives where its attribute is there. */
static const char *const measure[] = {"amount", "unit", "operator", "by", "relative", "printed"};

/* One edit under way, with the nodes that it is about in document order. */
struct work {
    const char *file;
    const xmlNode *edit;
    xmlDoc *doc;
    xmlNode **nodes;
    size_t count;
    struct error *err;
};

struct kind {
    const char *name, *allowed, *required;
    bool text;    /* whether text stands in it */
    bool element; /* whether one element stands in it */
    bool (*apply)(struct work *work);
};

/* --- how an edit is written ------------------------------------------------------ */

/* Whether the words, with blanks between them, have this one. */
static bool has_word(const char *words, const char *word, size_t size)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        if (length == size && strncmp(words, word, size) == 0)
            return true;
        words += length + strspn(words + length, " ");
    }
    return false;
}

bool edit_check_attributes(const char *file, const xmlNode *node, const char *allowed,
                           const char *required, struct error *err)
{
    const char *element = (const char *)node->name;
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        if (a->ns || !has_word(allowed, name, strlen(name)))
            return error_set(err, _("%s:%ld: <%s> has no attribute %s here; leave it out."), file,
                             xmlGetLineNo(node), element, name);
    }
    for (const char *word = required; *word;) {
        char name[32];
        size_t length = strcspn(word, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, word);
        const char *value = rules_attribute(node, name);
        if (!value || !*value)
            return error_set(err, _("%s:%ld: <%s> needs the attribute %s."), file,
                             xmlGetLineNo(node), element, name);
        word += length + strspn(word + length, " ");
    }
    return true;
}

static void keep_silent(void *data, xmlErrorPtr problem)
{
    (void)data;
    (void)problem;
}

static xmlXPathContext *open_xpath(xmlDoc *doc, struct error *err)
{
    xmlXPathContext *xpath = xmlXPathNewContext(doc);
    if (!xpath) {
        error_set_memory(err);
        return NULL;
    }
    xpath->error = keep_silent;
    xpath->opLimit = MAX_STEPS;
    return xpath;
}

/* A case's documents stand alone: document() is for the rules. */
static bool calls_document(const char *path)
{
    struct rules_lexer lexer;
    struct rules_token token;
    rules_lexer_start(&lexer, path);
    do {
        rules_lexer_next(&lexer, &token);
        if (token.kind == RULES_TOKEN_FUNCTION && rules_token_is(&token, "document"))
            return true;
    } while (token.kind != RULES_TOKEN_END && token.kind != RULES_TOKEN_BAD);
    return false;
}

bool edit_check_path(const char *file, const xmlNode *node, const char *path, struct error *err)
{
    struct rules none = {.expressions = expressions_new()};
    const struct rules_scope scope = {.rules = &none};
    bool good = *path == '/' || *path == '(';
    if (!none.expressions)
        good = error_set_memory(err);
    else if (!good)
        error_set(err, _("\"%s\" does not lead from the root on (\"/...\")."), path);
    else if (calls_document(path))
        good = error_set(err, _("document() may not stand in \"%s\"."), path);
    else
        good = rules_expression_read(&scope, path, false, err) != NULL;
    expressions_free(none.expressions);
    return good || error_prefix(err, "%s:%ld", file, xmlGetLineNo(node));
}

/* How many elements the edit holds; false where text or an instruction stands in
 * it that may not. */
static bool count_content(const xmlNode *edit, bool text, size_t *elements)
{
    *elements = 0;
    for (const xmlNode *child = edit->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            ++*elements;
        else if (child->type != XML_TEXT_NODE || (!text && !xmlIsBlankNode(child)))
            return false;
    }
    return true;
}

/* The element to be inserted: plain elements, attributes and text. No recursion. */
static bool is_plain(const xmlNode *root)
{
    const xmlNode *node = root;
    while (node) {
        bool element = node->type == XML_ELEMENT_NODE;
        if ((!element && node->type != XML_TEXT_NODE) || (element && (node->ns || node->nsDef)))
            return false;
        for (const xmlAttr *a = element ? node->properties : NULL; a; a = a->next)
            if (a->ns)
                return false;
        if (element && node->children) {
            node = node->children;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
    return true;
}

static bool put_text(struct work *work);
static bool set_attribute(struct work *work);
static bool copy_nodes(struct work *work);
static bool insert_element(struct work *work);
static bool remove_nodes(struct work *work);
static bool move_nodes(struct work *work);

static const struct kind kinds[] = {
    {"put", "ref amount unit operator by relative printed", "ref", true, false, put_text},
    {"attribute", "ref name remove", "ref name", true, false, set_attribute},
    {"copy", "ref", "ref", false, false, copy_nodes},
    {"insert", "ref", "ref", false, true, insert_element},
    {"remove", "ref", "ref", false, false, remove_nodes},
    {"move", "ref before", "ref before", false, false, move_nodes},
    {NULL, NULL, NULL, false, false, NULL},
};

static const struct kind *find_kind(const xmlNode *edit)
{
    for (const struct kind *kind = kinds; !edit->ns && kind->name; kind++)
        if (strcmp(kind->name, (const char *)edit->name) == 0)
            return kind;
    return NULL;
}

static bool check_name(const char *file, const xmlNode *edit, struct error *err)
{
    const char *name = rules_attribute(edit, "name");
    const char *gone = rules_attribute(edit, "remove");
    if (name && (xmlValidateNCName((const xmlChar *)name, 0) != 0 || strcmp(name, "xmlns") == 0))
        return error_set(err, _("%s:%ld: \"%s\" is not a name for an attribute."), file,
                         xmlGetLineNo(edit), name);
    if (gone && (strcmp(gone, "true") != 0 || edit->children))
        return error_set(err, _("%s:%ld: remove may only be \"true\", and then there is no value."),
                         file, xmlGetLineNo(edit));
    return true;
}

bool edit_check(const char *file, const xmlNode *edit, struct error *err)
{
    const struct kind *kind = find_kind(edit);
    if (!kind)
        return error_set(err, _("%s:%ld: <%s> may not stand here."), file, xmlGetLineNo(edit),
                         (const char *)edit->name);
    if (!edit_check_attributes(file, edit, kind->allowed, kind->required, err) ||
        !check_name(file, edit, err) ||
        !edit_check_path(file, edit, rules_attribute(edit, "ref"), err))
        return false;
    const char *before = rules_attribute(edit, "before");
    if (before && !edit_check_path(file, edit, before, err))
        return false;
    size_t elements;
    if (!count_content(edit, kind->text, &elements) || elements != (kind->element ? 1 : 0) ||
        (kind->element && !is_plain(rules_first_element(edit, NULL))))
        return error_set(err, _("%s:%ld: what stands in <%s> may not stand there."), file,
                         xmlGetLineNo(edit), kind->name);
    return true;
}

/* --- how large a document may become ---------------------------------------------- */

/* What the node and all below it take, about, and how deep it goes. */
static size_t weigh(const xmlNode *root, size_t *depth)
{
    size_t bytes = 0, level = 1;
    *depth = 1;
    for (const xmlNode *node = root; node;) {
        bool element = node->type == XML_ELEMENT_NODE;
        bytes += NODE_BYTES + (node->content && !element ? strlen((const char *)node->content) : 0);
        for (const xmlAttr *a = element ? node->properties : NULL; a; a = a->next)
            bytes += NODE_BYTES + (a->children ? strlen((const char *)a->children->content) : 0);
        if (element && node->children) {
            node = node->children;
            *depth = ++level > *depth ? level : *depth;
            continue;
        }
        while (node != root && !node->next) {
            node = node->parent;
            level--;
        }
        node = node == root ? NULL : node->next;
    }
    return bytes;
}

static bool refuse(const struct work *work, const char *sentence, const char *path)
{
    error_set(work->err, sentence, path);
    return error_prefix(work->err, "%s:%ld", work->file, xmlGetLineNo(work->edit));
}

/* Whether the document may grow by so much. Asked before, so that a copy of
 * everything a few times over does not eat the memory first. */
static bool may_grow(const struct work *work, size_t bytes)
{
    size_t depth;
    size_t now = weigh(xmlDocGetRootElement(work->doc), &depth);
    if (bytes <= MAX_BYTES && now + bytes <= MAX_BYTES)
        return true;
    return refuse(work, _("the document becomes too large at %s."),
                  rules_attribute(work->edit, "ref"));
}

static bool is_shallow(const struct work *work)
{
    size_t depth;
    weigh(xmlDocGetRootElement(work->doc), &depth);
    if (depth <= MAX_DEPTH)
        return true;
    return refuse(work, _("the document becomes too deep at %s."),
                  rules_attribute(work->edit, "ref"));
}

/* --- the edits ---------------------------------------------------------------------- */

static bool put_measure(const xmlNode *edit, xmlNode *node)
{
    for (size_t i = 0; i < sizeof measure / sizeof *measure; i++) {
        const xmlChar *name = (const xmlChar *)measure[i];
        const char *value = rules_attribute(edit, measure[i]);
        xmlUnsetNsProp(node, NULL, name);
        if (value && !xmlSetNsProp(node, NULL, name, (const xmlChar *)value))
            return false;
    }
    return true;
}

/* The text and the measure of the edit, in the place of what the element has. */
static bool put_into(const struct work *work, xmlNode *node, const xmlChar *text)
{
    xmlNode *content = *text ? xmlNewDocText(work->doc, text) : NULL;
    if (*text && !content)
        return error_set_memory(work->err);
    xmlFreeNodeList(node->children);
    node->children = node->last = NULL;
    if (content)
        xmlAddChild(node, content);
    return put_measure(work->edit, node) || error_set_memory(work->err);
}

static bool put_text(struct work *work)
{
    for (size_t i = 0; i < work->count; i++)
        if (work->nodes[i]->type != XML_ELEMENT_NODE || rules_first_element(work->nodes[i], NULL))
            return refuse(work,
                          _("a text can only be put into an element without elements, not "
                            "at %s."),
                          rules_attribute(work->edit, "ref"));
    xmlChar *text = xmlNodeGetContent(work->edit);
    if (!text)
        return error_set_memory(work->err);
    size_t depth;
    bool good = may_grow(work, work->count * weigh(work->edit, &depth));
    for (size_t i = 0; good && i < work->count; i++)
        good = put_into(work, work->nodes[i], text);
    xmlFree(text);
    return good;
}

static bool set_attribute(struct work *work)
{
    const xmlChar *name = (const xmlChar *)rules_attribute(work->edit, "name");
    bool gone = rules_attribute(work->edit, "remove") != NULL;
    for (size_t i = 0; i < work->count; i++)
        if (work->nodes[i]->type != XML_ELEMENT_NODE ||
            (gone && !xmlHasNsProp(work->nodes[i], name, NULL)))
            return refuse(work,
                          gone ? _("there is no such attribute to take away at %s.")
                               : _("an attribute can only be set of an element, not at %s."),
                          rules_attribute(work->edit, "ref"));
    xmlChar *value = xmlNodeGetContent(work->edit);
    if (!value)
        return error_set_memory(work->err);
    size_t depth;
    bool good = may_grow(work, work->count * weigh(work->edit, &depth));
    for (size_t i = 0; good && i < work->count; i++) {
        if (gone)
            xmlUnsetNsProp(work->nodes[i], NULL, name);
        else
            good = xmlSetNsProp(work->nodes[i], NULL, name, value) || error_set_memory(work->err);
    }
    xmlFree(value);
    return good;
}

/* Beside the root nothing may stand, so it stays where it is, and alone. */
static bool are_inner(struct work *work, bool attributes)
{
    for (size_t i = 0; i < work->count; i++) {
        const xmlNode *node = work->nodes[i];
        bool inner = node->type == XML_ELEMENT_NODE && node->parent->type == XML_ELEMENT_NODE;
        if (!inner && !(attributes && node->type == XML_ATTRIBUTE_NODE))
            return refuse(work,
                          _("this needs an element below the root, which is not what is at "
                            "%s."),
                          rules_attribute(work->edit, "ref"));
    }
    return true;
}

static bool add_behind(const struct work *work, xmlNode *place, const xmlNode *what)
{
    xmlNode *copy = xmlDocCopyNode((xmlNode *)what, work->doc, 1);
    if (copy && xmlAddNextSibling(place, copy))
        return true;
    xmlFreeNode(copy);
    return error_set_memory(work->err);
}

static bool copy_nodes(struct work *work)
{
    size_t bytes = 0, depth;
    if (!are_inner(work, false))
        return false;
    for (size_t i = 0; i < work->count && bytes <= MAX_BYTES; i++)
        bytes += weigh(work->nodes[i], &depth);
    bool good = may_grow(work, bytes);
    /* From the beginning on: what stands in another that is copied too comes once
     * more, and not twice at every level. */
    for (size_t i = 0; good && i < work->count; i++)
        good = add_behind(work, work->nodes[i], work->nodes[i]);
    return good;
}

static bool insert_element(struct work *work)
{
    const xmlNode *element = rules_first_element(work->edit, NULL);
    size_t depth;
    bool good = are_inner(work, false) && may_grow(work, work->count * weigh(element, &depth));
    for (size_t i = 0; good && i < work->count; i++)
        good = add_behind(work, work->nodes[i], element);
    return good && is_shallow(work);
}

static bool remove_nodes(struct work *work)
{
    if (!are_inner(work, true))
        return false;
    /* From the end on: what stands in another that goes too is gone first. */
    for (size_t i = work->count; i-- > 0;) {
        xmlNode *node = work->nodes[i];
        if (node->type == XML_ATTRIBUTE_NODE) {
            xmlRemoveProp((xmlAttr *)node);
        } else {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
        }
    }
    return true;
}

static bool find_nodes(struct work *work, const char *path);

static bool is_within(const xmlNode *node, const xmlNode *other)
{
    while (node && node != other)
        node = node->parent;
    return node != NULL;
}

static bool move_before(struct work *work, xmlNode *place)
{
    for (size_t i = 0; i < work->count; i++)
        if (is_within(place, work->nodes[i]))
            return refuse(work, _("what is moved cannot go before itself: %s."),
                          rules_attribute(work->edit, "before"));
    for (size_t i = 0; i < work->count; i++)
        if (!xmlAddPrevSibling(place, work->nodes[i]))
            return error_set_memory(work->err);
    return is_shallow(work);
}

static bool move_nodes(struct work *work)
{
    struct work to = *work;
    const char *path = rules_attribute(work->edit, "before");
    bool good = are_inner(work, false) && find_nodes(&to, path);
    if (good && (to.count != 1 || to.nodes[0]->type != XML_ELEMENT_NODE ||
                 to.nodes[0]->parent->type != XML_ELEMENT_NODE))
        good = refuse(work, _("%s is not the place of one element below the root."), path);
    good = good && move_before(work, to.nodes[0]);
    if (to.nodes != work->nodes)
        free(to.nodes);
    return good;
}

/* --- finding and applying ------------------------------------------------------------ */

/* The nodes leave libxml2's set before any of them changes: freeing the set
 * looks at every one of them again. */
static bool take_nodes(struct work *work, xmlNodeSet *set, const char *path)
{
    for (int i = 0; i < set->nodeNr; i++)
        if (set->nodeTab[i]->type != XML_ELEMENT_NODE &&
            set->nodeTab[i]->type != XML_ATTRIBUTE_NODE)
            return refuse(work,
                          _("only elements and attributes can be changed, not what is at "
                            "%s."),
                          path);
    xmlXPathNodeSetSort(set);
    work->nodes = calloc((size_t)set->nodeNr, sizeof(xmlNode *));
    if (!work->nodes)
        return error_set_memory(work->err);
    work->count = (size_t)set->nodeNr;
    memcpy(work->nodes, set->nodeTab, work->count * sizeof(xmlNode *));
    return true;
}

static bool find_nodes(struct work *work, const char *path)
{
    work->nodes = NULL;
    work->count = 0;
    xmlXPathContext *xpath = open_xpath(work->doc, work->err);
    if (!xpath)
        return false;
    xpath->node = (xmlNode *)work->doc;
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, xpath);
    bool good;
    if (!found || found->type != XPATH_NODESET)
        good = refuse(work, _("\"%s\" does not lead to nodes."), path);
    else if (xmlXPathNodeSetIsEmpty(found->nodesetval))
        good = refuse(work, _("nothing is at %s."), path);
    else
        good = take_nodes(work, found->nodesetval, path);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(xpath);
    return good;
}

bool edit_apply(const char *file, const xmlNode *edit, xmlDoc *doc, struct error *err)
{
    struct work work = {.file = file, .edit = edit, .doc = doc, .err = err};
    const struct kind *kind = find_kind(edit);
    bool good = kind && find_nodes(&work, rules_attribute(edit, "ref")) && kind->apply(&work);
    free(work.nodes);
    return good;
}
