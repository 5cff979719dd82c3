/* The figures as a table for machines: one datum a cell, codes of areas, Gregorian years
 * beside the era's, units; what is missing says why in a column of its own. */
#include "config.h"

#include <stdio.h>

#include "city/site.h"
#include "form/catalogue.h"
#include "form/reference.h"
#include "text/cells.h"
#include "text/i18n.h"

/* --- the columns --------------------------------------------------------------------------- */

struct column {
    const char *name, *kind, *meaning;
};

static const struct column before[] = {
    {N_("Fiscal year (Gregorian)"), N_("number"),
     N_("The Gregorian year in which the fiscal year begins.")},
    {N_("Fiscal year (era)"), N_("text"), N_("The same in the years of the era.")},
    {N_("Area code"), N_("code"), N_("The ward's code in the national table, six digits.")},
    {N_("Area"), N_("text"), N_("The ward's name.")},
    {N_("Indicator code"), N_("code"), N_("The indicator's id in the policy.")},
    {N_("Indicator"), N_("text"), N_("The indicator's wording.")},
    {N_("Missing"), N_("code"),
     N_("0: there is a figure; 1: the ward has not handed in; 2: it has no figure for this "
        "indicator; 3: its figure cannot be read as a number.")},
    {N_("Amount"), N_("number"), N_("The figure, a decimal number; empty where it is missing.")},
    {N_("Unit"), N_("text"), N_("The amount's unit.")},
    {N_("Figure of last year"), N_("number"),
     N_("The figure of the year before, as the ward gives it.")},
    {N_("Unit of the year before"), N_("text"), N_("Its unit.")},
    {N_("Change"), N_("number"), N_("The figure less that of the year before.")},
    {N_("Within the sampling error"), N_("code"),
     N_("1: the change is smaller than the sampling error; 0: no such thing was found.")},
    {N_("Answers"), N_("number"), N_("The number of answers that the figure rests on.")},
    {N_("Target"), N_("number"), N_("The policy's target, a decimal number.")},
    {N_("Unit of the target"), N_("text"), N_("Its unit.")},
    {N_("Comparison"), N_("code"), N_("ge at least, gt more than, le at most, lt less than.")},
    {N_("By fiscal year"), N_("number"), N_("The Gregorian fiscal year it is due.")},
    {N_("Reached the target"), N_("code"), N_("1: the figure meets the target; 0: it does not.")},
    {N_("Ward's mark"), N_("code"), N_("The mark that the ward gave itself.")},
};

static const struct column by_yardstick[] = {
    {N_("Mark by %s"), N_("code"), N_("The mark that this yardstick gives.")},
    {N_("Line of %s"), N_("number"), N_("The figure that this mark turns on.")},
};

static const struct column after[] = {
    {N_("Marks differ"), N_("code"),
     N_("1: the ward's mark is another one than that of the first yardstick; 0: it is not.")},
    {N_("Page"), N_("code"), N_("The page of the sheet that has the figure.")},
    {N_("Field path"), N_("code"),
     N_("The field's place in the official XML, from the page's element on.")},
    {N_("Signed off by"), N_("text"),
     N_("Who signed the assessment off; empty where it was not received as a submission.")},
    {N_("Signed off at"), N_("text"), N_("When that was: ISO 8601, UTC.")},
    {N_("Receipt number"), N_("code"), N_("The number under which the city received it.")},
    {N_("Version of the form"), N_("code"), N_("The version that the ward handed in with.")},
    {N_("Version of the rules"), N_("code"),
     N_("The versions of the rules and of the comparison that it was reckoned by.")},
};

enum {
    BEFORE = sizeof before / sizeof *before,
    BY_YARDSTICK = sizeof by_yardstick / sizeof *by_yardstick,
    AFTER = sizeof after / sizeof *after,
};

/* Tells every column in its order; yardstick is its label, or "". */
static void each_column(const struct site *site, struct buffer *out,
                        void (*tell)(struct buffer *out, const struct column *column,
                                     const char *yardstick))
{
    const struct city_policy *p = site->what->policy;
    for (size_t i = 0; i < BEFORE; i++)
        tell(out, &before[i], "");
    for (size_t i = 0; i < city_policy_comparison(p)->yardstick_count; i++) {
        for (size_t k = 0; k < BY_YARDSTICK; k++)
            tell(out, &by_yardstick[k], city_policy_label(p, i, FORM_JA));
    }
    for (size_t i = 0; i < AFTER; i++)
        tell(out, &after[i], "");
}

static void put_name(struct buffer *out, enum cells_kind kind, const struct column *column,
                     const char *yardstick)
{
    char name[256];
    const char *form = _(column->name);
    if (*yardstick == '\0')
        snprintf(name, sizeof name, "%s", form);
    else
        /* The two names of by_yardstick take a label. */
        snprintf(name, sizeof name, column == &by_yardstick[0] ? _("Mark by %s") : _("Line of %s"),
                 yardstick);
    cells_put(out, kind, name);
}

/* --- the codebook -------------------------------------------------------------------------- */

static void put_column(struct buffer *out, const struct column *column, const char *yardstick)
{
    put_name(out, CELLS_TEXT, column, yardstick);
    cells_put(out, CELLS_TEXT, _(column->kind));
    cells_put(out, CELLS_TEXT, _(column->meaning));
    cells_put(out, CELLS_ROW, "");
}

