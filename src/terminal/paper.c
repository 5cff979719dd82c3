/* Paragraphs on the screen. */
#include "config.h"

#include "terminal/paper.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/difference.h"
#include "text/layout.h"

enum {
    SIGN_COLUMNS = 2,
    TEXT_LEAST = 20, /* columns; with fewer behind a head the text goes under it */
    INDENT_UNDER = 2,
};

struct paragraph {
    char *head;
    char *text;
    unsigned style;
    int indent;
    int set_in; /* by so much the text is set in, as it is laid out */
    bool under; /* the text stands under the head, which may have lines */
    struct layout head_layout;
    bool clipped;                  /* on one line */
    struct difference *difference; /* whose text it is; NULL: it is none */
    struct layout layout;
};

struct paper {
    struct paragraph *paragraphs;
    size_t count, room;
    size_t marked;
};

struct paper *paper_new(void)
{
    struct paper *p = calloc(1, sizeof(*p));

    if (p) {
        p->marked = (size_t)-1;
    }
    return p;
}

static void drop_difference(struct difference *d)
{
    if (d) {
        difference_free(d);
        free(d);
    }
}

void paper_clear(struct paper *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->paragraphs[i].head);
        free(p->paragraphs[i].text);
        drop_difference(p->paragraphs[i].difference);
        layout_free(&p->paragraphs[i].layout);
        layout_free(&p->paragraphs[i].head_layout);
    }
    p->count = 0;
    p->marked = (size_t)-1;
}

void paper_free(struct paper *p)
{
    if (p) {
        paper_clear(p);
        free(p->paragraphs);
        free(p);
    }
}

static bool make_room(struct paper *p)
{
    if (p->count < p->room) {
        return true;
    }
    size_t room = p->room ? p->room * 2 : 32;
    struct paragraph *grown = realloc(p->paragraphs, room * sizeof(*grown));
    if (!grown) {
        return false;
    }
    p->paragraphs = grown;
    p->room = room;
    return true;
}

static bool add(struct paper *p, unsigned style, int indent, bool clipped, const char *head,
                const char *text)
{
    struct paragraph new = {.style = style, .indent = indent, .clipped = clipped};

    if (!make_room(p)) {
        return false;
    }
    new.head = strdup(head ? head : "");
    new.text = strdup(text ? text : "");
    if (!new.head || !new.text) {
        free(new.head);
        free(new.text);
        return false;
    }
    p->paragraphs[p->count++] = new;
    return true;
}

bool paper_add(struct paper *p, unsigned style, int indent, const char *head, const char *text)
{
    return add(p, style, indent, false, head, text);
}

bool paper_add_line(struct paper *p, unsigned style, int indent, const char *head, const char *text)
{
    return add(p, style, indent, true, head, text);
}

bool paper_add_difference(struct paper *p, int indent, const char *head, const char *old,
                          const char *new)
{
    struct difference *d = calloc(1, sizeof(*d));

    if (!d || !difference_make(d, old, new) || !add(p, DRAW_PLAIN, indent, false, head, d->text)) {
        drop_difference(d);
        return false;
    }
    p->paragraphs[p->count - 1].difference = d;
    return true;
}

size_t paper_count(const struct paper *p)
{
    return p->count;
}

void paper_mark(struct paper *p, size_t paragraph)
{
    p->marked = paragraph;
}

/* Lines above the text. */
static size_t head_lines(const struct paragraph *g)
{
    return g->under ? g->head_layout.count : 0;
}

static size_t lines_of(const struct paragraph *g)
{
    return head_lines(g) + (g->clipped ? 1 : g->layout.count);
}

size_t paper_line_of(const struct paper *p, size_t paragraph)
{
    size_t line = 0;

    for (size_t i = 0; i < paragraph && i < p->count; i++) {
        line += lines_of(&p->paragraphs[i]);
    }
    return line + (paragraph < p->count ? head_lines(&p->paragraphs[paragraph]) : 0);
}

static void choose_indent(struct paragraph *g, int columns)
{
    bool small = g->indent > INDENT_UNDER && columns - g->indent < TEXT_LEAST;

    g->set_in = small ? INDENT_UNDER : g->indent;
    g->under = small && *g->head &&
               layout_make(&g->head_layout, g->head, strlen(g->head), columns < 2 ? 2 : columns);
}

size_t paper_lay_out(struct paper *p, int columns)
{
    size_t lines = 0;

    for (size_t i = 0; i < p->count; i++) {
        struct paragraph *g = &p->paragraphs[i];
        choose_indent(g, columns);
        int width = columns - g->set_in;
        if (g->clipped ||
            layout_make(&g->layout, g->text, strlen(g->text), width < 2 ? 2 : width)) {
            lines += lines_of(g);
        }
    }
    return lines;
}

/* With the signs of the difference between head and text. */
static void draw_difference(const struct paragraph *g, const struct layout_line *l, unsigned style,
                            struct pen *pen)
{
    draw_cell(pen, DRAW_PLAIN, difference_signs(g->difference, l->start, l->end), SIGN_COLUMNS);
    difference_draw(g->difference, l->start, l->end, style, pen);
}

static void draw_line(const struct paragraph *g, size_t line, bool marked, struct pen *pen)
{
    unsigned style = marked ? g->style | DRAW_REVERSE : g->style;
    bool headed = line == 0 && !g->under;

    if (line < head_lines(g)) {
        const struct layout_line *l = &g->head_layout.lines[line];
        draw_text(pen, g->style | DRAW_BOLD, g->head + l->start, l->end - l->start);
        draw_finish(pen, DRAW_PLAIN);
        return;
    }
    line -= head_lines(g);
    draw_cell(pen, headed ? g->style | DRAW_BOLD : DRAW_PLAIN, headed ? g->head : "",
              g->difference ? g->set_in - SIGN_COLUMNS : g->set_in);
    if (g->clipped) {
        draw_clipped(pen, style, g->text);
    } else {
        const struct layout_line *l = &g->layout.lines[line];
        if (g->difference) {
            draw_difference(g, l, style, pen);
        } else {
            draw_text(pen, style, g->text + l->start, l->end - l->start);
        }
    }
    draw_finish(pen, DRAW_PLAIN);
}

void paper_draw(const struct paper *p, const struct canvas *canvas, size_t first, int y, int end,
                int margin)
{
    size_t line = 0;

    for (size_t i = 0; i < p->count && y < end; i++) {
        const struct paragraph *g = &p->paragraphs[i];
        for (size_t k = 0; k < lines_of(g) && y < end; k++, line++) {
            if (line >= first) {
                struct pen pen = draw_pen(canvas, y++, 0, canvas->cols);
                draw_blank(&pen, DRAW_PLAIN, margin);
                draw_line(g, k, i == p->marked, &pen);
            }
        }
    }
    for (; y < end; y++) {
        draw_empty_row(canvas, y, 0, canvas->cols);
    }
}
