/* kusei new WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>

#include "command/ask.h"
#include "text/era.h"
#include "text/i18n.h"

static bool make(struct context *c, const char *ward_text, int year, struct error *err)
{
    const struct ward *ward = NULL;
    const struct form *form =
        catalogue_choose(c->catalogue, c->policy, ward_text, year, &ward, err);
    if (form == NULL)
        return false;
    struct assessment *a = assessment_new(form, catalogue_reference(c->catalogue), ward, year, err);
    if (a == NULL)
        return false;
    const struct store_author author = {
        .name = c->person.name, .action = "new", .role = c->person.role};
    bool good = assessment_create(a, c->store, &author, err);
    assessment_free(a);
    return good;
}

int command_new(struct context *c, int count, char **arguments)
{
    if (count != 2)
        return context_usage(_("\"kusei new\" needs a ward and a year."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    struct error err;
    int year;
    const struct era_table *eras = reference_eras(catalogue_reference(c->catalogue));
    if (!era_parse_year(eras, arguments[1], &year)) {
        error_set(&err, _("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."),
                  arguments[1]);
        return context_fail(&err);
    }
    /* An unknown ward or year must not leave an empty database behind. */
    const struct ward *ward;
    if (catalogue_choose(c->catalogue, c->policy, arguments[0], year, &ward, &err) == NULL)
        return context_fail(&err);
    if (!context_need_store(c, true) || !ask_who(c))
        return STATUS_FAILED;
    return make(c, arguments[0], year, &err) ? STATUS_DONE : context_fail(&err);
}
