#include "text/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/i18n.h"

/* Cuts the line at its tabs. 0 where a field is empty or there are too many. */
static size_t split(char *line, char *fields[TABLE_FIELDS])
{
    for (size_t i = 0; i < TABLE_FIELDS; i++) {
        size_t size = strcspn(line, "\t");
        bool last = line[size] == '\0';
        if (size == 0)
            return 0;
        fields[i] = line;
        line[size] = '\0';
        if (last)
            return i + 1;
        line += size + 1;
    }
    return 0;
}

static bool take_line(char *line, size_t size, table_take *take, void *to, struct error *err)
{
    char *fields[TABLE_FIELDS];
    char seen[100];
    size_t offset;
    uint32_t cp;
    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        line[--size] = '\0';
    if (!allowed_check(line, size, &offset, &cp)) {
        allowed_describe(cp, seen, sizeof seen);
        return error_set(err, _("holds %s, which may not be stored; take it out"), seen);
    }
    if (size == 0 || line[0] == '#')
        return true;
    size_t count = split(line, fields);
    if (count == 0)
        return error_set(err, _("has an empty field or too many; write them with one tab between "
                                "each"));
    return take(to, fields, count, err);
}

bool table_read(const char *path, table_take *take, void *to, struct error *err)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    bool good = true;
    if (file == NULL)
        return error_set(err, _("%s: cannot be opened: %s"), path, strerror(errno));
    errno = 0;
    for (int number = 1; good && (size = getline(&line, &room, file)) >= 0; number++) {
        good = take_line(line, (size_t)size, take, to, err);
        if (!good)
            error_prefix(err, "%s:%d", path, number);
    }
    if (good && !feof(file))
        good = error_set(err, _("%s: cannot be read: %s"), path, strerror(errno));
    free(line);
    fclose(file);
    return good;
}
