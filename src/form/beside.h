/*
 * The files beside form.xml in a form's folder that have a vocabulary of their own: the
 * sheet, the comparison. Nobody outside src/form includes this header.
 */
#ifndef KUSEI_FORM_BESIDE_H
#define KUSEI_FORM_BESIDE_H

#include <stdbool.h>

#include "form/form_private.h"
#include "xml/libxml2.h"

/* Whether the form's folder has the file. Where memory is short it says yes, so that the
 * reading says so. */
bool form_beside_exists(const struct form *form, const char *name);

/* Parses the file and hands its root to take, with a reader whose expressions see the
 * form's instances. Nothing of the document stays. False with a sentence, take's or one of
 * its own. */
bool form_beside_read(const struct form *form, const char *name,
                      bool (*take)(const struct form_reader *reader, xmlNode *root, void *to),
                      void *to, struct error *err);

/* The same, and where mistakes is not NULL all that is refused goes there, and done is what
 * take returns: whether it got to the end. */
bool form_beside_read_all(const struct form *form, const char *name,
                          bool (*take)(const struct form_reader *reader, xmlNode *root, void *to),
                          void *to, struct mistakes *mistakes, struct error *err);

#endif
