/* kusei search TEXT [WARD] [YEAR] */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/json.h"
#include "store/search.h"
#include "text/era.h"
#include "text/i18n.h"

/* --- which ward, which year ------------------------------------------------------- */

/* The ward of a stored assessment by its code or name: 1, or how many there are. */
static int count_listed(const struct store_assessment_list *list, const char *ward,
                        const char **code)
{
    int count = 0;
    *code = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct store_assessment *a = &list->items[i];
        bool same = strcmp(a->ward_code, ward) == 0 || strcmp(a->ward_name, ward) == 0;
        if (same && (*code == NULL || strcmp(*code, a->ward_code) != 0)) {
            *code = a->ward_code;
            count++;
        }
    }
    return count;
}

/* The code of a ward that the database or the tables know; the caller frees.
 * NULL with a sentence. */
static char *ward_code(struct context *c, const char *ward, struct error *err)
{
    struct store_assessment_list list;
    if (!store_list(c->store, &list, err))
        return NULL;
    const char *found;
    int count = count_listed(&list, ward, &found);
    char *code = NULL;
    if (count > 1)
        error_set(err, _("%s is a ward of more than one city. Give its code instead of its name."),
                  ward);
    else {
        const struct ward *known = NULL;
        if (count == 0)
            known = reference_find_ward(catalogue_reference(c->catalogue), NULL, ward, err);
        found = known != NULL ? known->code : found;
        code = found == NULL ? NULL : strdup(found);
        if (found != NULL && code == NULL)
            error_set_memory(err);
    }
    store_list_free(&list);
    return code;
}

/* One word behind the text may be a ward or a year; a ward's code is no year. */
static bool read_scope(struct context *c, int count, char **words, char **ward, int *year,
                       struct error *err)
{
    const struct era_table *eras = reference_eras(catalogue_reference(c->catalogue));
    *ward = NULL;
    *year = 0;
    if (count == 1 && era_parse_year(eras, words[0], year))
        return true;
    if (count == 2 && !era_parse_year(eras, words[1], year))
        return error_set(err, _("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."),
                         words[1]);
    *ward = count == 0 ? NULL : ward_code(c, words[0], err);
    return count == 0 || *ward != NULL;
}

/* --- what was found ------------------------------------------------------------------ */

struct telling {
    struct context *c;
    bool json;
    int64_t opened;       /* the assessment tried last */
    struct assessment *a; /* it; NULL: it cannot be opened, its names stand for themselves */
};

/* Hits come assessment by assessment. */
static void open_for(struct telling *t, const struct store_hit *hit)
{
    if (t->opened == hit->assessment)
        return;
    assessment_free(t->a);
    t->opened = hit->assessment;
    t->a = assessment_open(t->c->store, t->c->catalogue, hit->ward_code, hit->year, NULL);
}

static size_t page_of(const struct telling *t, const struct store_hit *hit)
{
    return t->a == NULL ? (size_t)-1 : assessment_find_stored_page(t->a, hit->page);
}

/* A piece is of one line, but what was found may go over its end. */
static void print_part(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        putchar(text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
}

static void print_text(const struct telling *t, const struct store_hit *hit, const char *page,
                       const char *label)
{
    char year[64];
    era_fiscal_year_label(reference_eras(catalogue_reference(t->c->catalogue)), hit->year, year,
                          sizeof year);
    printf("%s %s %s %s: %s", hit->ward_name, year, page, label, hit->cut_before ? "..." : "");
    print_part(hit->piece, hit->start);
    putchar('{');
    print_part(hit->piece + hit->start, hit->end - hit->start);
    putchar('}');
    print_part(hit->piece + hit->end, strlen(hit->piece) - hit->end);
    fputs(hit->cut_after ? "..." : "", stdout);
    if (hit->count > 1) {
        /* TRANSLATORS: behind a piece of text in which something was found. */
        printf(_(" [%zu times]"), hit->count);
    }
    putchar('\n');
}

static bool print_json(const struct store_hit *hit, const char *page, const char *label)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "ward", hit->ward_code, false);
    json_member(&out, "ward_name", hit->ward_name, true);
    buffer_append_format(&out, ", \"year\": %d", hit->year);
    json_member(&out, "page", hit->page_name, true);
    json_member(&out, "page_title", page, true);
    json_member(&out, "field", hit->path, true);
    json_member(&out, "label", label, true);
    json_member(&out, "piece", hit->piece, true);
    buffer_append_format(&out, ", \"start\": %zu, \"end\": %zu, \"offset\": %zu, \"count\": %zu}",
                         hit->start, hit->end, hit->offset, hit->count);
    return json_print(&out);
}

static bool print_hit(struct telling *t, const struct store_hit *hit)
{
    open_for(t, hit);
    size_t at = page_of(t, hit);
    bool known = at != (size_t)-1;
    char *page = known ? assessment_page_title(t->a, at, t->c->lang) : NULL;
    char *label = known ? assessment_field_label(t->a, at, hit->path, t->c->lang) : NULL;
    const char *page_words = page != NULL ? page : hit->page_name;
    const char *label_words = label != NULL ? label : hit->path;
    bool good = true;
    if (t->json)
        good = print_json(hit, page_words, label_words);
    else
        print_text(t, hit, page_words, label_words);
    free(page);
    free(label);
    return good;
}

static int tell(struct context *c, const struct store_search *what, bool json)
{
    struct error err;
    struct store_hits hits;
    if (!store_search(c->store, what, &hits, &err))
        return context_fail(&err);
    struct telling t = {.c = c, .json = json};
    bool good = true;
    for (size_t i = 0; good && i < hits.count; i++)
        good = print_hit(&t, &hits.items[i]);
    assessment_free(t.a);
    int found = hits.count > 0 ? STATUS_DONE : STATUS_NO;
    store_hits_free(&hits);
    return good ? found : STATUS_FAILED;
}

int command_search(struct context *c, int count, char **arguments)
{
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count < 1 || count > 3)
        return context_usage(
            _("\"kusei search\" needs a text, and may have a ward and a year behind it."));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    struct error err;
    struct store_search what = {.text = arguments[0]};
    char *ward;
    if (!read_scope(c, count - 1, arguments + 1, &ward, &what.year, &err))
        return context_fail(&err);
    what.ward_code = ward;
    int status = tell(c, &what, json);
    free(ward);
    return status;
}
