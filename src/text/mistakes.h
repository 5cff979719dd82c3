/*
 * What is wrong in the files that a person writes, one by one: the file, the line, the
 * reason and what to do. A reader that is given such a list puts what it refuses there and
 * goes on behind it; without one it stops at the first, with the same sentence.
 */
#ifndef KUSEI_TEXT_MISTAKES_H
#define KUSEI_TEXT_MISTAKES_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

struct mistake {
    char *file;   /* with its path, as it was opened */
    long line;    /* 0: the file as a whole */
    bool remark;  /* nothing that has to be mended */
    char *reason; /* one sentence; a reader's says what to do, too */
    char *remedy; /* what to do; NULL: the reason says it */
};

struct mistakes {
    struct mistake *items;
    size_t count, room;
    size_t wrong;   /* of them, those that are no remarks */
    size_t settled; /* see mistakes_settle */
    bool failed;    /* memory was short: the list is not whole */
};

#define MISTAKES_INIT                                                                              \
    {                                                                                              \
        NULL, 0, 0, 0, 0, false                                                                    \
    }

/* Adds one, with copies of what it is given; what is there already, word for word, is not
 * added again. remedy may be NULL. A lack of memory sets failed. */
void mistakes_add(struct mistakes *list, const char *file, long line, const char *remedy,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same for what need not be mended. */
void mistakes_remark(struct mistakes *list, const char *file, long line, const char *remedy,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Takes a reader's sentence that begins with that file ("file:12: ..."). False where list
 * is NULL, or the sentence is about something else (memory is short): the reader stops. */
bool mistakes_take(struct mistakes *list, const char *file, const struct error *err);

/* From now on mistakes_take passes over lines that are in the list already: what follows
 * from a mistake is not another one. */
void mistakes_settle(struct mistakes *list);

/* How many of that file have to be mended. */
size_t mistakes_in(const struct mistakes *list, const char *file);

/* Puts them in order: by file, line, and place in the list. */
void mistakes_sort(struct mistakes *list);

/* Empties the list, which can be used again. */
void mistakes_free(struct mistakes *list);

#endif
