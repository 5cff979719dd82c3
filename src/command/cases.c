/* kusei cases WARD YEAR PAGE */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/ward_cases.h"
#include "command/json.h"
#include "text/era.h"
#include "text/i18n.h"

static void print_first_line(const char *text)
{
    size_t size = strcspn(text, "\n");
    printf("%.*s%s", (int)size, text, text[size] != '\0' ? " ..." : "");
}

static void print_text(const struct context *c, const struct ward_case *found)
{
    char year[64];
    era_fiscal_year_label(reference_eras(catalogue_reference(c->catalogue)), found->year, year,
                          sizeof year);
    printf("  %s %s %s %s: ", found->ward_name, year, found->policy, found->page_name);
    print_first_line(found->text);
    putchar('\n');
    for (size_t i = 0; i < found->mark_count; i++)
        printf("%s%s %s", i == 0 ? "    " : "  ", found->marks[i].label, found->marks[i].values);
    fputs(found->mark_count > 0 ? "\n" : "", stdout);
    if (*found->words != '\0')
        printf("    %s: %s\n", _("Words in common"), found->words);
}

static void append_marks(struct buffer *out, const struct ward_case *found)
{
    buffer_append_string(out, ", \"marks\": [");
    for (size_t i = 0; i < found->mark_count; i++) {
        const struct ward_case_mark *mark = &found->marks[i];
        buffer_append_string(out, i == 0 ? "{" : ", {");
        json_member(out, "field", mark->field, false);
        json_member(out, "label", mark->label, true);
        json_member(out, "values", mark->values, true);
        json_member(out, "meanings", mark->meanings, true);
        buffer_append_string(out, "}");
    }
    buffer_append_string(out, "]}");
}

static bool print_json(const struct ward_case *found)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "found", found->in_words ? "words" : "place", false);
    json_member(&out, "ward", found->ward_code, true);
    json_member(&out, "ward_name", found->ward_name, true);
    buffer_append_format(&out, ", \"year\": %d", found->year);
    json_member(&out, "policy", found->policy, true);
    json_member(&out, "page", found->page_name, true);
    json_member(&out, "label", found->text_label, true);
    json_member(&out, "text", found->text, true);
    json_member(&out, "words", found->words, true);
    append_marks(&out, found);
    return json_print(&out);
}

static bool print_all(const struct context *c, const struct ward_cases *cases, bool json)
{
    bool good = true;
    for (size_t i = 0; good && i < cases->count; i++) {
        const struct ward_case *found = &cases->items[i];
        if (json) {
            good = print_json(found);
            continue;
        }
        if (i == 0 || (found->in_words && i == cases->at_place))
            printf("%s\n", found->in_words ? _("In the same words:")
                                           : _("At the same place of the policy:"));
        print_text(c, found);
    }
    return good;
}

static int tell(struct context *c, const struct assessment *a, const char *name, bool json)
{
    struct error err;
    struct ward_cases cases;
    size_t page = assessment_find_page(a, name);
    if (page == (size_t)-1) {
        error_set(&err, _("There is no page \"%s\". \"kusei history WARD YEAR\" shows the names."),
                  name);
        return context_fail(&err);
    }
    if (!ward_cases_find(a, page, c->store, c->catalogue, c->lang, &cases, &err))
        return context_fail(&err);
    int status = cases.count > 0 ? STATUS_DONE : STATUS_NO;
    bool good = print_all(c, &cases, json);
    ward_cases_free(&cases);
    return good ? status : STATUS_FAILED;
}

int command_cases(struct context *c, int count, char **arguments)
{
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count != 3)
        return context_usage(_("\"kusei cases\" needs a ward, a year and a page."));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    struct assessment *a = context_open(c, arguments[0], arguments[1]);
    if (a == NULL)
        return STATUS_FAILED;
    int status = tell(c, a, arguments[2], json);
    assessment_free(a);
    return status;
}
