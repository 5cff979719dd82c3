#include "config.h"

#include "city/comparing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/private.h"
#include "review/collection.h"
#include "store/city.h"

/* --- the wards ------------------------------------------------------------------------ */

static bool add_ward(struct city_table *t, const char *code, const char *name)
{
    size_t years = (size_t)(t->last - t->first + 1);
    struct city_ward *grown = realloc(t->wards, (t->count + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    t->wards = grown;
    struct city_ward *ward = &grown[t->count++];
    *ward = (struct city_ward){
        .code = strdup(code), .name = strdup(name), .years = calloc(years, sizeof *ward->years)};
    return ward->code != NULL && ward->name != NULL && ward->years != NULL;
}

static bool add_wards(struct city_table *t, const struct reference *reference)
{
    const char *city = form_city_code(t->policy->form);
    for (size_t i = 0; i < reference_ward_count(reference); i++) {
        const struct ward *ward = reference_ward(reference, i);
        if (strcmp(ward->city_code, city) == 0 && !add_ward(t, ward->code, ward->name))
            return false;
    }
    return true;
}

/* Rows come by ward code, and so do most tables: the place of the last one is a good guess. */
static struct city_ward *find_ward(struct city_table *t, const char *code, size_t *guess)
{
    for (size_t i = 0; i < t->count; i++) {
        size_t at = (*guess + i) % t->count;
        if (strcmp(t->wards[at].code, code) == 0) {
            *guess = at;
            return &t->wards[at];
        }
    }
    return NULL;
}

/* --- reading -------------------------------------------------------------------------- */

struct reading {
    struct city_table *table;
    size_t guess;
};

static bool copy_texts(const struct store_figure *from, struct store_figure *to)
{
    bool good = true;
    for (int i = 0; i < STORE_FIGURE_TEXTS; i++) {
        to->texts[i] = strdup(from->texts[i]);
        good = good && to->texts[i] != NULL;
    }
    to->chance = from->chance;
    return good;
}

/* A line as people read it: three decimals at most. */
static void write_line(char out[32], const char *line)
{
    size_t size = (size_t)snprintf(out, 32, "%.3f", strtod(line, NULL));
    while (size > 1 && size < 32 && out[size - 1] == '0')
        out[--size] = '\0';
    if (size > 1 && size < 32 && out[size - 1] == '.')
        out[size - 1] = '\0';
}

/* "A 53.2|B 50" taken apart. */
static void read_marks(struct city_figure *f)
{
    const char *at = f->is.marks;
    for (size_t i = 0; i < COMPARISON_YARDSTICKS; i++) {
        size_t size = strcspn(at, "|");
        size_t mark = strcspn(at, " |");
        snprintf(f->mark[i], sizeof f->mark[i], "%.*s", (int)mark, at);
        if (mark < size)
            write_line(f->line[i], at + mark + 1);
        at += size;
        if (*at != '|')
            break;
        at++;
    }
}

/* Only what is in the unit of the policy's target can stand beside it. */
static void read_number(struct city_figure *f)
{
    const struct city_indicator *i = f->indicator;
    char *end;
    f->value = strtod(f->is.amount, &end);
    f->number = *f->is.amount != '\0' && *end == '\0' &&
                (i == NULL || *i->unit == '\0' || strcmp(i->unit, f->is.unit) == 0);
}

static void judge_figure(const struct city_policy *p, struct city_figure *f)
{
    const char *own = f->is.judgement;
    bool judged = *own != '\0' && strcmp(own, ASSESSMENT_NOT_APPLICABLE) != 0;
    f->differs = p->comparison->yardstick_count > 0 && judged && f->mark[0][0] != '\0' &&
                 strcmp(own, f->mark[0]) != 0;
}

static bool add_figure(struct city_table *t, struct city_entry *entry,
                       const struct store_figure *is)
{
    struct city_figure *grown = realloc(entry->figures, (entry->count + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    entry->figures = grown;
    struct city_figure *f = &grown[entry->count++];
    *f = (struct city_figure){.indicator = city_indicator_find(t->policy, is->indicator)};
    if (!copy_texts(is, &f->is))
        return false;
    read_marks(f);
    read_number(f);
    judge_figure(t->policy, f);
    return true;
}

static bool take_entry(const struct store_figure_row *row, struct city_entry *entry)
{
    if (entry->present)
        return true;
    entry->present = true;
    entry->assessment = row->assessment;
    entry->form_version = strdup(row->form_version);
    entry->state = strdup(row->state);
    return entry->form_version != NULL && entry->state != NULL;
}

static bool take_row(void *to, const struct store_figure_row *row, struct error *err)
{
    struct reading *r = to;
    struct city_table *t = r->table;
    struct city_ward *ward = find_ward(t, row->ward_code, &r->guess);
    if (ward == NULL && add_ward(t, row->ward_code, row->ward_name))
        ward = &t->wards[t->count - 1];
    struct city_entry *entry = ward == NULL ? NULL : &ward->years[row->year - t->first];
    if (entry == NULL || !take_entry(row, entry) ||
        (row->is != NULL && !add_figure(t, entry, row->is)))
        return error_set_memory(err);
    return true;
}

static void clear_entry(struct city_entry *entry)
{
    for (size_t i = 0; i < entry->count; i++) {
        for (int k = 0; k < STORE_FIGURE_TEXTS; k++)
            free(entry->figures[i].is.texts[k]);
    }
    free(entry->figures);
    free(entry->form_version);
    free(entry->state);
    free(entry->signer);
    free(entry->signed_at);
    free(entry->receipt);
    *entry = (struct city_entry){.present = false};
}

/* --- who stands for it ----------------------------------------------------------------- */

static bool keep_text(char **place, const char *text)
{
    free(*place);
    *place = strdup(text);
    return *place != NULL;
}

/* Of several the last one counts, as they come in the order of receiving. */
static bool take_signed(void *to, const struct store_city_signed *row, struct error *err)
{
    struct reading *r = to;
    struct city_ward *ward = find_ward(r->table, row->ward, &r->guess);
    struct city_entry *entry = ward == NULL ? NULL : &ward->years[row->year - r->table->first];
    if (entry == NULL || !entry->present)
        return true;
    return (keep_text(&entry->signer, row->name) && keep_text(&entry->signed_at, row->at) &&
            keep_text(&entry->receipt, row->number)) ||
           error_set_memory(err);
}

/* --- what counts ---------------------------------------------------------------------- */

/* Of what the city received in a year only what was accepted, and not taken back since. */
static bool keep_accepted(struct city_table *t, struct store *s, struct catalogue *c, int year,
                          struct error *err)
{
    struct collection received;
    size_t guess = 0;
    if (!collection_read(s, c, year, form_name(t->policy->form), NULL, &received, err))
        return false;
    for (size_t i = 0; i < received.count; i++) {
        struct city_ward *ward = find_ward(t, received.wards[i].code, &guess);
        if (ward != NULL && received.wards[i].state != COLLECTION_ACCEPTED)
            clear_entry(&ward->years[year - t->first]);
    }
    collection_free(&received);
    return true;
}

/* Where nothing was ever received, as at a ward, every assessment that is there counts. */
static bool keep_what_counts(struct city_table *t, struct store *s, struct catalogue *c,
                             struct error *err)
{
    bool used;
    if (!store_city_is_used(s, &used, err))
        return false;
    for (int year = t->first; used && year <= t->last; year++) {
        if (!keep_accepted(t, s, c, year, err))
            return false;
    }
    return true;
}

bool city_compare(const struct city_policy *p, struct store *s, struct catalogue *c, int first,
                  int last, const char *indicator, struct city_table *out, struct error *err)
{
    struct reading r = {.table = out};
    *out = (struct city_table){.policy = p, .first = first, .last = last};
    if (!add_wards(out, catalogue_reference(c)))
        return error_set_memory(err);
    return city_figures_renew(p, s, c, first, last, err) &&
           store_each_figure(s, form_name(p->form), first, last, indicator, take_row, &r, err) &&
           keep_what_counts(out, s, c, err) &&
           store_city_each_signed(s, form_name(p->form), first, last, take_signed, &r, err);
}

void city_table_free(struct city_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        struct city_ward *ward = &table->wards[i];
        for (int k = 0; ward->years != NULL && k <= table->last - table->first; k++)
            clear_entry(&ward->years[k]);
        free(ward->years);
        free(ward->code);
        free(ward->name);
    }
    free(table->wards);
    *table = (struct city_table){.policy = NULL};
}

/* --- asking --------------------------------------------------------------------------- */

const struct city_entry *city_table_entry(const struct city_table *table, size_t ward, int year)
{
    return &table->wards[ward].years[year - table->first];
}

const struct city_figure *city_table_figure(const struct city_table *table, size_t ward, int year,
                                            const struct city_indicator *indicator)
{
    const struct city_entry *entry = city_table_entry(table, ward, year);
    for (size_t i = 0; i < entry->count; i++) {
        if (entry->figures[i].indicator == indicator)
            return &entry->figures[i];
    }
    return NULL;
}

const struct city_figure *city_table_own(const struct city_table *table, size_t ward, int year,
                                         const struct city_indicator *indicator, size_t index)
{
    const struct city_entry *entry = city_table_entry(table, ward, year);
    for (size_t i = 0; i < entry->count; i++) {
        const struct city_figure *f = &entry->figures[i];
        if (f->indicator == NULL && strcmp(f->is.about, indicator->about) == 0 && index-- == 0)
            return f;
    }
    return NULL;
}

enum city_standing city_standing_of(const struct city_entry *entry,
                                    const struct city_figure *figure)
{
    if (!entry->present)
        return CITY_NOT_HANDED_IN;
    if (figure == NULL)
        return CITY_NO_FIGURE;
    return figure->number ? CITY_FIGURE : CITY_NO_NUMBER;
}

bool city_change(const struct city_figure *f, double *change)
{
    char *end;
    double before = strtod(f->is.previous, &end);
    *change = f->value - before;
    return f->number && *f->is.previous != '\0' && *end == '\0' &&
           strcmp(f->is.unit, f->is.previous_unit) == 0;
}

bool city_reaches(const struct city_indicator *indicator, const struct city_figure *figure)
{
    const char *operator= indicator->operator;
    char *end;
    double target = strtod(indicator->amount, &end);
    if (*indicator->amount == '\0' || *end != '\0' || !figure->number)
        return false;
    if (strcmp(operator, "gt") == 0)
        return figure->value > target;
    if (strcmp(operator, "le") == 0)
        return figure->value <= target;
    if (strcmp(operator, "lt") == 0)
        return figure->value < target;
    return figure->value >= target;
}

/* --- adding up ------------------------------------------------------------------------ */

static int compare_numbers(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void add_marks(const struct city_table *table, const struct city_figure *f,
                      struct city_sum *out)
{
    const char *good = table->policy->comparison->good;
    const char *own = f->is.judgement;
    for (size_t i = 0; i < table->policy->comparison->yardstick_count; i++) {
        out->marked[i] += f->mark[i][0] != '\0';
        out->good[i] += strcmp(f->mark[i], good) == 0;
    }
    out->judged += *own != '\0' && strcmp(own, ASSESSMENT_NOT_APPLICABLE) != 0;
    out->judged_good += strcmp(own, good) == 0;
    out->differing += f->differs;
    out->chance += f->is.chance;
}

bool city_table_sum(const struct city_table *table, int year,
                    const struct city_indicator *indicator, struct city_sum *out, struct error *err)
{
    double *values = calloc(table->count + 1, sizeof *values);
    *out = (struct city_sum){.wards = table->count};
    if (values == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < table->count; i++) {
        const struct city_figure *f = city_table_figure(table, i, year, indicator);
        out->present += city_table_entry(table, i, year)->present;
        if (f == NULL || !f->number)
            continue;
        values[out->figures++] = f->value;
        out->reached += city_reaches(indicator, f);
        add_marks(table, f, out);
    }
    if (out->figures > 0) {
        qsort(values, out->figures, sizeof *values, compare_numbers);
        out->least = values[0];
        out->most = values[out->figures - 1];
        out->median = (values[(out->figures - 1) / 2] + values[out->figures / 2]) / 2;
    }
    free(values);
    return true;
}
