/* kusei city compare YEAR [INDICATOR] */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/comparing.h"
#include "command/columns.h"
#include "command/json.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/width.h"

struct comparing {
    struct context *c;
    const struct city_policy *p;
    struct city_table table;
    int year;
};

/* --- a figure in words ------------------------------------------------------------------ */

static enum city_standing standing_of(const struct comparing *k, size_t ward,
                                      const struct city_figure *f)
{
    return city_standing_of(city_table_entry(&k->table, ward, k->year), f);
}

/* The change from the year before, where both are in one unit. */
static void format_change(const struct city_figure *f, char out[64])
{
    double change;
    *out = '\0';
    if (city_change(f, &change))
        snprintf(out, 64, "%+.6g%s", change, f->is.chance ? _(" (chance)") : "");
}

static void format_mark(const struct city_figure *f, size_t yardstick, char out[64])
{
    if (f->line[yardstick][0] != '\0')
        snprintf(out, 64, "%s (%s)", f->mark[yardstick], f->line[yardstick]);
    else
        snprintf(out, 64, "%s", f->mark[yardstick]);
}

/* --- one indicator ---------------------------------------------------------------------- */

/* Whether it is known who signed: the wards handed in here. */
static bool knows_signers(const struct comparing *k)
{
    bool known = false;
    for (size_t i = 0; i < k->table.count && !known; i++)
        known = city_table_entry(&k->table, i, k->year)->signer != NULL;
    return known;
}

static void add_heads(const struct comparing *k, struct columns *out)
{
    columns_add(out, _("Ward"));
    columns_add(out, _("Figure"));
    columns_add(out, _("Figure of last year"));
    columns_add(out, _("Change"));
    columns_add(out, _("Target"));
    columns_add(out, _("Ward's mark"));
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++)
        columns_add(out, city_policy_label(k->p, i, k->c->lang));
    columns_add(out, "");
    columns_add(out, _("Page"));
    if (knows_signers(k))
        columns_add(out, _("Signed off by"));
}

static void add_figure(const struct comparing *k, const struct city_indicator *indicator,
                       const struct city_figure *f, struct columns *out)
{
    char text[64];
    columns_add(out, f->is.printed);
    columns_add(out, f->is.previous);
    format_change(f, text);
    columns_add(out, text);
    columns_add(out, city_reaches(indicator, f) ? _("reached") : _("not reached"));
    columns_add(out, f->is.judgement);
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++) {
        format_mark(f, i, text);
        columns_add(out, text);
    }
    columns_add(out, f->differs ? _("differs") : "");
    columns_add(out, f->is.page);
}

/* The wards of which there is no figure, by what there is instead. */
static void print_missing(const struct comparing *k, const struct city_indicator *indicator,
                          enum city_standing standing, const char *what)
{
    bool said = false;
    for (size_t i = 0; i < k->table.count; i++) {
        const struct city_figure *f = city_table_figure(&k->table, i, k->year, indicator);
        if (standing_of(k, i, f) != standing)
            continue;
        printf("%s%s", said ? _(", ") : what, k->table.wards[i].name);
        said = true;
    }
    if (said)
        putchar('\n');
}

static void print_all_missing(const struct comparing *k, const struct city_indicator *indicator)
{
    print_missing(k, indicator, CITY_NO_NUMBER, _("Cannot be read as a number: "));
    print_missing(k, indicator, CITY_NO_FIGURE, _("No figure for this indicator: "));
    print_missing(k, indicator, CITY_NOT_HANDED_IN, _("Not handed in: "));
}

static void add_signer(const struct city_entry *entry, struct columns *out)
{
    columns_add(out, entry->signer == NULL ? "" : entry->signer);
}

static void add_wards(const struct comparing *k, const struct city_indicator *indicator,
                      struct columns *out)
{
    bool signers = knows_signers(k);
    for (size_t i = 0; i < k->table.count; i++) {
        const struct city_figure *f = city_table_figure(&k->table, i, k->year, indicator);
        if (standing_of(k, i, f) != CITY_FIGURE)
            continue;
        columns_add(out, k->table.wards[i].name);
        add_figure(k, indicator, f, out);
        if (signers)
            add_signer(city_table_entry(&k->table, i, k->year), out);
    }
}

/* What wards measure by themselves in its place: to be read, not to be compared. */
static void print_own(const struct comparing *k, const struct city_indicator *indicator)
{
    const struct city_figure *f;
    bool said = false;
    for (size_t ward = 0; ward < k->table.count; ward++) {
        for (size_t i = 0; (f = city_table_own(&k->table, ward, k->year, indicator, i)) != NULL;
             i++) {
            if (!said)
                printf("\n%s\n", _("Measures of the wards' own, which cannot be compared:"));
            said = true;
            printf("  %s  %s  %s\n", k->table.wards[ward].name, f->is.page, f->is.wording);
        }
    }
}

