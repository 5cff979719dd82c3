/* An assessment into the store and out of it. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/revision.h"
#include "text/i18n.h"

/* --- out of the store -------------------------------------------------------------- */

static xmlNode *built_page(const struct store_page_list *list, xmlNode *const *nodes, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->pages[i].id == id)
            return nodes[i];
    }
    return NULL;
}

static bool attach_page(const struct store_page_list *list, xmlNode *const *nodes, size_t i,
                        xmlDoc *doc)
{
    const struct store_page *page = &list->pages[i];
    if (page->parent == 0 && doc->children == NULL) {
        xmlDocSetRootElement(doc, nodes[i]);
        return true;
    }
    xmlNode *parent = built_page(list, nodes, page->parent);
    return parent != NULL && flatten_attach(parent, page->element, nodes[i]);
}

static bool build_pages(const struct store_page_list *list, xmlNode **nodes, xmlDoc *doc,
                        struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        nodes[i] = flatten_build(doc, &list->pages[i], err);
        if (nodes[i] == NULL)
            return false;
        if (!attach_page(list, nodes, i, doc)) {
            xmlFreeNode(nodes[i]);
            return error_set(err, _("The database holds a page without the page it stands in. "
                                    "Restore a backup."));
        }
    }
    return doc->children != NULL ||
           error_set(err, _("The database holds an assessment without pages. Restore a backup."));
}

static void note_stored(struct assessment *a, const struct store_page_list *list,
                        xmlNode *const *nodes)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t page = 0; page < a->page_count; page++) {
            if (a->pages[page].node != nodes[i])
                continue;
            a->pages[page].stored_id = list->pages[i].id;
            a->pages[page].revision = list->pages[i].revision;
            a->pages[page].changed = false;
        }
    }
}

