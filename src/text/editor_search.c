#include "text/editor_search.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/scan.h"
#include "text/utf8.h"

/* A text in the form that is compared, with the way back: a piece of it (a cluster,
 * with the half-width sound marks behind it when folded) begins at byte i of the
 * key where starts[i] is its offset in the text, and ends there where ends[i] is. */
struct key {
    const char *text;
    size_t size;
    struct buffer bytes;
    size_t *starts, *ends;
    size_t room;
};

static const size_t none = SIZE_MAX;

static void key_free(struct key *k)
{
    buffer_free(&k->bytes);
    free(k->starts);
    free(k->ends);
}

static bool key_reserve(struct key *k, size_t size)
{
    if (size <= k->room)
        return true;
    size_t room = size < 64 ? 128 : size * 2;
    size_t *starts = realloc(k->starts, room * sizeof *starts);
    if (starts == NULL)
        return false;
    k->starts = starts;
    size_t *ends = realloc(k->ends, room * sizeof *ends);
    if (ends == NULL)
        return false;
    k->ends = ends;
    k->room = room;
    return true;
}

/* Adds a piece of the text, text[start..end), as bytes of the key. */
static bool key_add(struct key *k, const char *bytes, size_t size, size_t start, size_t end)
{
    size_t from = k->bytes.size;
    if (size == 0)
        return true;
    if (!key_reserve(k, from + size))
        return false;
    buffer_append(&k->bytes, bytes, size);
    for (size_t i = from; i < from + size; i++)
        k->starts[i] = k->ends[i] = none;
    k->starts[from] = start;
    k->ends[from + size - 1] = end;
    return !k->bytes.failed;
}

/* Most of what is written folds to itself. */
static bool is_plain(const char *s, size_t size)
{
    uint32_t cp = 0;
    if (utf8_decode(s, size, &cp) != size)
        return false;
    return cp == '\n' || (cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') ||
           (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30FA) ||
           (cp >= 0x4E00 && cp <= 0x9FFF);
}

static bool key_add_folded(struct key *k, const char *text, size_t start, size_t end)
{
    if (is_plain(text + start, end - start))
        return key_add(k, text + start, end - start, start, end);
    char *piece = strndup(text + start, end - start);
    char *folded = piece == NULL ? NULL : fold_key(piece);
    bool done = folded != NULL && key_add(k, folded, strlen(folded), start, end);
    free(folded);
    free(piece);
    return done;
}

/* The end of the piece that begins at offset: ﾞ and ﾟ are clusters, but fold
 * together with the kana before them. */
static size_t piece_end(const char *text, size_t size, size_t offset, bool folded)
{
    size_t end = grapheme_next(text, size, offset);
    while (folded && size - end >= 3 &&
           (memcmp(text + end, "\uFF9E", 3) == 0 || memcmp(text + end, "\uFF9F", 3) == 0))
        end = grapheme_next(text, size, end);
    return end;
}

static bool key_make(struct key *k, const char *text, size_t size, bool folded)
{
    *k = (struct key){.text = text, .size = size, .bytes = BUFFER_INIT};
    for (size_t at = 0, end; at < size; at = end) {
        end = piece_end(text, size, at, folded);
        if (folded ? !key_add_folded(k, text, at, end)
                   : !key_add(k, text + at, end - at, at, end)) {
            key_free(k);
            return false;
        }
    }
    return true;
}

/* back[i]: how much of what[0..i] is a start of what as well as its end, less than
 * all of it (Knuth, Morris, Pratt, SIAM J. Comput. 6, 1977). */
static size_t *make_back(const char *what, size_t size)
{
    size_t *back = malloc(size * sizeof *back);
    if (back == NULL)
        return NULL;
    back[0] = 0;
    for (size_t i = 1, k = 0; i < size; i++) {
        while (k > 0 && what[i] != what[k])
            k = back[k - 1];
        if (what[i] == what[k])
            k++;
        back[i] = k;
    }
    return back;
}

/* What a piece is that folds to nothing. */
enum edge { EDGE_OPENING, EDGE_CLOSING, EDGE_BLANK };

static enum edge edge_at(const struct key *k, size_t offset)
{
    uint32_t cp = 0;
    utf8_decode(k->text + offset, k->size - offset, &cp);
    return scan_is_opening(cp) ? EDGE_OPENING : scan_is_closing(cp) ? EDGE_CLOSING : EDGE_BLANK;
}

/* The match at bytes first to last of the key, with what folded to nothing at its
 * two ends as far as the text searched for has the like at its own. */
static struct editor_match widen(const struct key *in, size_t first, size_t last,
                                 const struct key *what)
{
    struct editor_match m = {in->starts[first], in->ends[last]};
    size_t least = first == 0 ? 0 : in->ends[first - 1];
    size_t most = last + 1 == in->bytes.size ? in->size : in->starts[last + 1];
    for (size_t own = what->starts[0]; own > 0 && m.start > least;) {
        size_t before = grapheme_previous(in->text, in->size, m.start);
        own = grapheme_previous(what->text, what->size, own);
        if (edge_at(in, before) != edge_at(what, own))
            break;
        m.start = before;
    }
    for (size_t own = what->ends[what->bytes.size - 1]; own < what->size && m.end < most;) {
        if (edge_at(in, m.end) != edge_at(what, own))
            break;
        m.end = grapheme_next(in->text, in->size, m.end);
        own = grapheme_next(what->text, what->size, own);
    }
    return m;
}

static bool matches_add(struct editor_matches *matches, size_t *room, struct editor_match m)
{
    if (matches->count == *room) {
        *room = *room == 0 ? 16 : *room * 2;
        struct editor_match *items = realloc(matches->items, *room * sizeof *items);
        if (items == NULL)
            return false;
        matches->items = items;
    }
    matches->items[matches->count++] = m;
    return true;
}

static bool match_keys(const struct key *in, const struct key *what, struct editor_matches *matches)
{
    size_t length = what->bytes.size, room = 0;
    size_t *back = make_back(what->bytes.data, length);
    bool done = back != NULL;
    for (size_t i = 0, k = 0; done && i < in->bytes.size; i++) {
        while (k > 0 && (k == length || in->bytes.data[i] != what->bytes.data[k]))
            k = back[k - 1];
        if (in->bytes.data[i] == what->bytes.data[k])
            k++;
        if (k == length && in->ends[i] != none && in->starts[i + 1 - length] != none)
            done = matches_add(matches, &room, widen(in, i + 1 - length, i, what));
    }
    free(back);
    return done;
}

bool editor_search(const char *text, size_t size, const char *what, enum editor_search_how how,
                   struct editor_matches *matches)
{
    struct key in, key;
    bool folded = how == EDITOR_SEARCH_FOLDED;
    *matches = (struct editor_matches){NULL, 0};
    if (!key_make(&key, what, strlen(what), folded))
        return false;
    if (folded && key.bytes.size == 0) {
        key_free(&key);
        folded = false;
        if (!key_make(&key, what, strlen(what), false))
            return false;
    }
    bool done = key.bytes.size == 0;
    if (!done && key_make(&in, text, size, folded)) {
        done = match_keys(&in, &key, matches);
        key_free(&in);
    }
    key_free(&key);
    if (!done)
        editor_matches_free(matches);
    return done;
}

void editor_matches_free(struct editor_matches *matches)
{
    free(matches->items);
    *matches = (struct editor_matches){NULL, 0};
}
