/* The walk that holds a tree against a table. */
#include "config.h"

#include "form/table_vocabulary.h"

#include <string.h>

#include "text/i18n.h"

struct walk {
    const struct form_reader *reader;
    const struct table_vocabulary *table;
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

static const struct table_rule *find_rule(const struct table_vocabulary *v, const char *name)
{
    for (const struct table_rule *rule = v->rules; rule->name; rule++) {
        if (strcmp(rule->name, name) == 0)
            return rule;
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

static bool check_choice(const struct walk *walk, const xmlNode *node, const char *name,
                         const char *value)
{
    for (const struct table_choice *choice = walk->table->choices; choice->name; choice++) {
        if (strcmp(choice->name, name) == 0 && !is_listed(choice->words, value))
            return form_refuse(walk->reader, node, _("<%s> %s=\"%s\": is not one of: %s"),
                               (const char *)node->name, name, value, choice->words);
    }
    return true;
}

static bool check_attribute(const struct walk *walk, const xmlNode *node,
                            const struct table_rule *rule, const xmlAttr *a)
{
    const char *name = table_name(a);

    if (!name || !is_listed(rule->attributes, name))
        return form_refuse(walk->reader, node, _("<%s> has no attribute %s; see forms/README, %d"),
                           rule->name, (const char *)a->name, walk->table->section);
    return check_choice(walk, node, name, form_xml_attribute(node, (const char *)a->name));
}

static bool check_attributes(const struct walk *walk, xmlNode *node, const struct table_rule *rule)
{
    const char *list = rule->attributes;
    const char *word;
    size_t size;
    bool must;

    for (const xmlAttr *a = node->properties; a; a = a->next) {
        if (!check_attribute(walk, node, rule, a) && !form_go_on(walk->reader))
            return false;
    }
    for (list = next_word(list, &word, &size, &must); size > 0;
         list = next_word(list, &word, &size, &must)) {
        char name[32] = "";
        const char *local = size > 4 && word[3] == ':' ? name + 4 : name;

        memcpy(name, word, size);
        if (!must || form_xml_attribute(node, local))
            continue;
        form_refuse(walk->reader, node, _("<%s> has no %s; write it"), rule->name, name);
        if (!form_go_on(walk->reader) || !form_mend_attribute(walk->reader, node, local, "."))
            return false;
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
static bool check_labels(const struct walk *walk, const xmlNode *node)
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
    return form_refuse(walk->reader, node,
                       _("<%s> must have one <label xml:lang=\"ja\">, and one in English at most"),
                       (const char *)node->name);
}

/* What may not stand there is taken out, so that it is spoken of once. */
static bool check_node(const struct walk *walk, xmlNode *n, const struct table_rule *rule)
{
    bool mixed = is_listed(rule->attributes, "xml:lang");
    bool text = n->type == XML_TEXT_NODE && (mixed || is_blank(n));

    if (n->type == XML_ELEMENT_NODE && !is_listed(rule->children, (const char *)n->name)) {
        form_refuse(walk->reader, n, _("<%s> cannot stand in <%s>; see forms/README, %d"),
                    (const char *)n->name, rule->name, walk->table->section);
        if (!form_go_on(walk->reader))
            return false;
        xmlUnlinkNode(n);
        xmlFreeNode(n);
        return true;
    }
    if (n->type != XML_ELEMENT_NODE && n->type != XML_COMMENT_NODE && !text)
        return form_refuse(walk->reader, n->parent,
                           _("<%s> holds text; put what is printed into a <label>"), rule->name) ||
               form_go_on(walk->reader);
    return true;
}

static bool check_content(const struct walk *walk, xmlNode *node, const struct table_rule *rule)
{
    for (xmlNode *next, *n = node->children; n; n = next) {
        next = n->next;
        if (!check_node(walk, n, rule))
            return false;
    }
    return true;
}

static bool check_children(const struct walk *walk, xmlNode *node, const struct table_rule *rule)
{
    const char *list = rule->children;
    const char *word;
    size_t size;
    bool must;

    if (!check_content(walk, node, rule))
        return false;
    for (list = next_word(list, &word, &size, &must); size > 0;
         list = next_word(list, &word, &size, &must)) {
        const xmlNode *n = form_xml_element(node->children);

        while (n && !is_called(n, word, size))
            n = form_xml_element(n->next);
        if (must && !n &&
            !form_refuse(walk->reader, node, _("<%s> has no <%.*s>; write one"), rule->name,
                         (int)size, word) &&
            !form_go_on(walk->reader))
            return false;
    }
    return check_labels(walk, node) || form_go_on(walk->reader);
}

/* --- the walk ----------------------------------------------------------------- */

/* What nests for ever is stopped by the parser, at 256. */
static bool check_element(const struct walk *walk, xmlNode *node)
{
    const struct table_rule *rule = find_rule(walk->table, (const char *)node->name);

    if (!node->ns || strcmp((const char *)node->ns->href, walk->table->name_space) != 0 || !rule)
        return form_refuse(walk->reader, node, _("<%s> is not in the vocabulary; xmlns=\"%s\""),
                           (const char *)node->name, walk->table->name_space);
    if (!check_attributes(walk, node, rule) || !check_children(walk, node, rule))
        return false;
    for (xmlNode *n = form_xml_element(node->children); n; n = form_xml_element(n->next)) {
        if (!check_element(walk, n) && !form_go_on(walk->reader))
            return false;
    }
    return true;
}

bool table_vocabulary_check(const struct form_reader *reader, const struct table_vocabulary *table,
                            xmlNode *root)
{
    const struct walk walk = {reader, table};
    const char *name = table->rules[0].name;

    if (!form_xml_is(root, name))
        return form_refuse(reader, root, _("<%s> is not the root; that is <%s> with xmlns=\"%s\""),
                           (const char *)root->name, name, table->name_space);
    if (!check_element(&walk, root))
        return false;
    mistakes_settle(reader->mistakes);
    return true;
}
