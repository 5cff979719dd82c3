/* The model of a form: its instances, and the binds over the assessment. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/form_private.h"
#include "form/indent.h"
#include "text/buffer.h"
#include "text/i18n.h"

static const char first_instance[] = "assessment";

/* --- instances ------------------------------------------------------------ */

/* src is a name, not a way: a form must not reach out of its folder. */
static xmlDoc *read_source(const struct form_reader *reader, const xmlNode *element,
                           const char *src, struct buffer *bytes)
{
    struct buffer path = BUFFER_INIT;
    xmlDoc *doc = NULL;

    if (src[0] == '\0' || src[0] == '.' || strchr(src, '/') || strstr(src, "..")) {
        form_refuse(reader, element,
                    _("<instance> src=\"%s\": must be the name of a file in the form's own folder"),
                    src);
        return NULL;
    }
    buffer_append_format(&path, "%s/%s", reader->form->dir, src);
    if (path.failed) {
        error_set_memory(reader->err);
    } else {
        if (form_xml_read_bytes(path.data, bytes, reader->err))
            doc = form_xml_parse(path.data, bytes->data, bytes->size, reader->err);
        if (!doc)
            error_prefix(reader->err, "%s:%ld: <instance>", reader->path, xmlGetLineNo(element));
    }
    buffer_free(&path);
    return doc;
}

/* xmlns="" says that the content leaves the namespace of the form around it.
 * In a document of its own it says nothing, and would be written out. */
static void drop_empty_namespace(xmlNode *root)
{
    xmlNs **link = &root->nsDef;

    while (*link) {
        xmlNs *ns = *link;

        if (ns->href && ns->href[0] != '\0') {
            link = &ns->next;
            continue;
        }
        *link = ns->next;
        xmlFreeNs(ns);
    }
}

static xmlDoc *copy_content(const struct form_reader *reader, xmlNode *content)
{
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *root = doc ? xmlDocCopyNode(content, doc, 1) : NULL;

    if (!root) {
        xmlFreeDoc(doc);
        error_set_memory(reader->err);
        return NULL;
    }
    drop_empty_namespace(root);
    xmlDocSetRootElement(doc, root);
    return doc;
}

/* bytes gets the file, where there is one. */
static xmlDoc *read_instance(const struct form_reader *reader, const xmlNode *element,
                             const char *id, struct buffer *bytes)
{
    const char *src = form_xml_attribute(element, "src");
    xmlNode *content = form_xml_element(element->children);
    xmlDoc *doc;

    if (!src == !content || (content && form_xml_element(content->next))) {
        form_refuse(reader, element,
                    _("<instance id=\"%s\"> must have either a src or one element as its content"),
                    id);
        return NULL;
    }
    doc = src ? read_source(reader, element, src, bytes) : copy_content(reader, content);
    if (!doc)
        return NULL;
    if (xmlDocGetRootElement(doc)->ns) {
        form_refuse(reader, element,
                    _("<instance id=\"%s\"> has a root element in a namespace, which expressions "
                      "cannot name; write it without, or with xmlns=\"\""),
                    id);
        xmlFreeDoc(doc);
        return NULL;
    }
    indent_drop(doc);
    return doc;
}

/* The document goes, and is made of the bytes whenever it is wanted. */
static bool keep_written(struct form_instance *blank, struct buffer *bytes)
{
    blank->size = bytes->size;
    blank->written = malloc(bytes->size);
    if (!blank->written)
        return false;
    memcpy(blank->written, bytes->data, bytes->size);
    xmlFreeDoc(blank->doc);
    blank->doc = NULL;
    return true;
}

static bool fill_instance(const struct form_reader *reader, const xmlNode *element,
                          struct form_instance *added)
{
    struct buffer bytes = BUFFER_INIT;
    bool blank = added == reader->form->instances;
    bool done;

    added->doc = read_instance(reader, element, added->id, &bytes);
    done = added->doc != NULL;
    if (done && blank && added->src && !keep_written(added, &bytes))
        done = error_set_memory(reader->err);
    buffer_free(&bytes);
    return done;
}

static bool add_instance(const struct form_reader *reader, const xmlNode *element)
{
    struct form *form = reader->form;
    const char *id = form_xml_attribute(element, "id");
    struct form_instance *grown;
    struct form_instance *added;

    if (form->instance_count == 0 && strcmp(id, first_instance) != 0)
        return form_refuse(reader, element,
                           _("<instance id=\"%s\"> is the first; the first must be the blank "
                             "assessment, id=\"%s\""),
                           id, first_instance);
    grown = realloc(form->instances, (form->instance_count + 1) * sizeof(*grown));
    if (!grown)
        return error_set_memory(reader->err);
    form->instances = grown;
    added = &grown[form->instance_count++];
    const char *src = form_xml_attribute(element, "src");
    *added = (struct form_instance){.id = strdup(id), .src = src ? strdup(src) : NULL};
    if (!added->id || (src && !added->src))
        return error_set_memory(reader->err);
    return fill_instance(reader, element, added);
}

xmlDoc *form_blank(const struct form *f)
{
    const struct form_instance *blank = f->instances;
    struct buffer path = BUFFER_INIT;
    struct error unheard;
    xmlDoc *doc = NULL;

    if (f->instance_count == 0)
        return NULL; /* what was read is not whole: see form_read_all */
    if (!blank->written)
        return xmlCopyDoc(blank->doc, 1);
    buffer_append_format(&path, "%s/%s", f->dir, blank->src);
    if (!path.failed)
        doc = form_xml_parse(path.data, blank->written, blank->size, &unheard);
    if (doc)
        indent_drop(doc);
    buffer_free(&path);
    return doc;
}

