#include "config.h"

#include "print/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "text/i18n.h"

/* Of one width for kanji and kana, of half of it for Latin letters and digits, like the grid
 * that the lines were broken on; the others are there where that one is not installed. */
static const char FONTS[] = "IPAGothic, IPAexGothic, Noto Sans CJK JP, Noto Sans Mono CJK JP";

static const double POINTS = 72 / 25.4; /* of a mm */
static const double RULE = 0.4;         /* pt */

struct drawing {
    const struct flow *flow;
    cairo_t *cr;
    PangoLayout *layout;
    PangoFontDescription *font;
    struct pdf_missing *missing;
};

/* --- text ------------------------------------------------------------------------------ */

/* The first character that no font has; 0 where all are there. */
static unsigned find_missing(PangoLayout *layout)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    unsigned found = 0;
    do {
        const PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        for (int i = 0; run != NULL && found == 0 && i < run->glyphs->num_glyphs; i++) {
            PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
            if (glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                found = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        }
    } while (found == 0 && pango_layout_iter_next_run(iter));
    pango_layout_iter_free(iter);
    return found;
}

/* Where the text begins in its room. */
static double find_left(const struct flow_line *line, double width)
{
    double free = line->width * POINTS - width;
    return line->x * POINTS + (line->align == SHEET_CENTER  ? free / 2
                               : line->align == SHEET_RIGHT ? free
                                                            : 0);
}

/* A line that comes out wider than its room is pressed together. */
static bool draw_line(const struct drawing *d, const struct flow_box *box,
                      const struct flow_line *line)
{
    int width, height;
    pango_font_description_set_absolute_size(d->font, line->size * PANGO_SCALE);
    pango_layout_set_font_description(d->layout, d->font);
    pango_layout_set_text(d->layout, line->text, (int)line->length);
    if (pango_layout_get_unknown_glyphs_count(d->layout) > 0) {
        *d->missing = (struct pdf_missing){find_missing(d->layout), box};
        return false;
    }
    pango_layout_get_size(d->layout, &width, &height);
    double taken = (double)width / PANGO_SCALE, room = line->width * POINTS;
    double scale = taken > room && taken > 0 ? room / taken : 1;
    double y = (line->top + line->height / 2) * POINTS - (double)height / PANGO_SCALE / 2;
    cairo_save(d->cr);
    cairo_translate(d->cr, find_left(line, taken * scale), y);
    cairo_scale(d->cr, scale, 1);
    cairo_move_to(d->cr, 0, 0);
    pango_cairo_show_layout(d->cr, d->layout);
    cairo_restore(d->cr);
    return true;
}

/* --- rules ----------------------------------------------------------------------------- */

static void draw_side(cairo_t *cr, double x1, double y1, double x2, double y2)
{
    cairo_move_to(cr, x1 * POINTS, y1 * POINTS);
    cairo_line_to(cr, x2 * POINTS, y2 * POINTS);
}

static void draw_sides(cairo_t *cr, const struct flow_box *box)
{
    double right = box->x + box->width, bottom = box->y + box->height;
    if (box->sides & FLOW_TOP)
        draw_side(cr, box->x, box->y, right, box->y);
    if (box->sides & FLOW_RIGHT)
        draw_side(cr, right, box->y, right, bottom);
    if (box->sides & FLOW_BOTTOM)
        draw_side(cr, right, bottom, box->x, bottom);
    if (box->sides & FLOW_LEFT)
        draw_side(cr, box->x, bottom, box->x, box->y);
    cairo_stroke(cr);
}

/* --- tags: what each text is, for whoever has it read aloud ------------------------------ */

static const char *tag_of(const struct flow_box *box)
{
    switch (box->kind) {
    case FLOW_TITLE:
        return "H1";
    case FLOW_HEADING:
        return "TH";
    case FLOW_CELL:
        return "TD";
    default:
        return "P";
    }
}

