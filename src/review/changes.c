/* What a person has not seen yet. */
#include "config.h"

#include "review/changes.h"

#include <stdlib.h>
#include <string.h>

#include "review/changing.h"
#include "review/private.h"
#include "store/revision.h"

/* Their numbers rise, whichever page they are about. */
static void take_said(const struct store_remark *remark, struct store_looked *looked)
{
    looked->remark = remark->id > looked->remark ? remark->id : looked->remark;
    for (size_t i = 0; i < remark->answer_count; i++) {
        int64_t answer = remark->answers[i].id;
        looked->answer = answer > looked->answer ? answer : looked->answer;
    }
}

bool review_looked(struct review *r, const struct review_actor *actor,
                   const struct review_standing *standing, int64_t page, int64_t revision,
                   struct error *err)
{
    const struct store_actor who = {actor->name, actor->role};
    struct store_looked looked = {.page = page, .revision = revision};
    for (size_t i = 0; i < standing->stored_remarks.count; i++)
        take_said(&standing->stored_remarks.items[i], &looked);
    return store_put_looked(r->store, &who, &looked, err);
}

/* What the pages are held against. */
struct comparing {
    struct review *r;
    const struct assessment *a;
    const struct review_standing *standing;
    struct store_looked_list looked;
    int64_t *since; /* of each page; 0: nothing */
    struct assessment *then, *last_year;
    struct judgement before, now; /* of then and of a */
};

static const struct store_looked *find_looked(const struct comparing *c, int64_t page)
{
    for (size_t i = 0; i < c->looked.count; i++) {
        if (c->looked.items[i].page == page)
            return &c->looked.items[i];
    }
    return NULL;
}

static int64_t find_approved(const struct store_review *stored, int64_t page)
{
    for (size_t i = 0; i < stored->page_count; i++) {
        if (stored->pages[i].page == page)
            return stored->pages[i].approved_revision;
    }
    return 0;
}

static bool find_since(struct comparing *c, struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(c->a, &count);
    c->since = calloc(count + 1, sizeof *c->since);
    if (c->since == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < count; i++) {
        const struct store_looked *looked = find_looked(c, pages[i].stored_id);
        c->since[i] = looked != NULL ? looked->revision
                                     : find_approved(&c->standing->stored, pages[i].stored_id);
    }
    return true;
}

/* --- fields --------------------------------------------------------------------------- */

/* What the program made of a field is not worth a line, and a reason is told with its
 * finding. */
bool review_tells_field(const char *path)
{
    return strchr(path, '@') == NULL && !assessment_path_is_reason(path);
}

bool review_add_field(struct review_field_change **fields, size_t *count, const char *path,
                      char *label, const char *old, const char *new)
{
    struct review_field_change *grown = reallocarray(*fields, *count + 1, sizeof *grown);
    if (grown == NULL) {
        free(label);
        return false;
    }
    *fields = grown;
    struct review_field_change *f = &grown[(*count)++];
    *f = (struct review_field_change){
        .path = strdup(path), .label = label, .old = strdup(old), .new = strdup(new)};
    return f->path != NULL && f->label != NULL && f->old != NULL &&
           f->new != NULL &&diff_make(&f->diff, f->old, strlen(f->old), f->new, strlen(f->new));
}

void review_free_fields(struct review_field_change *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(fields[i].path);
        free(fields[i].label);
        free(fields[i].old);
        free(fields[i].new);
        diff_free(&fields[i].diff);
    }
    free(fields);
}

static bool add_field(const struct comparing *c, struct review_page_change *out, const char *path,
                      const char *old, const char *new)
{
    return review_add_field(&out->fields, &out->field_count, path,
                            assessment_field_label(c->a, out->page, path, c->r->lang), old, new);
}

