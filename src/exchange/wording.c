#include "exchange/wording.h"

#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/utf8.h"
#include "xml/libxml2.h"

enum { QUOTE_CHARACTERS = 40, PATH_BYTES = 400 };

/* --- quoting -------------------------------------------------------------- */

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

void wording_quote(const char *foreign, char *out, size_t size)
{
    size_t left = strlen(foreign), used = 0, count = 0;
    const char *at = foreign;

    while (left > 0 && used + 2 * sizeof(replacement) < size) {
        uint32_t cp = 0;
        size_t length = utf8_decode(at, left, &cp), step = length == 0 ? 1 : length;
        const char *put = at;

        if (count++ == QUOTE_CHARACTERS)
            break;
        if (cp == '\n' || cp == '\t')
            put = " ";
        else if (length == 0 || !allowed_is(cp))
            put = replacement;
        length = put == at ? length : strlen(put);
        memcpy(out + used, put, length);
        used += length;
        at += step;
        left -= step;
    }
    if (left > 0) {
        memcpy(out + used, "...", strlen("..."));
        used += strlen("...");
    }
    out[used] = '\0';
}

void wording_one_line(char *text)
{
    size_t length = strlen(text);

    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '.'))
        text[--length] = '\0';
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\t')
            *at = ' ';
    }
}

/* A library's words can quote the document anywhere, so that every character
 * is looked at; but they are let be as long as they are. */
static void append_words(struct buffer *b, const char *words)
{
    size_t left = strlen(words);

    while (left > 0) {
        uint32_t cp = 0;
        size_t length = utf8_decode(words, left, &cp), step = length == 0 ? 1 : length;

        if (strcmp(words, ".\n") == 0 || strcmp(words, "\n") == 0)
            break; /* the end of a library's message */
        if (cp == '\n' || cp == '\t')
            buffer_append_string(b, " ");
        else if (length == 0 || !allowed_is(cp))
            buffer_append_string(b, replacement);
        else
            buffer_append(b, words, length);
        words += step;
        left -= step;
    }
}

bool wording_prefix(struct error *err, const char *path)
{
    struct buffer shown = BUFFER_INIT;
    size_t length = strlen(path), skip = length > PATH_BYTES ? length - PATH_BYTES : 0;
    char *text;

    while (skip > 0 && ((unsigned char)path[skip] & 0xC0) == 0x80)
        skip++;
    if (skip > 0)
        buffer_append_string(&shown, "...");
    append_words(&shown, path + skip);
    text = buffer_take(&shown);
    if (text == NULL)
        return false; /* the sentence stands without it */
    error_prefix(err, "%s", text);
    free(text);
    return false;
}

/* --- documents that cannot be read ------------------------------------------ */

struct reason {
    int code; /* xmlParserErrors */
    const char *sentence;
};

/* The reasons that real files have; every other one is told in libxml2's words. */
static const struct reason syntax_reasons[] = {
    {XML_ERR_INTERNAL_ERROR, N_("it is larger, or nested deeper, than any official file")},
    {XML_ERR_DOCUMENT_EMPTY, N_("there is no XML in it")},
    {XML_ERR_DOCUMENT_END, N_("something follows after its end")},
    {XML_ERR_TAG_NAME_MISMATCH, N_("an end tag does not belong to the element that is open")},
    {XML_ERR_GT_REQUIRED, N_("a tag is not closed")},
    {XML_ERR_TAG_NOT_FINISHED, N_("it ends before its last element does; it may be cut off")},
    {XML_ERR_UNDECLARED_ENTITY, N_("it uses an entity, and the official file has none")},
    {XML_ERR_INVALID_CHAR, N_("it has a character that XML does not allow")},
    {XML_ERR_INVALID_CHARREF, N_("it has a character that XML does not allow")},
    {XML_ERR_ATTRIBUTE_REDEFINED, N_("an element has one attribute twice")},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, N_("it uses a namespace that it does not declare")},
};

