/* Lines that are about no row: those above the table, and the bands between rows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- above the table ------------------------------------------------------------------------ */

/* The ward of the city whose name stands in the text: the longest, as one may be part of
 * another's. */
static const struct ward *find_ward(const struct tsv *t, const char *text)
{
    const struct reference *reference = assessment_reference(t->a);
    const char *city = form_city_code(assessment_form(t->a));
    const struct ward *found = NULL;

    for (size_t i = 0; i < reference_ward_count(reference); i++) {
        const struct ward *ward = reference_ward(reference, i);
        if (strcmp(ward->city_code, city) == 0 && strstr(text, ward->name) != NULL &&
            (found == NULL || strlen(ward->name) > strlen(found->name)))
            found = ward;
    }
    return found;
}

/* The first year that the text has; 0: none. */
static int find_year(const struct tsv *t, const char *text)
{
    const struct era_table *eras = reference_eras(assessment_reference(t->a));
    int year;

    for (; *text != '\0'; text++) {
        if ((*text & 0xC0) != 0x80 && era_scan_year(eras, text, &year) > 0)
            return year;
    }
    return 0;
}

static void look_at_title(struct tsv *t, size_t line, size_t column)
{
    const char *text = tsv_cell(t, line, column);
    const struct ward *ward = find_ward(t, text);
    int year = find_year(t, text);
    struct tsv_doubts *doubts = &t->out->doubts;
    size_t number = tsv_number(t, line);

    if (ward != NULL && strcmp(ward->code, assessment_ward_code(t->a)) != 0)
        tsv_doubts_add(doubts, TSV_TITLE, number, NULL, text,
                       _("This names %s; the sheet was taken as that of %s."), ward->name,
                       assessment_ward_name(t->a));
    if (year != 0 && year != assessment_year(t->a))
        tsv_doubts_add(doubts, TSV_TITLE, number, NULL, text,
                       _("This names another year (%d); the sheet was taken as that of %d."), year,
                       assessment_year(t->a));
    if (ward == NULL && year == 0)
        tsv_doubts_add(doubts, TSV_LINE, number, NULL, text, "%s",
                       _("The sheet has no such line; it was passed over."));
}

static size_t count_filled(const struct tsv *t, size_t line, size_t *last)
{
    size_t filled = 0;

    for (size_t c = 0; c < table_paste_row_columns(t->table, line); c++) {
        if (tsv_is_blank(tsv_cell(t, line, c)))
            continue;
        filled++;
        *last = c;
    }
    return filled;
}

/* Whether the sheet has the cell above its table; a blank one is as good. */
static bool is_above(const struct tsv *t, const char *text)
{
    char *key = fold_key(text);
    bool found = key != NULL && (*key == '\0' || tsv_is_above(t, key));

    free(key);
    return found;
}

/* A line where no columns are known yet and headings are still to come, or one cell by
 * itself; or what the sheet has above its table. */
static bool take_title(struct tsv *t, size_t line, size_t filled, size_t last)
{
    bool all = true;

    for (size_t c = 0; all && c <= last; c++)
        all = is_above(t, tsv_cell(t, line, c));
    if (all || t->columns != NULL || (filled > 1 && line >= t->last_heading))
        return all;
    if (tsv_is_heading(t, line))
        return false;
    for (size_t c = 0; c <= last; c++) {
        if (!is_above(t, tsv_cell(t, line, c)))
            look_at_title(t, line, c);
    }
    return true;
}

/* --- bands --------------------------------------------------------------------------------------
 */

/* Whether a row's text in that place is the key, or (of a band with its number before it)
 * what the key ends with. */
static bool has_key(const struct tsv *t, const struct tsv_own *own, size_t place, const char *key,
                    bool whole)
{
    for (size_t row = 0; row < t->spread->rows.count; row++) {
        const struct tsv_own *o = &own[row * t->spread->place_count + place];
        size_t size = o->joined == NULL ? 0 : strlen(o->joined), length = strlen(key);
        if (size > 0 && length >= size && strcmp(key + length - size, o->joined) == 0 &&
            (!whole || length == size))
            return true;
    }
    return false;
}

/* The place whose band, in words that the form has not, the column may have: that of the
 * column before. A cell that could be a row's name is one only where the band is a field,
 * which keeps it, and where nothing else stands in the line. */
static size_t unknown_band(const struct tsv *t, size_t column, const char *key, size_t filled)
{
    const struct tsv_spread *s = t->spread;
    size_t before = column > 0 ? t->columns[column - 1].place : TSV_NONE;
    size_t place = t->columns[column].place;

    if (before == TSV_NONE || !tsv_is_own(s, before) || s->places[before]->band == NULL)
        return TSV_NONE;
    bool names = s->places[place]->path != NULL;
    if (names &&
        (filled > 1 || s->places[before]->band->path == NULL || tsv_is_like_a_row(t, place, key)))
        return TSV_NONE;
    return before;
}

/* The place whose band the line has in that column, its last; TSV_NONE: it is none. */
static size_t find_band(const struct tsv *t, size_t column, const char *key, size_t filled,
                        bool *known)
{
    const struct tsv_spread *s = t->spread;
    size_t place = column < t->column_count ? t->columns[column].place : TSV_NONE;

    *known = true;
    if (place == TSV_NONE || !tsv_is_own(s, place) || has_key(t, s->own, place, key, true))
        return TSV_NONE;
    for (size_t i = 0; i < s->place_count; i++) {
        if (s->places[i]->band != NULL && has_key(t, s->bands, i, key, false))
            return i;
    }
    *known = false;
    return unknown_band(t, column, key, filled);
}

static void keep_band(struct tsv *t, size_t place, size_t line, size_t column)
{
    for (size_t i = place; i < t->spread->place_count; i++)
        t->band[i] = (struct tsv_band){0, 0};
    t->band[place] = (struct tsv_band){line + 1, column};
}

/* The cells before the band are of the rows below it. On a second page beside the first the
 * band stands a second time, which has no row's text. */
static bool carry_marks(struct tsv *t, size_t line, size_t end)
{
    for (size_t c = 0; c < end; c++) {
        size_t place = t->columns[c].place;
        const char *text = tsv_cell(t, line, c);
        if (tsv_is_blank(text) || place == TSV_NONE || !tsv_is_own(t->spread, place))
            continue;
        char *key = fold_key(text);
        bool own = key != NULL && *key != '\0' && has_key(t, t->spread->own, place, key, true);
        bool good = key != NULL && (!own || tsv_carry(t, place, text));
        free(key);
        if (!good)
            return error_set_memory(t->err);
        if (!own && !fold_equal(text, tsv_cell(t, line, end)))
            tsv_doubt(t, TSV_LINE, line, c, _("The form has no row of this; it was passed over."));
    }
    return true;
}

bool tsv_take_aside(struct tsv *t, size_t line, bool *taken)
{
    size_t last = 0, filled = count_filled(t, line, &last), place = TSV_NONE;
    bool known = true;

    *taken = filled == 0 || take_title(t, line, filled, last);
    if (*taken || t->columns == NULL)
        return true;
    char *key = fold_key(tsv_cell(t, line, last));
    if (key == NULL)
        return error_set_memory(t->err);
    if (*key != '\0')
        place = find_band(t, last, key, filled, &known);
    free(key);
    if (place == TSV_NONE)
        return true;
    *taken = true;
    keep_band(t, place, line, last);
    /* One that is a field says so when a row below it takes it. */
    if (!known && t->spread->places[place]->band->path == NULL)
        tsv_doubt(t, TSV_LINE, line, last, _("The form has no row of this; it was passed over."));
    return carry_marks(t, line, last);
}
