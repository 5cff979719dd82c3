#include "config.h"

#include "text/mistakes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- adding ----------------------------------------------------------------- */

static bool is_there(const struct mistakes *list, const char *file, long line, const char *reason)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct mistake *m = &list->items[i];

        if (m->line == line && strcmp(m->reason, reason) == 0 && strcmp(m->file, file) == 0)
            return true;
    }
    return false;
}

/* The place of one more; NULL when memory is short. */
static struct mistake *grow(struct mistakes *list)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 16 : 2 * list->room;
        struct mistake *grown = realloc(list->items, room * sizeof(*grown));

        if (!grown) {
            list->failed = true;
            return NULL;
        }
        list->items = grown;
        list->room = room;
    }
    return &list->items[list->count];
}

static void clear(struct mistake *m)
{
    free(m->file);
    free(m->reason);
    free(m->remedy);
}

static void add(struct mistakes *list, const char *file, long line, bool remark, const char *remedy,
                const char *reason)
{
    struct mistake *added = is_there(list, file, line, reason) ? NULL : grow(list);

    if (!added)
        return;
    *added = (struct mistake){strdup(file), line, remark, strdup(reason),
                              remedy ? strdup(remedy) : NULL};
    if (!added->file || !added->reason || (remedy && !added->remedy)) {
        clear(added);
        list->failed = true;
        return;
    }
    list->count++;
    list->wrong += !remark;
}

static void add_formatted(struct mistakes *list, const char *file, long line, bool remark,
                          const char *remedy, const char *format, va_list arguments)
{
    struct error sentence;
    char text[sizeof(sentence.text)];

    vsnprintf(text, sizeof(text), format, arguments);
    error_set(&sentence, "%s", text); /* which cuts between characters */
    add(list, file, line, remark, remedy, sentence.text);
}

void mistakes_add(struct mistakes *list, const char *file, long line, const char *remedy,
                  const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add_formatted(list, file, line, false, remedy, format, arguments);
    va_end(arguments);
}

void mistakes_remark(struct mistakes *list, const char *file, long line, const char *remedy,
                     const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add_formatted(list, file, line, true, remedy, format, arguments);
    va_end(arguments);
}

/* --- a reader's sentence ------------------------------------------------------ */

static bool is_settled(const struct mistakes *list, const char *file, long line)
{
    for (size_t i = 0; line > 0 && i < list->settled; i++) {
        if (list->items[i].line == line && strcmp(list->items[i].file, file) == 0)
            return true;
    }
    return false;
}

bool mistakes_take(struct mistakes *list, const char *file, const struct error *err)
{
    size_t size = strlen(file);
    const char *rest = err->text + size;
    char *end;
    long line;

    if (!list || strncmp(err->text, file, size) != 0 || (*rest != ':' && *rest != ' '))
        return false;
    rest += *rest == ':';
    line = strtol(rest, &end, 10);
    if (end == rest || *end != ':')
        line = 0;
    else
        rest = end + 1;
    rest += strspn(rest, " ");
    if (!is_settled(list, file, line))
        mistakes_add(list, file, line, NULL, "%s", rest);
    return true;
}

void mistakes_settle(struct mistakes *list)
{
    if (list)
        list->settled = list->count;
}

/* --- asking --------------------------------------------------------------------- */

size_t mistakes_in(const struct mistakes *list, const char *file)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += !list->items[i].remark && strcmp(list->items[i].file, file) == 0;
    return count;
}

/* Insertion keeps the order of those that are of one line. */
void mistakes_sort(struct mistakes *list)
{
    for (size_t i = 1; i < list->count; i++) {
        struct mistake moved = list->items[i];
        size_t at = i;

        for (; at > 0; at--) {
            const struct mistake *before = &list->items[at - 1];
            int order = strcmp(before->file, moved.file);

            if (order < 0 || (order == 0 && before->line <= moved.line))
                break;
            list->items[at] = *before;
        }
        list->items[at] = moved;
    }
}

void mistakes_free(struct mistakes *list)
{
    for (size_t i = 0; i < list->count; i++)
        clear(&list->items[i]);
    free(list->items);
    *list = (struct mistakes)MISTAKES_INIT;
}