/* One that keeps each name once, as one that was read from a file does. */
static xmlDoc *new_document(void)
{
    xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
    if (doc != NULL && (doc->dict = xmlDictCreate()) == NULL) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

static struct assessment *from_pages(const struct form *form, const struct reference *reference,
                                     const struct store_page_list *list, struct error *err)
{
    xmlDoc *doc = new_document();
    xmlNode **nodes = calloc(list->count + 1, sizeof *nodes);
    struct assessment *a = NULL;
    if (doc == NULL || nodes == NULL)
        error_set_memory(err);
    else if (build_pages(list, nodes, doc, err)) {
        a = assessment_from_document(form, reference, doc, err);
        doc = NULL;
    }
    if (a != NULL)
        note_stored(a, list, nodes);
    xmlFreeDoc(doc);
    free(nodes);
    return a;
}

static struct assessment *open_found(struct store *s, struct catalogue *c,
                                     const struct store_assessment *found, struct error *err)
{
    const struct form *form = catalogue_form(c, found->policy, err);
    if (form == NULL)
        return NULL;
    struct store_page_list list = {0};
    if (!store_read_pages(s, found->id, &list, err))
        return NULL;
    struct assessment *a = from_pages(form, catalogue_reference(c), &list, err);
    store_page_list_free(&list);
    if (a != NULL)
        a->stored_id = found->id;
    /* Raised since it was made: of its pages some may be stored as they were before. */
    bool raised = a != NULL && !assessment_is_older(a) &&
                  strcmp(found->form_version, form_version(form)) != 0;
    if (!raised || raising_complete(a, err))
        return a;
    assessment_free(a);
    return NULL;
}

struct assessment *assessment_open(struct store *s, struct catalogue *c, const char *ward_code,
                                   int year, struct error *err)
{
    bool found;
    struct store_assessment row = {0};
    if (!store_find(s, ward_code, year, &found, &row, err))
        return NULL;
    if (!found) {
        error_set(
            err,
            _("There is no assessment of ward %s for %d. \"kusei list\" shows those there are, "
              "\"kusei new\" makes one."),
            ward_code, year);
        return NULL;
    }
    struct assessment *a = open_found(s, c, &row, err);
    store_assessment_free(&row);
    return a;
}

/* The fields of that revision in the place of those the page has. */
static bool turn_back(struct store *s, struct store_page *page, int64_t revision, struct error *err)
{
    struct store_page then;
    if (revision == 0 || revision == page->revision)
        return true;
    if (!store_read_revision(s, revision, &then, err))
        return false;
    struct store_field *fields = page->fields;
    size_t count = page->count;
    page->fields = then.fields;
    page->count = then.count;
    page->revision = revision;
    then.fields = fields;
    then.count = count;
    store_page_clear(&then);
    return true;
}

/* The assessment whose pages stood so then. */
static struct assessment *from_then(const struct assessment *now,
                                    const struct store_page_list *list, struct error *err)
{
    struct assessment *a = from_pages(now->form, now->reference, list, err);
    if (a != NULL)
        a->stored_id = now->stored_id;
    return a;
}

struct assessment *assessment_open_past(struct store *s, const struct assessment *now,
                                        const int64_t *revisions, struct error *err)
{
    struct store_page_list list;
    if (!store_read_pages(s, now->stored_id, &list, err))
        return NULL;
    bool good = true;
    for (size_t i = 0; good && i < list.count; i++) {
        size_t page = assessment_find_stored_page(now, list.pages[i].id);
        good = page == (size_t)-1 || turn_back(s, &list.pages[i], revisions[page], err);
    }
    struct assessment *a = good ? from_then(now, &list, err) : NULL;
    store_page_list_free(&list);
    return a;
}

/* Where the page stood: before the first page of its parent that had its place or a later
 * one. (size_t)-1: the parent is not there. */
static size_t find_old_place(const struct store_page_list *list, const struct store_page *gone)
{
    size_t place = (size_t)-1;
    for (size_t i = 0; i < list->count; i++) {
        const struct store_page *page = &list->pages[i];
        if (page->id == gone->parent)
            place = list->count;
        if (page->parent == gone->parent && page->position >= gone->position)
            return i;
    }
    return place;
}

/* The list owns it then; one that has no place is freed. */
static bool put_back(struct store_page_list *list, struct store_page *gone, struct error *err)
{
    size_t place = find_old_place(list, gone);
    struct store_page *pages = place == (size_t)-1
                                   ? list->pages
                                   : reallocarray(list->pages, list->count + 1, sizeof *pages);
    if (place == (size_t)-1 || pages == NULL) {
        store_page_clear(gone);
        return pages != NULL || error_set_memory(err);
    }
    list->pages = pages;
    memmove(pages + place + 1, pages + place, (list->count - place) * sizeof *pages);
    pages[place] = *gone;
    list->count++;
    return true;
}

struct assessment *assessment_open_with_gone(struct store *s, const struct assessment *now,
                                             const int64_t *revisions, size_t count,
                                             struct error *err)
{
    struct store_page_list list;
    if (!store_read_pages(s, now->stored_id, &list, err))
        return NULL;
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        struct store_page gone;
        good = store_read_revision(s, revisions[i], &gone, err) && put_back(&list, &gone, err);
    }
    struct assessment *a = good ? from_then(now, &list, err) : NULL;
    store_page_list_free(&list);
    return a;
}

int64_t assessment_stored_id(const struct assessment *a)
{
    return a->stored_id;
}

/* --- into the store ------------------------------------------------------------------ */

static void clear_pages(struct store_page *pages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        store_page_clear(&pages[i]);
    free(pages);
}

/* All pages, or those changed; which[i] is the page that pages[i] is of. */
static struct store_page *flatten_pages(const struct assessment *a, bool all, size_t *which,
                                        size_t *count, struct error *err)
{
    *count = 0;
    struct store_page *pages = calloc(a->page_count, sizeof *pages);
    if (pages == NULL) {
        error_set_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < a->page_count; i++) {
        if (!all && !a->pages[i].changed)
            continue;
        if (!flatten_page(a, i, &pages[*count], err)) {
            clear_pages(pages, *count);
            return NULL;
        }
        which[(*count)++] = i;
    }
    return pages;
}

static void note_saved(struct assessment *a, const struct store_page *pages, const size_t *which,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct assessment_page *page = &a->pages[which[i]];
        page->stored_id = pages[i].id;
        page->revision = pages[i].revision;
        page->changed = false;
        page->drafted = false;
    }
}

