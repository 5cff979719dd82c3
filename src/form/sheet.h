/*
 * The printed sheet of a form as a table, read from forms/NAME/sheet.xml (the
 * vocabulary is in forms/README, section 5): the paper, the kinds of pages, the
 * headings over several columns, and of every column its place, its width, its
 * type and the node that it prints. Everything that prints walks this one table,
 * and so does whoever wants to know how much of a printed cell a text takes.
 * This room reads and checks the table and measures texts against it. It draws
 * nothing, and knows no assessment and nothing of any policy.
 *
 * Lengths on the paper are in mm, sizes of type and pitches of lines in points
 * (1/72 inch). Text stands on a grid: a full-width character takes one em, which
 * is the size of the type, a half-width one half an em. Lines break as they do
 * everywhere else in the program (text/layout.h).
 */
#ifndef KUSEI_FORM_SHEET_H
#define KUSEI_FORM_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/error.h"
#include "text/segments.h"
#include "xml/libxml2.h"

/* --- the table --------------------------------------------------------------- */

enum sheet_place {
    SHEET_CELL,  /* in its column, once for each node */
    SHEET_ABOVE, /* the first line of a column's cell, before the cell's own text */
    SHEET_BAND,  /* a line from behind a column to the edge of the table, where its value changes */
    SHEET_LINE,  /* above the table, once on each sheet of paper */
};

enum sheet_align { SHEET_LEFT, SHEET_CENTER, SHEET_RIGHT };
enum sheet_valign { SHEET_TOP, SHEET_MIDDLE };

struct sheet_page;
struct sheet_head;

/* One place of the sheet that text is printed in. */
struct sheet_column {
    enum sheet_place place;
    char *path; /* the field's elements from the root's children on, "row/plan/aim"; NULL: no field,
                   but a value that is reckoned */
    struct expression *each;  /* from the row or the block's node: what stacks in one cell, and
                                  beside it in the columns with the same; NULL: one text */
    struct expression *value; /* what is printed: from the node of each, else of the block, else
                                  of the row; of a line from the root element. Never NULL */
    char *open, *close;     /* printed around the text where it is not empty: 【 and 】; or "" */
    struct form_text label; /* what people call it; printed as the column's heading */
    double width;           /* mm, the padding at both sides included */
    double size, pitch;     /* pt */
    int columns; /* what a line holds, in half ems: the columns of layout_make and the screen */
    int lines;   /* what the cell holds at most; of an ABOVE, BAND and LINE 1 */
    enum sheet_align align;
    enum sheet_valign valign;
    bool merge;                       /* one cell with those below it that have the same text */
    bool beside;                      /* of a line: on the same line as the one before it */
    const struct sheet_page *page;    /* where it stands */
    const struct sheet_head *head;    /* its place among the headings; of a LINE NULL */
    const struct sheet_head *block;   /* the block whose nodes it is printed for; NULL: the row */
    const struct sheet_column *above; /* of a cell: what stands above its text; NULL: nothing */
    const struct sheet_column *band;  /* of a cell: the band that goes with it; NULL: none */
    int line;                         /* in sheet.xml */
};

enum sheet_head_kind {
    SHEET_GROUP,  /* a heading over several columns */
    SHEET_BLOCK,  /* no heading: its columns are printed once for each node of its nodeset */
    SHEET_COLUMN, /* the end of the tree */
};

/* The headings: a tree. A heading is as wide as the columns under it; that of a
 * column goes down to the body of the table. */
struct sheet_head {
    enum sheet_head_kind kind;
    bool shown;                /* false: the heading above reaches over this one's place too */
    struct form_text label;    /* of a group; count 0: none. A column's is in the column */
    struct form_text *legends; /* what the marks below mean, each on lines of its own */
    size_t legend_count;
    struct expression *nodeset;  /* of a block, from the row */
    struct sheet_column *column; /* of a column */
    double width;                /* mm */
    struct sheet_head *parent, *first_child, *next;
};

/* Where people sign: boxes in the head of the first sheet, at its right. */
struct sheet_approval {
    double width, height; /* mm, of one box */
    struct form_text *labels;
    size_t count; /* 0: none */
};

