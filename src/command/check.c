/* kusei check FILE... | WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/json.h"
#include "exchange/reader.h"
#include "rules/rules.h"
#include "text/era.h"
#include "text/i18n.h"

/* What is printed of one input: a file or a stored assessment. */
struct report {
    struct context *c;
    const char *input;
    bool json;
    const struct assessment *a; /* NULL where the file is not in the layout */
};

static const char *severity_name(enum rules_severity severity)
{
    static const char *const names[] = {"error", "warning", "info"};
    return names[severity];
}

static const char *in_language(char *const texts[FORM_LANGS], enum form_lang lang)
{
    return texts[lang] != NULL ? texts[lang] : texts[FORM_JA];
}

static void finding_json(const struct report *r, const struct finding *f, struct buffer *out)
{
    char page[256] = "";
    size_t index = assessment_page_of(r->a, f->node);
    if (index != (size_t)-1)
        assessment_page_name(r->a, index, page, sizeof page);
    char *field = assessment_field_path(r->a, f->node);
    char *path = assessment_node_path(f->node);
    buffer_append_string(out, "{");
    json_member(out, "id", f->id, false);
    json_member(out, "severity", severity_name(f->severity), true);
    json_member(out, "page", page, true);
    json_member(out, "field", field, true);
    json_member(out, "path", path, true);
    json_member(out, "message", in_language(f->message, r->c->lang), true);
    json_member(out, "remedy", in_language(f->remedy, r->c->lang), true);
    json_member(out, "source", f->source, true);
    json_member(out, "reason", NULL, true);
    buffer_append_string(out, "}");
    free(field);
    free(path);
}

static void finding_text(const struct report *r, const struct finding *f)
{
    char page[256] = "";
    size_t index = assessment_page_of(r->a, f->node);
    char *path = assessment_field_path(r->a, f->node);
    char *label = NULL;
    if (index != (size_t)-1) {
        assessment_page_name(r->a, index, page, sizeof page);
        label = assessment_field_label(r->a, index, path == NULL ? "" : path, r->c->lang);
    }
    const char *sign = f->severity == RULES_ERROR ? "!" : f->severity == RULES_WARNING ? "?" : "-";
    printf("%s: %s %s %s: %s [%s]\n", r->input, sign, page, label == NULL ? "" : label,
           in_language(f->message, r->c->lang), f->id);
    if (in_language(f->remedy, r->c->lang) != NULL)
        printf("    %s\n", in_language(f->remedy, r->c->lang));
    free(path);
    free(label);
}

static void header_json(const struct report *r, size_t errors, size_t warnings, struct buffer *out)
{
    buffer_append_string(out, "{");
    json_member(out, "input", r->input, false);
    json_member(out, "policy", r->a == NULL ? NULL : form_name(assessment_form(r->a)), true);
    json_member(out, "ward", r->a == NULL ? NULL : assessment_ward_code(r->a), true);
    if (r->a == NULL)
        buffer_append_string(out, ", \"year\": null");
    else
        buffer_append_format(out, ", \"year\": %d", assessment_year(r->a));
    buffer_append_format(out, ", \"errors\": %zu, \"warnings\": %zu, \"findings\": [", errors,
                         warnings);
}

static bool print_findings(const struct report *r, const struct finding_list *list)
{
    if (r->json) {
        struct buffer out = BUFFER_INIT;
        header_json(r, list->errors, list->warnings, &out);
        for (size_t i = 0; i < list->count; i++) {
            buffer_append_string(&out, i == 0 ? "" : ", ");
            finding_json(r, &list->items[i], &out);
        }
        buffer_append_string(&out, "]}");
        return json_print(&out);
    }
    for (size_t i = 0; i < list->count; i++)
        finding_text(r, &list->items[i]);
    printf(_("%s: errors: %zu, warnings: %zu"), r->input, list->errors, list->warnings);
    putchar('\n');
    return true;
}

