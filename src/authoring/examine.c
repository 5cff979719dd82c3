#include "config.h"

#include "authoring/examine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "authoring/private.h"
#include "text/i18n.h"

/* --- what the parts share ----------------------------------------------------------- */

const char *examine_file(struct examination *x, const char *name)
{
    snprintf(x->path, sizeof x->path, "%s/%s", x->dir, name);
    return x->path;
}

bool examine_has(struct examination *x, const char *name)
{
    return access(examine_file(x, name), F_OK) == 0;
}

/* The row or page that was put in and that the node stands in; NULL: none. */
static const struct survey_row *row_of(const struct examination *x, const xmlNode *node)
{
    for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = node->parent) {
        for (size_t i = 0; i < x->rows.count; i++) {
            if (x->rows.items[i].node == node)
                return &x->rows.items[i];
        }
    }
    return NULL;
}

/* Where a prototype is from; NULL, the blank, where that is not known. */
static const xmlDoc *document_of(const struct examination *x, const xmlNode *node)
{
    const struct survey_row *row = row_of(x, node);
    struct assessment_nodes nodes = {NULL, 0};
    struct error unheard;
    const xmlDoc *doc = NULL;
    if (row != NULL &&
        assessment_select(x->a, row->repeat->origin, row->node->parent, &nodes, &unheard) &&
        nodes.count > 0 && nodes.items[0]->doc != assessment_document(x->a))
        doc = nodes.items[0]->doc;
    assessment_nodes_free(&nodes);
    return doc;
}

const char *examine_instance_file(struct examination *x, const xmlDoc *doc)
{
    const char *file = form_blank_file(x->form);
    const xmlDoc *other = NULL;
    for (size_t i = 0; doc != other && (i == 0 || other != NULL); i++)
        other = form_instance_at(x->form, i, &file);
    return examine_file(x, file == NULL ? "form.xml" : file);
}

const char *examine_origin(struct examination *x, const xmlNode *node, long *line)
{
    const xmlNode *element = node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
    *line = xmlGetLineNo(element);
    return examine_instance_file(x, document_of(x, element));
}

struct assessment *examine_blank(struct examination *x, int year)
{
    const char *city = form_city_code(x->form);
    for (size_t i = 0; i < reference_ward_count(x->reference); i++) {
        const struct ward *ward = reference_ward(x->reference, i);
        if (strcmp(ward->city_code, city) == 0)
            return assessment_new(x->form, x->reference, ward, year, x->err);
    }
    mistakes_add(x->mistakes, examine_file(x, "form.xml"), form_body(x->form)->line,
                 _("Write the code of a city that data/wards.tsv has, or add its wards there."),
                 _("<kusei:form> city=\"%s\": no ward of this city is known"), city);
    x->err->text[0] = '\0';
    return NULL;
}

/* --- the folder ----------------------------------------------------------------------- */

static bool is_folder(struct examination *x)
{
    struct stat st;
    if (stat(x->dir, &st) != 0)
        return error_set(x->err, _("%s: cannot be opened: %s"), x->dir, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return error_set(x->err, _("%s: is not a folder; name the folder that form.xml is in"),
                         x->dir);
    if (!examine_has(x, "form.xml"))
        return error_set(x->err,
                         _("%s: has no form.xml; name a policy's folder, or begin one with "
                           "\"kusei form new\""),
                         x->dir);
    return true;
}

static void need(struct examination *x, const char *name, const char *remedy)
{
    if (!examine_has(x, name))
        mistakes_add(x->mistakes, examine_file(x, name), 0, remedy,
                     _("is not there, and every form needs it"));
}

/* What only shows together waits until form.xml is right: what follows from a mistake in it
 * would be told as one of the other files. */
static bool examine_together(struct examination *x)
{
    if (mistakes_in(x->mistakes, examine_file(x, "form.xml")) > 0) {
        mistakes_remark(x->mistakes, x->path, 0, NULL,
                        _("whether the files go together is examined when this one has no "
                          "mistake any more"));
        return true;
    }
    return examine_form(x) && examine_english(x) && (x->a == NULL || examine_layout(x));
}

static bool examine_all(struct examination *x)
{
    need(x, "layout.xsd", _("Write the official layout as an XML Schema, forms/README, 1."));
    need(x, "rules.sch", _("Write the rules, forms/README, 3; one is enough to begin with."));
    return examine_together(x) && examine_rules(x) && examine_sheet(x) && examine_comparison(x);
}

/* Where a reader's sentence does not say what to do, the vocabulary does. */
static void point_to_readme(struct mistakes *list)
{
    static const struct {
        const char *file;
        int section; /* of forms/README */
    } places[] = {{"form.xml", 2},
                  {"rules.sch", 3},
                  {"cases.xml", 4},
                  {"sheet.xml", 5},
                  {"comparison.xml", 6}};
    for (size_t i = 0; i < list->count; i++) {
        struct mistake *m = &list->items[i];
        const char *slash = strrchr(m->file, '/');
        int section = 1;
        for (size_t k = 0; slash != NULL && k < sizeof places / sizeof *places; k++) {
            if (strcmp(places[k].file, slash + 1) == 0)
                section = places[k].section;
        }
        if (m->remedy == NULL && !m->remark && strstr(m->reason, "forms/README") == NULL &&
            asprintf(&m->remedy, _("forms/README, %d has what may stand there."), section) < 0) {
            m->remedy = NULL;
            list->failed = true;
        }
    }
}

char *examine_name(const char *dir)
{
    size_t size = strlen(dir);
    while (size > 1 && dir[size - 1] == '/')
        size--;
    char *copy = strndup(dir, size);
    const char *slash = copy == NULL ? NULL : strrchr(copy, '/');
    const char *last = slash == NULL ? copy : slash + 1;
    if (copy == NULL || (strcmp(last, ".") != 0 && strcmp(last, "..") != 0))
        return copy;
    char *whole = realpath(copy, NULL);
    if (whole == NULL)
        return copy;
    free(copy);
    return whole;
}

bool examine_folder(const char *dir, const struct reference *reference, struct mistakes *out,
                    struct error *err)
{
    char *copy = examine_name(dir);
    struct examination x = {.dir = copy, .reference = reference, .mistakes = out, .err = err};
    if (copy == NULL)
        return error_set_memory(err);
    struct form *form = NULL;
    err->text[0] = '\0';
    bool good = is_folder(&x);
    if (good) {
        form = form_read_all(copy, out, err);
        x.form = form;
        good = form != NULL ? examine_all(&x) : out->wrong > 0;
    }
    survey_free(&x.survey);
    survey_rows_free(&x.rows);
    assessment_free(x.a);
    form_free(form);
    free(copy);
    point_to_readme(out);
    mistakes_sort(out);
    return good && (!out->failed || error_set_memory(err));
}
