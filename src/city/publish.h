/*
 * The comparison of a year as a site: pages that need no script and load nothing from
 * elsewhere, and the same figures as tables for machines. It says nothing that the
 * comparison (comparing.h) does not say, and the same database gives the same bytes.
 */
#ifndef KUSEI_CITY_PUBLISH_H
#define KUSEI_CITY_PUBLISH_H

#include <stdbool.h>

#include "assessment/assessment.h"
#include "city/indicators.h"
#include "text/buffer.h"
#include "text/error.h"

/* What other rooms make of a ward's assessment and of tables. Each puts a file at the end
 * of out, or says false with a sentence. */
struct city_makers {
    void *with;
    bool (*sheet)(void *with, const struct assessment *a, struct buffer *out, struct error *err);
    bool (*document)(void *with, const struct assessment *a, struct buffer *out, struct error *err);
    /* Cells as in text/cells.h. */
    bool (*workbook)(void *with, const struct buffer *cells, struct buffer *out, struct error *err);
};

struct city_publication {
    const struct city_policy *policy;
    struct store *store;
    struct catalogue *catalogue;
    const char *share; /* the folder that holds data/ */
    int year;
    const char *path; /* of the folder to be made */
    struct city_makers makers;
};

/* Makes the site. The folder is there whole, or there is a sentence and nothing. */
bool city_publish(const struct city_publication *what, struct error *err);

#endif
