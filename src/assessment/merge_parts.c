/* Keys of fields, and rows of repeats, by their paths alone. */
#include "config.h"

#include "assessment/merge_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

/* The key of the page as a whole, and what the keys of reasons begin with: no
 * path begins with a blank. */
static const char page_key[] = "";
static const char reason_key[] = " ";

/* --- rows ----------------------------------------------------------------------------- */

/* Behind the repeat's name in the path: "[2]/text", "/text" or "". NULL: the path
 * does not lead into it. */
static const char *behind(const char *path, const char *repeat)
{
    size_t size = strlen(repeat);

    if (strncmp(path, repeat, size) != 0) {
        return NULL;
    }
    path += size;
    return *path == '\0' || *path == '/' || *path == '[' ? path : NULL;
}

int merge_row_of(const char *path, const char *repeat)
{
    const char *rest = behind(path, repeat);

    return !rest ? 0 : *rest == '[' ? atoi(rest + 1) : 1;
}

int merge_count_rows(const struct store_page *page, const char *repeat)
{
    int rows = 0;

    for (size_t i = 0; i < page->count; i++) {
        int row = merge_row_of(page->fields[i].path, repeat);
        rows = row > rows ? row : rows;
    }
    return rows;
}

/* The path inside its row. */
static const char *inside(const char *path, const char *repeat)
{
    const char *rest = behind(path, repeat);
    const char *end = *rest == '[' ? strchr(rest, ']') : NULL;

    return end ? end + 1 : rest;
}

static size_t next_of_row(const struct store_page *page, size_t i, const char *repeat, int row)
{
    while (i < page->count && merge_row_of(page->fields[i].path, repeat) != row) {
        i++;
    }
    return i;
}

bool merge_same_row(const struct store_page *a, int row, const struct store_page *b, int other,
                    const char *repeat)
{
    size_t i = next_of_row(a, 0, repeat, row);
    size_t k = next_of_row(b, 0, repeat, other);

    while (i < a->count && k < b->count) {
        const struct store_field *x = &a->fields[i];
        const struct store_field *y = &b->fields[k];
        if (strcmp(inside(x->path, repeat), inside(y->path, repeat)) != 0 ||
            strcmp(x->value, y->value) != 0) {
            return false;
        }
        i = next_of_row(a, i + 1, repeat, row);
        k = next_of_row(b, k + 1, repeat, other);
    }
    return i >= a->count && k >= b->count;
}

void merge_renumber(const char *repeat, int row, const char *path, char *out, size_t size)
{
    if (row > 1) {
        snprintf(out, size, "%s[%d]%s", repeat, row, inside(path, repeat));
    } else {
        snprintf(out, size, "%s%s", repeat, inside(path, repeat));
    }
}

/* --- which repeats differ -------------------------------------------------------------- */

static bool differs(const struct store_page *const sides[MERGE_SIDES], const char *element)
{
    int rows = merge_count_rows(sides[MERGE_BASE], element);

    return merge_count_rows(sides[MERGE_THEIRS], element) != rows ||
           merge_count_rows(sides[MERGE_MINE], element) != rows;
}

static bool is_known(const struct merge_keys *keys, const char *element)
{
    for (size_t i = 0; i < keys->repeat_count; i++) {
        if (behind(element, keys->repeats[i])) {
            return true;
        }
    }
    return false;
}

static bool add_repeat(struct merge_keys *keys, char *element)
{
    char **grown = realloc(keys->repeats, (keys->repeat_count + 1) * sizeof(*grown));

    if (!grown) {
        return false;
    }
    keys->repeats = grown;
    grown[keys->repeat_count++] = element;
    return true;
}

/* The outermost element on the way to a field of which there are not as many on
 * every side. */
static bool look_along(const struct store_page *const sides[MERGE_SIDES], const char *path,
                       struct merge_keys *keys)
{
    bool found = false;
    bool good = true;

    for (const char *at = path; good && !found && *at && *at != '@'; at += *at == '/') {
        at += strcspn(at, "[/");
        char *element = strndup(path, (size_t)(at - path));
        good = element != NULL;
        found = good && (is_known(keys, element) || differs(sides, element));
        if (found && !is_known(keys, element) && add_repeat(keys, element)) {
            element = NULL;
        }
        free(element);
        at += strcspn(at, "/");
    }
    return good;
}

static bool is_reason(const char *path)
{
    return behind(path, MERGE_REASON_ELEMENT) != NULL;
}

