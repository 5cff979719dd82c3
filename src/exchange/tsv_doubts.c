#include "exchange/tsv_doubts.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/wording.h"

const char *tsv_kind_name(enum tsv_kind kind)
{
    static const char *const names[TSV_KINDS] = {
        [TSV_LINE] = "line",     [TSV_TITLE] = "title",     [TSV_HEADING] = "heading",
        [TSV_COLUMN] = "column", [TSV_ROW] = "row",         [TSV_WORDS] = "words",
        [TSV_CODE] = "code",     [TSV_LONG] = "long",       [TSV_CHARACTER] = "character",
        [TSV_QUOTES] = "quotes", [TSV_SEVERAL] = "several", [TSV_COPY] = "copy",
        [TSV_EMPTY] = "empty",
    };
    return names[kind];
}

static char *quote(const char *foreign)
{
    char shown[WORDING_QUOTE];

    if (foreign == NULL)
        return NULL;
    wording_quote(foreign, shown, sizeof shown);
    return strdup(shown);
}

static bool grow(struct tsv_doubts *list)
{
    if (list->count < list->room)
        return true;
    size_t room = list->room == 0 ? 32 : list->room * 2;
    struct tsv_doubt *items = realloc(list->items, room * sizeof *items);
    if (items == NULL)
        return false;
    list->items = items;
    list->room = room;
    return true;
}

void tsv_doubts_add(struct tsv_doubts *list, enum tsv_kind kind, size_t line, const char *column,
                    const char *read, const char *format, ...)
{
    struct tsv_doubt doubt = {.kind = kind, .line = line};

    va_list arguments;

    doubt.column = column == NULL ? NULL : strdup(column);
    doubt.read = quote(read);
    va_start(arguments, format);
    int size = vasprintf(&doubt.message, format, arguments);
    va_end(arguments);
    if (size < 0)
        doubt.message = NULL;
    if (doubt.message != NULL && (column == NULL || doubt.column != NULL) &&
        (read == NULL || doubt.read != NULL) && grow(list)) {
        list->items[list->count++] = doubt;
        return;
    }
    list->failed = true;
    free(doubt.column);
    free(doubt.read);
    free(doubt.message);
}

static int compare(const void *one, const void *other)
{
    const struct tsv_doubt *a = one, *b = other;
    /* Line 0 becomes the greatest. */
    size_t x = a->line - 1, y = b->line - 1;
    return x < y ? -1 : x > y;
}

void tsv_doubts_sort(struct tsv_doubts *list)
{
    /* Found line by line, so that those of one line are to stay as they are. */
    for (size_t i = 1; i < list->count; i++) {
        struct tsv_doubt doubt = list->items[i];
        size_t at = i;
        while (at > 0 && compare(&list->items[at - 1], &doubt) > 0) {
            list->items[at] = list->items[at - 1];
            at--;
        }
        list->items[at] = doubt;
    }
}

void tsv_doubts_free(struct tsv_doubts *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].column);
        free(list->items[i].read);
        free(list->items[i].message);
    }
    free(list->items);
    *list = (struct tsv_doubts){.items = NULL};
}
