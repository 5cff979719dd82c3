/*
 * The frame of a page and its tables. Nobody outside src/city includes this header.
 */
#ifndef KUSEI_CITY_PAGE_H
#define KUSEI_CITY_PAGE_H

#include "city/site.h"

struct page {
    const char *root;  /* from the page to the start: "" or "../" */
    const char *name;  /* of the page in the navigation, "index.html"; or "" */
    const char *title; /* its heading */
    const char *above; /* what the heading stands under; or "" */
};

/* All before the content, the heading included; and all behind it. */
void page_begin(struct buffer *out, const struct site *site, const struct page *page);
/* The end of it. */
void page_end(struct buffer *out, const struct site *site, const struct page *page);

/* A table with a heading row, in a frame of its own that can be moved by keyboard. sides has
 * a letter for each column: l, or n where it holds numbers. */
void page_table_begin(struct buffer *out, const char *caption, const char *sides,
                      const char *const *heads);
/* The end of it. */
void page_table_end(struct buffer *out);
/* A cell; class_name may be "". */
void page_cell(struct buffer *out, const char *class_name, const char *text);
/* A number as people read it, or "―". */
void page_number(struct buffer *out, bool known, double value);
/* "7 / 20", or "―" of nothing. */
void page_ratio(struct buffer *out, size_t part, size_t whole);
/* The change from the year before; said where it is within the sampling error. */
void page_change(struct buffer *out, const struct city_figure *f);
/* A mark by a yardstick, and the figure that it turns on. */
void page_mark(struct buffer *out, const struct city_figure *f, size_t yardstick);
/* Whether the ward's mark differs from that of the first yardstick. */
void page_differs(struct buffer *out, const struct city_figure *f);
/* A paragraph. */
void page_paragraph(struct buffer *out, const char *class_name, const char *text);
/* An element with a link to a ward's page, or to an indicator's; root as in struct page. */
void page_link_ward(struct buffer *out, const char *root, const struct city_ward *ward);
/* The same of an indicator: its wording. */
void page_link_indicator(struct buffer *out, const char *root,
                         const struct city_indicator *indicator);

#endif
