/* Two texts as one, with what is gone and new. */
#include "config.h"

#include "terminal/difference.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

void difference_free(struct difference *d)
{
    free(d->text);
    free(d->parts);
    *d = (struct difference){0};
}

bool difference_plain(struct difference *d, const char *text)
{
    *d = (struct difference){.text = strdup(text), .parts = calloc(1, sizeof(*d->parts))};
    if (!d->text || !d->parts) {
        difference_free(d);
        return false;
    }
    d->parts[0] = (struct difference_part){strlen(text), DIFF_SAME};
    d->count = 1;
    return true;
}

static bool join(struct difference *d, const struct diff *parts, const char *old, const char *new)
{
    struct buffer text = BUFFER_INIT;

    d->parts = calloc(parts->count + 1, sizeof(*d->parts));
    for (size_t i = 0; d->parts && i < parts->count; i++) {
        const struct diff_part *p = &parts->parts[i];
        if (p->kind == DIFF_GONE) {
            buffer_append(&text, old + p->old_start, p->old_end - p->old_start);
        } else {
            buffer_append(&text, new + p->new_start, p->new_end - p->new_start);
        }
        d->parts[d->count++] = (struct difference_part){text.size, p->kind};
    }
    d->text = buffer_take(&text);
    return d->parts && d->text;
}

bool difference_make(struct difference *d, const char *old, const char *new)
{
    struct diff parts;

    *d = (struct difference){0};
    if (!diff_make(&parts, old, strlen(old), new, strlen(new))) {
        return false;
    }
    bool good = join(d, &parts, old, new);
    diff_free(&parts);
    if (!good) {
        difference_free(d);
    }
    return good;
}

static unsigned style_of(enum diff_kind kind)
{
    switch (kind) {
    case DIFF_GONE:
        return DRAW_UNDERLINE | DRAW_ERROR;
    case DIFF_NEW:
        return DRAW_BOLD | DRAW_GOOD;
    case DIFF_SAME:
        break;
    }
    return DRAW_PLAIN;
}

void difference_draw(const struct difference *d, size_t start, size_t end, unsigned style,
                     struct pen *pen)
{
    size_t from = 0;

    for (size_t i = 0; i < d->count; from = d->parts[i++].end) {
        size_t first = from > start ? from : start;
        size_t last = d->parts[i].end < end ? d->parts[i].end : end;
        if (first < last) {
            draw_text(pen, style | style_of(d->parts[i].kind), d->text + first, last - first);
        }
    }
}

const char *difference_signs(const struct difference *d, size_t start, size_t end)
{
    size_t from = 0;
    bool gone = false;
    bool new = false;

    for (size_t i = 0; i < d->count; from = d->parts[i++].end) {
        if (from < end && d->parts[i].end > start) {
            gone = gone || d->parts[i].kind == DIFF_GONE;
            new = new || d->parts[i].kind == DIFF_NEW;
        }
    }
    return gone && new ? "-+" : gone ? "- " : new ? "+ " : "  ";
}