/* One kind of page of a spread. All pages of a spread show the same rows. */
struct sheet_page {
    char *id;
    struct sheet_column **lines; /* the head lines */
    size_t line_count;
    struct sheet_approval approval;
    struct sheet_head top;         /* a group without a label; its children are the headings */
    struct sheet_column **columns; /* the cells, from left to right */
    size_t column_count;
};

/* What is printed side by side (or as one page, or as three) for a run of rows. */
struct sheet_spread {
    struct expression *nodeset; /* the rows, from the root element */
    int lines;                  /* what the cells of one row or block hold at most */
    bool empty;                 /* whether its head and headings are printed without a row */
    struct sheet_page **pages;
    size_t page_count;
};

struct sheet_paper {
    double width, height; /* mm, as it lies */
    double margin;        /* mm, on all four sides */
    double padding;       /* mm, between a cell's rule and its text, left and right */
    double size, pitch;   /* pt, where a column says nothing else */
    double legend_size;   /* pt */
};

struct sheet;

/* Whether the form has a sheet. */
bool sheet_exists(const struct form *form);

/* Reads sheet.xml of the form's folder; the form outlives the sheet, and lends
 * its instances to the expressions. NULL when the file is not in the vocabulary,
 * or does not go together (a cell too narrow for its characters, a page wider
 * than its paper, a field printed twice on one page); the sentence has file, line
 * and reason. */
struct sheet *sheet_read(const struct form *form, struct error *err);
/* The same for whoever writes it: all that is refused goes into mistakes. Where that is
 * anything, the sheet is not whole. NULL where nothing could be read, which is among the
 * mistakes, or else in err. */
struct sheet *sheet_read_all(const struct form *form, struct mistakes *mistakes, struct error *err);
void sheet_free(struct sheet *s);

/* The paper, and what holds where nothing else is said; valid while the sheet is. */
const struct sheet_paper *sheet_paper(const struct sheet *s);
/* The spreads in the order they are printed in, index from 0. */
size_t sheet_spread_count(const struct sheet *s);
const struct sheet_spread *sheet_spread(const struct sheet *s, size_t index);

/* Every place that text is printed in, cells, bands and lines alike, in the
 * order of the file, index from 0. */
size_t sheet_column_count(const struct sheet *s);
const struct sheet_column *sheet_column(const struct sheet *s, size_t index);

/* --- a field and its place ----------------------------------------------------- */

/* Where a field is printed: the first place in the order of the file; NULL: it
 * is not. path: its elements from below the root on, "row/plan/outcome[2]/text",
 * where the numbers do not matter, an attribute with "@". */
const struct sheet_column *sheet_column_of(const struct sheet *s, const char *path);

/* The same of a node in an assessment, element or attribute. */
const struct sheet_column *sheet_column_of_node(const struct sheet *s, const xmlNode *node);

/* Whether the sheet says that the field is left out on purpose. */
bool sheet_leaves_out(const struct sheet *s, const char *path);

/* The fields that it says that of, index from 0, and the line in sheet.xml; NULL behind
 * the last. */
const char *sheet_unprinted(const struct sheet *s, size_t index, int *line);

/* --- how much of a cell a text takes ------------------------------------------- */

struct sheet_use {
    int lines;   /* the text takes; 0 when it is empty */
    int there;   /* the cell has */
    int percent; /* of the cell, the last line counted as far as it is filled; rounded up. Over
                    100 exactly where the text does not fit */
    bool fits;
    size_t text; /* where it does not: the text in which the cell is full (0 for a single one) */
    size_t cut;  /* and the offset in bytes of the first character that is not in the cell, which
                    begins a line. Where it fits: the size of the (last) text */
};

/* How much of the column's cell a text takes (valid UTF-8). False when memory is
 * short. Cheap enough for every key: one layout of the text, in memory that the
 * sheet keeps from call to call (so not from two threads at once). */
bool sheet_measure(const struct sheet *s, const struct sheet_column *column, const char *text,
                   struct sheet_use *out);

/* A text, and what it was taken apart into; NULL: not yet. */
struct sheet_text {
    const char *text;
    const struct segments *segments;
};

/* The same of count texts that stand in one cell, one below the other (see
 * each). An empty one takes a line too, as it does on the sheet. */
bool sheet_measure_stack(const struct sheet *s, const struct sheet_column *column,
                         const struct sheet_text *texts, size_t count, struct sheet_use *out);

#endif
