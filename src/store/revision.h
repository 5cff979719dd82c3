/*
 * One revision of a page, whole: what stood there when somebody began from it.
 */
#ifndef KUSEI_STORE_REVISION_H
#define KUSEI_STORE_REVISION_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

/* The fields of that revision in their order, with the page's id, parent,
 * element and position. False with a sentence, also where there is no such
 * revision. Free it with store_page_clear. */
bool store_read_revision(struct store *s, int64_t revision, struct store_page *out,
                         struct error *err);

#endif
