/* Which page and field of one sheet is which of another. */
#include "config.h"

#include "assessment/matching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/internal.h"
#include "text/diff.h"

enum {
    NAME_SIZE = 256,
    LIKE = 50, /* per cent of two texts that are the same, from which they are alike */
};

/* --- pages ------------------------------------------------------------------ */

const char *matching_number(const struct assessment *a, size_t page, char *out, size_t size)
{
    char name[NAME_SIZE];
    const char *element = (const char *)a->pages[page].node->name;
    const char *last = strrchr(assessment_page_name(a, page, name, sizeof name), '/');
    *out = '\0';
    if (last != NULL && strncmp(last + 1, element, strlen(element)) != 0)
        snprintf(out, size, "%.*s", (int)strcspn(last + 1, "."), last + 1);
    return out;
}

static bool same_element(const struct assessment *a, size_t page, const struct assessment *other,
                         size_t other_page)
{
    return xmlStrEqual(a->pages[page].node->name, other->pages[other_page].node->name);
}

static size_t find_named(const struct assessment *a, size_t page, const struct assessment *other)
{
    char name[NAME_SIZE];
    size_t found = assessment_find_page(other, assessment_page_name(a, page, name, sizeof name));
    return found != (size_t)-1 && same_element(a, page, other, found) ? found : (size_t)-1;
}

/* Where several have the number, one that follows none: it is the one that was
 * written. */
static size_t find_numbered(const struct assessment *a, size_t page, const struct assessment *other)
{
    char number[NAME_SIZE];
    char own[NAME_SIZE];
    size_t found = (size_t)-1;
    matching_number(a, page, number, sizeof number);
    for (size_t i = 0; *number != '\0' && i < other->page_count; i++) {
        if (!same_element(a, page, other, i))
            continue;
        if (strcmp(matching_number(other, i, own, sizeof own), number) != 0)
            continue;
        if (assessment_follows(other, i) == (size_t)-1)
            return i;
        found = found == (size_t)-1 ? i : found;
    }
    return found;
}

static size_t place_of(const struct assessment *a, size_t page)
{
    size_t place = 0;
    for (size_t i = 0; i < page; i++) {
        if (a->pages[i].parent == a->pages[page].parent && same_element(a, i, a, page))
            place++;
    }
    return place;
}

static size_t find_placed(const struct assessment *a, size_t page, const struct assessment *other)
{
    size_t place = place_of(a, page);
    size_t parent = page == 0 ? 0 : matching_page(a, a->pages[page].parent, other);
    for (size_t i = 1; page != 0 && parent != (size_t)-1 && i < other->page_count; i++) {
        if (other->pages[i].parent != parent || !same_element(a, page, other, i) ||
            place_of(other, i) != place)
            continue;
        bool taken =
            find_named(other, i, a) != (size_t)-1 || find_numbered(other, i, a) != (size_t)-1;
        return taken ? (size_t)-1 : i;
    }
    return (size_t)-1;
}

size_t matching_page(const struct assessment *a, size_t page, const struct assessment *other)
{
    size_t found = find_named(a, page, other);
    if (found == (size_t)-1)
        found = find_numbered(a, page, other);
    return found == (size_t)-1 ? find_placed(a, page, other) : found;
}

/* --- fields -------------------------------------------------------------------- */

/* Two sides under comparison; all that is found goes into out. */
struct walk {
    const struct assessment *a, *other;
    struct matching *out;
};

static bool append(struct matching *out, xmlNode *node, xmlNode *other)
{
    if (out->count == out->room) {
        size_t room = out->room == 0 ? 32 : out->room * 2;
        struct matching_pair *pairs = realloc(out->pairs, room * sizeof *pairs);
        if (pairs == NULL)
            return false;
        out->pairs = pairs;
        out->room = room;
    }
    out->pairs[out->count++] = (struct matching_pair){node, other};
    return true;
}

/* The next of the page's own elements; reasons are about findings, and no fields. */
static xmlNode *next_own(const struct assessment *a, xmlNode *node)
{
    while (node != NULL && (node->type != XML_ELEMENT_NODE || index_is_page(a, node) ||
                            xmlStrEqual(node->name, BAD_CAST "reason")))
        node = node->next;
    return node;
}

static bool is_leaf(const xmlNode *node)
{
    return xmlFirstElementChild(assessment_unconst(node)) == NULL;
}

