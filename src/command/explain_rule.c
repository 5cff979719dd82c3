#include "config.h"

#include "command/explain_rule.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/assessment.h"
#include "text/i18n.h"
#include "text/width.h"
#include "xml/libxml2.h"

/* What a value may take of a line, as cells hold whole paragraphs, and how many
 * are listed, as a rule may look at every page. */
enum { VALUE_COLUMNS = 60, MAX_OPERANDS = 12 };

/* A case, made and judged. */
struct example {
    struct assessment *a, *last_year; /* last_year NULL: the case has none */
    struct finding_list found;
    const struct finding *finding; /* of the case's own rule; NULL: it does not fire */
};

/* --- Markdown ------------------------------------------------------------------------ */

static bool is_markup(const char *at)
{
    if (*at == '<')
        return strchr("/!?", at[1]) != NULL || (at[1] >= 'A' && at[1] <= 'Z') ||
               (at[1] >= 'a' && at[1] <= 'z');
    return strchr("\\`*", *at) != NULL;
}

void explain_markdown(struct buffer *out, const char *text)
{
    static const char blanks[] = " \t\r\n";
    bool first = true;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t size = strcspn(text, blanks);
        if (!first)
            buffer_append_string(out, " ");
        first = false;
        for (; size > 0; size--, text++) {
            if (is_markup(text))
                buffer_append_string(out, "\\");
            buffer_append(out, text, 1);
        }
    }
}

/* What a text that cannot be seen is called; NULL where something can. */
static const char *name_blank(const char *text)
{
    static const char wide[] = "\u3000";
    if (*text == '\0')
        return _("(blank)");
    while (*text != '\0') {
        size_t size = strchr(" \t\r\n", *text) != NULL ? 1 : sizeof wide - 1;
        if (size > 1 && strncmp(text, wide, size) != 0)
            return NULL;
        text += size;
    }
    return _("(only white space)");
}

/* The value, cut where it does not fit on a line. */
static void append_value(struct buffer *out, const char *text)
{
    const char *blank = name_blank(text);
    struct buffer line = BUFFER_INIT;
    explain_markdown(&line, blank != NULL ? blank : text);
    char *whole = buffer_take(&line);
    if (whole == NULL) {
        out->failed = true;
        return;
    }
    size_t size = width_fit(whole, strlen(whole), VALUE_COLUMNS, NULL);
    buffer_append(out, whole, size);
    buffer_append_string(out, whole[size] != '\0' ? "…" : "");
    free(whole);
}

const char *explain_severity(enum rules_severity severity)
{
    static const char *const names[] = {N_("Error"), N_("Warning"), N_("Remark")};
    return _(names[severity]);
}

/* --- making a case --------------------------------------------------------------------- */

static void example_free(struct example *e)
{
    finding_list_free(&e->found);
    assessment_free(e->a);
    assessment_free(e->last_year);
    *e = (struct example){0};
}

/* Whether the place is where the finding is. */
static bool is_at(const struct finding *finding, const char *at)
{
    xmlXPathContext *xpath = xmlXPathNewContext(finding->node->doc);
    xmlXPathObject *found =
        xpath == NULL ? NULL : xmlXPathEvalExpression((const xmlChar *)at, xpath);
    bool same = found != NULL && found->type == XPATH_NODESET &&
                xmlXPathNodeSetContains(found->nodesetval, finding->node) != 0;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(xpath);
    return same;
}

static bool pick_finding(const struct explainer *x, const struct case_entry *entry,
                         struct example *e, struct error *err)
{
    for (size_t i = 0; e->finding == NULL && i < e->found.count; i++) {
        const struct finding *f = &e->found.items[i];
        if (strcmp(f->id, entry->rule) == 0 && entry->at != NULL && is_at(f, entry->at))
            e->finding = f;
    }
    return entry->at == NULL || e->finding != NULL ||
           error_set(err, _("%s:%d: in this case %s says nothing of %s."), x->cases_file,
                     entry->line, entry->rule, entry->at);
}