static bool find_repeats(const struct store_page *const sides[MERGE_SIDES], struct merge_keys *keys)
{
    bool good = true;

    for (int side = 0; side < MERGE_SIDES; side++) {
        for (size_t i = 0; good && i < sides[side]->count; i++) {
            const char *path = sides[side]->fields[i].path;
            good = is_reason(path) || look_along(sides, path, keys);
        }
    }
    return good;
}

/* --- keys ------------------------------------------------------------------------------- */

/* Whether it became a copy, or the copy of another page, or stands by itself now. */
static bool follows_differs(const struct store_page *const sides[MERGE_SIDES])
{
    const char *base = store_field_value(sides[MERGE_BASE], "@follows");

    for (int side = MERGE_THEIRS; side < MERGE_SIDES; side++) {
        const char *own = store_field_value(sides[side], "@follows");
        if (!own != !base || (own && strcmp(own, base) != 0)) {
            return true;
        }
    }
    return false;
}

static char *key_of_reason(const struct store_page *page, const char *path)
{
    int row = merge_row_of(path, MERGE_REASON_ELEMENT);
    char rule[64];
    char field[64];
    struct buffer out = BUFFER_INIT;

    merge_renumber(MERGE_REASON_ELEMENT, row, MERGE_REASON_ELEMENT "/@rule", rule, sizeof(rule));
    merge_renumber(MERGE_REASON_ELEMENT, row, MERGE_REASON_ELEMENT "/@field", field, sizeof(field));
    const char *of = store_field_value(page, rule);
    const char *about = store_field_value(page, field);
    buffer_append_format(&out, "%s%s#%s", reason_key, about ? about : "", of ? of : "");
    return buffer_take(&out);
}

/* An attribute belongs to its field, where its element is one. */
static char *key_of_field(const struct store_page *page, const char *path)
{
    const char *at = strrchr(path, '@');

    if (!at || at == path) {
        return strdup(path);
    }
    char *element = strndup(path, (size_t)(at - path) - 1);
    if (element && !store_field_value(page, element)) {
        free(element);
        return strdup(path);
    }
    return element;
}

static char *key_of(const struct merge_keys *base, const struct store_page *page, const char *path)
{
    for (size_t i = 0; i < base->repeat_count; i++) {
        if (behind(path, base->repeats[i])) {
            return strdup(base->repeats[i]);
        }
    }
    return is_reason(path) ? key_of_reason(page, path) : key_of_field(page, path);
}

static bool make_keys(const struct merge_keys *base, const struct store_page *page, bool whole,
                      struct merge_keys *out)
{
    out->keys = calloc(page->count + 1, sizeof(*out->keys));
    for (size_t i = 0; out->keys && i < page->count; i++) {
        out->keys[i] = whole ? strdup(page_key) : key_of(base, page, page->fields[i].path);
        if (!out->keys[i]) {
            return false;
        }
        out->count++;
    }
    return out->keys != NULL;
}

bool merge_make_keys(const struct store_page *const sides[MERGE_SIDES],
                     struct merge_keys keys[MERGE_SIDES])
{
    bool whole = follows_differs(sides);
    bool good = whole || find_repeats(sides, &keys[MERGE_BASE]);

    for (int side = 0; good && side < MERGE_SIDES; side++) {
        good = make_keys(&keys[MERGE_BASE], sides[side], whole, &keys[side]);
    }
    return good;
}

void merge_keys_free(struct merge_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        free(keys->keys[i]);
    }
    for (size_t i = 0; i < keys->repeat_count; i++) {
        free(keys->repeats[i]);
    }
    free(keys->keys);
    free(keys->repeats);
    memset(keys, 0, sizeof(*keys));
}

enum merge_kind merge_kind_of(const struct merge_keys keys[MERGE_SIDES], const char *key)
{
    if (strcmp(key, page_key) == 0) {
        return MERGE_PAGE;
    }
    if (*key == *reason_key) {
        return MERGE_REASON;
    }
    for (size_t i = 0; i < keys[MERGE_BASE].repeat_count; i++) {
        if (strcmp(key, keys[MERGE_BASE].repeats[i]) == 0) {
            return MERGE_ROWS;
        }
    }
    return MERGE_FIELD;
}

const char *merge_inner(const char *key, const char *path)
{
    return *key == *reason_key ? inside(path, MERGE_REASON_ELEMENT) : path;
}