void site_write_codebook(const struct site *site, struct buffer *out)
{
    cells_put(out, CELLS_SHEET, _("Codebook"));
    cells_put(out, CELLS_HEADING, _("Column"));
    cells_put(out, CELLS_HEADING, _("Kind"));
    cells_put(out, CELLS_HEADING, _("Meaning"));
    cells_put(out, CELLS_ROW, "");
    each_column(site, out, put_column);
}

/* --- the figures --------------------------------------------------------------------------- */

static void put_heading(struct buffer *out, const struct column *column, const char *yardstick)
{
    put_name(out, CELLS_HEADING, column, yardstick);
}

static void put_count(struct buffer *out, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    cells_put(out, CELLS_NUMBER, text);
}

static void put_flag(struct buffer *out, bool known, bool flag)
{
    cells_put(out, CELLS_NUMBER, !known ? "" : flag ? "1" : "0");
}

static void put_change(struct buffer *out, const struct city_figure *f)
{
    char text[32] = "";
    double change;
    if (f != NULL && city_change(f, &change))
        snprintf(text, sizeof text, "%.10g", change);
    cells_put(out, CELLS_NUMBER, text);
}

static void put_figure(struct buffer *out, const struct city_figure *f)
{
    bool number = f != NULL && f->number;
    cells_put(out, CELLS_NUMBER, number ? f->is.amount : "");
    cells_put(out, CELLS_TEXT, number ? f->is.unit : "");
    cells_put(out, CELLS_NUMBER, f == NULL ? "" : f->is.previous);
    cells_put(out, CELLS_TEXT, f == NULL ? "" : f->is.previous_unit);
    put_change(out, f);
    put_flag(out, number, number && f->is.chance);
    cells_put(out, CELLS_NUMBER, f == NULL ? "" : f->is.answers);
}

static void put_target(struct buffer *out, const struct city_indicator *indicator,
                       const struct city_figure *f)
{
    double target;
    bool known = f != NULL && f->number && site_target(indicator, &target);
    cells_put(out, CELLS_NUMBER, indicator->amount);
    cells_put(out, CELLS_TEXT, indicator->unit);
    cells_put(out, CELLS_TEXT, indicator->operator);
    cells_put(out, CELLS_NUMBER, indicator->by);
    put_flag(out, known, known && city_reaches(indicator, f));
}

static void put_marks(const struct site *site, struct buffer *out, const struct city_figure *f)
{
    cells_put(out, CELLS_TEXT, f == NULL ? "" : f->is.judgement);
    for (size_t i = 0; i < city_policy_comparison(site->what->policy)->yardstick_count; i++) {
        cells_put(out, CELLS_TEXT, f == NULL ? "" : f->mark[i]);
        cells_put(out, CELLS_NUMBER, f == NULL ? "" : f->line[i]);
    }
    put_flag(out, f != NULL, f != NULL && f->differs);
}

static void put_signer(struct buffer *out, const struct city_entry *entry)
{
    cells_put(out, CELLS_TEXT, entry->signer == NULL ? "" : entry->signer);
    cells_put(out, CELLS_TEXT, entry->signer == NULL ? "" : entry->signed_at);
    cells_put(out, CELLS_TEXT, entry->signer == NULL ? "" : entry->receipt);
}

static void put_row(const struct site *site, int year, size_t ward,
                    const struct city_indicator *indicator, struct buffer *out)
{
    const struct city_entry *entry = city_table_entry(&site->table, ward, year);
    const struct city_figure *f = city_table_figure(&site->table, ward, year, indicator);
    const struct reference *reference = catalogue_reference(site->what->catalogue);
    static const int missing[] = {1, 2, 3, 0}; /* by enum city_standing */
    char label[64];
    era_fiscal_year_label(reference_eras(reference), year, label, sizeof label);
    put_count(out, year);
    cells_put(out, CELLS_TEXT, label);
    cells_put(out, CELLS_TEXT, site->table.wards[ward].code);
    cells_put(out, CELLS_TEXT, site->table.wards[ward].name);
    cells_put(out, CELLS_TEXT, indicator->id);
    cells_put(out, CELLS_TEXT, indicator->label[FORM_JA]);
    put_count(out, missing[city_standing_of(entry, f)]);
    put_figure(out, f);
    put_target(out, indicator, f);
    put_marks(site, out, f);
    cells_put(out, CELLS_TEXT, f == NULL ? "" : f->is.page);
    cells_put(out, CELLS_TEXT, f == NULL ? "" : f->is.field);
    put_signer(out, entry);
    cells_put(out, CELLS_TEXT, entry->present ? entry->form_version : "");
    cells_put(out, CELLS_TEXT, city_policy_version(site->what->policy));
    cells_put(out, CELLS_ROW, "");
}

void site_write_cells(const struct site *site, struct buffer *out)
{
    const struct city_indicator *indicator;
    cells_put(out, CELLS_SHEET, _("Figures"));
    each_column(site, out, put_heading);
    cells_put(out, CELLS_ROW, "");
    for (int year = site->table.first; year <= site->table.last; year++) {
        for (size_t i = 0; (indicator = city_indicator_at(site->what->policy, i)) != NULL; i++) {
            for (size_t ward = 0; ward < site->table.count; ward++)
                put_row(site, year, ward, indicator, out);
        }
    }
    site_write_codebook(site, out);
}
