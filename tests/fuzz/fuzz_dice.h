/*
 * The dice of the fuzz targets: the same numbers from the same seed everywhere.
 */
#ifndef KUSEI_FUZZ_DICE_H
#define KUSEI_FUZZ_DICE_H

#include <stddef.h>
#include <stdint.h>

/* The next number; state is the seed at first (splitmix64, Steele, Lea and Flood 2014). */
static inline uint64_t dice_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* A number from 0 up to, but not, limit; 0 where limit is 0. */
static inline size_t dice_below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(dice_next(state) % limit);
}

#endif
