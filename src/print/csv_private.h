/*
 * What the table for machines and its codebook share: the columns, how a record is
 * written, and what a field is called in both. Nobody else includes this header.
 */
#ifndef KUSEI_PRINT_CSV_PRIVATE_H
#define KUSEI_PRINT_CSV_PRIVATE_H

#include "print/csv.h"

enum csv_place {
    CSV_AREA_CODE,
    CSV_AREA,
    CSV_YEAR,
    CSV_YEAR_LABEL,
    CSV_PAGE,
    CSV_FOLLOWS,
    CSV_PATH,
    CSV_ROW,
    CSV_FIELD,
    CSV_STATE,
    CSV_PARAGRAPH,
    CSV_CONTENT,
    CSV_CHOICE,
    CSV_AMOUNT,
    CSV_UNIT,
    CSV_OPERATOR,
    CSV_BY,
    CSV_RELATIVE,
    CSV_COLUMNS,
};

enum { CSV_PATH_SIZE = 512, CSV_NUMBER_SIZE = 24 };

struct csv_column {
    const char *name, *kind, *meaning; /* msgids */
};

extern const struct csv_column csv_columns[CSV_COLUMNS];

/* One record; a field may be NULL: empty. */
void csv_write_record(struct buffer *out, const char *const *fields, size_t count);

/* Where the field stands in the official XML, from its page's element on and without
 * numbers; row (may be NULL) gets the last of these, "1" where there is none. False when
 * memory is short. */
bool csv_field_path(const struct assessment *a, const xmlNode *page,
                    const struct assessment_entry *entry, char path[CSV_PATH_SIZE],
                    char row[CSV_NUMBER_SIZE]);
/* What people call the field, with the headings on its page before it. The caller frees;
 * NULL when memory is short. */
char *csv_field_label(const struct assessment *a, const struct assessment_entry *entry);

#endif
