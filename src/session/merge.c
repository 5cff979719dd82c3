/* The open assessment and somebody else's newer revisions. */
#include "config.h"

#include "session/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/private.h"
#include "store/names.h"
#include "store/revision.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

/* --- labels ------------------------------------------------------------------------- */

/* Of rows the repeat's label, which stands at its first row or, where there is
 * none, at the place to add one. */
static bool is_repeat(const struct assessment *a, const struct assessment_entry *entry,
                      const char *repeat)
{
    size_t size = strlen(repeat);

    if (entry->kind != ASSESSMENT_ROW) {
        return false;
    }
    char *path = assessment_field_path(a, entry->node);
    bool same = path && strncmp(path, repeat, size) == 0 && (!path[size] || path[size] == '[');
    free(path);
    return same;
}

static bool is_field(const struct assessment *a, const struct assessment_entry *entry,
                     const char *field)
{
    if (entry->kind != ASSESSMENT_FIELD) {
        return false;
    }
    char *path = assessment_field_path(a, entry->node);
    bool same = path && strcmp(path, field) == 0;
    free(path);
    return same;
}

static char *label_rows(const struct session *s, const struct assessment_entries *entries,
                        const char *repeat)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (is_repeat(s->assessment, &entries->items[i], repeat)) {
            return assessment_text(s->assessment, &entries->items[i].item->label, s->owner.lang,
                                   entries->items[i].node);
        }
    }
    return strdup(repeat);
}

static char *label_reason(const struct store_page *page, const char *path)
{
    char rule[256];
    struct buffer out = BUFFER_INIT;

    buffer_append_string(&out, _("Reason"));
    snprintf(rule, sizeof(rule), "%s/@rule", path);
    const char *id = store_field_value(page, rule);
    if (id) {
        buffer_append_format(&out, " %s", id);
    }
    return buffer_take(&out);
}

static char *label_field(struct session *s, size_t page, const char *path,
                         const struct assessment_entries *entries, bool *text)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (is_field(s->assessment, &entries->items[i], path)) {
            *text = entries->items[i].item->kind == FORM_TEXTAREA;
        }
    }
    return assessment_field_label(s->assessment, page, path, s->owner.lang);
}

/* Worked out by the program, or the page's own name: it comes out right by itself. */
static bool is_made(const struct session *s, const struct merge_part *part,
                    const struct assessment_entries *entries)
{
    if (part->kind != MERGE_FIELD) {
        return false;
    }
    for (size_t i = 0; i < entries->count; i++) {
        struct assessment_properties properties;
        if (is_field(s->assessment, &entries->items[i], part->path)) {
            assessment_properties(s->assessment, entries->items[i].node, &properties);
            return properties.readonly;
        }
    }
    return part->path[0] == '@';
}

static bool label_part(struct session *s, struct session_merge_page *p, size_t page, size_t i,
                       const struct assessment_entries *entries)
{
    size_t count;
    const struct merge_part *part = &merge_parts(p->merge, &count)[i];

    if (part->state == MERGE_SAME || is_made(s, part, entries)) {
        merge_choose(p->merge, i, MERGE_TAKE_MINE);
        return true;
    }
    switch (part->kind) {
    case MERGE_PAGE:
        p->labels[i] = strdup(_("The whole page"));
        break;
    case MERGE_REASON:
        p->labels[i] = label_reason(part->mine ? &p->mine : &p->theirs, part->path);
        break;
    case MERGE_ROWS:
        p->labels[i] = label_rows(s, entries, part->path);
        break;
    case MERGE_FIELD:
        p->labels[i] = label_field(s, page, part->path, entries, &p->texts[i]);
        break;
    }
    return p->labels[i] != NULL;
}

static bool label_parts(struct session *s, struct session_merge_page *p, size_t page,
                        struct error *err)
{
    size_t count;
    struct assessment_entries entries = {0};
    bool good = true;

    merge_parts(p->merge, &count);
    p->labels = calloc(count + 1, sizeof(*p->labels));
    p->texts = calloc(count + 1, sizeof(*p->texts));
    if (!p->labels || !p->texts) {
        return error_set_memory(err);
    }
    if (!assessment_page_entries(s->assessment, page, &entries, err)) {
        assessment_entries_free(&entries);
        return false;
    }
    for (size_t i = 0; good && i < count; i++) {
        good = label_part(s, p, page, i, &entries);
    }
    assessment_entries_free(&entries);
    return good || error_set_memory(err);
}

/* --- what stands against what -------------------------------------------------------- */

static void name_saver(struct session *s, struct session_merge_page *p)
{
    struct store_history history = {0};

    if (store_read_history(s->owner.store, s->id, p->stored_id, &history, NULL) &&
        history.count > 0) {
        snprintf(p->who, sizeof(p->who), "%s",
                 store_person(s->owner.store, history.revisions[0].author));
        when_local(history.revisions[0].at, p->when);
    }
    store_history_free(&history);
}

