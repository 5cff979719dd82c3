/* The vocabulary as a table, and the one walk that holds a tree against it. */
#include "config.h"

#include <string.h>

#include "form/vocabulary.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

enum { MAX_ATTRIBUTES = 9, MAX_CHILDREN = 12 };

/* XForms has two elements called output: the control, and the value in a text. */
enum element {
    NONE,
    FORM,
    MODEL,
    INSTANCE,
    BIND,
    GROUP,
    REPEAT,
    INSERT,
    INPUT,
    TEXTAREA,
    SELECT1,
    OUTPUT,
    ITEM,
    VALUE,
    LABEL,
    HELP,
    HINT,
    TEXT_OUTPUT,
};

enum content {
    ELEMENTS, /* and white space */
    MIXED,    /* text too */
    ANYTHING, /* the content of an instance: not ours to judge */
};

struct attribute_rule {
    const char *name;   /* with the prefix "kusei:" or "xml:" where it has a namespace */
    const char *need;   /* what to do where it is missing; NULL: it may be */
    const char *values; /* the ones allowed, with a space between; NULL: any */
};

enum often { MANY, ONCE, ONCE_A_LANGUAGE };

struct child_rule {
    enum element element;
    enum often often;
    const char *need; /* as above */
};

struct element_rule {
    const char *name; /* with the prefix "kusei:" where it is not XForms' own */
    enum content content;
    struct attribute_rule attributes[MAX_ATTRIBUTES]; /* ends with a NULL name, if not full */
    struct child_rule children[MAX_CHILDREN];         /* ends with NONE, if not full */
};

/* clang-format off */
#define ID       {"id", NULL, NULL}
#define PAGE     {"appearance", NULL, "full"}
#define LANGUAGE {"xml:lang", N_("say which language the text is in, ja or en"), "ja en"}
#define NODE     {"ref", N_("say which node it edits"), NULL}
#define TITLE    {LABEL, ONCE_A_LANGUAGE, N_("write the text that people see")}
#define TEXTS    TITLE, {HELP, ONCE_A_LANGUAGE, NULL}, {HINT, ONCE_A_LANGUAGE, NULL}
#define PARTS    {GROUP, MANY, NULL}, {REPEAT, MANY, NULL}
#define CONTROLS {INPUT, MANY, NULL}, {TEXTAREA, MANY, NULL}, {SELECT1, MANY, NULL}, \
                 {OUTPUT, MANY, NULL}

static const struct element_rule vocabulary[] = {
    [FORM] = {"kusei:form", ELEMENTS,
        {{"version", N_("number this version of the form"), NULL},
         {"city", N_("write the six-digit code of the city whose wards report"), NULL},
         {"first-year", N_("write the first fiscal year of the policy, in four digits"), NULL},
         {"last-year", N_("write the last fiscal year of the policy, in four digits"), NULL}},
        {TITLE,
         {MODEL, ONCE, N_("write one with the instances and binds")},
         PARTS}},
    [MODEL] = {"model", ELEMENTS, {{NULL, NULL, NULL}},
        {{INSTANCE, MANY, N_("the first one is the blank assessment")},
         {BIND, MANY, NULL}}},
    [INSTANCE] = {"instance", ANYTHING,
        {{"id", N_("name it; the first one is called \"assessment\""), NULL},
         {"src", NULL, NULL}},
        {{NONE, MANY, NULL}}},
    [BIND] = {"bind", ELEMENTS,
        {{"nodeset", N_("say which nodes it is about"), NULL},
         {"type", NULL, "xs:string xs:integer xs:decimal kusei:code kusei:figure"},
         {"required", NULL, NULL},
         {"relevant", NULL, NULL},
         {"readonly", NULL, NULL},
         {"calculate", NULL, NULL},
         {"kusei:propose", NULL, NULL},
         {"kusei:carry", NULL, NULL},
         {"kusei:not-applicable", NULL, "true() false()"}},
        {{NONE, MANY, NULL}}},
    [GROUP] = {"group", ELEMENTS,
        {ID, {"ref", NULL, NULL}, PAGE},
        {TEXTS, PARTS, CONTROLS}},
    [REPEAT] = {"repeat", ELEMENTS,
        {ID, {"nodeset", N_("say which nodes it goes through"), NULL}, PAGE},
        {TEXTS, {INSERT, ONCE, NULL}, PARTS, CONTROLS}},
    [INSERT] = {"insert", ELEMENTS,
        {{"origin", N_("say what a new row is a copy of"), NULL}},
        {{NONE, MANY, NULL}}},
    [INPUT] = {"input", ELEMENTS, {ID, NODE}, {TEXTS}},
    [TEXTAREA] = {"textarea", ELEMENTS, {ID, NODE}, {TEXTS}},
    [SELECT1] = {"select1", ELEMENTS, {ID, NODE},
        {TEXTS, {ITEM, MANY, N_("write its choices, each with a label and a value")}}},
    [OUTPUT] = {"output", ELEMENTS,
        {ID, {"ref", NULL, NULL}, {"value", NULL, NULL}},
        {TEXTS}},
    [ITEM] = {"item", ELEMENTS, {{NULL, NULL, NULL}},
        {TITLE, {VALUE, ONCE, N_("write what is stored when it is chosen")}}},
    [VALUE] = {"value", MIXED, {{NULL, NULL, NULL}}, {{NONE, MANY, NULL}}},
    [LABEL] = {"label", MIXED, {LANGUAGE}, {{TEXT_OUTPUT, MANY, NULL}}},
    [HELP] = {"help", MIXED, {LANGUAGE}, {{TEXT_OUTPUT, MANY, NULL}}},
    [HINT] = {"hint", MIXED, {LANGUAGE}, {{TEXT_OUTPUT, MANY, NULL}}},
    [TEXT_OUTPUT] = {"output", ELEMENTS,
        {{"value", N_("say which value goes into the text, as an XPath"), NULL}},
        {{NONE, MANY, NULL}}},
};
/* clang-format on */

