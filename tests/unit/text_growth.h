/* How the work on a text grows with the text, whatever the machine: the same work on
 * a text of size and on one of an eighth of it. */
#ifndef KUSEI_TESTS_TEXT_GROWTH_H
#define KUSEI_TESTS_TEXT_GROWTH_H

#include <stddef.h>

/* Fails the test when the larger takes more than 32 times what the smaller takes:
 * in proportion it is 8, by the square 64. Each is the best of three, in processor
 * time; what takes less than a millisecond is as good as one. */
void text_growth_assert(void (*work)(size_t size, const void *context), const void *context,
                        size_t size);

#endif