/* Every field under the node stands on one side alone. */
static bool append_alone(const struct assessment *a, struct matching *out, xmlNode *node,
                         bool of_other)
{
    if (is_leaf(node))
        return append(out, of_other ? NULL : node, of_other ? node : NULL);
    for (xmlNode *child = next_own(a, node->children); child != NULL;
         child = next_own(a, child->next)) {
        if (!append_alone(a, out, child, of_other))
            return false;
    }
    return true;
}

/* What a row is known by: the first of its fields with something in it. The caller
 * frees; "" when there is none. */
static char *text_of_row(const struct assessment *a, const xmlNode *row)
{
    if (is_leaf(row))
        return assessment_get(a, row);
    for (xmlNode *child = next_own(a, row->children); child != NULL;
         child = next_own(a, child->next)) {
        char *text = text_of_row(a, child);
        if (text == NULL || *text != '\0')
            return text;
        free(text);
    }
    return strdup("");
}

/* How much of two texts is the same, per cent. -1 when memory is short. */
static int likeness(const char *one, const char *other)
{
    size_t sizes = strlen(one) + strlen(other);
    size_t same = 0;
    struct diff d;
    if (strcmp(one, other) == 0)
        return *one == '\0' ? 0 : 100;
    if (!diff_make(&d, other, strlen(other), one, strlen(one)))
        return -1;
    for (size_t i = 0; i < d.count; i++) {
        if (d.parts[i].kind == DIFF_SAME)
            same += 2 * (d.parts[i].new_end - d.parts[i].new_start);
    }
    diff_free(&d);
    return (int)(same * 100 / sizes);
}

/* The rows of one repeat on both sides; partner[i] is the other's row, count: none. */
struct rows {
    xmlNode **mine, **theirs;
    size_t count, other_count;
    size_t *partner;
    bool *taken;
};

static void rows_free(struct rows *r)
{
    free(r->mine);
    free(r->theirs);
    free(r->partner);
    free(r->taken);
}

static size_t collect_rows(const struct assessment *a, xmlNode *first, const xmlChar *name,
                           xmlNode **out)
{
    size_t count = 0;
    for (xmlNode *node = next_own(a, first); node != NULL; node = next_own(a, node->next)) {
        if (!xmlStrEqual(node->name, name))
            continue;
        if (out != NULL)
            out[count] = node;
        count++;
    }
    return count;
}

static bool rows_take(const struct walk *w, xmlNode *node, xmlNode *other, const xmlChar *name,
                      struct rows *r)
{
    *r = (struct rows){.count = collect_rows(w->a, node, name, NULL),
                       .other_count = collect_rows(w->other, other, name, NULL)};
    r->mine = calloc(r->count + 1, sizeof(*r->mine));
    r->theirs = calloc(r->other_count + 1, sizeof(*r->theirs));
    r->partner = calloc(r->count + 1, sizeof *r->partner);
    r->taken = calloc(r->other_count + 1, sizeof *r->taken);
    if (r->mine == NULL || r->theirs == NULL || r->partner == NULL || r->taken == NULL)
        return false;
    collect_rows(w->a, node, name, r->mine);
    collect_rows(w->other, other, name, r->theirs);
    for (size_t i = 0; i < r->count; i++)
        r->partner[i] = r->other_count;
    return true;
}

/* likes[i * other_count + j]: how like the rows are. */
static bool compare_rows(const struct walk *w, const struct rows *r, int *likes)
{
    bool good = true;
    for (size_t i = 0; good && i < r->count; i++) {
        char *mine = text_of_row(w->a, r->mine[i]);
        good = mine != NULL;
        for (size_t j = 0; good && j < r->other_count; j++) {
            char *theirs = text_of_row(w->other, r->theirs[j]);
            int like = theirs == NULL ? -1 : likeness(mine, theirs);
            likes[i * r->other_count + j] = like;
            good = like >= 0;
            free(theirs);
        }
        free(mine);
    }
    return good;
}

static size_t distance(size_t i, size_t j)
{
    return i > j ? i - j : j - i;
}

/* The likest two rows that have no partner yet; false when none are alike. */
static bool find_likest(const struct rows *r, const int *likes, size_t *row, size_t *other)
{
    int best = LIKE - 1;
    for (size_t i = 0; i < r->count; i++) {
        for (size_t j = 0; r->partner[i] == r->other_count && j < r->other_count; j++) {
            int like = likes[i * r->other_count + j];
            bool nearer = like == best && best >= LIKE && distance(i, j) < distance(*row, *other);
            if (r->taken[j] || (like <= best && !nearer))
                continue;
            best = like;
            *row = i;
            *other = j;
        }
    }
    return best >= LIKE;
}

