/* kusei form codebook FOLDER [--format html|csv] [-o FILE] */
#include "config.h"

#include <string.h>

#include "authoring/codebook.h"
#include "command/form_tools.h"
#include "exchange/writer.h"
#include "text/i18n.h"

static bool read_format(const struct context *c, enum codebook_format *format)
{
    *format = CODEBOOK_HTML;
    if (c->format == NULL || strcmp(c->format, "html") == 0)
        return true;
    *format = CODEBOOK_CSV;
    if (strcmp(c->format, "csv") == 0)
        return true;
    context_usage(_("\"%s\" is not a format of this command."), c->format);
    return false;
}

int form_tool_codebook(struct context *c, int count, char **arguments)
{
    struct buffer out = BUFFER_INIT;
    struct error err;
    enum codebook_format format;
    if (!read_format(c, &format))
        return STATUS_FAILED;
    if (count != 1)
        return context_usage(_("\"kusei form codebook\" takes one folder, that of a policy."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    bool good = codebook_write(arguments[0], catalogue_reference(c->catalogue), c->lang, format,
                               &out, &err) &&
                writer_write_file(c->output, out.data, out.size, &err);
    buffer_free(&out);
    return good ? STATUS_DONE : context_fail(&err);
}
