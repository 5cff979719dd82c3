#include "rules/vocabulary.h"

#include <string.h>

#include "text/i18n.h"

struct attribute {
    const char *name;
    bool required;
};

struct child {
    const char *name;
    int rank; /* children come in the order of their ranks; in mixed content all have 0 */
};

struct element {
    const char *name;
    bool text; /* whether character data may stand in it */
    const struct attribute *attributes;
    const struct child *children;
};

static const struct attribute no_attributes[] = {{NULL, false}};
static const struct attribute schema_attributes[] = {
    {"id", false}, {"queryBinding", false}, {"schemaVersion", false}, {NULL, false}};
static const struct attribute ns_attributes[] = {{"prefix", true}, {"uri", true}, {NULL, false}};
static const struct attribute let_attributes[] = {{"name", true}, {"value", true}, {NULL, false}};
static const struct attribute pattern_attributes[] = {{"id", false}, {NULL, false}};
static const struct attribute rule_attributes[] = {{"context", true}, {"id", false}, {NULL, false}};
static const struct attribute test_attributes[] = {
    {"id", true},   {"role", true},         {"test", true}, {"subject", false},
    {"see", false}, {"diagnostics", false}, {NULL, false}};
static const struct attribute value_of_attributes[] = {{"select", true}, {NULL, false}};
static const struct attribute name_attributes[] = {{"path", false}, {NULL, false}};
static const struct attribute span_attributes[] = {{"class", false}, {NULL, false}};
static const struct attribute dir_attributes[] = {{"value", false}, {NULL, false}};
static const struct attribute diagnostic_attributes[] = {{"id", true}, {NULL, false}};

static const struct child no_children[] = {{NULL, 0}};
static const struct child schema_children[] = {{"title", 0},   {"ns", 1},          {"let", 2},
                                               {"pattern", 3}, {"diagnostics", 4}, {NULL, 0}};
static const struct child pattern_children[] = {{"title", 0}, {"let", 1}, {"rule", 2}, {NULL, 0}};
static const struct child rule_children[] = {{"let", 0}, {"assert", 1}, {"report", 1}, {NULL, 0}};
static const struct child test_children[] = {{"value-of", 0}, {"name", 0}, {"emph", 0},
                                             {"span", 0},     {"dir", 0},  {NULL, 0}};
static const struct child diagnostics_children[] = {{"diagnostic", 0}, {NULL, 0}};
static const struct child diagnostic_children[] = {
    {"value-of", 0}, {"emph", 0}, {"span", 0}, {"dir", 0}, {NULL, 0}};

static const struct element elements[] = {
    {"schema", false, schema_attributes, schema_children},
    {"title", true, no_attributes, no_children},
    {"ns", false, ns_attributes, no_children},
    {"let", false, let_attributes, no_children},
    {"pattern", false, pattern_attributes, pattern_children},
    {"rule", false, rule_attributes, rule_children},
    {"assert", true, test_attributes, test_children},
    {"report", true, test_attributes, test_children},
    {"value-of", false, value_of_attributes, no_children},
    {"name", false, name_attributes, no_children},
    {"emph", true, no_attributes, no_children},
    {"span", true, span_attributes, no_children},
    {"dir", true, dir_attributes, no_children},
    {"diagnostics", false, no_attributes, diagnostics_children},
    {"diagnostic", true, diagnostic_attributes, diagnostic_children},
    {NULL, false, NULL, NULL},
};

const char *rules_attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *attribute = xmlHasNsProp(node, (const xmlChar *)name, NULL);
    if (!attribute)
        return NULL;
    /* Without a DTD an attribute's value is at most one text node. */
    return attribute->children ? (const char *)attribute->children->content : "";
}

