/*
 * The figures of every assessment, as whoever compares wards took them out of the pages:
 * made from the newest revisions and to be made again at any time. A new revision of any
 * page of an assessment drops what was made of it (a trigger), so that what is here is
 * never of an older one; nothing of it is in the trail.
 */
#ifndef KUSEI_STORE_FIGURES_H
#define KUSEI_STORE_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

enum { STORE_FIGURE_TEXTS = 18 };

/* A figure, in texts; "" where there is nothing. Amounts are decimals. */
struct store_figure {
    union {
        struct {
            char *indicator; /* whose it is; "": the ward's own measure */
            char *about;     /* what it stands under */
            char *page;      /* its name */
            char *field;     /* path of the figure in the page */
            char *wording;   /* what it is called, with the figure, as printed */
            char *printed;   /* the figure */
            char *amount, *unit;
            char *previous, *previous_unit; /* of the year before */
            char *target, *target_unit, *operator, * by, *relative;
            char *answers;   /* to the survey */
            char *judgement; /* the ward's */
            char *marks;     /* by each yardstick: "A 53.2|B 50": the mark, a blank and the
                                line that it turns on; nothing where it gives none */
        };
        char *texts[STORE_FIGURE_TEXTS];
    };
    bool chance; /* the change is within the sampling error */
};

/* Keeps the figures of an assessment, over those kept before; version says by what they
 * were made. page_revisions is what store_figures_stamp said before its pages were read:
 * where a page was saved since, nothing is kept, which is no failure. */
bool store_put_figures(struct store *s, int64_t assessment, const char *version,
                       int64_t page_revisions, const struct store_figure *figures, size_t count,
                       struct error *err);
/* The newest revision of the file. */
bool store_figures_stamp(struct store *s, int64_t *revision, struct error *err);

/* An assessment of which there are no figures of a version. */
struct store_stale {
    int64_t assessment;
    char *ward_code;
    int year;
};
struct store_stale_list {
    struct store_stale *items;
    size_t count;
};
/* Those of the policy and of the years first to last. Free the list with
 * store_stale_list_free. */
bool store_figures_stale(struct store *s, const char *policy, const char *version, int first,
                         int last, struct store_stale_list *out, struct error *err);
/* Frees what the list holds and empties it. */
void store_stale_list_free(struct store_stale_list *list);

/* What store_each_figure tells of. */
struct store_figure_row {
    int64_t assessment;
    const char *ward_code, *ward_name;
    int year;
    const char *form_version, *state;
    const char *version;           /* by what the figures were made */
    const struct store_figure *is; /* NULL: the assessment has no figure */
};

/* Every assessment of the policy and of the years first to last, by year and ward code,
 * with its figures in their order: of the indicator, and those that are nobody's; or of
 * all where indicator is NULL. take says false, with a sentence, to end it. */
bool store_each_figure(struct store *s, const char *policy, int first, int last,
                       const char *indicator,
                       bool (*take)(void *to, const struct store_figure_row *row,
                                    struct error *err),
                       void *to, struct error *err);

#endif
