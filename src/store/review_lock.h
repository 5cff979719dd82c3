/*
 * What the review says of a write, within the write's own transaction: pages that
 * are not open get no revision, and an assessment that is not gets no page. Inside
 * the room only.
 */
#ifndef KUSEI_STORE_REVIEW_LOCK_H
#define KUSEI_STORE_REVIEW_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "store/connection.h"
#include "store/review_rows.h"

/* False with a sentence where the page is not open. */
bool review_check_page(struct store *s, int64_t page, struct error *err);
/* False with a sentence where no page may be put into the assessment. */
bool review_check_assessment(struct store *s, int64_t assessment, struct error *err);

/* Counts one more change of the assessment's review; makes its row. The change's first
 * write. */
bool review_count_move(struct store *s, struct review_rows *rows, int64_t assessment,
                       struct error *err);

#endif
