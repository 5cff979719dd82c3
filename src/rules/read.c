/* From the XML of a Schematron file to the structs of schema.h. */
#include "rules/read.h"

#include <stdlib.h>
#include <string.h>

#include "rules/vocabulary.h"
#include "rules/xml.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/memory.h"

static const xmlNode *element_from(const xmlNode *node, const char *name)
{
    while (node && (node->type != XML_ELEMENT_NODE ||
                    (name && strcmp((const char *)node->name, name) != 0)))
        node = node->next;
    return node;
}

const xmlNode *rules_first_element(const xmlNode *parent, const char *name)
{
    return element_from(parent->children, name);
}

const xmlNode *rules_next_element(const xmlNode *node, const char *name)
{
    return element_from(node->next, name);
}

bool rules_place_error(const struct rules_reader *in, const xmlNode *node)
{
    return error_prefix(in->err, "%s:%ld", in->rules->file, xmlGetLineNo(node));
}

bool rules_go_on(const struct rules_reader *in)
{
    return mistakes_take(in->mistakes, in->rules->file, in->err);
}

char *rules_copy_attribute(const struct rules_reader *in, const xmlNode *node, const char *name)
{
    const char *value = rules_attribute(node, name);
    char *copy = strdup(value ? value : "");
    if (!copy)
        error_set_memory(in->err);
    return copy;
}

char *rules_written(const char *text)
{
    struct buffer line = BUFFER_INIT;
    static const char blanks[] = " \t\r\n";
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t size = strcspn(text, blanks);
        buffer_append_string(&line, line.size > 0 ? " " : "");
        buffer_append(&line, text, size);
        text += size;
    }
    return buffer_take(&line);
}

struct expression *rules_read_expression(const struct rules_reader *in,
                                         const struct rules_scope *scope, const xmlNode *node,
                                         const char *name, bool kept)
{
    struct expression *e = rules_expression_read(scope, rules_attribute(node, name), kept, in->err);
    if (!e)
        rules_place_error(in, node);
    return e;
}

static bool read_namespace(struct rules_reader *in, const xmlNode *node)
{
    struct rules *r = in->rules;
    void *grown =
        rules_grow(r->namespaces, r->namespace_count, &r->namespace_room, sizeof *r->namespaces);
    if (!grown)
        return error_set_memory(in->err);
    r->namespaces = grown;
    struct rules_namespace *ns = &r->namespaces[r->namespace_count++];
    ns->prefix = rules_copy_attribute(in, node, "prefix");
    ns->uri = rules_copy_attribute(in, node, "uri");
    return ns->prefix && ns->uri;
}

/* A name counts once in all the scopes that are open: one variable that hides
 * another is more likely a mistake than a wish, and XSLT forbids it in a rule. */
static bool check_let_name(const struct rules_reader *in, const struct rules_scope *scope,
                           const xmlNode *node)
{
    const char *name = rules_attribute(node, "name");
    if (xmlValidateNCName((const xmlChar *)name, 0) != 0) {
        error_set(in->err, _("\"%s\" is not a name for a variable."), name);
        return rules_place_error(in, node);
    }
    const struct rules_let *other = rules_scope_find(scope, name, strlen(name));
    if (other) {
        error_set(in->err, _("the variable $%s is declared already, in line %d."), name,
                  other->line);
        return rules_place_error(in, node);
    }
    return true;
}

static bool read_let(const struct rules_reader *in, const struct rules_scope *scope,
                     const xmlNode *node, struct rules_lets *lets)
{
    if (!check_let_name(in, scope, node))
        return rules_go_on(in);
    /* Read before it is in its scope: it may refer to those above, not to itself. */
    struct rules_let let = {.line = (int)xmlGetLineNo(node)};
    let.value = rules_read_expression(in, scope, node, "value", false);
    if (!let.value && !rules_go_on(in))
        return false;
    void *grown = rules_grow(lets->items, lets->count, &lets->room, sizeof *lets->items);
    if (grown)
        lets->items = grown;
    let.name = grown ? rules_copy_attribute(in, node, "name") : NULL;
    if (!let.name)
        return error_set_memory(in->err);
    let.hash = rules_hash(let.name);
    in->rules->let_count++;
    lets->items[lets->count++] = let;
    return true;
}

static bool read_tests(const struct rules_reader *in, const struct rules_scope *scope,
                       const xmlNode *node, struct rules_rule *rule)
{
    for (; node; node = rules_next_element(node, NULL)) {
        void *grown =
            rules_grow(rule->tests, rule->test_count, &rule->test_room, sizeof *rule->tests);
        if (!grown)
            return error_set_memory(in->err);
        rule->tests = grown;
        if (!rules_read_test(in, scope, node, &rule->tests[rule->test_count++]) && !rules_go_on(in))
            return false;
    }
    return true;
}

