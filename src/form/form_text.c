/* The texts for people in a form: labels, helps and hints, and plain contents. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/form_private.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* A text as it is put together. White space is held back until something
 * follows it, so that it vanishes at the ends and is one space in between. */
struct writing {
    const struct form_reader *reader;
    const xmlNode *element;
    struct form_part **parts; /* NULL: only literal text is expected */
    size_t *count;
    struct buffer literal;
    bool space; /* held back */
    bool begun;
};

static void write_characters(struct writing *w, const char *s)
{
    for (; *s; s++) {
        if (strchr(" \t\r\n", *s)) {
            w->space = w->begun;
            continue;
        }
        if (w->space)
            buffer_append(&w->literal, " ", 1);
        buffer_append(&w->literal, s, 1);
        w->space = false;
        w->begun = true;
    }
}

/* The literal that was gathered; NULL with a sentence where it cannot be shown. A form
 * has hundreds of them, and the buffer has room for more than most of them need. */
static char *take_literal(struct writing *w)
{
    char seen[100];
    char *literal =
        w->literal.failed ? NULL : strndup(w->literal.data ? w->literal.data : "", w->literal.size);
    size_t offset;
    uint32_t cp;

    w->literal.size = 0;
    if (!literal) {
        error_set_memory(w->reader->err);
        return NULL;
    }
    if (allowed_check(literal, strlen(literal), &offset, &cp))
        return literal;
    allowed_describe(cp, seen, sizeof(seen));
    form_refuse(w->reader, w->element, _("<%s> holds %s, which may not be shown; take it out"),
                (const char *)w->element->name, seen);
    free(literal);
    return NULL;
}

static struct form_part *add_part(struct writing *w)
{
    struct form_part *grown = realloc(*w->parts, (*w->count + 1) * sizeof(**w->parts));

    if (!grown) {
        error_set_memory(w->reader->err);
        return NULL;
    }
    *w->parts = grown;
    grown[*w->count] = (struct form_part){NULL, NULL};
    return &grown[(*w->count)++];
}

static bool end_literal(struct writing *w)
{
    struct form_part *part;

    if (w->literal.size == 0 && !w->literal.failed)
        return true;
    part = add_part(w);
    if (!part)
        return false;
    part->literal = take_literal(w);
    return part->literal != NULL;
}

static bool add_value(struct writing *w, const xmlNode *output)
{
    struct form_part *part;

    if (w->space)
        buffer_append(&w->literal, " ", 1);
    w->space = false;
    w->begun = true;
    if (!end_literal(w))
        return false;
    part = add_part(w);
    return part && form_xpath_attribute(w->reader, output, "value", FORM_AT_TIMES, &part->value);
}

static bool write_children(struct writing *w)
{
    for (xmlNode *n = w->element->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE && n->content)
            write_characters(w, (const char *)n->content);
        else if (n->type == XML_ELEMENT_NODE && !add_value(w, n))
            return false;
    }
    return true;
}

static bool read_parts(const struct form_reader *reader, const xmlNode *element,
                       struct form_part **parts, size_t *count)
{
    struct writing w = {reader, element, parts, count, BUFFER_INIT, false, false};
    bool done = write_children(&w) && end_literal(&w);

    buffer_free(&w.literal);
    if (done && *count == 0)
        return form_refuse(reader, element, _("<%s> is empty; write its text, or take it out"),
                           (const char *)element->name);
    return done;
}

bool form_text_read(const struct form_reader *reader, const xmlNode *element, const char *name,
                    struct form_text *text)
{
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        enum form_lang lang;

        if (!form_xml_is(n, name))
            continue;
        lang = strcmp(form_xml_attribute(n, "lang"), "ja") == 0 ? FORM_JA : FORM_EN;
        if (!read_parts(reader, n, &text->parts[lang], &text->count[lang]) && !form_go_on(reader))
            return false;
    }
    return true;
}

void form_text_clear(struct form_text *text)
{
    for (size_t lang = 0; lang < FORM_LANGS; lang++) {
        for (size_t i = 0; i < text->count[lang]; i++)
            free(text->parts[lang][i].literal);
        free(text->parts[lang]);
        text->parts[lang] = NULL;
        text->count[lang] = 0;
    }
}

char *form_text_plain(const struct form_reader *reader, const xmlNode *element)
{
    struct writing w = {reader, element, NULL, NULL, BUFFER_INIT, false, false};
    char *literal;

    for (const xmlNode *n = element->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE && n->content)
            write_characters(&w, (const char *)n->content);
    }
    literal = take_literal(&w);
    buffer_free(&w.literal);
    return literal;
}
