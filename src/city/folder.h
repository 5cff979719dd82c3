/*
 * A folder of files that is there whole or not at all: it is written beside its place under
 * another name, and renamed when everything is in it.
 */
#ifndef KUSEI_CITY_FOLDER_H
#define KUSEI_CITY_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

struct folder {
    char *path;   /* where it is to be */
    char *making; /* where it is written; NULL: nothing is */
};

/* Begins one that is to be at path. Refused where a file is there, or a folder with
 * something in it; in the folder around it one must be allowed to write. */
bool folder_begin(struct folder *f, const char *path, struct error *err);
/* Writes a file into it; name may have one folder before it ("data/figures.csv"), which is
 * made. */
bool folder_put(struct folder *f, const char *name, const char *bytes, size_t size,
                struct error *err);
/* Puts it in its place. */
bool folder_finish(struct folder *f, struct error *err);
/* Takes away what was written of one that is not finished; frees what it holds. */
void folder_close(struct folder *f);

#endif