static void print_sum(const struct comparing *k, const struct city_sum *sum)
{
    const char *good = city_policy_comparison(k->p)->good;
    printf(_("%zu of %zu wards have a figure."), sum->figures, sum->wards);
    putchar('\n');
    if (sum->figures == 0)
        return;
    printf(_("From %.6g to %.6g, median %.6g; %zu reached the target."), sum->least, sum->most,
           sum->median, sum->reached);
    putchar('\n');
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++) {
        printf(_("%s: %s in %zu of %zu."), city_policy_label(k->p, i, k->c->lang), good,
               sum->good[i], sum->marked[i]);
        putchar('\n');
    }
    printf(_("The wards themselves: %s in %zu of %zu, %zu of them otherwise than the first "
             "yardstick."),
           good, sum->judged_good, sum->judged, sum->differing);
    putchar('\n');
}

static int print_indicator(const struct comparing *k, const struct city_indicator *indicator)
{
    struct error err;
    struct city_sum sum;
    char sides[9 + COMPARISON_YARDSTICKS + 1] = "lrrrll";
    size_t yardsticks = city_policy_comparison(k->p)->yardstick_count;
    memset(sides + 6, 'l', yardsticks + 2 + knows_signers(k));
    struct columns out = columns_of(sides);
    if (!city_table_sum(&k->table, k->year, indicator, &sum, &err))
        return context_fail(&err);
    printf("%s  %s\n", indicator->id, indicator->label[k->c->lang]);
    if (*indicator->target != '\0')
        printf("%s: %s\n", _("Target"), indicator->target);
    putchar('\n');
    if (sum.figures > 0)
        add_heads(k, &out);
    add_wards(k, indicator, &out);
    if (!columns_print(&out)) {
        error_set_memory(&err);
        return context_fail(&err);
    }
    if (sum.figures > 0)
        putchar('\n');
    print_sum(k, &sum);
    print_all_missing(k, indicator);
    print_own(k, indicator);
    return STATUS_DONE;
}

/* --- all of them -------------------------------------------------------------------------- */

static void add_ratio(struct columns *out, size_t part, size_t whole)
{
    char text[64];
    snprintf(text, sizeof text, "%zu/%zu", part, whole);
    columns_add(out, whole == 0 ? "―" : text);
}

static void add_number(struct columns *out, bool known, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", value);
    columns_add(out, known ? text : "―");
}

static void add_overview(const struct comparing *k, const struct city_indicator *indicator,
                         const struct city_sum *sum, struct columns *out)
{
    enum { LABEL_COLUMNS = 40 };
    char label[256];
    const char *text = indicator->label[k->c->lang];
    size_t size = width_fit(text, strlen(text), LABEL_COLUMNS, NULL);
    snprintf(label, sizeof label, "%.*s%s", (int)size, text, text[size] == '\0' ? "" : "..");
    columns_add(out, indicator->id);
    columns_add(out, label);
    add_ratio(out, sum->figures, sum->wards);
    add_number(out, sum->figures > 0, sum->median);
    add_ratio(out, sum->reached, sum->figures);
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++)
        add_ratio(out, sum->good[i], sum->marked[i]);
    add_ratio(out, sum->judged_good, sum->judged);
    add_ratio(out, sum->differing, sum->judged);
}

static void add_overview_heads(const struct comparing *k, struct columns *out)
{
    char text[128];
    columns_add(out, "");
    columns_add(out, _("Indicator"));
    columns_add(out, _("Figures"));
    columns_add(out, _("Median"));
    columns_add(out, _("Reached"));
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++) {
        snprintf(text, sizeof text, "%s %s", city_policy_label(k->p, i, k->c->lang),
                 city_policy_comparison(k->p)->good);
        columns_add(out, text);
    }
    snprintf(text, sizeof text, _("Wards' %s"), city_policy_comparison(k->p)->good);
    columns_add(out, text);
    columns_add(out, _("Differs"));
}

static int print_overview(const struct comparing *k)
{
    struct error err;
    char sides[8 + COMPARISON_YARDSTICKS + 1] = "llrrr";
    memset(sides + 5, 'r', city_policy_comparison(k->p)->yardstick_count + 2);
    struct columns out = columns_of(sides);
    const struct city_indicator *indicator;
    size_t present = 0;
    for (size_t i = 0; i < k->table.count; i++)
        present += city_table_entry(&k->table, i, k->year)->present;
    printf(_("%zu of %zu wards handed in. Reckoned by the rules %s."), present, k->table.count,
           city_policy_version(k->p));
    printf("\n\n");
    add_overview_heads(k, &out);
    for (size_t i = 0; (indicator = city_indicator_at(k->p, i)) != NULL; i++) {
        struct city_sum sum;
        if (!city_table_sum(&k->table, k->year, indicator, &sum, &err))
            return context_fail(&err);
        add_overview(k, indicator, &sum, &out);
    }
    if (columns_print(&out))
        return STATUS_DONE;
    error_set_memory(&err);
    return context_fail(&err);
}

