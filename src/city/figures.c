/* The figures of an assessment, and the store's copy of them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "city/private.h"
#include "text/buffer.h"
#include "text/fold.h"
#include "text/i18n.h"

/* One taking. */
struct taking {
    const struct city_policy *p;
    const struct assessment *a;
    struct city_figures *out;
    const xmlNode **nodes; /* of out's items */
    struct error *err;
};

/* --- a figure's texts ---------------------------------------------------------------- */

static bool keep_attribute(const xmlNode *node, const char *name, char **out)
{
    xmlChar *value = node == NULL ? NULL : xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
    *out = strdup(value == NULL ? "" : (const char *)value);
    xmlFree(value);
    return *out != NULL;
}

/* The node that an expression leads to; NULL where to none. */
static bool find_node(const struct taking *t, struct expression *expression, const xmlNode *from,
                      const xmlNode **out)
{
    struct assessment_nodes nodes;
    if (!assessment_select(t->a, expression, from, &nodes, t->err))
        return false;
    *out = nodes.count == 0 ? NULL : nodes.items[0];
    assessment_nodes_free(&nodes);
    return true;
}

static bool keep_measure(const struct taking *t, struct expression *expression, const xmlNode *from,
                         char **amount, char **unit, const xmlNode **node)
{
    return find_node(t, expression, from, node) &&
           ((keep_attribute(*node, "amount", amount) && keep_attribute(*node, "unit", unit)) ||
            error_set_memory(t->err));
}

static bool keep_target(const struct taking *t, const xmlNode *from, struct store_figure *out)
{
    const xmlNode *node;
    return keep_measure(t, t->p->comparison->goal, from, &out->target, &out->target_unit, &node) &&
           ((keep_attribute(node, "operator", &out->operator) &&
             keep_attribute(node, "by", &out->by) &&
             keep_attribute(node, "relative", &out->relative)) ||
            error_set_memory(t->err));
}

/* A change ("32％削減") is another thing than a level: its figure stands as printed only. */
static bool keep_value(const struct taking *t, const xmlNode *from, struct store_figure *out)
{
    const struct comparison *c = t->p->comparison;
    const xmlNode *value, *previous;
    if (!keep_measure(t, c->value, from, &out->amount, &out->unit, &value) ||
        !keep_measure(t, c->previous, from, &out->previous, &out->previous_unit, &previous))
        return false;
    char *relative;
    if (!keep_attribute(value, "relative", &relative))
        return error_set_memory(t->err);
    if (*relative != '\0')
        *out->amount = '\0';
    free(relative);
    char *name = value == NULL ? strdup("") : assessment_field_path(t->a, value);
    out->field = name;
    return name != NULL || error_set_memory(t->err);
}

static bool keep_texts(const struct taking *t, const xmlNode *from, struct store_figure *out)
{
    const struct comparison *c = t->p->comparison;
    char name[256];
    size_t page = assessment_page_of(t->a, from);
    out->page = strdup(assessment_page_name(t->a, page, name, sizeof name));
    out->about = assessment_print(t->a, c->place, from, t->err);
    out->wording = assessment_print(t->a, c->wording, from, t->err);
    out->printed = assessment_print(t->a, c->value, from, t->err);
    out->answers = assessment_print(t->a, c->answers, from, t->err);
    out->judgement = assessment_print(t->a, c->judgement, from, t->err);
    if (out->page == NULL)
        return error_set_memory(t->err);
    return out->about != NULL && out->wording != NULL && out->printed != NULL &&
           out->answers != NULL && out->judgement != NULL;
}

/* --- whose it is --------------------------------------------------------------------- */

static const char *indicator_of(const struct city_policy *p, const char *key)
{
    for (size_t i = 0; i < p->count; i++) {
        if (*p->indicators[i].key != '\0' && strstr(key, p->indicators[i].key) != NULL)
            return p->indicators[i].id;
    }
    for (size_t i = 0; i < p->comparison->same_count; i++) {
        if (*p->same_keys[i] != '\0' && strstr(key, p->same_keys[i]) != NULL)
            return p->comparison->same[i].indicator;
    }
    return "";
}

static bool keep_indicator(const struct taking *t, struct store_figure *out)
{
    char *key = fold_key(out->wording);
    out->indicator = key == NULL ? NULL : strdup(indicator_of(t->p, key));
    free(key);
    out->marks = strdup("");
    return (out->indicator != NULL && out->marks != NULL) || error_set_memory(t->err);
}

/* "―" and nothing: the place is there, and no figure. */
static bool says_nothing(const struct store_figure *f)
{
    return (*f->wording == '\0' || strcmp(f->wording, ASSESSMENT_NOT_APPLICABLE) == 0) &&
           *f->amount == '\0';
}

static void clear_figure(struct store_figure *f)
{
    for (int i = 0; i < STORE_FIGURE_TEXTS; i++)
        free(f->texts[i]);
    *f = (struct store_figure){.chance = false};
}

static bool add_figure(struct taking *t, const xmlNode *node)
{
    struct store_figure *f = &t->out->items[t->out->count];
    bool good = keep_texts(t, node, f) && keep_value(t, node, f) && keep_target(t, node, f) &&
                keep_indicator(t, f);
    if (!good || says_nothing(f)) {
        clear_figure(f);
        return good;
    }
    t->nodes[t->out->count++] = node;
    return true;
}

