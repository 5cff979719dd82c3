/* Asserts and reports: their attributes, and their sentences in two languages. */
#include <stdlib.h>
#include <string.h>

#include "rules/read.h"
#include "rules/vocabulary.h"
#include "text/buffer.h"
#include "text/i18n.h"

static struct rules_part *add_part(const struct rules_reader *in, struct rules_text *text)
{
    void *grown = rules_grow(text->parts, text->count, &text->room, sizeof *text->parts);
    if (!grown) {
        error_set_memory(in->err);
        return NULL;
    }
    text->parts = grown;
    return &text->parts[text->count++];
}

static bool add_literal(const struct rules_reader *in, const char *literal, struct rules_text *text)
{
    struct rules_part *part = add_part(in, text);
    if (!part)
        return false;
    part->literal = strdup(literal);
    return part->literal || error_set_memory(in->err);
}

static bool add_value(const struct rules_reader *in, const struct rules_scope *scope,
                      const xmlNode *node, const char *expression, struct rules_text *text)
{
    struct rules_part *part = add_part(in, text);
    if (!part)
        return false;
    part->value = rules_expression_read(scope, expression, false, in->err);
    return part->value || rules_place_error(in, node);
}

/* <name path="x"/> is the string name(x), without a path the context's name. */
static bool add_name(const struct rules_reader *in, const struct rules_scope *scope,
                     const xmlNode *node, struct rules_text *text)
{
    const char *path = rules_attribute(node, "path");
    struct buffer expression = BUFFER_INIT;
    buffer_append_format(&expression, "name(%s)", path ? path : ".");
    char *compiled = buffer_take(&expression);
    if (!compiled)
        return error_set_memory(in->err);
    bool added = add_value(in, scope, node, compiled, text);
    free(compiled);
    return added;
}

/* emph, span and dir are text here: a message has no typography. They hold
 * nothing but text themselves, so this goes one level down and no further. */
static bool read_parts(const struct rules_reader *in, const struct rules_scope *scope,
                       const xmlNode *node, struct rules_text *text)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        const char *name = (const char *)child->name;
        bool good = true;
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            good = add_literal(in, (const char *)child->content, text);
        else if (child->type != XML_ELEMENT_NODE)
            continue;
        else if (strcmp(name, "value-of") == 0)
            good = add_value(in, scope, child, rules_attribute(child, "select"), text);
        else if (strcmp(name, "name") == 0)
            good = add_name(in, scope, child, text);
        else
            good = read_parts(in, scope, child, text);
        if (!good)
            return false;
    }
    return true;
}

static bool is_blank(const struct rules_text *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const char *literal = text->parts[i].literal;
        if (!literal || literal[strspn(literal, " \t\r\n")])
            return false;
    }
    return true;
}

static bool read_text(const struct rules_reader *in, const struct rules_scope *scope,
                      const xmlNode *node, struct rules_text *text)
{
    if (!read_parts(in, scope, node, text))
        return false;
    if (!is_blank(text))
        return true;
    error_set(in->err, _("<%s> has no text."), (const char *)node->name);
    return rules_place_error(in, node);
}

/* The kinds of a test's diagnostics, by what their ids add to the test's. */
enum diagnostic {
    DIAGNOSTIC_EN,
    DIAGNOSTIC_REMEDY_JA,
    DIAGNOSTIC_REMEDY_EN,
    DIAGNOSTIC_OPERANDS,
    DIAGNOSTIC_KINDS
};

/* DIAGNOSTIC_KINDS when the id is none of the test's. */
static enum diagnostic diagnostic_kind(const char *test_id, const char *id)
{
    static const char *const endings[] = {[DIAGNOSTIC_EN] = ".en",
                                          [DIAGNOSTIC_REMEDY_JA] = ".remedy.ja",
                                          [DIAGNOSTIC_REMEDY_EN] = ".remedy.en",
                                          [DIAGNOSTIC_OPERANDS] = ".operands"};
    size_t size = strlen(test_id);
    enum diagnostic kind = DIAGNOSTIC_KINDS;
    for (int i = 0; i < DIAGNOSTIC_KINDS && strncmp(id, test_id, size) == 0; i++)
        if (strcmp(id + size, endings[i]) == 0)
            kind = (enum diagnostic)i;
    return kind;
}

/* The test's text of that kind; NULL for DIAGNOSTIC_KINDS. */
static struct rules_text *diagnostic_text(struct rules_test *test, enum diagnostic kind)
{
    struct rules_text *const texts[] = {[DIAGNOSTIC_EN] = &test->message[FORM_EN],
                                        [DIAGNOSTIC_REMEDY_JA] = &test->remedy[FORM_JA],
                                        [DIAGNOSTIC_REMEDY_EN] = &test->remedy[FORM_EN],
                                        [DIAGNOSTIC_OPERANDS] = &test->operands,
                                        [DIAGNOSTIC_KINDS] = NULL};
    return texts[kind];
}

static xmlNode *find_diagnostic(const struct rules_reader *in, const char *id)
{
    return in->ids ? xmlHashLookup(in->ids, (const xmlChar *)id) : NULL;
}

/* Operands are nodes: of words between them nobody would know what to do. */
static bool check_operands(const struct rules_reader *in, const xmlNode *node,
                           const struct rules_text *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const char *literal = text->parts[i].literal;
        if (literal && literal[strspn(literal, " \t\r\n")]) {
            error_set(in->err, _("operands are <value-of> elements with nothing between them."));
            return rules_place_error(in, node);
        }
    }
    return true;
}

