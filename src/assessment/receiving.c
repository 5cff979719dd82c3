/* An assessment that comes from elsewhere, as the store takes it. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>

/* Where the page stands in the list is 1 + its place among the assessment's. */
static bool flatten_all(const struct assessment *a, struct store_page_list *out, struct error *err)
{
    for (size_t i = 0; i < a->page_count; i++) {
        if (!flatten_page(a, i, &out->pages[i], err))
            return false;
        out->pages[i].parent = i == 0 ? 0 : (int64_t)a->pages[i].parent + 1;
        out->count = i + 1;
    }
    return true;
}

bool assessment_to_store(const struct assessment *a, struct store_assessment *row,
                         struct store_page_list *out, struct error *err)
{
    static const char state[] = "entry";
    *out = (struct store_page_list){.pages = calloc(a->page_count, sizeof *out->pages)};
    *row =
        (struct store_assessment){.ward_code = (char *)assessment_unconst(assessment_ward_code(a)),
                                  .ward_name = (char *)assessment_unconst(assessment_ward_name(a)),
                                  .year = assessment_year(a),
                                  .policy = (char *)assessment_unconst(form_name(a->form)),
                                  .form_version = (char *)assessment_unconst(form_version(a->form)),
                                  .state = (char *)assessment_unconst(state)};
    assessment_progress(a, &row->pages_done, &row->pages_total);
    if (out->pages == NULL)
        return error_set_memory(err);
    if (flatten_all(a, out, err))
        return true;
    store_page_list_free(out);
    return false;
}
