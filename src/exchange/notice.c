#include "exchange/notice.h"

#include <stdlib.h>
#include <string.h>

struct notice notice_make(enum notice_kind kind, int line)
{
    struct notice n;

    /* All of it, padding too: the record is sent to another process as bytes. */
    memset(&n, 0, sizeof(n));
    n.kind = kind;
    n.line = line;
    return n;
}

void notice_copy(char *field, size_t size, const char *text)
{
    static const char mark[] = "...";
    size_t length = text == NULL ? 0 : strlen(text);

    if (length < size) {
        memcpy(field, text == NULL ? "" : text, length);
        field[length] = '\0';
        return;
    }
    memcpy(field, text, size - sizeof(mark));
    memcpy(field + size - sizeof(mark), mark, sizeof(mark));
}

static bool make_room(struct notices *list)
{
    size_t room = list->room == 0 ? 8 : list->room * 2;
    struct notice *items;

    if (list->count < list->room)
        return true;
    items = realloc(list->items, room * sizeof(*items));
    if (items == NULL) {
        list->failed = true;
        return false;
    }
    list->items = items;
    list->room = room;
    return true;
}

void notices_add(struct notices *list, const struct notice *n)
{
    size_t at = list->count;

    if (list->count == NOTICES_MAX) {
        list->more = true;
        return;
    }
    if (!make_room(list))
        return;
    while (at > 0 && list->items[at - 1].line > n->line) {
        list->items[at] = list->items[at - 1];
        at--;
    }
    list->items[at] = *n;
    list->count++;
}

void notices_free(struct notices *list)
{
    free(list->items);
    *list = (struct notices)NOTICES_INIT;
}
