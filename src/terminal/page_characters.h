/*
 * Characters of a field that not every system can show or print (text/portable.h):
 * a remark under the field. It is no finding, and hinders nothing.
 */
#ifndef KUSEI_TERMINAL_PAGE_CHARACTERS_H
#define KUSEI_TERMINAL_PAGE_CHARACTERS_H

#include "terminal/page_model.h"

/* Brings the remark under the item up to date with its text. True where that
 * changed what is said. */
bool page_item_remark(struct page_item *item);

#endif