/* --- binds ---------------------------------------------------------------- */

static enum form_type bind_type(const xmlNode *element)
{
    static const char *const names[] = {
        [FORM_STRING] = "xs:string", [FORM_INTEGER] = "xs:integer",  [FORM_DECIMAL] = "xs:decimal",
        [FORM_CODE] = "kusei:code",  [FORM_FIGURE] = "kusei:figure",
    };
    const char *type = form_xml_attribute(element, "type");

    for (size_t i = 0; type && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], type) == 0)
            return (enum form_type)i;
    }
    return FORM_STRING;
}

/* Where the next alternative of a union begins: behind the "|" that stands in no
 * bracket and no quotes; NULL when there is none. */
static const char *next_alternative(const char *expression)
{
    int depth = 0;
    char quote = '\0';

    for (const char *s = expression; *s; s++) {
        if (quote)
            quote = *s == quote ? '\0' : quote;
        else if (*s == '"' || *s == '\'')
            quote = *s;
        else if (*s == '(' || *s == '[')
            depth++;
        else if (*s == ')' || *s == ']')
            depth--;
        else if (*s == '|' && depth == 0)
            return s + 1;
    }
    return NULL;
}

static bool add_propose(const struct form_reader *reader, const xmlNode *element,
                        struct form_bind *bind, const char *expression, size_t size)
{
    struct expression **grown = realloc(bind->propose, (bind->propose_count + 1) * sizeof(*grown));
    char *alone = strndup(expression, size);

    if (grown)
        bind->propose = grown;
    if (!grown || !alone) {
        free(alone);
        return error_set_memory(reader->err);
    }
    grown[bind->propose_count] =
        form_xpath_read(reader, element, "kusei:propose", alone, FORM_AT_TIMES);
    free(alone);
    return grown[bind->propose_count++] || form_go_on(reader);
}

/* A union of XPath has no order of its own, and here the order counts: each
 * alternative is an expression by itself. */
static bool read_propose(const struct form_reader *reader, const xmlNode *element,
                         struct form_bind *bind)
{
    const char *expression = form_xml_attribute(element, "propose");

    if (expression && bind->type != FORM_FIGURE)
        return form_refuse(reader, element,
                           _("<bind> kusei:propose is for figures only; write type=\"%s\" too"),
                           "kusei:figure");
    while (expression) {
        const char *next = next_alternative(expression);
        size_t size = next ? (size_t)(next - expression) - 1 : strlen(expression);

        if (!add_propose(reader, element, bind, expression, size))
            return false;
        expression = next;
    }
    return true;
}

static bool copy_written(const struct form_reader *reader, const xmlNode *element, const char *name,
                         char **out)
{
    const char *written = form_xml_attribute(element, name);

    *out = written ? strdup(written) : NULL;
    return *out || !written || error_set_memory(reader->err);
}

static bool add_bind(const struct form_reader *reader, const xmlNode *element)
{
    struct form *form = reader->form;
    struct form_bind *grown = realloc(form->binds, (form->bind_count + 1) * sizeof(*grown));
    const char *not_applicable = form_xml_attribute(element, "not-applicable");
    struct form_bind *bind;

    if (!grown)
        return error_set_memory(reader->err);
    form->binds = grown;
    bind = &grown[form->bind_count++];
    *bind = (struct form_bind){.type = bind_type(element), .line = (int)xmlGetLineNo(element)};
    if (!copy_written(reader, element, "required", &bind->required_written) ||
        !copy_written(reader, element, "relevant", &bind->relevant_written))
        return false;
    bind->not_applicable = !not_applicable || strcmp(not_applicable, "false()") != 0;
    return form_xpath_attribute(reader, element, "nodeset", FORM_ALWAYS, &bind->nodeset) &&
           form_xpath_attribute(reader, element, "required", FORM_ALWAYS, &bind->required) &&
           form_xpath_attribute(reader, element, "relevant", FORM_ALWAYS, &bind->relevant) &&
           form_xpath_attribute(reader, element, "readonly", FORM_ALWAYS, &bind->readonly) &&
           form_xpath_attribute(reader, element, "calculate", FORM_ALWAYS, &bind->calculate) &&
           form_xpath_attribute(reader, element, "carry", FORM_AT_TIMES, &bind->carry) &&
           read_propose(reader, element, bind);
}

static bool for_each(const struct form_reader *reader, xmlNode *model, const char *name,
                     bool (*add)(const struct form_reader *, const xmlNode *))
{
    for (xmlNode *n = form_xml_element(model->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, name) && !add(reader, n) && !form_go_on(reader))
            return false;
    }
    return true;
}

/* All instances first: a bind's expressions may name any of them. */
bool form_model_read(const struct form_reader *reader, xmlNode *model)
{
    return for_each(reader, model, "instance", add_instance) &&
           for_each(reader, model, "bind", add_bind);
}

void form_model_clear(struct form *form)
{
    for (size_t i = 0; i < form->instance_count; i++) {
        free(form->instances[i].id);
        xmlFreeDoc(form->instances[i].doc);
        free(form->instances[i].src);
        free(form->instances[i].written);
    }
    free(form->instances);
    for (size_t i = 0; i < form->bind_count; i++) {
        free(form->binds[i].propose);
        free(form->binds[i].required_written);
        free(form->binds[i].relevant_written);
    }
    free(form->binds);
}
