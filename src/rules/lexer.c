#include "rules/lexer.h"

#include <string.h>

void rules_lexer_start(struct rules_lexer *lexer, const char *text)
{
    lexer->at = text;
    lexer->operand_before = false;
}

bool rules_token_is(const struct rules_token *token, const char *text)
{
    return strlen(text) == token->size && memcmp(text, token->start, token->size) == 0;
}

static const char *skip_space(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of UTF-8 beyond ASCII count as letters: libxml2 judges them when the
 * expression is compiled. */
static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static const char *skip_name(const char *s)
{
    while (starts_name(*s) || is_digit(*s) || *s == '-' || *s == '.')
        s++;
    return s;
}

static const char *skip_qualified_name(const char *s)
{
    s = skip_name(s);
    if (s[0] == ':' && starts_name(s[1]))
        return skip_name(s + 1);
    if (s[0] == ':' && s[1] == '*')
        return s + 2;
    return s;
}

static const char *skip_number(const char *s)
{
    while (is_digit(*s))
        s++;
    if (*s == '.')
        s++;
    while (is_digit(*s))
        s++;
    return s;
}

static enum rules_token_kind lex_literal(const char *s, const char **end)
{
    const char *close = strchr(s + 1, *s);
    *end = close ? close + 1 : s + strlen(s);
    return close ? RULES_TOKEN_LITERAL : RULES_TOKEN_BAD;
}

static enum rules_token_kind lex_name(const struct rules_lexer *lexer, const char *s,
                                      const char **end)
{
    *end = skip_qualified_name(s);
    if (lexer->operand_before)
        return RULES_TOKEN_OPERATOR;
    const char *after = skip_space(*end);
    if (*after == '(')
        return RULES_TOKEN_FUNCTION;
    if (after[0] == ':' && after[1] == ':')
        return RULES_TOKEN_AXIS;
    return RULES_TOKEN_NAME;
}

static enum rules_token_kind lex_symbol(const struct rules_lexer *lexer, const char *s,
                                        const char **end)
{
    static const char *const pairs[] = {"::", "//", "..", "!=", "<=", ">="};
    size_t size = 1;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(s, pairs[i], 2) == 0)
            size = 2;
    *end = s + size;
    if (*s == '*')
        return lexer->operand_before ? RULES_TOKEN_OPERATOR : RULES_TOKEN_NAME;
    if (strchr("+-=<>|", *s) || (*s == '!' && size == 2))
        return RULES_TOKEN_OPERATOR;
    if (strchr("()[].@,/", *s) || (*s == ':' && size == 2))
        return RULES_TOKEN_MARK;
    return RULES_TOKEN_BAD;
}

static bool ends_operand(const struct rules_token *token)
{
    switch (token->kind) {
    case RULES_TOKEN_LITERAL:
    case RULES_TOKEN_NUMBER:
    case RULES_TOKEN_VARIABLE:
    case RULES_TOKEN_NAME:
        return true;
    case RULES_TOKEN_MARK:
        return strchr(")].", *token->start) != NULL;
    default:
        return false;
    }
}

void rules_lexer_next(struct rules_lexer *lexer, struct rules_token *token)
{
    const char *s = skip_space(lexer->at), *end = s;
    token->start = s;
    if (*s == '\0') {
        token->kind = RULES_TOKEN_END;
    } else if (*s == '\'' || *s == '"') {
        token->kind = lex_literal(s, &end);
    } else if (is_digit(*s) || (*s == '.' && is_digit(s[1]))) {
        token->kind = RULES_TOKEN_NUMBER;
        end = skip_number(s);
    } else if (*s == '$' && starts_name(s[1])) {
        token->kind = RULES_TOKEN_VARIABLE;
        token->start = s + 1;
        end = skip_qualified_name(s + 1);
    } else if (starts_name(*s)) {
        token->kind = lex_name(lexer, s, &end);
    } else {
        token->kind = lex_symbol(lexer, s, &end);
    }
    token->size = (size_t)(end - token->start);
    lexer->at = end;
    lexer->operand_before = ends_operand(token);
}
