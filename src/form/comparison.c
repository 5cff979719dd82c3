#include "config.h"

#include "form/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "form/beside.h"
#include "form/form_private.h"
#include "form/table_vocabulary.h"
#include "text/i18n.h"

static const struct table_rule rules[] = {
    {"comparison", "version!", "indicators! figures! yardstick! initiatives publication"},
    {"indicators", "nodeset! value! target! about!", "heading! label!"},
    {"heading", "xml:lang!", "output"},
    {"figures",
     "nodeset! wording! value! previous! target! answers! judgement! about! good! chance", "same"},
    {"same", "indicator! wording!", ""},
    {"yardstick", "id! mark! line!", "label! explanation!"},
    {"explanation", "xml:lang!", "output"},
    {"initiatives", "nodeset! about! content! results!", ""},
    {"publication", "", "publisher! title!"},
    {"publisher", "xml:lang!", "output"},
    {"title", "xml:lang!", "output"},
    {"label", "xml:lang!", "output"},
    {"output", "value!", ""},
    {NULL, NULL, NULL},
};

static const struct table_choice choices[] = {
    {"xml:lang", "ja en"},
    {NULL, NULL},
};

static const struct table_vocabulary vocabulary = {"urn:kusei:comparison", 6, rules, choices};

/* --- reading -------------------------------------------------------------------- */

static bool copy_attribute(const struct form_reader *reader, const xmlNode *element,
                           const char *name, char **out)
{
    const char *value = form_xml_attribute(element, name);

    *out = strdup(value ? value : "");
    return *out || error_set_memory(reader->err);
}

static bool read_indicators(const struct form_reader *reader, const xmlNode *element,
                            struct comparison *c)
{
    if (c->indicators)
        return form_refuse(reader, element, _("<%s> stands twice; write it once"), "indicators");
    return form_xpath_attribute(reader, element, "nodeset", FORM_AT_TIMES, &c->indicators) &&
           form_xpath_attribute(reader, element, "value", FORM_AT_TIMES, &c->id) &&
           form_xpath_attribute(reader, element, "target", FORM_AT_TIMES, &c->target) &&
           form_xpath_attribute(reader, element, "about", FORM_AT_TIMES, &c->about) &&
           form_text_read(reader, element, "heading", &c->heading) &&
           form_text_read(reader, element, "label", &c->label);
}

static bool read_same(const struct form_reader *reader, const xmlNode *element,
                      struct comparison *c)
{
    struct comparison_same *grown = realloc(c->same, (c->same_count + 1) * sizeof(*grown));

    if (!grown)
        return error_set_memory(reader->err);
    c->same = grown;
    struct comparison_same *same = &grown[c->same_count++];
    *same = (struct comparison_same){NULL, NULL};
    return copy_attribute(reader, element, "indicator", &same->indicator) &&
           copy_attribute(reader, element, "wording", &same->wording);
}

static bool read_figures(const struct form_reader *reader, const xmlNode *element,
                         struct comparison *c)
{
    if (c->figures)
        return form_refuse(reader, element, _("<%s> stands twice; write it once"), "figures");
    if (!form_xpath_attribute(reader, element, "nodeset", FORM_AT_TIMES, &c->figures) ||
        !form_xpath_attribute(reader, element, "wording", FORM_AT_TIMES, &c->wording) ||
        !form_xpath_attribute(reader, element, "value", FORM_AT_TIMES, &c->value) ||
        !form_xpath_attribute(reader, element, "previous", FORM_AT_TIMES, &c->previous) ||
        !form_xpath_attribute(reader, element, "target", FORM_AT_TIMES, &c->goal) ||
        !form_xpath_attribute(reader, element, "answers", FORM_AT_TIMES, &c->answers) ||
        !form_xpath_attribute(reader, element, "judgement", FORM_AT_TIMES, &c->judgement) ||
        !form_xpath_attribute(reader, element, "about", FORM_AT_TIMES, &c->place) ||
        !copy_attribute(reader, element, "good", &c->good) ||
        !copy_attribute(reader, element, "chance", &c->chance))
        return false;
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (!read_same(reader, n, c) && !form_go_on(reader))
            return false;
    }
    return true;
}