/* Makes the case and lets the rules judge it. */
static bool example_make(const struct explainer *x, size_t index, struct example *e,
                         struct error *err)
{
    xmlDoc *doc, *last_year;
    struct case_entry entry;
    *e = (struct example){0};
    if (!cases_entry(x->cases, index, &entry) ||
        !cases_make(x->cases, index, &doc, &last_year, err))
        return false;
    e->a = assessment_from_document(x->form, x->reference, doc, err);
    if (last_year != NULL)
        e->last_year = assessment_from_document(x->form, x->reference, last_year, err);
    bool good = e->a != NULL && (last_year == NULL || e->last_year != NULL);
    const struct rules_document other = {
        "last-year.xml", e->last_year == NULL ? NULL : assessment_document(e->last_year)};
    good = good && rules_check(x->rules, doc, &other, e->last_year == NULL ? 0 : 1, &e->found, err);
    if (good && pick_finding(x, &entry, e, err))
        return true;
    example_free(e);
    return false;
}

/* The first case of the kind from that place on; (size_t)-1 when there is none. */
static size_t find_case(const struct explainer *x, const char *rule, enum case_kind kind,
                        size_t from)
{
    struct case_entry entry;
    for (size_t i = from; x->cases != NULL && cases_entry(x->cases, i, &entry); i++) {
        if (entry.kind == kind && strcmp(entry.rule, rule) == 0)
            return i;
    }
    return (size_t)-1;
}

/* --- what a finding turned on ----------------------------------------------------------- */

/* The field's label; of an attribute that the form does not ask for (the measure
 * of a figure) with its name. */
static void append_label(const struct explainer *x, const struct assessment *a, size_t page,
                         const xmlNode *node, struct buffer *out)
{
    char *path = assessment_field_path(a, node);
    char *label =
        path == NULL || page == (size_t)-1 ? NULL : assessment_field_label(a, page, path, x->lang);
    const char *attribute = path == NULL ? NULL : strchr(path, '@');
    if (path == NULL || (page != (size_t)-1 && label == NULL))
        out->failed = true;
    explain_markdown(out, label != NULL ? label : path == NULL ? "" : path);
    if (attribute != NULL && attribute != path && label != NULL && strcmp(label, path) != 0)
        buffer_append_format(out, " (%s)", attribute + 1);
    free(path);
    free(label);
}

/* The page and the label of a node of the example, or of another document that
 * the rule looked into. */
static void append_place(const struct explainer *x, const struct example *e, const xmlNode *node,
                         struct buffer *out)
{
    bool last = e->last_year != NULL && node->doc == assessment_document(e->last_year);
    const struct assessment *a = last ? e->last_year : e->a;
    if (!last && node->doc != assessment_document(e->a)) {
        const char *url = node->doc->URL == NULL ? "" : (const char *)node->doc->URL;
        const char *slash = strrchr(url, '/');
        char *path = assessment_node_path(node);
        if (path == NULL)
            out->failed = true;
        buffer_append_format(out, "%s ", slash == NULL ? url : slash + 1);
        explain_markdown(out, path == NULL ? "" : path);
        free(path);
        return;
    }
    size_t count, page = assessment_page_of(a, node);
    char *title = page == (size_t)-1 ? NULL : assessment_page_title(a, page, x->lang);
    if (page != (size_t)-1 && title == NULL)
        out->failed = true;
    if (last)
        buffer_append_format(out, _("the year before (%d) / "), assessment_year(a));
    explain_markdown(out, title == NULL ? "" : title);
    if (page != (size_t)-1 && assessment_pages(a, &count)[page].node != node) {
        buffer_append_string(out, " / ");
        append_label(x, a, page, node, out);
    }
    free(title);
}

/* A page, a row: nothing that has a value of its own. */
static bool is_container(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && xmlFirstElementChild((xmlNode *)node) != NULL;
}

/* As printed: the value that a person sees. */
static char *value_of(const struct example *e, const xmlNode *node)
{
    if (is_container(node))
        return strdup(_("(as a whole)"));
    return node->type == XML_ATTRIBUTE_NODE ? assessment_get(e->a, node)
                                            : assessment_get_printed(e->a, node);
}

