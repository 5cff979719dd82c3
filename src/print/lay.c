#include "config.h"

#include "print/lay.h"

#include <string.h>

/* --- a text ------------------------------------------------------------------------- */

/* Blanks at a break hang over the edge; nobody sees them, and nothing is drawn. */
static size_t trim(const char *text, size_t size)
{
    static const char wide[] = "\xe3\x80\x80"; /* U+3000 */
    for (;;) {
        if (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
            size--;
        else if (size >= 3 && memcmp(text + size - 3, wide, 3) == 0)
            size -= 3;
        else
            return size;
    }
}

bool lay_break(struct arena *arena, struct layout *scratch, const char *text, int columns,
               struct lay_text *out)
{
    /* On paper every ambiguous character is full-width. */
    if (!segments_make(&scratch->segments, text, strlen(text)) ||
        !layout_break(scratch, text, &scratch->segments, columns, 2))
        return false;
    out->lines = arena_take(arena, scratch->count, sizeof *out->lines);
    if (out->lines == NULL)
        return false;
    for (out->count = 0; out->count < scratch->count; out->count++) {
        const struct layout_line *line = &scratch->lines[out->count];
        out->lines[out->count].text = text + line->start;
        out->lines[out->count].size = trim(text + line->start, line->end - line->start);
    }
    return true;
}

/* --- strips ------------------------------------------------------------------------- */

static bool lay_texts(struct arena *arena, struct layout *scratch, const struct content_cell *cell,
                      struct lay_text **out)
{
    *out = arena_take(arena, cell->count + 1, sizeof **out);
    if (*out == NULL)
        return false;
    for (size_t i = 0; i < cell->count; i++) {
        if (!lay_break(arena, scratch, cell->texts[i], cell->column->columns, &(*out)[i]))
            return false;
    }
    return true;
}

/* What one column asks of the strip that it stands in. */
static void widen(struct lay_strip *strip, const struct content_cell *cell, double most)
{
    const struct sheet_column *column = cell->column;
    double pitch = column->pitch * LAY_POINT;
    size_t lines = most > 0 ? (size_t)column->lines : (size_t)-1;
    strip->above = strip->above || *cell->above != '\0';
    if (most > 0) {
        size_t fit = (size_t)((most - 2 * LAY_PADDING) / pitch + 0.001);
        if (lines + strip->above > fit)
            lines = fit > strip->above ? fit - strip->above : 1;
    }
    strip->most = strip->count == 0 || lines < strip->most ? lines : strip->most;
    strip->pitch = pitch > strip->pitch ? pitch : strip->pitch;
    strip->count = cell->count;
}

/* The slots that the text of that number takes, in the column that takes most. */
static size_t tallest(const struct lay_level *level, size_t group, size_t number)
{
    size_t most = 1;
    for (size_t i = group; i < level->column_count; i++) {
        const struct content_cell *cell = &level->cells[i];
        if (cell->column != NULL && cell->group == group && number < cell->count &&
            level->texts[i][number].count > most)
            most = level->texts[i][number].count;
    }
    return most;
}

static bool place_texts(struct arena *arena, const struct lay_level *level, size_t group)
{
    struct lay_strip *strip = &level->strips[group];
    size_t at = 0;
    strip->starts = arena_take(arena, strip->count + 1, sizeof *strip->starts);
    if (strip->starts == NULL)
        return false;
    for (size_t i = 0; i < strip->count; i++) {
        size_t slots = tallest(level, group, i);
        size_t in_piece = at % strip->most;
        /* A text that fits into one piece is not torn apart. */
        if (slots <= strip->most && in_piece + slots > strip->most)
            at += strip->most - in_piece;
        strip->starts[i] = at;
        at += slots;
    }
    strip->slots = at;
    return true;
}

static bool lay_strips(struct arena *arena, struct lay_level *level, double most)
{
    for (size_t i = 0; i < level->column_count; i++) {
        const struct content_cell *cell = &level->cells[i];
        if (cell->column != NULL && cell->count > 0)
            widen(&level->strips[cell->group], cell, most);
    }
    level->pieces = 1;
    for (size_t i = 0; i < level->column_count; i++) {
        struct lay_strip *strip = &level->strips[i];
        if (strip->count == 0)
            continue;
        if (!place_texts(arena, level, i))
            return false;
        size_t pieces = strip->slots == 0 ? 1 : (strip->slots - 1) / strip->most + 1;
        level->pieces = pieces > level->pieces ? pieces : level->pieces;
    }
    return true;
}

bool lay_level(struct arena *arena, struct layout *scratch, const struct content_cell *cells,
               size_t column_count, double most, struct lay_level *out)
{
    *out = (struct lay_level){.cells = cells, .column_count = column_count};
    out->texts = arena_take(arena, column_count, sizeof *out->texts);
    out->strips = arena_take(arena, column_count, sizeof *out->strips);
    if (out->texts == NULL || out->strips == NULL)
        return false;
    for (size_t i = 0; i < column_count; i++) {
        if (cells[i].column != NULL && !lay_texts(arena, scratch, &cells[i], &out->texts[i]))
            return false;
    }
    return lay_strips(arena, out, most);
}

/* --- pieces ------------------------------------------------------------------------- */

void lay_piece_slots(const struct lay_strip *strip, size_t number, size_t *first, size_t *end)
{
    bool one = strip->most == (size_t)-1;
    *first = one ? 0 : number * strip->most;
    *end = one || strip->slots < *first + strip->most ? strip->slots : *first + strip->most;
    if (*first > strip->slots)
        *first = *end = strip->slots;
}

double lay_piece_height(const struct lay_level *level, size_t number)
{
    double most = 0;
    for (size_t i = 0; i < level->column_count; i++) {
        const struct lay_strip *strip = &level->strips[i];
        size_t first = 0, end = 0;
        if (strip->count == 0)
            continue;
        lay_piece_slots(strip, number, &first, &end);
        double height = (double)(end - first + (strip->above ? 1 : 0)) * strip->pitch;
        most = height > most ? height : most;
    }
    return most + 2 * LAY_PADDING;
}
