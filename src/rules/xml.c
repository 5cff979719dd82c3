#include "rules/xml.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/buffer.h"
#include "text/i18n.h"

enum { MAX_BYTES = 16 * 1024 * 1024 };

/* Stops before anything of the document type is read. */
static void note_doctype(void *context, const xmlChar *name, const xmlChar *external_id,
                         const xmlChar *system_id)
{
    xmlParserCtxt *parser = context;
    int *doctype = parser->_private;
    (void)name;
    (void)external_id;
    (void)system_id;
    *doctype = xmlSAX2GetLineNumber(parser);
    xmlStopParser(parser);
}

/* Indentation between elements that hold nothing else is not kept: there is more of
 * it in a schema than of rules. */
static void take_blanks(void *context, const xmlChar *text, int size)
{
    static const char *const names[] = {"schema", "pattern", "rule", "diagnostics"};
    const xmlParserCtxt *parser = context;
    for (size_t i = 0; parser->node && i < sizeof names / sizeof *names; i++)
        if (strcmp((const char *)parser->node->name, names[i]) == 0)
            return;
    xmlSAX2Characters(context, text, size);
}

static bool set_fault(xmlParserCtxt *parser, const char *path, int doctype, struct error *err)
{
    if (doctype)
        return error_set(err, _("%s:%d: a DOCTYPE may not stand in the rules."), path, doctype);
    const xmlError *problem = xmlCtxtGetLastError(parser);
    if (!problem || !problem->message || problem->code == XML_ERR_NO_MEMORY)
        return error_set_memory(err);
    return error_set(err, _("%s:%d: not well-formed XML: %.*s."), path, problem->line,
                     (int)strcspn(problem->message, "\n"), problem->message);
}

static xmlDoc *parse(const struct buffer *text, const char *path, struct error *err)
{
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser) {
        error_set_memory(err);
        return NULL;
    }
    int doctype = 0;
    parser->_private = &doctype;
    parser->sax->internalSubset = note_doctype;
    parser->sax->comment = NULL;
    parser->sax->ignorableWhitespace = take_blanks;
    xmlDoc *doc =
        xmlCtxtReadMemory(parser, text->data ? text->data : "", (int)text->size, path, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                              XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    if (!doc || doctype) {
        set_fault(parser, path, doctype, err);
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(parser);
    return doc;
}

static bool read_descriptor(int fd, const char *path, struct buffer *text, struct error *err)
{
    char block[16384];
    ssize_t size;
    while ((size = read(fd, block, sizeof block)) != 0) {
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return error_set(err, _("%s cannot be read: %s."), path, strerror(errno));
        buffer_append(text, block, (size_t)size);
        if (text->failed)
            return error_set_memory(err);
        if (text->size > MAX_BYTES)
            return error_set(err, _("%s is larger than 16 MiB; no file of a policy is."), path);
    }
    return true;
}

/* Read here and not by libxml2, which takes a name for a URL and prints when it
 * cannot. Not a pipe, on which the program would wait for ever. */
static bool read_bytes(const char *path, struct buffer *text, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return error_set(err, _("%s cannot be read: %s."), path, strerror(errno));
    struct stat status;
    bool good;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        good = error_set(err, _("%s is not a file."), path);
    else
        good = read_descriptor(fd, path, text, err);
    close(fd);
    return good;
}

xmlDoc *rules_xml_read(const char *path, struct error *err)
{
    struct buffer text = BUFFER_INIT;
    xmlDoc *doc = read_bytes(path, &text, err) ? parse(&text, path, err) : NULL;
    buffer_free(&text);
    return doc;
}
