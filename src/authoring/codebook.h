/*
 * The codebook of a form: everything that it asks (page, path, words, type, when it must be
 * filled in and is asked at all, codes with their meanings, where it is printed) and every
 * rule (id, severity, sentence, what to do, source). For people as HTML, for programs as one
 * table in CSV. It is of the form alone; the codebook of the table for machines
 * (print/csv.h) is of one assessment and its lines.
 */
#ifndef KUSEI_AUTHORING_CODEBOOK_H
#define KUSEI_AUTHORING_CODEBOOK_H

#include <stdbool.h>

#include "form/form.h"
#include "form/reference.h"
#include "text/buffer.h"
#include "text/error.h"

enum codebook_format { CODEBOOK_HTML, CODEBOOK_CSV };

/* Puts the codebook of the folder's form at the end of out, in the language where it has
 * one. False with a sentence: the form, its rules or its sheet cannot be read, no ward of
 * its city is known, or memory is short. */
bool codebook_write(const char *dir, const struct reference *reference, enum form_lang lang,
                    enum codebook_format format, struct buffer *out, struct error *err);

#endif
