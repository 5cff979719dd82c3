/* Pages that a person knew, and that are no longer there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "review/changing.h"
#include "review/private.h"
#include "store/revision.h"

/* What the page held, as the form calls it; then is the assessment with the page in it. */
static bool add_fields(const struct review *r, const struct assessment *then,
                       const struct store_page *page, struct review_gone_page *out)
{
    size_t at = assessment_find_stored_page(then, out->id);
    for (size_t i = 0; i < page->count; i++) {
        const struct store_field *f = &page->fields[i];
        if (*f->value == '\0' || !review_tells_field(f->path))
            continue;
        char *label = assessment_field_label(then, at, f->path, r->lang);
        if (!review_add_field(&out->fields, &out->field_count, f->path, label, f->value, ""))
            return false;
    }
    return true;
}

/* Its name of that time, where the page that it stood in is gone, too. */
static char *find_name(const struct store_page *page)
{
    const char *name = store_field_value(page, "@id");
    return strdup(name == NULL ? page->element : name);
}

static bool describe(const struct review *r, const struct assessment *then,
                     const struct store_gone_page *gone, const struct store_page *page,
                     struct review_gone_page *out)
{
    size_t at = assessment_find_stored_page(then, gone->page);
    *out = (struct review_gone_page){
        .id = gone->page,
        .revision = gone->revision,
        .title = at == (size_t)-1 ? find_name(page) : assessment_page_title(then, at, r->lang),
        .who = strdup(gone->who),
        .at = strdup(gone->at),
    };
    return out->title != NULL && out->who != NULL && out->at != NULL &&
           add_fields(r, then, page, out);
}

static bool add_gone(const struct review *r, const struct assessment *then,
                     const struct store_gone_page *gone, struct review_changes *out,
                     struct error *err)
{
    struct store_page page;
    if (!store_read_revision(r->store, gone->known, &page, err))
        return false;
    bool good = describe(r, then, gone, &page, &out->gone[out->gone_count++]);
    store_page_clear(&page);
    return good || error_set_memory(err);
}

static bool add_all(const struct review *r, const struct assessment *a,
                    const struct store_gone_list *list, struct review_changes *out,
                    struct error *err)
{
    int64_t *known = calloc(list->count, sizeof *known);
    struct assessment *then = NULL;
    out->gone = calloc(list->count, sizeof *out->gone);
    bool good = known != NULL && out->gone != NULL;
    if (!good)
        error_set_memory(err);
    for (size_t i = 0; good && i < list->count; i++)
        known[i] = list->items[i].known;
    if (good)
        then = assessment_open_with_gone(r->store, a, known, list->count, err);
    good = then != NULL;
    for (size_t i = 0; good && i < list->count; i++)
        good = add_gone(r, then, &list->items[i], out, err);
    assessment_free(then);
    free(known);
    return good;
}

bool review_find_gone(struct review *r, const struct review_actor *actor,
                      const struct assessment *a, struct review_changes *out, struct error *err)
{
    struct store_gone_list list;
    if (!store_read_gone(r->store, assessment_stored_id(a), actor->name, &list, err))
        return false;
    bool good = list.count == 0 || add_all(r, a, &list, out, err);
    store_gone_list_free(&list);
    return good;
}

void review_free_gone(struct review_gone_page *gone, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(gone[i].title);
        free(gone[i].who);
        free(gone[i].at);
        review_free_fields(gone[i].fields, gone[i].field_count);
    }
    free(gone);
}
