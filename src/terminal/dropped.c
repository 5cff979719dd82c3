/* Where in a paste the characters stood that may not be stored. */
#include "config.h"

#include "terminal/dropped.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/utf8.h"

enum { NAMED = 3 }; /* at most; a sentence with more is not read */

/* allowed_filter makes line feeds of them. */
static bool is_line_break(uint32_t cp)
{
    return (cp >= 0x0A && cp <= 0x0D) || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* The next character from *at on that is left out. */
static bool find_dropped(const struct input_event *in, size_t *at, uint32_t *cp)
{
    size_t offset;

    while (*at < in->raw_size && !allowed_check(in->raw + *at, in->raw_size - *at, &offset, cp)) {
        *at += offset;
        if (!is_line_break(*cp)) {
            return true;
        }
        (*at)++; /* the bytes behind the first of a longer one are no characters */
        while (*at < in->raw_size && ((unsigned char)in->raw[*at] & 0xC0) == 0x80) {
            (*at)++;
        }
    }
    return false;
}

/* The place of raw[at], as the person counts who looks at where it was copied. */
static void count_place(const struct input_event *in, size_t at, size_t *line, size_t *character)
{
    char *before = allowed_filter(in->raw, at, NULL, NULL);
    const char *start = before;

    *line = 1;
    *character = 1;
    for (const char *feed = before; feed && (feed = strchr(feed, '\n')); feed++) {
        start = feed + 1;
        (*line)++;
    }
    if (start) {
        *character += grapheme_count(start, strlen(start));
    }
    free(before);
}

static void skip(const struct input_event *in, size_t *at)
{
    uint32_t cp;
    size_t step = utf8_decode(in->raw + *at, in->raw_size - *at, &cp);

    *at += step > 0 ? step : 1;
}

void dropped_describe(const struct input_event *in, char *out, size_t size)
{
    uint32_t cp;
    size_t used = 0;
    size_t at = 0;
    char name[64];

    allowed_describe(in->first_dropped, name, sizeof(name));
    snprintf(out, size, "%s", name);
    for (int n = 0; in->raw && n < NAMED && find_dropped(in, &at, &cp); n++) {
        size_t line;
        size_t character;
        allowed_describe(cp, name, sizeof(name));
        count_place(in, at, &line, &character);
        int wrote = snprintf(out + used, size - used, _("%s%s, line %zu, character %zu"),
                             n > 0 ? "; " : "", name, line, character);
        if (wrote < 0 || (size_t)wrote >= size - used) {
            out[used] = '\0'; /* rather one less than one cut */
            return;
        }
        used += (size_t)wrote;
        skip(in, &at);
    }
}
