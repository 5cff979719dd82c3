/*
 * The forms that are installed: the folders of forms/. A form is read when it
 * is first asked for and stays until the catalogue goes.
 */
#ifndef KUSEI_FORM_CATALOGUE_H
#define KUSEI_FORM_CATALOGUE_H

#include <stddef.h>

#include "form/form.h"
#include "form/reference.h"
#include "text/error.h"

struct catalogue;

/* share_dir holds forms/ and data/. NULL with a sentence when data/ cannot be
 * read or no form is there. */
struct catalogue *catalogue_open(const char *share_dir, struct error *err);
void catalogue_free(struct catalogue *c);

const struct reference *catalogue_reference(const struct catalogue *c);
size_t catalogue_count(const struct catalogue *c);
const char *catalogue_name(const struct catalogue *c, size_t index); /* sorted */

/* The form of that name; owned by the catalogue. NULL with a sentence. */
const struct form *catalogue_form(struct catalogue *c, const char *name, struct error *err);

/* The form for a ward and year: the named one, or where name is NULL the only
 * one whose years and city fit. ward gets the ward. */
const struct form *catalogue_choose(struct catalogue *c, const char *name, const char *ward_text,
                                    int year, const struct ward **ward, struct error *err);

#endif