static const struct element *find_element(const char *name)
{
    for (const struct element *e = elements; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return e;
    return NULL;
}

/* One look at one file. */
struct look {
    const char *file;
    struct mistakes *mistakes; /* NULL: the first one ends it */
    struct error *err;
};

static bool go_on(const struct look *look)
{
    return mistakes_take(look->mistakes, look->file, look->err);
}

static bool check_known(const struct look *look, const xmlNode *node, const struct element *as)
{
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        /* xml:lang and xml:space say nothing that would change a finding. */
        if (a->ns && strcmp((const char *)a->ns->href, (const char *)XML_XML_NAMESPACE) == 0)
            continue;
        const struct attribute *known = as->attributes;
        while (known->name && (a->ns || strcmp(known->name, (const char *)a->name) != 0))
            known++;
        if (known->name)
            continue;
        error_set(look->err,
                  _("%s:%ld: the attribute %s of <%s> is outside of the subset "
                    "that is read here; leave it out."),
                  look->file, xmlGetLineNo(node), (const char *)a->name, as->name);
        if (!go_on(look))
            return false;
    }
    return true;
}

static bool check_attributes(const struct look *look, xmlNode *node, const struct element *as)
{
    if (!check_known(look, node, as))
        return false;
    for (const struct attribute *known = as->attributes; known->name; known++) {
        const char *value = rules_attribute(node, known->name);
        if (!known->required || (value && *value))
            continue;
        error_set(look->err, _("%s:%ld: <%s> needs the attribute %s."), look->file,
                  xmlGetLineNo(node), as->name, known->name);
        if (!go_on(look))
            return false;
        if (!xmlSetProp(node, (const xmlChar *)known->name, (const xmlChar *)"."))
            return error_set_memory(look->err);
    }
    return true;
}

static bool check_element(const struct look *look, xmlNode *node, const struct element *as);

/* Where the element stands in its parent's table; NULL: nowhere. */
static const struct child *find_child(const xmlNode *node, const struct element *parent)
{
    bool ours = node->ns && strcmp((const char *)node->ns->href, RULES_SCHEMATRON_NS) == 0;
    const struct child *known = parent->children;
    while (known->name && (!ours || strcmp(known->name, (const char *)node->name) != 0))
        known++;
    return known->name ? known : NULL;
}

static bool check_child(const struct look *look, xmlNode *node, const struct element *parent,
                        int *rank)
{
    const char *name = (const char *)node->name;
    const struct child *known = find_child(node, parent);
    if (!known) {
        error_set(look->err,
                  _("%s:%ld: <%s> in <%s> is outside of the subset of ISO Schematron "
                    "that is read here."),
                  look->file, xmlGetLineNo(node), name, parent->name);
        if (!go_on(look))
            return false;
        xmlUnlinkNode(node);
        xmlFreeNode(node);
        return true;
    }
    if (known->rank < *rank) {
        error_set(look->err, _("%s:%ld: <%s> stands too late in <%s>; move it up."), look->file,
                  xmlGetLineNo(node), name, parent->name);
        if (!go_on(look))
            return false;
    } else {
        *rank = known->rank;
    }
    return check_element(look, node, find_element(name));
}

static bool check_text(const struct look *look, const xmlNode *node, const struct element *as)
{
    bool text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (!text || as->text || xmlIsBlankNode(node))
        return true;
    error_set(look->err, _("%s:%ld: text may not stand in <%s>."), look->file, xmlGetLineNo(node),
              as->name);
    return go_on(look);
}

/* Recursion ends with the table: no element may hold itself. */
static bool check_element(const struct look *look, xmlNode *node, const struct element *as)
{
    if (!check_attributes(look, node, as))
        return false;
    int rank = 0;
    xmlNode *next;
    for (xmlNode *child = node->children; child; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE ? !check_child(look, child, as, &rank)
                                            : !check_text(look, child, as))
            return false;
    }
    return true;
}

bool rules_vocabulary_check(const char *file, xmlNode *root, struct mistakes *mistakes,
                            struct error *err)
{
    const struct look look = {file, mistakes, err};
    if (strcmp((const char *)root->name, "schema") != 0 || !root->ns ||
        strcmp((const char *)root->ns->href, RULES_SCHEMATRON_NS) != 0)
        return error_set(err, _("%s:%ld: the root element is not <schema> of the namespace %s."),
                         file, xmlGetLineNo(root), RULES_SCHEMATRON_NS);
    return check_element(&look, root, find_element("schema"));
}
