/*
 * What the two halves of review/changes.h share: pages that are there, and pages that are
 * gone. Inside the room only.
 */
#ifndef KUSEI_REVIEW_CHANGING_H
#define KUSEI_REVIEW_CHANGING_H

#include "review/changes.h"

/* Whether a change of the field is told of. What the program made of a field is not worth
 * a line, and a reason is told with its finding. */
bool review_tells_field(const char *path);
/* Adds one to the list; label is the list's from then on (NULL: memory was short). False
 * when memory is short: what is there of it is freed with the others. */
bool review_add_field(struct review_field_change **fields, size_t *count, const char *path,
                      char *label, const char *old, const char *new);
/* Frees the list, too. */
void review_free_fields(struct review_field_change *fields, size_t count);

/* Puts the pages that are gone into *out, which review_changes_free frees. */
bool review_find_gone(struct review *r, const struct review_actor *actor,
                      const struct assessment *a, struct review_changes *out, struct error *err);
/* Frees the list, too. */
void review_free_gone(struct review_gone_page *gone, size_t count);

#endif
