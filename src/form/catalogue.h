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

/* share_dir holds forms/ and data/. A folder of forms/ without a form.xml, or
 * with a name that begins with ".", is passed over. NULL with a sentence when
 * data/ cannot be read or no form is there. */
struct catalogue *catalogue_open(const char *share_dir, struct error *err);
/* The same with the person's own forms beside the installed ones: own is a folder of
 * folders, NULL for none; where it is not there, or may not be looked into, that is no fault. A
 * form of which both have a folder is in the catalogue, and refused with a sentence when it is
 * asked for: which one is meant cannot be known. */
struct catalogue *catalogue_open_with(const char *share_dir, const char *own, struct error *err);
void catalogue_free(struct catalogue *c);

/* The tables of data/; owned by the catalogue. */
const struct reference *catalogue_reference(const struct catalogue *c);

/* The folder of data/, with its path; for tables that other rooms read. */
const char *catalogue_data(const struct catalogue *c);

/* How many forms there are, and the name of each: its folder's, index from 0. */
size_t catalogue_count(const struct catalogue *c);
const char *catalogue_name(const struct catalogue *c, size_t index); /* sorted */

/* The form of that name, read when first asked for; owned by the catalogue.
 * NULL with a sentence when there is none, or form_read's. */
const struct form *catalogue_form(struct catalogue *c, const char *name, struct error *err);

/* Whether the form is for the city that the installation is for (reference_home_city). */
bool catalogue_is_home(const struct catalogue *c, const struct form *form);

/* The form for a ward (code or name, see reference_find_ward) and a fiscal year:
 * the named one, or where name is NULL the only one whose years and city fit; where the
 * name is that of wards in several cities, the only one of the home city.
 * ward gets the ward, owned by the reference. NULL with a sentence: an unknown
 * ward or name, a year that no policy has, more than one answer, or, where name
 * is NULL, any form that cannot be read (it may be the one that was meant). */
const struct form *catalogue_choose(struct catalogue *c, const char *name, const char *ward_text,
                                    int year, const struct ward **ward, struct error *err);

#endif
