/*
 * The safe parse of the installation's own XML. These files come with the
 * program, but a form may have been edited or brought in from elsewhere, so
 * nothing in one may reach out of its folder or blow up in memory.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "form/form_private.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

enum { MAX_BYTES = 16 * 1024 * 1024 };

/* The first thing that went wrong: what follows it is mostly its consequence. */
struct fault {
    bool found;
    bool doctype;
    bool memory;
    int line;
    char message[400];
};

static void note_error(void *context, form_xml_error error)
{
    struct fault *fault = ((xmlParserCtxt *)context)->_private;

    if (error->level < XML_ERR_ERROR || fault->found)
        return;
    fault->found = true;
    fault->memory = error->code == XML_ERR_NO_MEMORY || !error->message;
    fault->line = error->line;
    snprintf(fault->message, sizeof(fault->message), "%s", fault->memory ? "" : error->message);
    fault->message[strcspn(fault->message, "\n")] = '\0';
}

/* Stops before anything of the document type is read. */
static void note_doctype(void *context, const xmlChar *name, const xmlChar *external_id,
                         const xmlChar *system_id)
{
    xmlParserCtxt *parser = context;
    struct fault *fault = parser->_private;

    (void)name;
    (void)external_id;
    (void)system_id;
    if (!fault->found) {
        fault->found = true;
        fault->doctype = true;
        fault->line = xmlSAX2GetLineNumber(parser);
    }
    xmlStopParser(parser);
}

static bool read_descriptor(const char *path, int fd, struct buffer *out, struct error *err)
{
    char chunk[16384];
    ssize_t count;

    while ((count = read(fd, chunk, sizeof(chunk))) != 0) {
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return error_set(err, _("%s: cannot be read: %s"), path, strerror(errno));
        buffer_append(out, chunk, (size_t)count);
        if (out->failed)
            return error_set_memory(err);
        if (out->size > MAX_BYTES)
            return error_set(err, _("%s: is larger than 16 MiB; no file of a form is"), path);
    }
    return true;
}

/* The parser gets bytes, not a name: libxml2 takes a name for a URL. */
bool form_xml_read_bytes(const char *path, struct buffer *out, struct error *err)
{
    struct stat status;
    bool done;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return error_set(err, _("%s: cannot be opened: %s"), path, strerror(errno));
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        done = error_set(err, _("%s: is not a file"), path);
    else
        done = read_descriptor(path, fd, out, err);
    close(fd);
    return done;
}

static bool say_fault(const char *path, const struct fault *fault, struct error *err)
{
    if (fault->doctype)
        return error_set(err,
                         _("%s:%d: a document type declaration is not allowed; take <!DOCTYPE out"),
                         path, fault->line);
    if (fault->memory || !fault->found)
        return error_set_memory(err);
    return error_set(err, _("%s:%d: is not well-formed XML: %s"), path, fault->line,
                     fault->message);
}

xmlDoc *form_xml_parse(const char *path, const char *bytes, size_t size, struct error *err)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
    struct fault fault = {false, false, false, 0, ""};
    xmlParserCtxt *parser = xmlNewParserCtxt();
    xmlDoc *doc;

    if (!parser) {
        error_set_memory(err);
        return NULL;
    }
    parser->_private = &fault;
    parser->sax->serror = note_error;
    parser->sax->internalSubset = note_doctype;
    doc = xmlCtxtReadMemory(parser, bytes ? bytes : "", (int)size, path, NULL, options);
    if (!doc || fault.found) {
        say_fault(path, &fault, err);
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(parser);
    return doc;
}

xmlDoc *form_xml_read(const char *path, struct error *err)
{
    struct buffer bytes = BUFFER_INIT;
    xmlDoc *doc = NULL;

    if (form_xml_read_bytes(path, &bytes, err))
        doc = form_xml_parse(path, bytes.data, bytes.size, err);
    buffer_free(&bytes);
    return doc;
}

const char *form_xml_attribute(const xmlNode *element, const char *name)
{
    for (const xmlAttr *a = element->properties; a; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    }
    return NULL;
}

xmlNode *form_xml_element(xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

bool form_xml_is(const xmlNode *element, const char *name)
{
    return strcmp((const char *)element->name, name) == 0;
}