static bool read_rule(const struct rules_reader *in, const struct rules_scope *outer,
                      const xmlNode *node, struct rules_rule *rule)
{
    struct rules_scope scope = *outer;
    scope.rule = &rule->lets;
    rule->line = (int)xmlGetLineNo(node);
    if (!rules_context_read(&scope, rules_attribute(node, "context"), rule, in->err) &&
        !rules_place_error(in, node) && !rules_go_on(in))
        return false;
    rule->written = rules_written(rules_attribute(node, "context"));
    if (!rule->written)
        return error_set_memory(in->err);
    const xmlNode *child = rules_first_element(node, NULL);
    for (; child && strcmp((const char *)child->name, "let") == 0;
         child = rules_next_element(child, NULL))
        if (!read_let(in, &scope, child, &rule->lets))
            return false;
    return read_tests(in, &scope, child, rule);
}

/* Japanese, and behind " / " English. */
static bool read_title(const xmlNode *node, struct rules_pattern *pattern)
{
    static const char between[] = " / ";
    xmlChar *text = xmlNodeGetContent(node);
    const char *japanese = text ? (const char *)text : "";
    const char *found = strstr(japanese, between);
    size_t size = found ? (size_t)(found - japanese) : strlen(japanese);
    pattern->title[FORM_JA] = strndup(japanese, size);
    pattern->title[FORM_EN] = strdup(found ? found + strlen(between) : japanese);
    xmlFree(text);
    return text && pattern->title[FORM_JA] && pattern->title[FORM_EN];
}

static bool read_pattern(const struct rules_reader *in, const xmlNode *node,
                         struct rules_pattern *pattern)
{
    struct rules_scope scope = {.rules = in->rules, .pattern = &pattern->lets};
    const xmlNode *child = rules_first_element(node, "title");
    if (child && !read_title(child, pattern))
        return error_set_memory(in->err);
    for (child = rules_first_element(node, "let"); child; child = rules_next_element(child, "let"))
        if (!read_let(in, &scope, child, &pattern->lets))
            return false;
    for (child = rules_first_element(node, "rule"); child;
         child = rules_next_element(child, "rule")) {
        void *grown =
            rules_grow(pattern->rules, pattern->count, &pattern->room, sizeof *pattern->rules);
        if (!grown)
            return error_set_memory(in->err);
        pattern->rules = grown;
        if (!read_rule(in, &scope, child, &pattern->rules[pattern->count++]))
            return false;
    }
    return true;
}

/* What was read of the file is not needed again; the compiled rules take its place. */
static void drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static bool read_patterns(const struct rules_reader *in, xmlNode *schema)
{
    struct rules *r = in->rules;
    xmlNode *next;
    if (!rules_first_element(schema, "pattern") &&
        !error_set(in->err, _("%s:%ld: the schema has no <pattern>."), r->file,
                   xmlGetLineNo(schema)) &&
        !rules_go_on(in))
        return false;
    for (xmlNode *child = schema->children; child; child = next) {
        next = child->next;
        if (child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, "pattern") != 0)
            continue;
        void *grown = rules_grow(r->patterns, r->count, &r->room, sizeof *r->patterns);
        if (!grown)
            return error_set_memory(in->err);
        r->patterns = grown;
        if (!read_pattern(in, child, &r->patterns[r->count++]))
            return false;
        drop(child);
    }
    return true;
}

static bool check_binding(const struct rules_reader *in, const xmlNode *schema)
{
    const char *binding = rules_attribute(schema, "queryBinding");
    if (!binding || strcmp(binding, "xpath") == 0 || strcmp(binding, "xslt") == 0)
        return true;
    return error_set(in->err,
                     _("%s:%ld: the query binding \"%s\" is not read here; only XPath 1.0 is "
                       "(\"xpath\" or \"xslt\")."),
                     in->rules->file, xmlGetLineNo(schema), binding);
}

static bool index_diagnostics(struct rules_reader *in)
{
    in->ids = xmlHashCreate(256);
    const xmlNode *node = in->ids ? rules_first_element(in->diagnostics, NULL) : NULL;
    for (; node; node = rules_next_element(node, NULL)) {
        const xmlChar *id = (const xmlChar *)rules_attribute(node, "id");
        /* libxml2's tables hold what is not const; nothing here writes through it. */
        union {
            const xmlNode *node;
            void *entry;
        } value = {node};
        if (!xmlHashLookup(in->ids, id) && xmlHashAddEntry(in->ids, id, value.entry) != 0)
            return false;
    }
    return in->ids != NULL;
}

