/* kusei export WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/writer.h"
#include "text/i18n.h"

int command_export(struct context *c, int count, char **arguments)
{
    if (count != 2)
        return context_usage(_("\"kusei export\" needs a ward and a year."));
    if (c->format != NULL && strcmp(c->format, "xml") != 0)
        return context_usage(_("\"%s\" is not a format of this command."), c->format);
    struct assessment *a = context_open(c, arguments[0], arguments[1]);
    if (a == NULL)
        return STATUS_FAILED;
    struct error err;
    size_t size;
    char *bytes = writer_to_string(assessment_document(a), &size, &err);
    bool good = bytes != NULL && writer_write_file(c->output, bytes, size, &err);
    free(bytes);
    assessment_free(a);
    return good ? STATUS_DONE : context_fail(&err);
}
