#include "text/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"
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
    const struct segments_part *changed; /* since the layout; NULL: there is no layout of before */
    size_t former; /* the first line of the layout of before that may still be met */
    bool joined;   /* from the line in hand on, all stands as in the layout of before */
};

/* Room for so many lines more. */
static bool reserve(struct maker *m, size_t more)
{
    struct layout *l = m->layout;
    size_t room = l->spare_room == 0 ? 16 : l->spare_room;
    while (room < m->count + more)
        room *= 2;
    if (room > l->spare_room) {
        struct layout_line *lines = realloc(l->spare, room * sizeof *lines);
        if (lines == NULL)
            return false;
        l->spare = lines;
        l->spare_room = room;
    }
    return true;
}

static bool add_line(struct maker *m, size_t end, int taken, bool hard)
{
    struct layout *l = m->layout;
    if (!reserve(m, 1))
        return false;
    l->spare[m->count++] = (struct layout_line){
        .start = m->start,
        .end = end,
        .columns = taken < m->columns ? taken : m->columns,
        .hard = hard,
    };
    return true;
}

/* ０-９ and what stands between them, ．and ，. */
static bool is_wide_digit(const char *s, size_t size)
{
    const unsigned char *u = (const unsigned char *)s;
    return size == 3 && u[0] == 0xEF && u[1] == 0xBC &&
           ((u[2] >= 0x90 && u[2] <= 0x99) || u[2] == 0x8C || u[2] == 0x8E);
}

/* A line that begins behind what changed, and where one began before, is that line. */
static void join(struct maker *m)
{
    const struct layout *l = m->layout;
    if (m->changed == NULL || m->start < m->changed->end)
        return;
    size_t was = m->start - m->changed->end + m->changed->former_end;
    while (m->former < l->count && l->lines[m->former].start < was)
        m->former++;
    m->joined = m->former < l->count && l->lines[m->former].start == was;
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
    join(m);
    return true;
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
    while (done && !m->joined && m->taken + width > m->columns && at > m->start) {
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
        const char *cluster = m->text + at;
        for (next = at + utf8_length(*cluster); next < end && !(m->marks[next] & SEGMENTS_WIDTH);)
            next++;
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
        if (m->joined)
            break;
        m->taken += width;
    }
    return true;
}

static bool lay_paragraph(struct maker *m, size_t end)
{
    m->taken = 0;
    m->soft = m->start;
    return lay_clusters(m, m->start, end) && (m->joined || add_line(m, end, m->taken, true));
}

/* From m->start on, to the end of the text or to where the former layout goes on. */
static bool lay_paragraphs(struct maker *m, size_t size)
{
    const char *text = m->text;
    for (;;) {
        const char *feed = m->start < size ? memchr(text + m->start, '\n', size - m->start) : NULL;
        size_t end = feed == NULL ? size : (size_t)(feed - text);
        if (!lay_paragraph(m, end))
            return false;
        if (feed == NULL || m->joined)
            return true;
        m->start = end + 1;
        join(m);
        if (m->joined)
            return true;
    }
}

/* The lines that were made become the layout's. */
static void take_over(struct maker *m)
{
    struct layout *l = m->layout;
    struct layout_line *lines = l->lines;
    size_t room = l->room;
    l->lines = l->spare;
    l->room = l->spare_room;
    l->count = m->count;
    l->spare = lines;
    l->spare_room = room;
}

static struct maker maker_of(struct layout *l, const char *text, const struct segments *segments,
                             int columns, int ambiguous)
{
    return (struct maker){.layout = l,
                          .text = text,
                          .marks = segments->marks,
                          .columns = columns < 2 ? 2 : columns,
                          .ambiguous = ambiguous};
}

bool layout_break(struct layout *l, const char *text, const struct segments *segments, int columns,
                  int ambiguous)
{
    struct maker m = maker_of(l, text, segments, columns, ambiguous);
    if (!lay_paragraphs(&m, segments->size))
        return false;
    take_over(&m);
    return true;
}

/* The first line that a change from start on can reach. Where a line ends depends on
 * what would come next in it: that may stand at the start of the line behind the
 * next, and so may the end of full-width digits that begin in it. */
static size_t first_reached(const struct layout *l, size_t start)
{
    size_t line = layout_line_of(l, start);
    return line < 2 ? 0 : line - 2;
}

/* Lines of the former layout, each so many bytes further on. */
static bool keep_lines(struct maker *m, size_t from, size_t to, size_t shift)
{
    struct layout *l = m->layout;
    if (!reserve(m, to - from))
        return false;
    for (size_t i = from; i < to; i++) {
        l->spare[m->count] = l->lines[i];
        l->spare[m->count].start += shift; /* modulo SIZE_MAX + 1 where it is back */
        l->spare[m->count++].end += shift;
    }
    return true;
}

bool layout_change(struct layout *l, const char *text, const struct segments *segments, int columns,
                   int ambiguous)
{
    struct maker m = maker_of(l, text, segments, columns, ambiguous);
    m.changed = &segments->changed;
    m.former = first_reached(l, m.changed->start);
    m.start = l->lines[m.former].start;
    if (!keep_lines(&m, 0, m.former, 0) || !lay_paragraphs(&m, segments->size) ||
        (m.joined && !keep_lines(&m, m.former, l->count, m.changed->end - m.changed->former_end)))
        return false;
    take_over(&m);
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
