/*
 * A text taken apart once: where its grapheme clusters begin, how wide each is, and
 * where a line may break (UAX #29, #11, #14). What lays it out, counts it or
 * measures it on paper reads this, and does not look at the characters again. It
 * knows no width of a line, and nothing of what this terminal makes of ambiguous
 * characters.
 */
#ifndef KUSEI_TEXT_SEGMENTS_H
#define KUSEI_TEXT_SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>

enum segments_mark {
    SEGMENTS_NARROW = 1,    /* a cluster of one column begins here */
    SEGMENTS_WIDE = 2,      /* of two */
    SEGMENTS_AMBIGUOUS = 3, /* of one or two: East Asian Width says A */
    SEGMENTS_WIDTH = 3,     /* these three; 0: inside a cluster, or a line feed */
    SEGMENTS_MAY_BREAK = 4, /* a line may break in front of it */
    SEGMENTS_MUST_BREAK = 8 /* a line ends with it, though it is no line feed (U+2028) */
};

/* The part of a text that was looked at again: text[start..end) in the place of
 * text[start..former_end) of before; all around it has the marks that it had. */
struct segments_part {
    size_t start, end, former_end;
};

struct segments {
    unsigned char *marks; /* of each byte of the text, size of them */
    size_t size;
    size_t count;                 /* clusters as people count characters: line feeds are none */
    struct segments_part changed; /* by the last segments_change */
    /* Only for segments.c: memory that is kept from call to call. */
    size_t room;
    char *scratch;
    size_t scratch_room;
};

#define SEGMENTS_INIT                                                                              \
    {                                                                                              \
        NULL, 0, 0, {0, 0, 0}, 0, NULL, 0                                                          \
    }

/* Takes text[0..size) (valid UTF-8) apart. May be called again, and then reuses
 * its memory. False when memory is short: the segments are then empty. */
bool segments_make(struct segments *s, const char *text, size_t size);
/* The same of a text that was taken apart when the added bytes at offset were not
 * in it, and removed others in their place: only the paragraphs that they stand in
 * are looked at. size is that of the text now. */
bool segments_change(struct segments *s, const char *text, size_t size, size_t offset,
                     size_t removed, size_t added);
void segments_free(struct segments *s);

/* Columns from one cluster on to before another, where ambiguous ones take so many. */
int segments_width(const struct segments *s, size_t start, size_t end, int ambiguous);

/* Columns of the cluster with this mark, where ambiguous ones take so many. */
static inline int segments_columns(unsigned char mark, int ambiguous)
{
    int width = mark & SEGMENTS_WIDTH;
    return width == SEGMENTS_AMBIGUOUS ? ambiguous : width;
}

#endif
