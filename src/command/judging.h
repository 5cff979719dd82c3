/* What `check` and `import` share: the rules of the forms that come up, and the
 * judgement of one assessment together with last year's. */
#ifndef KUSEI_COMMAND_JUDGING_H
#define KUSEI_COMMAND_JUDGING_H

#include "command/context.h"
#include "review/judge.h"

/* The rules of each form, read when they are first asked for. Begins as {0}. */
struct judges {
    struct judges_item {
        const struct form *form;
        struct judge *judge;
    } * items;
    size_t count;
};

/* Those of a form; they live as long as *all. NULL with file, line and reason. */
const struct judge *judges_of(struct judges *all, const struct form *form, struct error *err);
void judges_free(struct judges *all);

/* One assessment, judged. */
struct judging {
    const struct judge *judge;
    const struct assessment *a;
    struct assessment *last_year; /* owned; NULL: none is known */
    struct judgement judgement;
};

/* Judges an assessment of the database by the rules of now, beside the one of
 * the year before that is there. *out is good to be freed in any case. */
bool judging_run_stored(struct context *c, struct judges *all, const struct assessment *a,
                        struct judging *out, struct error *err);

/* How many errors the rules find in a document of that form, which is freed, beside
 * no year before. */
bool judging_count_errors(struct context *c, const struct form *form, xmlDoc *doc, size_t *errors,
                          struct error *err);
void judging_free(struct judging *judging);

#endif
