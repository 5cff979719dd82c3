/*
 * The expressions of a form: XPath 1.0 with instance() and current(). libxml2
 * compiles them, but looks for functions, prefixes and variables only when an
 * expression runs. A form that names one that is not there must be refused when
 * it is read, not when a person opens the page, so the names are looked up here.
 */
#include "config.h"

#include <string.h>

#include "form/form_private.h"
#include "text/i18n.h"

enum { ANY_NUMBER = 99 };

struct function {
    const char *name;
    int least;
    int most;
};

/* XPath 1.0, section 4; the node tests of section 2.3; XForms 1.1, section 7.10. */
static const struct function functions[] = {
    {"last", 0, 0},
    {"position", 0, 0},
    {"count", 1, 1},
    {"id", 1, 1},
    {"local-name", 0, 1},
    {"namespace-uri", 0, 1},
    {"name", 0, 1},
    {"string", 0, 1},
    {"concat", 2, ANY_NUMBER},
    {"starts-with", 2, 2},
    {"contains", 2, 2},
    {"substring-before", 2, 2},
    {"substring-after", 2, 2},
    {"substring", 2, 3},
    {"string-length", 0, 1},
    {"normalize-space", 0, 1},
    {"translate", 3, 3},
    {"boolean", 1, 1},
    {"not", 1, 1},
    {"true", 0, 0},
    {"false", 0, 0},
    {"lang", 1, 1},
    {"number", 0, 1},
    {"sum", 1, 1},
    {"floor", 1, 1},
    {"ceiling", 1, 1},
    {"round", 1, 1},
    {"node", 0, 0},
    {"text", 0, 0},
    {"comment", 0, 0},
    {"processing-instruction", 0, 1},
    {"instance", 1, 1},
    {"current", 0, 0},
};

/* Where an expression stands, and how far it has been looked through. */
struct scan {
    const struct form_reader *reader;
    const xmlNode *element;
    const char *attribute;
    const char *expression;
    const char *at;
    bool operand; /* the last token ends an operand, so a name here is an operator */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_name(char c)
{
    return is_name_start(c) || is_digit(c) || c == '-' || c == '.';
}

static const char *skip_spaces(const char *s)
{
    while (is_space(*s))
        s++;
    return s;
}

/* Behind the literal that begins at s. */
static const char *skip_literal(const char *s)
{
    const char *end = strchr(s + 1, *s);

    return end ? end + 1 : s + strlen(s);
}

static const char *skip_name(const char *s)
{
    while (is_name(*s))
        s++;
    return s;
}

/* How many arguments the call has whose opening bracket is at s; -1 where it
 * does not end, which libxml2 lets pass behind a "(" or ",". */
static int count_arguments(const char *s)
{
    int depth = 0;
    int commas = 0;

    if (*skip_spaces(s + 1) == ')')
        return 0;
    while (*s) {
        if (*s == '\'' || *s == '"') {
            s = skip_literal(s);
            continue;
        }
        if (*s == '(' || *s == '[')
            depth++;
        else if ((*s == ')' || *s == ']') && --depth == 0)
            return commas + 1;
        else if (*s == ',' && depth == 1)
            commas++;
        s++;
    }
    return -1;
}

static const struct function *find_function(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (strlen(functions[i].name) == size && memcmp(functions[i].name, name, size) == 0)
            return &functions[i];
    }
    return NULL;
}

/* libxml2 counts bytes; a person counts characters. */
static size_t character_number(const char *expression, size_t offset)
{
    size_t number = 1;

    for (size_t i = 0; i < offset && expression[i]; i++)
        number += (expression[i + 1] & 0xC0) != 0x80;
    return number;
}

/* Puts the place in front of the sentence that says what is wrong. */
static bool refuse(const struct scan *scan)
{
    error_prefix(scan->reader->err, "%s:%ld: <%s> %s=\"%s\"", scan->reader->path,
                 xmlGetLineNo(scan->element), (const char *)scan->element->name, scan->attribute,
                 scan->expression);
    return false;
}

static bool refuse_syntax(const struct scan *scan, size_t offset)
{
    error_set(scan->reader->err, _("is not an XPath 1.0 expression; the fault is at character %zu"),
              character_number(scan->expression, offset));
    return refuse(scan);
}

/* instance('policy'): a name that is written out must be that of an instance.
 * A name that is computed shows only when it runs. */