struct walk {
    const struct form_reader *reader;
    xmlHashTable *ids; /* the elements that have one */
};

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

/* An element without a prefix is XForms', an attribute without one is in none. */
static const char *namespace_of(const char *name, const char *without_prefix)
{
    if (strncmp(name, "xml:", 4) == 0)
        return (const char *)XML_XML_NAMESPACE;
    return strncmp(name, "kusei:", 6) == 0 ? FORM_OWN_NAMESPACE : without_prefix;
}

static bool is_in_namespace(const xmlNs *ns, const char *name_space)
{
    return strcmp(ns && ns->href ? (const char *)ns->href : "", name_space) == 0;
}

static bool is_called(const xmlNode *node, const struct element_rule *rule)
{
    return form_xml_is(node, local_name(rule->name)) &&
           is_in_namespace(node->ns, namespace_of(rule->name, FORM_XFORMS_NAMESPACE));
}

/* The next of the words of a list; *size 0 at its end. */
static const char *next_word(const char *list, size_t *size)
{
    list += strspn(list, " ");
    *size = strcspn(list, " ");
    return list;
}

static bool is_listed(const char *list, const char *word)
{
    size_t size;

    for (list = next_word(list, &size); size > 0; list = next_word(list + size, &size)) {
        if (strlen(word) == size && strncmp(list, word, size) == 0)
            return true;
    }
    return false;
}

/* --- attributes ----------------------------------------------------------- */

static const struct attribute_rule *find_attribute_rule(const struct element_rule *rule,
                                                        const xmlAttr *attribute)
{
    for (size_t i = 0; i < MAX_ATTRIBUTES && rule->attributes[i].name; i++) {
        const char *name = rule->attributes[i].name;

        if (strcmp((const char *)attribute->name, local_name(name)) == 0 &&
            is_in_namespace(attribute->ns, namespace_of(name, "")))
            return &rule->attributes[i];
    }
    return NULL;
}

static bool refuse_attribute(const struct walk *walk, const xmlNode *node, const xmlAttr *attribute,
                             const struct element_rule *rule)
{
    struct buffer list = BUFFER_INIT;
    bool prefixed = attribute->ns && attribute->ns->prefix;

    for (size_t i = 0; i < MAX_ATTRIBUTES && rule->attributes[i].name; i++)
        buffer_append_format(&list, "%s%s", i > 0 ? ", " : "", rule->attributes[i].name);
    if (list.failed)
        error_set_memory(walk->reader->err);
    else if (list.size == 0)
        form_refuse(walk->reader, node, _("<%s> takes no attributes; take %s out"), rule->name,
                    (const char *)attribute->name);
    else
        form_refuse(walk->reader, node, _("<%s> has no attribute %s%s%s; it may have %s"),
                    rule->name, prefixed ? (const char *)attribute->ns->prefix : "",
                    prefixed ? ":" : "", (const char *)attribute->name, list.data);
    buffer_free(&list);
    return false;
}