static bool read_diagnostic(const struct rules_reader *in, const struct rules_scope *scope,
                            const xmlNode *node, struct rules_test *test, const char *id)
{
    struct rules_text *text = diagnostic_text(test, diagnostic_kind(test->id, id));
    if (!text || text->count > 0) {
        error_set(in->err,
                  _("the diagnostic %s does not belong here; those of %s are %s.en, "
                    "%s.remedy.ja, %s.remedy.en and %s.operands, each once."),
                  id, test->id, test->id, test->id, test->id, test->id);
        return rules_place_error(in, node);
    }
    xmlNode *diagnostic = find_diagnostic(in, id);
    if (!diagnostic) {
        error_set(in->err, _("there is no <diagnostic> with the id %s."), id);
        return rules_place_error(in, node);
    }
    diagnostic->_private = test; /* somebody will see it */
    if (!read_text(in, scope, diagnostic, text))
        return false;
    return text != &test->operands || check_operands(in, diagnostic, text);
}

static bool read_diagnostics(const struct rules_reader *in, const struct rules_scope *scope,
                             const xmlNode *node, struct rules_test *test)
{
    static const char blanks[] = " \t\r\n";
    const char *list = rules_attribute(node, "diagnostics");
    if (!list)
        return true;
    bool good = true;
    for (list += strspn(list, blanks); *list && good; list += strspn(list, blanks)) {
        size_t size = strcspn(list, blanks);
        char *id = strndup(list, size);
        good = id ? read_diagnostic(in, scope, node, test, id) || rules_go_on(in)
                  : error_set_memory(in->err);
        free(id);
        list += size;
    }
    return good;
}

static bool read_role(const struct rules_reader *in, const xmlNode *node, struct rules_test *test)
{
    static const char *const roles[] = {
        [RULES_ERROR] = "error", [RULES_WARNING] = "warning", [RULES_INFO] = "info"};
    const char *role = rules_attribute(node, "role");
    for (int i = RULES_ERROR; i <= RULES_INFO; i++) {
        if (strcmp(role, roles[i]) == 0) {
            test->severity = (enum rules_severity)i;
            return true;
        }
    }
    error_set(in->err, _("the role \"%s\" is unknown; it is error, warning or info."), role);
    return rules_place_error(in, node);
}

/* The test being read is the last of its rule already, with its id still unset. */
static bool check_id(const struct rules_reader *in, const xmlNode *node, const char *id)
{
    const struct rules_test *other;
    struct rules_walk walk = {0};
    if (xmlValidateNCName((const xmlChar *)id, 0) != 0) {
        error_set(in->err,
                  _("\"%s\" is not an id: it must begin with a letter and have no blanks."), id);
        return rules_place_error(in, node);
    }
    while ((other = rules_next_test(in->rules, &walk))) {
        if (other->id && strcmp(other->id, id) == 0) {
            error_set(in->err, _("the id %s is given already, in line %d."), id, other->line);
            return rules_place_error(in, node);
        }
    }
    return true;
}

static bool read_expressions(const struct rules_reader *in, const struct rules_scope *scope,
                             const xmlNode *node, struct rules_test *test)
{
    test->test = rules_read_expression(in, scope, node, "test", true);
    if (!test->test && !rules_go_on(in))
        return false;
    if (rules_attribute(node, "subject")) {
        test->subject = rules_read_expression(in, scope, node, "subject", false);
        if (!test->subject && !rules_go_on(in))
            return false;
    }
    return true;
}

bool rules_read_test(const struct rules_reader *in, const struct rules_scope *scope,
                     const xmlNode *node, struct rules_test *test)
{
    test->line = (int)xmlGetLineNo(node);
    test->fires_on = strcmp((const char *)node->name, "report") == 0;
    if (!check_id(in, node, rules_attribute(node, "id")) && !rules_go_on(in))
        return false;
    test->id = rules_copy_attribute(in, node, "id");
    if (!test->id || (!read_role(in, node, test) && !rules_go_on(in)) ||
        !read_expressions(in, scope, node, test))
        return false;
    if (rules_attribute(node, "see")) {
        test->source = rules_copy_attribute(in, node, "see");
        if (!test->source)
            return false;
    }
    if (!read_text(in, scope, node, &test->message[FORM_JA]) && !rules_go_on(in))
        return false;
    return read_diagnostics(in, scope, node, test);
}

bool rules_check_diagnostics(const struct rules_reader *in)
{
    const xmlNode *node = in->diagnostics ? rules_first_element(in->diagnostics, NULL) : NULL;
    for (; node; node = rules_next_element(node, NULL)) {
        const char *id = rules_attribute(node, "id");
        const xmlNode *first = find_diagnostic(in, id);
        if (first != node) {
            error_set(in->err, _("the id %s is given already, in line %ld."), id,
                      xmlGetLineNo(first));
            if (!rules_place_error(in, node) && !rules_go_on(in))
                return false;
        } else if (!node->_private) {
            error_set(in->err, _("no assert or report has %s among its diagnostics."), id);
            if (!rules_place_error(in, node) && !rules_go_on(in))
                return false;
        }
    }
    return true;
}
