/*
 * Numbers in a terminal's sequences (terminfo(5), "Parameterized Strings").
 *
 * tparm looks every string up and takes it apart anew, which is much for two of them
 * at every key. Nearly all terminals only have numbers in theirs: those are filled in
 * here, and whatever else a string asks for is left to tparm.
 */
#ifndef KUSEI_TERMINAL_SEQUENCE_H
#define KUSEI_TERMINAL_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>

/* capability with the numbers, 0 or more, where it has %p1%d and %p2%d, one higher behind
 * %i, as a string of less than size bytes. False when it asks for more, or for more room. */
bool sequence_fill(const char *capability, int first, int second, char *out, size_t size);

#endif
