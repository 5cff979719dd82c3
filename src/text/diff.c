#include "text/diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/diff_core.h"
#include "text/grapheme.h"
#include "text/words.h"

enum {
    PROBES_MOST = 64, /* in the table of words, against texts made to collide */
    ISLAND_TINY = 1,  /* clusters that stayed the same and do not help a reader, */
    ISLAND_SMALL = 3, /* nor these between changes so many times as long */
    ISLAND_BETWEEN = 4,
};

/* One text as a row of words: word i is text[starts[i]..starts[i + 1]). */
struct words {
    const char *text;
    size_t size;
    size_t *starts;
    uint32_t *ids;
    bool *changed;
    size_t count;
};

/* A change in words: old[a0..a1) became new[b0..b1). */
struct hunk {
    size_t a0, a1, b0, b1;
};

struct work {
    struct words old, new;
    struct hunk *hunks;
    size_t count;
};

static void words_free(struct words *w)
{
    free(w->starts);
    free(w->ids);
    free(w->changed);
}

/* One more than count is kept free for the end. */
static bool words_split(struct words *w, const char *text, size_t size)
{
    size_t room = 0;
    *w = (struct words){.text = text, .size = size};
    for (size_t at = 0; at < size; at = words_run_end(text, size, at, NULL)) {
        if (w->count + 1 >= room) {
            room = room == 0 ? 64 : room * 2;
            size_t *starts = realloc(w->starts, room * sizeof *starts);
            if (starts == NULL)
                return false;
            w->starts = starts;
        }
        w->starts[w->count++] = at;
    }
    if (w->count == 0 && (w->starts = malloc(sizeof *w->starts)) == NULL)
        return false;
    w->starts[w->count] = size;
    w->ids = calloc(w->count + 1, sizeof *w->ids);
    w->changed = calloc(w->count + 1, sizeof *w->changed);
    return w->ids != NULL && w->changed != NULL && w->count < UINT32_MAX / 4;
}

static size_t length_of(const struct words *w, size_t i)
{
    return w->starts[i + 1] - w->starts[i];
}

static uint64_t hash(const char *bytes, size_t size)
{
    uint64_t value = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)bytes[i]) * 1099511628211U;
    return value ^ value >> 32;
}

/* A word that has been seen; its number is its place in the table. */
struct seen {
    const char *bytes;
    size_t size;
};

/* Equal words get equal numbers. A word that finds no place soon gets a number of
 * its own, and counts as changed though it may not be. */
static void number(struct words *w, struct seen *table, size_t mask, uint32_t *spare)
{
    for (size_t i = 0; i < w->count; i++) {
        const char *bytes = w->text + w->starts[i];
        size_t size = length_of(w, i), place = (size_t)hash(bytes, size) & mask;
        int probes = 0;
        while (probes < PROBES_MOST && table[place].bytes != NULL &&
               (table[place].size != size || memcmp(table[place].bytes, bytes, size) != 0)) {
            place = (place + 1) & mask;
            probes++;
        }
        if (probes == PROBES_MOST) {
            w->ids[i] = (*spare)++;
            continue;
        }
        table[place] = (struct seen){bytes, size};
        w->ids[i] = (uint32_t)place;
    }
}

static bool number_both(struct work *w)
{
    size_t room = 64;
    while (room < 2 * (w->old.count + w->new.count))
        room *= 2;
    struct seen *table = calloc(room, sizeof *table);
    if (table == NULL)
        return false;
    uint32_t spare = (uint32_t)room;
    number(&w->old, table, room - 1, &spare);
    number(&w->new, table, room - 1, &spare);
    free(table);
    return true;
}

/* The changes as hunks, from the marks. */
static bool gather(struct work *w)
{
    size_t a = 0, b = 0, room = 0;
    while (a < w->old.count || b < w->new.count) {
        struct hunk h = {a, a, b, b};
        while (h.a1 < w->old.count && w->old.changed[h.a1])
            h.a1++;
        while (h.b1 < w->new.count && w->new.changed[h.b1])
            h.b1++;
        a = h.a1 + 1;
        b = h.b1 + 1;
        if (h.a0 == h.a1 && h.b0 == h.b1)
            continue;
        if (w->count == room) {
            room = room == 0 ? 16 : room * 2;
            struct hunk *hunks = realloc(w->hunks, room * sizeof *hunks);
            if (hunks == NULL)
                return false;
            w->hunks = hunks;
        }
        w->hunks[w->count++] = h;
    }
    return true;
}

/* How good a place in front of word i is for a change to begin. */
static int rank(const struct words *w, size_t i)
{
    static const char *const sentence[] = {"。", "．", "！", "？"};
    if (i == 0)
        return 3;
    const char *before = w->text + w->starts[i - 1];
    size_t size = length_of(w, i - 1);
    if (size == 1 && *before == '\n')
        return 3;
    for (size_t k = 0; k < sizeof sentence / sizeof *sentence; k++)
        if (size == strlen(sentence[k]) && memcmp(before, sentence[k], size) == 0)
            return 2;
    return size == 3 && memcmp(before, "、", 3) == 0 ? 1 : 0;
}

/* How far down (negative: up) a hunk that only takes out, or only puts in, words
 * start to end should move, to the best of the places that say the same; the last of
 * them among equals, where it begins with a word and not with the particle before.
 * least and most: words that it may move up and down. */
