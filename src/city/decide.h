/*
 * Whether a submission that is good in itself is taken, by what was received of its
 * ward and year before: it is the next one, or it is refused for a reason of
 * exchange/refusal.h. Nothing is read or written here.
 */
#ifndef KUSEI_CITY_DECIDE_H
#define KUSEI_CITY_DECIDE_H

#include "store/city.h"

/* NULL where it is taken; else the code. before: all that was received of the ward and
 * year, in that order. Of `is`, kind, first, trail_seq, trail_hash, content and signed_at
 * are read. */
const char *decide(const struct store_city_list *before, const struct store_city_submission *is);

#endif