static bool check_instance(const struct scan *scan, const char *bracket)
{
    const struct form *form = scan->reader->form;
    const char *start = skip_spaces(bracket + 1);
    const char *end;
    size_t size;

    if (*start != '\'' && *start != '"')
        return true;
    end = skip_literal(start);
    if (*skip_spaces(end) != ')')
        return true;
    start++;
    size = (size_t)(end - 1 - start);
    for (size_t i = 0; i < form->instance_count; i++) {
        const char *id = form->instances[i].id;

        if (strlen(id) == size && memcmp(id, start, size) == 0)
            return true;
    }
    error_set(scan->reader->err, _("there is no instance \"%.*s\"; name one of those in <model>"),
              (int)size, start);
    return refuse(scan);
}

static bool check_call(const struct scan *scan, const char *name, size_t size, const char *bracket)
{
    const struct function *function = find_function(name, size);
    int count = count_arguments(bracket);

    if (count < 0)
        return refuse_syntax(scan, strlen(scan->expression));
    if (!function) {
        error_set(
            scan->reader->err,
            _("there is no function %.*s(); use those of XPath 1.0, instance() and current()"),
            (int)size, name);
        return refuse(scan);
    }
    if (count < function->least || count > function->most) {
        error_set(scan->reader->err, _("%s() does not take %d arguments; see XPath 1.0"),
                  function->name, count);
        return refuse(scan);
    }
    return strcmp(function->name, "instance") != 0 || check_instance(scan, bracket);
}

/* XPath 1.0, section 3.7: a name behind an operand is an operator, a name
 * before "(" a function or node test, a name before "::" an axis. */
static bool scan_name(struct scan *scan)
{
    const char *start = scan->at;
    const char *next;

    scan->at = skip_name(start);
    if (scan->operand) {
        scan->operand = false;
        return true;
    }
    next = skip_spaces(scan->at);
    if (next[0] == ':' && next[1] == ':') {
        scan->at = next + 2;
        return true;
    }
    if (next[0] == ':') {
        error_set(scan->reader->err,
                  _("has the prefix %.*s; names in an assessment have no namespace, write them "
                    "without"),
                  (int)(scan->at - start), start);
        return refuse(scan);
    }
    scan->operand = true;
    return next[0] != '(' || check_call(scan, start, (size_t)(scan->at - start), next);
}

/* Everything that is no name: it only matters whether it ends an operand. */
static void scan_symbol(struct scan *scan)
{
    char c = *scan->at;

    if (c == '\'' || c == '"') {
        scan->at = skip_literal(scan->at);
        scan->operand = true;
        return;
    }
    scan->at++;
    if (c == '*')
        scan->operand = !scan->operand;
    else if (!is_space(c))
        scan->operand = c == ')' || c == ']' || c == '.' || is_digit(c);
}

static bool check_names(struct scan *scan)
{
    size_t size = strlen(scan->expression);

    /* A "|" at the end is the other thing that libxml2 lets pass. */
    if (size > 0 && scan->expression[size - 1] == '|')
        return refuse_syntax(scan, size);
    while (*scan->at) {
        if (*scan->at == '$') {
            error_set(scan->reader->err, _("has a variable; a form has none"));
            return refuse(scan);
        }
        if (!is_name_start(*scan->at))
            scan_symbol(scan);
        else if (!scan_name(scan))
            return false;
    }
    return true;
}

struct expression *form_xpath_read(const struct form_reader *reader, const xmlNode *element,
                                   const char *attribute, const char *expression, enum form_use use)
{
    struct scan scan = {reader, element, attribute, expression, expression, false};
    struct expression_fault fault;
    struct expression *read =
        expressions_add(reader->form->expressions, expression, use == FORM_ALWAYS, &fault);

    if (read)
        return check_names(&scan) ? read : NULL;
    if (fault.memory)
        error_set_memory(reader->err);
    else
        refuse_syntax(&scan, fault.offset);
    return NULL;
}

bool form_xpath_attribute(const struct form_reader *reader, const xmlNode *element,
                          const char *attribute, enum form_use use, struct expression **out)
{
    const char *expression = form_xml_attribute(element, attribute);

    *out = expression ? form_xpath_read(reader, element, attribute, expression, use) : NULL;
    return *out || !expression || form_go_on(reader);
}
