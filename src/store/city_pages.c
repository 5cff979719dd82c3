#include "store/city_pages.h"

#include <stdlib.h>
#include <string.h>

#include "store/search_index.h"
#include "text/i18n.h"

static const size_t none = (size_t)-1;

/* Where a page of the list has come to stand. */
struct placed {
    size_t match; /* the page there that it is; none: it is new */
    int64_t id;
    int position;
    int children; /* pages of the list that stand in it so far */
    bool broken;  /* from here on its pages are others than those there */
    bool written;
};

struct putting {
    struct store_writer *w;
    int64_t assessment;
    const struct store_page_list *there, *pages;
    struct placed *placed;
    bool *kept; /* of the pages there */
};

/* --- which page is which ----------------------------------------------------------- */

static size_t find_there(const struct putting *p, int64_t parent, int position, const char *element)
{
    for (size_t i = 0; i < p->there->count; i++) {
        const struct store_page *page = &p->there->pages[i];
        if (page->parent == parent && page->position == position) {
            return strcmp(page->element, element) == 0 ? i : none;
        }
    }
    return none;
}

static bool match_page(struct putting *p, size_t i)
{
    const struct store_page *page = &p->pages->pages[i];
    struct placed *parent = page->parent == 0 ? NULL : &p->placed[page->parent - 1];
    struct placed *own = &p->placed[i];
    own->position = parent == NULL ? 1 : ++parent->children;
    own->match = none;
    if (parent == NULL || (parent->match != none && !parent->broken)) {
        own->match = find_there(p, parent == NULL ? 0 : parent->id, own->position, page->element);
    }
    if (own->match == none) {
        own->broken = true;
        if (parent != NULL) {
            parent->broken = true;
        }
        return parent != NULL || p->there->count == 0;
    }
    own->id = p->there->pages[own->match].id;
    p->kept[own->match] = true;
    return true;
}

/* The first page is the root, every other one stands in a page before it. */
static bool match_pages(struct putting *p, struct error *err)
{
    bool good = p->pages->count > 0;
    for (size_t i = 0; good && i < p->pages->count; i++) {
        int64_t parent = p->pages->pages[i].parent;
        good = (i == 0 ? parent == 0 : parent >= 1 && parent <= (int64_t)i) && match_page(p, i);
    }
    return good || error_set(err,
                             _("%s: the pages of what was received do not hang together. Nothing "
                               "was changed."),
                             p->w->s->path);
}

/* --- out and in ---------------------------------------------------------------------- */

static bool is_kept(const struct putting *p, int64_t id)
{
    for (size_t i = 0; i < p->there->count; i++) {
        if (p->there->pages[i].id == id) {
            return p->kept[i];
        }
    }
    return false;
}

/* The last one first, so that those before it stay where they are. What stands in it goes
 * with it. */
static bool take_out(struct putting *p, struct error *err)
{
    for (size_t i = p->there->count; i-- > 0;) {
        const struct store_page *page = &p->there->pages[i];
        if (!p->kept[i] && is_kept(p, page->parent) &&
            !store_writer_remove(p->w, p->assessment, page->id, err)) {
            return false;
        }
    }
    return true;
}

static bool is_same(const struct store_page *one, const struct store_page *other)
{
    bool same = one->count == other->count;
    for (size_t i = 0; same && i < one->count; i++) {
        same = strcmp(one->fields[i].path, other->fields[i].path) == 0 &&
               strcmp(one->fields[i].value, other->fields[i].value) == 0;
    }
    return same;
}

static bool put_page(struct putting *p, size_t i, struct error *err)
{
    const struct store_page *page = &p->pages->pages[i];
    struct placed *own = &p->placed[i];
    int64_t parent = page->parent == 0 ? 0 : p->placed[page->parent - 1].id, revision;
    if (own->match != none && is_same(page, &p->there->pages[own->match])) {
        return true;
    }
    own->written = true;
    return (own->match != none || store_writer_page(p->w, p->assessment, parent, page->element,
                                                    own->position, &own->id, err)) &&
           store_writer_revision(p->w, own->id, page->fields, page->count, &revision, err) &&
           store_writer_trail(p->w, p->w->author->action, revision, err);
}

static bool index_pages(struct putting *p, struct error *err)
{
    struct search_index index;
    bool good = search_index_begin(&index, p->w->s, err);
    for (size_t i = 0; good && i < p->pages->count; i++) {
        const struct store_page *page = &p->pages->pages[i];
        good = !p->placed[i].written ||
               search_index_page(&index, p->placed[i].id, page->fields, page->count, err);
    }
    return search_index_end(&index, good, err);
}

bool city_pages_put(struct store_writer *w, int64_t assessment, const struct store_page_list *there,
                    const struct store_page_list *pages, struct error *err)
{
    struct putting p = {.w = w, .assessment = assessment, .there = there, .pages = pages};
    p.placed = calloc(pages->count + 1, sizeof *p.placed);
    p.kept = calloc(there->count + 1, sizeof *p.kept);
    bool good = (p.placed != NULL && p.kept != NULL) || error_set_memory(err);
    good = good && match_pages(&p, err) && take_out(&p, err);
    for (size_t i = 0; good && i < pages->count; i++) {
        good = put_page(&p, i, err);
    }
    good = good && index_pages(&p, err) && store_writer_touch(w, assessment, err);
    free(p.placed);
    free(p.kept);
    return good;
}
