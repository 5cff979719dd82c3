/* The official layout against the form: what it refuses, and which choices it has. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "authoring/private.h"
#include "exchange/conform.h"
#include "exchange/wording.h"
#include "text/i18n.h"

/* --- what the layout refuses ---------------------------------------------------------- */

/* A lack of memory is kept with the mistakes, and told at the end. */
static void add_notice(struct examination *x, const struct notice *n, const char *file)
{
    char *sentence = wording_fault(n);
    if (sentence == NULL)
        x->mistakes->failed = true;
    else
        mistakes_add(x->mistakes, file, n->line,
                     _("Correct this file or layout.xsd, so that one has what the other has."),
                     _("layout.xsd refuses it: %s"), sentence);
    free(sentence);
}

/* Whether both are of one thing, so that it is told once. */
static bool is_same(const struct notice *a, const struct notice *b)
{
    return a->line == b->line && a->code == b->code && strcmp(a->element, b->element) == 0 &&
           strcmp(a->value, b->value) == 0;
}

static bool has_notice(const struct notices *list, const struct notice *n)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_same(&list->items[i], n))
            return true;
    }
    return false;
}

/* What the layout has against the document and did not have before. */
static bool judge(struct examination *x, const struct conform *layout, struct assessment *a,
                  const struct notices *before, const char *file, struct notices *out)
{
    conform_check(layout, assessment_document(a), out);
    for (size_t i = 0; i < out->count; i++) {
        if (before == NULL || !has_notice(before, &out->items[i]))
            add_notice(x, &out->items[i], file);
    }
    return !out->failed || error_set_memory(x->err);
}

/* The blank of every year of the policy, without anything added. */
static bool judge_blanks(struct examination *x, const struct conform *layout, struct notices *first)
{
    bool good = true;
    for (int year = form_first_year(x->form); good && year <= form_last_year(x->form); year++) {
        struct notices again = NOTICES_INIT;
        struct assessment *a = examine_blank(x, year);
        bool one = year == form_first_year(x->form);
        good = a != NULL && judge(x, layout, a, one ? NULL : first, examine_instance_file(x, NULL),
                                  one ? first : &again);
        notices_free(&again);
        assessment_free(a);
    }
    return good;
}

/* What was put in and the layout refuses is the prototype's; its lines are. */
static bool judge_prototypes(struct examination *x, const struct conform *layout,
                             const struct notices *first)
{
    struct notices all = NOTICES_INIT;
    const char *file = examine_instance_file(x, form_instance(x->form, "prototypes"));
    bool good = x->rows.count == 0 || judge(x, layout, x->a, first, file, &all);
    notices_free(&all);
    return good;
}

/* --- choices ------------------------------------------------------------------------------ */

static bool has_choice(const struct form_item *item, const char *value)
{
    for (size_t i = 0; i < item->choice_count; i++) {
        if (strcmp(item->choices[i].value, value) == 0)
            return true;
    }
    return false;
}

/* One select1, and what the layout lists for its field. */
struct listed {
    struct examination *x;
    const struct form_item *item;
    bool *seen; /* by choice: the layout has it */
    size_t count;
    const char *path;
};

static void take_value(void *to, const char *value, long line)
{
    struct listed *l = to;
    l->count++;
    for (size_t i = 0; i < l->item->choice_count; i++)
        l->seen[i] = l->seen[i] || strcmp(l->item->choices[i].value, value) == 0;
    if (*value == '\0' || strcmp(value, ASSESSMENT_NOT_APPLICABLE) == 0 ||
        has_choice(l->item, value))
        return;
    mistakes_add(l->x->mistakes, examine_file(l->x, "layout.xsd"), line,
                 _("Give the <select1> an item with this value, or take it out of the layout."),
                 _("\"%s\" can never be chosen: the <select1> of form.xml, line %d, for %s has no "
                   "such value"),
                 value, l->item->line, l->path);
}

static void judge_listed(struct examination *x, const struct listed *l)
{
    for (size_t i = 0; l->count > 0 && i < l->item->choice_count; i++) {
        if (!l->seen[i])
            mistakes_add(x->mistakes, examine_file(x, "form.xml"), l->item->line,
                         _("Write it into layout.xsd as an xs:enumeration, or correct the value."),
                         _("<select1>: layout.xsd refuses the value \"%s\" for %s"),
                         l->item->choices[i].value, l->path);
    }
}

/* Where the layout lists nothing, it is asked with each value in its place. */
static bool try_values(struct examination *x, const struct conform *layout,
                       const struct survey_field *field, const char *path)
{
    struct notices before = NOTICES_INIT;
    conform_check(layout, assessment_document(x->a), &before);
    bool good = !before.failed;
    for (size_t i = 0; good && i < field->item->choice_count; i++) {
        struct notices after = NOTICES_INIT;
        const char *value = field->item->choices[i].value;
        struct error unheard;
        if (assessment_set(x->a, field->item, field->node, value, &unheard)) {
            conform_check(layout, assessment_document(x->a), &after);
            if (after.count > before.count)
                mistakes_add(x->mistakes, examine_file(x, "form.xml"), field->item->line,
                             _("Let the layout have it, or correct the value."),
                             _("<select1>: layout.xsd refuses the value \"%s\" for %s"), value,
                             path);
            good = !after.failed;
            notices_free(&after);
            good = good && assessment_set(x->a, field->item, field->node, "", x->err);
        }
    }
    notices_free(&before);
    return good || error_set_memory(x->err);
}

static bool judge_select(struct examination *x, const struct conform *layout,
                         const struct survey_field *field)
{
    char *path = survey_path(field->node);
    struct listed l = {x, field->item, calloc(field->item->choice_count + 1, sizeof(bool)), 0,
                       path};
    bool good = path != NULL && l.seen != NULL;
    if (good) {
        conform_list(layout, field->node, take_value, &l);
        judge_listed(x, &l);
        good = l.count > 0 || try_values(x, layout, field, path);
    } else {
        error_set_memory(x->err);
    }
    free(l.seen);
    free(path);
    return good;
}

static bool judge_selects(struct examination *x, const struct conform *layout)
{
    const struct survey *s = &x->survey;
    for (size_t i = 0; i < s->field_count; i++) {
        bool first = true;
        for (size_t k = 0; first && k < i; k++)
            first = s->fields[k].item != s->fields[i].item;
        if (first && s->fields[i].item->kind == FORM_SELECT1 &&
            !judge_select(x, layout, &s->fields[i]))
            return false;
    }
    return true;
}

bool examine_layout(struct examination *x)
{
    if (!examine_has(x, "layout.xsd"))
        return true;
    struct conform *layout = conform_open_all(x->dir, x->mistakes, x->err);
    if (layout == NULL)
        return mistakes_in(x->mistakes, examine_file(x, "layout.xsd")) > 0;
    struct notices first = NOTICES_INIT;
    bool good = judge_blanks(x, layout, &first) && judge_prototypes(x, layout, &first) &&
                judge_selects(x, layout);
    notices_free(&first);
    conform_close(layout);
    return good;
}