static bool refuse_syntax(const struct notice *n, struct error *err)
{
    struct buffer words = BUFFER_INIT;
    char *text;

    for (size_t i = 0; i < sizeof(syntax_reasons) / sizeof(*syntax_reasons); i++) {
        if (syntax_reasons[i].code == n->code)
            return error_set(
                err, _("Line %d is not well-formed XML: %s. Correct it, or get the file again."),
                n->line, _(syntax_reasons[i].sentence));
    }
    append_words(&words, n->detail);
    text = buffer_take(&words);
    if (text == NULL)
        return error_set_memory(err);
    error_set(err, _("Line %d is not well-formed XML: %s. Correct it, or get the file again."),
              n->line, text);
    free(text);
    return false;
}

static bool refuse_character(const struct notice *n, struct error *err)
{
    char what[64], element[WORDING_QUOTE], attribute[WORDING_QUOTE];

    allowed_describe((uint32_t)n->code, what, sizeof(what));
    wording_quote(n->element, element, sizeof(element));
    wording_quote(n->attribute, attribute, sizeof(attribute));
    if (attribute[0] != '\0')
        return error_set(
            err,
            _("Line %d, element %s, attribute %s: %s may not be stored. Take the character out."),
            n->line, element, attribute, what);
    return error_set(err, _("Line %d, element %s: %s may not be stored. Take the character out."),
                     n->line, element, what);
}

bool wording_refusal(const struct notice *n, struct error *err)
{
    char shown[WORDING_QUOTE];

    if (n == NULL || n->kind == NOTICE_MEMORY)
        return error_set_memory(err);
    if (n->kind == NOTICE_DOCTYPE)
        return error_set(err,
                         _("Line %d has a document type declaration (<!DOCTYPE), which an official "
                           "file never has. It is not read any further; look where it comes from."),
                         n->line);
    if (n->kind == NOTICE_VERSION) {
        wording_quote(n->value, shown, sizeof(shown));
        return error_set(err,
                         _("Line %d says that this is XML %s, and the official file is XML 1.0. "
                           "Export it again."),
                         n->line, shown);
    }
    if (n->kind == NOTICE_CHARACTER)
        return refuse_character(n, err);
    return refuse_syntax(n, err);
}

/* --- faults against the layout ---------------------------------------------- */

/* "Column title <element attribute> on page 4/3: " */
static void append_place(struct buffer *b, const struct notice *n)
{
    char element[WORDING_QUOTE], attribute[WORDING_QUOTE], page[WORDING_QUOTE];

    wording_quote(n->element, element, sizeof(element));
    wording_quote(n->attribute, attribute, sizeof(attribute));
    wording_quote(n->page, page, sizeof(page));
    if (element[0] == '\0')
        return;
    append_words(b, n->title);
    buffer_append_format(b, "%s<%s%s%s>", n->title[0] == '\0' ? "" : " ", element,
                         attribute[0] == '\0' ? "" : " ", attribute);
    if (page[0] != '\0')
        buffer_append_format(b, _(" on page %s"), page);
    buffer_append_string(b, ": ");
}

/* What libxml2's words have between open and close, made harmless; "" when there
 * is no such thing in them. The caller frees. */
static char *take_between(const char *words, const char *open, const char *close)
{
    struct buffer b = BUFFER_INIT;
    const char *from = strstr(words, open), *to;
    char cut[sizeof(((struct notice *)0)->detail)] = "";

    from = from == NULL ? NULL : from + strlen(open);
    to = from == NULL ? NULL : strstr(from, close);
    if (to != NULL && (size_t)(to - from) < sizeof(cut))
        memcpy(cut, from, (size_t)(to - from));
    append_words(&b, cut);
    return buffer_take(&b);
}

static void append_quoting(struct buffer *b, const char *format, const char *foreign)
{
    char shown[WORDING_QUOTE];

    wording_quote(foreign, shown, sizeof(shown));
    buffer_append_format(b, format, shown);
}

/* with: a sentence for a value and what the layout has for it; without: where
 * libxml2 does not say the latter. */
