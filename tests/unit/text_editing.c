#include "text_editing.h"

#include <string.h>

#include "unit.h"

struct editor *text_editing_make(const char *picture, bool single)
{
    char copy[2048];
    size_t size = 0, cursor = 0, anchor = SIZE_MAX;
    for (; *picture != '\0'; picture++) {
        if (*picture == '^')
            cursor = size;
        else if (*picture == '[')
            anchor = size;
        else if (size < sizeof copy - 1)
            copy[size++] = *picture;
    }
    copy[size] = '\0';
    struct editor *e = editor_new(copy, 40, single);
    assert_non_null(e);
    editor_select(e, anchor == SIZE_MAX ? cursor : anchor, cursor);
    return e;
}

void text_editing_assert(const struct editor *e, const char *picture)
{
    char seen[2048] = "";
    size_t start, end, cursor = editor_cursor(e);
    bool any = editor_selection(e, &start, &end);
    assert_true(start == cursor || end == cursor);
    strncat(seen, editor_text(e), start);
    strcat(seen, start == cursor ? "^" : "[");
    strncat(seen, editor_text(e) + start, end - start);
    strcat(seen, !any ? "" : end == cursor ? "^" : "[");
    strcat(seen, editor_text(e) + end);
    assert_string_equal(seen, picture);
}
