/*
 * Where a text stands in another, for a person who searches: whole clusters only
 * (か is not found in か+゙), byte for byte or folded as fold.h folds, so that "web2"
 * typed in full width finds "web2", 株 finds ㈱ and 葛 finds 葛󠄀. A folded search looks
 * past blanks and brackets, but never past a line feed.
 */
#ifndef KUSEI_TEXT_EDITOR_SEARCH_H
#define KUSEI_TEXT_EDITOR_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

enum editor_search_how { EDITOR_SEARCH_EXACT, EDITOR_SEARCH_FOLDED };

/* Bytes of the text. Blanks and brackets at the ends of what was found belong to it
 * as far as the text searched for has the like there: （注） is found whole when (注)
 * is searched for, and without its brackets when 注 is. */
struct editor_match {
    size_t start, end;
};

struct editor_matches {
    struct editor_match *items; /* in the order of the text; they may overlap */
    size_t count;
};

/* Every place of text[0..size) where what stands. Both are valid UTF-8; what is
 * NUL-terminated, and is taken as it is when it folds to nothing. The work is in
 * proportion to the two lengths. False when memory is short; the caller frees the
 * matches. */
bool editor_search(const char *text, size_t size, const char *what, enum editor_search_how how,
                   struct editor_matches *matches);
void editor_matches_free(struct editor_matches *matches);

#endif
