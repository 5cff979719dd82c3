#include "text/figure.h"

#include <string.h>

#include "text/measure.h"

bool figure_read(const struct era_table *eras, int near, const char *text, struct figure *out)
{
    struct measure_reader r;
    struct measure m, found = {.kind = MEASURE_CLAUSE};
    int by = 0;
    measure_start(&r, eras, near, text);
    while ((found.kind != MEASURE_FIGURE || by == 0) && measure_next(&r, &m)) {
        bool number = (m.kind == MEASURE_NAME || m.kind == MEASURE_SCALE) && m.figure.amount[0];
        if (m.kind == MEASURE_DATE && by == 0)
            by = m.figure.by;
        else if (found.kind != MEASURE_FIGURE && m.kind == MEASURE_FIGURE)
            found = m;
        else if (found.kind == MEASURE_CLAUSE && number)
            found = m;
    }
    if (found.kind == MEASURE_CLAUSE)
        return false;
    *out = found.figure;
    out->by = by;
    return true;
}

static const char *const operator_names[] = {[FIGURE_NONE] = "",
                                             [FIGURE_GE] = "ge",
                                             [FIGURE_GT] = "gt",
                                             [FIGURE_LE] = "le",
                                             [FIGURE_LT] = "lt"};

const char *figure_operator_name(enum figure_operator op)
{
    return op >= FIGURE_NONE && op <= FIGURE_LT ? operator_names[op] : "";
}

enum figure_operator figure_operator_from(const char *name)
{
    for (size_t i = 1; i < sizeof operator_names / sizeof *operator_names; i++)
        if (strcmp(name, operator_names[i]) == 0)
            return (enum figure_operator)i;
    return FIGURE_NONE;
}

static const char *const relative_names[] = {[FIGURE_ABSOLUTE] = "",
                                             [FIGURE_PREVIOUS_YEAR] = "previous-year",
                                             [FIGURE_UNSTATED] = "unstated"};

const char *figure_relative_name(enum figure_relative relative)
{
    return relative >= FIGURE_ABSOLUTE && relative <= FIGURE_UNSTATED ? relative_names[relative]
                                                                      : "";
}

enum figure_relative figure_relative_from(const char *name)
{
    for (size_t i = 1; i < sizeof relative_names / sizeof *relative_names; i++)
        if (strcmp(name, relative_names[i]) == 0)
            return (enum figure_relative)i;
    return FIGURE_ABSOLUTE;
}
