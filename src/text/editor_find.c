#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/editor.h"
#include "text/editor_core.h"
#include "text/utf8.h"

/* Places of a search text that is no UTF-8: none. */
static bool search(const struct editor *e, const char *what, enum editor_search_how how,
                   struct editor_matches *matches)
{
    *matches = (struct editor_matches){NULL, 0};
    return !utf8_is_valid(what, strlen(what), NULL) ||
           editor_search(e->text, e->size, what, how, matches);
}

static enum editor_found find(struct editor *e, const char *what, enum editor_search_how how,
                              bool back)
{
    struct editor_matches all;
    if (!search(e, what, how, &all))
        return EDITOR_FOUND_NO_MEMORY;
    if (all.count == 0)
        return EDITOR_FOUND_NOTHING;
    size_t start, end, at = back ? all.count : 0;
    editor_selection(e, &start, &end);
    if (back)
        while (at > 0 && all.items[at - 1].end > start)
            at--;
    else
        while (at < all.count && all.items[at].start < end)
            at++;
    bool around = back ? at == 0 : at == all.count;
    size_t chosen = back ? (around ? all.count : at) - 1 : around ? 0 : at;
    editor_select(e, all.items[chosen].start, all.items[chosen].end);
    editor_matches_free(&all);
    return around ? EDITOR_FOUND_AROUND : EDITOR_FOUND;
}

enum editor_found editor_find_next(struct editor *e, const char *what, enum editor_search_how how)
{
    return find(e, what, how, false);
}

enum editor_found editor_find_previous(struct editor *e, const char *what,
                                       enum editor_search_how how)
{
    return find(e, what, how, true);
}

bool editor_replace(struct editor *e, const char *what, enum editor_search_how how,
                    const char *with)
{
    struct editor_matches all;
    size_t start, end, size = strlen(with);
    if (!editor_selection(e, &start, &end) || !search(e, what, how, &all))
        return false;
    bool is = false;
    for (size_t i = 0; i < all.count && !is; i++)
        is = all.items[i].start == start && all.items[i].end == end;
    editor_matches_free(&all);
    char *copy = NULL;
    const char *bytes = is ? editor_normal(e, with, &size, &copy) : NULL;
    bool done =
        bytes != NULL && editor_change(e, start, end - start, bytes, size, EDITOR_LAST_OTHER);
    free(copy);
    return done;
}

/* The text from the first match to the last with bytes in the place of each; those
 * that overlap the one before are left. matches becomes the ones replaced. */
static void replace_in(const struct editor *e, struct editor_matches *matches, const char *bytes,
                       size_t size, struct buffer *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < matches->count; i++) {
        struct editor_match m = matches->items[i];
        if (kept > 0 && m.start < matches->items[kept - 1].end)
            continue;
        if (kept > 0) {
            size_t from = matches->items[kept - 1].end;
            buffer_append(out, e->text + from, m.start - from);
        }
        buffer_append(out, bytes, size);
        matches->items[kept++] = m;
    }
    matches->count = kept;
}

bool editor_replace_all(struct editor *e, const char *what, enum editor_search_how how,
                        const char *with, size_t *count)
{
    struct editor_matches all;
    struct buffer out = BUFFER_INIT;
    size_t size = strlen(with);
    char *copy;
    const char *bytes = editor_normal(e, with, &size, &copy);
    bool done = bytes != NULL && search(e, what, how, &all);
    *count = 0;
    if (done && all.count > 0) {
        replace_in(e, &all, bytes, size, &out);
        size_t start = all.items[0].start, end = all.items[all.count - 1].end;
        done = !out.failed && editor_change(e, start, end - start, out.size > 0 ? out.data : "",
                                            out.size, EDITOR_LAST_OTHER);
        *count = done ? all.count : 0;
    }
    if (bytes != NULL)
        editor_matches_free(&all);
    buffer_free(&out);
    free(copy);
    return done;
}
