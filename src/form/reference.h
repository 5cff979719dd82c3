/*
 * The reference tables of data/: wards with their codes, and eras. They are
 * read once and do not change while the program runs.
 */
#ifndef KUSEI_FORM_REFERENCE_H
#define KUSEI_FORM_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/era.h"
#include "text/error.h"

struct ward {
    char *code; /* of local governments (data/wards.tsv): six digits, the last checks the others */
    char *city_code; /* of its city, likewise */
    char *name;      /* "北区" */
    char *name_en;   /* "Kita-ku" */
};

struct reference;

/* Whether code is six ASCII digits of which the last checks the others: weights
 * 6 to 2, modulus 11 (総務省「全国地方公共団体コード」, 検証番号). */
bool reference_code_is_valid(const char *code);

/* Reads data_dir/wards.tsv (lines of "code TAB city code TAB name TAB romanised
 * name"; empty lines and those that begin with # are passed over) and
 * data_dir/eras.tsv. NULL and a sentence with file and line otherwise: a field
 * missing or empty, a wrong check digit, a code twice, a name twice in a city, a home city
 * of which no ward is known. */
struct reference *reference_read(const char *data_dir, struct error *err);
void reference_free(struct reference *r);

/* The eras; owned by the reference. */
const struct era_table *reference_eras(const struct reference *r);

/* The city that the installation is for, as data_dir/home-city has it: its code, owned by
 * the reference; NULL where the file is missing or names none. */
const char *reference_home_city(const struct reference *r);

/* How many wards there are, and each of them, in the order of the file, index
 * from 0; owned by the reference. */
size_t reference_ward_count(const struct reference *r);
const struct ward *reference_ward(const struct reference *r, size_t index);

/* By code or by name, Japanese or romanised, within a city (city_code NULL:
 * any). Full-width digits, blanks and the case of Latin letters do not matter.
 * NULL with a sentence when unknown, or when a name is that of wards in several
 * cities. The ward belongs to the reference. */
const struct ward *reference_find_ward(const struct reference *r, const char *city_code,
                                       const char *code_or_name, struct error *err);

/* The same question where "no" is a good answer: how many wards the text is the
 * code or name of; the first of them goes to *first. -1 when memory is short. */
int reference_count_wards(const struct reference *r, const char *city_code,
                          const char *code_or_name, const struct ward **first);

#endif
