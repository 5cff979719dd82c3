/* How much of a printed cell a text takes. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "form/sheet_private.h"

/* The cell while it is filled, text by text. */
struct filling {
    const struct sheet_column *column;
    struct layout *layout; /* the sheet's: a key makes no new memory */
    size_t lines;          /* so far */
    int last;              /* the half ems that the last of them takes */
    bool full;             /* out->text and out->cut are set */
};

/* On paper every ambiguous character is full-width, whatever this terminal draws. */
static bool lay_out(struct layout *l, const struct sheet_text *text, int columns)
{
    const struct segments *segments = text->segments;

    if (segments)
        return layout_break(l, text->text, segments, columns, 2);
    return segments_make(&l->segments, text->text, strlen(text->text)) &&
           layout_break(l, text->text, &l->segments, columns, 2);
}

static bool fill(struct filling *f, const struct sheet_text *text, size_t number,
                 struct sheet_use *out)
{
    size_t there = (size_t)f->column->lines;

    if (!lay_out(f->layout, text, f->column->columns))
        return false;
    if (!f->full && f->lines + f->layout->count > there) {
        f->full = true;
        out->text = number;
        /* The cell may have been full to the line before this text began. */
        out->cut = f->layout->lines[there - f->lines].start;
    }
    f->lines += f->layout->count;
    f->last = f->layout->lines[f->layout->count - 1].columns;
    if (!f->full) {
        out->text = number;
        out->cut = strlen(text->text);
    }
    return true;
}

/* Rounded up, and never 100 or less for what does not fit. */
static int reckon_percent(const struct filling *f)
{
    double whole = (double)f->column->lines * f->column->columns;
    double taken = (double)(f->lines - 1) * f->column->columns + f->last;
    double percent = taken * 100 / whole;
    int rounded = percent < INT_MAX - 1 ? (int)percent : INT_MAX - 1;

    rounded += rounded < percent;
    return f->full && rounded <= 100 ? 101 : rounded;
}

bool sheet_measure(const struct sheet *s, const struct sheet_column *column, const char *text,
                   struct sheet_use *out)
{
    const struct sheet_text one = {text, NULL};

    return sheet_measure_stack(s, column, &one, *text ? 1 : 0, out);
}

bool sheet_measure_stack(const struct sheet *s, const struct sheet_column *column,
                         const struct sheet_text *texts, size_t count, struct sheet_use *out)
{
    struct filling f = {.column = column, .layout = s->scratch};

    *out = (struct sheet_use){.there = column->lines, .fits = true};
    for (size_t i = 0; i < count; i++) {
        if (!fill(&f, &texts[i], i, out))
            return false;
    }
    if (f.lines > 0) {
        out->lines = f.lines < INT_MAX ? (int)f.lines : INT_MAX;
        out->fits = !f.full;
        out->percent = reckon_percent(&f);
    }
    return true;
}