static void append_operand(const struct explainer *x, const struct example *e, const xmlNode *node,
                           struct buffer *out)
{
    char *value = value_of(e, node);
    if (value == NULL)
        out->failed = true;
    append_place(x, e, node, out);
    buffer_append_string(out, ": ");
    append_value(out, value == NULL ? "" : value);
    free(value);
}

/* The nodes it turned on; a rule that lists none turns on its subject alone. */
static const xmlNode *operand_at(const struct finding *f, size_t index)
{
    if (f->operand_count == 0)
        return index == 0 ? f->node : NULL;
    return index < f->operand_count ? f->operands[index] : NULL;
}

static void append_operands(const struct explainer *x, const struct example *e, struct buffer *out)
{
    const xmlNode *node;
    for (size_t i = 0; i < MAX_OPERANDS && (node = operand_at(e->finding, i)) != NULL; i++) {
        buffer_append_string(out, "- ");
        append_operand(x, e, node, out);
        buffer_append_string(out, "\n");
    }
    if (e->finding->operand_count > MAX_OPERANDS) {
        buffer_append_string(out, "- ");
        buffer_append_format(out, _("and %zu more"), e->finding->operand_count - MAX_OPERANDS);
        buffer_append_string(out, "\n");
    }
}

/* --- the boundary ------------------------------------------------------------------------ */

/* The node of the other example that stands where this one does, or NULL. */
static const xmlNode *counterpart(const struct example *other, const xmlNode *node)
{
    char *path = assessment_node_path(node);
    xmlXPathContext *xpath = xmlXPathNewContext(assessment_document(other->a));
    xmlXPathObject *found =
        path == NULL || xpath == NULL ? NULL : xmlXPathEvalExpression((const xmlChar *)path, xpath);
    const xmlNode *there = NULL;
    if (found != NULL && found->type == XPATH_NODESET &&
        xmlXPathNodeSetGetLength(found->nodesetval) == 1)
        there = xmlXPathNodeSetItem(found->nodesetval, 0);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(xpath);
    free(path);
    return there;
}

/* Whether both are on the page of that name: the same path leads elsewhere where
 * the two cases are made of different documents. */
static bool share_page(const struct example *a, const xmlNode *node_a, const struct example *b,
                       const xmlNode *node_b)
{
    char names[2][256];
    size_t page_a = assessment_page_of(a->a, node_a), page_b = assessment_page_of(b->a, node_b);
    if (page_a == (size_t)-1 || page_b == (size_t)-1)
        return false;
    assessment_page_name(a->a, page_a, names[0], sizeof names[0]);
    assessment_page_name(b->a, page_b, names[1], sizeof names[1]);
    return strcmp(names[0], names[1]) == 0;
}

/* The value that the boundary has in the place of this one of the failing
 * example; NULL where it is the same or there is none. The caller frees. */
static char *differing_value(const struct example *failing, const xmlNode *node,
                             const struct example *boundary, const xmlNode *there)
{
    if (there == NULL || is_container(node) || !share_page(failing, node, boundary, there))
        return NULL;
    char *here = value_of(failing, node);
    char *value = value_of(boundary, there);
    if (here == NULL || value == NULL || strcmp(here, value) == 0) {
        free(value);
        value = NULL;
    }
    free(here);
    return value;
}

static bool append_differences(const struct explainer *x, const struct example *failing,
                               const struct example *boundary, struct buffer *out)
{
    bool any = false;
    const xmlNode *node;
    for (size_t i = 0; (node = operand_at(failing->finding, i)) != NULL; i++) {
        bool own = node->doc == assessment_document(failing->a);
        const xmlNode *there = own ? counterpart(boundary, node) : NULL;
        char *value = differing_value(failing, node, boundary, there);
        if (value != NULL) {
            buffer_append_string(out, any ? _(", ") : "");
            append_operand(x, boundary, there, out);
            any = true;
        }
        free(value);
    }
    return any;
}

/* What is said at the limit, or the values for which nothing is said. False
 * where the case tells no more than that. */
