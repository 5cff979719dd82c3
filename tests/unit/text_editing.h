/* What the tests of the editor share: an editor as a picture, and back. */
#ifndef KUSEI_TESTS_TEXT_EDITING_H
#define KUSEI_TESTS_TEXT_EDITING_H

#include "text/editor.h"

/* An editor with the cursor where "^" is in the picture, and the anchor where "[" is,
 * if it is. Up to 2,000 bytes. */
struct editor *text_editing_make(const char *picture, bool single);

/* Fails the test unless this is the picture of the editor: the selection between
 * "[" and "^". */
void text_editing_assert(const struct editor *e, const char *picture);

#endif
