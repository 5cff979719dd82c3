/*
 * What "kusei review" only shows: what waits for whom, where pages stand, what was
 * remarked, and what changed since a person last looked.
 */
#ifndef KUSEI_COMMAND_REVIEW_LIST_H
#define KUSEI_COMMAND_REVIEW_LIST_H

#include "command/context.h"
#include "review/review.h"

/* Runs list, changes or seen. *known is false, and nothing done, for another word. */
int review_list_command(struct context *c, struct review *r, int count, char **words, bool *known);

/* The page of that name; "-" is the first. */
bool review_find_named(const struct assessment *a, const char *name, size_t *page,
                       struct error *err);

#endif
