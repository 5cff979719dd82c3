/*
 * Where else a page stands: the page it follows and the copies of it, and the pages
 * that have its number without sharing its text.
 */
#ifndef KUSEI_TERMINAL_PAGE_LINKS_H
#define KUSEI_TERMINAL_PAGE_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/page_model.h"
#include "text/error.h"

/* Looks for the pages of its number. False with a sentence when memory is short. */
bool page_links_take(struct page_model *m, struct error *err);

/* Says it in one line, as far as it fits; "" for a page that stands alone. */
void page_links_describe(const struct page_model *m, char *out, size_t size);

#endif