static bool append_outcome(const struct explainer *x, const struct example *failing,
                           const struct example *boundary, struct buffer *out)
{
    const struct finding *f = boundary->finding;
    buffer_append_string(out, f != NULL ? _("**At the limit** it is reported too: ")
                                        : _("**At the limit** it is not reported: "));
    if (f == NULL || strcmp(f->message[x->lang], failing->finding->message[x->lang]) == 0)
        return append_differences(x, failing, boundary, out);
    explain_markdown(out, f->message[x->lang]);
    return true;
}

/* The first of the boundary cases that tells something. */
static bool append_boundary(const struct explainer *x, const struct rules_entry *entry,
                            const struct example *failing, struct buffer *out, struct error *err)
{
    bool told = false, fires = false, good = true;
    size_t first = find_case(x, entry->id, CASE_BOUNDARY, 0);
    for (size_t i = first; good && !told && i != (size_t)-1;
         i = find_case(x, entry->id, CASE_BOUNDARY, i + 1)) {
        struct example e;
        struct buffer line = BUFFER_INIT;
        good = example_make(x, i, &e, err);
        if (good) {
            fires = i == first ? e.finding != NULL : fires;
            told = append_outcome(x, failing, &e, &line);
            example_free(&e);
        }
        if (line.failed)
            out->failed = true;
        else if (told)
            buffer_append(out, line.data, line.size);
        buffer_free(&line);
    }
    if (good && !told && first != (size_t)-1)
        buffer_append_string(out, fires ? _("**At the limit** it is reported too.")
                                        : _("**At the limit** it is not reported."));
    buffer_append_string(out, good && first != (size_t)-1 ? "\n\n" : "");
    return good;
}

/* --- the section -------------------------------------------------------------------------- */

static const char *in_language(const char *const texts[FORM_LANGS], enum form_lang lang)
{
    return texts[lang] != NULL ? texts[lang] : texts[FORM_JA];
}

static void append_paragraph(struct buffer *out, const char *heading, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    buffer_append_format(out, "%s", heading);
    explain_markdown(out, text);
    buffer_append_string(out, "\n\n");
}

static void append_head(const struct explainer *x, const struct rules_entry *entry,
                        struct buffer *out)
{
    const char *version = rules_version(x->rules);
    buffer_append_format(out, "### %s\n\n**%s**", entry->id, explain_severity(entry->severity));
    const char *title = entry->title[x->lang];
    buffer_append_string(out, *title == '\0' ? "" : " / ");
    explain_markdown(out, title);
    if (*version != '\0') {
        buffer_append_string(out, " / ");
        buffer_append_format(out, _("rules %s"), version);
    }
    buffer_append_string(out, "\n\n");
}

static bool append_example(const struct explainer *x, const struct rules_entry *entry,
                           struct buffer *out, struct error *err)
{
    struct example e;
    size_t index = find_case(x, entry->id, CASE_FAILING, 0);
    if (index == (size_t)-1) {
        buffer_append_format(out, "    %s\n\n", in_language(entry->message, x->lang));
        append_paragraph(out, _("**What to do** "), in_language(entry->remedy, x->lang));
        return true;
    }
    if (!example_make(x, index, &e, err))
        return false;
    buffer_append_string(out, "> ");
    explain_markdown(out, e.finding->message[x->lang]);
    buffer_append_format(out, "\n\n%s\n\n", _("An example. It was found with these values:"));
    append_operands(x, &e, out);
    buffer_append_string(out, "\n");
    const char *remedy = e.finding->remedy[x->lang];
    append_paragraph(out, _("**What to do** "),
                     remedy != NULL ? remedy : e.finding->remedy[FORM_JA]);
    bool good = append_boundary(x, entry, &e, out, err);
    example_free(&e);
    return good;
}

static void append_definition(const struct rules_entry *entry, struct buffer *out)
{
    buffer_append_format(out, "%s\n\n    %s\n    %s %s\n\n",
                         _("For maintainers, what it looks at and its test:"), entry->context,
                         entry->fires_on ? "report" : "assert", entry->test);
}

bool explain_rule(const struct explainer *x, const struct rules_entry *entry, struct buffer *out,
                  struct error *err)
{
    append_head(x, entry, out);
    if (!append_example(x, entry, out, err))
        return false;
    append_paragraph(out, _("**Source** "), entry->source);
    append_definition(entry, out);
    return true;
}
