/* The vocabulary of sheet.xml as a table, and the walk that holds a tree against it. */
#include "config.h"

#include <string.h>

#include "form/sheet_private.h"
#include "text/i18n.h"

struct rule {
    const char *name;
    const char *attributes; /* with a space between; "!" behind those that must be there */
    const char *children;   /* the same */
};

/* Everything but label is elements and white space alone. */
static const struct rule rules[] = {
    {"sheet", "width! height! margin! padding! size! pitch! legend-size!", "spread! unprinted"},
    {"spread", "nodeset! lines!", "page!"},
    {"page", "id!", "line approval group block column"},
    {"line", "ref value align size beside", "label!"},
    {"approval", "width! height!", "box!"},
    {"box", "", "label!"},
    {"group", "", "label legend group column"},
    {"block", "nodeset!", "group column"},
    {"column", "ref value each width! characters! lines size pitch align valign heading merge",
     "label! legend above band"},
    {"above", "ref! open close", "label!"},
    {"band", "ref value align size", "label!"},
    {"legend", "", "label!"},
    {"label", "xml:lang!", "output"},
    {"output", "value!", ""},
    {"unprinted", "ref!", ""},
};

/* The attributes that take one of a few words. */
static const struct {
    const char *name;
    const char *words;
} choices[] = {
    {"align", "left center right"}, {"valign", "top middle"}, {"heading", "true false"},
    {"merge", "true false"},        {"beside", "true false"}, {"xml:lang", "ja en"},
};

/* --- lists ------------------------------------------------------------------ */

/* The next word of a list and its size without "!"; *size 0 at the end. Returns
 * where the list goes on. */
static const char *next_word(const char *list, const char **word, size_t *size, bool *must)
{
    *word = list + strspn(list, " ");
    *size = strcspn(*word, " !");
    list = *word + *size;
    *must = *list == '!';
    return *must ? list + 1 : list;
}

static bool is_listed(const char *list, const char *name)
{
    const char *word;
    size_t size;
    bool must;

    for (list = next_word(list, &word, &size, &must); size > 0;
         list = next_word(list, &word, &size, &must)) {
        if (strlen(name) == size && memcmp(word, name, size) == 0)
            return true;
    }
    return false;
}

static const struct rule *find_rule(const char *name)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    }
    return NULL;
}

static bool is_called(const xmlNode *node, const char *word, size_t size)
{
    return strlen((const char *)node->name) == size && memcmp(node->name, word, size) == 0;
}

/* --- attributes ------------------------------------------------------------- */

/* The name with which the table has an attribute; NULL where it can have none. */
static const char *table_name(const xmlAttr *attribute)
{
    if (!attribute->ns)
        return (const char *)attribute->name;
    return strcmp((const char *)attribute->name, "lang") == 0 &&
                   strcmp((const char *)attribute->ns->href, (const char *)XML_XML_NAMESPACE) == 0
               ? "xml:lang"
               : NULL;
}

static bool check_choice(const struct form_reader *reader, const xmlNode *node, const char *name,
                         const char *value)
{
    for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
        if (strcmp(choices[i].name, name) == 0 && !is_listed(choices[i].words, value))
            return form_refuse(reader, node, _("<%s> %s=\"%s\": is not one of: %s"),
                               (const char *)node->name, name, value, choices[i].words);
    }
    return true;
}

static bool check_attributes(const struct form_reader *reader, const xmlNode *node,
                             const struct rule *rule)
{
    const char *list = rule->attributes;
    const char *word;
    size_t size;
    bool must;

    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const char *name = table_name(a);

        if (!name || !is_listed(list, name))
            return form_refuse(reader, node, _("<%s> has no attribute %s; see forms/README, 5"),
                               rule->name, (const char *)a->name);
        if (!check_choice(reader, node, name, form_xml_attribute(node, (const char *)a->name)))
            return false;
    }
    for (list = next_word(list, &word, &size, &must); size > 0;
         list = next_word(list, &word, &size, &must)) {
        char name[32] = "";

        memcpy(name, word, size);
        if (must && !form_xml_attribute(node, size > 4 && name[3] == ':' ? name + 4 : name))
            return form_refuse(reader, node, _("<%s> has no %s; write it"), rule->name, name);
    }
    return true;
}

