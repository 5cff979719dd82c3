/*
 * Points in time for people: what the store keeps in UTC, in the local time of
 * the person who reads it.
 */
#ifndef KUSEI_TEXT_WHEN_H
#define KUSEI_TEXT_WHEN_H

#include <stddef.h>
#include <stdint.h>

enum { WHEN_SIZE = 32 };

/* "2026-04-01T09:30:12Z" as "2026-04-01 18:30" where the local time is Japan's.
 * A text that is no such time comes out as it is. NULL gives "". */
void when_local(const char *utc, char out[WHEN_SIZE]);

/* How many days ago that was for people, by the calendar of the local time: 1 is
 * yesterday. 0 where it is no such time, or still to come. */
int when_days_ago(const char *utc, int64_t now);

/* The time of day now, "10:12". */
void when_now(char out[WHEN_SIZE]);

#endif
