#include "rules/cases.h"

#include <stdlib.h>
#include <string.h>

#include "form/indent.h"
#include "rules/edit.h"
#include "rules/read.h"
#include "rules/schema.h"
#include "rules/vocabulary.h"
#include "rules/xml.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* How many documents may be made one out of the other. */
enum { MAX_CHAIN = 32 };

#define NO_DOCUMENT ((size_t)-1)

/* A document: a file of the folder or another document, and its edits. */
struct case_document {
    const char *id;
    const xmlNode *node; /* with the edits */
    size_t from;         /* the document it is made of; NO_DOCUMENT: the file */
    const char *file;    /* then its name in the folder */
    size_t chain;        /* how many documents it takes to make it */
    xmlDoc *made;        /* as it was made the first time; NULL: not yet */
};

struct case_item {
    struct case_entry entry;
    char *finds; /* entry.finds */
    const xmlNode *node;
    size_t document;
};

struct cases {
    char *file;
    xmlDoc *doc; /* what all the strings and nodes belong to */
    struct case_document *documents;
    size_t document_count, document_room;
    struct case_item *items;
    size_t count, room;
    struct mistakes *mistakes; /* while they are read: gets what is refused; NULL: it ends there */
};

/* Whether to go on behind what was just refused: it is among the mistakes then. */
static bool go_on(const struct cases *c, const struct error *err)
{
    return mistakes_take(c->mistakes, c->file, err);
}

/* --- reading --------------------------------------------------------------------- */

static size_t find_document(const struct cases *c, const char *id)
{
    for (size_t i = 0; i < c->document_count; i++)
        if (strcmp(c->documents[i].id, id) == 0)
            return i;
    return NO_DOCUMENT;
}

/* Only what stands above can be referred to, so that nothing leads in a circle. */
static bool refer(const struct cases *c, const xmlNode *node, size_t *document, struct error *err)
{
    const char *id = rules_attribute(node, "document");
    *document = find_document(c, id);
    return *document != NO_DOCUMENT ||
           error_set(err, _("%s:%ld: there is no document \"%s\" above."), c->file,
                     xmlGetLineNo(node), id);
}

/* The elements below are edits, up to `last` (NULL: to the end). */
static bool check_edits(const struct cases *c, const xmlNode *parent, const xmlNode *last,
                        struct error *err)
{
    for (const xmlNode *child = parent->children; child && child != last; child = child->next) {
        if (child->type != XML_ELEMENT_NODE && !xmlIsBlankNode(child) &&
            !error_set(err, _("%s:%ld: text may not stand in <%s>."), c->file, xmlGetLineNo(child),
                       (const char *)parent->name) &&
            !go_on(c, err))
            return false;
        if (child->type == XML_ELEMENT_NODE && !edit_check(c->file, child, err) && !go_on(c, err))
            return false;
    }
    return true;
}

static bool read_origin(struct cases *c, struct case_document *document, struct error *err)
{
    const char *from = rules_attribute(document->node, "from");
    document->from = find_document(c, from);
    document->file = from;
    document->chain = document->from == NO_DOCUMENT ? 1 : c->documents[document->from].chain + 1;
    long line = xmlGetLineNo(document->node);
    if (document->from == NO_DOCUMENT && (!strchr(from, '.') || strchr(from, '/') || *from == '.'))
        return error_set(err,
                         _("%s:%ld: \"%s\" is neither a document above nor a file of this "
                           "folder."),
                         c->file, line, from);
    if (document->chain > MAX_CHAIN)
        return error_set(err, _("%s:%ld: more than %d documents are made one out of the other."),
                         c->file, line, MAX_CHAIN);
    return true;
}

static bool read_document(struct cases *c, const xmlNode *node, struct error *err)
{
    if (!edit_check_attributes(c->file, node, "id from", "id from", err) ||
        !check_edits(c, node, NULL, err))
        return false;
    struct case_document document = {.id = rules_attribute(node, "id"), .node = node};
    if (find_document(c, document.id) != NO_DOCUMENT)
        return error_set(err, _("%s:%ld: there is a document \"%s\" already."), c->file,
                         xmlGetLineNo(node), document.id);
    if (!read_origin(c, &document, err))
        return false;
    void *grown =
        rules_grow(c->documents, c->document_count, &c->document_room, sizeof *c->documents);
    if (!grown)
        return error_set_memory(err);
    c->documents = grown;
    c->documents[c->document_count++] = document;
    return true;
}

static bool read_kind(const struct cases *c, const xmlNode *node, enum case_kind *kind,
                      struct error *err)
{
    static const char *const names[] = {"failing", "passing", "boundary"};
    const char *is = rules_attribute(node, "is");
    for (int i = 0; i < 3; i++) {
        if (strcmp(is, names[i]) == 0) {
            *kind = (enum case_kind)i;
            return true;
        }
    }
    return error_set(err,
                     _("%s:%ld: a case is \"failing\", \"passing\" or \"boundary\", not "
                       "\"%s\"."),
                     c->file, xmlGetLineNo(node), is);
}

