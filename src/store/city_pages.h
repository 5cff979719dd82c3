/*
 * The pages of an assessment that comes from elsewhere whole, in the place of those
 * that are there. Inside the room only.
 */
#ifndef KUSEI_STORE_CITY_PAGES_H
#define KUSEI_STORE_CITY_PAGES_H

#include "store/store.h"
#include "store/writer.h"

/* The pages of the assessment that is there, with their fields, come to be those of the
 * list (as in store_create), within the writer's transaction: a revision where a page
 * differs, new pages behind the others, and out with what is no more. A page is the one
 * at the same place of the same parent, with the same element. None of those that are
 * there may be closed. */
bool city_pages_put(struct store_writer *w, int64_t assessment, const struct store_page_list *there,
                    const struct store_page_list *pages, struct error *err);

#endif
