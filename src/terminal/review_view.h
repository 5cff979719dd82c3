/*
 * What the reviewer's screen shows: the pages of an assessment, as it is stored, that
 * changed since the person last looked, with those that wait for their approval and
 * those that are gone; and, of each, what there is to read. It takes no keys and changes
 * nothing.
 */
#ifndef KUSEI_TERMINAL_REVIEW_VIEW_H
#define KUSEI_TERMINAL_REVIEW_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "review/changes.h"
#include "review/standing.h"
#include "terminal/paper.h"
#include "terminal/screen.h"

/* A page. */
struct review_line {
    size_t page;                             /* of the assessment; (size_t)-1: it is gone */
    const struct review_gone_page *gone;     /* NULL: it is there */
    const struct review_page_change *change; /* NULL: nothing is new to the person */
    int64_t id, revision;                    /* what is shown of it, in the store */
    bool awaits;                             /* it may be approved by the person's role */
    bool passed;                             /* it was walked past, or there is nothing new */
    size_t seen; /* lines of the paper that were shown, from the first on */
};

/* A place on the paper that is about a field. */
struct review_field {
    size_t paragraph;
    const char *path;
};

struct review_view {
    struct assessment *a;
    struct review_standing standing;
    struct review_changes changes;
    struct review_line *lines;
    size_t count;
    struct review_field *fields; /* of the page that was written last */
    size_t field_count;
};

/* Reads it anew, of the assessment of the session; what was read before is freed. Empty
 * on failure. */
bool review_view_read(struct app *app, struct review_view *v, struct error *err);
/* Frees what it holds and empties it. */
void review_view_free(struct review_view *v);

/* What a person calls the page of that line; the caller frees, NULL when memory is
 * short. */
char *review_view_title(const struct app *app, const struct review_view *v, size_t line);
/* What a person calls the field of that line's page; the same. */
char *review_view_label(const struct app *app, const struct review_view *v, size_t line,
                        const char *path);
/* Whether the page of that line has the field now; false with a sentence where that cannot
 * be read. */
bool review_view_has_field(const struct app *app, const struct review_view *v, size_t line,
                           const char *path, bool *has, struct error *err);
/* What is new there, in figures: "3 fields, 1 finding, 2 remarks". */
void review_view_describe(const struct review_view *v, size_t line, char *out, size_t size);
/* Its state, in the person's language; of one that is gone, that it is. */
const char *review_view_state(const struct app *app, const struct review_view *v, size_t line);

/* Writes all there is to read about that line. False when memory is short. */
bool review_view_write(const struct app *app, struct review_view *v, size_t line,
                       struct paper *paper);

#endif
