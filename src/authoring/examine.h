/*
 * A form author's tools: everything that is wrong in a policy's folder, with file, line,
 * reason and remedy. Each file is read by the reader that the program uses it with; what
 * only shows when the files meet is looked at where each of them is right by itself.
 */
#ifndef KUSEI_AUTHORING_EXAMINE_H
#define KUSEI_AUTHORING_EXAMINE_H

#include <stdbool.h>

#include "form/reference.h"
#include "text/error.h"
#include "text/mistakes.h"

/* Examines the folder and puts all mistakes and remarks into the list, by file and line.
 * False with a sentence where it could not be done: no such folder, no form.xml in it, or
 * memory is short. */
bool examine_folder(const char *dir, const struct reference *reference, struct mistakes *out,
                    struct error *err);

#endif
