#include "config.h"

#include "form/expression.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "form/form_private.h"

enum { CHAINS = 128 };

struct expression {
    struct expression *next; /* in its chain */
    xmlXPathCompExpr *compiled;
    bool kept;
    bool asked; /* it has been evaluated */
    char text[];
};

struct expressions {
    struct expression *chains[CHAINS]; /* by what their texts come to */
    xmlXPathContext *compiler;         /* NULL until something is added */
};

struct expressions *expressions_new(void)
{
    return calloc(1, sizeof(struct expressions));
}

void expressions_settle(struct expressions *all)
{
    xmlXPathFreeContext(all->compiler);
    all->compiler = NULL;
}

static void free_chain(struct expression *e)
{
    struct expression *next;

    for (; e; e = next) {
        next = e->next;
        xmlXPathFreeCompExpr(e->compiled);
        free(e);
    }
}

void expressions_free(struct expressions *all)
{
    if (!all)
        return;
    for (size_t i = 0; i < CHAINS; i++)
        free_chain(all->chains[i]);
    expressions_settle(all);
    free(all);
}

static struct expression **chain_of(struct expressions *all, const char *text)
{
    uint32_t sum = 2166136261U;

    for (const char *s = text; *s; s++)
        sum = (sum ^ (unsigned char)*s) * 16777619U;
    return &all->chains[(sum ^ sum >> 16) % CHAINS];
}

/* libxml2 tells of a want of memory, or of the error that it leads to, or of neither. */
struct note {
    bool said, memory;
    int at;
};

static void note_problem(void *data, form_xml_error problem)
{
    struct note *note = data;

    note->said = true;
    note->memory = note->memory || problem->code == XML_ERR_NO_MEMORY;
    note->at = problem->int1;
}

static xmlXPathCompExpr *compile(struct expressions *all, const char *text,
                                 struct expression_fault *fault)
{
    struct note note = {false, false, 0};
    xmlXPathCompExpr *compiled = NULL;

    if (!all->compiler)
        all->compiler = xmlXPathNewContext(NULL);
    if (all->compiler) {
        all->compiler->error = note_problem;
        all->compiler->userData = &note;
        compiled = xmlXPathCtxtCompile(all->compiler, (const xmlChar *)text);
    }
    *fault = (struct expression_fault){.memory = note.memory || !note.said,
                                       .offset = note.at > 0 ? (size_t)note.at : 0};
    return compiled;
}

static struct expression *add(struct expression **chain, const char *text)
{
    size_t size = strlen(text) + 1;
    struct expression *e = malloc(sizeof(*e) + size);

    if (!e)
        return NULL;
    *e = (struct expression){.next = *chain};
    memcpy(e->text, text, size);
    *chain = e;
    return e;
}

struct expression *expressions_add(struct expressions *all, const char *text, bool kept,
                                   struct expression_fault *fault)
{
    struct expression **chain = chain_of(all, text);
    struct expression *e = *chain;
    xmlXPathCompExpr *compiled;

    while (e && strcmp(e->text, text) != 0)
        e = e->next;
    if (e && (e->compiled || !kept)) {
        e->kept = e->kept || kept;
        return e;
    }
    compiled = compile(all, text, fault);
    if (!compiled)
        return NULL;
    if (!e)
        e = add(chain, text);
    fault->memory = !e;
    if (e && kept) {
        e->compiled = compiled;
        e->kept = true;
    } else {
        xmlXPathFreeCompExpr(compiled);
    }
    return e;
}

const char *expression_text(const struct expression *e)
{
    return e->text;
}

xmlXPathCompExpr *expression_compiled(struct expression *e, bool kept, xmlXPathContext *context)
{
    /* How deep an evaluation is counts for what is compiled within it, and a text that was
     * good once must be so everywhere. */
    int depth = context->depth;

    e->kept = e->kept || kept;
    e->asked = true;
    if (e->compiled)
        return e->compiled;
    context->depth = 0;
    e->compiled = xmlXPathCtxtCompile(context, (const xmlChar *)e->text);
    context->depth = depth;
    return e->compiled;
}

static void drop(struct expression *e)
{
    xmlXPathFreeCompExpr(e->compiled);
    e->compiled = NULL;
}

void expressions_forget(struct expressions *all)
{
    for (size_t i = 0; i < CHAINS; i++) {
        for (struct expression *e = all->chains[i]; e; e = e->next) {
            if (!e->kept)
                drop(e);
        }
    }
}

void expressions_drop_idle(struct expressions *all)
{
    for (size_t i = 0; i < CHAINS; i++) {
        for (struct expression *e = all->chains[i]; e; e = e->next) {
            if (!e->asked)
                drop(e);
        }
    }
}