/* Ids are one space for the whole form: a sentence that names one must mean one. */
static bool check_id(const struct walk *walk, xmlNode *node, const char *id)
{
    const xmlNode *other = xmlHashLookup(walk->ids, (const xmlChar *)id);

    if (xmlValidateNCName((const xmlChar *)id, 0) != 0)
        return form_refuse(walk->reader, node,
                           _("<%s> id=\"%s\": is not a name; begin with a letter, and use letters, "
                             "digits, \"-\", \"_\" and \".\""),
                           (const char *)node->name, id);
    if (other)
        return form_refuse(walk->reader, node,
                           _("<%s> id=\"%s\": line %ld has the same id; choose another"),
                           (const char *)node->name, id, xmlGetLineNo(other));
    return xmlHashAddEntry(walk->ids, (const xmlChar *)id, node) == 0 ||
           error_set_memory(walk->reader->err);
}

/* What a reader can go on with in the place of an attribute that is missing: of a text
 * without a language it is the one that its element has no text in. */
static const char *stand_in(const xmlNode *node, const char *name)
{
    if (strcmp(name, "lang") != 0)
        return ".";
    for (const xmlNode *n = node->parent->children; n; n = n->next) {
        const char *language = n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, node->name)
                                   ? form_xml_attribute(n, "lang")
                                   : NULL;

        if (language && strcmp(language, "ja") == 0)
            return "en";
    }
    return "ja";
}

static bool check_attribute(const struct walk *walk, xmlNode *node, const struct element_rule *rule,
                            const struct attribute_rule *a)
{
    const char *value = form_xml_attribute(node, local_name(a->name));
    bool good = true;

    if (!value && a->need) {
        form_refuse(walk->reader, node, _("<%s> has no %s; %s"), rule->name, a->name, _(a->need));
        return form_go_on(walk->reader) &&
               form_mend_attribute(walk->reader, node, local_name(a->name),
                                   stand_in(node, local_name(a->name)));
    }
    if (value && a->values && !is_listed(a->values, value))
        good = form_refuse(walk->reader, node, _("<%s> %s=\"%s\": is not one of: %s"), rule->name,
                           a->name, value, a->values);
    else if (value && strcmp(a->name, "id") == 0)
        good = check_id(walk, node, value);
    return good || form_go_on(walk->reader);
}

static bool check_attributes(const struct walk *walk, xmlNode *node,
                             const struct element_rule *rule)
{
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const struct attribute_rule *allowed = find_attribute_rule(rule, a);

        if (!allowed && !refuse_attribute(walk, node, a, rule) && !form_go_on(walk->reader))
            return false;
    }
    for (size_t i = 0; i < MAX_ATTRIBUTES && rule->attributes[i].name; i++) {
        if (!check_attribute(walk, node, rule, &rule->attributes[i]))
            return false;
    }
    return true;
}

/* --- children ------------------------------------------------------------- */

static const struct child_rule *find_child_rule(const struct element_rule *rule,
                                                const xmlNode *node)
{
    for (size_t i = 0; i < MAX_CHILDREN && rule->children[i].element != NONE; i++) {
        if (is_called(node, &vocabulary[rule->children[i].element]))
            return &rule->children[i];
    }
    return NULL;
}

/* An element that is known by name alone was given the wrong namespace. */
static bool refuse_child(const struct walk *walk, const xmlNode *node,
                         const struct element_rule *rule)
{
    struct buffer list = BUFFER_INIT;

    for (size_t i = 0; i < MAX_CHILDREN && rule->children[i].element != NONE; i++) {
        const struct element_rule *child = &vocabulary[rule->children[i].element];

        buffer_append_format(&list, "%s<%s>", i > 0 ? ", " : "", child->name);
        if (form_xml_is(node, local_name(child->name))) {
            buffer_free(&list);
            return form_refuse(walk->reader, node,
                               _("<%s> is not in its namespace; it belongs to xmlns=\"%s\""),
                               child->name, namespace_of(child->name, FORM_XFORMS_NAMESPACE));
        }
    }
    if (list.failed)
        error_set_memory(walk->reader->err);
    else if (list.size == 0)
        form_refuse(walk->reader, node, _("<%s> cannot stand in <%s>, which holds no elements"),
                    (const char *)node->name, rule->name);
    else
        form_refuse(walk->reader, node, _("<%s> cannot stand in <%s>, which may hold %s"),
                    (const char *)node->name, rule->name, list.data);
    buffer_free(&list);
    return false;
}

static bool is_blank(const xmlNode *text)
{
    const char *s = (const char *)text->content;

    return !s || s[strspn(s, " \t\r\n")] == '\0';
}

/* What is neither element nor comment: text where it may stand, nothing else. */
static bool check_text(const struct walk *walk, const xmlNode *node,
                       const struct element_rule *rule)
{
    if (node->type == XML_COMMENT_NODE)
        return true;
    if (node->type == XML_TEXT_NODE && (rule->content == MIXED || is_blank(node)))
        return true;
    if (node->type == XML_TEXT_NODE)
        return form_refuse(walk->reader, node->parent,
                           _("<%s> holds text; put what people read into a <label>"), rule->name);
    return form_refuse(
        walk->reader, node->parent,
        _("<%s> holds something that is neither element, text nor comment; take it out"),
        rule->name);
}

