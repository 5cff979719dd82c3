/* Which column of the table is which of the sheet: by the headings, which may stand in
 * several lines and reach over columns, or by how many columns there are. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "exchange/wording.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- headings as cells --------------------------------------------------------------------- */

/* Whether the key is that of the heading: of its label, with or without the legends. */
static bool is_head(const struct tsv_head *h, const char *key)
{
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        size_t size = strlen(h->keys[lang]);
        if (size > 0 && strcmp(h->keys[lang], key) == 0)
            return true;
        if (*h->whole[lang] != '\0' && strcmp(h->whole[lang], key) == 0)
            return true;
        /* Legends in other words. */
        if (size > 0 && h->head->legend_count > 0 && strncmp(h->keys[lang], key, size) == 0)
            return true;
    }
    return false;
}

/* A year where the sheet's headings have one. */
static bool is_year(const struct tsv *t, const char *text, int *year)
{
    return era_parse_year(reference_eras(assessment_reference(t->a)), text, year);
}

static bool is_heading_cell(const struct tsv *t, const char *text)
{
    int year;
    char *key = fold_key(text);
    bool found = key != NULL && *key != '\0' && (is_year(t, text, &year) || tsv_is_above(t, key));

    for (size_t i = 0; key != NULL && *key != '\0' && !found && i < t->head_count; i++)
        found = is_head(&t->heads[i], key);
    free(key);
    return found;
}

bool tsv_is_heading(const struct tsv *t, size_t line)
{
    enum { LONG = 600 };
    size_t filled = 0, headings = 0, others = 0, count = table_paste_row_columns(t->table, line);

    for (size_t c = 0; c < count; c++)
        filled += tsv_is_blank(tsv_cell(t, line, c)) ? 0 : 1;
    for (size_t c = 0; c < count && others * 2 <= filled; c++) {
        const char *text = tsv_cell(t, line, c);
        if (tsv_is_blank(text))
            continue;
        bool heading = strlen(text) < LONG && is_heading_cell(t, text);
        headings += heading ? 1 : 0;
        others += heading ? 0 : 1;
    }
    return headings > 0 && (headings == filled || (headings >= 2 && headings * 2 >= filled));
}

/* --- one column out of its headings -------------------------------------------------------- */

/* The headings that are being read. */
struct reading {
    struct tsv *t;
    size_t first, end; /* lines */
    size_t spread;     /* whose headings they are taken for: its spreads have tables of their own */
    bool *used;        /* by its places */
    size_t found;      /* columns */
    bool quiet;        /* no doubts: it is a trial */
};

/* The lowest line that has a heading there; TSV_NONE where none has. */
static size_t lowest(const struct reading *r, size_t column)
{
    for (size_t line = r->end; line > r->first; line--) {
        if (!tsv_is_blank(tsv_cell(r->t, line - 1, column)))
            return line - 1;
    }
    return TSV_NONE;
}

/* Whether the heading that reaches over the column in a line above is that one. */
static bool is_under(const struct reading *r, const struct tsv_head *h, size_t line, size_t column)
{
    for (size_t above = r->first; above < line; above++) {
        size_t c = column;
        while (c > 0 && tsv_is_blank(tsv_cell(r->t, above, c)))
            c--;
        char *key = fold_key(tsv_cell(r->t, above, c));
        bool found = key != NULL && *key != '\0' && is_head(h, key);
        free(key);
        if (found)
            return true;
    }
    return false;
}

static const struct tsv_head *entry_of(const struct tsv *t, const struct sheet_head *head)
{
    for (size_t i = 0; i < t->head_count; i++) {
        if (t->heads[i].head == head)
            return &t->heads[i];
    }
    return NULL;
}

static const struct tsv_spread *spread_of(const struct reading *r)
{
    return &r->t->spreads[r->spread];
}

/* The page that the column before it is of. */
static const struct sheet_page *page_before(const struct reading *r, size_t column)
{
    for (size_t c = column; c > 0; c--) {
        size_t place = r->t->columns[c - 1].place;
        if (place != TSV_NONE)
            return spread_of(r)->places[place]->page;
    }
    return NULL;
}

/* How well the heading goes with what stands above and before it; 0: its place is taken. */
static int rate(struct reading *r, const struct tsv_head *h, size_t line, size_t column)
{
    int rating = 1;

    if (h->first == TSV_NONE || r->used[h->first])
        return 0;
    for (const struct sheet_head *up = h->head->parent; up != NULL; up = up->parent) {
        const struct tsv_head *above = entry_of(r->t, up);
        rating += above != NULL && is_under(r, above, line, column) ? 4 : 0;
    }
    if (spread_of(r)->places[h->first]->page == page_before(r, column))
        rating += 2;
    return rating;
}

static void take_place(struct reading *r, size_t column, size_t place)
{
    r->t->columns[column].place = place;
    r->used[place] = true;
    r->found++;
}

