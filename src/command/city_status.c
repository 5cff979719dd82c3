#include "config.h"

#include "command/city_status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/answer.h"
#include "command/json.h"
#include "review/collection.h"
#include "text/i18n.h"
#include "text/when.h"

bool city_status_year(struct context *c, const char *word, int *year)
{
    if (era_parse_year(reference_eras(catalogue_reference(c->catalogue)), word, year))
        return true;
    context_usage(_("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."), word);
    return false;
}

static const char *or_null(const char *text)
{
    return *text == '\0' ? NULL : text;
}

/* --- for scripts ------------------------------------------------------------------------- */

void city_status_json_submission(struct buffer *out, const struct store_city_submission *is)
{
    json_member(out, "ward", or_null(is->ward), true);
    if (is->year == 0)
        buffer_append_string(out, ", \"year\": null");
    else
        buffer_append_format(out, ", \"year\": %d", is->year);
    json_member(out, "kind", or_null(is->kind), true);
    json_member(out, "code", or_null(is->refusal), true);
    json_member(out, "received", is->received, true);
    if (*is->refusal == '\0')
        buffer_append_format(out, ", \"warnings\": %d", is->warnings);
    else
        buffer_append_string(out, ", \"warnings\": null");
}

static bool ward_json(const struct collection *all, const struct collection_ward *ward)
{
    struct buffer out = BUFFER_INIT;
    const struct store_city_submission *taken = ward->taken, *refused = ward->refused;
    buffer_append_string(&out, "{");
    json_member(&out, "ward", ward->code, false);
    json_member(&out, "ward_name", ward->name, true);
    buffer_append_format(&out, ", \"year\": %d", all->year);
    json_member(&out, "state", collection_state_word(ward->state), true);
    buffer_append_format(&out, ", \"late\": %s", ward->late ? "true" : "false");
    if (ward->state == COLLECTION_ACCEPTED)
        buffer_append_format(&out, ", \"warnings\": %d", ward->warnings);
    else
        buffer_append_string(&out, ", \"warnings\": null");
    json_member(&out, "number", taken == NULL ? NULL : taken->number, true);
    json_member(&out, "received", taken == NULL ? NULL : taken->received, true);
    json_member(&out, "refusal", refused == NULL ? NULL : refused->refusal, true);
    json_member(&out, "refusal_number", refused == NULL ? NULL : refused->number, true);
    buffer_append_format(&out, ", \"files\": %zu}", ward->received);
    return json_print(&out);
}

static bool counts_json(const struct collection *all)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_format(&out, "{\"year\": %d, \"wards\": %zu", all->year, all->count);
    for (int i = 0; i < COLLECTION_STATES; i++)
        buffer_append_format(&out, ", \"%s\": %zu", collection_state_word((enum collection_state)i),
                             all->counts[i]);
    buffer_append_format(&out, ", \"late\": %zu, \"with_warnings\": %zu, \"of_nobody\": %zu",
                         all->late, all->warned, all->of_nobody.count);
    json_member(&out, "due", or_null(all->due.day), true);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

/* --- for people ---------------------------------------------------------------------------- */

static void print_submission(const struct store_city_submission *is)
{
    char at[WHEN_SIZE];
    when_local(is->received, at);
    printf("\t%s\t%s", is->number, at);
}

static void print_refusal(const struct store_city_submission *is)
{
    char *message = city_explain(is);
    printf("\t[%s] %s", is->refusal, message == NULL ? "" : message);
    free(message);
}

static void print_ward(const struct collection_ward *ward)
{
    printf("%s %s\t%s", ward->code, ward->name, collection_state_name(ward->state));
    if (ward->late)
        printf(" %s", _("(late)"));
    if (ward->warnings > 0) {
        putchar(' ');
        printf(_("(warnings: %d)"), ward->warnings);
    }
    if (ward->taken != NULL)
        print_submission(ward->taken);
    if (ward->refused != NULL) {
        print_submission(ward->refused);
        print_refusal(ward->refused);
    }
    putchar('\n');
}

static void print_counts(const struct collection *all)
{
    printf(_("%d: %zu wards."), all->year, all->count);
    for (int i = COLLECTION_STATES; i-- > 0;)
        printf(" %s %zu", collection_state_name((enum collection_state)i), all->counts[i]);
    /* TRANSLATORS: stands between the parts of a line of counts. */
    printf("%s", _("; "));
    printf(_("with warnings %zu, late %zu"), all->warned, all->late);
    printf("%s", _("; "));
    if (*all->due.day == '\0')
        printf("%s", _("no day is set"));
    else
        printf(_("due by %s"), all->due.day);
    if (all->of_nobody.count > 0) {
        printf("%s", _("; "));
        printf(_("files of which nobody knows whose they are: %zu"), all->of_nobody.count);
    }
    putchar('\n');
}

static bool print_all(const struct collection *all, bool json)
{
    bool good = true;
    for (size_t i = 0; good && i < all->count; i++) {
        if (json)
            good = ward_json(all, &all->wards[i]);
        else
            print_ward(&all->wards[i]);
    }
    if (json)
        return good && counts_json(all);
    print_counts(all);
    return true;
}

/* --- the commands ---------------------------------------------------------------------------- */

/* The words, and whether the format is one. False after saying what is wrong. */
static bool begin(struct context *c, int count, char **words, int *year, bool *json)
{
    bool good;
    *json = context_wants_json(c, &good);
    if (good && count != 1) {
        context_usage(_("\"kusei city status\" and \"kusei city list\" need a fiscal year."));
        good = false;
    }
    return good && city_status_year(c, words[0], year) && context_need_store(c, false);
}

int city_status(struct context *c, int count, char **words)
{
    struct error err;
    struct collection all;
    int year;
    bool json;
    if (!begin(c, count, words, &year, &json))
        return STATUS_FAILED;
    if (!collection_read(c->store, c->catalogue, year, c->policy, NULL, &all, &err))
        return context_fail(&err);
    bool good = print_all(&all, json);
    collection_free(&all);
    return good ? STATUS_DONE : STATUS_FAILED;
}

static bool print_received(const struct store_city_list *list, bool json)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct store_city_submission *is = &list->items[i];
        struct buffer out = BUFFER_INIT;
        if (!json) {
            printf("%s\t%s", *is->ward == '\0' ? "-" : is->ward,
                   *is->refusal == '\0' ? _("taken") : _("refused"));
            print_submission(is);
            printf("\t%s", is->name);
            if (*is->refusal != '\0')
                print_refusal(is);
            putchar('\n');
            continue;
        }
        buffer_append_string(&out, "{");
        json_member(&out, "number", is->number, false);
        city_status_json_submission(&out, is);
        json_member(&out, "file", is->name, true);
        json_member(&out, "sha256", is->digest, true);
        json_member(&out, "content", or_null(is->content), true);
        json_member(&out, "detail", or_null(is->detail), true);
        buffer_append_string(&out, "}");
        if (!json_print(&out))
            return false;
    }
    return true;
}

int city_list(struct context *c, int count, char **words)
{
    struct error err;
    struct store_city_list of_year = {0}, of_nobody = {0};
    int year;
    bool json;
    if (!begin(c, count, words, &year, &json))
        return STATUS_FAILED;
    bool read = store_city_read(c->store, year, NULL, &of_year, &err) &&
                store_city_read(c->store, 0, NULL, &of_nobody, &err);
    int status = read ? STATUS_DONE : context_fail(&err);
    if (read && (!print_received(&of_year, json) || !print_received(&of_nobody, json)))
        status = STATUS_FAILED;
    store_city_list_free(&of_year);
    store_city_list_free(&of_nobody);
    return status;
}
