/* Which row of the form a line is about: by the texts that the form has in the row's own
 * cells. A ward may print them in other words, so that likeness counts, too. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/diff.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- cells that reach down ------------------------------------------------------------------ */

bool tsv_carry(struct tsv *t, size_t place, const char *text)
{
    const struct tsv_spread *s = t->spread;

    for (size_t i = place; i < s->place_count && s->places[i]->page == s->places[place]->page;
         i++) {
        free(t->carried[i]);
        t->carried[i] = NULL;
    }
    t->carried[place] = strdup(text);
    return t->carried[place] != NULL || error_set_memory(t->err);
}

static bool carry_line(struct tsv *t, size_t line)
{
    for (size_t c = 0; c < t->column_count; c++) {
        size_t place = t->columns[c].place;
        const char *text = tsv_cell(t, line, c);
        if (place != TSV_NONE && tsv_is_own(t->spread, place) && t->spread->places[place]->merge &&
            !tsv_is_blank(text) && !tsv_carry(t, place, text))
            return false;
    }
    return true;
}

/* --- how well a row goes with a line -------------------------------------------------------- */

enum { EQUAL = 100, ALIKE = 60, LONG = 1000 };

/* How much of two keys is the same, in per cent. */
static int likeness(const char *one, const char *other)
{
    size_t a = strlen(one), b = strlen(other), same = 0;
    struct diff d;

    if (strcmp(one, other) == 0)
        return EQUAL;
    if (a == 0 || b == 0 || a > LONG || b > LONG || a > 3 * b || b > 3 * a ||
        !diff_make(&d, one, a, other, b))
        return 0;
    for (size_t i = 0; i < d.count; i++)
        same += d.parts[i].kind == DIFF_SAME ? d.parts[i].old_end - d.parts[i].old_start : 0;
    diff_free(&d);
    return (int)(same * 2 * (EQUAL - 1) / (a + b));
}

static bool is_equal(const struct tsv_own *own, const char *key)
{
    bool equal = own->count > 1 && strcmp(own->joined, key) == 0;

    for (size_t i = 0; i < own->count && !equal; i++)
        equal = strcmp(own->keys[i], key) == 0;
    return equal;
}

static int best_likeness(const struct tsv_own *own, const char *key)
{
    int best = own->count > 1 ? likeness(own->joined, key) : 0;

    for (size_t i = 0; i < own->count; i++) {
        int one = likeness(own->keys[i], key);
        best = one > best ? one : best;
    }
    return best >= ALIKE ? best : 0;
}

bool tsv_is_like_a_row(const struct tsv *t, size_t place, const char *key)
{
    for (size_t row = 0; row < t->spread->rows.count; row++) {
        if (best_likeness(&t->spread->own[row * t->spread->place_count + place], key) > 0)
            return true;
    }
    return false;
}

/* The line's own cells, folded: by column; NULL where there is nothing to compare. */
struct wanted {
    char **keys;
    int *like;      /* of column c and row r: c * rows + r */
    size_t *shared; /* how many rows are like the cell; at least 1 */
    size_t filled;  /* in the line itself */
};

static void wanted_free(const struct tsv *t, struct wanted *w)
{
    for (size_t c = 0; w->keys != NULL && c < t->column_count; c++)
        free(w->keys[c]);
    free(w->keys);
    free(w->like);
    free(w->shared);
}

/* How like the rows are to the cell. Where some are equal, the others are not. */
static void compare_rows(const struct tsv *t, struct wanted *w, size_t column)
{
    size_t count = t->spread->rows.count, place = t->columns[column].place;
    int *like = &w->like[column * count];
    bool equal = false;

    for (int round = 0; round < 2 && !equal; round++) {
        for (size_t row = 0; row < count; row++) {
            const struct tsv_own *own = &t->spread->own[row * t->spread->place_count + place];
            bool same = is_equal(own, w->keys[column]);
            equal = equal || same;
            like[row] = same ? EQUAL : round == 0 ? 0 : best_likeness(own, w->keys[column]);
        }
    }
    w->shared[column] = 0;
    for (size_t row = 0; row < count; row++)
        w->shared[column] += like[row] > 0;
    if (w->shared[column] == 0)
        w->shared[column] = 1;
}