static bool create_pages(struct assessment *a, struct store *s, struct store_page *pages,
                         const size_t *which, size_t count, const struct store_author *author,
                         struct error *err)
{
    char *names[] = {(char *)assessment_unconst(assessment_ward_code(a)),
                     (char *)assessment_unconst(assessment_ward_name(a)),
                     (char *)assessment_unconst(form_name(a->form)),
                     (char *)assessment_unconst(form_version(a->form))};
    char state[] = "entry";
    struct store_assessment row = {.ward_code = names[0],
                                   .ward_name = names[1],
                                   .year = assessment_year(a),
                                   .policy = names[2],
                                   .form_version = names[3],
                                   .state = state};
    assessment_progress(a, &row.pages_done, &row.pages_total);
    for (size_t i = 0; i < count; i++)
        pages[i].parent = which[i] == 0 ? 0 : (int64_t)a->pages[which[i]].parent + 1;
    struct store_page_list list = {.pages = pages, .count = count};
    return store_create(s, &row, &list, author, &a->stored_id, err);
}

bool assessment_create(struct assessment *a, struct store *s, const struct store_author *author,
                       struct error *err)
{
    size_t count;
    size_t *which = calloc(a->page_count, sizeof *which);
    struct store_page *pages = which == NULL ? NULL : flatten_pages(a, true, which, &count, err);
    if (pages == NULL) {
        free(which);
        return which != NULL ? false : error_set_memory(err);
    }
    bool good = create_pages(a, s, pages, which, count, author, err);
    if (good)
        note_saved(a, pages, which, count);
    clear_pages(pages, count);
    free(which);
    return good;
}

/* A new page inside a new page: its parent is named by its place in the call. */
static void point_to_new_parents(const struct assessment *a, struct store_page *pages,
                                 const size_t *which, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (pages[i].id != 0 || pages[i].parent != 0)
            continue;
        for (size_t k = 0; k < i; k++) {
            if (which[k] == a->pages[which[i]].parent)
                pages[i].parent = -1 - (int64_t)k;
        }
    }
}

/* The first of the pages whose newest revision is not the one it was read from. */
static size_t find_conflict(const struct assessment *a, struct store *s,
                            const struct store_page *pages, const size_t *which, size_t count)
{
    struct store_page_list now = {0};
    size_t found = which[0];
    if (!store_read_tree(s, a->stored_id, &now, NULL))
        return found;
    for (size_t i = count; i-- > 0;) {
        bool same = pages[i].id == 0;
        for (size_t k = 0; k < now.count && !same; k++)
            same = now.pages[k].id == pages[i].id && now.pages[k].revision == pages[i].revision;
        found = same ? found : which[i];
    }
    store_page_list_free(&now);
    return found;
}

static enum store_saved save_changed(struct assessment *a, struct store *s, size_t *which,
                                     const struct store_author *author, size_t *conflict,
                                     struct error *err)
{
    size_t count;
    int done, total;
    struct store_page *pages = flatten_pages(a, false, which, &count, err);
    if (pages == NULL)
        return STORE_FAILED;
    point_to_new_parents(a, pages, which, count);
    assessment_progress(a, &done, &total);
    enum store_saved saved = store_save_removing(s, a->stored_id, a->removed, a->removed_count,
                                                 pages, count, done, total, author, err);
    if (saved == STORE_SAVED || saved == STORE_SAME) {
        note_saved(a, pages, which, count);
        a->raised = false;
        a->removed_count = 0;
    }
    if (saved == STORE_CONFLICT && conflict != NULL)
        *conflict = find_conflict(a, s, pages, which, count);
    clear_pages(pages, count);
    return saved;
}

static bool has_changes(const struct assessment *a)
{
    for (size_t i = 0; i < a->page_count; i++) {
        if (a->pages[i].changed)
            return true;
    }
    return a->removed_count > 0;
}