static void append_value_fault(struct buffer *b, const struct notice *n, char *expected,
                               const char *with, const char *without)
{
    char shown[WORDING_QUOTE];

    wording_quote(n->value, shown, sizeof(shown));
    if (expected == NULL)
        b->failed = true;
    else if (expected[0] == '\0')
        buffer_append_format(b, without, shown);
    else
        buffer_append_format(b, with, shown, expected);
    free(expected);
}

static void append_content_fault(struct buffer *b, const struct notice *n)
{
    bool missing = strstr(n->detail, "Missing child") != NULL;
    char *expected = take_between(n->detail, "( ", " )");

    if (expected == NULL)
        b->failed = true;
    else if (missing)
        buffer_append_format(b, _("something is missing in it; expected: %s"), expected);
    else if (expected[0] == '\0')
        buffer_append_string(b, _("it does not belong here"));
    else
        buffer_append_format(b, _("it does not belong here; expected: %s"), expected);
    free(expected);
}

static void append_key_fault(struct buffer *b, const struct notice *n)
{
    char *key = take_between(n->detail, "['", "']");

    if (key == NULL)
        b->failed = true;
    else if (strstr(n->detail, "Duplicate") != NULL)
        append_quoting(b, _("\"%s\" is there twice, and must be there once"), key);
    else if (strstr(n->detail, "No match") != NULL)
        append_quoting(b, _("it refers to \"%s\", which is not there"), key);
    else
        append_words(b, n->detail);
    free(key);
}

/* Faults of a value; false when it is another. */
static bool append_if_value(struct buffer *b, const struct notice *n)
{
    switch (n->code) {
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        append_value_fault(b, n, take_between(n->detail, "{", "}"),
                           _("\"%s\" is none of its values, which are: %s"),
                           _("\"%s\" is none of its values"));
        return true;
    case XML_SCHEMAV_CVC_PATTERN_VALID:
        append_value_fault(b, n, take_between(n->detail, "pattern '", "'"),
                           _("\"%s\" is not written as the layout has it (%s)"),
                           _("\"%s\" is not written as the layout has it"));
        return true;
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
        append_value_fault(b, n, take_between(n->detail, "type '", "'"),
                           _("\"%s\" is not allowed; its values are of the type %s"),
                           _("\"%s\" is not allowed"));
        return true;
    default:
        return false;
    }
}

/* What has no sentence of its own is told in libxml2's words. */
static void append_layout_fault(struct buffer *b, const struct notice *n)
{
    if (append_if_value(b, n))
        return;
    switch (n->code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
        append_content_fault(b, n);
        return;
    case XML_SCHEMAV_CVC_IDC:
        append_key_fault(b, n);
        return;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
        buffer_append_string(b, _("there is text between its elements, where none belongs"));
        return;
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
        buffer_append_string(b, _("it may hold only text, and has elements in it"));
        return;
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
        buffer_append_string(b, _("the layout has no such attribute"));
        return;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        append_quoting(b, _("the attribute %s is missing"), n->value);
        return;
    case XML_SCHEMAV_CVC_ELT_1:
        buffer_append_string(b, _("an official file does not begin with this element"));
        return;
    default:
        append_words(b, n->detail);
    }
}

char *wording_fault(const struct notice *n)
{
    struct buffer b = BUFFER_INIT;

    append_place(&b, n);
    switch (n->kind) {
    case NOTICE_COMMENT:
        buffer_append_string(&b, _("there is a comment, which would be lost; the layout has none"));
        break;
    case NOTICE_INSTRUCTION:
        append_quoting(&b,
                       _("there is a processing instruction (%s), which would be lost; the "
                         "layout has none"),
                       n->value);
        break;
    case NOTICE_NAMESPACE:
        append_quoting(&b, _("there is a namespace (xmlns %s); the layout has none"), n->value);
        break;
    default:
        append_layout_fault(&b, n);
    }
    return buffer_take(&b);
}
