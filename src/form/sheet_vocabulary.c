/* The vocabulary of sheet.xml. */
#include "config.h"

#include "form/sheet_private.h"
#include "form/table_vocabulary.h"

/* Everything but label is elements and white space alone. */
static const struct table_rule rules[] = {
    {"sheet", "width! height! margin! padding! size! pitch! legend-size!", "spread! unprinted"},
    {"spread", "nodeset! lines! empty", "page!"},
    {"page", "id!", "line approval group block column"},
    {"line", "ref value align size beside", "label!"},
    {"approval", "width! height!", "box!"},
    {"box", "", "label!"},
    {"group", "", "label legend group column"},
    {"block", "nodeset!", "group column"},
    {"column", "ref value each width! characters! lines size pitch align valign heading merge",
     "label! legend above band"},
    {"above", "ref! open close", "label!"},
    {"band", "ref value align size", "label!"},
    {"legend", "", "label!"},
    {"label", "xml:lang!", "output"},
    {"output", "value!", ""},
    {"unprinted", "ref!", ""},
    {NULL, NULL, NULL},
};

/* The attributes that take one of a few words. */
static const struct table_choice choices[] = {
    {"align", "left center right"}, {"valign", "top middle"},
    {"heading", "true false"},      {"merge", "true false"},
    {"beside", "true false"},       {"empty", "true false"},
    {"xml:lang", "ja en"},          {NULL, NULL},
};

bool sheet_vocabulary_check(const struct form_reader *reader, xmlNode *root)
{
    static const struct table_vocabulary table = {SHEET_NAMESPACE, 5, rules, choices};

    return table_vocabulary_check(reader, &table, root);
}
