/*
 * Folding for search and for recognising look-alikes: full-width and half-width,
 * the many dashes, circles and crosses, brackets around numbers. A folded key
 * is compared, never stored or shown.
 */
#ifndef KUSEI_TEXT_FOLD_H
#define KUSEI_TEXT_FOLD_H

#include <stdbool.h>

/* The folded key of a text: NFKC, dashes to '-', circles to 'o', crosses to
 * 'x', white space, brackets and variation selectors gone; case kept. "Ａ" and "A" give the same,
 * so do "①(ⅰ)" "①(i)" "①ⅰ", "〇" and "○", "－" and "―", "【4-１】" and "4-1".
 * NULL when memory is short; the caller frees. */
char *fold_key(const char *text);

/* The text with its letters small, where the small one is as long in bytes: an
 * offset into one is an offset into the other. NULL when memory is short; the
 * caller frees. */
char *fold_case(const char *text);

/* The key in which a text is searched: fold_key of the text in small letters,
 * line by line, with the line feeds between. It is what the folded search of
 * editor_search.h compares, when both texts went through fold_case. NULL when
 * memory is short; the caller frees. */
char *fold_search_key(const char *text);

/* Whether two texts have the same folded key. Case counts first: see
 * fold_choose. Memory short counts as no. */
bool fold_equal(const char *a, const char *b);

/* Which of the values a person meant by text: the exact one, else the only one
 * with the same folded key, else the only one that agrees when case is ignored.
 * values ends with NULL. -1 when none or several, when text folds to nothing, or
 * when memory is short. */
int fold_choose(const char *text, const char *const *values);

/* A page code made canonical: digits and hyphens to ASCII, brackets and spaces
 * gone ("【6‐2】" gives "6-2", "4-１" gives "4-1"). A text that is no such code
 * comes back as it is. NULL when memory is short; the caller frees. */
char *fold_code(const char *text);

#endif