/* The ids with one blank between them; *fires says whether the rule is one. NULL
 * when memory is short. */
static char *read_finds(const char *text, const char *rule, bool *fires)
{
    static const char blanks[] = " \t\r\n";
    struct buffer ids = BUFFER_INIT;
    *fires = false;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t size = strcspn(text, blanks);
        *fires = *fires || (size == strlen(rule) && strncmp(text, rule, size) == 0);
        buffer_append_string(&ids, ids.size > 0 ? " " : "");
        buffer_append(&ids, text, size);
        text += size;
    }
    return buffer_take(&ids);
}

/* What a case says of itself has to agree: a case that fails finds its rule, one
 * that passes does not, and where the rule is found there is a place. */
static bool check_entry(const struct cases *c, const struct case_item *item, bool fires,
                        struct error *err)
{
    const struct case_entry *entry = &item->entry;
    if (entry->kind == CASE_FAILING && !fires)
        return error_set(err, _("%s:%d: a failing case has to find its own rule, %s."), c->file,
                         entry->line, entry->rule);
    if (entry->kind == CASE_PASSING && fires)
        return error_set(err, _("%s:%d: a passing case may not find its own rule, %s."), c->file,
                         entry->line, entry->rule);
    if (fires != (entry->at != NULL))
        return error_set(err,
                         _("%s:%d: at says where the case's own rule fires: it is there when "
                           "finds has %s, and only then."),
                         c->file, entry->line, entry->rule);
    return !entry->at || edit_check_path(c->file, item->node, entry->at, err);
}

static bool check_last_year(const struct cases *c, const xmlNode *node, struct error *err)
{
    size_t document;
    return edit_check_attributes(c->file, node, "document", "document", err) &&
           refer(c, node, &document, err) && check_edits(c, node, NULL, err);
}

/* The element <last-year> of a case; NULL where it has none. */
static const xmlNode *last_year_of(const xmlNode *node)
{
    return rules_first_element(node, "last-year");
}

static bool check_case(const struct cases *c, const xmlNode *node, struct error *err)
{
    const xmlNode *last_year = last_year_of(node);
    const xmlNode *behind = last_year ? rules_next_element(last_year, NULL) : NULL;
    if (!edit_check_attributes(c->file, node, "rule is document at finds", "rule is document",
                               err) ||
        !check_edits(c, node, last_year, err) || (last_year && !check_last_year(c, last_year, err)))
        return false;
    if (behind)
        return error_set(err,
                         _("%s:%ld: <%s> stands behind <last-year>, which is the last of a "
                           "case."),
                         c->file, xmlGetLineNo(behind), (const char *)behind->name);
    return rules_attribute(node, "finds") ||
           error_set(err, _("%s:%ld: <%s> needs the attribute %s."), c->file, xmlGetLineNo(node),
                     "case", "finds");
}

static bool read_case(struct cases *c, const xmlNode *node, struct error *err)
{
    void *grown = rules_grow(c->items, c->count, &c->room, sizeof *c->items);
    if (!grown)
        return error_set_memory(err);
    c->items = grown;
    struct case_item *item = &c->items[c->count];
    if (!check_case(c, node, err) || !read_kind(c, node, &item->entry.kind, err) ||
        !refer(c, node, &item->document, err))
        return false;
    bool fires;
    item->node = node;
    item->entry.rule = rules_attribute(node, "rule");
    item->entry.at = rules_attribute(node, "at");
    item->entry.line = (int)xmlGetLineNo(node);
    item->finds = read_finds(rules_attribute(node, "finds"), item->entry.rule, &fires);
    item->entry.finds = item->finds;
    c->count++;
    return item->finds ? check_entry(c, item, fires, err) : error_set_memory(err);
}

static bool read_child(struct cases *c, const xmlNode *node, struct error *err)
{
    if (node->type != XML_ELEMENT_NODE)
        return xmlIsBlankNode(node) || error_set(err, _("%s:%ld: text may not stand in <%s>."),
                                                 c->file, xmlGetLineNo(node), "cases");
    if (!node->ns && strcmp((const char *)node->name, "document") == 0)
        return read_document(c, node, err);
    if (!node->ns && strcmp((const char *)node->name, "case") == 0)
        return read_case(c, node, err);
    return error_set(err, _("%s:%ld: <%s> may not stand here."), c->file, xmlGetLineNo(node),
                     (const char *)node->name);
}

