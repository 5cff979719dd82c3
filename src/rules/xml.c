#include "rules/xml.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/i18n.h"
#include "xml/libxml2.h"

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

/* The file while it is parsed. */
struct source {
    int fd;
    size_t size; /* that was read */
    int error;   /* of the operating system, or 0 */
};

/* In pieces: of a schema that was read whole before it is parsed, libxml2 makes another copy.
 * A file that grows meanwhile is still no larger than it may be. */
static int read_piece(void *context, char *out, int room)
{
    struct source *source = context;
    ssize_t size;
    do
        size = read(source->fd, out, (size_t)room);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        source->error = errno;
    else
        source->size += (size_t)size;
    return size < 0 || source->size > MAX_BYTES ? -1 : (int)size;
}

static bool refuse_size(const char *path, struct error *err)
{
    return error_set(err, _("%s is larger than 16 MiB; no file of a policy is."), path);
}

static bool set_fault(xmlParserCtxt *parser, const struct source *source, const char *path,
                      int doctype, struct error *err)
{
    if (source->error)
        return error_set(err, _("%s cannot be read: %s."), path, strerror(source->error));
    if (source->size > MAX_BYTES)
        return refuse_size(path, err);
    if (doctype)
        return error_set(err, _("%s:%d: a DOCTYPE may not stand in the rules."), path, doctype);
    const xmlError *problem = xmlCtxtGetLastError(parser);
    if (!problem || !problem->message || problem->code == XML_ERR_NO_MEMORY)
        return error_set_memory(err);
    return error_set(err, _("%s:%d: not well-formed XML: %.*s."), path, problem->line,
                     (int)strcspn(problem->message, "\n"), problem->message);
}

static xmlDoc *parse(int fd, const char *path, struct error *err)
{
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser) {
        error_set_memory(err);
        return NULL;
    }
    int doctype = 0;
    struct source source = {.fd = fd};
    parser->_private = &doctype;
    parser->sax->internalSubset = note_doctype;
    parser->sax->comment = NULL;
    parser->sax->ignorableWhitespace = take_blanks;
    xmlDoc *doc = xmlCtxtReadIO(parser, read_piece, NULL, &source, path, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                    XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    if (!doc || doctype || source.error || source.size > MAX_BYTES) {
        set_fault(parser, &source, path, doctype, err);
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(parser);
    return doc;
}

/* Read here and not by libxml2, which takes a name for a URL and prints when it
 * cannot. Not a pipe, on which the program would wait for ever. */
xmlDoc *rules_xml_read(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        error_set(err, _("%s cannot be read: %s."), path, strerror(errno));
        return NULL;
    }
    struct stat status;
    xmlDoc *doc = NULL;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        error_set(err, _("%s is not a file."), path);
    else if (status.st_size > MAX_BYTES)
        refuse_size(path, err);
    else
        doc = parse(fd, path, err);
    close(fd);
    return doc;
}
