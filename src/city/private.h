/*
 * What the files of the room share. Nobody outside src/city includes this header.
 */
#ifndef KUSEI_CITY_PRIVATE_H
#define KUSEI_CITY_PRIVATE_H

#include "city/indicators.h"
#include "review/judge.h"

struct city_policy {
    const struct form *form;
    struct comparison *comparison;
    struct judge *judge;
    struct city_indicator *indicators;
    size_t count;
    char **same_keys; /* of the comparison's same wordings, folded */
    char *labels[COMPARISON_YARDSTICKS][FORM_LANGS];
    char *explanations[COMPARISON_YARDSTICKS][FORM_LANGS];
    char *version;
};

#endif
