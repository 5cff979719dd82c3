/*
 * What a sheet costs at least: the lines on standard input drawn by pango and cairo,
 * 90 on an A3 page, into a PDF; or written as cells of a spreadsheet.
 *
 *     draw pdf|xlsx FILE < lines
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { LINES = 90, COLUMNS = 10 };

static char *line;
static size_t room;

/* The next line without its line feed; NULL at the end. */
static const char *next_line(void)
{
    ssize_t size = getline(&line, &room, stdin);
    if (size <= 0)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void draw_pdf(const char *path)
{
    cairo_surface_t *surface = cairo_pdf_surface_create(path, 1190.55, 841.89);
    cairo_t *cr = cairo_create(surface);
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string("IPAGothic");
    const char *text;
    pango_font_description_set_absolute_size(font, 5.8 * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    for (int i = 0; (text = next_line()) != NULL; i++) {
        int at = i % (LINES * COLUMNS);
        if (i > 0 && at == 0)
            cairo_show_page(cr);
        cairo_move_to(cr, 20 + at % COLUMNS * 115, 20 + at / COLUMNS * 8.5);
        pango_layout_set_text(layout, text, -1);
        pango_cairo_show_layout(cr, layout);
    }
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

static void write_xlsx(const char *path)
{
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    const char *text;
    for (lxw_row_t i = 0; (text = next_line()) != NULL; i++)
        worksheet_write_string(sheet, i / COLUMNS, (lxw_col_t)(i % COLUMNS), text, NULL);
    workbook_close(book);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    if (strcmp(argv[1], "pdf") == 0)
        draw_pdf(argv[2]);
    else
        write_xlsx(argv[2]);
    free(line);
    return 0;
}
