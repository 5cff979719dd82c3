/* Other wards' cases for a page. */
#include "config.h"

#include "assessment/ward_cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/internal.h"
#include "assessment/ward_cases_private.h"

enum {
    NAME_SIZE = 256,
    MOST_IN_WORDS = 40,   /* cases, */
    MOST_LOOKED_AT = 120, /* of so many pages */
    WORTH_WORDS = 2,      /* of these: words that are not part of one another */
};

/* In words: these weigh so many times what the rarest word does; or, where the page has
 * few, so much of all of them, and are not all part of one. Found with published sheets. */
static const double WORTH_WEIGHT = 3.2, WORTH_PART = 0.5;

void ward_case_mark_free(struct ward_case_mark *mark)
{
    free(mark->field);
    free(mark->label);
    free(mark->values);
    free(mark->meanings);
    *mark = (struct ward_case_mark){0};
}

static void free_case(struct ward_case *c)
{
    for (size_t i = 0; i < c->mark_count; i++)
        ward_case_mark_free(&c->marks[i]);
    free(c->marks);
    free(c->ward_code);
    free(c->ward_name);
    free(c->policy);
    free(c->page_name);
    free(c->text);
    free(c->text_label);
    free(c->words);
}

void ward_cases_free(struct ward_cases *cases)
{
    for (size_t i = 0; i < cases->count; i++)
        free_case(&cases->items[i]);
    free(cases->items);
    *cases = (struct ward_cases){0};
}

/* --- the place ------------------------------------------------------------------------ */

static bool has_id(const xmlNode *node, const char *element, const char *id)
{
    xmlChar *own =
        xmlStrEqual(node->name, BAD_CAST element) ? xmlGetNoNsProp(node, BAD_CAST "id") : NULL;
    bool same = own != NULL && strcmp((const char *)own, id) == 0;
    xmlFree(own);
    return same;
}

static const xmlNode *find_among(const xmlNode *node, const char *element, const char *id)
{
    const xmlNode *found = NULL;
    for (; node != NULL && found == NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE)
            found = has_id(node, element, id) ? node : find_among(node->children, element, id);
    }
    return found;
}

const xmlNode *ward_cases_find_given(const struct case_view *view, const char *id)
{
    return view->blank == NULL ? NULL : find_among(view->blank->children, view->element, id);
}

/* The page that the policy gives, this one or the nearest that it stands in. */
static size_t find_given(const struct assessment *a, size_t page)
{
    while (page != 0 && !names_is_given(a, page))
        page = a->pages[page].parent;
    return page;
}

const char *ward_cases_place(const struct assessment *a, size_t page, char *out, size_t size)
{
    return assessment_page_name(a, find_given(a, page), out, size);
}

/* --- what is looked for ---------------------------------------------------------------- */

struct finding {
    const struct assessment *a;
    size_t page;
    struct case_views views;
    struct case_words words;
    struct ward_cases *out;
    size_t room;
};

static bool find_at_place(struct finding *f, struct store_cases *found, struct error *err)
{
    char name[NAME_SIZE];
    struct store_page given, own = {0};
    size_t at = find_given(f->a, f->page);
    if (!flatten_page(f->a, at, &given, err))
        return false;
    bool good = flatten_page(f->a, f->page, &own, err);
    struct store_case_place place = {.here = f->a->stored_id,
                                     .policy = form_name(f->a->form),
                                     .year = assessment_year(f->a),
                                     .anchor = given.element,
                                     .name = assessment_page_name(f->a, at, name, sizeof name),
                                     .position = given.position,
                                     .element = own.element};
    good = good && store_cases_at(f->views.store, &place, found, err);
    store_page_clear(&given);
    store_page_clear(&own);
    return good;
}

/* The words of a field in every row of the page. */
static bool add_words(struct finding *f, const struct assessment_entry *entry,
                      const struct case_view *view, const xmlNode *given)
{
    if (entry->kind != ASSESSMENT_FIELD || !case_view_has_text(view, entry->item))
        return true;
    char *text = assessment_get(f->a, entry->node);
    bool good =
        text != NULL && (case_text_is_given(given, text) || case_words_add(&f->words, text));
    free(text);
    return good;
}

static bool take_words(struct finding *f, struct error *err)
{
    struct assessment_entries entries;
    const struct case_view *view = case_views_own(&f->views, f->page);
    if (view == NULL)
        return error_set_memory(err);
    if (!assessment_page_entries(f->a, f->page, &entries, err))
        return false;
    char name[NAME_SIZE];
    assessment_page_name(f->a, f->page, name, sizeof name);
    const xmlNode *given = ward_cases_find_given(view, name);
    bool good = true;
    for (size_t i = 0; good && i < entries.count; i++)
        good = add_words(f, &entries.items[i], view, given);
    assessment_entries_free(&entries);
    return good || error_set_memory(err);
}

