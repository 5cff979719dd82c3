/* Whether pages may come and go. */
#include "config.h"

#include "session/structure.h"

#include "session/private.h"
#include "session/standing.h"

static bool add(struct assessment *a, size_t page, struct error *err)
{
    size_t added;

    return assessment_add_page(a, page, &added, err);
}

/* It is done to what is stored, and not saved; what cannot be done at all is said when it
 * is. A page that is not stored yet is nobody else's. */
static bool try_it(struct session *s, size_t page,
                   bool (*change)(struct assessment *a, size_t page, struct error *err),
                   struct error *err)
{
    size_t count;
    int64_t id = assessment_pages(s->assessment, &count)[page].stored_id;
    struct review *review = session_review(s, err);
    struct assessment *stored = review ? assessment_open(s->owner.store, s->owner.catalogue,
                                                         assessment_ward_code(s->assessment),
                                                         assessment_year(s->assessment), err)
                                       : NULL;

    if (!stored) {
        return false;
    }
    size_t at = assessment_find_stored_page(stored, id);
    const struct review_actor actor = session_actor(s);
    struct error unsaid;
    bool good = at == (size_t)-1 || !change(stored, at, &unsaid) ||
                review_may_edit(review, &actor, stored, err);
    assessment_free(stored);
    return good;
}

bool session_may_add(struct session *s, size_t page, struct error *err)
{
    return try_it(s, page, add, err);
}

bool session_may_remove(struct session *s, size_t page, struct error *err)
{
    return try_it(s, page, assessment_remove_page, err);
}