/* A file that departs from the layout: each place is an error "layout". */
static bool print_faults(const struct report *r, const struct reader_result *read)
{
    if (!r->json) {
        for (size_t i = 0; i < read->count; i++)
            printf("%s:%d: ! %s [layout]\n", r->input, read->faults[i].line,
                   read->faults[i].message);
        printf(_("%s: errors: %zu, warnings: %zu"), r->input, read->count, (size_t)0);
        putchar('\n');
        return true;
    }
    struct buffer out = BUFFER_INIT;
    header_json(r, read->count, 0, &out);
    for (size_t i = 0; i < read->count; i++) {
        buffer_append_string(&out, i == 0 ? "{" : ", {");
        json_member(&out, "id", "layout", false);
        json_member(&out, "severity", "error", true);
        json_member(&out, "page", read->faults[i].page, true);
        json_member(&out, "field", NULL, true);
        json_member(&out, "path", NULL, true);
        buffer_append_format(&out, ", \"line\": %d", read->faults[i].line);
        json_member(&out, "message", read->faults[i].message, true);
        json_member(&out, "remedy", NULL, true);
        json_member(&out, "source", "layout.xsd", true);
        json_member(&out, "reason", NULL, true);
        buffer_append_string(&out, "}");
    }
    buffer_append_string(&out, "]}");
    return json_print(&out);
}

static int check_assessment(const struct report *r)
{
    struct error err;
    struct buffer path = BUFFER_INIT;
    buffer_append_format(&path, "%s/rules.sch", form_dir(assessment_form(r->a)));
    char *file = buffer_take(&path);
    struct rules *rules = file == NULL ? NULL : rules_read(file, &err);
    if (file == NULL)
        error_set_memory(&err);
    free(file);
    struct finding_list list = {0};
    int status = STATUS_FAILED;
    if (rules == NULL || !rules_check(rules, assessment_document(r->a), &list, &err))
        context_fail(&err);
    else if (print_findings(r, &list))
        status = list.errors > 0 ? STATUS_NO : STATUS_DONE;
    finding_list_free(&list);
    rules_free(rules);
    return status;
}

static int check_file(struct context *c, const char *file, bool json)
{
    struct error err;
    struct reader_result read = {0};
    struct report r = {.c = c, .input = file, .json = json};
    if (!reader_read(c->catalogue, file, &read, &err))
        return context_fail(&err);
    if (read.doc == NULL) {
        int status = print_faults(&r, &read) ? STATUS_NO : STATUS_FAILED;
        reader_result_free(&read);
        return status;
    }
    xmlDoc *doc = read.doc;
    read.doc = NULL;
    struct assessment *a =
        assessment_from_document(read.form, catalogue_reference(c->catalogue), doc, &err);
    reader_result_free(&read);
    r.a = a;
    int status = a == NULL ? context_fail(&err) : check_assessment(&r);
    assessment_free(a);
    return status;
}

static int check_stored(struct context *c, char **arguments, bool json)
{
    struct assessment *a = context_open(c, arguments[0], arguments[1]);
    if (a == NULL)
        return STATUS_FAILED;
    struct buffer input = BUFFER_INIT;
    buffer_append_format(&input, "%s %d", assessment_ward_name(a), assessment_year(a));
    struct report r = {.c = c, .input = input.data == NULL ? "" : input.data, .json = json, .a = a};
    int status = check_assessment(&r);
    buffer_free(&input);
    assessment_free(a);
    return status;
}

/* WARD YEAR or two files? A second word that reads as a year decides. */
static bool names_assessment(const struct context *c, int count, char **arguments)
{
    int year;
    return count == 2 &&
           era_parse_year(reference_eras(catalogue_reference(c->catalogue)), arguments[1], &year);
}

int command_check(struct context *c, int count, char **arguments)
{
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count == 0)
        return context_usage(_("\"kusei check\" needs a file, or a ward and a year."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    if (names_assessment(c, count, arguments))
        return check_stored(c, arguments, json);
    if (count == 1 &&
        reference_find_ward(catalogue_reference(c->catalogue), NULL, arguments[0], NULL) != NULL)
        return context_usage(_("\"%s\" is a ward. Give the year too, like 2015 or H27."),
                             arguments[0]);
    int worst = STATUS_DONE;
    for (int i = 0; i < count; i++) {
        int status = check_file(c, arguments[i], json);
        worst = status > worst ? status : worst;
    }
    return worst;
}