static bool has_language(const xmlNode *node, const char *language)
{
    const char *value = form_xml_attribute(node, "lang");

    return !language || (value && strcmp(value, language) == 0);
}

/* The children of that kind; with a language, only those in it. *second gets
 * the second of them. */
static size_t count_children(const xmlNode *node, const struct element_rule *child,
                             const char *language, const xmlNode **second)
{
    size_t count = 0;

    for (const xmlNode *n = node->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || !is_called(n, child) || !has_language(n, language))
            continue;
        if (++count == 2)
            *second = n;
    }
    return count;
}

static bool check_count(const struct walk *walk, const xmlNode *node,
                        const struct element_rule *rule, const struct child_rule *child_rule)
{
    const struct element_rule *child = &vocabulary[child_rule->element];
    const xmlNode *second = NULL;
    size_t count = count_children(node, child, NULL, &second);

    if (count == 0 && child_rule->need)
        return form_refuse(walk->reader, node, _("<%s> has no <%s>; %s"), rule->name, child->name,
                           _(child_rule->need));
    if (count > 1 && child_rule->often == ONCE)
        return form_refuse(walk->reader, second, _("<%s> has a second <%s>; one is allowed"),
                           rule->name, child->name);
    return true;
}

/* Japanese is what everything falls back to, so it is never missing. */
static bool check_languages(const struct walk *walk, const xmlNode *node,
                            const struct element_rule *rule, const struct element_rule *child)
{
    static const char *const languages[] = {"ja", "en"};
    const xmlNode *second = NULL;

    if (count_children(node, child, NULL, &second) == 0)
        return true;
    if (count_children(node, child, "ja", &second) == 0)
        return form_refuse(walk->reader, node,
                           _("<%s> has no <%s xml:lang=\"ja\">; write the text in Japanese"),
                           rule->name, child->name);
    for (size_t i = 0; i < 2; i++) {
        if (count_children(node, child, languages[i], &second) > 1)
            return form_refuse(walk->reader, second,
                               _("<%s> has a second <%s xml:lang=\"%s\">; one is allowed"),
                               rule->name, child->name, languages[i]);
    }
    return true;
}

static bool check_element(const struct walk *walk, xmlNode *node, const struct element_rule *rule);

/* What may not stand there is taken out, so that it is spoken of once. */
static bool check_child(const struct walk *walk, xmlNode *n, const struct element_rule *rule)
{
    const struct child_rule *child = n->type == XML_ELEMENT_NODE ? find_child_rule(rule, n) : NULL;

    if (child)
        return check_element(walk, n, &vocabulary[child->element]);
    if (n->type != XML_ELEMENT_NODE)
        return check_text(walk, n, rule) || form_go_on(walk->reader);
    if (refuse_child(walk, n, rule) || !form_go_on(walk->reader))
        return false;
    xmlUnlinkNode(n);
    xmlFreeNode(n);
    return true;
}

static bool check_element(const struct walk *walk, xmlNode *node, const struct element_rule *rule)
{
    if (!check_attributes(walk, node, rule))
        return false;
    if (rule->content == ANYTHING)
        return true;
    for (xmlNode *next, *n = node->children; n; n = next) {
        next = n->next;
        if (!check_child(walk, n, rule))
            return false;
    }
    for (size_t i = 0; i < MAX_CHILDREN && rule->children[i].element != NONE; i++) {
        const struct child_rule *child = &rule->children[i];

        if (!check_count(walk, node, rule, child) && !form_go_on(walk->reader))
            return false;
        if (child->often == ONCE_A_LANGUAGE &&
            !check_languages(walk, node, rule, &vocabulary[child->element]) &&
            !form_go_on(walk->reader))
            return false;
    }
    return true;
}

bool vocabulary_check(const struct form_reader *reader, xmlNode *root)
{
    struct walk walk = {reader, NULL};
    bool good;

    if (!is_called(root, &vocabulary[FORM]))
        return form_refuse(reader, root,
                           _("<%s> is not the root of a form; that is <kusei:form> with "
                             "xmlns:kusei=\"%s\""),
                           (const char *)root->name, FORM_OWN_NAMESPACE);
    walk.ids = xmlHashCreate(16);
    if (!walk.ids)
        return error_set_memory(reader->err);
    good = check_element(&walk, root, &vocabulary[FORM]);
    xmlHashFree(walk.ids, NULL);
    return good;
}
