/* Other wards' cases, line by line: the list, and one of them whole. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/ward_cases.h"
#include "form/reference.h"
#include "terminal/plain_private.h"
#include "text/era.h"
#include "text/i18n.h"

static void name_case(const struct plain *p, const struct ward_case *c, char *out, size_t size)
{
    char year[64];

    era_fiscal_year_label(reference_eras(catalogue_reference(p->catalogue)), c->year, year,
                          sizeof(year));
    snprintf(out, size, "%s %s %s", c->ward_name, year, c->page_name);
}

static void say_list(const struct plain *p, const struct ward_cases *cases)
{
    char name[256];

    if (cases->count == 0) {
        plain_say("%s", _("No other sheet in the database has a case for this page."));
    }
    for (size_t i = 0; i < cases->count; i++) {
        const struct ward_case *c = &cases->items[i];
        name_case(p, c, name, sizeof(name));
        plain_say("%zu  %s: %.*s", i + 1, name, (int)strcspn(c->text, "\n"), c->text);
        if (*c->words) {
            plain_say("    %s: %s", _("Words in common"), c->words);
        }
    }
}

/* What is not blank on the page. */
static void say_fields(const struct assessment *a, size_t page, enum form_lang lang)
{
    struct assessment_entries entries;
    struct error err = {""};

    if (!assessment_page_entries(a, page, &entries, &err)) {
        plain_say_error(&err);
        return;
    }
    for (size_t i = 0; i < entries.count; i++) {
        const struct assessment_entry *e = &entries.items[i];
        bool said =
            e->kind == ASSESSMENT_FIELD && assessment_field_state(a, e->node) != ASSESSMENT_BLANK;
        char *text = said ? assessment_get_printed(a, e->node) : NULL;
        char *label = text ? assessment_text(a, &e->item->label, lang, e->node) : NULL;
        if (label) {
            plain_say("  %s", label);
            plain_say_text(text);
        }
        free(label);
        free(text);
    }
    assessment_entries_free(&entries);
}

static void say_case(const struct plain *p, const struct ward_case *c)
{
    struct error err = {""};
    char name[256];
    struct assessment *a = assessment_open(p->store, p->catalogue, c->ward_code, c->year, &err);

    if (!a) {
        plain_say_error(&err);
        return;
    }
    name_case(p, c, name, sizeof(name));
    plain_say("%s", name);
    say_fields(a, assessment_find_stored_page(a, c->page), p->options->lang);
    assessment_free(a);
}

void plain_say_cases(struct plain *p, const char *rest)
{
    size_t number = strtoul(rest, NULL, 10);
    struct ward_cases cases;
    struct error err = {""};

    if (!ward_cases_find(session_assessment(p->session), p->model.page, p->store, p->catalogue,
                         p->options->lang, &cases, &err)) {
        plain_say_error(&err);
        return;
    }
    if (!*rest) {
        say_list(p, &cases);
    } else if (number >= 1 && number <= cases.count) {
        say_case(p, &cases.items[number - 1]);
    } else {
        plain_say("%s", _("There is no case of that number."));
    }
    ward_cases_free(&cases);
}
