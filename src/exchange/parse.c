#include "exchange/parse.h"

#include <limits.h>
#include <string.h>

#include "exchange/quiet.h"
#include "form/indent.h"
#include "xml/libxml2.h"

/* What the callbacks of one parse have seen; it is the context's _private. */
struct parse_state {
    struct notice first;
    bool refused;
};

static void note(struct parse_state *state, enum notice_kind kind, int line)
{
    if (state->refused)
        return;
    state->refused = true;
    state->first = notice_make(kind, line);
}

static int line_now(const xmlParserCtxt *ctxt)
{
    return ctxt->input == NULL ? 0 : ctxt->input->line;
}

/* Called when the name in "<!DOCTYPE name" has been read, before anything can
 * be declared: the parser goes no further. */
static void refuse_doctype(void *data, const xmlChar *name, const xmlChar *external,
                           const xmlChar *system)
{
    xmlParserCtxt *ctxt = data;

    (void)name;
    (void)external;
    (void)system;
    note(ctxt->_private, NOTICE_DOCTYPE, line_now(ctxt));
    xmlStopParser(ctxt);
}

static void take_error(void *data, xmlErrorPtr error)
{
    xmlParserCtxt *ctxt = data;
    struct parse_state *state = ctxt->_private;

    if (error == NULL || error->level < XML_ERR_ERROR || state->refused)
        return;
    note(state, error->code == XML_ERR_NO_MEMORY ? NOTICE_MEMORY : NOTICE_SYNTAX, error->line);
    state->first.code = error->code;
    notice_copy(state->first.detail, sizeof(state->first.detail), error->message);
}

static xmlParserInput *load_nothing(const char *url, const char *id, xmlParserCtxt *ctxt)
{
    (void)url;
    (void)id;
    (void)ctxt;
    return NULL;
}

xmlExternalEntityLoader parse_refuse_loading(void)
{
    xmlExternalEntityLoader before = xmlGetExternalEntityLoader();

    xmlSetExternalEntityLoader(load_nothing);
    return before;
}

static xmlParserCtxt *new_context(struct parse_state *state)
{
    xmlParserCtxt *ctxt = xmlNewParserCtxt();

    if (ctxt == NULL)
        return NULL;
    ctxt->_private = state;
    ctxt->sax->internalSubset = refuse_doctype;
    ctxt->sax->serror = take_error;
    return ctxt;
}

/* libxml2 reads "1.1" and goes on as if it were 1.0; the two differ in the
 * characters they allow. */
static bool check_version(const xmlDoc *doc, struct parse_state *state)
{
    if (doc->version == NULL || strcmp((const char *)doc->version, "1.0") == 0)
        return true;
    note(state, NOTICE_VERSION, 1);
    notice_copy(state->first.value, sizeof(state->first.value), (const char *)doc->version);
    return false;
}

static xmlDoc *run(xmlParserCtxt *ctxt, const char *bytes, size_t size, struct parse_state *state)
{
    static const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
    xmlDoc *doc = xmlCtxtReadMemory(ctxt, bytes, (int)size, NULL, "UTF-8", options);

    if (doc == NULL) /* the parser always has a reason, but for a lack of memory */
        note(state, NOTICE_MEMORY, 0);
    else
        check_version(doc, state);
    if (!state->refused)
        return doc;
    xmlFreeDoc(doc);
    return NULL;
}

xmlDoc *parse_strict(const char *bytes, size_t size, struct notices *out)
{
    struct parse_state state = {.refused = false};
    xmlParserCtxt *ctxt = size > INT_MAX ? NULL : new_context(&state);
    xmlDoc *doc = NULL;
    struct quiet quiet;

    quiet_begin(&quiet);
    if (ctxt == NULL)
        note(&state, NOTICE_MEMORY, 0);
    else
        doc = run(ctxt, bytes, size, &state);
    xmlFreeParserCtxt(ctxt);
    quiet_end(&quiet);
    if (doc == NULL)
        notices_add(out, &state.first);
    return doc;
}

void parse_strip(xmlDoc *doc)
{
    doc->standalone = -1;
    indent_drop(doc);
}