static bool compare_fields(const struct comparing *c, const struct store_page *then,
                           const struct store_page *now, struct review_page_change *out)
{
    for (size_t i = 0; i < now->count; i++) {
        const struct store_field *f = &now->fields[i];
        const char *value = store_field_value(then, f->path);
        const char *old = value == NULL ? "" : value;
        if (review_tells_field(f->path) && strcmp(old, f->value) != 0 &&
            !add_field(c, out, f->path, old, f->value))
            return false;
    }
    for (size_t i = 0; i < then->count; i++) {
        const struct store_field *f = &then->fields[i];
        if (review_tells_field(f->path) && *f->value != '\0' &&
            store_field_value(now, f->path) == NULL && !add_field(c, out, f->path, f->value, ""))
            return false;
    }
    return true;
}

static bool find_fields(const struct comparing *c, struct review_page_change *out,
                        struct error *err)
{
    size_t count;
    int64_t id = assessment_pages(c->a, &count)[out->page].stored_id;
    struct store_page then = {0};
    const struct store_page none = {0}, *now;
    if (out->since == out->revision)
        return true;
    if (!review_read_texts(c->r, c->standing, id, &now, err) ||
        (out->since != 0 && !store_read_revision(c->r->store, out->since, &then, err)))
        return false;
    bool good = compare_fields(c, &then, now == NULL ? &none : now, out);
    store_page_clear(&then);
    return good || error_set_memory(err);
}

/* --- findings --------------------------------------------------------------------------- */

static const char *reason_of(const struct judged_finding *item)
{
    return item != NULL && item->kept == JUDGED_KEPT ? item->reason.text : NULL;
}

/* The finding of the same rule at the same field; *found NULL: there is none. False when
 * memory is short. */
static bool find_same(const struct judgement *in, const struct assessment *in_a, int64_t page,
                      const char *rule, const char *field, const struct judged_finding **found)
{
    size_t count;
    const struct assessment_page *pages = in_a == NULL ? NULL : assessment_pages(in_a, &count);
    *found = NULL;
    for (size_t i = 0; pages != NULL && *found == NULL && i < in->count; i++) {
        const struct judged_finding *item = &in->items[i];
        if (pages[item->page].stored_id != page || strcmp(item->finding->id, rule) != 0)
            continue;
        char *path = assessment_field_path(in_a, item->finding->node);
        if (path == NULL)
            return false;
        if (strcmp(path, field) == 0)
            *found = item;
        free(path);
    }
    return true;
}

static bool copy_text(char **out, const char *text)
{
    *out = text == NULL ? NULL : strdup(text);
    return text == NULL || *out != NULL;
}

