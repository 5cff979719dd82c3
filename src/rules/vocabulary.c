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

static bool check_attributes(const char *file, const xmlNode *node, const struct element *as,
                             struct error *err)
{
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        /* xml:lang and xml:space say nothing that would change a finding. */
        if (a->ns && strcmp((const char *)a->ns->href, (const char *)XML_XML_NAMESPACE) == 0)
            continue;
        const struct attribute *known = as->attributes;
        while (known->name && (a->ns || strcmp(known->name, (const char *)a->name) != 0))
            known++;
        if (!known->name)
            return error_set(err,
                             _("%s:%ld: the attribute %s of <%s> is outside of the subset "
                               "that is read here; leave it out."),
                             file, xmlGetLineNo(node), (const char *)a->name, as->name);
    }
    for (const struct attribute *known = as->attributes; known->name; known++) {
        const char *value = rules_attribute(node, known->name);
        if (known->required && (!value || !*value))
            return error_set(err, _("%s:%ld: <%s> needs the attribute %s."), file,
                             xmlGetLineNo(node), as->name, known->name);
    }
    return true;
}

static bool check_element(const char *file, const xmlNode *node, const struct element *as,
                          struct error *err);

static bool check_child(const char *file, const xmlNode *node, const struct element *parent,
                        int *rank, struct error *err)
{
    const char *name = (const char *)node->name;
    bool ours = node->ns && strcmp((const char *)node->ns->href, RULES_SCHEMATRON_NS) == 0;
    const struct child *known = parent->children;
    while (known->name && (!ours || strcmp(known->name, name) != 0))
        known++;
    if (!known->name)
        return error_set(err,
                         _("%s:%ld: <%s> in <%s> is outside of the subset of ISO Schematron "
                           "that is read here."),
                         file, xmlGetLineNo(node), name, parent->name);
    if (known->rank < *rank)
        return error_set(err, _("%s:%ld: <%s> stands too late in <%s>; move it up."), file,
                         xmlGetLineNo(node), name, parent->name);
    *rank = known->rank;
    return check_element(file, node, find_element(name), err);
}

/* Recursion ends with the table: no element may hold itself. */
static bool check_element(const char *file, const xmlNode *node, const struct element *as,
                          struct error *err)
{
    if (!check_attributes(file, node, as, err))
        return false;
    int rank = 0;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            if (!check_child(file, child, as, &rank, err))
                return false;
        } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            if (!as->text && !xmlIsBlankNode(child))
                return error_set(err, _("%s:%ld: text may not stand in <%s>."), file,
                                 xmlGetLineNo(child), as->name);
        }
    }
    return true;
}

bool rules_vocabulary_check(const char *file, const xmlNode *root, struct error *err)
{
    if (strcmp((const char *)root->name, "schema") != 0 || !root->ns ||
        strcmp((const char *)root->ns->href, RULES_SCHEMATRON_NS) != 0)
        return error_set(err, _("%s:%ld: the root element is not <schema> of the namespace %s."),
                         file, xmlGetLineNo(root), RULES_SCHEMATRON_NS);
    return check_element(file, root, find_element("schema"), err);
}