static bool make_wanted(struct tsv *t, size_t line, struct wanted *w)
{
    size_t columns = t->column_count + 1;

    *w = (struct wanted){calloc(columns, sizeof *w->keys),
                         calloc(columns * (t->spread->rows.count + 1), sizeof *w->like),
                         calloc(columns, sizeof *w->shared), 0};
    if (w->keys == NULL || w->like == NULL || w->shared == NULL)
        return error_set_memory(t->err);
    for (size_t c = 0; c < t->column_count; c++) {
        size_t place = t->columns[c].place;
        const char *text = tsv_cell(t, line, c);
        if (place == TSV_NONE || !t->spread->identifies[place])
            continue;
        bool filled = !tsv_is_blank(text);
        w->filled += filled ? 1 : 0;
        if (!filled)
            text = t->carried[place];
        if (text == NULL)
            continue;
        w->keys[c] = fold_key(text);
        if (w->keys[c] == NULL)
            return error_set_memory(t->err);
        compare_rows(t, w, c);
    }
    return true;
}

/* How far a row is what a line says. */
struct rating {
    int points;         /* what is a field counts twice what is a mark (no field, as a number) */
    size_t said, alike; /* bytes in the line's fields, and in those that are like the row's: less
                           where other rows are as like */
    bool here;          /* one of these stands in the line itself, is not of a merged cell above */
    bool marks, marked; /* no mark is another than the row's; one stands in the line itself */
    bool titled, other; /* a merged field is like the row's; one is not */
};

static void rate_cell(const struct tsv *t, size_t line, size_t column, const struct wanted *w,
                      size_t row, struct rating *r)
{
    const struct sheet_column *layout = t->spread->places[t->columns[column].place];
    bool here = !tsv_is_blank(tsv_cell(t, line, column));
    size_t size = strlen(w->keys[column]);
    int one = w->like[column * t->spread->rows.count + row];

    if (layout->path == NULL) {
        r->points += one;
        r->marks = r->marks && (t->spread->tells ? one == EQUAL : one > 0);
        r->marked = r->marked || here || !t->spread->tells;
        return;
    }
    r->points += 2 * one;
    r->said += size;
    r->alike += one > 0 ? size / w->shared[column] : 0;
    r->here = r->here || (here && one > 0);
    r->titled = r->titled || (layout->merge && one > 0);
    r->other = r->other || (layout->merge && one == 0);
}

/* 0: the row is not what the line says. A target that many rows have is too little: it
 * takes a quarter of the text, or the row's marks with what goes down beside them. */
static int rate_row(const struct tsv *t, size_t line, const struct wanted *w, size_t row)
{
    struct rating r = {.marks = true};

    for (size_t c = 0; c < t->column_count; c++) {
        if (w->keys[c] != NULL)
            rate_cell(t, line, c, w, row, &r);
    }
    bool fits =
        (r.here && r.alike * 4 >= r.said) || (r.marks && (r.marked || (r.titled && !r.other)));
    return fits ? r.points : 0;
}

/* The best row; of equals the next behind the one at hand, which comes last. */
static size_t best_row(const struct tsv *t, size_t line, const struct wanted *w)
{
    size_t count = t->spread->rows.count, best = TSV_NONE;
    size_t from = t->row == TSV_NONE ? 0 : t->row + 1;
    int most = 0;

    for (size_t i = 0; i < count; i++) {
        size_t row = (from + i) % count;
        int rating = rate_row(t, line, w, row);
        if (rating > most) {
            most = rating;
            best = row;
        }
    }
    return best;
}

/* --- the row -----------------------------------------------------------------------------------
 */

