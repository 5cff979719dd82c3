/*
 * What was done to a text, step by step, so that it can be undone and redone. A
 * step owns the bytes it took out and the bytes it put in; the history owns the
 * steps, up to a limit of memory: the oldest go first, the newest never. It
 * changes no text itself.
 */
#ifndef KUSEI_TEXT_HISTORY_H
#define KUSEI_TEXT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

struct history_step {
    struct history_step *older, *newer; /* for history.c */
    size_t offset;                      /* where the text was changed, bytes */
    const char *removed;                /* what stood there before, */
    size_t removed_size;
    const char *inserted; /* and what stands there since */
    size_t inserted_size;
    size_t before, after; /* the cursor's place before and after */
    bool joined;          /* is undone together with the step before it */
};

struct history;

/* limit: bytes that the steps may take in all. NULL when memory is short. */
struct history *history_new(size_t limit);
void history_free(struct history *h);

/* A step with copies of the bytes, not yet in a history: the allocation that can
 * fail comes before the text is touched. The caller fills in the rest and then
 * adds or frees it. NULL when memory is short. */
struct history_step *history_step_new(const char *removed, size_t removed_size,
                                      const char *inserted, size_t inserted_size);
void history_step_free(struct history_step *step);

/* Adds the step as the newest and owns it from now on; what could be redone is
 * gone. */
void history_add(struct history *h, struct history_step *step);

/* The step to undo or redo now, NULL when there is none. The step counts as
 * undone or redone from now on. */
const struct history_step *history_undo(struct history *h);
const struct history_step *history_redo(struct history *h);

/* The step that history_redo would give next; NULL when there is none. */
const struct history_step *history_peek_redo(const struct history *h);

#endif