static ptrdiff_t slide(const struct words *w, size_t start, size_t end, size_t least, size_t most)
{
    size_t up = 0, best = 0;
    while (up < least && w->ids[start - up - 1] == w->ids[end - up - 1])
        up++;
    start -= up;
    end -= up;
    int highest = rank(w, start);
    for (size_t down = 1; down <= up + most && w->ids[start + down - 1] == w->ids[end + down - 1];
         down++) {
        int here = rank(w, start + down);
        if (here >= highest) {
            highest = here;
            best = down;
        }
    }
    return (ptrdiff_t)best - (ptrdiff_t)up;
}

static void slide_all(struct work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct hunk *h = &w->hunks[i];
        size_t least = i == 0 ? h->a0 : h->a0 - h[-1].a1;
        size_t most = (i + 1 == w->count ? w->old.count : h[1].a0) - h->a1;
        ptrdiff_t by = 0;
        if (h->b0 == h->b1)
            by = slide(&w->old, h->a0, h->a1, least, most);
        else if (h->a0 == h->a1)
            by = slide(&w->new, h->b0, h->b1, least, most);
        h->a0 += (size_t)by;
        h->a1 += (size_t)by;
        h->b0 += (size_t)by;
        h->b1 += (size_t)by;
    }
}

/* How many clusters words[start..end) have, as far as most. */
static size_t clusters(const struct words *w, size_t start, size_t end, size_t most)
{
    size_t count = 0, stop = w->starts[end];
    for (size_t at = w->starts[start]; at < stop && count < most; count++)
        at = grapheme_next(w->text, stop, at);
    return count;
}

/* Whether the hunk takes out, or puts in, that many clusters. */
static bool is_long(const struct work *w, const struct hunk *h, size_t count)
{
    return clusters(&w->old, h->a0, h->a1, count) == count ||
           clusters(&w->new, h->b0, h->b1, count) == count;
}

/* Whether what stayed the same between two hunks keeps a reader from seeing them
 * as the one change that they are. A line break never does. */
static bool is_island(const struct work *w, const struct hunk *a, const struct hunk *b)
{
    const char *bytes = w->old.text + w->old.starts[a->a1];
    if (memchr(bytes, '\n', w->old.starts[b->a0] - w->old.starts[a->a1]) != NULL)
        return false;
    size_t count = clusters(&w->old, a->a1, b->a0, ISLAND_SMALL + 1);
    if (count <= ISLAND_TINY)
        return true;
    return count <= ISLAND_SMALL && is_long(w, a, count * ISLAND_BETWEEN) &&
           is_long(w, b, count * ISLAND_BETWEEN);
}

static void join_islands(struct work *w)
{
    size_t kept = 0;
    for (size_t i = 1; i < w->count; i++) {
        struct hunk *last = &w->hunks[kept], *next = &w->hunks[i];
        if (is_island(w, last, next)) {
            last->a1 = next->a1;
            last->b1 = next->b1;
        } else {
            w->hunks[++kept] = *next;
        }
    }
    if (w->count > 0)
        w->count = kept + 1;
}

/* Adds a part in words, unless it is empty. */
static void add(struct diff *d, const struct work *w, enum diff_kind kind, const struct hunk *h)
{
    if (h->a0 == h->a1 && h->b0 == h->b1)
        return;
    d->parts[d->count++] = (struct diff_part){
        .kind = kind,
        .old_start = w->old.starts[h->a0],
        .old_end = w->old.starts[h->a1],
        .new_start = w->new.starts[h->b0],
        .new_end = w->new.starts[h->b1],
    };
}

static bool emit(struct diff *d, const struct work *w)
{
    size_t a = 0, b = 0;
    d->parts = calloc(w->count * 3 + 1, sizeof *d->parts);
    if (d->parts == NULL)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        const struct hunk *h = &w->hunks[i];
        add(d, w, DIFF_SAME, &(struct hunk){a, h->a0, b, h->b0});
        add(d, w, DIFF_GONE, &(struct hunk){h->a0, h->a1, h->b0, h->b0});
        add(d, w, DIFF_NEW, &(struct hunk){h->a1, h->a1, h->b0, h->b1});
        a = h->a1;
        b = h->b1;
    }
    add(d, w, DIFF_SAME, &(struct hunk){a, w->old.count, b, w->new.count});
    return true;
}

bool diff_make(struct diff *d, const char *old, size_t old_size, const char *new, size_t new_size)
{
    struct work w = {.hunks = NULL};
    *d = (struct diff){NULL, 0, false};
    bool done =
        words_split(&w.old, old, old_size) && words_split(&w.new, new, new_size) && number_both(&w);
    if (done) {
        struct diff_row a = {w.old.ids, w.old.count, w.old.changed};
        struct diff_row b = {w.new.ids, w.new.count, w.new.changed};
        d->coarse = !diff_mark(&a, &b);
        done = gather(&w);
    }
    if (done) {
        slide_all(&w);
        join_islands(&w);
        done = emit(d, &w);
    }
    free(w.hunks);
    words_free(&w.old);
    words_free(&w.new);
    if (!done)
        *d = (struct diff){NULL, 0, false};
    return done;
}

void diff_free(struct diff *d)
{
    free(d->parts);
    *d = (struct diff){NULL, 0, false};
}
