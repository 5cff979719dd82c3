#include "text/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/width.h"

/* One paragraph on its way to lines. */
struct maker {
    struct layout *layout;
    size_t count; /* lines made so far, in layout->spare */
    const char *text;
    const unsigned char *marks; /* of text/segments.h */
    int columns, ambiguous;
    size_t start;     /* of the line in hand */
    int taken;        /* its columns so far, hanging blanks included */
    size_t soft;      /* the last place in it where it may break; start: none */
    int soft_taken;   /* its columns up to there */
    size_t digits;    /* the start of the full-width digits that end it; the */
    int digits_taken; /* columns up to there; digits_fit: they fit on a line */
    bool digits_fit;
};

static bool add_line(struct maker *m, size_t end, int taken, bool hard)
{
    struct layout *l = m->layout;
    if (m->count == l->spare_room) {
        size_t room = l->spare_room == 0 ? 16 : l->spare_room * 2;
        struct layout_line *lines = realloc(l->spare, room * sizeof *lines);
        if (lines == NULL)
            return false;
        l->spare = lines;
        l->spare_room = room;
    }
    l->spare[m->count++] = (struct layout_line){
        .start = m->start,
        .end = end,
        .columns = taken < m->columns ? taken : m->columns,
        .hard = hard,
    };
    return true;
}

/* Ends the line in hand at offset, up to which it takes so many columns. */
static bool break_line(struct maker *m, size_t offset, int taken)
{
    if (!add_line(m, offset, taken, false))
        return false;
    m->start = offset;
    m->taken -= taken;
    m->soft_taken -= taken;
    m->digits_taken -= taken;
    if (m->soft < offset)
        m->soft = offset;
    return true;
}

/* ０-９ and what stands between them, ．and ，. */
static bool is_wide_digit(const char *s, size_t size)
{
    const unsigned char *u = (const unsigned char *)s;
    return size == 3 && u[0] == 0xEF && u[1] == 0xBC &&
           ((u[2] >= 0x90 && u[2] <= 0x99) || u[2] == 0x8C || u[2] == 0x8E);
}

/* Blanks may hang over the edge at a soft break. */
static bool is_blank(const char *s, size_t size)
{
    return (size == 1 && (*s == ' ' || *s == '\t')) || (size == 3 && memcmp(s, "\u3000", 3) == 0);
}

/* Remembers where a run of full-width digits begins and whether a line holds it. */
static void begin_digits(struct maker *m, size_t at, size_t end)
{
    int run = 0;
    for (size_t next = at; next + 3 <= end && is_wide_digit(m->text + next, 3); next += 3)
        run += 2;
    m->digits = at;
    m->digits_taken = m->taken;
    m->digits_fit = run <= m->columns;
}

/* Breaks as often as the next cluster, text[at..) of so many columns, asks. */
static bool make_room(struct maker *m, size_t at, int width, bool in_digits)
{
    bool done = true;
    while (done && m->taken + width > m->columns && at > m->start) {
        if (m->soft > m->start)
            done = break_line(m, m->soft, m->soft_taken);
        else if (in_digits && m->digits_fit && m->digits > m->start)
            done = break_line(m, m->digits, m->digits_taken);
        else
            done = break_line(m, at, m->taken);
    }
    return done;
}

/* The paragraph text[base..end). */
static bool lay_clusters(struct maker *m, size_t base, size_t end)
{
    bool digit = false, mandatory = false;
    for (size_t at = base, next; at < end; at = next) {
        for (next = at + 1; next < end && !(m->marks[next] & SEGMENTS_WIDTH);)
            next++;
        const char *cluster = m->text + at;
        unsigned char mark = m->marks[at];
        bool was_digit = digit;
        digit = *cluster == (char)0xEF && is_wide_digit(cluster, next - at);
        if (digit && !was_digit)
            begin_digits(m, at, end);
        if (at > m->start && (mandatory || mark & SEGMENTS_MAY_BREAK) && !(digit && was_digit)) {
            m->soft = at;
            m->soft_taken = m->taken;
        }
        mandatory = mark & SEGMENTS_MUST_BREAK;
        int width = segments_columns(mark, m->ambiguous);
        if (m->taken + width > m->columns && !is_blank(cluster, next - at) &&
            !make_room(m, at, width, digit && was_digit))
            return false;
        m->taken += width;
    }
    return true;
}

static bool lay_paragraph(struct maker *m, size_t end)
{
    m->taken = 0;
    m->soft = m->start;
    return lay_clusters(m, m->start, end) && add_line(m, end, m->taken, true);
}

bool layout_break(struct layout *l, const char *text, const struct segments *segments, int columns,
                  int ambiguous)
{
    struct maker m = {.layout = l,
                      .text = text,
                      .marks = segments->marks,
                      .columns = columns < 2 ? 2 : columns,
                      .ambiguous = ambiguous};
    size_t size = segments->size;
    for (;;) {
        const char *feed = m.start < size ? memchr(text + m.start, '\n', size - m.start) : NULL;
        size_t end = feed == NULL ? size : (size_t)(feed - text);
        if (!lay_paragraph(&m, end))
            return false;
        if (feed == NULL)
            break;
        m.start = end + 1;
    }
    struct layout_line *lines = l->lines;
    size_t room = l->room;
    l->lines = l->spare;
    l->room = l->spare_room;
    l->count = m.count;
    l->spare = lines;
    l->spare_room = room;
    return true;
}

bool layout_make(struct layout *l, const char *text, size_t size, int columns)
{
    return segments_make(&l->segments, text, size) &&
           layout_break(l, text, &l->segments, columns, width_ambiguous());
}

void layout_free(struct layout *l)
{
    free(l->lines);
    free(l->spare);
    segments_free(&l->segments);
    *l = (struct layout)LAYOUT_INIT;
}

size_t layout_line_of(const struct layout *l, size_t offset)
{
    size_t low = 0, high = l->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (l->lines[middle].start <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}