static bool fill_page(struct session *s, struct session_merge_page *p, struct error *err)
{
    size_t page = assessment_find_stored_page(s->assessment, p->stored_id);

    name_saver(s, p);
    p->merge = merge_new(&p->base, &p->theirs, &p->mine);
    if (!p->merge) {
        return error_set_memory(err);
    }
    if (page == (size_t)-1) {
        return error_set(err, "%s",
                         _("A page that was changed is not in the assessment. Open it "
                           "again."));
    }
    session_title_page(s, page, p->title, sizeof(p->title));
    return label_parts(s, p, page, err);
}

/* Takes the two states over, which are then empty. */
static bool add_page(struct session *s, struct session_merges *out, struct store_page *draft,
                     struct store_page *newest, struct error *err)
{
    struct session_merge_page *grown = realloc(out->pages, (out->count + 1) * sizeof(*out->pages));

    if (!grown) {
        return error_set_memory(err);
    }
    out->pages = grown;
    struct session_merge_page *p = &grown[out->count++];
    memset(p, 0, sizeof(*p));
    p->stored_id = draft->id;
    p->mine = *draft;
    p->theirs = *newest;
    memset(draft, 0, sizeof(*draft));
    memset(newest, 0, sizeof(*newest));
    return store_read_revision(s->owner.store, p->mine.revision, &p->base, err) &&
           fill_page(s, p, err);
}

static struct store_page *find_page(struct store_page_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->pages[i].id == id) {
            return &list->pages[i];
        }
    }
    return NULL;
}

static void count_taken(struct session_merges *out)
{
    for (size_t k = 0; k < out->count; k++) {
        size_t count;
        const struct merge_part *parts = merge_parts(out->pages[k].merge, &count);
        for (size_t i = 0; i < count; i++) {
            bool told = out->pages[k].labels[i] != NULL;
            out->theirs += told && parts[i].state == MERGE_ONLY_THEIRS ? 1 : 0;
            out->mine += told && parts[i].state == MERGE_ONLY_MINE ? 1 : 0;
        }
    }
}

bool session_read_merges(struct session *s, struct session_merges *out, struct error *err)
{
    struct store_page_list drafts = {0};
    struct store_page_list stored = {0};

    memset(out, 0, sizeof(*out));
    bool good = assessment_renew_draft(s->assessment, s->owner.store, s->owner.author, err) &&
                store_read_drafts(s->owner.store, s->id, s->owner.author, &drafts, err) &&
                store_read_tree(s->owner.store, s->id, &stored, err);
    for (size_t i = 0; good && i < drafts.count; i++) {
        struct store_page *newest = find_page(&stored, drafts.pages[i].id);
        if (newest && newest->revision != drafts.pages[i].revision) {
            good = store_read_fields(s->owner.store, newest, err) &&
                   add_page(s, out, &drafts.pages[i], newest, err);
        }
    }
    store_page_list_free(&drafts);
    store_page_list_free(&stored);
    if (good) {
        count_taken(out);
    } else {
        session_merges_free(out);
    }
    return good;
}

static void free_page(struct session_merge_page *p)
{
    size_t count = 0;

    if (p->merge) {
        merge_parts(p->merge, &count);
    }
    for (size_t i = 0; p->labels && i < count; i++) {
        free(p->labels[i]);
    }
    free(p->labels);
    free(p->texts);
    merge_free(p->merge);
    store_page_clear(&p->base);
    store_page_clear(&p->theirs);
    store_page_clear(&p->mine);
}

void session_merges_free(struct session_merges *merges)
{
    for (size_t i = 0; i < merges->count; i++) {
        free_page(&merges->pages[i]);
    }
    free(merges->pages);
    memset(merges, 0, sizeof(*merges));
}

size_t session_merges_open(const struct session_merges *merges)
{
    size_t open = 0;

    for (size_t i = 0; i < merges->count; i++) {
        open += merge_open(merges->pages[i].merge);
    }
    return open;
}

/* --- as decided ----------------------------------------------------------------------- */

static bool put_merged(struct session *s, struct session_merge_page *p, struct error *err)
{
    struct store_page merged = {
        .id = p->stored_id, .revision = p->theirs.revision, .fields = NULL, .count = 0};
    bool good = merge_apply(p->merge, &merged, err) &&
                store_put_draft(s->owner.store, &merged, s->owner.author, err);

    store_page_clear(&merged);
    return good;
}

bool session_resolve(struct session *s, struct session_merges *merges, struct error *err)
{
    bool good = true;

    for (size_t i = 0; good && i < merges->count; i++) {
        good = put_merged(s, &merges->pages[i], err);
    }
    return good && session_read_anew(s, err);
}

bool session_find_gone(struct session *s, struct session_conflict *out)
{
    struct store_page_list stored = {0};
    size_t count;
    const struct assessment_page *pages = assessment_pages(s->assessment, &count);
    bool found = false;

    if (!store_read_tree(s->owner.store, s->id, &stored, NULL)) {
        return false;
    }
    for (size_t i = 0; i < count && !found; i++) {
        found =
            pages[i].changed && pages[i].stored_id != 0 && !find_page(&stored, pages[i].stored_id);
        if (found) {
            session_fill_conflict(s, pages[i].stored_id, i, out);
        }
    }
    store_page_list_free(&stored);
    return found;
}
