/* kusei import --tsv FILE WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>

#include "command/json.h"
#include "exchange/tsv.h"
#include "text/era.h"
#include "text/i18n.h"

/* --- for people -------------------------------------------------------------------------- */

static void print_doubt(const char *file, const struct tsv_doubt *doubt)
{
    fputs(file, stdout);
    if (doubt->line > 0)
        printf(":%zu", doubt->line);
    if (doubt->column != NULL)
        printf(": %s", doubt->column);
    if (doubt->read != NULL)
        printf(": \"%s\"", doubt->read);
    printf(": %s\n", doubt->message);
}

static void print_result(const char *file, const struct tsv_result *r)
{
    for (size_t i = 0; i < r->doubts.count; i++)
        print_doubt(file, &r->doubts.items[i]);
    if (r->converted > 0) {
        printf(ngettext("%s: read as %s; %zu character was converted.",
                        "%s: read as %s; %zu characters were converted.", r->converted),
               file, r->encoding, r->converted);
        putchar('\n');
    }
    printf(
        _("%s: lines: %zu. Fields filled: %zu. Pages made copies of others: %zu. In doubt: %zu."),
        file, r->lines, r->cells, r->copies, r->doubts.count);
    putchar('\n');
}

/* --- for scripts --------------------------------------------------------------------------- */

static void doubt_json(struct buffer *out, const struct tsv_doubt *doubt)
{
    buffer_append_string(out, "{");
    json_member(out, "kind", tsv_kind_name(doubt->kind), false);
    if (doubt->line > 0)
        buffer_append_format(out, ", \"line\": %zu", doubt->line);
    else
        buffer_append_string(out, ", \"line\": null");
    json_member(out, "column", doubt->column, true);
    json_member(out, "read", doubt->read, true);
    json_member(out, "message", doubt->message, true);
    buffer_append_string(out, "}");
}

static bool print_json(const char *file, const struct tsv_result *r)
{
    struct buffer out = BUFFER_INIT;
    int done, total;

    assessment_progress(r->a, &done, &total);
    buffer_append_string(&out, "{");
    json_member(&out, "input", file, false);
    json_member(&out, "policy", form_name(assessment_form(r->a)), true);
    json_member(&out, "ward", assessment_ward_code(r->a), true);
    buffer_append_format(&out, ", \"year\": %d", assessment_year(r->a));
    json_member(&out, "encoding", r->encoding, true);
    buffer_append_format(&out,
                         ", \"converted\": %zu, \"lines\": %zu, \"filled\": %zu, \"copies\": %zu, "
                         "\"proposals\": %zu, \"pages_done\": %d, \"pages\": %d, \"doubts\": [",
                         r->converted, r->lines, r->cells, r->copies,
                         assessment_proposals_count(r->a), done, total);
    for (size_t i = 0; i < r->doubts.count; i++) {
        buffer_append_string(&out, i == 0 ? "" : ", ");
        doubt_json(&out, &r->doubts.items[i]);
    }
    buffer_append_string(&out, "]}");
    return json_print(&out);
}

/* --- the command ------------------------------------------------------------------------------ */

static bool read_table(struct context *c, char **arguments, struct tsv_result *out,
                       struct error *err)
{
    const struct reference *reference = catalogue_reference(c->catalogue);
    const struct ward *ward;
    int year;

    if (!era_parse_year(reference_eras(reference), arguments[2], &year))
        return error_set(err, _("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."),
                         arguments[2]);
    const struct form *form = catalogue_choose(
        c->catalogue, c->policy, context_known_ward(c, arguments[1]), year, &ward, err);
    return form != NULL && tsv_read(form, reference, ward, year, arguments[0], c->lang, out, err);
}

int command_import_tsv(struct context *c, int count, char **arguments)
{
    struct error err;
    struct tsv_result result = {.a = NULL};
    bool good;
    bool json = context_wants_json(c, &good);

    if (!good)
        return STATUS_FAILED;
    if (count != 3)
        return context_usage(_("\"kusei import --tsv\" needs a file, a ward and a year."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    if (!read_table(c, arguments, &result, &err))
        return context_fail(&err);
    good = command_import_one(c, result.a, arguments[0]);
    if (good && json) {
        good = print_json(arguments[0], &result);
    } else if (good) {
        print_result(arguments[0], &result);
        command_import_tell(result.a, arguments[0]);
    }
    tsv_result_free(&result);
    return good ? STATUS_DONE : STATUS_FAILED;
}