static void doubt_unknown(struct tsv *t, size_t line)
{
    for (size_t c = 0; c < t->column_count; c++) {
        if (tsv_is_blank(tsv_cell(t, line, c)))
            continue;
        if (t->unknown_line == tsv_number(t, line))
            tsv_doubt(t, TSV_ROW, line, c,
                      _("The form has no row that begins like this line; none of it was taken."));
        else
            tsv_doubts_add(&t->out->doubts, TSV_ROW, tsv_number(t, line), tsv_name(t, c),
                           tsv_cell(t, line, c),
                           _("It belongs to the row of line %zu, which the form has not; it was "
                             "not taken."),
                           t->unknown_line);
    }
}

static void meet(struct tsv *t, size_t line)
{
    if (t->spread->met[t->row] == t->tables)
        tsv_doubts_add(&t->out->doubts, TSV_ROW, tsv_number(t, line), NULL, NULL, "%s",
                       _("The row stood further up already; what is here was added to it."));
    t->spread->met[t->row] = t->tables;
    for (size_t i = 0; i < t->spread->place_count; i++)
        t->depth[i] = 0;
}

/* The next row that no line was about, of those that look most like the line; one more
 * where there is none left. */
static bool next_row(struct tsv *t, size_t line, const struct wanted *w, size_t *row)
{
    struct tsv_spread *s = t->spread;
    size_t last = TSV_NONE;
    int most = 0;

    *row = TSV_NONE;
    for (size_t i = 0; i < s->rows.count; i++) {
        int rating = s->known ? rate_row(t, line, w, i) : 1;
        if (rating == 0 || rating < most)
            continue;
        if (rating > most)
            *row = TSV_NONE;
        most = rating;
        last = i;
        if (*row == TSV_NONE && s->met[i] != t->tables)
            *row = i;
    }
    return *row != TSV_NONE || last == TSV_NONE || tsv_add_row(t, s, last, row);
}

/* Whether the line has a text of the row's own that is none it could be told by. */
static bool has_content(const struct tsv *t, size_t line)
{
    for (size_t c = 0; c < t->column_count; c++) {
        size_t place = t->columns[c].place;
        if (place != TSV_NONE && tsv_is_own(t->spread, place) && !t->spread->identifies[place] &&
            t->spread->places[place]->each == NULL && !tsv_is_blank(tsv_cell(t, line, c)))
            return true;
    }
    return false;
}

static bool choose(struct tsv *t, size_t line, const struct wanted *w, size_t *row)
{
    if (!t->spread->tells)
        return next_row(t, line, w, row);
    *row = best_row(t, line, w);
    return true;
}

/* A line begins a row where it has a cell that the row is told by, or, where rows look
 * alike, one to be filled in. */
bool tsv_find_row(struct tsv *t, size_t line, bool *begins)
{
    struct wanted w = {.keys = NULL};
    bool good = carry_line(t, line) && make_wanted(t, line, &w);

    *begins = false;
    if (good && (t->spread->tells ? w.filled > 0 : has_content(t, line))) {
        size_t row, before = t->row;
        good = choose(t, line, &w, &row);
        /* A row that was added may have moved the one at hand. */
        *begins = row != TSV_NONE && (row != before || !t->spread->tells);
        t->row = row;
        t->unknown_line = row == TSV_NONE ? tsv_number(t, line) : 0;
        t->unknown += row == TSV_NONE ? 1 : 0;
        if (*begins)
            meet(t, line);
    } else if (good && t->row == TSV_NONE && t->unknown_line == 0 && w.filled == 0) {
        t->unknown_line = tsv_number(t, line);
    }
    if (good && t->row == TSV_NONE)
        doubt_unknown(t, line);
    wanted_free(t, &w);
    if (good && t->unknown > TSV_MAX_UNKNOWN)
        good = error_set(t->err,
                         _("More than %d lines are about no row of the form, as line %zu: this is "
                           "another table. Copy the sheet's table alone."),
                         TSV_MAX_UNKNOWN, tsv_number(t, line));
    return good;
}