static bool read_schema(struct rules_reader *in, xmlNode *schema)
{
    if (!rules_vocabulary_check(in->rules->file, schema, in->mistakes, in->err) ||
        (!check_binding(in, schema) && !rules_go_on(in)))
        return false;
    mistakes_settle(in->mistakes);
    in->rules->version = rules_copy_attribute(in, schema, "schemaVersion");
    if (!in->rules->version)
        return false;
    in->diagnostics = rules_first_element(schema, "diagnostics");
    if (in->diagnostics && !index_diagnostics(in))
        return error_set_memory(in->err);
    const xmlNode *child;
    for (child = rules_first_element(schema, "ns"); child; child = rules_next_element(child, "ns"))
        if (!read_namespace(in, child))
            return false;
    struct rules_scope scope = {.rules = in->rules};
    for (child = rules_first_element(schema, "let"); child;
         child = rules_next_element(child, "let"))
        if (!read_let(in, &scope, child, &in->rules->lets))
            return false;
    return read_patterns(in, schema) && rules_check_diagnostics(in);
}

/* A new one without a document; NULL when memory is short. */
static struct rules_file *add_file(struct rules *r, const char *name, size_t size)
{
    void *grown = rules_grow(r->files, r->file_count, &r->file_room, sizeof *r->files);
    char *copy = grown ? strndup(name, size) : NULL;
    if (grown)
        r->files = grown;
    if (!copy)
        return NULL;
    struct rules_file *file = &r->files[r->file_count++];
    *file = (struct rules_file){.name = copy};
    return file;
}

static bool lend(struct rules *r, const struct rules_document *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rules_file *file = add_file(r, files[i].name, strlen(files[i].name));
        if (!file)
            return false;
        file->doc = files[i].doc;
        file->lent = true;
    }
    return true;
}

bool rules_read_document(struct rules *r, const char *name, size_t size, struct error *err)
{
    for (size_t i = 0; i < r->file_count; i++)
        if (strlen(r->files[i].name) == size && memcmp(r->files[i].name, name, size) == 0)
            return true;
    struct rules_file *known = add_file(r, name, size);
    if (!known)
        return error_set_memory(err);
    struct buffer path = BUFFER_INIT;
    const char *slash = strrchr(r->file, '/');
    buffer_append(&path, r->file, slash ? (size_t)(slash + 1 - r->file) : 0);
    buffer_append(&path, name, size);
    char *file = buffer_take(&path);
    if (file)
        known->doc = rules_xml_read(file, err);
    else
        error_set_memory(err);
    free(file);
    return known->doc != NULL;
}

static struct rules *read_rules(const char *path, const struct rules_document *files, size_t count,
                                struct mistakes *mistakes, struct error *err)
{
    xmlDoc *doc = rules_xml_read(path, err);
    if (!doc) {
        mistakes_take(mistakes, path, err);
        return NULL;
    }
    struct rules *r = calloc(1, sizeof *r);
    struct rules_reader reader = {.rules = r, .err = err, .mistakes = mistakes};
    if (r) {
        r->file = strdup(path);
        r->expressions = expressions_new();
    }
    bool good = r && r->file && r->expressions && lend(r, files, count)
                    ? read_schema(&reader, xmlDocGetRootElement(doc))
                    : error_set_memory(err);
    xmlHashFree(reader.ids, NULL);
    if (r && r->expressions)
        expressions_settle(r->expressions);
    xmlFreeDoc(doc);
    memory_give_back(); /* what the file took while it was read is half of all there is */
    if (!good) {
        mistakes_take(mistakes, path, err);
        rules_free(r);
        return NULL;
    }
    return r;
}

struct rules *rules_read_beside(const char *path, const struct rules_document *files, size_t count,
                                struct error *err)
{
    return read_rules(path, files, count, NULL, err);
}

struct rules *rules_read(const char *path, struct error *err)
{
    return rules_read_all(path, NULL, 0, NULL, err);
}

struct rules *rules_read_all(const char *path, const struct rules_document *files, size_t count,
                             struct mistakes *mistakes, struct error *err)
{
    struct rules *r = read_rules(path, files, count, mistakes, err);
    if (!r || rules_describe(r, err))
        return r;
    mistakes_take(mistakes, path, err);
    rules_free(r);
    return NULL;
}