/* --- what the rules reckon ----------------------------------------------------------- */

/* "A 53.2|B 50". A line has no more digits than people read. */
static char *join_marks(const struct comparison *c, const char *const *values)
{
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < c->yardstick_count; i++) {
        const char *mark = values[2 * i], *line = values[2 * i + 1];
        if (i > 0)
            buffer_append_string(&out, "|");
        if (*mark != '\0' && strcmp(line, "NaN") != 0)
            buffer_append_format(&out, "%s %.10g", mark, strtod(line, NULL));
        else
            buffer_append_string(&out, mark);
    }
    buffer_append(&out, "", 0);
    return buffer_take(&out);
}

static bool take_marks(void *to, const struct rules_values *values, struct error *err)
{
    struct taking *t = to;
    for (size_t i = 0; i < t->out->count; i++) {
        if (t->nodes[i] != values->node)
            continue;
        char *marks = join_marks(t->p->comparison, values->values);
        if (marks == NULL)
            return error_set_memory(err);
        free(t->out->items[i].marks);
        t->out->items[i].marks = marks;
    }
    return true;
}

static bool tell_marks(struct taking *t, const struct assessment *last_year)
{
    const struct comparison *c = t->p->comparison;
    const char *names[2 * COMPARISON_YARDSTICKS + 1] = {NULL};
    for (size_t i = 0; i < c->yardstick_count; i++) {
        names[2 * i] = c->yardsticks[i].mark;
        names[2 * i + 1] = c->yardsticks[i].line;
    }
    return judge_tell(t->p->judge, t->a, last_year, names, take_marks, t, t->err);
}

static bool tell_chance(struct taking *t, const struct assessment *last_year)
{
    struct judgement judgement = {0};
    if (*t->p->comparison->chance == '\0')
        return true;
    if (!judge_run(t->p->judge, t->a, last_year, &judgement, t->err))
        return false;
    for (size_t i = 0; i < judgement.count; i++) {
        const struct finding *f = judgement.items[i].finding;
        for (size_t k = 0; k < t->out->count && strcmp(f->id, t->p->comparison->chance) == 0; k++)
            t->out->items[k].chance =
                t->out->items[k].chance || f->node->parent == t->nodes[k] || f->node == t->nodes[k];
    }
    judgement_free(&judgement);
    return true;
}

/* --- all of them --------------------------------------------------------------------- */

static bool take_figures(struct taking *t, const struct assessment_nodes *nodes)
{
    t->out->items = calloc(nodes->count + 1, sizeof *t->out->items);
    t->nodes = calloc(nodes->count + 1, sizeof *t->nodes);
    if (t->out->items == NULL || t->nodes == NULL)
        return error_set_memory(t->err);
    for (size_t i = 0; i < nodes->count; i++) {
        if (!add_figure(t, nodes->items[i]))
            return false;
    }
    return true;
}

bool city_figures_take(const struct city_policy *p, const struct assessment *a,
                       const struct assessment *last_year, struct city_figures *out,
                       struct error *err)
{
    struct taking t = {.p = p, .a = a, .out = out, .err = err};
    struct assessment_nodes nodes;
    *out = (struct city_figures){NULL, 0};
    if (!assessment_select(a, p->comparison->figures, xmlDocGetRootElement(assessment_document(a)),
                           &nodes, err))
        return false;
    bool good = take_figures(&t, &nodes) && tell_marks(&t, last_year) && tell_chance(&t, last_year);
    assessment_nodes_free(&nodes);
    free(t.nodes);
    if (!good)
        city_figures_free(out);
    return good;
}

void city_figures_free(struct city_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++)
        clear_figure(&figures->items[i]);
    free(figures->items);
    *figures = (struct city_figures){NULL, 0};
}

/* --- the store's copy ---------------------------------------------------------------- */

bool city_figures_keep(const struct city_policy *p, struct store *s, struct catalogue *c,
                       int64_t assessment, const char *ward_code, int year, struct error *err)
{
    struct assessment *last_year = NULL;
    struct city_figures figures = {NULL, 0};
    int64_t stamp;
    if (!store_figures_stamp(s, &stamp, err))
        return false;
    struct assessment *a = assessment_open(s, c, ward_code, year, err);
    bool good =
        a != NULL && judge_open_last_year(a, s, c, &last_year, err) &&
        city_figures_take(p, a, last_year, &figures, err) &&
        store_put_figures(s, assessment, p->version, stamp, figures.items, figures.count, err);
    city_figures_free(&figures);
    assessment_free(last_year);
    assessment_free(a);
    return good;
}

bool city_figures_renew(const struct city_policy *p, struct store *s, struct catalogue *c,
                        int first, int last, struct error *err)
{
    struct store_stale_list list;
    if (!store_figures_stale(s, form_name(p->form), p->version, first, last, &list, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < list.count; i++)
        good = city_figures_keep(p, s, c, list.items[i].assessment, list.items[i].ward_code,
                                 list.items[i].year, err);
    store_stale_list_free(&list);
    return good;
}