/* --- for scripts ---------------------------------------------------------------------------- */

static void json_figure(const struct comparing *k, const struct city_figure *f, struct buffer *out)
{
    json_member(out, "printed", f->is.printed, true);
    json_member(out, "amount", f->number ? f->is.amount : NULL, true);
    json_member(out, "unit", f->is.unit, true);
    json_member(out, "previous", *f->is.previous == '\0' ? NULL : f->is.previous, true);
    json_member(out, "answers", *f->is.answers == '\0' ? NULL : f->is.answers, true);
    json_member(out, "mark", f->is.judgement, true);
    buffer_append_string(out, ", \"yardsticks\": {");
    for (size_t i = 0; i < city_policy_comparison(k->p)->yardstick_count; i++) {
        if (i > 0)
            buffer_append_string(out, ", ");
        json_string(out, city_policy_comparison(k->p)->yardsticks[i].id);
        buffer_append_string(out, ": {");
        json_member(out, "mark", f->mark[i][0] == '\0' ? NULL : f->mark[i], false);
        json_member(out, "line", f->line[i][0] == '\0' ? NULL : f->line[i], true);
        buffer_append_string(out, "}");
    }
    buffer_append_format(out, "}, \"differs\": %s, \"chance\": %s", f->differs ? "true" : "false",
                         f->is.chance ? "true" : "false");
    json_member(out, "page", f->is.page, true);
    json_member(out, "field", f->is.field, true);
    json_member(out, "wording", f->is.wording, true);
}

static bool print_json(const struct comparing *k, const struct city_indicator *indicator,
                       size_t ward)
{
    const struct city_ward *w = &k->table.wards[ward];
    const struct city_entry *entry = city_table_entry(&k->table, ward, k->year);
    const struct city_figure *f = city_table_figure(&k->table, ward, k->year, indicator);
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "indicator", indicator->id, false);
    json_member(&out, "ward", w->code, true);
    json_member(&out, "ward_name", w->name, true);
    buffer_append_format(&out, ", \"year\": %d", k->year);
    json_member(&out, "state",
                !entry->present ? "missing"
                : f == NULL     ? "no figure"
                                : "figure",
                true);
    json_member(&out, "rules", city_policy_version(k->p), true);
    if (entry->present)
        json_member(&out, "form_version", entry->form_version, true);
    if (entry->signer != NULL) {
        json_member(&out, "signer", entry->signer, true);
        json_member(&out, "signed_at", entry->signed_at, true);
        json_member(&out, "receipt", entry->receipt, true);
    }
    if (f != NULL)
        json_figure(k, f, &out);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

static int print_all_json(const struct comparing *k, const struct city_indicator *only)
{
    const struct city_indicator *indicator;
    for (size_t i = 0; (indicator = city_indicator_at(k->p, i)) != NULL; i++) {
        for (size_t ward = 0; (only == NULL || only == indicator) && ward < k->table.count;
             ward++) {
            if (!print_json(k, indicator, ward))
                return STATUS_FAILED;
        }
    }
    return STATUS_DONE;
}

/* --- the command ---------------------------------------------------------------------------- */

static int compare(struct comparing *k, const char *id, bool json)
{
    struct error err;
    const struct city_indicator *only = id == NULL ? NULL : city_indicator_find(k->p, id);
    if (id != NULL && only == NULL)
        return context_usage(_("\"%s\" is no indicator. \"kusei city compare YEAR\" lists them."),
                             id);
    int status;
    if (!city_compare(k->p, k->c->store, k->c->catalogue, k->year, k->year, id, &k->table, &err))
        status = context_fail(&err);
    else if (json)
        status = print_all_json(k, only);
    else
        status = only == NULL ? print_overview(k) : print_indicator(k, only);
    city_table_free(&k->table);
    return status;
}

int command_compare(struct context *c, int count, char **arguments)
{
    struct error err;
    struct comparing k = {.c = c};
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count < 1 || count > 2)
        return context_usage(_("Usage: kusei city compare YEAR [INDICATOR]"));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    if (!era_parse_year(reference_eras(catalogue_reference(c->catalogue)), arguments[0], &k.year))
        return context_usage(_("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."),
                             arguments[0]);
    struct city_policy *p = city_policy_for(c->catalogue, c->policy, k.year, &err);
    if (p == NULL)
        return context_fail(&err);
    k.p = p;
    int status = compare(&k, count == 2 ? arguments[1] : NULL, json);
    city_policy_free(p);
    return status;
}