static void pair_by_place(struct rows *r)
{
    for (size_t i = 0; i < r->count && i < r->other_count; i++) {
        if (r->partner[i] == r->other_count && !r->taken[i]) {
            r->partner[i] = i;
            r->taken[i] = true;
        }
    }
}

static bool pair_rows(const struct walk *w, struct rows *r)
{
    size_t row = 0;
    size_t other = 0;
    if (r->count > 1 || r->other_count > 1) {
        int *likes = calloc(r->count * r->other_count + 1, sizeof *likes);
        bool good = likes != NULL && compare_rows(w, r, likes);
        while (good && find_likest(r, likes, &row, &other)) {
            r->partner[row] = other;
            r->taken[other] = true;
        }
        free(likes);
        if (!good)
            return false;
    }
    pair_by_place(r);
    return true;
}

static bool walk_children(struct walk *w, xmlNode *node, xmlNode *other, struct matching *alone);

static bool walk_pair(struct walk *w, xmlNode *node, xmlNode *other, struct matching *alone)
{
    if (is_leaf(node) && is_leaf(other))
        return append(w->out, node, other);
    return walk_children(w, node, other, alone);
}

/* All elements of that name under two nodes. */
static bool walk_name(struct walk *w, xmlNode *node, xmlNode *other, const xmlChar *name,
                      struct matching *alone)
{
    struct rows r;
    bool good = rows_take(w, node, other, name, &r) && pair_rows(w, &r);
    for (size_t i = 0; good && i < r.count; i++) {
        good = r.partner[i] < r.other_count ? walk_pair(w, r.mine[i], r.theirs[r.partner[i]], alone)
                                            : append_alone(w->a, w->out, r.mine[i], false);
    }
    for (size_t j = 0; good && j < r.other_count; j++) {
        if (!r.taken[j])
            good = append_alone(w->other, alone, r.theirs[j], true);
    }
    rows_free(&r);
    return good;
}

/* Whether an own element of that name stands before the node. */
static bool is_known(const struct assessment *a, xmlNode *first, const xmlNode *node,
                     const xmlChar *name)
{
    for (; (first = next_own(a, first)) != NULL && first != node; first = first->next) {
        if (xmlStrEqual(first->name, name))
            return true;
    }
    return false;
}

static bool walk_children(struct walk *w, xmlNode *node, xmlNode *other, struct matching *alone)
{
    bool good = true;
    for (xmlNode *child = next_own(w->a, node->children); good && child != NULL;
         child = next_own(w->a, child->next)) {
        if (!is_known(w->a, node->children, child, child->name))
            good = walk_name(w, node->children, other->children, child->name, alone);
    }
    for (xmlNode *child = next_own(w->other, other->children); good && child != NULL;
         child = next_own(w->other, child->next)) {
        if (!is_known(w->a, node->children, NULL, child->name))
            good = append_alone(w->other, alone, child, true);
    }
    return good;
}

bool matching_make(const struct assessment *a, size_t page, const struct assessment *other,
                   size_t other_page, struct matching *out, struct error *err)
{
    struct matching alone = {0};
    struct walk w = {a, other, out};
    *out = (struct matching){0};
    bool good = walk_children(&w, a->pages[page].node, other->pages[other_page].node, &alone);
    for (size_t i = 0; good && i < alone.count; i++)
        good = append(out, NULL, alone.pairs[i].other);
    matching_free(&alone);
    if (good)
        return true;
    matching_free(out);
    return error_set_memory(err);
}

void matching_free(struct matching *m)
{
    free(m->pairs);
    *m = (struct matching){0};
}

xmlNode *matching_of(const struct matching *m, const xmlNode *node)
{
    bool attribute = node->type == XML_ATTRIBUTE_NODE;
    const xmlNode *element = attribute ? node->parent : node;
    for (size_t i = 0; i < m->count; i++) {
        if (m->pairs[i].node != element || m->pairs[i].other == NULL)
            continue;
        return attribute ? (xmlNode *)xmlHasProp(m->pairs[i].other, node->name) : m->pairs[i].other;
    }
    return NULL;
}
