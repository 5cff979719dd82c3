/* kusei history WARD YEAR [PAGE] */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/json.h"
#include "store/names.h"
#include "text/i18n.h"

struct telling {
    const struct context *c;
    const struct assessment *a;
    bool json;
};

/* Texts are long; what was there and what came is told on a line each. */
static void print_value(const char *sign, const char *value)
{
    printf("      %s ", sign);
    for (; *value != '\0'; value++) {
        if (*value == '\n')
            printf("\n        ");
        else
            putchar(*value);
    }
    putchar('\n');
}

static void change_text(const struct telling *t, size_t page, const struct store_change *change)
{
    char *label = assessment_field_label(t->a, page, change->path, t->c->lang);
    printf("    %s\n", label == NULL ? change->path : label);
    free(label);
    if (change->old_value != NULL && *change->old_value != '\0')
        print_value("-", change->old_value);
    if (change->new_value != NULL && *change->new_value != '\0')
        print_value("+", change->new_value);
}

/* A first revision is the whole page; its blank fields are not worth a line.
 * Nor is what the program made of a field: its measure, the page's name. */
static bool says_something(const struct store_change *change)
{
    if (strstr(change->path, "/@") != NULL || strcmp(change->path, "@id") == 0)
        return false;
    return (change->old_value != NULL && *change->old_value != '\0') ||
           (change->new_value != NULL && *change->new_value != '\0');
}

static void revision_text(const struct telling *t, const struct store_revision *revision,
                          const char *name, size_t page)
{
    printf("%s  %s  %s  %s\n", revision->at, store_person(t->c->store, revision->author),
           revision->action, name);
    for (size_t i = 0; i < revision->count; i++) {
        if (says_something(&revision->changes[i]))
            change_text(t, page, &revision->changes[i]);
    }
}

static bool revision_json(const struct store_revision *revision, const char *name)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "at", revision->at, false);
    json_member(&out, "author", revision->author, true);
    json_member(&out, "action", revision->action, true);
    json_member(&out, "page", name, true);
    buffer_append_string(&out, ", \"changes\": [");
    for (size_t i = 0; i < revision->count; i++) {
        buffer_append_string(&out, i == 0 ? "{" : ", {");
        json_member(&out, "field", revision->changes[i].path, false);
        json_member(&out, "old", revision->changes[i].old_value, true);
        json_member(&out, "new", revision->changes[i].new_value, true);
        buffer_append_string(&out, "}");
    }
    buffer_append_string(&out, "]}");
    return json_print(&out);
}

static bool print_revision(const struct telling *t, const struct store_revision *revision)
{
    char name[256] = "";
    size_t page = assessment_find_stored_page(t->a, revision->page);
    if (page != (size_t)-1)
        assessment_page_name(t->a, page, name, sizeof name);
    if (t->json)
        return revision_json(revision, name);
    revision_text(t, revision, name, page);
    return true;
}

static bool find_page(const struct assessment *a, const char *name, int64_t *stored,
                      struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    size_t page = assessment_find_page(a, name);
    if (page == (size_t)-1)
        return error_set(
            err, _("There is no page \"%s\". \"kusei history\" without a page shows the names."),
            name);
    *stored = pages[page].stored_id;
    return true;
}

static int tell(const struct telling *t, const char *page)
{
    struct error err;
    int64_t stored = 0;
    struct store_history history = {0};
    if ((page != NULL && !find_page(t->a, page, &stored, &err)) ||
        !store_read_history(t->c->store, assessment_stored_id(t->a), stored, &history, &err))
        return context_fail(&err);
    bool good = true;
    for (size_t i = 0; good && i < history.count; i++)
        good = print_revision(t, &history.revisions[i]);
    store_history_free(&history);
    return good ? STATUS_DONE : STATUS_FAILED;
}

int command_history(struct context *c, int count, char **arguments)
{
    bool good;
    struct telling t = {.c = c, .json = context_wants_json(c, &good)};
    if (!good)
        return STATUS_FAILED;
    if (count != 2 && count != 3)
        return context_usage(_("\"kusei history\" needs a ward and a year, and may have a page."));
    struct assessment *a = context_open(c, arguments[0], arguments[1]);
    if (a == NULL)
        return STATUS_FAILED;
    t.a = a;
    int status = tell(&t, count == 3 ? arguments[2] : NULL);
    assessment_free(a);
    return status;
}
