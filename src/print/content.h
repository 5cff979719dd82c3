/*
 * What stands on the printed sheet: the form's layout table (form/sheet.h) filled in
 * from an assessment. Spreads, rows, and in each row the texts of every column, as
 * printed. Everything that prints walks this; nothing here knows how wide or high a
 * text is.
 *
 * All of it belongs to the content's arena and goes with it. Texts are Japanese, like
 * the sheet.
 */
#ifndef KUSEI_PRINT_CONTENT_H
#define KUSEI_PRINT_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "form/sheet.h"
#include "print/arena.h"
#include "text/error.h"

/* A column's texts in one row or one node of a block. */
struct content_cell {
    const struct sheet_column *column; /* NULL: it does not stand here */
    const char *above;                 /* with what is printed around it; "": nothing */
    const char **texts;                /* one, or as many as its each leads to */
    const xmlNode **nodes;             /* of each text: what it is printed for */
    size_t count;
    size_t group; /* the first column that stacks the same nodes: these are kept level */
};

/* What stands side by side. All cells are by the page's columns. */
struct content_level {
    struct content_cell *cells;
};

/* A row on one page of the spread. */
struct content_side {
    struct content_cell *own;     /* the row's own, which stand beside all levels */
    const char **bands;           /* by column; "" or NULL: none */
    struct content_level *levels; /* at least one */
    size_t level_count;
};

struct content_row {
    const xmlNode *node;
    struct content_side *sides; /* by the spread's pages */
};

struct content_spread {
    const struct sheet_spread *layout;
    struct content_row *rows;
    size_t row_count;
};

struct content {
    const struct assessment *a;
    const struct sheet *sheet;
    struct arena arena;
    struct content_spread *spreads;
    size_t spread_count;
};

/* Fills it in. False with a sentence; it is to be freed either way. The assessment and
 * the sheet outlive it. */
bool content_make(struct content *out, const struct assessment *a, const struct sheet *sheet,
                  struct error *err);
/* Frees what it holds. */
void content_free(struct content *content);

/* A text of the layout (a label, a legend), as it reads in this assessment; "" where there
 * is none. It belongs to the arena; NULL when memory is short, and the arena says so. */
const char *content_label(struct content *content, const struct form_text *text);
/* What a line above the table prints; NULL with a sentence. */
const char *content_line(struct content *content, const struct sheet_column *line,
                         struct error *err);
/* Whether both print the same texts. */
bool content_same_texts(const struct content_cell *one, const struct content_cell *other);
/* The assessment's root element. */
const xmlNode *content_root(const struct content *content);

#endif
