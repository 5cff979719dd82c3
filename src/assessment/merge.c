/* Merging two changes of a page. */
#include "config.h"

#include "assessment/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/assessment.h"
#include "assessment/merge_parts.h"
#include "text/buffer.h"

struct merge {
    const struct store_page *sides[MERGE_SIDES];
    struct merge_keys keys[MERGE_SIDES];
    struct merge_part *parts;
    const char **names; /* the key of each part; owned by `keys` */
    size_t count;
};

/* --- what belongs to a part --------------------------------------------------------- */

/* The first field of the part on that side; count gets how many follow on it. */
static size_t find_part(const struct merge *m, size_t part, enum merge_side side)
{
    const struct merge_keys *keys = &m->keys[side];
    size_t i = 0;

    while (i < keys->count && strcmp(keys->keys[i], m->names[part]) != 0) {
        i++;
    }
    return i;
}

/* The next field of the part after field i; the count where there is none. */
static size_t next_field(const struct merge *m, size_t part, enum merge_side side, size_t i)
{
    const struct merge_keys *keys = &m->keys[side];

    do {
        i++;
    } while (i < keys->count && strcmp(keys->keys[i], m->names[part]) != 0);
    return i;
}

static bool is_there(const struct merge *m, size_t part, enum merge_side side)
{
    return find_part(m, part, side) < m->keys[side].count;
}

/* Whether two sides have the same fields with the same values in the part. */
static bool is_equal(const struct merge *m, size_t part, enum merge_side a, enum merge_side b)
{
    size_t i = find_part(m, part, a);
    size_t k = find_part(m, part, b);

    while (i < m->keys[a].count && k < m->keys[b].count) {
        const struct store_field *x = &m->sides[a]->fields[i];
        const struct store_field *y = &m->sides[b]->fields[k];
        if (strcmp(merge_inner(m->names[part], x->path), merge_inner(m->names[part], y->path)) !=
                0 ||
            strcmp(x->value, y->value) != 0) {
            return false;
        }
        i = next_field(m, part, a, i);
        k = next_field(m, part, b, k);
    }
    return i >= m->keys[a].count && k >= m->keys[b].count;
}

/* --- for people ---------------------------------------------------------------------- */

/* As a person wrote it, where that is another way than it is stored. */
static const char *printed(const struct store_page *page, const struct store_field *field)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/@printed", field->path);
    const char *as_written = store_field_value(page, path);
    return as_written ? as_written : field->value;
}

/* A measure is worked out of its field, and says nothing that the field does not. */
static bool is_shown(const struct merge *m, size_t part, const char *path)
{
    return !strchr(path, '@') || strcmp(path, m->names[part]) == 0;
}