/* --- children --------------------------------------------------------------- */

static bool is_blank(const xmlNode *text)
{
    const char *s = (const char *)text->content;

    return !s || s[strspn(s, " \t\r\n")] == '\0';
}

/* One label in Japanese, and one in English at most. */
static bool check_labels(const struct form_reader *reader, const xmlNode *node)
{
    int japanese = 0;
    int labels = 0;

    for (const xmlNode *n = form_xml_element(node->children); n; n = form_xml_element(n->next)) {
        const char *language = form_xml_attribute(n, "lang");

        if (!form_xml_is(n, "label"))
            continue;
        labels++;
        japanese += language && strcmp(language, "ja") == 0;
    }
    if (labels == 0 || (japanese == 1 && labels <= 2))
        return true;
    return form_refuse(reader, node,
                       _("<%s> must have one <label xml:lang=\"ja\">, and one in English at most"),
                       (const char *)node->name);
}

static bool check_content(const struct form_reader *reader, const xmlNode *node,
                          const struct rule *rule)
{
    bool mixed = strcmp(rule->name, "label") == 0;

    for (const xmlNode *n = node->children; n; n = n->next) {
        bool text = n->type == XML_TEXT_NODE && (mixed || is_blank(n));

        if (n->type == XML_ELEMENT_NODE && !is_listed(rule->children, (const char *)n->name))
            return form_refuse(reader, n, _("<%s> cannot stand in <%s>; see forms/README, 5"),
                               (const char *)n->name, rule->name);
        if (n->type != XML_ELEMENT_NODE && n->type != XML_COMMENT_NODE && !text)
            return form_refuse(
                reader, node, _("<%s> holds text; put what is printed into a <label>"), rule->name);
    }
    return true;
}

static bool check_children(const struct form_reader *reader, const xmlNode *node,
                           const struct rule *rule)
{
    const char *list = rule->children;
    const char *word;
    size_t size;
    bool must;

    if (!check_content(reader, node, rule))
        return false;
    for (list = next_word(list, &word, &size, &must); size > 0;
         list = next_word(list, &word, &size, &must)) {
        const xmlNode *n = form_xml_element(node->children);

        while (n && !is_called(n, word, size))
            n = form_xml_element(n->next);
        if (must && !n)
            return form_refuse(reader, node, _("<%s> has no <%.*s>; write one"), rule->name,
                               (int)size, word);
    }
    return check_labels(reader, node);
}

/* --- the walk ----------------------------------------------------------------- */

/* The table lets nothing nest for ever but group, and the parser stops at 256. */
static bool check_element(const struct form_reader *reader, const xmlNode *node)
{
    const struct rule *rule = find_rule((const char *)node->name);

    if (!node->ns || strcmp((const char *)node->ns->href, SHEET_NAMESPACE) != 0 || !rule)
        return form_refuse(reader, node,
                           _("<%s> is not in the vocabulary of a sheet; xmlns=\"%s\""),
                           (const char *)node->name, SHEET_NAMESPACE);
    if (!check_attributes(reader, node, rule) || !check_children(reader, node, rule))
        return false;
    for (const xmlNode *n = form_xml_element(node->children); n; n = form_xml_element(n->next)) {
        if (!check_element(reader, n))
            return false;
    }
    return true;
}

bool sheet_vocabulary_check(const struct form_reader *reader, xmlNode *root)
{
    if (!form_xml_is(root, "sheet"))
        return form_refuse(reader, root,
                           _("<%s> is not the root of a sheet; that is <sheet> with "
                             "xmlns=\"%s\""),
                           (const char *)root->name, SHEET_NAMESPACE);
    return check_element(reader, root);
}