static bool read_root(struct cases *c, struct error *err)
{
    const xmlNode *root = xmlDocGetRootElement(c->doc);
    if (root->ns || strcmp((const char *)root->name, "cases") != 0)
        return error_set(err, _("%s:%ld: the root element is not <cases>."), c->file,
                         xmlGetLineNo(root));
    if (!edit_check_attributes(c->file, root, "", "", err))
        return false;
    for (const xmlNode *child = root->children; child; child = child->next)
        if (!read_child(c, child, err) && !go_on(c, err))
            return false;
    return true;
}

struct cases *cases_read(const char *path, struct error *err)
{
    return cases_read_all(path, NULL, err);
}

struct cases *cases_read_all(const char *path, struct mistakes *mistakes, struct error *err)
{
    struct cases *c = calloc(1, sizeof *c);
    if (c) {
        c->file = strdup(path);
        c->mistakes = mistakes;
    }
    if (!c || !c->file) {
        cases_free(c);
        error_set_memory(err);
        return NULL;
    }
    c->doc = rules_xml_read(path, err);
    if (c->doc)
        indent_drop(c->doc);
    if (!c->doc || !read_root(c, err)) {
        go_on(c, err);
        cases_free(c);
        return NULL;
    }
    c->mistakes = NULL;
    return c;
}

void cases_free(struct cases *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->count; i++)
        free(c->items[i].finds);
    for (size_t i = 0; i < c->document_count; i++)
        xmlFreeDoc(c->documents[i].made);
    free(c->items);
    free(c->documents);
    xmlFreeDoc(c->doc);
    free(c->file);
    free(c);
}

bool cases_entry(const struct cases *c, size_t index, struct case_entry *out)
{
    if (index >= c->count)
        return false;
    *out = c->items[index].entry;
    return true;
}

/* --- making ---------------------------------------------------------------------- */

static xmlDoc *read_base(const struct cases *c, const char *name, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    const char *slash = strrchr(c->file, '/');
    buffer_append(&path, c->file, slash ? (size_t)(slash + 1 - c->file) : 0);
    buffer_append_string(&path, name);
    char *file = buffer_take(&path);
    if (!file)
        error_set_memory(err);
    xmlDoc *doc = file ? rules_xml_read(file, err) : NULL;
    if (doc)
        indent_drop(doc);
    free(file);
    return doc;
}

static bool edit_all(const struct cases *c, const xmlNode *parent, xmlDoc *doc, struct error *err)
{
    const xmlNode *edit = rules_first_element(parent, NULL);
    for (; edit; edit = rules_next_element(edit, NULL)) {
        if (strcmp((const char *)edit->name, "last-year") == 0)
            break;
        if (!edit_apply(c->file, edit, doc, err))
            return false;
    }
    return true;
}

static xmlDoc *copy(xmlDoc *doc, struct error *err)
{
    xmlDoc *made = xmlCopyDoc(doc, 1);
    if (made && xmlDocGetRootElement(made))
        return made;
    xmlFreeDoc(made);
    error_set_memory(err);
    return NULL;
}

/* The document, from its file on. Many cases are made of one: it is kept. NULL with a
 * sentence. */
static xmlDoc *make_document(const struct cases *c, size_t document, struct error *err)
{
    size_t chain[MAX_CHAIN], length = 0, i = document;
    for (; i != NO_DOCUMENT && !c->documents[i].made; i = c->documents[i].from)
        chain[length++] = i;
    while (length > 0) {
        struct case_document *next = &c->documents[chain[--length]];
        xmlDoc *doc =
            i == NO_DOCUMENT ? read_base(c, next->file, err) : copy(c->documents[i].made, err);
        if (!doc || !edit_all(c, next->node, doc, err)) {
            xmlFreeDoc(doc);
            return NULL;
        }
        next->made = doc;
        i = chain[length];
    }
    return c->documents[document].made;
}

/* A copy of the document with the edits of `more` over it. */
static xmlDoc *make(const struct cases *c, size_t document, const xmlNode *more, struct error *err)
{
    xmlDoc *kept = make_document(c, document, err);
    xmlDoc *doc = kept ? copy(kept, err) : NULL;
    if (doc && edit_all(c, more, doc, err))
        return doc;
    xmlFreeDoc(doc);
    return NULL;
}

bool cases_make(const struct cases *c, size_t index, xmlDoc **doc, xmlDoc **last_year,
                struct error *err)
{
    const struct case_item *item = &c->items[index];
    const xmlNode *last = last_year_of(item->node);
    *last_year = NULL;
    *doc = make(c, item->document, item->node, err);
    if (!*doc || !last)
        return *doc != NULL;
    size_t document;
    if (refer(c, last, &document, err))
        *last_year = make(c, document, last, err);
    if (*last_year)
        return true;
    xmlFreeDoc(*doc);
    *doc = NULL;
    return false;
}