static bool add_finding(const struct comparing *c, struct review_page_change *out,
                        const struct judged_finding *item, const struct judged_finding *before,
                        bool gone)
{
    struct review_finding_change *findings =
        reallocarray(out->findings, out->finding_count + 1, sizeof *findings);
    if (findings == NULL)
        return false;
    out->findings = findings;
    struct review_finding_change *f = &findings[out->finding_count++];
    const char *message = item->finding->message[c->r->lang];
    *f = (struct review_finding_change){
        .rule = strdup(item->finding->id),
        .message = strdup(message != NULL ? message : item->finding->message[FORM_JA]),
        .gone = gone,
        .same = before != NULL && !gone,
    };
    return f->rule != NULL && f->message != NULL &&
           copy_text(&f->old_reason, reason_of(gone ? item : before)) &&
           copy_text(&f->reason, gone ? NULL : reason_of(item));
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The findings of one judgement about the page, held against the other one. */
static bool compare_findings(const struct comparing *c, struct review_page_change *out, bool gone)
{
    const struct judgement *from = gone ? &c->before : &c->now;
    const struct judgement *to = gone ? &c->now : &c->before;
    const struct assessment *from_a = gone ? c->then : c->a, *to_a = gone ? c->a : c->then;
    size_t count;
    int64_t id = assessment_pages(c->a, &count)[out->page].stored_id;
    const struct assessment_page *pages = from_a == NULL ? NULL : assessment_pages(from_a, &count);
    bool nothing_before = out->since == 0;
    for (size_t i = 0; pages != NULL && i < from->count; i++) {
        const struct judged_finding *item = &from->items[i];
        if (pages[item->page].stored_id != id || (gone && nothing_before))
            continue;
        char *field = assessment_field_path(from_a, item->finding->node);
        if (field == NULL)
            return false;
        const struct judged_finding *other = NULL;
        bool good = nothing_before || find_same(to, to_a, id, item->finding->id, field, &other);
        free(field);
        if (!good)
            return false;
        bool told = other == NULL || (!gone && !same_text(reason_of(item), reason_of(other)));
        if (told && !add_finding(c, out, item, other, gone))
            return false;
    }
    return true;
}

static bool find_findings(const struct comparing *c, struct review_page_change *out,
                          struct error *err)
{
    return (compare_findings(c, out, true) && compare_findings(c, out, false)) ||
           error_set_memory(err);
}

static bool judge_both(struct comparing *c, struct error *err)
{
    const struct judge *judge = review_judge(c->r, assessment_form(c->a), err);
    c->then = judge == NULL ? NULL : assessment_open_past(c->r->store, c->a, c->since, err);
    return c->then != NULL && review_run_rules(c->r, c->a, &c->last_year, &c->now, err) &&
           judge_run(judge, c->then, c->last_year, &c->before, err);
}

/* --- pages ------------------------------------------------------------------------------- */

/* Remarks and answers that the person has not seen. */
static size_t count_remarks(const struct comparing *c, size_t page)
{
    size_t count = 0, pages;
    const struct review_remark *remark;
    const struct store_looked *looked =
        find_looked(c, assessment_pages(c->a, &pages)[page].stored_id);
    for (size_t i = 0; (remark = review_remark_at(c->standing, page, i)) != NULL; i++) {
        count += looked == NULL || remark->stored->id > looked->remark;
        for (size_t n = 0; n < remark->stored->answer_count; n++)
            count += looked == NULL || remark->stored->answers[n].id > looked->answer;
    }
    return count;
}

static bool add_page(struct comparing *c, size_t page, struct review_changes *out,
                     struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(c->a, &count);
    struct review_page_change change = {.page = page,
                                        .since = c->since[page],
                                        .revision = pages[page].revision,
                                        .remarks = count_remarks(c, page)};
    struct review_page_change *grown = reallocarray(out->pages, out->count + 1, sizeof *grown);
    if (grown == NULL)
        return error_set_memory(err);
    out->pages = grown;
    out->pages[out->count++] = change;
    struct review_page_change *added = &out->pages[out->count - 1];
    if (!find_fields(c, added, err) || !find_findings(c, added, err))
        return false;
    /* A finding may come or go on a page that nobody touched; and what was saved may be
     * what was there before. */
    if (added->field_count == 0 && added->finding_count == 0 && added->remarks == 0)
        out->count--;
    return true;
}

bool review_changed(struct review *r, const struct review_actor *actor, const struct assessment *a,
                    const struct review_standing *standing, struct review_changes *out,
                    struct error *err)
{
    struct comparing c = {.r = r, .a = a, .standing = standing};
    *out = (struct review_changes){0};
    bool good = store_read_looked(r->store, assessment_stored_id(a), actor->name, &c.looked, err) &&
                find_since(&c, err) && judge_both(&c, err);
    for (size_t i = 0; good && i < standing->page_count; i++)
        good = standing->pages[i].source != i || add_page(&c, i, out, err);
    good = good && review_find_gone(r, actor, a, out, err);
    judgement_free(&c.before);
    judgement_free(&c.now);
    assessment_free(c.then);
    assessment_free(c.last_year);
    free(c.looked.items);
    free(c.since);
    if (!good)
        review_changes_free(out);
    return good;
}

static void free_page(struct review_page_change *page)
{
    for (size_t i = 0; i < page->finding_count; i++) {
        free(page->findings[i].rule);
        free(page->findings[i].message);
        free(page->findings[i].old_reason);
        free(page->findings[i].reason);
    }
    review_free_fields(page->fields, page->field_count);
    free(page->findings);
}

void review_changes_free(struct review_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        free_page(&changes->pages[i]);
    free(changes->pages);
    review_free_gone(changes->gone, changes->gone_count);
    *changes = (struct review_changes){0};
}
