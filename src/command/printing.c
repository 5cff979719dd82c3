#include "config.h"

#include "command/printing.h"

#include <stdlib.h>
#include <string.h>

#include "command/export_sheet.h"
#include "exchange/writer.h"
#include "text/i18n.h"

/* Which ending is which format. */
static const struct {
    const char *ending, *format;
} endings[] = {
    {".pdf", "pdf"}, {".xlsx", "xlsx"}, {".html", "html"}, {".csv", "csv"}, {".txt", "text"},
};

static bool show(void *context, const struct assessment *a, const xmlNode *node, int ambiguous,
                 struct printing_place *place, struct buffer *out, struct error *err)
{
    struct rows_place found;
    if (!export_sheet_rows(context, a, node, ambiguous, &found, out, err))
        return false;
    *place = (struct printing_place){found.sheet, found.row, found.column};
    return true;
}

static const char *format_of(const char *path)
{
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; ending != NULL && i < sizeof endings / sizeof *endings; i++) {
        if (strcmp(ending, endings[i].ending) == 0)
            return endings[i].format;
    }
    return NULL;
}

static bool name(const char *path, struct error *err)
{
    return format_of(path) != NULL ||
           error_set(err,
                     _("%s does not say what it is to be. End the name with .pdf, .xlsx, .html, "
                       ".csv or .txt."),
                     path);
}

static bool write_file(void *context, const struct assessment *a, const char *path,
                       struct error *err)
{
    size_t size;
    if (!name(path, err))
        return false;
    char *bytes = export_sheet(context, a, format_of(path), &size, err);
    bool good = bytes != NULL && writer_write_file(path, bytes, size, err);
    free(bytes);
    return good;
}

struct printing command_printing(struct context *c)
{
    struct printing printing = {.context = c, .show = show};
    if (!c->captive) {
        printing.write = write_file;
        printing.name = name;
    }
    return printing;
}