/* NULL in *out where the part is not there. */
static bool write_text(const struct merge *m, size_t part, enum merge_side side, char **out)
{
    struct buffer text = BUFFER_INIT;
    bool first = true;

    *out = NULL;
    if (!is_there(m, part, side)) {
        return true;
    }
    for (size_t i = find_part(m, part, side); i < m->keys[side].count;
         i = next_field(m, part, side, i)) {
        const struct store_field *field = &m->sides[side]->fields[i];
        if (is_shown(m, part, field->path)) {
            buffer_append_string(&text, first ? "" : "\n");
            buffer_append_string(&text, printed(m->sides[side], field));
            first = false;
        }
    }
    *out = buffer_take(&text);
    return *out != NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* --- the parts ----------------------------------------------------------------------- */

static void judge(struct merge *m, size_t part)
{
    struct merge_part *p = &m->parts[part];
    bool theirs = !is_equal(m, part, MERGE_BASE, MERGE_THEIRS);
    bool mine = !is_equal(m, part, MERGE_BASE, MERGE_MINE);

    if (theirs && mine && is_equal(m, part, MERGE_THEIRS, MERGE_MINE)) {
        theirs = mine = false;
    }
    /* What reads the same is no question for a person: it differs in what the
     * program worked out. */
    if (theirs && mine && p->kind != MERGE_PAGE && same_text(p->theirs, p->mine)) {
        theirs = false;
    }
    p->state = theirs && mine ? MERGE_CONFLICT
               : theirs       ? MERGE_ONLY_THEIRS
               : mine         ? MERGE_ONLY_MINE
                              : MERGE_SAME;
    p->choice = p->state == MERGE_CONFLICT      ? MERGE_OPEN
                : p->state == MERGE_ONLY_THEIRS ? MERGE_TAKE_THEIRS
                                                : MERGE_TAKE_MINE;
}

static char *path_of(const struct merge *m, size_t part)
{
    static const enum merge_side order[] = {MERGE_MINE, MERGE_THEIRS, MERGE_BASE};

    if (m->parts[part].kind != MERGE_REASON) {
        return strdup(m->names[part]);
    }
    for (size_t k = 0; k < MERGE_SIDES; k++) {
        size_t i = find_part(m, part, order[k]);
        if (i < m->keys[order[k]].count) {
            return strdup(m->sides[order[k]]->fields[i].path);
        }
    }
    return NULL;
}

static bool describe(struct merge *m, size_t part)
{
    struct merge_part *p = &m->parts[part];

    p->kind = merge_kind_of(m->keys, m->names[part]);
    p->path = path_of(m, part);
    if (!p->path || !write_text(m, part, MERGE_BASE, &p->base) ||
        !write_text(m, part, MERGE_THEIRS, &p->theirs) ||
        !write_text(m, part, MERGE_MINE, &p->mine)) {
        return false;
    }
    judge(m, part);
    return true;
}

static size_t find_name(const struct merge *m, const char *name)
{
    size_t i = 0;

    while (i < m->count && strcmp(m->names[i], name) != 0) {
        i++;
    }
    return i;
}

/* The parts of a side take their places among those that are there: each behind
 * the one before it on its own side. */
static void add_names(struct merge *m, enum merge_side side)
{
    size_t behind = 0;

    for (size_t i = 0; i < m->keys[side].count; i++) {
        const char *name = m->keys[side].keys[i];
        size_t at = find_name(m, name);
        if (at == m->count) {
            at = behind;
            memmove(&m->names[at + 1], &m->names[at], (m->count - at) * sizeof(*m->names));
            m->names[at] = name;
            m->count++;
        }
        behind = at + 1;
    }
}

static bool make_parts(struct merge *m)
{
    size_t most = 1;

    for (int side = 0; side < MERGE_SIDES; side++) {
        most += m->keys[side].count;
    }
    m->names = calloc(most, sizeof(*m->names));
    m->parts = calloc(most, sizeof(*m->parts));
    if (!m->names || !m->parts) {
        return false;
    }
    add_names(m, MERGE_THEIRS);
    add_names(m, MERGE_MINE);
    add_names(m, MERGE_BASE);
    for (size_t i = 0; i < m->count; i++) {
        if (!describe(m, i)) {
            return false;
        }
    }
    return true;
}

struct merge *merge_new(const struct store_page *base, const struct store_page *theirs,
                        const struct store_page *mine)
{
    struct merge *m = calloc(1, sizeof(*m));

    if (!m) {
        return NULL;
    }
    m->sides[MERGE_BASE] = base;
    m->sides[MERGE_THEIRS] = theirs;
    m->sides[MERGE_MINE] = mine;
    if (!merge_make_keys(m->sides, m->keys) || !make_parts(m)) {
        merge_free(m);
        return NULL;
    }
    return m;
}

void merge_free(struct merge *m)
{
    if (!m) {
        return;
    }
    for (size_t i = 0; m->parts && i < m->count; i++) {
        free(m->parts[i].path);
        free(m->parts[i].base);
        free(m->parts[i].theirs);
        free(m->parts[i].mine);
    }
    for (int side = 0; side < MERGE_SIDES; side++) {
        merge_keys_free(&m->keys[side]);
    }
    free(m->parts);
    free(m->names);
    free(m);
}

const struct merge_part *merge_parts(const struct merge *m, size_t *count)
{
    *count = m->count;
    return m->parts;
}

size_t merge_open(const struct merge *m)
{
    size_t open = 0;

    for (size_t i = 0; i < m->count; i++) {
        open += m->parts[i].choice == MERGE_OPEN ? 1 : 0;
    }
    return open;
}

bool merge_can_join(const struct merge *m, size_t part, bool text)
{
    const struct merge_part *p = &m->parts[part];

    return p->state == MERGE_CONFLICT && p->theirs && p->mine &&
           (p->kind == MERGE_ROWS || (p->kind == MERGE_FIELD && text));
}

void merge_choose(struct merge *m, size_t part, enum merge_choice choice)
{
    if (m->parts[part].state == MERGE_CONFLICT) {
        m->parts[part].choice = choice;
    }
}

/* --- the merged page ------------------------------------------------------------------ */

static bool add_field(struct store_page *out, const char *path, const char *value)
{
    struct store_field *field = &out->fields[out->count];

    field->path = strdup(path);
    field->value = strdup(value);
    out->count++; /* also when one is missing, so that the other is freed */
    return field->path && field->value;
}

static bool copy_part(const struct merge *m, size_t part, enum merge_side side, int reason,
                      struct store_page *out)
{
    char path[640];
    bool good = true;

    for (size_t i = find_part(m, part, side); good && i < m->keys[side].count;
         i = next_field(m, part, side, i)) {
        const struct store_field *field = &m->sides[side]->fields[i];
        if (m->parts[part].kind == MERGE_REASON) {
            merge_renumber(MERGE_REASON_ELEMENT, reason, field->path, path, sizeof(path));
        } else {
            snprintf(path, sizeof(path), "%s", field->path);
        }
        good = add_field(out, path, field->value);
    }
    return good;
}

/* Blank, and what stands for "does not apply", is no text to put another behind. */
static bool says_something(const char *text)
{
    return *text && strcmp(text, ASSESSMENT_NOT_APPLICABLE) != 0;
}

static bool join_text(const struct merge *m, size_t part, struct store_page *out)
{
    const struct merge_part *p = &m->parts[part];
    struct buffer text = BUFFER_INIT;

    if (!says_something(p->mine)) {
        return copy_part(m, part, MERGE_THEIRS, 0, out);
    }
    if (!says_something(p->theirs)) {
        return copy_part(m, part, MERGE_MINE, 0, out);
    }
    buffer_append_format(&text, "%s\n%s", p->theirs, p->mine);
    char *both = buffer_take(&text);
    bool good = both && add_field(out, p->path, both);
    free(both);
    return good;
}

/* Whether that row of mine stands on the other side, wherever it does. */
static bool has_row(const struct merge *m, size_t part, enum merge_side side, int row)
{
    int rows = merge_count_rows(m->sides[side], m->names[part]);

    for (int other = 1; other <= rows; other++) {
        if (merge_same_row(m->sides[MERGE_MINE], row, m->sides[side], other, m->names[part])) {
            return true;
        }
    }
    return false;
}

static bool join_rows(const struct merge *m, size_t part, struct store_page *out)
{
    const struct store_page *mine = m->sides[MERGE_MINE];
    const char *repeat = m->names[part];
    int rows = merge_count_rows(m->sides[MERGE_THEIRS], repeat);
    int own = merge_count_rows(mine, repeat);
    char path[640];
    bool good = copy_part(m, part, MERGE_THEIRS, 0, out);

    for (int row = 1; good && row <= own; row++) {
        if (has_row(m, part, MERGE_THEIRS, row) || has_row(m, part, MERGE_BASE, row)) {
            continue;
        }
        rows++;
        for (size_t i = 0; good && i < mine->count; i++) {
            if (merge_row_of(mine->fields[i].path, repeat) == row) {
                merge_renumber(repeat, rows, mine->fields[i].path, path, sizeof(path));
                good = add_field(out, path, mine->fields[i].value);
            }
        }
    }
    return good;
}

static bool apply_part(const struct merge *m, size_t part, int *reasons, struct store_page *out)
{
    const struct merge_part *p = &m->parts[part];
    enum merge_side side = p->choice == MERGE_TAKE_THEIRS ? MERGE_THEIRS : MERGE_MINE;

    if (p->choice == MERGE_TAKE_BOTH) {
        return p->kind == MERGE_ROWS ? join_rows(m, part, out) : join_text(m, part, out);
    }
    if (p->kind == MERGE_REASON && is_there(m, part, side)) {
        ++*reasons;
    }
    return copy_part(m, part, side, *reasons, out);
}

bool merge_apply(const struct merge *m, struct store_page *out, struct error *err)
{
    struct store_page merged = {0};
    int reasons = 0;
    size_t most = m->sides[MERGE_THEIRS]->count + m->sides[MERGE_MINE]->count + 1;
    bool good;

    merged.fields = calloc(most, sizeof(*merged.fields));
    good = merged.fields != NULL;
    for (size_t i = 0; good && i < m->count; i++) {
        good = apply_part(m, i, &reasons, &merged);
    }
    if (good) {
        struct store_page former = {.fields = out->fields, .count = out->count};
        out->fields = merged.fields;
        out->count = merged.count;
        merged = former;
    }
    store_page_clear(&merged);
    return good || error_set_memory(err);
}
