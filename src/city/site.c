/* What the pages of a site share. */
#include "config.h"

#include "city/site.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

const struct city_figure *site_figure(const struct site *site, size_t ward,
                                      const struct city_indicator *indicator)
{
    return city_table_figure(&site->table, ward, site->year, indicator);
}

enum city_standing site_standing(const struct site *site, size_t ward,
                                 const struct city_indicator *indicator)
{
    return city_standing_of(city_table_entry(&site->table, ward, site->year),
                            site_figure(site, ward, indicator));
}

const char *site_missing(enum city_standing standing)
{
    switch (standing) {
    case CITY_NOT_HANDED_IN:
        return _("not handed in");
    case CITY_NO_FIGURE:
        return _("no figure for this indicator");
    case CITY_NO_NUMBER:
        return _("cannot be read as a number");
    case CITY_FIGURE:
    default:
        return NULL;
    }
}

bool site_target(const struct city_indicator *indicator, double *target)
{
    char *end;
    *target = strtod(indicator->amount, &end);
    return *indicator->amount != '\0' && *end == '\0';
}

size_t site_present(const struct site *site)
{
    size_t present = 0;
    for (size_t i = 0; i < site->table.count; i++)
        present += city_table_entry(&site->table, i, site->year)->present;
    return present;
}

/* Few wards: the place of each is looked for from behind. Equals stay in the table's order. */
static void put_in_order(const struct site *site, const struct city_indicator *indicator,
                         size_t *order, size_t count, size_t ward)
{
    bool low = strncmp(indicator->operator, "l", 1) == 0;
    double value = site_figure(site, ward, indicator)->value;
    while (count > 0) {
        double other = site_figure(site, order[count - 1], indicator)->value;
        if (low ? other <= value : other >= value)
            break;
        order[count] = order[count - 1];
        count--;
    }
    order[count] = ward;
}

size_t *site_order(const struct site *site, const struct city_indicator *indicator, size_t *count)
{
    size_t *order = calloc(site->table.count + 1, sizeof *order);
    *count = 0;
    for (size_t i = 0; order != NULL && i < site->table.count; i++) {
        if (site_standing(site, i, indicator) == CITY_FIGURE)
            put_in_order(site, indicator, order, (*count)++, i);
    }
    return order;
}

void site_file(struct buffer *out, const char *id)
{
    for (; *id != '\0'; id++) {
        bool plain = (*id >= '0' && *id <= '9') || (*id >= 'a' && *id <= 'z') ||
                     (*id >= 'A' && *id <= 'Z') || *id == '.';
        buffer_append(out, plain ? id : "-", 1);
    }
}
