/* The tokens of an XPath 1.0 expression (section 3.7, with its rules that tell
 * the operators `and`, `div`, `*` from names). */
#ifndef KUSEI_RULES_LEXER_H
#define KUSEI_RULES_LEXER_H

#include <stdbool.h>
#include <stddef.h>

enum rules_token_kind {
    RULES_TOKEN_END,
    RULES_TOKEN_BAD,     /* a byte that begins no token, or a literal without its end */
    RULES_TOKEN_LITERAL, /* 'text' */
    RULES_TOKEN_NUMBER,
    RULES_TOKEN_VARIABLE, /* $name; start is at the name */
    RULES_TOKEN_FUNCTION, /* a name before "(": a function or a node type */
    RULES_TOKEN_AXIS,     /* a name before "::" */
    RULES_TOKEN_NAME,     /* a name test: name, p:name, p:* or * */
    RULES_TOKEN_OPERATOR, /* and or div mod * + - = != < <= > >= | */
    RULES_TOKEN_MARK,     /* ( ) [ ] . .. @ , :: / // */
};

struct rules_token {
    enum rules_token_kind kind;
    const char *start;
    size_t size;
};

struct rules_lexer {
    const char *at;
    bool operand_before; /* the last token ended an operand, so a name is now an operator */
};

/* Begins at text, which must outlive the lexer. */
void rules_lexer_start(struct rules_lexer *lexer, const char *text);
void rules_lexer_next(struct rules_lexer *lexer, struct rules_token *token);

/* Whether the token is written like that. */
bool rules_token_is(const struct rules_token *token, const char *text);

#endif