static bool find_in_words(struct finding *f, struct store_cases *found, struct error *err)
{
    const char *keys[STORE_CASE_WORDS];
    if (!take_words(f, err))
        return false;
    for (size_t i = 0; i < f->words.count; i++)
        keys[i] = f->words.items[i].key;
    return store_cases_saying(f->views.store, f->a->stored_id, keys, f->words.count, MOST_LOOKED_AT,
                              found, err);
}

/* --- what is kept ------------------------------------------------------------------------ */

static bool is_known(const struct ward_cases *cases, int64_t page)
{
    for (size_t i = 0; i < cases->count; i++) {
        if (cases->items[i].page == page)
            return true;
    }
    return false;
}

/* What a ward writes under several items, or goes on with year by year, is a case once. */
static bool is_told(const struct ward_cases *cases, const struct ward_case *c)
{
    for (size_t i = 0; i < cases->count; i++) {
        const struct ward_case *before = &cases->items[i];
        bool same_page =
            strcmp(before->policy, c->policy) == 0 && strcmp(before->page_name, c->page_name) == 0;
        if (strcmp(before->ward_code, c->ward_code) == 0 &&
            (same_page || strcmp(before->text, c->text) == 0))
            return true;
    }
    return false;
}

static bool is_worth(const struct finding *f, const struct store_cases *found,
                     const struct store_case *c)
{
    return c->weight >= WORTH_WEIGHT * found->rarest ||
           (c->weight >= WORTH_PART * found->most &&
            case_words_count_apart(&f->words, c) >= WORTH_WORDS);
}

static bool fill(struct finding *f, const struct store_case *c, const struct case_view *view,
                 struct ward_case *out, bool *written)
{
    *out = (struct ward_case){.ward_code = strdup(c->ward_code),
                              .ward_name = strdup(c->ward_name),
                              .year = c->year,
                              .policy = strdup(c->policy),
                              .page = c->page.id,
                              .page_name = strdup(c->name),
                              .words = case_words_join(&f->words, c)};
    return out->ward_code && out->ward_name && out->policy && out->page_name && out->words &&
           case_view_show(view, c, out, written);
}

static bool add_case(struct finding *f, const struct ward_case *made)
{
    if (f->out->count == f->room) {
        size_t room = f->room == 0 ? 32 : f->room * 2;
        struct ward_case *items = realloc(f->out->items, room * sizeof *items);
        if (items == NULL)
            return false;
        f->out->items = items;
        f->room = room;
    }
    f->out->items[f->out->count++] = *made;
    return true;
}

static bool keep(struct finding *f, const struct store_case *c, bool in_words)
{
    const struct case_view *view;
    struct ward_case made;
    bool written = false;
    if (!case_views_find(&f->views, c, &view))
        return false;
    if (view == NULL)
        return true;
    bool good = fill(f, c, view, &made, &written);
    made.in_words = in_words;
    bool wanted = good && written && !(in_words && is_told(f->out, &made));
    if (wanted && add_case(f, &made))
        return true;
    free_case(&made);
    return good && !wanted;
}

static bool keep_all(struct finding *f, const struct store_cases *found, bool in_words,
                     struct error *err)
{
    bool good = true;
    size_t most = in_words ? f->out->at_place + MOST_IN_WORDS : SIZE_MAX;
    for (size_t i = 0; good && i < found->count && f->out->count < most; i++) {
        const struct store_case *c = &found->items[i];
        if (in_words && (!is_worth(f, found, c) || is_known(f->out, c->page.id)))
            continue;
        good = keep(f, c, in_words);
    }
    f->out->at_place = in_words ? f->out->at_place : f->out->count;
    return good || error_set_memory(err);
}

bool ward_cases_find(const struct assessment *a, size_t page, struct store *s, struct catalogue *c,
                     enum form_lang lang, struct ward_cases *out, struct error *err)
{
    struct finding f = {.a = a,
                        .page = page,
                        .views = {.own = a, .store = s, .catalogue = c, .lang = lang},
                        .out = out};
    struct store_cases at_place = {0}, in_words = {0};
    *out = (struct ward_cases){0};
    bool good = find_at_place(&f, &at_place, err) && keep_all(&f, &at_place, false, err) &&
                find_in_words(&f, &in_words, err) && keep_all(&f, &in_words, true, err);
    store_cases_free(&at_place);
    store_cases_free(&in_words);
    case_views_free(&f.views);
    case_words_free(&f.words);
    if (!good)
        ward_cases_free(out);
    return good;
}
