/* What stands in the attributes of a sheet: numbers and paths. And arrays that grow. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/sheet_private.h"
#include "text/i18n.h"

void *sheet_grow(const struct form_reader *reader, void *array, size_t count, size_t size)
{
    void *grown = realloc(array, (count + 1) * size);

    if (!grown) {
        error_set_memory(reader->err);
        return NULL;
    }
    memset((char *)grown + count * size, 0, size);
    return grown;
}

/* strtod would take what the locale and C have besides: "1e3", "0x10", "1,5". */
static bool read_decimal(const char *s, double *out)
{
    size_t digits = strspn(s, "0123456789");
    double scale = 1;

    if (digits == 0 || digits > 6)
        return false;
    *out = (double)strtol(s, NULL, 10);
    s += digits;
    if (*s == '.') {
        digits = strspn(++s, "0123456789");
        if (digits == 0 || digits > 6)
            return false;
        for (size_t i = 0; i < digits; i++)
            scale *= 10;
        *out += (double)strtol(s, NULL, 10) / scale;
        s += digits;
    }
    return *s == '\0';
}

bool sheet_number(const struct form_reader *reader, const xmlNode *element, const char *name,
                  double least, double most, double fallback, double *out)
{
    const char *value = form_xml_attribute(element, name);

    *out = fallback;
    if (!value || (read_decimal(value, out) && *out >= least && *out <= most))
        return true;
    return form_refuse(reader, element, _("<%s> %s=\"%s\": is not a number from %g to %g"),
                       (const char *)element->name, name, value, least, most);
}

static bool is_name_character(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);

    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

bool sheet_path_check(const struct form_reader *reader, const xmlNode *element, const char *name,
                      const char *path, bool attribute)
{
    const char *s = path;
    bool good = true;

    while (good) {
        bool at = attribute && *s == '@';

        s += at;
        good = is_name_character(*s, true);
        while (good && is_name_character(*s, false))
            s++;
        if (*s == '\0' || at)
            break;
        good = good && *s++ == '/';
    }
    if (good && *s == '\0')
        return true;
    return form_refuse(
        reader, element,
        _("<%s> %s=\"%s\": is not a path; write the names of the elements with \"/\" "
          "between"),
        (const char *)element->name, name, path);
}
