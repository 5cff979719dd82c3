/* Pages of one number that do not share their text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"

/* The page that is written where this one is a copy. */
static size_t source_of(const struct assessment *a, size_t page)
{
    size_t source = assessment_follows(a, page);
    return source == (size_t)-1 ? page : source;
}

static bool is_twin(const struct assessment *a, size_t page, size_t other, const char *number)
{
    char own[256];
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    return pages[other].item == pages[page].item && assessment_follows(a, other) == (size_t)-1 &&
           source_of(a, page) != other &&
           strcmp(matching_number(a, other, own, sizeof own), number) == 0;
}

static bool differs(const struct assessment *a, const struct matching_pair *pair)
{
    char *mine = pair->node == NULL ? strdup("") : assessment_get(a, pair->node);
    char *theirs = pair->other == NULL ? strdup("") : assessment_get(a, pair->other);
    bool same = mine != NULL && theirs != NULL && strcmp(mine, theirs) == 0;
    free(mine);
    free(theirs);
    return !same;
}

static bool count_differing(const struct assessment *a, size_t page, struct matching_twin *twin,
                            struct error *err)
{
    struct matching m;
    if (!matching_make(a, page, a, twin->page, &m, err))
        return false;
    for (size_t i = 0; i < m.count; i++)
        twin->differing += differs(a, &m.pairs[i]) ? 1 : 0;
    matching_free(&m);
    return true;
}

bool matching_find_twins(const struct assessment *a, size_t page, struct matching_twin **twins,
                         size_t *count, struct error *err)
{
    char number[256];
    size_t pages;
    bool good = true;
    assessment_pages(a, &pages);
    *count = 0;
    *twins = calloc(pages + 1, sizeof **twins);
    if (*twins == NULL)
        return error_set_memory(err);
    matching_number(a, page, number, sizeof number);
    for (size_t i = 0; good && *number != '\0' && i < pages; i++) {
        if (i == page || !is_twin(a, page, i, number))
            continue;
        (*twins)[*count].page = i;
        good = count_differing(a, page, &(*twins)[(*count)++], err);
    }
    if (!good) {
        free(*twins);
        *twins = NULL;
        *count = 0;
    }
    return good;
}