static bool read_yardstick(const struct form_reader *reader, const xmlNode *element,
                           struct comparison *c)
{
    if (c->yardstick_count == COMPARISON_YARDSTICKS)
        return form_refuse(reader, element, _("more than %d yardsticks cannot be compared by"),
                           COMPARISON_YARDSTICKS);
    struct comparison_yardstick *y = &c->yardsticks[c->yardstick_count++];

    return copy_attribute(reader, element, "id", &y->id) &&
           copy_attribute(reader, element, "mark", &y->mark) &&
           copy_attribute(reader, element, "line", &y->line) &&
           form_text_read(reader, element, "label", &y->label) &&
           form_text_read(reader, element, "explanation", &y->explanation);
}

static bool read_initiatives(const struct form_reader *reader, const xmlNode *element,
                             struct comparison *c)
{
    if (c->initiatives)
        return form_refuse(reader, element, _("<%s> stands twice; write it once"), "initiatives");
    return form_xpath_attribute(reader, element, "nodeset", FORM_AT_TIMES, &c->initiatives) &&
           form_xpath_attribute(reader, element, "about", FORM_AT_TIMES, &c->initiative_place) &&
           form_xpath_attribute(reader, element, "content", FORM_AT_TIMES, &c->content) &&
           form_xpath_attribute(reader, element, "results", FORM_AT_TIMES, &c->results);
}

static bool read_publication(const struct form_reader *reader, const xmlNode *element,
                             struct comparison *c)
{
    if (c->title.count[FORM_JA] > 0)
        return form_refuse(reader, element, _("<%s> stands twice; write it once"), "publication");
    return form_text_read(reader, element, "publisher", &c->publisher) &&
           form_text_read(reader, element, "title", &c->title);
}

static bool read_root(const struct form_reader *reader, xmlNode *root, void *to)
{
    struct comparison *c = to;

    if (!table_vocabulary_check(reader, &vocabulary, root) ||
        !copy_attribute(reader, root, "version", &c->version))
        return false;
    for (xmlNode *n = form_xml_element(root->children); n; n = form_xml_element(n->next)) {
        if (((form_xml_is(n, "indicators") && !read_indicators(reader, n, c)) ||
             (form_xml_is(n, "figures") && !read_figures(reader, n, c)) ||
             (form_xml_is(n, "yardstick") && !read_yardstick(reader, n, c)) ||
             (form_xml_is(n, "initiatives") && !read_initiatives(reader, n, c)) ||
             (form_xml_is(n, "publication") && !read_publication(reader, n, c))) &&
            !form_go_on(reader))
            return false;
    }
    return true;
}

bool comparison_exists(const struct form *form)
{
    return form_beside_exists(form, "comparison.xml");
}

struct comparison *comparison_read(const struct form *form, struct error *err)
{
    return comparison_read_all(form, NULL, err);
}

struct comparison *comparison_read_all(const struct form *form, struct mistakes *mistakes,
                                       struct error *err)
{
    struct comparison *c = calloc(1, sizeof(*c));

    if (!c) {
        error_set_memory(err);
        return NULL;
    }
    if (!form_beside_read_all(form, "comparison.xml", read_root, c, mistakes, err)) {
        comparison_free(c);
        return NULL;
    }
    return c;
}

/* --- freeing -------------------------------------------------------------------- */

static void clear_yardstick(struct comparison_yardstick *y)
{
    free(y->id);
    free(y->mark);
    free(y->line);
    form_text_clear(&y->label);
    form_text_clear(&y->explanation);
}

void comparison_free(struct comparison *c)
{
    if (!c)
        return;
    form_text_clear(&c->label);
    form_text_clear(&c->heading);
    form_text_clear(&c->publisher);
    form_text_clear(&c->title);
    for (size_t i = 0; i < c->yardstick_count; i++)
        clear_yardstick(&c->yardsticks[i]);
    for (size_t i = 0; i < c->same_count; i++) {
        free(c->same[i].indicator);
        free(c->same[i].wording);
    }
    free(c->same);
    free(c->good);
    free(c->chance);
    free(c->version);
    free(c);
}
