/* What the sheet beside says at the fields of a page. */
#include "config.h"

#include "terminal/page_beside.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "session/beside.h"

void page_beside_free(struct page_beside *b)
{
    if (b) {
        free(b->text);
        difference_free(&b->shown);
        layout_free(&b->lines);
        free(b);
    }
}

void page_beside_free_alone(struct page_model *m)
{
    for (size_t i = 0; i < m->alone_count; i++) {
        free(m->alone[i].label);
        page_beside_free(m->alone[i].beside);
    }
    free(m->alone);
    m->alone = NULL;
    m->alone_count = 0;
}

/* own: what stands in this page; NULL: nothing to compare with. */
static struct page_beside *make_beside(const struct page_model *m, const xmlNode *there,
                                       const char *own)
{
    struct page_beside *b = calloc(1, sizeof(*b));

    if (!b) {
        return NULL;
    }
    b->text = assessment_get_printed(beside_sheet(m->session), there);
    bool good = b->text && (own && beside_marks_differences(m->session)
                                ? difference_make(&b->shown, b->text, own)
                                : difference_plain(&b->shown, b->text));
    if (!good) {
        page_beside_free(b);
        return NULL;
    }
    return b;
}

static bool take_fields(struct page_model *m, const struct matching *matching)
{
    for (size_t i = 0; i < m->count; i++) {
        struct page_item *item = &m->items[i];
        const xmlNode *there =
            item->entry.kind == ASSESSMENT_FIELD ? matching_of(matching, item->entry.node) : NULL;
        if (!there) {
            continue;
        }
        item->beside = make_beside(m, there, item->sent);
        if (!item->beside) {
            return false;
        }
    }
    return true;
}

/* A field that stands there alone, where there is something in it. */
static bool add_alone(struct page_model *m, const xmlNode *there)
{
    const struct assessment *other = beside_sheet(m->session);

    if (assessment_field_state(other, there) == ASSESSMENT_BLANK) {
        return true;
    }
    struct page_alone *alone = &m->alone[m->alone_count++];
    char *path = assessment_field_path(other, there);
    alone->label =
        path ? assessment_field_label(other, m->beside_page, path, session_lang(m->session)) : NULL;
    free(path);
    alone->beside = make_beside(m, there, NULL);
    return alone->label && alone->beside;
}

static bool take_alone(struct page_model *m, const struct matching *matching)
{
    m->alone = calloc(matching->count + 1, sizeof(*m->alone));
    bool good = m->alone != NULL;
    for (size_t i = 0; good && i < matching->count; i++) {
        const struct matching_pair *pair = &matching->pairs[i];
        good = pair->node || add_alone(m, pair->other);
    }
    return good;
}

/* A page of another kind has no field of this one: all of it, as its own form has it. */
static bool take_all_alone(struct page_model *m, struct error *err)
{
    struct assessment_entries entries;

    if (!assessment_page_entries(beside_sheet(m->session), m->beside_page, &entries, err)) {
        return false;
    }
    m->alone = calloc(entries.count + 1, sizeof(*m->alone));
    bool good = m->alone != NULL;
    for (size_t i = 0; good && i < entries.count; i++) {
        good = entries.items[i].kind != ASSESSMENT_FIELD || add_alone(m, entries.items[i].node);
    }
    assessment_entries_free(&entries);
    return good || error_set_memory(err);
}

/* The marks are about last year, whatever stands beside. */
static bool take_stayed(struct page_model *m, struct error *err)
{
    const struct assessment *a = session_assessment(m->session);
    const struct assessment *last = session_last_year(m->session);
    size_t page = last ? matching_page(a, m->page, last) : PAGE_NONE;
    struct matching matching;

    if (page == PAGE_NONE) {
        return true;
    }
    if (!matching_make(a, m->page, last, page, &matching, err)) {
        return false;
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct assessment_entry *e = &m->items[i].entry;
        m->items[i].stayed =
            e->kind == ASSESSMENT_FIELD &&
            matching_has_stayed(a, e->item, e->node, matching_of(&matching, e->node));
    }
    matching_free(&matching);
    return true;
}

bool page_beside_take(struct page_model *m, struct error *err)
{
    const struct assessment *other = beside_sheet(m->session);
    struct matching matching;

    m->beside_page = beside_page(m->session, m->page);
    if (!take_stayed(m, err)) {
        return false;
    }
    if (!other || m->beside_page == PAGE_NONE) {
        return true;
    }
    if (beside_is_of_another_kind(m->session, m->page)) {
        return take_all_alone(m, err);
    }
    if (!matching_make(session_assessment(m->session), m->page, other, m->beside_page, &matching,
                       err)) {
        return false;
    }
    bool good = take_fields(m, &matching) && take_alone(m, &matching);
    matching_free(&matching);
    return good || error_set_memory(err);
}
