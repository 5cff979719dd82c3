/*
 * What the files of tsv.h share. Nobody outside of them includes this header.
 *
 * The places of a spread are counted through its pages, each with its columns: side by
 * side, as they are copied. A column of the table has one of them, or none.
 */
#ifndef KUSEI_EXCHANGE_TSV_PRIVATE_H
#define KUSEI_EXCHANGE_TSV_PRIVATE_H

#include "exchange/tsv.h"
#include "form/sheet.h"
#include "text/table_paste.h"

#define TSV_NONE ((size_t)-1)

/* What a row of the form prints in one of its own places, ready to be compared. */
struct tsv_own {
    char **keys; /* folded; one, or as many as stack there */
    size_t count;
    char *joined; /* all of them in one */
};

/* A spread of the sheet, with the rows that the assessment has for it. */
struct tsv_spread {
    const struct sheet_spread *layout;
    const struct sheet_column **places;
    size_t place_count;
    struct assessment_nodes rows;
    struct tsv_own *own; /* of row r and place p: r * place_count + p; of the row's own places */
    struct tsv_own *bands;
    size_t *begun; /* how many nodes of its block are in use; the same index, the block's first
                      place */
    size_t *met;   /* by row: the number of the headings below which a line was about it; 0: none */
    bool *seen;    /* by place: whether a column of the table was that */
    bool *identifies; /* by place: whether a row prints something there, and can be told by it */
    bool known;       /* whether any place does that */
    bool tells;       /* whether one of them is a field: else many rows may look alike */
};

/* A heading that is printed somewhere. */
struct tsv_head {
    const struct sheet_head *head;
    size_t spread, first;    /* and the place of its first column */
    char *keys[FORM_LANGS];  /* of its label */
    char *whole[FORM_LANGS]; /* with its legends */
};

/* A column of the table. */
struct tsv_column {
    size_t place; /* TSV_NONE: it is not the form's */
    char *name;   /* for people */
};

/* Where the band of a place was read last. */
struct tsv_band {
    size_t line, column; /* line counted from 1; 0: nowhere */
};

struct tsv {
    struct assessment *a;
    const struct sheet *sheet;
    enum form_lang lang;
    struct table_paste *table;
    struct tsv_result *out;
    struct error *err;
    struct tsv_spread *spreads;
    size_t spread_count;
    struct tsv_head *heads;
    size_t head_count, head_room;
    char **asides; /* folded: what is printed above the table, lines and boxes to sign in */
    size_t aside_count;
    struct tsv_column *columns; /* as the last headings say; NULL: not yet known */
    size_t column_count;
    struct tsv_spread *spread;         /* of these columns */
    size_t last_heading;               /* the last line that has headings; 0: none */
    size_t tables;                     /* how many headings there were, those by number too */
    size_t row;                        /* that the lines are about now; TSV_NONE: none */
    size_t added;                      /* how many pages and rows were added */
    size_t unknown;                    /* how many lines began a row that is none of the form's */
    size_t unknown_line;               /* where the row began that is none of the form's; 0: none */
    char **carried;                    /* by place: what a merged cell has that began further up */
    struct tsv_band *band;             /* by place */
    size_t *depth;                     /* by place: which of a stack was filled last */
    struct assessment_entries entries; /* of the page entries_page */
    size_t entries_page;
    bool above; /* tsv_set is about what stands above the cell's text */
    bool taken; /* whether the last tsv_set could take the text */
};

/* --- tsv_cells.c: what stands in the table ------------------------------------------- */

/* A cell's text, "" behind the end of its line. */
const char *tsv_cell(const struct tsv *t, size_t line, size_t column);
/* Whether there is nothing in it but blanks. */
bool tsv_is_blank(const char *text);
/* The number of the line in the file. */
size_t tsv_number(const struct tsv *t, size_t line);
/* The column's name; NULL where there is no such. */
const char *tsv_name(const struct tsv *t, size_t column);
/* The cell as it can be stored; what was left out is put among the doubts. NULL when
 * memory is short; the caller frees. */
char *tsv_take_text(struct tsv *t, size_t line, size_t column);
/* A doubt about a cell. */
void tsv_doubt(struct tsv *t, enum tsv_kind kind, size_t line, size_t column, const char *message);

/* --- tsv_spread.c: the sheet and the rows ---------------------------------------------- */

/* Fills in spreads and heads. False with a sentence. */
bool tsv_prepare(struct tsv *t);
/* Frees them. */
void tsv_prepare_free(struct tsv *t);
/* Puts a row that was added to the assessment among the spread's. False with a sentence. */
bool tsv_add_row(struct tsv *t, struct tsv_spread *s, size_t behind, size_t *row);
/* Whether the place is of the row, and of no block in it. */
bool tsv_is_own(const struct tsv_spread *s, size_t place);
/* Whether a text, folded, stands above the table. */
bool tsv_is_above(const struct tsv *t, const char *key);
/* The first place of the block that the place stands in. */
size_t tsv_block(const struct tsv_spread *s, size_t place);

/* --- tsv_columns.c: which column is which ---------------------------------------------- */

/* Whether the line has headings. */
bool tsv_is_heading(const struct tsv *t, size_t line);
/* Takes the columns out of the heading lines first..end. False with a sentence. */
bool tsv_read_headings(struct tsv *t, size_t first, size_t end);
/* Takes the columns by their number. False with a sentence. */
bool tsv_count_columns(struct tsv *t, size_t first);
/* Forgets the columns. */
void tsv_drop_columns(struct tsv *t);

/* --- tsv_aside.c: lines that are about no row ------------------------------------------- */

/* *taken: the line is blank, above the table or a band, and is dealt with. False with a
 * sentence. */
bool tsv_take_aside(struct tsv *t, size_t line, bool *taken);

/* --- tsv_rows.c: which row a line is about ---------------------------------------------- */

/* Keeps the text of a merged cell for the lines below; those right of it, which were one
 * only as long as it was, end. */
bool tsv_carry(struct tsv *t, size_t place, const char *text);
/* Whether a row prints something like the folded text in the place. */
bool tsv_is_like_a_row(const struct tsv *t, size_t place, const char *key);
/* Makes t->row the row of the line; TSV_NONE, and the line among the doubts, where the
 * form has none. *begins: it is another than before. False with a sentence. */
bool tsv_find_row(struct tsv *t, size_t line, bool *begins);

/* --- tsv_fill.c: into the fields --------------------------------------------------------- */

/* Puts the cells of a line about row t->row into their fields. begins: it is the first of
 * the row. False with a sentence. */
bool tsv_fill_line(struct tsv *t, size_t line, bool begins);

/* --- tsv_set.c: one field ------------------------------------------------------------------ */

/* What the column prints at the node gets the cell's text, as if it was typed; a doubt
 * where it cannot be. False with a sentence when memory is short. */
bool tsv_set(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
             const char *text, size_t line, size_t table_column);
/* The same with the sheet's text of a cell that is the row's own: a doubt where it is in
 * other words than the form's. */
bool tsv_set_own(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
                 const char *text, size_t line, size_t table_column);
/* One more node behind that one: a page, or a row of its repeat, which may come last. */
bool tsv_add_behind(struct tsv *t, xmlNode *node, bool *added);
/* One more node behind those that `nodes` leads to from the context, or what is to stand
 * first. *added is false where the form lets none be added. */
bool tsv_add_node(struct tsv *t, struct expression *nodes, const xmlNode *context, bool *added);

/* --- tsv_finish.c: when all lines are read ------------------------------------------------ */

/* Copies, what is missing, and whether the whole is in the layout. */
bool tsv_finish(struct tsv *t);

#endif
