#include "text/history.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct history {
    struct history_step *oldest, *newest;
    struct history_step *done; /* the newest that is not undone; NULL: none */
    size_t size, limit;
};

static size_t size_of(const struct history_step *step)
{
    return sizeof *step + step->removed_size + step->inserted_size;
}

struct history *history_new(size_t limit)
{
    struct history *h = calloc(1, sizeof *h);
    if (h != NULL)
        h->limit = limit;
    return h;
}

/* Takes the step, one of the two ends, out of the list and frees it. */
static void drop(struct history *h, struct history_step *step)
{
    if (step->older != NULL)
        step->older->newer = step->newer;
    else
        h->oldest = step->newer;
    if (step->newer != NULL)
        step->newer->older = step->older;
    else
        h->newest = step->older;
    h->size -= size_of(step);
    history_step_free(step);
}

void history_free(struct history *h)
{
    if (h == NULL)
        return;
    while (h->newest != NULL)
        drop(h, h->newest);
    free(h);
}

struct history_step *history_step_new(const char *removed, size_t removed_size,
                                      const char *inserted, size_t inserted_size)
{
    struct history_step *step;
    if (removed_size > SIZE_MAX / 4 || inserted_size > SIZE_MAX / 4)
        return NULL;
    step = malloc(sizeof *step + removed_size + inserted_size);
    if (step == NULL)
        return NULL;
    char *bytes = (char *)(step + 1);
    *step = (struct history_step){.removed = bytes,
                                  .removed_size = removed_size,
                                  .inserted = bytes + removed_size,
                                  .inserted_size = inserted_size};
    if (removed_size > 0)
        memcpy(bytes, removed, removed_size);
    if (inserted_size > 0)
        memcpy(bytes + removed_size, inserted, inserted_size);
    return step;
}

void history_step_free(struct history_step *step)
{
    free(step);
}

void history_add(struct history *h, struct history_step *step)
{
    while (h->newest != h->done)
        drop(h, h->newest);
    step->older = h->newest;
    step->newer = NULL;
    if (h->newest != NULL)
        h->newest->newer = step;
    else
        h->oldest = step;
    h->newest = h->done = step;
    h->size += size_of(step);
    while (h->size > h->limit && h->oldest != step)
        drop(h, h->oldest);
}

const struct history_step *history_undo(struct history *h)
{
    struct history_step *step = h->done;
    if (step != NULL)
        h->done = step->older;
    return step;
}

const struct history_step *history_peek_redo(const struct history *h)
{
    return h->done == NULL ? h->oldest : h->done->newer;
}

const struct history_step *history_redo(struct history *h)
{
    struct history_step *step = h->done == NULL ? h->oldest : h->done->newer;
    if (step != NULL)
        h->done = step;
    return step;
}