/* The column whose own heading is not printed, next to the one before it. */
static void continue_head(struct reading *r, size_t column)
{
    size_t before = column == 0 ? TSV_NONE : r->t->columns[column - 1].place;
    const struct tsv_spread *s = spread_of(r);

    if (before == TSV_NONE || before + 1 >= s->place_count)
        return;
    size_t place = before + 1;
    if (s->places[place]->page == s->places[before]->page && !s->places[place]->head->shown &&
        !r->used[place])
        take_place(r, column, place);
}

static void doubt_head(struct tsv *t, size_t line, size_t column, bool taken)
{
    const char *cell = tsv_cell(t, line, column);
    char text[WORDING_QUOTE];

    wording_quote(cell, text, sizeof text);
    if (taken)
        tsv_doubts_add(&t->out->doubts, TSV_HEADING, tsv_number(t, line), text, cell, "%s",
                       _("This heading stands here twice; the second column was not taken."));
    else
        tsv_doubts_add(&t->out->doubts, TSV_HEADING, tsv_number(t, line), text, cell, "%s",
                       _("The sheet has no such heading; what stands below it was not taken."));
}

static void resolve(struct reading *r, size_t column)
{
    size_t line = lowest(r, column);
    const struct tsv_head *best = NULL;
    int most = 0;
    bool matched = false;

    if (line == TSV_NONE) {
        continue_head(r, column);
        return;
    }
    char *key = fold_key(tsv_cell(r->t, line, column));
    for (size_t i = 0; key != NULL && *key != '\0' && i < r->t->head_count; i++) {
        if (r->t->heads[i].spread != r->spread || !is_head(&r->t->heads[i], key))
            continue;
        int rating = rate(r, &r->t->heads[i], line, column);
        matched = true;
        if (rating > most) {
            most = rating;
            best = &r->t->heads[i];
        }
    }
    free(key);
    if (best != NULL)
        take_place(r, column, best->first);
    else if (r->quiet)
        return;
    else if (!is_heading_cell(r->t, tsv_cell(r->t, line, column)) || matched)
        doubt_head(r->t, line, column, matched);
}

/* --- what is kept of them -------------------------------------------------------------------- */

void tsv_drop_columns(struct tsv *t)
{
    for (size_t i = 0; t->columns != NULL && i < t->column_count; i++)
        free(t->columns[i].name);
    free(t->columns);
    t->columns = NULL;
    t->column_count = 0;
    for (size_t i = 0; t->spread != NULL && t->carried != NULL && i < t->spread->place_count; i++)
        free(t->carried[i]);
    free(t->carried);
    free(t->depth);
    free(t->band);
    t->band = NULL;
    t->carried = NULL;
    t->depth = NULL;
    t->spread = NULL;
    t->row = TSV_NONE;
    t->unknown_line = 0;
}

static bool make_columns(struct tsv *t, size_t count)
{
    tsv_drop_columns(t);
    t->columns = calloc(count + 1, sizeof *t->columns);
    if (t->columns == NULL)
        return error_set_memory(t->err);
    t->column_count = count;
    for (size_t i = 0; i < count; i++)
        t->columns[i].place = TSV_NONE;
    return true;
}

static char *name_of(struct tsv *t, size_t column, size_t first, size_t end)
{
    size_t place = t->columns[column].place;
    char *name = NULL, text[WORDING_QUOTE];

    if (place != TSV_NONE)
        return assessment_text(t->a, &t->spread->places[place]->label, t->lang,
                               xmlDocGetRootElement(assessment_document(t->a)));
    for (size_t line = end; line > first && name == NULL; line--) {
        if (tsv_is_blank(tsv_cell(t, line - 1, column)))
            continue;
        wording_quote(tsv_cell(t, line - 1, column), text, sizeof text);
        name = strdup(text);
    }
    if (name == NULL && asprintf(&name, _("column %zu"), column + 1) < 0)
        name = NULL;
    return name;
}

/* The columns are of that spread; what is of another is none. */
static bool settle(struct tsv *t, size_t spread, size_t first, size_t end)
{
    t->spread = &t->spreads[spread];
    t->tables++;
    t->carried = calloc(t->spread->place_count + 1, sizeof *t->carried);
    t->depth = calloc(t->spread->place_count + 1, sizeof *t->depth);
    t->band = calloc(t->spread->place_count + 1, sizeof *t->band);
    if (t->carried == NULL || t->depth == NULL || t->band == NULL)
        return error_set_memory(t->err);
    for (size_t i = 0; i < t->column_count; i++) {
        t->columns[i].name = name_of(t, i, first, end);
        if (t->columns[i].name == NULL)
            return error_set_memory(t->err);
        if (t->columns[i].place != TSV_NONE)
            t->spread->seen[t->columns[i].place] = true;
    }
    return true;
}

static size_t widest(const struct tsv *t, size_t first, size_t end)
{
    size_t most = 0;

    for (size_t line = first; line < end; line++) {
        size_t count = table_paste_row_columns(t->table, line);
        most = count > most ? count : most;
    }
    return most;
}

