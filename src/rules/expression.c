#include "rules/expression.h"

#include <stdlib.h>
#include <string.h>

#include "rules/lexer.h"
#include "rules/read.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* XPath 1.0, section 4: the core function library. */
static const char *const functions[] = {
    "last",
    "position",
    "count",
    "id",
    "local-name",
    "namespace-uri",
    "name",
    "string",
    "concat",
    "starts-with",
    "contains",
    "substring-before",
    "substring-after",
    "substring",
    "string-length",
    "normalize-space",
    "translate",
    "boolean",
    "not",
    "true",
    "false",
    "lang",
    "number",
    "sum",
    "floor",
    "ceiling",
    "round",
    "document", /* XSLT 1.0, section 12.1, with a file's name as its one argument */
    NULL,
};

static const char *const node_types[] = {"text", "node", "comment", "processing-instruction", NULL};

static bool is_one_of(const struct rules_token *token, const char *const *names)
{
    for (; *names; names++)
        if (rules_token_is(token, *names))
            return true;
    return false;
}

static const struct rules_let *find_let(const struct rules_lets *lets, const char *name,
                                        size_t size)
{
    for (size_t i = 0; lets && i < lets->count; i++)
        if (strlen(lets->items[i].name) == size && memcmp(lets->items[i].name, name, size) == 0)
            return &lets->items[i];
    return NULL;
}

const struct rules_let *rules_scope_find(const struct rules_scope *scope, const char *name,
                                         size_t size)
{
    const struct rules_let *let = find_let(scope->rule, name, size);
    if (!let)
        let = find_let(scope->pattern, name, size);
    return let ? let : find_let(&scope->rules->lets, name, size);
}

static bool prefix_known(const struct rules *r, const char *prefix, size_t size)
{
    if (size == 3 && memcmp(prefix, "xml", 3) == 0)
        return true;
    for (size_t i = 0; i < r->namespace_count; i++)
        if (strlen(r->namespaces[i].prefix) == size &&
            memcmp(r->namespaces[i].prefix, prefix, size) == 0)
            return true;
    return false;
}

static bool check_token(const struct rules_scope *scope, const struct rules_token *token,
                        struct error *err)
{
    int size = (int)token->size;
    if (token->kind == RULES_TOKEN_BAD)
        return error_set(err, _("\"%.*s\" is not XPath 1.0."), size, token->start);
    if (token->kind == RULES_TOKEN_FUNCTION && !is_one_of(token, functions) &&
        !is_one_of(token, node_types))
        return error_set(err, _("XPath 1.0 has no function %.*s()."), size, token->start);
    if (token->kind == RULES_TOKEN_VARIABLE && !rules_scope_find(scope, token->start, token->size))
        return error_set(err, _("no <let> before this place declares the variable $%.*s."), size,
                         token->start);
    const char *colon = memchr(token->start, ':', token->size);
    if (token->kind == RULES_TOKEN_NAME && colon &&
        !prefix_known(scope->rules, token->start, (size_t)(colon - token->start)))
        return error_set(err, _("no <ns> declares the prefix of %.*s."), size, token->start);
    return true;
}

/* document('NAME'): the file is read with the rules, so that one that is not
 * there is known before anybody's assessment is judged. */
static bool check_document(const struct rules_scope *scope, struct rules_lexer *lexer,
                           struct error *err)
{
    struct rules_token open, name, close;
    rules_lexer_next(lexer, &open);
    rules_lexer_next(lexer, &name);
    rules_lexer_next(lexer, &close);
    bool fits = name.kind == RULES_TOKEN_LITERAL && rules_token_is(&close, ")") && name.size > 3 &&
                name.start[1] != '.' && !memchr(name.start, '/', name.size);
    if (!fits)
        return error_set(err, _("document() takes the name of a file in the folder of the rules, "
                                "in quotation marks, and nothing else."));
    return rules_read_document(scope->rules, name.start + 1, name.size - 2, err);
}

