/* kusei city publish YEAR -o FOLDER */
#include "config.h"

#include "command/subcommands.h"

#include <stdlib.h>
#include <time.h>

#include "city/publish.h"
#include "command/export_sheet.h"
#include "exchange/writer.h"
#include "print/printer.h"
#include "text/era.h"
#include "text/i18n.h"

/* --- what other rooms make ------------------------------------------------------------------- */

static bool make_sheet(void *with, const struct assessment *a, struct buffer *out,
                       struct error *err)
{
    size_t size;
    char *bytes = export_sheet(with, a, "html", &size, err);
    if (bytes == NULL)
        return false;
    buffer_append(out, bytes, size);
    free(bytes);
    return true;
}

static bool make_document(void *with, const struct assessment *a, struct buffer *out,
                          struct error *err)
{
    size_t size;
    char *bytes = writer_to_string(assessment_document(a), &size, err);
    (void)with;
    if (bytes == NULL)
        return false;
    buffer_append(out, bytes, size);
    free(bytes);
    return true;
}

static bool make_workbook(void *with, const struct buffer *cells, struct buffer *out,
                          struct error *err)
{
    return printer_print_cells(context_helper(with, "kusei-print"), context_share(), cells, out,
                               err);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int publish(struct context *c, int year)
{
    struct error err;
    struct city_policy *p = city_policy_for(c->catalogue, c->policy, year, &err);
    if (p == NULL)
        return context_fail(&err);
    const struct city_publication what = {
        .policy = p,
        .store = c->store,
        .catalogue = c->catalogue,
        .share = context_share(),
        .year = year,
        .path = c->output,
        .makers = {c, make_sheet, make_document, make_workbook},
    };
    /* The days of sign-off on the sheets are Japan's, wherever the site is made. */
    setenv("TZ", "JST-9", 1);
    tzset();
    bool good = city_publish(&what, &err);
    city_policy_free(p);
    return good ? STATUS_DONE : context_fail(&err);
}

int command_publish(struct context *c, int count, char **arguments)
{
    int year;
    if (count != 1 || c->output == NULL)
        return context_usage(_("Usage: kusei city publish YEAR -o FOLDER"));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    if (!era_parse_year(reference_eras(catalogue_reference(c->catalogue)), arguments[0], &year))
        return context_usage(_("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."),
                             arguments[0]);
    return publish(c, year);
}