enum store_saved assessment_save(struct assessment *a, struct store *s,
                                 const struct store_author *author, size_t *conflict,
                                 struct error *err)
{
    if (!has_changes(a))
        return STORE_SAME;
    if (a->raised)
        index_mark_changed(a, 0);
    size_t *which = calloc(a->page_count, sizeof *which);
    if (which == NULL) {
        error_set_memory(err);
        return STORE_FAILED;
    }
    enum store_saved saved = save_changed(a, s, which, author, conflict, err);
    free(which);
    return saved;
}

/* --- drafts ------------------------------------------------------------------------------ */

/* The changed pages, of which there is to be a draft; *count of them, which of the
 * assessment's in `which`. NULL with a sentence. */
static struct store_page *flatten_drafts(const struct assessment *a, bool again, size_t *which,
                                         size_t *count, struct error *err)
{
    struct store_page *pages = calloc(a->page_count + 1, sizeof *pages);
    *count = 0;
    if (pages == NULL) {
        error_set_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < a->page_count; i++) {
        const struct assessment_page *page = &a->pages[i];
        /* A copy is made again from its source. */
        if (!page->changed || (page->drafted && !again) || page->stored_id == 0 ||
            assessment_follows(a, i) != (size_t)-1)
            continue;
        if (!flatten_page(a, i, &pages[*count], err)) {
            clear_pages(pages, *count);
            return NULL;
        }
        which[(*count)++] = i;
    }
    return pages;
}

static bool put_drafts(struct assessment *a, struct store *s, const char *author, bool again,
                       const char *place, struct error *err)
{
    size_t count = 0;
    size_t *which = calloc(a->page_count, sizeof *which);
    struct store_page *pages = which == NULL ? NULL : flatten_drafts(a, again, which, &count, err);
    if (pages == NULL) {
        free(which);
        return which != NULL ? false : error_set_memory(err);
    }
    bool nothing = count == 0 && place == NULL;
    bool good = nothing || store_put_drafts(s, a->stored_id, pages, count, author, place, err);
    for (size_t i = 0; good && i < count; i++)
        a->pages[which[i]].drafted = true;
    clear_pages(pages, count);
    free(which);
    return good;
}

bool assessment_save_draft(struct assessment *a, struct store *s, const char *author,
                           const char *place, struct error *err)
{
    return put_drafts(a, s, author, false, place, err);
}

bool assessment_renew_draft(struct assessment *a, struct store *s, const char *author,
                            struct error *err)
{
    return put_drafts(a, s, author, true, NULL, err);
}

static bool restore_attributes(xmlNode *to, const xmlNode *from)
{
    /* Whether the page follows another is part of what was typed. */
    xmlChar *follows = xmlGetNoNsProp(assessment_unconst(from), BAD_CAST "follows");
    bool good = fields_put_attribute(to, "follows", (const char *)follows);
    xmlFree(follows);
    return good;
}

static bool restore_page(struct assessment *a, size_t page, const struct store_page *draft,
                         struct error *err)
{
    xmlNode *typed = flatten_build(a->doc, draft, err);
    if (typed == NULL)
        return false;
    bool good = restore_attributes(a->pages[page].node, typed) || error_set_memory(err);
    good = good && copies_sync(a, a->pages[page].node, typed, err);
    xmlFreeNode(typed);
    if (!good)
        return false;
    index_mark_changed(a, page);
    a->pages[page].drafted = true;
    return index_build(a, err) && names_update(a, err) && fields_calculate(a, err) &&
           copies_update(a, page, err);
}

bool assessment_restore_draft(struct assessment *a, struct store *s, const char *author, int *count,
                              int *stale, struct error *err)
{
    *count = 0;
    *stale = 0;
    struct store_page_list drafts = {0};
    if (!store_read_drafts(s, a->stored_id, author, &drafts, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < drafts.count; i++) {
        size_t page = assessment_find_stored_page(a, drafts.pages[i].id);
        if (page == (size_t)-1 || a->pages[page].revision != drafts.pages[i].revision) {
            ++*stale;
            continue;
        }
        good = restore_page(a, page, &drafts.pages[i], err);
        if (good)
            ++*count;
    }
    store_page_list_free(&drafts);
    return good && (!a->completed || raising_complete(a, err));
}