static void check_year(struct tsv *t, size_t line)
{
    for (size_t c = 0; c < table_paste_row_columns(t->table, line); c++) {
        int year;
        const char *text = tsv_cell(t, line, c);
        if (!is_year(t, text, &year) || year == assessment_year(t->a))
            continue;
        tsv_doubts_add(&t->out->doubts, TSV_TITLE, tsv_number(t, line), NULL, text,
                       _("The heading has another year; the sheet was taken as that of %d."),
                       assessment_year(t->a));
        return; /* it stands over each page */
    }
}

/* Takes the headings for those of one spread. */
static bool try_spread(struct reading *r, size_t spread, bool quiet)
{
    struct tsv *t = r->t;

    r->spread = spread;
    r->quiet = quiet;
    r->found = 0;
    r->used = calloc(spread_of(r)->place_count + 1, sizeof *r->used);
    bool good = r->used != NULL && make_columns(t, widest(t, r->first, r->end));
    for (size_t c = 0; good && c < t->column_count; c++)
        resolve(r, c);
    free(r->used);
    return good || error_set_memory(t->err);
}

static bool was_read(const struct tsv_spread *s)
{
    for (size_t place = 0; place < s->place_count; place++) {
        if (s->seen[place])
            return true;
    }
    return false;
}

/* The spread that has most of the headings; of equals the first that was not read yet. */
static bool find_spread(struct reading *r, size_t *spread)
{
    size_t most = 0;

    *spread = TSV_NONE;
    for (size_t i = 0; i < r->t->spread_count; i++) {
        if (!try_spread(r, i, true))
            return false;
        size_t points = 2 * r->found + (r->found > 0 && !was_read(&r->t->spreads[i]) ? 1 : 0);
        if (points > most) {
            most = points;
            *spread = i;
        }
    }
    return true;
}

bool tsv_read_headings(struct tsv *t, size_t first, size_t end)
{
    struct reading r = {.t = t, .first = first, .end = end};
    size_t spread;

    if (!find_spread(&r, &spread))
        return false;
    if (spread == TSV_NONE) {
        tsv_drop_columns(t);
        return true;
    }
    for (size_t line = first; line < end; line++)
        check_year(t, line);
    return try_spread(&r, spread, false) && settle(t, spread, first, end);
}

/* --- by their number ---------------------------------------------------------------------------
 */

/* How many columns are filled: blank ones at the end do not count. */
static size_t filled_columns(const struct tsv *t, size_t first)
{
    size_t most = 0;

    for (size_t line = first; line < table_paste_rows(t->table); line++) {
        for (size_t c = table_paste_row_columns(t->table, line); c > most; c--) {
            if (!tsv_is_blank(tsv_cell(t, line, c - 1)))
                most = c;
        }
    }
    return most;
}

/* The places of a spread as they may have been copied: all of them (page_count), those of
 * one page, or all with the row's own only once (page_count + 1). */
static size_t list_layout(const struct tsv_spread *s, size_t which, size_t *places)
{
    size_t count = 0, pages = s->layout->page_count;

    for (size_t i = 0; i < s->place_count; i++) {
        const struct sheet_page *page = s->places[i]->page;
        if (which < pages && page != s->layout->pages[which])
            continue;
        if (which > pages && tsv_is_own(s, i) && page != s->layout->pages[0])
            continue;
        places[count++] = i;
    }
    return count;
}

/* Takes the one layout that has so many columns. *many: more than one has. */
static bool choose_layout(struct tsv *t, size_t count, bool *taken, bool *many)
{
    *taken = *many = false;
    for (size_t i = 0; i < t->spread_count; i++) {
        struct tsv_spread *s = &t->spreads[i];
        size_t *places = calloc(s->place_count + 1, sizeof *places);
        if (places == NULL)
            return error_set_memory(t->err);
        for (size_t which = 0; which < s->layout->page_count + 2; which++) {
            bool one_page = s->layout->page_count == 1 && which > 0;
            if (one_page || list_layout(s, which, places) != count)
                continue;
            *many = *taken;
            *taken = true;
            for (size_t c = 0; !*many && c < count; c++)
                t->columns[c].place = places[c];
            if (!*many && !settle(t, i, 0, 0)) {
                free(places);
                return false;
            }
        }
        free(places);
    }
    return true;
}

bool tsv_count_columns(struct tsv *t, size_t first)
{
    size_t counts[] = {table_paste_row_columns(t->table, first), filled_columns(t, first)};
    bool taken = false, many = false;

    for (size_t i = 0; i < 2 && !taken; i++) {
        if (!make_columns(t, counts[i]) || !choose_layout(t, counts[i], &taken, &many))
            return false;
    }
    if (taken && !many)
        return true;
    tsv_drop_columns(t);
    return error_set(
        t->err,
        _("Line %zu has %zu columns and no headings of the sheet above it, so that it cannot be "
          "told which column is which. Copy the headings along."),
        tsv_number(t, first), counts[1]);
}
