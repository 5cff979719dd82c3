/*
 * What the files of the flow share. Nobody outside of them includes this header.
 */
#ifndef KUSEI_PRINT_FLOW_PRIVATE_H
#define KUSEI_PRINT_FLOW_PRIVATE_H

#include "print/flow.h"
#include "print/lay.h"

/* One flowing: everything is taken from the flow's arena. */
struct flowing {
    struct flow *flow;
    struct content *content;
    const struct print_order *order;
    const struct sheet_paper *paper;
    struct layout scratch;
    size_t row; /* of the table in hand, for flow_box.row; counts on through a sheet */
    struct error *err;
};

/* What is not the column's: how a text is set. */
struct setting {
    double size, pitch; /* pt, mm */
    enum sheet_align align;
    enum sheet_valign valign;
};

/* A row on one page: its own cells, and the pieces that its levels come in. */
struct flow_piece {
    const struct lay_level *level; /* NULL: a blank one, beside the rest of the own cells */
    size_t number;
};

struct flow_row {
    const struct content_side *side;
    const xmlNode *node;
    struct lay_level own;
    struct flow_piece *pieces;
    size_t piece_count;
};

/* A page of a spread while it is flowed. */
struct flow_page {
    const struct sheet_page *page;
    size_t index;    /* in the spread */
    double *lefts;   /* of the columns; the right edge behind the last */
    double headings; /* how high they are */
    struct flow_row *rows;
    size_t row_count;
    size_t at;     /* the piece that the row in hand goes on with */
    size_t *shown; /* by own column: the slots of that row that were shown */
};

/* --- flow_box.c ---------------------------------------------------------------------- */

/* The last sheet. */
struct flow_sheet *flow_sheet_now(const struct flowing *f);
/* A box on the last sheet; NULL when memory is short. It is good until the next. */
struct flow_box *flow_add_box(struct flowing *f, enum flow_kind kind, double x, double y,
                              double width, double height);
/* A line in the room between left and right edge of the box, inside the padding. */
bool flow_add_line(struct flowing *f, struct flow_box *box, const struct lay_line *line, double top,
                   const struct setting *s);
/* Lines one below the other from `top` on. */
bool flow_add_lines(struct flowing *f, struct flow_box *box, const struct lay_line *lines,
                    size_t count, double top, const struct setting *s);
/* Breaks a text at the width of the box and puts it in; *height gets what it takes. */
bool flow_add_text(struct flowing *f, struct flow_box *box, const char *text, double top,
                   const struct setting *s, double *height);
/* How many lines a text takes between the paddings of that width, at least 1; 0 when
 * memory is short. */
size_t flow_count_lines(struct flowing *f, const char *text, double width, double size);

/* --- flow_head.c --------------------------------------------------------------------- */

/* How high what stands above the table is: lines, and on the first sheet the boxes. */
bool flow_title_height(struct flowing *f, const struct sheet_page *page, bool first,
                       double *height);
/* Puts it on the sheet. */
bool flow_title(struct flowing *f, const struct sheet_page *page, bool first);

/* --- flow_headings.c ----------------------------------------------------------------- */

/* How high all of them are, into the page. */
bool flow_headings_height(struct flowing *f, struct flow_page *page);
/* Puts them at y. */
bool flow_headings(struct flowing *f, const struct flow_page *page, double y);

/* --- flow_rows.c --------------------------------------------------------------------- */

/* Lays the rows of a spread out for one page, in pieces of at most so many mm. */
bool flow_prepare(struct flowing *f, const struct content_spread *spread, double most,
                  struct flow_page *page);
/* How high the row is from its piece `from` on to before `to`; own: room for what is
 * still to be shown of its own cells, too. */
double flow_row_height(const struct flow_page *page, size_t row, size_t from, size_t to, bool own);
/* The bands above a row; first: of a sheet, where all of them stand. */
double flow_bands_height(const struct flow_page *page, size_t row, bool first);
/* The one of that column; 0: it does not stand there. */
double flow_band_height(const struct flow_page *page, size_t row, bool first, size_t column);
/* Whether all of the row in hand has been shown on this page. */
bool flow_row_done(const struct flow_page *page, size_t row);

/* --- flow_body.c --------------------------------------------------------------------- */

/* What a sheet shows of the rows. The first begins with the page's piece `at`. */
struct flow_part {
    size_t first, count;
    size_t to;     /* SIZE_MAX: to the end of each row; else of the one row, to before this piece */
    double height; /* then: of what is shown of it, without the bands */
};
/* Puts them on the sheet from y on. */
bool flow_body(struct flowing *f, struct flow_page *page, const struct flow_part *part, double y);

#endif