static bool check_names(const struct rules_scope *scope, const char *text, struct error *err)
{
    struct rules_lexer lexer;
    struct rules_token token;
    rules_lexer_start(&lexer, text);
    do {
        rules_lexer_next(&lexer, &token);
        if (!check_token(scope, &token, err))
            return false;
        if (token.kind == RULES_TOKEN_FUNCTION && rules_token_is(&token, "document") &&
            !check_document(scope, &lexer, err))
            return false;
    } while (token.kind != RULES_TOKEN_END);
    return true;
}

/* Without a look at its names. */
static struct expression *add_expression(const struct rules *r, const char *text, bool kept,
                                         struct error *err)
{
    struct expression_fault fault;
    struct expression *e = expressions_add(r->expressions, text, kept, &fault);
    if (!e && fault.memory)
        error_set_memory(err);
    else if (!e)
        error_set(err, _("\"%s\" is not an expression of XPath 1.0."), text);
    return e;
}

struct expression *rules_expression_read(const struct rules_scope *scope, const char *text,
                                         bool kept, struct error *err)
{
    return check_names(scope, text, err) ? add_expression(scope->rules, text, kept, err) : NULL;
}

static bool refuse_pattern(const struct rules_token *token, struct error *err)
{
    return error_set(err,
                     _("\"%.*s\" may not stand in a context: a context is a pattern of XSLT 1.0."),
                     (int)token->size, token->start);
}

/* Whether a token may stand in a pattern: nowhere a variable (XSLT 1.0, section
 * 5.3), and outside of predicates only names, for steps down the tree. Node
 * types are left out because only elements, attributes and the document node
 * are judged. */
static bool check_pattern_token(const struct rules_token *token, int depth, struct error *err)
{
    bool fits = true;
    if (depth > 0 || token->kind == RULES_TOKEN_VARIABLE)
        fits = token->kind != RULES_TOKEN_VARIABLE;
    else if (token->kind == RULES_TOKEN_AXIS)
        fits = rules_token_is(token, "child") || rules_token_is(token, "attribute");
    else if (token->kind == RULES_TOKEN_OPERATOR)
        fits = rules_token_is(token, "|");
    else if (token->kind == RULES_TOKEN_MARK)
        fits = !strchr(".()", *token->start);
    else
        fits = token->kind == RULES_TOKEN_NAME || token->kind == RULES_TOKEN_END;
    return fits || refuse_pattern(token, err);
}

static bool add_context(const struct rules *r, struct rules_rule *rule, const char *start,
                        size_t size, struct error *err)
{
    struct buffer text = BUFFER_INIT;
    if (*start != '/')
        buffer_append_string(&text, "//");
    buffer_append(&text, start, size);
    char *expression = buffer_take(&text);
    void *grown = rules_grow(rule->contexts, rule->context_count, &rule->context_room,
                             sizeof *rule->contexts);
    if (grown)
        rule->contexts = grown;
    if (!grown || !expression) {
        free(expression);
        return error_set_memory(err);
    }
    struct expression *added = add_expression(r, expression, true, err);
    if (added)
        rule->contexts[rule->context_count++] = added;
    free(expression);
    return added != NULL;
}

bool rules_context_read(const struct rules_scope *scope, const char *text, struct rules_rule *rule,
                        struct error *err)
{
    /* As written first: what is put in front of an alternative below must not
     * make a pattern of something that is none. */
    if (!rules_expression_read(scope, text, false, err))
        return false;
    struct rules_lexer lexer;
    struct rules_token token;
    const char *start = NULL;
    int depth = 0;
    rules_lexer_start(&lexer, text);
    do {
        rules_lexer_next(&lexer, &token);
        if (!start)
            start = token.start;
        depth += rules_token_is(&token, "[") - rules_token_is(&token, "]");
        if (!check_pattern_token(&token, depth, err))
            return false;
        bool ends = token.kind == RULES_TOKEN_END || (depth == 0 && rules_token_is(&token, "|"));
        if (ends && token.start == start)
            return error_set(err, _("\"%s\" has nothing on one side of the |."), text);
        if (ends && !add_context(scope->rules, rule, start, (size_t)(token.start - start), err))
            return false;
        if (ends)
            start = NULL;
    } while (token.kind != RULES_TOKEN_END);
    return true;
}
