#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/era.h"
#include "text/i18n.h"

static const char *root_attribute(const struct assessment *a, const char *name)
{
    const xmlAttr *attribute = xmlHasProp(xmlDocGetRootElement(a->doc), BAD_CAST name);
    const xmlNode *text = attribute == NULL ? NULL : attribute->children;
    return text == NULL || text->content == NULL ? "" : (const char *)text->content;
}

struct assessment *assessment_from_document(const struct form *form,
                                            const struct reference *reference, xmlDoc *doc,
                                            struct error *err)
{
    struct assessment *a = calloc(1, sizeof *a);
    if (a == NULL) {
        xmlFreeDoc(doc);
        error_set_memory(err);
        return NULL;
    }
    a->form = form;
    a->reference = reference;
    a->doc = doc;
    bool good = xmlDocGetRootElement(doc) != NULL && evaluate_start(a);
    if (!good)
        error_set_memory(err);
    if (!good || !index_build(a, err)) {
        assessment_free(a);
        return NULL;
    }
    return a;
}

void assessment_free(struct assessment *a)
{
    if (a == NULL)
        return;
    xmlXPathFreeContext(a->xpath);
    xmlFreeDoc(a->doc);
    free(a->pages);
    free(a->infos);
    free(a->removed);
    free(a);
}

/* What every layout's root says, whatever the policy (forms/README, section 1). */
static bool put_root(xmlNode *root, const struct form *form, const struct reference *reference,
                     const struct ward *ward, int year)
{
    char number[16], label[64];
    snprintf(number, sizeof number, "%d", year);
    era_fiscal_year_label(reference_eras(reference), year, label, sizeof label);
    return fields_put_attribute(root, "policy", form_name(form)) &&
           fields_put_attribute(root, "form-version", form_version(form)) &&
           fields_put_attribute(root, "ward-code", ward->code) &&
           fields_put_attribute(root, "ward-name", ward->name) &&
           fields_put_attribute(root, "fiscal-year", number) &&
           fields_put_attribute(root, "fiscal-year-label", label);
}

struct assessment *assessment_of_nobody(const struct form *form, const struct reference *reference,
                                        struct error *err)
{
    xmlDoc *doc = form_blank(form);
    if (doc == NULL) {
        error_set_memory(err);
        return NULL;
    }
    return assessment_from_document(form, reference, doc, err);
}

struct assessment *assessment_new(const struct form *form, const struct reference *reference,
                                  const struct ward *ward, int year, struct error *err)
{
    if (year < form_first_year(form) || year > form_last_year(form)) {
        error_set(err, _("The policy %s is for the fiscal years %d to %d, not for %d."),
                  form_name(form), form_first_year(form), form_last_year(form), year);
        return NULL;
    }
    xmlDoc *doc = form_blank(form);
    if (doc == NULL || !put_root(xmlDocGetRootElement(doc), form, reference, ward, year)) {
        xmlFreeDoc(doc);
        error_set_memory(err);
        return NULL;
    }
    struct assessment *a = assessment_from_document(form, reference, doc, err);
    if (a != NULL && (!names_update(a, err) || !fields_calculate(a, err))) {
        assessment_free(a);
        return NULL;
    }
    return a;
}

xmlDoc *assessment_document(const struct assessment *a)
{
    return a->doc;
}

const struct form *assessment_form(const struct assessment *a)
{
    return a->form;
}

const struct reference *assessment_reference(const struct assessment *a)
{
    return a->reference;
}

const char *assessment_ward_code(const struct assessment *a)
{
    return root_attribute(a, "ward-code");
}

const char *assessment_ward_name(const struct assessment *a)
{
    return root_attribute(a, "ward-name");
}

int assessment_year(const struct assessment *a)
{
    return atoi(root_attribute(a, "fiscal-year"));
}