static bool in_table(const struct flow_box *box)
{
    return box->kind == FLOW_HEADING || box->kind == FLOW_CELL;
}

/* Opens and closes table and table row where the box and the one before it differ. */
static void step(const struct drawing *d, const struct flow_box *before, const struct flow_box *now)
{
    bool was = before != NULL && in_table(before), is = now != NULL && in_table(now);
    bool same = was && is && before->row == now->row && before->kind == now->kind;
    if (was && !same)
        cairo_tag_end(d->cr, "TR");
    if (was && !is)
        cairo_tag_end(d->cr, "Table");
    if (is && !was)
        cairo_tag_begin(d->cr, "Table", NULL);
    if (is && !same)
        cairo_tag_begin(d->cr, "TR", NULL);
}

static bool draw_box(const struct drawing *d, const struct flow_box *box)
{
    bool good = true;
    draw_sides(d->cr, box);
    /* A cell without a text is a cell all the same. */
    if (box->line_count == 0 && !in_table(box))
        return true;
    cairo_tag_begin(d->cr, tag_of(box), NULL);
    for (size_t i = 0; good && i < box->line_count; i++)
        good = draw_line(d, box, &box->lines[i]);
    cairo_tag_end(d->cr, tag_of(box));
    return good;
}

static bool draw_sheet(const struct drawing *d, const struct flow_sheet *sheet)
{
    const struct flow_box *before = NULL;
    bool good = true;
    cairo_set_line_width(d->cr, RULE);
    for (size_t i = 0; good && i < sheet->box_count; i++) {
        step(d, before, &sheet->boxes[i]);
        before = &sheet->boxes[i];
        good = draw_box(d, before);
    }
    step(d, before, NULL);
    cairo_show_page(d->cr);
    return good;
}

static bool draw_sheets(const struct drawing *d)
{
    bool good = true;
    cairo_tag_begin(d->cr, "Document", NULL);
    for (size_t i = 0; good && i < d->flow->sheet_count; i++)
        good = draw_sheet(d, &d->flow->sheets[i]);
    cairo_tag_end(d->cr, "Document");
    return good;
}

/* --- the file --------------------------------------------------------------------------- */

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned length)
{
    struct buffer *out = closure;
    buffer_append(out, (const char *)bytes, length);
    return out->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The date is the sign-off's. Without one there is none: that of the run would make another
 * file of the same sheet each time. */
static void describe(cairo_surface_t *surface, const struct flow *flow, const char *signed_at)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   flow->title == NULL ? "" : flow->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, PACKAGE_STRING);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   signed_at == NULL ? "" : signed_at);
}

/* Nothing is rounded to the dots of a screen. */
static PangoLayout *make_layout(cairo_t *cr)
{
    cairo_font_options_t *options = cairo_font_options_create();
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoContext *context = pango_layout_get_context(layout);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("ja"));
    pango_layout_context_changed(layout);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    cairo_font_options_destroy(options);
    return layout;
}

static bool draw(struct drawing *d, cairo_surface_t *surface)
{
    d->cr = cairo_create(surface);
    d->layout = make_layout(d->cr);
    d->font = pango_font_description_from_string(FONTS);
    bool good = draw_sheets(d);
    good = cairo_status(d->cr) == CAIRO_STATUS_SUCCESS && good;
    pango_font_description_free(d->font);
    g_object_unref(d->layout);
    cairo_destroy(d->cr);
    return good;
}

bool pdf_write(const struct flow *flow, const char *signed_at, struct buffer *out,
               struct pdf_missing *missing, struct error *err)
{
    struct drawing d = {.flow = flow, .missing = missing};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        take_bytes, out, flow->paper->width * POINTS, flow->paper->height * POINTS);
    *missing = (struct pdf_missing){0, NULL};
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    describe(surface, flow, signed_at);
    bool good = draw(&d, surface);
    cairo_surface_finish(surface);
    good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && good;
    cairo_surface_destroy(surface);
    return good || missing->character != 0 || error_set_memory(err);
}
