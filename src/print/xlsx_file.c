#include "config.h"

#include "print/xlsx_file.h"

#include <stdio.h>

#include "text/i18n.h"

static bool take_file(FILE *file, struct buffer *out)
{
    char bytes[65536];
    size_t got;
    rewind(file);
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_append(out, bytes, got);
    return !ferror(file) && !out->failed;
}

bool xlsx_file(bool (*write)(void *with, const char *path), void *with, struct buffer *out,
               struct error *err)
{
    char path[64];
    /* That of a file without a name. */
    FILE *file = tmpfile();
    if (file == NULL)
        return error_set(err, _("There is no room for a temporary file. Make room and try again."));
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    bool good = write(with, path) && (take_file(file, out) || error_set_memory(err));
    fclose(file);
    return good;
}
